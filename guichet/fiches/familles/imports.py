"""What a file said, row by row, and what became of it: the contract between the import, its report and the screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from guichet.erreurs.socle import PROSE
from guichet.formats.naissances import Naissance


class Gravite(StrEnum):
    """How far a remark on a row goes."""

    REFUSEE = "refusee"
    """The whole row is left out."""
    SIGNALEE = "signalee"
    """The row is kept; the value named is left out, or taken with a doubt."""
    DIFFERENCE = "difference"
    """The base already says something else: kept as it is, for an agent to decide."""
    A_TRANCHER = "a_trancher"
    """Who it is cannot be told: nothing of the row is written until an agent says it."""


class Resultat(StrEnum):
    """What became of one family of the file."""

    CREEE = "creee"
    COMPLETEE = "completee"
    """Known already; members, a newer quotient or a new school year were added."""
    INCHANGEE = "inchangee"
    REFUSEE = "refusee"
    """No row of it could be kept."""
    A_TRANCHER = "a_trancher"
    """A pupil nobody of the base is surely, or an adult who is not in the household of their children."""


LIBELLES_GRAVITE: dict[Gravite, str] = {
    Gravite.REFUSEE: "ligne refusée",
    Gravite.SIGNALEE: "signalée",
    Gravite.DIFFERENCE: "différente",
    Gravite.A_TRANCHER: "à trancher",
}

LIBELLES_RESULTAT: dict[Resultat, str] = {
    Resultat.CREEE: "famille créée",
    Resultat.COMPLETEE: "famille complétée",
    Resultat.INCHANGEE: "famille inchangée",
    Resultat.REFUSEE: "famille refusée",
    Resultat.A_TRANCHER: "à trancher",
}


@dataclass(frozen=True, slots=True)
class Anomalie:
    """One remark on one cell of the file.

    Attributes:
        ligne: physical line of the file, from 1 (the header), as a text editor numbers it.
        colonne: canonical name of the column, "*" for the whole row.
        valeur: what stands there, as typed.
        motif: what is wrong, a French sentence.
        remede: what to do, a French sentence.
        gravite: whether the row is left out.
    """

    ligne: int
    colonne: str
    valeur: str
    motif: str = field(metadata=PROSE)
    remede: str = field(metadata=PROSE)
    gravite: Gravite


@dataclass(frozen=True, slots=True)
class BilanFamille:
    """One family of the file: its first line, its code as the file writes it, and what became of it."""

    ligne: int
    code: str
    resultat: Resultat


@dataclass(frozen=True, slots=True)
class PersonneLue:
    """One valid row: a person and the place they take in the household. Values are those the base keeps."""

    ligne: int
    role: str
    civilite: str
    nom: str
    nom_naissance: str
    prenom: str
    naissance: Naissance
    courriel: str = ""
    mobile: str = ""
    fixe: str = ""
    regimes: str = ""
    pai: bool = False
    pai_detail: str = ""
    ecole: str = ""
    classe: str = ""
    qualite: str = ""
    autorite_parentale: bool = False
    payeur: bool = False
    peut_chercher: bool = False
    urgence: bool = False
    garde_rythme: str = ""
    garde_ancre: date | None = None


@dataclass(frozen=True, slots=True)
class QuotientLu:
    """Quotient familial of a household: cents, first day of the month it is for."""

    ligne: int
    valeur_centimes: int
    mois: date


@dataclass(frozen=True, slots=True)
class FamilleLue:
    """One household with its valid rows, the responsables first."""

    ligne: int
    code: str
    adresse: str
    code_postal: str
    ville: str
    residence: str
    membres: tuple[PersonneLue, ...]
    quotient: QuotientLu | None = None


@dataclass(frozen=True, slots=True)
class Candidat:
    """Somebody of the base whom a row may be about.

    Attributes:
        personne_id: who.
        qui: « LÉGER-MARTIN Thomas ».
        naissance: what is known of the birth.
        code: body of the code of a household of theirs.
        raisons: why, in French.
    """

    personne_id: int
    qui: str
    naissance: Naissance
    code: str
    raisons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """A row set aside: somebody written otherwise than in the base, or a pupil or an adult it does not have.

    Attributes:
        personne: the row.
        famille_id: household of the base the file puts them in, None when it says none.
        code: its code, "" when there is none.
        adresse: street, post code and town of the row.
        candidats: who it may be, the likeliest first; none: nobody is like them.
    """

    personne: PersonneLue
    famille_id: int | None
    code: str
    adresse: tuple[str, str, str]
    candidats: tuple[Candidat, ...]


@dataclass(frozen=True, slots=True)
class RapportImport:
    """Everything an import did."""

    fichier: str
    empreinte: str
    """SHA-256 of the file's bytes."""
    encodage: str
    separateur: str
    lignes: int
    """Rows of the file, the header and blank lines apart."""
    creees: int
    """Families created; likewise below."""
    completees: int
    inchangees: int
    refusees: int
    personnes: int
    """Persons created."""
    lignes_refusees: int
    colonnes_ignorees: tuple[str, ...] = ()
    """Columns of the file nothing is read from, as the file writes them."""
    colonnes_absentes: tuple[str, ...] = ()
    """Known columns the file does not have."""
    anomalies: tuple[Anomalie, ...] = field(default=(), repr=False)
    """In the order of the file."""
    familles: tuple[BilanFamille, ...] = field(default=(), repr=False)
    """In the order of the file."""
    propositions: tuple[Proposition, ...] = field(default=(), repr=False)
    """Rows set aside, in the order of the file."""

    @property
    def ecritures(self) -> bool:
        """Whether anything was added to the base."""
        return bool(self.creees or self.completees)


@dataclass(frozen=True, slots=True)
class MembreConnu:
    """A person the base has in a household, past members included."""

    personne_id: int
    anciens: frozenset[tuple[str, str]]
    """Former values an agent corrected: (field, search key)."""
    parti: bool
    """No longer in the household."""
    fiche: PersonneLue
    """What the base says of them; `ligne` means nothing there, the school is that of the current year."""
    derniere: tuple[str, str] = ("", "")
    """Latest school and class known, be they of last year: where the child is still expected."""


@dataclass(frozen=True, slots=True)
class Scolarite:
    """School of this year told by a row, of somebody the base knows."""

    famille_id: int
    membre: MembreConnu
    lue: PersonneLue

    @property
    def neuve(self) -> bool:
        """Nothing was known of this year."""
        return not (self.membre.fiche.ecole or self.membre.fiche.classe)

    @property
    def apres(self) -> tuple[str, str]:
        """School and class from now on: a blank cell says nothing."""
        ecole, classe = self.membre.derniere
        # Last year's class is nobody's class this year.
        return self.lue.ecole or ecole, self.lue.classe or ("" if self.neuve else classe)


@dataclass(frozen=True, slots=True)
class FamilleConnue:
    """A household the base has, as an import compares it."""

    famille_id: int
    adresse: str
    code_postal: str
    ville: str
    membres: tuple[MembreConnu, ...]
    quotient: QuotientLu | None
    """The latest one, whatever its source."""
    quotient_du: date | None
    """Day it is in force from, which may be later than its month."""
