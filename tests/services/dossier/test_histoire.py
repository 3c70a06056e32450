"""The history answers « this is wrong »: who, what, which days, before and after; nothing of the other household."""

from __future__ import annotations

from datetime import timedelta

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.registres.reservations import ecriture
from guichet.regles.reservations.etats import EtatReservation
from guichet.services import reservations
from guichet.services.dossier import dossiers
from guichet.services.reservations import absences
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, PROCHE, ouvrir_ville

MARDI = LUNDI + timedelta(days=1)


def _reserver(ctx: Contexte, *demandes: Demande) -> None:
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)


def test_un_acte_dit_l_enfant_l_activite_et_les_jours(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: « réservations enregistrées » three times, and nobody who can say which."""
    v = ouvrir_ville(ctx)
    midi = v.unites["midi"]
    _reserver(ctx, Demande(v.lea, LUNDI, midi), Demande(v.lea, MARDI, midi), Demande(v.tom, PROCHE, midi))
    horloge.avancer(minutes=5)
    _reserver(ctx, Demande(v.lea, MARDI, midi, annuler=True))
    horloge.avancer(minutes=5)
    absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI, famille_id=v.famille_id)
    absence, annulation, reservation = dossiers.historique(ctx, v.famille_id)[:3]
    assert [(c.quoi, c.avant, c.apres, c.jours) for c in reservation.changements] == [
        ("Léa · Restauration, midi", "rien", "réservée", (LUNDI, MARDI)),
        ("Tom · Restauration, midi", "rien", "réservée, majorée", (PROCHE,)),
    ]
    assert reservation.detail == (
        "réservée : Léa · Restauration, midi · lun. 7 déc., mar. 8 déc. · 2 jours, et 1 autre (réservée, majorée)"
    )
    assert annulation.detail == "annulée : Léa · Restauration, midi · mar. 8 déc. · 1 jour"
    [missed] = absence.changements
    assert (missed.avant, missed.jours) == ("réservée", (LUNDI,)) and missed.apres.startswith("absence")


def test_ce_que_nul_acte_ne_dit_se_lit_quand_meme(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a history that is empty above 161 bookings."""
    v = ouvrir_ville(ctx)
    _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    horloge.avancer(minutes=5)
    with ctx.ecriture() as s:
        inscription, groupe = s.lignes("SELECT inscription_id, groupe_id FROM reservation")[0]
        venue = ecriture.Neuve(
            inscription_id=inscription, personne_id=v.lea, famille_id=v.famille_id, groupe_id=groupe,
            unite_id=v.unites["midi"], jour=MARDI, etat=EtatReservation.RESERVEE, origine="portail", majoree=False,
            derogation="", priorite=0,
        )  # fmt: skip
        ecriture.creer(s, ctx.acte(), [venue])
    lignes = [x for x in dossiers.historique(ctx, v.famille_id) if "portail" in x.libelle]
    assert [x.detail for x in lignes] == ["réservée : Léa · Restauration, midi · mar. 8 déc. · 1 jour"]


def test_ce_qui_a_change_depuis_garde_son_compte_et_sa_periode(ctx: Contexte) -> None:
    """Lost otherwise: a line that says nothing of an absence taken back since."""
    v = ouvrir_ville(ctx)
    _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]), Demande(v.lea, MARDI, v.unites["midi"]))
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM reservation")
    [acte] = [x for x in dossiers.historique(ctx, v.famille_id) if x.libelle == "réservations enregistrées"]
    assert acte.detail == "2 réservées · 7 déc. → 8 déc."
