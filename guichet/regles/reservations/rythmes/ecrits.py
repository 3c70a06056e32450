"""A rhythm written back as the line an agent would have typed: the shortest that reads as the same rhythm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guichet.erreurs.reservations import RythmeIllisible
from guichet.formats.jours import JOURS
from guichet.formats.mots import cle_recherche
from guichet.regles.offre.activites_dites import ABREGES, ActiviteDite, trouver_activite
from guichet.regles.offre.periodes_dites import bornes_dites, ecrire_jour
from guichet.regles.reservations.rythmes.cadences import JOURS_PAR_SORTE, Rythme, SorteJours, ancre_par_defaut
from guichet.regles.reservations.rythmes.lus import sorte_de

_DITES = {
    SorteJours.SCOLAIRES: "scolaires",
    SorteJours.MERCREDIS: "mercredis",
    SorteJours.VACANCES: "vacances",
    SorteJours.TOUS: "scolaires et vacances",
}


def ecrire_rythme(rythme: Rythme, *, aujourdhui: date, activites: Sequence[ActiviteDite]) -> str:
    """The canonical line of a rhythm: lire_rythme gives the same rhythm back on the same day.

    Args:
        rythme: of an activity among `activites`; an anchor without weeks to count (`sur` 1) says nothing.
        aujourdhui: days without a year are of its school year.
        activites: those an agent may name.
    """
    activite = next(a for a in activites if a.code == rythme.activite)
    mots = [_nom(activite, activites) + _lettres(rythme, activite)]
    if rythme.sorte is not sorte_de(activite):
        mots.append(_DITES[rythme.sorte])
    if rythme.jours != frozenset(JOURS_PAR_SORTE[rythme.sorte]):
        mots += [JOURS[rang][:2] for rang in sorted(rythme.jours)]
    if rythme.sur > 1:
        mots.append(f"1/{rythme.sur}")
        if rythme.ancre != ancre_par_defaut(rythme.du, rythme.jours):
            mots.append(f"semaine du {ecrire_jour(rythme.ancre, aujourdhui=aujourdhui)}")
    if rythme.pas > 1:
        mots.append(f"+{rythme.pas}")
    return " ".join([*mots, *_periode(rythme, aujourdhui)])


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


def _periode(rythme: Rythme, aujourdhui: date) -> list[str]:
    debut, fin = bornes_dites(aujourdhui)
    du, au = (ecrire_jour(jour, aujourdhui=aujourdhui) for jour in (rythme.du, rythme.au))
    if rythme.au == fin:
        return [] if rythme.du == debut else [f"à partir du {du}"]
    return [f"jusqu’au {au}"] if rythme.du == debut else [f"du {du} au {au}"]
