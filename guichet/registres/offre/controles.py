"""What must hold about the règlement."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Controle
from guichet.formats import date_num

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.registres.socle.controles import Resultat


def reglements(s: Lecture) -> Resultat:
    """The town's settings are those that were entered."""
    lignes = s.lignes("SELECT du, contenu, empreinte FROM reglement ORDER BY du")
    return (
        Controle("règlements", len(lignes), "règlements de commune"),
        [
            f"Le règlement du {date_num(du)} a été modifié : son empreinte ne correspond plus."
            for du, contenu, empreinte in lignes
            if hashlib.sha256(contenu.encode()).hexdigest() != empreinte
        ],
    )
