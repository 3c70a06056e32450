"""Clés Enfance at the counter: the most frequent reason for a visit in summer (sources 1.15, 1.16; rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.identifiants import CleInconnue
from guichet.fiches.portail.identifiants import SecretsRemis
from guichet.registres.comptoir import destinataires
from guichet.registres.portail import cles_enfance, cles_lues, reemissions, remise_identifiants
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.portail.etats_cle import GesteCle
from guichet.regles.socle import cle_enfance
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.portail.comptes_portail import CleAReemettre, FicheCle
    from guichet.fiches.portail.identifiants import CleRemise


@transaction
def emettre(
    ctx: Contexte,
    *,
    famille_id: int,
    responsable_id: int,
    piece: PieceIdentite | None,
    canal: Canal = Canal.GUICHET,
    connue: int | None = None,
    sans_autorite: bool = False,
) -> CleRemise:
    """Issue a Clé and hand it over, or send it; the former one of this responsable and household is void.

    `connue` is the number of the latest one that was on screen, 0 for none: one issued elsewhere since is not voided.
    With `sans_autorite` the agent knows that this responsable has no parental authority.

    Raises:
        CleModifiee: another counter has just issued one.
        AutoriteAbsente, IdentiteNonVerifiee, SecretADistance, CourrielRequis, ResponsableInconnu;
        CleDeBaseAbsente: this machine does not hold the key of the hashes.
    """
    ctx.exiger(Droit.EMETTRE_CLE)
    vue = remise_identifiants.identite_vue(piece)
    neuve = cles_enfance.tirer(*_secret(ctx))
    with ctx.ecriture() as s:
        acte = ctx.acte()
        a = destinataires.destinataire(s, acte, famille_id, responsable_id)
        cles_enfance.exiger_autorite(acte, a, sue=sans_autorite)
        cle = cles_enfance.emettre(s, acte, a, neuve, piece=vue, canal=canal, connue=connue)
        return SecretsRemis(
            destinataire=a,
            mode=ModeComptePortail.PARENT.value,
            canal=canal.value,
            compte=None,
            cle_enfance=neuve.clair,
            cle=cles_lues.fiche(s, cle, ctx.maintenant()),
        )


@transaction
def remettre(ctx: Contexte, *, cle_id: int, piece: PieceIdentite | None, sans_autorite: bool = False) -> FicheCle:
    """Hand over the sealed slip of a Clé issued earlier (a posted one that came back); it is not shown again.

    Raises:
        AutoriteAbsente (see emettre), IdentiteNonVerifiee, SecretADistance, CleInconnue, ResponsableInconnu;
        TransitionImpossible: handed over, used, revoked or expired already.
    """
    ctx.exiger(Droit.REMETTRE_CLE)
    vue = remise_identifiants.identite_vue(piece)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        cle = cles_enfance.charger(s, cle_id)
        a = destinataires.destinataire(s, acte, cle.famille_id, cle.responsable_id)
        cles_enfance.exiger_autorite(acte, a, sue=sans_autorite)
        passage_id = remise_identifiants.verifier(s, acte, a, Canal.GUICHET)
        cles_enfance.refuser_perimee(cle, ctx.maintenant())
        cles_enfance.clore(s, acte, cle, GesteCle.REMETTRE, "Clé Enfance remise en main propre")
        remise_identifiants.inscrire(
            s, acte, a, objet=remise_identifiants.CLE, piece=vue, canal=Canal.GUICHET, passage_id=passage_id
        )
        return cles_lues.fiche(s, cle, ctx.maintenant())


@transaction
def utiliser(ctx: Contexte, cle_texte: str) -> FicheCle:
    """Note that a parent typed a Clé on the portal; it serves once.

    Raises:
        CleInconnue: mistyped, or not of this base; TransitionImpossible: used, revoked or expired.
    """
    ctx.exiger(Droit.REMETTRE_CLE)
    if not cle_enfance.valide(cle_texte):
        raise CleInconnue(
            "Ce n’est pas une Clé Enfance : relisez ses douze signes, groupés par quatre (ni O, ni I, ni L, "
            "ni 0, ni 1).",
            champ="cle",
        )
    empreinte = cle_enfance.empreinte(cle_texte, _secret(ctx)[0])
    with ctx.ecriture() as s:
        acte = ctx.acte()
        cle = cles_enfance.par_empreinte(s, empreinte)
        if cle is None:
            raise CleInconnue(
                "Cette Clé Enfance n’a pas été émise ici : vérifiez la commune, ou émettez-en une.",
                champ="cle",
            )
        cles_enfance.refuser_perimee(cle, ctx.maintenant())
        cles_enfance.clore(s, acte, cle, GesteCle.UTILISER, "Clé Enfance utilisée sur le portail")
        return cles_lues.fiche(s, cle, ctx.maintenant())


@transaction
def revoquer(ctx: Contexte, *, cle_id: int) -> FicheCle:
    """Void a Clé that was lost, or given to the wrong person.

    Raises:
        CleInconnue; TransitionImpossible: used, revoked or expired already.
    """
    ctx.exiger(Droit.REVOQUER_CLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        cle = cles_enfance.charger(s, cle_id)
        cles_enfance.clore(s, acte, cle, GesteCle.REVOQUER, "Clé Enfance révoquée")
        return cles_lues.fiche(s, cle, ctx.maintenant())


@transaction
def expirer(ctx: Contexte) -> int:
    """Mark every Clé past its date; returns how many. Nothing depends on it being run: a date is enough."""
    ctx.exiger(Droit.REVOQUER_CLE)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        perimees = cles_enfance.perimees(s, acte.le)
        for cle in perimees:
            cles_enfance.clore(s, acte, cle, GesteCle.EXPIRER)
        return len(perimees)


def etat(ctx: Contexte, famille_id: int) -> tuple[FicheCle, ...]:
    """Latest Clé of each responsable of the household; past its date, it is told as expired."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return tuple(cles_lues.de_famille(s, famille_id, ctx.maintenant()).values())


def a_reemettre(ctx: Contexte) -> tuple[CleAReemettre, ...]:
    """Who lost their Clé with a key of the base that was replaced, and was given no other since."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return reemissions.a_reemettre(s)


def _secret(ctx: Contexte) -> tuple[bytes, str]:
    """The key of the Clés and its fingerprint, read before the write transaction."""
    with ctx.lecture() as s:
        attendue = cles_enfance.attendue(s)
    return cles_enfance.secret(ctx.acte(), attendue), attendue
