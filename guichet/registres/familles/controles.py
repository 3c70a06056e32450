"""What must hold about households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Controle
from guichet.registres.socle.controles import compter
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.registres.socle.controles import Resultat


def familles(s: Lecture) -> Resultat:
    """Every household keeps an adult who answers for it."""
    seules = s.lignes(
        "SELECT code FROM famille f WHERE NOT EXISTS (SELECT 1 FROM lien l WHERE l.famille_id = f.id "
        "AND l.role = 'responsable' AND l.au IS NULL) AND f.fusionnee_dans IS NULL ORDER BY code"
    )
    return (
        Controle("familles", compter(s, "SELECT count(*) FROM famille WHERE fusionnee_dans IS NULL"), "familles"),
        [f"La famille {affiche(code)} n’a plus de responsable : complétez son dossier." for (code,) in seules],
    )
