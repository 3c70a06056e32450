"""The refusals every other one descends from."""

from __future__ import annotations


def insecables(texte: str) -> str:
    """Put French non-breaking spaces before « : ; ! ? » » and after « « », so that no line starts with a sign."""
    for signe in ":;!?»":
        texte = texte.replace(f" {signe}", f"\u00a0{signe}")
    return texte.replace("« ", "«\u00a0")


class ErreurMetier(Exception):
    """A refusal the user must read: one French sentence, and where it applies the field it is about.

    Attributes:
        message: the French sentence, complete and punctuated.
        champ: name of the form field concerned, or "" when the refusal is about the whole act.
        regle: short name of the rule, printed by the CLI after the sentence.
        code: exit code of the command line (cli.md): 1 refused, 2 usage, 3 integrity, 4 busy.
    """

    regle: str = ""
    code: int = 1

    def __init__(self, message: str, *, champ: str = "") -> None:
        self.message = insecables(message)
        super().__init__(self.message)
        self.champ = champ

    def __str__(self) -> str:
        return self.message


class SaisieInvalide(ErreurMetier):
    """A typed value that cannot be read: names the field and the cure."""

    regle = "saisie"


class DroitInsuffisant(ErreurMetier):
    """The agent's role does not carry the verb asked for (domaine.md, Roles)."""

    regle = "droits"


class UsageIncorrect(ErreurMetier):
    """The command or the file given is not what the act needs."""

    regle = "usage"
    code = 2


class IntegriteRompue(ErreurMetier):
    """The base does not verify."""

    regle = "intégrité"
    code = 3


class BaseOccupee(ErreurMetier):
    """Another process holds the base for longer than we are ready to wait."""

    regle = "base occupée"
    code = 4
