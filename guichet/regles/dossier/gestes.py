"""What Entrée does on an alert: the one thing its explanation asks for, where the counter can do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from guichet.fiches.comptoir.taches import Alerte, FicheTache
from guichet.regles.socle.domaine import NatureTache


class Geste(StrEnum):
    """Where an alert leads."""

    ADRESSE = "corriger l’adresse"
    AJOUTER = "ajouter quelqu’un"
    FICHE = "ouvrir la fiche"
    GARDE = "voir la garde"
    IDENTIFIANTS = "ouvrir les identifiants"
    INSCRIPTIONS = "ouvrir les inscriptions"
    PLANNING = "ouvrir le planning"
    REPONDRE = "noter la réponse"


GESTES: Mapping[str, Geste] = {
    "sans_responsable": Geste.AJOUTER,
    "identifiants_en_retard": Geste.IDENTIFIANTS,
    "identifiants_dus": Geste.IDENTIFIANTS,
    "sans_compte": Geste.IDENTIFIANTS,
    "sans_cle": Geste.IDENTIFIANTS,
    "cgu_a_accepter": Geste.IDENTIFIANTS,
    "compte_suspendu": Geste.IDENTIFIANTS,
    "compte_efface": Geste.IDENTIFIANTS,
    "compte_a_activer": Geste.IDENTIFIANTS,
    "mot_de_passe_expire": Geste.IDENTIFIANTS,
    "jamais_connecte": Geste.IDENTIFIANTS,
    "cle_expiree": Geste.IDENTIFIANTS,
    "cle_a_remettre": Geste.IDENTIFIANTS,
    "residence_inconnue": Geste.ADRESSE,
    "place_proposee": Geste.REPONDRE,
    "pai_a_transmettre": Geste.REPONDRE,
    "certificat_attendu": Geste.PLANNING,
    "en_attente": Geste.PLANNING,
    "pieces_manquantes": Geste.INSCRIPTIONS,
    "pai": Geste.FICHE,
    "sans_ecole": Geste.FICHE,
    "sans_courriel": Geste.FICHE,
    "courriel_a_probleme": Geste.FICHE,
    "garde_alternee": Geste.GARDE,
}
"""Code of an alert → what it leads to. The family quotient waits for the prices (issue 10): it leads nowhere yet."""

SANS_GESTE = frozenset({"qf_absent", "qf_expire"})
"""Alerts that nothing at this counter answers yet."""

_DES_TACHES: Mapping[str, frozenset[str]] = {
    NatureTache.IDENTIFIANTS_OUBLIES: frozenset({"identifiants_en_retard", "identifiants_dus"}),
    NatureTache.PLACE_LIBEREE: frozenset({"place_proposee"}),
    NatureTache.RESPONSABLE_MANQUANT: frozenset({"sans_responsable"}),
    NatureTache.PAI_A_TRANSMETTRE: frozenset({"pai_a_transmettre"}),
}


def alerte_de(alertes: Iterable[Alerte], tache: FicheTache) -> Alerte | None:
    """The alert that says what is due, None when it was answered meanwhile."""
    siennes = [a for a in alertes if a.code in _DES_TACHES[tache.nature]]
    return next((a for a in siennes if a.objet == tache.tache_id), next((a for a in siennes if not a.objet), None))
