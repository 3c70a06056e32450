"""Put the non-breaking spaces that tests/architecture/test_typographie.py asks for, in the sources it names.

Run by hand, then read the diff: `.venv/bin/python -m outils.typographie screens/dossier/ecran.py …` (all by default).
"""

from __future__ import annotations

import io
import re
import sys
import tokenize

from outils.fautes import FAUTES, espaces_posees, fautes, lus
from outils.sources import RACINE, Module, modules

MOTIFS = [motif for nom, motif in FAUTES.items() if nom.startswith("plain space")]
# In the source an f-string is one token: the sign may follow a brace instead of starting the text.
APRES_ACCOLADE = re.compile(r"(?<=\}) (?=[:;!?»](?![\w}]))")

BRUTE = re.compile(r"[bfu]*r", re.IGNORECASE)
CHAINES = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}


def corriger(module: Module) -> str:
    """Give the source with its spaces put, as visible escapes."""
    lignes = {
        numero
        for n in lus(module)
        if isinstance(n.value, str) and fautes(n.value)
        for numero in range(n.lineno, (n.end_lineno or n.lineno) + 1)
    }
    texte = module.texte.splitlines(keepends=True)
    jetons = [
        j
        for j in tokenize.generate_tokens(io.StringIO(module.texte).readline)
        if j.type in CHAINES and j.start[0] == j.end[0] and j.start[0] in lignes and not BRUTE.match(j.string)
    ]
    # From the end, so that the columns of those before stay right.
    for j in reversed(jetons):
        neuf = j.string
        for motif in (*MOTIFS, APRES_ACCOLADE):
            neuf = motif.sub(r"\\u00a0", neuf)
        ligne = texte[j.start[0] - 1]
        texte[j.start[0] - 1] = ligne[: j.start[1]] + neuf + ligne[j.end[1] :]
    return "".join(texte)


def main() -> None:
    """Rewrite the files named, or all."""
    voulus = set(sys.argv[1:])
    for m in modules():
        if espaces_posees(m) or (voulus and m.chemin not in voulus):
            continue
        neuf = corriger(m)
        if neuf != m.texte:
            (RACINE / m.chemin).write_text(neuf, encoding="utf-8")
            print(m.chemin)


if __name__ == "__main__":
    main()
