"""Adults, children and contacts."""

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.champs import Courriel, Jour, NomPropre, Telephone, Texte100


class PersonneBase(SQLModel):
    """What a form, the command line or an import may say of a person."""

    civilite: str = Field(default="", max_length=3)
    nom: NomPropre = Field(max_length=100)
    nom_naissance: Texte100 = Field(default="", max_length=100)
    prenom: NomPropre = Field(max_length=100)
    naissance: Jour = Field(default=None)
    courriel: Courriel = Field(default="", max_length=254)
    mobile: Telephone = Field(default="", max_length=20)
    fixe: Telephone = Field(default="", max_length=20)
    regimes: Texte100 = Field(default="", max_length=100)
    """Diets needed to feed the child: "sans porc", "sans gluten"; never a religion (rule 31)."""
    pai: bool = False


class Personne(PersonneBase, table=True):
    """A person; `version` grows by one at each modification (two agents on one sheet).

    A birth is known by its day (`naissance`), or by its year or month only (`naissance_partielle`), or not at all:
    guichet.formats.naissances.
    """

    __table_args__ = (
        CheckConstraint("length(nom) > 0 AND length(prenom) > 0", name="ck_personne_nommee"),
        CheckConstraint(
            "civilite = '' OR civilite IN ('Mme', 'M.', 'G', 'F')",
            name="ck_personne_civilite",
        ),
        CheckConstraint(
            "naissance_partielle = '' OR (naissance IS NULL "
            "AND (naissance_partielle LIKE '____' OR naissance_partielle LIKE '____-__'))",
            name="ck_personne_naissance_partielle",
        ),
        Index("ix_personne_naissance", "naissance"),
        Index("ix_personne_fusionnee", "fusionnee_dans"),
    )

    id: int | None = Field(default=None, primary_key=True)
    naissance_partielle: str = Field(default="", max_length=7, sa_column_kwargs={"server_default": ""})
    """« 2018 », « 2018-03 », "" where the day is known or nothing is."""
    fusionnee_dans: int | None = Field(default=None, foreign_key="personne.id")
    """The person this one was found to be."""
    version: int = 1


class PaiDetail(SQLModel, table=True):
    """Substance of a PAI: only for roles that need it, each view logged (rule 31)."""

    __tablename__ = "pai_detail"

    personne_id: int = Field(primary_key=True, foreign_key="personne.id")
    detail: str = Field(max_length=200)


class Scolarite(SQLModel, table=True):
    """School and class of a child for one school year (`annee` is the year it begins)."""

    id: int | None = Field(default=None, primary_key=True)
    personne_id: int = Field(foreign_key="personne.id")
    annee: int
    ecole: str = Field(default="", max_length=100)
    classe: str = Field(default="", max_length=10)

    __table_args__ = (Index("ux_scolarite", "personne_id", "annee", unique=True),)
