"""Days told as a parent checks them, and counted in one way everywhere."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.fiches.reservations.planning import LigneApercu
from guichet.regles.reservations.dits.clair import en_clair
from guichet.regles.reservations.dits.comptes import comptes_dits, fois
from guichet.regles.reservations.dits.copies import SortCopie, dire_rien
from guichet.regles.reservations.dits.series import Sort, regrouper

LUNDI = date(2026, 9, 7)


def ligne(enfant: str = "Léa", rang: int = 0, issue: str = "reservee", *, facturee: bool = False) -> LigneApercu:
    jour = LUNDI + timedelta(days=rang)
    return LigneApercu({"Léa": 1, "Tom": 2}[enfant], enfant, jour, 7, "Cantine", issue, "", "", facturee=facturee)


def test_une_serie_dit_l_enfant_l_activite_les_jours_et_la_periode() -> None:
    """Lost otherwise: « 12 réservées », which a parent cannot check."""
    lignes = [ligne(rang=semaine * 7 + jour) for semaine in range(3) for jour in (4, 0, 1, 3)]
    [serie] = regrouper(lignes)
    assert serie.phrase == (
        "Léa · Cantine · 12 jours réservés : les lundis, mardis, jeudis et vendredis, du 7 au 25 septembre 2026"
    )
    assert [x.phrase for x in regrouper([ligne(rang=3)])] == [
        "Léa · Cantine · 1 jour réservé : le jeudi 10 septembre 2026"
    ]


@pytest.mark.parametrize(
    ("rangs", "dit"),
    [
        ([0], "le lundi 7 septembre 2026"),
        ([0, 3], "les lundi 7 et jeudi 10 septembre 2026"),
        ([24, 28], "les jeudi 1er et lundi 5 octobre 2026"),
        ([21, 24], "les lundi 28 septembre et jeudi 1er octobre 2026"),
        ([115, 119], "les jeudi 31 décembre 2026 et lundi 4 janvier 2027"),
        ([0, 7, 14, 21], "les lundis, du 7 au 28 septembre 2026"),
        ([0, 3, 7, 10], "les lundis et jeudis, du 7 au 17 septembre 2026"),
        ([0, 14, 28, 56], "les lundis, une semaine sur deux, du 7 septembre au 2 novembre 2026"),
        ([0, 21, 42], "les lundi 7, lundi 28 septembre et lundi 19 octobre 2026"),
        ([0, 21, 42, 63], "les lundis, une semaine sur trois, du 7 septembre au 9 novembre 2026"),
        ([7 * n + j for n in range(18) for j in range(5)], "du lundi au vendredi, du 7 septembre 2026 au 8 janvier 2027"),
        # A Thursday that comes once is no « les jeudis ».
        ([0, 7, 14, 17], "les lundis, du 7 au 21 septembre 2026, et le jeudi 24 septembre 2026"),
    ],
)  # fmt: skip
def test_les_jours_se_disent_en_francais_sur_le_papier(rangs: list[int], dit: str) -> None:
    """Lost otherwise: « lu je · 7 sept. → 2 juil. » in the hand of a parent, who learnt French last year."""
    assert en_clair([LUNDI + timedelta(days=n) for n in rangs]) == dit


@given(st.sets(st.integers(0, 300), min_size=1, max_size=60))
def test_aucun_abrege_ni_accord_faux_sur_le_papier(rangs: set[int]) -> None:
    """Lost otherwise: « les lundi », « le 1 octobre », a shortened day in a sentence."""
    jours = [LUNDI + timedelta(days=n) for n in rangs]
    dit = en_clair(jours)
    assert not re.search(r"\b(lu|ma|me|je|ve|sa|di)\b|→|\.|\b1 [a-z]|  ", dit), dit
    assert dit.startswith(("le ", "les ", "du lundi au vendredi"))
    assert str(max(jours).year) in dit
    assert bool(re.search(r"(lun|mar|mercre|jeu|vendre|same)dis|dimanches|du lundi au", dit)) is (
        len(jours) > 3 and len({j.weekday() for j in jours}) < len(jours)
    )


def test_les_exceptions_viennent_d_abord_chacune_a_part() -> None:
    """Lost otherwise: a day that is due although given up, among those that cost nothing."""
    series = regrouper(
        [
            ligne(),
            ligne(rang=1, issue="annulee"),
            ligne(rang=2, issue="annulee", facturee=True),
            ligne(rang=3, issue="refusee"),
            ligne("Tom", issue="attente"),
            ligne("Tom", rang=1, issue="majoree"),
        ]
    )
    assert [serie.sort for serie in series] == [
        Sort.REFUSEE, Sort.FACTUREE, Sort.ATTENTE, Sort.MAJOREE, Sort.ANNULEE, Sort.RESERVEE,
    ]  # fmt: skip
    assert series[1].phrase == "Léa · Cantine · 1 jour annulé, reste facturé : le mercredi 9 septembre 2026"


def test_les_comptes_disent_les_enfants_et_ce_qui_reste_du() -> None:
    """Lost otherwise: 82 booked where the planner said 41, and a charge found on the invoice."""
    deux = [ligne(enfant, rang) for enfant in ("Léa", "Tom") for rang in (0, 1, 3)]
    assert comptes_dits(deux) == "6 réservées (3 × 2 enfants)"
    tard = [ligne(rang=n, issue="annulee", facturee=n < 2) for n in range(3)]
    assert comptes_dits(tard) == "3 annulées, dont 2 restent facturées"
    assert comptes_dits(tard[1:]) == "2 annulées, dont 1 reste facturée"
    assert comptes_dits(tard[:2]) == "2 annulées, restent facturées"
    assert comptes_dits(tard[:1]) == "1 annulée, reste facturée"
    assert comptes_dits([*deux, ligne("Tom", 4, "majoree")]) == "7 réservées (2 enfants), dont 1 majorée"
    assert comptes_dits([]) == "" == fois([1, 1])


@pytest.mark.parametrize(
    ("sorts", "frere", "dit"),
    [
        ([], "Léa", "Léa n’a aucun jour réservé à venir. r tape un rythme."),
        ([], "", "aucun jour n’était réservé l’an dernier. r tape un rythme."),
        ([SortCopie.DEJA, SortCopie.COPIE], "Léa", "ces jours sont déjà cochés pour Tom. Ctrl+S les enregistre."),
        ([SortCopie.DEJA, SortCopie.SANS_INSCRIPTION], "Léa", "Tom n’est pas inscrit à ces activités ces jours-là. i l’inscrit."),
        ([SortCopie.DEJA, SortCopie.FERME], "Léa", "ces jours sont déjà réservés pour Tom. Rien n’est à faire."),
        ([SortCopie.FERME], "Léa", "ces jours sont fermés pour Tom. r tape un rythme sur d’autres."),
    ],
)  # fmt: skip
def test_rien_a_copier_dit_pourquoi(sorts: list[SortCopie], frere: str, dit: str) -> None:
    """Lost otherwise: « Rien à copier. », and nothing that tells a child without a registration from one who has it all."""
    assert dire_rien(sorts, enfant="Tom", frere=frere) == f"Rien à copier : {dit}"
