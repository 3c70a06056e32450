"""Lines above the weeks: the children side by side, the days in one form, the letters of the week under the cursor."""

from __future__ import annotations

from guichet.formats import JOURS
from screens.reservations.grille import Grille, Vue

LONGUEUR_MAX = max(map(len, JOURS))

Morceaux = list[tuple[int, str, bool]]
"""(column, text, whether it stands out)."""


def enfants(g: Grille, vue: Vue, personne_id: int, largeur: int) -> Morceaux:
    """First names whole, the one under the cursor standing out; how many are out of sight, and on which side."""
    dits: Morceaux = []
    if avant := vue.premier:
        dits.append((2, f"◂ {avant} avant", True))
    for bande in g.bandes[vue.premier : vue.dernier + 1]:
        dits.append((bande.debut - vue.decalage + 1, bande.prenom, bande.personne_id == personne_id))
    if apres := len(g.bandes) - 1 - vue.dernier:
        suite = f"{apres} autre{'s' if apres > 1 else ''} ▸"
        dits.append((largeur - len(suite) - 1, suite, True))
    return dits


def jours(g: Grille, vue: Vue) -> Morceaux:
    """Weekdays, all in the longest form each has room for: « lundi », « lun », « lu » or « L »."""
    debuts: list[tuple[int, int, int]] = []
    for bande in g.bandes:
        siennes = [g.colonnes[i] for i in bande.colonnes]
        premieres = [c for i, c in enumerate(siennes) if i == 0 or siennes[i - 1].jour != c.jour]
        # Nothing follows the last day of the last child.
        fin = bande.fin if bande is not g.bandes[-1] else bande.fin + LONGUEUR_MAX
        # A child registered for nothing stands beside the others without a column.
        suivantes = [*(c.x for c in premieres[1:]), fin][: len(premieres)]
        for c, suivante in zip(premieres, suivantes, strict=True):
            debuts.append((c.x, c.jour, suivante - c.x - 1))
    longueur = next((n for n in (LONGUEUR_MAX, 3, 2) if all(len(JOURS[j][:n]) <= place for _, j, place in debuts)), 1)
    visibles = g.bandes[vue.premier : vue.dernier + 1]
    return [
        (x - vue.decalage + 1, JOURS[jour][:longueur] if longueur > 1 else JOURS[jour][0].upper(), False)
        for x, jour, _ in debuts
        if visibles and visibles[0].debut <= x < visibles[-1].fin
    ]


def lettres(g: Grille, vue: Vue, rang: int) -> Morceaux:
    """As the week under the cursor is made: in the holidays, other half-days stand in the same columns."""
    return [
        (g.colonnes[i].x - vue.decalage + 1, g.lettre(rang, g.colonnes[i]), False)
        for bande in g.bandes[vue.premier : vue.dernier + 1]
        for i in bande.colonnes
    ]
