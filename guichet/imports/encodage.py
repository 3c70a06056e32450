"""How a file of text is written: encoding, hash, and what it is when it is no text at all.

One pass over the bytes, a block at a time: a file of any size costs the same memory.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guichet.erreurs.imports import FichierImportIllisible
from guichet.erreurs.socle import cause

_BLOC = 1 << 16
_SIGNATURES = (
    (b"PK\x03\x04", "un classeur ou une archive (xlsx, ods, zip)"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur (xls)"),
    (b"%PDF", "un PDF"),
    (b"\x1f\x8b", "une archive compressée (gz)"),
    (b"SQLite format 3", "une base de données"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
)
# Bytes Windows-1252 gives no character to, and controls no spreadsheet writes in a table.
_HORS_TEXTE = re.compile(rb"[\x00-\x08\x0e-\x1f\x81\x8d\x8f\x90\x9d]")
# « é » of UTF-8 seen through Windows-1252 is « Ã© », « É » is « Ã‰ »: no word holds such a pair.
_UTF8_DANS_CP1252 = re.compile(rb"\xc3[\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Texte:
    """A file that can be read as text.

    Attributes:
        chemin: where it is.
        encodage: name for Python's codecs.
        empreinte: SHA-256 of its bytes.
        sauts: line ends in it, which gives progress its scale.
    """

    chemin: Path
    encodage: str
    empreinte: str
    sauts: int


NOMS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 (BOM)", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
"""Encodings as an agent may read them."""


def reconnaitre(chemin: Path) -> Texte:
    """Tell how the file is written.

    Raises:
        FichierImportIllisible: missing, unreadable, empty, not text, or two encodings in one file.
    """
    try:
        if not chemin.exists():
            raise _illisible(f"Il n’y a pas de fichier à {chemin} : vérifiez le nom et le dossier.")
        if not chemin.is_file():
            sorte = "un dossier" if chemin.is_dir() else "un fichier spécial"
            raise _illisible(f"{chemin} est {sorte} : donnez le fichier CSV lui-même.")
        return _examiner(chemin)
    except PermissionError as erreur:
        msg = f"Le fichier {chemin} ne peut pas être lu : demandez le droit de le lire."
        raise _illisible(msg) from erreur
    except OSError as erreur:
        msg = f"Le fichier {chemin} ne peut pas être lu ({cause(erreur)}) : copiez-le ailleurs."
        raise _illisible(msg) from erreur


def _examiner(chemin: Path) -> Texte:
    empreinte = hashlib.sha256()
    decodeur = codecs.getincrementaldecoder("utf-8")()
    utf8, cp1252, melange, sauts, tete = True, True, False, 0, b""
    fin = b""
    for bloc in _blocs(chemin):
        tete = tete or bloc
        empreinte.update(bloc)
        sauts += bloc.count(b"\n")
        utf8 = utf8 and _decode(decodeur, bloc)
        cp1252 = cp1252 and _HORS_TEXTE.search(bloc) is None
        # The last byte of the former block: a character may stand across two.
        melange = melange or _UTF8_DANS_CP1252.search(fin + bloc) is not None
        fin = bloc[-1:]
    utf8 = utf8 and _decode(decodeur, b"", final=True)
    if not tete:
        raise _illisible(f"Le fichier {chemin.name} est vide : exportez-le de nouveau.")
    for signature, sorte in _SIGNATURES:
        if tete.startswith(signature):
            raise _illisible(f"{chemin.name} est {sorte} : ouvrez-le dans le tableur et enregistrez-le au format CSV.")
    if tete.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodage = "utf-16"
        _verifier_utf16(chemin)
    elif b"\x00" in tete or not (utf8 or cp1252):
        raise _illisible(f"{chemin.name} n’est pas un fichier de texte : enregistrez le tableau au format CSV (UTF-8).")
    elif utf8:
        encodage = "utf-8-sig" if tete.startswith(codecs.BOM_UTF8) else "utf-8"
    elif melange:
        raise _illisible(
            f"{chemin.name} mélange deux encodages (UTF-8 et Windows-1252), des accents y seraient faux : "
            "enregistrez de nouveau le tableau au format CSV (UTF-8)."
        )
    else:
        encodage = "cp1252"
    return Texte(chemin, encodage, empreinte.hexdigest(), sauts)


def _blocs(chemin: Path) -> Iterator[bytes]:
    with chemin.open("rb") as flux:
        while bloc := flux.read(_BLOC):
            yield bloc


def _decode(decodeur: codecs.IncrementalDecoder, bloc: bytes, *, final: bool = False) -> bool:
    try:
        decodeur.decode(bloc, final)
    except UnicodeDecodeError:
        return False
    return True


def _verifier_utf16(chemin: Path) -> None:
    decodeur = codecs.getincrementaldecoder("utf-16")()
    if not (all(_decode(decodeur, bloc) for bloc in _blocs(chemin)) and _decode(decodeur, b"", final=True)):
        msg = f"{chemin.name} est abîmé ou coupé : exportez-le de nouveau, au format CSV (UTF-8)."
        raise _illisible(msg)


def _illisible(message: str) -> FichierImportIllisible:
    return FichierImportIllisible(message)
