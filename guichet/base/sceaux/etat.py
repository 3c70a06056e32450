"""What is true of all the seals together: the total of each table, bound to the journal's head by a keyed hash."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guichet.base.sceaux.cachet import MODULO, Cachet

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur

_LIRE = "SELECT valeur FROM sceau WHERE objet = '' AND cle = ''"
ECRIRE = (
    "INSERT INTO sceau (objet, cle, valeur) VALUES (:objet, :cle, :valeur) "
    "ON CONFLICT (objet, cle) DO UPDATE SET valeur = excluded.valeur"
)

Tete = tuple[int, str]


@dataclass
class Etat:
    """Totals of a sealed base.

    A row put back with its former seal, or gone with it, leaves each seal true and the total untrue; a line of the
    journal written without the key leaves the head untrue.
    """

    depuis: int
    """Last line of the journal when the base was first sealed, or its key replaced: the key signs from there on."""
    totaux: dict[str, int] = field(default_factory=dict)
    mac: str = ""
    """"" when what sealed every row again found the base changed without the program (sceller_tout)."""

    @classmethod
    def lire(cls, s: Lecteur) -> Etat | None:
        """Read it; None when there is none, or none that can be read."""
        ligne = s.une(_LIRE)
        try:
            if ligne is None or not isinstance(ligne[0], bytes):
                return None
            lu = json.loads(ligne[0])
            return cls(int(lu["depuis"]), {str(o): int(t, 16) for o, t in lu["totaux"].items()}, str(lu["mac"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            # Whoever writes without the program writes anything there.
            return None

    def changer(self, objet: str, ecart: int) -> None:
        """Add to the total of a table."""
        self.totaux[objet] = (self.totaux.get(objet, 0) + ecart) % MODULO

    def juste(self, cachet: Cachet, tete: Tete) -> bool:
        """Whether this is what the program left with that head of the journal."""
        return self.mac == self._mac(cachet, tete)

    def ecrire(self, s: Ecriture, cachet: Cachet | None, tete: Tete) -> None:
        """Write it, sealed; without `cachet` what was untrue stays so."""
        if cachet is not None:
            self.mac = self._mac(cachet, tete)
        texte = {"depuis": self.depuis, "mac": self.mac, "totaux": {o: f"{t:x}" for o, t in self.totaux.items()}}
        s.ordre(ECRIRE, {"objet": "", "cle": "", "valeur": json.dumps(texte).encode()})

    def _mac(self, cachet: Cachet, tete: Tete) -> str:
        return cachet.mac("etat", *tete, self.depuis, sorted(self.totaux.items()))
