"""The witness of the journal: the file that stands by a base, and the one of a town whose base is on a server."""

from guichet.base.temoin.fichier import (
    Manquant,
    Section,
    SourceFichier,
    Tete,
    Vue,
    copier,
    declarer,
    lire,
    noter,
    poursuivre,
    sections,
    vues,
)

__all__ = [
    "Manquant",
    "Section",
    "SourceFichier",
    "Tete",
    "Vue",
    "copier",
    "declarer",
    "lire",
    "noter",
    "poursuivre",
    "sections",
    "vues",
]
