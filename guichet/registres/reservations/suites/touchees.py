"""Bookings a closure or a departure falls on, each with the number to call: told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeVar

from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.formats import cle_recherche, jour_mois, nom_affiche, pluriel, telephone
from guichet.registres.offre.catalogue import TEMPS_SCOLAIRE
from guichet.registres.socle.sql import en_mots
from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur


class Nommee(Protocol):
    """A row about a child."""

    @property
    def enfant(self) -> str: ...


L = TypeVar("L", bound=Nommee)

_E = EtatReservation

TABLES = (
    "FROM reservation r JOIN groupe g ON g.id = r.groupe_id JOIN unite u ON u.id = r.unite_id "
    "JOIN activite a ON a.id = g.activite_id JOIN personne p ON p.id = r.personne_id "
    "JOIN famille f ON f.id = r.famille_id "
)
ORDRE = "ORDER BY r.jour, g.site, a.ordre, a.code, g.nom, g.id, u.ordre, u.id, p.nom, p.prenom, p.id"
# A number of the household that booked: nothing of the other one is read (rule 32).
_TOUCHES = (
    "SELECT r.id, r.jour, g.site, a.nom, u.nom, f.code, p.nom, p.prenom, coalesce((SELECT CASE WHEN q.mobile <> '' "
    "THEN q.mobile ELSE q.fixe END FROM lien l JOIN personne q ON q.id = l.personne_id WHERE l.famille_id = f.id "
    "AND l.role = 'responsable' AND l.au IS NULL AND (q.mobile <> '' OR q.fixe <> '') ORDER BY l.rang, l.id LIMIT 1), "
    "''), r.etat {tables}"
    "WHERE r.jour BETWEEN :du AND :au AND r.etat IN ({etats}){suite} {ordre}"
)


_FERMETURES = "SELECT DISTINCT le FROM journal WHERE type = 'reservations.fermer'"
_SANS_AUTRE = (
    "NOT EXISTS (SELECT 1 FROM reservation x WHERE x.personne_id = r.personne_id AND x.unite_id = r.unite_id "  # noqa: S608 - our own words
    f"AND x.jour = r.jour AND x.etat IN ({en_mots((_E.DEMANDEE, _E.RESERVEE, _E.EN_ATTENTE))}))"
)


def touches(
    s: Lecteur,
    du: date,
    au: date,
    *,
    site: str = "",
    activite_id: int | None = None,
    vacances: bool = False,
    groupe_id: int | None = None,
    unite_id: int | None = None,
    fermees: bool = False,
) -> tuple[LigneTouchee, ...]:
    """Bookings and demands a closure of those days would fall on, to be told before it is accepted.

    With `vacances`, those that school holidays would: what lives in holidays goes on. With `fermees`, those a closure
    has cancelled, and that nothing replaces: the families are still to be called.
    """
    suite = (" AND g.site = :site" if site else "") + (" AND a.id = :activite" if activite_id is not None else "")
    suite += f" AND {TEMPS_SCOLAIRE}" if vacances else ""
    suite += " AND g.id = :groupe" if groupe_id is not None else ""
    suite += " AND u.id = :unite" if unite_id is not None else ""
    etats: tuple[_E, ...] = (_E.DEMANDEE, _E.RESERVEE, _E.EN_ATTENTE)
    champs: dict[str, object] = {
        "du": du, "au": au, "site": site, "activite": activite_id, "groupe": groupe_id, "unite": unite_id,
    }  # fmt: skip
    if fermees:
        instants = {f"le{rang}": datetime.fromisoformat(le) for rang, (le,) in enumerate(s.lignes(_FERMETURES))}
        if not instants:
            return ()
        etats, champs = (_E.ANNULEE,), {**champs, **instants}
        suite += f" AND r.annulee_le IN ({', '.join(f':{nom}' for nom in instants)}) AND {_SANS_AUTRE}"
    lignes = (
        LigneTouchee(numero, jour, lieu, activite, unite, code, nom_affiche(nom, prenom), telephone(tel), etat)
        for numero, jour, lieu, activite, unite, code, nom, prenom, tel, etat in s.lignes(
            _TOUCHES.format(tables=TABLES, etats=en_mots(etats), suite=suite, ordre=ORDRE), champs
        )
    )
    return tuple(par_nom(lignes, lambda x: (x.jour, x.site, x.activite, x.unite)))


def du_au(du: date, au: date) -> str:
    """« le 7 déc. », « du 7 déc. au 8 déc. »."""
    return f"le {jour_mois(du)}" if du == au else f"du {jour_mois(du)} au {jour_mois(au)}"


def dites(siennes: Sequence[LigneTouchee]) -> str:
    """« 12 réservations du 23 nov. au 18 déc. »."""
    return f"{pluriel(len(siennes), 'réservation')} {du_au(siennes[0].jour, siennes[-1].jour)}"


def par_nom(lignes: Iterable[L], tableau: Callable[[L], tuple[object, ...]]) -> list[L]:
    """Names in French order inside each table: a base puts « ÉTIENNE » after « ZIDANE », and two bases disagree."""
    return [x for _, siens in groupby(lignes, tableau) for x in sorted(siens, key=lambda x: cle_recherche(x.enfant))]
