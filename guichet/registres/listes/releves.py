"""Rows of the lists drawn from the bookings: one statement each, straight from the driver."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.listes.releves import LignePresence
from guichet.formats import nom_affiche
from guichet.registres.reservations.suites.touchees import ORDRE, TABLES, par_nom
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.offre.annee import annees_lisibles
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_E = EtatReservation

ATTENDUS = (_E.RESERVEE, _E.PRESENTE, _E.ABSENCE_INJUSTIFIEE, _E.ABSENCE_JUSTIFIEE)
"""On the sheet of a group: an absence told is shown as such, so that nobody looks for the child."""

SERVIS = (_E.RESERVEE, _E.PRESENTE, _E.ABSENCE_INJUSTIFIEE)
"""Meals to cook: an absence told in time is not cooked for, one only noticed was."""

SERT_UN_REPAS = f"(a.genre = '{GenreActivite.RESTAURATION}' OR u.code = 'repas')"
"""The canteen, and the meal of a leisure centre: two products, two lists (source 0.3)."""

_CLASSE = (
    "LEFT JOIN scolarite s ON s.personne_id = p.id AND s.annee = (SELECT max(y.annee) FROM scolarite y "
    "WHERE y.personne_id = p.id AND y.annee BETWEEN :annee_min AND :annee) "
)
_PRESENCES = (
    "SELECT r.jour, g.site, a.nom AS activite, g.nom AS groupe, u.nom AS unite, u.lettre, f.code, "
    "p.id AS personne_id, p.nom, p.prenom, coalesce(s.classe, '') AS classe, coalesce(s.ecole, '') AS ecole, r.etat, "
    "p.pai, p.regimes, r.famille_id, g.id AS groupe_id {tables}{classe}"
    "WHERE r.jour BETWEEN :du AND :au AND r.etat IN ({etats}){suite} {ordre}"
)


class _Lue(NamedTuple):
    """A booking as it is read: a tuple, since a month of a big town has thousands."""

    jour: date
    site: str
    activite: str
    groupe: str
    unite: str
    lettre: str
    code: str
    personne_id: int
    nom: str
    prenom: str
    classe: str
    ecole: str
    etat: str
    pai: bool
    regimes: str
    famille_id: int
    groupe_id: int

    def ligne(self) -> LignePresence:
        """The line shown."""
        return LignePresence(
            jour=self.jour,
            site=self.site,
            activite=self.activite,
            groupe=self.groupe,
            unite=self.unite,
            lettre=self.lettre,
            code=self.code,
            personne_id=self.personne_id,
            enfant=nom_affiche(self.nom, self.prenom),
            classe=self.classe,
            ecole=self.ecole,
            etat=self.etat,
            pai=self.pai,
            regimes=self.regimes,
            famille_id=self.famille_id,
            groupe_id=self.groupe_id,
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
    sql = _PRESENCES.format(tables=TABLES, classe=_CLASSE, etats=en_mots(etats), suite=suite, ordre=ORDRE)
    return par_nom((lu.ligne() for lu in s.lire(_Lue, sql, champs)), lambda x: (x.jour, x.groupe_id, x.unite))


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
