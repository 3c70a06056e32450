"""A field one letter opens: that letter pressed twice, or typed ahead, is the key again and not the first one typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.events import Key

from screens.formulaires.champs import Champ, ChampSaisie


class ChampOuvert(ChampSaisie):
    """It keeps back the letter that opened it, until the next key says whether it begins a word it takes."""

    def __init__(self, champ: Champ, *, touche: str, commence: Callable[[str], bool]) -> None:
        """Draw a field.

        Args:
            champ: what it is.
            touche: the letter that opens the dialog it stands in.
            commence: whether something it takes begins so: « re » where there is a restauration.
        """
        super().__init__(champ)
        self._touche, self._commence = touche, commence
        self._neuf, self._gardee_a_part = True, ""

    async def _on_key(self, event: Key) -> None:
        neuf, self._neuf = self._neuf, False
        retenue, self._gardee_a_part = self._gardee_a_part, ""
        signe = event.character if event.is_printable and event.character else ""
        if neuf and not self.value and signe == self._touche:
            self._gardee_a_part = signe
            event.stop()
            event.prevent_default()
            return
        if retenue and signe and self._commence(retenue + signe):
            self.insert_text_at_cursor(retenue)
        await super()._on_key(event)
