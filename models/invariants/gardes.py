"""How one refusal of the database is written for each engine: a condition, and the trigger that holds it there."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialecte:
    """The few words that the two engines do not share."""

    distinct: str
    """Different, nulls counted as equal."""
    age: str
    """Whole months lived since {n} on the day booked, as `guichet.regles.familles.ages.age_mois` counts them."""
    premier: str
    """First day {p} may have been born on, as `guichet.formats.naissances.bornes` reads what is known of it."""
    dernier: str
    """Last one; both are the day itself where it is known, NULL where nothing is."""


_PREMIER = "substr(nullif({p}.naissance_partielle, '') || '-01-01', 1, 10)"
"""« 2018 » and « 2018-03 » to the first day they mean."""

SQLITE = Dialecte(
    "IS NOT",
    "((strftime('%Y', NEW.jour) - strftime('%Y', {n})) * 12 + strftime('%m', NEW.jour) - strftime('%m', {n}) "
    "- (strftime('%d', NEW.jour) < min(strftime('%d', {n}), "
    "strftime('%d', NEW.jour, 'start of month', '+1 month', '-1 day'))))",
    f"coalesce({{p}}.naissance, {_PREMIER})",
    f"coalesce({{p}}.naissance, date({_PREMIER}, CASE length({{p}}.naissance_partielle) WHEN 4 THEN '+1 year' "
    "ELSE '+1 month' END, '-1 day'))",
)
POSTGRES = Dialecte(
    "IS DISTINCT FROM",
    "((extract(year FROM NEW.jour) - extract(year FROM {n})) * 12 "
    "+ extract(month FROM NEW.jour) - extract(month FROM {n}) "
    "- (CASE WHEN extract(day FROM NEW.jour) < least(extract(day FROM {n}), "
    "extract(day FROM date_trunc('month', NEW.jour) + interval '1 month' - interval '1 day')) THEN 1 ELSE 0 END))",
    f"coalesce({{p}}.naissance, CAST({_PREMIER} AS date))",
    f"coalesce({{p}}.naissance, CAST(CAST({_PREMIER} AS date) + CASE length({{p}}.naissance_partielle) WHEN 4 "
    "THEN interval '1 year' ELSE interval '1 month' END - interval '1 day' AS date))",
)

Declencheur = tuple[str, str]
"""Its name in the base, and the event it stands before: INSERT, UPDATE OF a, b…"""


@dataclass(frozen=True, slots=True)
class Garde:
    """A row refused with `message` when `condition` holds ("" is always).

    SQLite wants one trigger an event, PostgreSQL takes them together; `postgres` is None where that engine cannot do
    the wrong at all (no REPLACE, true dates).
    """

    table: str
    message: str
    condition: str
    sqlite: tuple[Declencheur, ...]
    postgres: Declencheur | None = None

    def en_sqlite(self) -> Iterator[tuple[str, str]]:
        """Name and body of each trigger."""
        quand = f" WHEN {self.condition}" if self.condition else ""
        for nom, evenement in self.sqlite:
            yield nom, f"BEFORE {evenement} ON {self.table}{quand} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"

    def en_postgres(self) -> Iterator[str]:
        """Orders that (re)create the trigger and its function."""
        if self.postgres is None:
            return
        nom, evenement = self.postgres
        rendu = "OLD" if evenement == "DELETE" else "NEW"
        yield (
            f"CREATE OR REPLACE FUNCTION {nom}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition or 'TRUE'} THEN RAISE EXCEPTION '{self.message}'; END IF; RETURN {rendu}; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS {nom} ON {self.table}"
        yield f"CREATE TRIGGER {nom} BEFORE {evenement} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {nom}()"


def garde(nom: str, table: str, evenement: str, colonnes: str, message: str, condition: str) -> Garde:
    """The common case: one event, one trigger on each engine, over all the columns when none is named."""
    quand = f"{evenement} OF {colonnes}" if colonnes else evenement
    return Garde(table, message, condition, ((nom, quand),), (f"tg_{table}{nom[2:]}", quand))


def sans_remplacement(nom: str, table: str, message: str, meme: str) -> Garde:
    """REPLACE deletes the row it meets without firing any DELETE trigger (rule 19): guard the insert (SQLite only)."""
    return Garde(table, message, f"EXISTS (SELECT 1 FROM {table} WHERE {meme})", ((nom, "INSERT"),))
