"""The one box: if it fails, the parent waits while the agent looks elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.regles.socle.code_famille import affiche
from tests.screens.familles_essai import autre_poste, installer, lignes
from tests.screens.outils import application

HOSTILES = ("[/b]", "'; DROP TABLE famille; --", 'x" OR "', "é" * 300, "שלום", "🙂", "\\", "%_*", "[red]x[/]")


@pytest.mark.parametrize("frappe", ["leger sop", "SOPHIE léger", "lea leg", "06 12 34", "sophie@ora", "12/04/2019"])
async def test_une_seule_boite_trouve_la_famille(fichier_base: Path, frappe: str) -> None:
    """Lost otherwise: whatever the parent says first must do."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(frappe)
        await poste.attendre(lambda: poste.voit(affiche(dossier.famille.code), "LÉGER Sophie"))
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranDossier"
        assert poste.voit("Sophie LÉGER", "Léa LÉGER", "CE1 Victor-Hugo")


@pytest.mark.parametrize("frappe", HOSTILES)
async def test_rien_de_ce_qui_est_tape_ne_casse_l_ecran(fichier_base: Path, frappe: str) -> None:
    """Lost otherwise: the whole poste, because somebody pasted rubbish."""
    installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.coller(frappe)
        await poste.taper("<Entrée><F4><Échap>")
        await poste.taper("<Échap>leger")
        await poste.attendre(lambda: poste.voit("LÉGER Sophie"))
    assert lignes(fichier_base, "SELECT count(*) FROM famille") == [(1,)]


async def test_un_nom_hostile_s_affiche_tel_quel(fichier_base: Path) -> None:
    """Lost otherwise: a family called [/b] could not be served."""
    adulte = SaisieMembre(nom="O'Brien [/b] <i>", prenom="[red]Zoé[/]", mobile="0612000000")
    installer(fichier_base, SaisieFamille(adresse="[bold]3 rue[/bold]", membres=(adulte,)))
    async with application(fichier_base) as poste:
        await poste.taper("brien")
        await poste.attendre(lambda: poste.voit("O'BRIEN [/B] <I>"))
        await poste.taper("<Entrée>")
        assert poste.voit("[red]Zoé[/] O'BRIEN", "[bold]3 rue[/bold]")


async def test_un_code_mal_tape_propose_le_bon(fichier_base: Path) -> None:
    """Lost otherwise: a slip on the phone opens nobody, or somebody else."""
    code = installer(fichier_base).famille.code
    juste = affiche(code)
    faux = f"{code}-{'A' if juste[-1] != 'A' else 'B'}"
    async with application(fichier_base) as poste:
        await poste.taper(faux)
        await poste.attendre(lambda: poste.voit(juste, "LÉGER Sophie"))
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranDossier"


async def test_un_nom_voisin_propose_les_plus_proches(fichier_base: Path) -> None:
    """Lost otherwise: « legay » typed for Léger says nobody, and a second family is created."""
    installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper("legre")
        await poste.attendre(lambda: poste.voit("plus proches", "LÉGER Sophie", "proche"))


async def test_une_commande_se_trouve_par_son_nom(fichier_base: Path) -> None:
    """Lost otherwise: a newcomer does not know the keys."""
    async with application(fichier_base) as poste:
        await poste.taper("nouvelle fam")
        await poste.attendre(lambda: poste.voit("F6 nouvelle famille", "Entrée l’exécute"))
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranNouvelleFamille"


