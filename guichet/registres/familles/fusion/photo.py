"""Rows of the two files as they stand, and what changed between two such pictures, kept as JSON to be given back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from guichet.registres.familles.fusion import perimetre
from guichet.registres.socle.sql import en_liste

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from guichet.base.lecture import Lecteur

Cle = tuple[str, tuple[Any, ...]]
"""A table, and the primary key of one of its rows."""
Valeurs = dict[str, Any]
Photo = dict[Cle, Valeurs]


@dataclass(frozen=True, slots=True)
class Ecrit:
    """A row a merge changed: the columns that did, or all of them when it came or went.

    Attributes:
        table: its table.
        cle: its primary key, by column.
        avant: the columns before; None: it was not there.
        apres: the same after; None: it is not there any more.
    """

    table: str
    cle: Valeurs
    avant: Valeurs | None
    apres: Valeurs | None


def prendre(s: Lecteur, familles: Iterable[int], personnes: Iterable[int]) -> Photo:
    """Every row that a merge of these households and persons may touch."""
    f, p = en_liste(familles), en_liste(personnes)
    photo: Photo = {}
    for nom in perimetre.tables():
        colonnes = [c.name for c in perimetre.table(nom).columns]
        rangs = [colonnes.index(c) for c in perimetre.cles(nom)]
        sql = f"SELECT {', '.join(colonnes)} FROM {nom} WHERE {perimetre.siennes(nom, f, p)}"  # noqa: S608 - the models
        for ligne in s.lignes(sql):
            photo[nom, tuple(ligne[r] for r in rangs)] = dict(zip(colonnes, ligne, strict=True))
    return photo


def comparer(avant: Photo, apres: Photo, tenus: Collection[Cle] = ()) -> list[Ecrit]:
    """What changed, in the order of the tables: first those others point to.

    Args:
        avant: the rows before.
        apres: the same after.
        tenus: rows that stand for another one since, whole: what is done to them then is done for both.
    """
    ecrits = []
    for nom, cle in sorted(avant.keys() | apres.keys(), key=lambda c: (perimetre.tables().index(c[0]), str(c[1]))):
        ancienne, neuve = avant.get((nom, cle)), apres.get((nom, cle))
        champs = dict(zip(perimetre.cles(nom), cle, strict=True))
        if ancienne is None or neuve is None:
            ecrits.append(Ecrit(nom, champs, ancienne, neuve))
        elif changes := [c for c in ancienne if c not in champs and ((nom, cle) in tenus or ancienne[c] != neuve[c])]:
            ecrits.append(Ecrit(nom, champs, {c: ancienne[c] for c in changes}, {c: neuve[c] for c in changes}))
    return ecrits


def en_json(valeur: Any) -> str:
    """JSON of rows: instants and days in ISO writing."""
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), default=_iso)


def ecrits_en_json(ecrits: Sequence[Ecrit]) -> list[list[Any]]:
    """What `lire_ecrits` reads again."""
    return [[e.table, e.cle, e.avant, e.apres] for e in ecrits]


def lire_ecrits(lus: Sequence[Sequence[Any]]) -> list[Ecrit]:
    """Rows read back from JSON, each value of the kind its column holds."""
    return [Ecrit(nom, _lire(nom, cle) or {}, _lire(nom, avant), _lire(nom, apres)) for nom, cle, avant, apres in lus]


def _iso(valeur: object) -> str:
    assert isinstance(valeur, date)  # noqa: S101 - an instant is one too
    return valeur.isoformat()


def _lire(nom: str, valeurs: Valeurs | None) -> Valeurs | None:
    return None if valeurs is None else {colonne: typee(nom, colonne, v) for colonne, v in valeurs.items()}


def typee(nom: str, colonne: str, valeur: Any) -> Any:
    """A value of JSON as the driver gives it for this column."""
    type_ = perimetre.table(nom).columns[colonne].type
    sorte = getattr(type_, "impl_instance", type_).python_type
    if isinstance(valeur, str) and sorte in {date, datetime}:
        return sorte.fromisoformat(valeur)
    return valeur
