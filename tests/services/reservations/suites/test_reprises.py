"""Absences taken back, and past ones with their certificate: what a family pays is what happened."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.absences import RienReserve
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.reservations.refus import ApercuPerime, ToutRefuse
from guichet.services.comptoir import taches
from guichet.services.reservations import absences, attente, enregistrer, reprises
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, Ville, enfants
from tests.services.guichet_identifiants import colonne
from tests.services.reservations.test_absences import MARDI, VENDREDI, I, J, etats, semaine

R = "reservee"


def dire(ctx: Contexte, v: Ville, du=LUNDI, au=VENDREDI, **suite: object) -> None:
    absences.declarer(ctx, personne_id=v.lea, du=du, au=au, famille_id=v.famille_id, **suite)


def reprendre(ctx: Contexte, v: Ville, du=LUNDI, au=VENDREDI, **suite: object):
    return reprises.reprendre(ctx, personne_id=v.lea, famille_id=v.famille_id, du=du, au=au, **suite)


@pytest.mark.parametrize("preavis", ["J-2", "J-60"])
def test_une_absence_notee_par_erreur_se_reprend(ctx: Contexte, preavis: str) -> None:
    """Lost otherwise: a child noted away by mistake, for whom nobody cooks and nobody can write that she comes."""
    v = semaine(ctx, absence_preavis=(preavis,))
    avant = colonne(ctx, "SELECT id, etat, facturee, majoree, demandee_le, absence_le FROM reservation ORDER BY id")
    dire(ctx, v)
    assert etats(ctx) == [(J, False) if preavis == "J-2" else (I, True)] * 4
    fait = reprendre(ctx, v)
    assert fait.reservees == 4
    assert (
        colonne(ctx, "SELECT id, etat, facturee, majoree, demandee_le, absence_le FROM reservation ORDER BY id")
        == avant
    )
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'absence.reprendre'")
    assert json.loads(contenu)["reservations"] == 4
    with pytest.raises(RienReserve, match="Aucune absence"):
        reprendre(ctx, v)
    # Told again later, it is told then: nothing of the first time is left.
    dire(ctx, v)


def test_ce_qui_reste_d_une_absence_est_rejuge(ctx: Contexte, horloge: Horloge) -> None:
    """Credited from four days in a row: with Tuesday taken back, Monday is one day and Thursday two: all are due."""
    v = semaine(ctx, absence_consecutifs_min=4)
    horloge.avancer(days=21)
    dire(ctx, v)
    assert etats(ctx) == [(J, False)] * 4
    reprendre(ctx, v, MARDI, MARDI)
    assert etats(ctx) == [(J, True), (R, True), (J, True), (J, True)]


def test_la_place_donnee_ne_se_reprend_pas(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: two children on one chair, or one sent home."""
    v = semaine(ctx, absence_preavis=("J-2",))
    (autre,) = enfants(ctx, v, 1)
    enregistrer(ctx, demandes=[Demande(autre, LUNDI, v.unites["midi"])], attendu=None)
    dire(ctx, v)
    [tache] = taches.lister(ctx)
    # Offered and not answered yet: it is somebody else's already.
    with pytest.raises(ToutRefuse, match="n’est plus libre"):
        reprendre(ctx, v, LUNDI, LUNDI)
    attente.accepter(ctx, tache_id=tache.tache_id)
    vu = reprises.apercu(ctx, personne_id=v.lea, famille_id=v.famille_id, du=LUNDI, au=VENDREDI)
    assert (vu.reservees, vu.refusees) == (3, 1)
    assert reprendre(ctx, v, attendu=vu) == vu
    with pytest.raises(ToutRefuse):
        reprendre(ctx, v)
    fait = reprendre(ctx, v, derogation="accord du maire")
    assert fait.reservees == 1
    assert colonne(
        ctx, "SELECT derogation_motif FROM reservation WHERE personne_id = :p AND jour = :j", p=v.lea, j=LUNDI
    ) == ["accord du maire"]


def test_un_apercu_perime_n_ecrit_rien(ctx: Contexte) -> None:
    v = semaine(ctx, absence_preavis=("J-2",))
    dire(ctx, v)
    vu = reprises.apercu(ctx, personne_id=v.lea, famille_id=v.famille_id, du=LUNDI, au=LUNDI)
    (autre,) = enfants(ctx, v, 1)
    enregistrer(ctx, demandes=[Demande(autre, LUNDI, v.unites["midi"])], attendu=None)
    with pytest.raises(ApercuPerime):
        reprendre(ctx, v, LUNDI, LUNDI, attendu=vu)
    assert etats(ctx)[0] == (J, False)


