"""The fields of a form: moving among them with the one at hand in sight, and what is said under each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.containers import VerticalScroll
from textual.css.query import NoMatches
from textual.geometry import Region
from textual.widget import Widget

from screens.formulaires.blocs import Bloc
from screens.formulaires.champs import Champ, ChampSaisie


class ZoneChamps(VerticalScroll, inherit_bindings=False):
    """The fields of a form: arrows go from one to the other, never to a scroll bar."""

    def __init__(self, *, creation: bool = True) -> None:
        """Hold fields.

        Args:
            creation: whether the sheet is a new one: what is filled in already is then skipped.
        """
        super().__init__(id="champs", can_focus=False)
        self._creation = creation

    def saisies(self) -> list[ChampSaisie]:
        """Fields from top to bottom."""
        return list(self.query(ChampSaisie))

    def saisie(self, nom: str) -> ChampSaisie | None:
        """The field of that name."""
        try:
            return self.query_one("#" + Champ(nom, "").id, ChampSaisie)
        except NoMatches:
            return None

    def valeurs(self) -> dict[str, str]:
        """What counts in each field: typed and completed, or what stands dim."""
        return {s.champ.nom: s.retenue for s in self.saisies()}

    @property
    def courante(self) -> ChampSaisie | None:
        """The field at hand."""
        return next((s for s in self.saisies() if s.has_focus), None)

    # Going

    def commencer(self) -> None:
        """Go to the first field that waits for something."""
        self.viser(self._depart_de(self.saisies()))

    def _depart_de(self, saisies: Sequence[ChampSaisie]) -> ChampSaisie | None:
        """Where a section begins: on a new sheet, the first field with neither value nor default."""
        premier = saisies[0] if saisies else None
        if not self._creation:
            return premier
        return next((s for s in saisies if not s.value and not s.placeholder), premier)

    def viser(self, saisie: ChampSaisie | None) -> None:
        """Go to a field; scrolling is ours (`montrer`), without animation."""
        if saisie is not None:
            saisie.focus(scroll_visible=False)

    def suivre(self, saisie: ChampSaisie) -> bool:
        """Go to the field after this one; False on the last."""
        saisies = self.saisies()
        apres = saisies[saisies.index(saisie) + 1 :]
        if apres:
            self.viser(apres[0])
        return bool(apres)

    def bouger(self, pas: int) -> None:
        """Go `pas` fields further, or to the end."""
        saisies, ici = self.saisies(), self.courante
        if ici is not None:
            self.viser(saisies[min(max(0, saisies.index(ici) + pas), len(saisies) - 1)])

    def changer_de_section(self, pas: int) -> None:
        """Go `pas` sections further, on its first field that waits for something."""
        groupes = [bloc.saisies() for bloc in self.query(Bloc)]
        ici = next((i for i, g in enumerate(groupes) if any(s.has_focus for s in g)), None)
        if ici is not None and 0 <= ici + pas < len(groupes):
            self.viser(self._depart_de(groupes[ici + pas]))

    # Seeing

    def watch_virtual_size(self) -> None:
        """A sentence has just come under a field, or left it: what is at hand stays in sight."""
        if self.courante is not None:
            self.montrer(self.courante)

    def montrer(self, saisie: ChampSaisie) -> None:
        """Show the whole section of a field, its title first, as far as it fits; else the field and its sentence."""
        bloc = saisie.parent
        assert isinstance(bloc, Bloc)  # noqa: S101 - a field always stands in a section
        haut, bas = bloc.virtual_region.y, bloc.virtual_region.bottom
        visible = self.scrollable_content_region.height
        if haut >= self.scroll_y and bas <= self.scroll_y + visible:
            return
        suivants = list(bloc.children)
        rang = suivants.index(saisie)
        notee = rang + 1 < len(suivants) and suivants[rang + 1].has_class("note")
        ligne = _place(suivants[rang + notee], bloc).bottom
        # Where both do not fit, the sentence goes on below its field.
        sienne = min(_place(saisie, bloc).y, ligne - visible)
        cible = haut if bas - haut <= visible or ligne - haut <= visible else sienne
        self.scroll_to(y=cible, animate=False)

    # Sentences under fields

    async def noter_fautes(self, fautes: Mapping[str, str]) -> ChampSaisie | None:
        """Put each sentence under its field; gives the first field that is wrong."""
        for saisie in self.saisies():
            if saisie.champ.nom in fautes:
                await _remplacer_note(saisie, fautes[saisie.champ.nom], faute=True)
        return next((s for s in self.saisies() if s.has_class("en-faute")), None)

    async def oublier_fautes(self) -> None:
        """Take those sentences away."""
        for saisie in self.query(".en-faute").results(ChampSaisie):
            retrait = saisie.oublier_note()
            if retrait is not None:
                await retrait

    async def rapprocher(self, lues: Mapping[str, str], actuelles: Mapping[str, str]) -> ChampSaisie | None:
        """Take what the sheet now holds where nothing was typed, and say it where something was.

        Args:
            lues: values when the sheet was read, by field.
            actuelles: those that another agent has written since.

        Returns:
            the first field that holds something else than the sheet.
        """
        disputes: list[ChampSaisie] = []
        for nom, actuelle in actuelles.items():
            saisie = self.saisie(nom)
            if saisie is None:
                continue
            if saisie.value == lues.get(nom):
                saisie.reprendre(actuelle)
            elif saisie.retenue != actuelle:
                valeur = f"« {actuelle} »" if actuelle else "un champ vide"
                phrase = f"La fiche porte maintenant {valeur} ; validez pour garder ce que vous avez tapé."
                await _remplacer_note(saisie, phrase)
                disputes.append(saisie)
        return disputes[0] if disputes else None


def _place(widget: Widget, bloc: Bloc) -> Region:
    """Where what stands in a section is among all the fields."""
    return widget.virtual_region.translate(bloc.virtual_region.offset)


async def _remplacer_note(saisie: ChampSaisie, phrase: str, *, faute: bool = False) -> None:
    retrait = saisie.oublier_note()
    if retrait is not None:
        await retrait
    await saisie.noter(phrase, faute=faute)
