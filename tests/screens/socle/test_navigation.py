"""The stack of screens alone, in an app that has no base: what comes to the top, what is asked before leaving."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from textual.app import App

from screens.socle import navigation, themes
from screens.socle.ecran import EcranBase
from screens.socle.navigation import Navigation


class Muet(EcranBase[None]):
    """Nothing between the two bars, nor the bars: nothing to read in a base."""

    def __init__(self) -> None:
        super().__init__()
        self.faits: list[str] = []

    def compose(self) -> Any:
        return iter(())

    def habiller(self) -> None:
        pass

    async def preparer(self, **donnees: object) -> None:
        self.faits.append(f"lu {donnees}" if donnees else "lu")

    def afficher(self) -> None:
        self.faits.append("montré")

    def action_rafraichir(self) -> None:
        self.faits.append("relu")


class Dossier(Muet):
    ECRAN = "dossier"
    famille_id: int | None = None


class Liste(Muet):
    ECRAN = "listes"


class Fiche(Muet):
    """Something typed in it."""

    tape = True
    accepte = False

    def perdrait_une_saisie(self) -> bool:
        return self.tape

    async def confirmer_abandon(self) -> bool:
        self.faits.append("demandé")
        return self.accepte


class Pile(App[int]):
    def __init__(self) -> None:
        super().__init__()
        self.accueil = Muet()
        self.navigation = Navigation(self, self.accueil, {}, lambda: None)

    def get_default_screen(self) -> Muet:
        return self.accueil


@pytest.fixture
async def pile(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pile]:
    ici = f"{__name__}:"
    monkeypatch.setattr(
        navigation, "ECRANS", {"dossier": ici + "Dossier", "membre": ici + "Fiche", "listes": ici + "Liste"}
    )
    app = Pile()
    async with app.run_test():
        yield app


async def test_un_ecran_garde_est_le_meme_et_se_dessine_avant_de_se_montrer(pile: Pile) -> None:
    """Lost otherwise: 80 ms at every change of screen, and one painting more."""
    await pile.navigation.aller("dossier", famille_id=3)
    dossier = pile.screen
    assert isinstance(dossier, Dossier)
    assert dossier.faits == ["lu {'famille_id': 3}", "montré"]
    await pile.navigation.aller("recherche")
    assert pile.screen is pile.accueil
    await pile.navigation.aller("dossier", famille_id=4)
    assert pile.screen is dossier
    assert dossier.faits[2:] == ["lu {'famille_id': 4}", "montré"]


async def test_revenir_relit_ce_qu_on_retrouve(pile: Pile) -> None:
    """Lost otherwise: the address just corrected, shown as it was."""
    await pile.navigation.aller("dossier")
    dossier = pile.screen
    await pile.navigation.aller("membre")
    await pile.navigation.revenir()
    assert isinstance(dossier, Dossier)
    assert pile.screen is dossier
    assert dossier.faits[-1] == "relu"


@pytest.mark.parametrize("accepte", [False, True])
async def test_une_saisie_ne_se_quitte_qu_avec_l_accord_de_l_agent(pile: Pile, accepte: bool) -> None:
    """Lost otherwise: a whole family typed, at one key of everywhere."""
    await pile.navigation.aller("dossier")
    dossier = pile.screen
    await pile.navigation.aller("membre")
    fiche = pile.screen
    assert isinstance(fiche, Fiche)
    fiche.accepte = accepte
    await pile.navigation.quitter_pour("dossier")
    assert fiche.faits[-1] == "demandé"
    assert pile.screen is (dossier if accepte else fiche)
    assert (fiche in pile.screen_stack) is not accepte


async def test_quitter_demande_a_tout_ecran_empile(pile: Pile) -> None:
    """Lost otherwise: a draft under another screen, gone with the program."""
    await pile.navigation.aller("membre")
    fiche = pile.screen
    assert isinstance(fiche, Fiche)
    await pile.navigation.aller("dossier")
    await pile.navigation.quitter()
    assert fiche.faits[-1] == "demandé"
    assert pile.is_running
    fiche.tape = False
    await pile.navigation.quitter()
    assert pile.return_value == 0


@pytest.mark.parametrize("dossier_dessous", [False, True])
async def test_une_famille_ouverte_d_une_liste_y_ramene(pile: Pile, dossier_dessous: bool) -> None:
    """Lost otherwise: a list walked through again after each household, when a dossier had been looked at before."""
    chemin = pile.navigation
    if dossier_dessous:
        await chemin.aller("dossier")
    await chemin.aller("listes")
    liste = pile.screen
    chemin.retenir("listes", sur=(7, 2))
    await chemin.aller("dossier")
    await chemin.sortir(clos=True)
    assert pile.screen is liste
    assert [e.ECRAN for e in pile.screen_stack if isinstance(e, Muet)] == ["", "listes"]
    assert liste.faits[-2:] == (["lu {'sur': (7, 2)}", "montré"] if dossier_dessous else ["montré", "relu"])
    await chemin.aller("recherche")
    await chemin.aller("dossier")
    await chemin.sortir(clos=True)
    assert pile.screen is pile.accueil


async def test_une_saisie_sous_un_dossier_attend_qu_on_y_revienne(pile: Pile) -> None:
    """Lost otherwise: a hundred keys, for a look at the family they may be about; or a form that outlives its visit."""
    chemin = pile.navigation
    await chemin.aller("membre")
    fiche = pile.screen
    await chemin.aller("dossier")
    await chemin.sortir(clos=False)
    assert pile.screen is fiche
    await chemin.aller("dossier")
    await chemin.sortir(clos=True)
    assert pile.screen is pile.accueil


async def test_ou_l_on_est_et_de_quelle_famille(pile: Pile) -> None:
    assert pile.navigation.famille_id is None
    await pile.navigation.aller("dossier")
    dossier = pile.screen
    assert isinstance(dossier, Dossier)
    dossier.famille_id = 12
    assert (pile.navigation.ici, pile.navigation.famille_id) == ("dossier", 12)
    assert not pile.navigation.ailleurs("dossier")
    assert pile.navigation.ailleurs("listes")


def test_les_trois_themes_se_suivent() -> None:
    noms = [t.name for t in themes.THEMES]
    assert [themes.suivant(n) for n in noms] == [*noms[1:], noms[0]]
    assert themes.suivant("dracula") == noms[0]
