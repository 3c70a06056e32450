"""What a town offers: activité → groupe → unité, and the days each is open."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from guichet.regles.offre.genres import GenreActivite
from models.socle import parmi


class Activite(SQLModel, table=True):
    """A service offered: school canteen, morning care, Wednesday, a holiday session…"""

    __table_args__ = (parmi("genre", GenreActivite, "activite"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    nom: str = Field(max_length=100)
    sigle: str = Field(default="", max_length=20)
    genre: str = Field(max_length=14)
    ordre: int = 0
    active: bool = True
    version: int = 1


class RegleActivite(SQLModel, table=True):
    """Deadlines, surcharge, absences, incompatibilities of an activity from one day on; insert only.

    `contenu` is the canonical JSON of guichet.regles.offre.regles_activite.ReglesActivite.
    """

    __tablename__ = "regle_activite"
    __table_args__ = (Index("ux_regle_activite", "activite_id", "du", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    activite_id: int = Field(foreign_key="activite.id")
    du: date
    contenu: str
    reference: str = Field(default="", max_length=100)
    """Article or délibération the rule comes from."""


class Groupe(SQLModel, table=True):
    """Children who attend together, at one site, between two ages."""

    __table_args__ = (
        CheckConstraint("age_max_mois > age_min_mois", name="ck_groupe_ages"),
        CheckConstraint("session_au IS NULL OR session_au >= session_du", name="ck_groupe_session"),
        Index("ux_groupe", "activite_id", "code", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    activite_id: int = Field(foreign_key="activite.id")
    code: str = Field(max_length=40)
    nom: str = Field(max_length=100)
    site: str = Field(default="", max_length=40)
    ecole: str = Field(default="", max_length=100)
    """Only children of this school; "" for any."""
    age_min_mois: int = 0
    age_max_mois: int = 240
    """Half-open: a child of exactly this age in months is too old."""
    classes: str = Field(default="", max_length=100)
    """Classes it takes, « PS,MS,GS », where the activity goes by class; "" for any."""
    session_du: date | None = None
    session_au: date | None = None
    """Holiday session: the deadline hangs on its first day (source 1.12)."""
    active: bool = True


class Unite(SQLModel, table=True):
    """What is booked on one day: matin, repas, après-midi."""

    __table_args__ = (
        CheckConstraint("fin_minute > debut_minute", name="ck_unite_heures"),
        Index("ux_unite", "activite_id", "code", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    activite_id: int = Field(foreign_key="activite.id")
    code: str = Field(max_length=20)
    nom: str = Field(max_length=60)
    lettre: str = Field(max_length=1)
    """Letter at the head of the planner's column."""
    debut_minute: int
    fin_minute: int
    """Minutes after midnight."""
    ordre: int = 0


class Ouverture(SQLModel, table=True):
    """One unit of one group open on one day, with its places; NULL capacity is unlimited."""

    __table_args__ = (
        CheckConstraint("capacite IS NULL OR capacite >= 0", name="ck_ouverture_capacite"),
        Index("ux_ouverture", "groupe_id", "unite_id", "jour", unique=True),
        Index("ix_ouverture_jour", "jour"),
    )

    id: int | None = Field(default=None, primary_key=True)
    groupe_id: int = Field(foreign_key="groupe.id")
    unite_id: int = Field(foreign_key="unite.id")
    jour: date
    capacite: int | None = None
    fermee: bool = False
    motif: str = Field(default="", max_length=100)


class QuotaAge(SQLModel, table=True):
    """Places kept for an age band inside a group and unit (rule 4)."""

    __tablename__ = "quota_age"
    __table_args__ = (
        CheckConstraint("age_max_mois > age_min_mois", name="ck_quota_age_ages"),
        CheckConstraint("places >= 0", name="ck_quota_age_places"),
        Index("ix_quota_age", "groupe_id", "unite_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    groupe_id: int = Field(foreign_key="groupe.id")
    unite_id: int = Field(foreign_key="unite.id")
    nom: str = Field(max_length=60)
    age_min_mois: int
    age_max_mois: int
    places: int
