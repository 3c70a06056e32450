"""The planner: a school year of a household's children, in one snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from guichet.fiches.reservations.planning import (
    FERMEE,
    LIBRE,
    CasePlanning,
    Cases,
    ColonnePlanning,
    EnfantPlanning,
    Place,
    Planning,
    SemainePlanning,
)
from guichet.registres.dossier import lecture
from guichet.registres.garde import appartenance
from guichet.registres.offre import calendrier as registre_calendrier
from guichet.registres.offre import catalogue
from guichet.registres.reservations import detenues, pieces, places
from guichet.registres.reservations.jugement.annonces import Annonces
from guichet.registres.reservations.jugement.foyers import Foyers
from guichet.registres.reservations.jugement.limites import partagees
from guichet.registres.reservations.jugement.restes import Restes
from guichet.regles.garde.foyer_dit import AILLEURS, AUTRE_GARDE, PAS_ENCORE
from guichet.regles.offre.annee import annee_scolaire, bornes_planning
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.offre.ouvertures import dernier_moment
from guichet.regles.reservations.etats import EtatReservation, a_rendre
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.registres.offre.catalogue import DroitInscription, UniteOfferte
    from guichet.registres.reservations.detenues import Vivante
    from guichet.registres.reservations.places import Jauge
    from guichet.regles.offre.calendrier import Calendrier

_SEMAINE = timedelta(weeks=1)
_VOISINES = (-_SEMAINE, _SEMAINE, -2 * _SEMAINE, 2 * _SEMAINE)
_VENDREDI = 4
SANS_DROIT = "plus ouvert à cet enfant"
"""Why nothing is booked any more on a day that is still owed."""


def planning(ctx: Contexte, famille_id: int, annee: int | None = None) -> Planning:
    """A household's school year: what each child may book, has booked, until when.

    Args:
        ctx: surroundings of the act.
        famille_id: the household; of the other one of a child nothing is shown but that a day is taken (rule 32).
        annee: year the school year begins in; the current one by default.

    Raises:
        DroitInsuffisant: the agent may not open dossiers.
        FamilleInconnue: no such household.
    """
    ctx.exiger(Droit.CONSULTER)
    maintenant = ctx.local(ctx.maintenant())
    jour = maintenant.date()
    annee = annee_scolaire(jour) if annee is None else annee
    du, au = bornes_planning(annee, jour)
    with ctx.lecture() as s:
        famille = lecture.famille(s, famille_id)
        membres = lecture.membres(s, famille_id, jour)
        enfants = [m for m in membres if m.role == RoleLien.ENFANT.value]
        partages = [e.personne_id for e in enfants if e.partage(jour)]
        lue = _Lue(s, du, au, famille_id, {e.personne_id: e.du for e in enfants}, partages)
        restes = Restes(s, lue.places)
        restes.tout_lire()
    annonces = Annonces(
        maintenant=maintenant,
        offre=lue.offre,
        unites=lue.unites,
        limites=lue.limites,
        restes=restes,
        vivantes=lue.vivantes,
        naissances={e.personne_id: e.nee for e in enfants},
        manquantes=lue.manquantes,
        foyers=lue.foyers,
    )
    places = lue.cellules()
    return Planning(
        famille_id=famille_id,
        code=famille.code,
        nom=next((m.nom.upper() for m in membres), ""),
        annee=annee,
        zone=ctx.commune.zone,
        enfants=tuple(EnfantPlanning(e.personne_id, e.prenom, e.classe) for e in enfants),
        colonnes=_colonnes(lue.unites, places),
        semaines=tuple(_semaines(lue.calendrier, du, au)),
        cases=Cases(places, lue.case),
        jour=jour,
        annoncer=annonces.de,
        annoncer_lot=annonces.du_lot,
        ailleurs=lue.ailleurs(jour),
    )


class _Lue:
    """All that was read, from which cells are made once the snapshot is closed."""

    def __init__(
        self, s: Lecteur, du: date, au: date, famille_id: int, arrivees: dict[int, date], partages: list[int]
    ) -> None:
        self.famille_id, self.arrivees = famille_id, arrivees
        personne_ids = list(arrivees)
        self.offre = catalogue.des_enfants(s, personne_ids, du, au)
        self.foyers = Foyers(s, self.offre, personne_ids, famille_id)
        self.calendrier = registre_calendrier.charger(s, du, au)
        self.places = places.places(s, self.offre.groupes, self.offre.unites, du, au)
        self.vivantes = detenues.vivantes(s, personne_ids, du, au)
        self.dues = {p for p in detenues.annulees_facturees(s, famille_id, du, au) if p[0] in arrivees}
        attente = [v.reservation_id for v in self.vivantes.values() if v.etat == EtatReservation.EN_ATTENTE]
        self.rangs = detenues.rangs(s, attente)
        incompletes = {v.inscription_id for v in self.vivantes.values() if v.etat == EtatReservation.DEMANDEE}
        self.manquantes = pieces.manquantes(s, incompletes | set(self.offre.incompletes()))
        self.unites = dict(self.offre.unites)
        if anciennes := {u for _, _, u in (*self.vivantes, *self.dues)} - self.unites.keys():
            # Bookings outlive the registration they were made under, and so does what is owed of them.
            self.unites |= catalogue.unites(s, anciennes)
        jours = {jour for _, _, jour in self.places} if partages else set()
        self.siens = {e: appartenance.jours_du_foyer(s, famille_id, e, jours) for e in partages}
        self.limites = partagees(self.calendrier)
        self.chomes = {jour: nom for jour, nom in self.calendrier.chomes().items() if jour.weekday() <= _VENDREDI}
        self._droits: dict[Place, DroitInscription | None] = {}

    def cellules(self) -> dict[Place, DroitInscription | None]:
        """Every cell: open or closed days of the registrations, days off, then bookings that outlived their right."""
        par_groupe: dict[int, list[DroitInscription]] = {}
        for droits in self.offre.droits.values():
            for droit in droits:
                par_groupe.setdefault(droit.groupe_id, []).append(droit)
        for groupe_id, unite_id, jour in self.places:
            for droit in par_groupe[groupe_id]:
                if droit.du <= jour <= droit.au:
                    self._droits[droit.personne_id, jour, unite_id] = droit
        for droits in self.offre.droits.values():
            for droit in droits:
                self._ajouter_chomes(droit)
        for place, v in self.vivantes.items():
            if place not in self._droits and v.famille_id == self.famille_id:
                self._droits[place] = None
        for place in self.dues:
            self._droits.setdefault(place, None)
        return self._droits

    def _ajouter_chomes(self, droit: DroitInscription) -> None:
        """Days off on weekdays the unit opens, of its season: nothing is generated then, yet a blank says nothing."""
        for jour in (jour for jour in self.chomes if droit.du <= jour <= droit.au):
            en_vacances = self.calendrier.vacances_du(jour) is not None
            for unite in (u for u in self.unites.values() if u.activite_id == droit.activite_id):
                voisines = ((droit.groupe_id, unite.unite_id, jour + ecart) in self.places for ecart in _VOISINES)
                place = (droit.personne_id, jour, unite.unite_id)
                if place in self.vivantes or en_vacances != (unite.genre == GenreActivite.VACANCES):
                    continue
                if en_vacances or any(voisines):
                    self._droits.setdefault(place, droit)

    def ailleurs(self, jour: date) -> frozenset[Place]:
        """What it booked from that day on, and could give back, where the child is in the other household."""
        return frozenset(
            place
            for place, v in self.vivantes.items()
            if v.famille_id == self.famille_id
            and a_rendre(v.etat, place[1], jour)
            and place[0] in self.siens
            and place[1] not in self.siens[place[0]]
        )

    def case(self, place: Place) -> CasePlanning:
        """One cell, as the planner shows it."""
        personne_id, jour, unite_id = place
        droit, vivante = self._droits[place], self.vivantes.get(place)
        rang = self.rangs.get(vivante.reservation_id, 0) if vivante else 0
        if droit is None:
            if vivante is None or vivante.famille_id != self.famille_id:
                return CasePlanning(personne_id, jour, unite_id, None, FERMEE, motif=SANS_DROIT, due=True)
            return CasePlanning(personne_id, jour, unite_id, vivante.groupe_id, vivante.etat, vivante.majoree, rang)
        p = self.places.get((droit.groupe_id, unite_id, jour))
        if p is None:
            motif = self.calendrier.motif_fermeture(jour, site=droit.site, activite_id=droit.activite_id)
            return CasePlanning(
                personne_id, jour, unite_id, droit.groupe_id, FERMEE, motif=motif, due=place in self.dues
            )
        motif, reserver, annuler, depuis = self._jour(droit, unite_id, jour, p)
        etat, majoree = LIBRE, False
        if vivante is not None and vivante.famille_id == self.famille_id:
            etat, majoree, motif = vivante.etat, vivante.majoree, self._manque(vivante)
        elif motif:
            etat, rang = FERMEE, 0
        elif personne_id in self.siens and jour not in self.siens[personne_id]:
            # Booked there by the other household or by nobody: the cell is the same (rule 32).
            etat, rang, motif = FERMEE, 0, AUTRE_GARDE if jour >= self.arrivees[personne_id] else PAS_ENCORE
        elif vivante is not None:
            etat, rang, motif = FERMEE, 0, AILLEURS
        return CasePlanning(
            personne_id, jour, unite_id, droit.groupe_id, etat, majoree, rang,
            p.capacite, p.prises, motif, reserver, annuler, depuis, place in self.dues,
        )  # fmt: skip

    def _manque(self, vivante: Vivante) -> str:
        """What an incomplete demand waits for."""
        pieces_dites = ", ".join(self.manquantes.get(vivante.inscription_id, ()))
        incomplete = vivante.etat == EtatReservation.DEMANDEE and pieces_dites
        return f"il manque {pieces_dites}" if incomplete else ""

    def _jour(
        self, droit: DroitInscription, unite_id: int, jour: date, p: Jauge
    ) -> tuple[str, datetime | None, datetime | None, datetime | None]:
        """Why a day is closed, until when it may be booked and cancelled, and from when booked."""
        motif = self.calendrier.motif_fermeture(jour, site=droit.site, activite_id=droit.activite_id)
        if p.fermee and not motif:
            motif = p.motif or "fermé"
        regles, _ = self.offre.regles_du(droit.activite_id, jour)
        unite = self.offre.unites[unite_id]
        reserver = self.limites.reservation(regles, droit, unite, jour)
        fenetre = self.limites.fenetre(regles, unite, jour)
        annuler = self.limites.annulation(regles, droit, unite, jour)
        ouvertures = self.limites.ouvertures(regles, droit, jour)
        limite = dernier_moment(reserver, fenetre, self.foyers.arrivee(droit.personne_id, regles), ouvertures)
        resident = self.foyers.resident(droit)
        depuis = min((f.depuis(resident=resident) for f in ouvertures), default=None)
        return motif, limite, annuler.instant if annuler else None, depuis


def _colonnes(unites: dict[int, UniteOfferte], places: Iterable[Place]) -> tuple[ColonnePlanning, ...]:
    """Units that have a day, in the order of the town; an activity of one unit bears its own name."""
    jours: dict[int, set[int]] = {}
    # Siblings share most days: each is asked its weekday once.
    for unite_id, jour in {(unite_id, jour) for _, jour, unite_id in places}:
        jours.setdefault(unite_id, set()).add(jour.weekday())
    return tuple(
        ColonnePlanning(
            u.unite_id,
            u.activite_id,
            u.lettre,
            u.libelle,
            frozenset(jours[u.unite_id]),
            u.activite_code,
            u.code,
            u.genre,
            u.sigle,
        )
        for u in unites.values()
        if u.unite_id in jours
    )


def _semaines(calendrier: Calendrier, du: date, au: date) -> Iterator[SemainePlanning]:
    """Weeks from a Monday on; one is a holiday week when none of its days has school."""
    lundi = du
    while lundi <= au:
        ouvres = [lundi + timedelta(days=rang) for rang in range(_VENDREDI + 1)]
        conges = [calendrier.vacances_du(jour) for jour in ouvres]
        nom = next((p.libelle for p in conges if p is not None), "")
        plein = all(p is not None or jour in calendrier.feries for p, jour in zip(conges, ouvres, strict=True))
        yield SemainePlanning(lundi, nom if plein else "", frozenset(r for r, p in enumerate(conges) if p is not None))
        lundi += _SEMAINE
