"""One change at a time in a source: what outils/mutation.py plants to see whether a test notices."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

COMPARAISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALCULS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
SQL = re.compile(r"\b(SELECT|UPDATE|INSERT|DELETE FROM|WHERE|AND|ORDER BY|JOIN)\b")
_TERME = r"(?:WHERE|AND|OR|ON|WHEN|HAVING|NOT|\()\s*[\w.{}]+"
SQL_CHANGES = (
    (re.compile(r"(?<=\s)=(?= )"), "<>"),
    (re.compile(r"(?<= )<>(?= )"), "="), (re.compile(r"(?<= )<=(?= )"), "<"), (re.compile(r"(?<= )<(?= )"), "<="),
    (re.compile(r"(?<= )>=(?= )"), ">"), (re.compile(r"(?<= )>(?= )"), ">="), (re.compile(r"\bOR\b"), "AND"),
    (re.compile(r"\bAND\b"), "OR"), (re.compile(r"\bNOT (?=\w)"), ""),
    (re.compile(r"\bIS NULL\b"), "IS NOT NULL"),
    (re.compile(r"\bIS NOT NULL\b"), "IS NULL"),
    (re.compile(r"\bMIN(?=\()"), "MAX"), (re.compile(r"\bMAX(?=\()"), "MIN"),
    (re.compile(r" DESC\b"), ""), (re.compile(r"(?<=LIMIT )1\b"), "2"),
    (re.compile(r"\bAND (?:NOT )?[\w.]+(?: (?:=|<>|<=|>=|<|>) :?[\w.]+)?(?= AND| ORDER| GROUP|\)|\"|\s*$)"), ""),
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A change: bytes `debut` to `fin` of the file become `neuf`. `lignes` are those whose tests can notice."""

    fichier: str
    ligne: int
    lignes: tuple[int, ...]
    debut: int
    fin: int
    neuf: str
    quoi: str
    au_chargement: bool = False
    """Read once, when the file is loaded, whatever test loads it: a constant, a list of words."""

    def dans(self, source: bytes) -> bytes:
        """Give the source once changed."""
        return source[: self.debut] + self.neuf.encode() + source[self.fin :]


def mutants(fichier: str, source: bytes) -> list[Mutant]:
    """Every change of this source that still compiles, in the order of its lines."""
    trouves = dict.fromkeys(_Collecte(fichier, source).tous())
    return sorted((m for m in trouves if _compile(m.dans(source))), key=lambda m: (m.ligne, m.debut, m.fin, m.neuf))


