"""Lots of outgoing records: what the portal has not been given yet, and the mark that it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle import code_famille
from guichet.signes import json_sans_effet

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

FORMAT = 1
"""Version of the lines (docs/format-portail.md)."""


_LIRE = (
    "SELECT e.id AS numero, e.le, e.geste, f.code, e.compte_id, c.mode, e.identifiant, e.hash, e.expire_le, "
    "e.doit_changer, e.scelle, p.courriel FROM envoi_portail e JOIN compte_portail c ON c.id = e.compte_id "
    "JOIN famille f ON f.id = c.famille_id JOIN personne p ON p.id = c.personne_id "
    "WHERE NOT EXISTS (SELECT 1 FROM envoi_exporte x WHERE x.envoi_id = e.id) ORDER BY e.id"
)


class _Envoi(NamedTuple):
    """A record, with whose it is."""

    numero: int
    le: datetime
    geste: str
    code: str
    compte_id: int
    mode: str
    identifiant: str
    hash: str | None
    expire_le: datetime | None
    doit_changer: bool
    scelle: str | None
    courriel: str


def prochain(s: Lecteur) -> str:
    """Number of the next lot. It depends on committed lots alone, so that a run after a crash makes the same one."""
    ligne = s.une("SELECT max(lot) FROM envoi_exporte")
    return f"{int(ligne[0]) + 1 if ligne and ligne[0] else 1:08d}"


def a_exporter(s: Lecteur, lot: str) -> tuple[list[int], str]:
    """Ids and JSON Lines of everything not exported yet, oldest first."""
    ids, lignes = [], []
    for rang, envoi in enumerate(s.lire(_Envoi, _LIRE), start=1):
        ids.append(envoi.numero)
        objet = {"format": FORMAT, "lot": lot, "rang": rang} | _objet(envoi)
        lignes.append(json_sans_effet(json.dumps(objet, ensure_ascii=False, separators=(",", ":"))) + "\n")
    return ids, "".join(lignes)


def marquer(s: Ecriture, acte: Acte, ids: list[int], lot: str) -> None:
    """Mark records as exported; the primary key refuses a second time."""
    le = acte.le
    s.ordres(
        "INSERT INTO envoi_exporte (envoi_id, le, lot) VALUES (:id, :le, :lot)",
        [{"id": numero, "le": le, "lot": lot} for numero in ids],
    )


def _objet(envoi: _Envoi) -> dict[str, object]:
    return {
        "numero": envoi.numero,
        "le": _iso(envoi.le),
        "geste": envoi.geste,
        "code_famille": code_famille.affiche(envoi.code),
        "compte": envoi.compte_id,
        "mode": envoi.mode,
        "identifiant": envoi.identifiant,
        "hash": envoi.hash,
        "expire_le": _iso(envoi.expire_le) if envoi.expire_le else None,
        "doit_changer": envoi.doit_changer,
        "secret_scelle": envoi.scelle,
        # The portal mails the activation link in this mode alone; elsewhere it has no use for an address.
        "courriel": envoi.courriel if envoi.mode == ModeComptePortail.COURRIEL and envoi.courriel else None,
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
