"""Households, who belongs to them, and what their coordinates used to be."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from guichet.formats.adresses import LONGUEUR
from guichet.regles.socle.domaine import EnvoiFactures, MotifDepart, Residence, RoleLien
from models.champs import CodePostal, Jour, Texte100, Texte200
from models.socle import Instant, parmi


class FamilleBase(SQLModel):
    """What a form, the command line or an import may say of a household."""

    adresse: Texte200 = Field(default="", max_length=200)
    complement: Texte100 = Field(default="", max_length=100)
    code_postal: CodePostal = Field(default="", max_length=LONGUEUR)
    ville: Texte100 = Field(default="", max_length=100)
    envoi_factures: str = Field(default=EnvoiFactures.PAPIER.value, max_length=12)


class Famille(FamilleBase, table=True):
    """A household. `code` is the body of the code famille: the check character is always derived from it."""

    __table_args__ = (
        parmi("residence", Residence, "famille"),
        parmi("envoi_factures", EnvoiFactures, "famille"),
        CheckConstraint("length(code) > 0", name="ck_famille_code"),
        Index("ix_famille_fusionnee", "fusionnee_dans"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=20)
    residence: str = Field(default=Residence.COMMUNE.value, max_length=10)
    envoi_depuis: date | None = None
    creee_le: Instant
    fusionnee_dans: int | None = Field(default=None, foreign_key="famille.id")
    """The household this one was found to be; its code still leads there."""
    version: int = 1


class LienBase(SQLModel):
    """What a form may say of a person's place in a household."""

    qualite: Texte100 = Field(default="", max_length=100)
    autorite_parentale: bool = False
    payeur: bool = False
    peut_chercher: bool = False
    """Allowed to collect the child."""
    urgence: bool = False
    """To be called in an emergency."""
    garde_rythme: Texte100 = Field(default="", max_length=20)
    """Alternate custody, "1/2" for one week in two; blank when the child lives here all the time."""
    garde_ancre: Jour = Field(default=None)
    """A Monday of a week spent in this household: never the parity of the ISO number (2026 has 53 weeks)."""


class Lien(LienBase, table=True):
    """A person in a household from `du` to `au` (both included; NULL means still)."""

    __table_args__ = (
        parmi("role", RoleLien, "lien"),
        parmi("motif", MotifDepart, "lien"),
        CheckConstraint("au IS NULL OR au >= du", name="ck_lien_periode"),
        Index("ix_lien_famille", "famille_id"),
        Index("ix_lien_personne", "personne_id"),
        Index(
            "ux_lien_actuel",
            "personne_id",
            "famille_id",
            "role",
            unique=True,
            sqlite_where=text("au IS NULL"),
            postgresql_where=text("au IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    personne_id: int = Field(foreign_key="personne.id")
    famille_id: int = Field(foreign_key="famille.id")
    role: str = Field(max_length=12)
    rang: int = 0
    """Order of display inside the role."""
    du: date
    au: date | None = None
    motif: str | None = Field(default=None, max_length=12)
    """Why they left; NULL where nobody said."""
    version: int = 1


class Quotient(SQLModel, table=True):
    """Family income index, in cents, with its source and month; never edited once used: a new row instead."""

    __table_args__ = (
        CheckConstraint("valeur_centimes >= 0", name="ck_quotient_valeur"),
        CheckConstraint("au IS NULL OR au >= du", name="ck_quotient_periode"),
        Index("ix_quotient_famille", "famille_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    famille_id: int = Field(foreign_key="famille.id")
    valeur_centimes: int = Field(sa_column=Column(BigInteger, nullable=False))
    source: str = Field(max_length=30)
    mois: date
    """First day of the month the figure is for."""
    du: date
    au: date | None = None


class HistoriqueCoordonnees(SQLModel, table=True):
    """One former value of one field: insert only, so that an old address or name still explains a letter."""

    __tablename__ = "historique_coordonnees"
    __table_args__ = (
        Index("ix_historique_famille", "famille_id"),
        Index("ix_historique_personne", "personne_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    le: Instant
    agent: str = Field(max_length=50)
    famille_id: int | None = Field(default=None, foreign_key="famille.id")
    personne_id: int | None = Field(default=None, foreign_key="personne.id")
    champ: str = Field(max_length=40)
    avant: str
    apres: str
