"""A place promised twice, a surcharge not told, a draft half written: a parent at the counter pays for each."""

from __future__ import annotations

from guichet.fiches.planning import Demande
from guichet.services import reservations
from tests.services.annee_scolaire import LUNDI, PROCHE, ouvrir_ville


def lignes(ctx, **egal):
    ou = " AND ".join(f"{c} = :{c}" for c in egal) or "1 = 1"
    with ctx.lecture() as s:
        return s.lignes(
            f"SELECT personne_id, jour, unite_id, etat, majoree, derogation_agent, facturee FROM reservation WHERE {ou} ORDER BY id",
            egal,
        )


def test_un_brouillon_est_vu_puis_ecrit_tel_quel(ctx):
    v = ouvrir_ville(ctx)
    demandes = [Demande(v.lea, LUNDI, v.unites["midi"]), Demande(v.lea, PROCHE, v.unites["midi"])]
    vu = reservations.apercu(ctx, demandes)
    assert [(x.jour, x.issue, x.enfant, x.unite) for x in vu.lignes] == [
        (PROCHE, "majoree", "Léa", "Restauration, midi"),
        (LUNDI, "reservee", "Léa", "Restauration, midi"),
    ]
    assert (vu.reservees, vu.majorees) == (1, 1)
    assert "50" in vu.lignes[0].motif
    assert vu.lignes[0].regle == "J-15 (art. 6)"
    assert not lignes(ctx)
    assert reservations.enregistrer(ctx, demandes=demandes, attendu=vu) == vu
    assert [(jour, etat, majoree) for _, jour, _, etat, majoree, _, _ in lignes(ctx)] == [
        (PROCHE, "reservee", True),
        (LUNDI, "reservee", False),
    ]
    assert reservations.apercu(ctx, demandes).lignes[0].issue == "inchangee"


def test_un_brouillon_vide_ne_dit_rien(ctx):
    assert reservations.apercu(ctx, []).lignes == ()
    assert reservations.enregistrer(ctx, demandes=[], attendu=None).lignes == ()
