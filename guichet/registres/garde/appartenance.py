"""Which days of a shared child are a household's own: it books those, and knows nothing of the others (rule 32)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from guichet.registres.offre import calendrier
from guichet.regles.familles.alternance import lire_rythme
from guichet.regles.garde.foyer_dit import raison
from guichet.regles.garde.jours import Garde, PartVacances, Sejour, jours_ici
from guichet.regles.socle.domaine import MoitieVacances

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_MARGE = timedelta(days=70)
"""The longest holidays: a half is counted from their first day to their last."""

_LIENS = (
    "SELECT l.du, l.au, l.garde_rythme, l.garde_ancre, v.moitie, v.annee, v.alterne FROM lien l "
    "LEFT JOIN garde_vacances v ON v.lien_id = l.id WHERE l.famille_id = :famille AND l.personne_id = :personne "
    "AND l.role = 'enfant' ORDER BY l.id"
)
_PARTAGE = (
    "SELECT du FROM lien WHERE personne_id = :personne AND role = 'enfant' AND famille_id <> :famille "
    "AND (au IS NULL OR au > :depuis) ORDER BY du, id LIMIT 1"
)
_EXCEPTIONS = "SELECT du, au, famille_id FROM garde_exception WHERE personne_id = :personne ORDER BY du"


class _Lien(NamedTuple):
    """A stay of the child in the household, and what is settled of it."""

    du: date
    au: date | None
    garde_rythme: str
    garde_ancre: date | None
    moitie: str | None
    annee: int | None
    alterne: bool | None


def jours_du_foyer(s: Lecteur, famille_id: int, personne_id: int, jours: Iterable[date]) -> set[date]:
    """Those of these days this household may book for the child.

    All of them for a child who lives there all the time; for a shared one those of its rhythm, of its half of the
    holidays and of its exceptions; none for a child who is not, or no longer, of the household. `raisons` tells why
    of the others, in words that say nothing of the other household.
    """
    voulus = sorted(set(jours))
    if not voulus:
        return set()
    liens = s.lire(_Lien, _LIENS, {"famille": famille_id, "personne": personne_id})
    if not liens:
        return set()
    sejours = _sejours(s, famille_id, personne_id)
    partage = s.une(_PARTAGE, {"famille": famille_id, "personne": personne_id, "depuis": liens[-1].du})
    simple = not sejours and not any(lien.garde_rythme or lien.moitie for lien in liens)
    lu = calendrier.charger(s, voulus[0] - _MARGE, voulus[-1] + _MARGE) if not simple else None
    siens: set[date] = set()
    for lien in liens:
        couverts = [jour for jour in voulus if lien.du <= jour and (lien.au is None or jour <= lien.au)]
        if lu is None:
            siens.update(couverts)
        else:
            # What was settled begins with the second household: until then nobody else had the child.
            seul = {
                jour
                for jour in couverts
                if partage is not None and jour < partage[0] and not any(x.du <= jour <= x.au for x in sejours)
            }
            siens |= seul | jours_ici(_garde(lien, sejours), (j for j in couverts if j not in seul), lu)
    return siens


def raisons(
    s: Lecteur, famille_id: int, personne_id: int, prenom: str, jours: Iterable[date]
) -> dict[date, tuple[str, str]]:
    """Why each of these days is not this household's to book: custody, or the child is not of it; with the rule."""
    siens = jours_du_foyer(s, famille_id, personne_id, jours)
    refuses = set(jours) - siens
    if not refuses:
        return {}
    sejours = [(lien.du, lien.au) for lien in s.lire(_Lien, _LIENS, {"famille": famille_id, "personne": personne_id})]
    return {jour: raison(prenom, jour, sejours) for jour in refuses}


def garde_du_lien(s: Lecteur, famille_id: int, personne_id: int) -> Garde:
    """What is settled now for a child in a household."""
    liens = s.lire(_Lien, _LIENS, {"famille": famille_id, "personne": personne_id})
    return _garde(liens[-1], _sejours(s, famille_id, personne_id))


def _sejours(s: Lecteur, famille_id: int, personne_id: int) -> tuple[Sejour, ...]:
    lignes = s.lignes(_EXCEPTIONS, {"personne": personne_id})
    return tuple(Sejour(du, au, ou == famille_id) for du, au, ou in lignes)


def _garde(lien: _Lien, sejours: tuple[Sejour, ...]) -> Garde:
    vacances = None
    if lien.moitie and lien.annee is not None:
        vacances = PartVacances(MoitieVacances(lien.moitie), lien.annee, bool(lien.alterne))
    return Garde(
        rythme=lire_rythme(lien.garde_rythme) if lien.garde_rythme else None,
        ancre=lien.garde_ancre,
        vacances=vacances,
        sejours=sejours,
    )
