"""Who may do what (domaine.md, Roles): rights are verbs, checked in the services, never in a screen alone."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an agent was appointed to be."""

    AGENT = "agent"
    MANDATAIRE = "mandataire"
    REGISSEUR = "regisseur"
    SUPERVISEUR = "superviseur"
    ADMINISTRATEUR = "administrateur"


class Droit(StrEnum):
    """One verb, asked for by the services that do it."""

    CHERCHER = "chercher"
    CONSULTER = "consulter"
    TENIR_PASSAGE = "tenir_passage"
    REPRENDRE_PASSAGE_AUTRUI = "reprendre_passage_autrui"
    CREER_FAMILLE = "creer_famille"
    MODIFIER_FAMILLE = "modifier_famille"
    FUSIONNER = "fusionner"
    VOIR_PAI = "voir_pai"
    EMETTRE_IDENTIFIANTS = "emettre_identifiants"
    SUSPENDRE_COMPTE = "suspendre_compte"
    EMETTRE_CLE = "emettre_cle"
    REMETTRE_CLE = "remettre_cle"
    REVOQUER_CLE = "revoquer_cle"
    RESERVER = "reserver"
    DEROGER = "deroger"
    GERER_ACTIVITES = "gerer_activites"
    IMPORTER = "importer"
    EXPORTER_PORTAIL = "exporter_portail"
    GERER_AGENTS = "gerer_agents"
    GERER_COMMUNE = "gerer_commune"
    VERIFIER = "verifier"
    DECLARER_RESTAURATION = "declarer_restauration"


LIBELLES_ROLES: dict[Role, str] = {
    Role.AGENT: "agent",
    Role.MANDATAIRE: "mandataire",
    Role.REGISSEUR: "régisseur",
    Role.SUPERVISEUR: "superviseur",
    Role.ADMINISTRATEUR: "administrateur",
}

LIBELLES_DROITS: dict[Droit, str] = {
    Droit.CHERCHER: "chercher une famille",
    Droit.CONSULTER: "consulter un dossier",
    Droit.TENIR_PASSAGE: "ouvrir ou clore un passage",
    Droit.REPRENDRE_PASSAGE_AUTRUI: "reprendre le passage d’un autre agent",
    Droit.CREER_FAMILLE: "créer une famille",
    Droit.MODIFIER_FAMILLE: "modifier une famille",
    Droit.FUSIONNER: "réunir deux dossiers",
    Droit.VOIR_PAI: "voir le détail d’un PAI",
    Droit.EMETTRE_IDENTIFIANTS: "émettre des identifiants",
    Droit.SUSPENDRE_COMPTE: "suspendre ou rétablir un compte",
    Droit.EMETTRE_CLE: "émettre une Clé Enfance",
    Droit.REMETTRE_CLE: "remettre une Clé Enfance",
    Droit.REVOQUER_CLE: "révoquer une Clé Enfance",
    Droit.RESERVER: "réserver ou annuler des jours",
    Droit.DEROGER: "accorder une dérogation",
    Droit.GERER_ACTIVITES: "gérer les activités et le calendrier",
    Droit.IMPORTER: "importer un fichier",
    Droit.EXPORTER_PORTAIL: "exporter vers le portail",
    Droit.GERER_AGENTS: "gérer les agents",
    Droit.GERER_COMMUNE: "modifier les réglages de la commune",
    Droit.VERIFIER: "vérifier le journal",
    Droit.DECLARER_RESTAURATION: "déclarer que la base a été remise d’une sauvegarde",
}

_VOYELLES = ("a", "e", "é", "i", "o", "u")

# What any counter does while the parent waits; suspended visits included, « any agent can resume it ».
_ACCUEIL = frozenset(
    {
        Droit.CHERCHER,
        Droit.CONSULTER,
        Droit.TENIR_PASSAGE,
        Droit.REPRENDRE_PASSAGE_AUTRUI,
        Droit.CREER_FAMILLE,
        Droit.MODIFIER_FAMILLE,
        Droit.EMETTRE_IDENTIFIANTS,
        Droit.SUSPENDRE_COMPTE,
        Droit.EMETTRE_CLE,
        Droit.REMETTRE_CLE,
        Droit.REVOQUER_CLE,
        Droit.RESERVER,
    }
)

DROITS: dict[Role, frozenset[Droit]] = {
    Role.AGENT: _ACCUEIL,
    Role.MANDATAIRE: _ACCUEIL,
    # Answers personally for the accounts of the régie, hence checks them when they like.
    Role.REGISSEUR: _ACCUEIL | {Droit.VERIFIER},
    # The detail of a PAI is health data: only who decides on it sees it, each view logged (rule 31).
    Role.SUPERVISEUR: _ACCUEIL
    | {
        Droit.FUSIONNER,
        Droit.VOIR_PAI,
        Droit.IMPORTER,
        Droit.EXPORTER_PORTAIL,
        Droit.GERER_AGENTS,
        Droit.VERIFIER,
        Droit.DECLARER_RESTAURATION,
        Droit.DEROGER,
        Droit.GERER_ACTIVITES,
    },
    # Keeps the machine running without reading the dossiers: accounts and settings, no money.
    Role.ADMINISTRATEUR: frozenset(
        {
            Droit.GERER_AGENTS,
            Droit.GERER_COMMUNE,
            Droit.IMPORTER,
            Droit.EXPORTER_PORTAIL,
            Droit.VERIFIER,
            Droit.DECLARER_RESTAURATION,
        }
    ),
}


def droits_de(role: Role, tous: bool = False) -> frozenset[Droit]:
    """Rights of a role; `tous` is the training agent who has every one of them."""
    return frozenset(Droit) if tous else DROITS[role]


def phrase_refus(droit: Droit) -> str:
    """The sentence shown to who lacks the right, naming who has it."""
    roles = [LIBELLES_ROLES[role] for role in Role if droit in DROITS[role]]
    if droit in _ACCUEIL:
        roles = [LIBELLES_ROLES[Role.AGENT]]
    verbe = LIBELLES_DROITS[droit]
    de = "d’" if verbe.startswith(_VOYELLES) else "de "
    return f"Votre rôle ne permet pas {de}{verbe} : demandez à un {' ou un '.join(roles)}."
