"""Reading a families file: every writing a town's spreadsheet may have, every mistake named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.familles.imports import Gravite, Resultat
from guichet.services.familles.importation import importer_familles
from tests.services.fichiers_familles import FILS, MERE, TITRES, ecrire, remarques, simule


def test_des_lignes_eparpillees_font_la_meme_famille(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the children of a file sorted by name, refused for want of a parent."""
    from guichet.regles.socle.code_famille import affiche

    autre = MERE.replace("20001", "20002").replace("Launay", "Faure")
    fichier = ecrire(
        tmp_path,
        FILS,
        autre,
        MERE.replace("20001", affiche("20001")),
        FILS.replace("20001", "20002"),
        FILS.replace("Joseph", "Zoé"),
    )
    rapport = importer_familles(ctx, fichier)
    assert (rapport.creees, rapport.personnes, rapport.lignes_refusees) == (2, 5, 0)
    assert [(b.ligne, b.code, b.resultat) for b in rapport.familles] == [
        (2, "20001", Resultat.CREEE),
        (3, "20002", Resultat.CREEE),
    ]
    # Same child in two families: two persons, and it is said (rule 32).
    assert [(a.ligne, a.colonne) for a in rapport.anomalies] in ([(5, "*")], [(2, "*")])


def test_le_meme_enfant_dans_une_famille_deja_la_est_signale(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the second household of a child, unseen by everybody."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    rapport = importer_familles(ctx, ecrire(tmp_path, MERE.replace("20001", "20002"), FILS.replace("20001", "20002")))
    assert [(a.ligne, a.colonne, a.gravite) for a in rapport.anomalies] == [
        (2, "*", Gravite.SIGNALEE),
        (3, "*", Gravite.SIGNALEE),
    ]
    assert "famille 20001" in rapport.anomalies[1].motif
    assert "second foyer" in rapport.anomalies[1].remede
    assert "deux fois" in rapport.anomalies[0].remede


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
def test_tout_encodage_et_tout_separateur(ctx_sqlite: Contexte, tmp_path: Path, encodage: str, separateur: str) -> None:
    """Lost otherwise: every accent of the town, or the whole file, for a setting of the spreadsheet."""
    lignes = [ligne.replace("1, rue", "1 rue").replace(";", separateur) for ligne in (MERE, FILS)]
    fichier = ecrire(tmp_path, *lignes, titres=TITRES.replace(";", separateur), encodage=encodage)
    rapport = importer_familles(ctx_sqlite, fichier)
    assert rapport.separateur == separateur
    assert (rapport.creees, rapport.anomalies) == (1, ())
    with ctx_sqlite.lecture() as s:
        assert s.lignes("SELECT prenom FROM personne ORDER BY id") == [("Élise",), ("Joseph",)]


def test_un_accent_decompose_est_recompose(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: « Élise » of a Mac's export, another name to every comparison."""
    importer_familles(ctx_sqlite, ecrire(tmp_path, MERE.replace("É", "E\u0301")))
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT prenom FROM personne") == ("Élise",)


def test_l_entete_accepte_les_noms_d_usage(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: an export refused because it says « Date de naissance » and « Portable »."""
    titres = "Ville;Code foyer;Rôle;Nom;Prénom;Date de naissance;E-mail;Portable;Fax"
    rapport = importer_familles(
        ctx_sqlite,
        ecrire(
            tmp_path, "Clairval-sur-Seine;20001;Responsable;Launay;Élise;29111990;e@free.fr;635452208;01", titres=titres
        ),
    )
    assert rapport.colonnes_ignorees == ("Fax",)
    assert "qf" in rapport.colonnes_absentes
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT naissance, courriel, mobile FROM personne") == (
            date(1990, 11, 29),
            "e@free.fr",
            "0635452208",
        )


def test_les_numeros_de_ligne_sont_ceux_de_l_editeur_de_texte(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the agent corrects the line above or below the faulty one."""
    mere = MERE.replace("1, rue Haute", '"1, rue Haute\r\nBât. B"')
    rapport = importer_familles(ctx_sqlite, ecrire(tmp_path, "", mere, "", FILS.replace("18/04/2021", "bientôt")))
    assert remarques(rapport) == [(6, "naissance", Gravite.SIGNALEE)]


LIGNES = [
    ("20001;tuteur;;A;;B;;;;;;;;;;;;", ["role"], "Écrivez l’un de"),
    ("20001;;;A;;B;;;;;;;;;;;;", ["role"], "Le rôle manque"),
    (";responsable;;A;;B;;;;;;;;;;;;", ["code_famille"], "Le code famille manque"),
    ("20001-?;responsable;;A;;B;;;;;;;;;;;;", ["code_famille"], "n’est pas un code famille"),
    ("20001-Z;responsable;;A;;B;;;;;;;;;;;;", ["code_famille"], "clé de contrôle"),
    ("20001;responsable;;" + "A" * 101 + ";;B;;;;;;;;;;;;", ["nom"], "100 caractères"),
    ("20001;responsable;;A;;;;;;;;;;;;;;", ["prenom"], "Le prénom manque"),
    ("20001;responsable;Dr;A;;B;;;;;;;;;;;;", ["civilite"], "Mme ou M."),
    ("20001;responsable;;A;;B;;;;;;;;Molière;CP;;;", ["ecole", "classe"], "Seul un enfant"),
    ("20001;responsable;;A;;B;;;;;;;;;;mille;10/2026;", ["qf"], "n’est pas un montant"),
    ("20001;responsable;;A;;B;;;;;;;;;;100;;", ["qf_mois"], "nov. 2026 est retenu"),
    ("20001;responsable;;A;;B;;;;;;;;;;100;13/2026;", ["qf_mois"], "n’existe pas"),
    ("20001;responsable;;A;;B;;;;;;;;;;100;2026-10;", [], ""),
    ("20001;responsable;;A;;B;;;;;;;;;;100;bientôt;", ["qf_mois"], "n’est pas une date"),
    ("20001;responsable;;A;;B;;;;;;;;;;;;halal", ["allergies"], "religieux"),
    ("20001;responsable;;A;;B;;;;;;;;;;;;autiste", ["allergies"], "ni un régime ni un PAI"),
    ("20001;responsable;;A;;B;;;;;;;;;;;;、", ["allergies"], "ni un régime ni un PAI"),
    ("20001;responsable;;A;;B;;;;;;;;;;;;sans lait, ?", ["allergies"], "ni un régime ni un PAI"),
    ("20001;responsable;;A;;B;;;;;;;;;;;;PAI", [], ""),
    ("20001;responsable;;A;;B;;;;;;;;;;;;;trop", ["*"], "19 cases pour 18 colonnes"),
    ("20001;responsable;;A;;B", [], ""),
    ('20001;responsable;;"A" B;;C;;;;;;;;;;;;', ["*"], "guillemet"),
    ("20001;responsable;;A;;B;;;;;3, rue X;78 999;Clairval-sur-Seine;;;;;", [], ""),
    ("20001;responsable;;A;;B;;;;;" + "x" * 201 + ";78999;Clairval-sur-Seine;;;;;", ["adresse"], "200 caractères"),
    ("20001;responsable;;A;;B;;;;;3, rue X;7899;Clairval-sur-Seine;;;;;", ["code_postal"], "cinq chiffres"),
]


@pytest.mark.parametrize(("ligne", "colonnes", "phrase"), LIGNES)
def test_chaque_faute_nomme_sa_colonne_et_son_remede(
    ctx_sqlite: Contexte, tmp_path: Path, ligne: str, colonnes: list[str], phrase: str
) -> None:
    """Lost otherwise: « ligne refusée », and nobody knows what to correct."""
    rapport = importer_familles(simule(ctx_sqlite), ecrire(tmp_path, ligne))
    assert [a.colonne for a in rapport.anomalies] == colonnes
    assert all(phrase in a.motif + a.remede for a in rapport.anomalies)


def test_dans_une_famille_les_contradictions_sont_dites(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the other parent's address or quotient, dropped without a word."""
    pere = "20001;responsable;M.;Launay;;Paul;02/01/1988;;;;7, rue Basse;78999;Clairval-sur-Seine;;;900;10/2026;"
    enfant = "20001;enfant;G;Launay;;Noé;;;;;;;;École privée;CP;;;"
    rapport = importer_familles(simule(ctx_sqlite), ecrire(tmp_path, MERE, pere, enfant))
    assert remarques(rapport) == [
        (3, "adresse", Gravite.SIGNALEE),
        (3, "qf", Gravite.SIGNALEE),
        (4, "naissance", Gravite.SIGNALEE),
        (4, "ecole", Gravite.SIGNALEE),
    ]


def test_une_adresse_incomplete_se_complete_sur_l_autre_parent(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the post code, hence the residence and the price."""
    mere = MERE.replace("78999;Clairval-sur-Seine", ";Clairval-sur-Seine")
    importer_familles(ctx_sqlite, ecrire(tmp_path, mere, MERE.replace("Élise", "Anne")))
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT code_postal, residence FROM famille") == ("78999", "commune")
