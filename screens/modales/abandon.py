"""Leaving a dialog where something would be lost: one question, whatever the way out."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

from screens.socle.ecran import DialogueBase, Poste


async def abandonner(poste: Poste, question: str) -> bool:
    """Ask once; staying is proposed."""
    from screens.modales.choisir import ModaleConfirmer

    return await poste.demander(ModaleConfirmer("Abandonner ?", question, oui="abandonner", non="rester")) is True


def tapes(dialogue: DialogueBase[Any]) -> tuple[str, ...]:
    """What its fields hold: compared with what they held at first."""
    return tuple(champ.value for champ in dialogue.query(Input))
