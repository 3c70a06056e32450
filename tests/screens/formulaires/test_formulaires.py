"""Forms of the dossier: lost, and what an agent typed is overwritten, misread, or breaks the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.geometry import Region

from guichet.services import familles
from screens.formulaires.champs import MARGE, OUI_NON, Champ, completer, hors_choix
from tests.screens.familles_essai import LEGER, autre_poste, installer, lignes, relire
from tests.screens.outils import application

ETRANGES = {
    "balise": "[/b]",
    "balise ouverte": "[bold red]Léger",
    "guillemets": 'O\'Brien "dit l’Œil" «Bob»',
    "sql": "Robert'); DROP TABLE famille;--",
    "droite à gauche": "محمد علي",
    "signe de sens": "Léger\u202eregéL\u202c",
    "idéogrammes": "李小龍",
    "deux-points": "Léger :smile: $primary",
}


@pytest.mark.parametrize("nom", ETRANGES.values(), ids=ETRANGES)
async def test_noms_etranges(fichier_base: Path, nom: str) -> None:
    # Typed, pasted, shown in the form, in the dossier, in the search, then modified: data all the way.
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<F6>")
        await poste.coller(nom)
        await poste.taper("<Entrée>")
        await poste.coller(nom)
        await poste.taper("<F8><F8>")
        await poste.coller(nom)
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        await poste.taper("<F2>")
        assert poste.nom == "EcranMembre"
        await poste.taper("<Bas><Bas><Bas><Bas>24051986<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranRecherche", poste.ecran
        await poste.coller(nom)
        await poste.taper("<Bas><Haut>")
        assert poste.nom == "EcranRecherche"
    propre = nom.replace("\u202e", "").replace("\u202c", "")
    trouves = lignes(fichier_base, "SELECT nom, prenom, naissance FROM personne ORDER BY id")
    assert trouves == [(propre, propre, "1986-05-24"), (propre, propre, None)]
    assert lignes(fichier_base, "SELECT count(*) FROM famille") == [(1,)]


async def test_trois_cents_caracteres(fichier_base: Path) -> None:
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<F6>")
        await poste.coller("a" * 300)
        await poste.taper("<Entrée>claire<Ctrl+S>")
        assert poste.notes() == ["× Nom : 100 caractères au plus (300 saisis)."]
        assert poste.app.screen.saisie("responsable1.nom").value.casefold() == "a" * 300, "kept, to be shortened"


async def test_redimensionner_au_milieu_garde_tout(fichier_base: Path) -> None:
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper("durand<F6>claire<Entrée>0612345678<F8><F8>lea<Entrée>1204")
        for taille in ((80, 24), (60, 16), (200, 50), (80, 24)):
            await poste.retailler(*taille)
            champ = poste.app.screen.saisie("enfant1.naissance")
            assert poste.app.focused is champ
            assert poste.voit("▸ Naissance"), f"the field at hand stays in sight at {taille}\n{poste.ecran}"
        await poste.taper("2019<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(fichier_base, "SELECT prenom, naissance FROM personne ORDER BY id") == [
        ("Claire", None),
        ("Lea", "2019-04-12"),
    ]


@pytest.mark.parametrize("taille", [(80, 24), (50, 12)])
async def test_le_champ_courant_se_voit_sans_couleur(fichier_base: Path, taille: tuple[int, int]) -> None:
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper("<F6>")
        saisies = list(poste.app.screen.saisies())
        assert len(saisies) > 5
        for saisie in saisies:
            assert poste.app.focused is saisie
            assert f"▸ {saisie.champ.libelle}" in poste.ecran, saisie.champ.nom
            assert poste.ecran.count("▸") == 1
            await poste.taper("<Bas>")


async def test_modifier_garde_l_ancienne_valeur_dans_l_historique(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><F2>")
        assert poste.voit("Sophie LÉGER · responsable", "06 12 34 56 78", "24/05/1986")
        saisie = poste.app.screen.saisie("mobile")
        poste.app.screen.viser(saisie)
        await poste.taper("<Ctrl+U>07 00 00 00 01<Entrée>")
        assert saisie.value == "07 00 00 00 01"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier"
        assert poste.voit("07 00 00 00 01", "Fiche de Sophie modifiée")
        await poste.taper("h")
        assert poste.voit("06 12 34 56 78"), "the former number explains a letter"
    assert relire(fichier_base, avant.famille.code).responsables[0].mobile == "0700000001"


async def test_deux_agents_sur_la_meme_fiche(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    sophie = avant.responsables[0]
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><F2>")
        ecran = poste.app.screen
        ailleurs = autre_poste(fichier_base)
        familles.modifier_membre(
            ailleurs,
            lien_id=sophie.lien_id,
            avant={"mobile": sophie.mobile, "qualite": ""},
            apres={"mobile": "0788888888", "qualite": "mère"},
        )
        ailleurs.base.fermer()

        poste.app.screen.viser(ecran.saisie("mobile"))
        await poste.taper("<Ctrl+U>0611111111<Ctrl+S>")
        assert poste.voit(
            "Fiche modifiée entre-temps", "par Nadia Benali (lun. 16 nov.", "mobile « 07 88 88 88 88 »", "Rien n’a été"
        )
        assert relire(fichier_base, avant.famille.code).responsables[0].mobile == "0788888888"

        await poste.taper("<Entrée>")
        assert ecran.saisie("mobile").retenue == "06 11 11 11 11", "what was typed stays"
        assert poste.app.focused is ecran.saisie("mobile")
        assert any("07 88 88 88 88" in note for note in poste.notes())

        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier"
    apres = relire(fichier_base, avant.famille.code).responsables[0]
    assert (apres.mobile, apres.qualite) == ("0611111111", "mère"), "the other agent's other field is kept"


async def test_ajouter_un_enfant_puis_un_contact(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(
            f"{avant.famille.code}<Entrée><F6>1tom<Entrée>3/9/2022<F8>mol<Entrée>ps<F8>sans p<Entrée>o<Ctrl+S>"
        )
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("Tom LÉGER", "PS Molière")
        await poste.taper("<F6>3leger<Entrée>odile<Entrée>gr<F8>0601020304<Ctrl+S>")
        assert poste.voit("Odile LEGER", "grand-parent"), poste.ecran
    tom = relire(fichier_base, avant.famille.code).enfants[1]
    assert (tom.nom, tom.regimes, tom.pai, tom.classe) == ("Léger", "sans porc", True, "PS")


async def test_yahoo_previent_et_n_empeche_rien(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><F2>")
        poste.app.screen.viser(poste.app.screen.saisie("courriel"))
        await poste.taper("<Ctrl+U>sophie@yahoo.fr<Entrée>")
        assert [n for n in poste.notes() if n.startswith("! ") and "proposez une autre adresse" in n]
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier"
    assert relire(fichier_base, avant.famille.code).responsables[0].courriel == "sophie@yahoo.fr"


async def test_age_surprenant_previent(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<F8><F8>lea<Entrée>12/04/1989<Entrée>")
        assert any("aurait 37 ans" in n for n in poste.notes())


async def test_demenager_change_la_residence(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée>d")
        assert poste.voit("LÉGER · déménagement", "4 rue des Lilas")
        await poste.taper("1 rue Basse<Bas><Bas>78000<Bas>Versailles<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("1 rue Basse", "78000 Versailles")
    assert relire(fichier_base, avant.famille.code).famille.residence == "exterieur"


async def test_second_foyer_trouve_par_son_nom(fichier_base: Path) -> None:
    ici = installer(fichier_base)
    pere = replace(LEGER.membres[0], nom="Moreau", prenom="Paul", mobile="0699999999", courriel="", naissance="")
    ailleurs = installer(fichier_base, replace(LEGER, adresse="9 quai Nord", membres=(pere,)))
    async with application(fichier_base) as poste:
        await poste.taper(f"{ici.famille.code}<Entrée><Bas>c")
        assert poste.nom == "EcranFoyer", poste.ecran
        await poste.taper("moreau<Entrée>")
        assert poste.voit("MOREAU Paul")
        await poste.taper("<Entrée>")
        assert poste.app.screen.saisie("autre_code").value.startswith(ailleurs.famille.code)
        assert poste.voit("Autre foyer · MOREAU Paul")
        assert poste.voit("Ici, semaines du lun. 16 nov.", "Ailleurs : lun. 23 nov."), "real dates, never a parity"
        assert not poste.voit("9 quai Nord"), "one household never sees the other's address (rule 32)"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    lea = relire(fichier_base, ailleurs.famille.code).enfants[0]
    assert (lea.prenom, lea.garde_rythme, str(lea.garde_ancre)) == ("Léa", "1/2", "2026-11-23")


async def test_second_foyer_inconnu_dit_quoi_faire(fichier_base: Path) -> None:
    ici = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{ici.famille.code}<Entrée><Bas>czzzz<Entrée>")
        assert poste.notes()[0].startswith("× Aucun autre foyer ne répond à « zzzz »")
        await poste.taper("<Ctrl+U>99999<Bas><Bas>17/11/2026<Ctrl+S>")
        assert poste.nom == "EcranFoyer"
        assert "lundi 16 novembre 2026" in poste.notes()[0], "a Tuesday is refused with its Monday"


@pytest.mark.parametrize("touche", ["<Ctrl+O>", "<Ctrl+G>", "<F3>", "<Échap>"])
async def test_partir_demande_avant_de_perdre(fichier_base: Path, touche: str) -> None:
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><F2><End>x{touche}")
        assert poste.voit("Abandonner cette saisie ?")
        await poste.taper("n")
        assert poste.app.screen.saisie("nom").value == "Légerx"
        await poste.taper(f"{touche}o")
        assert poste.nom in {"EcranDossier", "EcranIdentifiants", "EcranRecherche"}
        assert "EcranMembre" not in [type(e).__name__ for e in poste.app.screen_stack], "gone, not hidden beneath"
    assert relire(fichier_base, avant.famille.code).responsables[0].nom == "Léger"


async def test_verrouiller_au_milieu_reprend_au_meme_champ(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<Entrée>0612<Ctrl+L>")
        assert not poste.voit("claire"), "nothing of the family stays in sight"
        await poste.taper("34<Entrée>5678<Entrée>")
        assert poste.app.screen.saisie("responsable1.mobile").value == "06125678"


async def test_f4_choisit_dans_la_liste(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<F8><F8>lea<Entrée><Entrée><F4>")
        assert poste.voit("École", "Les Sablons", "Victor-Hugo")
        await poste.taper("les<Entrée>")
        assert poste.app.screen.saisie("enfant1.ecole").value == "Les Sablons"


OUI = Champ("x", "Payeur", choix=OUI_NON)
ECOLE = Champ("x", "École", choix=("Jean-de-La-Fontaine", "Molière", "Montaigne"), libre=True)


@pytest.mark.parametrize(
    ("champ", "tape", "attendu"),
    [
        (OUI, "o", "oui"),
        (OUI, "NON", "non"),
        (OUI, "", ""),
        (OUI, "x", "x"),
        (ECOLE, "mol", "Molière"),
        (ECOLE, "MOLIERE", "Molière"),
        (ECOLE, "mo", "mo"),
        (ECOLE, "jean de la", "Jean-de-La-Fontaine"),
        (ECOLE, "Sainte-Anne", "Sainte-Anne"),
        (Champ("x", "Civilité", choix=("Mme", "M.")), "m", "M."),
        (Champ("x", "Classe", choix=("CP", "CE1", "CE2")), "ce", "CE1"),
    ],
)
def test_premieres_lettres(champ: Champ, tape: str, attendu: str) -> None:
    assert completer(champ, tape) == attendu


def test_liste_fermee_refuse_dans_la_langue_du_parent() -> None:
    assert hors_choix(OUI, "peut-être") == "Payeur : répondez par oui ou par non."
    assert hors_choix(OUI, "o") == hors_choix(OUI, "") == hors_choix(ECOLE, "Sainte-Anne") == ""


async def test_ajouter_quelqu_un_de_deja_connu_ailleurs(fichier_base: Path) -> None:
    connue = installer(fichier_base)
    pere = replace(LEGER.membres[0], nom="Moreau", prenom="Paul", mobile="0699999999", courriel="", naissance="")
    ici = installer(fichier_base, replace(LEGER, adresse="9 quai Nord", membres=(pere,)))
    async with application(fichier_base) as poste:
        await poste.taper(f"{ici.famille.code}<Entrée><F6>1<Haut>leger<Entrée>lea<Entrée>12042019<Ctrl+S>")
        assert poste.voit("Déjà connue", "LÉGER Léa", "second foyer"), poste.ecran
        await poste.taper("<Bas><Haut><Échap>")
        assert poste.app.screen.valeurs()["prenom"] == "Lea", "back on the form, everything still there"
        await poste.taper("<Ctrl+S><Entrée>")
        assert poste.nom == "EcranDossier"
        assert poste.voit("Sophie LÉGER"), "the household she is known in"
    assert not relire(fichier_base, ici.famille.code).enfants
    assert len(relire(fichier_base, connue.famille.code).enfants) == 1


async def test_un_formulaire_s_ouvre_sur_son_premier_titre(fichier_base: Path) -> None:
    """Lost otherwise: at 80 columns « Responsable 1 » has scrolled away, and its fields are nobody's."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<F6>")
        assert poste.voit("Responsable 1", "▸ Nom")


