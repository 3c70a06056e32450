"""The sheets of a household: its own fields, its people, its quotient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from guichet.formats.naissances import Naissance, connue


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
    """Day of birth, None where it is not known, or in part only."""
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
    naissance_partielle: str = ""
    """« 2018-03 », « 2018 » where no more is known."""

    @property
    def nee(self) -> Naissance:
        """What is known of the birth."""
        return connue(self.naissance, self.naissance_partielle)

    def partage(self, jour: date) -> bool:
        """Whether some days of this child, from that one on, may not be of this household."""
        return bool(self.autre_foyer or self.garde_rythme or self.du > jour)


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
    """The latest quotient familial begun: cents, month it is for, source, end."""

    valeur_centimes: int
    mois: date
    source: str
    du: date
    au: date | None

    def fini(self, jour: date) -> bool:
        """Whether it is over on that day: the highest tariff then holds until another comes."""
        return self.au is not None and self.au < jour
