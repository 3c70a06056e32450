"""What every form shares: fields, messages under them, help beside, choices, and nothing typed ever lost."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from guichet.commandes import COMMANDES, touche_de
from screens.formulaires.aide import AideChamp, aide_de
from screens.formulaires.blocs import Bloc
from screens.formulaires.champs import OUI_NON, Champ, ChampSaisie, Section
from screens.formulaires.liste import proposer
from screens.formulaires.parcours import ZoneChamps
from screens.formulaires.validation import Validation
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet

LARGEUR_AIDE = 100
"""Columns from which the help stands beside the fields rather than under them."""
DEUX, HAUT = 110, 32
"""Columns from which two sections stand side by side, lines from which what was found is told under both."""
MINCE, COURT = 64, 16
"""Columns below which a sentence begins under its label, lines below which the fields have the page to themselves."""

VALIDER = next(c for c in COMMANDES if c.id == "formulaire.valider")

__all__ = ["OUI_NON", "Champ", "FormulaireBase", "Section"]


class FormulaireBase(EcranBase[None]):
    """A form over one sheet. Each form gives `titre`, `sections`, `enregistrer`, and `preparer`, which reads first."""

    ECRAN = "formulaire"
    AUTO_FOCUS: ClassVar[str | None] = ""
    COTE_A_COTE: ClassVar[bool] = False
    """Whether its sections stand two by two where there is room."""
    DEFAULT_CSS = """
    FormulaireBase #titre-form { height: 1; margin: 1 0 0 0; padding: 0 2; }
    FormulaireBase #cadre { height: 1fr; }
    FormulaireBase #champs {
        height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; scrollbar-background: $background;
        scrollbar-color: $filet; scrollbar-color-hover: $filet; scrollbar-color-active: $filet;
    }
    FormulaireBase.etroit #cadre { layout: vertical; }
    FormulaireBase.deux #champs { layout: grid; grid-size: 2; grid-rows: auto; grid-gutter: 0 1; }
    FormulaireBase.court AideChamp.dessous { display: none; }
    FormulaireBase.court #titre-form { margin: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._depart: dict[str, str] = {}
        self.validation = Validation(self, lambda: self.zone, self._depart, self.enregistrer, self.doute)

    # What a form says of itself

    @property
    def titre(self) -> str:
        """Who or what is being filled in."""
        return ""

    @property
    def creation(self) -> bool:
        """Whether the sheet is a new one: what is filled in already is then skipped."""
        return True

    @abstractmethod
    def sections(self) -> Sequence[Section]:
        """Fields with their first values."""

    @abstractmethod
    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write through a service, then go somewhere. Refusals are shown for it."""

    def avis(self, nom: str, valeur: str) -> str:
        """A sentence to show under a field that was left, "" most often: it warns and never blocks."""
        del nom, valeur
        return ""

    def doute(self, nom: str, valeur: str) -> str:
        """What is surprising in a value and asked once before it is written, "" most often."""
        del nom, valeur
        return ""

    def quitte(self, saisie: ChampSaisie) -> None:
        """A field was left: forms that look for something with it override it."""

    @property
    def a_cote(self) -> str:
        """What was found so far, shown under the help at the side."""
        return ""

    def montrer_a_cote(self, saisie: ChampSaisie, en_bref: str) -> None:
        """Show `a_cote` at the side; where there is none, its short form under the field that gave it."""
        courante = self.zone.courante
        if courante is not None:
            self.dire_aide(courante)
        montre = self.query_one(AideChamp).montre_a_cote
        if not montre and en_bref and saisie.is_attached and not saisie.has_class("en-faute"):
            saisie.oublier_note()
            saisie.noter(en_bref)

    def afficher(self) -> None:
        """Start on the first field that waits for something."""
        self.zone.commencer()

    def absentes(self) -> frozenset[str]:
        """F6 belongs to the forms that can grow."""
        return frozenset({"formulaire.ajouter"})

    # Widgets

    def corps(self) -> ComposeResult:
        """Title, fields, help."""
        yield Static(self.titre, id="titre-form", classes="fort", markup=False)
        yield Filet()
        with Horizontal(id="cadre"):
            with ZoneChamps(creation=self.creation):
                for section in self.sections():
                    yield self.bloc(section)
            yield AideChamp()

    def bloc(self, section: Section) -> Bloc:
        """A section on the form; its first values are those to compare with later."""
        self._depart.update({c.nom: c.valeur for c in section.champs})
        return Bloc(section, gardee=not self.creation)

    def saisies(self) -> list[ChampSaisie]:
        """Fields from top to bottom."""
        return self.zone.saisies()

    def saisie(self, nom: str) -> ChampSaisie | None:
        """The field of that name."""
        return self.zone.saisie(nom)

    def viser(self, saisie: ChampSaisie | None) -> None:
        """Go to a field."""
        self.zone.viser(saisie)

    def valeurs(self) -> dict[str, str]:
        """What counts in each field: typed and completed, or what stands dim."""
        return self.zone.valeurs()

    @property
    def depart(self) -> dict[str, str]:
        """Values the sheet held when it was read: a service compares them with what it holds now."""
        return self._depart

    # Where one is

    def on_resize(self) -> None:
        """Below 100 columns the help goes under the fields; the field at hand stays in sight."""
        largeur, hauteur = self.size
        deux = self.COTE_A_COTE and largeur >= DEUX
        self.set_class(deux, "deux")
        self.set_class(deux or largeur < LARGEUR_AIDE, "etroit")
        self.set_class(largeur < MINCE, "mince")
        self.set_class(hauteur < COURT, "court")
        aide = self.query_one(AideChamp)
        aide.set_class(self.has_class("etroit"), "dessous")
        aide.set_class(deux and hauteur >= HAUT, "double")
        if isinstance(self.focused, ChampSaisie):
            self.call_after_refresh(self.zone.montrer, self.focused)

    def on_descendant_focus(self, evenement: DescendantFocus) -> None:
        """Tell what this field is for, and bring its section in sight."""
        saisie = evenement.widget
        if isinstance(saisie, ChampSaisie):
            self.dire_aide(saisie)
            # The first field is focused before anything has a place.
            self.call_after_refresh(self.zone.montrer, saisie)

    def dire_aide(self, saisie: ChampSaisie) -> None:
        """Show the help of a field, and what was found of what was typed."""
        self.query_one(AideChamp).dire(self.aide_de(saisie), self.a_cote)

    def aide_de(self, saisie: ChampSaisie) -> str:
        """Help of a field; a form that knows more adds it."""
        return aide_de(saisie)

    # Keys

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Entrée: next field; the last one validates."""
        message.stop()
        self.action_suivant()

    def on_input_changed(self, message: Input.Changed) -> None:
        """A field that is being corrected is no longer wrong."""
        if isinstance(message.input, ChampSaisie) and message.input.has_class("en-faute"):
            message.input.oublier_note()

    def on_input_blurred(self, message: Input.Blurred) -> None:
        """What is to be known of a value is said when the field is left, while the parent is still there."""
        saisie = message.input
        if isinstance(saisie, ChampSaisie) and not saisie.has_class("en-faute"):
            saisie.mettre_au_propre()
            saisie.oublier_note()
            avis = self.avis(saisie.champ.nom, saisie.retenue)
            if avis:
                saisie.noter(avis)
            self.quitte(saisie)

    @property
    def zone(self) -> ZoneChamps:
        """The fields, and the way from one to the other."""
        return self.query_one(ZoneChamps)

    def action_monter(self) -> None:
        """Former field."""
        self.zone.bouger(-1)

    def action_descendre(self) -> None:
        """Next field."""
        self.zone.bouger(1)

    def action_section_apres(self) -> None:
        """F8: the next section, on its first field that waits for something."""
        self.zone.changer_de_section(1)

    def action_section_avant(self) -> None:
        """F7: the former section."""
        self.zone.changer_de_section(-1)

    def action_ajouter(self) -> None:
        """F6: forms that can grow override it."""

    def action_choisir(self) -> None:
        """F4: the list of the field."""
        if isinstance(self.focused, ChampSaisie):
            self.faire(self._choisir(self.focused))

    async def _choisir(self, saisie: ChampSaisie) -> None:
        retenu = await self.choix_de(saisie.champ, saisie.value)
        if retenu is not None:
            saisie.value = retenu
            saisie.cursor_position = len(retenu)

    async def choix_de(self, champ: Champ, texte: str) -> str | None:
        """What F4 gives for a field: its list, unless a form knows better."""
        return await proposer(self, champ, texte)

    def action_suivant(self) -> None:
        """Complete the choice, then go on."""
        saisie = self.zone.courante
        if saisie is None:
            return
        saisie.mettre_au_propre()
        if not self.zone.suivre(saisie):
            self._lancer()

    # Validating

    def action_valider(self) -> None:
        """Ctrl+S; a second press while writing does nothing."""
        self._lancer(touche_de(VALIDER, self.guichet.touches))

    def _lancer(self, touche: str = "") -> None:
        if self.validation.prendre():
            self.faire(self._valider(touche))

    async def _valider(self, touche: str) -> None:
        if await self.validation.tenter() and touche:
            # An impatient second press meant this form: on the dossier the same key closes the visit.
            self.guichet.clavier.oublier(touche)

    async def montrer_erreurs(self, erreurs: Mapping[str, str]) -> None:
        """Put each sentence under its field, and go to the first."""
        await self.validation.montrer_erreurs(erreurs)

    # Leaving

    def perdrait_une_saisie(self) -> bool:
        """Whether leaving now would lose something typed."""
        return {s.champ.nom: s.value for s in self.saisies()} != self._depart

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
            await self.revenir()
