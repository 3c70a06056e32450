"""What every form shares: fields, messages under them, help beside, choices, and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from guichet.commandes import COMMANDES, touche_de
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.erreurs.socle import ErreurMetier, insecables
from guichet.fiches.familles.refus import FicheModifiee
from screens.formulaires.champs import OUI_NON, Champ, ChampSaisie, Section, completer, hors_choix
from screens.formulaires.parcours import Parcours, ZoneChamps
from screens.widgets.filet import Filet

VALIDER = next(c for c in COMMANDES if c.id == "formulaire.valider")

__all__ = ["OUI_NON", "Champ", "FormulaireBase", "Section"]


class FormulaireBase(Parcours):
    """A form over one sheet. Sub-classes give `titre`, `sections`, `enregistrer`, and `preparer`, which reads first."""

    ECRAN = "formulaire"
    AUTO_FOCUS: ClassVar[str | None] = None
    DEFAULT_CSS = """
    FormulaireBase #titre-form { height: 1; margin: 1 0 0 0; padding: 0 2; }
    FormulaireBase #cadre { height: 1fr; }
    FormulaireBase #champs {
        height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; scrollbar-background: $background;
        scrollbar-color: $filet; scrollbar-color-hover: $filet; scrollbar-color-active: $filet;
    }
    FormulaireBase .section { height: 2; padding: 1 0 0 1; color: $primary; text-style: bold; }
    FormulaireBase .note { height: auto; max-width: 90; padding: 0 1 0 27; color: $error; }
    FormulaireBase .avis { color: $warning; }
    FormulaireBase #aide-champ { width: 40; padding: 1 2; color: $discret; }
    FormulaireBase.etroit #aide-champ { display: none; }
    FormulaireBase #aide-bas {
        height: 3; margin: 0 1; padding: 0 1; color: $discret; display: none; border-top: solid $filet;
    }
    FormulaireBase.etroit #aide-bas { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._depart: dict[str, str] = {}
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

    def avis(self, nom: str, valeur: str) -> str:
        """A sentence to show under a field that was left, "" most often: it warns and never blocks."""
        del nom, valeur
        return ""

    async def choix_de(self, champ: Champ, texte: str) -> str | None:
        """What F4 gives for a field; a list chosen in a dialog unless a form knows better."""
        from screens.modales.choisir import Choix, ModaleChoisir

        if not champ.choix:
            return None
        choix = [Choix(c, c) for c in champ.choix]
        return await self.demander(ModaleChoisir(champ.libelle, choix, courant=completer(champ, texte)))

    def afficher(self) -> None:
        """Start on the first field that waits for something."""
        self.viser(self.depart_de(self.saisies()))

    def caches(self) -> frozenset[str]:
        """F6 belongs to the forms that can grow."""
        return frozenset({"formulaire.ajouter"})

    # Widgets

    def corps(self) -> ComposeResult:
        """Title, fields, help."""
        yield Static(self.titre, id="titre-form", classes="fort", markup=False)
        yield Filet()
        with Horizontal(id="cadre"):
            with ZoneChamps(id="champs", can_focus=False):
                for section in self.sections():
                    yield from self.widgets_de(section)
            yield Static("", id="aide-champ", markup=False)
        yield Static("", id="aide-bas", markup=False)

    def widgets_de(self, section: Section) -> list[Widget]:
        """Title and fields of a section, whose first values are those to compare with later."""
        self._depart.update({c.nom: c.valeur for c in section.champs})
        titre = Static(section.titre, id=section.id, classes="section", markup=False)
        return [titre, *(ChampSaisie(champ) for champ in section.champs)]

    def valeurs(self) -> dict[str, str]:
        """What counts in each field: typed and completed, or what stands dim."""
        return {s.champ.nom: s.retenue for s in self.saisies()}

    @property
    def depart(self) -> dict[str, str]:
        """Values the sheet held when it was read: a service compares them with what it holds now."""
        return self._depart

    # Where one is

    def on_descendant_focus(self, evenement: DescendantFocus) -> None:
        """Tell what this field is for, and bring its section in sight."""
        saisie = evenement.widget
        if isinstance(saisie, ChampSaisie):
            self.dire_aide(saisie)
            # The first field is focused before anything has a place.
            self.call_after_refresh(self.montrer, saisie)

    def dire_aide(self, saisie: ChampSaisie) -> None:
        """Show the help of a field, beside the fields or under them."""
        texte = self.aide_de(saisie)
        self.query_one("#aide-champ", Static).update(texte)
        self.query_one("#aide-bas", Static).update(texte)

    def aide_de(self, saisie: ChampSaisie) -> str:
        """Help of a field: its sentence, what is kept if it stays blank, what may be chosen."""
        champ = saisie.champ
        lignes = [champ.aide] if champ.aide else []
        if saisie.placeholder:
            lignes.append(f"Laissé vide\u00a0: {saisie.placeholder}.")
        if champ.choix:
            lignes.append("F4\u00a0: " + ", ".join(champ.choix[:8]) + ("…" if len(champ.choix) > 8 else ""))
        return insecables("\n".join(lignes))

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

    def action_suivant(self) -> None:
        """Complete the choice, then go on."""
        saisies, rang = self.saisies(), self.rang()
        if rang is None:
            return
        saisies[rang].mettre_au_propre()
        if rang + 1 < len(saisies):
            self.viser(saisies[rang + 1])
        else:
            self._lancer()

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

    # Validating

    def action_valider(self) -> None:
        """Ctrl+S; a second press while writing does nothing."""
        self._lancer(touche_de(VALIDER, self.guichet.touches))

    def _lancer(self, touche: str = "") -> None:
        if not self._en_cours:
            self._en_cours = True
            self.faire(self._valider(touche))

    async def _valider(self, touche: str) -> None:
        try:
            await self._oublier_fautes()
            fautes = {s.champ.nom: faute for s in self.saisies() if (faute := hors_choix(s.champ, s.value))}
            if fautes:
                await self.montrer_erreurs(fautes)
            else:
                await self.enregistrer(self.valeurs())
                if touche:
                    # An impatient second press meant this form: on the dossier the same key closes the visit.
                    self.guichet.clavier.oublier(touche)
        except SaisiesInvalides as refus:
            await self.montrer_erreurs(refus.erreurs)
        except FicheModifiee as refus:
            await self._expliquer_concurrence(refus)
        except ErreurMetier as refus:
            if self.saisie(refus.champ) is None:
                raise
            await self.montrer_erreurs({refus.champ: refus.message})
        finally:
            self._en_cours = False

    async def _expliquer_concurrence(self, refus: FicheModifiee) -> None:
        """Another agent was quicker: say what changed; what was typed stays, beside what the sheet now holds."""
        from screens.modales.message import ModaleMessage

        await self.demander(ModaleMessage("Fiche modifiée entre-temps", refus.message, niveau="attention"))
        disputes: list[ChampSaisie] = []
        for nom, _libelle, actuelle in refus.changements:
            saisie = self.saisie(nom)
            if saisie is None:
                continue
            if saisie.value == self._depart.get(nom):
                saisie.value = actuelle
            elif saisie.retenue != actuelle:
                valeur = f"«\u00a0{actuelle}\u00a0»" if actuelle else "un champ vide"
                phrase = f"La fiche porte maintenant {valeur}\u00a0; validez pour garder ce que vous avez tapé."
                await _remplacer_note(saisie, phrase)
                disputes.append(saisie)
            self._depart[nom] = actuelle
        if disputes:
            self.viser(disputes[0])

    # Messages under fields

    async def _oublier_fautes(self) -> None:
        for saisie in self.query(".en-faute").results(ChampSaisie):
            retrait = saisie.oublier_note()
            if retrait is not None:
                await retrait

    async def montrer_erreurs(self, erreurs: Mapping[str, str]) -> None:
        """Put each sentence under its field, and go to the first."""
        for saisie in self.saisies():
            if saisie.champ.nom in erreurs:
                await _remplacer_note(saisie, erreurs[saisie.champ.nom], faute=True)
        autres = [insecables(p) for n, p in erreurs.items() if self.saisie(n) is None]
        if autres:
            from screens.modales.message import ModaleMessage

            await self.demander(ModaleMessage("À corriger", "\n".join(autres), niveau="refus"))
        premier = next((s for s in self.saisies() if s.has_class("en-faute")), None)
        if premier is not None:
            self.viser(premier)
            self.call_after_refresh(self.montrer, premier)

    # Leaving

    def perdrait_une_saisie(self) -> bool:
        """Whether leaving now would lose something typed."""
        return {s.champ.nom: s.value for s in self.saisies()} != self._depart

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        from screens.modales.choisir import ModaleConfirmer

        question: str = "Ce que vous avez tapé n’est pas enregistré. Abandonner cette saisie\u00a0?"
        modale = ModaleConfirmer("Abandonner\u00a0?", question, oui="abandonner", non="rester")
        return await self.demander(modale) is True

    def action_retour(self) -> None:
        """Échap: one step back."""
        self.faire(self._retour())

    async def _retour(self) -> None:
        if not self.perdrait_une_saisie() or await self.confirmer_abandon():
            await self.revenir()


async def _remplacer_note(saisie: ChampSaisie, phrase: str, *, faute: bool = False) -> None:
    retrait = saisie.oublier_note()
    if retrait is not None:
        await retrait
    await saisie.noter(phrase, faute=faute)
