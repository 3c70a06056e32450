"""Does the witness know this journal? Nothing of a file that is missing, empty or damaged passes for a yes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from guichet.base import temoin as fichier
from guichet.erreurs.socle import cause
from guichet.fiches.socle.verification import Anomalie, Controle
from guichet.registres.socle.chaine import Rupture

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.base.temoin import Tete

_EMPREINTES = "SELECT seq, empreinte FROM journal WHERE seq BETWEEN :bas AND :haut"
_REMEDE = "remettez celui de la dernière sauvegarde, et comparez la fin du journal avec ce que vous en avez gardé."


class _Lu(NamedTuple):
    compte: int
    dechirees: int
    rupture: Rupture | None


def confronter(s: Lecture, temoin: Path, tete: Tete) -> tuple[Controle, list[Anomalie]]:
    """Hold the journal against its witness; the base may be ahead of it by an act (a crash between the two).

    Args:
        s: the base.
        temoin: the witness file.
        tete: last row of the journal that the chain holds.
    """
    try:
        lu = _comparer(s, temoin, tete)
    except FileNotFoundError:
        return _rien(f"Le témoin {temoin} manque : {_REMEDE}")
    except OSError as erreur:
        return _rien(f"Le témoin {temoin} ne se lit pas ({cause(erreur)}) : vérifiez ses droits, ou {_REMEDE}")
    if not lu.compte and lu.rupture is None:
        etat = "n’a plus une ligne lisible" if lu.dechirees else "est vide"
        return _rien(f"Le témoin {temoin} {etat} : {_REMEDE}")
    remarque = f"{lu.dechirees} ligne(s) du témoin illisible(s), coupée(s) par un arrêt brutal." if lu.dechirees else ""
    controle = Controle("témoin", lu.compte, "lignes", remarque)
    return controle, [] if lu.rupture is None else [Anomalie("témoin", lu.rupture.phrase, lu.rupture.ligne)]


def _rien(phrase: str) -> tuple[Controle, list[Anomalie]]:
    return Controle("témoin", 0, "lignes"), [Anomalie("témoin", phrase)]


def _comparer(s: Lecture, temoin: Path, tete: Tete) -> _Lu:
    """Lines compared, those unreadable, and the first contradiction."""
    compte = dechirees = 0
    for lot in fichier.lire(temoin):
        lus = [t for t in lot if t is not None]
        dechirees += len(lot) - len(lus)
        compte += len(lus)
        if not lus:
            continue
        bornes = {"bas": min(lus).seq, "haut": max(lus).seq}
        vraies: dict[int, str] = dict(s.lignes(_EMPREINTES, bornes))
        for seq, hache in lus:
            if seq > tete.seq and seq not in vraies:
                manque = tete.seq + 1
                return _Lu(compte, dechirees, Rupture(manque, _phrase_coupee(manque, seq, temoin)))
            if vraies.get(seq) != hache:
                return _Lu(compte, dechirees, Rupture(seq, _phrase_autre(seq, temoin)))
    return _Lu(compte, dechirees, None)


def _phrase_coupee(manque: int, seq: int, temoin: Path) -> str:
    return (
        f"La fin du journal manque à partir de la ligne {manque} : "
        f"le témoin {temoin.name} connaît la ligne {seq}. "
        "Une ancienne copie a été remise, ou des lignes ont été coupées."
    )


def _phrase_autre(seq: int, temoin: Path) -> str:
    return (
        f"La ligne {seq} du journal n’est pas celle que le témoin {temoin.name} a vue : "
        "le journal a été récrit, ou une ancienne copie a été remise."
    )
