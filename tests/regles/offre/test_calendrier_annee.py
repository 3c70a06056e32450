"""A school year whose holidays are not known opens on Christmas Day."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.offre.annee import bornes_annee
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode

TOUSSAINT = (date(2028, 10, 21), date(2028, 11, 5))
NOEL = (date(2028, 12, 23), date(2029, 1, 7))
HIVER = (date(2029, 2, 10), date(2029, 2, 25))
PRINTEMPS = (date(2029, 4, 7), date(2029, 4, 22))
ETE = (date(2029, 7, 7), date(2029, 8, 31))
FIN = date(2029, 8, 31)


@pytest.mark.parametrize(
    ("vacances", "trou"),
    [
        ((TOUSSAINT, NOEL, HIVER, PRINTEMPS, ETE), None),
        ((ETE, HIVER, NOEL, PRINTEMPS, TOUSSAINT), None),
        ((), (date(2028, 9, 1), FIN)),
        # Half a calendar is none: what the library knew, stopped at Christmas.
        ((TOUSSAINT, NOEL), (date(2029, 1, 8), FIN)),
        ((TOUSSAINT, NOEL, HIVER, PRINTEMPS), (date(2029, 4, 23), FIN)),
        ((NOEL, HIVER, PRINTEMPS, ETE), (date(2028, 9, 1), date(2028, 12, 22))),
        # La Réunion: the long holidays are those of the southern summer.
        (((date(2028, 10, 7), date(2028, 10, 22)), (date(2028, 12, 20), date(2029, 1, 24)),
          (date(2029, 3, 10), date(2029, 3, 25)), (date(2029, 5, 5), date(2029, 5, 20)),
          (date(2029, 7, 7), date(2029, 8, 16))), None),
        # The end of the summer before is no holiday of this year.
        (((date(2028, 7, 6), date(2028, 9, 3)), TOUSSAINT, NOEL, HIVER, PRINTEMPS, ETE), None),
        # One within another.
        (((date(2028, 9, 1), FIN), TOUSSAINT), None),
    ],
)  # fmt: skip
def test_le_temps_sans_vacances(vacances: tuple[tuple[date, date], ...], trou: tuple[date, date] | None) -> None:
    periodes = [Periode(NaturePeriode.VACANCES, du, au, "vacances") for du, au in vacances]
    assert Calendrier({}, periodes).sans_vacances(*bornes_annee(2028)) == trou


def test_ni_un_pont_ni_les_vacances_d_un_seul_site_n_en_tiennent_lieu() -> None:
    ailleurs = [Periode(NaturePeriode.PONT, *bornes_annee(2028), "pont"),
                Periode(NaturePeriode.VACANCES, *bornes_annee(2028), "travaux", site="moliere")]  # fmt: skip
    assert Calendrier({}, ailleurs).sans_vacances(*bornes_annee(2028)) == bornes_annee(2028)


@pytest.mark.parametrize(("premier", "trou"), [(15, None), (16, (date(2028, 9, 1), date(2028, 12, 15)))])
def test_la_plus_longue_periode_de_classe(premier: int, trou: tuple[date, date] | None) -> None:
    """105 days on end are school, 106 are holidays nobody wrote."""
    noel = Periode(NaturePeriode.VACANCES, date(2028, 12, premier), date(2028, 12, 31), "Noël")
    assert Calendrier({}, [noel]).sans_vacances(date(2028, 9, 1), date(2028, 12, 31)) == trou
