"""ONDE's export as it comes, and the same people written otherwise: proposed, settled, and known the next time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import PERSONNE, Contexte
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.familles import FamilleInconnue
from guichet.erreurs.imports import ColonnesImportables
from guichet.fiches.familles.imports import Gravite, Resultat
from guichet.imports.cellules import Ecart, lire_classe, lire_niveaux
from guichet.registres.familles import coordonnees
from guichet.services.familles import rapprochements
from guichet.services.familles.importation import importer_familles, propositions
from tests.bases import Horloge
from tests.services.fichiers_familles import FILS, JEUX, MERE, ecrire, photo, remarques

TRANCHER = Gravite.A_TRANCHER
# As the register writes them now; 01-onde.csv has the former titles.
ONDE = (
    "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Adresse1;Cp1;Commune1;Pays1;Adresse2;Cp2;Commune2;"
    "Pays2; Cycle;Niveau;Libellé classe;Identifiant classe;Attestation fournie;Autorisation associations;"
    "Autorisation photo;Décision de passage"
)
JOSEPH = "LAUNAY;;JOSEPH;18/04/2021;M;1111111111A;1 RUE HAUTE;78999;CLAIRVAL SUR SEINE;FRANCE;;;;;CYCLE I;GS;Classe de M Machin;99999;Non;Non;Non;"


def onde(dossier: Path, *lignes: str) -> Path:
    return ecrire(dossier, *lignes, titres=ONDE, encodage="cp1252")


@pytest.mark.parametrize(
    ("texte", "niveaux"),
    [
        ("01 COURS PREPARATOIRE-COURS ELEMENTAIRE 1", ["CP", "CE1"]), ("02 COURS ELEMENTAIRE 1 ET 2", ["CE1", "CE2"]),
        ("03 COURS ELEMENTAIRE 2 COURS MOYEN 1", ["CE2", "CM1"]), ("04 COURS MOYEN 1 ET 2", ["CM1", "CM2"]),
        ("03 COURS ELEMENTAIRE 2", ["CE2"]), ("COURS ELEMENTAIRE 2EME ANNEE", ["CE2"]), ("CLASSE  CE2", ["CE2"]),
        ("CE2 - Mme Martin", ["CE2"]), ("CM1/CM2", ["CM1", "CM2"]), ("CE1CE2", ["CE1", "CE2"]), ("C.E.2", ["CE2"]),
        ("CE2A", ["CE2"]), ("TPS-PS", ["TPS", "PS"]), ("Toute petite section", ["TPS"]), ("MATERNELLE GRANDE SECTION", ["GS"]),
        ("Cours moyen deuxième année", ["CM2"]), ("Grande section/CP", ["GS", "CP"]), ("6EME", []),
        ("Classe de M Machin", []), ("CM 1 et 2", ["CM1", "CM2"]),
    ],
)  # fmt: skip
def test_les_niveaux_d_une_classe(texte: str, niveaux: list[str]) -> None:
    """Lost otherwise: the class of everybody, for a cell that says more than it."""
    assert lire_niveaux(texte) == niveaux
    if len(niveaux) == 1:
        assert lire_classe(texte) == niveaux[0]
    else:
        with pytest.raises(Ecart):
            lire_classe(texte)


def test_l_export_onde_se_lit_comme_il_vient(ctx: Contexte) -> None:
    """Lost otherwise: the school's own list, refused for want of a code; its two addresses and its levels."""
    rapport = importer_familles(ctx, JEUX / "01-onde.csv")
    assert (rapport.lignes, rapport.lignes_refusees, rapport.personnes, rapport.ecritures) == (2, 0, 0, False)
    assert remarques(rapport) == [(2, "*", TRANCHER), (3, "*", TRANCHER)]
    chloe, issa = rapport.propositions
    assert (chloe.personne.nom, chloe.personne.prenom, chloe.personne.civilite) == ("DUPONT-LEFÈVRE", "CHLOÉ", "F")
    assert [(p.personne.naissance, p.personne.classe) for p in (chloe, issa)] == [
        (date(2020, 5, 3), "CP"),
        (date(2018, 12, 31), "CE2"),
    ]
    assert chloe.adresse == ("12 BIS RUE DES LILAS", "78999", "CLAIRVAL SUR SEINE")
    assert [b.resultat for b in rapport.familles] == [Resultat.A_TRANCHER] * 2
    assert "Décision de passage" in rapport.colonnes_ignorees


