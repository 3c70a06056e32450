"""What a visit keeps of its lines: the parent reads what holds, in the order it was done."""

from __future__ import annotations

from guichet.regles.comptoir.visite import DEFAIT, LONGUEUR, gardees


def test_ce_qui_est_defait_ne_se_lit_plus() -> None:
    """Lost otherwise: a slip of meals that nobody expects."""
    lignes = ["Léa · 3 jours", "Tom · 2 jours", f"{DEFAIT}Léa · 3 jours", f"{DEFAIT}Tom · 2 jours", "Tom · 1 jour"]
    assert gardees(lignes) == [4]


def test_refait_apres_avoir_ete_defait_se_lit() -> None:
    """Lost otherwise: undone, then asked again in the same words, and told nowhere."""
    lignes = ["Léa · 3 jours", f"{DEFAIT}Léa · 3 jours", "Léa · 3 jours"]
    assert gardees(lignes) == [2]
    assert gardees([*lignes, "adresse"]) == [2, 3]


def test_une_ligne_coupee_reconnait_la_sienne() -> None:
    """A line that fills its column is cut by « défait : » at its front."""
    longue = "x" * LONGUEUR
    assert gardees([longue, f"{DEFAIT}{longue}"[:LONGUEUR]]) == []
    assert gardees(["annulé, reste facturé", f"{DEFAIT}annulé"]) == [0]
