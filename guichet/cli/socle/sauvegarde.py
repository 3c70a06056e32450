"""`guichet sauvegarder`: a copy of the base in use, that can be trusted because it was read back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import ENTRETIEN, application
from guichet.cli.cadre.options import commande
from guichet.cli.cadre.progres import progression


@commande(
    application, "sauvegarder", "Copier la base pendant que l’on travaille, et relire la copie.", panneau=ENTRETIEN
)
def sauvegarder(
    appel: Appel,
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Où mettre la copie, à sa date.")],
    garder: Annotated[
        str, typer.Option(metavar="N", help="Combien de sauvegardes de cette base restent dans le dossier.")
    ] = "30",
) -> None:
    """Copy, read back, rotate; needs nobody logged in: a night job has no session."""
    from guichet.formats import pluriel
    from guichet.formats.mots import entier
    from guichet.services.socle import verification
    from guichet.services.socle.sauvegarde import sauvegarder as copier

    restent = saisie.entier(garder, option="--garder")
    ctx = appel.ouvrir()
    with progression("Copie de la base", plain=appel.plain) as avancer:
        faite = copier(ctx, Path(dossier), verification.verifier_base, garder=restent, avancement=avancer)
    retirees = f" {pluriel(len(faite.retirees), 'ancienne retirée', 'anciennes retirées')}." if faite.retirees else ""
    appel.resultat(
        f"Base copiée et relue : {faite.fichier} ({entier(max(1, faite.octets // 1024))} Kio, journal jusqu’à la "
        f"ligne {faite.tete_seq}).{retirees}",
        {
            "fichier": str(faite.fichier),
            "octets": faite.octets,
            "tete": faite.tete_seq,
            "empreinte": faite.tete_empreinte,
            "retirees": [str(f) for f in faite.retirees],
        },
    )
