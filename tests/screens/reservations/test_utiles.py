"""The footer of the planner says what would do something under the cursor, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.fiches.reservations.planning import CasePlanning
from screens.reservations.brouillon import Brouillon
from screens.reservations.utiles import muettes
from screens.socle.pied import remplir

PLACE = (1, date(2026, 12, 7), 2)


def _case(etat: str, groupe: int | None = 3) -> CasePlanning:
    return CasePlanning(*PLACE, groupe, etat)


def _dites(etat: str | None, *, colonnes: bool = True, enfants: int = 2, coche: bool = False) -> set[str]:
    case = None if etat is None else _case(etat)
    brouillon = Brouillon({} if case is None else {PLACE: case})
    if coche:
        brouillon.basculer([PLACE])
    toutes = {"cocher", "rythme", "enregistrer", "annuler", "repeter", "expliquer", "absence", "tous", "inscrire"}
    cachees = muettes(colonnes=colonnes, enfants=enfants, brouillon=brouillon, case=case)
    return {t for t in toutes if f"reservations.{t}" not in cachees}


@pytest.mark.parametrize(
    ("etat", "dites"),
    [
        ("libre", {"cocher", "rythme", "expliquer", "tous"}),
        ("reservee", {"cocher", "rythme", "expliquer", "absence", "tous"}),
        ("absence_justifiee", {"rythme", "expliquer", "absence", "tous"}),
        ("fermee", {"rythme", "expliquer", "tous"}),
        ("en_attente", {"cocher", "rythme", "expliquer", "tous"}),
    ],
)
def test_selon_la_case(etat: str, dites: set[str]) -> None:
    assert _dites(etat) == dites


def test_un_planning_vide_dit_d_inscrire() -> None:
    """Lost otherwise: « Espace cocher » on nothing, and the one key that helps beyond the edge."""
    assert _dites(None, colonnes=False, enfants=1) == {"inscrire"}


def test_un_brouillon_s_enregistre_s_annule_et_se_repete() -> None:
    assert _dites("libre", coche=True) >= {"enregistrer", "annuler", "repeter"}


def test_le_pied_se_remplit_sans_perdre_f1() -> None:
    """Lost otherwise: three keys on a line that had room for five."""
    touches = [("r", "réserver"), ("Ctrl+S", "enregistrer le tout"), ("h", "hier")]
    fin = [("F1", "aide"), ("Ctrl+P", "commandes")]
    assert remplir(touches, fin, 200, "  ") == [*touches, *fin]
    assert remplir(touches, fin, 30, "  ") == [touches[0], touches[2], fin[0]]
    assert remplir(touches, fin, 8, "  ") == [fin[0]]
