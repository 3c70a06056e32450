"""What must hold in a base beside the journal: each function says what it counted and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Anomalie, Controle
from guichet.formats import date_num
from guichet.regles.familles.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture

Resultat = tuple[Controle, list[str]]
Verification = Callable[["Lecture"], Resultat]

_NOMMEES = 5
"""A report names the first ones; the count tells the rest."""


def tous(postgres: bool) -> Iterator[Verification]:
    """Every check of this engine, the quickest first."""
    if not postgres:
        yield fichier
        yield liens
    yield garde_fous
    yield reglements
    yield familles
    yield cles
    yield index


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
    pages = _compter(s, "SELECT page_count FROM pragma_page_count")
    mauvaises = [] if lignes == ["ok"] else lignes
    return (
        Controle("fichier", pages, "pages"),
        [f"Le fichier de la base est abîmé ({texte})\u00a0: restaurez une sauvegarde." for texte in mauvaises],
    )


def liens(s: Lecture) -> Resultat:
    """Foreign keys: nothing points to what is not there."""
    tables = _compter(s, "SELECT count(*) FROM sqlite_master WHERE type = 'table'")
    fautes = s.lignes("PRAGMA foreign_key_check")
    return (
        Controle("liens", tables, "tables"),
        [
            f"La ligne {rowid} de «\u00a0{table}\u00a0» renvoie à une ligne absente de «\u00a0{parent}\u00a0»."
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
        [
            f"Le garde-fou «\u00a0{nom}\u00a0» a été retiré ou changé\u00a0: la base a pu être récrite."
            for nom in absents
        ],
    )


def reglements(s: Lecture) -> Resultat:
    """The town's settings are those that were entered."""
    lignes = s.lignes("SELECT du, contenu, empreinte FROM reglement ORDER BY du")
    return (
        Controle("règlements", len(lignes), "règlements de commune"),
        [
            f"Le règlement du {date_num(du)} a été modifié\u00a0: son empreinte ne correspond plus."
            for du, contenu, empreinte in lignes
            if hashlib.sha256(contenu.encode()).hexdigest() != empreinte
        ],
    )


def familles(s: Lecture) -> Resultat:
    """Every household keeps an adult who answers for it."""
    seules = s.lignes(
        "SELECT code FROM famille f WHERE NOT EXISTS (SELECT 1 FROM lien l WHERE l.famille_id = f.id "
        "AND l.role = 'responsable' AND l.au IS NULL) ORDER BY code"
    )
    return (
        Controle("familles", _compter(s, "SELECT count(*) FROM famille"), "familles"),
        [f"La famille {affiche(code)} n’a plus de responsable\u00a0: complétez son dossier." for (code,) in seules],
    )


def cles(s: Lecture) -> Resultat:
    """One live Clé Enfance per responsable and household (domaine.md)."""
    doubles = s.lignes(
        "SELECT f.code FROM cle_enfance c JOIN famille f ON f.id = c.famille_id WHERE c.etat IN ('emise', 'remise') "
        "GROUP BY f.code, c.responsable_id HAVING count(*) > 1 ORDER BY f.code"
    )
    return (
        Controle("clés", _compter(s, "SELECT count(*) FROM cle_enfance"), "Clés Enfance"),
        [f"La famille {affiche(code)} a deux Clés Enfance vivantes\u00a0: révoquez-en une." for (code,) in doubles],
    )


def index(s: Lecture) -> Resultat:
    """The search says what the data say."""
    from guichet.registres.recherche import index_recherche

    fautives = index_recherche.ecarts(s)
    return (
        Controle("recherche", _compter(s, "SELECT count(*) FROM fiche_recherche"), "fiches d’index"),
        [f"La recherche ne suit plus {_nommer(fautive)}\u00a0: reconstruisez l’index." for fautive in fautives],
    )


def _nommer(fautive: str) -> str:
    """A household, or an entry that belongs to none any more."""
    return f"l’entrée d’{fautive}" if fautive.startswith("index ") else f"la famille {affiche(fautive)}"


def _compter(s: Lecture, sql: str) -> int:
    ((nombre,),) = s.lignes(sql)
    return int(nombre)
