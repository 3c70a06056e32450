"""An act is sealed, said on the visit and found by the search in one call: by hand, a forgotten one is silent."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from guichet.regles.socle.actes import TypeActe
from tests.architecture.arbre import Module, modules, sous

TRACER = "guichet/registres/comptoir/actes.py"
JOURNAL = "guichet.registres.socle.journal"
ACTES = "guichet.registres.comptoir.actes"
INDEX = ("guichet.registres.recherche.index_recherche", "guichet.registres.recherche.ecriture")

SCELLENT = {
    TRACER,
    # A base is born, or modernised, before any Acte: nobody acts, at no counter.
    "guichet/services/socle/initialisation.py",
    "guichet/services/socle/demonstration.py",
    # A night job copies the base, or it is put back: nobody is logged in.
    "guichet/services/socle/sauvegarde.py",
    "guichet/registres/socle/temoins/restauration.py",
    "guichet/registres/offre/modernisation.py",
    # One closing, one line in the history of each household it touches: written in one statement.
    "guichet/registres/reservations/suites/fermetures.py",
}
DISENT = {
    # Asked a second time: sealed once, with its clock, and said again on the slip.
    "guichet/registres/comptoir/taches.py",
    # The closing above, on the slip of the one household that is received.
    "guichet/registres/reservations/suites/fermetures.py",
}
INDEXENT = {
    TRACER,
    # A file of 20 000 families is indexed by lots, as it is read: memory and the bar stay even.
    "guichet/services/familles/importation/eleves.py",
    "guichet/services/familles/importation/foyers.py",
    # The index itself.
    "guichet/registres/recherche/index_recherche.py",
    "guichet/registres/recherche/ecriture.py",
}


def _noms(m: Module) -> dict[str, str]:
    """What each name of a module stands for, imports inside functions included."""
    noms = {}
    for n in ast.walk(m.arbre):
        if isinstance(n, ast.ImportFrom) and n.module:
            noms |= {a.asname or a.name: f"{n.module}.{a.name}" for a in n.names}
        elif isinstance(n, ast.Import):
            noms |= {a.asname: a.name for a in n.names if a.asname}
    return noms


def _nommes(*interdits: str) -> Iterator[tuple[Module, ast.AST, str]]:
    """Every mention of these functions, called, handed over or renamed."""
    for m in modules():
        noms = _noms(m)
        for n in ast.walk(m.arbre):
            if isinstance(n, ast.Attribute):
                tete, _, reste = ast.unparse(n).partition(".")
                dit = f"{noms.get(tete, tete)}.{reste}"
            elif isinstance(n, ast.Name):
                dit = noms.get(n.id, "")
            else:
                continue
            if dit in interdits:
                yield m, n, dit


def test_only_tracer_seals() -> None:
    """Lost otherwise: an act sealed by hand, that the visit does not list and the search does not follow."""
    mots = [f"{JOURNAL}.{nom}" for nom in ("inscrire", "inscrire_tous", "inscrire_verbe")]
    vus = list(_nommes(*mots))
    trouves = [m.ici(n, dit) for m, n, dit in vus if m.chemin not in SCELLENT]
    assert not trouves, "\n".join(trouves)
    assert {m.chemin for m, _, _ in vus} == SCELLENT
    bruts = [m.ici(n, dit) for m, n, dit in vus if dit.endswith("inscrire_verbe")]
    assert not bruts, "\n".join(bruts)


def test_only_tracer_says_on_the_visit() -> None:
    """Lost otherwise: a line on the family's slip of which the journal knows nothing, or the reverse."""
    vus = list(_nommes(f"{ACTES}.noter", f"{ACTES}.ajouter"))
    trouves = [m.ici(n, dit) for m, n, dit in vus if m.chemin not in DISENT]
    assert not trouves, "\n".join(trouves)
    assert {m.chemin for m, _, _ in vus} == DISENT


def test_only_tracer_refreshes_the_index() -> None:
    """Lost otherwise: a household refreshed here and forgotten there, that nobody finds under its new name."""
    vus = list(_nommes(*(f"{module}.rafraichir" for module in INDEX)))
    trouves = [m.ici(n, dit) for m, n, dit in vus if m.chemin not in INDEXENT]
    assert not trouves, "\n".join(trouves)
    assert TRACER in {m.chemin for m, _, _ in vus}


def test_their_tables_have_one_writer() -> None:
    """Lost otherwise: the seam, by one INSERT written beside it."""
    ecrivains = {"journal": "guichet/registres/socle/journal.py", "acte_passage": TRACER}
    trouves = [
        m.ici(n, n.value)
        for m in sous("guichet/registres/", "guichet/services/")
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
        for table, ecrivain in ecrivains.items()
        if f"INTO {table} " in n.value and m.chemin != ecrivain
    ]
    assert not trouves, "\n".join(trouves)


def test_every_act_is_written_somewhere() -> None:
    """Lost otherwise: labels of acts that no longer exist, which a reader takes for what the program does."""
    ecrits = {
        n.attr
        for m in modules()
        if not m.chemin.startswith("guichet/regles/")
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "TypeActe"
    }
    assert {acte.name for acte in TypeActe} == ecrits
