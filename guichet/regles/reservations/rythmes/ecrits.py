"""A rhythm written back as the line an agent would have typed: the shortest that reads as the same rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from guichet.erreurs.reservations import RythmeIllisible
from guichet.formats.jours import JOURS
from guichet.formats.mots import cle_recherche
from guichet.regles.offre.activites_dites import ABREGES, ActiviteDite, trouver_activite
from guichet.regles.offre.periodes_dites import bornes_dites, ecrire_jour
from guichet.regles.reservations.rythmes.cadences import JOURS_PAR_SORTE, PARITES, Rythme, SorteJours, ancre_par_defaut
from guichet.regles.reservations.rythmes.lus import lire_rythme, sorte_de

_DITES = {
    SorteJours.SCOLAIRES: "scolaires",
    SorteJours.MERCREDIS: "mercredis",
    SorteJours.VACANCES: "vacances",
    SorteJours.TOUS: "scolaires et vacances",
}


class _Annees(NamedTuple):
    """Which days of a line bear their year."""

    ancre: bool
    du: bool
    au: bool


_ESSAIS = sorted((_Annees(*dites) for dites in product((False, True), repeat=3)), key=sum)
"""As few years as possible; every year in the last, which reads as nothing else."""


def ecrire_rythme(rythme: Rythme, *, aujourdhui: date, activites: Sequence[ActiviteDite]) -> str:
    """The canonical line of a rhythm: lire_rythme gives the same rhythm back on the same day.

    The reader decides which years go without saying: a day is taken for that of a summer gone by or to come
    depending on the others, and a second copy of these rules would one day differ from them.

    Args:
        rythme: of an activity among `activites`; an anchor without weeks to count (`sur` 1) says nothing.
        aujourdhui: the day it is read back.
        activites: those an agent may name.
    """
    *courts, entier = _ESSAIS
    for annees in courts:
        ligne = _ligne(rythme, annees, aujourdhui, activites)
        try:
            lu = lire_rythme(ligne, aujourdhui=aujourdhui, activites=activites)
        except RythmeIllisible:
            continue
        if _jours_dits(lu) == _jours_dits(rythme):
            return ligne
    return _ligne(rythme, entier, aujourdhui, activites)


def _jours_dits(rythme: Rythme) -> tuple[date | None, date, date]:
    return rythme.ancre if rythme.sur > 1 and not rythme.parite else None, rythme.du, rythme.au


def _ligne(rythme: Rythme, annees: _Annees, aujourdhui: date, activites: Sequence[ActiviteDite]) -> str:
    activite = next(a for a in activites if a.code == rythme.activite)
    mots = [_nom(activite, activites) + _lettres(rythme, activite)]
    if rythme.sorte is not sorte_de(activite):
        mots.append(_DITES[rythme.sorte])
    if rythme.jours != frozenset(JOURS_PAR_SORTE[rythme.sorte]):
        mots += [JOURS[rang][:2] for rang in sorted(rythme.jours)]
    if rythme.parite:
        mots.append(f"semaines {PARITES[rythme.parite].mot}")
    elif rythme.sur > 1:
        mots.append(f"1/{rythme.sur}")
        if rythme.ancre != ancre_par_defaut(rythme.du, rythme.jours):
            mots.append(f"semaine du {ecrire_jour(rythme.ancre, annee=annees.ancre)}")
    if rythme.pas > 1:
        mots.append(f"+{rythme.pas}")
    return " ".join([*mots, *_periode(rythme, annees, aujourdhui)])


def _nom(activite: ActiviteDite, activites: Sequence[ActiviteDite]) -> str:
    """Usual shortening, sign, or code: the first that names this activity and no other."""
    courts = [mot for mot in sorted(ABREGES, key=len) if activite.genre in ABREGES[mot][0]]
    for mot in [*courts, cle_recherche(activite.sigle)]:
        try:
            if mot and " " not in mot and trouver_activite(mot, activites) == activite:
                return mot
        except RythmeIllisible:
            continue
    return activite.code


def _lettres(rythme: Rythme, activite: ActiviteDite) -> str:
    lettres = "".join(lettre.casefold() for code, lettre in activite.unites if code in rythme.unites)
    return f":{lettres}" if lettres else ""


def _periode(rythme: Rythme, annees: _Annees, aujourdhui: date) -> list[str]:
    debut, fin = bornes_dites(aujourdhui)
    du, au = ecrire_jour(rythme.du, annee=annees.du), ecrire_jour(rythme.au, annee=annees.au)
    if rythme.au == fin:
        return [] if rythme.du == debut else [f"à partir du {du}"]
    return [f"jusqu’au {au}"] if rythme.du == debut else [f"du {du} au {au}"]
