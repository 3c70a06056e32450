"""What must hold about households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Controle
from guichet.formats import pluriel
from guichet.registres.familles.fusion import perimetre
from guichet.registres.socle.controles import compter
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.registres.familles.fusion.perimetre import Renvoi
    from guichet.registres.socle.controles import Resultat


def fondus(s: Lecture) -> Resultat:
    """A file made one with another holds nothing any more."""
    lus = compter(s, "SELECT count(*) FROM famille WHERE fusionnee_dans IS NOT NULL") + compter(
        s, "SELECT count(*) FROM personne WHERE fusionnee_dans IS NOT NULL"
    )
    restes = [(r.table, _restent(s, r)) for r in perimetre.renvois()] if lus else []
    return (
        Controle("réunions", lus, "dossiers et fiches réunis"),
        [
            f"Dans « {table} », {pluriel(n, 'ligne')} d’un dossier réuni : défaites la réunion, ou prévenez l’éditeur."
            for table, n in restes
            if n
        ],
    )


def _restent(s: Lecture, r: Renvoi) -> int:
    return compter(
        s,
        f"SELECT count(*) FROM {r.table} WHERE {r.colonne} IN "  # noqa: S608 - the models
        f"(SELECT id FROM {r.vers} WHERE fusionnee_dans IS NOT NULL)",
    )


def familles(s: Lecture) -> Resultat:
    """Every household keeps an adult who answers for it, or lost the last one to a death."""
    seules = s.lignes(
        "SELECT code FROM famille f WHERE NOT EXISTS (SELECT 1 FROM lien l WHERE l.famille_id = f.id "
        "AND l.role = 'responsable' AND (l.au IS NULL OR l.motif = 'deces')) AND f.fusionnee_dans IS NULL ORDER BY code"
    )
    return (
        Controle("familles", compter(s, "SELECT count(*) FROM famille WHERE fusionnee_dans IS NULL"), "familles"),
        [f"La famille {affiche(code)} n’a plus de responsable : complétez son dossier." for (code,) in seules],
    )
