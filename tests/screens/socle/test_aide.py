"""F1: what to press here and now, found as one types, done by Entrée."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.socle.aide import DEPLACEMENTS, page
from tests.screens.familles_essai import installer
from tests.screens.outils import application


async def test_les_touches_d_ici_d_abord_et_entree_les_fait(fichier_base: Path) -> None:
    """Lost otherwise: two screens of prose above the key one looks for."""
    installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("leger<Entrée><F1>")
        assert poste.voit("Touches d’ici", "réserver", "L’année scolaire des enfants")
        await poste.taper("adresse ancienne")
        assert poste.voit("déménagement")
        assert not poste.voit("L’année scolaire des enfants")
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranDemenagement"


async def test_ce_qui_serait_refuse_n_est_pas_propose(fichier_base: Path) -> None:
    """Lost otherwise: a key learnt from F1, and « Refusé » before the parent."""
    async with application(fichier_base, agent="accueil") as poste:
        await poste.taper("<Ctrl+E><F1>doubles")
        assert not poste.voit("dossiers en double")
        await poste.taper("<Échap><Échap>")
    async with application(fichier_base, agent="demo") as poste:
        await poste.taper("<Ctrl+E><F1>doubles")
        assert poste.voit("dossiers en double") or poste.voit("Dossiers en double")


async def test_le_champ_ou_l_on_est_s_explique(fichier_base: Path) -> None:
    """Lost otherwise: what to write in the field one stands in, three pages below."""
    installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("leger<Entrée>d<F1>")
        assert poste.voit("Ce champ · Adresse")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranDemenagement"
        await poste.taper("<Échap><Échap>")
        assert poste.nom != "ModaleAide"


async def test_rien_ne_porte_ces_mots(fichier_base: Path) -> None:
    """An empty box says what to do, and Entrée closes."""
    async with application(fichier_base) as poste:
        await poste.taper("<F1>zzz")
        assert poste.voit("Rien ici ne porte ces mots")
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranRecherche"


@pytest.mark.parametrize("largeur", [60, 72, 92])
def test_la_page_est_entiere_a_toute_largeur(largeur: int) -> None:
    """Lost otherwise: a line of F1 cut at the edge, or a label parted from its sentence."""
    from guichet.commandes import ECRANS, PARTOUT
    from guichet.donnees import chemin_donnees

    for ecran in (e for e in ECRANS if e != PARTOUT):
        blocs = list(page(ecran, largeur))
        dit = " ".join(t for b in blocs for li in b.lignes for t, _ in li.morceaux)
        source = (chemin_donnees() / "aide" / f"{ecran}.md").read_text(encoding="utf-8")
        lignes = [li for li in source.splitlines() if not li.startswith("#")]
        assert dit.replace("\u00a0", " ").split() == " ".join(lignes).replace("\u00a0", " ").split(), ecran
        assert all(len(t) <= largeur for b in blocs for li in b.lignes for t, _ in li.morceaux), ecran


def test_chaque_deplacement_existe() -> None:
    """Lost otherwise: a word of the list that names nothing any more."""
    from guichet.commandes import COMMANDES

    assert {c.action for c in COMMANDES} >= DEPLACEMENTS


async def test_la_phrase_d_une_touche_est_entiere_sur_un_ecran_etroit(fichier_base: Path) -> None:
    """Lost otherwise: « Poser un rythme, ta… choisi », a word nobody can guess."""
    installer(fichier_base)
    async with application(fichier_base, taille=(60, 20)) as poste:
        await poste.taper("leger<Entrée>r<F1>poser un rythme")
        assert poste.voit("Poser un rythme, tapé ou choisi")


async def test_par_dessus_une_question_ce_sont_ses_reponses(fichier_base: Path) -> None:
    """Lost otherwise: « Questions et choix », the same page over every question, when a parent waits for the answer."""
    installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("leger<Entrée>eu<F1>")
        assert poste.nom == "ModaleAide"
        assert poste.voit("Aide · Défaire", "Cette question", "Tout redevient comme avant.", "Y répondre"), poste.ecran
        assert poste.voit("o", "défaire", "n", "garder")
        assert not poste.voit("F9"), "nothing to print in a question"
        await poste.taper("<Échap>n")
        assert poste.nom == "EcranDossier"


async def test_par_dessus_des_champs_ce_sont_les_siens(fichier_base: Path) -> None:
    installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+E>i<F1>")
        assert poste.voit("Aide · Rapprocher un fichier", "Ses champs", "Le chemin du fichier", "École"), poste.ecran
