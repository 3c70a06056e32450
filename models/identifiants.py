"""Portal accounts, Clé Enfance, what was handed over, and what the portal must be told."""

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.socle.domaine import Canal, EtatCle, PieceIdentite
from models.socle import Instant, parmi


class ComptePortail(SQLModel, table=True):
    """A responsable's account on the Espace Citoyens. No column can give a secret back (rule 14)."""

    __tablename__ = "compte_portail"
    __table_args__ = (
        parmi("etat", EtatComptePortail, "compte_portail"),
        CheckConstraint("hash IS NULL OR hash LIKE '$argon2id$%'", name="ck_compte_portail_hash"),
        CheckConstraint("etape BETWEEN 0 AND 6", name="ck_compte_portail_etape"),
        # One that opens nothing any more may stand beside it: two files made one leave two accounts (models/fusion.py).
        Index(
            "ux_compte_personne",
            "personne_id",
            "famille_id",
            unique=True,
            sqlite_where=text("etat NOT IN ('suspendu', 'efface')"),
            postgresql_where=text("etat NOT IN ('suspendu', 'efface')"),
        ),
        Index("ix_compte_famille", "famille_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    personne_id: int = Field(foreign_key="personne.id")
    famille_id: int = Field(foreign_key="famille.id")
    identifiant: str = Field(max_length=254)
    identifiant_cle: str = Field(unique=True, max_length=254)
    """Case-folded identifier: two accounts never differ by case alone."""
    mode: str = Field(max_length=10)
    etat: str = Field(max_length=20)
    hash: str | None = None
    emis_le: Instant | None = None
    expire_le: Instant | None = None
    doit_changer: bool = False
    active_le: Instant | None = None
    cgu_version: str = Field(default="", max_length=40)
    cgu_le: Instant | None = None
    etape: int = 0
    """Last activation step the parent passed, 0 to 6 (source 3.1)."""
    france_connect: bool = False
    derniere_connexion: Instant | None = None
    emissions: int = 0
    version: int = 1


class IdentifiantAncien(SQLModel, table=True):
    """An identifier the account used to have: it still finds the family."""

    __tablename__ = "identifiant_ancien"

    id: int | None = Field(default=None, primary_key=True)
    compte_id: int = Field(foreign_key="compte_portail.id", index=True)
    identifiant: str = Field(max_length=254)
    jusqu_au: Instant


class CleEnfance(SQLModel, table=True):
    """The secret that links an account to the children: only its keyed hash is kept (rule 15)."""

    __tablename__ = "cle_enfance"
    __table_args__ = (
        parmi("etat", EtatCle, "cle_enfance"),
        CheckConstraint("length(empreinte) = 64", name="ck_cle_enfance_empreinte"),
        Index(
            "ux_cle_vivante",
            "famille_id",
            "responsable_id",
            unique=True,
            sqlite_where=text("etat IN ('emise', 'remise')"),
            postgresql_where=text("etat IN ('emise', 'remise')"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    famille_id: int = Field(foreign_key="famille.id", index=True)
    responsable_id: int = Field(foreign_key="personne.id")
    empreinte: str = Field(unique=True, max_length=64)
    etat: str = Field(max_length=10)
    emission: int
    """Number of issues for this responsable and household, from 1."""
    emise_le: Instant
    expire_le: Instant
    remise_le: Instant | None = None
    utilisee_le: Instant | None = None


class Remise(SQLModel, table=True):
    """What was handed over, to whom, by whom, identity document seen: insert only (rule 16)."""

    __table_args__ = (parmi("piece", PieceIdentite, "remise"), parmi("canal", Canal, "remise"))

    id: int | None = Field(default=None, primary_key=True)
    le: Instant
    agent: str = Field(max_length=50)
    famille_id: int = Field(foreign_key="famille.id", index=True)
    personne_id: int = Field(foreign_key="personne.id")
    objet: str = Field(max_length=20)
    """What was handed over: "identifiants" or "cle"."""
    piece: str = Field(max_length=20)
    canal: str = Field(max_length=10)
    passage_id: int | None = Field(default=None, foreign_key="passage.id")


class EnvoiPortail(SQLModel, table=True):
    """One outgoing record for the portal, written with the act it tells of; insert only."""

    __tablename__ = "envoi_portail"

    id: int | None = Field(default=None, primary_key=True)
    le: Instant
    geste: str = Field(max_length=20)
    compte_id: int = Field(foreign_key="compte_portail.id", index=True)
    identifiant: str = Field(max_length=254)
    hash: str | None = None
    expire_le: Instant | None = None
    doit_changer: bool = False
    scelle: str | None = None
    """Temporary secret sealed to the portal's X25519 public key, base64: unreadable here."""


class EnvoiExporte(SQLModel, table=True):
    """That a record was exported, once: the primary key forbids a second time."""

    __tablename__ = "envoi_exporte"

    envoi_id: int = Field(primary_key=True, foreign_key="envoi_portail.id")
    le: Instant
    lot: str = Field(max_length=40)
