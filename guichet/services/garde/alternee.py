"""Alternate custody of a child: read, settled and excepted, said once for both households (rule 32)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.garde import GardeImpossible
from guichet.fiches.garde.reglage import FicheGarde, Reglage
from guichet.formats import date_num
from guichet.formats.mots import de
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import coordonnees, fiche_modifiee, payeurs
from guichet.registres.garde import appartenance, reglage
from guichet.registres.offre import calendrier
from guichet.registres.reservations import detenues
from guichet.registres.reservations.suites import gardes
from guichet.registres.socle import repose
from guichet.regles.familles.alternance import lire_partage
from guichet.regles.garde import dite
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.fiches.familles.foyer import Membre
    from guichet.fiches.socle.repose import Fait, Sort
    from guichet.registres.socle.acte import Acte
    from models import Lien

_JOUR = timedelta(days=1)
_AVANT, _APRES = timedelta(days=70), timedelta(days=460)
"""Calendar of a sheet: the holidays under way from their first day, those of a whole year to their last."""


def jours(ctx: Contexte, *, famille_id: int, personne_id: int, du: date, au: date) -> tuple[date, ...]:
    """Days the child is in this household from `du` to `au`: what the calendar of the custody shows."""
    ctx.exiger(Droit.CONSULTER)
    voulus = [du + rang * _JOUR for rang in range((au - du).days + 1)]
    with ctx.lecture() as s:
        return tuple(sorted(appartenance.jours_du_foyer(s, famille_id, personne_id, voulus)))


def fiche(ctx: Contexte, lien_id: int) -> FicheGarde:
    """One child in one household: what is settled, who pays, and what draws the days to come.

    Raises:
        MembreInconnu: the child has left.
    """
    ctx.exiger(Droit.CONSULTER)
    jour = ctx.aujourdhui()
    with ctx.lecture() as s:
        enfant = lecture.membre(s, lien_id, jour)
        famille_id = _famille(s, lien_id)
        membres = lecture.membres(s, famille_id, jour)
        return FicheGarde(
            enfant=enfant,
            responsables=tuple(m for m in membres if m.role == RoleLien.RESPONSABLE.value),
            fratrie=tuple(
                m for m in membres if m.role == RoleLien.ENFANT.value and not m.autre_foyer and m.lien_id != lien_id
            ),
            garde=appartenance.garde_du_lien(s, famille_id, enfant.personne_id),
            calendrier=calendrier.charger(s, jour - _AVANT, jour + _APRES),
            a_rendre=_a_rendre(s, famille_id, enfant, jour),
        )


@transaction
def regler(
    ctx: Contexte,
    *,
    lien_id: int,
    voulu: Reglage,
    avant: Reglage | None = None,
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> None:
    """Settle weeks, holidays and payer for this household, and give the rest to the other one.

    Args:
        ctx: surroundings of the act.
        lien_id: the child's place in the household on the screen.
        voulu: what is wanted.
        avant: what the form opened with; None: nothing was shown.
        vues: `cle` of what this household booked on days it gives away, as ReposeDessus showed it.
        sort: what becomes of it: kept, or given back.

    Raises:
        ReposeDessus: days booked are given away, and `vues` or `sort` does not say it all; nothing is written.
        SaisiesInvalides: rhythm, anchor or payer that cannot be kept.
        FicheModifiee: somebody else settled it meanwhile; nothing is written.
        MembreInconnu: the child has left.
        GardeImpossible: the child has one household only.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    rythme, ancre = lire_partage(voulu.rythme, voulu.ancre)
    voulu = replace(voulu, rythme=str(rythme), ancre=ancre)
    jour = ctx.aujourdhui()
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien, autres = reglage.partage(s, lien_id)
        donnes = gardes.fait(s, lien.personne_id, lien.famille_id, jour)
        adultes = _adultes(s, lien.famille_id, jour)
        annee = dite.annee_dite(calendrier.charger(s, jour - _AVANT, jour + _APRES), jour)
        avere = _actuel(s, lien, adultes)
        if voulu.payeurs is None:
            voulu = replace(voulu, payeurs=avere.payeurs)
        apres, actuel = (dite.en_champs(r, annee, adultes) for r in (voulu, avere))
        lu = actuel if avant is None else dite.en_champs(avant, annee, adultes)
        codes = [reglage.code(s, sien) for sien in (lien, *autres)]
        neuf = fiche_modifiee.a_ecrire(s, acte, codes, lu, apres, actuel)
        if neuf.keys() & {"garde_rythme", "garde_ancre"}:
            reglage.partager_semaines(lien, autres, rythme, ancre)
        if neuf.keys() & {"garde_moitie", "garde_alterne"}:
            reglage.partager_vacances(s, lien, autres, voulu.vacances)
        sienne = ",".join(sorted(neuf.keys() - {"payeur"}))
        prenom = actes.prenom(s, lien.personne_id)
        phrase = f"garde alternée {de(prenom)} réglée"
        lignes = coordonnees.dits(actuel, neuf, prenom)
        if voulu.payeurs != avere.payeurs:
            dite_ici = "" if sienne else phrase
            payeurs.choisir(s, acte, lien.famille_id, voulu.payeurs or (), dite_ici, details=lignes)
        for sien in (lien, *autres) if sienne else ():
            ici = (phrase, lignes) if sien is lien else ("", ())
            faits = {"rythme": sien.garde_rythme, "champs": sienne}
            reglage.dire(s, acte, TypeActe.GARDE_REGLER, sien, *ici, **faits)
        _demander(s, acte, donnes, vues, sort)


