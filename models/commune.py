"""The town's settings, its agents and its sessions."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from guichet.regles.socle.droits import Role
from models.socle import Instant, parmi


class Parametre(SQLModel, table=True):
    """What the base says of itself: identity, training mode."""

    cle: str = Field(primary_key=True, max_length=40)
    valeur: str


class Reglement(SQLModel, table=True):
    """The town's settings from one day on, as the validated preset wrote them; insert only."""

    id: int | None = Field(default=None, primary_key=True)
    du: date = Field(unique=True)
    contenu: str
    """Canonical JSON of guichet.communes.Commune."""
    empreinte: str = Field(max_length=64)


class JourFerie(SQLModel, table=True):
    """Bank holidays, read once from the calendar library at init."""

    __tablename__ = "jour_ferie"

    jour: date = Field(primary_key=True)
    libelle: str = Field(max_length=60)


class Agent(SQLModel, table=True):
    """A user of the counter. The password is an argon2id hash; NULL only on a training base."""

    __table_args__ = (
        parmi("role", Role, "agent"),
        CheckConstraint("hash IS NULL OR hash LIKE '$argon2id$%'", name="ck_agent_hash"),
        CheckConstraint("echecs >= 0", name="ck_agent_echecs"),
    )

    id: int | None = Field(default=None, primary_key=True)
    identifiant: str = Field(unique=True, max_length=50)
    nom: str = Field(max_length=100)
    prenom: str = Field(max_length=100)
    role: str = Field(max_length=15)
    tous_droits: bool = False
    """Training agent "demo": every right, refused on a real base by trigger."""
    hash: str | None = None
    doit_changer: bool = True
    echecs: int = 0
    verrouille_jusqu_a: Instant | None = None
    actif: bool = True
    cree_le: Instant


class SessionAgent(SQLModel, table=True):
    """A command-line session: only the hash of its token is kept.

    It serves its account, in its terminal; `terminal` is "" for one opened for a script, which serves anywhere there.
    """

    __tablename__ = "session_agent"

    id: int | None = Field(default=None, primary_key=True)
    agent_id: int = Field(foreign_key="agent.id", index=True)
    empreinte: str = Field(unique=True, max_length=64)
    ouverte_le: Instant
    expire_le: Instant
    fermee_le: Instant | None = None
    compte: str = Field(max_length=120)
    """Account and machine."""
    terminal: str = Field(max_length=120)
