"""How a file of text is written: encoding, hash, and what it is when it is no text at all.

One pass over the bytes, a block at a time: a file of any size costs the same memory.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
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
# Controls no spreadsheet writes in a table; MS-DOS ends a file with 1A.
_HORS_TEXTE = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
# « é » of UTF-8 seen through Windows-1252 is « Ã© », « É » is « Ã‰ »: no word holds such a pair.
_UTF8_DANS_CP1252 = re.compile(rb"\xc3[\x80-\xbf]")
_ASCII = bytes(range(128))
_POIDS = {"é": 12, "è": 4, "à": 4, "’": 3, "ê": 2, "ç": 2, "É": 2} | dict.fromkeys(
    "âäëîïôöùûüÿñáãíóõúœæÀÂÄÇÈÊËÎÏÔÖÙÛÜŸŒÆ‘“”«»–—…€°º·\u00a0", 1
)
"""How much French each sign is: two tables give letters to the same bytes, but « é » to one only."""
_TABLES = {
    nom: {octets[0]: poids for signe, poids in _POIDS.items() if (octets := signe.encode(nom, "ignore"))}
    for nom in ("cp1252", "mac-roman", "cp850")
}
"""Tables of one byte a character, as Windows, a Mac and MS-DOS save a table: weight of each byte."""
_SANS_SIGNE = b"\x81\x8d\x8f\x90\x9d"
"""Bytes Windows' table gives no character to."""
_SURS = 0.9
"""Share of the accented bytes that must be French ones before a table other than Windows' is believed."""


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


NOMS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "mac-roman": "Macintosh",
    "cp850": "MS-DOS",
}
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
    utf8, texte, melange, sauts, tete = True, True, False, 0, b""
    fin = b""
    hauts: Counter[int] = Counter()
    for bloc in _blocs(chemin):
        tete = tete or bloc
        empreinte.update(bloc)
        sauts += bloc.count(b"\n")
        utf8 = utf8 and _decode(decodeur, bloc)
        texte = texte and _HORS_TEXTE.search(bloc) is None
        hauts.update(bloc.translate(None, _ASCII))
        # The last byte of the former block: a character may stand across two.
        melange = melange or _UTF8_DANS_CP1252.search(fin + bloc) is not None
        fin = bloc[-1:]
    utf8 = utf8 and _decode(decodeur, b"", final=True)
    if not tete:
        raise _illisible(f"Le fichier {chemin.name} est vide : exportez-le de nouveau.")
    for signature, sorte in _SIGNATURES:
        if tete.startswith(signature):
            raise _illisible(f"{chemin.name} est {sorte} : ouvrez-le dans le tableur et enregistrez-le au format CSV.")
    encodage = _large(tete)
    if encodage:
        _verifier(chemin, encodage)
    elif not texte:
        raise _pas_un_texte(chemin, _HORS_TEXTE)
    elif utf8:
        encodage = "utf-8-sig" if tete.startswith(codecs.BOM_UTF8) else "utf-8"
    elif melange:
        raise _illisible(
            f"{chemin.name} mélange deux encodages (UTF-8 et Windows-1252), des accents y seraient faux : "
            "enregistrez de nouveau le tableau au format CSV (UTF-8)."
        )
    else:
        encodage = _table(hauts, chemin)
    return Texte(chemin, encodage, empreinte.hexdigest(), sauts)


def _table(hauts: Counter[int], chemin: Path) -> str:
    """Table of one byte a character: Windows' unless another one, and not it, makes French of the accents."""
    points = {nom: sum(n * poids.get(octet, 0) for octet, n in hauts.items()) for nom, poids in _TABLES.items()}
    mieux, second = sorted(points, key=lambda nom: -points[nom])[:2]
    usuels = sum(n for octet, n in hauts.items() if octet in _TABLES[mieux])
    if mieux != "cp1252" and usuels >= _SURS * hauts.total():
        if points[mieux] < 2 * points[second]:
            raise _illisible(
                f"On ne sait pas dans quel encodage est {chemin.name}, des accents y seraient peut-être faux : "
                "enregistrez de nouveau le tableau au format CSV (UTF-8)."
            )
        return mieux
    if any(octet in hauts for octet in _SANS_SIGNE):
        raise _pas_un_texte(chemin, re.compile(b"[" + _SANS_SIGNE + b"]"))
    return "cp1252"


def _large(tete: bytes) -> str:
    """Encoding of several bytes a character, told by its mark or by where its zeros are; "" when it is none."""
    if tete.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if tete.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Latin text has a zero in one byte of two: the first of each pair, or the second. Names of another script have few.
    pairs, impairs = tete[0::2].count(0), tete[1::2].count(0)
    if max(pairs, impairs) < 0.4 * (len(tete) // 2) or max(pairs, impairs) < 4 * min(pairs, impairs):
        return ""
    encodage = "utf-16-le" if impairs > pairs else "utf-16-be"
    return "" if _HORS_TEXTE.search(tete.decode(encodage, "ignore").encode()) else encodage


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


def _verifier(chemin: Path, encodage: str) -> None:
    decodeur = codecs.getincrementaldecoder(encodage)()
    if not (all(_decode(decodeur, bloc) for bloc in _blocs(chemin)) and _decode(decodeur, b"", final=True)):
        msg = f"{chemin.name} est abîmé ou coupé : exportez-le de nouveau, au format CSV (UTF-8)."
        raise _illisible(msg)


def _pas_un_texte(chemin: Path, intrus: re.Pattern[bytes]) -> FichierImportIllisible:
    """A file of another kind, or a table where a few bytes are no text: the first one is then shown."""
    lignes, premiere, combien = 1, 0, 0
    for bloc in _blocs(chemin):
        trouves = [vu.start() for vu in intrus.finditer(bloc)]
        if trouves and not premiere:
            premiere = lignes + _sauts(bloc[: trouves[0]])
        combien += len(trouves)
        lignes += _sauts(bloc)
    if combien > lignes:
        return _illisible(
            f"{chemin.name} n’est pas un fichier de texte : enregistrez le tableau au format CSV (UTF-8)."
        )
    signes = "un signe qui n’est pas du texte" if combien == 1 else f"{combien} signes qui ne sont pas du texte"
    return _illisible(
        f"{chemin.name} contient {signes}{' ' if combien == 1 else ', le premier '}à la ligne {premiere} : corrigez-la "
        "dans le logiciel d’origine, ou enregistrez de nouveau le tableau au format CSV (UTF-8)."
    )


def _sauts(octets: bytes) -> int:
    """Line ends, an old Mac's too."""
    return octets.count(b"\n") or octets.count(b"\r")


def _illisible(message: str) -> FichierImportIllisible:
    return FichierImportIllisible(message)