async def test_les_derniers_passages_se_reprennent(fichier_base: Path) -> None:
    """Lost otherwise: the parent who fetched a paper starts again from nothing."""
    dossier = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>v<Échap><Échap>")
        assert poste.nom == "EcranRecherche"
        await poste.attendre(lambda: poste.voit("Derniers passages", "LÉGER Sophie", "! suspendu"))
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranDossier"
    assert lignes(fichier_base, "SELECT etat, count(*) FROM passage GROUP BY etat") == [("ouvert", 1)]


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_rien_d_essentiel_n_est_coupe(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: at 80×24 the telephone or the keys fall off the screen."""
    installer(fichier_base)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper("leger")
        await poste.attendre(lambda: poste.voit("LÉGER Sophie", "06 12 34 56 78", "Léa CE1"))
        assert poste.voit("FORMATION", "Entrée ouvrir", "F6 nouvelle famille", "F1 aide")


async def test_une_commande_tapee_est_faite_meme_apres_un_temps(
    fichier_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: « theme », one second, Entrée: the dossier of a stranger whose name is near."""
    monkeypatch.setattr("screens.recherche.ecran.PAUSE_PROCHES_S", 0.0)
    installer(fichier_base, SaisieFamille(membres=(SaisieMembre(nom="Themme", prenom="Ana", mobile="0612345678"),)))
    async with application(fichier_base) as poste:
        await poste.taper("listes d")
        assert poste.voit("Entrée l’exécute")
        assert not poste.voit("Themme"), "nothing comes under the line that says what Entrée does"
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranListes"
        await poste.taper("<Échap>theme")
        assert poste.voit("Entrée l’exécute")
        avant = poste.app.theme
        await poste.taper("<Entrée>")
        assert (poste.nom, poste.app.theme != avant) == ("EcranRecherche", True)


async def test_personne_dit_qui_f6_creerait(fichier_base: Path) -> None:
    """Lost otherwise: « Aucune famille », and what was typed, typed again."""
    async with application(fichier_base) as poste:
        await poste.taper("dupontel jeanine")
        assert poste.voit("0 famille", "Aucune famille : F6 crée DUPONTEL Jeanine")
        assert not poste.voit(" ms")


async def test_trouvees_et_proches_se_lisent_a_part(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a near miss taken for the family asked for, its « proche » hidden by an alert."""
    monkeypatch.setattr("screens.recherche.ecran.PAUSE_PROCHES_S", 0.0)
    installer(fichier_base)
    installer(fichier_base, SaisieFamille(membres=(SaisieMembre(nom="Legay", prenom="Ana"),)))
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("legay")
        await poste.attendre(lambda: poste.voit("Trouvées", "LEGAY Ana", "Les plus proches", "LÉGER Sophie"))
        vues = [ligne.strip() for ligne in poste.ecran.splitlines()]
        rangs = [next(i for i, v in enumerate(vues) if mot in v) for mot in ("Trouvées", "LEGAY", "proches", "LÉGER")]
        assert rangs[0] < rangs[1] < next(i for i, v in enumerate(vues) if v == "Les plus proches") < rangs[3]
        assert poste.voit("1 famille · 1 proche")
        await poste.taper("<Bas><Entrée>")
        assert poste.voit("Sophie LÉGER"), "the heading is no row: one step leads from the hit to the near miss"


async def test_une_ligne_dit_pourquoi_elle_repond(fichier_base: Path) -> None:
    """Lost otherwise: « pourquoi cette famille ? », and the right row passed over."""
    installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("victor")
        await poste.attendre(lambda: poste.voit("Léa Victor-Hugo", "LÉGER Léa : Victor-Hugo · enfants : Léa CE1"))


async def test_a_cent_vingt_colonnes_la_famille_se_lit_a_cote(fichier_base: Path) -> None:
    """Lost otherwise: a dossier opened, and its visit, to know which of two namesakes it is."""
    installer(fichier_base)
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper("leger")
        await poste.attendre(lambda: poste.voit("Responsables", "12/04/2019", "CE1 Victor-Hugo", "Enfants"))
        await poste.taper("<Échap>")
        await poste.attendre(lambda: not poste.voit("Responsables"))
    assert lignes(fichier_base, "SELECT count(*) FROM passage") == [(0,)], "looked at, not opened"


async def test_un_pas_tape_avant_la_reponse_se_fait_dans_la_reponse(fichier_base: Path) -> None:
    """Lost otherwise: « leger », down, Entrée typed in one breath open the first family, not the second."""
    installer(fichier_base)
    installer(fichier_base, SaisieFamille(membres=(SaisieMembre(nom="Léger", prenom="Zoé"),)))
    async with application(fichier_base) as poste:
        await poste.taper("leger<Bas><Entrée>")
        await poste.attendre(lambda: poste.nom == "EcranDossier")
        assert poste.voit("Zoé LÉGER")


async def test_a_quatre_vingts_colonnes_une_phrase_longue_se_lit_entiere(fichier_base: Path) -> None:
    """Lost otherwise: the end of the sentence that says what Entrée would do."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("nouvelle fam")
        await poste.attendre(lambda: poste.voit("Commande : F6 nouvelle famille", "Entrée l’exécute"))


async def test_la_famille_a_cote_se_relit(fichier_base: Path) -> None:
    """Lost otherwise: F5, and beside the list the number or the birth of before; a birth known in part, unsaid."""
    installer(fichier_base)
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper("leger")
        await poste.attendre(lambda: poste.voit("Responsables", "12/04/2019"))
        ctx = autre_poste(fichier_base)
        with ctx.ecriture() as s:
            s.ordre("UPDATE personne SET naissance = NULL, naissance_partielle = '2019' WHERE prenom = 'Léa'")
        ctx.base.fermer()
        await poste.taper("<F5>")
        await poste.attendre(lambda: poste.voit("Responsables", "2019 · CE1") and not poste.voit("12/04/2019"))