def test_un_eleve_connu_recoit_sa_classe_de_l_annee(ctx: Contexte, tmp_path: Path, horloge: Horloge) -> None:
    """Lost otherwise: three hundred classes typed by hand in September."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    assert importer_familles(ctx, onde(tmp_path, JOSEPH)).anomalies == ()
    horloge.avancer(days=300)
    fichier = onde(tmp_path, JOSEPH.replace(";GS;", ";CP;"))
    assert not importer_familles(ctx, fichier).ecritures  # a class without its school would empty the school's lists
    rapport = importer_familles(ctx, fichier, ecole="moliere")
    assert (rapport.completees, rapport.anomalies) == (1, ())
    with ctx.lecture() as s:
        assert s.lignes("SELECT annee, ecole, classe FROM scolarite ORDER BY annee") == [
            (2026, "Molière", "GS"),
            (2027, "Molière", "CP"),
        ]


def test_l_ecole_dit_autrement_l_adresse_ou_deux_foyers(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the second household of a child, that only the school knows."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    deux = JOSEPH.replace("FRANCE;;;;;", "FRANCE;4 PLACE X;69002;LYON;FRANCE;")
    rapport = importer_familles(ctx, onde(tmp_path, deux, JOSEPH.replace("1 RUE HAUTE", "9 RUE BASSE")))
    assert remarques(rapport) == [(2, "adresse2", Gravite.SIGNALEE), (3, "adresse", Gravite.DIFFERENCE)]
    assert rapport.anomalies[0].valeur == "4 PLACE X 69002 LYON"


def test_un_foyer_sans_adresse_n_en_a_pas_une_vide(ctx: Contexte, tmp_path: Path) -> None:
    """« La base a « » pour la famille 20001 », of a household whose address nobody ever asked."""
    importer_familles(ctx, ecrire(tmp_path, MERE.replace("1, rue Haute;78999;Clairval-sur-Seine", ";;"), FILS))
    dits = [a.motif for a in importer_familles(ctx, onde(tmp_path, JOSEPH)).anomalies if a.colonne == "adresse"]
    assert dits == ["La famille 20001 n’a pas d’adresse dans la base."]


def test_le_nom_d_usage_est_celui_qu_on_porte(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a child looked for under a name nobody calls them by."""
    rapport = importer_familles(ctx, onde(tmp_path, JOSEPH.replace("LAUNAY;;", "LAUNAY;Faure;")))
    lue = rapport.propositions[0].personne
    assert (lue.nom, lue.nom_naissance) == ("Faure", "LAUNAY")


@pytest.mark.parametrize("prenom", ["JOSEPH ALAIN", "Jo", "Josèphe"])
def test_un_eleve_ecrit_autrement_est_propose_puis_reconnu(ctx: Contexte, tmp_path: Path, prenom: str) -> None:
    """Lost otherwise: a second child made of a second first name, its meals and its PAI on the other one."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS.replace("Molière;GS", ";")))
    fichier = onde(tmp_path, JOSEPH.replace("JOSEPH", prenom))
    avant = photo(ctx)
    (proposition,) = propositions(ctx, fichier, ecole="Molière")
    assert photo(ctx) == avant
    (candidat,) = proposition.candidats
    assert (candidat.qui, candidat.code) == ("LAUNAY Joseph", "20001")
    rapprochements.meme_personne(ctx, proposition, personne_id=candidat.personne_id)
    assert propositions(ctx, fichier) == ()
    rapport = importer_familles(ctx, fichier)
    assert (rapport.personnes, rapport.anomalies) == (0, ())
    with ctx.lecture() as s:
        assert s.lignes("SELECT ecole, classe FROM scolarite") == [("Molière", "GS")]
        assert s.une("SELECT count(*) FROM personne") == (2,)
        dite = [ligne.libelle for ligne in coordonnees.lire(s, 1)]
    assert dite == [f"prénom de Joseph : aussi écrit {prenom} dans un fichier"]


@pytest.mark.parametrize(
    ("nom", "prenom"),
    [
        ("Launay", "Joseph Alain"),
        ("LAUNAY", "Jo"),
        ("Joseph", "Launay"),
        ("Launay-Faure", "Joseph"),
        ("Launai", "Josef"),
    ],
)
def test_un_membre_ecrit_autrement_n_est_pas_un_second_membre(
    ctx: Contexte, tmp_path: Path, nom: str, prenom: str
) -> None:
    """Lost otherwise: the family file of the new year doubles every child written otherwise."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    autre = FILS.replace("G;Launay;;Joseph", f"G;{nom};;{prenom}")
    fichier = ecrire(tmp_path, MERE, autre)
    rapport = importer_familles(ctx, fichier)
    assert (rapport.personnes, remarques(rapport)) == (0, [(3, "*", TRANCHER)])
    assert "LAUNAY Joseph" in rapport.anomalies[0].motif
    rapprochements.autre_personne(ctx, rapport.propositions[0])
    assert importer_familles(ctx, fichier).anomalies == ()
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM personne") == (3,)


def test_une_autre_famille_qui_ressemble_est_dite(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the same household, under two codes and two writings."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    fichier = ecrire(
        tmp_path, MERE.replace("20001", "20002").replace("Élise", "Elise Anne"), FILS.replace("20001", "20002")
    )
    rapport = importer_familles(ctx, fichier)
    assert remarques(rapport) == [(2, "*", Gravite.SIGNALEE), (3, "*", Gravite.SIGNALEE)]
    assert "nom et prénom proches" in rapport.anomalies[0].motif


def test_trancher_demande_le_droit_et_une_famille(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: anybody says who is who; a pupil in no household."""
    (proposition,) = propositions(ctx, onde(tmp_path, JOSEPH))
    with pytest.raises(FamilleInconnue, match="F6"):
        rapprochements.autre_personne(ctx, proposition)
    with pytest.raises(FamilleInconnue):
        rapprochements.meme_personne(ctx, proposition, personne_id=999)
    for faire in (
        lambda c: rapprochements.autre_personne(c, proposition),
        lambda c: rapprochements.meme_personne(c, proposition, personne_id=1),
    ):
        with pytest.raises(DroitInsuffisant):
            faire(ctx.pour(PERSONNE))


def test_un_export_sans_naissance_n_en_est_pas_un(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: pupils known by their name alone."""
    with pytest.raises(ColonnesImportables, match="naissance"):
        importer_familles(ctx_sqlite, ecrire(tmp_path, "A;B", titres="Nom élève;Prénom élève"))
