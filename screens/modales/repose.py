"""What rests on a fact about to change, shown before it is written, with what becomes of it by each fate there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.socle.repose import LigneRepose, ReposeDessus, Sort, sorts_proposes
from screens.modales.alertes import LARGEUR, MARGES
from screens.socle.ecran import ModaleBase, Poste
from screens.widgets.coupure import couper

T = TypeVar("T")

VERBES: dict[Sort, str] = {Sort.DEPLACER: "déplacer", Sort.ANNULER: "annuler", Sort.GARDER: "garder"}
"""Each fate is chosen by its first letter."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the agent was shown and said."""

    vues: tuple[str, ...]
    sort: Sort | None = None

    @property
    def donnees(self) -> dict[str, object]:
        """As the services take it: those where there is never a choice do not ask for one."""
        return {"vues": self.vues} | ({} if self.sort is None else {"sort": self.sort})


class ModaleRepose(ModaleBase[Decision]):
    """A letter for each fate, or o and n where there is no choice; never by Entrée alone."""

    DEFAULT_CSS = f"""
    ModaleRepose .boite {{ width: {LARGEUR + 6}; max-width: 100%; }}
    ModaleRepose VerticalScroll {{ height: auto; max-height: 80vh; margin: 1 0; scrollbar-size-vertical: 1; }}
    """

    def __init__(
        self,
        titre: str,
        question: str,
        lignes: Sequence[LigneRepose],
        *,
        oui: str = "enregistrer",
        non: str = "renoncer",
    ) -> None:
        super().__init__()
        self._titre, self._question, self._lignes, self._oui, self._non = titre, question, lignes, oui, non
        self._sorts = sorts_proposes(lignes)

    def compose(self) -> ComposeResult:
        """Box with what rests, thing after thing."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        if self._sorts:
            choix = " · ".join(f"{s.value[0]} {VERBES[s]}" for s in self._sorts)
            # « garder » is a fate here: the way out says that nothing is done.
            boite.border_subtitle = f"{choix} · Échap renoncer"
        else:
            boite.border_subtitle = f"o {self._oui} · n {self._non} · Entrée {self._non}"
        largeur = min(LARGEUR, self.app.size.width - MARGES)
        with boite, VerticalScroll():
            yield Static("\n".join(couper(self._question, largeur)), markup=False)
            for ligne in self._lignes:
                yield Static(_texte(ligne, largeur))

    def on_key(self, evenement: events.Key) -> None:
        """One of the letters shown."""
        lettre = (evenement.character or "").lower()
        if self._sorts:
            choisi = next((s for s in self._sorts if s.value[0] == lettre), None)
            if choisi is not None:
                evenement.stop()
                self.terminer(Decision(self._vues(), choisi))
        elif lettre in {"o", "n"}:
            evenement.stop()
            self.terminer(Decision(self._vues()) if lettre == "o" else None)

    def _vues(self) -> tuple[str, ...]:
        return tuple(ligne.cle for ligne in self._lignes)

    def action_valider(self) -> None:
        """Entrée: nothing is written, and where there is a choice nothing is chosen."""
        if not self._sorts:
            self.terminer(None)

    def action_monter(self) -> None:
        """One line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_descendre(self) -> None:
        """One line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)


async def ecrire_sachant(
    poste: Poste,
    service: Callable[..., T],
    *,
    titre: str,
    question: str,
    premiere: Decision | None = None,
    **donnees: object,
) -> tuple[T] | None:
    """Write, once the agent was shown what rests on it and said what becomes of it; None when they gave up.

    Args:
        poste: the screen that asks.
        service: takes `vues`, and `sort` where there is a choice; refuses with ReposeDessus.
        titre: of the dialog.
        question: what is about to be written.
        premiere: what was shown and said already.
        donnees: what the service takes besides.
    """
    decision = premiere or Decision(())
    while True:
        try:
            return (await poste.ecrire(service, **donnees, **decision.donnees),)
        except ReposeDessus as refus:
            dite = await poste.demander(ModaleRepose(titre, question, refus.lignes))
            if dite is None:
                return None
            decision = dite


def _texte(ligne: LigneRepose, largeur: int) -> Content:
    tete = couper(ligne.quoi, largeur - 2)
    morceaux: list[str | tuple[str, str]] = [("\n! ", "bold $warning"), ("\n  ".join(tete), "bold")]
    if ligne.devient:
        morceaux += [f"\n  {partie}" for partie in couper(ligne.devient, largeur - 2)]
    for sort, devient in ligne.sorts.items():
        debut, *suite = couper(devient, largeur - 5)
        morceaux += [(f"\n  {sort.value[0]}", "bold $primary"), f"  {debut}", *(f"\n     {s}" for s in suite)]
    return Content.assemble(*morceaux)