def _compile(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


_Ou = tuple[ast.AST | None, ast.AST | None]
"""Statement and function something stands in."""


class _Collecte:
    def __init__(self, fichier: str, source: bytes) -> None:
        self.fichier, self.source = fichier, source
        self.arbre = ast.parse(source)
        self.conditions, self.membres = set(_conditions(self.arbre)), set(_membres(self.arbre))
        self.debuts = [0]
        for ligne in source.splitlines(keepends=True):
            self.debuts.append(self.debuts[-1] + len(ligne))

    def tous(self) -> Iterator[Mutant]:
        yield from self._corps(self.arbre, None, None)

    def _mutant(self, noeud: ast.AST, ou: _Ou, neuf: str, quoi: str = "") -> Mutant:
        ordre, fonction = ou
        debut, fin = self._place(noeud)
        ancien = " ".join(self.source[debut:fin].decode().split())
        lignes = tuple(range(noeud.lineno, noeud.end_lineno + 1))  # type: ignore[attr-defined]
        if ordre is not None:
            lignes += (ordre.lineno,)  # type: ignore[attr-defined]
        dit = quoi or f"{ancien} → {neuf}"
        return Mutant(self.fichier, lignes[0], lignes, debut, fin, neuf, dit, au_chargement=fonction is None)

    def _place(self, noeud: ast.AST) -> tuple[int, int]:
        n = noeud
        return (
            self.debuts[n.lineno - 1] + n.col_offset,  # type: ignore[attr-defined]
            self.debuts[n.end_lineno - 1] + n.end_col_offset,  # type: ignore[attr-defined]
        )

    def _corps(self, noeud: ast.AST, ordre: ast.AST | None, fonction: ast.AST | None) -> Iterator[Mutant]:
        if isinstance(noeud, ast.stmt):
            ordre = noeud
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
            fonction = noeud
        for neuf in _expressions(noeud):
            yield self._mutant(noeud, (ordre, fonction), f"({neuf})")
        for neuf in _ordres(noeud, fonction):
            yield self._mutant(noeud, (ordre, fonction), neuf)
        if noeud in self.conditions:
            yield self._mutant(noeud, (ordre, fonction), f"(not ({ast.unparse(noeud)}))")
        if noeud in self.membres:
            yield self._mutant(noeud, (ordre, fonction), repr(f"{ast.literal_eval(noeud)}x"))  # type: ignore[arg-type]
        if isinstance(noeud, ast.JoinedStr) or (isinstance(noeud, ast.Constant) and isinstance(noeud.value, str)):
            yield from self._sql(noeud, (ordre, fonction))
            return
        for enfant in _enfants(noeud):
            yield from self._corps(enfant, ordre, fonction)

    def _sql(self, noeud: ast.AST, ou: _Ou) -> Iterator[Mutant]:
        debut, fin = self._place(noeud)
        texte = self.source[debut:fin].decode()
        if not SQL.search(texte):
            return
        for motif, neuf in SQL_CHANGES:
            for m in motif.finditer(texte):
                if neuf == "<>" and not re.search(_TERME + r"\s*$", texte[: m.start()]):
                    continue  # « SET x = » is no condition.
                entier = texte[: m.start()] + neuf + texte[m.end() :]
                autour = " ".join(texte[max(0, m.start() - 25) : m.end() + 15].split())
                yield self._mutant(noeud, ou, entier, f"SQL « {autour} » : {m[0].strip()} → {neuf or 'removed'}")


def _enfants(noeud: ast.AST) -> Iterator[ast.AST]:
    """What is worth changing below: neither words for people, nor types, nor what only the checker reads."""
    if isinstance(noeud, ast.If) and ast.unparse(noeud.test) == "TYPE_CHECKING":
        return
    for nom, valeur in ast.iter_fields(noeud):
        if nom in {"annotation", "returns", "decorator_list", "type_comment", "bases"} or isinstance(noeud, ast.Import):
            continue
        for enfant in valeur if isinstance(valeur, list) else [valeur]:
            doc = isinstance(enfant, ast.Expr) and isinstance(enfant.value, ast.Constant)
            if isinstance(enfant, ast.AST) and not doc:
                yield enfant


def _conditions(arbre: ast.AST) -> Iterator[ast.AST]:
    """What chooses a branch or sifts a list, unless reversing it is already among the changes."""
    for n in ast.walk(arbre):
        tests = [n.test] if isinstance(n, ast.If | ast.While) else n.ifs if isinstance(n, ast.comprehension) else []
        yield from (t for t in tests if not isinstance(t, ast.Compare | ast.UnaryOp))


def _membres(arbre: ast.AST) -> Iterator[ast.AST]:
    """Texts of the members of an enum: what is written in the base."""
    for n in ast.walk(arbre):
        if isinstance(n, ast.ClassDef) and any("Enum" in ast.unparse(b) for b in n.bases):
            for x in n.body:
                if isinstance(x, ast.Assign) and _texte(x.value):
                    yield x.value


def _expressions(noeud: ast.AST) -> Iterator[str]:
    match noeud:
        case ast.Compare():
            for rang, op in enumerate(noeud.ops):
                autre = copy.deepcopy(noeud)
                autre.ops[rang] = COMPARAISONS[type(op)]()
                yield ast.unparse(autre)
        case ast.BoolOp(op=op, values=valeurs):
            yield ast.unparse(ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), valeurs))
            for rang in range(len(valeurs)):
                reste = valeurs[:rang] + valeurs[rang + 1 :]
                yield ast.unparse(reste[0] if len(reste) == 1 else ast.BoolOp(op, reste))
        case ast.UnaryOp(op=ast.Not(), operand=x):
            yield ast.unparse(x)
        case ast.BinOp(left=g, op=op, right=d) if type(op) in CALCULS and not any(map(_texte, (g, d))):
            yield ast.unparse(ast.BinOp(g, CALCULS[type(op)](), d))
        case ast.IfExp(test=t, body=a, orelse=b):
            yield ast.unparse(ast.IfExp(t, b, a))
        case ast.Constant(value=bool(v)):
            yield str(not v)
        case ast.Constant(value=int(v)):
            yield from (str(v + 1), str(v - 1))
        case _:
            pass


def _ordres(noeud: ast.AST, fonction: ast.AST | None) -> Iterator[str]:
    match noeud:
        case ast.AugAssign(target=c, op=op, value=v):
            yield "pass"
            if type(op) in CALCULS and not _texte(v):
                yield ast.unparse(ast.AugAssign(c, CALCULS[type(op)](), v))
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.Continue() | ast.Break():
            yield "pass"
        case ast.Return(value=ast.expr() as v) if ast.unparse(v) != "None":
            booleen = (
                isinstance(v, ast.Compare | ast.BoolOp)
                or ast.unparse(getattr(fonction, "returns", None) or v) == "bool"
            )
            yield f"return not ({ast.unparse(v)})" if booleen else "return None"
        case _:
            pass


def _texte(noeud: ast.AST) -> bool:
    return isinstance(noeud, ast.JoinedStr) or (isinstance(noeud, ast.Constant) and isinstance(noeud.value, str))
