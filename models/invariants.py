"""Triggers: what the database itself refuses, whoever writes to it (architecture.md, "Invariants").

One list for both engines. Migrations recreate the triggers from here, since Alembic's batch mode drops them.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from models import invariants_reservations

INSERTION_SEULE = (
    "journal",
    "remise",
    "acte_passage",
    "historique_coordonnees",
    "envoi_portail",
    "envoi_exporte",
    "reglement",
    "regle_activite",
)
"""Tables whose rows are never changed nor removed."""

MESSAGE_INSERTION_SEULE = "ligne scellee: ni modification ni suppression"


def _sqlite() -> Iterator[tuple[str, str]]:
    for table in INSERTION_SEULE:
        for verbe in ("UPDATE", "DELETE"):
            yield (
                f"sc_{table}_{verbe.lower()}",
                f"BEFORE {verbe} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE_INSERTION_SEULE}'); END",
            )
    # REPLACE deletes without firing DELETE triggers unless recursive_triggers is on: guard the insert too (rule 19).
    yield (
        "sc_journal_suite",
        "BEFORE INSERT ON journal WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal) "
        "OR NEW.precedent IS NOT coalesce((SELECT empreinte FROM journal ORDER BY seq DESC LIMIT 1), '') "
        "BEGIN SELECT RAISE(ABORT, 'journal: numero ou chainage hors suite'); END",
    )
    for table in INSERTION_SEULE[1:]:
        cle = {"envoi_exporte": "envoi_id"}.get(table, "id")
        yield (
            f"sc_{table}_remplacement",
            f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {cle} = NEW.{cle}) "
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE_INSERTION_SEULE}'); END",
        )
    for evenement in ("INSERT", "UPDATE OF naissance"):
        yield (
            f"dt_personne_naissance_{evenement[:6].lower()}",
            f"BEFORE {evenement} ON personne WHEN NEW.naissance IS NOT NULL "
            "AND NEW.naissance IS NOT date(NEW.naissance) "
            "BEGIN SELECT RAISE(ABORT, 'personne: date de naissance impossible'); END",
        )
    for table, cles in _PERIODES.items():
        egalite = " AND ".join(f"x.{c} = NEW.{c}" for c in cles)
        for evenement in ("INSERT", "UPDATE"):
            yield (
                f"pe_{table}_{evenement.lower()}",
                f"BEFORE {evenement} ON {table} WHEN EXISTS (SELECT 1 FROM {table} x WHERE {egalite} "
                "AND x.id IS NOT NEW.id AND (x.au IS NULL OR x.au >= NEW.du) "
                "AND (NEW.au IS NULL OR x.du <= NEW.au)) "
                f"BEGIN SELECT RAISE(ABORT, '{table}: periodes qui se chevauchent'); END",
            )
    yield (
        "li_dernier_responsable_update",
        "BEFORE UPDATE OF au, role, famille_id ON lien WHEN OLD.role = 'responsable' AND OLD.au IS NULL "
        "AND (NEW.au IS NOT NULL OR NEW.role <> 'responsable' OR NEW.famille_id <> OLD.famille_id) "
        "AND NOT EXISTS (SELECT 1 FROM lien x WHERE x.famille_id = OLD.famille_id AND x.role = 'responsable' "
        "AND x.au IS NULL AND x.id <> OLD.id) "
        "BEGIN SELECT RAISE(ABORT, 'lien: une famille garde au moins un responsable'); END",
    )
    yield (
        "li_dernier_responsable_delete",
        "BEFORE DELETE ON lien WHEN OLD.role = 'responsable' AND OLD.au IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM lien x WHERE x.famille_id = OLD.famille_id AND x.role = 'responsable' "
        "AND x.au IS NULL AND x.id <> OLD.id) "
        "BEGIN SELECT RAISE(ABORT, 'lien: une famille garde au moins un responsable'); END",
    )
    yield (
        "fa_code_immuable",
        "BEFORE UPDATE OF code ON famille WHEN NEW.code <> OLD.code "
        "BEGIN SELECT RAISE(ABORT, 'famille: un code ne change pas'); END",
    )
    yield (
        "fa_code_conserve",
        "BEFORE DELETE ON famille BEGIN SELECT RAISE(ABORT, 'famille: un code ne se libere pas'); END",
    )
    for evenement in ("INSERT", "UPDATE OF tous_droits"):
        yield (
            f"ag_tous_droits_{evenement[:6].lower()}",
            f"BEFORE {evenement} ON agent WHEN NEW.tous_droits AND NOT EXISTS "
            "(SELECT 1 FROM parametre WHERE cle = 'formation' AND valeur = '1') "
            "BEGIN SELECT RAISE(ABORT, 'agent: tous les droits seulement en formation'); END",
        )
    yield from invariants_reservations.sqlite()
    yield from _fts()


_PERIODES: dict[str, tuple[str, ...]] = {
    "lien": ("personne_id", "famille_id", "role"),
    "quotient": ("famille_id",),
    "garde_exception": ("personne_id",),
}
"""Tables whose rows have a period, and what makes two of them rivals."""


def _fts() -> Iterator[tuple[str, str]]:
    """Keep the FTS5 index in step with fiche_recherche, whoever writes to it (external content)."""
    nouveau = "INSERT INTO recherche_fts(rowid, noms, autres) VALUES (NEW.cle, NEW.noms, NEW.autres)"
    ancien = (
        "INSERT INTO recherche_fts(recherche_fts, rowid, noms, autres) VALUES ('delete', OLD.cle, OLD.noms, OLD.autres)"
    )
    yield "fts_ajout", f"AFTER INSERT ON fiche_recherche BEGIN {nouveau}; END"
    yield "fts_retrait", f"AFTER DELETE ON fiche_recherche BEGIN {ancien}; END"
    yield (
        "fts_change",
        "AFTER UPDATE ON fiche_recherche WHEN OLD.cle IS NOT NEW.cle OR OLD.noms IS NOT NEW.noms "
        f"OR OLD.autres IS NOT NEW.autres BEGIN {ancien}; {nouveau}; END",
    )


FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS recherche_fts USING fts5(noms, autres, content='fiche_recherche', "
    "content_rowid='cle', prefix='1 2 3 4 5 6', columnsize=0, detail=none, "
    "tokenize=\"ascii tokenchars '@._+-='\")"
)
"""Prefix index for 1 to 5 letters, the lengths typed before a name is alone on the screen, and the mark before them.

