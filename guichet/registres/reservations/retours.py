"""Taking back what was just written: nothing that rests on it may have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from guichet.erreurs.reservations import DefaireImpossible
from guichet.formats import enumerer, jour_court
from guichet.formats.naissances import connue
from guichet.registres.garde import appartenance
from guichet.registres.offre import catalogue
from guichet.registres.reservations import detenues, ecriture, pieces, places
from guichet.registres.reservations.jugement.liens import Liens
from guichet.registres.reservations.jugement.restes import Restes
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.etats import OCCUPANTS, VIVANTS, EtatReservation
from guichet.regles.reservations.retours import retour

if TYPE_CHECKING:
    from datetime import date

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.offre.catalogue import UniteOfferte
    from guichet.registres.reservations.jugement.liens import Lies
    from guichet.registres.reservations.places import Jauge
    from guichet.registres.socle.acte import Acte
    from guichet.regles.familles.ages import Age
    from guichet.regles.reservations.changements import ChangementReservation, Cle

_MONTRES = 3


def defaire(s: Ecriture, acte: Acte, faits: Sequence[ChangementReservation]) -> tuple[ChangementReservation, ...]:
    """Give each booking back as it was.

    Raises:
        DefaireImpossible: one changed since, its right ended, its place went, the day is no more the household's, or
            what goes with it or against it was booked or given up since; nothing is written.
    """
    revenues = [c for c in faits if retour(c)[0] in VIVANTS and c.apres not in VIVANTS]
    lues = _places(s, faits)
    _refuser("changé depuis", _changes(s, faits))
    _refuser("été réservés de nouveau depuis", _repris(s, revenues))
    _refuser("perdu leur inscription depuis", _sans_droit(s, revenues))
    _refuser("reçu leur dernière pièce depuis", _completes(s, revenues))
    _refuser("changé de foyer depuis", _ailleurs(s, revenues))
    _refuser("été réservés autrement depuis", _desassortis(s, faits))
    _refuser("fermé depuis", _fermes(lues, revenues))
    perdues = {*_sans_place(s, lues, faits), *_offres_passees(s, revenues)}
    _refuser("été proposés à une autre famille, ou complets", perdues)
    return ecriture.defaire(s, acte, faits)


def _refuser(quoi: str, jours: Iterable[date]) -> None:
    tous = sorted(set(jours))
    if not tous:
        return
    dits = [jour_court(j) for j in tous[:_MONTRES]]
    if len(tous) > _MONTRES:
        dits.append(f"{len(tous) - _MONTRES} autres")
    raise DefaireImpossible(
        f"Rien n’est défait : des jours ont {quoi} ({enumerer(dits)}). Corrigez-les un à un dans le planning."
    )


def _changes(s: Lecteur, faits: Sequence[ChangementReservation]) -> list[date]:
    """State, charge, and what it belongs to: a booking follows its child to another group or file without a word."""
    lues = {
        id_: reste
        for id_, *reste in s.lignes(
            "SELECT id, personne_id, famille_id, groupe_id, etat, facturee FROM reservation "  # noqa: S608 - integers
            f"WHERE id IN ({en_liste(c.reservation_id for c in faits)})"
        )
    }
    return [
        c.jour
        for c in faits
        if lues.get(c.reservation_id) != [c.personne_id, c.famille_id, c.groupe_id, c.apres.value, c.facturee]
    ]


def _repris(s: Lecteur, revenues: Sequence[ChangementReservation]) -> list[date]:
    if not revenues:
        return []
    jours = [c.jour for c in revenues]
    tenues = detenues.vivantes(s, {c.personne_id for c in revenues}, min(jours), max(jours))
    return [c.jour for c in revenues if (c.personne_id, c.jour, c.unite_id) in tenues]


def _sans_droit(s: Lecteur, revenues: Sequence[ChangementReservation]) -> list[date]:
    sql = (
        "SELECT r.jour FROM reservation r JOIN inscription i ON i.id = r.inscription_id "  # noqa: S608 - integers
        f"WHERE r.id IN ({en_liste(c.reservation_id for c in revenues)}) "
        "AND (i.etat IN ('terminee', 'refusee') OR r.jour < i.du OR r.jour > i.au)"
    )
    return [jour for (jour,) in s.lignes(sql)] if revenues else []


def _completes(s: Lecteur, revenues: Sequence[ChangementReservation]) -> list[date]:
    """Days that waited for a document which came while they were given up: nothing would answer them any more."""
    demandees = {c.reservation_id: c.jour for c in revenues if retour(c)[0] is EtatReservation.DEMANDEE}
    if not demandees:
        return []
    sql = f"SELECT id, inscription_id FROM reservation WHERE id IN ({en_liste(demandees)})"  # noqa: S608 - integers
    inscriptions: dict[int, int] = dict(s.lignes(sql))
    manquent = pieces.manquantes(s, set(inscriptions.values()))
    return [jour for id_, jour in demandees.items() if inscriptions[id_] not in manquent]


def _ailleurs(s: Lecteur, revenues: Sequence[ChangementReservation]) -> list[date]:
    """Days whose custody went to the other household."""
    perdus: list[date] = []
    for foyer, enfant in {(c.famille_id, c.personne_id) for c in revenues}:
        jours = {c.jour for c in revenues if (c.famille_id, c.personne_id) == (foyer, enfant)}
        perdus += jours - appartenance.jours_du_foyer(s, foyer, enfant, jours)
    return perdus


def _desassortis(s: Lecteur, faits: Sequence[ChangementReservation]) -> list[date]:
    """Days that would hold two units that exclude each other, or one without what it implies."""
    jours = [c.jour for c in faits]
    du, au = min(jours), max(jours)
    enfants = {c.personne_id for c in faits}
    tenues = set(detenues.vivantes(s, enfants, du, au))
    apres = set(tenues)
    for c in faits:
        (apres.add if retour(c)[0] in VIVANTS else apres.discard)((c.personne_id, c.jour, c.unite_id))
    liens = Liens(catalogue.des_enfants(s, enfants, du, au))
    unites = catalogue.unites(s, {c.unite_id for c in faits})
    perdus = []
    for c in faits:
        lies = liens.de(unites[c.unite_id], c.jour)
        tient = {u.unite_id: (c.personne_id, c.jour, u.unite_id) in apres for u in _toutes(lies)}
        if (c.personne_id, c.jour, c.unite_id) in apres:
            seule = any(tient[u.unite_id] for u in lies.exclues) or not all(tient[u.unite_id] for u in lies.impliquees)
        else:
            seule = any(tient[u.unite_id] for u in lies.dependantes)
        if seule:
            perdus.append(c.jour)
    return perdus


def _toutes(lies: Lies) -> tuple[UniteOfferte, ...]:
    return (*lies.exclues, *lies.impliquees, *lies.dependantes)


def _fermes(lues: Mapping[Cle, Jauge], revenues: Sequence[ChangementReservation]) -> list[date]:
    """Closed days: who waits would wait for nothing."""
    return [c.jour for c in revenues if (p := lues.get((c.groupe_id, c.unite_id, c.jour))) is None or p.fermee]


def _offres_passees(s: Lecteur, revenues: Sequence[ChangementReservation]) -> list[date]:
    """Days that waited and had been offered a place, given up with the rest, and offered to the next one."""
    sql = (
        "SELECT r.jour FROM reservation r JOIN tache t ON t.reservation_id = r.id AND t.etat = 'annulee' "  # noqa: S608
        f"AND t.faite_le = r.annulee_le WHERE r.id IN ({en_liste(c.reservation_id for c in revenues)}) "
        "AND EXISTS (SELECT 1 FROM reservation x JOIN tache o ON o.reservation_id = x.id AND o.etat = 'a_faire' "
        "WHERE x.groupe_id = r.groupe_id AND x.unite_id = r.unite_id AND x.jour = r.jour)"
    )
    return [jour for (jour,) in s.lignes(sql)] if revenues else []


def _places(s: Lecteur, faits: Sequence[ChangementReservation]) -> dict[Cle, Jauge]:
    jours = [c.jour for c in faits]
    return places.places(s, {c.groupe_id for c in faits}, {c.unite_id for c in faits}, min(jours), max(jours))


def _sans_place(s: Lecteur, lues: Mapping[Cle, Jauge], faits: Sequence[ChangementReservation]) -> list[date]:
    """Days whose place was offered or taken since: those who wait were promised it."""
    prennent = [c for c in faits if retour(c)[0] in OCCUPANTS and c.apres not in OCCUPANTS]
    if not prennent:
        return []
    restes = Restes(s, lues)
    naissances = {
        id_: connue(jour, partielle)
        for id_, jour, partielle in s.lignes(
            "SELECT id, naissance, naissance_partielle FROM personne "  # noqa: S608 - integers
            f"WHERE id IN ({en_liste({c.personne_id for c in faits})})"
        )
    }

    def place(c: ChangementReservation) -> tuple[Cle, Age | None]:
        return (c.groupe_id, c.unite_id, c.jour), age_connu(naissances[c.personne_id], c.jour)

    for c in faits:
        if c.apres in OCCUPANTS and retour(c)[0] not in OCCUPANTS:
            # A place that went from a child to another in that act comes back from it.
            restes.prendre(*place(c), -1)
    derogees = _derogees(s, prennent)
    perdus = []
    for c in prennent:
        cle, age = place(c)
        if c.reservation_id not in derogees and 0 in (restes.total(cle, age), restes.quota(cle, age)):
            perdus.append(c.jour)
        restes.prendre(cle, age)
    return perdus


def _derogees(s: Lecteur, faits: Sequence[ChangementReservation]) -> set[int]:
    """Those that had their place by a dérogation, beyond the capacity or not: it holds, unless somebody was called."""
    sql = (
        "SELECT r.id FROM reservation r WHERE r.derogation_agent <> '' "  # noqa: S608 - integers
        f"AND r.id IN ({en_liste(c.reservation_id for c in faits)}) "
        "AND NOT EXISTS (SELECT 1 FROM reservation x JOIN tache o ON o.reservation_id = x.id AND o.etat = 'a_faire' "
        "WHERE x.groupe_id = r.groupe_id AND x.unite_id = r.unite_id AND x.jour = r.jour)"
    )
    return {id_ for (id_,) in s.lignes(sql)}
