"""Import of a town's families: what a bad row, a bad file or a crash would cost the counter on its first day."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.fiches.imports import Gravite, RapportImport, Resultat
from guichet.imports import rapport as editer
from guichet.services.importation import importer_familles
from tests.bases import Horloge

JEUX = Path(__file__).parent.parent / "jeux"
GRAND = Path(__file__).parents[3] / "shared" / "jeux" / "familles.csv"
TITRES = (
    "code_famille;role;civilite;nom;nom_naissance;prenom;naissance;courriel;mobile;fixe;adresse;code_postal;"
    "ville;ecole;classe;qf;qf_mois;allergies"
)
MERE = "20001;responsable;Mme;Launay;;Élise;29/11/1990;elise@orange.fr;0635452208;;1, rue Haute;78999;Clairval-sur-Seine;;;871;10/2026;"
FILS = "20001;enfant;G;Launay;;Joseph;18/04/2021;;;;;;;Molière;GS;;;"


def attendus() -> list[dict[str, str]]:
    """What must happen for each line, as the town's expert wrote it."""
    with (JEUX / "familles-sale.attendu.csv").open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux, delimiter=";"))


ACCEPTEES = ("accepted", "read as", "imported as typed", "normalised")


def ecrire(dossier: Path, *lignes: str, titres: str = TITRES, encodage: str = "utf-8") -> Path:
    fichier = dossier / "familles.csv"
    fichier.write_bytes("\r\n".join([titres, *lignes, ""]).encode(encodage))
    return fichier


def photo(ctx: Contexte) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table an import may write to, the journal included."""
    tables = ("famille", "personne", "lien", "quotient", "scolarite", "pai_detail", "fiche_recherche", "journal")
    with ctx.lecture() as s:
        return {t: sorted(s.lignes(f"SELECT * FROM {t}"), key=repr) for t in tables}


def remarques(rapport: RapportImport) -> list[tuple[int, str, Gravite]]:
    return [(a.ligne, a.colonne, a.gravite) for a in rapport.anomalies]


# --- the file with sixteen mistakes -------------------------------------------------------------------------


def test_le_fichier_sale_donne_exactement_ce_qui_est_attendu(ctx: Contexte) -> None:
    """Lost otherwise: an agent corrects the wrong line, or a bad row slips in unseen."""
    rapport = importer_familles(ctx, JEUX / "familles-sale.csv")
    vues = {(a.ligne, a.colonne): a for a in rapport.anomalies}
    voulues = [a for a in attendus() if not any(mot in a["what must happen"] for mot in ACCEPTEES)]
    assert set(vues) == {(int(a["line"]), a["column"]) for a in voulues}
    for attendu in voulues:
        vue, suite = vues[int(attendu["line"]), attendu["column"]], attendu["what must happen"]
        assert vue.valeur == attendu["value"], attendu
        assert vue.motif
        assert vue.remede
        if "row refused" in suite and "or kept" not in suite:
            assert vue.gravite is Gravite.REFUSEE, attendu
        if suite.startswith(("phone", "postcode", "class", "negative")):
            assert vue.gravite is Gravite.SIGNALEE, attendu
    assert vues[16, "role"].remede == "Écrivez l’un de\u00a0: responsable, enfant, contact."
    assert vues[107, "*"].gravite is vues[108, "code_famille"].gravite is Gravite.REFUSEE
    assert "ligne 10" in vues[107, "*"].motif


def test_du_fichier_sale_les_bonnes_valeurs_sont_gardees(ctx: Contexte) -> None:
    """Lost otherwise: a French number, an ISO date or a strange name, silently."""
    importer_familles(ctx, JEUX / "familles-sale.csv")
    with ctx.lecture() as s:

        def personne(code: str, rang: int, role: str = "responsable") -> tuple[object, ...]:
            ligne = s.une(
                "SELECT p.nom, p.prenom, p.naissance, p.courriel, p.mobile FROM personne p JOIN lien l ON l.personne_id = p.id "
                "JOIN famille f ON f.id = l.famille_id WHERE f.code = :code AND l.role = :role AND l.rang = :rang",
                {"code": code, "role": role, "rang": rang},
            )
            assert ligne is not None
            return ligne

        assert personne("29000", 0) == ("DANIEL", "Nicole", date(1979, 6, 6), "", "0648924005")
        assert personne("29000", 1)[4] == ""
        assert personne("29000", 0, "enfant")[1:3] == ("Denise", date(2019, 3, 15))
        assert personne("29004", 1)[0] == "O'Brien [/b] <i>"
        assert personne("29005", 0)[0] == "'; DROP TABLE famille; --"
        assert personne("29005", 1)[1] == "Zoé Anaïs"
        quotients = dict(
            s.lignes("SELECT f.code, q.valeur_centimes FROM quotient q JOIN famille f ON f.id = q.famille_id")
        )
        assert quotients["29003"] == 123456
        assert "29002" not in quotients
        assert s.une("SELECT code_postal, residence FROM famille WHERE code = '29004'") == ("78999", "commune")
        assert s.une("SELECT count(*) FROM famille") == (25,)
        assert s.une(
            "SELECT classe FROM scolarite c JOIN personne p ON p.id = c.personne_id WHERE p.prenom = 'Honoré'"
        ) == ("",)


# --- what is written ----------------------------------------------------------------------------------------


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
    from guichet.services.recherche import chercher

    importer_familles(ctx, JEUX / "familles-cp1252.csv")
    assert [ligne.code for ligne in chercher(ctx, "loiseau const").lignes] == ["32000"]


def test_la_simulation_n_ecrit_rien_et_dit_la_meme_chose(ctx: Contexte) -> None:
    """Lost otherwise: the trial run an agent makes before touching the real base."""
    avant = photo(ctx)
    essai = importer_familles(ctx, JEUX / "familles-sale.csv", simulation=True)
    assert photo(ctx) == avant
    vrai = importer_familles(ctx, JEUX / "familles-sale.csv")
    assert (essai.creees, essai.personnes, remarques(essai)) == (vrai.creees, vrai.personnes, remarques(vrai))
    assert (essai.simulation, vrai.simulation) == (True, False)


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
    assert rapport.anomalies[1].motif == "La base a déjà «\u00a00635452208\u00a0»."
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


# --- reading ------------------------------------------------------------------------------------------------


def test_des_lignes_eparpillees_font_la_meme_famille(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the children of a file sorted by name, refused for want of a parent."""
    from guichet.regles.code_famille import affiche

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
    assert remarques(rapport) == [(6, "naissance", Gravite.REFUSEE)]


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
    rapport = importer_familles(ctx_sqlite, ecrire(tmp_path, ligne), simulation=True)
    assert [a.colonne for a in rapport.anomalies] == colonnes
    assert all(phrase in a.motif + a.remede for a in rapport.anomalies)


