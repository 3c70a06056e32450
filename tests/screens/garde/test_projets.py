"""What the fields of a custody make, as one types: no form, no base."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from guichet.fiches.garde.reglage import FicheGarde
from guichet.regles.garde.jours import Garde, Sejour
from screens.garde.projets import garde_a_part, jours_a_part

JOUR = date(2026, 11, 16)
NOEL = {"du": "24/12/2026", "au": "26/12/2026", "ou": "ailleurs"}


def fiche(*sejours: Sejour) -> FicheGarde:
    """Only what is settled counts here."""
    return cast("FicheGarde", SimpleNamespace(garde=Garde(None, None, None, sejours)))


def test_des_jours_a_part_passent_devant_ceux_deja_regles() -> None:
    """Lost otherwise: a wedding drawn on the weeks of the other parent."""
    ancien = Sejour(date(2026, 12, 1), date(2026, 12, 2), ici=True)
    voulue = garde_a_part(fiche(ancien), JOUR, NOEL)
    assert voulue.sejours == (Sejour(date(2026, 12, 24), date(2026, 12, 26), ici=False), ancien)
    assert garde_a_part(fiche(), JOUR, NOEL | {"ou": "ici"}).sejours[0].ici


def test_un_jour_seul_n_a_pas_de_fin() -> None:
    assert jours_a_part(NOEL | {"au": " "}) == (date(2026, 12, 24), date(2026, 12, 24))


@pytest.mark.parametrize("faux", [{"du": "24/1"}, {"du": ""}, {"au": "32/12/2026"}, {"au": "01/12/2026"}])
def test_une_date_a_moitie_tapee_laisse_la_garde_en_place(faux: dict[str, str]) -> None:
    """Lost otherwise: a calendar that blinks at every key."""
    ancien = Sejour(date(2026, 12, 1), date(2026, 12, 2), ici=True)
    assert garde_a_part(fiche(ancien), JOUR, NOEL | faux).sejours == (ancien,)
