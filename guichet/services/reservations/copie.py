"""Copying a year: from a sibling, or from the child's own last year. A draft only, nothing is written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.fiches.reservations.planning import Demande
from guichet.registres.offre import catalogue
from guichet.registres.reservations import detenues, places
from guichet.regles.offre.annee import annee_scolaire, bornes_planning
from guichet.regles.reservations.dits.copies import SortCopie
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte

_UN_AN = timedelta(weeks=52)
"""A year that keeps the weekday: a Tuesday stays a Tuesday."""


def copier(
    ctx: Contexte, famille_id: int, *, personne_id: int, depuis: int | None = None, annee: int | None = None
) -> tuple[Demande, ...]:
    """Demands that give a child the days of a sibling, or those of last year on the same weekdays.

    Days past, closed, already booked or without registration are left out; other households are not looked at.

    Args:
        ctx: surroundings of the act.
        famille_id: the household.
        personne_id: the child who gets the days.
        depuis: the sibling copied; None for the child's own last year.
        annee: year the school year begins in; the current one by default.

    Raises:
        DroitInsuffisant: the agent may not open dossiers.
    """
    quoi = _examiner(ctx, famille_id, personne_id, depuis, annee)
    return tuple(demande for demande, sort in quoi if sort is SortCopie.COPIE)


def sorts(
    ctx: Contexte, famille_id: int, *, personne_id: int, depuis: int | None = None, annee: int | None = None
) -> tuple[SortCopie, ...]:
    """What becomes of each day of the model, for who wonders why nothing was copied; arguments as `copier`."""
    return tuple(sort for _, sort in _examiner(ctx, famille_id, personne_id, depuis, annee))


def _examiner(
    ctx: Contexte, famille_id: int, personne_id: int, depuis: int | None, annee: int | None
) -> list[tuple[Demande, SortCopie]]:
    ctx.exiger(Droit.CONSULTER)
    aujourdhui = ctx.aujourdhui()
    du, au = bornes_planning(annee_scolaire(aujourdhui) if annee is None else annee, aujourdhui)
    du = max(du, aujourdhui)
    ecart = _UN_AN if depuis is None else timedelta()
    with ctx.lecture() as s:
        modeles = detenues.vivantes(s, [depuis or personne_id], du - ecart, au - ecart)
        tenues = detenues.vivantes(s, [personne_id], du, au)
        offerte = catalogue.des_enfants(s, [personne_id], du, au)
        lues = places.places(s, offerte.groupes, offerte.unites, du, au)
    examinees = []
    for (_, jour, unite_id), v in sorted(modeles.items()):
        cible = jour + ecart
        if v.famille_id != famille_id:
            continue
        droit = offerte.droit(personne_id, unite_id, cible)
        p = lues.get((droit.groupe_id, unite_id, cible)) if droit else None
        if (personne_id, cible, unite_id) in tenues:
            sort = SortCopie.DEJA
        elif droit is None:
            sort = SortCopie.SANS_INSCRIPTION
        else:
            sort = SortCopie.FERME if p is None or p.fermee else SortCopie.COPIE
        examinees.append((Demande(personne_id, cible, unite_id), sort))
    return examinees
