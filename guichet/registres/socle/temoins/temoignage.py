"""Does the witness know this journal? Nothing of a file that is missing, empty or damaged passes for a yes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from guichet.base import temoin as temoins
from guichet.base.sceaux import Cachet, Etat
from guichet.base.temoin import Section, SourceFichier, Vue
from guichet.erreurs.acces import SecretsIndisponibles
from guichet.erreurs.base import CleDeBaseAbsente, TemoinInjoignable
from guichet.erreurs.socle import cause
from guichet.fiches.socle.verification import Anomalie, Controle
from guichet.formats import pluriel
from guichet.registres.socle.chaine import Rupture
from guichet.registres.socle.temoins import restauration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from guichet.base.lecture import Lecture
    from guichet.base.moteur import Base
    from guichet.base.temoin import Tete

    Signee = Callable[[Vue], bool]

_EMPREINTES = "SELECT seq, empreinte FROM journal WHERE seq BETWEEN :bas AND :haut"


@dataclass(slots=True)
class _Lu:
    compte: int = 0
    dernier: int = 0
    dechirees: int = 0
    rupture: Rupture | None = None
    forgee: bool = False
    restaurees: list[Section] = field(default_factory=list)


ICI = "témoin"
VILLE = "témoin de la ville"
SANS_VILLE = (
    "Il n’y en a pas : le témoin de cette machine ne connaît que les actes faits d’ici. Nommez-en un pour toute la "
    "ville (« temoin » de guichet.toml, ou GUICHET_TEMOIN) : voyez docs/securite.md."
)
"""What is said, as no anomaly, of a base on a server without one."""


SI_REMISE = (
    " Si c’est une sauvegarde remise à bon droit par les outils du serveur, un superviseur le déclare : "
    "« guichet declarer-restauration »."
)


ANCIEN = "Il a pu être coupé par un arrêt brutal, ou remis d’autrefois : comparez-le à celui de la dernière sauvegarde."
"""Said of a witness beside its base that stops before the journal does."""


def tete_signee(base: Base) -> Vue | None:
    """The head of the journal as the program left it, signed; None when it is not what it left, or without the key."""
    with base.lecture() as s:
        tete = restauration.tete(s)
        try:
            cachet = Cachet(base.cle(s))
        except (CleDeBaseAbsente, SecretsIndisponibles):
            return None
        etat = Etat.lire(s)
        if etat is None or not etat.juste(cachet, tete):
            return None
        return Vue(tete, cachet.temoin(*tete))


def rattraper(base: Base) -> None:
    """Have this machine's witness know what was declared elsewhere, and the town's what it missed; nothing waits."""
    with base.lecture() as s:
        tete, dites = restauration.tete(s).seq, restauration.declarees(s)
    with suppress(OSError):
        rejoindre(base, dites)
    if base.ville is not None:
        base.ville.rattraper(tete, lambda: tete_signee(base), dites)


def rejoindre(base: Base, dites: Sequence[Section]) -> None:
    """Have the witness of this machine tell the restorations that the journal of a base on a server declares.

    Raises:
        OSError: it cannot be written.
    """
    if not dites or not base.temoin.exists():
        return
    connues = temoins.sections(base.temoin)
    for section in dites:
        if section not in connues:
            temoins.declarer(base.temoin, section)


def sources(base: Base) -> list[tuple[str, Source]]:
    """What a journal is held against: the witness of this place, and the town's where there is one."""
    if base.ville is None:
        return [(ICI, SourceFichier(base.temoin))]
    base.ville.finir()
    # A machine from which nothing was done yet has none of its own, and needs none.
    ici: list[tuple[str, Source]] = [(ICI, SourceFichier(base.temoin))] if base.temoin.exists() else []
    return [*ici, (VILLE, base.ville.registre.source())]


def retard(tete: int, vu: int) -> str:
    """What is said of a witness that has not seen the last acts, "" of one that has."""
    if tete <= vu:
        return ""
    return f"En retard de {pluriel(tete - vu, 'ligne', 'lignes')} sur le journal : le prochain acte le rattrape."


class Source(Protocol):
    """A witness as far as it went when it was opened: before the base is, whose counters go on."""

    nom: str
    court: str
    remede: str
    """What to do where it says nothing."""

    def lire(self) -> Iterator[list[Vue | Section | None]]:
        """Its lines by batches, None for one that cannot be read."""
        ...

    def sections(self) -> list[Section]:
        """The restorations it tells."""
        ...


