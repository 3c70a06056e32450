"""Who asked first is served first: a place given out of turn is a complaint the town loses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.regles.rangs import EnAttente, ordre, rangs

NEUF_HEURES = datetime(2026, 9, 7, 9, tzinfo=UTC)


def a(minutes: int) -> datetime:
    return NEUF_HEURES + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("demandes", "a_la_completude", "attendu"),
    [
        ([], False, ()),
        ([EnAttente(1, 0, a(5)), EnAttente(2, 0, a(1))], False, (2, 1)),  # time of request
        ([EnAttente(1, 0, a(1)), EnAttente(2, 5, a(9))], False, (2, 1)),  # the town's priority first
        ([EnAttente(2, 0, a(1)), EnAttente(1, 0, a(1))], False, (1, 2)),  # the same instant: the first written
        # Incomplete: no rank until complete, where the town says so
        ([EnAttente(1, 9, a(1)), EnAttente(2, 0, a(2), a(3))], True, (2,)),
        ([EnAttente(1, 0, a(1)), EnAttente(2, 0, a(2), a(3))], False, (1, 2)),
        ([EnAttente(1, 0, a(1), a(9)), EnAttente(2, 0, a(2), a(3))], True, (2, 1)),
        # Documents of last year win no time
        ([EnAttente(1, 0, a(5), a(-900)), EnAttente(2, 0, a(2), a(3))], True, (2, 1)),
    ],
)
def test_order(demandes, a_la_completude, attendu):
    assert ordre(demandes, a_la_completude=a_la_completude) == attendu
    assert rangs(demandes, a_la_completude=a_la_completude) == {un: n for n, un in enumerate(attendu, 1)}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=12), st.randoms())
def test_the_order_read_from_the_base_does_not_matter_and_a_newcomer_moves_nobody_of_the_same_priority(lus, hasard):
    demandes = [EnAttente(n, priorite, a(minutes)) for n, (priorite, minutes) in enumerate(lus)]
    melangees = list(demandes)
    hasard.shuffle(melangees)
    assert ordre(melangees) == ordre(demandes)
    tard = EnAttente(99, 0, a(60))
    assert ordre([tard, *melangees]) == (*ordre(demandes), 99)
