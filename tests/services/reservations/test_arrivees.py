"""A family that has just come books near days; one that has been here for a while keeps the town's deadlines."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from guichet.services.offre import activites
from tests.services.annee_scolaire import PROCHE, Ville, ouvrir_ville

PARIS = ZoneInfo("Europe/Paris")


def _inscrits_le(ctx: Contexte, v: Ville, personne_id: int, jour: date) -> None:
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE inscription SET demandee_le = :le WHERE personne_id = :p",
            {"le": datetime(jour.year, jour.month, jour.day, 9, tzinfo=PARIS), "p": personne_id},
        )


def _dits(ctx: Contexte, v: Ville) -> dict[str, tuple[str, str]]:
    demandes = [Demande(p, PROCHE, v.unites["midi"]) for p in (v.lea, v.tom)]
    lignes = reservations.apercu(ctx, demandes, famille_id=v.famille_id).lignes
    return {x.enfant: (x.issue, x.motif) for x in lignes}


def test_le_delai_est_leve_pour_qui_vient_d_arriver(ctx: Contexte) -> None:
    """Lost otherwise: a family refused, or surcharged, for a day whose deadline passed before it moved in."""
    v = ouvrir_ville(ctx, arrivee_jours=15, hors_delai="refuse")
    _inscrits_le(ctx, v, v.lea, date(2026, 9, 1))
    _inscrits_le(ctx, v, v.tom, date(2026, 11, 16))
    dits = _dits(ctx, v)
    assert dits["Léa"][0] == "refusee"
    assert dits["Tom"] == ("reservee", "Délai levé : arrivée le lun. 16 nov.")
    p = reservations.planning(ctx, v.famille_id)
    tom, lea = (Demande(qui, PROCHE, v.unites["midi"]) for qui in (v.tom, v.lea))
    fin = datetime(2026, 12, 1, 23, 59, 59, tzinfo=PARIS)
    assert (p.annoncer(tom).issue, p.annoncer(tom).levee, p.annoncer(tom).limite) == (
        "reservee", "arrivée le lun. 16 nov.", fin,
    )  # fmt: skip
    assert (p.annoncer(lea).issue, p.annoncer(lea).levee) == ("refusee", "")
    assert p.cases[v.tom, PROCHE, v.unites["midi"]].limite_reservation == fin
    reservations.enregistrer(ctx, demandes=[tom], attendu=None, famille_id=v.famille_id)
    with ctx.lecture() as s:
        assert s.lignes("SELECT etat, majoree FROM reservation") == [("reservee", False)]


@pytest.mark.parametrize(("plus_tard", "issue"), [(timedelta(0), "reservee"), (timedelta(days=1), "majoree")])
def test_le_dernier_jour_compte_en_heure_de_paris(ctx_sqlite: Contexte, plus_tard: timedelta, issue: str) -> None:
    """Asked at 23:30 Paris, the day after in UTC: the day of the town is the one that counts."""
    v = ouvrir_ville(ctx_sqlite, arrivee_jours=8)
    _inscrits_le(ctx_sqlite, v, v.tom, date(2026, 11, 9))
    ctx_sqlite.horloge.instant = datetime(2026, 11, 17, 22, 30, tzinfo=ZoneInfo("UTC")) + plus_tard
    assert _dits(ctx_sqlite, v)["Tom"][0] == issue


def test_qui_part_et_revient_arrive_de_nouveau(ctx: Contexte) -> None:
    v = ouvrir_ville(ctx, arrivee_jours=15)
    _inscrits_le(ctx, v, v.tom, date(2026, 9, 1))
    assert _dits(ctx, v)["Tom"][0] == "majoree"
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE lien SET du = '2025-09-01', au = '2026-07-01' WHERE personne_id = :p AND role = 'enfant'",
            {"p": v.tom},
        )
        s.ordre(
            "INSERT INTO lien (personne_id, famille_id, role, rang, du, qualite, autorite_parentale, payeur, "
            "peut_chercher, urgence, garde_rythme, version) "
            "SELECT personne_id, famille_id, role, rang, '2026-11-10', qualite, autorite_parentale, payeur, "
            "peut_chercher, urgence, garde_rythme, 1 FROM lien WHERE personne_id = :p",
            {"p": v.tom},
        )
    # Not registered again yet: what was asked before the departure makes no newcomer.
    _inscrits_le(ctx, v, v.tom, date(2026, 6, 1))
    assert _dits(ctx, v)["Tom"][0] == "majoree"
    _inscrits_le(ctx, v, v.tom, date(2026, 11, 12))
    assert _dits(ctx, v)["Tom"][0] == "reservee"


def test_la_regle_se_change_par_la_commande_des_activites(ctx: Contexte) -> None:
    v = ouvrir_ville(ctx)
    assert _dits(ctx, v)["Tom"][0] == "majoree"
    activites.changer_regles(ctx, code="can", du=ctx.aujourdhui() + timedelta(days=1), reglages={"arrivee_jours": 15})
    assert _dits(ctx, v)["Tom"] == ("reservee", "Délai levé : arrivée le lun. 16 nov.")
