"""Holidays of a year the ministry has not published: the demonstration is alive whatever the day it is looked at.

Invented, and said so in their source; a real town is held back until its calendar is imported (registres.offre).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet.registres.offre import calendrier, ouvertures
from guichet.regles.offre.annee import bornes_annee
from guichet.regles.offre.calendrier import NaturePeriode, Periode

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.communes import Commune

SOURCE = "dates inventées pour la démonstration"
_QUINZAINE = timedelta(days=15)
_SAMEDI = 5


def inventees(annee: int) -> tuple[Periode, ...]:
    """The five holidays of a school year, about when they fall: from a Saturday, two weeks, and the summer."""
    debuts = (
        ("vacances de la Toussaint", date(annee, 10, 17)),
        ("vacances de Noël", date(annee, 12, 18)),
        ("vacances d’hiver", date(annee + 1, 2, 6)),
        ("vacances de printemps", date(annee + 1, 4, 3)),
    )
    petites = [_periode(nom, _samedi(jour), _samedi(jour) + _QUINZAINE) for nom, jour in debuts]
    return (*petites, _periode("vacances d’été", _samedi(date(annee + 1, 7, 3)), date(annee + 1, 8, 31)))


def completer(s: Ecriture, commune: Commune, annee: int) -> None:
    """Open a school year that is held back for want of its holidays; nothing where they are known."""
    jours = calendrier.charger(s, *bornes_annee(annee))
    if not commune.activites or ouvertures.retenue(jours, annee) is None:
        return
    s.ordres(
        "INSERT INTO periode_calendrier (nature, du, au, libelle, site, source) "
        "VALUES (:nature, :du, :au, :libelle, '', :source)",
        [
            {"nature": p.nature.value, "du": p.du, "au": p.au, "libelle": p.libelle, "source": SOURCE}
            for p in inventees(annee)
            if not any(connue.du <= p.au and p.du <= connue.au for connue in jours.periodes)
        ],
    )
    ouvertures.generer(s, commune, annee)


def _samedi(jour: date) -> date:
    """That day or the first Saturday after."""
    return jour + timedelta(days=(_SAMEDI - jour.weekday()) % 7)


def _periode(libelle: str, du: date, au: date) -> Periode:
    return Periode(NaturePeriode.VACANCES, du, au, libelle)
