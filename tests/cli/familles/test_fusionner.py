"""`guichet famille fusionner`, `separer`: shown, confirmed, found by the former code, taken apart."""

from __future__ import annotations


def test_reunir_du_terminal_puis_defaire(demo, base):
    """Lost otherwise: a merge that only the screen can do, or one that a script does without having said what."""
    # The file's row of 20002 first: the same mother, under another code.
    cree = demo(
        "famille", "creer", "--adulte", "nom=Léger-Martin; prenom=Sophie; naissance=29/11/1989; fixe=0155667788",
        "--ville", "Clairval-sur-Seine", "--code-postal", "78999", "--adresse", "3 rue Neuve",
        "--malgre-doublons", "--format", "json",
    )  # fmt: skip
    assert cree.code == 0, cree.err
    autre = cree.json["code_famille"]
    quoi = ("famille", "fusionner", "20001", autre)
    montre = demo(*quoi)
    assert montre.code == 0, montre.err
    assert "--prendre foyer.adresse" in montre.out
    assert "--confirmer" in montre.err
    assert demo("dossier", autre, "--format", "json").json["famille"]["code"] != "20001"
    faux = demo(*quoi, "--prendre", "foyer.age", "--confirmer")
    assert faux.code == 2
    assert "foyer.adresse" in faux.err
    essai = demo(*quoi, "--confirmer", "--simulation")
    assert essai.code == 0, essai.err
    fait = demo(*quoi, "--prendre", "foyer.adresse", "--confirmer", "--format", "json")
    assert fait.code == 0, fait.err
    assert fait.json["code_fondu"] == autre
    lu = demo("dossier", autre, "--format", "json").json
    assert (lu["famille"]["code"], lu["famille"]["adresse"]) == ("20001", "3 rue Neuve")
    assert [r["fixe"] for r in lu["responsables"]] == ["0155667788", ""]
    assert demo("chercher", autre, "--format", "json").json[0]["code_famille"].startswith("20001")
    for deux in (("20001", autre), (autre, "20001")):
        deja = demo("famille", "fusionner", *deux)
        assert deja.code == 1
        assert f"{autre} est déjà réuni à 20001" in deja.err
        assert "depuis le " in deja.err
    assert "deux fois le même" in demo("famille", "fusionner", "20001", "20001").err
    assert demo("famille", "separer", "20001").code == 0
    defait = demo("famille", "separer", "20001", "--confirmer")
    assert defait.code == 0, defait.err
    assert "comme avant" in defait.out
    assert demo("dossier", autre, "--format", "json").json["famille"]["adresse"] == "3 rue Neuve"
    assert demo("famille", "separer", "20001").code == 1


def test_deux_fiches_d_un_foyer(demo, base):
    """Lost otherwise: two sheets of one mother in one household, which no command makes one."""
    assert demo("famille", "fusionner", "20001").code == 2
    quoi = ("famille", "fusionner", "20001", "--membre", "Sophie", "--avec", "Karim")
    assert "désignées par l’agent" in demo(*quoi).out
    assert demo(*quoi, "--confirmer").code == 0
    assert len(demo("dossier", "20001", "--format", "json").json["responsables"]) == 1


def test_un_fichier_au_code_fondu_met_a_jour_le_dossier_garde(demo, base, tmp_path):
    """Lost otherwise: the file of next September, which opens again the household made one with another."""
    assert demo("famille", "fusionner", "20001", "20002", "--confirmer").code == 0
    fichier = tmp_path / "rentree.csv"
    fichier.write_text(
        "code_famille;role;civilite;nom;prenom;naissance;courriel;mobile;adresse;code_postal;ville\n"
        "20001;enfant;F;Léger;Zoé;09/01/2020;;;18 rue Haute;78999;Clairval-sur-Seine\n"
        "20002;enfant;F;Léger;Zoé;09/01/2020;;;18 rue Haute;78999;Clairval-sur-Seine\n"
    )
    importe = demo("importer", "familles", str(fichier))
    assert importe.code == 0, importe.err + importe.out
    assert [e["prenom"] for e in demo("dossier", "20001", "--format", "json").json["enfants"]] == ["Tom", "Zoé"]
    assert demo("verifier").code == 0


def test_un_fichier_qui_ecrit_comme_la_fiche_fondue(demo, base, tmp_path):
    """Lost otherwise: the child that the former file called Thomas comes back each September beside Tom."""
    autre = demo(
        "famille", "creer", "--adulte", "nom=Léger-Martin; prenom=Sophie; naissance=29/11/1989",
        "--enfant", "nom=Legere; prenom=Thomas; naissance=18/04/2021", "--ville", "Clairval-sur-Seine",
        "--code-postal", "78999", "--adresse", "18 rue Haute", "--malgre-doublons", "--format", "json",
    ).json["code_famille"]  # fmt: skip
    assert demo("famille", "fusionner", "20001", autre, "--confirmer").code == 0
    assert [e["prenom"] for e in demo("dossier", "20001", "--format", "json").json["enfants"]] == ["Tom"]
    fichier = tmp_path / "rentree.csv"
    fichier.write_text(
        "code_famille;role;civilite;nom;prenom;naissance;courriel;mobile;adresse;code_postal;ville\n"
        f"{autre[:5]};enfant;G;Legere;Thomas;18/04/2021;;;18 rue Haute;78999;Clairval-sur-Seine\n"
    )
    importe = demo("importer", "familles", str(fichier))
    assert importe.code == 0, importe.err
    assert "à rapprocher" not in importe.out + importe.err
    assert [e["prenom"] for e in demo("dossier", "20001", "--format", "json").json["enfants"]] == ["Tom"]
