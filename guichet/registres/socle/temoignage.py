"""Does the witness know this journal? Nothing of a file that is missing, empty or damaged passes for a yes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base import temoin as fichier
from guichet.base.temoin import Section
from guichet.erreurs.socle import cause
from guichet.fiches.socle.verification import Anomalie, Controle
from guichet.registres.socle import restauration
from guichet.registres.socle.chaine import Rupture

if TYPE_CHECKING:
    from collections.abc import Callable

    from guichet.base.lecture import Lecture
    from guichet.base.temoin import Tete, Vue

    Signee = Callable[[Vue], bool]

_EMPREINTES = "SELECT seq, empreinte FROM journal WHERE seq BETWEEN :bas AND :haut"
_REMEDE = "remettez celui de la dernière sauvegarde, et comparez la fin du journal avec ce que vous en avez gardé."


@dataclass(slots=True)
class _Lu:
    compte: int = 0
    dechirees: int = 0
    rupture: Rupture | None = None
    restauree: Section | None = None


def confronter(s: Lecture, temoin: Path, tete: Tete, signee: Signee | None) -> tuple[Controle, list[Anomalie]]:
    """Hold the journal against its witness; the base may be ahead of it by an act (a crash between the two).

    Args:
        s: the base.
        temoin: the witness file.
        tete: last row of the journal that the chain holds.
        signee: what tells a line that the program wrote, None without the key.
    """
    try:
        lu = _comparer(s, temoin, tete, signee)
    except FileNotFoundError:
        return _rien(f"Le témoin {temoin} manque : {_REMEDE}")
    except OSError as erreur:
        return _rien(f"Le témoin {temoin} ne se lit pas ({cause(erreur)}) : vérifiez ses droits, ou {_REMEDE}")
    if not lu.compte and lu.rupture is None:
        etat = "n’a plus une ligne lisible" if lu.dechirees else "est vide"
        return _rien(f"Le témoin {temoin} {etat} : {_REMEDE}")
    remarques = [f"{lu.dechirees} ligne(s) du témoin illisible(s), coupée(s) par un arrêt brutal."] * bool(lu.dechirees)
    if lu.restauree is not None:
        remarques.append(
            f"Une copie a été remise après la ligne {lu.restauree.tete.seq} ; actes qui manquent depuis, listés dans "
            f"{temoin.name} : {lu.restauree.manquent}."
        )
    controle = Controle("témoin", lu.compte, "lignes", " ".join(remarques))
    return controle, [] if lu.rupture is None else [Anomalie("témoin", lu.rupture.phrase, lu.rupture.ligne)]


def _rien(phrase: str) -> tuple[Controle, list[Anomalie]]:
    return Controle("témoin", 0, "lignes"), [Anomalie("témoin", phrase)]


def _comparer(s: Lecture, temoin: Path, tete: Tete, signee: Signee | None) -> _Lu:
    """Lines compared, those unreadable, and the first contradiction.

    What was seen of a base before a copy was put back is compared as far as the copy shares it.
    """
    lu = _Lu()
    suites = fichier.sections(temoin)
    for lot in fichier.lire(temoin):
        lus: list[Tete] = []
        for ligne in lot:
            if isinstance(ligne, Section):
                lu.restauree = suites.pop(0)
                lu.rupture = _restauration(s, lu.restauree, suites, temoin)
            if ligne is None:
                lu.dechirees += 1
            elif all(ligne.tete.seq <= suite.commun for suite in suites):
                lus.append(ligne.tete)
                if not (isinstance(ligne, Section) or signee is None or signee(ligne)):
                    lu.rupture = lu.rupture or Rupture(ligne.tete.seq, _phrase_forgee(ligne.tete.seq, temoin))
        lu.compte += len(lus)
        lu.rupture = lu.rupture or (_contredit(s, temoin, tete, lus) if lus else None)
        if lu.rupture is not None:
            break
    return lu


def _contredit(s: Lecture, temoin: Path, tete: Tete, lus: list[Tete]) -> Rupture | None:
    bornes = {"bas": min(lus).seq, "haut": max(lus).seq}
    vraies: dict[int, str] = dict(s.lignes(_EMPREINTES, bornes))
    for seq, hache in lus:
        if seq > tete.seq and seq not in vraies:
            manque = tete.seq + 1
            return Rupture(manque, _phrase_coupee(manque, seq, temoin))
        if vraies.get(seq) != hache:
            return Rupture(seq, _phrase_autre(seq, temoin))
    return None


def _restauration(s: Lecture, section: Section, suites: list[Section], temoin: Path) -> Rupture | None:
    """A section is worth the act of the journal that says the same: else it would hide whatever was cut."""
    ligne = section.tete.seq + 1
    if any(ligne > suite.commun for suite in suites) or restauration.est_dite(s, section):
        # Of a restoration whose act was lost to a later one, nothing more can be asked.
        return None
    return Rupture(ligne, f"Le témoin {temoin.name} dit qu’une copie a été remise, et la ligne {ligne} du journal non.")


def _phrase_coupee(manque: int, seq: int, temoin: Path) -> str:
    return (
        f"La fin du journal manque à partir de la ligne {manque} : "
        f"le témoin {temoin.name} connaît la ligne {seq}. "
        "Une ancienne copie a été remise, ou des lignes ont été coupées."
    )


def _phrase_forgee(seq: int, temoin: Path) -> str:
    return f"Ce que le témoin {temoin.name} dit de la ligne {seq} n’a pas été écrit par Guichet : il a été récrit."


def _phrase_autre(seq: int, temoin: Path) -> str:
    return (
        f"La ligne {seq} du journal n’est pas celle que le témoin {temoin.name} a vue : "
        "le journal a été récrit, ou une ancienne copie a été remise."
    )
