"""The refusals every other one descends from."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from types import MappingProxyType

from guichet.signes import sans_effet

# Ten thousand pasted characters quoted whole would scroll away the sentence and its cure.
_TROP_LONG = re.compile(r"(?<=«[ \u00a0])[^«»\n]{200,}(?=[ \u00a0]»)|\S{200,}")
_GARDES = 80

_CAUSES = {
    errno.EEXIST: "il y a un fichier de ce nom",
    errno.ENOENT: "introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "place accordée dépassée",
    errno.EFBIG: "taille permise dépassée",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EIO: "disque en panne",
    errno.EBADF: "sortie fermée",
    errno.EPIPE: "le lecteur est parti",
}


def cause(erreur: OSError) -> str:
    """Why the system refused a file, in French where it is a cause that counters meet."""
    return _CAUSES.get(erreur.errno or 0) or erreur.strerror or "refusé"


def raccourcir(texte: str) -> str:
    """A sentence that one can read, whatever was pasted into what it quotes."""
    return _TROP_LONG.sub(lambda trouve: trouve[0][:_GARDES] + "…", texte)


def insecables(texte: str) -> str:
    """Put French non-breaking spaces before « : ; ! ? » » and after « « », so that no line starts with a sign."""
    for signe in ":;!?»":
        texte = texte.replace(f" {signe}", f"\u00a0{signe}")
    return texte.replace("« ", "«\u00a0")


PROSE: Mapping[str, bool] = MappingProxyType({"prose": True})
"""`field(metadata=PROSE)`: a sentence the program says, typeset wherever it leaves; the other texts are data."""


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
        # It quotes what was typed, and leaves by every door.
        self.message = insecables(raccourcir(sans_effet(message, lignes=True)))
        super().__init__(self.message)
        self.champ = champ

    def __str__(self) -> str:
        return self.message


class SaisieInvalide(ErreurMetier):
    """A typed value that cannot be read: names the field and the cure."""

    regle = "saisie"


class DateInexistante(SaisieInvalide):
    """A day written as one is, that no calendar has (31/02): another writing of it would not help."""


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
