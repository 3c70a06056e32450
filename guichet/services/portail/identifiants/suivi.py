"""What becomes of an account after its identifiers were handed over (domaine.md, States; rule 18)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs import UsageIncorrect
from guichet.registres.comptoir import actes
from guichet.registres.portail import comptes_portail, suspensions
from guichet.regles.portail.blocage import ETAPE_CGU, ETAPE_CONNEXION, ETAPE_MOT_DE_PASSE
from guichet.regles.portail.compte_portail import ETAPES, EtatComptePortail, Geste
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.portail.comptes_portail import FicheComptePortail
    from guichet.registres.socle.acte import Acte
    from guichet.registres.socle.journal import Valeur
    from models import ComptePortail

_CODES = {code: rang for rang, code in enumerate(ETAPES, start=1)}


@transaction
def avancer_etape(ctx: Contexte, compte_id: int, etape: int | str) -> FicheComptePortail:
    """Note the last activation step the parent passed: its number (0 to 6) or its code (regles.portail.etapes).

    Choosing one's own password activates the account; where the town does not force that (source 2.2), the first
    connection does. The sixth step accepts the CGU. An earlier step may be noted again as long as the account is not
    active.

    Raises:
        UsageIncorrect: no such step; TransitionImpossible: suspended, erased, or active already.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    rang = _CODES.get(etape, -1) if isinstance(etape, str) else etape
    if not 0 <= rang <= len(ETAPES):
        raise UsageIncorrect(f"L’étape « {etape} » n’existe pas : choisissez de 1 à {len(ETAPES)}.", champ="etape")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id)
        actif = compte.etat in {EtatComptePortail.ACTIVE, EtatComptePortail.CGU_ACCEPTEES}
        if not actif or rang < ETAPE_CGU:
            _monter(ctx, compte, rang)
        if rang == ETAPE_CGU:
            _accepter(compte, ctx.commune.portail.version_cgu, ctx.maintenant())
        return _ecrire(s, acte, compte, TypeActe.IDENTIFIANTS_ETAPE, "", etape=rang, etat=compte.etat)


@transaction
def activer(ctx: Contexte, compte_id: int, le: datetime | None = None) -> FicheComptePortail:
    """Note that the parent chose an own password: the temporary one opens nothing any more.

    Raises:
        ComptePortailInconnu, TransitionImpossible.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id)
        _activer(compte, le or ctx.maintenant())
        return _ecrire(s, acte, compte, TypeActe.IDENTIFIANTS_ACTIVER, "Compte du portail activé", etat=compte.etat)


@transaction
def accepter_cgu(ctx: Contexte, compte_id: int, version: str = "", le: datetime | None = None) -> FicheComptePortail:
    """Note which version of the CGU this responsable accepted, and when (rule 18); the town's one by default.

    Raises:
        ComptePortailInconnu; TransitionImpossible: the account is not active.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id)
        _accepter(compte, version or ctx.commune.portail.version_cgu, le or ctx.maintenant())
        return _ecrire(
            s,
            acte,
            compte,
            TypeActe.IDENTIFIANTS_ACCEPTER_CGU,
            "Conditions générales du portail acceptées",
            version=compte.cgu_version,
            personne=compte.personne_id,
        )


@transaction
def suspendre(ctx: Contexte, compte_id: int, motif: MotifSuspension, version: int | None = None) -> FicheComptePortail:
    """Close an account until further notice; its password is forgotten, restoring it gives a new one.

    Raises:
        ComptePortailInconnu, ComptePortailModifie, TransitionImpossible.
    """
    ctx.exiger(Droit.SUSPENDRE_COMPTE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id, version)
        suspensions.suspendre(s, acte, compte, motif)
        return comptes_portail.fiche(s, compte)


@transaction
def effacer(ctx: Contexte, compte_id: int, version: int | None = None) -> FicheComptePortail:
    """Note that the portal erased an unused account; nothing of the household is lost here.

    Raises:
        ComptePortailInconnu, ComptePortailModifie, TransitionImpossible.
    """
    ctx.exiger(Droit.SUSPENDRE_COMPTE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id, version)
        suspensions.fermer(s, acte, compte, Geste.EFFACER)
        compte.etape = 0
        return _ecrire(s, acte, compte, TypeActe.IDENTIFIANTS_EFFACER, "Compte effacé par le portail, noté au dossier")


@transaction
def noter_connexion(
    ctx: Contexte, compte_id: int, le: datetime | None = None, *, france_connect: bool | None = None
) -> FicheComptePortail:
    """Note the last connection the portal reports, and whether it went through FranceConnect (sources 3.3, 3.10).

    Raises:
        ComptePortailInconnu.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        compte = comptes_portail.charger(s, compte_id)
        instant = le or ctx.maintenant()
        connue = compte.derniere_connexion
        compte.derniere_connexion = instant if connue is None else max(connue, instant)
        if france_connect is not None:
            compte.france_connect = france_connect
        if compte.etat == EtatComptePortail.EMIS:
            _monter(ctx, compte, max(compte.etape, ETAPE_CONNEXION))
        return _ecrire(s, acte, compte, TypeActe.IDENTIFIANTS_CONNEXION, "", france_connect=compte.france_connect)


def _monter(ctx: Contexte, compte: ComptePortail, rang: int) -> None:
    """Set the step, activating the account when it is one that does."""
    seuil = ETAPE_MOT_DE_PASSE if compte.doit_changer else ETAPE_CONNEXION
    if compte.etat != EtatComptePortail.EMIS or rang >= seuil:
        _activer(compte, ctx.maintenant())
    compte.etape = rang


def _activer(compte: ComptePortail, le: datetime) -> None:
    comptes_portail.avancer(compte, Geste.ACTIVER)
    comptes_portail.oublier_secret(compte)
    compte.active_le = le
    compte.etape = max(compte.etape, ETAPE_MOT_DE_PASSE)


def _accepter(compte: ComptePortail, version: str, le: datetime) -> None:
    comptes_portail.avancer(compte, Geste.ACCEPTER_CGU)
    compte.cgu_version = version
    compte.cgu_le = le
    compte.etape = ETAPE_CGU


def _ecrire(
    s: Ecriture, acte: Acte, compte: ComptePortail, type_: TypeActe, phrase: str, **contenu: Valeur
) -> FicheComptePortail:
    """Write the account, its journal line and, when there is one to print, the line of the visit."""
    comptes_portail.enregistrer(s, compte)
    actes.tracer(s, acte, type_, compte.famille_id, phrase, qui=compte.personne_id, faits=contenu, compte=compte.id)
    return comptes_portail.fiche(s, compte)
