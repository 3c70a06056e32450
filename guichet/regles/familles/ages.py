"""Birth dates that cannot be, and ages that ask a second look without blocking."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.formats import age
from guichet.formats.naissances import Naissance, bornes
from guichet.regles.socle.domaine import RoleLien

Age = int | tuple[int, int]
"""Whole months lived; the fewest and the most where the day of birth is not known."""

AGE_MAX = 120
AGE_RARE = 100
MAJORITE = 18
AGE_MIN_ADULTE = 15
"""A younger parent exists, but a child entered as an adult is far more frequent."""


def verifier_naissance(naissance: Naissance, jour: date, *, champ: str = "") -> None:
    """Refuse a birth to come, or longer ago than anybody has lived, whatever its day.

    Raises:
        SaisieInvalide: says which, and what to check.
    """
    possibles = bornes(naissance)
    if possibles is None:
        return
    premier, dernier = possibles
    if premier > jour:
        raise SaisieInvalide("cette date est dans le futur : vérifiez l’année.", champ=champ)
    if age(dernier, jour) > AGE_MAX:
        raise SaisieInvalide(f"cette date donne plus de {AGE_MAX} ans : vérifiez l’année.", champ=champ)


def avertissement_age(role: str, naissance: Naissance, jour: date) -> str:
    """What to check again about an age, "" when nothing; where only a year is known, what is certain of it."""
    possibles = bornes(naissance)
    if possibles is None or possibles[0] > jour:
        return ""
    plus, moins = (age(ne, jour) for ne in possibles)
    if role == RoleLien.ENFANT.value and moins > MAJORITE:
        return f"Cet enfant aurait {moins} ans : vérifiez l’année de naissance."
    if role == RoleLien.RESPONSABLE.value and plus < AGE_MIN_ADULTE:
        return f"Ce responsable aurait {plus} ans : est-ce un enfant de la famille ?"
    return ""


def age_rare(role: str, naissance: Naissance, jour: date) -> str:
    """An age hardly anybody who comes has, to be asked once: a century typed wrong most often; "" otherwise."""
    possibles = bornes(naissance)
    if possibles is None or possibles[0] > jour:
        return ""
    ans = age(possibles[1], jour)
    if ans >= AGE_RARE:
        return f"Naissance : cette personne aurait {ans} ans."
    return avertissement_age(role, naissance, jour)


def ages_mois(naissance: Naissance, jour: date) -> tuple[int, int] | None:
    """Fewest and most whole months the child may have lived on that day, None when nothing is known of the birth."""
    possibles = bornes(naissance)
    if possibles is None:
        return None
    plus, moins = (age_mois(ne, jour) or 0 for ne in possibles)
    return moins, plus


def age_connu(naissance: Naissance, jour: date) -> Age | None:
    """What is known of an age on that day: months, or the fewest and the most; None when nothing is."""
    return age_mois(naissance, jour) if isinstance(naissance, date) else ages_mois(naissance, jour)


def age_mois(naissance: Naissance, jour: date) -> int | None:
    """Whole months lived on that day, None when the day of birth is not known.

    Born a 31st, a month is whole on its 30th.
    """
    if not isinstance(naissance, date):
        return None
    mois = (jour.year - naissance.year) * 12 + jour.month - naissance.month
    return mois - (jour.day < min(naissance.day, monthrange(jour.year, jour.month)[1]))


def dans_la_bande(age: Age, plancher: int, plafond: int) -> bool:
    """Whether an age is of a band, in months, half-open; a range is only when it is whole in it."""
    moins, plus = (age, age) if isinstance(age, int) else age
    return plancher <= moins and plus < plafond


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
