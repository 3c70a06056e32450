"""The slip that carries what was just handed over; nothing of it is kept (rules 14 to 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.regles.portail.blocage import voie
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle import code_famille
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.portail.bordereau_identifiants import DonneesIdentifiants
    from guichet.fiches.portail.identifiants import SecretsRemis
    from guichet.impression import Edition


def bordereau(ctx: Contexte, remis: SecretsRemis) -> Edition:
    """Compose the slip, as a page and as plain text; it lives as long as the caller keeps it.

    Raises:
        EditionImpossible: the page cannot be composed.
    """
    from guichet.editions.portail.bordereau_identifiants import pdf_identifiants, texte_identifiants
    from guichet.impression import Edition, Note

    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    d, a = donnees(ctx, remis), remis.destinataire
    return Edition(
        nom=f"identifiants-{d.code}",
        pdf=pdf_identifiants(d),
        texte=texte_identifiants(d),
        confidentiel=d.mot_de_passe is not None or d.cle_enfance is not None,
        note=Note(TypeActe.BORDEREAU_IMPRIMER, a.famille_id, a.personne_id),
    )


def donnees(ctx: Contexte, remis: SecretsRemis) -> DonneesIdentifiants:
    """Everything the slip says, from the town, the site of the workstation and what was handed over."""
    from guichet.editions.portail.bordereau_identifiants import DonneesIdentifiants
    from guichet.editions.socle.entete import entete

    a, portail = remis.destinataire, ctx.commune.portail
    tete = entete(ctx.commune, ctx.site, ctx.aujourdhui())
    return DonneesIdentifiants(
        commune=tete.commune,
        site_nom=tete.site_nom,
        site_adresse=tete.site_adresse,
        site_telephone=tete.site_telephone,
        site_horaires=tete.site_horaires,
        famille=a.famille,
        code=code_famille.affiche(a.code),
        destinataire=a.personne,
        mode_compte=voie(ModeComptePortail(remis.mode), remis.compte.etape if remis.compte else 0).value,
        portail_nom=portail.nom,
        portail_adresse=portail.adresse,
        agent=ctx.agent.nom,
        edite_le=ctx.local(ctx.maintenant()),
        identifiant=remis.identifiant,
        mot_de_passe=remis.mot_de_passe,
        expire_le=ctx.local(remis.expire_le) if remis.expire_le else None,
        mots=ctx.commune.mots_portail,
        cle_enfance=remis.cle_enfance,
        cle_expire_le=ctx.local(remis.cle_expire_le) if remis.cle_expire_le else None,
        avertissement_courriel=a.avertissement_courriel,
        formation=ctx.formation,
    )
