"""Fields of a form: what each one is, how it is drawn, how its first letters complete it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.await_remove import AwaitRemove
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, Static

from guichet.erreurs import SaisieInvalide
from guichet.formats import cle_recherche, date_num, lire_date
from guichet.formats.naissances import dite, lire_partielle
from guichet.regles.offre.jours_dits import lire_jour
from screens.widgets.lignes import ajuster

OUI_NON = ("oui", "non")

VIRGULE = ", "

DEDANS = 3
"""Letters from which a choice is known by what it has inside: « hugo » is Victor-Hugo."""


def forme_jour(aujourdhui: date) -> Callable[[str], str]:
    """Writes a day in full once the field is left, « demain » as « 16 nov. »; what is none stays, to be mended."""
    return partial(_en_jour, aujourdhui)


def _en_jour(aujourdhui: date, texte: str) -> str:
    try:
        return date_num(lire_jour(texte, aujourdhui=aujourdhui))
    except SaisieInvalide:
        return texte


def forme_naissance(texte: str) -> str:
    """A birth the same way, known by its month or year too."""
    try:
        return dite(lire_partielle(texte)) or date_num(lire_date(texte))
    except SaisieInvalide:
        return texte


MARGE = 27
"""Cells before the value: sign of the focus, label, one blank. socle.tcss pads ChampSaisie by as much."""


@dataclass(frozen=True, slots=True)
class Champ:
    """One field. `nom` is the name errors come back with."""

    nom: str
    libelle: str
    valeur: str = ""
    aide: str = ""
    choix: tuple[str, ...] = ()
    """Proposed values: F4 lists them, the first letters complete them."""
    libre: bool = False
    """Another value than the proposed ones is accepted."""
    defaut: str = ""
    """What is kept when the field is left blank: shown dim, and never to be erased before typing."""
    forme: Callable[[str], str] | None = None
    """Writes a readable value the one usual way: a telephone by pairs, a date with its slashes."""
    exige: bool = False
    """Nothing is written without it: marked by a star."""
    plusieurs: bool = False
    """It holds several of its choices, a comma between."""
    cherche: bool = False
    """F4 finds what it may hold, though no list of it is known beforehand."""

    @property
    def id(self) -> str:
        """Its name among widgets."""
        return "champ-" + self.nom.replace(".", "-").replace("_", "-")


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one title."""

    titre: str
    champs: tuple[Champ, ...]

    @property
    def id(self) -> str:
        """Name of its title among widgets."""
        return "section-" + cle_recherche(self.titre).replace(" ", "-")


def completer(champ: Champ, texte: str) -> str:
    """Complete a choice from its first letters, accents ignored, or each of several; free text stays as typed."""
    if champ.plusieurs and len(parties := decouper(texte)) > 1:
        return VIRGULE.join(dict.fromkeys(_completer(champ, p) for p in parties if p.strip()))
    return _completer(champ, texte)


def decouper(texte: str) -> list[str]:
    """What was typed of a field that holds several."""
    return [p.strip() for p in re.split(r"[,;/+]|\bet\b", texte)]


def _completer(champ: Champ, texte: str) -> str:
    possibles = _possibles(champ.choix, texte)
    if not possibles:
        return texte
    return possibles[0] if len(possibles) == 1 or not champ.libre else texte


def hors_choix(champ: Champ, texte: str) -> str:
    """The sentence that refuses a value out of a closed list, "" when there is nothing to say."""
    if not champ.choix or champ.libre or not texte.strip() or completer(champ, texte) in champ.choix:
        return ""
    if champ.choix == OUI_NON:
        return f"{champ.libelle} : répondez par oui ou par non."
    return f"{champ.libelle} : choisissez dans la liste ({', '.join(champ.choix)}), F4 la montre."


def _possibles(choix: Sequence[str], texte: str) -> list[str]:
    cle = cle_recherche(texte)
    if not cle:
        return []
    exacts = [c for c in choix if cle_recherche(c) == cle]
    debuts = [c for c in choix if cle_recherche(c).startswith(cle)]
    dedans = [c for c in choix if cle in cle_recherche(c)] if len(cle) >= DEDANS else []
    return exacts or debuts or dedans


class _Fantome(Suggester):
    """Shows, dim behind the cursor, the choice that Entrée would take."""

    def __init__(self, champ: Champ) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._champ = champ

    async def get_suggestion(self, value: str) -> str | None:
        complet = completer(self._champ, value)
        return complet if complet != value else None


