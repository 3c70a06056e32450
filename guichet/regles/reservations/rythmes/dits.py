"""The days a rhythm keeps, said shortly: how many, from when to when, which weeks, across new year and week 53."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from guichet.formats.jours import jour_court, jour_mois
from guichet.formats.mots import pluriel
from guichet.regles.offre.annee import lundi_de
from guichet.regles.reservations.rythmes.cadences import Rythme


def jours_dits(jours: Sequence[date]) -> str:
    """« 36 jours, du lun. 9 nov. au ven. 2 juil. »."""
    if not jours:
        return "Aucun jour."
    if len(jours) == 1:
        return f"1 jour, le {jour_court(jours[0])}"
    return f"{pluriel(len(jours), 'jour')}, du {jour_court(jours[0])} au {jour_court(jours[-1])}"


def semaines_dites(jours: Sequence[date], largeur: int) -> str:
    """« Semaines du 9, 23 nov., 7 déc., 4, 18 janv. … 28 juin », the first ones and the last within `largeur`."""
    lundis = sorted({lundi_de(jour) for jour in jours})
    return _liste("Semaine du" if len(lundis) == 1 else "Semaines du", lundis, largeur)


def premiers_dits(jours: Sequence[date], largeur: int) -> str:
    """« Les 16, 17, 19, 20 nov. … 2 juil. »: what tells « 3 days a week » from « every third day »."""
    return _liste("Le" if len(jours) == 1 else "Les", jours, largeur)


def note_semaine_53(rythme: Rythme) -> str:
    """What the new year does to weeks told by their number: after a 53rd, odd follows odd; "" where it is not met."""
    if rythme.sur != 2:
        return ""
    for annee in range(rythme.du.year, rythme.au.year + 1):
        dernier = lundi_de(date(annee, 12, 28))
        suivant = dernier + timedelta(weeks=1)
        if dernier.isocalendar().week != 53 or not rythme.du <= dernier <= suivant <= rythme.au:
            continue
        if rythme.parite:
            suite = "gardées" if rythme.parite == "i" else "sautées"
            return f"Semaine 53 : {jour_mois(dernier)} et {jour_mois(suivant)} sont impaires, {suite} toutes deux."
        gardee = dernier if rythme.garde_la_semaine(dernier) else suivant
        avant, apres = ("impaires", "paires") if gardee == dernier else ("paires", "impaires")
        return f"Semaine 53 : gardées {avant} avant le {jour_mois(suivant)}, {apres} ensuite."
    return ""


def _liste(tete: str, jours: Sequence[date], largeur: int) -> str:
    entier = f"{tete} {_par_mois(jours)}"
    if not jours or len(entier) <= largeur:
        return entier if jours else ""
    fin = f" … {_par_mois(jours[-1:])}"
    combien = next(
        n for n in range(len(jours), 0, -1) if n == 1 or len(tete) + 1 + len(_par_mois(jours[:n])) + len(fin) <= largeur
    )
    return f"{tete} {_par_mois(jours[:combien])}{fin}"


def _par_mois(jours: Sequence[date]) -> str:
    """« 9, 23 nov., 7 déc. »: the month once."""
    morceaux = []
    for _, groupe in groupby(jours, key=lambda jour: (jour.year, jour.month)):
        *debut, dernier = list(groupe)
        quantiemes = ["1er" if jour.day == 1 else str(jour.day) for jour in debut]
        morceaux.append(", ".join([*quantiemes, jour_mois(dernier)]))
    return ", ".join(morceaux)
