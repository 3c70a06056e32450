"""Taking back what was just written: nothing that rests on it may have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from guichet.erreurs.reservations import DefaireImpossible
from guichet.formats import enumerer, jour_court
from guichet.formats.naissances import connue
from guichet.registres.reservations import detenues, ecriture, places
from guichet.registres.reservations.jugement.restes import Restes
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.etats import OCCUPANTS, VIVANTS
from guichet.regles.reservations.retours import retour

if TYPE_CHECKING:
    from datetime import date

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import ChangementReservation

_MONTRES = 3


def defaire(s: Ecriture, acte: Acte, faits: Sequence[ChangementReservation]) -> tuple[ChangementReservation, ...]:
    """Give each booking back as it was.

    Raises:
        DefaireImpossible: one changed since, its right ended, or its place went; nothing is written.
    """
    revenues = [c for c in faits if retour(c)[0] in VIVANTS and c.apres not in VIVANTS]
    _refuser("changé depuis", _changes(s, faits))
    _refuser("été réservés de nouveau depuis", _repris(s, revenues))
    _refuser("perdu leur inscription depuis", _sans_droit(s, revenues))
    _refuser("été proposés à une autre famille, ou complets", _sans_place(s, revenues))
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
    lues = ecriture.etats(s, [c.reservation_id for c in faits])
    return [c.jour for c in faits if lues.get(c.reservation_id) != (c.apres, c.facturee)]


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


def _sans_place(s: Lecteur, revenues: Sequence[ChangementReservation]) -> list[date]:
    """Days whose place was offered or taken since: those who wait were promised it."""
    prennent = [c for c in revenues if retour(c)[0] in OCCUPANTS]
    if not prennent:
        return []
    jours = [c.jour for c in prennent]
    lues = places.places(s, {c.groupe_id for c in prennent}, {c.unite_id for c in prennent}, min(jours), max(jours))
    restes = Restes(s, lues)
    naissances = {
        id_: connue(jour, partielle)
        for id_, jour, partielle in s.lignes(
            "SELECT id, naissance, naissance_partielle FROM personne "  # noqa: S608 - integers
            f"WHERE id IN ({en_liste({c.personne_id for c in prennent})})"
        )
    }
    perdus = []
    for c in prennent:
        cle = (c.groupe_id, c.unite_id, c.jour)
        age = age_connu(naissances[c.personne_id], c.jour)
        libres = [n for n in (restes.total(cle, age), restes.quota(cle, age)) if n is not None]
        if cle not in lues or 0 in libres:
            perdus.append(c.jour)
        restes.prendre(cle, age)
    return perdus
