"""One row of a file, rid of what spreadsheets leave in its cells, and the remarks written as it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.imports import Anomalie, Gravite
from guichet.formats.mots import citer
from guichet.formats.tableur import est_erreur, sans_apprets
from guichet.imports.cellules import Ecart
from guichet.imports.lecture import LigneBrute
from guichet.imports.tables.abime import est_abime, probable

T = TypeVar("T")

IDENTITE = frozenset({"nom", "prenom"})
"""Without them nobody knows who the row is about."""


class Carnet:
    """What one row says, and the remarks on it.

    Attributes:
        ligne: the row as the file has it.
        anomalies: remarks so far.
        refusee: whether the row is left out.
        valeurs: canonical column → text that can be read.
    """

    def __init__(self, ligne: LigneBrute) -> None:
        self.ligne = ligne
        self.anomalies: list[Anomalie] = []
        self.refusee = False
        self.valeurs = {colonne: v for colonne, brut in ligne.valeurs.items() if (v := self._epurer(colonne, brut))}

    def _epurer(self, colonne: str, brut: str) -> str:
        texte = sans_apprets(brut)
        if est_erreur(texte):
            motif = f"Le tableur a mis une erreur ({citer(texte)}) à la place de la valeur."
            self.noter(colonne, motif, "Retrouvez la valeur dans le fichier d’origine.")
            return ""
        # No name has a question mark: it took the place of a letter.
        if est_abime(texte) or ("?" in texte and colonne in {"nom", "prenom", "nom_naissance"}):
            voulu = f" : sans doute {citer(mieux)}" if (mieux := probable(texte)) else ""
            self.noter(
                colonne,
                f"Des lettres de {citer(texte)} ont été perdues{voulu}.",
                "Corrigez-les dans le logiciel d’origine, puis exportez de nouveau.",
                Gravite.REFUSEE if colonne in IDENTITE else Gravite.SIGNALEE,
            )
            return ""
        return texte

    def noter(self, colonne: str, motif: str, remede: str, gravite: Gravite = Gravite.SIGNALEE) -> None:
        """Write one remark; a refusal leaves the row out."""
        valeur = self.ligne.valeurs.get(colonne, "")
        self.anomalies.append(Anomalie(self.ligne.numero, colonne, valeur, motif, remede, gravite))
        self.refusee = self.refusee or gravite is Gravite.REFUSEE

    def refuser(self, colonne: str, motif: str, remede: str) -> None:
        """Leave the row out, saying why."""
        self.noter(colonne, motif, remede, Gravite.REFUSEE)

    def lire(self, colonne: str, lire: Callable[[str], T], defaut: T) -> T:
        """Read a cell the row can do without."""
        texte = self.valeurs.get(colonne)
        if texte is None:
            return defaut
        try:
            return lire(texte)
        except Ecart as ecart:
            self.noter(colonne, ecart.motif, ecart.remede)
        except SaisieInvalide as refus:
            self.noter(colonne, refus.message, "Corrigez cette valeur, puis importez de nouveau.")
        return defaut
