"""`guichet activites`: what the town offers, its groups, units, rules and days; opened for a year, corrected by day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import demandes, saisie, touchees
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import JOURNEE, application
from guichet.cli.cadre.demandes import ANNEE, CODE_ACTIVITE, DATE
from guichet.cli.cadre.options import ECRIT, commande, groupe
from guichet.cli.cadre.sortie import Bloc, ColonneSortie, affichee
from guichet.cli.cadre.touchees import ANNULER, GARDER
from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from datetime import date

    from guichet.contexte import Contexte
    from guichet.fiches.offre.activites import FicheActivite, FicheGroupe, FicheUnite

activites = groupe("Les activités : lister, montrer, ouvrir une année, corriger un jour, régler.", defaut="lister")
application.add_typer(activites, name="activites", rich_help_panel=JOURNEE)

GROUPE = Annotated[str, typer.Option("--groupe", metavar="GROUPE", help="Groupe : son code ou son nom.")]
UNITE = Annotated[
    str, typer.Option(metavar="UNITÉ", help="Partie de la journée : code, lettre ou nom (la seule si rien n’est dit).")
]
PLACES = Annotated[str, typer.Option(metavar="N", help="Nombre de places ce jour-là, ou « illimite ».")]
FERMER = Annotated[str, typer.Option(metavar="MOTIF", help="Fermer ce jour-là, pour ce motif.")]
ILLIMITE = "illimite"


@commande(activites, "lister", "Lister les activités de la commune.")
def lister(appel: Appel) -> None:
    """List the activities."""
    from guichet.services.offre import activites as service

    appel.lister(
        (
            ColonneSortie("code", "Code", fixe=True),
            ColonneSortie("nom", "Nom"),
            ColonneSortie("sigle", "Sigle"),
            ColonneSortie("genre", "Genre"),
        ),
        [{"code": a.code, "nom": a.nom, "sigle": a.sigle, "genre": a.genre} for a in service.lister(appel.contexte())],
        vide="La commune n’a pas d’activité : chargez son règlement par « guichet reglement charger FICHIER ».",
    )


@commande(activites, "montrer", "Montrer une activité : ses groupes, ses unités, ses règles.")
def montrer(appel: Appel, activite: CODE_ACTIVITE) -> None:
    """Show one activity; its rules are the version in force and those that follow or came before."""
    from guichet.services.offre import activites as service

    fiche = service.montrer(appel.contexte(), activite)
    donnees = {
        "code": fiche.code,
        "nom": fiche.nom,
        "sigle": fiche.sigle,
        "genre": fiche.genre,
        "groupes": fiche.groupes,
        "unites": [_unite(u) for u in fiche.unites],
        "regles": [{"du": du, "reference": r, "contenu": json.loads(contenu)} for du, contenu, r in fiche.regles],
    }
    appel.montrer(donnees, lambda: _blocs(fiche))


@commande(activites, "generer", "Ouvrir les jours d’une année scolaire ; un jour corrigé à la main reste.", sorte=ECRIT)
def generer(appel: Appel, annee: ANNEE = "") -> None:
    """Open a year's days, from the week of each activity and the calendar."""
    from guichet.formats import pluriel
    from guichet.regles.offre.annee import libelle_annee
    from guichet.services.offre import activites as service

    ctx = appel.contexte()
    debut = demandes.annee(annee, ctx.aujourdhui())
    nombre = service.generer_ouvertures(ctx, annee=debut)
    appel.resultat(
        f"Année {libelle_annee(debut)} : {pluriel(nombre, 'ouverture ajoutée', 'ouvertures ajoutées')}.",
        {"annee": debut, "ouvertures": nombre},
    )


@commande(activites, "importer", "Reprendre du règlement les activités qui manquent, et les ouvrir.", sorte=ECRIT)
def importer(appel: Appel, annee: ANNEE = "") -> None:
    """Write the activities the règlement describes and the base lacks."""
    from guichet.services.offre import activites as service

    ctx = appel.contexte()
    debut = demandes.annee(annee, ctx.aujourdhui())
    creees = service.completer(ctx, annee=debut)
    dites = ", ".join(creees)
    phrase = f"Activités ajoutées : {dites}." if creees else "Toutes les activités du règlement sont déjà là."
    if not ctx.commune.activites:
        phrase = "Le règlement n’a pas d’activité : chargez-en un par « guichet reglement charger FICHIER »."
    appel.resultat(phrase, {"annee": debut, "activites": creees})


