"""What must hold about accounts of the portal and Clés Enfance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Controle
from guichet.formats.mots import citer
from guichet.registres.socle.controles import compter
from guichet.registres.socle.sql import en_mots
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.registres.socle.controles import Resultat


def modes(s: Lecture) -> Resultat:
    """Each account was opened in a mode that is one: no constraint of its table says which."""
    faux = s.lignes(
        f"SELECT id, mode FROM compte_portail WHERE mode NOT IN ({en_mots(ModeComptePortail)}) ORDER BY id"  # noqa: S608
    )
    return (
        Controle("comptes", compter(s, "SELECT count(*) FROM compte_portail"), "comptes du portail"),
        [f"La valeur « compte_portail.mode », ligne {id_}, ne se lit pas ({citer(str(mode))})." for id_, mode in faux],
    )


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
