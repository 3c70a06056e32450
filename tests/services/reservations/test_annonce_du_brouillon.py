"""What a planner's draft announces cell by cell: counted together, and without a trace once said."""

from __future__ import annotations

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from tests.services.annee_scolaire import LUNDI, ouvrir_ville


def test_la_derniere_place_ne_se_promet_qu_une_fois_et_chaque_fois_qu_on_la_demande(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: two children told « réservé » for one place, or none as soon as a key was pressed twice."""
    v = ouvrir_ville(ctx_sqlite, capacite=1)
    lea, tom = (Demande(p, LUNDI, v.unites["midi"]) for p in (v.lea, v.tom))
    p = reservations.planning(ctx_sqlite, v.famille_id)
    for _ in range(3):
        assert [a.issue for a in p.annoncer_lot([lea, tom])] == ["reservee", "attente"]
    assert [p.annoncer(d).issue for d in (lea, tom)] == ["reservee", "reservee"]


def test_la_place_que_le_brouillon_rend_y_sert(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a brother put on the waiting list for the place his sister gives back in the same draft."""
    v = ouvrir_ville(ctx_sqlite, capacite=1)
    midi = v.unites["midi"]
    reservations.enregistrer(ctx_sqlite, demandes=[Demande(v.lea, LUNDI, midi)], attendu=None)
    rend, tom = Demande(v.lea, LUNDI, midi, annuler=True), Demande(v.tom, LUNDI, midi)
    p = reservations.planning(ctx_sqlite, v.famille_id)
    for _ in range(3):
        assert [a.issue for a in p.annoncer_lot([tom])] == ["attente"]
        assert [a.issue for a in p.annoncer_lot([tom, rend])] == ["reservee", "annulee"]


def test_qui_attendait_ne_rend_pas_de_place(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a place promised because a child who had none stops waiting for it."""
    v = ouvrir_ville(ctx_sqlite, capacite=0)
    midi = v.unites["midi"]
    reservations.enregistrer(ctx_sqlite, demandes=[Demande(v.lea, LUNDI, midi)], attendu=None)
    rend, tom = Demande(v.lea, LUNDI, midi, annuler=True), Demande(v.tom, LUNDI, midi)
    dites = reservations.planning(ctx_sqlite, v.famille_id).annoncer_lot([rend, tom])
    assert [a.issue for a in dites][1] == "attente"
