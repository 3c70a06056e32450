"""Counts of the lists on screen: bare rows added up, since naming each child of a big town costs three times more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.listes.effectifs import Creneau, EffectifGroupe, Effectifs, FileAttente, Liste
from guichet.formats.naissances import connue
from guichet.registres.listes.releves import ATTENDUS, SERT_UN_REPAS, SERVIS
from guichet.registres.reservations import attente, places
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneAttente
    from guichet.registres.reservations.places import Jauge

_LIGNES = (
    "SELECT r.jour, r.groupe_id, r.unite_id, r.personne_id, r.etat, p.pai, p.regimes <> '' FROM reservation r "
    "JOIN personne p ON p.id = r.personne_id WHERE r.jour BETWEEN :du AND :au AND r.etat IN ({etats})"
)
_DU_SITE = " AND r.groupe_id IN (SELECT id FROM groupe WHERE site = :site)"
_GROUPES = (
    "SELECT g.id, g.site, a.nom, g.nom FROM groupe g JOIN activite a ON a.id = g.activite_id WHERE g.id IN ({ids}) "
    "ORDER BY g.site, a.ordre, a.code, g.nom, g.id"
)
_UNITES = "SELECT id AS unite_id, nom, lettre, ordre FROM unite"
_ATTENTE = (EtatReservation.EN_ATTENTE, EtatReservation.DEMANDEE)
"""On the waiting list, with a rank or not yet."""


class _Clef(NamedTuple):
    """What a demand waits for, and for whom."""

    reservation_id: int
    groupe: int
    unite: int
    famille: int
    naissance: date | None
    naissance_partielle: str


class _Unite(NamedTuple):
    unite_id: int
    nom: str
    lettre: str
    ordre: int


@dataclass(slots=True)
class _Compte:
    """Children of one group, each in the sets it belongs to."""

    jours: defaultdict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    absents: set[int] = field(default_factory=set)
    pai: set[int] = field(default_factory=set)
    regimes: set[int] = field(default_factory=set)
    creneaux: Counter[tuple[date, int]] = field(default_factory=Counter)


def effectifs(s: Lecteur, du: date, au: date, *, site: str = "") -> Effectifs:
    """Children expected from `du` to `au`, group by group in the order of the lists."""
    comptes: defaultdict[int, _Compte] = defaultdict(_Compte)
    sql = _LIGNES.format(etats=en_mots(ATTENDUS)) + (_DU_SITE if site else "")
    for jour, groupe, unite, personne, etat, pai, regime in s.lignes(sql, {"du": du, "au": au, "site": site}):
        compte = comptes[groupe]
        if etat == EtatReservation.ABSENCE_JUSTIFIEE:
            compte.absents.add(personne)
            compte.creneaux[jour, unite] += 0
            continue
        compte.jours[jour].add(personne)
        compte.creneaux[jour, unite] += 1
        if pai:
            compte.pai.add(personne)
        if regime:
            compte.regimes.add(personne)
    unites = {unite.unite_id: unite for unite in s.lire(_Unite, _UNITES)}
    lieux: dict[str, set[int]] = {}
    groupes = []
    for id_, lieu, activite, nom in s.lignes(_GROUPES.format(ids=en_liste(comptes))):
        c = comptes[id_]
        enfants: set[int] = set().union(*c.jours.values())
        lieux.setdefault(lieu, set()).update(enfants)
        creneaux = sorted(c.creneaux.items(), key=lambda x: _rang(unites, *x[0]))
        groupes.append(
            EffectifGroupe(
                id_, lieu, activite, nom, len(enfants), len(c.absents), len(c.pai), len(c.regimes),
                tuple(sorted((jour, len(qui)) for jour, qui in c.jours.items())),
                tuple(Creneau(jour, unites[u].nom, unites[u].lettre, attendus) for (jour, u), attendus in creneaux),
            )
        )  # fmt: skip
    return Effectifs(
        enfants=len(set().union(*lieux.values())),
        absents=len(set().union(*(c.absents for c in comptes.values()))),
        pai=len(set().union(*(c.pai for c in comptes.values()))),
        par_site=tuple((lieu, len(enfants)) for lieu, enfants in lieux.items()),
        groupes=tuple(groupes),
    )


def _rang(unites: dict[int, _Unite], jour: date, unite_id: int) -> tuple[date, int, str, str]:
    unite = unites[unite_id]
    return jour, unite.ordre, unite.nom, unite.lettre


def files(s: Lecteur, du: date, au: date, aujourdhui: date, *, site: str = "") -> tuple[FileAttente, ...]:
    """Who waits from `du` to `au`, gathered by the places waited for, with how many of these may be offered."""
    lignes = attente.lister(s, du, au, aujourdhui, site=site)
    ids = en_liste(ligne.reservation_id for ligne in lignes)
    clefs = {
        clef.reservation_id: clef
        for clef in s.lire(
            _Clef,
            "SELECT r.id AS reservation_id, r.groupe_id AS groupe, r.unite_id AS unite, r.famille_id AS famille, "  # noqa: S608 - integers
            "p.naissance, p.naissance_partielle FROM reservation r JOIN personne p ON p.id = r.personne_id "
            f"WHERE r.id IN ({ids})",
        )
    }
    if not clefs:
        return ()
    lues = places.places(s, {c.groupe for c in clefs.values()}, {c.unite for c in clefs.values()}, du, au)
    trouvees = []
    for (groupe, unite, jour), file in groupby(
        lignes, key=lambda x: (clefs[x.reservation_id].groupe, clefs[x.reservation_id].unite, x.jour)
    ):
        demandes = tuple(file)
        siennes = [clefs[d.reservation_id] for d in demandes]
        place = lues.get((groupe, unite, jour))
        nombre = 0 if place is None or jour < aujourdhui else _a_proposer(place, demandes, siennes, jour)
        tete = demandes[0]
        trouvees.append(
            FileAttente(
                groupe, unite, jour, tete.site, tete.activite, tete.groupe, tete.unite, nombre, demandes,
                tuple(c.famille for c in siennes),
            )
        )  # fmt: skip
    return tuple(trouvees)


def _a_proposer(place: Jauge, demandes: Sequence[LigneAttente], clefs: Sequence[_Clef], jour: date) -> int:
    """What registres.reservations.attente.offrir would offer."""
    file = [
        (age_connu(connue(c.naissance, c.naissance_partielle), jour), d.proposee)
        for d, c in zip(demandes, clefs, strict=True)
        if d.rang
    ]
    return sum(attente.appels(place, file))


def jour_voisin(s: Lecteur, liste: Liste, depuis: date, *, avant: bool, site: str = "") -> date | None:
    """Nearest day before or after `depuis` with somebody on the list; None when there is none."""
    if liste is Liste.ATTENTE:
        return _jour_d_attente(s, depuis, avant=avant, site=site)
    suite = _DU_SITE if site else ""
    if liste is Liste.REPAS:
        suite += (
            " AND r.unite_id IN (SELECT u.id FROM unite u JOIN activite a ON a.id = u.activite_id "  # noqa: S608 - words above
            f"WHERE {SERT_UN_REPAS})"
        )
    etats = en_mots(SERVIS if liste is Liste.REPAS else ATTENDUS)
    ligne = s.une(
        f"SELECT r.jour FROM reservation r WHERE r.jour {'<' if avant else '>'} :depuis AND r.etat IN ({etats})"  # noqa: S608 - words above
        f"{suite} ORDER BY r.jour {'DESC' if avant else 'ASC'} LIMIT 1",
        {"depuis": depuis, "site": site},
    )
    return ligne[0] if ligne else None


def _jour_d_attente(s: Lecteur, depuis: date, *, avant: bool, site: str) -> date | None:
    """Few wait among many booked: each group and unit is asked by its index, a day at a time would read them all."""
    bout, sens = ("max", "<") if avant else ("min", ">")
    jours = [
        jour
        for (jour,) in s.lignes(
            f"SELECT (SELECT {bout}(r.jour) FROM reservation r WHERE r.groupe_id = g.id AND r.unite_id = u.id "  # noqa: S608 - words above
            f"AND r.jour {sens} :depuis AND r.etat IN ({en_mots(_ATTENTE)})) FROM groupe g "
            f"JOIN unite u ON u.activite_id = g.activite_id{' WHERE g.site = :site' if site else ''}",
            {"depuis": depuis, "site": site},
        )
        if jour is not None
    ]
    # What SQLite computes has no declared type: it comes as it is stored.
    lus = [date.fromisoformat(j) if isinstance(j, str) else j for j in jours]
    return (max if avant else min)(lus, default=None)
