"""A town in which every free text acts on a terminal: what a hostile hand, another program or a former version left.

The columns are those of the models' own metadata: a new one is poisoned by itself.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, String
from sqlmodel.sql.sqltypes import AutoString

from guichet.base import Adresse
from guichet.communes import Commune
from guichet.contexte import horloge_systeme
from guichet.regles.offre import regles_activite
from guichet.services.socle import demonstration
from models import metadata

CHARGE = "\u202e\x9b1m\x9d\u2066\x00\x1b]52;c;UElSRQ==\x07"
"""Zero cells wide where it acts, and first: cut at any width it would still act. Its OSC 52 writes « PIRE »."""

ACTIFS = re.compile(
    rb"\x1b\](?!22;)|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xd8\x9c|\x00|\x1b[PX^_]"
)
"""Bytes that neither Textual nor a table ever sends (OSC 22 is the shape of the mouse pointer)."""

CALCULEES = {"empreinte", "precedent", "hash", "scelle"}
"""Hashes, whatever the table."""
POUR_LE_PROGRAMME = {
    "journal.le",  # an instant as text, so that its hash is the same on both engines
    "parametre.cle",
    "parametre.valeur",
    "lien.garde_rythme",  # « 1/2 », read by a rule
    "compte_portail.mode",
    "envoi_exporte.lot",
    "sceau.objet",
    "sceau.cle",
}
"""Texts nobody sees, which the program reads and could not do without."""
JSON: dict[str, Callable[[str], object]] = {
    "reglement.contenu": Commune.depuis_json,
    "regle_activite.contenu": regles_activite.depuis_json,
    "journal.contenu": json.loads,
}
"""Objects kept as text: poisoned value by value, wherever their reader lets it through."""


def colonnes_libres() -> Iterator[tuple[str, Column[Any]]]:
    """(table, column) of every text that no closed list bounds."""
    for table in metadata.tables.values():
        fermees = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        for colonne in table.columns:
            nom = f"{table.name}.{colonne.name}"
            if (
                isinstance(colonne.type, String | AutoString)
                and f"ck_{table.name}_{colonne.name}" not in fermees - {"ck_famille_code"}
                and colonne.name not in CALCULEES
                and nom not in POUR_LE_PROGRAMME
            ):
                yield table.name, colonne


def empoisonner(fichier: Path, gardes: set[str]) -> dict[str, int]:
    """Put CHARGE before every free text of a base; returns how many rows of each column now hold it.

    Args:
        fichier: a base nobody has open.
        gardes: values left alone, by which a test asks for what it wants to see.
    """
    with closing(sqlite3.connect(fichier, isolation_level=None)) as base:
        for (nom,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{nom}"')
        base.execute("PRAGMA ignore_check_constraints = ON")
        base.execute("BEGIN")
        touchees = {}
        for table, colonne in colonnes_libres():
            nom = f"{table}.{colonne.name}"
            if nom in JSON:
                touchees[nom] = _empoisonner_json(base, table, colonne.name, JSON[nom])
                continue
            ici = ", ".join("?" for _ in gardes)
            touchees[nom] = base.execute(
                f"UPDATE {table} SET {colonne.name} = ? || {colonne.name} "
                f"WHERE {colonne.name} IS NOT NULL AND {colonne.name} NOT IN ({ici})",
                (CHARGE, *sorted(gardes)),
            ).rowcount
        base.execute("COMMIT")
    return touchees


def _empoisonner_json(base: sqlite3.Connection, table: str, colonne: str, lire: Callable[[str], object]) -> int:
    lignes = base.execute(f"SELECT rowid, {colonne} FROM {table}").fetchall()
    for rang, texte in lignes:
        objet = json.loads(texte)
        for contenant, cle in list(_textes(objet)):
            avant = contenant[cle]
            contenant[cle] = CHARGE + avant
            try:
                lire(json.dumps(objet))
            except Exception:  # noqa: BLE001 - each reader refuses in its own way
                contenant[cle] = avant
        base.execute(f"UPDATE {table} SET {colonne} = ? WHERE rowid = ?", (json.dumps(objet), rang))
    return len(lignes)


def _textes(objet: Any) -> Iterator[tuple[Any, Any]]:
    paires = objet.items() if isinstance(objet, dict) else enumerate(objet) if isinstance(objet, list) else ()
    for cle, valeur in list(paires):
        if isinstance(valeur, str):
            yield objet, cle
        else:
            yield from _textes(valeur)


TABLES_VIDES = (
    "INSERT INTO historique_coordonnees (le, agent, famille_id, champ, avant, apres) "
    "SELECT '2026-11-01 10:00:00.000000', 'accueil', id, 'adresse', 'x', 'y' FROM famille WHERE code = :code",
    "INSERT INTO identifiant_ancien (compte_id, identifiant, jusqu_au) "
    "SELECT min(id), 'ancien', '2026-11-01 10:00:00.000000' FROM compte_portail",
    "INSERT INTO piece_vue (famille_id, personne_id, piece, vue_le, agent) "
    "SELECT famille_id, personne_id, 'assurance', '2026-11-01 10:00:00.000000', 'accueil' FROM inscription LIMIT 1",
    "INSERT INTO consultation (le, agent, poste, famille_id, objet) "
    "SELECT '2026-11-01 10:00:00.000000', 'accueil', 'p', id, 'dossier' FROM famille WHERE code = :code",
    "INSERT INTO fusion (le, agent, famille_id, contenu, defaite_par) "
    "SELECT '2026-11-01 10:00:00.000000', 'accueil', id, 'x', 'accueil' FROM famille WHERE code = :code",
    "INSERT INTO familles_distinctes (famille_id, autre_id, le, agent) "
    "SELECT id, id + 1, '2026-11-01 10:00:00.000000', 'accueil' FROM famille ORDER BY id LIMIT 1",
    "INSERT INTO session_agent (agent_id, empreinte, ouverte_le, expire_le, compte, terminal) "
    "SELECT min(id), 'x', '2026-11-01 10:00:00.000000', '2026-11-01 20:00:00.000000', 'accueil', 'tty1' FROM agent",
    "INSERT INTO envoi_exporte (envoi_id, le, lot) SELECT min(id), '2026-11-01 10:00:00.000000', '00000001' "
    "FROM envoi_portail",
)
"""A row where the demonstration has none."""


def ville_hostile(dossier: Path) -> tuple[Path, str, str]:
    """Make a poisoned demonstration; returns its file, the code of a family with an account, one with a custody."""
    fichier = dossier / "guichet.db"
    with pytest.MonkeyPatch.context() as env:
        env.setenv("XDG_DATA_HOME", str(dossier))
        demonstration.preparer(Adresse(fichier), familles=24, graine=1, maintenant=horloge_systeme())
    with closing(sqlite3.connect(fichier)) as base, base:
        (code,) = base.execute(
            "SELECT f.code FROM famille f JOIN compte_portail c ON c.famille_id = f.id JOIN lien l "
            "ON l.famille_id = f.id AND l.role = 'enfant' JOIN reservation r ON r.famille_id = f.id ORDER BY f.id"
        ).fetchone()
        (garde,) = base.execute(
            "SELECT f.code FROM famille f JOIN lien l ON l.famille_id = f.id WHERE l.garde_rythme != '' ORDER BY f.id"
        ).fetchone()
        for ordre in TABLES_VIDES:
            base.execute(ordre, {"code": code} if ":code" in ordre else {})
    assert len(list(colonnes_libres())) > 60, "does this still read the models?"
    touchees = empoisonner(fichier, {code, garde, "demo", "restauration", "repas"})
    jamais = {nom for nom, combien in touchees.items() if not combien}
    assert jamais <= {"jeton_recherche.jeton"}, f"nothing to poison in {jamais}: put a row there"
    return fichier, code, garde
