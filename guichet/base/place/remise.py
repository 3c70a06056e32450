"""Putting a copy in the place of a base, so that whatever stops it half-way, nobody opens a mix of the two.

    1  the former base and what stands beside it get a second name, « put aside »;
    2  the base loses its first name: from here on nothing can be opened there;
    3  so do its -wal and -shm, which would ruin any other file;
    4  the witness, then the copy, take the names.

Stopped before 2, the former base is as it was. Stopped after, the place is empty, the copy stands ready beside it, and
`reprendre` does the rest.
"""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from pathlib import Path

from guichet.base.fichiers import COMPAGNONS, assurer_dossier
from guichet.base.place.copie import retirer
from guichet.erreurs.base import DisquePlein
from guichet.erreurs.socle import cause

TEMOIN = ".temoin"
_DE_COTE = ".avant-"
_SUIVENT = tuple(fin for fin in COMPAGNONS if fin != ".file")
"""What goes aside with a base: the file of the writers' turn is the place's."""
_MELANGENT = tuple(fin for fin in _SUIVENT if fin != TEMOIN)


def chantier(fichier: Path) -> Path:
    """Where the copy is made and checked."""
    return fichier.with_name(f".{fichier.name}.restauration")


def prete(fichier: Path) -> Path:
    """Where it stands once it only has to take its place."""
    return fichier.with_name(f".{fichier.name}.restauree")


def de_cote(fichier: Path, marque: str) -> Path:
    """Where the former base goes; `marque` tells this restoration from the others."""
    return fichier.with_name(f"{fichier.name}{_DE_COTE}{marque}")


def interrompue(fichier: Path) -> bool:
    """Whether a restoration was stopped with the place empty."""
    return prete(fichier).exists() and not fichier.exists()


def ranger(fichier: Path) -> None:
    """Remove what a restoration that changed nothing left; whoever calls holds the turn of restorations."""
    retirer(chantier(fichier))
    retirer(prete(fichier))
    en_place = [f for f in (fichier, *_compagnons(fichier, _SUIVENT)) if f.exists()]
    for nom in fichier.parent.glob(f"{glob.escape(fichier.name)}{_DE_COTE}*"):
        # A second name of what is still in its place.
        if any(nom.samefile(f) for f in en_place):
            nom.unlink()


def mettre(fichier: Path, cote: Path) -> None:
    """Put what stands at `chantier` in the place of the base, which nobody has open; see above.

    Raises:
        DisquePlein: this disk gives no second name to a file; nothing was changed.
    """
    fait, pret = chantier(fichier), prete(fichier)
    try:
        for fin in ("", *_SUIVENT):
            with suppress(FileNotFoundError):
                os.link(fichier.with_name(fichier.name + fin), cote.with_name(cote.name + fin))
    except OSError as erreur:
        ranger(fichier)
        msg = f"La base ne peut pas être mise de côté dans {cote.parent} ({cause(erreur)}) : rien n’a été changé."
        raise DisquePlein(msg) from erreur
    fait.with_name(fait.name + TEMOIN).replace(pret.with_name(pret.name + TEMOIN))
    fait.replace(pret)
    assurer_dossier(fichier.parent)
    fichier.unlink(missing_ok=True)
    # On the disk before its companions go: a power cut must not leave it without its last acts.
    assurer_dossier(fichier.parent)
    reprendre(fichier)


def reprendre(fichier: Path) -> None:
    """Steps 3 and 4; done again, they change nothing."""
    pret = prete(fichier)
    for compagnon in _compagnons(fichier, _MELANGENT):
        compagnon.unlink(missing_ok=True)
    assurer_dossier(fichier.parent)
    with suppress(FileNotFoundError):
        pret.with_name(pret.name + TEMOIN).replace(fichier.with_name(fichier.name + TEMOIN))
    # Not replace: a base made there meanwhile is never overwritten.
    os.link(pret, fichier)
    assurer_dossier(fichier.parent)
    retirer(pret)
    retirer(chantier(fichier))


def _compagnons(fichier: Path, fins: tuple[str, ...]) -> list[Path]:
    return [fichier.with_name(fichier.name + fin) for fin in fins]
