"""`guichet declarer-restauration`: what `pg_restore` did, said to the journal and to its witnesses."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import ENTRETIEN, application
from guichet.cli.cadre.options import commande
from guichet.cli.cadre.sortie import Bloc
from guichet.cli.socle.actes_perdus import manque

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.fiches.socle.restauration import RestaurationDeclaree


@commande(
    application,
    "declarer-restauration",
    "Déclarer qu’une base sur un serveur a été remise par pg_restore.",
    panneau=ENTRETIEN,
)
def declarer_restauration(
    appel: Appel,
    essai: Annotated[bool, typer.Option("--essai", help="Dire ce qui serait déclaré, sans rien écrire.")] = False,
    ancienne: Annotated[
        str,
        typer.Option(metavar="URL", help="L’ancienne base, gardée sous un autre nom : ses actes perdus sont listés."),
    ] = "",
) -> None:
    """Declare it, or say what would be."""
    from guichet.base.adresse import lire_adresse
    from guichet.services.socle import declaration, verification

    ctx = appel.contexte()
    # First: a wrong address is refused before anything is written.
    actes = declaration.manquants(ctx, lire_adresse(ancienne)) if ancienne else ()
    service = declaration.prevoir if essai else declaration.declarer
    faite = service(ctx, verification.verifier_base)
    dite = {champ.name: getattr(faite, champ.name) for champ in fields(faite)}
    blocs = [Bloc("", paires=[("Lignes perdues", _plages(faite.lignes))]), *manque(actes)]
    appel.resultat(_phrase(faite), {"essai": essai, "restauration": dite, "actes": actes}, *blocs, essai=essai)
    if faite.temoin_en_attente:
        appel.avertir(f"{faite.temoin_en_attente} Il l’apprendra à la prochaine ouverture de Guichet.")


def _phrase(faite: RestaurationDeclaree) -> str:
    from guichet.formats import pluriel

    combien = pluriel(faite.manquent, "acte fait depuis manque", "actes faits depuis manquent")
    au_plus = "" if faite.exacte else " au plus"
    return (
        f"Restauration déclarée : {faite.base} est celle d’une sauvegarde, son journal est l’ancien jusqu’à la ligne "
        f"{faite.commun}. {combien}{au_plus}, à ressaisir. « guichet verifier » le rappellera toujours."
    )


def _plages(lignes: Sequence[int]) -> str:
    """« 1205 à 1243, 1250 » of the numbers that a witness saw."""
    plages: list[list[int]] = []
    for ligne in lignes:
        if plages and ligne == plages[-1][-1] + 1:
            plages[-1][1:] = [ligne]
        else:
            plages.append([ligne])
    return ", ".join(" à ".join(map(str, plage)) for plage in plages)
