"""Code famille and its check character (rule 13): « 20421-K ».

The check character is a weighted sum modulo 31, a prime as large as the alphabet. The bodies we issue are
digits, whose values differ modulo 31: every wrong character, every swap of neighbours or of next neighbours
is caught, the check character included. Codes of a town taken over may carry letters (kept as they are): with
36 signs for 31 values, 0 and Y, 1 and Z, and the look-alikes O/0 and I/L/1 cannot be told apart there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs of check characters and secrets: nothing that is misread (0/O, 1/I/L)."""

_MODULO = len(ALPHABET)
# 0 and 1 stand below 2, so that the ten digits are consecutive values; O, I and L are what they look like.
_VALEURS = {c: rang for rang, c in enumerate(ALPHABET)} | {"0": 29, "1": 30, "O": 29, "I": 30, "L": 30}
# Weights grow from 2 at the right, and the check character weighs −1: no two are equal modulo 31, which is
# what catches the swaps. A body longer than 28 would repeat a weight.
_PREMIER_POIDS = 2
# Chosen so that the printed examples of the design (20421-K) are true codes.
_DECALAGE = 21

_SOSIES = str.maketrans("OIL", "011")
_CHIFFRES = "0123456789"
_LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CODE = re.compile(r"([0-9A-Z]{3,12})(?:[ \u2010-\u2014-]([0-9A-Z]))?")
# « CM2 » is a class and « LEGER » a name: a town's code holds at least three digits.
_CHIFFRES_MIN = 3
# Letters that sound alike on the telephone, and keys or shapes taken for one another.
_CONFUSIONS = ("BDPTV", "MN", "FS", "GJ", "KQC", "2Z", "5S", "8B", "17", "69", "38", "QA", "WZ", "UV")


@dataclass(frozen=True, slots=True)
class CodeLu:
    """A code famille as typed.

    Attributes:
        corps: what the base knows the family by.
        cle: the check character typed, or None when only the body was.
        juste: whether `cle` is the right one; None without it.
    """

    corps: str
    cle: str | None
    juste: bool | None


def cle_controle(corps: str) -> str:
    """The check character of a body (digits, or the capital letters of a town taken over)."""
    return ALPHABET[(_somme(corps) + _DECALAGE) % _MODULO]


def _somme(corps: str) -> int:
    return sum(poids * _VALEURS[c] for poids, c in enumerate(reversed(corps), _PREMIER_POIDS))


def affiche(corps: str) -> str:
    """« 20421-K », the one form codes are shown in; « ? » where another program put signs that have no check."""
    if not _VALEURS.keys() >= set(corps):
        return f"{corps}-?"
    return f"{corps}-{cle_controle(corps)}"


def lectures(texte: str) -> tuple[CodeLu, ...]:
    """Every way to understand what was typed as a code, the most natural first; none when it is not a code.

    « 204217 » is the body 204217, or 20421 with the check character 7 typed without its hyphen: the second is
    offered only when the check is right.
    """
    lu = _CODE.fullmatch(texte.strip().upper())
    if lu is None or sum(c in _CHIFFRES for c in lu[1]) < _CHIFFRES_MIN:
        return ()
    trouvees = _decouper(*lu.groups())
    # A letter O typed for a zero has its value, so the check alone would not reveal it.
    chiffrees = (replace(code, corps=code.corps.translate(_SOSIES)) for code in trouvees)
    return tuple(dict.fromkeys((*trouvees, *(code for code in chiffrees if code.corps.isdecimal()))))


def _decouper(corps: str, cle: str | None) -> tuple[CodeLu, ...]:
    if cle is not None:
        return (CodeLu(corps, cle, juste=cle_controle(corps) == cle),)
    entier = CodeLu(corps, None, None)
    debut, fin = corps[:-1], corps[-1]
    if sum(c in _CHIFFRES for c in debut) < _CHIFFRES_MIN:
        return (entier,)
    avec_cle = CodeLu(debut, fin, juste=cle_controle(debut) == fin)
    if corps.isdecimal():
        return (entier, avec_cle) if avec_cle.juste else (entier,)
    if debut.isdecimal() or avec_cle.juste:
        return (avec_cle, entier)
    return (entier,)


