"""The dossier tells its last acts in French: an act without words would show its code to the agent."""

from __future__ import annotations

import pytest

from guichet.regles.comptoir.libelles import libelle_journal
from guichet.regles.portail.compte_portail import Geste, GesteCle
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EnvoiFactures, RoleLien
from guichet.textes import LIBELLES_CHAMPS, libelle, phrase, sous_champ, valeur_affichee

CONTENU = '{"acte":"famille.factures","envoi":"papier","role":"enfant","annulees":2,"fondue":"20999-E","autre":"20999-E","du":"2026-11-16","au":"2026-11-20"}'
"""What the labels in braces are completed with."""


@pytest.mark.parametrize("acte", TypeActe)
def test_every_act_has_words(acte):
    dit = libelle_journal(acte.value, CONTENU)
    assert dit.strip()
    assert dit != acte.value.replace(".", " ").replace("_", " ")
    assert "{" not in dit


def test_every_gesture_on_an_account_or_a_cle_is_an_act():
    gestes = {f"identifiants.{g.value}" for g in Geste} | {f"cle.{g.value}" for g in GesteCle}
    assert gestes <= {acte.value for acte in TypeActe}


def test_acts_that_depend_on_their_content():
    for envoi in EnvoiFactures:
        assert libelle_journal("famille.factures", f'{{"envoi":"{envoi.value}"}}').startswith("factures : envoi ")
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
