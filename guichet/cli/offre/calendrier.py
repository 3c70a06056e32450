"""`guichet calendrier`: holidays, bank holidays, bridge days, closures; who is booked is told before a day closes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import demandes, saisie, touchees
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import JOURNEE, application
from guichet.cli.cadre.demandes import ANNEE
from guichet.cli.cadre.options import ECRIT, commande, groupe
from guichet.cli.cadre.sortie import ColonneSortie, affichee
from guichet.cli.cadre.touchees import ANNULER, GARDER

if TYPE_CHECKING:
    from datetime import date

    from guichet.contexte import Contexte

calendrier = groupe(
    "Le calendrier : vacances, jours fériés, ponts, fermetures ; le montrer, le corriger, fermer.", defaut="montrer"
)
application.add_typer(calendrier, name="calendrier", rich_help_panel=JOURNEE)

DU = Annotated[str, typer.Option(metavar="DATE", help="Premier jour.")]
AU = Annotated[str, typer.Option(metavar="DATE", help="Dernier jour, compris (le premier si rien n’est dit).")]
SITE = Annotated[str, typer.Option(metavar="SITE", help="Seul site concerné (tous si rien n’est dit).")]
SEULE = Annotated[
    str, typer.Option("--activite", metavar="ACTIVITÉ", help="Seule activité concernée (toutes si rien n’est dit).")
]
NATURE = Annotated[str, typer.Option(metavar="NATURE", help="vacances, pont ou fermeture.")]


@commande(calendrier, "montrer", "Montrer l’année scolaire : vacances, fériés, ponts, fermetures.")
def montrer(appel: Appel, annee: ANNEE = "") -> None:
    """List the days that are not ordinary ones, with the number that removes each period."""
    from guichet.services.offre import calendrier as service

    ctx = appel.contexte()
    debut = demandes.annee(annee, ctx.aujourdhui())
    lignes: list[dict[str, Any]] = [
        {
            "numero": p.periode_id,
            "nature": p.nature,
            "du": p.du,
            "au": p.au,
            "libelle": p.libelle,
            "site": p.site,
            "activite": p.activite,
            "source": p.source,
        }
        for p in service.periodes(ctx, debut)
    ]
    vides = dict.fromkeys(("site", "activite", "source"), "")
    lignes += [
        {"numero": None, "nature": "ferie", "du": jour, "au": jour, "libelle": nom, **vides}
        for jour, nom in service.lire(ctx, debut).feries.items()
    ]
    colonnes: tuple[ColonneSortie, ...] = (
        ColonneSortie("numero", "N°", fixe=True),
        ColonneSortie("nature", "Nature", fixe=True),
        ColonneSortie("du", "Du", fixe=True),
        ColonneSortie("au", "Au", fixe=True),
        ColonneSortie("libelle", "Libellé"),
        ColonneSortie("site", "Site"),
        ColonneSortie("activite", "Activité"),
    )
    if appel.format == "table":
        lignes = [{**ligne, "nature": "férié" if ligne["nature"] == "ferie" else ligne["nature"]} for ligne in lignes]
    else:
        colonnes = (*colonnes, ColonneSortie("source", "Source"))
    lignes.sort(key=lambda ligne: ligne["du"])
    appel.lister(colonnes, lignes, vide="Le calendrier de cette année est vide.")


@commande(calendrier, "touches", "Qui est réservé sur des jours, avec le téléphone, avant de les fermer.")
def touches(appel: Appel, du: DU, au: AU = "", site: SITE = "", activite: SEULE = "", nature: NATURE = "") -> None:
    """List those a closure would touch; of holidays, those of school time only."""
    from guichet.regles.offre.calendrier import NaturePeriode
    from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
    from guichet.regles.socle.code_famille import affiche
    from guichet.services.offre import calendrier as service

    choisie = saisie.choix(nature, NaturePeriode, option="--nature") if nature else NaturePeriode.FERMETURE
    debut, fin = _periode(appel, du, au)
    ctx = appel.contexte()
    lues = service.touches(ctx, du=debut, au=fin, site=site, activite_id=_activite_id(ctx, activite), nature=choisie)
    brut = appel.format == "json"
    lignes = [
        {
            "reservation_id": t.reservation_id,
            "code_famille": affiche(t.code),
            "enfant": t.enfant,
            "jour": t.jour,
            "site": t.site,
            "activite": t.activite,
            "unite": t.unite,
            "telephone": t.telephone,
            "etat": t.etat if brut else LIBELLES_RESERVATION[EtatReservation(t.etat)],
        }
        for t in lues
    ]
    absentes = {"reservation_id", "site", "activite"} if appel.format == "table" else set()
    titres = (
        ("reservation_id", "N°"), ("code_famille", "Code"), ("enfant", "Enfant"), ("jour", "Jour"), ("site", "Site"),
        ("activite", "Activité"), ("unite", "Unité"), ("telephone", "Téléphone"), ("etat", "État"),
    )  # fmt: skip
    colonnes = [ColonneSortie(c, titre, fixe=c in {"code_famille", "jour"}) for c, titre in titres if c not in absentes]
    appel.lister(colonnes, lignes, vide="Personne n’est réservé.")


@commande(calendrier, "ajouter", "Ajouter des vacances, un pont ou une fermeture.", sorte=ECRIT)
def ajouter(
    appel: Appel,
    nature: NATURE,
    du: DU,
    libelle: Annotated[str, typer.Option(metavar="TEXTE", help="Nom : « vacances d’hiver », « pont de l’Ascension ».")],
    au: AU = "",
    site: SITE = "",
    activite: SEULE = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """Add a period; children booked are named first."""
    from guichet.regles.offre.calendrier import NaturePeriode
    from guichet.services.offre import calendrier as service

    choisie = saisie.choix(nature, NaturePeriode, option="--nature")
    debut, fin = _periode(appel, du, au)
    sort = touchees.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    with touchees.dites(appel):
        numero = service.ajouter_periode(
            ctx,
            nature=choisie,
            du=debut,
            au=fin,
            libelle=libelle,
            site=site,
            activite_id=_activite_id(ctx, activite),
            annuler=sort,
        )
    appel.resultat(f"Ajouté au calendrier : {libelle}, {_dites(debut, fin)}.", {"numero": numero})


@commande(calendrier, "fermer", "Fermer des jours : grève, travaux… ; qui est réservé est nommé d’abord.", sorte=ECRIT)
def fermer(
    appel: Appel,
    du: DU,
    motif: Annotated[str, typer.Option(metavar="MOTIF", help="Raison dite aux familles : « grève ».")],
    au: AU = "",
    site: SITE = "",
    activite: SEULE = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """Close days."""
    from guichet.formats import pluriel
    from guichet.services.offre import calendrier as service

    debut, fin = _periode(appel, du, au)
    sort = touchees.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    with touchees.dites(appel):
        annulees = service.fermer(
            ctx, du=debut, au=fin, motif=motif, site=site, activite_id=_activite_id(ctx, activite), annuler=sort
        )
    suite = f" {pluriel(annulees, 'réservation annulée', 'réservations annulées')}." if annulees else ""
    appel.resultat(f"Fermé {_dites(debut, fin)} : {motif}.{suite}", {"du": debut, "au": fin, "annulees": annulees})


@commande(calendrier, "retirer", "Retirer une période du calendrier ; ses jours rouvrent.", sorte=ECRIT)
def retirer(
    appel: Appel, numero: Annotated[str, typer.Argument(metavar="N°", help="Numéro de la période, celui de la liste.")]
) -> None:
    """Remove a period."""
    from guichet.formats import pluriel
    from guichet.services.offre import calendrier as service

    periode_id = saisie.entier(numero, option="N°", au_moins=1)
    rouvertes = service.retirer(appel.contexte(), periode_id=periode_id)
    suite = f" {pluriel(rouvertes, 'accueil rouvre', 'accueils rouvrent')}." if rouvertes else ""
    appel.resultat(f"Période {periode_id} retirée.{suite}", {"numero": periode_id, "rouvertes": rouvertes})


@commande(calendrier, "importer", "Ajouter un fichier : celui de la commune, ou celui du ministère.", sorte=ECRIT)
def importer(
    appel: Appel,
    fichier: Annotated[
        str,
        typer.Argument(metavar="F.csv", help="nature;du;au;libelle;site;activite, ou celui de data.education.gouv.fr."),
    ],
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="Zone à y lire, « Corse » (celle de la commune si rien n’est dit).")
    ] = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """Add a file's periods, all or none."""
    from guichet.formats import pluriel
    from guichet.services.offre import calendrier as service

    sort = touchees.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    with touchees.dites(appel):
        fait = service.importer(ctx, fichier=Path(fichier), zone=zone, annuler=sort)
    for libelle in fait.sans_fin:
        appel.avertir(f"La fin des {libelle} n’est pas encore publiée : ajoutez-les quand elle le sera.")
    faites = pluriel(fait.ajoutees, "période ajoutée", "périodes ajoutées") if fait.ajoutees else "Tout y était déjà"
    appel.resultat(f"{faites}.", {"periodes": fait.ajoutees, "sans_fin": fait.sans_fin})


def _periode(appel: Appel, du: str, au: str) -> tuple[date, date]:
    debut = appel.lire_jour(du, champ="du")
    return debut, appel.lire_jour(au, champ="au") if au else debut


def _dites(du: date, au: date) -> str:
    return f"le {affichee(du)}" if du == au else f"du {affichee(du)} au {affichee(au)}"


def _activite_id(ctx: Contexte, code: str) -> int | None:
    from guichet.services.offre import activites

    return activites.montrer(ctx, code).activite_id if code else None
