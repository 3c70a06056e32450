"""What a file writes otherwise is settled from the shell, line by line."""

from __future__ import annotations

import sqlite3

TITRES = "code_famille;role;civilite;nom;prenom;naissance\r\n"


def test_une_ligne_se_tranche_et_ne_revient_pas(demo, base, tmp_path):
    """Lost otherwise: a second Sophie, and nobody to say that she is the first."""
    fichier = tmp_path / "rentree.csv"
    mere = "90001;responsable;Mme;Durand;Sophie;24/05/1986\r\n"
    fichier.write_text(TITRES + mere, encoding="utf-8")
    assert demo("importer", "familles", str(fichier)).code == 0
    fichier.write_text(
        TITRES + mere.replace("Sophie", "Sophie Anne") + mere.replace("Sophie", "Sofia"), encoding="utf-8"
    )
    importe = demo("importer", "familles", str(fichier))
    assert "2 à trancher" in importe.out
    liste = demo("importer", "rapprocher", str(fichier), "--format", "json").json
    assert [(x["ligne"], x["qui"]) for x in liste] == [(2, "DURAND Sophie Anne"), (3, "DURAND Sofia")]
    assert max(map(len, demo("importer", "rapprocher", str(fichier)).out.splitlines())) <= 80
    numero = str(liste[0]["numero"])
    assert demo("importer", "rapprocher", str(fichier), "--ligne", "2", "--personne", numero).code == 0
    assert [x["ligne"] for x in demo("importer", "rapprocher", str(fichier), "--format", "json").json] == []
    assert demo("importer", "rapprocher", str(fichier), "--ligne", "2", "--nouvelle").code == 2
    with sqlite3.connect(base) as c:
        assert c.execute("SELECT count(*) FROM personne WHERE nom = 'Durand'").fetchone() == (1,)


def test_trancher_demande_de_dire_qui(demo, tmp_path):
    fichier = tmp_path / "onde.csv"
    fichier.write_text("Nom élève;Prénom élève;Date naissance;Niveau\nZULU;ANA;03/05/2020;CP\n", encoding="utf-8")
    ligne = ("importer", "rapprocher", str(fichier), "--ligne", "2")
    assert "--nouvelle" in demo(*ligne).err
    assert "F6" in demo(*ligne, "--nouvelle").err
