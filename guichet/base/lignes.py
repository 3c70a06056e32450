"""Rows by name: the columns of a query become the fields of a frozen class, checked, never counted by hand.

One plan per class and query, kept: an execution pays the look-up of the plan, then each row the constructor alone. A
NamedTuple is what a row costs least as; a dataclass is what a service returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import partial
from itertools import starmap
from operator import itemgetter
from typing import Any, TypeVar

T = TypeVar("T")

_PLANS: dict[tuple[type[Any], str, tuple[str, ...], type[Any]], Callable[[Iterable[Any]], Iterator[Any]]] = {}
_PLANS_GARDES = 1024


class ColonnesImprevues(TypeError):
    """A query and the class it fills do not name the same things: a fault of the program, never of the data."""


def en_lignes(classe: type[T], sql: str, curseur: Any, lignes: list[Any], sauf: tuple[str, ...]) -> list[T]:
    """Turn rows of the driver into instances.

    Args:
        classe: frozen dataclass or NamedTuple; each of its fields is a column of the query.
        sql: the query itself, whose columns are looked at once a driver: each may name them its own way.
        curseur: the driver's cursor that ran it; its `description` tells the columns (DB-API).
        lignes: the rows.
        sauf: fields with a default that the query leaves to the caller.

    Raises:
        ColonnesImprevues: a field has no column, a column has no field, or two columns bear one name.
    """
    cle = (classe, sql, sauf, type(curseur))
    plan = _PLANS.get(cle)
    if plan is None:
        plan = _plan(classe, tuple([colonne[0] for colonne in curseur.description]), sauf)
        if len(_PLANS) >= _PLANS_GARDES:
            # Queries with as many parameters as values differ by their number: not kept for ever.
            _PLANS.clear()
        _PLANS[cle] = plan
    return list(plan(lignes))


def _plan(classe: type[T], colonnes: tuple[str, ...], sauf: tuple[str, ...]) -> Callable[[Iterable[Any]], Iterator[T]]:
    """Find how rows with these columns fill the class."""
    champs = _champs(classe)
    voulus = [nom for nom in champs if nom not in sauf]
    if mal_dits := [nom for nom in sauf if not champs.get(nom, False)]:
        raise ColonnesImprevues(f"{classe.__qualname__}: no field with a default is called {', '.join(mal_dits)}")
    if sorted(voulus) != sorted(colonnes):
        manquent = [nom for nom in voulus if nom not in colonnes]
        en_trop = [nom for nom in dict.fromkeys(colonnes) if nom not in voulus or colonnes.count(nom) > 1]
        raise ColonnesImprevues(
            f"{classe.__qualname__}: columns missing: {', '.join(manquent) or 'none'}; "
            f"superfluous or twice: {', '.join(en_trop) or 'none'}"
        )
    tete = list(champs)[: len(voulus)]
    if tete != voulus:
        return lambda lignes: (classe(**dict(zip(colonnes, ligne, strict=True))) for ligne in lignes)
    if tuple(voulus) == colonnes and not sauf and hasattr(classe, "_make"):
        # A tuple that takes a name: its own constructor would unpack the row and pack it again.
        nommer: Any = partial(tuple.__new__, classe)
        return lambda lignes: map(nommer, lignes)
    if tuple(voulus) == colonnes:
        return lambda lignes: starmap(classe, lignes)
    rangs = [colonnes.index(nom) for nom in voulus]
    en_ordre = itemgetter(*rangs)
    return lambda lignes: starmap(classe, map(en_ordre, lignes))


def _champs(classe: type[Any]) -> dict[str, bool]:
    """Fields that the constructor takes, in its order, each with whether it has a default."""
    if is_dataclass(classe):
        return {c.name: c.default is not MISSING or c.default_factory is not MISSING for c in fields(classe) if c.init}
    defauts = getattr(classe, "_field_defaults", {})
    return {nom: nom in defauts for nom in getattr(classe, "_fields", ())}
