"""`guichet famille retirer`, `rattacher`, `pai`: acts on one person of a household."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import CODE, ECRIT, ECRIT_LE, commande
from guichet.cli.cadre.sortie import Bloc, affichee
from guichet.cli.familles import membres
from guichet.cli.familles.famille import famille
from guichet.cli.garde import garde_alternee
from guichet.cli.reservations import touchees
from guichet.cli.reservations.touchees import ANNULER, GARDER


@commande(famille, "retirer", "Retirer quelqu’un d’un foyer, à la date de --le (aujourd’hui sinon).", sorte=ECRIT_LE)
def retirer(appel: Appel, code: CODE, membre: membres.MEMBRE, annuler: ANNULER = False, garder: GARDER = False) -> None:
    """Let somebody go; what a child has booked is named first."""
    from guichet.services import familles
    from guichet.services.dossier import dossiers

    sort = touchees.sort(annuler=annuler, garder=garder)
    ctx = appel.contexte()
    qui = membres.trouver(dossiers.lire(ctx, code), membre)
    le = appel.jour() or ctx.aujourdhui()
    with touchees.dites(appel):
        familles.retirer_membre(
            ctx, lien_id=qui.lien_id, le=le, futures=None if sort is None else "annuler" if sort else "garder"
        )
    appel.resultat(
        f"{qui.prenom} {qui.nom} ne fait plus partie du foyer depuis le {affichee(le)}.",
        {"lien_id": qui.lien_id, "le": le},
    )


@commande(famille, "rattacher", "Rattacher un enfant à un second foyer (garde alternée).", sorte=ECRIT)
def rattacher(
    appel: Appel,
    code: CODE,
    membre: membres.MEMBRE,
    foyer: Annotated[str, typer.Option(metavar="CODE", help="Code de l’autre foyer.")],
    rythme: garde_alternee.RYTHME,
    ancre: garde_alternee.ANCRE,
    vacances: garde_alternee.VACANCES = "",
    annee: garde_alternee.ANNEE = "",
    sans_alterner: garde_alternee.FIXE = False,
    payeur: garde_alternee.PAYEUR = "",
) -> None:
    """Share a child between two homes."""
    from guichet.services import familles
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    qui = membres.trouver(lu, membre)
    lien = familles.rattacher_enfant(
        ctx,
        lien_id=qui.lien_id,
        autre_code=foyer,
        rythme=rythme,
        ancre=ancre,
        vacances=garde_alternee.part_vacances(vacances, annee, ctx, fixe=sans_alterner) if vacances else None,
        payeurs={membres.trouver(lu, payeur).personne_id} if payeur else None,
    )
    appel.resultat(f"{qui.prenom} {qui.nom} est aussi dans le foyer {foyer}.", {"lien_id": lien, "foyer": foyer})


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
