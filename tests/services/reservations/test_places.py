"""How many places are left: told wrong, two children come for one chair, or a chair stays empty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.registres.reservations.places import Jauge, places
from guichet.services import reservations
from tests.services.annee_scolaire import LUNDI as ECOLE
from tests.services.annee_scolaire import ouvrir_ville
from tests.services.places_ouvertes import LUNDI, Lieu, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver


def lire(ctx: Contexte, lieu: Lieu, du: date = LUNDI, jours: int = 2) -> dict[date, Jauge]:
    with ctx.lecture() as s:
        lues = places(s, [lieu.groupe_id], [lieu.unite_id], du, du + timedelta(days=jours))
    return {jour: p for (_, _, jour), p in lues.items()}


def test_les_places_d_une_semaine(ctx: Contexte) -> None:
    lieu = ouvrir_lieu(ctx, capacite=1)
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1, etat="en_attente")
    lues = lire(ctx, lieu)
    mardi = LUNDI + timedelta(days=1)
    assert list(lues) == [LUNDI, mardi]  # no opening on Wednesday
    assert (lues[LUNDI].capacite, lues[LUNDI].prises, lues[LUNDI].attente, lues[LUNDI].restantes) == (1, 1, 1, 0)
    assert lues[mardi].fermee
    assert lues[mardi].restantes == 0
    assert lues[mardi].restantes_pour(40) == 0


def test_sans_limite_et_au_dela_de_la_limite(ctx: Contexte) -> None:
    lieu = ouvrir_lieu(ctx, capacite=0)
    reserver(ctx, lieu, 0, agent="demo", motif="fratrie")
    assert lire(ctx, lieu)[LUNDI].restantes == 0
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = NULL")
    assert lire(ctx, lieu)[LUNDI].restantes is None
    assert lire(ctx, lieu)[LUNDI].restantes_pour(40) is None


def test_un_quota_d_age_reserve_ses_places(ctx: Contexte) -> None:
    """Léa is 8 (104 months), Tom 6 (78 months): the band of the little ones is his, and full with him."""
    lieu = ouvrir_lieu(ctx, capacite=10)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
            "VALUES (:g, :u, 'moins de 7 ans', 36, 84, 1)",
            {"g": lieu.groupe_id, "u": lieu.unite_id},
        )
    reserver(ctx, lieu, 0)
    assert lire(ctx, lieu)[LUNDI].restantes_pour(78) == 1
    reserver(ctx, lieu, 1)
    lue = lire(ctx, lieu)[LUNDI]
    assert [(q.nom, q.places, q.prises) for q in lue.quotas] == [("moins de 7 ans", 1, 1)]
    assert [lue.restantes_pour(mois) for mois in (35, 36, 83, 84, None)] == [8, 0, 0, 8, 8]


@pytest.mark.parametrize(("annee", "prises"), [("2020", 1), ("2020-03", 1), ("2019", 0), ("2015", 0), ("", 0)])
def test_une_annee_de_naissance_compte_dans_la_bande_qui_la_tient_toute(ctx: Contexte, annee: str, prises: int) -> None:
    """Lost otherwise: the places of the little ones taken by children whose month nobody wrote, one after the other."""
    lieu = ouvrir_lieu(ctx, capacite=10)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
            "VALUES (:g, :u, 'moins de 7 ans', 36, 84, 1)",
            {"g": lieu.groupe_id, "u": lieu.unite_id},
        )
        s.ordre("UPDATE personne SET naissance = NULL, naissance_partielle = :a WHERE prenom = 'Tom'", {"a": annee})
    reserver(ctx, lieu, 1)
    assert [q.prises for q in lire(ctx, lieu)[LUNDI].quotas] == [prises]
    assert lire(ctx, lieu)[LUNDI].restantes_pour((70, 82)) == (0 if prises else 1)
    assert lire(ctx, lieu)[LUNDI].restantes_pour((83, 94)) == 9


def test_la_derniere_place_ne_se_promet_qu_une_fois_et_chaque_fois_qu_on_la_demande(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: two children told « réservé » for one place, or none as soon as a key was pressed twice."""
    v = ouvrir_ville(ctx_sqlite, capacite=1)
    lea, tom = (Demande(p, ECOLE, v.unites["midi"]) for p in (v.lea, v.tom))
    p = reservations.planning(ctx_sqlite, v.famille_id)
    for _ in range(3):
        assert [a.issue for a in p.annoncer_lot([lea, tom])] == ["reservee", "attente"]
    assert [p.annoncer(d).issue for d in (lea, tom)] == ["reservee", "reservee"]


def test_la_place_que_le_brouillon_rend_y_sert(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a brother put on the waiting list for the place his sister gives back in the same draft."""
    v = ouvrir_ville(ctx_sqlite, capacite=1)
    midi = v.unites["midi"]
    reservations.enregistrer(ctx_sqlite, demandes=[Demande(v.lea, ECOLE, midi)], attendu=None)
    rend, tom = Demande(v.lea, ECOLE, midi, annuler=True), Demande(v.tom, ECOLE, midi)
    p = reservations.planning(ctx_sqlite, v.famille_id)
    for _ in range(3):
        assert [a.issue for a in p.annoncer_lot([tom])] == ["attente"]
        assert [a.issue for a in p.annoncer_lot([tom, rend])] == ["reservee", "annulee"]


def test_une_demande_incomplete_ne_rend_pas_de_place(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a place that is not there, promised because a child without documents gives up asking for it."""
    v = ouvrir_ville(ctx_sqlite, capacite=0)
    midi = v.unites["midi"]
    reservations.enregistrer(ctx_sqlite, demandes=[Demande(v.lea, ECOLE, midi)], attendu=None)
    with ctx_sqlite.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'demandee'")
    renonce, tom = Demande(v.lea, ECOLE, midi, annuler=True), Demande(v.tom, ECOLE, midi)
    dites = reservations.planning(ctx_sqlite, v.famille_id).annoncer_lot([renonce, tom])
    assert [a.issue for a in dites] == ["annulee", "attente"]
