"""What a value tells by itself: a class by a birth, a slip by a domain, a sign that is in no name."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.familles.classes import classe_probable
from guichet.regles.familles.noms import signes_etranges
from guichet.regles.socle.courriel import domaine_mal_ecrit
from guichet.regles.socle.domaine import CLASSES


@pytest.mark.parametrize(
    ("naissance", "classe"),
    [
        (date(2019, 4, 12), "CE1"), (date(2019, 12, 31), "CE1"), (date(2020, 1, 1), "CP"), ("2019", "CE1"),
        ("2019-04", "CE1"), (date(2024, 1, 1), "TPS"), (date(2016, 1, 1), "CM2"), (date(2015, 1, 1), ""), (None, ""),
    ],
)  # fmt: skip
def test_la_classe_d_un_age(naissance: date | str | None, classe: str) -> None:
    """Lost otherwise: a class looked up on fingers, in front of each parent of September."""
    assert classe_probable(naissance, 2026, CLASSES) == classe
    assert classe_probable(naissance, 2026, ()) == ""


@pytest.mark.parametrize(
    "nom", ["O'Brien", "Robert'); DROP TABLE", "[/b]", "李小龍", "محمد", "D’Almeida-Léger", "M’ba (fils)"]
)
def test_un_nom_reste_un_nom(nom: str) -> None:
    assert signes_etranges(nom) == ""


def test_un_chiffre_ou_un_dessin_n_en_est_pas_un() -> None:
    assert (signes_etranges("claire2"), signes_etranges("Zoé 🦄")) == ("des chiffres", "un dessin")


@pytest.mark.parametrize("domaine", ["gmial.com", "gmail.con", "gmai.com", "orang.fr", "hotmial.fr", "wanado.fr"])
def test_un_domaine_a_une_faute_pres(domaine: str) -> None:
    assert " ? L’adresse finit par " in domaine_mal_ecrit(f"ana@{domaine}")


@pytest.mark.parametrize(
    "domaine", ["gmail.com", "mail.com", "sfr.fr", "neuf.fr", "exemple.fr", "ville-clairval.fr", "live.be", "gmx.de"]
)
def test_un_domaine_qui_existe_ne_se_discute_pas(domaine: str) -> None:
    """Lost otherwise: a warning at each address, which nobody reads any more."""
    assert domaine_mal_ecrit(f"ana@{domaine}") == ""
