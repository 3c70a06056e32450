"""An older base is brought to this program's schema as it is opened, after a copy of its file."""

from __future__ import annotations

import os
from pathlib import Path

from guichet.base.adresse import Adresse
from guichet.base.copie import copier, retirer
from guichet.base.file import tour
from guichet.erreurs.base import DisquePlein

ATTENTE_S = 120.0
"""Another workstation may be migrating the same base: wait for it rather than refuse a counter."""


def moderniser(adresse: Adresse, revision: str) -> str:
    """Copy the file, migrate the base, and return the sentence that says so.

    Two workstations opening at once take turns: the second finds nothing left to do, nor a copy to make.

    Raises:
        DisquePlein: no room for the copy, hence nothing was migrated.
        BaseOccupee, BaseIllisible: see tour and mettre_a_niveau.
    """
    from guichet.migrations.commande import mettre_a_niveau

    if adresse.fichier is None:
        mettre_a_niveau(adresse)
        return "La base a été mise au format de cette version de Guichet."
    copie = adresse.fichier.with_name(f"{adresse.fichier.name}.schema-{revision}.copie")
    with tour(adresse.fichier.with_name(adresse.fichier.name + ".file"), ATTENTE_S):
        if not copie.exists():
            _copier(adresse.fichier, copie)
        mettre_a_niveau(adresse)
    return (
        "La base a été mise au format de cette version de Guichet. "
        f"Sa copie d’avant est {copie.name} : gardez-la jusqu’à votre prochaine sauvegarde."
    )


def _copier(fichier: Path, copie: Path) -> None:
    """Copy, and give the copy its name once it is whole."""
    chantier = copie.with_name(f".{copie.name}.{os.getpid()}")
    try:
        copier(fichier, chantier)
        chantier.replace(copie)
    except (DisquePlein, OSError) as erreur:
        retirer(chantier)
        msg = (
            f"La base doit être mise à niveau, mais sa copie ne peut pas être faite dans {copie.parent} "
            f"({erreur.__cause__ or erreur}) : libérez de la place, puis réessayez. Rien n’a été changé."
        )
        raise DisquePlein(msg) from erreur
