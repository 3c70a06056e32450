"""The visit of a family played from the shell: found, read, modified, given its identifiers and its Clé."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from pathlib import Path

import pytest

CNI = ("--piece", "cni")


def test_le_dossier_entier_pour_un_programme(demo):
    dossier = demo("dossier", "20001", "--format", "json").json
    assert dossier["code_famille"].startswith("20001-")
    assert [m["prenom"] for m in dossier["responsables"]] == ["Sophie", "Karim"]
    assert dossier["responsables"][0]["naissance"] == "1989-11-29"
    assert dossier["enfants"][0]["ecole"] == "Molière"
    assert dossier["famille"]["ville"] == "Clairval-sur-Seine"


def test_le_dossier_pour_l_oeil(demo):
    sortie = demo("dossier", "20001")
    for mot in ("LÉGER-MARTIN Sophie", "06 35 45 22 08", "Molière GS", "29/11/1989"):
        assert mot in sortie.out
    assert max(map(len, sortie.out.splitlines())) <= 80


def test_le_dossier_pour_le_tableur(demo):
    lignes = demo("dossier", "20001", "--format", "csv").out.splitlines()
    assert lignes[0] == "champ;valeur"
    assert "responsables.1.naissance;29/11/1989" in lignes


@pytest.fixture
def reservee(demo, base):
    """Tom eats on Monday 16 and Thursday 19 November, late for the second; he waits for Friday 27."""
    with sqlite3.connect(base) as c:
        personne, famille = c.execute(
            "SELECT p.id, l.famille_id FROM personne p JOIN lien l ON l.personne_id = p.id WHERE p.prenom = 'Tom'"
        ).fetchone()
        activite, groupe, unite = c.execute(
            "SELECT a.id, g.id, u.id FROM activite a JOIN groupe g ON g.activite_id = a.id JOIN unite u "
            "ON u.activite_id = a.id WHERE a.code = 'restauration' AND g.ecole = 'Molière'"
        ).fetchone()
        (inscription,) = c.execute(
            "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, priorite, "
            "version) VALUES (?, ?, ?, ?, '2026-09-01', '2027-07-02', 'active', '2026-06-01 08:00:00', 0, 1) RETURNING id",
            (personne, famille, activite, groupe),
        ).fetchone()
        for jour, etat, majoree in (
            ("2026-11-16", "reservee", 0),
            ("2026-11-17", "reservee", 0),
            ("2026-11-19", "reservee", 1),
            ("2026-11-27", "en_attente", 0),
        ):
            c.execute(
                "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, "
                "demandee_le, origine, majoree, derogation_agent, derogation_motif, priorite, facturee) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, '2026-11-10 08:00:00', 'guichet', ?, '', '', 0, 1)",
                (inscription, personne, famille, groupe, unite, jour, etat, majoree),
            )
    return demo


@pytest.mark.usefixtures("le_16_novembre")
def test_les_deux_semaines_se_lisent_en_mots(reservee):
    """Lost otherwise: a screen reader that spells a grid of bullets; a script that must compute the weeks itself."""
    sortie = reservee("dossier", "20001").out.replace("\u00a0", " ")
    assert "Deux semaines, du lun. 16 nov. au ven. 27 nov." in sortie
    lignes = [re.split(r"[\s│]{2,}", li.strip(" │")) for li in sortie.splitlines() if "Repas" in li]
    assert lignes[-3:] == [
        ["Tom", "Repas", "réservée", "lu 16, ma 17"],
        ["Tom", "Repas", "réservée, majorée", "je 19"],
        ["Tom", "Repas", "en attente", "ve 27"],
    ]
    q = reservee("dossier", "20001", "--format", "json").json["quinzaine"]
    assert (q["du"], q["au"], [u["lettre"] for u in q["unites"]]) == ("2026-11-16", "2026-11-27", ["R"])
    assert [(c["jour"], c["etat"], c["majoree"], c["rang"]) for c in q["cases"]] == [
        ("2026-11-16", "reservee", False, 0),
        ("2026-11-17", "reservee", False, 0),
        ("2026-11-19", "reservee", True, 0),
        ("2026-11-27", "en_attente", False, 1),
    ]


def test_sans_reservation_ni_enfant(demo):
    """Lost otherwise: an empty table under a title; two weeks of nothing for whoever has no child."""
    assert "aucune" in demo("dossier", "20001").out.split("Deux semaines")[1]
    assert "Deux semaines" not in demo("dossier", "20002").out


def test_chaque_consultation_est_notee(demo, base):
    """Rule 33: who opened which dossier when, whatever the way."""
    demo("dossier", "20001")
    with sqlite3.connect(base) as c:
        assert c.execute("SELECT agent, objet FROM consultation").fetchall() == [("demo", "dossier")]


@pytest.mark.parametrize("ecriture", ["20001", "20001-{cle}", "20001{cle}", " 20001 "])
def test_un_code_se_donne_avec_ou_sans_sa_lettre(demo, ecriture):
    cle = demo("dossier", "20001", "--format", "json").json["code_famille"][-1]
    assert demo("dossier", ecriture.format(cle=cle)).code == 0


def test_un_code_inconnu_propose_le_plus_proche(demo):
    sortie = demo("dossier", "20003-9")
    assert sortie.code == 1
    assert "Règle\u00a0: famille." in sortie.err


def test_un_secret_est_montre_une_fois_dans_le_json_demande(demo, base):
    remis = demo("identifiants", "emettre", "20001", "--pour", "sophie", *CNI, "--mode", "courriel", "--format", "json")
    assert remis.code == 0, remis.err
    secret = remis.json["mot_de_passe"]
    assert re.fullmatch(r"[a-z0-9]{12}", secret)
    assert remis.json["identifiant"]
    assert remis.err == ""
    etat = demo("identifiants", "etat", "20001", "--format", "json")
    assert etat.json["responsables"][0]["compte"]["etat"] == "emis"
    assert secret not in etat.out
    for fichier in base.parent.iterdir():
        assert secret.encode() not in fichier.read_bytes(), f"le secret est resté dans {fichier.name}"


@pytest.mark.parametrize("forme", [(), ("--format", "csv")])
def test_un_secret_n_est_pas_tire_s_il_doit_se_perdre(demo, forme):
    """Captured output is neither a terminal nor the JSON asked for: nothing is issued."""
    sortie = demo("cle", "emettre", "20001", "--pour", "1", *CNI, *forme)
    assert sortie.code == 2
    assert "--bordereau" in sortie.err
    assert demo("cle", "etat", "20001", "--format", "json").json == []


def test_le_bordereau_porte_le_secret_que_la_sortie_ne_porte_pas(demo, tmp_path):
    bordereau = tmp_path / "remise.pdf"
    sortie = demo("cle", "emettre", "20001", "--pour", "1", *CNI, "--bordereau", str(bordereau))
    assert sortie.code == 0, sortie.err
    assert bordereau.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(bordereau.stat().st_mode) == 0o600
    cle = re.search(r"^ +([2-9A-Z]{12})$", bordereau.with_suffix(".txt").read_text(), re.MULTILINE)
    assert cle
    assert cle[1] not in sortie.out.replace("-", "")
    assert str(bordereau) in sortie.err


def test_un_bordereau_impossible_est_refuse_avant_d_emettre(demo, tmp_path):
    sortie = demo("cle", "emettre", "20001", "--pour", "1", *CNI, "--bordereau", str(tmp_path / "rien" / "b.pdf"))
    assert sortie.code == 2
    assert demo("cle", "etat", "20001", "--format", "json").json == []


def test_rien_n_est_remis_sans_piece(demo):
    sortie = demo("cle", "emettre", "20001", "--pour", "1", "--format", "json")
    assert (sortie.code, sortie.out) == (1, "")
    assert "Règle\u00a0: remise." in sortie.err


@pytest.mark.parametrize("pour", ["", "leger", "9", "martin"])
def test_il_faut_dire_a_qui_l_on_remet(demo, pour):
    sortie = demo("cle", "emettre", "20001", "--pour", pour, *CNI, "--format", "json")
    if pour == "leger":
        assert sortie.code == 0
    else:
        assert sortie.code == 2
        assert "1 LÉGER-MARTIN Sophie" in sortie.err


def test_la_vie_d_une_cle_sans_qu_elle_soit_jamais_un_argument(demo):
    cle = demo("cle", "emettre", "20001", "--pour", "1", *CNI, "--format", "json").json["cle_enfance"]
    assert demo("cle", "utiliser", cle).code == 2, "une Clé ne se donne pas sur la ligne"
    assert demo("cle", "utiliser").code == 2, "sans terminal, elle ne se demande pas"
    utilisee = demo("cle", "utiliser", "--cle-stdin", "--format", "json", entree=cle.lower() + "\n")
    assert utilisee.json["cle"]["etat"] == "utilisee"
    encore = demo("cle", "utiliser", "--cle-stdin", entree=cle + "\n")
    assert encore.code == 1
    assert demo("identifiants", "lier", "20001", "sophie.lm", "--pour", "1").code == 0
    assert demo("chercher", "sophie.lm", "--format", "json").code == 0


def test_la_vie_d_un_compte(demo):
    emis = demo("identifiants", "emettre", "20001", "--pour", "1", *CNI, "--mode", "courriel", "--format", "json")
    assert emis.code == 0, emis.err
    for commande, attendu in (
        (("activer", "20001", "--le", "16/11/2026"), "active"),
        (("cgu", "20001", "--version", "2026-1"), "cgu_acceptees"),
        (("renommer", "20001", "sophie.nouvelle"), "cgu_acceptees"),
        (("suspendre", "20001", "--motif", "separation"), "suspendu"),
    ):
        sortie = demo("identifiants", *commande, "--pour", "1", "--format", "json")
        assert sortie.code == 0, sortie.err
        assert sortie.json["compte"]["etat"] == attendu
    refus = demo("identifiants", "reinitialiser", "20001", "--pour", "1", *CNI, "--format", "json")
    assert (refus.code, refus.out) == (1, "")
    retabli = demo("identifiants", "retablir", "20001", "--pour", "1", *CNI, "--format", "json")
    assert retabli.json["mot_de_passe"]
    assert demo("identifiants", "efface", "20001", "--pour", "1").code == 0


def test_un_compte_qui_n_existe_pas_dit_quoi_faire(demo):
    sortie = demo("identifiants", "suspendre", "20001", "--motif", "demande", "--pour", "1")
    assert sortie.code == 1
    assert "guichet identifiants emettre" in sortie.err


def test_le_portail_recoit_chaque_enregistrement_une_fois(demo, tmp_path):
    demo("identifiants", "emettre", "20001", "--pour", "1", *CNI, "--mode", "courriel", "--format", "json")
    simulation = demo("identifiants", "exporter", "--simulation", "--sortie", str(tmp_path / "lot.jsonl"))
    assert (simulation.code, simulation.out) == (0, "")
    assert not (tmp_path / "lot.jsonl").exists()
    premier = demo("identifiants", "exporter")
    assert [json.loads(ligne)["rang"] for ligne in premier.out.splitlines()] == [1]
    assert "1 enregistrement exporté" in premier.err
    assert demo("identifiants", "exporter").out == ""


def test_creer_une_famille_de_trois_facons(demo, tmp_path):
    options = demo(
        "famille", "creer",
        "--adulte", "civilite=Mme; nom=Diarra; prenom=Awa; mobile=06 98 76 54 32; courriel=awa@exemple.fr",
        "--enfant", "nom=Diarra; prenom=Issa; naissance=01/02/2020; pai=non",
        "--adresse", "1 rue Neuve", "--code-postal", "78999", "--ville", "Clairval-sur-Seine", "--format", "json",
    )  # fmt: skip
    assert options.code == 0, options.err
    dossier = demo("dossier", options.json["code_famille"], "--format", "json").json
    assert dossier["enfants"][0]["prenom"] == "Issa"
    saisie = {
        "adresse": "2 rue Neuve",
        "code_postal": "78999",
        "ville": "Clairval-sur-Seine",
        "membres": [{"role": "responsable", "civilite": "M.", "nom": "Okafor", "prenom": "Chidi", "payeur": True}],
    }
    fichier = tmp_path / "famille.json"
    fichier.write_text(json.dumps(saisie), encoding="utf-8")
    assert demo("famille", "creer", "--fichier", str(fichier)).code == 0
    saisie["membres"][0]["nom"] = "Zhang"
    assert demo("famille", "creer", "--fichier", "-", entree=json.dumps(saisie)).code == 0


def test_un_doublon_est_montre_avant_d_etre_cree(demo):
    sophie = ("famille", "creer", "--adulte", "civilite=Mme; nom=Leger Martin; prenom=Sophie; mobile=0635452208")
    adresse = ("--adresse", "1 rue A", "--code-postal", "78999", "--ville", "Clairval-sur-Seine")
    refus = demo(*sophie, *adresse)
    assert refus.code == 1
    assert "20001-" in refus.err
    assert "--malgre-doublons" in refus.err
    assert demo(*sophie, *adresse, "--malgre-doublons").code == 0


def test_toutes_les_fautes_d_une_saisie_sont_dites(demo):
    sortie = demo("famille", "creer", "--adulte", "nom=; prenom=A; naissance=31/02/1990; mobile=12")
    assert sortie.code == 1
    assert "responsable1.naissance" in sortie.err
    assert "responsable1.mobile" in sortie.err
    assert sortie.err.count("Règle") == 1


@pytest.mark.parametrize(
    ("arguments", "entree", "dit"),
    [
        (("--adulte", "nom Diarra"), "", "champ=valeur"),
        (("--adulte", "prenon=Awa"), "", "vouliez-vous «\u00a0prenom\u00a0»"),
        (("--adulte", "pai=peut-être"), "", "écrivez oui ou non"),
        (("--enfant", "pai_detail=arachide"), "", "n’existe pas"),
        (("--fichier", "-"), "{", "ligne 1"),
        (("--fichier", "-"), "[]", "un objet"),
        (("--fichier", "-"), '{"membres": [1]}', "Chaque membre"),
        (("--fichier", "-"), '{"membre": []}', "n’existe pas"),
        (("--fichier", "/rien/du/tout.json"), "", "ne peut pas être lu"),
    ],
)
def test_une_saisie_illisible_dit_quoi_corriger(demo, arguments, entree, dit):
    sortie = demo("famille", "creer", *arguments, entree=entree)
    assert sortie.code == 2, sortie.err
    assert dit in sortie.err


def test_tenir_une_fiche_a_jour(demo):
    assert demo("famille", "modifier", "20001", "--membre", "Karim", "courriel=karim@exemple.fr").code == 0
    assert demo("famille", "modifier", "20001", "complement=Bâtiment B").code == 0
    assert demo("famille", "factures", "20001", "electronique").code == 0
    assert demo("famille", "confirmer", "20001").code == 0
    demenage = demo(
        "famille", "demenager", "20001", "--adresse", "3 rue X", "--code-postal", "75001", "--ville", "Paris"
    )
    assert demenage.code == 0, demenage.err
    assert demo("famille", "ajouter", "20001", "--contact", "nom=Petit; prenom=Rose; mobile=0611111111").code == 0
    assert demo("famille", "retirer", "20001", "--membre", "Rose").code == 0
    dossier = demo("dossier", "20001", "--format", "json").json
    assert dossier["famille"]["residence"] == "exterieur"
    assert dossier["famille"]["envoi_factures"] == "electronique"
    assert dossier["responsables"][1]["courriel"] == "karim@exemple.fr"
    assert dossier["contacts"] == []
    histoire = demo("famille", "historique", "20001", "--format", "json").json
    assert any("18 rue Haute" in acte["libelle"] for acte in histoire)


def test_un_enfant_dans_deux_foyers(demo):
    sortie = demo(
        "famille", "rattacher", "20001", "--membre", "Tom", "--foyer", "20002", "--rythme", "1/2", "--ancre", "2026-11-16"
    )  # fmt: skip
    assert sortie.code == 0, sortie.err
    assert demo("dossier", "20002", "--format", "json").json["enfants"][0]["prenom"] == "Tom"


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("20001", "--membre", "Zoé", "nom=x"), "LÉGER-MARTIN Sophie"),
        (("20001", "rue=x"), "n’existe pas"),
        (("20001", "--membre", "Tom", "role=contact"), "n’existe pas"),
    ],
)
def test_une_modification_mal_designee(demo, arguments, dit):
    sortie = demo("famille", "modifier", *arguments)
    assert sortie.code == 2
    assert dit in sortie.err


def test_les_passages_du_jour(demo, tmp_path):
    ouvert = demo("passages", "ouvrir", "20001", "--pour", "1", "--format", "json")
    assert ouvert.code == 0, ouvert.err
    numero = str(ouvert.json["passage"]["passage_id"])
    demo("famille", "confirmer", "20001")
    assert demo("passages", "suspendre", numero).code == 0
    assert demo("passages", "reprendre", numero).code == 0
    clos = demo("passages", "clore", numero, "--recapitulatif", str(tmp_path / "passage.pdf"))
    assert clos.code == 0, clos.err
    assert (tmp_path / "passage.pdf").read_bytes().startswith(b"%PDF")
    (ligne,) = demo("passages", "--format", "json").json
    assert ligne["etat"] == "clos"
    assert "Coordonnées confirmées" in demo("passages", "montrer", numero).out.replace("coordonnées", "Coordonnées")
    assert demo("passages", "--date", "1/1/2020", "--format", "json").json == []
    assert demo("passages", "--date", "hier", "--format", "json").json == []
    assert demo("passages", "--date", "jadis").code == 1


def test_l_import_dit_ce_qu_il_fait(demo, tmp_path):
    fichier = tmp_path / "ville.csv"
    fichier.write_text(
        "code_famille;role;civilite;nom;prenom;naissance\n"
        "30001;responsable;Mme;Nouvelle;Ana;1/2/1990\n"
        "30002;responsable;Mme;Fautive;Eva;31/02/1990\n",
        encoding="utf-8",
    )
    essai = demo("importer", "familles", str(fichier), "--simulation", "--format", "json")
    assert essai.json["simulation"] is True
    assert demo("chercher", "nouvelle", "--format", "json").json == []
    rapport = Path(tmp_path / "rapport.csv")
    fait = demo("importer", "familles", str(fichier), "--rapport", str(rapport))
    assert fait.code == 0, fait.err
    assert "31/02/1990" in rapport.read_text(encoding="utf-8-sig")
    assert len(demo("chercher", "nouvelle", "--format", "json").json) == 1
    assert demo("importer", "familles", str(tmp_path / "absent.csv")).code == 2


def test_un_oubli_est_note_traite_ou_annule(demo, tmp_path):
    note = demo("taches", "demander", "20001", "--pour", "1", "--format", "json")
    assert note.code == 0, note.err
    numero = str(note.json["tache"]["tache_id"])
    assert [t["tache_id"] for t in demo("taches", "--format", "json").json] == [int(numero)]
    assert "identifiants oubliés" in demo("taches", "--format", "csv").out
    traite = demo("taches", "traiter", numero, "--format", "json")
    assert traite.code == 0, traite.err
    assert demo("taches", "--format", "json").json == []
    assert demo("taches", "annuler", numero).code == 1, "what was sent is not called off"
    encore = demo("taches", "demander", "20001", "--pour", "1", "--format", "json").json["tache"]["tache_id"]
    assert demo("taches", "annuler", str(encore)).code == 0
    assert demo("taches", "--format", "json").json == []
    assert demo("taches", "annuler", "x").code == 2


def test_le_detail_d_un_pai_se_lit_sur_l_entree_et_par_qui_en_a_besoin(demo, guichet):
    """Rule 31: health data stands on no command line, and each view is logged."""
    ecrit = demo("famille", "pai", "20001", "--membre", "Tom", "--detail-stdin", entree="arachide, stylo dans le sac\n")
    assert ecrit.code == 0, ecrit.err
    assert (
        demo("famille", "pai", "20001", "--membre", "Tom", "--format", "json").json["pai_detail"].startswith("arachide")
    )
    assert guichet("famille", "pai", "20001", "--membre", "Tom", "--agent", "accueil").code == 1
    assert "arachide" not in demo("dossier", "20001", "--format", "json").out
    assert demo("famille", "pai", "20001", "--membre", "Tom", "--detail-stdin").code == 0


def test_une_cle_postee_se_remet_ou_se_revoque(demo):
    envoi = ("--canal", "courrier", *CNI, "--format", "json")
    assert demo("cle", "emettre", "20001", "--pour", "1", *envoi).code == 0
    assert "émise" in demo("cle", "etat", "20001").out
    remise = demo("cle", "remettre", "20001", "--pour", "1", *CNI, "--format", "json")
    assert remise.json["cle"]["etat"] == "remise"
    assert demo("cle", "revoquer", "20001", "--pour", "1").code == 0
    assert demo("cle", "revoquer", "20001", "--pour", "1").code == 1
    jamais = demo("cle", "revoquer", "20001", "--pour", "2")
    assert jamais.code == 1
    assert "guichet cle emettre" in jamais.err


def test_ou_le_parent_est_bloque(demo):
    demo("identifiants", "emettre", "20001", "--pour", "1", *CNI, "--mode", "courriel", "--format", "json")
    assert demo("identifiants", "etape", "20001", "2", "--pour", "1").code == 0
    assert demo("identifiants", "etape", "20001", "9", "--pour", "1").code == 2
    demo("identifiants", "renommer", "20001", "sophie.autre", "--pour", "1")
    demo("taches", "demander", "20001", "--pour", "2")
    etat = demo("identifiants", "etat", "20001").out
    for mot in ("sophie.autre", "Anciens", "À renvoyer avant", "Dernière remise", "Où en est-on"):
        assert mot in etat


def test_une_connexion_dite_par_le_parent_compte_comme_un_compte_en_service(demo):
    """The dossier asks after an account that nobody uses: the answer needs somewhere to go."""
    demo("identifiants", "emettre", "20001", "--pour", "1", *CNI, "--mode", "courriel", "--format", "json")
    vu = demo(
        "identifiants", "connecte", "20001", "--pour", "1", "--france-connect", "--le", "16/11/2026", "--format", "json"
    )
    assert vu.code == 0, vu.err
    assert (vu.json["compte"]["derniere_connexion"][:10], vu.json["compte"]["france_connect"]) == ("2026-11-16", True)
    refus = demo("identifiants", "connecte", "20001", "--pour", "1", "--le", "16/11/2197")
    assert (refus.code, refus.out) == (2, "")
    assert "16/11/2197 est à venir" in refus.err


def test_tout_remettre_en_une_fois(demo):
    remis = demo(
        "identifiants", "emettre", "20001", "--pour", "1", *CNI, "--mode", "courriel", "--avec-cle", "--format", "json"
    )  # fmt: skip
    assert remis.code == 0, remis.err
    assert remis.json["mot_de_passe"]
    assert remis.json["cle_enfance"]


def test_le_reglement_d_une_commune(guichet, tmp_path):
    montre = guichet("communes", "montrer", "clairval")
    for mot in ("Clairval-sur-Seine", "Sites", "mairie", "Particularités"):
        assert mot in montre.out
    assert guichet("communes", "montrer", "clairval", "--format", "json").json["slug"] == "clairval"
    assert guichet("communes", "verifier", "service-sej", "--format", "json").json["a_completer"]
    faux = tmp_path / "ville.toml"
    faux.write_text('nom = "X"\nslug = "x"\nportial = 1\n', encoding="utf-8")
    refus = guichet("communes", "verifier", str(faux))
    assert refus.code == 2
    assert "ville.toml, ligne 3" in refus.err
