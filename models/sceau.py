"""Seals of rows: what a rewriting behind the program's back does not know how to make (docs/decisions/0018)."""

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class Sceau(SQLModel, table=True):
    """The keyed seal of one row of a sealed table; the row named "" keeps the state of them all."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    objet: str = Field(primary_key=True, max_length=40)
    """Name of the table."""
    cle: str = Field(primary_key=True, max_length=160)
    """Primary key of the row, its columns joined by « / »."""
    valeur: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