def suggestions(texte: str) -> list[str]:
    """Bodies one slip away from a code whose check character is wrong, the likeliest slip first.

    A slip is one wrong character or two neighbours swapped, in the body or with the check character. Nothing
    is proposed for a right code, nor for a body alone (it carries nothing to check). The caller keeps those
    the base knows.
    """
    lus = lectures(texte)
    if not lus or any(lu.juste for lu in lus) or texte.strip().isdecimal():
        return []
    # The reading in digits, when a letter O stood for a zero.
    lu = next((lu for lu in lus if lu.cle and lu.corps.isdecimal()), lus[0])
    signes = lu.corps + (lu.cle or "")
    corps, cle = signes[:-1], signes[-1]
    trouves = dict.fromkeys(_permutes(signes))
    if cle in ALPHABET:
        # One digit out of nine is likelier than one character out of thirty, unless the ear explains it.
        substitues = sorted(_substitues(corps, cle), key=lambda paire: not paire[1])
        trouves |= dict.fromkeys(candidat for candidat, confus in substitues if confus)
        if _se_confondent(cle, cle_controle(corps)):
            trouves[corps] = None
        trouves |= dict.fromkeys(candidat for candidat, _ in substitues)
    trouves[corps] = None
    return list(trouves)


def voisins(corps: str) -> list[str]:
    """Bodies one slip away from a body of digits typed without its check character, the likeliest slip first.

    Two neighbours swapped, one digit too many, one digit for another (those taken for one another first). The caller
    keeps those the base knows; [] for what is no body of digits.
    """
    if not corps.isdecimal() or len(corps) < _CHIFFRES_MIN:
        return []
    rangs = range(len(corps))
    echanges = [corps[:i] + corps[i + 1] + corps[i] + corps[i + 2 :] for i in rangs[:-1]]
    de_trop = [corps[:i] + corps[i + 1 :] for i in rangs] if len(corps) > _CHIFFRES_MIN else []
    autres = [(corps[:i] + c + corps[i + 1 :], _se_confondent(c, corps[i])) for i in rangs for c in _CHIFFRES]
    changes = [corps_ for corps_, _ in sorted(autres, key=lambda paire: not paire[1])]
    return [c for c in dict.fromkeys((*echanges, *de_trop, *changes)) if c != corps]


def _permutes(signes: str) -> list[str]:
    trouves = []
    for i in range(len(signes) - 1):
        echange = signes[:i] + signes[i + 1] + signes[i] + signes[i + 2 :]
        if cle_controle(echange[:-1]) == echange[-1] and echange != signes:
            trouves.append(echange[:-1])
    return trouves


def _substitues(corps: str, cle: str) -> list[tuple[str, bool]]:
    """Bodies with one character changed that the check character fits, each with « easily confused »."""
    manque = _VALEURS[cle] - _somme(corps) - _DECALAGE
    permis = _CHIFFRES if corps.isdecimal() else _CHIFFRES + _LETTRES
    trouves = []
    for i, actuel in enumerate(corps):
        poids = len(corps) - 1 - i + _PREMIER_POIDS
        valeur = (_VALEURS[actuel] + manque * pow(poids, -1, _MODULO)) % _MODULO
        trouves += [
            (corps[:i] + c + corps[i + 1 :], _se_confondent(c, actuel))
            for c in permis
            if _VALEURS[c] == valeur and c != actuel
        ]
    return trouves


def _se_confondent(a: str, b: str) -> bool:
    voisins = a.isdecimal() and b.isdecimal() and abs(int(a) - int(b)) == 1
    return voisins or any(a in groupe and b in groupe for groupe in _CONFUSIONS)
