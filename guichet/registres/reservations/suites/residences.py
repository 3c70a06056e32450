"""What of the bookings rests on where a household lives: who passes first, what was booked as one of the town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Fait, LigneRepose, Sort, Sujet
from guichet.formats import pluriel
from guichet.registres.comptoir import actes
from guichet.registres.offre import calendrier, catalogue
from guichet.registres.reservations import ecriture, inscriptions
from guichet.registres.reservations.jugement.decisions import MARGE
from guichet.registres.reservations.jugement.limites import Limites
from guichet.registres.reservations.suites import departs
from guichet.registres.reservations.suites.touchees import dites
from guichet.registres.socle.repose import empreinte
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations.etats import EtatInscription, EtatReservation
from guichet.regles.reservations.rang import priorite_du_foyer
from guichet.regles.reservations.rendues import prevues
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.reservations.suites.departs import Sienne
    from guichet.registres.socle.acte import Acte

_ATTENDENT = en_mots((EtatReservation.DEMANDEE, EtatReservation.EN_ATTENTE))
_RANGEES = (
    f"SELECT id FROM reservation WHERE famille_id = :famille AND jour >= :le AND etat IN ({_ATTENDENT}) "  # noqa: S608 - our own words
    "AND priorite = :avant ORDER BY id"
)
_INSCRITES_EN_ATTENTE = (
    "SELECT id FROM inscription WHERE famille_id = :famille AND au >= :le AND priorite = :avant "  # noqa: S608
    f"AND etat = '{EtatInscription.EN_ATTENTE.value}' ORDER BY id"
)
_ENFANTS = (
    "SELECT DISTINCT personne_id FROM reservation WHERE famille_id = :famille AND jour >= :le "  # noqa: S608
    f"AND etat = '{EtatReservation.RESERVEE.value}' ORDER BY personne_id"
)
_DROITS_RANGES = (
    "SELECT id FROM inscription WHERE famille_id = :famille AND au >= :le AND priorite = :avant "  # noqa: S608
    f"AND etat NOT IN ({inscriptions.CLOSES}) ORDER BY id"
)


def _priorites(fait: Fait) -> tuple[int, int]:
    """The town's priority before and after a change of residence; who is not known passes with the outsiders."""
    avant, apres = (
        priorite_du_foyer(lues.get("residence"), residents_d_abord=True) for lues in (fait.avant, fait.apres)
    )
    return avant, apres


def lignes(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    """Demands and registrations ranked anew; then, of who leaves the town, each activity booked."""
    avant, apres = _priorites(fait)
    if acte.commune.attente.residents_d_abord and avant != apres:
        yield from _rangs(s, fait, avant, apres)
    if avant > apres:
        yield from _reservees(s, acte, fait)


def _rangs(s: Lecteur, fait: Fait, avant: int, apres: int) -> Iterator[LigneRepose]:
    place = "avant les familles de l’extérieur" if apres else "après les habitants de la commune"
    devient = f"désormais {place}, chacune gardant sa date de demande"
    qui = {"famille": fait.famille_id, "le": fait.le, "avant": avant}
    if ids := [id_ for (id_,) in s.lignes(_RANGEES, qui)]:
        quoi = f"{pluriel(len(ids), 'demande')} en liste d’attente"
        yield LigneRepose(f"{Sujet.RANG}:{empreinte(ids)}", quoi, devient)
    if ids := [id_ for (id_,) in s.lignes(_INSCRITES_EN_ATTENTE, qui)]:
        quoi = f"{pluriel(len(ids), 'inscription')} en liste d’attente"
        yield LigneRepose(f"{Sujet.INSCRIPTION}:{empreinte(ids)}", quoi, devient)


def _reservees(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    """Nothing is taken away by itself: kept, or given back by the deadlines, as the agent says."""
    siennes = _siennes(s, fait)
    if not siennes:
        return
    tot = _avant_les_autres(s, acte, siennes)
    if not (acte.commune.attente.residents_d_abord or tot):
        return
    verdicts = departs.prevoir(s, acte, siennes)
    par_activite: dict[str, list[LigneTouchee]] = {}
    for _, touchee in siennes:
        par_activite.setdefault(touchee.activite, []).append(touchee)
    for activite, touchees in par_activite.items():
        ids = [t.reservation_id for t in touchees]
        rendu, en_avance = prevues(verdicts[i] for i in ids), sum(i in tot for i in ids)
        dont = f", dont {en_avance} avant l’ouverture aux familles de l’extérieur" if en_avance else ""
        yield LigneRepose(
            f"{Sujet.RESERVATIONS}:{empreinte(ids)}:{rendu.signe}:{en_avance}",
            f"{activite}, {dites(touchees)}",
            sorts={Sort.GARDER: f"à garder, prises en habitant de la commune{dont}", Sort.ANNULER: rendu.dites},
        )


def _siennes(s: Lecteur, fait: Fait) -> list[Sienne]:
    """Places held from that day on, child after child; what waits is told by its rank."""
    qui = {"famille": fait.famille_id, "le": fait.le}
    veille = fait.le - timedelta(days=1)
    toutes = [
        (p, t) for (p,) in s.lignes(_ENFANTS, qui) for t in inscriptions.a_venir_du_foyer(s, p, fait.famille_id, veille)
    ]
    return sorted((x for x in toutes if x[1].etat == EtatReservation.RESERVEE), key=lambda x: (x[1].jour, x[0]))


def _avant_les_autres(s: Lecteur, acte: Acte, siennes: Sequence[Sienne]) -> set[int]:
    """Those booked while the town's own alone may: the others are still to wait for their window."""
    ids = en_liste(t.reservation_id for _, t in siennes)
    unites: dict[int, int] = dict(s.lignes(f"SELECT id, unite_id FROM reservation WHERE id IN ({ids})"))  # noqa: S608
    du, au = siennes[0][1].jour, siennes[-1][1].jour
    offre = catalogue.des_enfants(s, {p for p, _ in siennes}, du, au, unite_ids=set(unites.values()))
    if not any(r.ouvertures_reservation for versions in offre.regles.values() for _, r, _ in versions):
        return set()
    limites = Limites(calendrier.charger(s, du - MARGE, au))
    maintenant = acte.local(acte.le)
    trouvees = set()
    for p, t in siennes:
        droit = offre.droit(p, unites[t.reservation_id], t.jour)
        if droit is None:
            continue
        regles, _ = offre.regles_du(droit.activite_id, t.jour)
        fenetres = limites.ouvertures(regles, droit, t.jour)
        if fenetres and all(maintenant < f.autres for f in fenetres):
            trouvees.add(t.reservation_id)
    return trouvees


def suivre(s: Ecriture, acte: Acte, fait: Fait, sort: Sort | None) -> None:
    """Rank anew, then give back what is: who waits is called by the ranks of now."""
    _ranger(s, acte, fait)
    avant, apres = _priorites(fait)
    if sort is Sort.ANNULER and avant > apres:
        departs.annuler(s, acte, _siennes(s, fait))


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
