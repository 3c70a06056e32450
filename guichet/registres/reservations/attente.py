"""The waiting list: priority, then time of request; a freed place is offered in that order (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

from guichet.erreurs.attente import PropositionInconnue
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.formats import jour_court, nom_affiche
from guichet.formats.naissances import connue
from guichet.registres.comptoir import actes, taches
from guichet.registres.reservations import pieces, places
from guichet.registres.socle import auteurs
from guichet.registres.socle.sql import en_liste
from guichet.regles.comptoir.echeances import echeance_ouvree
from guichet.regles.familles.ages import Age, age_connu
from guichet.regles.reservations.etats import EtatReservation
from guichet.regles.reservations.rang import EnFile, cle
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatTache, NatureTache

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.reservations.places import Jauge
    from guichet.registres.socle.acte import Acte
    from models import Tache

PROPOSITION = NatureTache.PLACE_LIBEREE.value

_LISTE = (
    "SELECT r.id AS numero, r.priorite, r.demandee_le, r.complete_le, r.jour, g.site, a.nom AS activite, "  # noqa: S608 - our own words
    "g.nom AS groupe, u.nom AS unite, f.code, p.nom, p.prenom, "
    f"{taches.OFFERTE} AS proposee, r.groupe_id, "
    "r.unite_id, r.inscription_id, r.etat FROM reservation r JOIN groupe g ON g.id = r.groupe_id "
    "JOIN unite u ON u.id = r.unite_id JOIN activite a ON a.id = g.activite_id JOIN personne p ON p.id = r.personne_id "
    "JOIN famille f ON f.id = r.famille_id "
    "WHERE r.etat IN ('en_attente', 'demandee') AND r.jour BETWEEN :du AND :au{suite} "
    "ORDER BY r.jour, g.site, a.ordre, a.code, g.nom, r.groupe_id, u.ordre, r.unite_id"
)
_CANDIDATS = (
    "SELECT r.id AS numero, r.priorite, r.demandee_le, r.complete_le, r.famille_id, r.personne_id, p.naissance, "
    "p.naissance_partielle, f.code, u.nom AS unite, "
    "EXISTS (SELECT 1 FROM tache t WHERE t.reservation_id = r.id AND t.etat = 'a_faire') AS appele "
    "FROM reservation r JOIN personne p ON p.id = r.personne_id JOIN famille f ON f.id = r.famille_id "
    "JOIN unite u ON u.id = r.unite_id WHERE r.etat = 'en_attente' AND r.groupe_id = :groupe AND r.unite_id = :unite "
    "AND r.jour = :jour"
)
# Offers to those who wait no longer: cancelled, refused or booked by an exception meanwhile.
_PERIMEES = (
    "UPDATE tache SET etat = 'annulee', faite_le = :le, faite_par = :agent WHERE etat = 'a_faire' "
    "AND reservation_id IN "
    "(SELECT id FROM reservation WHERE groupe_id = :groupe AND unite_id = :unite AND jour = :jour "
    "AND etat <> 'en_attente')"
)


@dataclass(frozen=True, slots=True)
class _EnFile:
    """What ranks a demand."""

    numero: int
    priorite: int
    demandee_le: datetime
    complete_le: datetime | None

    @property
    def demande(self) -> EnFile:
        return EnFile(self.numero, self.priorite, self.demandee_le, self.complete_le)


@dataclass(frozen=True, slots=True)
class _Attente(_EnFile):
    """A demand that waits for its place, or for its documents."""

    jour: date
    site: str
    activite: str
    groupe: str
    unite: str
    code: str
    nom: str
    prenom: str
    proposee: bool
    groupe_id: int
    unite_id: int
    inscription_id: int
    etat: str

    @property
    def incomplete(self) -> bool:
        return self.etat == EtatReservation.DEMANDEE


@dataclass(frozen=True, slots=True)
class _Candidat(_EnFile):
    """A demand a freed place may be offered to."""

    famille_id: int
    personne_id: int
    naissance: date | None
    naissance_partielle: str
    code: str
    unite: str
    appele: bool


def lister(s: Lecteur, du: date, au: date, aujourdhui: date, *, site: str = "") -> tuple[LigneAttente, ...]:
    """Who waits, each place in the order it will be offered; last, without rank, who lacks a required document."""
    suite = " AND g.site = :site" if site else ""
    lues = s.lire(_Attente, _LISTE.format(suite=suite), {"du": du, "au": au, "aujourdhui": aujourdhui, "site": site})
    manquantes = pieces.manquantes(s, (x.inscription_id for x in lues if x.incomplete))
    return tuple(
        LigneAttente(
            x.numero, x.jour, x.site, x.activite, x.groupe, x.unite, 0 if x.incomplete else rang, x.code,
            nom_affiche(x.nom, x.prenom), x.demandee_le, x.priorite, bool(x.proposee),
            manquantes.get(x.inscription_id, ()) if x.incomplete else (), x.complete_le,
        )
        for _, place in groupby(lues, key=lambda x: (x.jour, x.groupe_id, x.unite_id))
        for rang, x in enumerate(sorted(place, key=lambda x: (x.incomplete, cle(x.demande))), start=1)
    )  # fmt: skip


def offrir(s: Ecriture, acte: Acte, groupe_id: int, unite_id: int, jour: date) -> int:
    """Offer the places free on that day to those who wait, in order; returns how many offers were made.

    Called by what follows from a place given back (suites.places_rendues), in its transaction. A place offered and not
    answered yet is not offered twice.
    """
    place = {"groupe": groupe_id, "unite": unite_id, "jour": jour}
    s.ordre(_PERIMEES, place | {"le": acte.le, "agent": acte.agent})
    if jour < acte.jour:
        return 0
    etat = places.places(s, [groupe_id], [unite_id], jour, jour).get((groupe_id, unite_id, jour))
    if etat is None or not etat.attente:
        return 0
    candidats = sorted(s.lire(_Candidat, _CANDIDATS, place), key=lambda c: cle(c.demande))
    a_appeler = appels(
        etat, [(age_connu(connue(c.naissance, c.naissance_partielle), jour), bool(c.appele)) for c in candidats]
    )
    for c, appele in zip(candidats, a_appeler, strict=True):
        if appele:
            tache = appeler(
                s,
                acte,
                famille_id=c.famille_id,
                personne_id=c.personne_id,
                quoi=f"{c.unite} du {jour_court(jour)}",
                jour=jour,
                reservation_id=c.numero,
            )
            actes.tracer(s, acte, TypeActe.ATTENTE_PROPOSER, objet=c.code, tache=tache, reservation=c.numero)
    return sum(a_appeler)


def retirer_offres(s: Ecriture, acte: Acte, reservation_ids: Iterable[int]) -> None:
    """Call no longer for places these demands no longer wait for."""
    s.ordre(
        "UPDATE tache SET etat = 'annulee', faite_le = :le, faite_par = :agent WHERE etat = 'a_faire' "  # noqa: S608 - integers
        f"AND reservation_id IN ({en_liste(reservation_ids)})",
        {"le": acte.le, "agent": acte.agent},
    )


def appels(etat: Jauge, file: Sequence[tuple[Age | None, bool]]) -> list[bool]:
    """Which of those who wait, in order, are to be called now for the places left.

    A place already offered is not offered twice, be it of the group or of an age band; a full band does not hold back
    those of another one.

    Args:
        etat: places of that day.
        file: what is known of the age of each, and whether they were called already.
    """
    promises = [age for age, deja in file if deja]
    suite = []
    for age, deja in file:
        appele = not deja and _reste_une_place(etat, age, promises)
        if appele:
            promises.append(age)
        suite.append(appele)
    return suite


def _reste_une_place(etat: Jauge, age: Age | None, promises: Sequence[Age | None]) -> bool:
    if etat.restantes is not None and etat.restantes <= len(promises):
        return False
    return age is None or all(
        bande.places - bande.prises > sum(a is not None and bande.concerne(a) for a in promises)
        for bande in etat.quotas
        if bande.concerne(age)
    )


def proposition(s: Ecriture, tache_id: int) -> tuple[Tache, int | None]:
    """An offer awaiting its answer, and the booking that waits; None: a registration was admitted.

    Raises:
        PropositionInconnue: answered already, by whom and when, or another kind of task.
    """
    from models import Tache

    tache = s.get(Tache, tache_id)
    if tache is None or tache.nature != PROPOSITION:
        raise PropositionInconnue(f"Il n’y a pas de place proposée sous le n° {tache_id} : relisez la liste.")
    if tache.etat != EtatTache.A_FAIRE:
        reponse = "déclinée" if tache.etat == EtatTache.ANNULEE else "acceptée"
        quand = auteurs.dit(s, tache.faite_le, tache.faite_par)
        raise PropositionInconnue(f"Cette place n’est plus proposée : elle a été {reponse}{quand}.")
    return tache, tache.reservation_id


def appeler(
    s: Ecriture,
    acte: Acte,
    *,
    famille_id: int,
    personne_id: int,
    quoi: str,
    jour: date,
    reservation_id: int | None = None,
) -> int:
    """Note that a family is to be called before the town's delay, `jour` at the latest; returns the task."""
    from models import Tache

    fermes = frozenset(ferie for (ferie,) in s.lignes("SELECT jour FROM jour_ferie"))
    maintenant = acte.local(acte.le)
    reponse = echeance_ouvree(maintenant, acte.commune.attente.reponse_heures, fermes)
    tache = Tache(
        nature=PROPOSITION,
        famille_id=famille_id,
        personne_id=personne_id,
        demandee_le=acte.le,
        echeance=min(reponse, datetime.combine(jour, time(), tzinfo=maintenant.tzinfo)),
        etat=EtatTache.A_FAIRE.value,
        detail=quoi,
        reservation_id=reservation_id,
    )
    s.add(tache)
    s.flush()
    assert tache.id is not None  # noqa: S101 - just flushed
    return tache.id
