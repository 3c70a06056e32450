"""Two files made one: the rights and the days both have for one child, by one rule (regles.reservations.fusions)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.erreurs.familles import FusionImpossible
from guichet.formats import jour_court, pluriel
from guichet.registres.reservations import attente, ecriture, places
from guichet.registres.reservations.suites import places_rendues
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations.changements import Cause, ChangementReservation, Cle, cellules_rendues
from guichet.regles.reservations.etats import OCCUPANTS, VIVANTS, EtatInscription, EtatReservation, GesteReservation
from guichet.regles.reservations.fusions import Droit, DroitsReunis, Jour, JoursReunis, reunir_droits, reunir_jours

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

TABLES = frozenset({"reservation"})
"""Tables whose rows are moved here, by their one writer."""

_CLOSES = en_mots([EtatInscription.TERMINEE, EtatInscription.REFUSEE])
_VIVANTES = en_mots(VIVANTS)
_MONTREES = 3


class _Droit(NamedTuple):
    id: int
    activite_id: int
    groupe_id: int
    du: date
    au: date
    etat: str
    demandee_le: datetime
    complete_le: datetime | None
    activite: str
    groupe: str


class _Jour(NamedTuple):
    id: int
    inscription_id: int
    unite_id: int
    jour: date
    etat: str
    demandee_le: datetime
    unite: str


class _Cellule(NamedTuple):
    id: int
    groupe_id: int
    unite_id: int
    jour: date
    etat: str


@dataclass(frozen=True, slots=True)
class _Enfant:
    """One child known twice: what is decided."""

    prenom: str
    lus: dict[int, _Droit]
    jours: dict[int, _Jour]
    droits: DroitsReunis
    reunis: JoursReunis


def dire(s: Lecteur, acte: Acte, siens: Mapping[int, int]) -> tuple[str, ...]:
    """What is decided of rights and days, in words: child absorbed → the one kept."""
    phrases = []
    for e in _enfants(s, acte, siens):
        for fini, tenu in e.droits.joints.items():
            a = e.lus[fini]
            phrases.append(f"{e.prenom}, {a.activite} : deux inscriptions dans {e.lus[tenu].groupe}, réunies en une.")
        for fini in e.droits.finis:
            a = e.lus[fini]
            suite = ", ses jours à venir sont annulés" if e.reunis.perdues else ""
            phrases.append(
                f"{e.prenom}, {a.activite} : l’inscription dans {a.groupe}, demandée après l’autre, prend fin{suite}."
            )
        if e.reunis.doubles:
            jours = [e.jours[id_] for id_ in e.reunis.doubles]
            dits = ", ".join(f"{j.unite.lower()} du {jour_court(j.jour)}" for j in jours[:_MONTREES])
            encore = len(jours) - _MONTREES
            reste = f" et {pluriel(encore, 'autre')}" if encore > 0 else ""
            # Two half-days and a meal are three bookings of one day: called days, they would be counted thrice.
            mots = pluriel(len(jours), "réservation faite deux fois", "réservations faites deux fois")
            phrases.append(f"{e.prenom}, {mots} ({dits}{reste}) : une seule compte, la première demande est gardée.")
        if e.reunis.perdues:
            mots = pluriel(len(e.reunis.perdues), "jour annulé", "jours annulés")
            phrases.append(f"{e.prenom} : {mots} avec l’inscription qui prend fin, sans frais.")
    return tuple(phrases)


def reunir(
    s: Ecriture, acte: Acte, siens: Mapping[int, int]
) -> tuple[set[Cle], frozenset[tuple[str, tuple[int, ...]]]]:
    """Settle what both files have, before the rows are moved.

    Returns:
        the cells where a place was given back, and the days kept for two: given up since, they are for both files.
    """
    faits: list[ChangementReservation] = []
    tenus: set[tuple[str, tuple[int, ...]]] = set()
    for e in _enfants(s, acte, siens):
        partis = sorted(e.reunis.doubles.keys() | set(e.reunis.perdues))
        ordres = [ecriture.Ordre(reservation_id=id_, geste=GesteReservation.REUNIR, facturee=False) for id_ in partis]
        faits += ecriture.changer(s, acte, ordres, Cause.FUSION)
        tenus |= {("reservation", (tenu,)) for tenu in e.reunis.doubles.values()}
        for fini in (*e.droits.joints, *e.droits.finis):
            s.ordre(
                "UPDATE inscription SET etat = :etat, version = version + 1 WHERE id = :id",
                {"etat": EtatInscription.TERMINEE.value, "id": fini},
            )
        for tenu in e.droits.tenus:
            s.ordre(
                "UPDATE inscription SET du = :du, au = :au, etat = :etat, complete_le = :complete_le, "
                "version = version + 1 WHERE id = :id",
                {
                    "du": tenu.du,
                    "au": tenu.au,
                    "etat": tenu.etat.value,
                    "complete_le": tenu.complete_le,
                    "id": tenu.id,
                },
            )
        for fini, tenu_id in e.droits.joints.items():
            ecriture.reunir(s, colonne="inscription_id", de=fini, vers=tenu_id)
    return cellules_rendues(faits), frozenset(tenus)


def deplacer(s: Ecriture, familles: Sequence[int], siens: Mapping[int, int]) -> None:
    """Bookings follow their child and their household: the one kept, then the one absorbed if there is one."""
    for fondu, garde in siens.items():
        ecriture.reunir(s, colonne="personne_id", de=fondu, vers=garde)
    for fondu in familles[1:]:
        ecriture.reunir(s, colonne="famille_id", de=fondu, vers=familles[0])


def suivre(s: Ecriture, acte: Acte, rendues: Collection[Cle]) -> None:
    """Offer the places given back, once everything is in its place."""
    places_rendues.suivre(s, acte, rendues)


def rendre(s: Ecriture, acte: Acte, lues: Mapping[int, Mapping[str, Any]]) -> None:
    """Give the days back as they were before the merge.

    Raises:
        FusionImpossible: a place it had given back was taken meanwhile.
    """
    if not lues:
        return
    ici = s.lire(
        _Cellule,
        f"SELECT id, groupe_id, unite_id, jour, etat FROM reservation WHERE id IN ({en_liste(lues)}) "  # noqa: S608
        "AND derogation_agent = ''",
    )
    reprises = [
        (c.groupe_id, c.unite_id, c.jour)
        for c in ici
        if EtatReservation(c.etat) not in OCCUPANTS
        and EtatReservation(str(lues[c.id].get("etat", c.etat))) in OCCUPANTS
    ]
    for (groupe, unite, jour), nombre in Counter(reprises).items():
        etat = places.places(s, [groupe], [unite], jour, jour).get((groupe, unite, jour))
        if etat is not None and etat.restantes is not None and etat.restantes < nombre:
            raise FusionImpossible(
                f"La place rendue le {jour_court(jour)} a été prise depuis : cette réunion ne se défait plus. "
                "Corrigez le dossier à la main."
            )
    ecriture.rendre(s, lues)
    for groupe, unite, jour in dict.fromkeys(reprises):
        # Offered again to as many as there are places left for, once nobody counts on the one taken back.
        offertes = s.lignes(
            "SELECT r.id FROM tache t JOIN reservation r ON r.id = t.reservation_id WHERE t.etat = 'a_faire' "
            "AND r.groupe_id = :g AND r.unite_id = :u AND r.jour = :j",
            {"g": groupe, "u": unite, "j": jour},
        )
        attente.retirer_offres(s, acte, [id_ for (id_,) in offertes])
        attente.offrir(s, acte, groupe, unite, jour)


def _enfants(s: Lecteur, acte: Acte, siens: Mapping[int, int]) -> list[_Enfant]:
    return [e for fondu, garde in siens.items() if (e := _enfant(s, acte, garde, fondu)) is not None]


def _enfant(s: Lecteur, acte: Acte, garde: int, fondu: int) -> _Enfant | None:
    """Somebody who has days or rights in both files; None where there is nothing to decide."""
    deux = en_liste([garde, fondu])
    lus = s.lire(
        _Droit,
        "SELECT i.id, i.activite_id, i.groupe_id, i.du, i.au, i.etat, i.demandee_le, i.complete_le, "  # noqa: S608
        "a.nom AS activite, g.nom AS groupe FROM inscription i JOIN activite a ON a.id = i.activite_id "
        f"JOIN groupe g ON g.id = i.groupe_id WHERE i.personne_id IN ({deux}) AND i.etat NOT IN ({_CLOSES})",
    )
    jours = s.lire(
        _Jour,
        "SELECT r.id, r.inscription_id, r.unite_id, r.jour, r.etat, r.demandee_le, u.nom AS unite "  # noqa: S608
        f"FROM reservation r JOIN unite u ON u.id = r.unite_id WHERE r.personne_id IN ({deux}) "
        f"AND r.etat IN ({_VIVANTES}) ORDER BY r.jour, r.unite_id",
    )
    droits = reunir_droits(
        Droit(d.id, d.activite_id, d.groupe_id, d.du, d.au, EtatInscription(d.etat), d.demandee_le, d.complete_le)
        for d in lus
    )
    reunis = reunir_jours(
        [Jour(j.id, j.inscription_id, j.unite_id, j.jour, EtatReservation(j.etat), j.demandee_le) for j in jours],
        droits,
        acte.jour,
    )
    if not (droits.joints or droits.finis or reunis.doubles):
        return None
    ((prenom,),) = s.lignes("SELECT prenom FROM personne WHERE id = :id", {"id": garde})
    return _Enfant(prenom, {d.id: d for d in lus}, {j.id: j for j in jours}, droits, reunis)
