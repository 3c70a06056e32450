"""`guichet identifiants`: the portal accounts of a family, from the first issue to the export for the portal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import remise_identifiants, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.options import CODE, ECRIT, ECRIT_LE, commande, groupe
from guichet.cli.cadre.remise_identifiants import BORDEREAU, CANAL, PIECE, POUR, SANS_AUTORITE
from guichet.formats.mots import de

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.portail.comptes_portail import FicheComptePortail

identifiants = groupe("Les identifiants du portail : émettre, réinitialiser, suivre, exporter.")
application.add_typer(identifiants, name="identifiants", rich_help_panel=GUICHET)

MODE = Annotated[str, typer.Option(metavar="courriel|parent|guichet", help="Comment le compte est créé.")]
VOULU = Annotated[str, typer.Option("--identifiant", metavar="IDENTIFIANT", help="Identifiant voulu sur le portail.")]
FRANCE_CONNECT = Annotated[
    bool | None,
    typer.Option("--france-connect/--sans-france-connect", help="Par où le parent se connecte, s’il l’a dit."),
]
AVEC_CLE = Annotated[bool, typer.Option("--avec-cle", help="Remettre aussi une Clé Enfance, sur le même bordereau.")]


@commande(identifiants, "emettre", "Émettre identifiant et mot de passe provisoire.", sorte=ECRIT)
def emettre(
    appel: Appel,
    code: CODE,
    pour: POUR = "",
    piece: PIECE = "",
    canal: CANAL = "guichet",
    mode: MODE = "",
    voulu: VOULU = "",
    avec_cle: AVEC_CLE = False,
    bordereau: BORDEREAU = "",
    sans_autorite: SANS_AUTORITE = False,
) -> None:
    """Issue identifiers, and the Clé with them when asked."""
    from guichet.regles.portail.compte_portail import LIBELLES_MODES, ModeComptePortail
    from guichet.services.portail import identifiants as service

    choisi = saisie.choix(mode, ModeComptePortail, option="--mode", libelles=LIBELLES_MODES) if mode else None
    vue, par = remise_identifiants.piece_vue(piece), remise_identifiants.canal_voulu(canal)
    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    qui = remise_identifiants.responsable(ctx, famille_id, pour).destinataire.personne_id
    acte = partial(service.remettre_tout, sans_autorite=sans_autorite) if avec_cle else service.emettre
    remise_identifiants.remettre(
        appel,
        ctx,
        bordereau,
        lambda: acte(
            ctx,
            famille_id=famille_id,
            personne_id=qui,
            piece=vue,
            canal=par,
            mode=choisi,
            identifiant=voulu or None,
        ),
        "Identifiants émis pour {qui}.",
    )


@commande(identifiants, "reinitialiser", "Donner un nouveau mot de passe provisoire.", sorte=ECRIT)
def reinitialiser(
    appel: Appel,
    code: CODE,
    pour: POUR = "",
    piece: PIECE = "",
    canal: CANAL = "guichet",
    bordereau: BORDEREAU = "",
) -> None:
    """Reset: the former password is void."""
    _nouveau_mot_de_passe(appel, code, pour, piece, canal, bordereau, retablir=False)


@commande(
    identifiants, "retablir", "Rétablir un compte suspendu, avec un nouveau mot de passe provisoire.", sorte=ECRIT
)
def retablir(
    appel: Appel,
    code: CODE,
    pour: POUR = "",
    piece: PIECE = "",
    canal: CANAL = "guichet",
    bordereau: BORDEREAU = "",
) -> None:
    """Lift a suspension."""
    _nouveau_mot_de_passe(appel, code, pour, piece, canal, bordereau, retablir=True)


def _nouveau_mot_de_passe(
    appel: Appel, code: str, pour: str, piece: str, canal: str, bordereau: str, *, retablir: bool
) -> None:
    from guichet.services.portail import identifiants as service

    vue, par = remise_identifiants.piece_vue(piece), remise_identifiants.canal_voulu(canal)
    ctx = appel.contexte()
    compte = remise_identifiants.compte_portail_de(ctx, appel.famille_id(ctx, code), pour)
    acte = service.retablir if retablir else service.reinitialiser
    remise_identifiants.remettre(
        appel,
        ctx,
        bordereau,
        lambda: acte(ctx, compte_id=compte.compte_id, piece=vue, canal=par, version=compte.version),
        "Compte rétabli pour {qui}." if retablir else "Nouveau mot de passe pour {qui}.",
    )


@commande(identifiants, "activer", "Noter que le parent a choisi son mot de passe.", sorte=ECRIT_LE)
def activer(appel: Appel, code: CODE, pour: POUR = "") -> None:
    """Note the activation."""
    from guichet.services.portail import identifiants as service

    _noter(appel, code, pour, lambda ctx, compte: service.activer(ctx, compte.compte_id, appel.instant(ctx)))


@commande(identifiants, "etape", "Noter la dernière étape d’activation franchie (1 à 6).", sorte=ECRIT)
def etape(
    appel: Appel,
    code: CODE,
    rang: Annotated[str, typer.Argument(metavar="ÉTAPE", help="Rang de l’étape, de 1 à 6, ou son nom.")],
    pour: POUR = "",
) -> None:
    """Note how far the parent got on the portal."""
    from guichet.services.portail import identifiants as service

    _noter(
        appel,
        code,
        pour,
        lambda ctx, compte: service.avancer_etape(ctx, compte.compte_id, saisie.rang(rang) or rang),
    )


@commande(identifiants, "connecte", "Noter la dernière connexion du parent au portail.", sorte=ECRIT_LE)
def connecte(appel: Appel, code: CODE, pour: POUR = "", france_connect: FRANCE_CONNECT = None) -> None:
    """Note that the account is in use: the portal erases those that are not."""
    from guichet.services.portail import identifiants as service

    _noter(
        appel,
        code,
        pour,
        lambda ctx, compte: service.noter_connexion(
            ctx, compte.compte_id, appel.instant(ctx), france_connect=france_connect
        ),
    )


@commande(identifiants, "cgu", "Noter les conditions générales acceptées.", sorte=ECRIT_LE)
def cgu(
    appel: Appel,
    code: CODE,
    version: Annotated[str, typer.Option(metavar="VERSION", help="Version acceptée, sinon celle du portail.")] = "",
    pour: POUR = "",
) -> None:
    """Note the acceptance of the CGU."""
    from guichet.services.portail import identifiants as service

    _noter(
        appel, code, pour, lambda ctx, compte: service.accepter_cgu(ctx, compte.compte_id, version, appel.instant(ctx))
    )


@commande(identifiants, "suspendre", "Suspendre un compte du portail.", sorte=ECRIT)
def suspendre(
    appel: Appel,
    code: CODE,
    motif: Annotated[str, typer.Option(metavar="MOTIF", help="demande, separation, usurpation, depart ou erreur.")],
    pour: POUR = "",
) -> None:
    """Suspend."""
    from guichet.regles.portail.motifs import LIBELLES_MOTIFS, MotifSuspension
    from guichet.services.portail import identifiants as service

    choisi = saisie.choix(motif, MotifSuspension, option="--motif", libelles=LIBELLES_MOTIFS)
    _noter(
        appel, code, pour, lambda ctx, compte: service.suspendre(ctx, compte.compte_id, choisi, version=compte.version)
    )


@commande(identifiants, "efface", "Noter que le portail a effacé un compte inutilisé.", sorte=ECRIT)
def efface(appel: Appel, code: CODE, pour: POUR = "") -> None:
    """Note what the portal did."""
    from guichet.services.portail import identifiants as service

    _noter(appel, code, pour, lambda ctx, compte: service.effacer(ctx, compte.compte_id))


@commande(identifiants, "renommer", "Noter l’identifiant que le parent a choisi sur le portail.", sorte=ECRIT)
def renommer(
    appel: Appel,
    code: CODE,
    identifiant: Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Nouvel identifiant.")],
    pour: POUR = "",
) -> None:
    """Note a changed login."""
    from guichet.services.portail import identifiants as service

    _noter(
        appel,
        code,
        pour,
        lambda ctx, compte: service.changer_identifiant(ctx, compte_id=compte.compte_id, identifiant=identifiant),
    )


@commande(identifiants, "lier", "Relier le compte que le parent a créé sur le portail.", sorte=ECRIT)
def lier(
    appel: Appel,
    code: CODE,
    identifiant: Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Identifiant choisi par le parent.")],
    pour: POUR = "",
) -> None:
    """Link a parent's own account."""
    from guichet.services.portail import identifiants as service

    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    qui = remise_identifiants.responsable(ctx, famille_id, pour).destinataire.personne_id
    _dire(appel, service.lier(ctx, famille_id=famille_id, personne_id=qui, identifiant=identifiant))


