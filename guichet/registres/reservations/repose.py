"""What of the bookings rests on a child's place and on where a household lives: rights, days booked, rank.

A child who leaves gives back their places, by the town's deadlines; one who changes school, class or birth date is
followed to the group that takes them, gives back, or stays; who comes to live in the town, or leaves it, is
ranked anew where residents pass first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.formats import jour_mois, pluriel
from guichet.registres.comptoir import actes
from guichet.registres.reservations import ecriture, inscriptions
from guichet.registres.reservations.suites import departs, transferts
from guichet.registres.socle.sql import en_mots
from guichet.regles.reservations.etats import EtatReservation, Issue
from guichet.regles.reservations.rang import priorite_du_foyer
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.reservations.suites.transferts import Transfert
    from guichet.registres.socle.acte import Acte

_JOUR = timedelta(days=1)
_ATTENDENT = en_mots((EtatReservation.DEMANDEE, EtatReservation.EN_ATTENTE))
_RANGEES = (
    f"SELECT id FROM reservation WHERE famille_id = :famille AND jour >= :le AND etat IN ({_ATTENDENT}) "  # noqa: S608 - our own words
    "AND priorite = :avant ORDER BY id"
)
_DROITS_RANGES = (
    "SELECT id FROM inscription WHERE famille_id = :famille AND au >= :le AND priorite = :avant "  # noqa: S608
    f"AND etat NOT IN ({inscriptions.CLOSES}) ORDER BY id"
)


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """Rights that end or change group, days they leave without right, demands ranked anew."""
    autres = tuple(ligne for fait in faits for ligne in _lignes(s, acte, fait))
    return (*autres, *_du_groupe(s, acte, _de_groupe(faits)))


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None) -> tuple[LigneRepose, ...]:
    """Give back, move or keep, end, rank anew."""
    partis = transferts.prevoir(s, acte, _de_groupe(faits))
    comptes: dict[int, Counter[EtatReservation]] = {}
    if partis and sort is Sort.DEPLACER:
        comptes = transferts.deplacer(s, acte, partis)
    elif partis and sort is Sort.ANNULER:
        comptes = transferts.annuler(s, acte, partis)
    for fait in faits:
        if _part(fait):
            assert fait.personne_id is not None  # noqa: S101 - a place is somebody's
            departs.du_foyer(
                s,
                acte,
                personne_id=fait.personne_id,
                famille_id=fait.famille_id,
                le=fait.le,
                annulees=sort is Sort.ANNULER,
            )
        elif fait.change is Change.RESIDENCE:
            _ranger(s, acte, fait)
    return tuple(_faite(t, comptes[t.droit.id], sort) for t in partis if t.droit.id in comptes)


def empreinte(ids: Sequence[int]) -> str:
    """Which rows, in few signs: one more or one less is another fact to be told."""
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()[:16]


def _part(fait: Fait) -> bool:
    """Whether a child is no longer a child of this household."""
    return fait.role == RoleLien.ENFANT.value and fait.change in {Change.DEPART, Change.ROLE}


def _lignes(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    if _part(fait):
        yield from _du_depart(s, fait)
    elif fait.change is Change.RESIDENCE:
        yield from _du_rang(s, acte, fait)


def _du_depart(s: Lecteur, fait: Fait) -> Iterator[LigneRepose]:
    assert fait.personne_id is not None  # noqa: S101 - a place is somebody's
    jours: dict[str, list[LigneTouchee]] = {}
    for touchee in inscriptions.a_venir_du_foyer(s, fait.personne_id, fait.famille_id, fait.le - _JOUR):
        jours.setdefault(touchee.activite, []).append(touchee)
    droits: dict[str, list[int]] = {}
    for droit in departs.droits_finis(s, fait.personne_id, fait.famille_id, fait.le):
        droits.setdefault(droit.activite, []).append(droit.id)
    for activite in dict.fromkeys((*droits, *jours)):
        finis, siens = droits.get(activite, []), jours.get(activite, [])
        fin = ", l’inscription prend fin" if finis else ""
        if not siens:
            yield LigneRepose(f"{Sujet.INSCRIPTION}:{empreinte(finis)}", f"{activite}, inscription en cours", fin[2:])
            continue
        yield LigneRepose(
            f"{Sujet.RESERVATIONS}:{empreinte([t.reservation_id for t in siens])}:{empreinte(finis)}",
            f"{activite}, {dites(siens)}",
            sorts={
                Sort.ANNULER: f"à annuler, selon les délais de la ville{fin}",
                Sort.GARDER: f"à garder, donc dues{fin}",
            },
        )


def _de_groupe(faits: Sequence[Fait]) -> list[Fait]:
    return [fait for fait in faits if fait.change is Change.GROUPE]


def _du_groupe(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> Iterator[LigneRepose]:
    prevus = transferts.prevoir(s, acte, faits)
    annonces = transferts.annoncer(s, acte, prevus) if prevus else {}
    for t in prevus:
        ids, compte = [g.reservation_id for g in t.gardees], annonces[t.droit.id]
        combien = f", {pluriel(len(ids), 'réservation')} à partir du {jour_mois(t.debut)}" if ids else ""
        yield LigneRepose(
            f"{Sujet.INSCRIPTION}:{t.droit.id}:{empreinte(ids)}",
            f"{t.droit.activite}, inscription à {t.droit.groupe}{combien}",
            sorts={
                Sort.DEPLACER: _deplacees(t, *(compte[x] for x in (Issue.RESERVEE, Issue.ATTENTE, Issue.REFUSEE))),
                Sort.ANNULER: "l’inscription prend fin" + (", annulées selon les délais de la ville" if ids else ""),
                Sort.GARDER: f"rien ne change : {t.droit.groupe} l’attend toujours, repas compris"
                if ids
                else f"l’inscription reste à {t.droit.groupe}",
            },
            personne_id=t.droit.personne_id,
        )


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


def _faite(t: Transfert, comptes: Counter[EtatReservation], sort: Sort | None) -> LigneRepose:
    """What became of one right, counted from its days."""
    etats = (EtatReservation.RESERVEE, EtatReservation.EN_ATTENTE, EtatReservation.ANNULEE)
    places, attente, annulees = (comptes[etat] for etat in etats)
    quoi = f"{t.droit.activite}, inscription à {t.droit.groupe}"
    fait = _deplacees(t, places, attente, annulees)
    if sort is Sort.ANNULER:
        fait = "l’inscription prend fin" + (f", {pluriel(annulees, 'annulée')}" if annulees else "")
    return LigneRepose(f"{Sujet.INSCRIPTION}:{t.droit.id}", quoi, fait, personne_id=t.droit.personne_id)


def dites(siennes: Sequence[LigneTouchee]) -> str:
    """« 12 réservations du 23 nov. au 18 déc. »."""
    du, au = jour_mois(siennes[0].jour), jour_mois(siennes[-1].jour)
    quand = f"le {du}" if du == au else f"du {du} au {au}"
    return f"{pluriel(len(siennes), 'réservation')} {quand}"


def _priorites(fait: Fait) -> tuple[int, int]:
    """The town's priority before and after a change of residence; who is not known passes with the outsiders."""
    avant, apres = (
        priorite_du_foyer(lues.get("residence"), residents_d_abord=True) for lues in (fait.avant, fait.apres)
    )
    return avant, apres


