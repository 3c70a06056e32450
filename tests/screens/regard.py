"""What an eye would reproach at once to what is painted: a line that begins with a sign, and whatever is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from screens.socle.pied import Pied
from screens.widgets.lignes import ListeLignes
from screens.widgets.page import Page

EN_TETE = re.compile(r"[;:?»%€]|!(?! )")
"""« ! » and a blank is an alert, which begins its line."""


def reproches(app: App[Any]) -> list[str]:
    """What is wrong in the screen or the dialog shown, in words; nothing when an eye would pass on."""
    carte = app.screen._compositor.full_map
    lignes = ["".join(s.text for s in li) for li in app.screen._compositor.render_strips(app.size)]
    dits: list[str] = []
    for widget, place in carte.items():
        if not widget.is_on_screen and not widget.display:
            continue
        dits += [f"{_nom(widget)} : {quoi}" for quoi in _reproches(widget, place.region, place.clip, lignes)]
    return dits


def _reproches(widget: Widget, region: Region, clip: Region, lignes: list[str]) -> Iterator[str]:
    if region.area and clip.intersection(region) != region and not _defile(widget):
        yield f"is cut, {region} within {clip}"
    if not widget.children:
        for ligne in _bande(lignes, widget.content_region.intersection(clip)):
            if EN_TETE.match(ligne.strip()):
                yield f"a line begins with a sign: {ligne.strip()!r}"
    yield from _bords(widget, lignes)
    if isinstance(widget, Static):
        yield from _texte(widget)
    elif isinstance(widget, Page):
        yield from (f"cuts a line: {li.strip()!r}" for li in _bande(lignes, region) if li.rstrip().endswith("…"))
    elif isinstance(widget, ListeLignes):
        yield from _cellules(widget, lignes)
    elif isinstance(widget, Pied):
        yield from _touches(widget, lignes[-1])


def _nom(widget: Widget) -> str:
    return f"{type(widget).__name__}#{widget.id}" if widget.id else type(widget).__name__


def _bande(lignes: list[str], region: Region) -> list[str]:
    """The lines painted in a region, each cut to its columns."""
    return [li[region.x : region.right] for li in lignes[region.y : region.bottom]]


def _defile(widget: Widget) -> bool:
    """Whether what it does not show is reached by scrolling, which a bar says."""
    return any(isinstance(a, Widget) and a.show_vertical_scrollbar for a in widget.ancestors)


def _texte(widget: Static) -> Iterator[str]:
    besoin = widget.get_content_height(widget.container_size, widget.app.size, widget.content_size.width)
    if str(widget.content).strip() and besoin > widget.content_size.height:
        yield f"has room for {widget.content_size.height} of its {besoin} lines: {widget.content!s}"


def _bords(widget: Widget, lignes: list[str]) -> Iterator[str]:
    tout = "\n".join(lignes)
    for bord in (widget._border_title, widget._border_subtitle):
        if isinstance(bord, Content) and bord.plain.strip() not in tout:
            yield f"has no room for its edge: {bord.plain}"


def _cellules(widget: ListeLignes, lignes: list[str]) -> Iterator[str]:
    """What its columns cut of the chosen row is told whole somewhere: no row is out of reach of the cursor."""
    rangees = widget._lignes[widget.curseur : widget.curseur + 1]
    for texte, place in ((t, p) for r in rangees for t, p in zip(r, widget._largeurs(), strict=False)):
        if len(texte) > place and not any(_plat(texte) in dit for dit in _dits(widget.app, lignes)):
            yield f"cuts {texte!r} to {place} columns, and tells it nowhere"


def _dits(app: App[Any], lignes: list[str]) -> Iterator[str]:
    for widget, place in app.screen._compositor.full_map.items():
        if isinstance(widget, Static | ListeLignes):
            yield _plat(" ".join(_bande(lignes, place.region.intersection(place.clip))))


def _plat(texte: str) -> str:
    return " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").split())


def _touches(pied: Pied, ligne: str) -> Iterator[str]:
    for touche, libelle in (*pied._touches[:1], *pied._fin[:1]):
        if f"{touche} {libelle}" not in ligne:
            yield f"does not show {touche} {libelle}"
