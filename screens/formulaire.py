"""What every form shares: fields, messages under them, help beside, choices, and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from guichet.erreurs.familles import FicheModifiee
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.erreurs.socle import insecables
from guichet.formats import cle_recherche
from screens.filet import Filet
from screens.socle import EcranBase

OUI_NON = ("oui", "non")


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


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one title."""

    titre: str
    champs: tuple[Champ, ...]


class FormulaireBase(EcranBase[None]):
    """A form over one sheet. Sub-classes give `titre`, `sections` and `enregistrer`."""

    ECRAN = "formulaire"
    AUTO_FOCUS: ClassVar[str | None] = None
    DEFAULT_CSS = """
    FormulaireBase #titre-form { height: 1; margin: 1 0 0 0; padding: 0 2; }
    FormulaireBase #cadre { height: 1fr; }
    FormulaireBase #champs {
        layout: grid; grid-size: 2; grid-columns: 24 1fr; grid-rows: auto; height: 1fr;
        padding: 0 2; scrollbar-size-vertical: 1; grid-gutter: 0;
    }
    FormulaireBase .section { column-span: 2; height: 2; padding: 1 0 0 0; color: $primary; text-style: bold; }
    FormulaireBase .libelle { color: $discret; height: 1; }
    FormulaireBase .erreur { column-span: 2; height: auto; padding: 0 0 0 24; color: $error; }
    FormulaireBase Input.en-faute { color: $error; }
    FormulaireBase #aide-champ { width: 44; padding: 1 2; color: $discret; }
    FormulaireBase.etroit #aide-champ { display: none; }
    FormulaireBase #aide-bas { height: 2; padding: 0 2; color: $discret; display: none; }
    FormulaireBase.etroit #aide-bas { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._depart: dict[str, str] = {}
        self._sections: Sequence[Section] = ()
        self._en_cours = False

    # What a form says of itself

    @property
    def titre(self) -> str:
        """Who or what is being filled in."""
        return ""

    def sections(self) -> Sequence[Section]:
        """Fields with their first values."""
        raise NotImplementedError

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write through a service, then go somewhere. Refusals are shown by the base."""
        raise NotImplementedError

    async def preparer(self, **donnees: object) -> None:
        """Read what the form needs before it is shown."""

    def afficher(self) -> None:
        """Focus the first field."""
        premier = self.query("#champs Input").first(Input)
        premier.focus()

    # Widgets

    def corps(self) -> ComposeResult:
        """Title, fields, help."""
        self._sections = self.sections()
        yield Static(self.titre, id="titre-form", classes="fort", markup=False)
        yield Filet()
        with Horizontal(id="cadre"):
            with VerticalScroll(id="champs", can_focus=False):
                for section in self._sections:
                    yield Static(section.titre, classes="section", markup=False)
                    for champ in section.champs:
                        yield Static(champ.libelle, classes="libelle", markup=False)
                        yield Input(champ.valeur, id=_id(champ.nom), compact=True, select_on_focus=False)
            yield Static("", id="aide-champ", markup=False)
        yield Static("", id="aide-bas", markup=False)
        self._depart = {c.nom: c.valeur for s in self._sections for c in s.champs}

    def on_resize(self) -> None:
        """Below 100 columns the help goes under the fields."""
        self.set_class(self.size.width < 100, "etroit")

    @property
    def _champs(self) -> dict[str, Champ]:
        return {_id(c.nom): c for s in self._sections for c in s.champs}

    @property
    def _saisies(self) -> list[Input]:
        return list(self.query("#champs Input").results(Input))

    def valeurs(self) -> dict[str, str]:
        """What the fields hold, choices completed."""
        champs = self._champs
        return {champs[i.id or ""].nom: _complete(champs[i.id or ""], i.value) for i in self._saisies}

    def on_descendant_focus(self, evenement: DescendantFocus) -> None:
        """Tell what this field is for."""
        champ = self._champs.get(evenement.widget.id or "")
        if champ is not None:
            texte = insecables(champ.aide)
            if champ.choix:
                texte += ("\n" if texte else "") + "F4 : " + ", ".join(champ.choix[:8])
            self.query_one("#aide-champ", Static).update(texte)
            self.query_one("#aide-bas", Static).update(texte)

    # Keys

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Entrée: next field; the last one validates."""
        message.stop()
        self.action_suivant()

    def action_suivant(self) -> None:
        """Complete the choice, then go on."""
        saisies = self._saisies
        rang = self._rang()
        if rang is None:
            return
        champ = self._champs[saisies[rang].id or ""]
        saisies[rang].value = _complete(champ, saisies[rang].value)
        if rang + 1 < len(saisies):
            saisies[rang + 1].focus()
        else:
            self.action_valider()

    def _rang(self) -> int | None:
        return next((i for i, s in enumerate(self._saisies) if s.has_focus), None)

    def _aller(self, pas: int) -> None:
        saisies, rang = self._saisies, self._rang()
        if rang is not None:
            saisies[min(max(0, rang + pas), len(saisies) - 1)].focus()

    def action_monter(self) -> None:
        """Former field."""
        self._aller(-1)

    def action_descendre(self) -> None:
        """Next field."""
        self._aller(1)

    def _debuts(self) -> list[int]:
        debuts, rang = [], 0
        for section in self._sections:
            debuts.append(rang)
            rang += len(section.champs)
        return debuts

    def action_section_apres(self) -> None:
        """First field of the next section."""
        rang = self._rang() or 0
        suivant = next((d for d in self._debuts() if d > rang), None)
        if suivant is not None:
            self._saisies[suivant].focus()

    def action_section_avant(self) -> None:
        """First field of the former section."""
        rang = self._rang() or 0
        avant = [d for d in self._debuts() if d < rang]
        if avant:
            self._saisies[avant[-1]].focus()

    def action_choisir(self) -> None:
        """F4: the list of the field."""
        rang = self._rang()
        if rang is not None and self._champs[self._saisies[rang].id or ""].choix:
            self.faire(self._choisir(self._saisies[rang]))

    async def _choisir(self, saisie: Input) -> None:
        from screens.modales.choisir import Choix, ModaleChoisir

        champ = self._champs[saisie.id or ""]
        choix = [Choix(c, c) for c in champ.choix]
        courant = _complete(champ, saisie.value)
        retenu = await self.demander(ModaleChoisir(champ.libelle, choix, courant=courant))
        if retenu is not None:
            saisie.value = retenu

    def action_valider(self) -> None:
        """Ctrl+S; a second press while writing does nothing."""
        if not self._en_cours:
            self._en_cours = True
            self.faire(self._valider())

    async def _valider(self) -> None:
        try:
            await self.effacer_erreurs()
            await self.enregistrer(self.valeurs())
        except SaisiesInvalides as refus:
            await self.montrer_erreurs(refus.erreurs)
        except FicheModifiee as refus:
            await self._expliquer_concurrence(refus)
        finally:
            self._en_cours = False

    async def _expliquer_concurrence(self, refus: FicheModifiee) -> None:
        """Another agent was quicker: say what changed; what was typed stays, beside what the sheet now holds."""
        from screens.modales.message import ModaleMessage

        await self.demander(ModaleMessage("Fiche modifiée entre-temps", refus.message, niveau="attention"))
        for nom, _libelle, actuelle in refus.changements:
            saisie = self._saisie(nom)
            if saisie is not None and saisie.value == self._depart.get(nom):
                saisie.value = str(actuelle)
            if nom in self._depart:
                self._depart[nom] = str(actuelle)

    @property
    def depart(self) -> dict[str, str]:
        """Values the sheet held when it was read: a service compares them with what it holds now."""
        return self._depart

    # Messages under fields

    def _saisie(self, nom: str) -> Input | None:
        trouve = self.query(f"#{_id(nom)}")
        return trouve.first(Input) if trouve else None

    async def effacer_erreurs(self) -> None:
        """Take every message away."""
        await self.query(".erreur").remove()
        self.query(".en-faute").remove_class("en-faute")

    async def montrer_erreurs(self, erreurs: Mapping[str, str]) -> None:
        """Put each sentence under its field, and go to the first."""
        premier: Widget | None = None
        for nom, phrase in erreurs.items():
            saisie = self._saisie(nom)
            if saisie is None:
                continue
            saisie.add_class("en-faute")
            texte = Content.assemble(("× ", "bold"), insecables(phrase))
            await self.query_one("#champs").mount(Static(texte, classes="erreur"), after=saisie)
            premier = premier or saisie
        autres = [insecables(p) for n, p in erreurs.items() if self._saisie(n) is None]
        if autres:
            from screens.modales.message import ModaleMessage

            await self.demander(ModaleMessage("À corriger", "\n".join(autres), niveau="refus"))
        if premier is not None:
            premier.focus()

    # Leaving

    def perdrait_une_saisie(self) -> bool:
        """Whether leaving now would lose something typed."""
        return self.valeurs() != self._depart

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        from screens.modales.choisir import ModaleConfirmer

        question: str = "Ce que vous avez tapé n’est pas enregistré. Abandonner cette saisie ?"
        modale = ModaleConfirmer("Abandonner ?", question, oui="abandonner", non="rester")
        return await self.demander(modale) is True

    def action_retour(self) -> None:
        """Échap: one step back."""
        self.faire(self._retour())

    async def _retour(self) -> None:
        if not self.perdrait_une_saisie() or await self.confirmer_abandon():
            await self.guichet.revenir()


def _id(nom: str) -> str:
    return "champ-" + nom.replace(".", "-").replace("_", "-")


def _complete(champ: Champ, texte: str) -> str:
    """Complete a choice from its first letters, accents ignored; free text stays as typed."""
    if not champ.choix or not texte.strip():
        return texte
    cle = cle_recherche(texte)
    exacts = [c for c in champ.choix if cle_recherche(c) == cle]
    debuts: Iterable[str] = exacts or [c for c in champ.choix if cle and cle_recherche(c).startswith(cle)]
    possibles = list(debuts)
    return possibles[0] if len(possibles) == 1 or (possibles and not champ.libre) else texte
