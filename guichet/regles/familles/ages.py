"""Birth dates that cannot be, and ages that ask a second look without blocking."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.formats import age
from guichet.regles.socle.domaine import RoleLien

AGE_MAX = 120
MAJORITE = 18
AGE_MIN_ADULTE = 15
"""A younger parent exists, but a child entered as an adult is far more frequent."""


def verifier_naissance(naissance: date | None, jour: date, *, champ: str = "") -> None:
    """Refuse a birth to come, or longer ago than anybody has lived.

    Raises:
        SaisieInvalide: says which, and what to check.
    """
    if naissance is None:
        return
    if naissance > jour:
        raise SaisieInvalide("cette date est dans le futur : vérifiez l’année.", champ=champ)
    if age(naissance, jour) > AGE_MAX:
        raise SaisieInvalide(f"cette date donne plus de {AGE_MAX} ans : vérifiez l’année.", champ=champ)


def avertissement_age(role: str, naissance: date | None, jour: date) -> str:
    """What to check again about an age, "" when nothing."""
    if naissance is None or naissance > jour:
        return ""
    ans = age(naissance, jour)
    if role == RoleLien.ENFANT.value and ans > MAJORITE:
        return f"Cet enfant aurait {ans} ans : vérifiez l’année de naissance."
    if role == RoleLien.RESPONSABLE.value and ans < AGE_MIN_ADULTE:
        return f"Ce responsable aurait {ans} ans : est-ce un enfant de la famille ?"
    return ""


def age_mois(naissance: date | None, jour: date) -> int | None:
    """Whole months lived on that day, None when the birth is not known; born a 31st, a month is whole on its 30th."""
    if naissance is None:
        return None
    mois = (jour.year - naissance.year) * 12 + jour.month - naissance.month
    return mois - (jour.day < min(naissance.day, monthrange(jour.year, jour.month)[1]))


def jour_des_mois(naissance: date, mois: int) -> date:
    """The first day on which so many whole months are lived: the birthday, by the same count as `age_mois`."""
    annee, rang = divmod(naissance.year * 12 + naissance.month - 1 + mois, 12)
    return date(annee, rang + 1, min(naissance.day, monthrange(annee, rang + 1)[1]))


def ages_en_mots(age_min_mois: int, age_max_mois: int) -> str:
    """« de 3 ans à moins de 6 ans », from months, half-open."""
    return f"de {_duree(age_min_mois)} à moins de {_duree(age_max_mois)}"


def _duree(mois: int) -> str:
    ans, reste = divmod(mois, 12)
    if not ans:
        return f"{reste} mois"
    annees = f"{ans} an{'s' if ans > 1 else ''}"
    return f"{annees} {reste} mois" if reste else annees
