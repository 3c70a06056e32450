"""What the rhythm of an alternate custody does not say: who has which half of the holidays, and exceptions."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from guichet.regles.socle.domaine import MoitieVacances
from models.socle import parmi


class GardeVacances(SQLModel, table=True):
    """The half of the school holidays a child spends in the household of the link."""

    __tablename__ = "garde_vacances"
    __table_args__ = (parmi("moitie", MoitieVacances, "garde_vacances"),)

    lien_id: int = Field(primary_key=True, foreign_key="lien.id")
    moitie: str = Field(max_length=10)
    """The half of the holidays that begin in a year as even or as odd as `annee`."""
    annee: int
    alterne: bool = True
    """The other half the next year, as most judgments say; False: the same every year."""


class GardeException(SQLModel, table=True):
    """Days a child spends in one household whatever the rhythm: a wedding, a swapped weekend, a judgment."""

    __tablename__ = "garde_exception"
    __table_args__ = (
        CheckConstraint("au >= du", name="ck_garde_exception_ordre"),
        Index("ix_garde_exception_personne", "personne_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    personne_id: int = Field(foreign_key="personne.id")
    famille_id: int = Field(foreign_key="famille.id")
    du: date
    au: date
