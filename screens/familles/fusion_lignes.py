"""Two files side by side as rows: what each says, a dot before what is kept, then what follows."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.fiches.familles.fusion import ApercuFusion, BlocFusion, ChampFusion
from screens.widgets.lignes import ALERTE

GARDE, LAISSE = "● ", "○ "


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row, and what a key does something about."""

    cellules: tuple[str, str, str]
    champ: ChampFusion | None = None
    """A field where the two disagree."""
    personne_id: int | None = None
    """Somebody of the absorbed file thought to be somebody of the other."""


def rangees(a: ApercuFusion) -> list[Rangee]:
    """Every row, fields first."""
    lignes = [ligne for bloc in a.blocs for ligne in _bloc(bloc)]
    suites = [("! À savoir", *_en_deux(phrase)) for phrase in a.suites]
    suites += [("  Rejoint", qui, "") for qui in a.rejoignent]
    suites += [("  Suivent", f"{nombre} {mot}", "") for mot, nombre in a.deplaces]
    return lignes + [Rangee(cellules) for cellules in suites]


def _en_deux(phrase: str) -> tuple[str, str]:
    """What both have, then what becomes of it."""
    quoi, _, devient = phrase.replace("\u00a0:", " :").partition(" : ")
    return quoi, devient


def _bloc(bloc: BlocFusion) -> list[Rangee]:
    tete = Rangee(("", bloc.titre, ", ".join(bloc.raisons)), personne_id=bloc.personne_id)
    return [tete, *(_champ(c, bloc.personne_id) for c in bloc.champs)]


def _champ(c: ChampFusion, personne_id: int | None) -> Rangee:
    libelle = f"{ALERTE}{c.libelle}" if c.cote is not None else f"  {c.libelle}"
    if c.garde == c.fondu:
        return Rangee((libelle, f"  {c.garde}", f"  {c.fondu}"), None, personne_id)
    # Both are kept where neither is the whole: diets add up.
    ensemble = c.valeur not in (c.garde, c.fondu)
    ici, autre = (GARDE if ensemble or v == c.valeur else LAISSE for v in (c.garde, c.fondu))
    cellules = (libelle, ici + c.garde if c.garde else "", autre + c.fondu if c.fondu else "")
    return Rangee(cellules, c if c.cote is not None else None, personne_id)
