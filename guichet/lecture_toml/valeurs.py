"""Values that TOML can write and that no setting of ours can be: found before a model reads them, with their path."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

from guichet.formats.jours import ANNEES
from guichet.formats.mots import NOMBRE_MAX, entier
from guichet.lecture_toml.lignes import Chemin
from guichet.signes import agissant


def impossibles(valeur: Any, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str]]:
    """Each value that is refused whatever its key, and why, in French."""
    if isinstance(valeur, dict):
        for cle, contenu in valeur.items():
            if signe := agissant(cle):
                yield (*chemin, cle), _invisible(signe)
            else:
                yield from impossibles(contenu, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, contenu in enumerate(valeur):
            yield from impossibles(contenu, (*chemin, rang))
    elif phrase := _phrase(valeur):
        yield chemin, phrase


def _phrase(valeur: Any) -> str:
    if isinstance(valeur, str):
        # A long text may stand on several lines of the file.
        signe = agissant(valeur.replace("\n", "").replace("\t", ""))
        return _invisible(signe) if signe else ""
    if isinstance(valeur, dt.time):
        return f'une heure s’écrit entre guillemets, comme "17:15" : lu {valeur.isoformat()}.'
    if isinstance(valeur, dt.date) and valeur.year not in ANNEES:
        return f"l’année {valeur.year} n’est celle d’aucun réglage : corrigez la date."
    if isinstance(valeur, float) and not math.isfinite(valeur):
        return f"attendu un nombre, lu {valeur}."
    if isinstance(valeur, int | float) and abs(valeur) > NOMBRE_MAX:
        return f"ce nombre dépasse {entier(NOMBRE_MAX)} : corrigez-le."
    return ""


def _invisible(signe: str) -> str:
    return f"contient un signe invisible qui agit sur l’écran (U+{ord(signe):04X}) : retapez ce texte."
