"""Who pays once the payer is gone: a bill addressed to somebody who left is a debt nobody pays."""

from __future__ import annotations

import pytest

from guichet.regles.familles.payeurs import Adulte, Succession, succession

SOPHIE, KARIM, PAUL = (
    Adulte(1, "Sophie", payeur=True),
    Adulte(2, "Karim", payeur=False),
    Adulte(3, "Paul", payeur=False),
)
AUSSI = Adulte(4, "Odile", payeur=True)


@pytest.mark.parametrize(
    ("adultes", "partant", "designe", "attendu"),
    [
        # Who goes did not pay, another pays already, or nobody is left: nothing to say.
        ((SOPHIE, KARIM), 2, None, Succession()),
        ((SOPHIE, AUSSI, KARIM), 1, None, Succession()),
        ((SOPHIE,), 1, None, Succession()),
        ((KARIM, PAUL), 2, None, Succession()),
        # One remains: said. Several: asked, and only among them.
        ((SOPHIE, KARIM), 1, None, Succession(payeur=KARIM)),
        ((SOPHIE, KARIM, PAUL), 1, None, Succession(candidats=(KARIM, PAUL))),
        ((SOPHIE, KARIM, PAUL), 1, 3, Succession(payeur=PAUL)),
        ((SOPHIE, KARIM, PAUL), 1, 1, Succession(candidats=(KARIM, PAUL))),
        ((SOPHIE, KARIM, PAUL), 1, 99, Succession(candidats=(KARIM, PAUL))),
    ],
)
def test_qui_paie(adultes, partant, designe, attendu) -> None:
    assert succession(adultes, partant, designe) == attendu
