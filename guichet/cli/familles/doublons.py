"""`guichet famille doublons`, `distinguer`: files that may be one family, and those that are not."""

from __future__ import annotations

from typing import Annotated

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import CODE, ECRIT, commande
from guichet.cli.cadre.progres import progression
from guichet.cli.cadre.sortie import ColonneSortie
from guichet.cli.familles.famille import famille


@commande(famille, "doublons", "Lister les dossiers qui sont peut-être une même famille, les plus sûrs d’abord.")
def doublons(appel: Appel) -> None:
    """List likely doubles; the two codes are what `fusionner` takes."""
    from guichet.regles.socle.code_famille import affiche
    from guichet.services.familles import doublons as service

    ctx = appel.contexte()
    with progression("Comparaison des dossiers", plain=appel.plain) as avancer:
        trouvees = service.lister(ctx, avancer=avancer)
    appel.lister(
        (
            ColonneSortie("code", "Code", fixe=True),
            ColonneSortie("personne", "Personne"),
            ColonneSortie("autre_code", "Autre", fixe=True),
            ColonneSortie("autre_personne", "Personne"),
            ColonneSortie("raisons", "Pourquoi", prose=True),
        ),
        [
            {
                "code": affiche(p.code),
                "personne": p.personne,
                "autre_code": affiche(p.autre_code),
                "autre_personne": p.autre_personne,
                "raisons": ", ".join(p.raisons),
            }
            for p in trouvees
        ],
        vide="Aucun dossier ne ressemble à un autre.",
    )


@commande(famille, "distinguer", "Dire que deux dossiers ne sont pas la même famille.", sorte=ECRIT)
def distinguer(
    appel: Appel, code: CODE, autre: Annotated[str, typer.Argument(metavar="AUTRE", help="Code de l’autre dossier.")]
) -> None:
    """They are not proposed again."""
    from guichet.services.familles import doublons as service

    ctx = appel.contexte()
    une, la = appel.famille_id(ctx, code), appel.famille_id(ctx, autre)
    service.distinguer(ctx, famille_id=une, autre_id=la)
    appel.resultat("Ce ne sont pas les mêmes : ces dossiers ne seront plus proposés.", {"code": code, "autre": autre})
