"""The summary of a visit is the parent's proof of what was done and the list of what remains to do."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from guichet.editions.comptoir.recapitulatif import pdf_passage, texte_passage
from guichet.formats import PARIS
from tests.editions.papiers import pages, passage


def test_le_papier_et_le_texte_disent_la_meme_chose(lire):
    papier = re.sub(r"\s", "", lire(pdf_passage(passage())))
    for mot in texte_passage(passage()).replace("Code famille\u00a0:", "").replace("[ ]", "").split():
        assert mot in papier or set(mot) <= {"-", "="}


@pytest.mark.parametrize(
    ("autres", "phrase"),
    [
        ({}, "Au guichet, le samedi 21\u00a0novembre\u00a02026, de 14\u00a0h\u00a006 à 14\u00a0h\u00a019"),
        ({"presence": "telephone"}, "Par téléphone, le samedi"),
        ({"presence": "Permanence à l’école"}, "Permanence à l’école, le samedi"),
        (
            {"clos_le": datetime(2026, 11, 23, 9, 0, tzinfo=PARIS)},
            "du samedi 21\u00a0novembre\u00a02026 à 14\u00a0h\u00a006 au lundi 23\u00a0novembre\u00a02026",
        ),
        ({"ouvert_le": datetime(2026, 11, 21, 13, 6, tzinfo=UTC)}, "de 14\u00a0h\u00a006 à"),
        ({"actes": ()}, "aucun changement au dossier"),
        ({"restes": ()}, "rien d’autre à faire"),
        ({"formation": True}, "FORMATION — sans valeur"),
    ],
)
def test_les_phrases(autres, phrase):
    assert phrase in re.sub(r" *\n +", " ", texte_passage(passage(**autres)).replace("\nau lundi", " au lundi"))
    assert pages(pdf_passage(passage(**autres))) == 1


def test_une_longue_visite_tient_sur_une_page_et_rien_ne_se_perd(lire):
    """A first registration with three children writes some forty lines."""
    actes = tuple((f"14:{minute:02d}", f"Acte {minute} : réservation enregistrée") for minute in range(40))
    pdf = pdf_passage(passage(actes=actes))
    assert pages(pdf) == 1
    lu = lire(pdf)
    assert all(f"Acte {minute} :" in lu for minute in range(40))


def test_memes_donnees_memes_octets():
    assert pdf_passage(passage()) == pdf_passage(passage())


def test_un_acte_de_300_lettres_et_une_famille_piege():
    hostile = passage(famille="#panic() [/b] *x*", actes=(("14:06", "X" * 300),), restes=("محمد " * 60,))
    assert pages(pdf_passage(hostile)) == 1
    assert max(map(len, texte_passage(hostile).splitlines())) <= 78
