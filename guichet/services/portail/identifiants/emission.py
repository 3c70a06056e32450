"""Secrets handed over: each is drawn here, shown once by the caller, and kept nowhere (rules 14 to 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.identifiants import CleNonUtilisee
from guichet.fiches.portail.identifiants import SecretsRemis
from guichet.registres.comptoir import actes, destinataires
from guichet.registres.portail import (
    cles_enfance,
    cles_lues,
    comptes_portail,
    emission,
    noms_utilisateur,
    remise_identifiants,
)
from guichet.regles.portail.compte_portail import Geste, ModeComptePortail
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.fiches.portail.comptes_portail import FicheComptePortail
    from guichet.registres.portail.emission import SecretNeuf
    from models import ComptePortail


@transaction
def emettre(
    ctx: Contexte,
    *,
    famille_id: int,
    personne_id: int,
    piece: PieceIdentite | None,
    canal: Canal = Canal.GUICHET,
    mode: ModeComptePortail | None = None,
    identifiant: str | None = None,
) -> SecretsRemis:
    """Issue the identifiers of a responsable who has none, or whose account the portal erased.

    Args:
        ctx: agent, base, clock.
        famille_id: household.
        personne_id: one of its responsables.
        piece: identity document looked at; None is refused.
        canal: by which way they leave.
        mode: one of the town's ways of making accounts; None for its first.
        identifiant: login wanted; None for the town's rule (code famille, or a name made from the person's).

    Raises:
        IdentiteNonVerifiee, SecretADistance, CourrielRequis, ModeImpossible, ResponsableInconnu, IdentifiantRefuse,
        TransitionImpossible.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    vue = remise_identifiants.identite_vue(piece)
    secret = emission.tirer(ctx.acte())
    with ctx.ecriture() as s:
        acte = ctx.acte()
        a = destinataires.destinataire(s, acte, famille_id, personne_id)
        choisi = emission.mode_choisi(acte, a, mode)
        compte = emission.emettre(s, acte, a, secret, mode=choisi, voulu=identifiant or None, piece=vue, canal=canal)
        return _remis(s, a, compte, secret, canal)


@transaction
def remettre_tout(
    ctx: Contexte,
    *,
    famille_id: int,
    personne_id: int,
    piece: PieceIdentite | None,
    canal: Canal = Canal.GUICHET,
    mode: ModeComptePortail | None = None,
    identifiant: str | None = None,
    cle_connue: int | None = None,
    sans_autorite: bool = False,
) -> SecretsRemis:
    """Hand over identifiers and Clé Enfance at once, as at a first registration; the Clé alone where parents
    create their account themselves.

    Raises:
        what emettre and cles.emettre raise; nothing is issued then, neither one nor the other.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    ctx.exiger(Droit.EMETTRE_CLE)
    vue = remise_identifiants.identite_vue(piece)
    secret, neuve = emission.tirer(ctx.acte()), cles_enfance.tirer(*_secret(ctx))
    with ctx.ecriture() as s:
        acte = ctx.acte()
        a = destinataires.destinataire(s, acte, famille_id, personne_id)
        cles_enfance.exiger_autorite(acte, a, sue=sans_autorite)
        choisi = emission.mode_choisi(acte, a, mode)
        compte = None
        if choisi is not ModeComptePortail.PARENT:
            compte = emission.emettre(
                s, acte, a, secret, mode=choisi, voulu=identifiant or None, piece=vue, canal=canal
            )
        cle = cles_enfance.emettre(s, acte, a, neuve, piece=vue, canal=canal, connue=cle_connue)
        return SecretsRemis(
            destinataire=a,
            mode=choisi.value,
            canal=canal.value,
            compte=comptes_portail.fiche(s, compte) if compte else None,
            mot_de_passe=secret.a_montrer(canal) if compte else None,
            cle_enfance=neuve.clair,
            cle=cles_lues.fiche(s, cle, ctx.maintenant()),
        )


@transaction
def reinitialiser(
    ctx: Contexte,
    *,
    compte_id: int,
    piece: PieceIdentite | None,
    canal: Canal = Canal.GUICHET,
    version: int | None = None,
) -> SecretsRemis:
    """Give a new temporary password; the former one is void. `version` is the one on the agent's screen.

    Raises:
        IdentiteNonVerifiee, SecretADistance, CourrielRequis, ComptePortailInconnu, ResponsableInconnu,
        ComptePortailModifie: another workstation issued meanwhile; TransitionImpossible: suspended, erased…
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    return _nouveau_secret(ctx, compte_id, piece, canal, version, Geste.REINITIALISER)


