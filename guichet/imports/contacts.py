"""Telephones and mails as people type them in a table: several in a cell, with a word beside, pasted from a mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from guichet.erreurs import SaisieInvalide
from guichet.formats import cle_recherche, lire_courriel, lire_telephone, nettoyer

_ENTRE_PARENTHESES = re.compile(r"\([^)]*[^\W\d][^)]*\)")
_MOT_SEUL = re.compile(r"(?<!\S)[^\W\d_]{2,}(?: ?[.:])*(?!\S)")
_ENTRE_NUMEROS = re.compile(r"[/;,|]|\bou\b|\bet\b|(?<=[0-9]) - (?=[0+])")
_CHEVRONS = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_ENTRE_COURRIELS = re.compile(r"[;,|/\s]+|\bou\b|\bet\b")
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_AUTOUR = " .,;:'\"<>()[]"
# What keeps a spreadsheet from reading it as a quantity, and what is left when it did: « '0612… », « 612345678.0 ».
_TABLEUR = re.compile(r"^['‘’]+|(?<=[0-9]{9})[.,]0+$")
_SCIENTIFIQUE = re.compile(r"[0-9]+[.,]?[0-9]*E\+?[0-9]+", re.IGNORECASE)


def est_scientifique(texte: str) -> bool:
    """« 6,12E+08 »: a spreadsheet took a number for a quantity, and its last digits are gone."""
    return bool(_SCIENTIFIQUE.fullmatch(texte))


def dit_plus(texte: str) -> bool:
    """Whether a cell of telephones says more than numbers: « 06 11 22 33 44 (bureau) »."""
    return any(
        len(mot) > 2 and mot not in {"tel", "mob", "fax"} for mot in re.findall(r"[^\W\d_]+", cle_recherche(texte))
    )


def lire_telephones(texte: str) -> list[str]:
    """Numbers of a cell as kept, in their order; a word beside is left out.

    Raises:
        SaisieInvalide: no number in it can be called.
    """
    propre = _TABLEUR.sub("", nettoyer(texte.replace("\n", " / ")))
    try:
        return [lire_telephone(propre)]
    except SaisieInvalide:
        nus = _MOT_SEUL.sub(" ", _ENTRE_PARENTHESES.sub(" ", _ENTRE_NUMEROS.sub("\n", propre.replace("(0)", ""))))
        if lus := _lisibles(nus.split("\n"), lire_telephone):
            return lus
        if len(nus.split("\n")) > 1:
            # « 06/11/22/33/44 (bureau) »: the separator was inside the number.
            unis = _MOT_SEUL.sub(" ", _ENTRE_PARENTHESES.sub(" ", propre))
            if lus := _lisibles([unis], lire_telephone):
                return lus
        raise


def lire_courriels(texte: str) -> list[str]:
    """Mail addresses of a cell as kept, in their order: « Ana Diaz <ana@exemple.fr> », « mailto:… », two of them.

    Raises:
        SaisieInvalide: no mail could be sent to any of them.
    """
    propre = nettoyer(texte)
    try:
        return [lire_courriel(propre)]
    except SaisieInvalide:
        morceaux = _CHEVRONS.findall(propre) or [m for m in _ENTRE_COURRIELS.split(propre) if "@" in m]
        if lus := _lisibles((_MAILTO.sub("", m.strip(_AUTOUR)) for m in morceaux), lire_courriel):
            return lus
        raise


def _lisibles(morceaux: Iterable[str], lire: Callable[[str], str]) -> list[str]:
    lus: dict[str, None] = {}
    for morceau in morceaux:
        try:
            lus[lire(morceau.strip())] = None
        except SaisieInvalide:
            continue
    return list(lus)
