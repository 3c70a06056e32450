"""An older base brought to this program's schema: one act, with what a base of its new schema is born with.

Schema, content and the line of the journal are one transaction: a kill leaves the base as it was, and the next opening
does it again. The copy made before bears its name once all is committed; the next opening names one left unnamed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.base import temoin as temoins
from guichet.base.controle import REVISION, controler
from guichet.base.sceaux import sceller_tout
from guichet.formats import PARIS
from guichet.migrations import ancienne
from guichet.registres.offre import calendrier
from guichet.registres.recherche import index_recherche
from guichet.registres.socle import journal, sceaux
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.base.moteur import Base

_NOMMEE = "SELECT 1 FROM journal WHERE type = :type AND objet = :objet"
_SCELLEE = "0010"
"""Revision from which a base is sealed."""
_INDEX = "0018"
"""Last revision that changed what the search index holds: the ends of telephones."""
_TOUCHE = "SELECT 1 FROM journal WHERE type LIKE 'calendrier.%' LIMIT 1"


Remplacer = Callable[["Ecriture", bool, Callable[[int], None]], None]
"""Gives the base another key and seals it; told whether it was sealed, and what to call with the rows sealed."""


def moderniser(base: Base, *, poste: str, le: datetime, copie: bool = True, remplacer: Remplacer | None = None) -> str:
    """Migrate a base opened at an older revision; returns the sentence that says so.

    Args:
        base: its revision is the one read at opening.
        poste: name of the workstation, for the journal.
        le: aware instant.
        copie: keep the file as it was; False when it is itself a copy.
        remplacer: what makes it another key in the same transaction, where its own is lost.

    Raises:
        DisquePlein: no room for the copy, hence nothing was migrated.
        BaseOccupee, BaseIllisible: see tour and mettre_a_niveau.
    """
    from guichet.migrations.commande import mettre_a_niveau

    nom = ""
    with ancienne.place(base.adresse) as place:
        # Another workstation did it while this one waited.
        if (de := controler(base)) != REVISION:
            if place is not None and copie:
                nom = place.copier(f"schema-{de}.{le.astimezone(PARIS):%Y-%m-%d-%H%M%S}")

            # Without the key there is nothing to hold them against: `remplacer` says so.
            fautes = _fautes(base, de) if remplacer is None else []

            def completer(s: Ecriture) -> None:
                def dire(scellees: int) -> None:
                    _completer(s, de=de, le=le, poste=poste, copie=nom, scellees=scellees, fautes=fautes)

                if remplacer is None:
                    sceller_tout(s, base.cle, dire, juste=not fautes)
                else:
                    remplacer(s, de >= _SCELLEE, dire)

            vue = mettre_a_niveau(base.adresse, completer)
            if vue is not None:
                temoins.noter(base.temoin, vue)
            if place is not None:
                place.nommer(nom)
    base.revision = REVISION
    phrase = "La base a été mise au format de cette version de Guichet."
    return f"{phrase} Sa copie d’avant est {nom} : gardez-la jusqu’à votre prochaine sauvegarde." if nom else phrase


def _fautes(base: Base, de: str) -> list[str]:
    """What its seals find before everything is sealed again: a migration makes nothing true."""
    if de < _SCELLEE:
        return []
    with base.lecture() as s:
        return sceaux.fautes_d_avant(s, base.cle)


def inachevee(base: Base) -> bool:
    """Whether a kill interrupted the migration that made a base of this schema."""
    with base.lecture() as s:
        return _sans_vacances(s) or bool(ancienne.laissees(base.adresse))


def reprendre(base: Base, *, poste: str, le: datetime) -> None:
    """Finish it: the name of a copy, or a calendar never filled.

    The program used to fill it after the schema, apart: a kill between the two left a town for ever without holidays.
    """
    with base.lecture() as s:
        sans = _sans_vacances(s)
    if sans:
        with base.ecriture() as s:
            if _sans_vacances(s):
                _completer(s, de=REVISION, le=le, poste=poste, copie="")
    if ancienne.laissees(base.adresse):
        with ancienne.place(base.adresse) as place:
            for nom in ancienne.laissees(base.adresse):
                with base.lecture() as s:
                    nommee = s.une(_NOMMEE, {"type": TypeActe.BASE_MODERNISER.value, "objet": nom})
                if place is not None:
                    place.nommer(nom) if nommee is not None else place.retirer(nom)


def _completer(
    s: Ecriture,
    *,
    de: str,
    le: datetime,
    poste: str,
    copie: str,
    scellees: int | None = None,
    fautes: Sequence[str] = (),
) -> None:
    """Give it what a base of this schema is born with, and say in the journal what was done.

    Args:
        s: the open write transaction.
        de: revision it had.
        le: aware instant.
        poste: name of the workstation.
        copie: name of the copy that was made, or "".
        scellees: rows sealed as they stood: what was done to them before cannot be seen any more.
        fautes: what their former seals, if they had any, found of them.
    """
    zone = _zone(s)
    if zone and s.une("SELECT 1 FROM periode_calendrier") is None:
        calendrier.remplir(s, zone)
    if de < _INDEX:
        index_recherche.reconstruire(s)
    contenu: dict[str, journal.Valeur] = {"de": de, "a": REVISION}
    if scellees is not None:
        contenu["scellees"] = scellees
    if fautes:
        contenu["hors_de_guichet"] = " ".join(fautes)
    journal.inscrire(
        s, le=le, agent="guichet", poste=poste, type_=TypeActe.BASE_MODERNISER, objet=copie, contenu=contenu
    )


def _sans_vacances(s: Lecteur) -> bool:
    """Whether nobody ever wrote its calendar; one emptied by hand says so in the journal."""
    return s.une("SELECT 1 FROM periode_calendrier LIMIT 1") is None and bool(_zone(s)) and s.une(_TOUCHE) is None


def _zone(s: Lecteur) -> str:
    """School zone of the last règlement; "" when there is none."""
    reglement = s.une("SELECT contenu FROM reglement ORDER BY du DESC LIMIT 1")
    return "" if reglement is None else str(json.loads(reglement[0])["zone"])
