"""A dialog that asks for one or two short texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from guichet.erreurs import ErreurMetier
from screens.modales.abandon import abandonner, tapes
from screens.socle.ecran import ModaleBase
from screens.widgets.saisie import Saisie


@dataclass(frozen=True, slots=True)
class Question:
    """One field: label, first value, and how its text is checked (raises a refusal with its sentence).

    `defaut` stands dim and counts as long as nothing is typed: a proposal to type over, as in the forms. `aide` is what
    F1 says of it.
    """

    libelle: str
    valeur: str = ""
    cache: bool = False
    controle: Callable[[str], object] | None = None
    defaut: str = ""
    aide: str = ""


class ModaleDemander(ModaleBase[tuple[str, ...]]):
    """Ask for texts; Entrée goes on, the last one validates; a refusal stays under the fields."""

    AUTO_FOCUS: ClassVar[str | None] = "Input"
    DEFAULT_CSS = """
    ModaleDemander .boite { width: 76; max-width: 100%; }
    ModaleDemander Horizontal { height: 1; }
    ModaleDemander .libelle { width: 24; color: $discret; }
    ModaleDemander Input { width: 1fr; }
    ModaleDemander #texte { margin: 1 0; width: 100%; }
    ModaleDemander #refus { margin: 1 0; width: 100%; color: $error; min-height: 1; }
    """

    def __init__(self, titre: str, questions: Sequence[Question], *, texte: str = "") -> None:
        super().__init__()
        self._titre, self._questions, self._texte = titre, tuple(questions), texte
        self._depart = tuple(q.valeur for q in questions)

    def compose(self) -> ComposeResult:
        """Box with the fields."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "Entrée valider · Échap renoncer"
        with boite:
            yield Static(self._texte, id="texte", markup=False)
            for q in self._questions:
                with Horizontal():
                    yield Static(q.libelle, classes="libelle", markup=False)
                    yield Saisie(q.valeur, choisie=True, placeholder=q.defaut, password=q.cache)
            yield Static("", id="refus", markup=False)

    def champs_dits(self) -> tuple[tuple[str, str], ...]:
        """Its fields, with what is typed there."""
        return tuple((q.libelle, " ".join(_aide(q))) for q in self._questions)

    def perdrait_une_saisie(self) -> bool:
        """Whether leaving now would lose something typed."""
        return tapes(self) != self._depart

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        return await abandonner(self, "Ce que vous avez tapé n’est pas enregistré. L’abandonner ?")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Next field; the last one validates."""
        message.stop()
        self.action_valider()

    def action_valider(self) -> None:
        """Check every text, then answer."""
        champs = list(self.query(Input))
        rang = next((i for i, champ in enumerate(champs) if champ.has_focus), len(champs) - 1)
        if rang < len(champs) - 1:
            champs[rang + 1].focus()
            return
        textes = tuple(c.value if c.value.strip() else c.placeholder for c in champs)
        for champ, question, texte in zip(champs, self._questions, textes, strict=True):
            try:
                if question.controle is not None:
                    question.controle(texte)
            except ErreurMetier as refus:
                self.query_one("#refus", Static).update(f"× {question.libelle} : {refus.message}")
                # What is refused is mended: the end of a path, not the whole of it.
                champ.select_on_focus = False
                champ.focus()
                return
        self.terminer(textes)

    def action_monter(self) -> None:
        """Former field."""
        self.focus_previous(Input)

    def action_descendre(self) -> None:
        """Next field."""
        self.focus_next(Input)


def _aide(q: Question) -> Iterator[str]:
    yield q.aide or ("Rien ne s’affiche de ce qui est tapé." if q.cache else "Texte libre.")
    if q.defaut:
        yield f"Laissé vide : {q.defaut}."
