"""A family recorded twice pays twice and is found half; two homonyms merged see each other's children."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.familles.doublons import Portrait, Ressemblance, autrement_ecrite, comparer, presque_nommee
from guichet.regles.familles.prenoms import memes_prenoms

NE = date(2018, 3, 12)
CONNU = Portrait(
    "Léger-Martin",
    "Sophie",
    nom_naissance="Duval",
    naissance=date(1988, 5, 4),
    telephones=frozenset({"0612345678"}),
    courriel="sophie.leger@orange.fr",
    adresse="12, rue des Lilas",
    code_postal="78999",
)


def saisi(**champs):
    return Portrait(**{"nom": "", "prenom": "", **champs})


@pytest.mark.parametrize(
    ("champs", "score", "raison"),
    [
        ({"nom": "LEGER MARTIN", "prenom": "sophie", "naissance": date(1988, 5, 4)}, 100, "même date de naissance"),
        ({"nom": "Leger", "prenom": "Sofie", "naissance": date(1988, 5, 4)}, 95, "nom et prénom proches"),
        ({"nom": "Duval", "prenom": "Sophie", "naissance": date(1988, 5, 4)}, 100, "mêmes nom et prénom"),
        ({"nom": "Sophie", "prenom": "Léger-Martin", "naissance": date(1988, 5, 4)}, 95, "même date de naissance"),
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": date(1988, 4, 5)}, 75, "date de naissance proche"),
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": date(1986, 5, 4)}, 75, "date de naissance proche"),
        ({"nom": "Léger-Martin", "prenom": "Sophie"}, 75, "mêmes nom et prénom"),
        # A year in common is worth less than a day, more than nothing; another year makes two people.
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": "1988"}, 85, "naissances compatibles"),
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": "1988-05"}, 85, "naissances compatibles"),
        ({"nom": "Leger", "prenom": "Sofie", "naissance": "1988"}, 70, "naissances compatibles"),
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": "1988-06"}, 0, None),
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": "1987"}, 0, None),
        # A second first name, a short form, both swapped.
        ({"nom": "Leger-Martin", "prenom": "Sophie Anne", "naissance": date(1988, 5, 4)}, 95, "nom et prénom proches"),
        ({"nom": "Sofia", "prenom": "Léger-Martin", "naissance": date(1988, 5, 4)}, 95, "nom et prénom proches"),
        # Homonyms born apart, near names without a date: two people.
        ({"nom": "Léger-Martin", "prenom": "Sophie", "naissance": date(1990, 1, 2)}, 0, None),
        ({"nom": "Léger", "prenom": "Sofie"}, 0, None),
        # A twin: same name, same day, another first name.
        ({"nom": "Léger-Martin", "prenom": "Camille", "naissance": date(1988, 5, 4)}, 0, None),
        ({"nom": "Dupont", "prenom": "Zoé", "telephones": frozenset({"0612345678"})}, 80, "même téléphone"),
        ({"nom": "Léger", "prenom": "Zoé", "telephones": frozenset({"0612345678"})}, 95, "même téléphone"),
        ({"nom": "Dupont", "prenom": "Zoé", "courriel": "Sophie.Leger@orange.fr"}, 80, "même courriel"),
        ({"nom": "Legger", "prenom": "Antoine", "adresse": "12 RUE DES LILAS"}, 70, "nom proche à la même adresse"),
        ({"nom": "Léger", "prenom": "Sophy", "adresse": "12 rue des lilas"}, 90, "nom proche à la même adresse"),
        ({"nom": "Léger", "prenom": "Zoé", "adresse": "12 rue des Lilas", "code_postal": "75001"}, 0, None),
        ({"nom": "Dupont", "prenom": "Zoé", "adresse": "12 rue des Lilas"}, 0, None),
        ({"nom": "", "prenom": ""}, 0, None),
    ],
)
def test_likeness(champs, score, raison):
    trouve = comparer(saisi(**champs), CONNU)
    assert trouve.score == score
    assert trouve.a_montrer is (score >= 70)
    if raison:
        assert raison in trouve.raisons


def test_blanks_are_no_clue():
    vide = Portrait("Dupont", "Zoé")
    assert comparer(vide, Portrait("Haddad", "Nour")) == Ressemblance(0)


def test_names_without_any_latin_sound_are_compared_as_they_stand():
    assert comparer(saisi(nom="☆", prenom="☆", naissance=NE), Portrait("☆", "☆", naissance=NE)).score == 100
    assert comparer(saisi(nom="☆", prenom="☆", naissance=NE), Portrait("Léa", "☆", naissance=NE)).score == 0


@pytest.mark.parametrize(
    ("une", "autre", "memes"),
    [
        ("Tom", "Thomas", True), ("Thomas", "tom", True), ("Léa", "Léa Marie", True), ("Marie Léa", "Léa", True),
        ("Alex", "Alexandre", True), ("Théo", "Théodore", True), ("Jean-Pierre", "Jean Pierre", True),
        ("Mohamed", "Muhammad", True), ("Bob", "Robert", True), ("Zoé", "Anna", False), ("Joseph", "Jérémie", False),
        ("Léa", "Léo", False), ("Jo", "Ursule", False), ("", "Tom", False),
    ],
)  # fmt: skip
def test_deux_prenoms_d_une_meme_personne(une, autre, memes):
    assert memes_prenoms(une, autre) is memes


def test_dans_un_foyer_un_nom_proche_suffit_sans_date():
    tom, thomas = Portrait("Léger", "Tom"), Portrait("Léger-Martin", "Thomas", naissance=NE)
    assert autrement_ecrite(tom, thomas)
    assert not autrement_ecrite(Portrait("Léger", "Tom", naissance=date(2020, 1, 1)), thomas)
    assert not autrement_ecrite(Portrait("Léger", "Zoé"), thomas)


@pytest.mark.parametrize(
    ("nom", "prenom", "connus", "oui"),
    [
        ("Dialo", "Amadu", (), True),
        ("Diallo", "Amadu", ("diallo",), True),
        ("de Dialo", "Amadou", ("amadou",), True),
        ("Diallo", "Ahmadi", ("diallo", "ahmadi"), False),
        ("Dialo", "Fatou", ("fatou",), False),
        ("Dupont", "Amadu", (), False),
        ("", "Amadu", (), False),
    ],
)
def test_un_nom_que_personne_ne_porte_est_celui_d_un_autre_mal_ecrit(
    nom: str, prenom: str, connus: tuple[str, ...], oui: bool
) -> None:
    """Lost otherwise: the family the search had just proposed, created a second time."""
    amadou = Portrait("Diallo", "Amadou", naissance=date(1978, 6, 6))
    assert presque_nommee(Portrait(nom, prenom), amadou, connus) is oui
    assert not presque_nommee(Portrait(nom, prenom, naissance=date(1980, 1, 1)), amadou, connus), "dates judge"
