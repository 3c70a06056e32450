"""What a form says of the field at hand, and what it found beside: at the right, or under the fields."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from screens.formulaires.champs import ChampSaisie

MONTRES = 8
"""Choices named before F4."""


class AideChamp(Widget, can_focus=False):
    """Two texts: help of the field; what was found of the people typed, which only room to spare shows."""

    DEFAULT_CSS = """
    AideChamp { width: 40; height: 1fr; padding: 1 2; color: $discret; layout: vertical; }
    AideChamp > Static { height: auto; }
    AideChamp > #aide-cote { color: $warning; }
    AideChamp.dessous { width: 1fr; height: 3; margin: 0 1; padding: 0 1; border-top: solid $filet; }
    AideChamp.dessous > #aide-cote { display: none; }
    AideChamp.dessous.double { height: 6; layout: horizontal; }
    AideChamp.dessous.double > #aide-texte { width: 44; padding: 0 2 0 0; }
    AideChamp.dessous.double > #aide-cote { display: block; width: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """Help, then what was found."""
        yield Static("", id="aide-texte", markup=False)
        yield Static("", id="aide-cote", markup=False)

    def dire(self, texte: str, a_cote: str = "") -> None:
        """Show both."""
        self.query_one("#aide-texte", Static).update(texte)
        self.query_one("#aide-cote", Static).update(a_cote)

    @property
    def montre_a_cote(self) -> bool:
        """Whether what was found can be read here."""
        return self.display and self.query_one("#aide-cote").display


def aide_de(saisie: ChampSaisie) -> str:
    """Help of a field: its sentence, what is kept if it stays blank, what may be chosen."""
    champ = saisie.champ
    lignes = [champ.aide] if champ.aide else []
    if champ.exige and not saisie.placeholder:
        lignes.append("À remplir (*).")
    if saisie.placeholder:
        lignes.append(f"Laissé vide : {saisie.placeholder}.")
    if champ.choix:
        lignes.append("F4 : " + ", ".join(champ.choix[:MONTRES]) + ("…" if len(champ.choix) > MONTRES else ""))
    return "\n".join(lignes)
