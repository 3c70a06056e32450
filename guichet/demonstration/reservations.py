"""The year of the demonstration town: registrations, and bookings that never exceed the places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from guichet.demonstration import absences, incidents
from guichet.demonstration.demandes import Annee, DemandeSemee, Droit, de_l_enfant
from guichet.demonstration.offre import Ville, lire_enfants, lire_ville
from guichet.registres.familles import en_masse
from guichet.registres.offre import calendrier
from guichet.registres.reservations.jugement.decisions import PRISES
from guichet.regles.familles.ages import age_mois
from guichet.regles.offre.annee import bornes_annee
from guichet.regles.offre.fenetres import fenetre_arrivee, fenetre_du_jour
from guichet.regles.offre.ouvertures import fenetres
from guichet.regles.reservations.changements import Cle
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, Issue
from guichet.regles.reservations.faits import FaitsReservation
from guichet.regles.reservations.verdicts import verdict_reservation

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.demonstration.chantier import Chantier
    from guichet.regles.offre.calendrier import Calendrier
    from guichet.regles.reservations.faits import Verdict

AVANCE = timedelta(weeks=4)
"""How far the bookings go, to the end of that week, unless the whole year is asked for: a base ready in seconds."""

_LOT = 5000
_FAMILLES_PAR_TAILLE = 300
"""The presets give the places of a town of that many families; a larger one has as many times more."""


def semer(
    s: Ecriture,
    chantier: Chantier,
    *,
    graine: int,
    annee_complete: bool = False,
    avancement: Callable[[int, int], None] | None = None,
) -> int:
    """Register the children already written and book their days; returns how many bookings."""
    du, au = bornes_annee(chantier.annee)
    # In summer the year shown has not begun: its first weeks are booked already.
    fin = au if annee_complete else min(au, _dimanche(max(chantier.maintenant.date(), du) + AVANCE))
    _agrandir(s)
    annee = Annee(du, au, fin, chantier.maintenant, calendrier.charger(s, du, au), graine)
    ville = lire_ville(s, du, fin)
    enfants = lire_enfants(s, chantier.annee)
    demandees = [d for enfant in enfants for d in de_l_enfant(annee, ville, enfant)]
    demandes = absences.juger(annee, incidents.jouer(annee, demandees))
    # First come, first served: ranks on the waiting list then say what they would in a real town (rule 4).
    demandes.sort(key=lambda d: d.demandee_le)
    droits = _inscrire(s, demandes)
    salles = _Salles(ville, annee.calendrier)
    ecrites = 0
    for debut in range(0, len(demandes), _LOT):
        lot = demandes[debut : debut + _LOT]
        rangees = [r for d in lot for r in _rangees(d, droits[d.droit], salles, annee)]
        en_masse.inserer(s, "reservation", rangees)
        ecrites += len(rangees)
        if avancement:
            avancement(debut + len(lot), len(demandes))
    incidents.remplir(s, demandes)
    return ecrites


def _dimanche(jour: date) -> date:
    """End of its week: a planner whose last week stops on a Tuesday looks like a mistake."""
    return jour + timedelta(days=6 - jour.weekday())


def _agrandir(s: Ecriture) -> None:
    (familles,) = s.une("SELECT count(*) FROM famille") or (0,)
    if (fois := round(familles / _FAMILLES_PAR_TAILLE)) > 1:
        s.ordre("UPDATE ouverture SET capacite = capacite * :fois", {"fois": fois})
        s.ordre("UPDATE quota_age SET places = places * :fois", {"fois": fois})


def _inscrire(s: Ecriture, demandes: Sequence[DemandeSemee]) -> dict[Droit, int]:
    """Write the registrations the demands rest on."""
    droits = list(dict.fromkeys(d.droit for d in demandes))
    ids = en_masse.reserver(s, "inscription", len(droits))
    en_masse.inserer(
        s,
        "inscription",
        [
            {
                "id": id_,
                "personne_id": d.enfant.personne_id,
                "famille_id": d.enfant.foyers[0],
                "activite_id": d.groupe.activite_id,
                "groupe_id": d.groupe.groupe_id,
                "du": d.du,
                "au": d.au,
                "etat": d.etat.value,
                "demandee_le": d.demandee_le,
                "priorite": 0,
                "complete_le": d.demandee_le,
                "version": 1,
            }
            for id_, d in zip(ids, droits, strict=True)
        ],
    )
    return dict(zip(droits, ids, strict=True))


@dataclass(slots=True)
class _Salles:
    """Places taken so far, age bands included."""

    ville: Ville
    calendrier: Calendrier
    prises: Counter[Cle] = field(default_factory=Counter)
    bandes: Counter[tuple[Cle, int]] = field(default_factory=Counter)

    def juger(self, demande: DemandeSemee, unite: int) -> Verdict:
        """What the town's rules answer for a unit of the day, taken when it is given: the others do not wait for it."""
        droit, jour = demande.droit, demande.jour
        regles = droit.groupe.regles
        age = age_mois(droit.enfant.naissance, jour) or 0
        place = (droit.groupe.groupe_id, unite, jour)
        gardees = [
            ((place, mini), places) for mini, maxi, places in self.ville.quotas.get(place[:2], ()) if mini <= age < maxi
        ]
        capacite = self.ville.capacites[place]
        verdict = verdict_reservation(
            FaitsReservation(
                maintenant=demande.demandee_le,
                jour=jour,
                regles=regles,
                limite=demande.limite,
                fenetre=fenetre_du_jour(
                    regles.rentree_jusqu_au,
                    jour,
                    vacances=droit.groupe.session is not None,
                    couvre_vacances=regles.rentree_couvre_vacances,
                )
                if demande.limite is not None
                else None,
                arrivee=fenetre_arrivee(droit.demandee_le.date(), regles.arrivee_jours),
                ouvertures=fenetres(
                    regles.ouvertures_reservation,
                    jour,
                    calendrier=self.calendrier,
                    session_du=droit.groupe.session[0] if droit.groupe.session else None,
                ),
                inscription=EtatInscription.ACTIVE,
                places=None if capacite is None else capacite - self.prises[place],
                quota=min((places - self.bandes[bande] for bande, places in gardees), default=None),
            )
        )
        if verdict.issue in PRISES and not demande.attente:
            self.prises[place] += 1
            self.bandes.update(bande for bande, _ in gardees)
        return verdict


