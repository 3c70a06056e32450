"""Keys: how they are said, moved by a town, and found to clash."""

from __future__ import annotations

from collections.abc import Mapping

from guichet.commandes.modele import ECRANS, PARTOUT, Commande
from guichet.commandes.table import COMMANDES
from guichet.formats.proches import proche

_NOMS = {
    "enter": "Entrée",
    "escape": "Échap",
    "delete": "Suppr",
    "exclamation_mark": "!",
    "full_stop": ".",
    "left": "←",
    "right": "→",
    "shift+up": "Maj+↑",
    "shift+down": "Maj+↓",
    "shift+left": "Maj+←",
    "shift+right": "Maj+→",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "pageup": "Page ↑",
    "pagedown": "Page ↓",
    "space": "Espace",
    "tab": "Tab",
}


_RENOMMEES = {"dossier.factures": "dossier.envoi_factures"}
"""Former name of a command: its present one, for a guichet.toml that was written before."""


def nom_touche(touche: str) -> str:
    """Say a key as it is written on a French keyboard: "ctrl+s" → "Ctrl+S"."""
    if touche in _NOMS:
        return _NOMS[touche]
    if touche.startswith("ctrl+"):
        return "Ctrl+" + touche[5:].upper()
    return touche.upper() if touche[0] == "f" and touche[1:].isdigit() else touche


_NOMMEES = {nom: touche for touche, nom in _NOMS.items()}


def touche_nommee(nom: str) -> str | None:
    """The key so written, None when it is none: "Ctrl+S" → "ctrl+s"."""
    if nom in _NOMMEES:
        return _NOMMEES[nom]
    if nom.startswith("Ctrl+") or (nom[:1] == "F" and nom[1:].isdigit()):
        return nom.lower()
    return nom if len(nom) == 1 and nom.isalnum() else None


def commandes_de(ecran: str) -> tuple[Commande, ...]:
    """Commands that live on a screen, then those that live everywhere."""
    return tuple(c for c in COMMANDES if c.ecran == ecran) + tuple(c for c in COMMANDES if c.ecran == PARTOUT)


def touche_de(commande: Commande, keymap: Mapping[str, str]) -> str:
    """Key of a command, as remapped by the town."""
    return keymap.get(commande.id, commande.touche)


def fautes_de_touches(keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say what a town's keys cannot do: (command id, sentence) for each unknown command and each key used twice."""
    connues = {c.id: c for c in COMMANDES}
    fautes = [(i, f"cette commande n’existe pas : {_voisine(i, connues)}") for i in keymap if i not in connues]
    for ecran in ECRANS:
        prises: dict[str, Commande] = {}
        # Those the town did not move come first: it is the moved one that must go elsewhere.
        for c in sorted(dict.fromkeys(commandes_de(ecran)), key=lambda c: c.id in keymap):
            for touche in touche_de(c, keymap).split(","):
                autre = prises.setdefault(touche, c)
                if autre is not c:
                    nom = f"{nom_touche(touche)} sert déjà à « {autre.libelle} » ({ECRANS[autre.ecran]})"
                    fautes.append((c.id, f"{nom} : choisissez une autre touche."))
    return list(dict.fromkeys(fautes))


def _voisine(nom: str, connues: Mapping[str, Commande]) -> str:
    if nom in _RENOMMEES:
        return f"elle s’appelle maintenant « {_RENOMMEES[nom]} »."
    voisine = proche(nom, connues)
    return f"vouliez-vous « {voisine} » ?" if voisine else "leurs noms sont dans docs/touches.md."
