"""A copy put back: what it shares with the base it replaces, which acts it lacks, and the act that says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from guichet.base.temoin import Manquant, Section, Tete, vues
from guichet.registres.socle import journal
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur


def base_id(s: Lecteur) -> str:
    """Which base this is, and all its copies."""
    ligne = s.une("SELECT valeur FROM parametre WHERE cle = 'base_id'")
    return "" if ligne is None else str(ligne[0])


def tete(s: Lecteur) -> Tete:
    """Last row of the journal."""
    return next(iter(s.lire(Tete, "SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1")), Tete(0, ""))


def commun(presente: Lecteur, copie: Lecteur) -> int:
    """Last row that two journals share; 0 when they are not of one base.

    A row holds the hash of the one before: where two are equal, so is all that stands before them.
    """
    bas, haut = 0, min(tete(presente).seq, tete(copie).seq)
    while bas < haut:
        milieu = (bas + haut + 1) // 2
        hache = _empreinte(copie, milieu)
        if hache is not None and hache == _empreinte(presente, milieu):
            bas = milieu
        else:
            haut = milieu - 1
    return bas


def commun_au_temoin(temoin: Path, copie: Lecteur) -> int:
    """The same by what the witness has seen, where the base itself cannot be read."""
    return max((t.seq for t in vues(temoin) if _empreinte(copie, t.seq) == t.empreinte), default=0)


def manquants(presente: Lecteur, depuis: int) -> tuple[Manquant, ...]:
    """Acts sealed after a row."""
    sql = "SELECT seq, le, type, objet FROM journal WHERE seq > :depuis ORDER BY seq"
    return tuple(presente.lire(Manquant, sql, {"depuis": depuis}))


def inscrire(s: Ecriture, section: Section, *, le: datetime, poste: str, copie: str, de_cote: str) -> None:
    """Say in the journal of the copy that it was put back, and end the sessions it holds: some were ended since."""
    s.ordre("UPDATE session_agent SET fermee_le = :le WHERE fermee_le IS NULL", {"le": le})
    contenu = {**_contenu(section), "de_cote": de_cote}
    journal.inscrire(
        s, le=le, agent="guichet", poste=poste, type_=TypeActe.BASE_RESTAURER, objet=copie, contenu=contenu
    )


def est_dite(s: Lecteur, section: Section) -> bool:
    """Whether the journal says of a restoration what the witness says."""
    ligne = s.une(
        "SELECT contenu FROM journal WHERE seq = :seq AND type = :type",
        {"seq": section.tete.seq + 1, "type": TypeActe.BASE_RESTAURER.value},
    )
    return ligne is not None and _contenu(section).items() <= json.loads(ligne[0]).items()


def _contenu(section: Section) -> dict[str, journal.Valeur]:
    return {
        "commun": section.commun,
        "ancienne": section.ancienne.seq,
        "ancienne_empreinte": section.ancienne.empreinte,
        "manquent": section.manquent,
    }


def _empreinte(s: Lecteur, seq: int) -> str | None:
    ligne = s.une("SELECT empreinte FROM journal WHERE seq = :seq", {"seq": seq})
    return None if ligne is None else str(ligne[0])
