"""A rhythm, typed on one line or filled in field by field: both say the same one, and what would become of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.timer import Timer
from textual.widgets import Input, Static

from guichet.erreurs import ErreurMetier
from guichet.erreurs.reservations import RythmeIllisible
from guichet.fiches.reservations.planning import Demande, EssaiRythme, Planning
from guichet.regles.offre.activites_dites import ActiviteDite, commence, dites
from guichet.regles.reservations.rythmes.cadences import Rythme
from guichet.regles.reservations.rythmes.champs import champs_du_rythme, rythme_de_depart, rythme_des_champs
from guichet.regles.reservations.rythmes.dits import note_semaine_53
from guichet.regles.reservations.rythmes.ecrits import ecrire_rythme
from guichet.regles.reservations.rythmes.lus import lire_rythme
from screens.formulaires.champs import ChampSaisie, completer
from screens.formulaires.ouverture import ChampOuvert
from screens.modales.abandon import abandonner
from screens.modales.choisir import ModaleChoisir
from screens.reservations.rythme_mots import LIGNE, RANGS, bilan_en_mots, choix_du_champ, exclus_en_mots, jours_en_mots
from screens.socle.ecran import DialogueBase, liaisons

PAUSE_S = 0.15
"""Nobody types for that long: the moment to ask the base what would become of the rhythm."""

PATIENCE_S = 0.7
"""A word being typed is not yet a wrong one."""


class ModaleRythme(DialogueBase[Rythme]):
    """The typed line first: `r`, the line, Entrée is enough. Its answer is the rhythm, to be laid on the draft."""

    ECRAN = "rythme"
    BINDINGS: ClassVar[list[object]] = [*liaisons("rythme")]  # type: ignore[assignment]
    AUTO_FOCUS: ClassVar[str | None] = "ChampSaisie"
    DEFAULT_CSS = """
    ModaleRythme .boite { width: 82; max-width: 100%; }
    ModaleRythme ChampSaisie { max-width: 100%; }
    ModaleRythme .paire { height: 1; }
    ModaleRythme #avis { height: 2; margin: 0 0 0 2; width: 100%; color: $discret; }
    ModaleRythme #avis.faute { color: $error; }
    ModaleRythme #phrase { height: 3; margin: 1 0 0 2; width: 100%; }
    ModaleRythme #jours { height: 2; margin: 0 0 0 2; width: 100%; }
    ModaleRythme #bilan { height: 6; margin: 0 0 0 2; width: 100%; }
    """

    def __init__(
        self, planning: Planning, enfants: Sequence[int], brouillon: Sequence[Demande], activite_code: str
    ) -> None:
        super().__init__()
        self._planning, self._enfants, self._brouillon = planning, tuple(enfants), tuple(brouillon)
        self._activites = dites(
            (c.activite_code, c.nom, c.genre, c.unite_code, c.lettre, c.sigle) for c in planning.colonnes
        )
        self._depart = activite_code
        self._rythme: Rythme | None = None
        self._premier: Rythme | None = None
        self._base: Rythme | None = None
        """What the fields say without the line: a line refused, or taken back, changes nothing of it."""
        self._faute: RythmeIllisible | None = None
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Box: line, its error, fields, then what they say."""
        boite = Vertical(classes="boite")
        prenoms = ", ".join(e.prenom for e in self._planning.enfants if e.personne_id in self._enfants)
        boite.border_title = Content(f"Rythme · {prenoms}")
        boite.border_subtitle = "Entrée poser · ↑ ↓ champs · F4 choix · F1 aide · Échap renoncer"
        with boite:
            yield ChampOuvert(LIGNE, touche="r", commence=lambda debut: commence(debut, self._activites))
            yield Static("", id="avis", markup=False)
            for champs in RANGS:
                with Horizontal(classes="paire"):
                    for champ in champs:
                        yield ChampSaisie(champ)
            for nom in ("phrase", "jours", "bilan"):
                yield Static("", id=nom, markup=False)

    def on_mount(self) -> None:
        """Start from every day of the activity under the cursor; the line stays free for typing."""
        activite = next((a for a in self._activites if a.code == self._depart), self._activites[0])
        aujourdhui = self.ctx.aujourdhui()
        # A tall screen shows long reasons whole.
        self.query_one("#bilan").styles.height = max(6, min(10, self.app.size.height - 18))
        self._premier = self._base = rythme_de_depart(activite, du=aujourdhui, aujourdhui=aujourdhui)
        self._ecrire(self._premier)

    def perdrait_une_saisie(self) -> bool:
        """Whether leaving now would lose a rhythm, or a line not yet understood."""
        return bool(self.ligne.value) or self._rythme != self._premier

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        return await abandonner(self, "Ce rythme n’est pas posé. L’abandonner ?")

    # The line and the fields

    @property
    def ligne(self) -> ChampSaisie:
        """The typed line."""
        return self.query_one(f"#{LIGNE.id}", ChampSaisie)

    def _saisies(self) -> list[ChampSaisie]:
        return list(self.query(ChampSaisie))

    def _lire(self, saisie: ChampSaisie) -> Rythme:
        """The rhythm said by what was just typed.

        Raises:
            RythmeIllisible: names the word.
        """
        aujourdhui = self.ctx.aujourdhui()
        if saisie is self.ligne:
            return lire_rythme(
                saisie.value,
                aujourdhui=aujourdhui,
                activites=self._activites,
                sous_entendue=self._base.activite if self._base is not None else "",
            )
        assert self._rythme is not None  # noqa: S101 - set when the dialog opens
        valeurs = {s.champ.nom: completer(s.champ, s.value) for s in self._saisies()}
        return rythme_des_champs(valeurs, self._rythme, aujourdhui=aujourdhui, activites=self._activites)

    def _ecrire(self, rythme: Rythme, source: ChampSaisie | None = None) -> None:
        """Say a rhythm in every field but the one it comes from, then look at what it does."""
        ligne = None
        if source is not None and source is not self.ligne:
            self._base = rythme
            ligne = ecrire_rythme(rythme, aujourdhui=self.ctx.aujourdhui(), activites=self._activites)
        self._remplir(rythme, source, ligne)
        note = note_semaine_53(rythme)
        dite = Content.assemble(rythme.phrase, *([("\n", ""), (f"! {note}", "bold $warning")] if note else []))
        self.query_one("#phrase", Static).update(dite, layout=False)
        self._attendre(PAUSE_S)

    def _remplir(self, rythme: Rythme, source: ChampSaisie | None, ligne: str | None = None) -> None:
        self._rythme = rythme
        valeurs = champs_du_rythme(rythme, self._activites) | ({} if ligne is None else {"ligne": ligne})
        with self.prevent(Input.Changed):
            for saisie in self._saisies():
                valeur = valeurs.get(saisie.champ.nom)
                if saisie is not source and valeur is not None and saisie.value != valeur:
                    saisie.value = valeur
                    saisie.cursor_position = len(valeur)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Line and fields tell the same rhythm: typing in one rewrites the other."""
        saisie = message.input
        if not isinstance(saisie, ChampSaisie):
            return
        self._relever(None)
        if saisie is self.ligne and not saisie.value.strip() and self._base is not None:
            self._ecrire(self._base, saisie)
            return
        try:
            self._ecrire(self._lire(saisie), saisie)
        except RythmeIllisible as refus:
            self._faute = refus
            self._attendre(PATIENCE_S)

    def on_input_blurred(self, message: Input.Blurred) -> None:
        """What was shortened is shown whole once the field is left."""
        if self._faute is None and self._rythme is not None and message.input is not self.ligne:
            valeurs = champs_du_rythme(self._rythme, self._activites)
            for saisie in self._saisies():
                if saisie is message.input and saisie.value != valeurs[saisie.champ.nom]:
                    with self.prevent(Input.Changed):
                        saisie.value = valeurs[saisie.champ.nom]

    # What is said

    def on_descendant_focus(self, evenement: DescendantFocus) -> None:
        """Tell what a field takes."""
        del evenement
        if self._faute is None:
            self._dire_aide()

    def _dire_aide(self) -> None:
        avis = self.query_one("#avis", Static)
        avis.set_class(False, "faute")
        avis.update(self.focused.champ.aide if isinstance(self.focused, ChampSaisie) else "")

    def _relever(self, faute: RythmeIllisible | None) -> None:
        """Say a mistake under the line, or take it away."""
        self._faute = faute
        for saisie in self._saisies():
            saisie.set_class(faute is not None and saisie.champ.nom == (faute.champ or LIGNE.nom), "en-faute")
        if faute is None:
            self._dire_aide()
            return
        avis = self.query_one("#avis", Static)
        avis.set_class(True, "faute")
        avis.update(f"× {faute.message}")
        if not faute.champ and self._base is not None:
            self._remplir(self._base, self.ligne)
        for nom in ("#phrase", "#jours", "#bilan"):
            self.query_one(nom, Static).update("")

    def _attendre(self, secondes: float) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(secondes, self._apres_la_pause)

    def _apres_la_pause(self) -> None:
        if self._faute is not None:
            self._relever(self._faute)
        elif self._rythme is not None:
            self.run_worker(self._essayer(self._rythme), group="essai", exclusive=True)

    async def _essayer(self, rythme: Rythme) -> None:
        from guichet.services import reservations

        try:
            essai: EssaiRythme = await self.lire(
                reservations.essayer, self._planning, rythme, self._enfants, brouillon=self._brouillon
            )
        except ErreurMetier as refus:
            self.query_one("#bilan", Static).update(f"× {refus.message}")
            return
        if rythme == self._rythme and self._faute is None:
            largeur, hauteur = self.query_one("#bilan", Static).size
            self.query_one("#jours", Static).update(jours_en_mots(rythme, essai, largeur), layout=False)
            exclus = exclus_en_mots(essai, self._planning, rythme.activite)
            self.query_one("#bilan", Static).update(bilan_en_mots(essai, largeur, hauteur, exclus), layout=False)

    # Keys

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Entrée."""
        message.stop()
        self.action_suivant()

    def action_suivant(self) -> None:
        """Entrée: a typed line is laid at once; in the fields it goes on, the last one lays."""
        saisies = self._saisies()
        rang = next((i for i, s in enumerate(saisies) if s.has_focus), 0)
        if (rang == 0 and self.ligne.value.strip()) or rang == len(saisies) - 1:
            self.action_poser()
        else:
            saisies[rang + 1].focus()

    def action_poser(self) -> None:
        """Ctrl+S: lay it, unless a word is not understood."""
        if self._faute is not None:
            self._relever(self._faute)
            champ = self._faute.champ or LIGNE.nom
            next(s for s in self._saisies() if s.champ.nom == champ).focus()
        elif self._rythme is not None:
            self.terminer(self._rythme)

    def action_choisir(self) -> None:
        """F4: the list of the field."""
        self.faire(self._choisir())

    async def _choisir(self) -> None:
        saisie = self.focused
        if not isinstance(saisie, ChampSaisie) or self._rythme is None:
            return
        nom = "activite" if saisie is self.ligne else saisie.champ.nom
        choix = choix_du_champ(nom, self._rythme, self._proposees(), self.ctx.aujourdhui())
        cible = next(s for s in self._saisies() if s.champ.nom == nom)
        modale: ModaleChoisir[str] = ModaleChoisir(cible.champ.libelle, choix, courant=cible.value)
        retenu = await self.demander(modale)
        if retenu is not None:
            cible.value = retenu
            cible.cursor_position = len(retenu)

    def _proposees(self) -> list[ActiviteDite]:
        """Activities the children shown are registered for, then the one being said."""
        unites = {u for e, _, u in self._planning.cases if e in self._enfants}
        codes = {c.activite_code for c in self._planning.colonnes if c.unite_id in unites}
        return [a for a in self._activites if a.code in codes or (self._rythme and a.code == self._rythme.activite)]

    def action_monter(self) -> None:
        """Former field."""
        self.focus_previous(ChampSaisie)

    def action_descendre(self) -> None:
        """Next field."""
        self.focus_next(ChampSaisie)