@transaction
def retablir(
    ctx: Contexte,
    *,
    compte_id: int,
    piece: PieceIdentite | None,
    canal: Canal = Canal.GUICHET,
    version: int | None = None,
) -> SecretsRemis:
    """Lift a suspension, with a new password: whoever knew the former one may be the reason for it.

    Raises:
        as reinitialiser.
    """
    ctx.exiger(Droit.SUSPENDRE_COMPTE)
    return _nouveau_secret(ctx, compte_id, piece, canal, version, Geste.RETABLIR)


@transaction
def changer_identifiant(
    ctx: Contexte, *, compte_id: int, identifiant: str, version: int | None = None
) -> FicheComptePortail:
    """Note the login the parent chose on the portal (source 3.4); the former one still finds the family.

    Raises:
        IdentifiantRefuse, ComptePortailInconnu, ComptePortailModifie, ResponsableInconnu.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id, version)
        a = destinataires.destinataire(s, acte, compte.famille_id, compte.personne_id)
        choisi = noms_utilisateur.choisir(s, acte, a, identifiant, compte_id=compte_id)
        if emission.renommer(s, acte, compte, choisi):
            compte.version += 1
            comptes_portail.enregistrer(s, compte)
            phrase = f"Identifiant du portail : {compte.identifiant}"
            actes.tracer(
                s, acte, TypeActe.IDENTIFIANTS_CHANGER, a.famille_id, phrase, qui=a.personne_id, compte=compte_id
            )
        return comptes_portail.fiche(s, compte)


@transaction
def lier(ctx: Contexte, *, famille_id: int, personne_id: int, identifiant: str) -> FicheComptePortail:
    """Note the account a parent created on the portal and linked by typing the Clé Enfance (source 1.15).

    Raises:
        CleNonUtilisee: the Clé was not typed yet, so the portal knows no link.
        IdentifiantRefuse, ResponsableInconnu, TransitionImpossible: the account is linked already.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        a = destinataires.destinataire(s, acte, famille_id, personne_id)
        if personne_id not in cles_lues.utilisees(s, famille_id):
            raise CleNonUtilisee(
                f"{a.personne} n’a pas encore utilisé de Clé Enfance : remettez-la, le compte sera relié quand "
                "elle aura été tapée sur le portail."
            )
        compte = comptes_portail.de_personne(s, famille_id, personne_id)
        choisi = noms_utilisateur.choisir(s, acte, a, identifiant, compte_id=compte.id if compte else None)
        if compte is None:
            compte = emission.nouveau(a, choisi, ModeComptePortail.PARENT)
        compte.mode = ModeComptePortail.PARENT.value
        emission.renommer(s, acte, compte, choisi)
        comptes_portail.avancer(compte, Geste.ACTIVER)
        comptes_portail.oublier_secret(compte)
        compte.active_le = ctx.maintenant()
        comptes_portail.enregistrer(s, compte)
        actes.tracer(
            s,
            acte,
            TypeActe.IDENTIFIANTS_LIER,
            famille_id,
            f"Compte du portail relié aux enfants du foyer : {compte.identifiant}",
            compte=compte.id,
            personne=personne_id,
        )
        return comptes_portail.fiche(s, compte)


def _nouveau_secret(
    ctx: Contexte,
    compte_id: int,
    piece: PieceIdentite | None,
    canal: Canal,
    version: int | None,
    geste: Geste,
) -> SecretsRemis:
    vue = remise_identifiants.identite_vue(piece)
    secret = emission.tirer(ctx.acte())
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id, version)
        a = destinataires.destinataire(s, acte, compte.famille_id, compte.personne_id)
        emission.poser(s, acte, a, compte, secret, geste, piece=vue, canal=canal)
        return _remis(s, a, compte, secret, canal)


def _remis(s: Ecriture, a: Destinataire, compte: ComptePortail, secret: SecretNeuf, canal: Canal) -> SecretsRemis:
    return SecretsRemis(
        destinataire=a,
        mode=compte.mode,
        canal=canal.value,
        compte=comptes_portail.fiche(s, compte),
        mot_de_passe=secret.a_montrer(canal),
    )


def _secret(ctx: Contexte) -> tuple[bytes, str]:
    """The key of the Clés and its fingerprint, read before the write transaction."""
    with ctx.lecture() as s:
        attendue = cles_enfance.attendue(s)
    return cles_enfance.secret(ctx.acte(), attendue), attendue
