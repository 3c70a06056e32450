"""F1: each screen has its page, it fits, and the keys it names are those of that screen."""

from __future__ import annotations

import re

import pytest

from guichet.commandes import ECRANS, PARTOUT, commandes_de, nom_touche
from outils.fautes import fautes
from tests.architecture.arbre import RACINE

AIDE = RACINE / "data" / "aide"
A_PAGE = [e for e in ECRANS if e != PARTOUT]
TOUCHE = re.compile(r"« (.) »|\b(F\d{1,2}|Ctrl\+[A-Z]|Échap|Entrée|Suppr)(?!\w)")


def test_une_page_par_ecran() -> None:
    assert {f.stem for f in AIDE.glob("*.md")} == set(A_PAGE)


@pytest.mark.parametrize("ecran", A_PAGE)
def test_la_page_se_lit(ecran: str) -> None:
    texte = (AIDE / f"{ecran}.md").read_text(encoding="utf-8")
    assert texte.startswith("# ")
    assert texte.endswith(".\n")
    for numero, ligne in enumerate(texte.splitlines(), 1):
        assert len(ligne) <= 96, f"{ecran}.md:{numero}"
        assert ligne == ligne.rstrip(), f"{ecran}.md:{numero}"
        assert not fautes(ligne), f"{ecran}.md:{numero}: {fautes(ligne)}"
        # The page is shown as it stands: nothing turns these signs into letters.
        assert not re.search(r"[*`]|\]\(", ligne), f"{ecran}.md:{numero}"


@pytest.mark.parametrize("ecran", A_PAGE)
def test_la_page_ne_promet_que_des_touches_de_l_ecran(ecran: str) -> None:
    """Lost otherwise: an agent presses what the page says, in front of a parent, and nothing comes."""
    # A page may say what to press once where it leads: what is due is issued there, a slip is printed from its box.
    ailleurs = {"taches": ("identifiants",), "identifiants": ("modale",)}.get(ecran, ())
    # Answers of a question are letters of its own, told on the box.
    connues = {nom_touche(c.touche) for e in (ecran, *ailleurs) for c in commandes_de(e)} | (
        {"o", "n"} if ecran == "modale" else set()
    )
    texte = (AIDE / f"{ecran}.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    nommees = {lettre or nom for lettre, nom in TOUCHE.findall(texte)}
    assert nommees <= connues, nommees - connues
