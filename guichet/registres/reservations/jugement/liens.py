"""Units that go or do not go together on one day, of one activity or of two (a meal implies midday)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guichet.regles.offre.regles_activite import qualifier

if TYPE_CHECKING:
    from guichet.registres.offre.catalogue import Offre, UniteOfferte
    from guichet.regles.offre.regles_activite import Paires


@dataclass(frozen=True, slots=True)
class Lies:
    """What one unit has to do with others."""

    exclues: tuple[UniteOfferte, ...] = ()
    """Not on the same day."""
    impliquees: tuple[UniteOfferte, ...] = ()
    """Booked with it."""
    dependantes: tuple[UniteOfferte, ...] = ()
    """That imply it."""


class Liens:
    """The pairs of every activity's rules, told for either of their units: the other activity's file need not know."""

    def __init__(self, offre: Offre) -> None:
        """Keep the rules and units of an offer."""
        self._offre = offre
        self._par_code = {(u.activite_code, u.code): u for u in offre.unites.values()}
        self._codes = {u.activite_id: u.activite_code for u in offre.unites.values()}
        self._debuts = sorted({du for versions in offre.regles.values() for du, _, _ in versions})
        self._lus: dict[int, dict[int, Lies]] = {}

    def de(self, unite: UniteOfferte, jour: date) -> Lies:
        """Units bound to this one by the rules of a day."""
        # Between two changes of rules every day has the same pairs: a year is asked for hundreds of times.
        epoque = bisect_right(self._debuts, jour)
        if epoque not in self._lus:
            self._lus[epoque] = self._lire(jour)
        return self._lus[epoque].get(unite.unite_id, _AUCUN)

    def _lire(self, jour: date) -> dict[int, Lies]:
        exclues: dict[int, dict[int, UniteOfferte]] = {}
        impliquees: dict[int, dict[int, UniteOfferte]] = {}
        dependantes: dict[int, dict[int, UniteOfferte]] = {}
        for activite_id, code in self._codes.items():
            regles, _ = self._offre.regles_du(activite_id, jour)
            for a, b in self._paires(code, regles.incompatibles):
                exclues.setdefault(a.unite_id, {})[b.unite_id] = b
                exclues.setdefault(b.unite_id, {})[a.unite_id] = a
            for a, b in self._paires(code, regles.jointes):
                impliquees.setdefault(a.unite_id, {})[b.unite_id] = b
                dependantes.setdefault(b.unite_id, {})[a.unite_id] = a
        return {
            id_: Lies(*(tuple(d.get(id_, {}).values()) for d in (exclues, impliquees, dependantes)))
            for id_ in {*exclues, *impliquees, *dependantes}
        }

    def _paires(self, activite: str, paires: Paires) -> Iterator[tuple[UniteOfferte, UniteOfferte]]:
        """Pairs whose two units exist."""
        for paire in paires:
            une, autre = (self._par_code.get(qualifier(activite, code)) for code in paire)
            if une is not None and autre is not None:
                yield une, autre


_AUCUN = Lies()


def noms(depuis: UniteOfferte, unites: list[UniteOfferte]) -> tuple[str, ...]:
    """Units as told beside one: by their name in its own activity, with their activity's elsewhere."""
    return tuple(u.nom if u.activite_id == depuis.activite_id else u.libelle for u in unites)
