"""Decision tables: what becomes of a demand to book or to cancel, each refusal and surcharge explained (rule 2).

The order is that of the explanations a parent understands: what cannot be at all (closed, not registered, age),
what does not go together, then lateness, then places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.formats.jours import instant_court, jour_court
from guichet.formats.mots import ordinal
from guichet.regles.offre.ouvertures import REGLE as OUVERTURE
from guichet.regles.reservations.etats import (
    LIBELLES_RESERVATION,
    EtatInscription,
    EtatReservation,
    GesteReservation,
    Issue,
    gestes_possibles,
)
from guichet.regles.reservations.faits import FaitsAnnulation, FaitsReservation, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guichet.regles.offre.delais import Limite

_INSCRIPTION: dict[EtatInscription | None, str] = {
    None: "L’enfant n’est pas inscrit à cette activité ce jour-là : inscrivez-le d’abord.",
    EtatInscription.DEMANDEE: "L’inscription est demandée mais pas encore acceptée.",
    EtatInscription.EN_ATTENTE: "L’inscription est sur liste d’attente.",
    EtatInscription.TERMINEE: "L’inscription est terminée à cette date.",
    EtatInscription.REFUSEE: "L’inscription a été refusée.",
}
_PIECES = "pièces"
_A_CONFIRMER = " La commune de ce foyer est à confirmer : d’ici là, les habitants passent devant."


def verdict_reservation(faits: FaitsReservation) -> Verdict:
    """What becomes of a demand to book."""
    if faits.deja is not None:
        return _deja(faits)
    if (refus := next(_impossible(faits), None)) is not None:
        return refus
    en_retard = faits.en_retard
    passe = faits.jour < faits.maintenant.date()
    deroge = bool(faits.derogation)
    if not deroge and (refus := _hors_du_temps(faits, en_retard=en_retard, passe=passe)) is not None:
        return refus
    if en_retard and faits.regles.hors_delai == "refuse":
        return _refuse(f"{_depuis(faits.limite)} la ville n’accepte aucune demande hors délai.", _regle(faits))
    majoree = en_retard and not deroge and bool(faits.regles.majoration)
    if not deroge and (attente := _attend(faits, en_retard=en_retard, majoree=majoree)) is not None:
        return attente
    motif, regle = _explique(faits, en_retard=en_retard, deroge=deroge)
    return Verdict(
        Issue.MAJOREE if majoree else Issue.RESERVEE,
        motif,
        regle,
        majoree=majoree,
        deroge=deroge and (en_retard or passe or faits.fermees is not None or _complet(faits) or _incomplete(faits)),
    )


def verdict_annulation(faits: FaitsAnnulation) -> Verdict:  # noqa: PLR0911 - one return per row of the table
    """What becomes of a demand to cancel."""
    if faits.etat is None:
        return Verdict(Issue.INCHANGEE, "Rien n’est réservé.", "réservation")
    libelle = LIBELLES_RESERVATION[faits.etat]
    if GesteReservation.ANNULER not in gestes_possibles(faits.etat):
        return _refuse(f"Une réservation {libelle} ne peut plus être annulée.", "état de la réservation")
    if faits.dependantes:
        return _refuse(f"Annulez d’abord ce qui en dépend : {', '.join(faits.dependantes)}.", "unités jointes")
    if faits.etat is not EtatReservation.RESERVEE:
        return Verdict(Issue.ANNULEE, f"Demande {libelle} retirée, rien n’est facturé.", "réservation")
    if faits.jour < faits.maintenant.date():
        return _refuse(f"Le {jour_court(faits.jour)} est passé : déclarez une absence.", "absence")
    regle = _regle(faits)
    if faits.limite is None:
        return Verdict(Issue.ANNULEE, "Sans délai d’annulation, rien n’est facturé.", regle)
    if not faits.limite.passee(faits.maintenant):
        return Verdict(Issue.ANNULEE, f"Annulation possible {faits.limite.phrase}, rien n’est facturé.", regle)
    return _annulation_tardive(faits, regle)


def _annulation_tardive(faits: FaitsAnnulation, regle: str) -> Verdict:
    depuis, choix = _depuis(faits.limite), faits.regles.annulation_hors_delai
    if choix == "refuse":
        return _refuse(f"{depuis} l’annulation n’est plus possible, déclarez une absence.", regle)
    if faits.derogation:
        motif = f"{depuis} non facturée par dérogation ({faits.derogation})."
        return Verdict(Issue.ANNULEE, motif, regle, deroge=True)
    if choix == "derogation":
        return _refuse(f"{depuis} Indiquez le motif d’une dérogation.", regle)
    return Verdict(Issue.ANNULEE, f"{depuis} la réservation reste facturée.", regle, facturee=True)


def _impossible(faits: FaitsReservation) -> Iterator[Verdict]:
    """What no deadline, place or dérogation changes, the first to tell first."""
    jour = jour_court(faits.jour)
    if faits.fermeture:
        yield _refuse(f"Fermé le {jour} : {faits.fermeture}.", "calendrier")
    if not faits.ouverte:
        # « 2 déc. » ends the sentence with its own full stop.
        yield _refuse(f"Cette activité n’a pas lieu le {jour.rstrip('.')}.", "calendrier")
    if faits.inscription is not EtatInscription.ACTIVE:
        yield _refuse(_INSCRIPTION[faits.inscription], "inscription")
    if not faits.age_ok:
        suite = f" : le groupe est ouvert {faits.ages}" if faits.ages else ""
        yield _refuse(f"L’enfant n’a pas l’âge du groupe ce jour-là{suite}.", "âge")
    if faits.incompatibles:
        yield _refuse(f"Ne va pas avec ce qui est réservé : {', '.join(faits.incompatibles)}.", "incompatibilité")
    if faits.manquantes:
        yield _refuse(f"Réservez aussi : {', '.join(faits.manquantes)}.", "unités jointes")
    if faits.pieces_manquantes and faits.regles.piece_manquante == "bloque":
        yield _refuse(f"Pièces manquantes : {', '.join(faits.pieces_manquantes)}.", _PIECES)


def _hors_du_temps(faits: FaitsReservation, *, en_retard: bool, passe: bool) -> Verdict | None:
    """A refusal because it is too soon or too late, without a dérogation."""
    if not passe and (fenetre := faits.fermees) is not None:
        confirmer = " La commune de ce foyer est à confirmer." if faits.a_confirmer and not faits.resident else ""
        return _refuse(f"{fenetre.dite(faits.maintenant)}{confirmer}", _citee(OUVERTURE, faits))
    return _refus_hors_delai(faits, passe=passe) if en_retard or passe else None


def _refus_hors_delai(faits: FaitsReservation, *, passe: bool) -> Verdict | None:
    """A refusal for lateness without a dérogation; None where the town accepts."""
    if passe:
        motif = f"Le {jour_court(faits.jour)} est passé. Une dérogation motivée est nécessaire."
        return _refuse(motif, "jour passé")
    if faits.regles.hors_delai == "accepte":
        return None
    if faits.regles.hors_delai == "refuse":
        suite = "la ville n’accepte aucune demande hors délai."
    else:
        suite = "une dérogation motivée est nécessaire."
    return _refuse(f"{_depuis(faits.limite)} {suite}", _regle(faits))


def plein(places: int | None, quota: int | None) -> bool:
    """Whether no place is left, of the group or of the age band; None is unlimited."""
    return _epuise(places) or _epuise(quota)


def _complet(faits: FaitsReservation) -> bool:
    return plein(faits.places, faits.quota)


def _epuise(places: int | None) -> bool:
    return places is not None and places <= 0


def _attend(faits: FaitsReservation, *, en_retard: bool, majoree: bool) -> Verdict | None:
    """A demand that gets no place now: refused, incomplete, or ranked on the waiting list; None where it gets one."""
    tard = _tard(faits, en_retard=en_retard, majoree=majoree)
    if _complet(faits) and faits.regles.complet == "refuse":
        return _refuse(f"{_plein(faits)} le {jour_court(faits.jour).rstrip('.')}.", "capacité")
    if _incomplete(faits):
        return Verdict(Issue.ATTENTE, f"{_sans_rang(faits)}{tard}", _PIECES, majoree=majoree, incomplete=True)
    if _complet(faits):
        confirmer = _A_CONFIRMER if faits.habitants_d_abord and faits.a_confirmer else ""
        motif = f"{_plein(faits)} : {ordinal(faits.rang)} sur la liste d’attente.{confirmer}{tard}"
        return Verdict(Issue.ATTENTE, motif, "capacité", majoree=majoree, rang=faits.rang)
    return None


def _plein(faits: FaitsReservation) -> str:
    return "Plus de place" if _epuise(faits.places) else "Plus de place pour cet âge"


def _tard(faits: FaitsReservation, *, en_retard: bool, majoree: bool) -> str:
    """What lateness will cost a demand that waits, to follow its sentence."""
    if not en_retard:
        return ""
    return f" {_depuis(faits.limite)} {faits.regles.majoration if majoree else 'sans majoration'}."


def _incomplete(faits: FaitsReservation) -> bool:
    """Whether the town gives neither place nor rank before the last document (source 1.9)."""
    return bool(faits.pieces_manquantes) and faits.regles.rang_a_la_completude


def _sans_rang(faits: FaitsReservation) -> str:
    return f"Demande incomplète, sans place ni rang tant qu’il manque : {', '.join(faits.pieces_manquantes)}."


def _deja(faits: FaitsReservation) -> Verdict:
    if faits.deja is EtatReservation.DEMANDEE and faits.pieces_manquantes:
        return Verdict(Issue.INCHANGEE, _sans_rang(faits), _PIECES)
    assert faits.deja is not None  # noqa: S101 - asked by the caller
    return Verdict(Issue.INCHANGEE, f"Déjà {LIBELLES_RESERVATION[faits.deja]}.", "réservation")


def _explique(  # noqa: PLR0911 - one return per row of the table
    faits: FaitsReservation, *, en_retard: bool, deroge: bool
) -> tuple[str, str]:
    """Why it is booked, and by which rule."""
    pieces = f" Pièces manquantes : {', '.join(faits.pieces_manquantes)}." if faits.pieces_manquantes else ""
    if _complet(faits):
        return f"Au-delà de la capacité, par dérogation ({faits.derogation}).{pieces}", "capacité"
    if _incomplete(faits) and deroge and not en_retard:
        return f"Dossier incomplet, par dérogation ({faits.derogation}).{pieces}", _PIECES
    if deroge and faits.fermees is not None:
        fenetre = faits.fermees.dite(faits.maintenant)
        return f"{fenetre} Acceptée par dérogation ({faits.derogation}).{pieces}", _citee(OUVERTURE, faits)
    if en_retard and deroge:
        return f"{_depuis(faits.limite)} acceptée par dérogation ({faits.derogation}).{pieces}", _regle(faits)
    if en_retard:
        return f"{_depuis(faits.limite)} {faits.regles.majoration or 'sans majoration'}.{pieces}", _regle(faits)
    if faits.jour < faits.maintenant.date():
        return f"Jour passé, acceptée par dérogation ({faits.derogation}).{pieces}", "jour passé"
    if faits.dans_fenetre:
        return f"Réservations de rentrée jusqu’au {faits.regles.rentree_jusqu_au}.{pieces}", "réservations de rentrée"
    if faits.levee is not None:
        return f"Délai levé : {faits.levee.phrase.rstrip('.')}.{pieces}", _citee(faits.levee.regle, faits)
    if faits.limite is None:
        return f"Sans délai.{pieces}", _regle(faits)
    return f"Dans les délais : {faits.limite.phrase}.{pieces}", _regle(faits)


def _depuis(limite: Limite | None) -> str:
    return f"Hors délai depuis le {instant_court(limite.instant)} :" if limite else ""


def _regle(faits: FaitsReservation | FaitsAnnulation) -> str:
    return _citee(faits.limite.regle if faits.limite else "aucun délai", faits)


def _citee(regle: str, faits: FaitsReservation | FaitsAnnulation) -> str:
    return f"{regle} ({faits.article})" if faits.article else regle


def _refuse(motif: str, regle: str) -> Verdict:
    return Verdict(Issue.REFUSEE, motif, regle)
