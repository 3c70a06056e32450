"""The journal in French: what each act is called on the dossier and in the history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from guichet.formats import plage_courte, pluriel
from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, RoleLien

_FIXES: dict[str, str] = {
    "famille.creer": "dossier créé",
    "famille.modifier": "foyer modifié",
    "famille.demenager": "changement d’adresse",
    "famille.confirmer": "coordonnées confirmées",
    "famille.importer": "dossier repris d’un fichier",
    "membre.modifier": "fiche modifiée",
    "membre.rattacher": "second foyer ajouté (garde alternée)",
    "identifiants.emettre": "identifiants émis",
    "identifiants.reinitialiser": "mot de passe réinitialisé",
    "identifiants.activer": "compte activé",
    "identifiants.accepter_cgu": "CGU acceptées",
    "identifiants.suspendre": "compte suspendu",
    "identifiants.retablir": "compte rétabli",
    "identifiants.effacer": "compte effacé par le portail",
    "identifiants.changer": "identifiant changé",
    "identifiants.lier": "compte relié aux enfants",
    "identifiants.etape": "étape d’activation notée",
    "identifiants.connexion": "connexion au portail notée",
    "bordereau.imprimer": "bordereau imprimé",
    "cle.emettre": "Clé Enfance émise",
    "cle.remettre": "Clé Enfance remise",
    "cle.utiliser": "Clé Enfance utilisée",
    "cle.revoquer": "Clé Enfance révoquée",
    "cle.expirer": "Clé Enfance expirée",
    "reservations.enregistrer": "réservations enregistrées",
    "reservations.annuler": "réservations annulées",
    "inscription.creer": "inscription à une activité",
    "inscription.admettre": "inscription acceptée, une place s’est libérée",
    "inscription.terminer": "fin d’une inscription",
    "inscription.pieces": "pièces d’une inscription vues",
    "tache.demander": "identifiants oubliés demandés",
    "tache.faire": "identifiants oubliés renvoyés",
    "tache.annuler": "demande d’identifiants annulée",
    "attente.proposer": "place libérée proposée",
    "attente.accepter": "place acceptée",
    "attente.decliner": "place déclinée",
    "attente.priorite": "rang changé sur la liste d’attente",
    "absence.declarer": "absence déclarée",
    "garde.regler": "garde alternée réglée",
    "garde.finir": "fin de la garde alternée",
    "garde.vacances": "vacances de la garde alternée réglées",
    "garde.exception": "exception de garde ajoutée",
    "garde.exception_retirer": "exception de garde retirée",
    "passage.ouvrir": "passage ouvert",
    "passage.suspendre": "passage suspendu",
    "passage.reprendre": "passage repris",
    "passage.clore": "passage clos",
}


def libelle_journal(type_: str, contenu: str = "{}") -> str:
    """What a row of the journal did, in French; an act of a newer version keeps its own name.

    Args:
        type_: verb of the act, « famille.creer ».
        contenu: its JSON payload.
    """
    donnees: Mapping[str, object] = json.loads(contenu)
    if type_ == "famille.factures":
        return f"factures\u00a0: envoi {LIBELLES[EnvoiFactures(str(donnees['envoi']))]}"
    if type_ in {"membre.ajouter", "membre.retirer"}:
        role = LIBELLES[RoleLien(str(donnees["role"]))]
        return f"{role} {'ajouté' if type_ == 'membre.ajouter' else 'retiré'}"
    if type_ == "reservations.fermer":
        return _fermeture(donnees)
    return _FIXES.get(type_, type_.replace(".", " ").replace("_", " "))


def _fermeture(donnees: Mapping[str, object]) -> str:
    """« 2 réservations annulées : fermeture du 23 nov. »."""
    du, au = (date.fromisoformat(str(donnees[cle])) for cle in ("du", "au"))
    annulees = pluriel(int(str(donnees["annulees"])), "réservation annulée", "réservations annulées")
    return f"{annulees}\u00a0: fermeture du {plage_courte(du, au)}"
