"""The whole family on one screen, its visit beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.services import familles
from guichet.services.comptoir import passages
from guichet.services.garde import rattachement
from screens.socle import mots
from tests.screens.familles_essai import LEGER, autre_poste, installer, lignes
from tests.screens.outils import application


async def test_ouvrir_commence_le_passage_et_note_la_consultation(fichier_base: Path) -> None:
    """Lost otherwise: nobody knows who looked at a dossier, nor what was done for whom."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>")
        assert poste.voit("Ce passage", "ouvert · sur place")
    assert lignes(fichier_base, "SELECT count(*) FROM consultation") == [(1,)]
    assert lignes(fichier_base, "SELECT etat, poste FROM passage") == [("ouvert", "poste 1")]


async def test_echap_sans_acte_clot_en_silence(fichier_base: Path) -> None:
    """Lost otherwise: each wrong family opened leaves a visit, a slip and a question."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée><Échap>")
        assert poste.nom == "EcranRecherche"
        assert not poste.imprimante.editions
    assert lignes(fichier_base, "SELECT etat FROM passage") == [("clos",)]


async def test_clore_sort_un_seul_recapitulatif(fichier_base: Path) -> None:
    """Lost otherwise: the parent leaves without a trace of what was done."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>v<Ctrl+S>")
        assert poste.nom == "EcranRecherche"
        [edition] = poste.imprimante.editions
        assert "FORMATION" in edition.texte
        assert not edition.confidentiel
    assert lignes(fichier_base, "SELECT etat FROM passage") == [("clos",)]


async def test_les_alertes_s_expliquent(fichier_base: Path) -> None:
    """Lost otherwise: an alert nobody can explain is an alert nobody obeys."""
    sans = SaisieFamille(membres=(SaisieMembre(nom="Diallo", prenom="Mariama", mobile="0611111111"),))
    dossier = installer(fichier_base, sans)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>")
        assert poste.voit("sans courriel")
        await poste.taper("!")
        assert poste.voit("Pourquoi ces alertes")


async def test_beaucoup_d_alertes_se_lisent_jusqu_au_bout(fichier_base: Path) -> None:
    """Lost otherwise: on a small terminal, the last reason nobody can reach."""
    enfants = tuple(
        SaisieMembre(role="enfant", nom="Diallo", prenom=prenom, naissance="03/05/2021")
        for prenom in ("Issa", "Awa", "Ba")
    )
    sans = SaisieFamille(membres=(SaisieMembre(nom="Diallo", prenom="Mariama", mobile="0611111111"), *enfants))
    dossier = installer(fichier_base, sans)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>!")
        assert poste.voit("QF absent", "tarif le plus élevé")
        assert not poste.voit("en demande une")
        await poste.taper("<PageDown>" + "<Bas>" * 9)
        assert poste.voit("en demande une")
        await poste.taper("<PageUp>" + "<Haut>" * 9)
        assert poste.voit("tarif le plus élevé")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranDossier"


async def test_qui_est_la_et_le_telephone_ne_donne_aucun_secret(fichier_base: Path) -> None:
    """Lost otherwise: a password read to whoever calls."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>i2")
        assert poste.voit("au téléphone")
        # At once: no document is asked for that nobody can look at.
        await poste.taper("gg")
        assert poste.voit("Refusé", "Au téléphone, aucun secret")
    assert lignes(fichier_base, "SELECT count(*) FROM compte_portail") == [(0,)]


async def test_second_foyer_ne_montre_rien_de_l_autre(fichier_base: Path) -> None:
    """Lost otherwise: one parent reads the other's address (rule 32)."""
    premier = installer(fichier_base)
    pere = SaisieMembre(nom="Durand", prenom="Karim", mobile="0698765432", courriel="karim@durand.fr")
    second = installer(fichier_base, SaisieFamille(adresse="9 rue Secrète", membres=(pere,)))
    ctx = autre_poste(fichier_base)
    enfant = premier.enfants[0]
    rattachement.rattacher_enfant(
        ctx, lien_id=enfant.lien_id, autre_code=second.famille.code, rythme="1/2", ancre="16/11/2026"
    )
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.taper(f"{premier.famille.code}<Entrée>")
        assert poste.voit("autre foyer")
        assert not poste.voit("Secrète")
        assert not poste.voit("karim@durand.fr")


async def test_une_touche_choisit_la_facture_electronique(fichier_base: Path) -> None:
    """Lost otherwise: source 4.5, one key at the counter."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>e")
        assert poste.voit("Facture électronique")


async def test_sans_courriel_la_facture_electronique_s_explique(fichier_base: Path) -> None:
    """Lost otherwise: invoices that never arrive."""
    sans = SaisieFamille(membres=(SaisieMembre(nom="Diallo", prenom="Mariama", mobile="0611111111"),))
    dossier = installer(fichier_base, sans)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>e")
        assert poste.voit("Refusé", "courriel")
        await poste.taper("<Échap>")
        assert poste.voit("Facture papier")


async def test_l_historique_se_lit(fichier_base: Path) -> None:
    """Lost otherwise: « who changed our address, and when? »."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>h")
        assert poste.nom == "EcranHistorique"
        assert poste.voit("dossier créé")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranDossier"


@pytest.mark.parametrize("taille", [(80, 24), (120, 36), (60, 18)])
async def test_tient_a_toutes_les_tailles(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: a small terminal hides who is who."""
    dossier = installer(fichier_base, LEGER)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>")
        assert poste.voit("Sophie LÉGER", "Léa LÉGER")
        await poste.retailler(100, 30)
        assert poste.voit("Sophie LÉGER", "06 12 34 56 78")


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_une_longue_adresse_ne_coupe_pas_exterieur(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: the sign that changes the tariff is cut by the name of a long street."""
    loin = replace(
        LEGER,
        adresse="117 bis, avenue du Général-Leclerc-de-Hauteclocque",
        ville="Saint-Cyr-en-Vexin",
        code_postal="95990",
    )
    code = installer(fichier_base, loin).famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée>")
        assert poste.voit("117 bis", "! extérieur"), poste.ecran


def test_un_compte_vu_hier_ne_prend_pas_d_article(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: « vu le hier », read by every parent across the counter."""
    maintenant = ctx_sqlite.maintenant()
    dits = [mots.le_jour(ctx_sqlite, maintenant - timedelta(days=n)) for n in (0, 1, 2)]
    assert dits == ["aujourd’hui", "hier", "le sam. 14 nov."]


async def test_le_passage_d_un_autre_ne_se_reprend_pas_sans_un_mot(fichier_base: Path) -> None:
    """Lost otherwise: what a colleague had begun, taken for one's own, and the parent asked everything again."""
    code = installer(fichier_base).famille.code
    ctx = autre_poste(fichier_base)
    la_bas = replace(ctx.pour(agent_courant("accueil", "Claire Morin", "agent")), poste="poste 9")
    visite = passages.ouvrir(la_bas, famille_id=1)
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper(f"{code}<Entrée>")
        assert poste.voit("cette famille est reçue aussi ailleurs (poste 9)"), poste.ecran
        await poste.taper("<Échap>")
        familles.confirmer_coordonnees(la_bas, 1)
        passages.suspendre(la_bas, visite.passage_id)
        await poste.taper(f"{code}<Entrée>")
        assert poste.voit("(poste 9) repris ici, suspendu depuis le", "1 acte déjà fait"), poste.ecran
        await poste.taper("<F5>")
        assert poste.voit("repris ici"), "until something else is done"
    ctx.base.fermer()
