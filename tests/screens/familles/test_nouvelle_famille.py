"""A new family on the real screen: lost, and a first registration is typed twice, or two households are one."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.recherche.premiers_champs import depuis_recherche
from tests.screens.familles_essai import installer, lignes
from tests.screens.outils import application

PREMIERE = (
    "durand<F6>claire<Entrée>0612345678<Entrée>claire.durand@orange.fr<Entrée>m"
    "<F8>marc<Entrée>0698765432<Entrée>marc.durand@free.fr<Entrée>p"
    "<F8>lea<Entrée>12042019<Entrée>vic<Entrée>ce1"
    "<F8>12 rue des Lilas<Ctrl+S>"
)
"""A first registration as a parent tells it: 125 data, the rest are keys of the form."""


def compte(fichier: Path) -> int:
    return lignes(fichier, "SELECT count(*) FROM famille")[0][0]


async def test_premiere_inscription_tout_tape_d_avance(fichier_base: Path) -> None:
    # Every key reaches the program before the first screen has answered: none may be lost, none misdirected.
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper_vite(PREMIERE)
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("DURAND", "Claire DURAND", "06 12 34 56 78", "Marc DURAND", "Lea", "CE1", "12 rue des Lilas")
        assert poste.frappes <= 150
        await poste.taper("<Échap>")
        assert poste.nom == "EcranRecherche", "the form must not come back once saved"
    assert lignes(
        fichier_base,
        "SELECT l.role, p.prenom, p.nom, p.mobile, p.courriel, l.qualite, l.autorite_parentale, l.payeur, p.naissance "
        "FROM lien l JOIN personne p ON p.id = l.personne_id ORDER BY l.id",
    ) == [
        ("responsable", "Claire", "Durand", "0612345678", "claire.durand@orange.fr", "mère", 1, 1, None),
        ("responsable", "Marc", "Durand", "0698765432", "marc.durand@free.fr", "père", 1, 0, None),
        ("enfant", "Lea", "Durand", "", "", "", 0, 0, "2019-04-12"),
    ]  # fmt: skip
    assert lignes(fichier_base, "SELECT ecole, classe FROM scolarite") == [("Victor-Hugo", "CE1")]
    assert lignes(fichier_base, "SELECT adresse, code_postal, ville, residence, envoi_factures FROM famille") == [
        ("12 rue des Lilas", "78999", "Clairval-sur-Seine", "commune", "papier")
    ]


async def test_visite_1_dans_son_budget(fichier_base: Path) -> None:
    # Visit 1 of ecrans.md without the canteen: from the empty box back to it, identifiers and Clé handed over.
    async with application(fichier_base) as poste:
        await poste.taper(PREMIERE + "g")
        assert poste.nom == "EcranIdentifiants"
        await poste.taper("t")
        assert poste.voit("Quelle pièce de", "carte d’identité")
        await poste.taper("1")
        assert poste.voit("Clé")
        await poste.taper("<Entrée>o<Ctrl+S>")
        assert poste.nom == "EcranRecherche", poste.ecran
        assert poste.frappes <= 200
    assert lignes(fichier_base, "SELECT count(*) FROM compte_portail")[0][0] == 1
    assert lignes(fichier_base, "SELECT etat FROM passage") == [("clos",)]


async def test_double_ctrl_s_cree_une_seule_famille(fichier_base: Path) -> None:
    # An impatient second press must neither create twice nor close the visit that has just begun.
    async with application(fichier_base) as poste:
        await poste.taper_vite("durand<F6>claire<Ctrl+S><Ctrl+S><Ctrl+S>")
        assert poste.nom == "EcranDossier"
    assert compte(fichier_base) == 1
    assert lignes(fichier_base, "SELECT etat FROM passage") == [("ouvert",)]


async def test_doublons_proposes_avant_de_creer(fichier_base: Path) -> None:
    connue = installer(fichier_base)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("leger<F6>sophie<Entrée>06 12 34 56 78<F8><F8>tom<Ctrl+S>")
        assert poste.voit("Déjà connue", "LÉGER Sophie", "24/05/1986", "même téléphone", "c créer quand même")

        await poste.taper("<Échap>")
        assert poste.nom == "EcranNouvelleFamille"
        assert poste.voit("tom"), "what was typed stays"
        assert poste.app.screen.valeurs()["responsable1.mobile"] == "06 12 34 56 78"
        assert compte(fichier_base) == 1

        # One question; a telephone typed here may be what the known file lacks: it waits under it.
        await poste.taper("<Ctrl+S><Entrée>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.app.screen.famille_id == connue.famille.famille_id
        assert compte(fichier_base) == 1
        await poste.taper("<Échap>")
        assert poste.nom == "EcranNouvelleFamille"
        assert poste.app.screen.valeurs()["responsable1.mobile"] == "06 12 34 56 78"
        await poste.taper("<Ctrl+S><Entrée>v<Ctrl+S>")
        assert poste.nom == "EcranRecherche", "the visit of the known family is over, and the form with it"

        await poste.taper("leger<F6>sophie<Entrée>06 12 34 56 78<Ctrl+S>c")
        assert poste.nom == "EcranDossier"
    assert compte(fichier_base) == 2
    contenu = lignes(fichier_base, "SELECT contenu FROM journal WHERE type = 'famille.creer' ORDER BY seq DESC")[0][0]
    assert connue.famille.code in contenu, "the journal says which likeness was set aside"


async def test_erreurs_sous_chaque_champ_et_rien_de_perdu(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<Entrée>0612<Entrée>claire@<F8><F8><F6>lea<Entrée>31/02/2019<Ctrl+S>")
        assert poste.nom == "EcranNouvelleFamille"
        assert compte(fichier_base) == 0
        assert poste.app.focused is poste.app.screen.saisie("responsable1.mobile"), "the first wrong field"
        dites = poste.notes()
        assert [n.split(":")[0].strip() for n in dites] == ["× Mobile", "× Courriel", "× Naissance"]
        assert "il en faut 10." in dites[0]
        assert "n’existe pas" in dites[2]
        # The second child's error stands under the second child, though the first was left blank.
        assert poste.app.screen.saisie("enfant2.naissance").has_class("en-faute")

        await poste.taper("<Effacer><Effacer><Effacer><Effacer>0612345678")
        assert not poste.app.screen.saisie("responsable1.mobile").has_class("en-faute")
        await poste.taper("<Entrée>orange.fr")
        poste.app.screen.saisie("enfant2.naissance").value = "28/02/2019"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(fichier_base, "SELECT count(*) FROM personne")[0][0] == 2


async def test_facture_electronique_sans_courriel(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<F8><F8><F8><F8>é<Ctrl+S>")
        assert poste.voit("× ", "courriel"), poste.ecran
        assert poste.app.focused is poste.app.screen.saisie("envoi_factures")
    assert compte(fichier_base) == 0


async def test_echap_demande_une_fois(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6><Échap>")
        assert poste.nom == "EcranRecherche", "nothing typed: nothing to ask"
        await poste.taper("<F6>claire<Échap>")
        assert poste.voit("Abandonner cette saisie ?")
        await poste.taper("n")
        assert poste.app.screen.saisie("responsable1.prenom").value == "claire"
        await poste.taper("<Échap>o")
        assert poste.nom == "EcranRecherche"
        await poste.taper("<F6>claire<F3>")
        assert poste.voit("Abandonner cette saisie ?"), "F3 leaves the form too"
        await poste.taper("o")
        assert poste.nom == "EcranRecherche"
    assert compte(fichier_base) == 0


async def test_f6_ajoute_un_enfant_et_le_nom_suit(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("<F6>el amrani<Entrée>nadia<F8><F8>ines<F6>sami<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    noms = lignes(fichier_base, "SELECT nom, prenom FROM personne ORDER BY id")
    assert noms == [("El Amrani", "Nadia"), ("El Amrani", "Ines"), ("El Amrani", "Sami")]


async def test_ville_d_a_cote_se_tape_sans_effacer(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<F8><F8><F8>1 rue Basse<Bas><Bas>78000<Entrée>Versailles<Ctrl+S>")
    assert lignes(fichier_base, "SELECT code_postal, ville, residence FROM famille") == [
        ("78000", "Versailles", "exterieur")
    ]


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("durand", {"nom": "Durand"}),
        ("DURAND claire", {"nom": "Durand", "prenom": "Claire"}),
        ("léger-martin", {"nom": "Léger-Martin"}),
        ("le goff anne marie", {"nom": "Le Goff", "prenom": "Anne Marie"}),
        ("de la tour", {"nom": "De La Tour"}),
        ("McDonald", {"nom": "McDonald"}),
        ("Ng", {"nom": "Ng"}),
        ("06 12 34 56 78", {"mobile": "06 12 34 56 78"}),
        ("+33612345678", {"mobile": "+33612345678"}),
        ("0139000000", {"fixe": "0139000000"}),
        ("claire@orange.fr", {"courriel": "claire@orange.fr"}),
        ("20421-K", {}),
        ("rue des lilas", {}),
        ("12 rue des lilas", {}),
        ("Rue", {"nom": "Rue"}),
        ("12/04/2019", {}),
        ("", {}),
    ],
)
def test_ce_qui_etait_cherche_n_est_pas_retape(tape: str, attendu: dict[str, str]) -> None:
    assert depuis_recherche(tape) == attendu


@pytest.mark.parametrize(("largeur", "cote_a_cote"), [(120, True), (110, True), (109, False), (80, False)])
async def test_les_adultes_se_lisent_cote_a_cote(fichier_base: Path, largeur: int, cote_a_cote: bool) -> None:
    """Lost otherwise: half the form below the edge, while half the screen is blank."""
    async with application(fichier_base, taille=(largeur, 36)) as poste:
        await poste.taper("durand<F6>")
        lignes_ = poste.ecran.splitlines()
        titre = next(li for li in lignes_ if "Responsable 1" in li)
        assert ("Responsable 2 (facultatif)" in titre) is cote_a_cote
        assert poste.voit("Enfant 1", "Factures") is cote_a_cote, "the whole household on one page"
        # Adult by adult, whatever the place: a first registration is typed with the same keys.
        noms = []
        for _ in poste.app.screen.saisies():
            noms.append(poste.app.screen.zone.courante.champ.nom)
            await poste.taper("<Tab>")
        places = [n.rpartition(".")[0] for n in noms if "." in n]
        assert list(dict.fromkeys(places)) == ["responsable1", "responsable2", "enfant1"]


@pytest.mark.parametrize("taille", [(120, 36), (120, 24), (110, 20), (80, 24)], ids=str)
async def test_le_premier_champ_de_chaque_section_est_en_vue(fichier_base: Path, taille: tuple[int, int]) -> None:
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper("durand<F6>")
        for titre in ("Responsable 1", "Responsable 2", "Enfant 1", "Adresse", "Factures"):
            assert poste.voit(titre), poste.ecran
            assert poste.ecran.count("▸") == 1
            await poste.taper("<F8>")
        await poste.taper("<F7><F7><F6>")
        assert poste.voit("Enfant 2", "▸ Prénom"), poste.ecran


async def test_qui_ressemble_se_lit_sous_les_deux_adultes(fichier_base: Path) -> None:
    connue = installer(fichier_base)
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper("leger<F6>sophie<Entrée>0612345678<Entrée>")
        assert poste.voit("Responsable 2", "Déjà connue ? Ctrl+S la montre", connue.famille.code, "LÉGER Sophie")
        assert not poste.notes(), "said once"
