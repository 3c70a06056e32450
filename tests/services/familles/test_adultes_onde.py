"""The school's other export, its adults: read as it comes, held against the households of their children."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.imports import ColonnesImportables
from guichet.fiches.familles.imports import Gravite, Resultat
from guichet.services.familles import rapprochements
from guichet.services.familles.importation import importer_familles, propositions
from tests.services.fichiers_familles import FILS, JEUX, MERE, ecrire, photo, remarques

FICHIER = JEUX / "01b-onde-responsables.csv"
TITRES = (
    "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;"
    "Commune responsable;Pays;Courriel;Téléphone domicile;Téléphone travail;Téléphone portable;Nom d'usage enfant;"
    "Nom de famille enfant;Prénom enfant;Classes enfants"
)
MARC = "M.;;LAUNAY;MARC;4 PLACE DU MARCHE;69002;LYON;FRANCE;;;;0611223344;;LAUNAY;JOSEPH;GS"


def adultes(dossier: Path, *lignes: str) -> Path:
    return ecrire(dossier, *lignes, titres=TITRES, encodage="cp1252")


def test_le_fichier_des_responsables_se_lit_comme_il_vient(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the second file of the school, refused for two columns of the same name."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    avant = photo(ctx)
    rapport = importer_familles(ctx, FICHIER)
    assert photo(ctx) == avant, "nobody is put into a household by the name of a child"
    assert rapport.colonnes_ignorees == ("Numéro de poste",)
    assert [b.resultat for b in rapport.familles] == [Resultat.INCHANGEE, Resultat.A_TRANCHER, Resultat.A_TRANCHER]
    assert remarques(rapport) == [
        (2, "fixe", Gravite.SIGNALEE),
        (2, "prenom_enfant", Gravite.SIGNALEE),
        (2, "nom_naissance", Gravite.DIFFERENCE),
        (2, "courriel", Gravite.DIFFERENCE),
        (2, "fixe", Gravite.DIFFERENCE),
        (3, "adresse", Gravite.DIFFERENCE),
        (3, "code_postal", Gravite.DIFFERENCE),
        (3, "ville", Gravite.DIFFERENCE),
        (3, "*", Gravite.A_TRANCHER),
        (4, "*", Gravite.A_TRANCHER),
    ]
    dites = [a.motif for a in rapport.anomalies]
    assert dites[1] == "LAUNAY ZOE n’est dans aucun dossier."
    assert dites[-2].startswith("Cette personne n’est pas dans le dossier 20001-")
    assert dites[-1] == "L’enfant de cette ligne n’est dans aucun dossier : DIOP ISSA."


def test_un_adulte_absent_du_dossier_de_son_enfant_y_est_mis_par_un_agent(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the other parent, whom only the school knows, typed again letter by letter."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    fichier = adultes(tmp_path, MARC)
    (proposition,) = propositions(ctx, fichier)
    rapprochements.autre_personne(ctx, proposition)
    assert propositions(ctx, fichier) == ()
    with ctx.lecture() as s:
        assert s.lignes(
            "SELECT p.prenom, p.mobile, l.role, l.payeur FROM personne p JOIN lien l ON l.personne_id = p.id ORDER BY p.id"
        ) == [
            ("Élise", "0635452208", "responsable", 1),
            ("Joseph", "", "enfant", 0),
            ("MARC", "0611223344", "responsable", 0),
        ]


def test_un_adulte_ecrit_autrement_est_propose_puis_reconnu(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the same mother twice in one file, for a second first name."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    fichier = adultes(tmp_path, MARC.replace(";MARC;", ";ELISE MARIE;"))
    (proposition,) = propositions(ctx, fichier)
    (candidat,) = proposition.candidats
    assert candidat.qui == "LAUNAY Élise"
    rapprochements.meme_personne(ctx, proposition, personne_id=candidat.personne_id)
    assert propositions(ctx, fichier) == ()


def test_de_deux_foyers_celui_ou_il_est_puis_celui_de_son_adresse(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a parent put with the other one, whose address they would read (rule 32)."""
    pere = MERE.replace("20001;", "20002;").replace("Élise", "Marc").replace("1, rue Haute", "4 place du Marché")
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS, pere, FILS.replace("20001;", "20002;")))
    anne = MARC.replace(";MARC;", ";ANNE;")
    luc = MARC.replace(";MARC;4 PLACE DU MARCHE;", ";LUC;9 QUAI X;")
    rapport = importer_familles(ctx, adultes(tmp_path, MARC, anne, luc))
    assert [b.code for b in rapport.familles] == ["20002", "20002", ""]
    assert [p.code for p in rapport.propositions] == ["20002", ""]
    assert rapport.anomalies[-1].motif.startswith("Ses enfants sont dans plusieurs dossiers : 20001-")


def test_plus_d_enfants_que_de_titres(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the family of four, « un séparateur se trouve sans doute dans une valeur »."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    ligne = MARC.replace(";MARC;", ";ELISE;").replace("JOSEPH", "PAUL") + ";;LAUNAY;JOSEPH;GS"
    rapport = importer_familles(ctx, adultes(tmp_path, ligne))
    assert [b.code for b in rapport.familles] == ["20001"]


def test_sans_les_enfants_ce_n_est_pas_ce_fichier(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: adults of nobody."""
    titres = TITRES.partition(";Nom d'usage enfant")[0]
    with pytest.raises(ColonnesImportables, match="il y manque nom_enfant, prenom_enfant"):
        importer_familles(ctx, ecrire(tmp_path, MARC, titres=titres))
