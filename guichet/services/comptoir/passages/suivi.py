"""Looking at visits, and writing down who looked at a dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs import BaseOccupee
from guichet.erreurs.base import DisquePlein
from guichet.fiches.comptoir.passages import LignePassage
from guichet.formats import PARIS
from guichet.registres.comptoir import consultations, passages
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.comptoir.passages import FichePassage

_PATIENCE_S = 1.0
"""Longest a dossier that is only read waits to be noted."""
_RIEN_ECRIT = "rien n’a été enregistré"
"""As guichet.base.refus says it of any act."""
_RIEN_MONTRE = "la lecture n’a pas pu être notée, le dossier n’est donc pas montré"
_DU_JOUR = (
    "SELECT p.id AS passage_id, p.famille_id, f.code, coalesce(r.famille, '') AS famille, p.etat, p.agent, p.poste, "
    "p.ouvert_le FROM passage p JOIN famille f ON f.id = p.famille_id "
    "LEFT JOIN fiche_recherche r ON r.famille_id = f.id WHERE p.ouvert_le >= :debut AND p.ouvert_le < :fin "
    "ORDER BY p.ouvert_le, p.id"
)


def lire(ctx: Contexte, passage_id: int) -> FichePassage:
    """Return one visit with what was done in it.

    Raises:
        PassageInconnu.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return passages.lire(s, passage_id)


def courant(ctx: Contexte) -> FichePassage | None:
    """Return the visit open at this terminal, None when there is none."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        ligne = s.une("SELECT id FROM passage WHERE terminal = :ici AND etat = 'ouvert'", {"ici": ctx.ici})
        return None if ligne is None else passages.lire(s, ligne[0])


def du_jour(ctx: Contexte, jour: date | None = None) -> tuple[LignePassage, ...]:
    """Visits begun on a local day (today when none is given), in order."""
    ctx.exiger(Droit.CHERCHER)
    jour = jour or ctx.aujourdhui()
    debut, fin = (datetime.combine(j, time(), PARIS) for j in (jour, jour + timedelta(days=1)))
    with ctx.lecture() as s:
        lus = s.lire(LignePassage, _DU_JOUR, {"debut": debut, "fin": fin})
    return tuple(replace(passage, ouvert_le=passage.ouvert_le.astimezone(UTC)) for passage in lus)


@transaction
def consulter(ctx: Contexte, famille_id: int, objet: str = "dossier") -> None:
    """Write that this agent looked at this household without a visit (command line).

    Reading does not wait for a counter that keeps the turn to write: it is then noted by whoever writes next.

    Raises:
        DisquePlein: what is read could not be noted at all.
    """
    ctx.exiger(Droit.CONSULTER)
    try:
        with ctx.ecriture(attente=_PATIENCE_S) as s:
            consultations.consigner(s, ctx.acte(), famille_id, objet)
            reprises = consultations.rattraper(s, ctx.base)
    except DisquePlein as erreur:
        # Who only reads had nothing to record: what is refused, and why, is the reading.
        raise type(erreur)(str(erreur).replace(_RIEN_ECRIT, _RIEN_MONTRE)) from erreur
    except BaseOccupee:
        consultations.differer(ctx.base, ctx.acte(), famille_id, objet)
        return
    if reprises:
        consultations.oublier(ctx.base)
