"""The closed lists of the domain (domaine.md, Words and States): each value once, with the words shown for it."""

from __future__ import annotations

from enum import StrEnum


class RoleLien(StrEnum):
    """What a person is to a household."""

    RESPONSABLE = "responsable"
    ENFANT = "enfant"
    CONTACT = "contact"


class MotifDepart(StrEnum):
    """Why somebody is no longer in a household."""

    SEPARATION = "separation"
    DEMENAGEMENT = "demenagement"
    DECES = "deces"
    MAJORITE = "majorite"
    ERREUR = "erreur"
    AUTRE = "autre"


class Civilite(StrEnum):
    """Form of address; children carry G or F in the towns' files."""

    MADAME = "Mme"
    MONSIEUR = "M."
    GARCON = "G"
    FILLE = "F"


class Residence(StrEnum):
    """Where the household pays its taxes; outsiders have their own prices (rule 8).

    Where nothing tells, it is asked: it is neither, and passes with the outsiders meanwhile, told so.
    """

    COMMUNE = "commune"
    EXTERIEUR = "exterieur"
    INCONNUE = "inconnue"


class EnvoiFactures(StrEnum):
    """How invoices leave; electronic is a dated, reversible choice (source 4.5)."""

    PAPIER = "papier"
    ELECTRONIQUE = "electronique"


class Presence(StrEnum):
    """How the parent is here; a telephone call gives no secret and takes no payment (ecrans.md)."""

    SUR_PLACE = "sur_place"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"


class EtatPassage(StrEnum):
    """Life of one visit."""

    OUVERT = "ouvert"
    SUSPENDU = "suspendu"
    CLOS = "clos"


class PieceIdentite(StrEnum):
    """Identity document seen before a secret is handed over (rule 16)."""

    CNI = "cni"
    PASSEPORT = "passeport"
    TITRE_SEJOUR = "titre_sejour"
    PERMIS = "permis"
    LIVRET = "livret"
    CONNU = "connu"


class Canal(StrEnum):
    """By which way something was handed over."""

    GUICHET = "guichet"
    COURRIEL = "courriel"
    COURRIER = "courrier"


class NatureTache(StrEnum):
    """Entries of the "à traiter" inbox."""

    IDENTIFIANTS_OUBLIES = "identifiants_oublies"
    PLACE_LIBEREE = "place_liberee"
    RESPONSABLE_MANQUANT = "responsable_manquant"
    PAI_A_TRANSMETTRE = "pai_a_transmettre"


class MoitieVacances(StrEnum):
    """Which half of a school holiday a child of separated parents spends in a household."""

    PREMIERE = "premiere"
    SECONDE = "seconde"


class EtatTache(StrEnum):
    """Life of a task."""

    A_FAIRE = "a_faire"
    FAITE = "faite"
    ANNULEE = "annulee"


LIBELLES: dict[StrEnum, str] = {
    RoleLien.RESPONSABLE: "responsable",
    RoleLien.ENFANT: "enfant",
    RoleLien.CONTACT: "contact",
    MotifDepart.SEPARATION: "séparation",
    MotifDepart.DEMENAGEMENT: "déménagement",
    MotifDepart.DECES: "décès",
    MotifDepart.MAJORITE: "majorité",
    MotifDepart.ERREUR: "ajout par erreur",
    MotifDepart.AUTRE: "autre raison",
    Residence.COMMUNE: "dans la commune",
    Residence.EXTERIEUR: "extérieur",
    Residence.INCONNUE: "commune à confirmer",
    EnvoiFactures.PAPIER: "papier",
    EnvoiFactures.ELECTRONIQUE: "électronique",
    Presence.SUR_PLACE: "sur place",
    Presence.TELEPHONE: "au téléphone",
    Presence.COURRIEL: "par courriel",
    PieceIdentite.CNI: "carte d’identité",
    PieceIdentite.PASSEPORT: "passeport",
    PieceIdentite.TITRE_SEJOUR: "titre de séjour",
    PieceIdentite.PERMIS: "permis de conduire",
    PieceIdentite.LIVRET: "livret de famille",
    PieceIdentite.CONNU: "personne connue du guichet",
    Canal.GUICHET: "remis au guichet",
    Canal.COURRIEL: "par courriel",
    Canal.COURRIER: "par courrier",
    NatureTache.IDENTIFIANTS_OUBLIES: "identifiants oubliés à renvoyer",
    NatureTache.PLACE_LIBEREE: "place libérée à proposer",
    NatureTache.RESPONSABLE_MANQUANT: "plus de responsable",
    NatureTache.PAI_A_TRANSMETTRE: "PAI à transmettre",
    MoitieVacances.PREMIERE: "première moitié des vacances",
    MoitieVacances.SECONDE: "seconde moitié des vacances",
}

CLASSES = ("TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS")
"""Classes from nursery school to CM2: what a guichet unique registers."""

QUALITES = ("mère", "père", "tuteur", "tutrice", "beau-parent", "grand-parent", "assistant familial", "autre")
"""How an adult is related to the children; proposed by F4, free text accepted."""


class EtatCle(StrEnum):
    """Where a key stands."""

    EMISE = "emise"
    REMISE = "remise"
    UTILISEE = "utilisee"
    REVOQUEE = "revoquee"
    EXPIREE = "expiree"
