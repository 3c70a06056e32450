"""A keyboard left alone: judged with a watch of our own, no screen."""

from __future__ import annotations

from screens.socle.vigie.veille import CALME_S, Veille


class Montre:
    def __init__(self) -> None:
        self.s = 100.0
        self.faits: list[str] = []

    def veille(self) -> Veille:
        return Veille(
            verrouiller=lambda: self.faits.append("verrou"),
            suivre=lambda: self.faits.append("suite"),
            montre=lambda: self.s,
        )


def test_le_verrou_tombe_apres_le_delai_et_pas_avant() -> None:
    """Lost otherwise: the address of a family before the next one, or a poste that locks while one types."""
    montre = Montre()
    veille = montre.veille()
    montre.s += veille.inactivite_s
    veille.battre()
    assert montre.faits == ["suite"]
    montre.s += 1
    veille.battre()
    assert montre.faits == ["suite", "verrou"]


def test_une_touche_remet_le_compte_a_zero() -> None:
    montre = Montre()
    veille = montre.veille()
    montre.s += veille.inactivite_s + 5
    veille.toucher()
    veille.battre()
    assert montre.faits == []


def test_la_suite_se_charge_une_fois_au_premier_calme() -> None:
    """Lost otherwise: a key that waits for what writes to be loaded, or the same loaded at each beat."""
    montre = Montre()
    veille = montre.veille()
    veille.battre()
    assert montre.faits == []
    montre.s += CALME_S + 1
    veille.battre()
    veille.battre()
    assert montre.faits == ["suite"]
