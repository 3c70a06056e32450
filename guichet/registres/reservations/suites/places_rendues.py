"""What follows from places given back or added, whatever gave them: offered in order, then registrations admitted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from guichet.registres.reservations import admissions, attente
from guichet.registres.socle.sql import en_liste

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import Cle

# Somebody waits there, or somebody who waits no longer was offered a place there.
_A_SUIVRE = (
    "SELECT r.groupe_id, r.unite_id, r.jour FROM reservation r WHERE r.groupe_id IN ({groupes}) "
    "AND r.unite_id IN ({unites}) AND r.jour >= :du AND r.jour <= :au AND r.etat = 'en_attente' "
    "UNION SELECT r.groupe_id, r.unite_id, r.jour FROM tache t JOIN reservation r ON r.id = t.reservation_id "
    "WHERE t.etat = 'a_faire' AND r.groupe_id IN ({groupes}) AND r.unite_id IN ({unites}) "
    "AND r.jour >= :du AND r.jour <= :au"
)


def suivre(s: Ecriture, acte: Acte, cles: Collection[Cle], *, groupes: Iterable[int] | None = ()) -> int:
    """Offer what is free in these cells to those who wait there, day after day, then admit registrations that wait.

    Days pass before registrations: who waits for one day alone was promised it. Returns how many families are to be
    called.

    Args:
        s: the open transaction, where the places were given back already.
        acte: surroundings.
        cles: cells where something was given back or added.
        groupes: other groups whose registrations that wait are looked at again; None: all of them.
    """
    offres = sum(attente.offrir(s, acte, *cle) for cle in _attendues(s, cles))
    if groupes is None:
        return offres + admissions.admettre(s, acte)
    concernes = {groupe_id for groupe_id, _, _ in cles} | set(groupes)
    return offres + (admissions.admettre(s, acte, concernes) if concernes else 0)


def _attendues(s: Lecteur, cles: Collection[Cle]) -> list[Cle]:
    """Those of the cells where an offer may have to be made or withdrawn, in order: a year given back has hundreds."""
    if not cles:
        return []
    jours = [jour for _, _, jour in cles]
    sql = _A_SUIVRE.format(groupes=en_liste(g for g, _, _ in cles), unites=en_liste(u for _, u, _ in cles))
    lues = {
        (groupe_id, unite_id, jour) for groupe_id, unite_id, jour in s.lignes(sql, {"du": min(jours), "au": max(jours)})
    }
    rangees = sorted((jour, groupe_id, unite_id) for groupe_id, unite_id, jour in lues.intersection(cles))
    return [(groupe_id, unite_id, jour) for jour, groupe_id, unite_id in rangees]
