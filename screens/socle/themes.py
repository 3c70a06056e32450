"""Three themes of our own: one accent, two greys, four meanings (ecrans.md, Look). Contrast ≥ 4.5:1, tested."""

from __future__ import annotations

from textual.theme import Theme

CLAIR = Theme(
    name="guichet-clair",
    dark=False,
    primary="#1f3a8a",
    secondary="#1f3a8a",
    accent="#1f3a8a",
    foreground="#1c1c20",
    background="#fafaf7",
    surface="#fafaf7",
    panel="#e8e8e1",
    success="#1d6b37",
    warning="#8a4600",
    error="#b02318",
    variables={
        "discret": "#65656d",
        "filet": "#c4c4be",
        "information": "#1f3a8a",
        "selection": "#1f3a8a",
        "selection-texte": "#ffffff",
        "input-cursor-background": "#1c1c20",
        "input-cursor-foreground": "#fafaf7",
        "input-selection-background": "#c9d4f2",
    },
)
"""The default: counters stand in bright rooms."""

SOMBRE = Theme(
    name="guichet-sombre",
    dark=True,
    primary="#8ab0ff",
    secondary="#8ab0ff",
    accent="#8ab0ff",
    foreground="#e8e8ea",
    background="#16181d",
    surface="#16181d",
    panel="#262a33",
    success="#7fd19b",
    warning="#f0c36a",
    error="#ff9386",
    variables={
        "discret": "#9c9fa8",
        "filet": "#43474f",
        "information": "#8ab0ff",
        "selection": "#2d4a8f",
        "selection-texte": "#ffffff",
        "input-cursor-background": "#e8e8ea",
        "input-cursor-foreground": "#16181d",
        "input-selection-background": "#34456f",
    },
)

CONTRASTE = Theme(
    name="guichet-contraste",
    dark=True,
    primary="#ffe14d",
    secondary="#ffe14d",
    accent="#ffe14d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1f1f1f",
    success="#6dff8b",
    warning="#ffb347",
    error="#ff9c94",
    variables={
        "discret": "#d0d0d0",
        "filet": "#8a8a8a",
        "information": "#8fd3ff",
        "selection": "#ffe14d",
        "selection-texte": "#000000",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#5c5320",
    },
)

THEMES = (CLAIR, SOMBRE, CONTRASTE)


def suivant(nom: str) -> str:
    """Name of the one of our themes that comes after `nom`, the first after any other."""
    noms = [t.name for t in THEMES]
    rang = noms.index(nom) if nom in noms else -1
    return noms[(rang + 1) % len(noms)]