def test_dans_une_famille_les_contradictions_sont_dites(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the other parent's address or quotient, dropped without a word."""
    pere = "20001;responsable;M.;Launay;;Paul;02/01/1988;;;;7, rue Basse;78999;Clairval-sur-Seine;;;900;10/2026;"
    enfant = "20001;enfant;G;Launay;;Noé;;;;;;;;École privée;CP;;;"
    rapport = importer_familles(ctx_sqlite, ecrire(tmp_path, MERE, pere, enfant), simulation=True)
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


# --- rights, progress, report -------------------------------------------------------------------------------


def test_importer_demande_le_droit(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: anybody at the counter replaces the town's families."""
    accueil = ctx_sqlite.pour(agent_courant("accueil", "Claire Morin", "agent"))
    with pytest.raises(DroitInsuffisant):
        importer_familles(accueil, ecrire(tmp_path, MERE))


def test_le_rapport_s_ouvre_dans_un_tableur_sans_rien_executer(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a formula typed as a name runs on the supervisor's desk."""
    rapport = importer_familles(ctx_sqlite, JEUX / "familles-sale.csv")
    sortie = tmp_path / "rapport.csv"
    editer.ecrire(rapport, sortie)
    assert sortie.read_bytes().startswith(b"\xef\xbb\xbfligne;code_famille;colonne;valeur;resultat;motif;remede\r\n")
    with sortie.open(encoding="utf-8-sig", newline="") as flux:
        rangees = list(csv.DictReader(flux, delimiter=";"))
    assert [int(r["ligne"]) for r in rangees] == sorted(int(r["ligne"]) for r in rangees)
    qf = next(r for r in rangees if r["colonne"] == "qf")
    assert (qf["ligne"], qf["valeur"], qf["resultat"]) == ("13", "'-120", "signalée")
    assert {"ligne": "2", "code_famille": "29000", "resultat": "famille créée"}.items() <= rangees[0].items()
    editer.ecrire(importer_familles(ctx_sqlite, JEUX / "familles-sale.csv"), sortie)
    assert "famille inchangée" in sortie.read_text(encoding="utf-8-sig")
    assert list(tmp_path.glob(".rapport*")) == []


@pytest.mark.parametrize("texte", ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1"])
def test_aucune_case_ne_commence_comme_une_formule(texte: str) -> None:
    """Lost otherwise: same as above, for each way a spreadsheet takes a cell for a formula."""
    assert editer.neutre(texte) == "'" + texte


def test_un_rapport_impossible_a_ecrire_se_dit(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a traceback after an import that went well."""
    from guichet.erreurs.imports import RapportImpossible

    rapport = importer_familles(ctx_sqlite, ecrire(tmp_path, MERE))
    with pytest.raises(RapportImpossible, match="rapport"):
        editer.ecrire(rapport, tmp_path / "absent" / "rapport.csv")


def test_le_grand_fichier_entre_et_avance_regulierement(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a progress bar that stands still, and the agent who kills the command."""
    if not GRAND.exists():
        pytest.skip(f"{GRAND.name} n’est pas à côté du dépôt : l’import de 12 310 lignes n’est pas joué")
    pas: list[tuple[int, int]] = []
    rapport = importer_familles(ctx_sqlite, GRAND, avancement=lambda fait, total: pas.append((fait, total)))
    assert (rapport.creees, rapport.personnes, rapport.anomalies) == (3000, 12310, ())
    assert len(pas) >= 10
    assert pas == sorted(pas)
    assert pas[-1] == (12310, 12310)
