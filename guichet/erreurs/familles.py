"""Refusals about households and their members."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class FamilleInconnue(ErreurMetier):
    """No household has this code."""

    regle = "famille"


class MembreInconnu(ErreurMetier):
    """This person is not, or is no longer, in the household."""

    regle = "membre"


class RetraitImpossible(ErreurMetier):
    """A household keeps at least one responsable; a departure has a possible day."""

    regle = "membre"


class FoyerImpossible(ErreurMetier):
    """The child cannot be put into that second household."""

    regle = "garde alternée"


class EnvoiElectroniqueImpossible(ErreurMetier):
    """Electronic invoices need an address to be sent to (source 4.5)."""

    regle = "facture électronique"


class FusionImpossible(ErreurMetier):
    """These two files are not made one, or not taken apart again: the sentence says why and what to do."""

    regle = "réunion de dossiers"
