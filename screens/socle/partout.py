"""The commands that live everywhere: what their keys do, whatever the screen. The app names each as its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from screens.socle.actes import Actes
from screens.socle.navigation import Navigation


class Comptoir(Protocol):
    """What they need of the app."""

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""

    @property
    def actes(self) -> Actes:
        """How an act is run."""

    @property
    def navigation(self) -> Navigation:
        """The way from screen to screen."""


def rafraichir(ici: Comptoir) -> None:
    """F5."""
    ici.navigation.rafraichir()


def aide(ici: Comptoir) -> None:
    """F1, and `?` outside a field."""
    ici.navigation.aide()


def palette(ici: Comptoir) -> None:
    """Ctrl+P."""
    ici.navigation.palette()


def rechercher(ici: Comptoir) -> None:
    """F3, from anywhere."""
    ici.actes.faire(ici.navigation.rechercher())


def verrouiller(ici: Comptoir) -> None:
    """Ctrl+L, or nobody touched the keyboard for a while."""
    if ici.pret:
        ici.navigation.verrouiller()


def quitter(ici: Comptoir) -> None:
    """Ctrl+Q: asks once if something typed would be lost."""
    ici.actes.faire(ici.navigation.quitter())


def vers(nom: str) -> Callable[[Comptoir], None]:
    """Go to a screen of the town: Ctrl+D, Ctrl+K."""

    def aller(ici: Comptoir) -> None:
        if ici.pret and ici.navigation.ailleurs(nom):
            ici.actes.faire(ici.navigation.quitter_pour(nom))

    return aller


def vers_famille(nom: str) -> Callable[[Comptoir], None]:
    """Go to a screen of the household of the dossier last shown: Ctrl+O, Ctrl+R, Ctrl+G."""

    def aller(ici: Comptoir) -> None:
        famille = ici.navigation.famille_id
        if ici.pret and famille is not None and ici.navigation.ailleurs(nom):
            ici.actes.faire(ici.navigation.quitter_pour(nom, famille_id=famille))

    return aller
