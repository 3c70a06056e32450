"""The three faces of the lists: how each is read, how they are named, what an empty one says to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.content import Content

from guichet import formats
from guichet.contexte import Contexte
from guichet.fiches.listes.effectifs import Liste
from screens.listes import attente, presences, repas
from screens.listes.vue import Contenu, Vue
from screens.widgets.page import LignePage, ligne

FACES = {Liste.PRESENCES: "Présences", Liste.REPAS: "Repas", Liste.ATTENTE: "Attente"}
LIRE: dict[Liste, Callable[[Contexte, Vue], Contenu]] = {
    Liste.PRESENCES: presences.lire,
    Liste.REPAS: repas.lire,
    Liste.ATTENTE: attente.lire,
}


def onglets(montree: Liste) -> Content:
    """« [Présences] Repas  Attente »: the one shown is told without colour too."""
    return Content.assemble(
        *((f"[{nom}]", "bold $primary") if face is montree else (f" {nom} ", "$discret") for face, nom in FACES.items())
    )


def rien(vue: Vue, voisin: date | None, touche: Callable[[str], str]) -> list[LignePage]:
    """What to press before an empty list; `touche` says the key of a command."""
    if voisin is not None:
        return [ligne(""), ligne(f"{touche('suivant')} va au {formats.jour_long(voisin)}.")]
    ailleurs = f" ; {touche('site')} montre les autres sites" if vue.site else ""
    retour = f"{touche('precedent')} revient au dernier jour rempli"
    return [ligne(""), ligne(f"Rien non plus les jours suivants : {retour}{ailleurs}.")]
