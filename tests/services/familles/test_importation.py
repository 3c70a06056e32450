"""Import of a town's families: what is written, and what a second import may never overwrite."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guichet.contexte import Contexte
from guichet.fiches.familles.imports import Gravite
from guichet.services.familles.importation import importer_familles
from tests.bases import Horloge
from tests.services.fichiers_familles import FILS, JEUX, MERE, ecrire, photo, remarques, simule


def test_tout_ce_que_dit_une_ligne_est_dans_la_base(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the diet of a child, the school, who pays, or the price an outsider owes."""
    fichier = ecrire(
        tmp_path,
        MERE,
        "20001;enfant;F;Launay;;Léa;12/03/2019;;;;;;;Victor-Hugo;CE1;;;PAI arachide",
        "20001;enfant;G;Launay;;Tom;12/03/2023;;;;;;;les sablons;petite section;;;sans porc, sans gluten",
        "20001;contact;Mme;Launay;;Odile;;;06 01 02 03 04;;;;;;;;;",
        "DUP007;responsable;Monsieur;Dupont;;Jean;01/02/1980;;+32 475 12 34 56;;2, quai Neuf;75011;Paris;;;;;",
    )
    rapport = importer_familles(ctx, fichier)
    assert rapport.anomalies == ()
    assert (rapport.creees, rapport.personnes, rapport.lignes) == (2, 5, 5)
    with ctx.lecture() as s:
        membres = s.lignes(
            "SELECT p.prenom, l.role, l.payeur, l.autorite_parentale, l.urgence, l.peut_chercher, l.du, p.regimes, p.pai, "
            "d.detail, c.ecole, c.classe, c.annee, p.mobile FROM personne p JOIN lien l ON l.personne_id = p.id "
            "LEFT JOIN pai_detail d ON d.personne_id = p.id LEFT JOIN scolarite c ON c.personne_id = p.id "
            "ORDER BY p.id"
        )
        familles = s.lignes("SELECT code, adresse, ville, residence FROM famille ORDER BY id")
        quotient = s.lignes("SELECT valeur_centimes, source, mois, du, au FROM quotient")
        acte = s.une("SELECT type, contenu FROM journal ORDER BY seq DESC LIMIT 1")
    jour = date(2026, 11, 16)
    assert membres == [
        ("Élise", "responsable", True, True, False, False, jour, "", False, None, None, None, None, "0635452208"),
        ("Léa", "enfant", False, False, False, False, jour, "", True, "arachide", "Victor-Hugo", "CE1", 2026, ""),
        (
            "Tom",
            "enfant",
            False,
            False,
            False,
            False,
            jour,
            "sans porc, sans gluten",
            False,
            None,
            "Les Sablons",
            "PS",
            2026,
            "",
        ),
        ("Odile", "contact", False, False, False, False, jour, "", False, None, None, None, None, "0601020304"),
        ("Jean", "responsable", True, True, False, False, jour, "", False, None, None, None, None, "+32475123456"),
    ]
    assert familles == [
        ("20001", "1, rue Haute", "Clairval-sur-Seine", "commune"),
        ("DUP007", "2, quai Neuf", "Paris", "exterieur"),
    ]
    assert quotient == [(87100, "import", date(2026, 10, 1), date(2026, 10, 1), None)]
    assert acte is not None
    assert acte[0] == "import.familles"
    assert rapport.empreinte in acte[1]
    assert "Launay" not in acte[1]


def test_importee_une_famille_se_trouve(ctx: Contexte) -> None:
    """Lost otherwise: 3,000 families in the base and none in the search box."""
    from guichet.services.recherche.boite import chercher

    importer_familles(ctx, JEUX / "familles-cp1252.csv")
    assert [ligne.code for ligne in chercher(ctx, "loiseau const").lignes] == ["32000"]


