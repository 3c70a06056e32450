"""The chained journal: each act is one insert-only row written in the transaction of the act (rules 19, 20)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from guichet.registres.socle import heure
from guichet.signes import json_sans_effet, sans_effet

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.regles.socle.actes import TypeActe

Valeur = str | int | bool | None

_INSERTION = (
    "INSERT INTO journal (seq, le, agent, poste, type, objet, contenu, precedent, empreinte) "
    "VALUES (:seq, :le, :agent, :poste, :type, :objet, :contenu, :precedent, :empreinte)"
)


def canonique(contenu: Mapping[str, Valeur]) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8 as it stands."""
    return json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def empreinte(precedent: str, seq: int, le: str, agent: str, poste: str, type_: str, objet: str, contenu: str) -> str:
    """SHA-256 of the previous hash followed by the canonical JSON of the row (rule 20)."""
    rangee = canonique(
        {
            "seq": seq,
            "le": le,
            "agent": agent,
            "poste": poste,
            "type": type_,
            "objet": objet,
            "contenu": contenu,
        }
    )
    return hashlib.sha256((precedent + rangee).encode()).hexdigest()


def inscrire(
    s: Ecriture,
    *,
    le: datetime,
    agent: str,
    poste: str,
    type_: TypeActe,
    objet: str = "",
    contenu: Mapping[str, Valeur] | None = None,
) -> int:
    """Append one act; returns its sequence number.

    Args:
        s: the open write transaction.
        le: aware instant of the act, from the Contexte's clock.
        agent: identifier of the agent.
        poste: name of the workstation.
        type_: what was done.
        objet: what it is about, most often the code famille; never a name (rule 33).
        contenu: codes, states and hashes that tell the act; never a name nor a secret.
    """
    return inscrire_verbe(s, le, agent, poste, type_.value, [(objet, contenu or {})])


def inscrire_tous(
    s: Ecriture,
    *,
    le: datetime,
    agent: str,
    poste: str,
    type_: TypeActe,
    actes: Iterable[tuple[str, Mapping[str, Valeur]]],
) -> None:
    """Append the same act for many objects at once, each its own link of the chain: (object, payload), in order."""
    inscrire_verbe(s, le, agent, poste, type_.value, actes)


def inscrire_verbe(
    s: Ecriture, le: datetime, agent: str, poste: str, verbe: str, actes: Iterable[tuple[str, Mapping[str, Valeur]]]
) -> int:
    """Append acts by their bare verb, as another version may have sealed them; returns the last number, 0 for none."""
    rangees = list(_suite(s, le, agent, poste, verbe, actes))
    if not rangees:
        return 0
    s.ordres(_INSERTION, rangees)
    s.info["tete"] = (rangees[-1]["seq"], rangees[-1]["empreinte"])
    return int(rangees[-1]["seq"])


def _suite(
    s: Ecriture, le: datetime, agent: str, poste: str, type_: str, actes: Iterable[tuple[str, Mapping[str, Valeur]]]
) -> Iterator[dict[str, Any]]:
    """Rows that follow the head of the chain."""
    heure.exiger(s, le=le, agent=agent)
    tete = s.une("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1")
    seq, precedent = (int(tete[0]), str(tete[1])) if tete is not None else (0, "")
    # What the seals of the base are held against (guichet.base.sceaux).
    s.info.setdefault("avant", (seq, precedent))
    instant = le.astimezone(UTC).isoformat(timespec="microseconds")
    # Codes and states of rows that stand in the base, whoever put them there.
    for objet, contenu in ((sans_effet(nomme), faits) for nomme, faits in actes):
        seq += 1
        texte = json_sans_effet(canonique(contenu))
        hache = empreinte(precedent, seq, instant, agent, poste, type_, objet, texte)
        yield {
            "seq": seq,
            "le": instant,
            "agent": agent,
            "poste": poste,
            "type": type_,
            "objet": objet,
            "contenu": texte,
            "precedent": precedent,
            "empreinte": hache,
        }
        precedent = hache
