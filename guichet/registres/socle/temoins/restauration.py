"""A copy put back: what it shares with the base it replaces, which acts it lacks, and the act that says so."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.base.temoin import Manquant, Section, Tete, vues
from guichet.fiches.socle.restauration import ActeManquant
from guichet.registres.socle import journal
from guichet.regles.socle.actes import VERBES, TypeActe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur


SERVEUR = "pg_restore"
"""Object of the act of a base on a server: what put it back is no file of ours."""


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


def acte_dit(manquant: Manquant) -> ActeManquant:
    """The same, as it is shown: by its label, or its verb where this version does not know it."""
    connu = VERBES.get(manquant.type)
    return ActeManquant(
        manquant.seq,
        datetime.fromisoformat(manquant.le),
        manquant.type if connu is None or "{" in connu.libelle else connu.libelle,
        manquant.objet,
    )


def inscrire(s: Ecriture, section: Section, *, le: datetime, poste: str, copie: str, de_cote: str) -> None:
    """Say in the journal of the copy that it was put back, and end the sessions it holds: some were ended since."""
    s.ordre("UPDATE session_agent SET fermee_le = :le WHERE fermee_le IS NULL", {"le": le})
    contenu = {**_contenu(section), "de_cote": de_cote}
    journal.inscrire(
        s, le=le, agent="guichet", poste=poste, type_=TypeActe.BASE_RESTAURER, objet=copie, contenu=contenu
    )


def declarer(s: Ecriture, section: Section, *, le: datetime, agent: str, poste: str) -> None:
    """Say in the journal of a base on a server that it was put back by the server's own tools.

    The sessions it held end, as some were ended since; those opened since it was put back go on.
    """
    depuis = s.une("SELECT le FROM journal WHERE seq = :seq", {"seq": section.commun})
    s.ordre(
        "UPDATE session_agent SET fermee_le = :le WHERE fermee_le IS NULL AND ouverte_le <= :depuis",
        {"le": le, "depuis": datetime.fromisoformat(depuis[0]) if depuis else le},
    )
    journal.inscrire(
        s, le=le, agent=agent, poste=poste, type_=TypeActe.BASE_RESTAURER, objet=SERVEUR, contenu=_contenu(section)
    )


def declarees(s: Lecteur) -> list[Section]:
    """The restorations declared of a base on a server, in order."""
    sql = "SELECT seq, precedent, contenu FROM journal WHERE objet = :objet AND type = :type ORDER BY seq"
    qui = {"objet": SERVEUR, "type": TypeActe.BASE_RESTAURER.value}
    dites = [(seq, precedent, json.loads(contenu)) for seq, precedent, contenu in s.lignes(sql, qui)]
    return [
        Section(c["commun"], Tete(seq - 1, precedent), Tete(c["ancienne"], c["ancienne_empreinte"]), c["manquent"])
        for seq, precedent, c in dites
    ]


def est_dite(s: Lecteur, section: Section) -> bool:
    """Whether the journal says of a restoration what the witness says."""
    ligne = s.une(
        "SELECT contenu FROM journal WHERE seq = :seq AND type = :type",
        {"seq": section.tete.seq + 1, "type": TypeActe.BASE_RESTAURER.value},
    )
    return ligne is not None and _contenu(section).items() <= json.loads(ligne[0]).items()


def comptees(s: Lecteur, dites: Sequence[Section]) -> list[Section]:
    """Of what a witness tells, each restoration where it was told first.

    Nothing signs such a line, its act vouches for it: told again later, by whoever may only add to the witness, it
    would give up all that was seen between the two.
    """
    retenues: list[Section] = []
    lignes: set[int] = set()
    for section in dites:
        if not est_dite(s, section):
            retenues.append(section)
        elif section.tete.seq not in lignes:
            lignes.add(section.tete.seq)
            retenues.append(section)
    return retenues


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