class ChampSaisie(Input):
    """A field and its label on one line, in one widget: a label apart would double the time a form takes to open."""

    COMPONENT_CLASSES = {"champ--libelle", "champ--courant", "champ--faute", "champ--trait"}  # noqa: RUF012
    DEFAULT_CSS = """
    ChampSaisie > .champ--trait { color: $filet; text-style: underline; }
    ChampSaisie > .champ--libelle { color: $discret; background: $background; }
    ChampSaisie > .champ--courant { color: $primary; background: $background; text-style: bold; }
    ChampSaisie > .champ--faute { color: $error; background: $background; }
    """

    def __init__(self, champ: Champ, *, gardee: bool = False) -> None:
        """Draw a field.

        Args:
            champ: what it is.
            gardee: its first value stands on a sheet, and stays as it is, right or wrong, until it is touched.
        """
        super().__init__(
            champ.valeur,
            placeholder=champ.defaut,
            id=champ.id,
            # What is typed replaces what stood there: « 12 bis rue des Lilas45 av. du Gal Leclerc » was stored.
            select_on_focus=True,
            suggester=_Fantome(champ) if champ.choix else None,
        )
        self.champ = champ
        self._gardee = champ.valeur if gardee else None
        # Nothing blinks (ecrans.md, Look).
        self.cursor_blink = False

    @property
    def intacte(self) -> bool:
        """Whether it holds what the sheet has: nobody typed it here, and nothing judges it."""
        return bool(self.value) and self.value == self._gardee

    def reprendre(self, valeur: str) -> None:
        """Hold what the sheet has now."""
        self.value = self._gardee = valeur

    @property
    def retenue(self) -> str:
        """The value that counts: what was typed, completed and well written, else what stands dim."""
        if self.intacte:
            return self.value
        if not self.value.strip():
            return self.placeholder
        complet = completer(self.champ, self.value)
        return self.champ.forme(complet) if self.champ.forme else complet

    def mettre_au_propre(self) -> None:
        """Show the value that counts in place of what was typed."""
        if self.value.strip() and self.value != self.retenue:
            self.value = self.retenue
            self.cursor_position = len(self.value)

    def insert_text_at_cursor(self, text: str) -> None:
        """Leave out what acts on the display: a pasted right-to-left mark would turn the whole line round."""
        super().insert_text_at_cursor("".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs"}))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Put the label into the padding at the left, and a line under what is left to write on."""
        lignes = list(super().render_lines(crop))
        if lignes and crop.y == 0 and crop.x < MARGE:
            valeur = self._souligner(lignes[0].crop(MARGE - crop.x))
            lignes[0] = Strip.join([self._etiquette().crop(crop.x), *valeur])
        return lignes

    def _souligner(self, bande: Strip) -> tuple[Strip, Strip]:
        """What the field holds, then the rest of its line, ruled as on a paper form."""
        ecrit = bande.text.rstrip(" ")
        # The cursor at the end is a blank of its own.
        plein = min(cell_len(ecrit) + self.has_focus, bande.cell_length)
        trait = Style(bgcolor=self.rich_style.bgcolor) + self.get_component_rich_style("champ--trait", partial=True)
        # Blanks that no terminal leaves out.
        reste = Strip([Segment("\u00a0" * (bande.cell_length - plein), trait)])
        return bande.crop(0, plein), self._filtrer(reste)

    def _filtrer(self, bande: Strip) -> Strip:
        """Drawn outside the style cache, it must lose its colours itself under NO_COLOR."""
        for filtre in self.get_line_filters():
            bande = bande.apply_filter(filtre, self.background_colors[1])
        return bande

    def _etiquette(self) -> Strip:
        faute = self.has_class("en-faute")
        style = self.get_component_rich_style(
            "champ--courant" if self.has_focus else "champ--faute" if faute else "champ--libelle"
        )
        signe = "▸ " if self.has_focus else "× " if faute else "  "
        fond = Style(bgcolor=style.bgcolor)
        champ = self.champ
        texte = ajuster(f"{signe}{champ.libelle}{' *' if champ.exige else ''}", MARGE - 2)
        choix = "▾" if champ.choix or champ.cherche else " "
        return self._filtrer(Strip([Segment(texte + choix, style), Segment(" ", fond)], MARGE))

    # What is said under it

    def noter(self, phrase: str, *, faute: bool = False) -> AwaitMount:
        """Put a sentence under the field: an error to correct, or a warning that blocks nothing."""
        self.set_class(faute, "en-faute")
        # What is refused is mended, not typed again: « orange » wants its « .fr ».
        self.select_on_focus = not faute
        signe = ("× ", "bold") if faute else ("! ", "bold")
        note = Static(Content.assemble(signe, phrase), classes="note" if faute else "note avis")
        zone = self.parent
        assert isinstance(zone, Widget)  # noqa: S101 - a field always stands in a form
        return zone.mount(note, after=self)

    def oublier_note(self) -> AwaitRemove | None:
        """Take that sentence away."""
        self.remove_class("en-faute")
        self.select_on_focus = True
        zone = self.parent
        assert isinstance(zone, Widget)  # noqa: S101 - a field always stands in a form
        rang = zone.children.index(self) + 1
        suivant = zone.children[rang] if rang < len(zone.children) else None
        return suivant.remove() if suivant is not None and suivant.has_class("note") else None
