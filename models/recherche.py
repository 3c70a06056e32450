"""The search index: one ready-to-show row per household, kept in the transaction that changes the data."""

from sqlalchemy import BigInteger, Column, Index, Integer
from sqlmodel import Field, SQLModel


def _cle() -> Column[int]:
    """The sort key as primary key: INTEGER on SQLite, the only type that makes it the rowid itself."""
    return Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False)


class FicheRecherche(SQLModel, table=True):
    """What the search box shows and looks into.

    `cle` is the sort key packed into 63 bits (first letters of the name, then the household): FTS5 walks rowids
    in order, so LIMIT gives the first rows in alphabetical order for nothing (dependances.md).
    """

    __tablename__ = "fiche_recherche"

    cle: int = Field(sa_column=_cle())
    famille_id: int = Field(unique=True, foreign_key="famille.id")
    code: str = Field(index=True, max_length=20)
    famille: str
    enfants: str
    ville: str
    residence: str = Field(max_length=10)
    telephone: str
    alertes: str
    noms: str
    """Normalised words of the names of adults and children: looked into first."""
    autres: str
    """Marked tokens (guichet.registres.recherche.jetons): codes, telephones, mails, dates, schools…"""


class JetonRecherche(SQLModel, table=True):
    """Token → household, for engines without FTS5 (PostgreSQL); empty on SQLite."""

    __tablename__ = "jeton_recherche"
    __table_args__ = (
        # Prefixes are byte ranges, whatever the collation of the server.
        Index("ix_jeton_prefixe", "jeton", "cle", postgresql_ops={"jeton": "text_pattern_ops"}),
    )

    cle: int = Field(sa_column=_cle())
    jeton: str = Field(primary_key=True, max_length=300)


class MotNom(SQLModel, table=True):
    """Every distinct word of a name with its sound: what near misses are looked for in."""

    __tablename__ = "mot_nom"

    mot: str = Field(primary_key=True, max_length=100)
    son: str = Field(max_length=100)
