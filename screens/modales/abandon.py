"""Leaving a dialog where something would be lost: one question, whatever the way out."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from screens.socle.ecran import DialogueBase, Poste


async def abandonner(poste: Poste, question: str, *, titre: str = "Abandonner ?", oui: str = "abandonner") -> bool:
    """Ask once; staying is proposed, `oui` says what leaving means."""
    from screens.modales.choisir import ModaleConfirmer

    return await poste.demander(ModaleConfirmer(titre, question, oui=oui, non="rester")) is True


def tapes(dialogue: DialogueBase[Any]) -> tuple[str, ...]:
    """What its fields hold: compared with what they held at first."""
    return tuple(champ.value for champ in dialogue.query(Input))
