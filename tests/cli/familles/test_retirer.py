"""`guichet famille retirer` says what goes with an adult before it is asked to do it, and a return gives it back."""

from __future__ import annotations

import pytest


def test_retirer_un_adulte_dit_puis_ferme_puis_rend(demo, base):
    """Lost otherwise: a script that removes an adult and leaves the portal open to him."""
    remis = demo(
        "identifiants",
        "emettre",
        "20001",
        "--pour",
        "2",
        "--piece",
        "cni",
        "--avec-cle",
        "--mode",
        "guichet",
        "--format",
        "json",
    )
    assert remis.code == 0, remis.err
    refus = demo("famille", "retirer", "20001", "--membre", "Karim")
    assert refus.code != 0
    assert "Son compte du portail" in refus.err
    assert "il est suspendu" in refus.err
    assert "--confirmer" in refus.err
    assert demo("identifiants", "etat", "20001", "--format", "json").json["responsables"][1]["compte"]["etat"] == "emis"

    fait = demo("famille", "retirer", "20001", "--membre", "Karim", "--confirmer", "--format", "json")
    assert fait.code == 0, fait.err
    assert len(fait.json["suites"]) == 2
    export = demo("identifiants", "exporter")
    assert '"geste":"suspendre"' in export.out
    seule = demo("cle", "emettre", "20001", "--piece", "cni", "--format", "json")
    assert seule.code == 0, seule.err
    assert "Sophie" in seule.json["personne"]
    assert (
        "n’est pas responsable"
        in demo("cle", "emettre", "20001", "--pour", "Karim", "--piece", "cni", "--format", "json").err
    )
    assert "suspendu" in demo("identifiants", "etat", "20001").out

    ajout = ("famille", "ajouter", "20001", "--adulte", "civilite=M.; nom=Martin; prenom=Karim")
    propose = demo(*ajout)
    assert propose.code != 0
    numero = propose.err.partition("--reprendre ")[2].partition(".")[0]
    faux = demo(*ajout, "--reprendre", "abc")
    assert faux.code == 2
    assert f"ont quitté ce foyer : {numero} MARTIN Karim." in " ".join(faux.err.replace("\u00a0", " ").split())
    assert demo(*ajout, "--reprendre", "karim").code == 0
    rendu = demo("identifiants", "retablir", "20001", "--pour", "Karim", "--piece", "cni", "--format", "json")
    assert rendu.code == 0, rendu.err
    assert rendu.json["identifiant"] == remis.json["identifiant"]


@pytest.mark.usefixtures("le_16_novembre")
def test_retirer_un_enfant_demande_ce_que_deviennent_ses_reservations(demo, base):
    """Lost otherwise: a script that leaves a child's meals to be cooked, or gives them back without a word."""
    tom = ("20001", "--enfant", "Tom", "--activite", "restauration")
    inscrit = demo("inscrire", *tom, "--du", "17/11/2026", "--au", "02/07/2027")
    assert inscrit.code == 0, inscrit.err
    reserve = demo("reserver", *tom, "--jours", "14/12/2026,15/12/2026")
    assert reserve.code == 0, reserve.err
    retrait = ("famille", "retirer", "20001", "--membre", "Tom")
    for essai in (retrait, (*retrait, "--confirmer")):
        refus = demo(*essai)
        assert refus.code == 1
        assert "2 réservations du 14 déc. au 15 déc." in refus.err
        assert "--annuler ou --garder" in refus.err
    assert demo(*retrait, "--annuler", "--garder").code == 2
    fait = demo(*retrait, "--annuler", "--format", "json")
    assert fait.code == 0, fait.err
    assert fait.json["suites"] == [
        "Restauration scolaire, 2 réservations du 14 déc. au 15 déc. : 2 annulées sans frais, l’inscription prend fin."
    ]


@pytest.mark.usefixtures("le_16_novembre")
def test_changer_d_ecole_depuis_le_clavier(demo, base, tmp_path):
    """By hand and by the file, the same question and the same answers."""
    tom = ("20001", "--enfant", "Tom", "--activite", "restauration")
    assert demo("inscrire", *tom, "--du", "17/11/2026", "--au", "02/07/2027").code == 0
    assert demo("reserver", *tom, "--jours", "14/12/2026,15/12/2026").code == 0
    change = ("famille", "modifier", "20001", "--membre", "Tom", "ecole=Victor-Hugo")
    refus = demo(*change, "--confirmer")
    assert refus.code == 1
    assert "passe à Victor-Hugo" in refus.err
    assert "--deplacer ou --annuler ou --garder" in refus.err
    essai = demo(*change, "--deplacer", "--simulation")
    assert essai.code == 0, essai.err
    assert demo(*change, "--deplacer").code == 0
    ou = {x["site"] for x in demo("rapport", "presences", "--date", "14/12/2026", "--format", "json").json}
    assert ou == {"Victor-Hugo"}

    fichier = tmp_path / "rentree.csv"
    fichier.write_text(
        "code_famille;role;nom;prenom;naissance;ecole;classe\n20001;enfant;Léger;Tom;18/04/2021;Molière;CP\n",
        encoding="utf-8",
    )
    assert demo("importer", "familles", str(fichier), "--ecoles", "ailleurs").code == 2
    fait = demo("importer", "familles", str(fichier), "--ecoles", "deplacer")
    assert fait.code == 0, fait.err
    assert "passe à Molière" in " ".join(fait.out.split())
    ou = {x["site"] for x in demo("rapport", "presences", "--date", "14/12/2026", "--format", "json").json}
    assert ou == {"Molière"}


@pytest.mark.usefixtures("le_16_novembre")
def test_un_depart_a_venir_n_est_pas_dit_fait(demo, base):
    """Lost otherwise: an agent who reads that a child who eats here for three more weeks is gone."""
    fait = demo("famille", "retirer", "20001", "--membre", "Tom", "--motif", "demenagement", "--le", "07/12/2026")
    assert fait.code == 0, fait.err
    assert "quittera le foyer le 07/12/2026" in fait.out


def test_une_tache_dit_de_qui_et_pourquoi(demo):
    """« pai_a_transmettre », said to a script or to a spreadsheet: to whom, and what for, stood nowhere."""
    assert demo("famille", "modifier", "20001", "--membre", "Tom", "pai=oui").code == 0
    fait = demo("famille", "modifier", "20001", "--membre", "Tom", "ecole=Victor-Hugo", "--confirmer")
    assert fait.code == 0, fait.err
    assert demo("taches", "demander", "20001", "--pour", "1").code == 0
    du = {t["nature"]: t for t in demo("taches", "--format", "json").json}
    pai, oubli = du["pai_a_transmettre"], du["identifiants_oublies"]
    assert (pai["personne"], pai["detail"]) == ("LÉGER Tom", "PAI à transmettre à Victor-Hugo (quitte Molière)")
    assert oubli["detail"].startswith("demandé le ")
    assert "(quitte Molière)" in demo("taches", "--format", "csv").out
    vu = " ".join(demo("taches").out.split())
    assert "Victor-Hugo" in vu
    assert "Molière" in vu
