"""What a register reads of one child, household, group or year holds nothing of its neighbour."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.reservations import ReservationImpossible
from guichet.fiches.reservations.planning import Demande
from guichet.registres.offre.attendus import Attendus
from guichet.registres.reservations import detenues, file_inscriptions, inscriptions, places
from guichet.registres.reservations.attendus import AttendusReservations
from guichet.registres.reservations.jugement.restes import Restes
from guichet.registres.reservations.suites import departs
from guichet.services import familles, reservations
from guichet.services.offre import calendrier
from guichet.services.reservations import attente
from tests.services.guichet_identifiants import colonne
from tests.services.places_ouvertes import LUNDI, Lieu, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver


@pytest.fixture
def lieu(ctx: Contexte) -> Lieu:
    return ouvrir_lieu(ctx, capacite=4)


def autre_groupe(ctx: Contexte, lieu: Lieu) -> int:
    """A second group, open the same days."""
    from models import Groupe, Ouverture

    with ctx.ecriture() as s:
        groupe = Groupe(activite_id=lieu.activite_id, code="petits", nom="Petits", site="ecole")
        s.add(groupe)
        s.flush()
        s.add(Ouverture(groupe_id=groupe.id, unite_id=lieu.unite_id, jour=LUNDI, capacite=4))
        assert groupe.id is not None
        return groupe.id


def test_les_presents_d_un_groupe_sont_les_siens(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: a group said full of children who are in the next room, and its capacity refused."""
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1, groupe=autre_groupe(ctx, lieu))
    attendus: Attendus = AttendusReservations()
    with ctx.lecture() as s:
        assert attendus.presents(s, [lieu.groupe_id], LUNDI) == {(lieu.groupe_id, lieu.unite_id, LUNDI): 1}
        assert attendus.presents(s, [lieu.groupe_id], LUNDI + timedelta(days=1)) == {}


