"""What was done since this family sat down: beside the dossier, its last line under it on a narrow screen."""

from __future__ import annotations

from textual.content import Content

from guichet.contexte import Contexte
from guichet.fiches.comptoir.passages import FichePassage
from guichet.regles.socle.domaine import LIBELLES, Presence
from screens.widgets.coupure import couper

LARGEUR = 36
"""Columns of the visit beside the page."""
_MONTRES = 10


def lignes(ctx: Contexte, p: FichePassage | None) -> Content:
    """The last acts, each at its hour."""
    morceaux: list[str | tuple[str, str]] = [("Ce passage\n", "$discret")]
    for heure, libelle in _actes(ctx, p)[-_MONTRES:]:
        # Wrapped under itself: the column of hours stays one.
        texte = "\n       ".join(couper(libelle, LARGEUR - 10))
        morceaux += [(f"{heure}  ", "$discret"), f"{texte}\n"]
    if len(morceaux) == 1:
        morceaux.append(("aucun", "$discret"))
    return Content.assemble(*morceaux)


def derniere(ctx: Contexte, p: FichePassage | None) -> Content:
    """The last one, and how many there were before."""
    actes = _actes(ctx, p)
    if not actes:
        return Content("")
    heure, libelle = actes[-1]
    avant = f" · {len(actes) - 1} avant" if len(actes) > 1 else ""
    return Content(f"Ce passage  {heure} {libelle}{avant}")


def _actes(ctx: Contexte, p: FichePassage | None) -> list[tuple[str, str]]:
    if p is None:
        return []
    heure = "%H:%M"
    debut = [(ctx.local(p.ouvert_le).strftime(heure), f"ouvert · {LIBELLES[Presence(p.presence)]}")]
    return debut + [(ctx.local(a.le).strftime(heure), a.libelle) for a in p.actes]


def a_savoir(p: FichePassage) -> str:
    """What an agent who has just opened it must know: it was another's, or the family is received elsewhere too."""
    ailleurs = f"cette famille est reçue aussi ailleurs ({p.ailleurs})" if p.ailleurs else ""
    return " ; ".join(filter(None, (p.repris or (ailleurs and "Passage ouvert ici"), ailleurs)))
