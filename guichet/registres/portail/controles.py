"""What must hold about Clés Enfance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Controle
from guichet.registres.socle.controles import compter
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.registres.socle.controles import Resultat


def cles(s: Lecture) -> Resultat:
    """One live Clé Enfance per responsable and household (domaine.md)."""
    doubles = s.lignes(
        "SELECT f.code FROM cle_enfance c JOIN famille f ON f.id = c.famille_id WHERE c.etat IN ('emise', 'remise') "
        "GROUP BY f.code, c.responsable_id HAVING count(*) > 1 ORDER BY f.code"
    )
    return (
        Controle("clés", compter(s, "SELECT count(*) FROM cle_enfance"), "Clés Enfance"),
        [f"La famille {affiche(code)} a deux Clés Enfance vivantes : révoquez-en une." for (code,) in doubles],
    )
