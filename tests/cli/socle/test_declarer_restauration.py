"""`guichet declarer-restauration`, as a supervisor types it after the DSI's pg_restore."""

from __future__ import annotations

import pytest

from tests.bases import remplir


def test_une_restauration_se_declare_depuis_le_clavier(guichet, postgres, tmp_path):
    if isinstance(postgres, str):
        pytest.skip(postgres)
    adresse = postgres.copie()
    base = ("--base", adresse.url, "--agent", "demo")
    ouvrir = ("famille", "creer", "--adulte", "civilite=Mme; nom=Diarra; prenom=Awa", "--adresse", "1 rue A")
    ouvrir += ("--code-postal", "78999", "--ville", "Clairval-sur-Seine")
    assert guichet(*ouvrir, *base).code == 0
    rien = guichet("declarer-restauration", *base)
    assert rien.code == 2
    assert "il n’y a pas de restauration à déclarer" in rien.err
    postgres.sauvegarder(adresse, tmp_path / "copie.dump")
    creee = guichet(*ouvrir, "--malgre-doublons", *base)
    assert creee.code == 0, creee.err
    postgres.remettre(adresse, tmp_path / "copie.dump")
    refus = guichet("verifier", *base)
    assert refus.code == 3
    assert "guichet declarer-restauration" in " ".join((refus.out + refus.err).split())
    essai = guichet("declarer-restauration", "--essai", *base)
    assert essai.code == 0, essai.err
    assert essai.out.startswith("Essai, rien n’est écrit. La réponse serait")
    assert guichet("verifier", *base).code == 3, "a trial writes nothing"
    faite = guichet("declarer-restauration", *base, "--format", "json")
    assert faite.code == 0, faite.err
    assert faite.json["restauration"]["manquent"] >= 1
    assert faite.json["restauration"]["exacte"] is True
    assert essai.out.split("\n", 1)[1].startswith("Restauration déclarée")
    apres = guichet("verifier", *base)
    assert apres.code == 0, apres.err
    assert "Une sauvegarde a été remise" in " ".join(apres.out.split())
    postgres.jeter(adresse)


def test_l_ancienne_base_gardee_dit_ce_qui_manque(guichet, postgres, tmp_path):
    """Lost otherwise: « lignes 1205 à 1243 », and nobody knows which families to call."""
    if isinstance(postgres, str):
        pytest.skip(postgres)
    import psycopg

    adresse, autre = postgres.copie(), postgres.vide()
    remplir(autre)
    base = ("--base", adresse.url, "--agent", "demo")
    ouvrir = ("famille", "creer", "--adulte", "civilite=Mme; nom=Diarra; prenom=Awa", "--adresse", "1 rue A")
    ouvrir += ("--code-postal", "78999", "--ville", "Clairval-sur-Seine", "--malgre-doublons")
    assert guichet(*ouvrir, *base).code == 0
    postgres.sauvegarder(adresse, tmp_path / "copie.dump")
    perdue = guichet(*ouvrir, *base, "--format", "json").json["code_famille"]
    nom = adresse.url.split("/")[3].split("?")[0]
    with psycopg.connect(postgres.adresse("template1").url, autocommit=True) as c:
        # A server takes a moment to let go of who has left.
        c.execute("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = %s", (nom,))
        c.execute(f"ALTER DATABASE {nom} RENAME TO {nom}_avant")
        c.execute(f"CREATE DATABASE {nom} TEMPLATE template0")
    postgres.remettre(adresse, tmp_path / "copie.dump")
    ancienne = adresse.url.replace(f"/{nom}?", f"/{nom}_avant?")
    refus = guichet("declarer-restauration", "--ancienne", autre.url, *base)
    assert refus.code == 2
    assert "créée à part" in refus.err
    assert guichet("verifier", *base).code == 3, "nothing was declared"
    faite = guichet("declarer-restauration", "--ancienne", ancienne, *base, "--format", "json")
    assert faite.code == 0, faite.err
    assert [(a["acte"], a["objet"]) for a in faite.json["actes"]] == [("dossier créé", perdue.partition("-")[0])]
    assert faite.json["restauration"]["lignes"] == [a["ligne"] for a in faite.json["actes"]]
    assert guichet("verifier", *base).code == 0
    for a in (adresse, autre):
        postgres.jeter(a)


def test_sur_un_fichier_restaurer_le_dit_lui_meme(demo):
    refus = demo("declarer-restauration")
    assert refus.code == 2
    assert "guichet restaurer SAUVEGARDE" in refus.err
