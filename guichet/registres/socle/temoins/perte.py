"""What a base on a server lost when it was put back by the server's own tools, as far as its witnesses know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from guichet.base.temoin import Section, Tete
from guichet.erreurs import IntegriteRompue
from guichet.erreurs.base import TemoinInjoignable
from guichet.erreurs.socle import cause
from guichet.registres.socle.temoins import restauration

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.temoins.temoignage import Signee, Source

_EMPREINTES = "SELECT seq, empreinte FROM journal WHERE seq BETWEEN :bas AND :haut"


class Perte(NamedTuple):
    """The end of a journal that witnesses know and the base does not have."""

    commun: int
    """Last row that they share, as far as is known: they may not have seen every one."""
    vues: tuple[Tete, ...]
    """Rows lost, of those that a witness saw; in order."""

    @property
    def ancienne(self) -> Tete:
        """Head of the former base."""
        return self.vues[-1]

    @property
    def manquent(self) -> int:
        """Rows of the former base beyond what is shared."""
        return self.ancienne.seq - self.commun

    @property
    def exacte(self) -> bool:
        """Whether a witness saw the first row that is lost, right after the last that is shared."""
        return self.vues[0].seq == self.commun + 1


def etablir(s: Lecteur, temoins: Sequence[Source], signee: Signee | None) -> Perte | None:
    """Hold a journal against its witnesses; None where nothing contradicts it.

    Args:
        s: the base.
        temoins: its witnesses.
        signee: what tells a line that the program wrote.

    Raises:
        IntegriteRompue: a witness was written by somebody else than the program: it proves nothing.
        TemoinInjoignable: one of them cannot be read.
    """
    perdues: set[Tete] = set()
    sues: set[int] = set()
    actes: dict[int, Tete] = {}
    for temoin in temoins:
        vraies: set[int] = set()
        for tete, vraie in _confrontees(s, temoin, signee, actes):
            if vraie:
                vraies.add(tete.seq)
            else:
                perdues.add(tete)
                # Of what it saw after the rows that are lost, nothing tells whether the former base had it.
                sues |= vraies
                vraies.clear()
    if not perdues:
        return None
    vues = sorted({tete if tete.empreinte else _acte(actes, tete.seq) for tete in perdues})
    return Perte(max((seq for seq in sues if seq < vues[0].seq), default=0), tuple(vues))


def _confrontees(
    s: Lecteur, temoin: Source, signee: Signee | None, actes: dict[int, Tete]
) -> Iterator[tuple[Tete, bool]]:
    """Each row it saw of the base that should be there, and whether the journal has it; in its order.

    The act of a restoration that it tells comes without its hash: `actes` keeps those that it signed.
    """
    suites = restauration.comptees(s, temoin.sections())
    declarants = {suite.tete.seq + 1 for suite in suites}
    try:
        for lot in temoin.lire():
            lus: list[Tete] = []
            for ligne in lot:
                if isinstance(ligne, Section):
                    # Told again, it counted where it was told first.
                    if ligne in suites[:1]:
                        suites.pop(0)
                        if all(ligne.tete.seq < suite.commun for suite in suites):
                            # Its act came to the witness before it did, above it.
                            yield from _lot(s, lus)
                            lus.clear()
                            yield Tete(ligne.tete.seq + 1, ""), restauration.est_dite(s, ligne)
                    continue
                if ligne is None:
                    continue
                juste = signee is None or signee(ligne)
                if juste and ligne.tete.seq in declarants:
                    actes[ligne.tete.seq] = ligne.tete
                if any(ligne.tete.seq > suite.commun for suite in suites):
                    continue
                if not juste:
                    raise IntegriteRompue(
                        f"Ce que le témoin {temoin.court} dit de la ligne {ligne.tete.seq} n’a pas été écrit par "
                        "Guichet : ce n’est pas une restauration, rien n’a été déclaré."
                    )
                lus.append(ligne.tete)
            yield from _lot(s, lus)
    except FileNotFoundError as erreur:
        raise TemoinInjoignable(f"Le témoin {temoin.nom} manque : {temoin.remede}") from erreur
    except OSError as erreur:
        raise TemoinInjoignable(f"Le témoin {temoin.nom} ne se lit pas ({cause(erreur)}).") from erreur


def _acte(actes: dict[int, Tete], ligne: int) -> Tete:
    """The act of a restoration that went with a later one; a line that nothing signs does not prove it."""
    if ligne not in actes:
        raise IntegriteRompue(
            f"Un témoin dit que la ligne {ligne} du journal déclarait une restauration ; elle n’y est pas, et aucun "
            "témoin d’ici ne l’a vue : rien n’a été déclaré. Déclarez depuis le poste qui l’avait déclarée, sinon "
            "voyez docs/securite.md."
        )
    return actes[ligne]


def _lot(s: Lecteur, lus: Sequence[Tete]) -> Iterator[tuple[Tete, bool]]:
    if lus:
        vraies: dict[int, str] = dict(s.lignes(_EMPREINTES, {"bas": min(lus).seq, "haut": max(lus).seq}))
        yield from ((tete, vraies.get(tete.seq) == tete.empreinte) for tete in lus)
