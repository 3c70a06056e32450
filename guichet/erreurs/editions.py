"""Refusals of the printed things: a page that cannot be composed, a printer that does not answer."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class EditionImpossible(ErreurMetier):
    """The page cannot be composed: a font is missing from the installation, or the layout is refused."""

    regle = "édition"


class ImpressionImpossible(ErreurMetier):
    """The page is composed but cannot leave: no print system, unknown printer, no answer, unwritable file."""

    regle = "impression"


class SortieRefusee(ErreurMetier):
    """What would be written would take the place of something that must stay."""

    regle = "sortie"
    code = 2


class CheminRequis(ErreurMetier):
    """A confidential page would be stored without the agent having named the file that will hold it."""

    regle = "confidentialité"
