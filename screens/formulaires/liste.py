"""F4: the list of a field, of which one line is chosen or several are ticked."""

from __future__ import annotations

from typing import Any

from screens.formulaires.champs import VIRGULE, Champ, completer, decouper
from screens.socle.ecran import EcranBase


async def proposer(ecran: EcranBase[Any], champ: Champ, texte: str) -> str | None:
    """Show the choices of a field that holds `texte`; returns what is retained, None where nothing is."""
    from screens.modales.choisir import Choix, ModaleChoisir
    from screens.modales.cocher import ModaleCocher

    if not champ.choix:
        return None
    if champ.plusieurs:
        coches = [c for c in decouper(completer(champ, texte)) if c]
        retenus = await ecran.demander(ModaleCocher(champ.libelle, champ.choix, coches))
        return None if retenus is None else VIRGULE.join(retenus)
    choix = [Choix(c, c) for c in champ.choix]
    return await ecran.demander(ModaleChoisir(champ.libelle, choix, courant=completer(champ, texte), a_choisir=True))
