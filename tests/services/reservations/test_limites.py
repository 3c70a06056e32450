"""Deadlines shared by a batch: each unit keeps its own hour, each session its own first day."""

from __future__ import annotations

from datetime import date, datetime

from guichet.formats import PARIS
from guichet.registres.reservations.jugement.limites import Limites
from tests.regles.annee_scolaire import CALENDRIER

LUNDI = date(2026, 11, 16)


def test_une_heure_se_compte_de_l_ouverture_de_son_unite() -> None:
    """Lost otherwise: « H-48 » closes at midnight, or the evening closes with the morning, eight hours too soon."""
    limites = Limites(CALENDRIER)
    for minutes, heure in ((450, 7), (990, 16), (450, 7)):
        trouvee = limites.de(("H-48",), LUNDI, None, "non", minutes)
        assert trouvee is not None
        assert trouvee.instant == datetime(2026, 11, 14, heure, 30, tzinfo=PARIS)


def test_une_session_se_compte_de_son_premier_jour() -> None:
    """Lost otherwise: the second fortnight of the summer closes with the first."""
    limites = Limites(CALENDRIER)
    for debut, dernier in ((date(2027, 7, 5), date(2027, 6, 25)), (date(2027, 8, 2), date(2027, 7, 23))):
        trouvee = limites.de(("J-10 session",), date(2027, 8, 10), debut, "non", 0)
        assert trouvee is not None
        assert trouvee.instant.date() == dernier
