"""Rows of the lists drawn from the bookings: one statement each, straight from the driver."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from guichet.fiches.listes.releves import LignePresence, LigneTouchee
from guichet.formats import cle_recherche, nom_affiche, telephone
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.offre.annee import annees_lisibles
from guichet.regles.reservations.etats import EtatReservation, GenreActivite

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

L = TypeVar("L", LignePresence, LigneTouchee)

_E = EtatReservation

ATTENDUS = (_E.RESERVEE, _E.PRESENTE, _E.ABSENCE_INJUSTIFIEE, _E.ABSENCE_JUSTIFIEE)
"""On the sheet of a group: an absence told is shown as such, so that nobody looks for the child."""

SERVIS = (_E.RESERVEE, _E.PRESENTE, _E.ABSENCE_INJUSTIFIEE)
"""Meals to cook: an absence told in time is not cooked for, one only noticed was."""

TEMPS_SCOLAIRE = f"g.session_du IS NULL AND a.genre <> '{GenreActivite.VACANCES}'"
"""Groups `g` of activities `a` that stop in school holidays: school days and Wednesdays."""

SERT_UN_REPAS = f"(a.genre = '{GenreActivite.RESTAURATION}' OR u.code = 'repas')"
"""The canteen, and the meal of a leisure centre: two products, two lists (source 0.3)."""

_TABLES = (
    "FROM reservation r JOIN groupe g ON g.id = r.groupe_id JOIN unite u ON u.id = r.unite_id "
    "JOIN activite a ON a.id = g.activite_id JOIN personne p ON p.id = r.personne_id "
    "JOIN famille f ON f.id = r.famille_id "
)
_CLASSE = (
    "LEFT JOIN scolarite s ON s.personne_id = p.id AND s.annee = (SELECT max(y.annee) FROM scolarite y "
    "WHERE y.personne_id = p.id AND y.annee BETWEEN :annee_min AND :annee) "
)
_ORDRE = "ORDER BY r.jour, g.site, a.ordre, a.code, g.nom, g.id, u.ordre, u.id, p.nom, p.prenom, p.id"
_PRESENCES = (
    "SELECT r.jour, g.site, a.nom, g.nom, u.nom, u.lettre, f.code, p.id, p.nom, p.prenom, coalesce(s.classe, ''), "
    "coalesce(s.ecole, ''), r.etat, p.pai, p.regimes, r.famille_id, g.id {tables}{classe}"
    "WHERE r.jour BETWEEN :du AND :au AND r.etat IN ({etats}){suite} {ordre}"
)
# A number of the household that booked: nothing of the other one is read (rule 32).
_TOUCHES = (
    "SELECT r.id, r.jour, g.site, a.nom, u.nom, f.code, p.nom, p.prenom, coalesce((SELECT CASE WHEN q.mobile <> '' "
    "THEN q.mobile ELSE q.fixe END FROM lien l JOIN personne q ON q.id = l.personne_id WHERE l.famille_id = f.id "
    "AND l.role = 'responsable' AND l.au IS NULL AND (q.mobile <> '' OR q.fixe <> '') ORDER BY l.rang, l.id LIMIT 1), "
    "''), r.etat {tables}"
    "WHERE r.jour BETWEEN :du AND :au AND r.etat IN ({etats}){suite} {ordre}"
)


def presences(
    s: Lecteur,
    du: date,
    au: date,
    *,
    site: str = "",
    groupe_id: int | None = None,
    repas: bool = False,
    etats: Iterable[EtatReservation] = ATTENDUS,
) -> list[LignePresence]:
    """Children expected from `du` to `au`, by day, site, activity, group, unit and name.

    Args:
        s: an open base.
        du: first day.
        au: last day, included.
        site: code of the only site wanted, "" for all.
        groupe_id: the only group wanted, None for all.
        repas: only what is eaten.
        etats: states of booking that count.
    """
    suite = (" AND g.site = :site" if site else "") + (" AND g.id = :groupe" if groupe_id is not None else "")
    if repas:
        suite += f" AND {SERT_UN_REPAS}"
    premiere, derniere = annees_lisibles(du)
    champs = {"du": du, "au": au, "site": site, "groupe": groupe_id, "annee_min": premiere, "annee": derniere}
    lignes = (
        LignePresence(jour, lieu, activite, groupe, unite, lettre, code, qui, nom_affiche(nom, prenom), *reste)
        for jour, lieu, activite, groupe, unite, lettre, code, qui, nom, prenom, *reste in s.lignes(
            _PRESENCES.format(tables=_TABLES, classe=_CLASSE, etats=en_mots(etats), suite=suite, ordre=_ORDRE), champs
        )
    )
    return _par_nom(lignes, lambda x: (x.jour, x.groupe_id, x.unite))


def repas(s: Lecteur, du: date, au: date, *, site: str = "") -> list[LignePresence]:
    """Children to be fed from `du` to `au`, in the order guichet.regles.listes.repas counts them."""
    return presences(s, du, au, site=site, repas=True, etats=SERVIS)


def details_pai(s: Lecteur, personne_ids: Iterable[int]) -> dict[int, str]:
    """Substance of some children's PAI. The caller has checked the right and logs the reading (rule 31)."""
    sql = "SELECT personne_id, detail FROM pai_detail WHERE personne_id IN ({ids})"
    return dict(s.lignes(sql.format(ids=en_liste(personne_ids))))


def foyers(s: Lecteur, personne_ids: Iterable[int]) -> list[int]:
    """Households some children belong to now: whose access log is written."""
    sql = "SELECT DISTINCT famille_id FROM lien WHERE au IS NULL AND personne_id IN ({ids}) ORDER BY famille_id"
    return [famille_id for (famille_id,) in s.lignes(sql.format(ids=en_liste(personne_ids)))]


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
) -> tuple[LigneTouchee, ...]:
    """Bookings and demands a closure of those days would fall on, to be told before it is accepted.

    With `vacances`, those that school holidays would: what lives in holidays goes on.
    """
    suite = (" AND g.site = :site" if site else "") + (" AND a.id = :activite" if activite_id is not None else "")
    suite += f" AND {TEMPS_SCOLAIRE}" if vacances else ""
    suite += " AND g.id = :groupe" if groupe_id is not None else ""
    suite += " AND u.id = :unite" if unite_id is not None else ""
    etats = (_E.DEMANDEE, _E.RESERVEE, _E.EN_ATTENTE)
    champs = {"du": du, "au": au, "site": site, "activite": activite_id, "groupe": groupe_id, "unite": unite_id}
    lignes = (
        LigneTouchee(numero, jour, lieu, activite, unite, code, nom_affiche(nom, prenom), telephone(tel), etat)
        for numero, jour, lieu, activite, unite, code, nom, prenom, tel, etat in s.lignes(
            _TOUCHES.format(tables=_TABLES, etats=en_mots(etats), suite=suite, ordre=_ORDRE), champs
        )
    )
    return tuple(_par_nom(lignes, lambda x: (x.jour, x.site, x.activite, x.unite)))


def _par_nom(lignes: Iterable[L], tableau: Callable[[L], tuple[object, ...]]) -> list[L]:
    """Names in French order inside each table: a base puts « ÉTIENNE » after « ZIDANE », and two bases disagree."""
    return [x for _, siens in groupby(lignes, tableau) for x in sorted(siens, key=lambda x: cle_recherche(x.enfant))]
