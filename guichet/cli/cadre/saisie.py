"""What is typed to a command beside its options: closed lists, passwords, Clés, files of fields."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from guichet.cli.cadre import sortie
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.socle import cause
from guichet.formats.proches import proche

E = TypeVar("E", bound=StrEnum)


def choix(texte: str, valeurs: type[E], *, option: str, libelles: Mapping[Any, str] | None = None) -> E:
    """Return the value of a closed list that was typed.

    Raises:
        UsageIncorrect: not in the list, which the sentence gives.
    """
    lu = texte.strip().casefold().replace("-", "_")
    for valeur in valeurs:
        if lu == valeur.value.casefold():
            return valeur
    permis = ", ".join(f"{v.value} ({libelles[v]})" if libelles and v in libelles else v.value for v in valeurs)
    msg = f"« {texte} » ne convient pas à {option} : choisissez {permis}."
    raise UsageIncorrect(msg, champ=option.removeprefix("--"))


def secret(question: str, *, option: str, sur_stdin: bool, confirmer: bool = False) -> str:
    """Ask for a secret on the terminal, unseen, or read it from stdin: never from the command line.

    Raises:
        UsageIncorrect: there is no terminal to ask on, nothing came, or the two typings differ.
    """
    from getpass import getpass

    if sur_stdin:
        lu = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        lu = getpass(sortie.propre(f"{question} : "), stream=sys.stderr)
        if confirmer and getpass(sortie.propre("Encore une fois : "), stream=sys.stderr) != lu:
            raise UsageIncorrect("Les deux saisies diffèrent : recommencez.")
    else:
        msg = f"Il n’y a pas de terminal pour demander « {question} » : donnez-le sur l’entrée avec {option}."
        raise UsageIncorrect(msg)
    if not lu:
        msg = f"« {question} » est vide : rien n’a été fait."
        raise UsageIncorrect(msg)
    return lu


def deux_secrets(premier: str, second: str, *, option: str, sur_stdin: bool) -> tuple[str, str]:
    """Ask for the present secret, then for the new one twice; on stdin, one a line."""
    return (
        secret(premier, option=option, sur_stdin=sur_stdin),
        secret(second, option=option, sur_stdin=sur_stdin, confirmer=True),
    )


def champs(paires: list[str], *, permis: Mapping[str, str]) -> dict[str, str]:
    """Read `champ=valeur` options.

    Args:
        paires: as typed.
        permis: names allowed, and what each one is.

    Raises:
        UsageIncorrect: no equals sign, or an unknown name, with the nearest one.
    """
    lus: dict[str, str] = {}
    for paire in paires:
        nom, egal, valeur = paire.partition("=")
        nom = nom.strip().replace("-", "_")
        if not egal:
            msg = f"« {paire} » ne se lit pas : écrivez champ=valeur, par exemple mobile=0612345678."
            raise UsageIncorrect(msg)
        verifier_champ(nom, permis)
        lus[nom] = valeur
    return lus


def verifier_champ(nom: str, permis: Mapping[str, str]) -> None:
    """Refuse a field nothing reads.

    Raises:
        UsageIncorrect: names the nearest field, or all of them.
    """
    if nom in permis:
        return
    voisin = proche(nom, permis)
    cure = f"vouliez-vous « {voisin} » ?" if voisin else f"les champs sont {', '.join(permis)}."
    msg = f"Le champ « {nom} » n’existe pas : {cure}"
    raise UsageIncorrect(msg, champ=nom)


def objet_json(fichier: str) -> dict[str, Any]:
    """Read a JSON object from a file, or from stdin when it is called « - ».

    Raises:
        UsageIncorrect: no such file, or not a JSON object; names the line.
    """
    ou = "l’entrée" if fichier == "-" else fichier
    try:
        texte = sys.stdin.read() if fichier == "-" else Path(fichier).read_text(encoding="utf-8-sig")
        lu = json.loads(texte)
    except json.JSONDecodeError as erreur:
        msg = f"Le JSON de {ou} ne se lit pas, ligne {erreur.lineno} colonne {erreur.colno} : corrigez-le."
        raise UsageIncorrect(msg) from erreur
    except UnicodeDecodeError as erreur:
        msg = f"{ou} n’est pas un texte en UTF-8 : enregistrez-le de nouveau."
        raise UsageIncorrect(msg) from erreur
    except (ValueError, RecursionError) as erreur:
        # Numbers of five thousand digits, brackets a thousand deep: valid to the letter, of no use here.
        msg = f"Le JSON de {ou} ne se lit pas : corrigez-le."
        raise UsageIncorrect(msg) from erreur
    except OSError as erreur:
        msg = f"{ou} ne peut pas être lu ({cause(erreur)}) : vérifiez le nom et le dossier."
        raise UsageIncorrect(msg) from erreur
    if not isinstance(lu, dict):
        msg = f"Le JSON de {ou} doit être un objet, entre accolades."
        raise UsageIncorrect(msg)
    return lu


_CHIFFRES = 9
"""Of the longest number taken: more would not fit in a column."""


def entier(texte: str, *, option: str, au_moins: int = 0) -> int:
    """Read a whole number.

    Raises:
        UsageIncorrect: not one, or too small.
    """
    lu = rang(texte)
    if lu is None or lu < au_moins:
        borne = f"d’au moins {au_moins}" if lu is not None else f"de {au_moins} à {'9' * _CHIFFRES}"
        msg = f"« {texte} » ne convient pas à {option} : donnez un nombre entier {borne}."
        raise UsageIncorrect(msg)
    return lu


def rang(texte: str) -> int | None:
    """A rank or a number of ours, None when what was typed is none: int() refuses 5,000 digits in English."""
    return int(texte) if texte.isdecimal() and len(texte) <= _CHIFFRES else None
