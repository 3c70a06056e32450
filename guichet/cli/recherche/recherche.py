"""`guichet chercher`: the one box of the counter, for a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.options import LIT, commande
from guichet.cli.cadre.sortie import ColonneSortie

if TYPE_CHECKING:
    from guichet.fiches.recherche.resultats import LigneFamille

TEXTE = Annotated[
    list[str], typer.Argument(metavar="TEXTE", help="Ce que dit le parent : nom, code, téléphone, courriel, école…")
]
LIMITE = Annotated[str, typer.Option(metavar="N", help="Nombre de familles au plus.")]

_COLONNES = (
    ColonneSortie("code_famille", "Code", fixe=True),
    ColonneSortie("famille", "Famille"),
    ColonneSortie("enfants", "Enfants"),
    ColonneSortie("ville", "Ville"),
    ColonneSortie("telephone", "Téléphone", fixe=True),
    ColonneSortie("alertes", "Alertes"),
)


@commande(application, "chercher", "Chercher une famille par tout ce qu’elle peut dire.", sorte=LIT, panneau=GUICHET)
def chercher(appel: Appel, texte: TEXTE, limite: LIMITE = "50") -> None:
    """Search; near misses are proposed on stderr, never mixed with what was found."""
    from guichet.cli.cadre.saisie import entier
    from guichet.services.recherche import boite

    combien = entier(limite, option="--limite", au_moins=1)
    ctx = appel.contexte()
    demande = " ".join(texte)
    trouve = boite.chercher(ctx, demande, limite=combien)
    appel.lister(
        _COLONNES, [_ligne(appel, ligne) for ligne in trouve.lignes], vide=trouve.message or "Aucune famille trouvée."
    )
    if trouve.lignes and trouve.message:
        appel.avertir(trouve.message)
    if trouve.tronque:
        appel.avertir(f"Il y en a d’autres : les {combien} premières sont montrées.")
    if not trouve.lignes and (proches := boite.proches(ctx, demande)):
        noms = " ; ".join(f"{_ligne(appel, p)['code_famille']} {p.famille}" for p in proches)
        appel.avertir(f"Vouliez-vous dire : {noms}")


def _ligne(appel: Appel, ligne: LigneFamille) -> dict[str, Any]:
    from guichet.formats import telephone
    from guichet.regles.socle.code_famille import affiche

    return {
        "code_famille": affiche(ligne.code),
        "famille": ligne.famille,
        "enfants": ligne.enfants,
        "ville": ligne.ville,
        "telephone": ligne.telephone if appel.format == "json" else telephone(ligne.telephone),
        "alertes": ligne.alertes,
    }
