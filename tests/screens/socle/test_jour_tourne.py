"""A counter left open overnight: yesterday shown as today is a child the kitchen does not expect."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.fiches.dossier.dossier import Dossier
from tests.bases import Horloge
from tests.screens.listes.test_listes import reserver
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire

SOIR = timedelta(days=20, hours=4)
"""From the clock of the tests to the evening of Sunday 6 December."""


@pytest.fixture
def cantine(fichier_base: Path) -> Dossier:
    """Both children eat on Monday 7 December."""
    dossier = inscrire(fichier_base, "restauration")
    reserver(fichier_base, dossier, date(2026, 12, 7))
    return dossier


@pytest.fixture
def dimanche_soir() -> Horloge:
    horloge = Horloge()
    horloge.instant += SOIR
    return horloge


async def test_la_liste_du_matin_est_celle_du_matin(
    fichier_base: Path, cantine: Dossier, dimanche_soir: Horloge
) -> None:
    """One beat of the day reads again what is shown."""
    del cantine
    async with application(fichier_base, horloge=dimanche_soir) as poste:
        await poste.taper("<Ctrl+D>")
        assert poste.voit("dimanche 6 décembre")
        dimanche_soir.avancer(hours=14)
        poste.app._battre()
        await poste.calme()
        assert poste.voit("lundi 7 décembre", "2 enfants")


async def test_au_retour_du_verrou_tout_est_relu(fichier_base: Path, cantine: Dossier, dimanche_soir: Horloge) -> None:
    """Locked in the evening, unlocked in the morning; the beat finds only the lock."""
    del cantine
    async with application(fichier_base, horloge=dimanche_soir) as poste:
        await poste.taper("<Ctrl+D><Ctrl+L>")
        dimanche_soir.avancer(hours=14)
        poste.app._battre()
        await poste.taper("<Entrée>")
        assert poste.voit("lundi 7 décembre", "2 enfants")


async def test_un_jour_choisi_reste_choisi(fichier_base: Path, cantine: Dossier, dimanche_soir: Horloge) -> None:
    """Lost otherwise: a list of Tuesday, asked for and taken away."""
    del cantine
    async with application(fichier_base, horloge=dimanche_soir) as poste:
        await poste.taper("<Ctrl+D>g8/12<Entrée>")
        assert poste.voit("mardi 8 décembre")
        dimanche_soir.avancer(hours=14)
        poste.app._battre()
        await poste.calme()
        assert poste.voit("mardi 8 décembre")
