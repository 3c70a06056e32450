"""What the box was answered: the families under it, which of them the cursor means, the command it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guichet import formats
from guichet.commandes import COMMANDES, Commande
from guichet.fiches.comptoir.passages import LignePassage
from guichet.fiches.recherche.resultats import LigneFamille, Resultats

NOMME = 3
"""Letters from which the name of a command is one."""
PEU = 10
"""Families found under which near misses are worth looking for."""
DEBUT, ENTIER = 3, 4
"""Letters from which nearness means something: the beginning of a name found is near to everybody."""


class Reponse:
    """The last answer, or the last visits while nothing is asked."""

    def __init__(self) -> None:
        self.resultats = Resultats("")
        self.passages: tuple[LignePassage, ...] = ()
        self.en_avance: list[tuple[int, bool]] = []
        """Moves typed before the answer they are in: steps, and whether they are pages."""

    def oublier(self) -> None:
        """Nothing is asked any more."""
        self.resultats = Resultats("")

    def attendue(self, texte: str) -> bool:
        """Whether the answer to what stands in the box is still to come."""
        return bool(texte.strip()) and self.resultats.texte != texte

    def a_des_proches(self, texte: str) -> bool:
        """Whether near misses of this text are worth looking for."""
        trouvees = len(self.resultats.lignes)
        return trouvees < PEU and max(map(len, texte.split())) >= (ENTIER if trouvees else DEBUT)

    def approcher(self, proches: Iterable[LigneFamille]) -> bool:
        """Add the near misses that are no hits; returns whether there are any."""
        deja = {ligne.famille_id for ligne in self.resultats.lignes}
        self.resultats = replace(self.resultats, proches=tuple(p for p in proches if p.famille_id not in deja))
        return bool(self.resultats.proches)

    @property
    def familles(self) -> tuple[LigneFamille, ...]:
        """Hits, then near misses."""
        return self.resultats.lignes + self.resultats.proches

    def pourquoi(self, rang: int) -> str:
        """Why that family is there, with the children its reason took the place of; "" when its row tells."""
        ligne = self.familles[rang] if rang < len(self.familles) else None
        if ligne is None or not ligne.pourquoi:
            return ""
        return f"{ligne.pourquoi} · enfants : {ligne.enfants}" if ligne.enfants else ligne.pourquoi

    def visee(self, rang: int, *, cherche: bool) -> int | None:
        """Household the cursor is on, among the families or the last visits."""
        lignes: tuple[LigneFamille | LignePassage, ...] = self.familles if cherche else self.passages
        return lignes[min(rang, len(lignes) - 1)].famille_id if lignes else None

    def commande(self, texte: str, offertes: Iterable[Commande]) -> Commande | None:
        """The command whose name was typed, when no family answers."""
        mots = formats.cle_recherche(texte)
        if self.resultats.lignes or len(mots) < NOMME:
            return None
        ids = {c.id for c in offertes}
        nommees = (c for c in COMMANDES if c.id in ids and formats.cle_recherche(c.libelle).startswith(mots))
        return next(nommees, None)
