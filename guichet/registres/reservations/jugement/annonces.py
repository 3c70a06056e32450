"""The judge's answer to each cell of a planner, from what was read with it: given when it is first asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.annonces import annoncer_annulation, annoncer_reservation
from guichet.regles.reservations.etats import OCCUPANTS, EtatInscription, EtatReservation, Issue
from guichet.regles.reservations.faits import FaitsAnnulation, FaitsReservation
from guichet.regles.reservations.groupes import d_age

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import Annonce, Demande, Place
    from guichet.formats.naissances import Naissance
    from guichet.registres.offre.catalogue import DroitInscription, Offre, UniteOfferte
    from guichet.registres.reservations.detenues import Vivante
    from guichet.registres.reservations.jugement.foyers import Foyers
    from guichet.registres.reservations.jugement.limites import Limites
    from guichet.registres.reservations.jugement.restes import Restes
    from guichet.regles.familles.ages import Age
    from guichet.regles.reservations.changements import Cle


@dataclass(slots=True, kw_only=True)
class Annonces:
    """Facts of a year, and what was answered already.

    Attributes:
        maintenant: aware, Europe/Paris: when the planner was read.
        offre: rights and rules.
        unites: units of the offer, and of bookings that outlived their right.
        limites: last moments.
        restes: places left.
        vivantes: what is booked.
        naissances: what is known of the birth of each child.
        manquantes: documents each registration lacks.
        foyers: what of the household bears on when it may book.
    """

    maintenant: datetime
    offre: Offre
    unites: Mapping[int, UniteOfferte]
    limites: Limites
    restes: Restes
    vivantes: Mapping[Place, Vivante]
    naissances: Mapping[int, Naissance]
    manquantes: Mapping[int, tuple[str, ...]]
    foyers: Foyers
    _dites: dict[Demande, Annonce] = field(default_factory=dict)
    _cles: dict[Demande, tuple[Cle, Age | None]] = field(default_factory=dict)

    def de(self, demande: Demande) -> Annonce:
        """The answer to booking a cell, or to giving it back."""
        if demande not in self._dites:
            self._dites[demande] = self._annuler(demande) if demande.annuler else self._reserver(demande)
        return self._dites[demande]

    def du_lot(self, demandes: Sequence[Demande]) -> list[Annonce]:
        """The answer to each of a draft, less the places it gives back and takes itself, in the order of `decider`."""
        cles = [self._cle(d) for d in demandes]
        annulees = [d.annuler for d in demandes]
        voulues = Counter(cle for (cle, _), annulee in zip(cles, annulees, strict=True) if not annulee)
        rendues = {cle for (cle, _), annulee in zip(cles, annulees, strict=True) if annulee}
        # Where there is room for all, each is answered as it was: a year is judged once, not at each key.
        justes = [
            rang
            for rang, (cle, age) in enumerate(cles)
            if annulees[rang] or cle in rendues or not self._assez(cle, age, voulues[cle])
        ]
        dites: dict[int, Annonce] = {}
        comptees: list[tuple[Cle, Age | None, int]] = []
        # What is given back first, then as a draft is judged.
        for rang in sorted(justes, key=lambda rang: (not annulees[rang], demandes[rang].jour, rang)):
            d, (cle, age) = demandes[rang], cles[rang]
            dites[rang] = self.de(d) if d.annuler else self._reserver(d)
            tenue = self._occupe(d) if d.annuler else dites[rang].issue in {Issue.RESERVEE, Issue.MAJOREE}
            if tenue:
                self.restes.prendre(cle, age, -1 if d.annuler else 1)
                comptees.append((cle, age, 1 if d.annuler else -1))
        for cle, age, rendu in comptees:
            self.restes.prendre(cle, age, rendu)
        return [dites[rang] if rang in dites else self.de(d) for rang, d in enumerate(demandes)]

    def _assez(self, cle: Cle, age: Age | None, combien: int) -> bool:
        total = self.restes.total(cle, age)
        if total is not None and total < combien:
            return False
        quota = self.restes.quota(cle, age)
        return quota is None or quota >= combien

    def _occupe(self, demande: Demande) -> bool:
        vivante = self.vivantes.get((demande.personne_id, demande.jour, demande.unite_id))
        return vivante is not None and EtatReservation(vivante.etat) in OCCUPANTS

    def _cle(self, demande: Demande) -> tuple[Cle, Age | None]:
        """Places asked for, and the age that asks."""
        if demande not in self._cles:
            droit = self._droit(demande)
            age = age_connu(self.naissances.get(demande.personne_id), demande.jour)
            self._cles[demande] = (droit.groupe_id if droit else 0, demande.unite_id, demande.jour), age
        return self._cles[demande]

    def _reserver(self, demande: Demande) -> Annonce:
        jour, droit, unite = demande.jour, self._droit(demande), self._unite(demande)
        regles, article = self.offre.regles_du(unite.activite_id, jour)
        naissance = self.naissances.get(demande.personne_id)
        age = age_connu(naissance, jour)
        cle = (droit.groupe_id if droit else 0, unite.unite_id, jour)
        return annoncer_reservation(
            FaitsReservation(
                maintenant=self.maintenant,
                jour=jour,
                regles=regles,
                limite=self.limites.reservation(regles, droit, unite, jour) if droit else None,
                article=article,
                inscription=EtatInscription(droit.etat) if droit else None,
                age_ok=droit is None or d_age(regles.age, droit, naissance, jour=jour, debut=droit.debut),
                pieces_manquantes=self.manquantes.get(droit.inscription_id, ()) if droit else (),
                fenetre=self.limites.fenetre(regles, unite, jour),
                arrivee=self.foyers.arrivee(demande.personne_id, regles),
                ouvertures=self.limites.ouvertures(regles, droit, jour),
                resident=self.foyers.resident(droit),
                a_confirmer=self.foyers.a_confirmer(droit),
                places=self.restes.total(cle, age),
                quota=self.restes.quota(cle, age),
                derogation=demande.derogation,
            )
        )

    def _annuler(self, demande: Demande) -> Annonce:
        jour, droit, unite = demande.jour, self._droit(demande), self._unite(demande)
        regles, article = self.offre.regles_du(unite.activite_id, jour)
        vivante = self.vivantes.get((demande.personne_id, jour, demande.unite_id))
        return annoncer_annulation(
            FaitsAnnulation(
                maintenant=self.maintenant,
                jour=jour,
                regles=regles,
                limite=self.limites.annulation(regles, droit, unite, jour),
                article=article,
                # A free cell says until when it could be given back, once booked.
                etat=EtatReservation(vivante.etat) if vivante else EtatReservation.RESERVEE,
                derogation=demande.derogation,
            )
        )

    def _droit(self, demande: Demande) -> DroitInscription | None:
        return self.offre.droit(demande.personne_id, demande.unite_id, demande.jour)

    def _unite(self, demande: Demande) -> UniteOfferte:
        return self.unites[demande.unite_id]
