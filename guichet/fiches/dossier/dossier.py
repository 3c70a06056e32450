"""A whole family as one screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from guichet.fiches.reservations.quinzaine import Quinzaine


@dataclass(frozen=True, slots=True)
class Membre:
    """A person in this household: the person's sheet and the link, with the versions a form must give back."""

    personne_id: int
    lien_id: int
    role: str
    civilite: str
    nom: str
    nom_naissance: str
    prenom: str
    naissance: date | None
    courriel: str
    mobile: str
    fixe: str
    regimes: str
    pai: bool
    qualite: str
    autorite_parentale: bool
    payeur: bool
    peut_chercher: bool
    urgence: bool
    garde_rythme: str
    garde_ancre: date | None
    ecole: str
    classe: str
    autre_foyer: str
    """Code of the other household of a child in alternate custody, "" otherwise; nothing more of it (rule 32)."""
    du: date
    version_personne: int
    version_lien: int


@dataclass(frozen=True, slots=True)
class FicheFamille:
    """The household's own fields."""

    famille_id: int
    code: str
    adresse: str
    complement: str
    code_postal: str
    ville: str
    residence: str
    envoi_factures: str
    envoi_depuis: date | None
    creee_le: datetime
    version: int


@dataclass(frozen=True, slots=True)
class FicheQuotient:
    """Quotient familial in force: cents, month it is for, source, end."""

    valeur_centimes: int
    mois: date
    source: str
    du: date
    au: date | None


@dataclass(frozen=True, slots=True)
class FicheCompte:
    """Portal account of one responsable; no secret ever."""

    compte_id: int
    personne_id: int
    personne: str
    identifiant: str
    mode: str
    etat: str
    etape: int
    emis_le: datetime | None
    expire_le: datetime | None
    doit_changer: bool
    active_le: datetime | None
    cgu_version: str
    cgu_le: datetime | None
    france_connect: bool
    derniere_connexion: datetime | None
    emissions: int
    version: int


@dataclass(frozen=True, slots=True)
class FicheCle:
    """Latest Clé Enfance of one responsable; never the Clé itself."""

    cle_id: int
    personne_id: int
    personne: str
    etat: str
    emission: int
    emise_le: datetime
    expire_le: datetime
    remise_le: datetime | None
    utilisee_le: datetime | None


@dataclass(frozen=True, slots=True)
class FicheTache:
    """Something due to the family, with its clock."""

    tache_id: int
    nature: str
    famille_id: int
    code: str
    famille: str
    personne_id: int | None
    demandee_le: datetime
    echeance: datetime
    urgence: str
    """Value of regles.echeances.EtatEcheance."""
    detail: str


@dataclass(frozen=True, slots=True)
class Alerte:
    """What calls for attention, as a word and a sign, never a colour alone."""

    code: str
    niveau: str
    """"attention", "refus" or "info"."""
    texte: str
    detail: str = ""
    explication: str = ""
    """What `!` shows: why this alert, and what to do."""


@dataclass(frozen=True, slots=True)
class Acte:
    """One line of a visit, or of the family's history."""

    le: datetime
    libelle: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class FichePassage:
    """The visit under way."""

    passage_id: int
    famille_id: int
    etat: str
    presence: str
    personne_id: int | None
    agent: str
    poste: str
    ouvert_le: datetime
    actes: tuple[Acte, ...] = ()
    ailleurs: str = ""
    """Workstation where this family is being received at the same time, "" when nowhere else."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the dossier screen shows, read in one snapshot."""

    famille: FicheFamille
    nom: str
    """Family name shown at the top, in capitals."""
    responsables: tuple[Membre, ...]
    enfants: tuple[Membre, ...]
    contacts: tuple[Membre, ...]
    quinzaine: Quinzaine
    """This week and next of the children."""
    quotient: FicheQuotient | None
    comptes: tuple[FicheCompte, ...]
    cles: tuple[FicheCle, ...]
    taches: tuple[FicheTache, ...]
    alertes: tuple[Alerte, ...]
    passage: FichePassage | None
    """Open or suspended visit of this family, whatever the workstation."""
    demarches: tuple[Acte, ...]
    """Last acts done for this family, newest first."""
    champs_manquants: tuple[str, ...]
    """Fields worth filling, in French (source 1.8)."""
