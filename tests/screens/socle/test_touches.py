"""A town whose keyboards lack a key moves it: the new one works, is shown everywhere, and the old one is dead."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.depart import preparer
from guichet.erreurs.fichiers import ConfigInvalide
from tests.screens.familles_essai import installer
from tests.screens.outils import application

DEPLACEES = """
[touches]
"dossier.historique" = "j"
"recherche.taches" = "f8"
"partout.aide" = "f12"
"""


@pytest.fixture
def _deplacees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reglages = tmp_path / "guichet.toml"
    reglages.write_text(DEPLACEES, encoding="utf-8")
    monkeypatch.setenv("GUICHET_CONFIG", str(reglages))


@pytest.mark.usefixtures("_deplacees")
async def test_une_touche_deplacee_marche_et_se_voit(fichier_base: Path) -> None:
    installer(fichier_base)
    async with application(fichier_base) as p:
        assert p.voit("F8 à traiter", "F12 aide")
        await p.taper("<F1>")
        assert p.nom == "EcranRecherche"
        await p.taper("<Ctrl+P>")
        assert p.voit("F8 à traiter")
        # Nothing of that name: said, instead of an empty box.
        await p.taper("quoti<Entrée>")
        assert p.voit("Aucune commande d’ici ne porte ces mots")
        await p.taper("<Échap><F8>")
        assert p.nom == "EcranTaches"
        await p.taper("<Échap>leger<Entrée>")
        assert p.voit("j historique")
        await p.taper("h")
        assert p.nom == "EcranDossier"
        await p.taper("<F12>")
        assert p.voit("Aide · Dossier")
        await p.taper("<Échap>j")
        assert p.nom == "EcranHistorique"


@pytest.mark.parametrize(
    ("ligne", "phrase"),
    [
        (
            '"dossier.historik" = "j"',
            "ligne 2, clé « touches.dossier.historik » : cette commande n’existe pas : vouliez-vous « dossier.historique » ?",
        ),
        ('"dossier.factures" = "j"', "elle s’appelle maintenant « dossier.envoi_factures »."),
        ('"zzz" = "j"', "leurs noms sont dans docs/touches.md."),
        ('"dossier.historique" = "g"', "g sert déjà à « identifiants » (Dossier)"),
        ('"partout.aide" = "ctrl+s"', "Ctrl+S sert déjà à « clore » (Dossier)"),
        ('"recherche.taches" = "f8,f1"', "F1 sert déjà à « aide » (Partout)"),
        ('"dossier.historique" = "g"\n"dossier.identifiants" = "h"', ""),
        ('"historique.page_haut" = "g"', ""),
    ],
)
def test_une_touche_qui_ne_peut_servir_est_refusee(
    ligne: str, phrase: str, fichier_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: a key that just does nothing, found out in front of a parent."""
    reglages = tmp_path / "guichet.toml"
    reglages.write_text(f"[touches]\n{ligne}\n", encoding="utf-8")
    monkeypatch.setenv("GUICHET_CONFIG", str(reglages))
    if phrase:
        with pytest.raises(ConfigInvalide) as refus:
            preparer(Adresse(fichier_base), "poste 1", "demo")
        assert phrase in refus.value.message.replace("\u00a0", " ")
    else:
        preparer(Adresse(fichier_base), "poste 1", "demo").contexte.base.fermer()
