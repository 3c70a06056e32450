"""`--simulation` is asked for by who is afraid of doing wrong: not one byte may move, every refusal must show."""

from __future__ import annotations

import hashlib

import pytest

TETE = "Simulation, rien n’est écrit. La réponse serait\u00a0:"
CNI = ("--piece", "cni")
ECRITURES = [
    ("famille", "creer", "--adulte", "civilite=Mme; nom=Diarra; prenom=Awa", "--adresse", "1 rue A", "--code-postal", "78999", "--ville", "Clairval-sur-Seine"),
    ("famille", "modifier", "20001", "--membre", "Karim", "mobile=0600000000"),
    ("famille", "modifier", "20001", "complement=B"),
    ("famille", "ajouter", "20001", "--contact", "nom=Petit; prenom=Rose"),
    ("famille", "retirer", "20001", "--membre", "Karim"),
    ("famille", "demenager", "20001", "--adresse", "x", "--code-postal", "75001", "--ville", "Paris"),
    ("famille", "factures", "20001", "electronique"),
    ("famille", "confirmer", "20001"),
    ("identifiants", "emettre", "20001", "--pour", "1", "--mode", "courriel", *CNI),
    ("cle", "emettre", "20001", "--pour", "1", *CNI),
    ("passages", "ouvrir", "20001"),
    ("agents", "creer", "nouveau", "--nom", "N", "--prenom", "P"),
    ("agents", "modifier", "accueil", "--role", "regisseur"),
    ("agents", "desactiver", "accueil"),
    ("agents", "reinitialiser", "accueil"),
    ("cle", "expirer"),
    ("inscrire", "20001", "--activite", "restauration"),
    ("calendrier", "fermer", "--du", "01/03/2027", "--motif", "grève"),
    ("calendrier", "ajouter", "--nature", "pont", "--du", "01/03/2027", "--libelle", "pont"),
    ("activites", "corriger", "mercredi", "02/12/2026", "--groupe", "maternelle", "--unite", "r", "--places", "3"),
    ("activites", "generer", "--annee", "2027"),
    ("reindexer",),
]  # fmt: skip


def empreintes(base):
    journal = base.with_name("guichet.db-wal")
    assert not journal.exists() or not journal.stat().st_size, "une transaction a été validée"
    gardes = (f for f in base.parent.iterdir() if not f.name.endswith(("-wal", "-shm", ".file")))
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in gardes}


@pytest.mark.parametrize("ecriture", ECRITURES, ids=lambda e: " ".join(e[:2]))
def test_pas_un_octet_ne_bouge(demo, base, ecriture):
    demo("chercher", "x")
    avant = empreintes(base)
    essai = demo(*ecriture, "--simulation")
    assert essai.code == 0, essai.err
    tete, reponse = essai.out.split("\n", 1)
    assert tete == TETE
    assert reponse[0].isupper() or reponse[0] in "«0123456789"
    assert empreintes(base) == avant
    assert demo(*ecriture, "--simulation", "--format", "json").json["simulation"] is True


def test_une_simulation_ne_montre_pas_un_secret_qui_ne_vaudra_rien(demo):
    essai = demo("cle", "emettre", "20001", "--pour", "1", *CNI, "--simulation", "--format", "json")
    assert essai.json["cle_enfance"] is None


def test_ce_qui_est_dit_ensuite_est_la_reponse_meme(demo):
    """« rien n’est écrit : Passage 1 ouvert » said at once that nothing was done, and that it was."""
    ordre = ("calendrier", "ajouter", "--nature", "pont", "--du", "01/03/2027", "--libelle", "pont")
    essai, fait = demo(*ordre, "--simulation").out, demo(*ordre).out
    assert essai == f"{TETE}\n{fait}"
    demo("identifiants", "emettre", "20001", "--pour", "1", "--mode", "courriel", *CNI, "--format", "json")
    essai, fait = demo("identifiants", "exporter", "--simulation").err, demo("identifiants", "exporter").err
    assert essai == f"{TETE}\n{fait}"


def test_une_simulation_refuse_ce_que_l_acte_refuserait(demo):
    assert demo("cle", "emettre", "20001", "--pour", "1", "--simulation").code == 1
    assert demo("agents", "modifier", "personne", "--role", "agent", "--simulation").code == 1


def test_sur_un_serveur_rien_n_est_ecrit_non_plus(guichet, postgres):
    if isinstance(postgres, str):
        pytest.skip(postgres)
    base = ("--base", postgres.copie().url, "--agent", "demo")
    essai = guichet(*ECRITURES[0], *base, "--simulation", "--format", "json")
    assert essai.code == 0, essai.err
    assert guichet("chercher", "diarra", *base, "--format", "json").json == []
    assert guichet(*ECRITURES[0], *base).code == 0
    assert len(guichet("chercher", "diarra", *base, "--format", "json").json) == 1
    assert guichet("verifier", *base).code == 0