@transaction
def ajouter_exception(
    ctx: Contexte,
    *,
    lien_id: int,
    du: date,
    au: date,
    ici: bool = True,
    vues: Collection[str] | None = None,
    sort: Sort | None = None,
) -> int:
    """Put the child in this household, or in the other, from `du` to `au` whatever the rhythm.

    Returns:
        Number of the exception.

    Raises:
        ReposeDessus: see regler.
        SaisieInvalide: days in the wrong order.
        MembreInconnu: the child has left.
        GardeImpossible: one household only, or another exception covers some of these days.
    """
    from models import GardeException

    ctx.exiger(Droit.MODIFIER_FAMILLE)
    if au < du:
        raise SaisieInvalide(f"Le dernier jour, {date_num(au)}, vient avant le premier, {date_num(du)}.", champ="au")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien, autres = reglage.partage(s, lien_id)
        donnes = gardes.fait(s, lien.personne_id, lien.famille_id, acte.jour)
        prise = s.une(
            "SELECT du, au FROM garde_exception WHERE personne_id = :p AND du <= :au AND au >= :du",
            {"p": lien.personne_id, "du": du, "au": au},
        )
        if prise is not None:
            quand = f"du {date_num(prise[0])} au {date_num(prise[1])}"
            raise GardeImpossible(f"Une exception va déjà {quand} : retirez-la d’abord.", champ="du")
        chez = lien if ici else autres[0]
        exception = GardeException(personne_id=lien.personne_id, famille_id=chez.famille_id, du=du, au=au)
        s.add(exception)
        s.flush()
        ou = "dans ce foyer" if ici else "dans l’autre foyer"
        qui = f"garde alternée {de(actes.prenom(s, lien.personne_id))}"
        phrase = f"{qui} : {ou} du {date_num(du)} au {date_num(au)}"
        for sien in (lien, *autres):
            dite_ici = phrase if sien is lien else ""
            reglage.dire(s, acte, TypeActe.GARDE_EXCEPTION, sien, dite_ici, du=du.isoformat(), au=au.isoformat())
        _demander(s, acte, donnes, vues, sort)
        assert exception.id is not None  # noqa: S101 - given by the flush
        return exception.id


@transaction
def retirer_exception(
    ctx: Contexte, *, lien_id: int, du: date, vues: Collection[str] | None = None, sort: Sort | None = None
) -> None:
    """Take back the exception of this child that begins on that day.

    Raises:
        ReposeDessus: see regler.
        MembreInconnu: the child has left.
        GardeImpossible: one household only, or no such exception.
    """
    from sqlmodel import select

    from models import GardeException

    ctx.exiger(Droit.MODIFIER_FAMILLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lien, autres = reglage.partage(s, lien_id)
        donnes = gardes.fait(s, lien.personne_id, lien.famille_id, acte.jour)
        exception = s.exec(
            select(GardeException).where(GardeException.personne_id == lien.personne_id, GardeException.du == du)
        ).first()
        if exception is None:
            raise GardeImpossible(f"Aucune exception ne commence le {date_num(du)} : relisez la garde (F5).")
        au = exception.au
        s.delete(exception)
        s.flush()
        qui = f"garde alternée {de(actes.prenom(s, lien.personne_id))}"
        phrase = f"{qui} : exception du {date_num(du)} au {date_num(au)} retirée"
        retiree = {"du": du.isoformat(), "au": au.isoformat()}
        for sien in (lien, *autres):
            reglage.dire(s, acte, TypeActe.GARDE_EXCEPTION_RETIRER, sien, phrase if sien is lien else "", **retiree)
        _demander(s, acte, donnes, vues, sort)


def _demander(s: Ecriture, acte: Acte, donnes: Fait, vues: Collection[str] | None, sort: Sort | None) -> None:
    """What is booked on days just given away, asked once they are known: a refusal undoes the whole act."""
    s.flush()
    repose.demander(s, acte, [donnes], vues=vues, sort=sort)
    repose.suivre(s, acte, [donnes], sort=sort)


def _famille(s: Lecteur, lien_id: int) -> int:
    ligne = s.une("SELECT famille_id FROM lien WHERE id = :id", {"id": lien_id})
    assert ligne is not None  # noqa: S101 - its child was just read
    return int(ligne[0])


def _adultes(s: Lecteur, famille_id: int, jour: date) -> tuple[Membre, ...]:
    return tuple(m for m in lecture.membres(s, famille_id, jour) if m.role == RoleLien.RESPONSABLE.value)


def _actuel(s: Ecriture, lien: Lien, adultes: tuple[Membre, ...]) -> Reglage:
    reglee = appartenance.garde_du_lien(s, lien.famille_id, lien.personne_id)
    payeurs = frozenset(m.personne_id for m in adultes if m.payeur)
    return Reglage(lien.garde_rythme, lien.garde_ancre or "", reglee.vacances, payeurs)


def _a_rendre(s: Lecteur, famille_id: int, enfant: Membre, jour: date) -> tuple[date, ...]:
    """Days booked by this household and which a new rhythm, half or exception has given to the other."""
    if not enfant.garde_rythme:
        return ()
    prises = detenues.vivantes(s, [enfant.personne_id], jour, jour + _APRES)
    siennes = {quand for (_, quand, _), v in prises.items() if v.famille_id == famille_id}
    return tuple(sorted(siennes - appartenance.jours_du_foyer(s, famille_id, enfant.personne_id, siennes)))