def test_la_simulation_n_ecrit_rien_et_dit_la_meme_chose(ctx: Contexte) -> None:
    """Lost otherwise: the trial run an agent makes before touching the real base."""
    avant = photo(ctx)
    essai = importer_familles(simule(ctx), JEUX / "familles-sale.csv")
    assert photo(ctx) == avant
    vrai = importer_familles(ctx, JEUX / "familles-sale.csv")
    assert (essai.creees, essai.personnes, remarques(essai)) == (vrai.creees, vrai.personnes, remarques(vrai))


def test_le_meme_fichier_deux_fois_ne_change_rien(ctx: Contexte) -> None:
    """Lost otherwise: every family twice, after a command typed twice."""
    importer_familles(ctx, JEUX / "familles-sale.csv")
    avant = photo(ctx)
    rapport = importer_familles(ctx, JEUX / "familles-sale.csv")
    assert photo(ctx) == avant
    assert (rapport.creees, rapport.completees, rapport.inchangees, rapport.ecritures) == (0, 0, 25, False)
    assert not [a for a in rapport.anomalies if a.gravite is Gravite.DIFFERENCE]


def test_un_fichier_plus_recent_ajoute_et_n_ecrase_pas(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the telephone an agent corrected yesterday, overwritten by last month's export."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    fichier = ecrire(
        tmp_path,
        MERE.replace("0635452208", "0611111111")
        .replace("871;10/2026", "900;11/2026")
        .replace("1, rue Haute", "9, rue Basse"),
        FILS.replace("GS", "CP"),
        "20001;enfant;F;Launay;;Zoé;02/01/2023;;;;;;;Molière;PS;;;",
        "20001;responsable;M.;Launay;;Paul;02/01/1988;;;;;;;;;;;",
    )
    rapport = importer_familles(ctx, fichier)
    assert (rapport.completees, rapport.personnes) == (1, 2)
    assert remarques(rapport) == [
        (2, "adresse", Gravite.DIFFERENCE),
        (2, "mobile", Gravite.DIFFERENCE),
        (3, "classe", Gravite.DIFFERENCE),
    ]
    assert rapport.anomalies[1].valeur == "0611111111"
    assert rapport.anomalies[1].motif == "La base a déjà « 0635452208 »."
    with ctx.lecture() as s:
        assert s.une("SELECT mobile FROM personne WHERE prenom = 'Élise'") == ("0635452208",)
        assert s.lignes("SELECT valeur_centimes, du, au FROM quotient ORDER BY du") == [
            (87100, date(2026, 10, 1), date(2026, 10, 31)),
            (90000, date(2026, 11, 1), None),
        ]
        assert s.lignes(
            "SELECT prenom, rang, payeur FROM lien l JOIN personne p ON p.id = l.personne_id ORDER BY role DESC, rang"
        ) == [
            ("Élise", 0, True),
            ("Paul", 1, False),
            ("Joseph", 0, False),
            ("Zoé", 1, False),
        ]
    assert importer_familles(ctx, fichier).ecritures is False


