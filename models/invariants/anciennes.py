"""How each sealed table was read when bases did not say it themselves: a base of then is verified by these columns.

A base sealed since says its own (guichet.base.sceaux.colonnes): nothing is to be added here.
"""

from types import MappingProxyType

COLONNES = MappingProxyType({
    "agent": "id identifiant nom prenom role tous_droits hash doit_changer echecs verrouille_jusqu_a actif cree_le",
    "parametre": "cle valeur",
    "session_agent": "id agent_id empreinte ouverte_le expire_le fermee_le compte terminal",
    "reglement": "id du contenu empreinte",
    "compte_portail": "id personne_id famille_id identifiant identifiant_cle mode etat hash emis_le expire_le "
    "doit_changer active_le cgu_version cgu_le etape france_connect derniere_connexion emissions version",
    "cle_enfance": "id famille_id responsable_id empreinte etat emission emise_le expire_le remise_le utilisee_le",
    "identifiant_ancien": "id compte_id identifiant jusqu_au",
    "envoi_portail": "id le geste compte_id identifiant hash expire_le doit_changer scelle",
    "envoi_exporte": "envoi_id le lot",
    "remise": "id le agent famille_id personne_id objet piece canal passage_id",
    "passage": "id famille_id agent poste terminal presence personne_id etat ouvert_le suspendu_le clos_le",
    "acte_passage": "id passage_id le libelle",
    "tache": "id nature famille_id personne_id demandee_le echeance etat faite_le faite_par detail reservation_id",
    "fusion": "id le agent famille_id fondue_id contenu defaite_le defaite_par",
    "inscription": "id personne_id famille_id activite_id groupe_id du au etat demandee_le priorite complete_le "
    "version",
    "reservation": "id inscription_id personne_id famille_id groupe_id unite_id jour etat demandee_le origine majoree "
    "derogation_agent derogation_motif priorite complete_le annulee_le absence_le certificat_le facturee",
    "piece_vue": "famille_id personne_id piece vue_le agent",
})  # fmt: skip
"""Columns of revisions 0010 to 0017, in their order; of an earlier one, those that it had."""

CLES = MappingProxyType({"parametre": "cle", "envoi_exporte": "envoi_id", "piece_vue": "famille_id personne_id piece"})
"""Keys of the same that are not `id`."""