def test_qui_attend_un_groupe_attend_ses_jours_a_venir(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: places added to a group offered over children who have theirs, or for a day gone by."""
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1, etat="en_attente")
    ici = (lieu.groupe_id, lieu.unite_id, LUNDI)
    with ctx.ecriture() as s:
        assert AttendusReservations().en_attente(s, [lieu.groupe_id], LUNDI) == {ici}
        assert AttendusReservations().en_attente(s, [lieu.groupe_id], LUNDI + timedelta(days=1)) == set()
        s.ordre("UPDATE reservation SET etat = 'reservee'")
        assert AttendusReservations().en_attente(s, [lieu.groupe_id], LUNDI) == set()
        assert departs.annuler(s, ctx.acte(), []) == ()


@pytest.fixture
def voisines(ctx: Contexte, lieu: Lieu) -> tuple[int, Contexte]:
    """Somebody waits; others for another meal, another day, another room; one has the place already."""
    from models import Ouverture, Unite

    with ctx.ecriture() as s:
        unite = Unite(activite_id=lieu.activite_id, code="midi", nom="Midi", lettre="M", debut_minute=1, fin_minute=2)
        s.add(unite)
        s.flush()
        s.add(Ouverture(groupe_id=lieu.groupe_id, unite_id=unite.id, jour=LUNDI, capacite=4))
        s.ordre("UPDATE ouverture SET fermee = :non", {"non": False})
        autre_unite = unite.id
    ici = reserver(ctx, lieu, 0, etat="en_attente")
    reserver(ctx, lieu, 0, unite=autre_unite, etat="en_attente")
    reserver(ctx, lieu, 0, jour=LUNDI + timedelta(days=1), etat="en_attente")
    reserver(ctx, lieu, 1, groupe=autre_groupe(ctx, lieu), etat="en_attente")
    reserver(ctx, lieu, 1, unite=autre_unite)
    return ici, ctx


def test_la_file_d_une_place_est_la_sienne(voisines: tuple[int, Contexte], lieu: Lieu) -> None:
    """Lost otherwise: told fourth, behind children who wait for another meal, another day or another room."""
    ici, ctx = voisines
    with ctx.lecture() as s:
        assert [d.numero for d, _ in detenues.file(s, lieu.groupe_id, lieu.unite_id, LUNDI)] == [ici]
        assert detenues.rangs(s, [ici]) == {ici: 1}
        assert detenues.file(s, lieu.groupe_id, lieu.unite_id, LUNDI - timedelta(days=1)) == []


def test_une_place_ne_s_offre_qu_a_sa_file(voisines: tuple[int, Contexte], lieu: Lieu) -> None:
    """Lost otherwise: a family called for a meal it never asked for."""
    ici, ctx = voisines
    assert attente.proposer(ctx, groupe_id=lieu.groupe_id, unite_id=lieu.unite_id, jour=LUNDI) == 1
    assert colonne(ctx, "SELECT reservation_id FROM tache") == [ici]


def test_le_dernier_jour_d_un_droit_en_est(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: the last meal of every registration, refused."""
    demande = Demande(lieu.enfants[0], LUNDI, lieu.unite_id)
    for au, issue in ((LUNDI, "refusee"), (LUNDI, "reservee")):
        jour = au if issue == "reservee" else au - timedelta(days=1)
        with ctx.ecriture() as s:
            s.ordre("UPDATE inscription SET au = :au", {"au": jour})
        [ligne] = reservations.apercu(ctx, [demande]).lignes
        assert ligne.issue == issue


def test_qui_attend_ne_passe_que_devant_ceux_de_sa_bande(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: a place kept for the small ones, refused to one of them because a big one waits."""
    from models import QuotaAge

    cle = (lieu.groupe_id, lieu.unite_id, LUNDI)
    with ctx.ecriture() as s:
        for nom, de, a in (("petits", 36, 90), ("grands", 90, 150)):
            s.add(
                QuotaAge(
                    groupe_id=lieu.groupe_id, unite_id=lieu.unite_id, nom=nom, age_min_mois=de, age_max_mois=a, places=1
                )
            )
    reserver(ctx, lieu, 0, etat="en_attente")  # Léa, eight years old
    with ctx.lecture() as s:
        restes = Restes(s, places.places(s, [lieu.groupe_id], [lieu.unite_id], LUNDI, LUNDI))
        assert [restes.quota(cle, mois) for mois in (78, 104)] == [1, 0]
        assert [restes.total(cle, mois) for mois in (78, 104)] == [4, 3]


def test_une_place_rendue_ou_rien_n_est_compte_ne_change_rien(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: what is taken back on a day that was withdrawn since, by an incident."""
    lendemain = (lieu.groupe_id, lieu.unite_id, LUNDI + timedelta(days=1))
    with ctx.lecture() as s:
        restes = Restes(s, places.places(s, [lieu.groupe_id], [lieu.unite_id], LUNDI, LUNDI))
        restes.prendre(lendemain, 104, -1)
        assert (restes.total(lendemain, 104), restes.quota(lendemain, 104)) == (None, None)


def test_le_jour_du_depart_en_est(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: the meal of the day a child leaves, neither told nor given back."""
    reserver(ctx, lieu, 0)
    (lien,) = colonne(ctx, "SELECT id FROM lien WHERE personne_id = :p", p=lieu.enfants[0])
    for le, dites in ((LUNDI, 1), (LUNDI + timedelta(days=1), 0)):
        lignes = familles.ce_qui_repose(ctx, lien_id=lien, le=le)
        assert sum("1 réservation" in x.quoi.replace("\u00a0", " ") for x in lignes) == dites


def test_qui_attend_d_etre_inscrit_l_apprend_aussi_un_jour_sans_accueil(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: « n’a pas lieu ce jour-là », said of every day to a family whose registration waits."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET etat = 'en_attente'")
    inconnu = Demande(lieu.enfants[0], LUNDI + timedelta(days=2), lieu.unite_id)
    [ligne] = reservations.apercu(ctx, [inconnu]).lignes
    assert ligne.motif == "L’inscription est sur liste d’attente."


@pytest.mark.parametrize("inconnu", ["enfant", "unite"])
def test_ce_qui_n_existe_plus_se_relit(ctx: Contexte, lieu: Lieu, inconnu: str) -> None:
    """Lost otherwise: an unforeseen incident where a child was merged or an activity taken away meanwhile."""
    demande = Demande(
        9999 if inconnu == "enfant" else lieu.enfants[0], LUNDI, 9999 if inconnu == "unite" else lieu.unite_id
    )
    with pytest.raises(ReservationImpossible, match="n’existe plus"):
        reservations.apercu(ctx, [demande])


def test_les_reservations_lues_sont_celles_des_jours_demandes(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: the custody of one week settled with the bookings of all the year."""
    reserver(ctx, lieu, 0)
    veille, lendemain = LUNDI - timedelta(days=1), LUNDI + timedelta(days=1)
    with ctx.lecture() as s:
        assert len(detenues.vivantes(s, lieu.enfants, LUNDI, LUNDI)) == 1
        assert detenues.vivantes(s, lieu.enfants, lendemain, lendemain) == {}
        assert detenues.vivantes(s, lieu.enfants, veille, veille) == {}


def test_un_foyer_ne_voit_partir_que_ses_reservations(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: a child leaves one of its two households, and what the other booked is cancelled (rule 32)."""
    reserver(ctx, lieu, 0)
    veille = LUNDI - timedelta(days=1)
    with ctx.lecture() as s:
        siennes = inscriptions.a_venir_du_foyer(s, lieu.enfants[0], lieu.famille_id, veille)
        assert [t.jour for t in siennes] == [LUNDI]
        assert inscriptions.a_venir_du_foyer(s, lieu.enfants[0], lieu.famille_id + 1, veille) == ()
        assert inscriptions.a_venir_du_foyer(s, lieu.enfants[1], lieu.famille_id, veille) == ()


def test_l_ecole_d_un_enfant_est_la_sienne_cette_annee_la(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: a child registered in the group of another child's school, or of next year's."""
    from models import Scolarite

    aine, cadet = lieu.enfants
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM scolarite WHERE personne_id IN (:a, :b)", {"a": aine, "b": cadet})
        s.add(Scolarite(personne_id=aine, annee=2026, ecole="Molière", classe="CE1"))
        s.add(Scolarite(personne_id=aine, annee=2027, ecole="Pasteur", classe="CE2"))
    with ctx.lecture() as s:
        assert inscriptions.enfant(s, aine, lieu.famille_id, LUNDI).ecole == "Molière"
        assert inscriptions.enfant(s, aine, lieu.famille_id, date(2027, 9, 6)).ecole == "Pasteur"
        assert inscriptions.enfant(s, cadet, lieu.famille_id, LUNDI).ecole == ""


def attend(numero: int, du: date, au: date, groupe: int = 1) -> file_inscriptions.InscriptionEnAttente:
    """A registration asked for at the hour of its number."""
    le = datetime(2026, 9, 1, numero, tzinfo=UTC)
    return file_inscriptions.InscriptionEnAttente(numero, 0, le, le, groupe, 1, numero, 1, du, au, None, "", "")


SEPTEMBRE, DECEMBRE, JANVIER, JUILLET = date(2026, 9, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 7, 2)


@pytest.mark.parametrize(
    ("sienne", "rang"),
    [
        (attend(9, SEPTEMBRE, JUILLET), 4),
        (attend(9, JANVIER, JUILLET), 3),
        (attend(9, SEPTEMBRE, DECEMBRE), 3),
        (attend(9, DECEMBRE, JANVIER), 4),
        (attend(9, SEPTEMBRE, JUILLET, groupe=2), 2),
    ],
)
def test_le_rang_ne_compte_que_celles_dont_les_jours_se_touchent(
    sienne: file_inscriptions.InscriptionEnAttente, rang: int
) -> None:
    """Lost otherwise: a child told it is third for January, behind two who leave in December."""
    file = [
        attend(1, SEPTEMBRE, DECEMBRE),
        attend(2, JANVIER, JUILLET),
        attend(3, SEPTEMBRE, JUILLET),
        attend(4, SEPTEMBRE, JUILLET, groupe=2),
        sienne,
    ]
    assert file_inscriptions.rang(9, file) == rang
    assert file_inscriptions.rang(10, file) == 0


def test_la_fermeture_scelle_lesquelles_elle_annule(ctx: Contexte, lieu: Lieu) -> None:
    """Lost otherwise: a journal that says how many bookings a closure cancelled, and cannot say which."""
    numeros = [reserver(ctx, lieu, 0), reserver(ctx, lieu, 1)]
    calendrier.fermer(ctx, du=LUNDI, au=LUNDI, motif="grève", annuler=True)
    with ctx.lecture() as s:
        scelles = [json.loads(c) for (c,) in s.lignes("SELECT contenu FROM journal ORDER BY seq")]
    [scelle] = [c for c in scelles if "annulees" in c and "lignes" in c]
    assert scelle["annulees"] == 2
    assert scelle["lignes"] in {
        hashlib.sha256(",".join(map(str, ordre)).encode()).hexdigest() for ordre in (numeros, numeros[::-1])
    }
