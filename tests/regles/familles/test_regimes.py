"""Diets of a file: lost, and a child is served what harms them."""

from __future__ import annotations

import pytest

from guichet.imports.cellules import Ecart, lire_allergies


@pytest.mark.parametrize(
    ("cellule", "lue"),
    [
        ("sans porc, sans œuf", ("sans porc, sans œuf", False, "")),
        ("Sans Oeuf ; SANS PORC ; sans œuf", ("sans porc, sans œuf", False, "")),
        ("végétarien / PAI arachide", ("végétarien", True, "arachide")),
        ("sans ail + sans gluten", ("sans gluten, sans ail", False, "")),
    ],
)
def test_plusieurs_regimes_dans_une_cellule(cellule: str, lue: tuple[str, bool, str]) -> None:
    assert lire_allergies(cellule) == lue


@pytest.mark.parametrize("cellule", ["et", "végétarien, et"])
def test_un_mot_de_liaison_seul_n_arrete_pas_l_import(cellule: str) -> None:
    with pytest.raises(Ecart, match="ni un régime ni un PAI"):
        lire_allergies(cellule)


@pytest.mark.parametrize("cellule", [", ".join(f"sans fruit {i}" for i in range(12)), "PAI " + "x" * 201])
def test_ce_qui_ne_tient_pas_n_est_pas_coupe(cellule: str) -> None:
    with pytest.raises(Ecart, match="ne tiennent pas"):
        lire_allergies(cellule)
