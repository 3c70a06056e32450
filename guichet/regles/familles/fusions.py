"""Two files made one: who is the same person in both, which value of each field is kept, which are asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guichet.fiches.familles.fusion import Cote
from guichet.formats.naissances import bornes
from guichet.regles.familles.doublons import Portrait, autrement_ecrite, comparer
from guichet.regles.familles.regimes import dire_regimes
from guichet.regles.socle.domaine import RoleLien


@dataclass(frozen=True, slots=True)
class Quelquun:
    """Somebody of one of the two files.

    Attributes:
        personne_id: who.
        roles: every place they hold or held there (RoleLien).
        portrait: what they are compared by.
    """

    personne_id: int
    roles: frozenset[str]
    portrait: Portrait

    @property
    def enfant(self) -> bool:
        """A child of the household: never the same person as one of its adults."""
        return RoleLien.ENFANT.value in self.roles


@dataclass(frozen=True, slots=True)
class Paire:
    """One person known twice, and why it is thought so."""

    garde_id: int
    fondu_id: int
    raisons: tuple[str, ...]


def apparier(
    gardes: Sequence[Quelquun], fondus: Sequence[Quelquun], *, distinctes: Collection[int] = ()
) -> tuple[Paire, ...]:
    """Who of the absorbed file is somebody of the kept one, each once, in its order; the surest are paired first.

    Args:
        gardes: people of the file kept.
        fondus: people of the file absorbed.
        distinctes: those of the latter an agent said to be nobody of the former (twins, namesakes).
    """
    ici = {g.personne_id for g in gardes}
    possibles = sorted(
        (-comparer(f.portrait, g.portrait).score, g.personne_id, f.personne_id)
        for f in fondus
        for g in gardes
        if f.personne_id not in ici and f.personne_id not in distinctes
        if f.enfant == g.enfant and autrement_ecrite(f.portrait, g.portrait)
    )
    portraits = {q.personne_id: q.portrait for q in (*gardes, *fondus)}
    prises: set[int] = set()
    paires = []
    for _, garde_id, fondu_id in possibles:
        if not prises & {garde_id, fondu_id}:
            prises |= {garde_id, fondu_id}
            raisons = comparer(portraits[fondu_id], portraits[garde_id]).raisons
            paires.append(Paire(garde_id, fondu_id, raisons))
    rangs = [g.personne_id for g in gardes]
    return tuple(sorted(paires, key=lambda paire: rangs.index(paire.garde_id)))


@dataclass(frozen=True, slots=True)
class Ecart:
    """One field of the two files, and what the one file will hold.

    Attributes:
        champ: the field.
        garde: its value in the file kept.
        fondu: its value in the file absorbed.
        valeur: what is kept of the two.
        cote: which side that is, where they disagree; None where there is nothing to choose.
    """

    champ: str
    garde: object
    fondu: object
    valeur: object
    cote: Cote | None


REUNIS = frozenset({"regimes"})
"""Fields where both are kept, word by word: a diet forgotten feeds a child wrongly, one too many does not."""


ENSEMBLE = frozenset({"adresse", "ecole"})
"""Fields made of several: a town alone is the beginning of the address of the other file, where it is that town."""


def trancher(champ: str, garde: object, fondu: object, choix: Cote | None = None) -> Ecart:
    """Decide one field: the same is kept, the empty one gives way, a yes wins, diets add up, the rest is asked.

    Yes wins because a PAI, an authority or a number to call in an emergency was said to somebody: what is wrongly
    kept is seen and taken away, what is wrongly lost is not.

    Args:
        champ: the field.
        garde: its value in the file kept; a tuple is fields that go together, an address or a school.
        fondu: its value in the file absorbed.
        choix: which one the agent chose; None: not asked yet, the one kept holds.
    """
    if garde == fondu or _vide(fondu):
        return Ecart(champ, garde, fondu, garde, None)
    if _vide(garde):
        return Ecart(champ, garde, fondu, fondu, None)
    if champ == "naissance" and (precise := _plus_precise(garde, fondu)) is not None:
        return Ecart(champ, garde, fondu, precise, None)
    if champ in ENSEMBLE and (entier := _plus_complet(garde, fondu)) is not None:
        return Ecart(champ, garde, fondu, entier, None)
    if champ in REUNIS:
        return Ecart(champ, garde, fondu, dire_regimes(f"{garde}, {fondu}"), None)
    cote = choix or Cote.GARDE
    return Ecart(champ, garde, fondu, garde if cote is Cote.GARDE else fondu, cote)


def trancher_tout(
    garde: Mapping[str, object], fondu: Mapping[str, object], choix: Mapping[str, Cote]
) -> tuple[Ecart, ...]:
    """Decide every field of two sheets, in the order of the first."""
    return tuple(trancher(champ, garde[champ], fondu[champ], choix.get(champ)) for champ in garde)


def _vide(valeur: object) -> bool:
    """Nothing said: no text, no date, no « yes », a group of nothing."""
    return not any(valeur) if isinstance(valeur, tuple) else not valeur


def _plus_complet(un: object, autre: object) -> object | None:
    """Of two groups that agree on all that both say, the one that says more; None where they disagree."""
    if not isinstance(un, tuple) or not isinstance(autre, tuple):
        return None
    if all(not a or a == b for a, b in zip(un, autre, strict=True)):
        return autre
    return un if all(not b or a == b for a, b in zip(un, autre, strict=True)) else None


def _plus_precise(une: object, autre: object) -> date | str | None:
    """Of two births that may be one, the better known; None where they contradict each other."""
    for sue, vague in ((une, autre), (autre, une)):
        if isinstance(sue, date | str) and isinstance(vague, date | str):
            dedans, dehors = bornes(sue), bornes(vague)
            if dedans and dehors and dehors[0] <= dedans[0] and dedans[1] <= dehors[1]:
                return sue
    return None
