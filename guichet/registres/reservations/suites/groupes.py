"""What a change of school, class or birth does to the registrations of a child, said before and done after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.formats import jour_mois, pluriel
from guichet.registres.comptoir import actes
from guichet.registres.reservations import inscriptions
from guichet.registres.reservations.suites import departs, deplacements, transferts
from guichet.registres.socle.repose import empreinte
from guichet.regles.reservations import rendues
from guichet.regles.reservations.etats import EtatReservation, Issue
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.reservations.suites.departs import Sienne
    from guichet.registres.reservations.suites.transferts import Transfert
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.rendues import Rendues

_JOUR = timedelta(days=1)


def lignes(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> Iterator[LigneRepose]:
    """Each right whose group no longer takes its child, with every fate and what it costs."""
    prevus = transferts.prevoir(s, acte, _de_groupe(faits))
    if not prevus:
        return
    annonces, rendus = transferts.annoncer(s, acte, prevus), _rendre(s, acte, prevus)
    for t in prevus:
        ids = [g.reservation_id for g in t.gardees]
        compte, rendu, absences = annonces[t.droit.id], rendus[t.droit.id], [a.reservation_id for a in t.absences]
        combien = f", {pluriel(len(ids), 'réservation')} à partir du {jour_mois(t.debut)}" if ids else ""
        yield LigneRepose(
            f"{Sujet.INSCRIPTION}:{t.droit.id}:{empreinte([*ids, *absences])}:{rendu.signe}",
            f"{t.droit.activite}, inscription à {t.droit.groupe}{combien}",
            sorts={
                Sort.DEPLACER: _deplacees(t, *(compte[x] for x in (Issue.RESERVEE, Issue.ATTENTE, Issue.REFUSEE)))
                + _absences(t, len(transferts.absences_suivies(s, acte, t))),
                Sort.ANNULER: _finie(rendu),
                Sort.GARDER: f"rien ne change : {t.droit.groupe} l’attend toujours, repas compris"
                if ids
                else f"l’inscription reste à {t.droit.groupe}",
            },
            personne_id=t.droit.personne_id,
        )


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None) -> tuple[LigneRepose, ...]:
    """Move, or give back; what became of each right, counted from its days."""
    partis = transferts.prevoir(s, acte, _de_groupe(faits))
    if not partis:
        return ()
    if sort is Sort.DEPLACER:
        suivies = {t.droit.id: len(transferts.absences_suivies(s, acte, t)) for t in partis}
        comptes = deplacements.deplacer(s, acte, partis)
        etats = (EtatReservation.RESERVEE, EtatReservation.EN_ATTENTE, EtatReservation.ANNULEE)
        return tuple(
            _faite(t, _deplacees(t, *(comptes[t.droit.id][e] for e in etats)) + _absences(t, suivies[t.droit.id]))
            for t in partis
        )
    if sort is Sort.ANNULER:
        rendus = _annuler(s, acte, partis)
        return tuple(_faite(t, _finie(rendus[t.droit.id])) for t in partis)
    return ()


def _de_groupe(faits: Sequence[Fait]) -> list[Fait]:
    return [fait for fait in faits if fait.change is Change.GROUPE]


def _siennes(s: Lecteur, partis: Sequence[Transfert]) -> dict[int, list[Sienne]]:
    """Days of each right, whichever household of a shared child booked them."""
    return {
        t.droit.id: [
            (t.droit.personne_id, x) for x in inscriptions.a_venir_du_droit(s, t.droit.id, t.debut - _JOUR)
        ]
        for t in partis
    }  # fmt: skip


def _rendre(s: Lecteur, acte: Acte, partis: Sequence[Transfert]) -> dict[int, Rendues]:
    """What giving back the days of each right would cost, judged all together as it would be done."""
    siennes = _siennes(s, partis)
    verdicts = departs.prevoir(s, acte, [x for siens in siennes.values() for x in siens])
    return {id_: rendues.prevues(verdicts[t.reservation_id] for _, t in siens) for id_, siens in siennes.items()}


def _annuler(s: Ecriture, acte: Acte, partis: Sequence[Transfert]) -> dict[int, Rendues]:
    """End rights where the child goes no more, their days given back by the town's deadlines."""
    siennes = _siennes(s, partis)
    faits = {c.reservation_id: c for c in departs.annuler(s, acte, [x for siens in siennes.values() for x in siens])}
    rendus = {}
    for t in partis:
        siens = siennes[t.droit.id]
        parties = [faits[x.reservation_id] for _, x in siens if x.reservation_id in faits]
        rendu = rendus[t.droit.id] = rendues.faites(parties, len(siens))
        deplacements.fermer(s, acte, t)
        actes.tracer(
            s,
            acte,
            TypeActe.INSCRIPTION_TERMINER,
            t.droit.famille_id,
            f"fin d’inscription : {t.droit.activite}, {t.droit.groupe}",
            inscriptions=str(t.droit.id),
            annulees=rendu.annulees,
            facturees=rendu.facturees,
        )
    return rendus


def _deplacees(t: Transfert, places: int, attente: int, annulees: int) -> str:
    """« passe à Molière : 40 places là-bas, 2 en liste d’attente, 1 annulée sans frais »."""
    ou = " puis ".join(groupe.nom for groupe, _, _ in t.vers)
    mots = [
        f"{pluriel(places, 'place')} là-bas" if places else "",
        f"{attente} en liste d’attente" if attente else "",
        f"{pluriel(annulees, 'annulée')} sans frais" if annulees else "",
    ]
    suite = ", ".join(m for m in mots if m)
    tete = f"passe à {ou}" if ou else "aucun groupe ne l’accueille, l’inscription prend fin"
    return f"{tete} : {suite}" if suite else tete


def _absences(t: Transfert, suivies: int) -> str:
    """« , 2 absences déjà dites le suivent, 1 reste à Victor-Hugo »."""
    restent = len(t.absences) - suivies
    mots = [
        pluriel(suivies, "absence déjà dite le suit", "absences déjà dites le suivent") if suivies else "",
        pluriel(restent, "absence déjà dite reste", "absences déjà dites restent") + f" à {t.droit.groupe}"
        if restent
        else "",
    ]
    return "".join(f", {m}" for m in mots if m)


def _finie(rendu: Rendues) -> str:
    return ", ".join(x for x in ("l’inscription prend fin", rendu.dites) if x)


def _faite(t: Transfert, devient: str) -> LigneRepose:
    quoi = f"{t.droit.activite}, inscription à {t.droit.groupe}"
    return LigneRepose(f"{Sujet.INSCRIPTION}:{t.droit.id}", quoi, devient, personne_id=t.droit.personne_id)
