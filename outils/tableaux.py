"""Write docs/touches.md and docs/commandes.md from the program: from guichet/commandes, and from the typer tree.

Run by hand when one of them has changed: `.venv/bin/python -m outils.tableaux`. tests/architecture/test_pages.py says
when that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from typer.core import TyperCommand, TyperGroup

from guichet.commandes import COMMANDES, ECRANS, nom_touche
from guichet.erreurs.socle import insecables
from outils.attaques import ATTAQUES, RIEN

DOCS = Path(__file__).resolve().parents[1] / "docs"


def _tableau(titres: tuple[str, ...], rangees: Iterable[tuple[str, ...]]) -> str:
    lignes = [titres, tuple("---" for _ in titres), *rangees]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|") for c in ligne) + " |" for ligne in lignes)


def touches() -> str:
    """Every key, screen by screen, in the words the screen uses."""
    tables = []
    for ecran, titre in ECRANS.items():
        rangees = [
            (f"`{nom_touche(c.touche)}`", insecables(c.libelle), insecables(c.aide), f"`{c.id}`")
            for c in COMMANDES
            if c.ecran == ecran
        ]
        tables.append(f"**{titre}**\n\n" + _tableau(("key", "command", "what it does", "name"), rangees))
    return "\n\n".join(tables)


def feuilles(commande: object, avant: tuple[str, ...] = ()) -> Iterator[tuple[str, TyperCommand]]:
    """Each command that does something, with the words that call it, in the order of the help page."""
    if isinstance(commande, TyperGroup):
        for nom in commande.list_commands(None):  # type: ignore[arg-type]  # our groups need no context to order them
            yield from feuilles(commande.commands[nom], (*avant, nom))
    elif isinstance(commande, TyperCommand):
        yield " ".join(avant), commande


def commandes() -> str:
    """Every command of the shell, with the first line of its help."""
    from guichet.cli.racine import arbre

    rangees = []
    for chemin, commande in feuilles(arbre()):
        arguments = [str(p.metavar) for p in commande.params if p.param_type_name == "argument"]
        appel = " ".join(("guichet", chemin, *arguments))
        rangees.append((f"`{appel}`", (commande.help or "").split("\n", 1)[0]))
    return _tableau(("command", "what it does"), rangees)


def attaques() -> str:
    """Each way of writing in a base without the program, and what `guichet verifier` says: a test plays them all."""
    rangees = [
        (quoi, "**rien** : il ne peut pas le voir" if dit == RIEN else dit.format(**_EXEMPLES))
        for quoi, dit in ATTAQUES
    ]
    return insecables(_tableau(("Ce qui est fait sans Guichet", "Ce que dit « guichet verifier »"), rangees))


_EXEMPLES = {"temoin": "guichet.db.temoin", "fin": "1204", "suite": "1205"}

TABLEAUX = {"touches": touches, "commandes": commandes, "attaques": attaques}
"""Mark of a table in docs: what writes it."""
_PAGES = {"attaques": "securite"}
"""Page of a table, where it does not bear its name."""


def rempli(nom: str) -> str:
    """A page with its table as the program says it now."""
    texte = page(nom).read_text(encoding="utf-8")
    motif = re.compile(rf"(<!-- {nom} -->\n).*?(<!-- /{nom} -->)", re.DOTALL)
    if len(motif.findall(texte)) != 1:
        raise ValueError(f"{page(nom)} must hold once <!-- {nom} --> … <!-- /{nom} -->")
    tableau = TABLEAUX[nom]()
    return motif.sub(lambda m: f"{m[1]}\n{tableau}\n\n{m[2]}", texte)


def page(nom: str) -> Path:
    """Where a table is written."""
    return DOCS / f"{_PAGES.get(nom, nom)}.md"


def main() -> None:
    """Rewrite the tables in place."""
    for nom in TABLEAUX:
        page(nom).write_text(rempli(nom), encoding="utf-8")


if __name__ == "__main__":
    main()
