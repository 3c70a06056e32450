"""A birth known by its year, from the shell: kept, shown, completed."""

from __future__ import annotations


def test_une_annee_de_naissance_se_tape_se_lit_et_se_complete(demo) -> None:
    """Lost otherwise: a script that must make up a first of January."""
    modifier = ("famille", "modifier", "20001", "--membre", "Tom")
    assert demo(*modifier, "naissance=2021", "--garder").code == 0
    lu = demo("dossier", "20001", "--format", "json").json
    [tom] = [e for e in lu["enfants"] if e["prenom"] == "Tom"]
    assert (tom["naissance"], tom["naissance_partielle"]) == (None, "2021")
    assert " 2021 " in demo("dossier", "20001").out
    fait = demo(*modifier, "naissance=06/05/2021", "--garder")
    assert fait.code == 0, fait.err
    lu = demo("dossier", "20001", "--format", "json").json
    [tom] = [e for e in lu["enfants"] if e["prenom"] == "Tom"]
    assert (tom["naissance"], tom["naissance_partielle"]) == ("2021-05-06", "")


def test_un_enfant_s_ajoute_par_son_annee(demo) -> None:
    ajout = demo(
        "famille", "ajouter", "20001", "--enfant", "nom=Martin; prenom=Zoé; naissance=2019", "--format", "json"
    )
    assert ajout.code == 0, ajout.err
    lu = demo("dossier", "20001", "--format", "json").json
    assert ("Zoé", "2019") in {(e["prenom"], e["naissance_partielle"]) for e in lu["enfants"]}
