"""On which line each key of a TOML text stands: tomllib forgets it, and a town edits these files by hand."""

from __future__ import annotations

import re
import tomllib

Chemin = tuple[str | int, ...]

_CLE = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_CLES = rf"{_CLE}(?:\s*\.\s*{_CLE})*"
_ENTETE = re.compile(rf"\s*(\[\[?)\s*({_CLES})\s*\]\]?")
_AFFECTATION = re.compile(rf"\s*({_CLES})\s*=")
_JETON = re.compile(
    r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{},]|[^\s,\[\]{}"\'#]+',
)
_EMBOITES_MAX = 50
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


class Reperes:
    """The line of every table, key and array element of one TOML text (assumed well-formed)."""

    def __init__(self, texte: str) -> None:
        self._lignes: dict[Chemin, int] = {(): 1}
        self._rangs: dict[Chemin, int] = {}
        self._table: Chemin = ()
        self._valeur: Chemin = ()
        self._profondeur = 0
        self._element = 0
        self._fin = ""
        for numero, ligne in enumerate(texte.split("\n"), start=1):
            self._lire(ligne, numero)

    def ligne(self, chemin: Chemin) -> int:
        """Line of this key, or of the nearest thing above it that is written in the file."""
        while chemin not in self._lignes:
            chemin = chemin[:-1]
        return self._lignes[chemin]

    def _lire(self, ligne: str, numero: int) -> None:
        if self._profondeur or self._fin:
            self._suivre(ligne, numero)
        elif entete := _ENTETE.match(ligne):
            self._ouvrir_table(_decouper(entete[2]), numero, liste=entete[1] == "[[")
        elif affectation := _AFFECTATION.match(ligne):
            cles = _decouper(affectation[1])
            for fin in range(1, len(cles) + 1):
                self._lignes.setdefault(self._table + cles[:fin], numero)
            self._valeur, self._element = self._table + cles, 0
            self._suivre(ligne[affectation.end() :], numero)

    def _ouvrir_table(self, cles: Chemin, numero: int, *, liste: bool) -> None:
        chemin: Chemin = ()
        for cle in cles[:-1]:
            chemin += (cle,)
            if chemin in self._rangs:
                chemin += (self._rangs[chemin],)
        chemin += cles[-1:]
        self._lignes.setdefault(chemin, numero)
        if liste:
            self._rangs[chemin] = self._rangs.get(chemin, -1) + 1
            chemin += (self._rangs[chemin],)
            self._lignes[chemin] = numero
        self._table = chemin

    def _suivre(self, reste: str, numero: int) -> None:
        """Follows a value to its end, so that a bracket or a « = » inside a text is not taken for a key."""
        position = 0
        while position < len(reste):
            if self._fin:
                ferme = reste.find(self._fin, position)
                if ferme < 0:
                    return
                position, self._fin = ferme + 3, ""
                continue
            jeton = _JETON.search(reste, position)
            if jeton is None or jeton[0].startswith("#"):
                return
            position = jeton.end()
            self._compter(jeton[0], numero)

    def _compter(self, jeton: str, numero: int) -> None:
        if self._profondeur == 1 and jeton == ",":
            self._element += 1
        elif self._profondeur == 1 and jeton not in {"]", "}"}:
            self._lignes.setdefault((*self._valeur, self._element), numero)
        if jeton in {'"""', "'''"}:
            self._fin = jeton
        elif jeton in {"[", "{"}:
            self._profondeur += 1
        elif jeton in {"]", "}"}:
            self._profondeur -= 1


def _decouper(cles: str) -> Chemin:
    return tuple(cle.strip("\"'") for cle in re.findall(_CLE, cles))


def faute_de_syntaxe(erreur: Exception, texte: str) -> tuple[int, str]:
    """Line and French sentence for a text that is not TOML at all, or that tomllib gives up reading."""
    if not isinstance(erreur, tomllib.TOMLDecodeError):
        return _demesure(texte)
    position = _POSITION.search(str(erreur))
    if position is None or position[1] is None:
        return max(1, len(texte.rstrip("\n").split("\n"))), (
            "le fichier s’arrête au milieu d’une valeur : fermez le guillemet ou le crochet resté ouvert."
        )
    motif = str(erreur)
    if "Cannot overwrite" in motif or "twice" in motif or "Cannot declare" in motif:
        quoi = "cette clé ou cette table est écrite deux fois : gardez-en une seule."
    else:
        quoi = (
            "écriture illisible (colonne "
            + position[2]
            + ") : attendu « clé = valeur », les textes entre guillemets droits."
        )
    return int(position[1]), quoi


def _demesure(texte: str) -> tuple[int, str]:
    """A number of thousands of digits, or brackets within brackets by the hundred: valid to the letter, of no use."""
    ouverts = 0
    for numero, ligne in enumerate(texte.split("\n"), start=1):
        if re.search(r"[0-9_]{1000}", ligne):
            return numero, "ce nombre a plus de mille chiffres : corrigez-le."
        ouverts += sum(map(ligne.count, "[{")) - sum(map(ligne.count, "]}"))
        if ouverts > _EMBOITES_MAX:
            break
    return numero, "trop de crochets les uns dans les autres : corrigez cette valeur."
