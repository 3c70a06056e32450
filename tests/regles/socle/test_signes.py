"""What acts on a terminal, and what only shows: one list for every door."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.erreurs import ErreurMetier
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.formats import nettoyer
from guichet.signes import agissant, json_sans_effet, sans_effet

AGISSANTS = {"Cc", "Cf", "Cs", "Zl", "Zp"}

CAS = [
    ("Léger-Martin", "Léger-Martin"),
    ("12\u202f310 familles\u00a0!", "12\u202f310 familles\u00a0!"),
    ("a\x1b]52;c;SGFja2Vk\x07b", "a]52;c;SGFja2Vkb"),
    ("a\x9b31mb\x9d0;t\x9c", "a31mb0;t"),
    ("a\u202eb\u2066c\u2069\u200f\u061c", "abc"),
    ("a\x00b\x7f", "ab"),
    ("a\tb\r\nc\x85d\u2028e", "a b  c d e"),
    ("a\ud800b", "ab"),
    ("محمد עברית 日本", "محمد עברית 日本"),
]


@pytest.mark.parametrize(("texte", "montre"), CAS)
def test_sans_effet(texte: str, montre: str) -> None:
    assert sans_effet(texte) == montre
    assert (agissant(texte) == "") == (texte == montre)


@given(st.text())
def test_rien_d_agissant_ne_passe(texte: str) -> None:
    for rendu in (sans_effet(texte), nettoyer(texte)):
        assert not {unicodedata.category(c) for c in rendu} & AGISSANTS
    lignes = sans_effet(texte, lignes=True)
    assert lignes.count("\n") == texte.count("\n")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_le_json_garde_les_valeurs(texte: str) -> None:
    ecrit = json_sans_effet(json.dumps([texte], ensure_ascii=False, indent=2))
    assert json.loads(ecrit) == [texte]
    assert not {unicodedata.category(c) for c in ecrit.replace("\n", "")} & AGISSANTS


def test_un_refus_cite_sans_obeir() -> None:
    assert ErreurMetier("« \x1b[2J\u202e » :\nnon").message == "«\u00a0[2J\u00a0»\u00a0:\nnon"
    assert SaisiesInvalides({"nom": "Nom\x9d : non"}).erreurs == {"nom": "Nom\u00a0: non"}
