"""Are the tables, indexes, triggers and constraints those the program made? By their text, on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.sceaux import Cachet, structure
from guichet.base.sceaux.cachet import MODULO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guichet.base.lecture import Lecteur

_ETRES = {
    "table": ("La table", "e"),
    "index": ("L’index", ""),
    "trigger": ("Le garde-fou", ""),
    "constraint": ("La contrainte", "e"),
    "function": ("La fonction", "e"),
}


def controler(s: Lecteur, cachet: Cachet, total: int) -> tuple[int, list[str]]:
    """How many were read, and what is wrong with them.

    A trigger that is expected by name is told by guichet.registres.socle.controles, which needs no key.
    """
    from models import invariants
    from models.invariants.scellees import STRUCTURE

    lus: dict[str, str] = dict(structure(s))
    scelles = {
        str(cle): valeur
        for cle, valeur in s.lignes("SELECT cle, valeur FROM sceau WHERE objet = :objet", {"objet": STRUCTURE})
    }
    presents = {nom.removeprefix("trigger ") for nom in lus}
    dits = invariants.attendus_postgres() - presents if s.postgres else set(invariants.attendus_sqlite())
    communs = lus.keys() & scelles.keys()
    vrais = {cle: cachet.sceau(STRUCTURE, (cle, lus[cle])) for cle in communs}
    changes = [cle for cle, (sceau, _) in vrais.items() if sceau != scelles[cle]]
    phrases = [
        *_phrases(changes, "a été changé{e}", dits),
        *_phrases(scelles.keys() - lus.keys(), "a été retiré{e}", dits),
        *_phrases(lus.keys() - scelles.keys(), "a été ajouté{e}", dits),
    ]
    if not phrases and sum(part for _, part in vrais.values()) % MODULO != total:
        phrases.append(
            "Une table, un index ou un garde-fou a été retiré avec son sceau, ou remis comme il était autrefois."
        )
    return len(lus), phrases


def _phrases(cles: Iterable[str], quoi: str, dits: set[str]) -> list[str]:
    phrases = []
    for cle in sorted(cles):
        sorte, _, nom = cle.partition(" ")
        if sorte != "trigger" or nom not in dits:
            etre, accord = _ETRES.get(sorte, ("L’objet", ""))
            phrases.append(f"{etre} « {nom} » {quoi.format(e=accord)} hors de Guichet.")
    return phrases
