"""A month, a year, a list of days typed in every usual way mean one thing, or are named."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from guichet.cli.cadre import demandes
from guichet.erreurs import ErreurMetier
from guichet.regles.offre.jours_dits import lire_jour

NOVEMBRE = date(2026, 11, 16)
ETE = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("texte", "aujourdhui", "premier", "annee"),
    [
        ("2026-11", NOVEMBRE, date(2026, 11, 1), 2026),
        ("11/2026", NOVEMBRE, date(2026, 11, 1), 2026),
        ("novembre", NOVEMBRE, date(2026, 11, 1), 2026),
        ("Nov", NOVEMBRE, date(2026, 11, 1), 2026),
        ("11", NOVEMBRE, date(2026, 11, 1), 2026),
        ("février", NOVEMBRE, date(2027, 2, 1), 2026),
        ("fév 2028", NOVEMBRE, date(2028, 2, 1), 2027),
        ("juillet", NOVEMBRE, date(2027, 7, 1), 2026),
        # In July the planner of the coming year begins with the summer that is here.
        ("juillet", ETE, date(2026, 7, 1), 2026),
        ("septembre", ETE, date(2026, 9, 1), 2026),
        ("mai", ETE, date(2027, 5, 1), 2026),
        ("2026-05", ETE, date(2026, 5, 1), 2025),
    ],
)
def test_un_mois_dit_de_toutes_les_facons(texte, aujourdhui, premier, annee):
    assert demandes.mois(texte, aujourdhui) == (premier, annee)


@pytest.mark.parametrize("texte", ["ma", "jui", "13", "0", "2026", "brumaire", "2026-13", "11/26/3"])
def test_ce_qui_n_est_pas_un_mois_est_refuse(texte):
    with pytest.raises(ErreurMetier, match="n’est pas un mois"):
        demandes.mois(texte, NOVEMBRE)


@pytest.mark.parametrize(("texte", "annee"), [("", 2026), ("2026", 2026), ("2027-2028", 2027), ("2027/2028", 2027)])
def test_une_annee_scolaire(texte, annee):
    assert demandes.annee(texte, NOVEMBRE) == annee


@pytest.mark.parametrize("texte", ["26", "2026-2028", "deux mille"])
def test_une_annee_fausse(texte):
    with pytest.raises(ErreurMetier, match="année scolaire"):
        demandes.annee(texte, NOVEMBRE)


LIRE = partial(lire_jour, aujourdhui=date(2026, 11, 16))


def test_des_jours_tapes_une_fois_chacun_dans_l_ordre():
    lus = demandes.jours("27/11/2026, 2026-11-23..2026-11-25;24112026 demain 19/11", LIRE)
    semaine = [date(2026, 11, jour) for jour in (23, 24, 25, 27)]
    assert lus == [date(2026, 11, 17), date(2026, 11, 19), *semaine]


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("", "date"),
        (",", "date"),
        ("25/11/2026..23/11/2026", "ne va pas d’un jour à un autre"),
        ("01/01/2026..01/01/2030", "ne va pas d’un jour à un autre"),
        ("bientôt", "bientôt"),
    ],
)
def test_des_jours_faux(texte, dit):
    with pytest.raises(ErreurMetier, match=dit) as refus:
        demandes.jours(texte, LIRE)
    assert refus.value.champ == "jours"