@commande(identifiants, "etat", "Montrer les comptes d’une famille, et où chacun en est.")
def etat(appel: Appel, code: CODE) -> None:
    """Show the accounts."""
    from guichet.regles.socle.code_famille import affiche
    from guichet.services.portail import identifiants as service

    ctx = appel.contexte()
    fiche = service.etat(ctx, appel.famille_id(ctx, code))
    appel.montrer(
        {"code_famille": affiche(fiche.code), "responsables": fiche.responsables},
        lambda: remise_identifiants.etats(fiche, ctx.commune.mots_portail),
    )


def _noter(
    appel: Appel, code: str, pour: str, acte: Callable[[Contexte, FicheComptePortail], FicheComptePortail]
) -> None:
    """Find the account meant, do one thing to it, say where it stands now."""
    ctx = appel.contexte()
    _dire(appel, acte(ctx, remise_identifiants.compte_portail_de(ctx, appel.famille_id(ctx, code), pour)))


def _dire(appel: Appel, compte: FicheComptePortail) -> None:
    from guichet.regles.portail.compte_portail import LIBELLES, EtatComptePortail

    etat_lu = LIBELLES[EtatComptePortail(compte.etat)]
    appel.resultat(f"Compte {compte.identifiant} {de(compte.personne)} : {etat_lu}.", {"compte": compte})
