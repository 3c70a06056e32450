"""Right to attend over a period (inscription) and days booked (réservation)."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from guichet.regles.reservations.etats import VIVANTS, EtatInscription, EtatReservation, Origine
from models.socle import Instant, parmi

_VIVANTS = ", ".join(f"'{e.value}'" for e in sorted(VIVANTS))


class Inscription(SQLModel, table=True):
    """Right of a child to attend an activity from `du` to `au`, for the household that asked."""

    __table_args__ = (
        parmi("etat", EtatInscription, "inscription"),
        CheckConstraint("au >= du", name="ck_inscription_periode"),
        Index("ix_inscription_personne", "personne_id"),
        Index("ix_inscription_famille", "famille_id"),
        Index("ix_inscription_groupe", "groupe_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    personne_id: int = Field(foreign_key="personne.id")
    famille_id: int = Field(foreign_key="famille.id")
    activite_id: int = Field(foreign_key="activite.id")
    groupe_id: int = Field(foreign_key="groupe.id")
    du: date
    au: date
    etat: str = Field(max_length=12)
    demandee_le: Instant
    priorite: int = 0
    """Town's priority, the greater the sooner; the rank is then the time of request (rule 4)."""
    complete_le: Instant | None = None
    """Last required document seen; NULL: its demands take no rank where the town says so (source 1.9)."""
    version: int = 1


class PieceVue(SQLModel, table=True):
    """A required document the counter has seen for a child: it serves every registration of the household."""

    __tablename__ = "piece_vue"

    famille_id: int = Field(foreign_key="famille.id", primary_key=True)
    personne_id: int = Field(foreign_key="personne.id", primary_key=True, index=True)
    piece: str = Field(primary_key=True, max_length=100)
    """As the town's règlement names it."""
    vue_le: Instant
    agent: str = Field(max_length=50)


class Reservation(SQLModel, table=True):
    """One child, one day, one unit. `demandee_le` never changes: it is the rank (rule 4)."""

    __table_args__ = (
        parmi("etat", EtatReservation, "reservation"),
        parmi("origine", Origine, "reservation"),
        CheckConstraint(
            "(derogation_agent = '') = (derogation_motif = '')",
            name="ck_reservation_derogation",
        ),
        Index(
            "ux_reservation_vivante",
            "personne_id",
            "jour",
            "unite_id",
            unique=True,
            sqlite_where=text(f"etat IN ({_VIVANTS})"),
            postgresql_where=text(f"etat IN ({_VIVANTS})"),
        ),
        Index("ix_reservation_place", "groupe_id", "unite_id", "jour", "etat"),
        Index("ix_reservation_famille", "famille_id", "jour"),
        Index("ix_reservation_jour", "jour"),
    )

    id: int | None = Field(default=None, primary_key=True)
    inscription_id: int = Field(foreign_key="inscription.id")
    personne_id: int = Field(foreign_key="personne.id")
    famille_id: int = Field(foreign_key="famille.id")
    groupe_id: int = Field(foreign_key="groupe.id")
    unite_id: int = Field(foreign_key="unite.id")
    jour: date
    etat: str = Field(max_length=22)
    demandee_le: Instant
    origine: str = Field(max_length=10)
    majoree: bool = False
    derogation_agent: str = Field(default="", max_length=50)
    derogation_motif: str = Field(default="", max_length=200)
    priorite: int = 0
    complete_le: Instant | None = None
    """Since when it ranks, where it first waited for a document; NULL: since it was asked."""
    annulee_le: Instant | None = None
    absence_le: Instant | None = None
    """When the absence was told."""
    certificat_le: Instant | None = None
    facturee: bool = True
    """Charged in its present state, by the town's rule (rule 5)."""