The columns are told apart by the marks of guichet.registres.recherche.jetons, not by FTS5 (detail=none).
"""


def _postgres() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION guichet_scelle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{MESSAGE_INSERTION_SEULE}'; END $$"
    )
    for table in INSERTION_SEULE:
        # TRUNCATE walks past row triggers (dependances.md).
        for verbe, portee in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            nom = f"sc_{table}_{portee.lower()}"
            yield f"DROP TRIGGER IF EXISTS {nom} ON {table}"
            yield (
                f"CREATE TRIGGER {nom} BEFORE {verbe} ON {table} FOR EACH {portee} EXECUTE FUNCTION guichet_scelle()"
            )
    yield from _postgres_condition(
        "journal",
        "INSERT",
        "journal: numero ou chainage hors suite",
        "NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal) OR NEW.precedent <> "
        "coalesce((SELECT empreinte FROM journal ORDER BY seq DESC LIMIT 1), '')",
    )
    for table, cles in _PERIODES.items():
        egalite = " AND ".join(f"x.{c} = NEW.{c}" for c in cles)
        yield from _postgres_condition(
            table,
            "INSERT OR UPDATE",
            f"{table}: periodes qui se chevauchent",
            f"EXISTS (SELECT 1 FROM {table} x WHERE {egalite} AND x.id IS DISTINCT FROM NEW.id "
            "AND (x.au IS NULL OR x.au >= NEW.du) AND (NEW.au IS NULL OR x.du <= NEW.au))",
        )
    autre = (
        "NOT EXISTS (SELECT 1 FROM lien x WHERE x.famille_id = OLD.famille_id AND x.role = 'responsable' "
        "AND x.au IS NULL AND x.id <> OLD.id)"
    )
    dernier = "lien: une famille garde au moins un responsable"
    etait = "OLD.role = 'responsable' AND OLD.au IS NULL"
    yield from _postgres_condition(
        "lien",
        "UPDATE",
        dernier,
        f"{etait} AND (NEW.au IS NOT NULL OR NEW.role <> 'responsable' "
        f"OR NEW.famille_id <> OLD.famille_id) AND {autre}",
        suffixe="_resp_u",
    )
    yield from _postgres_condition("lien", "DELETE", dernier, f"{etait} AND {autre}", suffixe="_resp_d")
    yield from _postgres_condition(
        "famille", "UPDATE", "famille: un code ne change pas", "NEW.code <> OLD.code", suffixe="_code"
    )
    yield from _postgres_condition(
        "famille", "DELETE", "famille: un code ne se libere pas", "TRUE", suffixe="_conserve"
    )
    yield from _postgres_condition(
        "agent",
        "INSERT OR UPDATE",
        "agent: tous les droits seulement en formation",
        "NEW.tous_droits AND NOT EXISTS (SELECT 1 FROM parametre WHERE cle = 'formation' AND valeur = '1')",
    )
    for nom, table, evenement, colonnes, message, condition in invariants_reservations.gardes(
        invariants_reservations.AGE_POSTGRES
    ):
        de = f" OF {colonnes}" if colonnes else ""
        yield from _postgres_condition(table, evenement + de, message, condition, suffixe=nom[2:])


def _postgres_condition(table: str, evenement: str, message: str, condition: str, suffixe: str = "") -> Iterator[str]:
    nom = f"tg_{table}{suffixe}"
    rendu = "OLD" if evenement == "DELETE" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION {nom}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{message}'; END IF; RETURN {rendu}; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {nom} ON {table}"
    yield f"CREATE TRIGGER {nom} BEFORE {evenement} ON {table} FOR EACH ROW EXECUTE FUNCTION {nom}()"


def attendus_sqlite() -> dict[str, str]:
    """Every trigger a SQLite base must hold, name -> its exact SQL: `guichet verifier` looks for those removed."""
    return {nom: f"CREATE TRIGGER {nom} {corps}" for nom, corps in _sqlite()}


def attendus_postgres() -> set[str]:
    """Names of the triggers a PostgreSQL base must hold, enabled."""
    return {mots[2] for mots in map(str.split, _postgres()) if mots[:2] == ["CREATE", "TRIGGER"]}


def creer(connexion: Connection) -> None:
    """(Re)create the full-text index and every trigger on the base `connexion` is on."""
    if connexion.dialect.name == "postgresql":
        for ordre in _postgres():
            connexion.exec_driver_sql(ordre)
        return
    connexion.exec_driver_sql(FTS)
    _declencher(connexion, _sqlite())


def creer_declencheurs_fts(connexion: Connection) -> None:
    """(Re)create the triggers of the search index, dropped while it is written in bulk (SQLite)."""
    _declencher(connexion, _fts())


def _declencher(connexion: Connection, declencheurs: Iterator[tuple[str, str]]) -> None:
    for nom, corps in declencheurs:
        connexion.exec_driver_sql(f"DROP TRIGGER IF EXISTS {nom}")
        connexion.exec_driver_sql(f"CREATE TRIGGER {nom} {corps}")
