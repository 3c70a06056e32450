"""Counts of the lists on screen: the kitchen cooks and the leaders come for what these numbers say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import DroitInsuffisant
from guichet.fiches.listes.effectifs import Liste
from guichet.fiches.reservations.planning import Demande
from guichet.regles.socle.droits import Role, droits_de
from guichet.services.listes import releves
from guichet.services.reservations import attente, enregistrer
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, ouvrir_ville
from tests.services.listes.test_listes import cantine
from tests.services.reservations.suites.test_attente import file

MARDI, MERCREDI = LUNDI + timedelta(days=1), LUNDI + timedelta(days=2)


def test_un_enfant_de_plusieurs_groupes_est_un_enfant(ctx: Contexte) -> None:
    """Midday and meal, canteen and Wednesday: Léa is counted once in each place, once in all."""
    v = cantine(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 9")
        s.ordre("UPDATE groupe SET site = 'Sablons' WHERE id = :id", {"id": v.groupes["mer"]})
    enregistrer(ctx, demandes=[Demande(v.lea, MERCREDI, v.unites["matin"])], attendu=None)
    lundi = releves.effectifs(ctx, du=LUNDI, au=LUNDI)
    (can,) = lundi.groupes
    assert (lundi.enfants, can.enfants, can.pai, can.regimes, can.absents) == (2, 2, 1, 1, 0)
    assert [(c.unite, c.lettre, c.attendus) for c in can.creneaux] == [("Midi", "M", 2), ("Repas", "R", 2)]
    semaine = releves.effectifs(ctx, du=LUNDI, au=MERCREDI)
    assert (semaine.enfants, semaine.pai, semaine.par_site) == (2, 1, (("", 2), ("Sablons", 1)))
    assert releves.effectifs(ctx, du=LUNDI, au=MERCREDI, site="Sablons").enfants == 1
    assert "Sablons" in releves.sites(ctx)


def test_une_absence_annoncee_ne_compte_plus(ctx: Contexte) -> None:
    """Lost otherwise: a leader called for nobody; the group stays on the list, so that nobody looks for the child."""
    v = cantine(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'absence_justifiee' WHERE personne_id = :id", {"id": v.tom})
    lu = releves.effectifs(ctx, du=LUNDI, au=LUNDI)
    assert (lu.enfants, lu.absents, lu.pai) == (1, 1, 0)
    assert [c.attendus for c in lu.groupes[0].creneaux] == [1, 1]


def test_le_compte_est_celui_de_la_liste(ctx: Contexte) -> None:
    """The screen's count and the children of the poster are the same ones."""
    cantine(ctx)
    for du, au in ((LUNDI, LUNDI), (LUNDI, LUNDI + timedelta(days=6)), (MARDI, MARDI)):
        nommes = releves.presences(ctx, du=du, au=au)
        lu = releves.effectifs(ctx, du=du, au=au)
        assert lu.enfants == len({x.personne_id for x in nommes})
        assert {g.groupe_id for g in lu.groupes} == {x.groupe_id for x in nommes}


def test_qui_attend_quelle_place(ctx: Contexte) -> None:
    """Those who wait for the same places stand together, with how many of these may be offered."""
    v = cantine(ctx)
    (midi, repas) = releves.files(ctx, du=LUNDI, au=LUNDI)
    assert (midi.groupe_id, midi.unite_id, midi.a_proposer) == (v.groupes["can"], v.unites["midi"], 0)
    assert [x.enfant for x in repas.lignes] == ["AUTRE Enfanta"]
    (famille,) = repas.foyers
    assert famille != v.famille_id
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 4 WHERE unite_id = :u", {"u": v.unites["midi"]})
        s.ordre("UPDATE ouverture SET capacite = NULL WHERE unite_id = :u", {"u": v.unites["repas"]})
    assert [f.a_proposer for f in releves.files(ctx, du=LUNDI, au=LUNDI)] == [1, 1]
    assert releves.files(ctx, du=MARDI, au=MARDI) == ()


def test_ce_qui_est_a_proposer_est_ce_qui_sera_propose(ctx: Contexte, horloge: Horloge) -> None:
    """Two free places, three children waiting of whom one is too old for the places left: one promise kept twice."""
    v, rids = file(ctx, horloge)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 4 WHERE unite_id = :u", {"u": v.unites["midi"]})
        s.ordre(
            "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
            "VALUES (:g, :u, 'grands', 110, 200, 0)",
            {"g": v.groupes["can"], "u": v.unites["midi"]},
        )
        s.ordre("UPDATE personne SET naissance = :n WHERE id IN (SELECT personne_id FROM reservation WHERE id > :r)",
                {"n": date(2017, 6, 1), "r": rids[2]})  # fmt: skip
    place: dict[str, Any] = {"groupe_id": v.groupes["can"], "unite_id": v.unites["midi"], "jour": LUNDI}
    (lue,) = releves.files(ctx, du=LUNDI, au=LUNDI)
    assert lue.a_proposer == attente.proposer(ctx, **place) == 1
    (lue,) = releves.files(ctx, du=LUNDI, au=LUNDI)
    assert lue.a_proposer == attente.proposer(ctx, **place) == 0
    horloge.avancer(days=60)
    assert releves.files(ctx, du=LUNDI, au=LUNDI)[0].a_proposer == 0


@pytest.mark.parametrize(
    ("liste", "depuis", "avant", "trouve"),
    [
        (Liste.PRESENCES, LUNDI, False, MERCREDI),
        (Liste.PRESENCES, LUNDI, True, None),
        (Liste.PRESENCES, MERCREDI, True, LUNDI),
        (Liste.REPAS, LUNDI - timedelta(days=9), False, LUNDI),
        (Liste.REPAS, LUNDI, False, None),
        (Liste.ATTENTE, date(2026, 9, 1), False, LUNDI),
        (Liste.ATTENTE, date(2027, 6, 1), True, LUNDI),
        (Liste.ATTENTE, LUNDI, False, None),
    ],
)
def test_le_jour_suivant_est_celui_ou_il_y_a_quelqu_un(
    ctx: Contexte, liste: Liste, depuis: date, avant: bool, trouve: date | None
) -> None:
    """Week-ends, holidays and days nobody comes are passed over, each list its own."""
    v = cantine(ctx)
    enregistrer(ctx, demandes=[Demande(v.lea, MERCREDI, v.unites["matin"])], attendu=None)
    assert releves.jour_voisin(ctx, liste=liste, depuis=depuis, avant=avant) == trouve
    assert releves.jour_voisin(ctx, liste=liste, depuis=depuis, avant=avant, site="ailleurs") is None


def test_il_faut_le_droit_de_consulter(ctx: Contexte) -> None:
    ouvrir_ville(ctx)
    technique = ctx.pour(type(ctx.agent)("tech", "T", Role.ADMINISTRATEUR, droits_de(Role.ADMINISTRATEUR)))
    for lire in (releves.effectifs, releves.files):
        with pytest.raises(DroitInsuffisant):
            lire(technique, du=LUNDI, au=LUNDI)
    with pytest.raises(DroitInsuffisant):
        releves.sites(technique)
    with pytest.raises(DroitInsuffisant):
        releves.jour_voisin(technique, liste=Liste.REPAS, depuis=LUNDI)
