"""Acts: everything the journal can hold, each with the words the dossier and the history show for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class TypeActe(StrEnum):
    """One act of the journal: its verb, which is sealed, and its label.

    `cherche` says that what the search box shows of the household, or finds it by, may change with it (names, places,
    telephones, mails, schools, identifiers of the portal): its index follows in the same call
    (registres.comptoir.actes.tracer). A Clé, a password, a custody or a booking is nothing it knows. A label with
    braces is completed by regles.comptoir.libelles.
    """

    libelle: str
    cherche: bool

    def __new__(cls, verbe: str, libelle: str, cherche: bool = False) -> Self:
        """Carry the label beside the verb."""
        membre = str.__new__(cls, verbe)
        membre._value_ = verbe
        membre.libelle = libelle
        membre.cherche = cherche
        return membre

    BASE_CREER = "base.creer", "base créée"
    BASE_MODERNISER = "base.moderniser", "base portée au schéma suivant"
    BASE_SAUVEGARDER = "base.sauvegarder", "base sauvegardée"
    BASE_RESTAURER = "base.restaurer", "copie remise à la place de la base"
    BASE_REMPLACER_CLE = "base.remplacer_cle", "clé de la base remplacée"
    DEMONSTRATION_PREPARER = "demonstration.preparer", "commune de démonstration préparée"
    RECHERCHE_REINDEXER = "recherche.reindexer", "index de recherche reconstruit"
    CONSULTATIONS_PURGER = "consultations.purger", "consultations anciennes purgées"

    SESSION_OUVRIR = "session.ouvrir", "session ouverte"
    SESSION_FERMER = "session.fermer", "session fermée"
    AGENT_CREER = "agent.creer", "agent créé"
    AGENT_REINITIALISER = "agent.reinitialiser", "mot de passe d’un agent réinitialisé"
    AGENT_MODIFIER_ROLE = "agent.modifier_role", "rôle d’un agent changé"
    AGENT_DESACTIVER = "agent.desactiver", "accès d’un agent fermé"
    AGENT_REACTIVER = "agent.reactiver", "accès d’un agent rouvert"
    AGENT_DEBLOQUER = "agent.debloquer", "blocage d’un agent levé"
    AGENT_ECHEC = "agent.echec", "essai de connexion refusé"
    AGENT_CONNECTER = "agent.connecter", "agent connecté"
    AGENT_RELEVER = "agent.relever", "agent relevé à ce poste"
    AGENT_DEVERROUILLER = "agent.deverrouiller", "poste déverrouillé"
    AGENT_SECOURIR = "agent.secourir", "accès rendu par le code de secours"
    CODE_SECOURS_RENOUVELER = "code_secours.renouveler", "code de secours renouvelé"
    AGENT_CHANGER_MOT_DE_PASSE = "agent.changer_mot_de_passe", "mot de passe d’un agent changé"

    CALENDRIER_AJOUTER = "calendrier.ajouter", "période ajoutée au calendrier"
    CALENDRIER_FERMER = "calendrier.fermer", "jours fermés"
    CALENDRIER_RETIRER = "calendrier.retirer", "période retirée du calendrier"
    CALENDRIER_IMPORTER = "calendrier.importer", "calendrier complété d’un fichier"
    REGLEMENT_CHARGER = "reglement.charger", "règlement chargé"
    ACTIVITES_COMPLETER = "activites.completer", "activités complétées du règlement"
    ACTIVITES_OUVRIR = "activites.ouvrir", "jours d’une année ouverts"
    ACTIVITE_REGLES = "activite.regles", "règles d’une activité changées"
    OUVERTURE_CORRIGER = "ouverture.corriger", "jour d’un groupe corrigé"

    FAMILLE_CREER = "famille.creer", "dossier créé", True
    FAMILLE_MODIFIER = "famille.modifier", "foyer modifié", True
    FAMILLE_DEMENAGER = "famille.demenager", "changement d’adresse", True
    FAMILLE_RESIDENCE = "famille.residence", "résidence confirmée", True
    FAMILLE_CONFIRMER = "famille.confirmer", "coordonnées confirmées"
    FAMILLE_FACTURES = "famille.factures", "factures : envoi {envoi}"
    FAMILLE_DEFAIRE = "famille.defaire", "défait : {quoi}"
    FAMILLE_FUSIONNER = "famille.fusionner", "dossier {fondue} réuni à celui-ci", True
    FAMILLE_DISTINGUER = "famille.distinguer", "dossier {autre} : ce n’est pas la même famille"
    FAMILLE_SEPARER = "famille.separer", "réunion défaite{fondue}", True
    PERSONNE_FUSIONNER = "personne.fusionner", "deux fiches d’une même personne réunies", True
    IMPORT_FAMILLES = "import.familles", "fichier de familles importé"
    IMPORT_RAPPROCHER = "import.rapprocher", "ligne d’un fichier rapprochée", True
    MEMBRE_AJOUTER = "membre.ajouter", "{role} ajouté", True
    MEMBRE_MODIFIER = "membre.modifier", "fiche modifiée", True
    MEMBRE_RETIRER = "membre.retirer", "{role} retiré{motif}", True
    MEMBRE_RATTACHER = "membre.rattacher", "second foyer ajouté (garde alternée)", True
    GARDE_REGLER = "garde.regler", "garde alternée réglée"
    GARDE_FINIR = "garde.finir", "fin de la garde alternée"
    GARDE_EXCEPTION = "garde.exception", "exception de garde ajoutée"
    GARDE_EXCEPTION_RETIRER = "garde.exception_retirer", "exception de garde retirée"

    IDENTIFIANTS_EMETTRE = "identifiants.emettre", "identifiants émis", True
    IDENTIFIANTS_REINITIALISER = "identifiants.reinitialiser", "mot de passe réinitialisé"
    IDENTIFIANTS_RETABLIR = "identifiants.retablir", "compte rétabli"
    IDENTIFIANTS_ACTIVER = "identifiants.activer", "compte activé"
    IDENTIFIANTS_ACCEPTER_CGU = "identifiants.accepter_cgu", "CGU acceptées"
    IDENTIFIANTS_SUSPENDRE = "identifiants.suspendre", "compte suspendu"
    IDENTIFIANTS_EFFACER = "identifiants.effacer", "compte effacé par le portail"
    IDENTIFIANTS_CHANGER = "identifiants.changer", "identifiant changé", True
    IDENTIFIANTS_LIER = "identifiants.lier", "compte relié aux enfants", True
    IDENTIFIANTS_ETAPE = "identifiants.etape", "étape d’activation notée"
    IDENTIFIANTS_CONNEXION = "identifiants.connexion", "connexion au portail notée"
    BORDEREAU_IMPRIMER = "bordereau.imprimer", "bordereau imprimé"
    PORTAIL_EXPORTER = "portail.exporter", "comptes exportés vers le portail"
    CLE_EMETTRE = "cle.emettre", "Clé Enfance émise"
    CLE_REMETTRE = "cle.remettre", "Clé Enfance remise"
    CLE_UTILISER = "cle.utiliser", "Clé Enfance utilisée"
    CLE_REVOQUER = "cle.revoquer", "Clé Enfance révoquée"
    CLE_EXPIRER = "cle.expirer", "Clé Enfance expirée"

    INSCRIPTION_CREER = "inscription.creer", "inscription à une activité"
    INSCRIPTION_ADMETTRE = "inscription.admettre", "inscription acceptée, une place s’est libérée"
    INSCRIPTION_TERMINER = "inscription.terminer", "fin d’une inscription"
    INSCRIPTION_DEPLACER = "inscription.deplacer", "inscription passée dans un autre groupe"
    INSCRIPTION_PIECES = "inscription.pieces", "pièces d’une inscription vues"
    RESERVATIONS_ENREGISTRER = "reservations.enregistrer", "réservations enregistrées"
    RESERVATIONS_DEFAIRE = "reservations.defaire", "réservations remises comme avant"
    RESERVATIONS_FERMER = "reservations.fermer", "{annulees} : fermeture du {plage}"
    ATTENTE_PROPOSER = "attente.proposer", "place libérée proposée"
    ATTENTE_ACCEPTER = "attente.accepter", "place acceptée"
    ATTENTE_DECLINER = "attente.decliner", "place déclinée"
    ATTENTE_PRIORITE = "attente.priorite", "rang changé sur la liste d’attente"
    ABSENCE_DECLARER = "absence.declarer", "absence déclarée"
    ABSENCE_REPRENDRE = "absence.reprendre", "absence notée par erreur, reprise"
    TACHE_DEMANDER = "tache.demander", "{quoi}"
    TACHE_FAIRE = "tache.faire", "{quoi}"
    TACHE_ANNULER = "tache.annuler", "{quoi}"

    PASSAGE_OUVRIR = "passage.ouvrir", "passage ouvert"
    PASSAGE_SUSPENDRE = "passage.suspendre", "passage suspendu"
    PASSAGE_REPRENDRE = "passage.reprendre", "passage repris"
    PASSAGE_CLORE = "passage.clore", "passage clos"


VERBES: dict[str, TypeActe] = {acte.value: acte for acte in TypeActe}
"""Each act by its verb; a newer version may have sealed others."""
