"""`guichet famille retirer` says what goes with an adult before it is asked to do it, and a return gives it back."""

from __future__ import annotations


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
    assert demo(*ajout, "--reprendre", numero).code == 0
    rendu = demo("identifiants", "retablir", "20001", "--pour", "Karim", "--piece", "cni", "--format", "json")
    assert rendu.code == 0, rendu.err
    assert rendu.json["identifiant"] == remis.json["identifiant"]
