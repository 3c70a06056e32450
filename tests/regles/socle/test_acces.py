"""An open counter goes on with the rights of this morning unless somebody looks again."""

from __future__ import annotations

import pytest

from guichet.regles.socle.acces import Acces, changement
from guichet.regles.socle.droits import Role

R = Role


@pytest.mark.parametrize(
    ("avant", "acces", "dit"),
    [
        (R.AGENT, None, "fermé"),
        (R.AGENT, Acces("agent", False, False, False), "fermé"),
        (R.AGENT, Acces("agent", False, True, True), "réinitialisé"),
        (R.SUPERVISEUR, Acces("agent", False, False, True), "superviseur jusqu’ici, agent désormais"),
        (R.AGENT, Acces("superviseur", False, False, True), "agent jusqu’ici, superviseur désormais"),
        (R.SUPERVISEUR, Acces("superviseur", False, False, True), "Vos droits ont changé"),
        # Same verbs, another office: the journal will say who acted as what.
        (R.AGENT, Acces("mandataire", False, False, True), "mandataire désormais"),
    ],
)
def test_ce_qui_a_change_se_dit_en_une_phrase(avant, acces, dit):
    phrase = changement(avant, acces)
    assert dit in phrase
    assert "rien n’a été enregistré" in phrase
    assert phrase.count(".") == 1
