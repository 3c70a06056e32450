"""The words a parent reads at home, on the agent's screen: sent to a button that is not there, a parent comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from guichet.base import Adresse
from guichet.communes import Commune
from guichet.services.offre import reglement
from tests.bases import Horloge, contexte
from tests.screens.familles_essai import LEGER, installer, lignes
from tests.screens.outils import application


def regler(fichier: Path, *, vocabulaire: dict[str, Any] | None = None, **portail: Any) -> None:
    """Load over the base the règlement of a town whose portal is set otherwise."""
    ctx = contexte(Adresse(fichier), Horloge())
    brut = ctx.commune.model_dump(mode="json")
    brut["portail"] |= portail
    brut["portail"]["vocabulaire"] |= vocabulaire or {}
    brut["particularites"] = ["Le marché est le jeudi."]
    reglement.charger(ctx, commune=Commune.model_validate(brut, strict=False))
    ctx.base.fermer()


async def test_l_ecran_parle_comme_le_portail_de_la_ville(fichier_base: Path) -> None:
    """Box, button, menu and secret: each under the name the parent has before the eyes."""
    code = installer(fichier_base).famille.code
    mots = {
        "identifiant": "nom d’utilisateur",
        "cle_enfance": "Clé Famille",
        "connexion": "Entrer",
        "menu": ["Mes démarches"],
    }
    regler(fichier_base, vocabulaire=mots, lire_cgu_en_entier=False, mot_de_passe={"longueur_min": 16})
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>g")
        assert poste.voit("compte du portail et Clé Famille")
        await poste.taper("t1")
        assert poste.voit("Nom d’utilisateur", "Clé Famille")
        assert len(poste.app.screen._remis.mot_de_passe) == 16  # type: ignore[attr-defined]
        await poste.taper("<Entrée>ob")
        assert poste.voit("Nom d’utilisateur", "Mes démarches")
        assert not poste.voit("bouton gris")
        await poste.taper("1")
        assert poste.voit("« Entrer »")


async def test_qui_n_a_pas_de_courriel_repart_avec_ses_identifiants(fichier_base: Path) -> None:
    """Lost otherwise: a town that sends its accounts by mail turned away at its own counter who has no address."""
    sophie, lea = LEGER.membres
    code = installer(fichier_base, replace(LEGER, membres=(replace(sophie, courriel=""), lea))).famille.code
    regler(fichier_base, modes_compte=["courriel"])
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>gg1")
        assert poste.voit("À remettre à")
    assert lignes(fichier_base, "SELECT mode FROM compte_portail") == [("guichet",)]


async def test_f1_dit_ce_que_la_ville_a_de_particulier(fichier_base: Path) -> None:
    """Lost otherwise: the rules of this town are in a file that no agent opens."""
    regler(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper("<F1>marche")
        assert poste.voit("Le marché est le jeudi.")
