"""The town's calendar: read, corrected on screen or by file, closed for a strike day (rule 6)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.fiches.offre.activites import FichePeriode
from guichet.fiches.offre.calendrier import CalendrierImporte, Retrait
from guichet.imports.calendrier import lire_fichier
from guichet.registres.comptoir import actes
from guichet.registres.offre import calendrier, catalogue
from guichet.registres.reservations.suites import fermetures, reouvertures
from guichet.regles.offre.annee import annee_scolaire, bornes_annee
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode, deja_dite
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from guichet.contexte import Contexte
    from guichet.fiches.reservations.lignes import LigneTouchee

GUICHET = "guichet"
_CONNUES = "SELECT nature, du, au, libelle, site, activite_id FROM periode_calendrier"


def lire(ctx: Contexte, annee: int) -> Calendrier:
    """Calendar of the school year that begins in `annee`."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return calendrier.charger(s, *bornes_annee(annee))


def periodes(ctx: Contexte, annee: int) -> tuple[FichePeriode, ...]:
    """Its periods one by one, with the number that removes each."""
    ctx.exiger(Droit.CONSULTER)
    du, au = bornes_annee(annee)
    with ctx.lecture() as s:
        lues = s.lire(
            FichePeriode,
            "SELECT p.id AS periode_id, p.nature, p.du, p.au, p.libelle, p.site, coalesce(a.code, '') AS activite, "
            "p.source "
            "FROM periode_calendrier p LEFT JOIN activite a ON a.id = p.activite_id "
            "WHERE p.du <= :au AND p.au >= :du ORDER BY p.du, p.id",
            {"du": du, "au": au},
        )
    return tuple(lues)


def touches(
    ctx: Contexte,
    *,
    du: date,
    au: date,
    site: str = "",
    activite_id: int | None = None,
    nature: NaturePeriode = NaturePeriode.FERMETURE,
) -> tuple[LigneTouchee, ...]:
    """Bookings such a period would fall on, and those a closure has cancelled then, with the number to call.

    Raises:
        PeriodeInvalide: no such site.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        site = fermetures.lire_site(site, catalogue.sites(s))
        periode = Periode(nature, du, au, "", site, activite_id)
        return fermetures.touches(s, periode) + fermetures.touches(s, periode, fermees=True)


@transaction
def ajouter_periode(
    ctx: Contexte,
    *,
    nature: NaturePeriode,
    du: date,
    au: date,
    libelle: str,
    site: str = "",
    activite_id: int | None = None,
    annuler: bool | None = None,
    vues: Collection[int] | None = None,
) -> int:
    """Add holidays, a bridge day or a closure; returns its number.

    Args:
        ctx: surroundings.
        nature: kind of days.
        du: first day.
        au: last day, included.
        libelle: « grève », « vacances d’hiver ».
        site: the only site concerned, "" for all.
        activite_id: the only activity concerned, None for all.
        annuler: what becomes of the bookings of those days; None: be told first.
        vues: numbers of the bookings shown before the answer; one booked since is told again.

    Raises:
        PeriodeInvalide; ReservationsTouchees: children are booked, and `annuler` is None or does not know of them.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    periode = Periode(nature, du, au, libelle, site, activite_id)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        id_, annulees = fermetures.poser(s, acte, periode, annuler=annuler, source=GUICHET, vues=vues)
        actes.tracer(
            s,
            acte,
            TypeActe.CALENDRIER_AJOUTER,
            objet=str(id_),
            nature=nature.value,
            du=str(du),
            au=str(au),
            annulees=annulees,
        )
        return id_


@transaction
def fermer(
    ctx: Contexte,
    *,
    du: date,
    au: date,
    motif: str,
    site: str = "",
    activite_id: int | None = None,
    annuler: bool | None = None,
) -> int:
    """Close some days; returns how many bookings were cancelled.

    Raises:
        PeriodeInvalide; ReservationsTouchees: children are booked, and `annuler` is None.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    periode = Periode(NaturePeriode.FERMETURE, du, au, motif, site, activite_id)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        id_, annulees = fermetures.poser(s, acte, periode, annuler=annuler, source=GUICHET)
        actes.tracer(s, acte, TypeActe.CALENDRIER_FERMER, objet=str(id_), du=str(du), au=str(au), annulees=annulees)
        return annulees


def retrait(ctx: Contexte, periode_id: int) -> Retrait:
    """What removing a period would open again, before it is done.

    Raises:
        PeriodeInconnue; OuvertureImpossible: fewer places than bookings kept on one of its days.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    with ctx.lecture() as s:
        acte = ctx.acte()
        periode = reouvertures.periode(s, periode_id)
        prevue = reouvertures.prevoir(s, acte.commune, periode, periode_id)
        gardees = fermetures.touches(s, periode)
    return Retrait(len(prevue.jours), prevue.nombre, len(prevue.autrement), len(gardees))


@transaction
def retirer(ctx: Contexte, *, periode_id: int) -> int:
    """Remove a period; returns how many openings are open again. Bookings it cancelled stay cancelled.

    Raises:
        PeriodeInconnue; OuvertureImpossible: fewer places than bookings kept on one of its days.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        periode = reouvertures.periode(s, periode_id)
        prevue = reouvertures.prevoir(s, acte.commune, periode, periode_id)
        s.ordre("DELETE FROM periode_calendrier WHERE id = :id", {"id": periode_id})
        reouvertures.rouvrir(s, acte, prevue)
        actes.tracer(s, acte, TypeActe.CALENDRIER_RETIRER, objet=str(periode_id), rouvertes=prevue.nombre)
        return prevue.nombre


@transaction
def importer(
    ctx: Contexte, *, fichier: Path, zone: str = "", annuler: bool | None = None, vues: Collection[int] | None = None
) -> CalendrierImporte:
    """Add the periods of a file, all or none; those already there are left alone.

    Args:
        ctx: surroundings.
        fichier: the town's own table, or the ministry's calendar, of which years past are left out.
        zone: which one of the ministry's, « Corse »; "" for the town's.
        annuler: what becomes of the bookings of those days; None: be told first.
        vues: numbers of the bookings shown before the answer.

    Raises:
        CalendrierIllisible: every wrong line, named; ZoneADire: the file has several zones, the town none of them.
        ReservationsTouchees: those of the whole file.
    """
    ctx.exiger(Droit.GERER_ACTIVITES)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        activites: dict[str, int] = dict(s.lignes("SELECT code, id FROM activite ORDER BY ordre, code"))
        lue = lire_fichier(
            fichier,
            activites=activites,
            verifier=partial(fermetures.verifier, connus=catalogue.sites(s)),
            zone=zone or acte.commune.zone,
            depuis=bornes_annee(annee_scolaire(acte.jour))[0],
        )
        connues = [
            Periode(NaturePeriode(nature), du, au, libelle, site, activite_id)
            for nature, du, au, libelle, site, activite_id in s.lignes(_CONNUES)
        ]
        neuves = [p for p in lue.periodes if not any(deja_dite(p, c, publiee=lue.publiee) for c in connues)]
        tous = {t.reservation_id: t for p in neuves for t in fermetures.touches(s, p)}
        fermetures.demander(list(tous.values()), annuler=annuler, vues=vues)
        for periode in neuves:
            fermetures.poser(s, acte, periode, annuler=bool(annuler), source=fichier.name)
        actes.tracer(s, acte, TypeActe.CALENDRIER_IMPORTER, objet="", periodes=len(neuves))
        return CalendrierImporte(len(neuves), lue.sans_fin)
