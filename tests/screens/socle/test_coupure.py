"""French typography on the screen itself: no line begins with a colon, no number is cut in two."""

from __future__ import annotations

import pytest
from textual.content import Content

from screens.socle import ecran  # noqa: F401 - any screen settles it
from screens.widgets import coupure  # noqa: F401 - any screen settles it


@pytest.mark.parametrize("largeur", range(12, 60))
def test_une_espace_insecable_ne_coupe_jamais(largeur: int) -> None:
    """Lost otherwise: « jour de carence 1 sur 1 », and « : facturée. » alone on the next line."""
    phrase = "Certificat remis à temps, jour de carence 1 sur 1\u00a0: facturée. Et «\u00a0oui\u00a0», 1\u202f500\u00a0€\u00a0!"
    lignes = [str(ligne) for ligne in Content(phrase).wrap(largeur)]
    assert all(len(ligne.rstrip()) <= largeur for ligne in lignes)
    assert not [ligne for ligne in lignes if ligne.lstrip()[0] in ":;!?»€" or ligne.startswith("500")], lignes
    assert not [ligne for ligne in lignes if ligne.rstrip().endswith("«")], lignes
