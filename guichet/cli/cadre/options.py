"""The options every command takes, declared once; the decorator that gives them to a command as one `Appel`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Concatenate, ParamSpec, TypeVar

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.francais import AIDES, CommandeFrancaise, GroupeFrancais

P = ParamSpec("P")
R = TypeVar("R")

BASE = Annotated[
    str,
    typer.Option(
        metavar="FICHIER|URL",
        envvar="GUICHET_BASE",
        help="Base à ouvrir : un fichier, ou une adresse postgresql:// (sinon GUICHET_BASE, puis guichet.toml).",
    ),
]
AGENT = Annotated[str, typer.Option(metavar="IDENTIFIANT", help="Agent qui agit ; suffit sur une base de formation.")]
PLAIN = Annotated[bool, typer.Option("--plain", help="Ni couleur ni cadre.")]
FORMAT = Annotated[
    str, typer.Option("--format", metavar="table|json|csv", help="Forme de ce qui sort (table si rien n’est dit).")
]
SIMULATION = Annotated[
    bool, typer.Option("--simulation", help="Tout vérifier et montrer le résultat, sans rien écrire.")
]
LE = Annotated[str, typer.Option(metavar="DATE", help="Date de l’acte : 16/11/2026, 16112026 ou 2026-11-16.")]

MOT_DE_PASSE_STDIN = Annotated[
    bool, typer.Option("--mot-de-passe-stdin", help="Lire le mot de passe sur l’entrée plutôt que le demander.")
]
CODE = Annotated[str, typer.Argument(metavar="CODE", help="Code famille, avec ou sans sa lettre de contrôle.")]


@dataclass(frozen=True, slots=True)
class Sorte:
    """Which of the shared options a command takes."""

    agent: bool = True
    forme: bool = True
    ecrit: bool = False
    date: bool = False


LIT = Sorte()
ECRIT = Sorte(ecrit=True)
ECRIT_LE = Sorte(ecrit=True, date=True)

_COMMUNES: tuple[tuple[str, Any, Any, str], ...] = (
    ("base", BASE, "", ""),
    ("agent", AGENT, "", "agent"),
    ("plain", PLAIN, False, ""),
    ("format", FORMAT, "table", "forme"),
    ("simulation", SIMULATION, False, "ecrit"),
    ("le", LE, "", "date"),
)


def groupe(aide: str, *, defaut: str = "", ordre: tuple[str, ...] = ()) -> typer.Typer:
    """Make a group of commands; `defaut` is the one meant when none is named, `ordre` the order of its help."""
    return typer.Typer(
        cls=type("Groupe", (GroupeFrancais,), {"defaut": defaut, "ordre": ordre}),
        help=aide,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        pretty_exceptions_show_locals=False,
        context_settings={"help_option_names": AIDES},
    )


def commande(
    dans: typer.Typer, nom: str, aide: str, *, sorte: Sorte = LIT, panneau: str | None = None
) -> Callable[[Callable[Concatenate[Appel, P], R]], Callable[Concatenate[Appel, P], R]]:
    """Declare a command: its own parameters, then the shared options of its sort, handed over as one Appel."""

    def declarer(fonction: Callable[Concatenate[Appel, P], R]) -> Callable[Concatenate[Appel, P], R]:
        propres = list(inspect.signature(fonction, eval_str=True).parameters.values())[1:]
        communes = [
            inspect.Parameter(cle, inspect.Parameter.KEYWORD_ONLY, default=defaut, annotation=type_)
            for cle, type_, defaut, voulue in _COMMUNES
            if not voulue or getattr(sorte, voulue)
        ]

        def courir(**valeurs: Any) -> None:
            partagees = {p.name: valeurs.pop(p.name) for p in communes}
            with Appel(**partagees) as appel:
                fonction(appel, **valeurs)  # type: ignore[call-arg]

        courir.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
            [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in propres] + communes
        )
        courir.__annotations__ = {}
        dans.command(nom, cls=CommandeFrancaise, help=aide, rich_help_panel=panneau)(courir)
        return fonction

    return declarer
