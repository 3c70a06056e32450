"""Offers at the edges: the day itself, and the last one who waited; a mistake there leaves a chair empty."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.registres.reservations import attente as registre
from guichet.registres.reservations.places import Jauge, Quota
from guichet.services.comptoir import taches
from guichet.services.reservations import annuler, attente, enregistrer
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, enfants, ouvrir_ville
from tests.services.ecoles import ouvrir
from tests.services.ecoles import reserver as reserver_la
from tests.services.guichet_identifiants import colonne
from tests.services.reservations.suites.test_attente import file, liberer, reserver


def test_une_place_rendue_le_matin_meme_est_offerte(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the chair of a child ill this morning, kept from who waits for today."""
    v, rids = file(ctx, horloge)
    horloge.instant = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
    assert liberer(ctx, v, rids[0]) == 1
    horloge.avancer(days=1)
    assert attente.proposer(ctx, groupe_id=v.groupes["can"], unite_id=v.unites["midi"], jour=LUNDI) == 0


def test_l_offre_de_qui_n_attend_plus_s_efface(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: an agent told to call a family that gave up, with nobody behind it."""
    v = ouvrir_ville(ctx)
    (autre,) = enfants(ctx, v, 1)
    rids = [reserver(ctx, v, p) for p in (v.lea, v.tom, autre)]
    assert liberer(ctx, v, rids[0]) == 1
    assert len(taches.lister(ctx)) == 1
    annuler(ctx, personne_id=autre, activite_code="can", jours=[LUNDI])
    assert taches.lister(ctx) == ()
    assert colonne(ctx, "SELECT etat FROM reservation ORDER BY id")[2] == "annulee"


MARDI = LUNDI + timedelta(days=1)
BANDE = Quota("3 ans", 36, 48, places=1, prises=0)


@pytest.mark.parametrize(
    ("file", "appeles"),
    [
        ([(None, False), (40, False), (41, False)], [True, True, False]),
        # Whoever was called without a birth takes a place of the group, and none of the band.
        ([(None, True), (40, False)], [False, True]),
        ([(40, True), (41, False), (50, False)], [False, False, True]),
        ([(48, False), (47, False)], [True, True]),
        ([(None, False)] * 4, [True, True, True, False]),
    ],
)
def test_qui_est_appele_quand_une_bande_a_ses_places(file: list[tuple[int | None, bool]], appeles: list[bool]) -> None:
    """Lost otherwise: a child of three called for the place of another, or nobody because one has no birth date."""
    jauge = Jauge(capacite=3, prises=0, attente=len(file), fermee=False, motif="", quotas=(BANDE,))
    assert registre.appels(jauge, file) == appeles


def test_une_place_va_a_qui_attend_celle_la(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the chair of Monday offered to who waits for Tuesday, for the meal, or at the other school."""
    e = ouvrir(ctx, a_hugo=4, a_moliere=2, capacite=1)
    lea, mardi, repas, lundi, la_bas, autre = e.enfants
    for enfant, jour, unite in (
        (lea, LUNDI, "midi"), (lea, MARDI, "midi"), (lea, LUNDI, "repas"), (la_bas, LUNDI, "midi"),
        (mardi, MARDI, "midi"), (repas, LUNDI, "repas"), (autre, LUNDI, "midi"), (lundi, LUNDI, "midi"),
    ):  # fmt: skip
        reserver_la(ctx, e, enfant, jour, unite=unite)
        horloge.avancer(minutes=1)

    def appeles() -> list[int]:
        return colonne(ctx, "SELECT personne_id FROM tache WHERE etat = 'a_faire' ORDER BY id")

    def rendre(jour: date, unite: str) -> None:
        demandes = [Demande(lea, jour, e.v.unites[unite], annuler=True)]
        enregistrer(ctx, demandes=demandes, attendu=None)

    rendre(LUNDI, "midi")
    assert appeles() == [lundi]
    # Somebody is called elsewhere: the next place is offered all the same, and the first offer stands.
    rendre(MARDI, "midi")
    rendre(LUNDI, "repas")
    assert appeles() == [lundi, mardi, repas]
