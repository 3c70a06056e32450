"""Lots of outgoing records: what the portal has not been given yet, and the mark that it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle import code_famille
from guichet.signes import json_sans_effet

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.socle.acte import Acte
    from models import EnvoiPortail

FORMAT = 1
"""Version of the lines (docs/format-portail.md)."""


def prochain(s: Ecriture) -> str:
    """Number of the next lot. It depends on committed lots alone, so that a run after a crash makes the same one."""
    ligne = s.une("SELECT max(lot) FROM envoi_exporte")
    return f"{int(ligne[0]) + 1 if ligne and ligne[0] else 1:08d}"


def a_exporter(s: Ecriture, lot: str) -> tuple[list[int], str]:
    """Ids and JSON Lines of everything not exported yet, oldest first."""
    from sqlmodel import col, select

    from models import ComptePortail, EnvoiExporte, EnvoiPortail, Famille, Personne

    requete = (
        select(EnvoiPortail, Famille.code, ComptePortail.mode, Personne.courriel)
        .join(ComptePortail, col(ComptePortail.id) == col(EnvoiPortail.compte_id))
        .join(Famille, col(Famille.id) == col(ComptePortail.famille_id))
        .join(Personne, col(Personne.id) == col(ComptePortail.personne_id))
        .where(col(EnvoiPortail.id).not_in(select(EnvoiExporte.envoi_id)))
        .order_by(col(EnvoiPortail.id))
    )
    ids, lignes = [], []
    for rang, (envoi, code, mode, courriel) in enumerate(s.exec(requete), start=1):
        ids.append(envoi.id or 0)
        objet = {"format": FORMAT, "lot": lot, "rang": rang} | _objet(envoi, code, mode, courriel)
        lignes.append(json_sans_effet(json.dumps(objet, ensure_ascii=False, separators=(",", ":"))) + "\n")
    return ids, "".join(lignes)


def marquer(s: Ecriture, acte: Acte, ids: list[int], lot: str) -> None:
    """Mark records as exported; the primary key refuses a second time."""
    le = acte.le
    s.ordres(
        "INSERT INTO envoi_exporte (envoi_id, le, lot) VALUES (:id, :le, :lot)",
        [{"id": numero, "le": le, "lot": lot} for numero in ids],
    )


def _objet(envoi: EnvoiPortail, code: str, mode: str, courriel: str) -> dict[str, object]:
    return {
        "numero": envoi.id,
        "le": _iso(envoi.le),
        "geste": envoi.geste,
        "code_famille": code_famille.affiche(code),
        "compte": envoi.compte_id,
        "mode": mode,
        "identifiant": envoi.identifiant,
        "hash": envoi.hash,
        "expire_le": _iso(envoi.expire_le) if envoi.expire_le else None,
        "doit_changer": envoi.doit_changer,
        "secret_scelle": envoi.scelle,
        # The portal mails the activation link in this mode alone; elsewhere it has no use for an address.
        "courriel": courriel if mode == ModeComptePortail.COURRIEL and courriel else None,
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