def test_reprise_plus_tard_c_est_une_demande_tardive(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: away till the kitchen has counted, then back without the surcharge: a way around the deadline."""
    v = semaine(ctx, absence_preavis=("J-2",))
    dire(ctx, v)
    horloge.avancer(days=14)
    fait = reprendre(ctx, v, LUNDI, LUNDI)
    assert fait.majorees == 1
    assert colonne(ctx, "SELECT majoree, facturee FROM reservation WHERE jour = :j", j=LUNDI) == [(1, 1)]


def test_l_autre_foyer_ne_reprend_rien(ctx: Contexte) -> None:
    """One household's absence is not the other's to undo, nor to hear of (rule 32)."""
    v = semaine(ctx, absence_preavis=("J-2",))
    dire(ctx, v)
    with pytest.raises(RienReserve):
        reprises.reprendre(ctx, personne_id=v.lea, famille_id=v.famille_id + 99, du=LUNDI, au=VENDREDI)


# A past absence with its certificate


@pytest.mark.parametrize("etat", ["reservee", "presente", "absence_injustifiee"])
@pytest.mark.parametrize(("jours", "attendu"), [(22, (J, False)), (25, (I, True))])
def test_une_absence_passee_avec_son_certificat(
    ctx: Contexte, horloge: Horloge, etat: str, jours: int, attendu: tuple[str, bool]
) -> None:
    """Lost otherwise: « rien n’est réservé », to the parent of a sick child who was charged that day."""
    v = semaine(ctx, absence_certificat_heures=48)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = :e", {"e": etat})
    horloge.avancer(days=jours)
    dire(ctx, v, LUNDI, LUNDI, certificat_le=ctx.aujourdhui())
    assert etats(ctx)[0] == attendu


def test_une_annulation_tardive_se_justifie_encore(ctx: Contexte, horloge: Horloge) -> None:
    """Cancelled the evening before, hence charged; the certificate comes in time: it stays cancelled, for nothing."""
    v = semaine(ctx, absence_certificat_heures=48)
    horloge.avancer(days=20)
    enregistrer(ctx, demandes=[Demande(v.lea, LUNDI, v.unites["midi"], annuler=True)], attendu=None)
    assert etats(ctx)[0] == ("annulee", True)
    horloge.avancer(days=2)
    fait = absences.declarer(
        ctx, personne_id=v.lea, du=LUNDI, au=LUNDI, certificat_le=ctx.aujourdhui(), famille_id=v.famille_id
    )
    assert [(x.etat, x.facturee) for x in fait.lignes] == [("annulee", False)]
    assert etats(ctx)[0] == ("annulee", False)


def test_une_annulation_suivie_d_une_reservation_ne_compte_plus(ctx: Contexte, horloge: Horloge) -> None:
    """Cancelled too late, then booked again: the day is missed once, and paid once."""
    v = semaine(ctx, absence_certificat_heures=48)
    horloge.avancer(days=20)
    for annuler in (True, False):
        enregistrer(ctx, demandes=[Demande(v.lea, LUNDI, v.unites["midi"], annuler=annuler)], attendu=None)
    horloge.avancer(days=2)
    fait = absences.declarer(
        ctx, personne_id=v.lea, du=LUNDI, au=LUNDI, certificat_le=ctx.aujourdhui(), famille_id=v.famille_id
    )
    assert [(x.etat, x.facturee) for x in fait.lignes] == [(J, False)]


def test_ce_qui_n_est_pas_reserve_se_dit_comme_c_est(ctx: Contexte) -> None:
    """« Rien n’est réservé » is said of nothing else."""
    v = semaine(ctx)
    enregistrer(ctx, demandes=[Demande(v.lea, LUNDI, v.unites["midi"], annuler=True)], attendu=None)
    quoi = {"personne_id": v.lea, "famille_id": v.famille_id}
    with pytest.raises(RienReserve, match="la réservation est annulée"):
        absences.apercu(ctx, **quoi, du=LUNDI, au=LUNDI)
    with pytest.raises(RienReserve, match="Rien n’est réservé"):
        absences.apercu(ctx, **quoi, du=LUNDI + timedelta(days=2), au=LUNDI + timedelta(days=2))


def test_une_reservation_majoree_reprise_reste_majoree_et_le_dit(ctx: Contexte) -> None:
    """Lost otherwise: a preview that promises the day at its plain price, and an invoice with the surcharge."""
    v = semaine(ctx, absence_preavis=("J-2",))
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET majoree = :oui WHERE jour = :j", {"oui": True, "j": LUNDI})
    dire(ctx, v)
    vu = reprises.apercu(ctx, personne_id=v.lea, famille_id=v.famille_id, du=LUNDI, au=VENDREDI)
    assert (vu.reservees, vu.majorees) == (3, 1)
    reprendre(ctx, v, attendu=vu)
    assert colonne(ctx, "SELECT majoree FROM reservation ORDER BY jour") == [1, 0, 0, 0]
