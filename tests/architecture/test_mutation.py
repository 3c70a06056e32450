"""What outils/mutation.py plants: a kind of change it forgets is a kind of fault no run would ever count."""

from __future__ import annotations

from outils.carte import Carte
from outils.mutants import mutants
from outils.mutation import equivalents, tirer
from tests.architecture.arbre import RACINE

SOURCE = '''"""Words."""
from enum import StrEnum

class Etat(StrEnum):
    LIBRE = "libre"

def juger(jour: int, places: int | None = 1, *, ferme: bool = False) -> bool:
    """Words."""
    if ferme or not places:
        raise ValueError("complet")
    total = jour + 2
    noter(f"le {jour}")
    return total <= 7

SQL = "SELECT 1 FROM jour WHERE a = :a AND b <= :b AND NOT c ORDER BY d DESC"
METTRE = "UPDATE jour SET a = :a WHERE b IS NULL"
'''


def test_chaque_sorte_de_changement_est_plantee() -> None:
    dits = {m.quoi for m in mutants("x.py", SOURCE.encode())}
    assert dits >= {
        "\"libre\" → 'librex'",
        "1 → (2)",
        "1 → (0)",
        "False → (True)",
        "ferme or not places → (ferme and (not places))",
        "ferme or not places → (ferme)",
        "ferme or not places → (not places)",
        "ferme or not places → (not (ferme or not places))",
        "not places → (places)",
        'raise ValueError("complet") → pass',
        "jour + 2 → (jour - 2)",
        'noter(f"le {jour}") → pass',
        "total <= 7 → (total < 7)",
        "return total <= 7 → return not (total <= 7)",
    }
    sql = [m for m in mutants("x.py", SOURCE.encode()) if m.quoi.startswith("SQL")]
    assert {m.dans(SOURCE.encode()).decode().splitlines()[m.ligne - 1] for m in sql} >= {
        'SQL = "SELECT 1 FROM jour WHERE a <> :a AND b <= :b AND NOT c ORDER BY d DESC"',
        'SQL = "SELECT 1 FROM jour WHERE a = :a OR b <= :b AND NOT c ORDER BY d DESC"',
        'SQL = "SELECT 1 FROM jour WHERE a = :a AND b < :b AND NOT c ORDER BY d DESC"',
        'SQL = "SELECT 1 FROM jour WHERE a = :a  AND NOT c ORDER BY d DESC"',
        'SQL = "SELECT 1 FROM jour WHERE a = :a AND b <= :b AND c ORDER BY d DESC"',
        'SQL = "SELECT 1 FROM jour WHERE a = :a AND b <= :b AND NOT c ORDER BY d"',
        'METTRE = "UPDATE jour SET a = :a WHERE b IS NOT NULL"',
    }
    assert not [m.quoi for m in sql if "SET a <>" in m.neuf]


def test_une_constante_est_a_qui_lit_le_fichier() -> None:
    """Lost otherwise: an SQL constant tried by the one test that happened to load its file, and said to be unnoticed."""
    lus = mutants("x.py", SOURCE.encode())
    assert {m.au_chargement for m in lus if m.quoi.startswith("SQL")} == {True}
    assert {m.au_chargement for m in lus if m.quoi.startswith("total")} == {False}
    carte = Carte({"charge": 1.0, "lit": 0.5}, {"charge": {"x.py": {1, 18}}, "lit": {"x.py": {14}}})
    assert carte.tests("x.py", [18]) == ["charge"]
    assert carte.tests("x.py", [18], au_chargement=True) == ["lit", "charge"]


def test_une_graine_tire_toujours_les_memes() -> None:
    dossiers = ["guichet/regles/offre"]
    assert tirer(dossiers, 20, 7) == tirer(dossiers, 20, 7)
    assert tirer(dossiers, 20, 7) != tirer(dossiers, 20, 8)


def test_chaque_equivalent_existe_encore() -> None:
    """Lost otherwise: a survivor excused by a line that says something else today."""
    perdus = []
    for fichier, ligne, change in equivalents():
        source = (RACINE / fichier).read_bytes()
        lignes = source.decode().splitlines()
        dits = {m.quoi for m in mutants(fichier, source) if lignes[m.ligne - 1].strip() == ligne}
        if not dits or (change and change not in dits):
            perdus.append(f"{fichier}: {ligne}: {change}")
    assert not perdus, "\n".join(perdus)