def _rangees(demande: DemandeSemee, inscription_id: int, salles: _Salles, annee: Annee) -> Iterator[dict[str, Any]]:
    """Rows of one day asked for: of each unit, booked or waited for; the day open for one of them only is not had."""
    droit = demande.droit
    if any((droit.groupe.groupe_id, unite, demande.jour) not in salles.ville.capacites for unite in demande.unites):
        return
    for unite in demande.unites:
        verdict = salles.juger(demande, unite)
        place = not demande.attente and verdict.issue in PRISES
        absence = demande.absence if place else None
        refusee = not demande.attente and verdict.issue is Issue.REFUSEE
        passe = demande.jour < annee.maintenant.date()
        etat = absence.etat if absence else _etat(passe=passe, place=place, refusee=refusee)
        yield {
            "inscription_id": inscription_id,
            "personne_id": droit.enfant.personne_id,
            "famille_id": droit.enfant.chez(demande.jour),
            "groupe_id": droit.groupe.groupe_id,
            "unite_id": unite,
            "jour": demande.jour,
            "etat": etat.value,
            "demandee_le": demande.demandee_le,
            "origine": droit.origine.value,
            "majoree": verdict.majoree and place,
            "derogation_agent": "",
            "derogation_motif": "",
            "priorite": 0,
            "absence_le": absence.dite_le if absence else None,
            "certificat_le": absence.certificat_le if absence else None,
            "facturee": absence.facturee if absence else etat is not EtatReservation.REFUSEE,
        }


def _etat(*, passe: bool, place: bool, refusee: bool) -> EtatReservation:
    if passe:
        return EtatReservation.PRESENTE if place else EtatReservation.REFUSEE
    if refusee:
        return EtatReservation.REFUSEE
    return EtatReservation.RESERVEE if place else EtatReservation.EN_ATTENTE
