"""Halves of the holidays and exceptions of an alternate custody, said once for both households (rule 32)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.familles import MembreInconnu
from guichet.erreurs.garde import GardeImpossible
from guichet.formats import date_num
from guichet.registres import actes, destinataires, garde
from guichet.regles.domaine import MoitieVacances, RoleLien
from guichet.regles.droits import Droit
from guichet.regles.garde_jours import PartVacances

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.regles.garde_jours import Garde
    from models import Lien

_JOUR = timedelta(days=1)


def lire(ctx: Contexte, *, famille_id: int, personne_id: int) -> Garde:
    """What this household has settled for a child; the other one is not named.

    Raises:
        MembreInconnu: the child is not of the household.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        if not garde.du_foyer(s, famille_id, personne_id):
            raise MembreInconnu("Cet enfant n’est pas dans ce foyer : relisez le dossier (F5).")
        return garde.garde_du_lien(s, famille_id, personne_id)


def jours(ctx: Contexte, *, famille_id: int, personne_id: int, du: date, au: date) -> tuple[date, ...]:
    """Days the child is in this household from `du` to `au`: what the calendar of the custody shows."""
    ctx.exiger(Droit.CONSULTER)
    voulus = [du + rang * _JOUR for rang in range((au - du).days + 1)]
    with ctx.lecture() as s:
        return tuple(sorted(garde.jours_du_foyer(s, famille_id, personne_id, voulus)))


@transaction
def regler_vacances(ctx: Contexte, *, lien_id: int, moitie: MoitieVacances, annee: int, alterne: bool = True) -> None:
    """Give this household a half of the holidays, and the other half to the other one.

    Args:
        ctx: surroundings of the act.
        lien_id: the child's place in the household on the screen.
        moitie: the half spent there in the holidays that begin in `annee`.
        annee: calendar year.
        alterne: the other half every other year.

    Raises:
        MembreInconnu: the child has left.
        GardeImpossible: the child has one household only.
    """
    from models import GardeVacances

    ctx.exiger(Droit.MODIFIER_FAMILLE)
    part = PartVacances(moitie, annee, alterne)
    with ctx.ecriture() as s:
        lien, autres = _partage(s, lien_id)
        for sien, part_sienne in ((lien, part), *((autre, part.reste) for autre in autres)):
            assert sien.id is not None  # noqa: S101 - a row read by its key
            s.merge(GardeVacances(lien_id=sien.id, moitie=part_sienne.moitie.value, annee=annee, alterne=alterne))
            ctx.journaliser(
                s,
                "garde.vacances",
                destinataires.code_famille(s, sien.famille_id),
                personne=sien.personne_id,
                lien=sien.id,
                moitie=part_sienne.moitie.value,
                annee=annee,
                alterne=alterne,
            )
        s.flush()
        actes.noter(s, ctx, lien.famille_id, f"garde alternée\u00a0: moitiés des vacances réglées à partir de {annee}")


@transaction
def ajouter_exception(ctx: Contexte, *, lien_id: int, du: date, au: date) -> int:
    """Put the child in this household from `du` to `au`, whatever the rhythm; returns the number of the exception.

    Raises:
        SaisieInvalide: days in the wrong order.
        MembreInconnu: the child has left.
        GardeImpossible: one household only, or another exception covers some of these days.
    """
    from models import GardeException

    ctx.exiger(Droit.MODIFIER_FAMILLE)
    if au < du:
        raise SaisieInvalide(f"Le dernier jour, {date_num(au)}, vient avant le premier, {date_num(du)}.", champ="au")
    with ctx.ecriture() as s:
        lien, _ = _partage(s, lien_id)
        prise = s.une(
            "SELECT du, au FROM garde_exception WHERE personne_id = :p AND du <= :au AND au >= :du",
            {"p": lien.personne_id, "du": du, "au": au},
        )
        if prise is not None:
            raise GardeImpossible(
                f"Une exception va déjà du {date_num(prise[0])} au {date_num(prise[1])} : retirez-la d’abord."
            )
        exception = GardeException(personne_id=lien.personne_id, famille_id=lien.famille_id, du=du, au=au)
        s.add(exception)
        s.flush()
        _dire(s, ctx, "garde.exception", lien, du, au)
        actes.noter(s, ctx, lien.famille_id, f"garde alternée\u00a0: exception du {date_num(du)} au {date_num(au)}")
        assert exception.id is not None  # noqa: S101 - given by the flush
        return exception.id


@transaction
def retirer_exception(ctx: Contexte, *, lien_id: int, du: date) -> None:
    """Take back the exception of this child that begins on that day.

    Raises:
        MembreInconnu: the child has left.
        GardeImpossible: one household only, or no such exception.
    """
    from sqlmodel import select

    from models import GardeException

    ctx.exiger(Droit.MODIFIER_FAMILLE)
    with ctx.ecriture() as s:
        lien, _ = _partage(s, lien_id)
        exception = s.exec(
            select(GardeException).where(GardeException.personne_id == lien.personne_id, GardeException.du == du)
        ).first()
        if exception is None:
            raise GardeImpossible(f"Aucune exception ne commence le {date_num(du)} : relisez la garde (F5).")
        s.delete(exception)
        s.flush()
        _dire(s, ctx, "garde.exception_retirer", lien, du, exception.au)


def _partage(s: Ecriture, lien_id: int) -> tuple[Lien, list[Lien]]:
    """A shared child's place here, and elsewhere."""
    from sqlmodel import select

    from models import Lien

    lien = s.get(Lien, lien_id)
    if lien is None or lien.au is not None or lien.role != RoleLien.ENFANT.value:
        raise MembreInconnu("Cet enfant n’est plus dans ce foyer : relisez le dossier (F5).")
    memes = s.exec(select(Lien).where(Lien.personne_id == lien.personne_id, Lien.role == RoleLien.ENFANT.value))
    autres = [autre for autre in memes if autre.au is None and autre.famille_id != lien.famille_id]
    if not autres:
        raise GardeImpossible("Cet enfant n’a qu’un foyer : rattachez-le d’abord à l’autre.")
    return lien, autres


def _dire(s: Ecriture, ctx: Contexte, type_: str, lien: Lien, du: date, au: date) -> None:
    code = destinataires.code_famille(s, lien.famille_id)
    ctx.journaliser(s, type_, code, personne=lien.personne_id, lien=lien.id, du=du.isoformat(), au=au.isoformat())
