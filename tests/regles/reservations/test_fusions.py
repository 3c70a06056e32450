"""One child registered and booked by two files: one rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.regles.reservations.etats import EtatInscription, EtatReservation
from guichet.regles.reservations.fusions import Droit, DroitsReunis, Jour, JoursReunis, reunir_droits, reunir_jours

LE = datetime(2026, 9, 1, tzinfo=UTC)
SEPT, NOV, DEC, MARS, JUIL = (date(2026, m, 1) if m > 8 else date(2027, m, 1) for m in (9, 11, 12, 3, 7))
E, R = EtatInscription, EtatReservation


def droit(id_: int, du: date, au: date, *, groupe: int = 1, activite: int = 1, etat: E = E.ACTIVE) -> Droit:
    """Asked in the order of its number."""
    return Droit(id_, activite, groupe, du, au, etat, LE + timedelta(days=id_), LE)


@pytest.mark.parametrize(
    ("droits", "tenus", "joints", "finis"),
    [
        ([droit(1, SEPT, NOV), droit(2, DEC, JUIL)], [], {}, ()),
        ([droit(1, SEPT, JUIL), droit(2, SEPT, JUIL, activite=2, groupe=2)], [], {}, ()),
        # The same group: one right, over both periods.
        ([droit(1, SEPT, DEC), droit(2, NOV, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        ([droit(2, SEPT, DEC), droit(1, NOV, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        # Who held a place keeps it, whichever waited.
        ([droit(1, SEPT, JUIL, etat=E.EN_ATTENTE), droit(2, SEPT, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        # Another group of the activity: asked for last, it ends.
        ([droit(1, SEPT, JUIL), droit(2, SEPT, JUIL, groupe=2)], [], {}, (2,)),
        # Three: joined one after the other, none left on the same day as another.
        (
            [droit(1, SEPT, NOV), droit(2, MARS, JUIL, groupe=2), droit(3, NOV, JUIL)],
            [(1, SEPT, NOV, E.ACTIVE)],
            {3: 1},
            (),
        ),
    ],
)
def test_les_droits(droits, tenus, joints, finis):
    """Lost otherwise: a registration the database refuses, in the middle of a merge."""
    reunis = reunir_droits(droits)
    assert [(d.id, d.du, d.au, d.etat) for d in reunis.tenus] == tenus
    assert (reunis.joints, reunis.finis) == (joints, finis)


def jour(id_: int, etat: R, *, quand: date = DEC, inscription: int = 1) -> Jour:
    return Jour(id_, inscription, 1, quand, etat, LE + timedelta(days=id_))


@pytest.mark.parametrize(
    ("jours", "finis", "doubles", "perdues"),
    [
        ([jour(1, R.RESERVEE), jour(2, R.RESERVEE)], (), {2: 1}, ()),
        ([jour(2, R.RESERVEE), jour(1, R.RESERVEE)], (), {2: 1}, ()),
        ([jour(1, R.EN_ATTENTE), jour(2, R.RESERVEE)], (), {1: 2}, ()),
        ([jour(1, R.RESERVEE), jour(2, R.PRESENTE)], (), {1: 2}, ()),
        ([jour(1, R.PRESENTE), jour(2, R.PRESENTE)], (), {2: 1}, ()),
        ([jour(1, R.ANNULEE), jour(2, R.RESERVEE)], (), {}, ()),
        ([jour(1, R.RESERVEE), jour(2, R.RESERVEE, quand=NOV)], (), {}, ()),
        # A right that ends takes its days to come with it, and no other.
        ([jour(1, R.RESERVEE, inscription=9)], (9,), {}, (1,)),
        ([jour(1, R.RESERVEE, inscription=9), jour(2, R.RESERVEE)], (9,), {1: 2}, ()),
        ([jour(1, R.PRESENTE, inscription=9, quand=SEPT)], (9,), {}, ()),
    ],
)
def test_les_jours(jours, finis, doubles, perdues):
    """Lost otherwise: a child counted twice in the kitchen, or a presence that is charged to nobody."""
    reunis = reunir_jours(jours, DroitsReunis((), {}, finis), NOV)
    assert reunis == JoursReunis(doubles, perdues)
