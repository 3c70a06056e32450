"""Two files of one household or of one person, made one: what was moved, so that the day can give it back."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.socle import Instant


class Fusion(SQLModel, table=True):
    """One merge. The file absorbed stays, empty, so that its code still finds the one that is kept."""

    __table_args__ = (Index("ix_fusion_famille", "famille_id"),)

    id: int | None = Field(default=None, primary_key=True)
    le: Instant
    agent: str = Field(max_length=50)
    famille_id: int = Field(foreign_key="famille.id")
    """The household kept."""
    fondue_id: int | None = Field(default=None, foreign_key="famille.id")
    """The one absorbed; NULL: two people of one household."""
    contenu: str
    """JSON: each row moved, by table and key, with what it was."""
    defaite_le: Instant | None = None
    defaite_par: str = Field(default="", max_length=50)


class FamillesDistinctes(SQLModel, table=True):
    """Two files that look alike and are not the same family, as an agent judged: not proposed again. Insert only."""

    __tablename__ = "familles_distinctes"
    __table_args__ = (
        CheckConstraint("famille_id < autre_id", name="ck_familles_distinctes_ordre"),
        UniqueConstraint("famille_id", "autre_id", name="ux_familles_distinctes"),
    )

    id: int | None = Field(default=None, primary_key=True)
    famille_id: int = Field(foreign_key="famille.id")
    autre_id: int = Field(foreign_key="famille.id")
    le: Instant
    agent: str = Field(max_length=50)
