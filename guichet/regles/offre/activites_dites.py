"""The activity an agent means by « can », « mer » or « soir », among those of the town."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from guichet.erreurs.reservations import RythmeIllisible
from guichet.formats.mots import citer, cle_recherche, minuscule
from guichet.regles.offre.genres import GenreActivite

_G = GenreActivite


@dataclass(frozen=True, slots=True)
class ActiviteDite:
    """What is needed to recognise an activity and its units.

    Attributes:
        code: of the town.
        nom: « Restauration scolaire ».
        genre: tells the kind of its days.
        unites: (code, letter) of each unit.
        sigle: « APPS ».
    """

    code: str
    nom: str
    genre: GenreActivite
    unites: tuple[tuple[str, str], ...] = ()
    sigle: str = ""


def dites(unites: Iterable[tuple[str, str, str, str, str, str]]) -> tuple[ActiviteDite, ...]:
    """Activities an agent may name, from (activity, name, kind, unit, letter, sign)."""
    noms: dict[str, tuple[str, str, str]] = {}
    lettres: dict[str, list[tuple[str, str]]] = {}
    for activite, nom, genre, code, lettre, sigle in unites:
        noms.setdefault(activite, (nom, genre, sigle))
        lettres.setdefault(activite, []).append((code, lettre))
    return tuple(
        ActiviteDite(activite, nom, GenreActivite(genre), tuple(lettres[activite]), sigle)
        for activite, (nom, genre, sigle) in noms.items()
    )


_FEMININS = frozenset(
    {"restauration", "cantine", "garderie", "pause", "journee", "demi", "matinee", "soiree", "ludotheque"}
)
_MASCULINS = frozenset({"mercredi", "centre", "repas", "midi", "matin", "soir", "temps", "gouter", "stage", "sejour"})


def a_l_activite(nom: str) -> str:
    """« à la restauration scolaire », « à l’accueil du soir », « au centre de loisirs »; else its name, quoted."""
    premier = next(iter(cle_recherche(nom).split()), "")
    bas = minuscule(nom)
    if premier in _FEMININS:
        return f"à la {bas}"
    if premier in _MASCULINS:
        return f"au {bas}"
    if premier in {"accueil", "etude", "atelier"}:
        return f"à l’{bas}"
    return f"à {citer(nom)}"


_SOIR_ET_MATIN = frozenset({_G.ACCUEIL, _G.SOIR})
ABREGES: dict[str, tuple[frozenset[GenreActivite], str]] = {
    mot: (genres, decide)
    for mots, genres, decide in (
        (("can", "cantine"), frozenset({_G.RESTAURATION}), "scolaire"),
        (("mat", "matin"), _SOIR_ET_MATIN, "matin"),
        (("soir",), _SOIR_ET_MATIN, "soir"),
        (("etu", "etude"), frozenset({_G.ETUDE}), ""),
        (("mer", "mercredi"), frozenset({_G.MERCREDI}), ""),
        (("vac", "vacances"), frozenset({_G.VACANCES}), ""),
    )
    for mot in mots
}
"""Kinds meant, and the word of the name that decides between several."""


def trouver_activite(mot: str, activites: Sequence[ActiviteDite]) -> ActiviteDite:
    """The one activity a folded word names: its code, then its sign, its usual shortening, its beginning.

    Raises:
        RythmeIllisible: none, or several; names them.
    """
    cle = cle_recherche(mot)
    essais: tuple[Callable[[ActiviteDite], bool], ...] = (
        lambda a: cle_recherche(a.code) == cle,
        lambda a: cle_recherche(a.sigle) == cle,
        lambda a: _abregee(cle, a, large=False),
        lambda a: _abregee(cle, a, large=True),
        lambda a: cle_recherche(a.code).startswith(cle),
        lambda a: any(partie.startswith(cle) for partie in cle_recherche(a.nom).split()),
    )
    for essai in essais if cle else ():
        trouvees = [activite for activite in activites if essai(activite)]
        if len(trouvees) == 1:
            return trouvees[0]
        if trouvees:
            codes = ", ".join(activite.code for activite in trouvees)
            raise RythmeIllisible(f"{citer(mot)} peut désigner plusieurs activités : écrivez {codes}.")
    codes = ", ".join(activite.code for activite in activites) or "aucune"
    raise RythmeIllisible(f"{citer(mot)} n’est pas une activité de la ville : {codes}.")


def nommee(mot: str, activites: Sequence[ActiviteDite]) -> bool:
    """Whether a folded word is the code, the sign or the usual shortening of one, not its mere beginning."""
    cle = cle_recherche(mot.partition(":")[0])
    return any(
        cle in (cle_recherche(a.code), cle_recherche(a.sigle)) or _abregee(cle, a, large=True) for a in activites
    )


def commence(debut: str, activites: Sequence[ActiviteDite]) -> bool:
    """Whether the name, the code or the sign of one begins so."""
    cle = cle_recherche(debut)
    return any(
        partie.startswith(cle) for a in activites for partie in cle_recherche(f"{a.code} {a.sigle} {a.nom}").split()
    )


def _abregee(cle: str, activite: ActiviteDite, *, large: bool) -> bool:
    genres, mot = ABREGES.get(cle, (frozenset[GenreActivite](), ""))
    # The only canteen may be called anything; the only « accueil », not: it may be the other end of the day.
    sans_le_mot = large and activite.genre not in _SOIR_ET_MATIN
    return activite.genre in genres and (sans_le_mot or mot in ("", *cle_recherche(activite.nom).split()))


def trouver_unites(lettres: str, activite: ActiviteDite) -> tuple[str, ...]:
    """Codes of the units these letters name, in the order of the activity; none for no letter.

    Raises:
        RythmeIllisible: a letter no unit has.
    """
    par_lettre = {lettre.casefold(): code for code, lettre in activite.unites}
    for lettre in lettres:
        if lettre not in par_lettre:
            connues = ", ".join(f"{lettre} ({code})" for code, lettre in activite.unites) or "aucune"
            raise RythmeIllisible(f"{citer(lettre)} n’est pas un moment de {activite.code} : {connues}.")
    return tuple(code for code, lettre in activite.unites if lettre.casefold() in lettres)
