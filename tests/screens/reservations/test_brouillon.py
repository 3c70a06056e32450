"""The draft of the planner: what an agent ticks is what is written, and undo means undo."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guichet.fiches.reservations.planning import CasePlanning, Place
from screens.reservations.brouillon import Brouillon

LUNDI = date(2026, 11, 16)


def cases(*etats: str, personne: int = 1, unite: int = 7) -> dict[Place, CasePlanning]:
    """One cell a day from Monday on."""
    jours = [LUNDI + timedelta(days=i) for i in range(len(etats))]
    return {(personne, j, unite): CasePlanning(personne, j, unite, 3, e) for j, e in zip(jours, etats, strict=True)}


def test_cocher_puis_decocher_ne_demande_rien() -> None:
    """Lost otherwise: a booking nobody asked for."""
    c = cases("libre")
    b = Brouillon(c)
    assert b.basculer(c) == 1
    assert [(d.jour, d.annuler) for d in b.demandes()] == [(LUNDI, False)]
    assert b.signe((1, LUNDI, 7)) == "+"
    b.basculer(c)
    assert not b


def test_un_bloc_suit_sa_premiere_case() -> None:
    """Lost otherwise: a block half booked, half cancelled, that nobody understands."""
    c = cases("libre", "reservee", "libre", "fermee")
    b = Brouillon(c)
    assert b.basculer(c) == 2
    assert [d.annuler for d in b.demandes()] == [False, False]


def test_retirer_une_reservation() -> None:
    """Lost otherwise: no cancelling from the planner."""
    c = cases("reservee", "presente")
    b = Brouillon(c)
    assert b.basculer(c) == 1
    assert b.signe((1, LUNDI, 7)) == "×"
    assert b.demandes()[0].annuler


def test_repeter_ailleurs_et_pour_un_autre_enfant() -> None:
    """Lost otherwise: « the same for his sister » typed twice."""
    c = cases("libre", "libre", "libre", "libre") | cases("libre", "libre", personne=2)
    b = Brouillon(c)
    b.basculer([(1, LUNDI, 7), (1, LUNDI + timedelta(days=1), 7)])
    assert b.repeter(1, LUNDI + timedelta(days=2)) == 2
    assert b.repeter(2, LUNDI) == 2
    assert len(b.demandes()) == 6


def test_une_place_prise_entre_temps_quitte_le_brouillon() -> None:
    """Lost otherwise: a draft that books what is booked already."""
    c = cases("libre", "libre")
    b = Brouillon(c)
    b.basculer(c)
    b.suivre(cases("reservee", "libre"))
    assert [d.jour for d in b.demandes()] == [LUNDI + timedelta(days=1)]


@given(st.lists(st.sets(st.integers(0, 4), min_size=1), max_size=8))
def test_annuler_rend_chaque_etat_precedent(gestes: list[set[int]]) -> None:
    """Undo after any gestures gives each former draft back, down to the empty one."""
    c = cases("libre", "reservee", "libre", "en_attente", "fermee")
    b = Brouillon(c)
    etats = [b.demandes()]
    etats += [
        b.demandes() for geste in gestes if b.basculer([(1, LUNDI + timedelta(days=i), 7) for i in sorted(geste)])
    ]
    for avant in reversed(etats[:-1]):
        assert b.annuler()
        assert b.demandes() == avant
    assert not b.annuler()