def _du_rang(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    if not acte.commune.attente.residents_d_abord:
        return
    avant, apres = _priorites(fait)
    if avant == apres:
        return
    qui = {"famille": fait.famille_id, "le": fait.le, "avant": avant}
    if ids := [id_ for (id_,) in s.lignes(_RANGEES, qui)]:
        place = "avant les familles de l’extérieur" if apres else "après les habitants de la commune"
        yield LigneRepose(
            f"{Sujet.RANG}:{empreinte(ids)}",
            f"{pluriel(len(ids), 'demande')} en liste d’attente",
            f"désormais {place}, chacune gardant sa date de demande",
        )


def _ranger(s: Ecriture, acte: Acte, fait: Fait) -> None:
    if not acte.commune.attente.residents_d_abord:
        return
    avant, apres = _priorites(fait)
    if avant == apres:
        return
    qui = {"famille": fait.famille_id, "le": fait.le, "avant": avant}
    demandes = [id_ for (id_,) in s.lignes(_RANGEES, qui)]
    droits = [id_ for (id_,) in s.lignes(_DROITS_RANGES, qui)]
    for id_ in demandes:
        ecriture.prioriser(s, id_, apres)
    s.ordres(
        "UPDATE inscription SET priorite = :apres, version = version + 1 WHERE id = :id",
        [{"apres": apres, "id": id_} for id_ in droits],
    )
    if demandes or droits:
        actes.tracer(
            s,
            acte,
            TypeActe.ATTENTE_PRIORITE,
            fait.famille_id,
            avant=avant,
            priorite=apres,
            demandes=len(demandes),
            inscriptions=len(droits),
            motif="residence",
        )
