"""Sites of a town: where they are and when they are open, span by span (sources 0.10–0.15, 1.25)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import Field, field_validator, model_validator

from guichet.communes.textes import CodePostal, Telephone
from guichet.formats import JOURS
from guichet.lecture_toml.valide import Incoherences, Reglage

if TYPE_CHECKING:
    from guichet.regles.comptoir.echeances import Plage

_H = r"(?:[01]\d|2[0-3]):[0-5]\d"
_PLAGE = re.compile(rf"({_H})-({_H})(?: dernier accès ({_H}))?")


def _lire_plage(texte: str) -> tuple[time, time, time | None]:
    lue = _PLAGE.fullmatch(texte)
    if lue is None:
        raise ValueError(
            f"plage « {texte} » illisible. Écrivez « 09:00-12:30 » ou « 14:00-17:30 dernier accès 17:15 »."
        )
    ouvre, ferme = time.fromisoformat(lue[1]), time.fromisoformat(lue[2])
    dernier = time.fromisoformat(lue[3]) if lue[3] else None
    if ouvre >= ferme:
        raise ValueError(f"la plage « {texte} » finit avant de commencer : échangez les deux heures.")
    if dernier is not None and not ouvre <= dernier <= ferme:
        raise ValueError(f"le dernier accès de « {texte} » est hors de la plage : corrigez son heure.")
    return ouvre, ferme, dernier


class Horaires(Reglage):
    """Opening spans of each weekday, in order; a day left out is a closed day."""

    lundi: tuple[str, ...] = ()
    mardi: tuple[str, ...] = ()
    mercredi: tuple[str, ...] = ()
    jeudi: tuple[str, ...] = ()
    vendredi: tuple[str, ...] = ()
    samedi: tuple[str, ...] = ()
    dimanche: tuple[str, ...] = ()

    @field_validator("*")
    @classmethod
    def _plages_en_ordre(cls, plages: tuple[str, ...]) -> tuple[str, ...]:
        lues = [_lire_plage(plage) for plage in plages]
        for (_, ferme, _), (ouvre, _, _) in pairwise(lues):
            if ouvre < ferme:
                raise ValueError(
                    "deux plages de ce jour se chevauchent ou sont dans le désordre : écrivez-les du matin au soir."
                )
        return plages

    def du_jour(self, jour_de_semaine: int) -> list[tuple[time, time, time | None]]:
        """Spans (opens, closes, last admission if stated) of a weekday, Monday being 0."""
        plages: tuple[str, ...] = getattr(self, JOURS[jour_de_semaine])
        return [_lire_plage(plage) for plage in plages]


class Site(Reglage):
    """One counter of the town, as printed on every slip handed over there."""

    code: str = Field(min_length=1)
    nom: str = Field(min_length=1)
    adresse: tuple[str, ...] = ()
    bp: str = ""
    code_postal: CodePostal = ""
    ville: str = ""
    cedex: bool = False
    telephone: Telephone = ""
    courriel: str = ""
    du: date | None = None
    """First day of this address and these hours; None: always."""
    au: date | None = None
    """Last day, included; None: until further notice."""
    sur_rendez_vous: bool = False
    sans_rendez_vous_admis: bool = True
    """Whether a family may walk in (source 0.15)."""
    dernier_acces_minutes: int = Field(default=15, ge=0, le=120)
    """Minutes before the end of a span after which nobody is admitted, where the span states none (0.13)."""
    horaires: Horaires = Horaires()

    @model_validator(mode="after")
    def _validite(self) -> Site:
        if self.du and self.au and self.au < self.du:
            raise Incoherences(
                [
                    (
                        ("au",),
                        "la fin de validité précède le début « du » : corrigez l’une des deux.",
                    )
                ]
            )
        return self

    def en_service(self, jour: date) -> bool:
        """Whether this address and these hours hold on that day."""
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)

    def plages(self, jour: date) -> list[Plage]:
        """Opening spans of that day with their last admission; bank holidays are the calendar's business."""
        from guichet.regles.comptoir.echeances import Plage

        if not self.en_service(jour):
            return []
        return [
            Plage(ouvre, ferme, dernier or max(ouvre, _moins(ferme, self.dernier_acces_minutes)))
            for ouvre, ferme, dernier in self.horaires.du_jour(jour.weekday())
        ]

    def adresse_postale(self) -> tuple[str, ...]:
        """Lines of the address as the post wants them: street, BP, post code and town."""
        ville = f"{self.code_postal} {self.ville}{' cedex' if self.cedex else ''}".strip()
        return tuple(ligne for ligne in (*self.adresse, f"BP {self.bp}" if self.bp else "", ville) if ligne)


def _moins(heure: time, minutes: int) -> time:
    return (datetime.combine(date(2026, 9, 7), heure) - timedelta(minutes=minutes)).time()
