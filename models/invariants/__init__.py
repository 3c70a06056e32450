"""Triggers: what the database itself refuses, whoever writes to it (architecture.md, "Invariants").

One list for both engines. Migrations recreate the triggers from here, since Alembic's batch mode drops them.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from models.invariants import reservations, scellees
from models.invariants.gardes import POSTGRES, SQLITE, Dialecte, Garde, garde, sans_remplacement

INSERTION_SEULE = (
    "journal",
    "remise",
    "acte_passage",
    "historique_coordonnees",
    "envoi_portail",
    "envoi_exporte",
    "familles_distinctes",
    "reglement",
    "regle_activite",
)
"""Tables whose rows are never changed nor removed."""

MESSAGE_INSERTION_SEULE = "ligne scellee: ni modification ni suppression"


_PERIODES: dict[str, tuple[str, ...]] = {
    "lien": ("personne_id", "famille_id", "role"),
    "quotient": ("famille_id",),
    "garde_exception": ("personne_id",),
}
"""Tables whose rows have a period, and what makes two of them rivals."""


FONDU = "ce foyer est fondu dans un autre"
ECRITES_PAR_FOYER = {
    "lien": "li",
    "compte_portail": "cp",
    "cle_enfance": "ce",
    "inscription": "in",
    "reservation": "rv",
    "quotient": "qf",
    "passage": "pa",
    "tache": "ta",
    "piece_vue": "pv",
    "garde_exception": "ge",
}
"""Tables of what a household has → first letters of their triggers."""


_DERNIER = "lien: une famille garde au moins un responsable"
_ETAIT_RESPONSABLE = "OLD.role = 'responsable' AND OLD.au IS NULL"
_SANS_AUTRE = (
    "NOT EXISTS (SELECT 1 FROM lien x WHERE x.famille_id = OLD.famille_id AND x.role = 'responsable' "
    "AND x.au IS NULL AND x.id <> OLD.id) "
    "AND NOT EXISTS (SELECT 1 FROM famille f WHERE f.id = OLD.famille_id AND f.fusionnee_dans IS NOT NULL)"
)
"""A household keeps an adult, but one that is made one with another: its people are there; death asks nobody."""


def gardes(d: Dialecte) -> Iterator[Garde]:
    """Every row the base refuses, in the words of one engine."""
    yield Garde(
        "journal",
        "journal: numero ou chainage hors suite",
        f"NEW.seq {d.distinct} (SELECT coalesce(max(seq), 0) + 1 FROM journal) "
        f"OR NEW.precedent {d.distinct} coalesce((SELECT empreinte FROM journal ORDER BY seq DESC LIMIT 1), '')",
        (("sc_journal_suite", "INSERT"),),
        ("tg_journal", "INSERT"),
    )
    for table in INSERTION_SEULE[1:]:
        cle = {"envoi_exporte": "envoi_id"}.get(table, "id")
        yield sans_remplacement(f"sc_{table}_remplacement", table, MESSAGE_INSERTION_SEULE, f"{cle} = NEW.{cle}")
    yield Garde(
        "personne",
        "personne: date de naissance impossible",
        "NEW.naissance IS NOT NULL AND NEW.naissance IS NOT date(NEW.naissance)",
        (("dt_personne_naissance_insert", "INSERT"), ("dt_personne_naissance_update", "UPDATE OF naissance")),
    )
    yield from _periodes(d)
    yield from _familles()
    yield Garde(
        "agent",
        "agent: tous les droits seulement en formation",
        "NEW.tous_droits AND NOT EXISTS (SELECT 1 FROM parametre WHERE cle = 'formation' AND valeur = '1')",
        (("ag_tous_droits_insert", "INSERT"), ("ag_tous_droits_update", "UPDATE OF tous_droits")),
        ("tg_agent", "INSERT OR UPDATE"),
    )
    yield from reservations.gardes(d)


def _periodes(d: Dialecte) -> Iterator[Garde]:
    """Two rows of the same person or household never hold on the same day."""
    for table, cles in _PERIODES.items():
        egalite = " AND ".join(f"x.{c} = NEW.{c}" for c in cles)
        yield Garde(
            table,
            f"{table}: periodes qui se chevauchent",
            f"EXISTS (SELECT 1 FROM {table} x WHERE {egalite} AND x.id {d.distinct} NEW.id "
            "AND (x.au IS NULL OR x.au >= NEW.du) AND (NEW.au IS NULL OR x.du <= NEW.au))",
            ((f"pe_{table}_insert", "INSERT"), (f"pe_{table}_update", "UPDATE")),
            (f"tg_{table}", "INSERT OR UPDATE"),
        )


def _familles() -> Iterator[Garde]:
    """A household keeps an adult and its code."""
    yield Garde(
        "lien",
        _DERNIER,
        f"{_ETAIT_RESPONSABLE} AND ((NEW.au IS NOT NULL AND coalesce(NEW.motif, '') <> 'deces') "
        "OR NEW.role <> 'responsable' "
        f"OR NEW.famille_id <> OLD.famille_id) AND {_SANS_AUTRE}",
        (("li_dernier_responsable_update", "UPDATE OF au, role, famille_id"),),
        ("tg_lien_resp_u", "UPDATE"),
    )
    yield Garde(
        "lien",
        _DERNIER,
        f"{_ETAIT_RESPONSABLE} AND {_SANS_AUTRE}",
        (("li_dernier_responsable_delete", "DELETE"),),
        ("tg_lien_resp_d", "DELETE"),
    )
    yield from _fondues()
    yield Garde(
        "famille",
        "famille: un code ne change pas",
        "NEW.code <> OLD.code",
        (("fa_code_immuable", "UPDATE OF code"),),
        ("tg_famille_code", "UPDATE"),
    )
    yield Garde(
        "famille",
        "famille: un code ne se libere pas",
        "",
        (("fa_code_conserve", "DELETE"),),
        ("tg_famille_conserve", "DELETE"),
    )


def _fondues() -> Iterator[Garde]:
    """Nothing is written any more for a household made one with another, by whoever read its number before."""
    fondue = "EXISTS (SELECT 1 FROM famille f WHERE f.id = NEW.famille_id AND f.fusionnee_dans IS NOT NULL)"
    for table, debut in ECRITES_PAR_FOYER.items():
        for suffixe, evenement, colonnes in (("i", "INSERT", ""), ("u", "UPDATE", "famille_id")):
            yield garde(f"{debut}_fondue_{suffixe}", table, evenement, colonnes, f"{table}: {FONDU}", fondue)


def _sqlite() -> Iterator[tuple[str, str]]:
    for table in INSERTION_SEULE:
        for verbe in ("UPDATE", "DELETE"):
            nom = f"sc_{table}_{verbe.lower()}"
            yield from Garde(table, MESSAGE_INSERTION_SEULE, "", ((nom, verbe),)).en_sqlite()
    for refusee in gardes(SQLITE):
        yield from refusee.en_sqlite()
    yield from _fts()


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
    for refusee in gardes(POSTGRES):
        yield from refusee.en_postgres()
    yield from scellees.notes_postgres()


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
