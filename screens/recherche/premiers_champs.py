"""What was looked for and not found, as the first fields of the family one creates."""

from __future__ import annotations

import re

from guichet.formats import cle_recherche, nom_affiche

PARTICULES = frozenset(
    "le la les de du des d l el al ben bel ait abou van von der den da do dos di saint st sainte o mc mac".split()
)
VOIES = frozenset("rue avenue boulevard bd impasse".split())
"""What begins an address is nobody's name: « rue des lilas » creates no RUE Des Lilas."""


def depuis_recherche(texte: str) -> dict[str, str]:
    """What was looked for, as first values of the first adult: a mail, a telephone, or a name and first names."""
    if "@" in texte:
        return {"courriel": texte}
    chiffres = re.sub(r"\D", "", texte)
    if chiffres:
        # Fewer digits are a code, a date, or a number not finished: of no use on a sheet.
        if len(chiffres) < 9 or re.search(r"[^\d\s.+()/-]", texte):
            return {}
        return {"fixe" if re.match(r"(?:\+33|0)[1-589]", re.sub(r"[^\d+]", "", texte)) else "mobile": texte}
    mots = texte.split()
    if len(mots) > 1 and cle_recherche(mots[0]) in VOIES:
        return {}
    fin = next((i for i, mot in enumerate(mots) if mot.casefold().strip("’'") not in PARTICULES), len(mots) - 1) + 1
    propres = [m.title() if m.islower() or (m.isupper() and len(m) > 3) else m for m in mots]
    connus = {"nom": " ".join(propres[:fin]), "prenom": " ".join(propres[fin:])}
    return {n: v for n, v in connus.items() if v}


def dite(texte: str) -> str:
    """« DUPONTEL Jeanine », what F6 would create; "" when it is no name."""
    connus = depuis_recherche(texte)
    return nom_affiche(connus["nom"], connus.get("prenom", "")) if "nom" in connus else ""
