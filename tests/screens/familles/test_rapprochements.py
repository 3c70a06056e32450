"""Who a file writes otherwise, settled on screen: nothing typed is lost, nothing is asked twice."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from guichet.base import Adresse
from guichet.services.familles.importation import importer_familles
from tests.bases import Horloge, contexte
from tests.screens.outils import application
from tests.services.fichiers_familles import FILS, MERE, ecrire


def preparer(base: Path, dossier: Path) -> Path:
    """A family, and the file of the next year that writes three of its rows otherwise."""
    ctx = contexte(Adresse(base), Horloge())
    importer_familles(ctx, ecrire(dossier, MERE, FILS, FILS.replace("Joseph", "Thomas")))
    ctx.base.fermer()
    return ecrire(
        dossier, MERE.replace("Élise", "Élise Marie"), FILS.replace("Joseph", "Jo"), FILS.replace("Joseph", "Tom")
    )


async def test_les_lignes_a_trancher_se_tranchent_une_a_une(fichier_base: Path, tmp_path: Path) -> None:
    """Lost otherwise: a report of lines nobody can act upon, and the same question next month."""
    fichier = preparer(fichier_base, tmp_path)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+E>i")
        await poste.coller(f"{fichier}.absent")
        await poste.taper("<Entrée><Entrée>")
        # Refused where it stands: a path is long to type again.
        assert poste.nom == "ModaleDemander"
        assert poste.voit("n’est pas dans ce dossier")
        await poste.taper("<Effacer>" * len(".absent") + "<Entrée><Entrée>")
        assert poste.nom == "EcranRapprochements"
        assert poste.voit("À rapprocher", "LAUNAY Élise Marie", "LAUNAY Jo", "LAUNAY Tom", "nom et prénom proches")
        await poste.taper("<Entrée><Entrée>")
        assert poste.voit("LAUNAY Élise Marie : la même")
        await poste.taper("<F5><Bas>")
        assert not poste.voit("LAUNAY Élise Marie 29/11")
        await poste.taper("n")
        assert poste.voit("Une autre personne ?")
        await poste.taper("o")
        assert poste.voit("LAUNAY Tom : une autre")
        await poste.taper("<F1>")
        assert poste.voit("À rapprocher")
        await poste.taper("<Échap><Échap>")
        assert poste.nom == "EcranTaches"
    with sqlite3.connect(fichier_base) as c:
        assert c.execute("SELECT count(*) FROM personne").fetchone() == (4,)
        assert c.execute("SELECT champ, avant FROM historique_coordonnees").fetchall() == [
            ("autre_prenom", "Élise Marie")
        ]