async def test_une_adresse_mail_fausse_se_voit_en_quittant_le_champ(fichier_base: Path) -> None:
    """Lost otherwise: the parent who could spell it again has gone when Ctrl+S says so."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<F6>Dupont<Entrée>Marie<Entrée><Entrée>marie.dupont<Entrée>")
        assert poste.voit("« marie.dupont »", "n’est pas valable")


async def test_ce_qui_est_tape_remplace_ce_qui_etait_la(fichier_base: Path) -> None:
    """Lost otherwise: « 12 bis rue des Lilas45 av. du Gal Leclerc », stored, and letters that come back."""
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><Bas><Bas><Bas><F2>45 av. du Gal Leclerc")
        assert poste.app.screen.saisie("adresse").value == "45 av. du Gal Leclerc"
        await poste.taper("<Bas><Bas><End>0")
        # An arrow keeps what stands there, to be mended.
        assert poste.app.screen.saisie("code_postal").value == f"{avant.famille.code_postal}0"
        await poste.taper("<Ctrl+S>")
        assert poste.notes()
        await poste.taper("<Effacer>")
        assert poste.app.screen.saisie("code_postal").value == avant.famille.code_postal, "refused: mended, not retyped"


async def test_un_champ_se_voit_et_dit_ce_qu_il_attend(fichier_base: Path) -> None:
    """Lost otherwise: blank paper, where nothing tells what must be filled in nor where F4 knows the answer."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<F6>")
        for saisie in poste.app.screen.saisies():
            (ligne,) = saisie.render_lines(Region(0, 0, *saisie.size))
            etiquette, valeur = ligne.text[:MARGE], list(ligne.crop(MARGE))
            assert ("*" in etiquette) is (saisie.champ.nom.rpartition(".")[2] in {"nom", "prenom"}), etiquette
            assert ("▾" in etiquette) is bool(saisie.champ.choix), etiquette
            assert valeur[-1].style is not None
            assert valeur[-1].style.underline, saisie.champ.nom
        await poste.taper("<F1>")
        assert poste.voit("Ce champ · Nom", "À remplir (*)")


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)], ids=str)
async def test_demenager_part_d_une_adresse_vide(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: « Bâtiment Mésange » of a street where there is none, and letters that come back."""
    avant = installer(fichier_base, replace(LEGER, complement="Bâtiment Mésange"))
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée>d")
        assert [s.value for s in poste.app.screen.saisies()] == ["", "", "", ""]
        assert poste.voit("Jusqu’ici : 4 rue des Lilas."), poste.ecran
        if taille[0] == 120:
            assert poste.voit("Adresse jusqu’ici :", "Bâtiment Mésange", "78999 Clairval-sur-Seine")
        await poste.taper("<Ctrl+S>")
        assert poste.notes() == ["× Adresse : tapez la nouvelle ; Échap garde celle d’avant."]
        await poste.taper("1 rue Basse<Entrée>")
        assert poste.voit("Jusqu’ici : Bâtiment Mésange.")
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    famille = relire(fichier_base, avant.famille.code).famille
    assert (famille.adresse, famille.complement) == ("1 rue Basse", "")
    assert (famille.code_postal, famille.ville) == ("78999", "Clairval-sur-Seine"), "kept, as it was shown dim"
    assert lignes(fichier_base, "SELECT count(*) FROM journal WHERE type = 'famille.demenager'") == [(1,)]


async def test_corriger_une_adresse_n_est_pas_demenager(fichier_base: Path) -> None:
    """Lost otherwise: a letter mended, the flat gone, and a move in the history."""
    avant = installer(fichier_base, replace(LEGER, complement="Bâtiment Mésange"))
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><Bas><Bas><Bas><F2>")
        assert poste.nom == "EcranAdresse", poste.ecran
        assert poste.app.screen.saisie("adresse").selected_text == "4 rue des Lilas", "typing replaces it"
        assert poste.voit("déménage ?"), poste.ecran
        await poste.taper("4 rue du Lilas<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("Foyer modifié : adresse"), poste.ecran
    famille = relire(fichier_base, avant.famille.code).famille
    assert (famille.adresse, famille.complement) == ("4 rue du Lilas", "Bâtiment Mésange")
    assert lignes(fichier_base, "SELECT type FROM journal WHERE type LIKE 'famille.%' ORDER BY seq DESC LIMIT 1") == [
        ("famille.modifier",)
    ]


async def test_demenager_pendant_qu_un_autre_corrige_garde_ce_qui_est_tape(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée>d1 rue Basse")
        ailleurs = autre_poste(fichier_base)
        quoi = {"avant": {"adresse": "4 rue des Lilas"}, "apres": {"adresse": "4 bis rue des Lilas"}}
        familles.modifier_famille(ailleurs, famille_id=avant.famille.famille_id, **quoi)
        ailleurs.base.fermer()
        await poste.taper("<Ctrl+S>")
        assert poste.voit("4 bis rue des Lilas"), poste.ecran
        await poste.taper("<Entrée>")
        assert poste.app.screen.saisie("adresse").value == "1 rue Basse"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert relire(fichier_base, avant.famille.code).famille.adresse == "1 rue Basse"


async def test_plusieurs_regimes_se_cochent_ou_se_tapent(fichier_base: Path) -> None:
    """Lost otherwise: the second diet of a child, and the meal that goes with it."""
    avant = installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{avant.famille.code}<Entrée><Bas><F2>")
        saisie = poste.app.screen.saisie("regimes")
        poste.app.screen.viser(saisie)
        await poste.taper("<F4>")
        assert poste.voit("Espace cocher", "□ sans porc", "□ sans œuf")
        await poste.taper(" o <Entrée>")
        assert saisie.value == "sans porc, sans œuf"
        # What is ticked comes back ticked; Échap changes nothing, another diet is a line of its own.
        await poste.taper("<F4>")
        assert poste.voit("■ sans porc", "■ sans œuf", "□ végétarien")
        await poste.taper("1<Échap>")
        assert saisie.value == "sans porc, sans œuf"
        await poste.taper("<Ctrl+U>glu, sans oeuf et sans ail<Entrée>")
        assert saisie.value == "sans gluten, sans œuf, sans ail"
        await poste.taper("<Ctrl+S>")
        assert poste.voit("« sans ail » n’est pas un régime que la cuisine connaît"), "each is judged"
        await poste.taper("o")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("sans gluten, sans œuf, sans ail"), poste.ecran
    assert relire(fichier_base, avant.famille.code).enfants[0].regimes == "sans gluten, sans œuf, sans ail"


async def test_un_seul_oeuf_reste_un_seul_regime(fichier_base: Path) -> None:
    avant = installer(fichier_base)
    ailleurs = autre_poste(fichier_base)
    lea = avant.enfants[0]
    quoi = {"avant": {"regimes": ""}, "apres": {"regimes": "SANS OEUF; sans porc / sans oeuf"}}
    familles.modifier_membre(ailleurs, lien_id=lea.lien_id, **quoi)
    ailleurs.base.fermer()
    assert relire(fichier_base, avant.famille.code).enfants[0].regimes == "sans porc, sans œuf"
