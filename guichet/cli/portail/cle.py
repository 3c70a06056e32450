"""`guichet cle`: the Clé Enfance of a responsable; the Clé itself is never an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import remise_identifiants, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.options import CODE, ECRIT, commande, groupe
from guichet.cli.cadre.remise_identifiants import BORDEREAU, CANAL, PIECE, POUR, SANS_AUTORITE
from guichet.cli.cadre.sortie import ColonneSortie
from guichet.formats.mots import de

if TYPE_CHECKING:
    from guichet.fiches.portail.comptes_portail import FicheCle

cle = groupe("La Clé Enfance : émettre, remettre, noter son usage, révoquer.")
application.add_typer(cle, name="cle", rich_help_panel=GUICHET)

CLE_STDIN = Annotated[bool, typer.Option("--cle-stdin", help="Lire la Clé sur l’entrée plutôt que la demander.")]


@commande(cle, "emettre", "Émettre une Clé Enfance ; la précédente ne vaut plus.", sorte=ECRIT)
def emettre(
    appel: Appel,
    code: CODE,
    pour: POUR = "",
    piece: PIECE = "",
    canal: CANAL = "guichet",
    bordereau: BORDEREAU = "",
    sans_autorite: SANS_AUTORITE = False,
) -> None:
    """Issue a Clé."""
    from guichet.services.portail import cles

    vue, par = remise_identifiants.piece_vue(piece), remise_identifiants.canal_voulu(canal)
    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    r = remise_identifiants.responsable(ctx, famille_id, pour)
    qui, connue = r.destinataire.personne_id, r.cle.emission if r.cle else 0
    remise_identifiants.remettre(
        appel,
        ctx,
        bordereau,
        lambda: cles.emettre(
            ctx,
            famille_id=famille_id,
            responsable_id=qui,
            piece=vue,
            canal=par,
            connue=connue,
            sans_autorite=sans_autorite,
        ),
        "Clé Enfance émise pour {qui}.",
    )


@commande(cle, "remettre", "Remettre en main propre une Clé Enfance déjà émise.", sorte=ECRIT)
def remettre(
    appel: Appel, code: CODE, pour: POUR = "", piece: PIECE = "", sans_autorite: SANS_AUTORITE = False
) -> None:
    """Hand over."""
    from guichet.services.portail import cles

    vue = remise_identifiants.piece_vue(piece)
    ctx = appel.contexte()
    connue = remise_identifiants.cle_de(ctx, appel.famille_id(ctx, code), pour)
    _dire(appel, cles.remettre(ctx, cle_id=connue.cle_id, piece=vue, sans_autorite=sans_autorite))


@commande(cle, "revoquer", "Révoquer une Clé Enfance perdue ou mal remise.", sorte=ECRIT)
def revoquer(appel: Appel, code: CODE, pour: POUR = "") -> None:
    """Void."""
    from guichet.services.portail import cles

    ctx = appel.contexte()
    connue = remise_identifiants.cle_de(ctx, appel.famille_id(ctx, code), pour)
    _dire(appel, cles.revoquer(ctx, cle_id=connue.cle_id))


@commande(cle, "utiliser", "Noter qu’une Clé Enfance a servi sur le portail.", sorte=ECRIT)
def utiliser(appel: Appel, sur_stdin: CLE_STDIN = False) -> None:
    """Note its use; the Clé tells whose it is."""
    from guichet.services.portail import cles

    ctx = appel.contexte()
    _dire(appel, cles.utiliser(ctx, saisie.secret("Clé Enfance", option="--cle-stdin", sur_stdin=sur_stdin)))


@commande(cle, "etat", "Montrer les Clés Enfance d’une famille.")
def etat(appel: Appel, code: CODE) -> None:
    """List the latest Clé of each responsable."""
    from guichet.regles.portail.etats_cle import LIBELLES_CLE
    from guichet.regles.socle.domaine import EtatCle
    from guichet.services.portail import cles

    ctx = appel.contexte()
    appel.lister(
        (
            ColonneSortie("personne", "Responsable"),
            ColonneSortie("etat", "État"),
            ColonneSortie("emise_le", "Émise le", fixe=True),
            ColonneSortie("expire_le", "Jusqu’au", fixe=True),
        ),
        [
            {
                "personne": c.personne,
                "etat": c.etat if appel.format == "json" else LIBELLES_CLE[EtatCle(c.etat)],
                "emise_le": c.emise_le,
                "expire_le": c.expire_le,
            }
            for c in cles.etat(ctx, appel.famille_id(ctx, code))
        ],
        vide="Aucune Clé Enfance n’a été émise pour cette famille.",
    )


@commande(cle, "expirer", "Marquer les Clés Enfance dont la date est passée.", sorte=ECRIT)
def expirer(appel: Appel) -> None:
    """Mark what is past its date."""
    from guichet.formats import pluriel
    from guichet.services.portail import cles

    nombre = cles.expirer(appel.contexte())
    appel.resultat(f"{pluriel(nombre, 'Clé Enfance expirée', 'Clés Enfance expirées')}.", {"expirees": nombre})


@commande(cle, "a-reemettre", "Lister les Clés Enfance que le remplacement de la clé de la base a révoquées.")
def a_reemettre(appel: Appel) -> None:
    """List who is to be given another."""
    from guichet.regles.socle.code_famille import affiche
    from guichet.services.portail import cles

    appel.lister(
        (ColonneSortie("code_famille", "Famille", fixe=True), ColonneSortie("personne", "Responsable")),
        [{"code_famille": affiche(c.code_famille), "personne": c.personne} for c in cles.a_reemettre(appel.contexte())],
        vide="Aucune Clé Enfance n’est à réémettre.",
    )


def _dire(appel: Appel, fiche: FicheCle) -> None:
    from guichet.regles.portail.etats_cle import LIBELLES_CLE
    from guichet.regles.socle.domaine import EtatCle

    appel.resultat(f"Clé Enfance {de(fiche.personne)} : {LIBELLES_CLE[EtatCle(fiche.etat)]}.", {"cle": fiche})
