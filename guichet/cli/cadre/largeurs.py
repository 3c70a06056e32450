"""Widths of a table's columns: eighty columns shared so that no word is cut while one can be kept whole."""

from __future__ import annotations

from collections.abc import Sequence


def partager(titres: Sequence[tuple[str, bool]], rangees: Sequence[Sequence[str]], place: int) -> list[int]:
    """Width of each column.

    Args:
        titres: title of each column, and whether it is never folded.
        rangees: cells, as shown.
        place: columns of the terminal left once the gaps are counted.
    """
    from rich.cells import cell_len

    colonnes = [{titre, *(rangee[rang] for rangee in rangees)} for rang, (titre, _) in enumerate(titres)]
    voulues = [max(map(cell_len, colonne)) for colonne in colonnes]
    fixes = [fixe for _, fixe in titres]
    largeurs = [
        voulue if fixe else max((cell_len(mot) for case in colonne for mot in case.split(" ")), default=0)
        for voulue, fixe, colonne in zip(voulues, fixes, colonnes, strict=True)
    ]
    # Words too long to stand side by side: the widest column folds first.
    while sum(largeurs) > place and (pliables := [r for r, fixe in enumerate(fixes) if not fixe and largeurs[r] > 1]):
        largeurs[max(pliables, key=largeurs.__getitem__)] -= 1
    # A name stays on one line; what is left goes where most lines are folded.
    for rang in sorted(range(len(voulues)), key=voulues.__getitem__):
        if voulues[rang] <= place // 3 and voulues[rang] - largeurs[rang] <= place - sum(largeurs):
            largeurs[rang] = voulues[rang]
    while sum(largeurs) < place and (etroites := [r for r, largeur in enumerate(largeurs) if largeur < voulues[r]]):
        largeurs[max(etroites, key=lambda r: voulues[r] / largeurs[r])] += 1
    return largeurs
