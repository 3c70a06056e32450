"""What lifts the deadline to book: the back-to-school window (rule 7), and having just come to town."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from guichet.formats.jours import jour_court, lire_jour_mois
from guichet.regles.offre.annee import annee_de_rentree
from guichet.regles.offre.delais import FIN_DE_JOURNEE, Limite, dernier_moment, jour_du_mois

_JUIN = 6


def fenetre_rentree(jusqu_au: str, annee: int) -> Limite:
    """End of the « réservations de rentrée » window (rule 7) of the school year that begins in `annee`.

    Args:
        jusqu_au: last day, « 30/09 »; a day of January to May is of the year after.
        annee: year of the rentrée.
    """
    jour, mois = lire_jour_mois(jusqu_au)
    fin = jour_du_mois(annee if mois >= _JUIN else annee + 1, mois, jour)
    return dernier_moment(fin, FIN_DE_JOURNEE, f"réservations de rentrée jusqu’au {jusqu_au}")


def fenetre_du_jour(jusqu_au: str, jour: date, *, vacances: bool, couvre_vacances: bool) -> Limite | None:
    """End of the window that lifts the deadline to book a day of that school year; its capacity stands all the same.

    Args:
        jusqu_au: last day of the window, "" where the town has none.
        jour: the day booked.
        vacances: the booking is for a holiday session.
        couvre_vacances: the town lets holiday sessions profit from the window (source 1.14).
    """
    if not jusqu_au or (vacances and not couvre_vacances):
        return None
    return fenetre_rentree(jusqu_au, annee_de_rentree(jour))


@lru_cache(maxsize=256)
def fenetre_arrivee(arrivee: date | None, jours: int) -> Limite | None:
    """Till when whoever has just come books whatever deadline passed before; its capacity stands all the same.

    Args:
        arrivee: day of the first registration (regles.reservations.arrivees), None when there is none.
        jours: days that follow it in which deadlines are lifted, the last included; 0 where the town has no such rule.
    """
    if arrivee is None or not jours:
        return None
    fin = dernier_moment(arrivee + timedelta(days=jours), FIN_DE_JOURNEE, "délai à l’arrivée")
    return replace(fin, phrase=f"arrivée le {jour_court(arrivee)}")


def jusqu_a(limite: Limite | None, *levees: Limite | None) -> datetime | None:
    """Last moment to book, what lifts the deadline counted; None without deadline. Aware, Europe/Paris."""
    if limite is None:
        return None
    return max([limite.instant, *(levee.instant for levee in levees if levee is not None)])
