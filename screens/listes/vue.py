"""What every list on screen shares: the days asked for, the columns, what is unfolded, how a day is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from guichet import formats
from guichet.fiches.listes.effectifs import Liste
from guichet.formats.mots import entier
from guichet.regles.offre.annee import lundi_de
from screens.widgets.lignes import ajuster
from screens.widgets.page import LignePage, Morceau, caler

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.listes.listes_csv import Rangee
    from guichet.impression import Edition

COMPTE = 7
"""Columns of the count, where the eye starts."""

AERE = 27
"""Lines of list from which sections are set apart."""

A_SAVOIR = 17
"""Columns of « PAI, sans gluten », whole."""

LARGE = 110
"""Columns from which more is told of each child."""

_JOUR = 6
_VENDREDI = 4


@dataclass(frozen=True, slots=True)
class Vue:
    """What is looked at. Nothing of it is written anywhere."""

    jour: date
    liste: Liste = Liste.PRESENCES
    semaine: bool = False
    site: str = ""
    """Code of the only site shown, "" for all."""
    deplie: bool | None = None
    """Whether names are shown under their counts; None as long as the room decides."""
    inverses: frozenset[object] = frozenset()
    """What was opened or closed alone, against `deplie`."""
    rangees: int = 0
    """Lines that fit on the screen."""

    @property
    def du(self) -> date:
        """First day."""
        return lundi_de(self.jour) if self.semaine else self.jour

    @property
    def au(self) -> date:
        """Last day, Sunday of a week."""
        return self.du + timedelta(days=6) if self.semaine else self.jour

    def ouvre(self, cible: object, lignes: int) -> bool:
        """Whether names are shown under this count; `lignes` is what showing all of them would take."""
        partout = lignes <= self.rangees if self.deplie is None else self.deplie
        return partout != (cible in self.inverses)


class Contenu(Protocol):
    """One list as read: its count, its lines, its papers."""

    @property
    def vide(self) -> str:
        """The sentence of an empty list, "" when there is somebody."""

    @property
    def compte(self) -> str:
        """« 314 enfants attendus »: where the eye falls."""

    @property
    def details(self) -> tuple[Morceau, ...]:
        """What else counts, after it."""

    @property
    def deplie(self) -> bool:
        """Whether everything is unfolded, or would be but for what was closed alone."""

    def entete(self, largeur: int) -> str:
        """Names of the columns."""

    def lignes(self, largeur: int) -> list[LignePage]:
        """The list."""

    def edition(self, ctx: Contexte) -> Edition:
        """The poster of what is shown, read whole."""

    def rangees(self, ctx: Contexte) -> list[Rangee]:
        """The same for a spreadsheet."""


class ListeMontree(Protocol):
    """The list on the screen, as what acts on it knows it."""

    @property
    def vue(self) -> Vue:
        """What is looked at."""

    @property
    def contenu(self) -> Contenu:
        """What was read."""

    async def regarder(self, vue: Vue) -> None:
        """Read something else and show it."""

    async def relire(self) -> None:
        """Read the same again."""


@dataclass(frozen=True, slots=True)
class Pli:
    """A count whose names may be shown or hidden."""

    cle: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Personne:
    """A child on a line: Entrée opens the household that booked."""

    famille_id: int
    personne_id: int
    place: tuple[object, ...]
    """Where it stands: the same child may be on several lines."""


def nom_site(ctx: Contexte, code: str) -> str:
    """Name of a site; a school has no code of its own in the town's settings and keeps its name."""
    site = ctx.commune.site(code)
    return site.nom if site else code or "Sans site"


def nom_groupe(activite: str, groupe: str, site: str, largeur: int) -> str:
    """« Accueil de lois…, Maternelles »: what tells one group from the next is never cut."""
    suite = "" if groupe in ("", site, activite) else f", {groupe}"
    return ajuster(activite, min(len(activite), largeur - 1 - len(suite))) + suite


def tete(compte: int, nom: str, largeur: int = 0) -> tuple[Morceau, ...]:
    """A section: its count and its name, both strong; `largeur` is the name's column when others follow."""
    # A group's name begins after its sign, a section's two columns before: theirs end together.
    return ((f"{entier(compte):>{COMPTE - 2}}  ", "fort"), (caler(nom, largeur + 2) if largeur else nom, "fort"))


def pli(compte: int, nom: str, largeur: int, *, ouvert: bool) -> tuple[Morceau, ...]:
    """A count that may be unfolded, with the sign that says so."""
    signe = "-" if ouvert else "+"
    return ((f"{entier(compte):>{COMPTE - 2}}  ", ""), (f"{signe} ", "discret"), (caler(nom, largeur), ""))


def jours_montres(vue: Vue, presents: Sequence[date]) -> list[date]:
    """Days of a week that have a column: Monday to Friday, and a weekend day when somebody comes."""
    tous = (vue.du + timedelta(days=rang) for rang in range(7))
    return [jour for jour in tous if jour.weekday() <= _VENDREDI or jour in presents]


def colonnes_jours(jours: Sequence[date], textes: Mapping[date, str]) -> str:
    """A cell per day, right-aligned under its name."""
    return "".join(textes.get(jour, "·").rjust(_JOUR) for jour in jours)


def noms_jours(jours: Sequence[date]) -> str:
    """« lu 16 ma 17 », as a rhythm is typed."""
    return colonnes_jours(jours, {jour: f"{formats.JOURS[jour.weekday()][:2]} {jour.day}" for jour in jours})


def largeur_jours(jours: Sequence[date]) -> int:
    """Columns they take."""
    return _JOUR * len(jours)


def periode(ctx: Contexte, vue: Vue) -> tuple[str, str]:
    """« lundi 23 novembre 2026 » and « dans 2 jours »: a list of another day is not taken for today's."""
    if vue.semaine:
        debut, fin = formats.jour_long(vue.du).split(" ", 1)[1], formats.jour_long(vue.au).split(" ", 1)[1]
        # The month and the year are said once when both ends share them.
        for reste in (f" {debut.split(' ', 1)[1]}", f" {vue.du.year}"):
            if fin.endswith(reste):
                debut = debut.removesuffix(reste)
                break
        semaines = (vue.du - lundi_de(ctx.aujourdhui())).days // 7
        return f"semaine du {debut} au {fin}", _ecart(semaines, "semaine", {0: "cette semaine"})
    jours = (vue.jour - ctx.aujourdhui()).days
    proches = {0: "aujourd’hui", 1: "demain", -1: "hier"}
    return formats.jour_long(vue.jour), _ecart(jours, "jour", proches)


def _ecart(nombre: int, unite: str, proches: Mapping[int, str]) -> str:
    if nombre in proches:
        return proches[nombre]
    return f"{'dans' if nombre > 0 else 'il y a'} {formats.pluriel(abs(nombre), unite)}"
