"""Bookings open on the day the town printed, to its inhabitants first: the same answer everywhere one may ask."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.reservations import ReglesIllisibles
from guichet.fiches.reservations.planning import Demande
from guichet.regles.offre.regles_activite import ReglesActivite, lire_reglages
from guichet.services import reservations
from tests.services.annee_scolaire import LUNDI, Ville, ouvrir_ville

PARIS = ZoneInfo("Europe/Paris")
FENETRE = (
    "décembre, du 01/12/2026 au 18/12/2026 : ouvre le 17/11/2026 08:00, extérieurs le 19/11/2026 08:00, "
    "ferme le 25/11/2026 18:00"
)
DITE = (
    "Les réservations « décembre » ouvrent le mar. 17 nov. 08:00 pour les habitants, le jeu. 19 nov. 08:00 "
    "pour les autres, jusqu’au mer. 25 nov. 18:00."
)


def _ouvrir(ctx: Contexte, *, residence: str = "commune", **regles: object) -> tuple[Ville, Demande]:
    v = ouvrir_ville(ctx, ouvertures_reservation=(FENETRE,), **regles)
    with ctx.ecriture() as s:
        s.ordre("UPDATE famille SET residence = :r", {"r": residence})
    return v, Demande(v.tom, LUNDI, v.unites["midi"])


def _a(ctx: Contexte, jour: int, heure: int, minute: int = 0) -> None:
    ctx.horloge.instant = datetime(2026, 11, jour, heure, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("residence", "jour", "heure", "issue"),
    [
        ("commune", 17, 7, "refusee"),
        ("commune", 17, 8, "reservee"),
        ("exterieur", 17, 8, "refusee"),
        ("exterieur", 19, 8, "reservee"),
        ("commune", 25, 19, "refusee"),
    ],
)
def test_l_apercu_le_planning_et_l_ecriture_disent_de_meme(
    ctx: Contexte, residence: str, jour: int, heure: int, issue: str
) -> None:
    """Lost otherwise: an outsider's child booked two days before the town's own may ask."""
    v, demande = _ouvrir(ctx, residence=residence)
    _a(ctx, jour, heure)
    (ligne,) = reservations.apercu(ctx, [demande], famille_id=v.famille_id).lignes
    annonce = reservations.planning(ctx, v.famille_id).annoncer(demande)
    assert (ligne.issue, annonce.issue) == (issue, issue)
    assert bool(annonce.ouverture) is (issue == "refusee")
    reservations.enregistrer(ctx, demandes=[demande], attendu=None, famille_id=v.famille_id)
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM reservation WHERE etat = 'reservee'") == (int(issue == "reservee"),)


def test_qui_n_est_pas_connu_passe_avec_l_exterieur_et_on_le_dit(ctx: Contexte) -> None:
    """Lost otherwise: an inhabitant refused as an outsider, whom one question would have let in."""
    v, demande = _ouvrir(ctx, residence="inconnue")
    _a(ctx, 17, 8)
    (ligne,) = reservations.apercu(ctx, [demande], famille_id=v.famille_id).lignes
    assert ligne.issue == "refusee"
    assert ligne.motif.endswith("La commune de ce foyer est à confirmer.")
    _a(ctx, 19, 8)
    (ligne,) = reservations.apercu(ctx, [demande], famille_id=v.famille_id).lignes
    assert ligne.issue == "reservee"


def test_le_refus_porte_ses_dates_et_son_article(ctx: Contexte) -> None:
    v, demande = _ouvrir(ctx)
    (ligne,) = reservations.apercu(ctx, [demande], famille_id=v.famille_id).lignes
    assert (ligne.motif, ligne.regle) == (DITE, "ouverture des réservations (art. 6)")
    p = reservations.planning(ctx, v.famille_id)
    assert p.annoncer(demande).ouverture == "ouvre le mar. 17 nov. 08:00"
    case = p.cases[v.tom, LUNDI, v.unites["midi"]]
    assert case.ouverture_reservation == datetime(2026, 11, 17, 8, tzinfo=PARIS)
    # J-15 of Monday 7 December is 22 November: before the window closes.
    assert case.limite_reservation == datetime(2026, 11, 22, 23, 59, 59, tzinfo=PARIS)
    fiche = reservations.delai(ctx, "can", LUNDI)
    assert DITE in fiche.motif
    assert fiche.ouverture_reservation == datetime(2026, 11, 17, 8, tzinfo=PARIS)
    assert fiche.ouverture_exterieurs == datetime(2026, 11, 19, 8, tzinfo=PARIS)


def test_un_jour_hors_de_la_periode_n_attend_rien(ctx: Contexte) -> None:
    v, _ = _ouvrir(ctx)
    janvier = Demande(v.tom, date(2027, 1, 11), v.unites["midi"])
    (ligne,) = reservations.apercu(ctx, [janvier], famille_id=v.famille_id).lignes
    assert ligne.issue == "reservee"


def test_une_derogation_passe_et_reste_ecrite(ctx: Contexte) -> None:
    v, demande = _ouvrir(ctx)
    accordee = Demande(demande.personne_id, demande.jour, demande.unite_id, derogation="fratrie")
    (ligne,) = reservations.apercu(ctx, [accordee], famille_id=v.famille_id).lignes
    assert ligne.issue == "reservee"
    assert ligne.motif == f"{DITE} Acceptée par dérogation (fratrie)."
    reservations.enregistrer(ctx, demandes=[accordee], attendu=None, famille_id=v.famille_id)
    with ctx.lecture() as s:
        assert s.lignes("SELECT etat, derogation_motif FROM reservation") == [("reservee", "fratrie")]


def test_une_fenetre_mal_ecrite_est_refusee_a_la_commande() -> None:
    with pytest.raises(ReglesIllisibles, match="ouvertures_reservation"):
        ReglesActivite(**lire_reglages({"ouvertures_reservation": "ouvre demain"})).verifier()
    deux = lire_reglages({"ouvertures_reservation": f"{FENETRE} ; ouvre S-6 session"})
    assert deux == {"ouvertures_reservation": (FENETRE, "ouvre S-6 session")}