def test_ce_qu_un_agent_a_corrige_ou_retire_ne_revient_pas(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a corrected name gives a second child, a child who left comes back."""
    from models import HistoriqueCoordonnees

    fichier = ecrire(
        tmp_path,
        MERE,
        FILS,
        FILS.replace("Joseph", "Jules").replace("18/04/2021", "01/01/2020"),
        FILS.replace("Joseph", "Noé"),
    )
    importer_familles(ctx, fichier)
    with ctx.ecriture() as s:
        joseph = s.une("SELECT id FROM personne WHERE prenom = 'Joseph'")
        assert joseph is not None
        s.ordre("UPDATE personne SET prenom = 'Josef' WHERE prenom = 'Joseph'")
        s.add(
            HistoriqueCoordonnees(
                le=ctx.maintenant(), agent="demo", personne_id=joseph[0], champ="prenom", avant="Joseph", apres="Josef"
            )
        )
        s.ordre("UPDATE personne SET naissance = :le WHERE prenom = 'Jules'", {"le": date(2020, 1, 2)})
        s.ordre("UPDATE lien SET au = du WHERE personne_id = (SELECT id FROM personne WHERE prenom = 'Noé')")
    rapport = importer_familles(ctx, fichier)
    assert (rapport.inchangees, rapport.personnes) == (1, 0)
    assert remarques(rapport) == [(4, "naissance", Gravite.DIFFERENCE), (5, "*", Gravite.DIFFERENCE)]
    assert "retirée" in rapport.anomalies[1].motif


def test_un_quotient_saisi_par_un_agent_reste(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the quotient proven at the counter, replaced by an older or overlapping one."""
    importer_familles(ctx, ecrire(tmp_path, MERE))
    with ctx.ecriture() as s:
        s.ordre("UPDATE quotient SET au = :au", {"au": date(2026, 11, 14)})
        s.ordre(
            "INSERT INTO quotient (famille_id, valeur_centimes, source, mois, du) SELECT famille_id, 50000, 'CAF', :mois, :du FROM quotient",
            {"mois": date(2026, 10, 1), "du": date(2026, 11, 15)},
        )
    for mois, ecart in (("09/2026", False), ("10/2026", True), ("11/2026", False)):
        rapport = importer_familles(ctx, ecrire(tmp_path, MERE.replace("10/2026", mois)))
        assert [a.colonne for a in rapport.anomalies] == (["qf"] if ecart else []), mois
        assert not rapport.ecritures


def test_un_pai_different_se_dit_sans_se_detailler(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: an allergy nobody compares; or health data in a file that goes around (rule 31)."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    rapport = importer_familles(ctx, ecrire(tmp_path, MERE, FILS + "PAI arachide"))
    assert [(a.colonne, a.valeur) for a in rapport.anomalies] == [("allergies", "PAI")]


def test_a_la_rentree_la_classe_s_ajoute_et_l_ancienne_reste(ctx: Contexte, tmp_path: Path, horloge: Horloge) -> None:
    """Lost otherwise: last year's class for everybody in September, or the trace of it."""
    importer_familles(ctx, ecrire(tmp_path, MERE, FILS))
    horloge.avancer(days=300)
    fichier = ecrire(tmp_path, MERE, FILS.replace("Molière;GS", "Molière;CP"))
    rapport = importer_familles(ctx, fichier)
    assert (rapport.completees, rapport.personnes, rapport.anomalies) == (1, 0, ())
    with ctx.lecture() as s:
        assert s.lignes("SELECT annee, classe FROM scolarite ORDER BY annee") == [(2026, "GS"), (2027, "CP")]
    assert not importer_familles(ctx, fichier).ecritures


def test_les_ecritures_d_un_meme_nom_ne_sont_pas_des_differences(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a report so long that nobody reads it."""
    mere = MERE.replace("Launay;;", "Le Hénaff;Da Costa;")
    importer_familles(ctx_sqlite, ecrire(tmp_path, mere, FILS))
    autre = mere.replace("Le Hénaff;Da Costa;Élise", "LE HENAFF;DA-COSTA;Elise").replace(
        "elise@orange.fr", "ELISE@orange.fr"
    )
    rapport = importer_familles(ctx_sqlite, ecrire(tmp_path, autre, FILS.replace("Joseph", "Jérémie")))
    assert rapport.anomalies == ()
    assert rapport.personnes == 1  # Joseph and Jérémie, born the same day: twins, not a correction


def test_un_enfant_change_de_role_n_est_pas_confondu(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a father and a son of one name, taken for one person."""
    importer_familles(ctx_sqlite, ecrire(tmp_path, MERE, FILS))
    pere = "20001;responsable;M.;Launay;;Joseph;02/01/1988;;;;;;;;;;;"
    assert importer_familles(ctx_sqlite, ecrire(tmp_path, MERE, FILS, pere)).personnes == 1
