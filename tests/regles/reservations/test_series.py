"""Days told as a parent checks them, and counted in one way everywhere."""

from __future__ import annotations

from datetime import date, timedelta

from guichet.fiches.reservations.planning import LigneApercu
from guichet.regles.reservations.dits.comptes import comptes_dits, fois
from guichet.regles.reservations.dits.series import Sort, regrouper

LUNDI = date(2026, 9, 7)


def ligne(enfant: str = "Léa", rang: int = 0, issue: str = "reservee", *, facturee: bool = False) -> LigneApercu:
    jour = LUNDI + timedelta(days=rang)
    return LigneApercu({"Léa": 1, "Tom": 2}[enfant], enfant, jour, 7, "Cantine", issue, "", "", facturee=facturee)


def test_une_serie_dit_l_enfant_l_activite_les_jours_et_la_periode() -> None:
    """Lost otherwise: « 12 réservées », which a parent cannot check."""
    lignes = [ligne(rang=semaine * 7 + jour) for semaine in range(3) for jour in (4, 0, 1, 3)]
    [serie] = regrouper(lignes)
    assert serie.phrase == "Léa · Cantine · lu ma je ve · 7 sept. → 25 sept. · 12 jours réservés"
    assert [x.phrase for x in regrouper([ligne(rang=3)])] == ["Léa · Cantine · jeu. 10 sept. · 1 jour réservé"]


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
    assert series[1].phrase == "Léa · Cantine · mer. 9 sept. · 1 jour annulé, reste facturé"


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
