"""Typer speaks English: the help pages and the usage errors are written here, in French and in plain text.

Plain on purpose: no frame, no colour, nothing a screen reader would spell out (rule 34).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from guichet.erreurs.socle import insecables
from guichet.formats.proches import proche

AIDES = ["--help", "--aide", "-h"]
"""Ways to ask for the help of a command."""

_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(anglais), francais)
    for anglais, francais in (
        (r"Missing command\.", "Il manque la commande."),
        (r"Option '([^']+)' requires .*", r"L’option \1 attend une valeur."),
        (r"Option '([^']+)' does not take a value\.", r"L’option \1 ne prend pas de valeur."),
        (r"Got unexpected extra argument\(s\) \((.*)\)", r"En trop sur la ligne : \1."),
        (r"Argument '([^']+)' takes (\d+) values\.", r"\1 attend \2 valeurs."),
    )
)


class Aide:
    """Writes the help page of a command or of a group."""

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """First line: what to type, the options after the rest (cli.md)."""
        morceaux = [_place(p) for p in self.params if isinstance(p, TyperArgument)]
        if isinstance(self, TyperGroup):
            morceaux.append("COMMANDE")
        formatter.write_usage(ctx.command_path, " ".join([*morceaux, "[OPTIONS]"]), prefix=insecables("Usage : "))

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """The whole page."""
        self.format_usage(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(insecables(self.help or ""))
        arguments = [(_place(p), p.help or "") for p in self.params if isinstance(p, TyperArgument)]
        options = [(_option(p), p.help or "") for p in self.params if isinstance(p, TyperOption) and not p.hidden]
        _section(formatter, "Arguments", arguments)
        _section(formatter, "Options", [*options, (", ".join(AIDES), "Afficher cette aide.")])
        if isinstance(self, TyperGroup):
            for panneau, lignes in _panneaux(self).items():
                _section(formatter, panneau, lignes)


class CommandeFrancaise(Aide, TyperCommand):
    """A command whose help is French."""


class GroupeFrancais(Aide, TyperGroup):
    """A group of commands whose help is French."""

    defaut = ""
    """Command meant when none is named: `guichet communes` lists them."""
    ordre: tuple[str, ...] = ()
    """Commands in the order of the help page; the others follow as declared."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the group's own options, once the command meant is known."""
        if self.defaut and (not args or (args[0].startswith("-") and args[0] not in AIDES)):
            args.insert(0, self.defaut)
        return super().parse_args(ctx, args)


def _place(argument: TyperArgument) -> str:
    nom = argument.metavar or (argument.name or "").upper()
    if argument.nargs != 1:
        nom += "…"
    return nom if argument.required else f"[{nom}]"


def _option(option: TyperOption) -> str:
    noms = ", ".join([*option.opts, *option.secondary_opts])
    return noms if option.is_flag else f"{noms} {option.metavar or (option.name or '').upper()}"


def _panneaux(groupe: TyperGroup) -> dict[str, list[tuple[str, str]]]:
    """Commands by heading."""
    panneaux: dict[str, list[tuple[str, str]]] = {}
    rangs = {nom: rang for rang, nom in enumerate(getattr(groupe, "ordre", ()))}
    for nom, commande in sorted(groupe.commands.items(), key=lambda paire: rangs.get(paire[0], len(rangs))):
        titre = getattr(commande, "rich_help_panel", None) or "Commandes"
        panneaux.setdefault(titre, []).append((nom, (commande.help or "").split("\n", 1)[0]))
    return panneaux


def _section(formatter: Any, titre: str, lignes: list[tuple[str, str]]) -> None:
    if lignes:
        with formatter.section(insecables(f"{titre} :").removesuffix(":")):
            formatter.write_dl([(nom, insecables(aide)) for nom, aide in lignes])


def phrase_usage(erreur: Any) -> str:
    """Say a usage error of typer in French, with the nearest thing that exists."""
    sorte = type(erreur).__name__
    if sorte == "MissingParameter" and erreur.param is not None:
        argument = isinstance(erreur.param, TyperArgument)
        return f"Il manque {_place(erreur.param) if argument else f'l’option {erreur.param.opts[0]}'}."
    if sorte == "NoSuchOption":
        return f"L’option {erreur.option_name} {_option_inconnue(erreur)}"
    message = str(erreur.message)
    if lu := re.match(r"No such command '(.*)'\.", message):
        commandes = getattr(erreur.ctx.command, "commands", {})
        return f"La commande « {lu[1]} » n’existe pas.{_vouliez(lu[1], commandes)}"
    for anglais, francais in _MESSAGES:
        if anglais.fullmatch(message):
            return anglais.sub(francais, message)
    return message


def _option_inconnue(erreur: Any) -> str:
    if isinstance(erreur.ctx.command, TyperGroup):
        return "ne convient pas ici : les options se mettent après la commande."
    connues = [nom for p in erreur.ctx.command.params if isinstance(p, TyperOption) for nom in p.opts]
    return f"n’existe pas.{_vouliez(erreur.option_name, [*connues, *AIDES])}"


def _vouliez(tape: str, connus: Iterable[str]) -> str:
    voisin = proche(tape, connus)
    return f" Vouliez-vous « {voisin} » ?" if voisin else ""
