"""Faults of French typography in what agents and families read: its non-breaking spaces, its ’ and its …

Sentences of the program are written with plain spaces: each door (the wrapping of screens, the output of the shell, the
composition of papers, refusals) puts them through `insecables`. What is not code holds its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from outils.sources import Module, appele, modules

FAUTES = {
    "plain space before a sign": re.compile(r"(?:^|(?<=[\w)»%€…’\"])) (?=[:;!?»](?!\w))"),
    "plain space after «": re.compile(r"(?<=«) "),
    "straight apostrophe": re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"),
    "three dots": re.compile(r"(?<=[\w»)])\.\.\.(?!\w)"),
}

TECHNIQUE = re.compile(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WHERE|FROM|PRAGMA|RAISE|BEGIN)\b|\(\?|\[\^|://|\\[bdswu]|^\s*[#.\w-]+ \{",
    re.MULTILINE,
)

"""SQL, a regular expression, an address or a style sheet: not a sentence."""


def fautes(texte: str) -> list[str]:
    """Names of the faults in one text the user reads."""
    if TECHNIQUE.search(texte):
        return []
    return [nom for nom, motif in FAUTES.items() if motif.search(texte)]


A_LA_MAIN = re.compile("\u00a0(?=[:;!?»])|(?<=«)\u00a0")
"""What a door would have put."""


def fautes_du_code(texte: str) -> list[str]:
    """Names of the faults in one literal of the program: spaces are the doors' business, and put by nobody else."""
    trouvees = [nom for nom in fautes(texte) if not nom.startswith("plain space")]
    return [*trouvees, "space of a sign put by hand"] if A_LA_MAIN.search(texte) else trouvees


DECOUPENT = {"strip", "lstrip", "rstrip", "split", "partition", "replace"}
"""Their arguments are characters to look for, not words to read."""


def refuse(module: Module) -> bool:
    """Whether this module is a list of refusals; one that carries sheets lives with them (fiches/SUBJECT/refus)."""
    return re.fullmatch(r"guichet/(?:erreurs/.*|fiches/\w+/refus)\.py", module.chemin) is not None


def lus(module: Module) -> Iterator[ast.Constant]:
    """Literals that may reach a reader: not docstrings, not what is raised, not the words of a comparison."""
    exclus: set[int] = set()
    for n in ast.walk(module.arbre):
        tetes: list[ast.AST] = []
        if (
            (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
            or isinstance(n, ast.Raise)
            or (isinstance(n, ast.Call) and (_refus(n) or appele(n).split(".")[-1] in {"insecables", *DECOUPENT}))
        ):
            tetes = [n]
        elif isinstance(n, ast.Assign) and any(ast.unparse(c) in {"msg", "message"} for c in n.targets):
            # The message of a refusal, named on the line above its `raise`.
            tetes = [n]
        exclus |= {id(x) for t in tetes for x in ast.walk(t)}
    for n in ast.walk(module.arbre):
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in exclus:
            yield n


def _refus(appel: ast.Call) -> bool:
    nom = appele(appel).split(".")[-1]
    return nom in _refus_connus() or nom in {"ValueError", "PydanticCustomError"}


@cache
def _refus_connus() -> frozenset[str]:
    return frozenset(n.name for m in modules() if refuse(m) for n in ast.walk(m.arbre) if isinstance(n, ast.ClassDef))
