"""Visits at the counter, what was done in them, and what remains to be done."""

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from guichet.regles.socle.domaine import EtatPassage, EtatTache, NatureTache, Presence
from models.socle import Instant, parmi


class Passage(SQLModel, table=True):
    """One visit of one family; a terminal has at most one open."""

    __table_args__ = (
        parmi("presence", Presence, "passage"),
        parmi("etat", EtatPassage, "passage"),
        Index("ix_passage_famille", "famille_id"),
        Index("ix_passage_ouvert_le", "ouvert_le"),
        Index(
            "ux_passage_terminal",
            "terminal",
            unique=True,
            sqlite_where=text("etat = 'ouvert'"),
            postgresql_where=text("etat = 'ouvert'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    famille_id: int = Field(foreign_key="famille.id")
    agent: str = Field(max_length=50)
    poste: str = Field(max_length=50)
    """Name of the workstation, for people."""
    terminal: str = Field(max_length=120)
    """Where it is held: two terminals of one account are two (guichet/config.py, terminal_ici)."""
    presence: str = Field(default=Presence.SUR_PLACE.value, max_length=12)
    personne_id: int | None = Field(default=None, foreign_key="personne.id")
    """Who stands here: what may be shown follows."""
    etat: str = Field(max_length=10)
    ouvert_le: Instant
    suspendu_le: Instant | None = None
    clos_le: Instant | None = None


class ActePassage(SQLModel, table=True):
    """One line of what was done in a visit: insert only, printed on the summary slip."""

    __tablename__ = "acte_passage"

    id: int | None = Field(default=None, primary_key=True)
    passage_id: int = Field(foreign_key="passage.id", index=True)
    le: Instant
    libelle: str = Field(max_length=200)


class Tache(SQLModel, table=True):
    """Something due to a family, with a clock on opening days (source 4.12)."""

    __table_args__ = (
        parmi("nature", NatureTache, "tache"),
        parmi("etat", EtatTache, "tache"),
        Index("ix_tache_echeance", "etat", "echeance"),
        Index(
            "ux_tache_proposition",
            "reservation_id",
            unique=True,
            sqlite_where=text("etat = 'a_faire'"),
            postgresql_where=text("etat = 'a_faire'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    nature: str = Field(max_length=30)
    famille_id: int = Field(foreign_key="famille.id", index=True)
    personne_id: int | None = Field(default=None, foreign_key="personne.id")
    demandee_le: Instant
    echeance: Instant
    etat: str = Field(max_length=10)
    faite_le: Instant | None = None
    faite_par: str = Field(default="", max_length=50)
    detail: str = Field(default="", max_length=200)
    reservation_id: int | None = Field(default=None, foreign_key="reservation.id")
    """The waiting booking a freed place is offered to; never two offers at once for one."""
