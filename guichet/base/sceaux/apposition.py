"""Sealing what a transaction touched, before it is committed.

A row is sealed again only when it was, before this transaction, what its seal says: a role raised behind the
program's back would otherwise be sealed by the next log-in of that agent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from guichet.base.sceaux import colonnes
from guichet.base.sceaux.cachet import Cachet
from guichet.base.sceaux.etat import ECRIRE, Etat

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur, Ligne
    from guichet.base.sceaux.etat import Tete
    from models.invariants.scellees import Scellee

Cle = Callable[["Lecteur"], bytes]
"""Gives the secret of the base a transaction is open on, or raises CleDeBaseAbsente."""

_OBJETS = "SELECT DISTINCT objet FROM a_sceller"
_RETIRER = "DELETE FROM sceau WHERE objet = :objet AND cle = :cle"
_TETE = "SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1"
_VIDE: Tete = (0, "")
_LOT = 2000
_TOUT = "tout_scelle"
"""Mark of a transaction that has sealed every row already."""


def apposer(s: Ecriture, secret: Cle) -> None:
    """Seal the rows this transaction touched, and the journal's head.

    Raises:
        CleDeBaseAbsente: the key is not on this machine.
    """
    touches = [objet for (objet,) in s.lignes(_OBJETS)]
    if _TOUT in s.info:
        s.ordre("DELETE FROM a_sceller")
        return
    if not touches and "tete" not in s.info:
        return
    cachet = Cachet(secret(s))
    tete = s.info.get("tete") or s.une(_TETE) or _VIDE
    avant: Tete = s.info.get("avant") or tete
    etat = Etat.lire(s)
    neuve = etat is None and avant == _VIDE
    juste = neuve if etat is None else etat.juste(cachet, avant)
    etat = etat or Etat(depuis=0)
    for objet in touches:
        etat.changer(objet, _sceller(s, cachet, objet))
    if neuve:
        _sceller_structure(s, cachet, etat)
        colonnes.ecrire(s, cachet)
    s.ordre("DELETE FROM a_sceller")
    etat.ecrire(s, cachet if juste else None, tete)
    s.info["mac"] = cachet.temoin(*tete)


def _sceller(s: Ecriture, cachet: Cachet, objet: str) -> int:
    """Seal the rows touched of a table; returns what its total gains."""
    from models.invariants.scellees import scellees

    scellee = scellees()[objet]
    poses, retires, ecart = [], [], 0
    for cle, ancien, avant, apres in _touchees(s, scellee):
        etait, part = (None, 0) if avant is None else cachet.sceau(objet, avant)
        if ancien != etait:
            # Not what its seal says: it stays so, and is found.
            continue
        ecart -= part
        if apres is None:
            retires += [{"objet": objet, "cle": cle}] * (ancien is not None)
            continue
        sceau, part = cachet.sceau(objet, apres)
        ecart += part
        poses.append({"objet": objet, "cle": cle, "valeur": sceau})
    s.ordres(ECRIRE, poses)
    s.ordres(_RETIRER, retires)
    return ecart


_MOT = re.compile(r"\(('(?:[^']|'')*'::character varying)\)::text")
_LISTE = re.compile(rf"ARRAY\[({_MOT.pattern}(?:, {_MOT.pattern})*)\]")


def structure(s: Lecteur) -> list[Ligne]:
    """What the tables, indexes, triggers and constraints are called, and their text as it was when they were made."""
    from models.invariants.scellees import STRUCTURE_POSTGRES, STRUCTURE_SQLITE

    if not s.postgres:
        return s.lignes(STRUCTURE_SQLITE)
    return [(cle, _comme_cree(texte)) for cle, texte in s.lignes(STRUCTURE_POSTGRES)]


def _comme_cree(texte: str) -> str:
    """A closed list as PostgreSQL writes it before a dump; put back by pg_restore, it writes each cast apart."""
    return _LISTE.sub(lambda lue: "(ARRAY[" + _MOT.sub(r"\1", lue[1]) + "])::text[]", texte)


def _sceller_structure(s: Ecriture, cachet: Cachet, etat: Etat) -> None:
    """Seal what the base itself is, as it was made or brought up to date: nothing else changes it."""
    from models.invariants.scellees import STRUCTURE

    _poser(s, etat, STRUCTURE, [(cle, cachet.sceau(STRUCTURE, (cle, texte))) for cle, texte in structure(s)])


def _poser(s: Ecriture, etat: Etat, objet: str, sceaux: list[tuple[str, tuple[bytes, int]]]) -> None:
    s.ordres(ECRIRE, [{"objet": objet, "cle": cle, "valeur": sceau} for cle, (sceau, _) in sceaux])
    etat.changer(objet, sum(part for _, (_, part) in sceaux))


Touchee = tuple[str, bytes | None, tuple[Any, ...] | None, tuple[Any, ...] | None]
"""Key of a row, its seal, what it was before the transaction, what it is now."""


def _touchees(s: Ecriture, scellee: Scellee) -> Iterable[Touchee]:
    """Each row once, as its first note says that it was."""
    large = len(scellee.colonnes)
    lues = s.lignes(_requete(scellee, postgres=s.postgres), {"objet": scellee.table})
    for cle, sceau, partie, *valeurs in lues:
        apres, neuve, etait = tuple(valeurs[:large]), valeurs[large], valeurs[large + 1 :]
        image = tuple(etait[0]) if s.postgres and not neuve else tuple(etait)
        yield cle, sceau, None if neuve else image, None if partie else apres


@cache
def _requete(scellee: Scellee, *, postgres: bool) -> str:
    """Each row touched of a table with its seal, as it is and as it was."""
    rang = "rang" if postgres else "rowid"
    etait = ", ".join(f"n.c{i}" for i in range(len(scellee.colonnes)))
    avant = "n.avant IS NULL, n.avant" if postgres else f"n.neuve, {etait}"
    return (
        f"SELECT n.cle, z.valeur, t.{scellee.cles[0][0]} IS NULL, {scellee.valeurs('t', postgres=postgres)}, {avant} "  # noqa: S608
        f"FROM a_sceller n LEFT JOIN {scellee.table} t ON {scellee.jointure('n', 't')} "
        "LEFT JOIN sceau z ON z.objet = n.objet AND z.cle = n.cle "
        f"WHERE n.{rang} IN (SELECT min({rang}) FROM a_sceller WHERE objet = :objet GROUP BY cle)"
    )


def sceller_tout(
    s: Ecriture, secret: Cle, dire: Callable[[int], object], *, juste: bool = True, cle_neuve: bool = False
) -> int:
    """Seal every row of a base, as it stands, after a migration or under another key; returns how many.

    It is the last thing of its transaction.

    Args:
        s: the open write transaction.
        secret: what gives the key.
        dire: writes the act that says how many rows.
        juste: False where its former seals said that it was not: it stays marked, for good.
        cle_neuve: the key is no longer the same, and signed no line of the witness yet.

    Raises:
        CleDeBaseAbsente: the key is not on this machine.
    """
    from models.invariants.scellees import scellees

    cachet = Cachet(secret(s))
    ancien = Etat.lire(s)
    etat, compte = Etat(depuis=0), 0
    s.ordre("DELETE FROM sceau")
    for objet, scellee in scellees().items():
        sql = f"SELECT {scellee.cle('t')}, {scellee.valeurs('t', postgres=s.postgres)} FROM {objet} t"  # noqa: S608
        for lot in s.parcourir(sql, _LOT):
            _poser(s, etat, objet, [(cle, cachet.sceau(objet, tuple(v))) for cle, *v in lot])
            compte += len(lot)
    _sceller_structure(s, cachet, etat)
    colonnes.ecrire(s, cachet)
    dire(compte)
    tete = s.info.get("tete") or s.une(_TETE) or _VIDE
    etat.depuis = tete[0] if ancien is None or cle_neuve else ancien.depuis
    etat.ecrire(s, cachet if juste else None, tete)
    s.info["mac"] = cachet.temoin(*tete)
    s.info[_TOUT] = True
    return compte
