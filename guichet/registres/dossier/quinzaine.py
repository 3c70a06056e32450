"""What a household booked for this week and the next: two reads for its dossier, whatever the number of children."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.reservations.planning import FERMEE, LIBRE
from guichet.fiches.reservations.quinzaine import CaseQuinzaine, JourSansEcole, Quinzaine, UniteQuinzaine
from guichet.registres.comptoir import taches
from guichet.registres.reservations.detenues import DUE, rangs
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.regles_activite import depuis_json
from guichet.regles.reservations.absences_attendues import Manque
from guichet.regles.reservations.etats import VIVANTS, EtatReservation, a_rendre

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_JOUR = timedelta(days=1)
_SAMEDI = 5
RECUL = timedelta(days=7)
"""Days read before today: a certificate asked within 48 or 72 hours may still be due over a weekend."""

_EN_ATTENTE, _DEMANDEE = EtatReservation.EN_ATTENTE.value, EtatReservation.DEMANDEE.value
_ANNULEE = EtatReservation.ANNULEE.value
_VIVANTS = en_mots(VIVANTS)
# By household, never by child: what the other household of a shared child booked is not read (rule 32).
_RESERVATIONS = (
    "SELECT r.personne_id, r.jour, r.unite_id, r.etat, r.majoree, r.id AS reservation_id, r.inscription_id, "  # noqa: S608 - constants of ours
    f"r.etat = 'en_attente' AND {taches.OFFERTE} AS offerte, "
    "r.groupe_id, a.id AS activite_id, u.lettre, u.nom AS unite, a.nom AS activite, u.debut_minute, "
    "CASE WHEN r.etat = 'absence_injustifiee' AND r.certificat_le IS NULL THEN "
    "(SELECT c.contenu FROM regle_activite c WHERE c.activite_id = a.id AND c.du <= r.jour "
    "ORDER BY c.du DESC LIMIT 1) END AS regles "
    "FROM reservation r JOIN unite u ON u.id = r.unite_id JOIN activite a ON a.id = u.activite_id "
    "WHERE r.famille_id = :famille_id AND r.jour BETWEEN :depuis AND :au "
    # Of last week, only who may still bring a certificate: the others would be read for nothing.
    "AND (r.jour >= :lundi OR r.personne_id IN (SELECT y.personne_id FROM reservation y "
    "WHERE y.famille_id = :famille_id AND y.jour BETWEEN :depuis AND :au AND y.etat = 'absence_injustifiee' "
    "AND y.certificat_le IS NULL)) "
    f"AND (r.etat IN ({_VIVANTS}) OR {DUE}) ORDER BY a.ordre, a.id, u.ordre, u.id, r.jour"
)
_PROCHAINE = (
    "SELECT jour FROM reservation WHERE famille_id = :famille_id AND personne_id IN ({enfants}) "
    "AND jour > :au AND etat IN ({vivants}) ORDER BY jour LIMIT 1"
)
_FERMETURES = (
    "SELECT 'fermee', o.jour, o.jour, o.groupe_id, o.unite_id, o.motif FROM ouverture o "
    "WHERE o.groupe_id IN ({groupes}) AND o.unite_id IN ({unites}) AND o.jour BETWEEN :du AND :au AND o.fermee "
    "UNION ALL SELECT 'ferie', jour, jour, 0, 0, libelle FROM jour_ferie WHERE jour BETWEEN :du AND :au "
    "UNION ALL SELECT nature, du, au, 0, 0, libelle FROM periode_calendrier WHERE nature IN ('vacances', 'pont') "
    "AND site = '' AND activite_id IS NULL AND du <= :au AND au >= :du"
)


def premier_lundi(jour: date) -> date:
    """Monday the two weeks begin on: from Saturday on, the week that ends interests nobody any more."""
    lundi = lundi_de(jour)
    return lundi + 7 * _JOUR if jour.weekday() >= _SAMEDI else lundi


class Reservee(NamedTuple):
    """One booking of these weeks; `regles` where an absence may still be justified."""

    personne_id: int
    jour: date
    unite_id: int
    etat: str
    majoree: bool
    reservation_id: int
    inscription_id: int
    offerte: bool
    groupe_id: int
    activite_id: int
    lettre: str
    unite: str
    activite: str
    debut_minute: int
    regles: str | None


@dataclass(frozen=True, slots=True)
class Lue:
    """What was read.

    Attributes:
        semaines: the two weeks.
        manques: days, from RECUL on, of the activities where a certificate is missing.
        pieces: documents a child's demands of these weeks wait for.
    """

    semaines: Quinzaine
    manques: tuple[Manque, ...] = ()
    pieces: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def jours_montres(jour: date) -> list[date]:
    """Every day of them."""
    q = Quinzaine(premier_lundi(jour))
    return [q.lundi + n * _JOUR for n in range((q.au - q.lundi).days + 1)]


def lire(
    s: Lecteur, famille_id: int, enfants: Collection[int], jour: date, siens: Mapping[int, Collection[date]]
) -> Lue:
    """The two weeks that begin today or this Monday; nothing is read for a household without children.

    Args:
        s: the base.
        famille_id: the household.
        enfants: its children.
        jour: today.
        siens: of each shared child, which of the days shown are this household's.
    """
    lundi = premier_lundi(jour)
    if not enfants:
        return Lue(Quinzaine(lundi))
    au = Quinzaine(lundi).au
    bornes = {"famille_id": famille_id, "depuis": min(lundi, jour - RECUL), "lundi": lundi, "au": au}
    lignes = [r for r in s.lire(Reservee, _RESERVATIONS, bornes | {"aujourdhui": jour}) if r.personne_id in enfants]
    manques = _manques(lignes)
    visibles = [r for r in lignes if r.jour >= lundi]
    if not visibles:
        sql = _PROCHAINE.format(enfants=en_liste(enfants), vivants=_VIVANTS)
        prochaine = s.une(sql, {"famille_id": famille_id, "au": au})
        return Lue(Quinzaine(lundi, prochaine=prochaine[0] if prochaine else None), manques)
    # Few households wait for anything: the third read is for them alone.
    attente = [r.reservation_id for r in visibles if r.etat == _EN_ATTENTE]
    rang = rangs(s, attente) if attente else {}
    unites: dict[int, UniteQuinzaine] = {}
    cases = []
    for r in visibles:
        if r.unite_id not in unites:
            unites[r.unite_id] = UniteQuinzaine(r.unite_id, r.lettre, r.unite, r.activite)
        son_rang = rang.get(r.reservation_id, 0)
        due = r.etat == _ANNULEE
        ailleurs = r.personne_id in siens and r.jour not in siens[r.personne_id] and a_rendre(r.etat, r.jour, jour)
        cases.append(
            CaseQuinzaine(
                r.personne_id, r.jour, r.unite_id, LIBRE if due else r.etat, r.majoree and not due, son_rang,
                bool(r.offerte), due, ailleurs,
            )
        )  # fmt: skip
    fermees, sans_ecole = _fermetures(s, visibles, lundi, au)
    ailleurs_ = frozenset((e, j) for e, leurs in siens.items() for j in jours_montres(jour) if j not in leurs)
    semaines = Quinzaine(lundi, tuple(unites.values()), (*cases, *fermees), sans_ecole, ailleurs=ailleurs_)
    return Lue(semaines, manques, _pieces(s, visibles))


def _pieces(s: Lecteur, lignes: Iterable[Reservee]) -> dict[int, tuple[str, ...]]:
    incompletes = {r.inscription_id: r.personne_id for r in lignes if r.etat == _DEMANDEE}
    if not incompletes:
        return {}
    # Loaded by the few who need it: opening a first dossier should not wait for the calendar and the places.
    from guichet.registres.reservations import pieces

    par_enfant: dict[int, dict[str, None]] = {}
    for inscription, manquantes in pieces.manquantes(s, incompletes).items():
        par_enfant.setdefault(incompletes[inscription], {}).update(dict.fromkeys(manquantes))
    return {enfant: tuple(voulues) for enfant, voulues in par_enfant.items()}


def _fermetures(
    s: Lecteur, lignes: Sequence[Reservee], du: date, au: date
) -> tuple[list[CaseQuinzaine], tuple[JourSansEcole, ...]]:
    """Closed days of the groups these children go to, then days without school."""
    groupes: dict[tuple[int, int], set[int]] = {}
    for r in lignes:
        groupes.setdefault((r.groupe_id, r.unite_id), set()).add(r.personne_id)
    sql = _FERMETURES.format(groupes=en_liste(g for g, _ in groupes), unites=en_liste(u for _, u in groupes))
    fermees, sans_ecole = [], []
    for sorte, debut, fin, groupe_id, unite_id, motif in s.lignes(sql, {"du": du, "au": au}):
        if sorte == FERMEE:
            fermees += [
                CaseQuinzaine(enfant, debut, unite_id, FERMEE)
                for enfant in sorted(groupes.get((groupe_id, unite_id), ()))
                if not any((r.personne_id, r.jour, r.unite_id) == (enfant, debut, unite_id) for r in lignes)
            ]
        else:
            jour = max(debut, du)
            while jour <= min(fin, au):
                sans_ecole.append(JourSansEcole(jour, motif, sorte == "vacances"))
                jour += _JOUR
    return fermees, tuple(sorted(sans_ecole, key=lambda j: (j.jour, j.vacances)))


def _manques(lignes: Iterable[Reservee]) -> tuple[Manque, ...]:
    """Days of the children and activities that lack a certificate: one attended between two ends an absence."""
    regles = {(r.personne_id, r.activite_id): depuis_json(r.regles) for r in lignes if r.regles is not None}
    if not regles:
        return ()
    return tuple(
        Manque(r.personne_id, r.activite_id, r.jour, r.unite, r.debut_minute, r.etat, siennes)
        for r in lignes
        if (siennes := regles.get((r.personne_id, r.activite_id))) is not None
    )
