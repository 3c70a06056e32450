"""Refusals about absences."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class RienReserve(ErreurMetier):
    """Nothing is booked on those days: there is no absence to tell."""

    regle = "absence"
