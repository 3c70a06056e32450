"""The one table of commands and what lives it: a key in the footer that does nothing, or one that no page tells."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest

import screens
from guichet.app import GuichetApp
from guichet.commandes import COMMANDES, ECRANS, PARTOUT, commandes_de, nom_touche
from guichet.config_modele import touches_lisibles
from screens.socle.aide import LIBELLE
from screens.socle.ecran import DialogueBase, EcranBase
from screens.socle.navigation import ECRANS as CHEMINS

PERDUES = ("f10", "f11", *(f"ctrl+{c}" for c in "0123456789"), "ctrl+comma", "ctrl+full_stop", "ctrl+plus", "alt+e")

TEXTUAL = {"rafraichir"}
"""Actions of a screen that a command of everywhere asks of it: F5."""


@cache
def classes() -> tuple[type[Any], ...]:
    """Every screen and dialog, once all their modules are loaded."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    return tuple(c for racine in (EcranBase, DialogueBase) for c in _sous_classes(racine) if c.ECRAN)


def _sous_classes(classe: type[Any]) -> Iterator[type[Any]]:
    if classe.__module__.startswith("screens."):
        yield classe
    for sous in classe.__subclasses__():
        yield from _sous_classes(sous)


def actions(classe: type[Any]) -> set[str]:
    """Names of the actions our own code gives a class."""
    return {
        nom.removeprefix("action_")
        for c in inspect.getmro(classe)
        if c.__module__.startswith(("screens.", "guichet."))
        for nom in vars(c)
        if nom.startswith("action_")
    }


def test_un_nom_une_commande() -> None:
    doubles = [i for i, n in Counter(c.id for c in COMMANDES).items() if n > 1]
    assert doubles == []


@pytest.mark.parametrize("ecran", ECRANS)
def test_une_touche_une_commande(ecran: str) -> None:
    """Lost otherwise: one of the two never answers, and the footer shows both."""
    propres = [c for c in COMMANDES if c.ecran == ecran]
    assert propres
    touches = Counter(c.touche for c in {*commandes_de(ecran)})
    assert [t for t, n in touches.items() if n > 1] == []


@pytest.mark.parametrize("commande", COMMANDES, ids=lambda c: c.id)
def test_chaque_touche_arrive_au_programme(commande) -> None:
    """Lost otherwise: a terminal or a keyboard takes it (ecrans.md, Grammar of keys)."""
    assert commande.touche not in PERDUES
    assert not re.search(r"alt\+|f1[01]$|ctrl\+(?:shift\+)?[^a-z]", commande.touche)
    assert touches_lisibles(commande.touche) == commande.touche


@pytest.mark.parametrize("touche", PERDUES)
def test_une_commune_ne_peut_pas_choisir_une_touche_perdue(touche: str) -> None:
    with pytest.raises(ValueError, match="touche"):
        touches_lisibles(touche)


@pytest.mark.parametrize("commande", COMMANDES, ids=lambda c: c.id)
def test_chaque_commande_se_lit(commande) -> None:
    """Lost otherwise: columns of F1 and of the palette that run into each other, a key nobody has on a keyboard."""
    assert commande.ecran in ECRANS
    assert 0 < len(commande.libelle) < LIBELLE
    assert len(nom_touche(commande.touche)) < 9
    assert nom_touche(commande.touche) != commande.touche or len(commande.touche) == 1
    assert re.fullmatch(r"[A-ZÀÉÊ].*[.?]", commande.aide)


@pytest.mark.parametrize("classe", classes(), ids=lambda c: c.__name__)
def test_chaque_commande_d_un_ecran_y_est_liee_et_y_vit(classe: type[Any]) -> None:
    liees = {b.id: b for liste in classe._merged_bindings.key_to_bindings.values() for b in liste if b.id}
    for c in commandes_de(classe.ECRAN):
        assert c.id in liees, f"{classe.__name__}: {c.id} is not bound"
        assert liees[c.id].action == (f"app.{c.action}" if c.ecran == PARTOUT else c.action)
        assert liees[c.id].priority is c.prioritaire
        proprietaire = GuichetApp if c.ecran == PARTOUT else classe
        assert c.action in actions(proprietaire), f"{proprietaire.__name__} has no action_{c.action}"


@pytest.mark.parametrize("classe", [*classes(), GuichetApp], ids=lambda c: c.__name__)
def test_chaque_action_est_au_tableau(classe: type[Any]) -> None:
    """Lost otherwise: a gesture without a key, a name in the palette nor a line in F1."""
    ecran = PARTOUT if classe is GuichetApp else classe.ECRAN
    connues = {c.action for c in COMMANDES if c.ecran == ecran} | (TEXTUAL if ecran != PARTOUT else set())
    assert actions(classe) <= connues


def test_chaque_ecran_du_tableau_existe() -> None:
    assert {c.ECRAN for c in classes()} == set(ECRANS) - {PARTOUT}
    for chemin in CHEMINS.values():
        module, _, nom = chemin.partition(":")
        assert getattr(import_module(module), nom) in classes()
