"""What would become of a batch of demands: all is read once, then each is judged in the order it would be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.reservations import ReservationImpossible
from guichet.formats.naissances import connue
from guichet.registres.garde import appartenance
from guichet.registres.offre import calendrier, catalogue
from guichet.registres.reservations import detenues, pieces, places
from guichet.registres.reservations.jugement.foyers import Foyers
from guichet.registres.reservations.jugement.liens import Liens, noms
from guichet.registres.reservations.jugement.limites import Limites
from guichet.registres.reservations.jugement.restes import Restes
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.ages import age_connu, ages_en_mots
from guichet.regles.reservations.etats import OCCUPANTS, EtatInscription, EtatReservation, Issue
from guichet.regles.reservations.faits import FaitsAnnulation, FaitsReservation, Verdict
from guichet.regles.reservations.groupes import d_age
from guichet.regles.reservations.verdicts import verdict_annulation, verdict_reservation
from guichet.regles.socle.droits import Droit, phrase_refus

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.planning import Demande
    from guichet.formats.naissances import Naissance
    from guichet.registres.offre.catalogue import DroitInscription, UniteOfferte
    from guichet.registres.reservations.detenues import Vivante

    Juge = Callable[[FaitsReservation, Vivante | None], Verdict]

MARGE = timedelta(days=92)
"""Calendar read before the first day asked: deadlines in working days, and session ones, look back that far."""

PRISES = frozenset({Issue.RESERVEE, Issue.MAJOREE})


@dataclass(frozen=True, slots=True)
class Decision:
    """A demand, its verdict, and what writing it needs."""

    demande: Demande
    verdict: Verdict
    enfant: str
    unite: UniteOfferte
    droit: DroitInscription | None
    vivante: Vivante | None


def _exiger_derogation(motifs: set[str], *, deroger: bool) -> None:
    if motifs and not deroger:
        raise DroitInsuffisant(phrase_refus(Droit.DEROGER), champ="derogation")
    if not all(motif.strip() for motif in motifs):
        raise ReservationImpossible(
            "Une dérogation porte un motif : dites pourquoi elle est accordée.", champ="derogation"
        )


def _reserver(faits: FaitsReservation, vivante: Vivante | None) -> Verdict:
    del vivante
    return verdict_reservation(faits)


class Lot:
    """A batch being judged: what it takes and gives back is counted as it goes."""

    def __init__(
        self,
        s: Lecteur,
        demandes: Sequence[Demande],
        maintenant: datetime,
        *,
        famille_id: int | None,
        deroger: bool,
        juge: Juge | None = None,
        habitants_d_abord: bool = False,
    ) -> None:
        """Read everything the batch needs, in one snapshot.

        Args:
            s: reader, or the open transaction.
            demandes: cells of the draft, at least one.
            maintenant: aware, Europe/Paris.
            famille_id: the household that asks; None: the one that registered each child.
            deroger: whether the agent may grant an exception.
            juge: what decides of a demand to come; None: the judge of bookings.
            habitants_d_abord: whether who lives in the town passes first on the waiting lists.

        Raises:
            DroitInsuffisant: a dérogation is asked, even where none is needed, by whoever may not grant one.
            ReservationImpossible: a child or a unit that does not exist, a dérogation without a reason.
        """
        _exiger_derogation({d.derogation for d in demandes if d.derogation}, deroger=deroger)
        self._demandes = demandes
        self._maintenant = maintenant
        self._famille_id = famille_id
        self._juge = juge or _reserver
        du, au = min(d.jour for d in demandes), max(d.jour for d in demandes)
        personne_ids, unite_ids = {d.personne_id for d in demandes}, {d.unite_id for d in demandes}
        self._enfants: dict[int, tuple[str, Naissance]] = {
            id_: (prenom, connue(jour, partielle))
            for id_, prenom, jour, partielle in s.lignes(
                "SELECT id, prenom, naissance, naissance_partielle FROM personne "  # noqa: S608 - integers
                f"WHERE id IN ({en_liste(personne_ids)})"
            )
        }
        self._offre = catalogue.des_enfants(s, personne_ids, du, au, unite_ids=unite_ids)
        if personne_ids - self._enfants.keys() or unite_ids - self._offre.unites.keys():
            raise ReservationImpossible("Cet enfant ou cette activité n’existe plus : relisez le planning (F5).")
        self._manquantes = pieces.manquantes(s, self._offre.incompletes())
        self._foyers = Foyers(s, self._offre, personne_ids, famille_id, habitants_d_abord=habitants_d_abord)
        self._calendrier = calendrier.charger(s, du - MARGE, au)
        self._limites = Limites(self._calendrier)
        self._vivantes = detenues.vivantes(s, personne_ids, du, au)
        groupes = self._offre.groupes | {v.groupe_id for v in self._vivantes.values()}
        self._places = places.places(s, groupes, unite_ids, du, au)
        self._restes = Restes(s, self._places)
        self._prises = {(p, jour, u) for (p, jour, u) in self._vivantes}
        self._retirees = {(d.personne_id, d.jour, d.unite_id) for d in demandes if d.annuler}
        self._ailleurs = {} if famille_id is None else {e: self._garde(s, famille_id, e) for e in personne_ids}
        self._liens = Liens(self._offre)

    def _garde(self, s: Lecteur, famille_id: int, personne_id: int) -> dict[date, tuple[str, str]]:
        jours = {d.jour for d in self._demandes if d.personne_id == personne_id}
        return appartenance.raisons(s, famille_id, personne_id, self._enfants[personne_id][0], jours)

    def decider(self) -> list[Decision]:
        """Judge each; the answer is in the order of days, then of the draft."""
        demandes = self._demandes
        ordre = sorted(range(len(demandes)), key=lambda rang: (demandes[rang].jour, rang))
        # What is given back first, then what others imply: a meal asked with its midday is not refused for it.
        juges = sorted(ordre, key=lambda rang: (not demandes[rang].annuler, self._implique(demandes[rang])))
        decisions = {rang: self._juger(demandes[rang]) for rang in juges}
        return [decisions[rang] for rang in ordre]

    def _juger(self, demande: Demande) -> Decision:
        unite = self._offre.unites[demande.unite_id]
        droit = self._offre.droit(demande.personne_id, demande.unite_id, demande.jour)
        vivante = self._vivantes.get((demande.personne_id, demande.jour, demande.unite_id))
        if demande.annuler:
            if vivante is not None and self._famille_id not in (None, vivante.famille_id):
                # The other household's booking is not theirs to cancel, nor to hear of (rule 32).
                vivante = None
            verdict = self._annuler(demande, unite, droit, vivante)
        else:
            verdict = self._reserver(demande, unite, droit, vivante)
        return Decision(demande, verdict, self._enfants[demande.personne_id][0], unite, droit, vivante)

    def _reserver(
        self, demande: Demande, unite: UniteOfferte, droit: DroitInscription | None, vivante: Vivante | None
    ) -> Verdict:
        jour = demande.jour
        sienne = vivante is not None and vivante.famille_id == self._famille_id
        if self._ailleurs and not sienne and jour in self._ailleurs[demande.personne_id]:
            # Booked there by the other household or by nobody: the answer is the same (rule 32).
            return Verdict(Issue.REFUSEE, *self._ailleurs[demande.personne_id][jour])
        regles, article = self._offre.regles_du(unite.activite_id, jour)
        cle = (droit.groupe_id if droit else 0, unite.unite_id, jour)
        p = self._places.get(cle)
        naissance = self._enfants[demande.personne_id][1]
        age = age_connu(naissance, jour)
        active = droit is not None and droit.etat == EtatInscription.ACTIVE
        lies = self._liens.de(unite, jour)
        libres, quota = self._restes.total(cle, age), self._restes.quota(cle, age)
        verdict = self._juge(
            FaitsReservation(
                maintenant=self._maintenant,
                jour=jour,
                regles=regles,
                limite=self._limites.reservation(regles, droit, unite, jour) if droit else None,
                article=article,
                # Without a right there is no group to look at: the registration is then what is missing.
                ouverte=p is not None or not active,
                fermeture=self._fermeture(unite, droit, jour, p),
                inscription=EtatInscription(droit.etat) if droit else None,
                age_ok=droit is None or d_age(regles.age, droit, naissance, jour=jour, debut=droit.debut),
                ages=ages_en_mots(droit.age_min_mois, droit.age_max_mois) if droit else "",
                deja=EtatReservation(vivante.etat) if vivante else None,
                incompatibles=noms(unite, [x for x in lies.exclues if self._prise(demande, x.unite_id)]),
                manquantes=noms(unite, [x for x in lies.impliquees if not self._prise(demande, x.unite_id)]),
                pieces_manquantes=self._manquantes.get(droit.inscription_id, ()) if droit else (),
                fenetre=self._limites.fenetre(regles, unite, jour),
                arrivee=self._foyers.arrivee(demande.personne_id, regles),
                ouvertures=self._limites.ouvertures(regles, droit, jour),
                resident=self._foyers.resident(droit),
                habitants_d_abord=self._foyers.habitants_d_abord,
                a_confirmer=self._foyers.a_confirmer(droit),
                places=libres,
                quota=quota,
                rang=self._restes.rang(cle, droit.priorite) if droit and 0 in (libres, quota) else 1,
                derogation=demande.derogation,
            ),
            vivante,
        )
        if verdict.issue in PRISES:
            self._restes.prendre(cle, age)
        elif verdict.issue is Issue.ATTENTE and not verdict.incomplete:
            self._restes.attendre(cle)
        if verdict.issue is not Issue.REFUSEE:
            self._prises.add((demande.personne_id, jour, unite.unite_id))
        return verdict

    def _annuler(
        self, demande: Demande, unite: UniteOfferte, droit: DroitInscription | None, vivante: Vivante | None
    ) -> Verdict:
        jour = demande.jour
        regles, article = self._offre.regles_du(unite.activite_id, jour)
        verdict = verdict_annulation(
            FaitsAnnulation(
                maintenant=self._maintenant,
                jour=jour,
                regles=regles,
                limite=self._limites.annulation(regles, droit, unite, jour),
                article=article,
                etat=EtatReservation(vivante.etat) if vivante else None,
                dependantes=noms(
                    unite, [x for x in self._liens.de(unite, jour).dependantes if self._gardee(demande, x.unite_id)]
                ),
                derogation=demande.derogation,
            )
        )
        if verdict.issue is Issue.ANNULEE and vivante is not None:
            self._prises.discard((demande.personne_id, jour, unite.unite_id))
            if EtatReservation(vivante.etat) in OCCUPANTS:
                age = age_connu(self._enfants[demande.personne_id][1], jour)
                self._restes.prendre((vivante.groupe_id, unite.unite_id, jour), age, -1)
        return verdict

    def _fermeture(
        self, unite: UniteOfferte, droit: DroitInscription | None, jour: date, p: places.Jauge | None
    ) -> str:
        motif = self._calendrier.motif_fermeture(jour, site=droit.site if droit else "", activite_id=unite.activite_id)
        return motif or (p.motif or "fermé" if p is not None and p.fermee else "")

    def _prise(self, demande: Demande, unite_id: int) -> bool:
        return (demande.personne_id, demande.jour, unite_id) in self._prises

    def _gardee(self, demande: Demande, unite_id: int) -> bool:
        place = (demande.personne_id, demande.jour, unite_id)
        return place in self._prises and place not in self._retirees

    def _implique(self, demande: Demande) -> int:
        """How many units this one implies: those that imply none are judged first."""
        unite = self._offre.unites[demande.unite_id]
        return len(self._liens.de(unite, demande.jour).impliquees)
