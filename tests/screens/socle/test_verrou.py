"""Lock and log-in: nothing of a family may stay in sight of the next one."""

from __future__ import annotations

from pathlib import Path

from screens.socle.statut import FAIT, Dit
from tests.screens.familles_essai import installer
from tests.screens.outils import application


async def test_verrouiller_cache_tout_et_rend_exactement_l_ecran(fichier_base: Path) -> None:
    """Lost otherwise: what was being typed, or the family's address."""
    installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper("<F6>Dupont")
        avant = poste.ecran
        await poste.taper("<Ctrl+L>")
        assert poste.voit("Poste verrouillé", "Nadia Benali")
        assert not poste.voit("Dupont")
        await poste.taper("<Ctrl+P><F3><Ctrl+O>abc<Échap>")
        assert poste.nom == "ModaleVerrou"
        await poste.taper("<Entrée>")
        assert poste.ecran == avant


async def test_un_avis_ne_reste_pas_sur_le_verrou(fichier_base: Path) -> None:
    """Lost otherwise: « LÉGER Léa : rang 3 → 1 » read by the next one in the queue."""
    async with application(fichier_base) as poste:
        poste.app.statut.dire(Dit("Liste d’attente : LÉGER Léa : rang 3 → 1", FAIT))
        await poste.calme()
        assert poste.voit("LÉGER Léa")
        await poste.taper("<Ctrl+L>")
        assert not poste.voit("LÉGER Léa")


async def test_l_inactivite_verrouille(fichier_base: Path) -> None:
    """Lost otherwise: an agent called away leaves a dossier open."""
    async with application(fichier_base) as poste:
        poste.app.veille.inactivite_s = -1.0
        poste.app._battre()
        await poste.calme()
        assert poste.nom == "ModaleVerrou"


async def test_sans_agent_nomme_la_formation_le_demande(fichier_base: Path) -> None:
    """Lost otherwise: acts signed by nobody."""
    from guichet.app import GuichetApp
    from guichet.base import Adresse
    from guichet.impression import ImprimanteMemoire
    from tests.bases import Horloge, secrets_gabarit
    from tests.screens.outils import Poste

    imprimante = ImprimanteMemoire()
    app = GuichetApp(Adresse(fichier_base), horloge=Horloge(), imprimante=imprimante, secrets=secrets_gabarit())
    async with app.run_test(size=(80, 24)) as pilote:
        poste = Poste(app, pilote, imprimante)
        await poste.attendre(lambda: type(app.screen).__name__ == "EcranConnexion")
        await poste.calme()
        assert poste.voit("FORMATION", "accueil")
        await poste.taper("inconnu<Entrée>")
        assert poste.nom == "EcranConnexion"
        await poste.taper("<Échap>accueil<Entrée>")
        assert poste.nom == "EcranRecherche"
        assert app.agent is not None
        assert app.agent.identifiant == "accueil"
