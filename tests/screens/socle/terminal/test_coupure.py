"""French typography on the screen itself: no line begins with a colon, no number is cut in two."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from textual.content import Content

from outils.fautes import fautes, lus
from screens.socle import ecran  # noqa: F401 - any screen settles it
from screens.widgets.coupure import couper
from tests.architecture.arbre import modules


@pytest.mark.parametrize("largeur", range(12, 60))
def test_une_espace_insecable_ne_coupe_jamais(largeur: int) -> None:
    """Lost otherwise: « jour de carence 1 sur 1 », and « : facturée. » alone on the next line."""
    phrase = "Certificat remis à temps, jour de carence 1 sur 1\u00a0: facturée. Et «\u00a0oui\u00a0», 1\u202f500\u00a0€\u00a0!"
    lignes = [str(ligne) for ligne in Content(phrase).wrap(largeur)]
    assert all(len(ligne.rstrip()) <= largeur for ligne in lignes)
    assert not [ligne for ligne in lignes if ligne.lstrip()[0] in ":;!?»€" or ligne.startswith("500")], lignes
    assert not [ligne for ligne in lignes if ligne.rstrip().endswith("«")], lignes


def ecrites_simplement() -> list[str]:
    """Every sentence of the program, as if it had been written with plain spaces."""
    litteraux = {n.value for m in modules() for n in lus(m) if isinstance(n.value, str) and len(n.value) > 12}
    simples = {re.sub("\u00a0(?=[:;!?»])|(?<=«)\u00a0", " ", texte) for texte in litteraux}
    return sorted(texte.strip() for texte in simples if fautes(texte) and "\n" not in texte)


@pytest.mark.parametrize("largeur", [24, 31, 46, 61])
def test_une_phrase_ecrite_simplement_ne_commence_pas_une_ligne_par_un_signe(largeur: int) -> None:
    """Lost otherwise: the one sentence in six hundred where somebody forgot to type U+00A0."""
    phrases = ecrites_simplement()
    assert len(phrases) > 200
    for phrase in phrases:
        for lignes in ([str(ligne) for ligne in Content(phrase).wrap(largeur)], couper(phrase, largeur)):
            assert "".join(lignes).replace(" ", "").replace("\u00a0", "") == re.sub("[ \u00a0]", "", phrase)
            # A word longer than the line is cut anywhere: only what could stay together is looked at.
            fautives = [
                suite
                for ligne, suite in pairwise(lignes)
                if re.match(r"[:;!?»](?!\w)", suite.lstrip()) and len(ligne.split()[-1]) + 2 < largeur
            ]
            assert not fautives, (phrase, lignes)
            assert not [ligne for ligne in lignes[:-1] if ligne.rstrip().endswith(" «")], (phrase, lignes)