@commande(activites, "corriger", "Corriger un jour d’un groupe : ses places, ou fermé.", sorte=ECRIT)
def corriger(
    appel: Appel,
    activite: CODE_ACTIVITE,
    date: DATE,
    quel: GROUPE = "",
    unite: UNITE = "",
    places: PLACES = "",
    fermer: FERMER = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """Set one day of one unit right; who is booked on a day that closes is named first."""
    from guichet.formats import pluriel
    from guichet.services.offre import activites as service

    if bool(places) == bool(fermer):
        raise UsageIncorrect("Dites --places N ou --fermer MOTIF : l’un des deux.")
    jour = appel.lire_jour(date, champ="date")
    sort = touchees.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    fiche = service.montrer(ctx, activite)
    g = demandes.seul(fiche.groupes, quel, lambda g: (g.code, g.nom), option="--groupe")
    u = demandes.seul(fiche.unites, unite, lambda u: (u.code, u.lettre, u.nom), option="--unite")
    capacite = _capacite(places) if places else _actuelle(ctx, fiche, g, u, jour)
    with touchees.dites(appel):
        faite = service.corriger_ouverture(
            ctx,
            groupe_id=g.groupe_id,
            unite_id=u.unite_id,
            jour=jour,
            capacite=capacite,
            fermee=bool(fermer),
            motif=fermer,
            annuler=sort,
        )
    dit = f"fermé, {fermer}" if fermer else "places illimitées" if capacite is None else pluriel(capacite, "place")
    if faite.fermee and not fermer:
        dit += f", fermé ({faite.motif})"
    suite = f" {pluriel(faite.annulees, 'réservation annulée', 'réservations annulées')}." if faite.annulees else ""
    if faite.propositions:
        suite += f" {pluriel(faite.propositions, 'place proposée', 'places proposées')} à qui attend (à traiter)."
    appel.resultat(
        f"{fiche.nom}, {g.nom}, {u.nom}, le {affichee(jour)} : {dit}.{suite}",
        {
            "jour": jour,
            "groupe": g.code,
            "unite": u.code,
            "capacite": faite.capacite,
            "prises": faite.prises,
            "restantes": faite.restantes,
            "fermee": faite.fermee,
            "annulees": faite.annulees,
            "propositions": faite.propositions,
        },
    )


@commande(activites, "regler", "Changer les règles d’une activité à partir d’un jour à venir.", sorte=ECRIT)
def regler(
    appel: Appel,
    activite: CODE_ACTIVITE,
    reglages: Annotated[
        list[str],
        typer.Argument(metavar="CHAMP=VALEUR", help="Règles à changer, par exemple annulation=J-8."),
    ],
    du: Annotated[str, typer.Option(metavar="DATE", help="Premier jour où ces règles valent.")],
    reference: Annotated[str, typer.Option(metavar="TEXTE", help="Article ou délibération d’où elles viennent.")] = "",
) -> None:
    """Write a new version of the rules; the former ones still explain what came before."""
    from guichet.regles.offre.regles_activite import ReglesActivite, lire_reglages
    from guichet.services.offre import activites as service

    lus = lire_reglages(saisie.champs(reglages, permis=dict.fromkeys(ReglesActivite.__dataclass_fields__, "")))
    jour = appel.lire_jour(du, champ="du")
    service.changer_regles(appel.contexte(), code=activite, du=jour, reglages=lus, reference=reference)
    appel.resultat(
        f"Règles de « {activite} » changées à partir du {affichee(jour)}.",
        {"activite": activite, "du": jour, "reglages": lus},
    )


def _capacite(texte: str) -> int | None:
    return None if texte.strip().casefold() == ILLIMITE else saisie.entier(texte, option="--places")


def _actuelle(ctx: Contexte, fiche: FicheActivite, g: FicheGroupe, u: FicheUnite, jour: date) -> int | None:
    """Places of that day as they stand: a day closed today must open again with the same ones."""
    from guichet.services import reservations

    nom = fiche.nom if len(fiche.unites) == 1 else f"{fiche.nom}, {u.nom.lower()}"
    lignes = reservations.places_du_jour(ctx, fiche.code, jour)
    return next((x.capacite for x in lignes if (x.groupe, x.site, x.unite) == (g.nom, g.site, nom)), 0)


def _unite(u: FicheUnite) -> dict[str, Any]:
    de, a = _heures(u)
    return {"code": u.code, "nom": u.nom, "lettre": u.lettre, "de": de, "a": a}


def _heures(u: FicheUnite) -> tuple[str, str]:
    from guichet.formats.jours import heure_du_jour

    return heure_du_jour(u.debut_minute), heure_du_jour(u.fin_minute)


def _blocs(fiche: FicheActivite) -> list[Bloc]:
    return [
        Bloc("", paires=[("Activité", fiche.nom), ("Code", fiche.code), ("Genre", fiche.genre)]),
        Bloc(
            "Unités",
            colonnes=("Code", "Lettre", "Nom", "De", "À"),
            rangees=[(u.code, u.lettre, u.nom, *_heures(u)) for u in fiche.unites],
        ),
        Bloc(
            "Groupes",
            colonnes=("Code", "Nom", "Site", "Pour", "Session"),
            rangees=[
                (
                    g.code,
                    g.nom,
                    g.site if g.site != g.nom[:40] else "",
                    g.classes.replace(",", " ") or f"{g.age_min_mois // 12} à {g.age_max_mois // 12} ans",
                    f"{affichee(g.session_du)} au {affichee(g.session_au)}" if g.session_du else "",
                )
                for g in fiche.groupes
            ],
        ),
        *(
            Bloc(
                f"Règles depuis le {affichee(du)}" + (f" ({reference})" if reference else ""),
                paires=[(champ, _reglage(valeur)) for champ, valeur in json.loads(contenu).items() if _dit(valeur)],
            )
            for du, contenu, reference in fiche.regles
        ),
    ]


def _dit(valeur: Any) -> bool:
    return valeur not in (None, "", [], False)


def _reglage(valeur: Any) -> str:
    if isinstance(valeur, list):
        return ", ".join(" → ".join(v) if isinstance(v, list) else str(v) for v in valeur)
    return affichee(valeur)
