"""Writing many households at once: driver SQL, ten times faster than models one by one (dependances.md).

Rows come from FamilleLue and PersonneLue, which are made of values the models validated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from guichet.formats.naissances import colonnes
from guichet.regles.socle.domaine import EnvoiFactures

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.fiches.familles.imports import FamilleLue, PersonneLue, QuotientLu

Entree = tuple[int, "PersonneLue", int]
"""Household, person, order of display inside the role."""

_FICHE = ("civilite", "nom", "nom_naissance", "prenom", "courriel", "mobile", "fixe", "regimes", "pai")
_LIEN = (
    "role",
    "qualite",
    "autorite_parentale",
    "payeur",
    "peut_chercher",
    "urgence",
    "garde_rythme",
    "garde_ancre",
)


def reserver(s: Ecriture, table: str, nombre: int) -> list[int]:
    """Take the next identifiers of a table, inside the write transaction that will use them."""
    if s.postgres:
        sql = f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, :nombre)"  # noqa: S608 - table names are ours
        return [ligne[0] for ligne in s.lignes(sql, {"nombre": nombre})]
    dernier = s.une(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - table names are ours
    debut = dernier[0] + 1 if dernier else 1
    return list(range(debut, debut + nombre))


def inserer(s: Ecriture, table: str, rangees: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; nothing when there are none."""
    if rangees:
        colonnes = list(rangees[0])
        valeurs = ", ".join(f":{c}" for c in colonnes)
        s.ordres(f"INSERT INTO {table} ({', '.join(colonnes)}) VALUES ({valeurs})", rangees)  # noqa: S608 - names are ours


def creer_familles(s: Ecriture, familles: Sequence[FamilleLue], *, le: datetime) -> list[int]:
    """Insert households, without their members; returns their identifiers in the same order."""
    ids = reserver(s, "famille", len(familles))
    inserer(
        s,
        "famille",
        [
            {
                "id": famille_id,
                "code": famille.code,
                "adresse": famille.adresse,
                "complement": "",
                "code_postal": famille.code_postal,
                "ville": famille.ville,
                "envoi_factures": EnvoiFactures.PAPIER.value,
                "residence": famille.residence,
                "creee_le": le,
                "version": 1,
            }
            for famille_id, famille in zip(ids, familles, strict=True)
        ],
    )
    return ids


def rangs(membres: Sequence[PersonneLue], depart: Mapping[str, int] | None = None) -> list[int]:
    """Order of display of each member inside their role, after those already there."""
    suivants = dict(depart or {})
    trouves = []
    for membre in membres:
        rang = suivants.get(membre.role, 0)
        suivants[membre.role] = rang + 1
        trouves.append(rang)
    return trouves


def _naissance(p: PersonneLue) -> dict[str, object]:
    jour, partielle = colonnes(p.naissance)
    return {"naissance": jour, "naissance_partielle": partielle}


def creer_membres(s: Ecriture, entrees: Sequence[Entree], *, du: date, annee: int) -> list[int]:
    """Insert persons, their place in their household, their school of the year and the detail of their PAI.

    Returns:
        identifiers of the persons, in the same order.
    """
    ids = reserver(s, "personne", len(entrees))
    numerotees = list(zip(ids, entrees, strict=True))
    inserer(
        s,
        "personne",
        [
            {"id": personne_id, **{c: getattr(p, c) for c in _FICHE}, **_naissance(p), "version": 1}
            for personne_id, (_, p, _) in numerotees
        ],
    )
    inserer(
        s,
        "lien",
        [
            {
                "personne_id": personne_id,
                "famille_id": famille_id,
                **{c: getattr(p, c) for c in _LIEN},
                "rang": rang,
                "du": du,
                "version": 1,
            }
            for personne_id, (famille_id, p, rang) in numerotees
        ],
    )
    inserer(
        s,
        "pai_detail",
        [{"personne_id": i, "detail": p.pai_detail} for i, (_, p, _) in numerotees if p.pai_detail],
    )
    creer_scolarites(s, [(i, p.ecole, p.classe) for i, (_, p, _) in numerotees], annee=annee)
    return ids


def creer_scolarites(s: Ecriture, entrees: Sequence[tuple[int, str, str]], *, annee: int) -> None:
    """Insert the school and class of persons for one school year, where something is known of either."""
    inserer(
        s,
        "scolarite",
        [
            {"personne_id": personne_id, "annee": annee, "ecole": ecole, "classe": classe}
            for personne_id, ecole, classe in entrees
            if ecole or classe
        ],
    )


def creer_quotients(s: Ecriture, entrees: Sequence[tuple[int, QuotientLu]], *, source: str) -> None:
    """Insert quotients in force from the first day of their month, ending the former one the day before."""
    s.ordres(
        "UPDATE quotient SET au = :veille WHERE famille_id = :famille_id AND du < :du AND (au IS NULL OR au >= :du)",
        [
            {"famille_id": famille_id, "du": q.mois, "veille": date.fromordinal(q.mois.toordinal() - 1)}
            for famille_id, q in entrees
        ],
    )
    inserer(
        s,
        "quotient",
        [
            {
                "famille_id": famille_id,
                "valeur_centimes": q.valeur_centimes,
                "source": source,
                "mois": q.mois,
                "du": q.mois,
            }
            for famille_id, q in entrees
        ],
    )
