"""Sections of a town's règlement that are lists of plain settings (rules 1, 2, 7, 15, 16, 30, 33)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from guichet.communes.delais import Delais, Ouvertures
from guichet.communes.textes import Texte
from guichet.formats.jours import borner_jour_mois, lire_jour_mois
from guichet.lecture_toml.valide import ENREGISTRE, Incoherences, Reglage

Genre = Literal["accueil", "restauration", "etude", "soir", "mercredi", "vacances"]


class Service(Reglage):
    """One service offered to families; labels and codes belong to the town (sources 1.4, 4.2)."""

    code: str = Field(min_length=1)
    nom: str = Field(min_length=1)
    genre: Genre
    sigle: str = ""
    reservation: Delais = ("aucun",)
    annulation: Delais = ("aucun",)
    ouvertures_reservation: Ouvertures = ()
    """From when to when its days are booked, residents before outsiders; none: at any time."""
    arrivee_jours: int = Field(default=0, ge=0, le=365)
    """Days after a child's first registration in which the deadline to book is lifted; 0: never."""


class Rentree(Reglage):
    """The « réservations de rentrée » window (rule 7): deadlines are off in it, capacity is not."""

    jusqu_au: str
    """Last day, « 30/09 », every year, included until 23:59:59 Europe/Paris."""
    services: tuple[str, ...] = ()
    """Codes of the services concerned; empty: all of them."""
    fenetre_couvre_vacances: bool = False
    """Whether holiday sessions profit from it too (source 1.14)."""

    @field_validator("jusqu_au")
    @classmethod
    def _jour_et_mois(cls, texte: str, info: ValidationInfo) -> str:
        if info.context == ENREGISTRE:
            return borner_jour_mois(texte)
        lire_jour_mois(texte)
        return texte


class Retards(Reglage):
    """What becomes of a request outside its deadline (rule 2), and how a limit on a closed day moves."""

    hors_delai: Literal["accepte", "refuse", "derogation"] = "accepte"
    report_si_ferme: Literal["non", "avant", "apres"] = "non"
    rentree: Rentree | None = None


class Majoration(Reglage):
    """Surcharge for lateness: a percentage or a flat amount; neither when the source gives none (1.13)."""

    texte: str = ""
    pourcent: int | None = Field(default=None, ge=1, le=1000)
    montant_centimes: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _une_seule(self) -> Majoration:
        if self.pourcent is not None and self.montant_centimes is not None:
            raise Incoherences(
                [
                    (
                        ("montant_centimes",),
                        "gardez « pourcent » ou « montant_centimes », pas les deux.",
                    )
                ]
            )
        return self


class Attente(Reglage):
    """The waiting list (rule 4)."""

    reponse_heures: int = Field(default=48, ge=1, le=720)
    """Hours of working days a family has to answer a freed place before the next one is called."""
    residents_d_abord: bool = False
    """Whether who lives in the town passes before who does not, whenever they asked; time then decides."""


class Identifiants(Reglage):
    """Temporary passwords (rule 14) and forgotten identifiers (rule 16)."""

    validite_jours: int = Field(default=7, ge=1, le=90)
    delai_oubli_heures: int = Field(default=24, ge=1, le=240)
    """Hours of working days within which a forgotten identifier is to be sent."""


class CleEnfance(Reglage):
    """Life of a Clé Enfance (rule 15)."""

    validite_jours: int = Field(default=30, ge=1, le=400)


class ConditionsDepot(Reglage):
    """When a request counts (source 1.9, rule 30)."""

    pieces_exigees: tuple[Texte, ...] = ()
    rang_a_la_completude: bool = False
    """True: an incomplete request takes no rank until its last document is there."""
    piece_manquante: Literal["avertit", "bloque"] = "avertit"
    """For péri- and extrascolaire; school enrolment never blocks."""


class Paiement(Reglage):
    """Online payment and what the counter must know of it (sources 4.4, 1.21, 2.7, 4.5)."""

    en_ligne: bool = False
    prestataire: str = ""
    verrou_minutes: int = Field(default=15, ge=1, le=120)
    """How long a portal payment in progress keeps the till from taking the same invoice."""
    prelevement: bool = False
    facture_electronique: bool = False


class Reference(Reglage):
    """A document of the town that rules and prices cite (source 1.26)."""

    titre: str = Field(min_length=1)
    version: str = ""
    services: tuple[str, ...] = ()
    """Codes of the services it governs; empty: all of them."""


class Donnees(Reglage):
    """Data protection and the security of the posts (rule 33)."""

    conservation_consultations_mois: int = Field(default=12, ge=6, le=12)
    verrouillage_minutes: int = Field(default=5, ge=1, le=60)
    echecs_connexion: int = Field(default=5, ge=3, le=20)
    """Wrong passwords in a row before an agent is locked out."""
    blocage_minutes: int = Field(default=15, ge=1, le=1440)
    mot_de_passe_agent_min: int = Field(default=12, ge=12, le=64)
