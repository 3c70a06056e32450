"""Rights and days of a child go to the group that takes them now (suites.transferts), and it is said.

Removals first, over all the children that change at once (a file in September swaps them by hundreds), then each day
judged where it goes, in the order it was asked, then what was given back offered to those who wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.formats import pluriel
from guichet.registres.comptoir import actes
from guichet.registres.reservations import attente, ecriture, inscriptions
from guichet.registres.reservations.jugement import rejugees
from guichet.registres.reservations.suites import departs, places_rendues
from guichet.registres.reservations.suites.transferts import absences_suivies
from guichet.registres.socle.sql import en_liste
from guichet.regles.reservations.changements import Cause, cellules_rendues
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, GesteReservation, Issue
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.reservations.suites.transferts import Transfert
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import ChangementReservation, Cle

Comptes = dict[int, Counter[EtatReservation]]
"""Number of a right → what became of its days."""

_JOUR = timedelta(days=1)
_GESTES = {
    Issue.RESERVEE: GesteReservation.RESERVER,
    Issue.ATTENTE: GesteReservation.METTRE_EN_ATTENTE,
    Issue.REFUSEE: GesteReservation.ANNULER,
}


def deplacer(s: Ecriture, acte: Acte, transferts: Sequence[Transfert]) -> Comptes:
    """Move rights and days to the groups that take their children now; what became of the days of each right."""
    incompletes = {g.reservation_id for t in transferts for g in t.gardees if g.etat == EtatReservation.DEMANDEE}
    attente.retirer_offres(s, acte, (g.reservation_id for t in transferts for g in t.gardees))
    vers: list[ecriture.Deplacement] = []
    sans: list[int] = []
    nouveaux: dict[int, dict[int, int]] = {}
    for t in transferts:
        droits = nouveaux[t.droit.id] = _rouvrir(s, acte, t)
        for g in t.gardees:
            groupe = t.groupe(g.jour)
            if groupe is None:
                sans.append(g.reservation_id)
            else:
                vers.append(ecriture.Deplacement(g.reservation_id, droits[groupe.groupe_id], groupe.groupe_id))
    partis = ecriture.deplacer(s, vers)
    ordres = [ecriture.Ordre(reservation_id=id_, geste=GesteReservation.ANNULER, facturee=False) for id_ in sans]
    arrives = rejugees.lire(s, f"r.id IN ({en_liste({d.reservation_id for d in vers} - incompletes)})")
    ordres += [
        ecriture.Ordre(reservation_id=g.reservation_id, geste=_GESTES[v.issue], facturee=v.issue is not Issue.REFUSEE)
        for g, v in zip(arrives, rejugees.juger(s, acte, arrives), strict=True)
    ]
    faits = ecriture.changer(s, acte, ordres, Cause.DEPLACEMENT)
    quittees = _suivre_absences(s, acte, transferts, nouveaux)
    _dire(s, acte, transferts, faits)
    anciens = {t.droit.groupe_id for t in transferts}
    places_rendues.suivre(s, acte, cellules_rendues((*partis, *faits)) | quittees, groupes=anciens)
    comptes: Comptes = {t.droit.id: Counter() for t in transferts}
    droit_de = {g.reservation_id: t.droit.id for t in transferts for g in t.gardees}
    for fait in faits:
        comptes[droit_de[fait.reservation_id]][fait.apres] += 1
    return comptes


def _suivre_absences(
    s: Ecriture, acte: Acte, transferts: Sequence[Transfert], droits: Mapping[int, Mapping[int, int]]
) -> set[Cle]:
    """After the days booked, which come first; returns the cells whose place is given back."""
    quittees: set[Cle] = set()
    for t in transferts:
        vers = []
        for a in absences_suivies(s, acte, t):
            groupe = t.groupe(a.jour)
            assert groupe is not None  # noqa: S101 - it follows
            vers.append(ecriture.Deplacement(a.reservation_id, droits[t.droit.id][groupe.groupe_id], groupe.groupe_id))
            if a.etat == EtatReservation.ABSENCE_INJUSTIFIEE:
                quittees.add((a.groupe_id, a.unite_id, a.jour))
        ecriture.suivre_absences(s, vers)
    return quittees


def _rouvrir(s: Ecriture, acte: Acte, t: Transfert) -> dict[int, int]:
    """End a right and give those that follow it, which keep its rank; group → number of the right."""
    d = t.droit
    fermer(s, acte, t)
    enfant = inscriptions.Enfant(d.personne_id, "", t.naissance, "", "")
    droits: dict[int, int] = {}
    for groupe, du, au in t.vers:
        etat = EtatInscription(d.etat)
        if etat is EtatInscription.EN_ATTENTE and not inscriptions.complet(
            s, groupe.groupe_id, d.activite_id, enfant, du, au
        ):
            etat = EtatInscription.ACTIVE
        droits[groupe.groupe_id] = inscriptions.ecrire(
            s, enfant, d.famille_id, d.activite_id, groupe.groupe_id, du, au, etat, d.demandee_le,
            complete_le=d.complete_le, priorite=d.priorite,
        )  # fmt: skip
    return droits


def fermer(s: Ecriture, acte: Acte, t: Transfert) -> None:
    """End a right the day its child goes elsewhere."""
    d = t.droit
    departs.clore(s, d.id, du=d.du, au=d.au, etat=d.etat, le=t.debut - _JOUR, aujourdhui=acte.jour)


def _dire(s: Ecriture, acte: Acte, transferts: Sequence[Transfert], faits: Iterable[ChangementReservation]) -> None:
    """One act for each right and household: what was done, counted from the changes."""
    droit_de = {g.reservation_id: t.droit.id for t in transferts for g in t.gardees}
    comptes: dict[tuple[int, int], Counter[EtatReservation]] = {
        (t.droit.id, t.droit.famille_id): Counter() for t in transferts
    }
    for fait in faits:
        comptes.setdefault((droit_de[fait.reservation_id], fait.famille_id), Counter())[fait.apres] += 1
    par_droit = {t.droit.id: t for t in transferts}
    for (droit_id, famille_id), compte in comptes.items():
        t = par_droit[droit_id]
        ou = t.vers[0][0].nom if t.vers else ""
        actes.tracer(
            s,
            acte,
            TypeActe.INSCRIPTION_DEPLACER,
            famille_id,
            f"{t.droit.activite} : {ou or 'fin d’inscription'}{_comptes(compte)}",
            inscription=droit_id,
            groupes=",".join(str(g.groupe_id) for g, _, _ in t.vers),
            reservees=compte[EtatReservation.RESERVEE],
            attente=compte[EtatReservation.EN_ATTENTE],
            annulees=compte[EtatReservation.ANNULEE],
        )


def _comptes(compte: Counter[EtatReservation]) -> str:
    mots = [
        pluriel(n, singulier)
        for etat, singulier in ((EtatReservation.RESERVEE, "réservée"), (EtatReservation.ANNULEE, "annulée"))
        if (n := compte[etat])
    ]
    if attente_ := compte[EtatReservation.EN_ATTENTE]:
        mots.insert(1, f"{attente_} en attente")
    return f", {', '.join(mots)}" if mots else ""
