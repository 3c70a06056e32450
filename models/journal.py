"""The chained journal and, apart from it, the access log."""

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from models.socle import Instant


class Journal(SQLModel, table=True):
    """One act. Insert only, numbered without gap, chained by SHA-256 (rules 19 and 20).

    It holds codes and hashes, never names (rule 33). `le` is text so that the hash is the same on any engine.
    """

    # The last acts of one household are on the dossier screen: never a walk through years of journal.
    __table_args__ = (Index("ix_journal_objet", "objet", "seq"),)

    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    le: str = Field(max_length=32)
    agent: str = Field(max_length=50)
    poste: str = Field(max_length=50)
    type: str = Field(max_length=40)
    objet: str = Field(max_length=60)
    contenu: str
    precedent: str = Field(max_length=64)
    empreinte: str = Field(max_length=64)


class Consultation(SQLModel, table=True):
    """Who opened which dossier when: purged on schedule, apart from the journal (rule 33)."""

    __table_args__ = (Index("ix_consultation_famille", "famille_id", "le"), Index("ix_consultation_le", "le"))

    id: int | None = Field(default=None, primary_key=True)
    le: Instant
    agent: str = Field(max_length=50)
    poste: str = Field(max_length=50)
    famille_id: int = Field(foreign_key="famille.id")
    objet: str = Field(max_length=30)
