"""One child registered and booked by two files: one rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from guichet.regles.reservations.etats import EtatInscription, EtatReservation
from guichet.regles.reservations.fusions import Droit, DroitsReunis, Jour, JoursReunis, reunir_droits, reunir_jours

LE = datetime(2026, 9, 1, tzinfo=UTC)
APRES = LE + timedelta(days=90)
SEPT, NOV, DEC, MARS, JUIL = (date(2026, m, 1) if m > 8 else date(2027, m, 1) for m in (9, 11, 12, 3, 7))
E, R = EtatInscription, EtatReservation


def droit(id_: int, du: date, au: date, *, groupe: int = 1, activite: int = 1, etat: E = E.ACTIVE) -> Droit:
    """Asked in the order of its number."""
    return Droit(id_, activite, groupe, du, au, etat, LE + timedelta(days=id_), LE)


@pytest.mark.parametrize(
    ("droits", "tenus", "joints", "finis"),
    [
        ([droit(1, SEPT, NOV), droit(2, DEC, JUIL)], [], {}, ()),
        ([droit(1, DEC, JUIL), droit(2, SEPT, NOV)], [], {}, ()),
        # A right to something else stands in nobody's way.
        (
            [droit(1, SEPT, NOV), droit(2, SEPT, JUIL, activite=2, groupe=2), droit(3, NOV, JUIL)],
            [(1, SEPT, JUIL, E.ACTIVE)],
            {3: 1},
            (),
        ),
        ([droit(1, SEPT, JUIL), droit(2, SEPT, JUIL, activite=2, groupe=2)], [], {}, ()),
        # The same group: one right, over both periods.
        ([droit(1, SEPT, DEC), droit(2, NOV, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        ([droit(2, SEPT, DEC), droit(1, NOV, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        # Who held a place keeps it, whichever waited.
        ([droit(1, SEPT, JUIL, etat=E.EN_ATTENTE), droit(2, SEPT, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        (
            [droit(1, SEPT, JUIL, etat=E.DEMANDEE), droit(2, SEPT, JUIL, etat=E.EN_ATTENTE)],
            [(1, SEPT, JUIL, E.EN_ATTENTE)],
            {2: 1},
            (),
        ),
        # The day they share is enough, and one that lies inside the other adds nothing to it.
        ([droit(1, SEPT, NOV), droit(2, NOV, JUIL)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        ([droit(1, NOV, JUIL), droit(2, SEPT, NOV)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        ([droit(1, SEPT, JUIL), droit(2, NOV, DEC)], [(1, SEPT, JUIL, E.ACTIVE)], {2: 1}, ()),
        # Asked at the same minute: the older row.
        (
            [replace(droit(2, SEPT, JUIL), demandee_le=LE), replace(droit(1, SEPT, JUIL), demandee_le=LE)],
            [(1, SEPT, JUIL, E.ACTIVE)],
            {2: 1},
            (),
        ),
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


@pytest.mark.parametrize(
    ("un", "autre", "reuni"), [(LE, None, LE), (None, LE, LE), (LE, APRES, LE), (APRES, LE, LE), (None, None, None)]
)
def test_le_rang_d_un_droit_complet(un, autre, reuni):
    """Lost otherwise: papers brought in September, and a rank in the list of those brought in December."""
    droits = [replace(droit(id_, SEPT, JUIL), complete_le=le) for id_, le in ((1, un), (2, autre))]
    assert [d.complete_le for d in reunir_droits(droits).tenus] == [reuni]


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
        ([jour(1, R.RESERVEE, inscription=9, quand=SEPT)], (9,), {}, ()),
        ([jour(1, R.RESERVEE, inscription=9, quand=NOV)], (9,), {}, (1,)),
        *(([jour(1, etat, inscription=9)], (9,), {}, (1,)) for etat in (R.DEMANDEE, R.EN_ATTENTE)),
        # What was noted of a day stays said of it: this very morning, or an absence told ahead.
        *(
            ([jour(1, etat, inscription=9, quand=quand)], (9,), {}, ())
            for etat in (R.PRESENTE, R.ABSENCE_INJUSTIFIEE, R.ABSENCE_JUSTIFIEE)
            for quand in (NOV, DEC)
        ),
        ([jour(1, R.RESERVEE, inscription=9), jour(2, R.EN_ATTENTE)], (9,), {1: 2}, ()),
        ([jour(1, R.PRESENTE, inscription=9), jour(2, R.RESERVEE)], (9,), {2: 1}, ()),
        # What happened, then the place held, then the wait, then what is incomplete: whichever was asked first.
        *(
            ([jour(1, moins), jour(2, plus)], (), {1: 2}, ())
            for plus, moins in pairwise((R.PRESENTE, R.ABSENCE_JUSTIFIEE, R.RESERVEE, R.EN_ATTENTE, R.DEMANDEE))
        ),
        ([jour(1, R.ABSENCE_INJUSTIFIEE), jour(2, R.ABSENCE_JUSTIFIEE)], (), {2: 1}, ()),
        ([jour(1, R.ABSENCE_JUSTIFIEE), jour(2, R.ABSENCE_INJUSTIFIEE)], (), {2: 1}, ()),
        # Asked at the same minute: the older row.
        ([replace(jour(2, R.RESERVEE), demandee_le=LE), replace(jour(1, R.RESERVEE), demandee_le=LE)], (), {2: 1}, ()),
        ([jour(1, R.RESERVEE), replace(jour(2, R.RESERVEE), unite_id=2)], (), {}, ()),
    ],
)
def test_les_jours(jours, finis, doubles, perdues):
    """Lost otherwise: a child counted twice in the kitchen, or a presence that is charged to nobody."""
    reunis = reunir_jours(jours, DroitsReunis((), {}, finis), NOV)
    assert reunis == JoursReunis(doubles, perdues)
