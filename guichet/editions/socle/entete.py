"""The head of every paper handed over: the town, the site of the workstation, its hours (sources 0.10, 1.25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import TYPE_CHECKING

from guichet.formats import JOURS, telephone
from guichet.formats.contacts import chiffres_telephone
from guichet.formats.mots import majuscule

if TYPE_CHECKING:
    from guichet.communes import Commune
    from guichet.communes.horaires import Site


@dataclass(frozen=True, slots=True)
class Entete:
    """Where the paper comes from, ready to print."""

    commune: str
    site_nom: str
    site_adresse: str
    site_telephone: str
    site_horaires: tuple[str, ...]


def entete(commune: Commune, site_code: str, jour: date) -> Entete:
    """Head of the papers of a site on that day; a workstation without a known site prints the town's first."""
    en_service = [site for site in commune.sites if site.en_service(jour)] or list(commune.sites)
    site = next((s for s in en_service if s.code == site_code), en_service[0])
    return Entete(
        commune=commune.nom,
        site_nom=site.nom,
        site_adresse=", ".join(site.adresse_postale()),
        site_telephone=telephone(chiffres_telephone(site.telephone)) if site.telephone else "",
        site_horaires=horaires(site),
    )


def horaires(site: Site) -> tuple[str, ...]:
    """« lundi, mercredi à vendredi : 9 h – 12 h 30, 14 h – 17 h 30 », days of same hours together."""
    par_jour = [
        " et ".join(f"{_heure(ouvre)} – {_heure(ferme)}" for ouvre, ferme, _ in site.horaires.du_jour(rang))
        for rang in range(7)
    ]
    # Same hours on one line, in the order in which they first appear in the week.
    distincts = dict.fromkeys(plages for plages in par_jour if plages)
    return tuple(
        f"{_jours([rang for rang, texte in enumerate(par_jour) if texte == plages])} : {plages}" for plages in distincts
    )


def _jours(rangs: list[int]) -> str:
    """« Lundi, mercredi à vendredi »."""
    suites = []
    for _, groupe in groupby(enumerate(rangs), key=lambda paire: paire[1] - paire[0]):
        suite = [rang for _, rang in groupe]
        if len(suite) > 2:
            suites.append(f"{JOURS[suite[0]]} à {JOURS[suite[-1]]}")
        else:
            suites += [JOURS[rang] for rang in suite]
    texte = ", ".join(suites)
    return majuscule(texte)


def _heure(heure: time) -> str:
    return f"{heure.hour}\u00a0h" + (f"\u00a0{heure.minute:02d}" if heure.minute else "")
