"""The activities an agent may name: one forgotten, or a letter of another, and « mer:r » books something else."""

from __future__ import annotations

import pytest

from guichet.regles.offre.activites_dites import ActiviteDite, a_l_activite, dites
from guichet.regles.offre.genres import GenreActivite


def test_les_genres_sont_ceux_des_bases_d_hier() -> None:
    """Lost otherwise: an activity written last year, whose kind the program no longer knows."""
    assert {g.value for g in GenreActivite} == {"accueil", "restauration", "etude", "soir", "mercredi", "vacances"}


def test_chaque_activite_vient_avec_ses_unites() -> None:
    lues = dites(
        [
            ("mercredi", "Accueil du mercredi", "mercredi", "matinee", "m", "APPS"),
            ("restauration", "Restauration scolaire", "restauration", "midi", "c", ""),
            ("mercredi", "Accueil du mercredi", "mercredi", "repas", "r", "APPS"),
        ]
    )
    assert lues == (
        ActiviteDite(
            "mercredi", "Accueil du mercredi", GenreActivite.MERCREDI, (("matinee", "m"), ("repas", "r")), "APPS"
        ),
        ActiviteDite("restauration", "Restauration scolaire", GenreActivite.RESTAURATION, (("midi", "c"),)),
    )


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("Restauration scolaire", "à la restauration scolaire"),
        ("Accueil du soir", "à l’accueil du soir"),
        ("Étude surveillée", "à l’étude surveillée"),
        ("Mercredi loisirs", "au mercredi loisirs"),
        ("APPS", "à « APPS »"),
    ],
)
def test_une_activite_avec_son_article(nom: str, dit: str) -> None:
    """Lost otherwise: « à accueil » read out to a parent; a name of unknown gender is quoted."""
    assert a_l_activite(nom) == dit
