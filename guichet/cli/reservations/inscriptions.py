"""`guichet inscrire`, `inscriptions`, `desinscrire`, `pieces`: the right to attend; booking its days comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import demandes, saisie, touchees
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.demandes import ACTIVITE, ENFANT
from guichet.cli.cadre.options import CODE, ECRIT, ECRIT_LE, commande
from guichet.cli.cadre.options import groupe as groupe_de_commandes
from guichet.cli.cadre.sortie import Bloc, ColonneSortie, affichee
from guichet.cli.cadre.touchees import ANNULER, GARDER

if TYPE_CHECKING:
    from guichet.fiches.offre.activites import FicheInscription

DU = Annotated[str, typer.Option(metavar="DATE", help="Premier jour (aujourd’hui si rien n’est dit).")]
AU = Annotated[str, typer.Option(metavar="DATE", help="Dernier jour (la fin de l’année scolaire si rien n’est dit).")]
PIECES = Annotated[
    str,
    typer.Option(
        metavar="P1,P2…",
        help="Pièces exigées et vues : leurs noms, « toutes » (si rien n’est dit), « aucune ».",
    ),
]
VUES = Annotated[str, typer.Option("--pieces", metavar="P1,P2…", help="Pièces vues : leurs noms, ou « toutes ».")]
NUMERO = Annotated[
    str, typer.Argument(metavar="N°", help="Numéro de l’inscription, celui de « guichet inscriptions ».")
]
GROUPE = Annotated[str, typer.Option(metavar="GROUPE", help="Groupe ; celui de l’âge et de l’école si rien n’est dit.")]

pieces = groupe_de_commandes("Les pièces exigées pour une inscription.")
application.add_typer(pieces, name="pieces", rich_help_panel=GUICHET)

LIBELLES = {
    "demandee": "demandée",
    "en_attente": "en attente",
    "active": "active",
    "terminee": "terminée",
    "refusee": "refusée",
}


@commande(application, "inscrire", "Inscrire un enfant à une activité.", sorte=ECRIT, panneau=GUICHET)
def inscrire(
    appel: Appel,
    code: CODE,
    activite: ACTIVITE,
    enfant: ENFANT = "",
    du: DU = "",
    au: AU = "",
    groupe: GROUPE = "",
    pieces: PIECES = "",
) -> None:
    """Register; where no day is left, or a document is missing, the registration says so."""
    from guichet.regles.offre.annee import annee_scolaire, bornes_annee
    from guichet.services.dossier import dossiers
    from guichet.services.offre import activites
    from guichet.services.reservations import inscriptions as service

    ctx = appel.contexte()
    debut = appel.lire_jour(du, champ="du") if du else ctx.aujourdhui()
    fin = appel.lire_jour(au, champ="au") if au else bornes_annee(annee_scolaire(debut))[1]
    lu = dossiers.lire(ctx, code)
    qui = demandes.enfant(lu.enfants, enfant)
    fiche = activites.montrer(ctx, activite)
    voulu = demandes.seul(fiche.groupes, groupe, lambda g: (g.code, g.nom), option="--groupe") if groupe else None
    faites = service.inscrire(
        ctx,
        personne_id=qui.personne_id,
        famille_id=lu.famille.famille_id,
        activite_id=fiche.activite_id,
        du=debut,
        au=fin,
        groupe_id=voulu.groupe_id if voulu else None,
        pieces=(pieces,) if pieces else None,
    )
    attend = " L’inscription attend une place." if any(f.etat == "en_attente" for f in faites) else ""
    appel.resultat(
        f"{qui.prenom} : {fiche.nom}.{attend}{_incomplete(faites[0])}",
        {"inscriptions": faites},
        Bloc(
            "",
            colonnes=("N°", "Groupe", "Du", "Au", "État"),
            rangees=[
                (
                    str(f.inscription_id),
                    f.groupe,
                    affichee(f.du),
                    affichee(f.au),
                    "incomplète" if f.manquantes else LIBELLES[f.etat],
                )
                for f in faites
            ],
        ),
    )


TITRES = (
    ("numero", "N°"), ("enfant", "Enfant"), ("activite", "Activité"), ("groupe", "Groupe"), ("du", "Du"), ("au", "Au"),
    ("etat", "État"), ("manquantes", "Pièces manquantes"),
)  # fmt: skip


@commande(application, "inscriptions", "Lister les inscriptions d’un foyer, la plus récente d’abord.", panneau=GUICHET)
def inscriptions(appel: Appel, code: CODE) -> None:
    """List the registrations, with the number that ends each."""
    from guichet.formats.mots import ordinal
    from guichet.services.reservations import inscriptions as service

    ctx = appel.contexte()
    brut = appel.format == "json"
    lignes = [
        {
            "numero": f.inscription_id,
            "enfant": f.enfant,
            "activite": f.activite,
            "groupe": f.groupe,
            "du": f.du,
            "au": f.au,
            "etat": f.etat if brut else LIBELLES[f.etat] + (f" ({ordinal(f.rang)})" if f.rang else ""),
            "manquantes": f.manquantes if brut else ", ".join(f.manquantes),
        }
        for f in service.lister(ctx, appel.famille_id(ctx, code))
    ]
    if appel.format == "table" and lignes:
        appel.montrer({}, lambda: _par_enfant(lignes))
        return
    # Not « nobody is registered »: a shared child may be so by the other household, which is not said here.
    appel.lister([ColonneSortie(*titre) for titre in TITRES], lignes, vide="Ce foyer n’a fait aucune inscription.")


def _par_enfant(lignes: Sequence[Mapping[str, Any]]) -> list[Bloc]:
    """One table a child; what is missing has a column only where something is."""
    dits = [(cle, titre) for cle, titre in TITRES if cle != "enfant" and any(x[cle] != "" for x in lignes)]
    return [
        Bloc(
            enfant,
            colonnes=[titre for _, titre in dits],
            rangees=[[affichee(x[cle]) for cle, _ in dits] for x in lignes if x["enfant"] == enfant],
        )
        for enfant in dict.fromkeys(x["enfant"] for x in lignes)
    ]


@commande(
    application,
    "desinscrire",
    "Terminer une inscription ; ce qui est réservé après est nommé d’abord.",
    sorte=ECRIT_LE,
    panneau=GUICHET,
)
def desinscrire(
    appel: Appel,
    numero: NUMERO,
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """End a registration; `--le` is its last day, today when nothing was said."""
    from guichet.services.reservations import inscriptions as service

    inscription_id = saisie.entier(numero, option="N°", au_moins=1)
    sort = touchees.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    with touchees.dites(appel):
        fiche = service.terminer(
            ctx,
            inscription_id=inscription_id,
            le=appel.jour() or ctx.aujourdhui(),
            futures=None if sort is None else "annuler" if sort else "garder",
        )
    appel.resultat(
        f"{fiche.enfant} : {fiche.activite}, inscription jusqu’au {affichee(fiche.au)} ({LIBELLES[fiche.etat]}).",
        {"inscription": fiche},
    )


@commande(pieces, "constater", "Noter des pièces vues depuis ; la dernière donne son rang à la demande.", sorte=ECRIT)
def constater(appel: Appel, numero: NUMERO, vues: VUES = "") -> None:
    """Complete a registration; what it asked for is then booked, or takes its rank."""
    from guichet.services.reservations import inscriptions as service

    inscription_id = saisie.entier(numero, option="N°", au_moins=1)
    fiche = service.constater_pieces(appel.contexte(), inscription_id=inscription_id, pieces=(vues or "toutes",))
    suite = _incomplete(fiche) or " L’inscription est complète."
    appel.resultat(f"{fiche.enfant} : {fiche.activite}.{suite}", {"inscription": fiche})


def _incomplete(fiche: FicheInscription) -> str:
    """What is missing, and what that means in this town."""
    if not fiche.manquantes:
        return ""
    effet = " : ses demandes n’ont ni place ni rang avant" if fiche.sans_rang else ""
    return f" Il manque {', '.join(fiche.manquantes)}{effet}."
