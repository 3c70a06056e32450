"""A period joins the calendar: who is booked is told first, openings follow, nobody keeps a place there (rule 6)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.erreurs.activites import PeriodeInvalide
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.formats import cle_recherche, jour_court, nettoyer, pluriel
from guichet.registres.comptoir import actes
from guichet.registres.offre import catalogue
from guichet.registres.reservations import ecriture
from guichet.registres.reservations.suites import touchees
from guichet.registres.socle import journal
from guichet.registres.socle.sql import en_mots
from guichet.regles.offre.calendrier import NaturePeriode, Periode
from guichet.regles.reservations.changements import Cause, annulees
from guichet.regles.reservations.etats import EtatReservation, GesteReservation
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.socle.acte import Acte

_DUREE_MAX = 366
_LIBELLE_MAX = 80
_ABSENCES = en_mots((EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE))
_EN_CLASSE = f"SELECT g.id FROM groupe g WHERE {catalogue.TEMPS_SCOLAIRE}"  # noqa: S608

Portee = tuple[str, dict[str, Any]]
"""Condition on the rows of a day and a group, with its parameters."""


def lire_site(texte: str, connus: Collection[str]) -> str:
    """The site of the town meant by « moliere », "" for all.

    Raises:
        PeriodeInvalide: no such site; it would close nothing, without a word.
    """
    voulu = cle_recherche(texte)
    site = next((c for c in connus if cle_recherche(c) == voulu), "")
    if voulu and not site:
        liste = ", ".join(connus) or "aucun"
        raise PeriodeInvalide(f"Le site « {texte} » est inconnu. Sites : {liste}.", champ="site")
    return site


def verifier(periode: Periode, connus: Collection[str]) -> Periode:
    """Itself, its name cleaned, its site as the town writes it.

    Args:
        periode: as typed.
        connus: the sites of the town.

    Raises:
        PeriodeInvalide: names what is wrong and the cure.
    """
    libelle = nettoyer(periode.libelle)
    if periode.au < periode.du:
        raise PeriodeInvalide("La période finit avant de commencer : échangez les deux dates.", champ="au")
    if (periode.au - periode.du).days > _DUREE_MAX:
        raise PeriodeInvalide("La période dure plus d’un an : vérifiez les années.", champ="au")
    if not libelle:
        raise PeriodeInvalide("La période n’a pas de nom : écrivez par exemple « grève ».", champ="libelle")
    if len(libelle) > _LIBELLE_MAX:
        msg = f"Ce nom dépasse {_LIBELLE_MAX} caractères : raccourcissez-le."
        raise PeriodeInvalide(msg, champ="libelle")
    site = lire_site(periode.site, connus)
    if periode.nature is NaturePeriode.VACANCES and (site or periode.activite_id is not None):
        champ = "site" if site else "activite"
        msg = "Des vacances valent pour toute la commune : laissez le site et l’activité vides, ou fermez des jours."
        raise PeriodeInvalide(msg, champ=champ)
    return replace(periode, libelle=libelle, site=site)


def touches(s: Lecteur, periode: Periode, *, fermees: bool = False) -> tuple[LigneTouchee, ...]:
    """Bookings and demands that fall on it; with `fermees`, those a closure has cancelled already."""
    return touchees.touches(
        s,
        periode.du,
        periode.au,
        site=periode.site,
        activite_id=periode.activite_id,
        vacances=periode.nature is NaturePeriode.VACANCES,
        fermees=fermees,
    )


def demander(lignes: Sequence[LigneTouchee], *, annuler: bool | None, vues: Collection[int] | None) -> None:
    """Refuse as long as nobody has said what becomes of them, or when one was booked since they were shown.

    Raises:
        ReservationsTouchees.
    """
    nouvelles = vues is not None and any(t.reservation_id not in vues for t in lignes)
    if lignes and (annuler is None or nouvelles):
        raise ReservationsTouchees(tuple(lignes))


def poser(
    s: Ecriture,
    acte: Acte,
    periode: Periode,
    *,
    annuler: bool | None,
    source: str,
    vues: Collection[int] | None = None,
) -> tuple[int, int]:
    """Write a period, close its days; returns its number and how many bookings were cancelled.

    Args:
        s: open transaction.
        acte: surroundings.
        periode: holidays close what belongs to school time; a bridge day or a closure closes all it concerns.
        annuler: what becomes of the bookings of those days; None: ask.
        source: « guichet » or the name of a file.
        vues: numbers of the bookings the agent was shown; None: whatever is there.

    Raises:
        PeriodeInvalide; ReservationsTouchees: `annuler` is None, or somebody booked meanwhile.
    """
    from models import PeriodeCalendrier

    periode = verifier(periode, catalogue.sites(s))
    lignes = touches(s, periode)
    demander(lignes, annuler=annuler, vues=vues)
    ligne = PeriodeCalendrier(
        nature=periode.nature.value,
        du=periode.du,
        au=periode.au,
        libelle=periode.libelle,
        site=periode.site,
        activite_id=periode.activite_id,
        source=source[:40],
    )
    s.add(ligne)
    s.flush()
    assert ligne.id is not None  # noqa: S101 - just flushed
    ici = portee(periode)
    parties = _annuler(s, acte, periode, ligne.id, lignes, ici) if annuler else 0
    _retirer_offres(s, acte, ici)
    _fermer(s, periode)
    return ligne.id, parties


def vider(s: Ecriture, acte: Acte, cellule: tuple[int, int, date], *, motif: str, annuler: bool | None) -> int:
    """Before one unit of one group closes for a day: ask what becomes of those booked; returns how many are cancelled.

    Raises:
        ReservationsTouchees: `annuler` is None, and somebody is booked.
    """
    groupe_id, unite_id, jour = cellule
    lignes = touchees.touches(s, jour, jour, groupe_id=groupe_id, unite_id=unite_id)
    demander(lignes, annuler=annuler, vues=None)
    ici: Portee = (
        "jour = :jour AND groupe_id = :groupe AND unite_id = :unite",
        {"jour": jour, "groupe": groupe_id, "unite": unite_id},
    )
    fermee = Periode(NaturePeriode.FERMETURE, jour, jour, motif)
    parties = _annuler(s, acte, fermee, 0, lignes, ici) if annuler else 0
    _retirer_offres(s, acte, ici)
    return parties


def _annuler(
    s: Ecriture, acte: Acte, periode: Periode, periode_id: int, lignes: Sequence[LigneTouchee], ici: Portee
) -> int:
    """Closed by the town: nobody pays for those days, an absence told for one of them no more than a booking.

    Returns how many bookings were cancelled.
    """
    ou, champs = ici
    absences = s.lignes(
        f"SELECT id FROM reservation WHERE facturee AND etat IN ({_ABSENCES}) AND {ou}",  # noqa: S608 - no value in it
        champs,
    )
    ordres = [
        ecriture.Ordre(reservation_id=t.reservation_id, geste=GesteReservation.ANNULER, facturee=False) for t in lignes
    ]
    ordres += [ecriture.Ordre(reservation_id=id_, geste=None, facturee=False) for (id_,) in absences]
    parties = {c.reservation_id for c in annulees(ecriture.changer(s, acte, ordres, Cause.FERMETURE))}
    _dire(s, acte, periode, periode_id, [t for t in lignes if t.reservation_id in parties])
    return len(parties)


def _dire(s: Ecriture, acte: Acte, periode: Periode, periode_id: int, lignes: Sequence[LigneTouchee]) -> None:
    """One line in the history of each household (codes only, rule 33), one on the slip of the visit under way."""
    foyers: dict[str, list[LigneTouchee]] = {}
    for t in lignes:
        foyers.setdefault(t.code, []).append(t)
    journal.inscrire_tous(
        s,
        le=acte.le,
        agent=acte.agent,
        poste=acte.poste,
        type_=TypeActe.RESERVATIONS_FERMER,
        actes=[
            (
                code,
                {
                    "periode": periode_id,
                    "du": min(t.jour for t in siennes).isoformat(),
                    "au": max(t.jour for t in siennes).isoformat(),
                    "annulees": len(siennes),
                    "lignes": _empreinte(siennes),
                },
            )
            for code, siennes in foyers.items()
        ],
    )
    recue = actes.famille_recue(s, acte)
    if recue is not None and (siennes := foyers.get(recue[1])):
        quand = " au ".join(dict.fromkeys(map(jour_court, (siennes[0].jour, siennes[-1].jour))))
        suite = pluriel(len(siennes), "réservation annulée", "réservations annulées")
        actes.noter(s, acte, recue[0], f"{periode.libelle}, {quand} : {suite}, sans frais")


def _empreinte(lignes: Sequence[LigneTouchee]) -> str:
    """Which bookings, without naming anybody."""
    return hashlib.sha256(",".join(str(t.reservation_id) for t in lignes).encode()).hexdigest()


def _retirer_offres(s: Ecriture, acte: Acte, ici: Portee) -> None:
    """A place on a closed day is nobody's: the families it was offered to are no longer to be called."""
    ou, champs = ici
    s.ordre(
        "UPDATE tache SET etat = 'annulee', faite_le = :le, faite_par = :agent WHERE etat = 'a_faire' "  # noqa: S608
        f"AND EXISTS (SELECT 1 FROM reservation r WHERE r.id = tache.reservation_id AND {ou})",
        champs | {"le": acte.le, "agent": acte.agent},
    )


def _fermer(s: Ecriture, periode: Periode) -> None:
    ou, champs = portee(periode)
    s.ordre(
        f"UPDATE ouverture SET fermee = :oui, motif = :motif WHERE NOT fermee AND {ou}",  # noqa: S608 - no value in it
        {"oui": True, "motif": periode.libelle, **champs},
    )


def portee(periode: Periode) -> Portee:
    """Condition on a day and a group that says what a period closes, with its parameters."""
    champs: dict[str, date | str | int] = {"du": periode.du, "au": periode.au}
    conditions = ["1 = 1"]
    if periode.site:
        conditions.append("site = :site")
        champs["site"] = periode.site
    if periode.activite_id is not None:
        conditions.append("activite_id = :activite")
        champs["activite"] = periode.activite_id
    groupes = f"SELECT id FROM groupe WHERE {' AND '.join(conditions)}"  # noqa: S608 - no value in it
    if periode.nature is NaturePeriode.VACANCES:
        groupes = _EN_CLASSE
    return f"jour >= :du AND jour <= :au AND groupe_id IN ({groupes})", champs
