"""School holidays, bridge days and closures, read once from the libraries, then corrected by hand or by file."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from guichet.regles.offre.calendrier import NaturePeriode
from models.socle import parmi


class PeriodeCalendrier(SQLModel, table=True):
    """Days that are not ordinary ones, from `du` to `au` (both included)."""

    __tablename__ = "periode_calendrier"
    __table_args__ = (
        parmi("nature", NaturePeriode, "periode_calendrier"),
        CheckConstraint("au >= du", name="ck_periode_calendrier_ordre"),
        Index("ix_periode_calendrier_du", "du"),
    )

    id: int | None = Field(default=None, primary_key=True)
    nature: str = Field(max_length=12)
    du: date
    au: date
    libelle: str = Field(max_length=80)
    site: str = Field(default="", max_length=40)
    """Code of the only site concerned; "" for all."""
    activite_id: int | None = Field(default=None, foreign_key="activite.id")
    """The only activity concerned; NULL for all."""
    source: str = Field(default="", max_length=40)
