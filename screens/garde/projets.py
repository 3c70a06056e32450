"""What the fields of a custody make, as one types: the weeks agreed, the days apart. No widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.fiches.garde.reglage import FicheGarde, Reglage
from guichet.regles.familles.alternance import lire_partage
from guichet.regles.garde import dite
from guichet.regles.garde.jours import Garde, Sejour
from guichet.regles.offre.jours_dits import lire_jour

ICI, AILLEURS = "ici", "ailleurs"


def reglage_voulu(fiche: FicheGarde, jour: date, valeurs: Mapping[str, str]) -> Reglage:
    """What the fields settle, `jour` being today."""
    return dite.des_champs(valeurs, dite.annee_dite(fiche.calendrier, jour), fiche.responsables)


def garde_reglee(fiche: FicheGarde, jour: date, valeurs: Mapping[str, str]) -> Garde | None:
    """The custody the fields make, exceptions kept; None while one of them cannot be read."""
    try:
        rythme, ancre = lire_partage(valeurs.get("garde_rythme", ""), valeurs.get("garde_ancre", ""))
    except SaisieInvalide:
        return None
    return Garde(rythme, ancre, reglage_voulu(fiche, jour, valeurs).vacances, fiche.garde.sejours)


def jours_a_part(valeurs: Mapping[str, str], jour: date) -> tuple[date, date]:
    """First and last day set apart; the first alone when no other is typed.

    Raises:
        SaisieInvalide: one of them is no day.
    """
    du = lire_jour(valeurs["du"], aujourdhui=jour, champ="du")
    return du, lire_jour(valeurs["au"], aujourdhui=jour, champ="au") if valeurs["au"].strip() else du


def garde_a_part(fiche: FicheGarde, jour: date, valeurs: Mapping[str, str]) -> Garde:
    """What is settled, with the days set apart on top; as it is while they cannot be read."""
    try:
        du, au = jours_a_part(valeurs, jour)
    except SaisieInvalide:
        return fiche.garde
    if au < du:
        return fiche.garde
    sejour = Sejour(du, au, ici=valeurs["ou"] != AILLEURS)
    return replace(fiche.garde, sejours=(sejour, *fiche.garde.sejours))
