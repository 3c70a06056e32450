"""Households written straight into the tables: what a test of the search needs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from guichet.registres.recherche import index_recherche
from guichet.services.recherche import boite

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte


@dataclass(frozen=True)
class Qui:
    """A person of a household."""

    nom: str
    prenom: str
    role: str = "responsable"
    nom_naissance: str = ""
    naissance: date | None = None
    courriel: str = ""
    mobile: str = ""
    fixe: str = ""
    pai: bool = False
    ecole: str = ""
    classe: str = ""
    parti: bool = False


@dataclass(frozen=True)
class Foyer:
    """What was written: numbers to change it by."""

    famille_id: int
    personnes: list[int] = field(default_factory=list)


def enfant(nom: str, prenom: str, **champs: object) -> Qui:
    return Qui(nom, prenom, "enfant", **champs)


def contact(nom: str, prenom: str, **champs: object) -> Qui:
    return Qui(nom, prenom, "contact", **champs)


def ecrire(s: Ecriture, code: str, *membres: Qui, ville: str = "Clairval", famille_id: int | None = None) -> Foyer:
    """Write a household, without its index."""
    from models import Famille, Lien, Personne, Scolarite

    famille = Famille(id=famille_id, code=code, ville=ville, creee_le=datetime(2026, 9, 1, tzinfo=UTC))
    s.add(famille)
    s.flush()
    personnes = []
    for rang, qui in enumerate(membres):
        personne = Personne(
            nom=qui.nom, prenom=qui.prenom, nom_naissance=qui.nom_naissance, naissance=qui.naissance,
            courriel=qui.courriel, mobile=qui.mobile, fixe=qui.fixe, pai=qui.pai,
        )  # fmt: skip
        s.add(personne)
        s.flush()
        au = date(2026, 10, 1) if qui.parti else None
        s.add(
            Lien(personne_id=personne.id, famille_id=famille.id, role=qui.role, rang=rang, du=date(2024, 9, 1), au=au)
        )
        if qui.ecole or qui.classe:
            s.add(Scolarite(personne_id=personne.id, annee=2026, ecole=qui.ecole, classe=qui.classe))
        personnes.append(personne.id)
    s.flush()
    return Foyer(famille.id, personnes)


def clairval(ctx: Contexte) -> list[Foyer]:
    """A few households of Clairval, as ecrans.md shows them, indexed."""
    with ctx.ecriture() as s:
        foyers = [
            ecrire(
                s, "20421",
                Qui("Léger-Martin", "Sophie", nom_naissance="D’Œuvre", mobile="0612345678",
                    courriel="Sophie.Leger@orange.fr", naissance=date(1988, 3, 2)),
                Qui("Léger-Martin", "Karim", fixe="0155667788"),
                enfant("Léger-Martin", "Léa", naissance=date(2019, 11, 16), ecole="Victor-Hugo", classe="CE1"),
                enfant("Léger-Martin", "Tom", pai=True, ecole="Molière", classe="PS"),
                contact("Zidane", "Yamina", mobile="0700000001"),
            ),
            ecrire(s, "21007", Qui("Legendre", "Sophia", mobile="+32475123456"), enfant("Legendre", "Inès", classe="CP")),
            ecrire(s, "20988", Qui("Hugo", "Antoine", courriel="titi93@free.fr"), enfant("Hugo", "Noé", ecole="Molière")),
            ecrire(s, "20500", Qui("Abadie", "Paul", courriel="o’neil+ecole@été.fr"), enfant("Abadie", "Hugo")),
            ecrire(s, "20112", Qui("Şahin", "Łucja"), Qui("Nguyễn", "Văn An", parti=True)),
        ]  # fmt: skip
        index_recherche.rafraichir(s, [f.famille_id for f in foyers])
    return foyers


def codes(ctx: Contexte, texte: str, limite: int = boite.LIMITE) -> list[str]:
    """Codes of the households that a text in the box finds, in the order shown."""
    return [ligne.code for ligne in boite.chercher(ctx, texte, limite=limite).lignes]
