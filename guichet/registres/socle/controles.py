"""What must hold in a base beside the journal: each function says what it counted and what is wrong.

Every subject has its own `controles`; contexte.verifications lists who answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guichet.erreurs.base import REMEDE
from guichet.fiches.socle.verification import Anomalie, Controle
from guichet.registres.socle.valeurs import valeurs

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture

Resultat = tuple[Controle, list[str]]
Verification = Callable[["Lecture"], Resultat]

_NOMMEES = 5
"""A report names the first ones; the count tells the rest."""


def du_socle(*, postgres: bool) -> tuple[Verification, ...]:
    """Checks of the base itself on this engine, the quickest first; every subject above brings its own."""
    return (valeurs, garde_fous) if postgres else (fichier, valeurs, liens, garde_fous)


def anomalies(verification: Verification, s: Lecture) -> tuple[Controle, list[Anomalie]]:
    """Run one check."""
    controle, phrases = verification(s)
    gardees = phrases[:_NOMMEES]
    if len(phrases) > _NOMMEES:
        gardees.append(f"… et {len(phrases) - _NOMMEES} autres.")
    return controle, [Anomalie(controle.nom, phrase) for phrase in gardees]


def fichier(s: Lecture) -> Resultat:
    """Pages and indexes of the SQLite file."""
    lignes = [str(texte) for (texte,) in s.lignes("PRAGMA integrity_check(20)")]
    pages = compter(s, "SELECT page_count FROM pragma_page_count")
    mauvaises = [] if lignes == ["ok"] else lignes
    return (
        Controle("fichier", pages, "pages"),
        [f"Le fichier de la base est abîmé ({texte}) : {REMEDE}." for texte in mauvaises],
    )


def liens(s: Lecture) -> Resultat:
    """Foreign keys: nothing points to what is not there."""
    tables = compter(s, "SELECT count(*) FROM sqlite_master WHERE type = 'table'")
    fautes = s.lignes("PRAGMA foreign_key_check")
    return (
        Controle("liens", tables, "tables"),
        [
            f"La ligne {rowid} de « {table} » renvoie à une ligne absente de « {parent} » : {REMEDE}."
            for table, rowid, parent, _ in fautes
        ],
    )


def garde_fous(s: Lecture) -> Resultat:
    """Triggers that forbid rewriting: without them the base no longer defends itself."""
    from models import invariants

    if s.postgres:
        attendus = invariants.attendus_postgres()
        actifs = {
            nom for (nom,) in s.lignes("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        }
        absents = sorted(attendus - actifs)
    else:
        exacts = invariants.attendus_sqlite()
        lus: dict[str, str] = dict(s.lignes("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        attendus = set(exacts)
        absents = sorted(nom for nom, sql in exacts.items() if lus.get(nom) != sql)
    return (
        Controle("garde-fous", len(attendus), "déclencheurs"),
        [f"Le garde-fou « {nom} » a été retiré ou changé : la base a pu être récrite." for nom in absents],
    )


def compter(s: Lecture, sql: str) -> int:
    """One number."""
    ((nombre,),) = s.lignes(sql)
    return int(nombre)
