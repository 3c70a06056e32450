"""THE keyboard grammar: every command once. Bindings, footer, palette, F1 and docs/touches.md all read it here.

`touche` is Textual's name of the key; `nom_touche` says it as a French keyboard does. A town remaps by id in
guichet.toml. Never F10, F11, Ctrl+digit, Ctrl+punctuation, AltGr: terminals or keyboards take them (ecrans.md).
"""

from guichet.commandes.modele import ECRANS, PARTOUT, Commande
from guichet.commandes.table import COMMANDES
from guichet.commandes.touches import commandes_de, fautes_de_touches, nom_touche, touche_de, touche_nommee

__all__ = [
    "COMMANDES",
    "ECRANS",
    "PARTOUT",
    "Commande",
    "commandes_de",
    "fautes_de_touches",
    "nom_touche",
    "touche_de",
    "touche_nommee",
]
