"""The dossier tells its last acts in French: an act without words would show its code to the agent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guichet.regles.comptoir.libelles import libelle_journal
from guichet.regles.portail.compte_portail import Geste, GesteCle
from guichet.regles.socle.domaine import EnvoiFactures, RoleLien
from guichet.textes import LIBELLES_CHAMPS, libelle, phrase, sous_champ, valeur_affichee

RACINE = Path(__file__).parents[3]
ECRITS = re.compile(r'journaliser\(\s*s,\s*"([a-z_]+\.[a-z_]+)"')
DU_FOYER = {"famille", "membre", "identifiants", "cle", "tache", "passage"}


def actes_du_code():
    textes = (f.read_text("utf-8") for d in ("services", "registres") for f in (RACINE / "guichet" / d).rglob("*.py"))
    trouves = {type_ for texte in textes for type_ in ECRITS.findall(texte)}
    trouves |= {f"identifiants.{g.value}" for g in Geste} | {f"cle.{g.value}" for g in GesteCle}
    return sorted(t for t in trouves if t.partition(".")[0] in DU_FOYER)


@pytest.mark.parametrize("type_", actes_du_code())
def test_every_act_of_a_family_has_words(type_):
    contenu = '{"envoi":"papier","role":"enfant"}'
    assert libelle_journal(type_, contenu) != type_.replace(".", " ").replace("_", " ")


def test_acts_that_depend_on_their_content():
    for envoi in EnvoiFactures:
        assert libelle_journal("famille.factures", f'{{"envoi":"{envoi.value}"}}').startswith("factures\u00a0: envoi ")
    for role in RoleLien:
        assert libelle_journal("membre.ajouter", f'{{"role":"{role.value}"}}') == f"{role.value} ajouté"
        assert libelle_journal("membre.retirer", f'{{"role":"{role.value}"}}') == f"{role.value} retiré"


def test_an_act_of_a_newer_version_keeps_its_name():
    assert libelle_journal("pret.rendre_livre") == "pret rendre livre"


@pytest.mark.parametrize(
    ("champ", "valeur", "montre"),
    [
        ("naissance", None, ""),
        ("pai", True, "oui"),
        ("pai", False, "non"),
        ("mobile", "0612345678", "06 12 34 56 78"),
        ("envoi_factures", "electronique", "électronique"),
        ("nom", "[/b]", "[/b]"),
    ],
)
def test_values_are_shown_as_people_read_them(champ, valeur, montre):
    assert valeur_affichee(champ, valeur) == montre


def test_labels_and_sentences_of_fields():
    assert libelle("enfant2.code_postal") == "Code postal"
    assert libelle("inconnu") == "inconnu"
    assert sous_champ("ville", "à remplir : oui.") == "Ville\u00a0: à remplir\u00a0: oui."
    assert all(texte[0].isupper() or texte.startswith("À") for texte in LIBELLES_CHAMPS.values())
    longue = {
        "type": "string_too_long",
        "ctx": {"max_length": 254},
        "input": "x" * 300,
        "loc": ("courriel",),
        "msg": "",
    }
    assert phrase(longue) == "254 caractères au plus (300 saisis)."
    assert phrase({"type": "neuf", "input": 3, "loc": (), "msg": ""}).endswith("corrigez-la.")
