"""Documents a request needs before it counts: which are missing, and those meant by what an agent types (rule 30)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from guichet.erreurs import SaisieInvalide
from guichet.formats import cle_recherche
from guichet.formats.mots import citer

TOUTES, AUCUNE = "toutes", "aucune"


def pieces_manquantes(exigees: Iterable[str], vues: Iterable[str]) -> tuple[str, ...]:
    """Required documents not seen yet, in the order of the règlement, whatever the accents or capitals."""
    connues = {cle_recherche(piece) for piece in vues}
    return tuple(piece for piece in exigees if cle_recherche(piece) not in connues)


def lire_pieces(texte: str, exigees: Sequence[str]) -> tuple[str, ...]:
    """Documents named by « toutes », « aucune », or the beginnings of their words: « livret, vacc ».

    Raises:
        SaisieInvalide: names what is no required document, or could be several, and lists those that are.
    """
    mots = [mot.strip() for mot in re.split(r"[,;]", texte) if mot.strip()]
    if [cle_recherche(mot) for mot in mots] == [TOUTES]:
        return tuple(exigees)
    if [cle_recherche(mot) for mot in mots] == [AUCUNE]:
        return ()
    lues = {_piece(mot, exigees) for mot in mots}
    return tuple(piece for piece in exigees if piece in lues)


def _piece(mot: str, exigees: Sequence[str]) -> str:
    cle = cle_recherche(mot)
    exactes = [p for p in exigees if cle_recherche(p) == cle]
    trouvees = exactes or [p for p in exigees if _commence(cle, p)]
    if len(trouvees) == 1:
        return trouvees[0]
    liste = ", ".join(exigees) or "aucune"
    debut = "peut désigner plusieurs pièces" if trouvees else "n’est pas une pièce exigée"
    raise SaisieInvalide(f"{citer(mot)} {debut} : écrivez « toutes », « aucune », ou {liste}.", champ="pieces")


def _commence(cle: str, piece: str) -> bool:
    """« livret » and « domicile » both begin a word of their document."""
    nom = cle_recherche(piece)
    return nom.startswith(cle) or any(mot.startswith(cle) for mot in nom.split())
