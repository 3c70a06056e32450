"""Alternate custody: how many weeks out of how many, anchored on a Monday (rule 3).

Never the parity of the ISO week: 2026 has 53 weeks, and odd follows odd at the new year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.formats.mots import citer, nettoyer
from guichet.regles.offre.annee import lundi_de

_RYTHME = re.compile(r"([1-7])\s*/\s*([2-8])")
_SEMAINE = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Rythme:
    """`ici` weeks in a row in this household out of `sur`."""

    ici: int
    sur: int

    def __str__(self) -> str:
        return f"{self.ici}/{self.sur}"

    @property
    def reste(self) -> Rythme:
        """What is left to the other household."""
        return Rythme(self.sur - self.ici, self.sur)


def lire_rythme(texte: str, *, champ: str = "") -> Rythme:
    """« 1/2 » for one week in two, « 2/4 » for two weeks here then two there.

    Raises:
        SaisieInvalide: not such a rhythm.
    """
    lu = _RYTHME.fullmatch(nettoyer(texte))
    if lu is None or int(lu[1]) >= int(lu[2]):
        msg = f"{citer(texte)} n’est pas un rythme de garde : écrivez 1/2 pour une semaine sur deux."
        raise SaisieInvalide(msg, champ=champ)
    return Rythme(int(lu[1]), int(lu[2]))


def lire_ancre(jour: date | None, *, champ: str = "") -> date:
    """The Monday a stay in this household begins.

    Raises:
        SaisieInvalide: none, or another weekday: the anchor would be read differently by each agent.
    """
    if jour is None:
        raise SaisieInvalide("Indiquez le lundi d’une semaine passée dans ce foyer.", champ=champ)
    if jour.weekday():
        from guichet.formats import jour_long

        lundi = lundi_de(jour)
        msg = f"Le {jour_long(jour)} n’est pas un lundi : indiquez le lundi de cette semaine, {jour_long(lundi)}."
        raise SaisieInvalide(msg, champ=champ)
    return jour


def lire_partage(rythme: str, ancre: date | str) -> tuple[Rythme, date]:
    """Rhythm and anchor as a form or a command holds them.

    Raises:
        SaisiesInvalides: `garde_rythme` or `garde_ancre` cannot be read.
    """
    from guichet.formats import lire_date

    try:
        part = lire_rythme(rythme, champ="garde_rythme")
        jour = (lire_date(ancre, champ="garde_ancre") if ancre else None) if isinstance(ancre, str) else ancre
        return part, lire_ancre(jour, champ="garde_ancre")
    except SaisieInvalide as refus:
        raise SaisiesInvalides({refus.champ: refus.message}) from refus


def ancre_autre_foyer(rythme: Rythme, ancre: date) -> date:
    """The Monday the other household's turn begins."""
    return ancre + rythme.ici * _SEMAINE


def semaine_ici(rythme: Rythme, ancre: date, jour: date) -> bool:
    """Whether the child is in this household the week of that day, before or after the anchor."""
    return (jour - ancre) // _SEMAINE % rythme.sur < rythme.ici
