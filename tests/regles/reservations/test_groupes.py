"""Which group takes a child: a birthday inside a session or a year is no refusal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.regles.familles.ages import age_mois, jour_des_mois
from guichet.regles.reservations.groupes import accueille, d_age, sejours

DU, AU = date(2026, 9, 1), date(2027, 7, 2)
SIX_ANS = date(2027, 2, 10)
"""Birthday of who is born on 10 February 2021: inside the year."""
NE = date(2021, 2, 10)


@dataclass(frozen=True)
class Groupe:
    nom: str
    age_min_mois: int
    age_max_mois: int
    classes: str = ""


PETITS = Groupe("petits", 36, 72, "PS,MS,GS")
GRANDS = Groupe("grands", 72, 144, "CP,CE1")


@pytest.mark.parametrize(
    ("compte", "jour", "attendu"),
    [
        ("debut", date(2027, 2, 9), True),
        ("debut", SIX_ANS, True),
        ("debut", AU, True),
        ("jour", date(2027, 2, 9), True),
        ("jour", SIX_ANS, False),
        ("classe", AU, True),
    ],
)
def test_le_jour_de_ses_six_ans(compte, jour: date, attendu: bool) -> None:
    """Lost otherwise: registered in September, refused every day after the birthday."""
    assert d_age(compte, PETITS, NE, jour=jour, debut=DU) is attendu


def test_sans_classes_l_age_du_debut_decide() -> None:
    sans = Groupe("tous", 72, 144)
    assert not d_age("classe", sans, NE, jour=AU, debut=DU)
    assert d_age("classe", sans, NE, jour=SIX_ANS, debut=SIX_ANS)
    assert d_age("debut", PETITS, None, jour=AU, debut=DU)


@pytest.mark.parametrize(
    ("compte", "classe", "attendus"),
    [
        ("debut", "CP", ["petits"]),
        ("debut", "", ["petits"]),
        ("classe", "CP", ["grands"]),
        ("classe", "GS", ["petits"]),
        # No class known: the age is all there is.
        ("classe", "", ["petits"]),
        ("classe", "CM2", []),
        ("jour", "CP", ["petits", "grands"]),
    ],
)
def test_ou_va_l_enfant(compte, classe: str, attendus: list[str]) -> None:
    trouves = sejours(compte, [PETITS, GRANDS], naissance=NE, classe=classe, du=DU, au=AU)
    assert [g.nom for g, _, _ in trouves] == attendus
    if trouves:
        assert (trouves[0][1], trouves[-1][2]) == (DU, AU)


def test_un_groupe_sans_classes_se_choisit_par_l_age() -> None:
    """Lost otherwise: a group open to all classes, that takes no child whose class is known."""
    sans = Groupe("tous", 36, 72)
    assert sejours("classe", [sans, GRANDS], naissance=NE, classe="GS", du=DU, au=AU) == [(sans, DU, AU)]
    assert sejours("classe", [sans], naissance="2022", classe="GS", du=DU, au=AU) == [(sans, DU, AU)]
    assert sejours("classe", [sans], naissance="2020", classe="GS", du=DU, au=AU) == []


def test_deux_inscriptions_se_touchent_a_l_anniversaire() -> None:
    """Lost otherwise: a day in neither group, or in both."""
    [(_, _, fin), (_, debut, _)] = sejours("jour", [PETITS, GRANDS], naissance=NE, classe="", du=DU, au=AU)
    assert (fin, debut) == (date(2027, 2, 9), SIX_ANS)


def test_trop_jeune_au_debut_a_partir_de_l_anniversaire() -> None:
    ne = date(2023, 11, 20)
    assert sejours("jour", [PETITS, GRANDS], naissance=ne, classe="", du=DU, au=AU) == [
        (PETITS, date(2026, 11, 20), AU)
    ]
    assert sejours("debut", [PETITS, GRANDS], naissance=ne, classe="", du=DU, au=AU) == []
    assert sejours("jour", [GRANDS], naissance=date(2030, 1, 1), classe="", du=DU, au=AU) == []


def test_sans_naissance_aucun_groupe_ne_va_de_soi() -> None:
    """Lost otherwise: a child of eleven put with those of three, because nobody had typed a date."""
    for compte in ("jour", "debut"):
        assert sejours(compte, [PETITS, GRANDS], naissance=None, classe="", du=DU, au=AU) == []


JOURS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(naissance=JOURS, mois=st.integers(0, 200))
def test_le_jour_des_mois_est_le_premier_ou_ils_sont_vecus(naissance: date, mois: int) -> None:
    """Lost otherwise: a child born a 31st, in two groups on the 30th, or in none."""
    jour = jour_des_mois(naissance, mois)
    assert age_mois(naissance, jour) == mois
    if mois:
        assert age_mois(naissance, date.fromordinal(jour.toordinal() - 1)) == mois - 1


@given(naissance=st.dates(date(2010, 1, 1), date(2026, 1, 1)), du=st.dates(DU, AU), jours=st.integers(0, 800))
def test_chaque_jour_a_son_groupe_et_un_seul(naissance: date, du: date, jours: int) -> None:
    """Every day of every stay is one of the group's age, no day is in two, none that a group takes is left out."""
    au = date.fromordinal(du.toordinal() + jours)
    trouves = sejours("jour", [PETITS, GRANDS], naissance=naissance, classe="", du=du, au=au)
    for rang in range(jours + 1):
        jour = date.fromordinal(du.toordinal() + rang)
        pris = [g for g, debut, fin in trouves if debut <= jour <= fin]
        possibles = [g for g in (PETITS, GRANDS) if accueille("jour", g, naissance=naissance, classe="", le=jour)]
        assert pris == possibles


@pytest.mark.parametrize(
    ("compte", "naissance", "classe", "attendus"),
    [
        # Born in 2022: three or four years old on 1 September, whatever the day
        ("debut", "2022", "", ["petits"]),
        ("jour", "2022", "", ["petits"]),
        # Born in 2020: five or six, both groups may be the right one
        ("debut", "2020", "", []),
        ("debut", "2020-03", "", ["grands"]),
        ("debut", "2020-10", "", ["petits"]),
        # Six on the very day, or in the month that follows it
        ("debut", "2020-09", "", []),
        # Six in March: one group on the first day, another on the last
        ("debut", "2021-03", "", ["petits"]),
        ("jour", "2021-03", "", []),
        # A class chooses without any birth
        ("classe", "2020", "CP", ["grands"]),
        ("classe", "2020", "", []),
        ("debut", None, "", []),
    ],
)
def test_une_annee_de_naissance_ne_choisit_que_sans_hesiter(compte, naissance, classe, attendus) -> None:
    """Lost otherwise: a child born « in 2020 » put with the six-year-olds because somebody wrote 1 January."""
    trouves = sejours(compte, [PETITS, GRANDS], naissance=naissance, classe=classe, du=DU, au=AU)
    assert [g.nom for g, _, _ in trouves] == attendus


@pytest.mark.parametrize(("naissance", "possible"), [("2020", True), ("2016", False), ("2025", False), (None, True)])
def test_un_groupe_choisi_n_est_refuse_que_si_aucun_jour_ne_va(naissance, possible) -> None:
    assert accueille("debut", PETITS, naissance=naissance, classe="", le=DU) is possible
    assert d_age("debut", PETITS, naissance, jour=AU, debut=DU) is possible
