"""`guichet famille retirer`, `pai`: acts on one person of a household."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from guichet.cli.cadre import repose, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import CODE, ECRIT, ECRIT_LE, commande
from guichet.cli.cadre.repose import ANNULER, CONFIRMER, GARDER
from guichet.cli.cadre.sortie import Bloc, affichee
from guichet.cli.familles import membres
from guichet.cli.familles.famille import famille
from guichet.formats.mots import de

MOTIF = Annotated[
    str,
    typer.Option(metavar="MOTIF", help="Pourquoi : separation, demenagement, deces, majorite, erreur ou autre."),
]
PAYEUR = Annotated[str, typer.Option(metavar="NOM|LIEN", help="Qui paie désormais, si c’est le payeur qui part.")]


@commande(famille, "retirer", "Retirer quelqu’un d’un foyer, à la date de --le (aujourd’hui sinon).", sorte=ECRIT_LE)
def retirer(
    appel: Appel,
    code: CODE,
    membre: membres.MEMBRE,
    annuler: ANNULER = False,
    garder: GARDER = False,
    confirmer: CONFIRMER = False,
    motif: MOTIF = "",
    payeur: PAYEUR = "",
) -> None:
    """Let somebody go; what a child has booked, what an adult was given, is named first."""
    from guichet.regles.socle.domaine import LIBELLES, MotifDepart
    from guichet.services import familles
    from guichet.services.dossier import dossiers

    choisi = repose.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    qui = membres.trouver(lu, membre)
    le = appel.jour() or ctx.aujourdhui()
    pourquoi = saisie.choix(motif, MotifDepart, option="--motif", libelles=LIBELLES) if motif else None
    suites = repose.ecrire(
        appel,
        ctx,
        familles.retirer_membre,
        confirmer=confirmer,
        choisi=choisi,
        lien_id=qui.lien_id,
        le=le,
        motif=pourquoi,
        payeur=membres.trouver(lu, payeur).personne_id if payeur else None,
    )
    dit = f"{qui.prenom} {qui.nom} ne fait plus partie du foyer depuis le {affichee(le)}."
    if le > ctx.aujourdhui():
        dit = f"{qui.prenom} {qui.nom} quittera le foyer le {affichee(le)}."
    if pourquoi is MotifDepart.DECES:
        dit = f"Décès {de(qui.prenom)} {qui.nom} enregistré, au {affichee(le)}."
    appel.resultat(
        dit,
        {"lien_id": qui.lien_id, "le": le, "suites": suites},
    )


@commande(famille, "pai", "Montrer le détail du PAI d’un enfant, ou l’écrire ; chaque lecture est notée.", sorte=ECRIT)
def pai(
    appel: Appel,
    code: CODE,
    membre: membres.MEMBRE,
    sur_stdin: Annotated[
        bool, typer.Option("--detail-stdin", help="Lire le nouveau détail sur l’entrée ; vide, il est effacé.")
    ] = False,
) -> None:
    """Show or write what is kept apart (rule 31): health data never stands on a command line."""
    from guichet.services import familles
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    qui = membres.trouver(dossiers.lire(ctx, code), membre)
    if sur_stdin:
        detail = sys.stdin.read().strip()
        familles.modifier_pai(ctx, lien_id=qui.lien_id, detail=detail)
        appel.resultat("Détail du PAI enregistré." if detail else "Détail du PAI effacé.", {"lien_id": qui.lien_id})
        return
    detail = familles.voir_pai(ctx, lien_id=qui.lien_id)
    donnees = {"lien_id": qui.lien_id, "pai": qui.pai, "pai_detail": detail}
    appel.montrer(donnees, lambda: [Bloc("", paires=[("PAI", detail or "aucun détail")])])
