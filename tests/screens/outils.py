"""The real application on a real base, with a clock that stands still and all the patience a busy machine asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from guichet.app import GuichetApp
from guichet.base import Adresse
from guichet.impression import ImprimanteMemoire
from outils.poste import Poste, lire_touches
from screens.dossier import ecran as dossier
from screens.socle import clavier
from tests.bases import Horloge, secrets_gabarit
from tests.patience import TROP_LONG_S

# What the screens do when a person or a base takes too long is not to happen because the machine is busy.
clavier.LIMITE_S = dossier.DEUX_FOIS_S = TROP_LONG_S
Poste.patience_s = TROP_LONG_S
Pilot._wait_for_screen.__defaults__ = (TROP_LONG_S,)

__all__ = ["Poste", "application", "lire_touches"]


@asynccontextmanager
async def application(
    fichier: Path,
    *,
    agent: str = "demo",
    taille: tuple[int, int] = (120, 36),
    horloge: Callable[[], datetime] | None = None,
    poste: str = "poste 1",
) -> AsyncIterator[Poste]:
    """A counter open on a base, `agent` logged in, standing before the search box."""
    imprimante = ImprimanteMemoire()
    app = GuichetApp(
        Adresse(fichier),
        agent=agent,
        poste=poste,
        horloge=horloge or Horloge(),
        imprimante=imprimante,
        secrets=secrets_gabarit(),
    )
    async with app.run_test(size=taille) as pilote:
        counter = Poste(app, pilote, imprimante)
        await counter.attendre(lambda: app.pret)
        await counter.calme()
        yield counter