def confronter(
    s: Lecture, temoin: Source, tete: Tete, signee: Signee | None, quoi: str = ICI
) -> tuple[Controle, list[Anomalie]]:
    """Hold the journal against its witness; the base may be ahead of it by an act (a crash between the two).

    Args:
        s: the base.
        temoin: the witness.
        tete: last row of the journal that the chain holds.
        signee: what tells a line that the program wrote, None without the key.
        quoi: name of the check.
    """
    try:
        lu = _comparer(s, temoin, tete, signee)
    except FileNotFoundError:
        return _rien(quoi, f"Le témoin {temoin.nom} manque : {temoin.remede}")
    except OSError as erreur:
        return _rien(
            quoi, f"Le témoin {temoin.nom} ne se lit pas ({cause(erreur)}) : vérifiez ses droits, ou {temoin.remede}"
        )
    except TemoinInjoignable as refus:
        return _rien(quoi, refus.message)
    if not lu.compte and lu.rupture is None:
        etat = "n’a plus une ligne lisible" if lu.dechirees else "est vide"
        return _rien(quoi, f"Le témoin {temoin.nom} {etat} : {temoin.remede}")
    remarques = [f"{lu.dechirees} ligne(s) du témoin illisible(s), coupée(s) par un arrêt brutal."] * bool(lu.dechirees)
    remarques += (_remise(section, temoin, serveur=s.postgres) for section in lu.restaurees)
    # A machine's own witness of a base on a server knows its own acts alone: what stops before the end is usual.
    if (quoi == VILLE or not s.postgres) and (phrase := retard(tete.seq, lu.dernier)):
        remarques.append(phrase if quoi == VILLE else f"{phrase} {ANCIEN}")
    controle = Controle(quoi, lu.compte, "lignes", " ".join(remarques))
    if lu.rupture is None:
        return controle, []
    cure = SI_REMISE if s.postgres and not lu.forgee else ""
    return controle, [Anomalie(quoi, lu.rupture.phrase + cure, lu.rupture.ligne)]


def _remise(section: Section, temoin: Source, *, serveur: bool) -> str:
    """What is said for ever of a base that was put back."""
    if serveur:
        return (
            f"Une sauvegarde a été remise, ce que déclare la ligne {section.tete.seq + 1} ; actes qui manquent depuis "
            f"la ligne {section.commun} : {section.manquent}."
        )
    return (
        f"Une copie a été remise après la ligne {section.tete.seq} ; actes qui manquent depuis, listés dans "
        f"{temoin.court} : {section.manquent}."
    )


def _rien(quoi: str, phrase: str) -> tuple[Controle, list[Anomalie]]:
    return Controle(quoi, 0, "lignes"), [Anomalie(quoi, phrase)]


def _comparer(s: Lecture, temoin: Source, tete: Tete, signee: Signee | None) -> _Lu:
    """Lines compared, those unreadable, and the first contradiction.

    What was seen of a base before a copy was put back is compared as far as the copy shares it.
    """
    lu = _Lu()
    suites = restauration.comptees(s, temoin.sections())
    for lot in temoin.lire():
        lus: list[Tete] = []
        for ligne in lot:
            if isinstance(ligne, Section):
                if ligne not in suites[:1]:
                    # Told again: it counted where it was told first.
                    continue
                lu.restaurees.append(suites.pop(0))
                lu.rupture = lu.rupture or _restauration(s, ligne, suites, temoin)
            if ligne is None:
                lu.dechirees += 1
            elif all(ligne.tete.seq <= suite.commun for suite in suites):
                lus.append(ligne.tete)
                if not (isinstance(ligne, Section) or signee is None or signee(ligne)):
                    lu.forgee = lu.forgee or lu.rupture is None
                    lu.rupture = lu.rupture or Rupture(ligne.tete.seq, _phrase_forgee(ligne.tete.seq, temoin))
        lu.compte += len(lus)
        lu.dernier = max((t.seq for t in lus), default=lu.dernier)
        lu.rupture = lu.rupture or (_contredit(s, temoin, tete, lus) if lus else None)
        if lu.rupture is not None:
            break
    return lu


def _contredit(s: Lecture, temoin: Source, tete: Tete, lus: list[Tete]) -> Rupture | None:
    bornes = {"bas": min(lus).seq, "haut": max(lus).seq}
    vraies: dict[int, str] = dict(s.lignes(_EMPREINTES, bornes))
    for seq, hache in lus:
        if seq > tete.seq and seq not in vraies:
            manque = tete.seq + 1
            return Rupture(manque, _phrase_coupee(manque, seq, temoin))
        if vraies.get(seq) != hache:
            return Rupture(seq, _phrase_autre(seq, temoin))
    return None


def _restauration(s: Lecture, section: Section, suites: list[Section], temoin: Source) -> Rupture | None:
    """A section is worth the act of the journal that says the same: else it would hide whatever was cut."""
    ligne = section.tete.seq + 1
    if any(ligne > suite.commun for suite in suites) or restauration.est_dite(s, section):
        # Of a restoration whose act was lost to a later one, nothing more can be asked.
        return None
    return Rupture(
        ligne, f"Le témoin {temoin.court} dit qu’une copie a été remise, et la ligne {ligne} du journal non."
    )


def _phrase_coupee(manque: int, seq: int, temoin: Source) -> str:
    return (
        f"La fin du journal manque à partir de la ligne {manque} : "
        f"le témoin {temoin.court} connaît la ligne {seq}. "
        "Une ancienne copie a été remise, ou des lignes ont été coupées."
    )


def _phrase_forgee(seq: int, temoin: Source) -> str:
    return (
        f"Ce que le témoin {temoin.court} dit de la ligne {seq} n’a pas été écrit par Guichet pour cette base : il a "
        "été récrit, ou c’est celui d’une autre."
    )


def _phrase_autre(seq: int, temoin: Source) -> str:
    return (
        f"La ligne {seq} du journal n’est pas celle que le témoin {temoin.court} a vue : "
        "le journal a été récrit, ou une ancienne copie a été remise."
    )
