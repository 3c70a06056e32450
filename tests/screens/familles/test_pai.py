"""The detail of a PAI on the form of a child: read by who needs it, each reading logged (rule 31)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guichet.services import familles
from tests.screens.familles_essai import LEGER, autre_poste, installer, lignes, relire
from tests.screens.outils import application

AVEC_PAI = replace(LEGER, membres=(LEGER.membres[0], replace(LEGER.membres[1], pai=True, pai_detail="arachide")))


async def test_detail_du_pai_lu_donc_note(fichier_base: Path) -> None:
    avant = installer(fichier_base, AVEC_PAI)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée>")
        assert not poste.voit("arachide"), "the dossier says PAI, not which"
        await poste.taper("<Bas><F2>")
        assert poste.voit("Détail du PAI", "arachide")
        assert lignes(fichier_base, "SELECT agent FROM consultation WHERE objet = 'pai'") == [("demo",)]
        poste.app.screen.viser(poste.app.screen.saisie("pai_detail"))
        await poste.taper("<End> et lait<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(fichier_base, "SELECT detail FROM pai_detail") == [("arachide et lait",)]


async def test_detail_du_pai_change_ailleurs_est_relu_donc_note_encore(fichier_base: Path) -> None:
    avant = installer(fichier_base, AVEC_PAI)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><Bas><F2>")
        ailleurs = autre_poste(fichier_base)
        familles.modifier_pai(ailleurs, lien_id=avant.enfants[0].lien_id, detail="lait")
        ailleurs.base.fermer()
        poste.app.screen.viser(poste.app.screen.saisie("nom"))
        await poste.taper("<Ctrl+U>Légère<Ctrl+S>")
        assert poste.voit("modifiée", "à relire"), poste.ecran
        await poste.taper("<Entrée>")
        assert poste.app.screen.saisie("pai_detail").value == "lait"
        assert len(lignes(fichier_base, "SELECT agent FROM consultation WHERE objet = 'pai'")) == 2
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(fichier_base, "SELECT detail FROM pai_detail") == [("lait",)]


async def test_detail_du_pai_tait_a_qui_n_en_a_pas_besoin(fichier_base: Path) -> None:
    avant = installer(fichier_base, AVEC_PAI)
    async with application(fichier_base, agent="accueil") as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><Bas><F2>")
        assert poste.nom == "EcranMembre", poste.ecran
        assert not poste.voit("arachide")
        assert poste.app.screen.saisie("pai_detail") is None
        await poste.taper("<F8><F8>sans p<Ctrl+S>")
    assert relire(fichier_base, avant.famille.code).enfants[0].regimes == "sans porc"
    assert lignes(fichier_base, "SELECT detail FROM pai_detail") == [("arachide",)]
