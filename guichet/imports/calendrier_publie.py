"""The school calendar as the ministry publishes it (data.education.gouv.fr, « Le calendrier scolaire »).

One line for each académie. « Le départ en vacances a lieu après la classe des jours indiqués, la reprise des cours le
matin des jours indiqués »: the first day published is a day of class unless it falls on a weekend, the last one never
is a holiday. Instants are midnights of Paris, in Paris' time or in UTC, overseas too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.imports import ZoneADire
from guichet.formats import cle_recherche, nettoyer
from guichet.formats.mots import citer
from guichet.imports.dates import lire_jour
from guichet.regles.offre.calendrier import NaturePeriode, Periode

_NOMS = {
    "description": "description",
    "population": "population",
    "date de debut": "debut",
    "start date": "debut",
    "date de fin": "fin",
    "end date": "fin",
    "academies": "academie",
    "academie": "academie",
    "location": "academie",
    "zones": "zone",
    "zone": "zone",
}
"""Columns of both exports, with the labels of the site and with the names of its API."""
_OBLIGATOIRES = {"description", "debut", "fin", "zone"}
_ELEVES = frozenset({"", "eleves", "eleves du premier degre"})
_JOUR = timedelta(days=1)
_MERCREDI, _SAMEDI = 2, 5
# 22:00 or 23:00 without its offset is a midnight of Paris said in UTC.
_VEILLE = re.compile(r"(.+?)[ T]2[23]:00(?::00)?")
_COMMUNS = re.compile(r"\b(Vacances|Grandes|Hiver|Printemps|Été|Carnaval|Pont|Début|Mai|Septembre)\b")


@dataclass(frozen=True, slots=True)
class Publiee:
    """One line kept: the day of the last class and that of the first one after; None when not published yet."""

    libelle: str
    debut: date
    fin: date | None
    academie: str
    zone: str

    def periode(self) -> Periode:
        """The days without class; `fin` must be known."""
        assert self.fin is not None  # noqa: S101 - said above
        pont = self.libelle.startswith("pont") or self.fin <= self.debut
        # A bridge is published by its own days, or from a class before it on.
        depart = self.debut.weekday() <= _MERCREDI if pont else self.debut.weekday() < _SAMEDI
        du = self.debut + _JOUR if depart and self.fin > self.debut + _JOUR else self.debut
        nature = NaturePeriode.PONT if pont else NaturePeriode.VACANCES
        return Periode(nature, du, max(du, self.fin - _JOUR), self.libelle)


def connue(case: str) -> bool:
    """Whether a cell names a column of that calendar."""
    return cle_recherche(case) in _NOMS


def est_publie(titres: Sequence[str]) -> bool:
    """Whether a header is that calendar's."""
    return _rangs(titres).keys() >= _OBLIGATOIRES


def lire(cases: Sequence[str], titres: Sequence[str]) -> Publiee | None:
    """One line; None when it is the teachers', the secondary schools' or no holiday.

    Raises:
        SaisieInvalide: its first day cannot be read.
    """
    valeurs = {nom: nettoyer(cases[rang]) for nom, rang in _rangs(titres).items() if rang < len(cases)}
    description = valeurs.get("description", "")
    if cle_recherche(valeurs.get("population", "")) not in _ELEVES or "rentree" in cle_recherche(description):
        return None
    debut = _jour(valeurs.get("debut", ""))
    fin = _jour(valeurs["fin"]) if valeurs.get("fin") else None
    if cle_recherche(description).startswith("debut "):
        fin = None
    libelle = _COMMUNS.sub(lambda lu: lu[1].lower(), description.replace("'", "’"))
    return Publiee(libelle, debut, fin, valeurs.get("academie", ""), valeurs.get("zone", ""))


def de_la_zone(lues: Iterable[Publiee | None], zone: str) -> list[Publiee]:
    """Those of a zone or an académie.

    Raises:
        ZoneADire: none is of this zone; or it is "" and the file has several.
    """
    gardees = [p for p in lues if p is not None]
    if not zone:
        zones = {cle_recherche(p.zone) for p in gardees}
        if len(zones) <= 1:
            return gardees
    voulue = cle_recherche(zone)
    siennes = [p for p in gardees if voulue and voulue in _dites(p)]
    if not siennes:
        noms = tuple(sorted({p.zone for p in gardees if p.zone}))
        debut = f"Ce calendrier n’a pas de zone {citer(zone)}" if zone else "Ce calendrier a plusieurs zones"
        raise ZoneADire(f"{debut} : dites laquelle suit la commune, parmi {', '.join(noms)}.", noms)
    return siennes


def _dites(p: Publiee) -> set[str]:
    zone = cle_recherche(p.zone)
    return {zone, zone.removeprefix("zone "), cle_recherche(p.academie)}


def _rangs(titres: Sequence[str]) -> dict[str, int]:
    return {_NOMS[cle]: rang for rang, titre in enumerate(titres) if (cle := cle_recherche(titre)) in _NOMS}


def _jour(texte: str) -> date:
    try:
        veille = _VEILLE.fullmatch(texte)
        return lire_jour(veille[1]) + _JOUR if veille else lire_jour(texte)
    except SaisieInvalide:
        raise SaisieInvalide(f"{citer(texte)} n’est pas un jour. Écrivez par exemple 17/10/2026.") from None
