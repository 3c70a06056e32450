"""One writer of bookings: what money and waiting lists listen to is what it answers, so nothing may pass beside it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.arbre import Module, modules, sous

PLUME = "guichet/registres/reservations/ecriture.py"
SEMIS = "guichet/demonstration/reservations.py"
"""A town peopled at once: no family, no place given back, nothing to follow."""

_ORDRE = re.compile(r"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+reservation\b", re.IGNORECASE)


def autres_plumes(m: Module) -> Iterator[str]:
    """Where a module writes bookings: in SQL, by the bulk writer, or through the model."""
    for n in ast.walk(m.arbre):
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and _ORDRE.search(n.value):
            yield m.ici(n, n.value[:60])
        elif isinstance(n, ast.Call) and any(isinstance(a, ast.Constant) and a.value == "reservation" for a in n.args):
            yield m.ici(n, ast.unparse(n.func))
        elif isinstance(n, ast.ImportFrom) and n.module in ("models", "models.reservation"):
            yield from (m.ici(n, "the model, which can be written") for a in n.names if a.name == "Reservation")


def test_une_seule_plume_pour_les_reservations() -> None:
    """Lost otherwise: a day that stops being charged, and an invoice that never hears of it."""
    trouves = [
        ligne for m in sous("guichet/", "screens/") if m.chemin not in (PLUME, SEMIS) for ligne in autres_plumes(m)
    ]
    assert not trouves, "\n".join(trouves)
    assert any(m.chemin == PLUME and list(autres_plumes(m)) for m in modules())


@pytest.mark.parametrize(
    "code",
    [
        "s.ordre('UPDATE reservation SET etat = :e WHERE id = :i')",
        "s.ordre(f'UPDATE reservation SET facturee = :non WHERE {ou}')",
        "SQL = 'INSERT INTO ' 'reservation (jour) VALUES (:j)'",
        "lots.inserer(s, 'reservation', rangees)",
        "from models import Reservation",
    ],
)
def test_une_autre_plume_est_vue(code: str) -> None:
    """The test above is worth what it sees."""
    assert list(autres_plumes(Module("guichet/services/essai.py", "essai", code, ast.parse(code))))
