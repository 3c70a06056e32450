"""Reads a TOML file into a pydantic model and says, in French, every key that is wrong, with its line."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from guichet.erreurs.fichiers import Faute, FichierInvalide
from guichet.formats.proches import proche
from guichet.lecture_toml.lignes import Chemin, Reperes, faute_de_syntaxe
from guichet.lecture_toml.valeurs import impossibles

ENREGISTRE = "enregistré"
"""Context of validation of a règlement read back from a base: what an earlier version took must not close it."""


class Reglage(BaseModel):
    """Base of all that is read from a file: frozen, and an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Incoherences(ValueError):
    """Values right one by one that contradict each other; each with the path of the key to correct."""

    def __init__(self, fautes: list[tuple[Chemin, str]]) -> None:
        super().__init__(" ".join(texte for _, texte in fautes))
        self.fautes = fautes


Modele = TypeVar("Modele", bound=BaseModel)


def lire_toml(fichier: Path, modele: type[Modele], refus: type[FichierInvalide]) -> Modele:
    """The file as a model; raises `refus` with all its faults at once, so that one edit cures them all."""
    try:
        texte = fichier.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise refus((_sans_cle(fichier, "n’est pas en UTF-8 : réenregistrez-le dans cet encodage."),)) from None
    except OSError as erreur:
        raison = "est introuvable" if isinstance(erreur, FileNotFoundError) else "ne peut pas être lu"
        raise refus((_sans_cle(fichier, f"ce fichier {raison} : vérifiez {fichier}."),)) from erreur
    try:
        brut = tomllib.loads(texte)
    except (ValueError, RecursionError) as erreur:
        ligne, phrase = faute_de_syntaxe(erreur, texte)
        raise refus((Faute(fichier.name, "", ligne, phrase),)) from erreur
    if fautes := list(impossibles(brut)):
        raise refus(_situees(fichier, texte, fautes))
    try:
        # Through JSON: strict mode then reads arrays and dates alike from a file and from a stored row.
        return modele.model_validate_json(json.dumps(brut, default=dt.date.isoformat))
    except ValidationError as erreur:
        raise refus(_situees(fichier, texte, _phrases(erreur, modele))) from erreur


def _situees(fichier: Path, texte: str, phrases: list[tuple[Chemin, str]]) -> tuple[Faute, ...]:
    """Faults with their lines, in the order of the file."""
    reperes = Reperes(texte)
    fautes = [Faute(fichier.name, ecrire_chemin(chemin), reperes.ligne(chemin), phrase) for chemin, phrase in phrases]
    return tuple(sorted(fautes, key=lambda faute: faute.ligne))


def ecrire_chemin(chemin: Chemin) -> str:
    """("sites", 1, "code") -> « sites[2].code »: people count from one."""
    morceaux = [f"[{cle + 1}]" if isinstance(cle, int) else f".{cle}" for cle in chemin]
    return "".join(morceaux).removeprefix(".")


def _sans_cle(fichier: Path, texte: str) -> Faute:
    return Faute(fichier.name, "", 0, texte)


def _phrases(erreur: ValidationError, modele: type[BaseModel]) -> list[tuple[Chemin, str]]:
    phrases: list[tuple[Chemin, str]] = []
    details = erreur.errors()
    for detail in details:
        # A list whose elements are all wrong is also said to be empty: what is wrong with them is enough.
        if detail["type"] == "too_short" and any(
            autre is not detail and autre["loc"][: len(detail["loc"])] == detail["loc"] for autre in details
        ):
            continue
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, Incoherences):
            phrases += [(detail["loc"] + chemin, texte) for chemin, texte in cause.fautes]
        else:
            phrases.append((detail["loc"], _phrase(detail, modele)))
    return phrases


def _phrase(detail: ErrorDetails, modele: type[BaseModel]) -> str:
    ctx = detail.get("ctx", {})
    sorte = detail["type"]
    if sorte == "extra_forbidden":
        attendues = sorted(_champs(modele, detail["loc"][:-1]))
        proche = _proche(str(detail["loc"][-1]), attendues)
        return f"clé inconnue{proche} Clés attendues : {', '.join(attendues)}."
    if sorte == "literal_error":
        attendues = re.findall(r"'([^']*)'", ctx["expected"])
        lue = detail["input"]
        return f"valeur {_citer(lue)} inconnue{_proche(str(lue), attendues)} Attendu : {_ou(attendues)}."
    if sorte == "value_error":
        return str(ctx["error"])
    gabarit = _GABARITS.get(sorte)
    if gabarit is None:
        return f"valeur {_citer(detail['input'])} refusée ({sorte}) : voyez les communes livrées en exemple."
    return gabarit(ctx).replace("@", _citer(detail["input"]))


_GABARITS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: "cette clé manque : ajoutez-la.",
    "string_type": lambda _: "attendu un texte entre guillemets, lu @.",
    "int_type": lambda _: "attendu un nombre entier sans guillemets, lu @.",
    "int_from_float": lambda _: "attendu un nombre entier, lu @.",
    "bool_type": lambda _: "attendu true ou false sans guillemets, lu @.",
    "tuple_type": lambda _: 'attendu une liste entre crochets, comme ["a", "b"], lu @.',
    "dict_type": lambda _: "attendu une table [entre crochets] avec ses clés, lu @.",
    "model_type": lambda _: "attendu une table [entre crochets] avec ses clés, lu @.",
    "model_attributes_type": lambda _: "attendu une table [entre crochets] avec ses clés, lu @.",
    "date_type": lambda _: "attendu une date comme 2026-09-30, lu @.",
    "date_parsing": lambda _: "attendu une date comme 2026-09-30, lu @.",
    "date_from_datetime_parsing": lambda _: "attendu une date comme 2026-09-30, lu @.",
    "date_from_datetime_inexact": lambda _: "attendu une date sans heure, comme 2026-09-30, lu @.",
    "greater_than_equal": lambda ctx: f"attendu au moins {ctx['ge']}, lu @.",
    "less_than_equal": lambda ctx: f"attendu au plus {ctx['le']}, lu @.",
    "string_too_short": lambda _: "ce texte ne peut pas être vide : complétez-le.",
    "string_too_long": lambda ctx: f"ce texte dépasse {ctx['max_length']} signes : raccourcissez-le.",
    "string_pattern_mismatch": lambda _: "@ refusé : minuscules sans accent, chiffres et tirets seulement.",
    "too_short": lambda _: "cette liste ne peut pas être vide : mettez-y au moins une valeur.",
}


def _champs(modele: type[BaseModel], chemin: Chemin) -> list[str]:
    """The keys allowed in the table standing at this path."""
    for cle in chemin:
        if isinstance(cle, str) and cle in modele.model_fields:
            modele = _sous_modele(modele.model_fields[cle].annotation) or modele
    return list(modele.model_fields)


def _sous_modele(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_sous_modele, typing.get_args(annotation))), None)


def _proche(lu: str, attendus: list[str]) -> str:
    voisin = proche(lu, attendus)
    return f" : vouliez-vous « {voisin} » ?" if voisin else "."


def _ou(valeurs: list[str]) -> str:
    return " ou ".join(f"« {valeur} »" for valeur in valeurs)


def _citer(valeur: object) -> str:
    texte = json.dumps(valeur, ensure_ascii=False, default=str)
    return f"« {texte[:57] + '…' if len(texte) > 60 else texte} »"
