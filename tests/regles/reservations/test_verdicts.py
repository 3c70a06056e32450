"""The parent is told before anything is written: every demand gets its issue, its reason and its rule, by table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from guichet.formats import PARIS
from guichet.regles.offre.delais import limite
from guichet.regles.offre.fenetres import fenetre_arrivee, fenetre_du_jour
from guichet.regles.offre.ouvertures import fenetres
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, Issue
from guichet.regles.reservations.faits import FaitsAnnulation, FaitsReservation
from guichet.regles.reservations.verdicts import verdict_annulation, verdict_reservation
from tests.regles.annee_scolaire import CALENDRIER

LUNDI_16 = date(2026, 11, 16)
SESSION = date(2026, 10, 19)
E = EtatReservation
I = Issue

GUICHET_UNIQUE = ReglesActivite(
    reservation=("J-15",), majoration_texte="majoration éventuelle", rentree_jusqu_au="30/09"
)
VACANCES = ReglesActivite(reservation=("S-4 session",), majoration_pourcent=50, rentree_jusqu_au="30/09")
VACANCES_OUVERTES = ReglesActivite(
    reservation=("S-4 session",), majoration_pourcent=50, rentree_jusqu_au="30/09", rentree_couvre_vacances=True
)
CANTINE = ReglesActivite(
    reservation=("vendredi 09:00 pour lundi, mardi", "mardi 09:00 pour jeudi, vendredi"),
    annulation=("vendredi 09:00 pour lundi, mardi", "mardi 09:00 pour jeudi, vendredi"),
    majoration_pourcent=50,
)
MINUIT = ReglesActivite(reservation=("J-8 00:00",), hors_delai="refuse", annulation_hors_delai="refuse")
H48 = ReglesActivite(reservation=("H-48",), annulation=("H-48",), majoration_centimes=100)
DEROGATION = ReglesActivite(reservation=("J-15",), hors_delai="derogation", annulation_hors_delai="derogation")
SANS_MONTANT = ReglesActivite(reservation=("J-15",))


def le(mois: int, jour: int, heure: int = 10, minute: int = 0, seconde: int = 0, annee: int = 2026) -> datetime:
    return datetime(annee, mois, jour, heure, minute, seconde, tzinfo=PARIS)


def faits(regles: ReglesActivite, maintenant: datetime, jour: date, **autres) -> FaitsReservation:
    vacances = CALENDRIER.vacances_du(jour) is not None
    return FaitsReservation(
        maintenant=maintenant,
        jour=jour,
        regles=regles,
        limite=limite(regles.reservation, jour, calendrier=CALENDRIER, session_du=SESSION, report=regles.report),
        inscription=autres.pop("inscription", EtatInscription.ACTIVE),
        fenetre=fenetre_du_jour(
            regles.rentree_jusqu_au, jour, vacances=vacances, couvre_vacances=regles.rentree_couvre_vacances
        ),
        **autres,
    )


@pytest.mark.parametrize(
    ("regles", "maintenant", "jour", "issue", "motif", "regle"),
    [
        # Back-to-school window: 30 September 23:59 in, 1 October 00:00 out
        (GUICHET_UNIQUE, le(9, 30, 23, 59), date(2026, 10, 1), I.RESERVEE, "30/09", "réservations de rentrée"),
        (GUICHET_UNIQUE, le(10, 1, 0, 0), date(2026, 10, 5), I.MAJOREE, "dim. 20 sept. 23:59", "J-15"),
        # D−15 of Monday 16 November is Sunday 1 November
        (GUICHET_UNIQUE, le(11, 1, 23, 59, 59), LUNDI_16, I.RESERVEE, "avant le dim. 1er nov. 23:59", "J-15"),
        (GUICHET_UNIQUE, le(11, 2, 0, 0), LUNDI_16, I.MAJOREE, "majoration éventuelle", "J-15"),
        # Late is accepted and flagged even when no surcharge is set
        (SANS_MONTANT, le(11, 2), LUNDI_16, I.RESERVEE, "Hors délai depuis le dim. 1er nov. 23:59", "J-15"),
        # Four weeks before the session of Monday 19 October: 21 September, for each of its days
        (VACANCES, le(9, 21, 23, 59), SESSION, I.RESERVEE, "avant le lun. 21 sept. 23:59", "S-4 session"),
        (VACANCES, le(9, 22, 8), SESSION, I.MAJOREE, "majoration de 50", "S-4 session"),
        (VACANCES, le(9, 22, 8), date(2026, 10, 23), I.MAJOREE, "lun. 21 sept. 23:59", "S-4 session"),
        # Whether the window covers holiday sessions is a setting
        (VACANCES_OUVERTES, le(9, 22, 8), SESSION, I.RESERVEE, "rentrée", "réservations de rentrée"),
        (VACANCES_OUVERTES, le(10, 1, 0), SESSION, I.MAJOREE, "21 sept.", "S-4 session"),
        # Canteen: Friday 9:00 for Monday and Tuesday, Tuesday 9:00 for Thursday and Friday, late +50 %
        (CANTINE, le(11, 13, 9), LUNDI_16, I.RESERVEE, "ven. 13 nov. 09:00", "vendredi 09:00 pour lundi, mardi"),
        (CANTINE, le(11, 13, 9, 0, 1), LUNDI_16, I.MAJOREE, "50", "vendredi 09:00 pour lundi, mardi"),
        (CANTINE, le(11, 13, 9, 0, 1), date(2026, 11, 17), I.MAJOREE, "50", "vendredi 09:00 pour lundi, mardi"),
        (CANTINE, le(11, 17, 9), date(2026, 11, 20), I.RESERVEE, "09:00", "mardi 09:00 pour jeudi, vendredi"),
        (CANTINE, le(11, 17, 9, 1), date(2026, 11, 19), I.MAJOREE, "09:00", "mardi 09:00 pour jeudi, vendredi"),
        # 8 days before at midnight, refused after
        (MINUIT, le(11, 8, 0, 0), LUNDI_16, I.RESERVEE, "dim. 8 nov. 00:00", "J-8 00:00"),
        (MINUIT, le(11, 8, 0, 0, 1), LUNDI_16, I.REFUSEE, "n’accepte aucune demande hors délai", "J-8 00:00"),
        # 48 h with +1.00
        (H48, le(11, 14, 8), LUNDI_16, I.RESERVEE, "sam. 14 nov. 08:00", "H-48"),
        (H48, le(11, 14, 8, 1), LUNDI_16, I.MAJOREE, "majoration de 1,00", "H-48"),
        # By dérogation only
        (DEROGATION, le(11, 2), LUNDI_16, I.REFUSEE, "dérogation motivée", "J-15"),
        (ReglesActivite(), le(11, 16, 7), LUNDI_16, I.RESERVEE, "Sans délai", "aucun délai"),
        # A day gone by needs a dérogation, whatever the deadlines
        (ReglesActivite(), le(11, 17), LUNDI_16, I.REFUSEE, "est passé", "jour passé"),
    ],
)
def test_late_or_in_time(regles, maintenant, jour, issue, motif, regle):
    verdict = verdict_reservation(faits(regles, maintenant, jour))
    assert (verdict.issue, verdict.regle) == (issue, regle)
    assert motif in verdict.motif
    assert verdict.majoree is (issue is I.MAJOREE)


ARRIVEE = replace(DEROGATION, arrivee_jours=15)


@pytest.mark.parametrize(
    ("regles", "arrivee", "maintenant", "issue", "motif", "regle"),
    [
        # Registered on Tuesday 3 November, after J-15 of the 16th: fifteen days, the last one included
        (ARRIVEE, date(2026, 11, 3), le(11, 3), I.RESERVEE, "Délai levé : arrivée le mar. 3 nov.", "délai à l’arrivée"),
        (ARRIVEE, date(2026, 11, 1), le(11, 16, 7), I.RESERVEE, "Délai levé", "délai à l’arrivée"),
        (ARRIVEE, date(2026, 10, 31), le(11, 16, 7), I.REFUSEE, "dérogation motivée", "J-15"),
        (replace(ARRIVEE, hors_delai="refuse"), date(2026, 11, 3), le(11, 3), I.RESERVEE, "Délai levé", "délai à l’a"),
        (replace(GUICHET_UNIQUE, arrivee_jours=15), date(2026, 11, 3), le(11, 3), I.RESERVEE, "Délai levé", "délai à"),
        # Nothing to lift: the deadline is not past
        (ARRIVEE, date(2026, 10, 25), le(11, 1), I.RESERVEE, "Dans les délais", "J-15"),
        # A town that lifts none, a child who never came
        (DEROGATION, date(2026, 11, 3), le(11, 3), I.REFUSEE, "dérogation motivée", "J-15"),
        (ARRIVEE, None, le(11, 3), I.REFUSEE, "dérogation motivée", "J-15"),
        # A day gone by stays gone
        (ARRIVEE, date(2026, 11, 16), le(11, 17), I.REFUSEE, "est passé", "jour passé"),
    ],
)
def test_a_newcomer_meets_no_deadline_that_passed_before(regles, arrivee, maintenant, issue, motif, regle):
    """Lost otherwise: a surcharge, or a refusal, for not having booked before moving in."""
    lus = faits(regles, maintenant, LUNDI_16, arrivee=fenetre_arrivee(arrivee, regles.arrivee_jours))
    verdict = verdict_reservation(lus)
    assert (verdict.issue, verdict.majoree, verdict.deroge) == (issue, False, False)
    assert motif in verdict.motif
    assert verdict.regle.startswith(regle)


def test_a_newcomer_waits_like_the_others():
    """Capacity stands; no lateness is told of whoever waits."""
    lus = faits(ARRIVEE, le(11, 3), LUNDI_16, arrivee=fenetre_arrivee(date(2026, 11, 3), 15), places=0, rang=4)
    verdict = verdict_reservation(lus)
    assert (verdict.issue, verdict.motif) == (I.ATTENTE, "Plus de place : 4e sur la liste d’attente.")


A_TEMPS, TARD = le(10, 20), le(11, 3)
EXCEPTION = {"derogation": "fratrie"}


@pytest.mark.parametrize(
    ("autres", "issue", "motif"),
    [
        ({"fermeture": "grève"}, I.REFUSEE, "Fermé le lun. 16 nov. : grève."),
        ({"ouverte": False}, I.REFUSEE, "n’a pas lieu"),
        ({"inscription": None}, I.REFUSEE, "inscrivez-le d’abord"),
        ({"inscription": EtatInscription.DEMANDEE}, I.REFUSEE, "pas encore acceptée"),
        ({"inscription": EtatInscription.EN_ATTENTE}, I.REFUSEE, "liste d’attente"),
        ({"inscription": EtatInscription.TERMINEE}, I.REFUSEE, "terminée"),
        ({"inscription": EtatInscription.REFUSEE}, I.REFUSEE, "refusée"),
        ({"age_ok": False, "ages": "de 3 à 6 ans"}, I.REFUSEE, "ouvert de 3 à 6 ans"),
        ({"age_ok": False}, I.REFUSEE, "pas l’âge"),
        ({"incompatibles": ("Journée",)}, I.REFUSEE, "Journée"),
        ({"manquantes": ("Midi",)}, I.REFUSEE, "Réservez aussi : Midi."),
        ({"deja": E.RESERVEE}, I.INCHANGEE, "Déjà réservée."),
        ({"deja": E.EN_ATTENTE}, I.INCHANGEE, "Déjà en attente."),
        ({"places": 1, "quota": 1}, I.RESERVEE, "Dans les délais"),
        ({"places": 0}, I.ATTENTE, "1er sur la liste"),
        ({"places": 0, "rang": 1}, I.ATTENTE, "1er sur la liste"),
        ({"places": 0, "rang": 3}, I.ATTENTE, "3e sur la liste"),
        ({"places": 5, "quota": 0, "rang": 2}, I.ATTENTE, "pour cet âge"),
        ({"pieces_manquantes": ("vaccins",)}, I.RESERVEE, "Pièces manquantes : vaccins."),
        # Nothing but a dérogation gets past what is full, and none past what is closed
        ({"places": 0, "derogation": "fratrie"}, I.RESERVEE, "Au-delà de la capacité"),
        ({"fermeture": "grève", "derogation": "fratrie"}, I.REFUSEE, "grève"),
    ],
)
def test_what_stands_in_the_way(autres, issue, motif):
    verdict = verdict_reservation(faits(GUICHET_UNIQUE, A_TEMPS, LUNDI_16, **autres))
    assert verdict.issue is issue
    assert motif in verdict.motif
    assert verdict.regle
    assert verdict.rang == (autres.get("rang", 1) if issue is I.ATTENTE else 0)


@pytest.mark.parametrize(
    ("maintenant", "jour", "reste", "issue", "rang", "majoree"),
    [
        # Inside the window a day asked late is neither late nor surcharged, but it may be full
        (le(9, 25), date(2026, 9, 28), {"places": 1}, I.RESERVEE, 0, False),
        (le(9, 25), date(2026, 9, 28), {"places": 0, "rang": 4}, I.ATTENTE, 4, False),
        (le(9, 25), date(2026, 9, 28), {"places": 5, "quota": 0, "rang": 2}, I.ATTENTE, 2, False),
        (le(9, 30, 23, 59, 59), date(2026, 10, 1), {"places": 0, "rang": 1}, I.ATTENTE, 1, False),
        # One second later the deadline is back, and the same full day waits as a late one
        (le(10, 1, 0, 0), date(2026, 10, 5), {"places": 0, "rang": 1}, I.ATTENTE, 1, True),
    ],
)
def test_capacity_applies_inside_the_window_too(maintenant, jour, reste, issue, rang, majoree):
    verdict = verdict_reservation(faits(GUICHET_UNIQUE, maintenant, jour, **reste))
    assert (verdict.issue, verdict.rang, verdict.majoree) == (issue, rang, majoree)
    assert ("hors délai" in verdict.motif.lower()) is majoree


def test_a_full_day_may_refuse_rather_than_wait():
    verdict = verdict_reservation(faits(ReglesActivite(complet="refuse"), A_TEMPS, LUNDI_16, places=0))
    assert (verdict.issue, verdict.regle) == (I.REFUSEE, "capacité")


def test_a_late_demand_that_waits_says_it_will_be_surcharged():
    verdict = verdict_reservation(faits(H48, le(11, 15), LUNDI_16, places=-1, rang=2))
    assert (verdict.issue, verdict.majoree) == (I.ATTENTE, True)
    assert "majoration de 1,00" in verdict.motif
    sans = verdict_reservation(faits(SANS_MONTANT, TARD, LUNDI_16, places=0))
    assert (sans.issue, sans.majoree) == (I.ATTENTE, False)
    assert "sans majoration" in sans.motif


@pytest.mark.parametrize(
    ("regles", "autres", "issue", "incomplete", "motif"),
    [
        # Requests whose documents are missing take no rank until complete: places left or not, late or not
        (
            {"rang_a_la_completude": True},
            {"places": 5},
            I.ATTENTE,
            True,
            "sans place ni rang tant qu’il manque : vacc",
        ),
        ({"rang_a_la_completude": True}, {"places": 0, "rang": 3}, I.ATTENTE, True, "Demande incomplète"),
        ({"rang_a_la_completude": True, "complet": "refuse"}, {"places": 0}, I.REFUSEE, False, "Plus de place"),
        ({"rang_a_la_completude": True, "piece_manquante": "bloque"}, {}, I.REFUSEE, False, "Pièces manquantes"),
        ({"rang_a_la_completude": True}, {"deja": E.DEMANDEE}, I.INCHANGEE, False, "tant qu’il manque : vaccins."),
        ({"rang_a_la_completude": True}, EXCEPTION, I.RESERVEE, False, "Dossier incomplet, par dérogation (fratrie)"),
        # The town that only warns: place and rank as anybody's
        ({}, {"places": 5}, I.RESERVEE, False, "Pièces manquantes : vaccins."),
        ({}, {"places": 0, "rang": 3}, I.ATTENTE, False, "3e sur la liste"),
    ],
)
def test_an_incomplete_demand_takes_no_rank_where_the_town_says_so(regles, autres, issue, incomplete, motif):
    lus = faits(ReglesActivite(**regles), A_TEMPS, LUNDI_16, pieces_manquantes=("vaccins",), **autres)
    verdict = verdict_reservation(lus)
    assert (verdict.issue, verdict.incomplete) == (issue, incomplete)
    assert motif in verdict.motif
    assert verdict.rang == (autres.get("rang", 1) if issue is I.ATTENTE and not incomplete else 0)
    assert verdict.deroge is (issue is I.RESERVEE and "derogation" in autres)


def test_an_incomplete_demand_is_told_what_its_lateness_costs():
    regles = ReglesActivite(rang_a_la_completude=True, reservation=("J-15",), majoration_pourcent=50)
    verdict = verdict_reservation(faits(regles, TARD, LUNDI_16, pieces_manquantes=("vaccins",)))
    assert (verdict.incomplete, verdict.majoree) == (True, True)
    assert "majoration de 50" in verdict.motif


def test_a_demand_whose_last_document_just_came_is_not_said_to_lack_any():
    """Lost otherwise: « tant qu’il manque : . », and a parent sent home for a paper nobody can name."""
    verdict = verdict_reservation(faits(ReglesActivite(), A_TEMPS, LUNDI_16, deja=E.DEMANDEE))
    assert (verdict.issue, verdict.motif) == (I.INCHANGEE, "Déjà incomplète.")


def test_a_booked_day_is_said_booked_whatever_is_missing():
    """Lost otherwise: a parent who has the place is told it has neither place nor rank."""
    verdict = verdict_reservation(
        faits(ReglesActivite(), A_TEMPS, LUNDI_16, deja=E.RESERVEE, pieces_manquantes=("vaccins",))
    )
    assert (verdict.issue, verdict.motif) == (I.INCHANGEE, "Déjà réservée.")


def test_a_late_incomplete_demand_accepted_says_both():
    """Lost otherwise: the dérogation is kept for the documents, and who reads it later thinks it came in time."""
    regles = ReglesActivite(rang_a_la_completude=True, reservation=("J-15",))
    verdict = verdict_reservation(faits(regles, TARD, LUNDI_16, pieces_manquantes=("vaccins",), **EXCEPTION))
    assert "acceptée par dérogation (fratrie). Pièces manquantes : vaccins." in verdict.motif
    assert verdict.regle == "J-15"


@pytest.mark.parametrize(
    ("regles", "maintenant", "motif", "issue", "deroge"),
    [
        # Without a reason, no waiver; the right to grant one was asked before (registres.reservations.jugement)
        (H48, le(11, 15), "hospitalisation", I.RESERVEE, True),
        (H48, le(11, 15), "", I.MAJOREE, False),
        (DEROGATION, TARD, "hospitalisation", I.RESERVEE, True),
        (DEROGATION, TARD, "", I.REFUSEE, False),
        (MINUIT, le(11, 10), "hospitalisation", I.REFUSEE, False),  # the town said: refused
        # In time there is nothing to waive
        (H48, A_TEMPS, "hospitalisation", I.RESERVEE, False),
        # A day gone by
        (ReglesActivite(), le(11, 17), "oubli du guichet", I.RESERVEE, True),
    ],
)
def test_derogation(regles, maintenant, motif, issue, deroge):
    verdict = verdict_reservation(faits(regles, maintenant, LUNDI_16, derogation=motif))
    assert (verdict.issue, verdict.deroge) == (issue, deroge)
    assert not motif or not deroge or motif in verdict.motif


def test_the_article_is_cited():
    verdict = verdict_reservation(faits(GUICHET_UNIQUE, TARD, LUNDI_16, article="règlement, art. 6"))
    assert verdict.regle == "J-15 (règlement, art. 6)"


@pytest.mark.parametrize(
    ("regles", "maintenant", "etat", "autres", "issue", "facturee", "motif"),
    [
        (H48, le(11, 14, 8), E.RESERVEE, {}, I.ANNULEE, False, "avant le sam. 14 nov. 08:00"),
        (H48, le(11, 14, 8, 0, 1), E.RESERVEE, {}, I.ANNULEE, True, "reste facturée"),
        (CANTINE, le(11, 13, 9, 1), E.RESERVEE, {}, I.ANNULEE, True, "ven. 13 nov. 09:00"),
        (ReglesActivite(), le(11, 16, 7), E.RESERVEE, {}, I.ANNULEE, False, "Sans délai"),
        (H48, le(11, 15), E.EN_ATTENTE, {}, I.ANNULEE, False, "retirée"),
        (H48, le(11, 15), E.DEMANDEE, {}, I.ANNULEE, False, "retirée"),
        (H48, A_TEMPS, None, {}, I.INCHANGEE, False, "Rien n’est réservé"),
        (H48, A_TEMPS, E.PRESENTE, {}, I.REFUSEE, False, "ne peut plus être annulée"),
        (H48, le(11, 17), E.RESERVEE, {}, I.REFUSEE, False, "déclarez une absence"),
        (H48, A_TEMPS, E.RESERVEE, {"dependantes": ("Repas",)}, I.REFUSEE, False, "Repas"),
        (H48, le(11, 15), E.RESERVEE, {"derogation": "deuil"}, I.ANNULEE, False, "deuil"),
    ],
)
def test_cancelling(regles, maintenant, etat, autres, issue, facturee, motif):
    verdict = verdict_annulation(_annulation(regles, maintenant, etat, **autres))
    assert (verdict.issue, verdict.facturee) == (issue, facturee)
    assert motif in verdict.motif
    assert verdict.regle


@pytest.mark.parametrize(
    ("choix", "autres", "issue", "motif"),
    [
        ("refuse", {}, I.REFUSEE, "déclarez une absence"),
        ("refuse", {"derogation": "deuil"}, I.REFUSEE, "n’est plus possible"),
        ("derogation", {}, I.REFUSEE, "motif d’une dérogation"),
        ("derogation", {"derogation": "deuil"}, I.ANNULEE, "non facturée"),
    ],
)
def test_cancelling_late_as_the_town_chose(choix, autres, issue, motif):
    regles = ReglesActivite(annulation=("J-15",), annulation_hors_delai=choix)
    verdict = verdict_annulation(_annulation(regles, TARD, E.RESERVEE, **autres))
    assert verdict.issue is issue
    assert motif in verdict.motif
    assert verdict.regle == "J-15"


def _annulation(regles: ReglesActivite, maintenant: datetime, etat: E | None, **autres) -> FaitsAnnulation:
    derniere = limite(regles.annulation, LUNDI_16, calendrier=CALENDRIER)
    return FaitsAnnulation(maintenant=maintenant, jour=LUNDI_16, regles=regles, limite=derniere, etat=etat, **autres)


@pytest.mark.parametrize(
    ("resident", "a_confirmer", "dit"), [(False, True, True), (False, False, False), (True, True, False)]
)
def test_la_commune_a_confirmer_se_dit_a_qui_elle_manque(resident: bool, a_confirmer: bool, dit: bool) -> None:
    """Lost otherwise: an inhabitant sent away a week, whose address nobody thought to ask again."""
    ouvertures = fenetres(
        ["second tour : ouvre le 07/12/2026 08:00, extérieurs le 14/12/2026 08:00"],
        date(2026, 12, 21),
        calendrier=CALENDRIER,
    )
    lus = faits(
        GUICHET_UNIQUE, le(12, 1), date(2026, 12, 21), ouvertures=ouvertures, resident=resident, a_confirmer=a_confirmer
    )
    verdict = verdict_reservation(lus)
    assert verdict.issue is I.REFUSEE
    assert ("à confirmer" in verdict.motif) is dit


@pytest.mark.parametrize(
    ("d_abord", "a_confirmer", "dit"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_le_rang_dit_que_la_commune_est_a_confirmer(d_abord: bool, a_confirmer: bool, dit: bool) -> None:
    """Lost otherwise: an inhabitant last of a list, for an address that nobody asked again."""
    lus = faits(
        GUICHET_UNIQUE, le(11, 1), date(2026, 12, 21), places=0, rang=3, habitants_d_abord=d_abord,
        a_confirmer=a_confirmer,
    )  # fmt: skip
    verdict = verdict_reservation(lus)
    assert verdict.issue is I.ATTENTE
    assert ("La commune de ce foyer est à confirmer : d’ici là, les habitants passent devant." in verdict.motif) is dit


OUVERTE, FERMEE = le(12, 7, 8), le(12, 18, 18, 0, 1)


@pytest.mark.parametrize(
    ("maintenant", "autres", "issue", "motif", "regle", "deroge"),
    [
        (OUVERTE, {}, I.RESERVEE, "Sans délai", "aucun délai", False),
        (OUVERTE, {"resident": False}, I.REFUSEE, "sont ouvertes depuis", "ouverture des réservations", False),
        (le(12, 7, 7, 59, 59), {}, I.REFUSEE, "ouvrent le", "ouverture des réservations", False),
        (FERMEE, {"article": "art. 6"}, I.REFUSEE, "ont fermé", "ouverture des réservations (art. 6)", False),
        (FERMEE, {"arrivee": fenetre_arrivee(date(2026, 12, 15), 15)}, I.RESERVEE, "Sans délai", "aucun délai", False),
        # An exception says which window it passed, and is none where nothing was shut.
        (FERMEE, EXCEPTION, I.RESERVEE, "Acceptée par dérogation (fratrie)", "ouverture des réservations", True),
        (OUVERTE, EXCEPTION, I.RESERVEE, "Sans délai", "aucun délai", False),
    ],
)
def test_hors_des_fenetres_de_la_ville(maintenant, autres, issue, motif, regle, deroge):
    """Lost otherwise: a place given before the hour printed, or an exception noted where none was needed."""
    jour = date(2026, 12, 21)
    texte = "ouvre le 07/12/2026 08:00, extérieurs le 14/12/2026 08:00, ferme le 18/12/2026 18:00"
    ouvertures = fenetres([texte], jour, calendrier=CALENDRIER)
    verdict = verdict_reservation(faits(ReglesActivite(), maintenant, jour, ouvertures=ouvertures, **autres))
    assert (verdict.issue, verdict.regle, verdict.deroge) == (issue, regle, deroge)
    assert motif in verdict.motif


def test_un_jour_passe_se_dit_passe_avant_toute_fenetre() -> None:
    """« Closed since January » of a day of last week sends the parent to ask for what nobody can give."""
    jour = date(2026, 12, 21)
    ouvertures = fenetres(
        ["second tour : ouvre le 07/12/2026 08:00, ferme le 12/12/2026 18:00"], jour, calendrier=CALENDRIER
    )
    dits = {
        verdict_reservation(faits(GUICHET_UNIQUE, quand, jour, ouvertures=ouvertures)).regle
        for quand in (le(12, 14), le(12, 22))
    }
    assert len(dits) == 2
