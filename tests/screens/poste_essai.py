"""A counter without a screen: services run on a real base, answers to dialogs are those a test gives."""

from __future__ import annotations

from collections import deque
from typing import Any, TypeVar

from guichet.accompli import Accompli
from guichet.contexte import Contexte
from screens.socle.ecran import DialogueBase, Poste

T = TypeVar("T")


class PosteEssai(Poste):
    """What a collaborator of a screen works with; notes all it says, asks and where it goes."""

    def __init__(self, ctx: Contexte | None, *reponses: Any) -> None:
        """Answer the dialogs to come, in order."""
        self._ctx = ctx
        self.reponses = deque(reponses)
        self.demandees: list[DialogueBase[Any]] = []
        self.annonces: list[str] = []
        self.allees: list[tuple[str, dict[str, Any]]] = []

    @property
    def ctx(self) -> Contexte:
        assert self._ctx is not None, "this act was to need no base"
        return self._ctx

    async def demander(self, modale: DialogueBase[T]) -> T | None:
        self.demandees.append(modale)
        return self.reponses.popleft()

    def annoncer(self, phrase: str, titre: str = "", niveau: str = "") -> None:
        self.annonces.append(phrase)

    def indiquer(self, phrase: str) -> None:
        self.annonces.append(phrase)

    def retenir(self, accompli: Accompli) -> None:
        """A counter without a screen has no line to propose it on."""

    async def aller(self, nom: str, **donnees: Any) -> None:
        self.allees.append((nom, donnees))
