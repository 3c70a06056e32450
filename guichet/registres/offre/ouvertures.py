"""Makes the days of a school year: the week of each activity, met with the calendar. Done again, adds what lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guichet.erreurs.activites import VacancesInconnues
from guichet.formats import date_num
from guichet.formats.mots import majuscule
from guichet.registres.offre import calendrier
from guichet.registres.offre.activites import SEANCE, Connu, cle, coder, connus, declinaisons, ecrire_groupe
from guichet.regles.offre.annee import annee_de_rentree, bornes_annee, libelle_annee
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.communes.activites import ActiviteModele, GroupeModele
    from guichet.communes.modele import Commune

_JOUR = timedelta(days=1)
_ETE = 7
"""Summer holidays are one session a month: two months at once is no session."""

_INSERTION = (
    "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
    "VALUES (:groupe, :unite, :jour, :capacite, :fermee, :motif) ON CONFLICT (groupe_id, unite_id, jour) DO NOTHING"
)


def generer(s: Ecriture, commune: Commune, annee: int, *, depuis: date = date.min) -> int:
    """Write the openings of a school year, from a day on; returns how many were missing.

    A day corrected by hand is left alone.

    Raises:
        VacancesInconnues: school time would be opened over holidays nobody has written yet.
    """
    du, au = bornes_annee(annee)
    jours = calendrier.charger(s, du, au)
    if commune.activites and (refus := retenue(jours, annee)):
        raise refus
    # PostgreSQL and SQLite both say how many rows there are, neither how many of a batch were new.
    avant = _nombre(s)
    ids: dict[str, int] = dict(s.lignes("SELECT code, id FROM activite"))
    for modele in commune.activites:
        if modele.service in ids:
            _generer_activite(s, commune, modele, ids[modele.service], jours, (du, au), depuis)
    return _nombre(s) - avant


def retenue(jours: Calendrier, annee: int) -> VacancesInconnues | None:
    """Why a school year cannot be opened yet, None when its holidays are known."""
    trou = jours.sans_vacances(*bornes_annee(annee))
    if trou is None:
        return None
    return VacancesInconnues(
        f"L’année {libelle_annee(annee)} n’est pas ouverte : du {date_num(trou[0])} au {date_num(trou[1])}, les "
        "vacances scolaires ne sont pas connues. Importez le calendrier (« guichet calendrier importer F.csv », ou la "
        f"touche i de l’écran Calendrier), puis « guichet activites generer --annee {annee} »."
    )


def _generer_activite(
    s: Ecriture,
    commune: Commune,
    modele: ActiviteModele,
    activite_id: int,
    jours: Calendrier,
    annee: tuple[date, date],
    depuis: date,
) -> None:
    groupes, unites = connus(s, activite_id), _unites(s, activite_id)
    lignes: list[dict[str, Any]] = []
    for groupe in modele.groupes:
        capacite = modele.places(groupe)
        for code, nom, session in _codes(commune, modele, groupe, jours, *annee, groupes):
            premier, dernier = session or annee
            if dernier < depuis:
                continue
            if session is not None and code not in groupes:
                id_ = ecrire_groupe(s, activite_id, groupe, code=code, nom=nom, session=session)
                groupes[code] = Connu(id_, code, nom, groupe.site, "", premier, dernier)
            if code not in groupes:
                continue
            groupe_id, site = groupes[code].id_, groupes[code].site
            debut = max(premier, depuis)
            lignes += _du_groupe(modele, jours, activite_id, groupe_id, site, unites, capacite, debut, dernier)
    s.ordres(_INSERTION, lignes)


def _du_groupe(
    modele: ActiviteModele,
    jours: Calendrier,
    activite_id: int,
    groupe_id: int,
    site: str,
    unites: Sequence[int],
    capacite: int | None,
    du: date,
    au: date,
) -> Iterator[dict[str, Any]]:
    """Openings of a group over some days."""
    for jour in _ouverts(modele, jours, du, au):
        # A bank holiday or a bridge is no day of the activity; a closure is one, shown closed with its reason.
        motif = jours.motif_fermeture(jour, site=site, activite_id=activite_id)
        for unite_id in unites:
            yield {
                "groupe": groupe_id,
                "unite": unite_id,
                "jour": jour,
                "capacite": capacite,
                "fermee": bool(motif),
                "motif": motif,
            }


def manquantes(s: Lecteur, commune: Commune, jours: Calendrier, du: date, au: date) -> list[dict[str, Any]]:
    """School days and Wednesdays of a year already opened that this calendar has and the base has not."""
    # A period lasts a year at most: it meets two school years, never three.
    annees = sorted({annee_de_rentree(jour) for jour in (du, au)})
    ids: dict[str, int] = dict(s.lignes("SELECT code, id FROM activite"))
    lignes: list[dict[str, Any]] = []
    for annee in annees:
        debut, fin = bornes_annee(annee)
        if s.une("SELECT 1 FROM ouverture WHERE jour >= :du AND jour <= :au", {"du": debut, "au": fin}) is None:
            continue
        for modele in commune.activites:
            # A holiday activity has sessions alone, which bear no code of the file: nothing is found of it.
            if modele.service in ids:
                lignes += _scolaires(s, commune, modele, ids[modele.service], jours, max(du, debut), min(au, fin))
    connues = set(
        s.lignes(
            "SELECT groupe_id, unite_id, jour FROM ouverture WHERE jour >= :du AND jour <= :au", {"du": du, "au": au}
        )
    )
    return [x for x in lignes if (x["groupe"], x["unite"], x["jour"]) not in connues]


def ouvrir(s: Ecriture, lignes: Sequence[dict[str, Any]]) -> None:
    """Write openings; one that is there is left alone."""
    s.ordres(_INSERTION, lignes)


def _scolaires(
    s: Lecteur, commune: Commune, modele: ActiviteModele, activite_id: int, jours: Calendrier, du: date, au: date
) -> Iterator[dict[str, Any]]:
    groupes, unites = connus(s, activite_id), _unites(s, activite_id)
    for groupe in modele.groupes:
        for code, _, _ in declinaisons(commune, groupe, groupes):
            if code in groupes:
                groupe_id, site = groupes[code].id_, groupes[code].site
                capacite = modele.places(groupe)
                yield from _du_groupe(modele, jours, activite_id, groupe_id, site, unites, capacite, du, au)


def _unites(s: Lecteur, activite_id: int) -> list[int]:
    return [u for (u,) in s.lignes("SELECT id FROM unite WHERE activite_id = :a", {"a": activite_id})]


def _codes(
    commune: Commune,
    modele: ActiviteModele,
    groupe: GroupeModele,
    jours: Calendrier,
    du: date,
    au: date,
    groupes: Mapping[str, Connu],
) -> Iterator[tuple[str, str, tuple[date, date] | None]]:
    if modele.jours != "vacances":
        for code, nom, _ in declinaisons(commune, groupe, groupes):
            yield code, nom, None
        return
    for libelle, debut, fin in sessions(jours, du, au):
        entier = f"{groupe.code}{SEANCE}{cle(libelle)}"
        # Cut before its year, the session of last autumn may have its code: this one is another.
        pris = {
            code: code == entier or connu.commun(debut, fin) or connu.nom.endswith(f", {libelle}")
            for code, connu in groupes.items()
        }
        code = coder(entier, libelle, pris)
        yield code, f"{groupe.nom}, {libelle}", (debut, fin)


def sessions(jours: Calendrier, du: date, au: date) -> Iterator[tuple[str, date, date]]:
    """Holiday sessions of a year, from the first to the last working day of each: « Toussaint 2026 »."""
    for periode in jours.periodes:
        if periode.nature is not NaturePeriode.VACANCES:
            continue
        nom = periode.libelle.removeprefix("vacances ").removeprefix("de la ").removeprefix("de ").removeprefix("d’")
        debut = max(periode.du, du)
        while debut <= min(periode.au, au):
            fin = min(periode.au, au)
            titre = f"{majuscule(nom)} {periode.du.year}"
            if periode.du.month == _ETE:
                fin = min(fin, date(debut.year, debut.month + 1, 1) - _JOUR)
                titre = f"{'Juillet' if debut.month == _ETE else 'Août'} {debut.year}"
            ouvres = [d for d in _jours(debut, fin) if jours.ouvre(d)]
            if ouvres:
                yield titre, ouvres[0], ouvres[-1]
            debut = fin + _JOUR


def _ouverts(modele: ActiviteModele, jours: Calendrier, du: date, au: date) -> Iterator[date]:
    garde = {"scolaires": jours.jour_scolaire, "mercredis": jours.mercredi, "vacances": jours.ouvre}[modele.jours]
    return filter(garde, _jours(du, au))


def _jours(du: date, au: date) -> Iterator[date]:
    return (du + rang * _JOUR for rang in range((au - du).days + 1))


def _nombre(s: Ecriture) -> int:
    ((nombre,),) = s.lignes("SELECT count(*) FROM ouverture")
    return int(nombre)
