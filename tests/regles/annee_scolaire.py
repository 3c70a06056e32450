"""The school year 2026-2027 of zone C, as the tables of cases see it."""

from __future__ import annotations

from datetime import date

from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode

FERIES = {
    date(2026, 11, 1): "Toussaint",
    date(2026, 11, 11): "Armistice",
    date(2026, 12, 25): "Noël",
    date(2027, 1, 1): "Jour de l’an",
    date(2027, 3, 29): "Lundi de Pâques",
    date(2027, 5, 1): "Fête du Travail",
    date(2027, 5, 6): "Ascension",
    date(2027, 5, 8): "Victoire 1945",
    date(2027, 5, 17): "Lundi de Pentecôte",
    date(2027, 7, 14): "Fête nationale",
}


def vacances(libelle: str, du: date, au: date) -> Periode:
    return Periode(NaturePeriode.VACANCES, du, au, libelle)


GREVE = Periode(NaturePeriode.FERMETURE, date(2026, 11, 19), date(2026, 11, 19), "grève", site="hugo")
TRAVAUX = Periode(NaturePeriode.FERMETURE, date(2026, 12, 1), date(2026, 12, 2), "travaux", activite_id=7)
PONT = Periode(NaturePeriode.PONT, date(2027, 5, 7), date(2027, 5, 7), "pont de l’Ascension")

CALENDRIER = Calendrier(
    FERIES,
    (
        vacances("vacances d’été 2026", date(2026, 7, 4), date(2026, 8, 31)),
        vacances("vacances de la Toussaint", date(2026, 10, 17), date(2026, 11, 1)),
        vacances("vacances de Noël", date(2026, 12, 19), date(2027, 1, 3)),
        vacances("vacances d’hiver", date(2027, 2, 6), date(2027, 2, 21)),
        vacances("vacances de printemps", date(2027, 4, 3), date(2027, 4, 18)),
        PONT,
        GREVE,
        TRAVAUX,
        vacances("vacances d’été 2027", date(2027, 7, 3), date(2027, 8, 31)),
    ),
)
