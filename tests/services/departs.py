"""Somebody is let go as a screen does it: what rests on them shown, then confirmed."""

from __future__ import annotations

from typing import Any

from guichet.contexte import Contexte
from guichet.services import familles


def partir(ctx: Contexte, lien_id: int, **suite: Any) -> None:
    """Shown, then confirmed."""
    quoi = {"lien_id": lien_id, "le": ctx.aujourdhui(), **suite}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes])
