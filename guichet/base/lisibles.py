"""The last door a text crosses before the base: nothing that acts on a terminal is kept, whoever forgot to clean it.

What is typed is cleaned where it is read (guichet.formats.nettoyer); what a former version or another program left in
the base is cleaned where it is copied. A text that still acts was cleaned by nobody: it is refused, both engines alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from guichet.erreurs import SaisieInvalide
from guichet.formats.mots import citer
from guichet.signes import agissant


def exiger(parametres: Any) -> None:
    """Refuse the parameters of a statement, of one row or of many, when a text among them acts.

    Raises:
        SaisieInvalide: names the sign, and quotes the text without it.
    """
    if not parametres:
        return
    valeurs: Iterable[Any] = parametres.values() if isinstance(parametres, Mapping) else parametres
    for valeur in valeurs:
        if isinstance(valeur, str):
            if signe := agissant(valeur):
                raise SaisieInvalide(
                    f"{citer(valeur)} contient un signe invisible qui agit sur l’écran (U+{ord(signe):04X}) : "
                    "retapez ce texte, sans le coller."
                )
        elif isinstance(valeur, (Mapping, tuple)):
            exiger(valeur)
