"""The two weeks ahead on the dossier: « is she booked on Thursday? » is asked at every visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.reservations.planning import CasePlanning
from guichet.fiches.reservations.quinzaine import CaseQuinzaine
from guichet.registres.reservations import attente
from guichet.regles.reservations.dits.signes import signe_de_case
from guichet.services import reservations
from guichet.services.dossier import dossiers
from tests.bases import Horloge
from tests.services.annee_scolaire import Ville, enfants, ouvrir_ville
from tests.services.foyer_simple import foyer
from tests.services.saisies import MOREAU, dossier

LUNDI = date(2026, 11, 16)
"""Today, and the first day shown."""


def noter(ctx: Contexte, v: Ville, qui: int, jour: date, etat: str = "reservee", **champs: object) -> int:
    """A booking as it stands in the base."""
    from models import Reservation

    unite = v.unites["matin" if jour.weekday() == 2 else "repas"]
    with ctx.ecriture() as s:
        droit = s.une("SELECT id FROM inscription WHERE personne_id = :p ORDER BY id LIMIT 1", {"p": qui})
        assert droit is not None
        valeurs = {"famille_id": v.famille_id, "demandee_le": ctx.maintenant(), "origine": "guichet"} | champs
        r = Reservation(
            inscription_id=droit[0],
            personne_id=qui,
            groupe_id=v.groupes["mer" if jour.weekday() == 2 else "can"],
            unite_id=unite,
            jour=jour,
            etat=etat,
            **valeurs,
        )
        s.add(r)
        s.flush()
        assert r.id is not None
        return r.id


def lu(ctx: Contexte, v: Ville) -> Dossier:
    return dossiers.lire(ctx, v.famille_id)


def dites(d: Dossier, code: str) -> list[str]:
    """What the alerts of that code say."""
    return [f"{a.texte} | {a.detail}".replace("\u00a0", " ") for a in d.alertes if a.code == code]


def dessin(c: CaseQuinzaine | CasePlanning) -> str:
    """How a cell is drawn."""
    ailleurs = isinstance(c, CaseQuinzaine) and c.ailleurs
    return signe_de_case(c.etat, majoree=c.majoree, due=c.due, ailleurs=ailleurs).dessin


def jours(d: Dossier, qui: int) -> list[tuple[int, str]]:
    return [((c.jour - d.quinzaine.lundi).days, c.etat) for c in d.quinzaine.cases if c.personne_id == qui]


def test_ce_que_le_foyer_a_reserve_et_rien_d_autre(ctx: Contexte) -> None:
    """Rule 32. Lost otherwise: one parent reads on the screen which days the child is with the other."""
    v = ouvrir_ville(ctx)
    autre, _ = foyer(ctx, "20988", ("Martin",))
    noter(ctx, v, v.lea, LUNDI)
    noter(ctx, v, v.lea, LUNDI + timedelta(days=1), famille_id=autre)
    noter(ctx, v, v.lea, LUNDI + timedelta(days=2))
    noter(ctx, v, v.lea, LUNDI + timedelta(days=3), etat="annulee", facturee=False)
    noter(ctx, v, v.lea, LUNDI + timedelta(days=11), majoree=True)
    noter(ctx, v, v.lea, LUNDI + timedelta(days=14))
    noter(ctx, v, v.tom, LUNDI + timedelta(days=7))
    d = lu(ctx, v)
    assert jours(d, v.lea) == [(0, "reservee"), (11, "reservee"), (2, "reservee")]
    assert jours(d, v.tom) == [(7, "reservee")]
    assert [c.jour.day for c in d.quinzaine.cases if c.majoree] == [27]
    assert [(u.lettre, u.nom, u.activite) for u in d.quinzaine.unites] == [
        ("R", "Repas", "Restauration"),
        ("M", "Matin", "Mercredi"),
    ]
    assert (d.quinzaine.lundi, d.quinzaine.au) == (LUNDI, date(2026, 11, 27))


def test_ce_qui_reste_du_se_voit_comme_au_planning(ctx: Contexte) -> None:
    """Lost otherwise: « free » on the dossier, « annulée, reste facturée » on the planner, and the parent disputes it.

    Asked again since, it is what it has become; what the other household asked since pays nothing of it; a
    registration ended leaves it owed. Planner and dossier draw each day alike.
    """
    v = ouvrir_ville(ctx)
    autre, _ = foyer(ctx, "20988", ("Martin",))
    mardi, jeudi, vendredi = (LUNDI + timedelta(days=n) for n in (1, 3, 4))
    for jour in (LUNDI, mardi, jeudi):
        noter(ctx, v, v.lea, jour, etat="annulee", facturee=True, majoree=True)
    noter(ctx, v, v.lea, mardi)
    noter(ctx, v, v.lea, jeudi, famille_id=autre)
    noter(ctx, v, v.lea, vendredi, etat="en_attente")
    noter(ctx, v, v.tom, LUNDI, etat="annulee", facturee=True)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET au = '2026-11-01' WHERE personne_id = :p", {"p": v.tom})
    q, p = lu(ctx, v).quinzaine, reservations.planning(ctx, v.famille_id)
    dits = {(c.personne_id, c.jour): dessin(c) for c in q.cases if c.unite_id == v.unites["repas"]}
    attendus = {(v.lea, LUNDI): "€", (v.lea, mardi): "●", (v.lea, jeudi): "€", (v.lea, vendredi): "○"}
    assert dits == attendus | {(v.tom, LUNDI): "€"}
    for (qui, jour), signe in dits.items():
        assert dessin(p.cases[qui, jour, v.unites["repas"]]) == signe, jour
    assert p.cases[v.tom, LUNDI, v.unites["repas"]].motif == "plus ouvert à cet enfant"


def test_un_jour_d_ailleurs_se_voit_comme_au_planning(ctx: Contexte) -> None:
    """Lost otherwise: « ● » on the dossier of a day the child is with the other parent, which the planner marks."""
    v = ouvrir_ville(ctx)
    autre, _ = foyer(ctx, "20988", ("Martin",))
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE lien SET garde_rythme = '1/2', garde_ancre = :a WHERE personne_id = :p",
            {"a": LUNDI, "p": v.lea},
        )
        s.ordre(
            "INSERT INTO lien (personne_id, famille_id, role, rang, du, qualite, autorite_parentale, payeur, "
            "peut_chercher, urgence, garde_rythme, version) SELECT personne_id, :f, role, rang, du, qualite, "
            "autorite_parentale, payeur, peut_chercher, urgence, garde_rythme, version FROM lien "
            "WHERE personne_id = :p",
            {"f": autre, "p": v.lea},
        )
    for n in (0, 7):
        noter(ctx, v, v.lea, LUNDI + timedelta(days=n))
    q, p = lu(ctx, v).quinzaine, reservations.planning(ctx, v.famille_id)
    assert [dessin(c) for c in q.cases] == ["●", "■"]
    assert {(qui, jour) for qui, jour, _ in p.ailleurs} == {(c.personne_id, c.jour) for c in q.cases if c.ailleurs}
    assert {jour.day for _, jour in q.ailleurs} == {*range(23, 28)}


def test_qui_n_est_plus_du_foyer_n_y_est_plus(ctx: Contexte) -> None:
    """Lost otherwise: a line for a child who has left, or a program that fails on one."""
    v = ouvrir_ville(ctx)
    noter(ctx, v, v.tom, LUNDI)
    noter(ctx, v, v.tom, date(2026, 11, 17), etat="en_attente")
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET au = '2026-11-15' WHERE personne_id = :p", {"p": v.tom})
    d = lu(ctx, v)
    assert d.quinzaine.cases == ()
    assert dites(d, "en_attente") == []


@pytest.mark.parametrize(("avance", "lundi"), [(0, 16), (4, 16), (5, 23), (6, 23)])
def test_le_samedi_ouvre_la_semaine_suivante(ctx: Contexte, horloge: Horloge, avance: int, lundi: int) -> None:
    """Lost otherwise: a Saturday counter that shows five days gone by and hides five to come."""
    v = ouvrir_ville(ctx)
    horloge.avancer(days=avance)
    assert lu(ctx, v).quinzaine.lundi == date(2026, 11, lundi)


def test_les_jours_fermes_et_sans_ecole(ctx: Contexte) -> None:
    """Lost otherwise: a hole in the week that looks like a meal forgotten."""
    from models import JourFerie, PeriodeCalendrier

    v = ouvrir_ville(ctx)
    noter(ctx, v, v.lea, LUNDI)
    mardi, jeudi = LUNDI + timedelta(days=1), LUNDI + timedelta(days=3)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET fermee = :oui, motif = 'grève' WHERE jour = :jour", {"oui": True, "jour": mardi})
        s.add(JourFerie(jour=jeudi, libelle="fête du village"))
        s.add(
            PeriodeCalendrier(nature="pont", du=jeudi + timedelta(days=1), au=jeudi + timedelta(days=1), libelle="pont")
        )
        s.add(PeriodeCalendrier(nature="vacances", du=date(2026, 11, 25), au=date(2026, 12, 9), libelle="vacances"))
    q = lu(ctx, v).quinzaine
    assert CaseQuinzaine(v.lea, mardi, v.unites["repas"], "fermee") in q.cases
    assert {c.personne_id for c in q.cases} == {v.lea}, "Tom has booked nothing there"
    assert [(j.jour.day, j.motif, j.vacances) for j in q.sans_ecole] == [
        (19, "fête du village", False),
        (20, "pont", False),
        (25, "vacances", True),
        (26, "vacances", True),
        (27, "vacances", True),
    ]


def test_la_liste_d_attente_se_dit_une_fois(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a parent who leaves sure of a place nobody has; yesterday's wait is nobody's business."""
    v = ouvrir_ville(ctx)
    (rivale,) = enfants(ctx, v, 1)
    noter(ctx, v, rivale, LUNDI + timedelta(days=3), "en_attente", famille_id=foyer(ctx, "30999")[0])
    for jour in (LUNDI + timedelta(days=4), LUNDI + timedelta(days=3), LUNDI + timedelta(days=8)):
        noter(ctx, v, v.lea, jour, "en_attente")
    noter(ctx, v, v.tom, LUNDI, "en_attente")
    d = lu(ctx, v)
    assert [c.rang for c in d.quinzaine.cases if c.personne_id == v.lea] == [2, 1, 1]
    assert dites(d, "en_attente") == ["Tom et Léa en liste d’attente | à partir du lun. 16 nov."]
    (raison,) = [a.explication.replace("\u00a0", " ") for a in d.alertes if a.code == "en_attente"]
    assert "Tom : Repas du lun. 16 nov., 1er. Léa : Repas du jeu. 19 nov., 2e et 2 autres jours. " in raison
    noter(ctx, v, v.lea, LUNDI + timedelta(days=10), "en_attente")
    horloge.avancer(days=1)
    assert dites(lu(ctx, v), "en_attente") == [
        "Léa en liste d’attente | Repas du jeu. 19 nov., 2e et 3 autres jours"
    ], "yesterday’s wait is over"


def test_une_place_proposee_se_demande_a_qui_est_la(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the family leaves, and is called tomorrow for the answer it could have given; not taken for an
    identifier to send either."""
    v = ouvrir_ville(ctx, capacite=1)
    jour = LUNDI + timedelta(days=10)
    noter(ctx, v, v.lea, jour, "en_attente")
    with ctx.ecriture() as s:
        assert attente.offrir(s, ctx.acte(), v.groupes["can"], v.unites["repas"], jour) == 1
    d = lu(ctx, v)
    assert dites(d, "place_proposee") == [
        "place proposée : LÉGER-MARTIN Léa | Repas du jeu. 26 nov., réponse avant le mer. 18 nov. 14:07"
    ]
    assert dites(d, "en_attente") == dites(d, "identifiants_dus") == []
    horloge.avancer(days=3)
    assert dites(lu(ctx, v), "place_proposee")[0].endswith("réponse attendue depuis le mer. 18 nov. 14:07")


def test_le_certificat_encore_possible(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: an absence charged to a family that had the certificate in its bag, at the counter."""
    v = ouvrir_ville(ctx, absence_certificat_heures=72)
    vendredi = LUNDI - timedelta(days=3)
    noter(ctx, v, v.lea, vendredi, "absence_injustifiee")
    noter(ctx, v, v.tom, vendredi, "absence_injustifiee", certificat_le=ctx.maintenant())
    horloge.avancer(hours=-3)
    d = lu(ctx, v)
    assert dites(d, "certificat_attendu") == [
        "certificat attendu : Léa | Repas du ven. 13 nov., avant le lun. 16 nov. 12:00"
    ]
    assert d.quinzaine.cases == (), "last week is not shown"
    horloge.avancer(hours=3)
    assert dites(lu(ctx, v), "certificat_attendu") == []


def test_l_absence_commencee_la_semaine_derniere_garde_son_debut(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a certificate promised in time that the till then refuses: it was due from the first day missed."""
    v = ouvrir_ville(ctx, absence_certificat_heures=72)
    noter(ctx, v, v.lea, LUNDI - timedelta(days=3), "absence_justifiee")
    noter(ctx, v, v.lea, LUNDI, "absence_injustifiee")
    horloge.avancer(hours=-3)
    assert [d.rpartition("avant le ")[2] for d in dites(lu(ctx, v), "certificat_attendu")] == ["lun. 16 nov. 12:00"]


def test_une_demande_incomplete_nomme_ses_pieces(ctx: Contexte) -> None:
    """Lost otherwise: a demand that waits for a paper nobody asked for, without any rank meanwhile."""
    v = ouvrir_ville(ctx, pieces=("vaccins", "assurance"), rang_a_la_completude=True)
    (qui,) = enfants(ctx, v, 1, complete_le=None)
    with ctx.lecture() as s:
        ((famille_id,),) = s.lignes("SELECT famille_id FROM lien WHERE personne_id = :p", {"p": qui})
    noter(ctx, v, qui, LUNDI + timedelta(days=7), "demandee", famille_id=famille_id)
    d = dossiers.lire(ctx, famille_id)
    assert dites(d, "pieces_manquantes") == ["demande incomplète : Enfanta | vaccins, assurance"]


def test_un_foyer_sans_enfant_n_en_a_pas(ctx: Contexte) -> None:
    """Lost otherwise: a couple that pays an invoice told that it has booked nothing."""
    d = dossier(ctx, MOREAU)
    assert d.quinzaine.cases == d.quinzaine.unites == ()


def test_deux_lectures_de_plus_au_plus(ctx: Contexte) -> None:
    """Lost otherwise: a dossier that slows down with the number of children."""
    v = ouvrir_ville(ctx)
    for qui in (v.lea, v.tom):
        noter(ctx, v, qui, LUNDI)

    class Compteur:
        def __init__(self, s: object) -> None:
            self.s, self.postgres, self.ordres = s, s.postgres, 0

        def lignes(self, *args: object) -> object:
            self.ordres += 1
            return self.s.lignes(*args)

        def lire(self, *args: object) -> object:
            self.ordres += 1
            return self.s.lire(*args)

    from guichet.registres.dossier import quinzaine

    with ctx.lecture() as s:
        compteur = Compteur(s)
        assert len(quinzaine.lire(compteur, v.famille_id, {v.lea, v.tom}, LUNDI, {}).semaines.cases) == 2
        assert compteur.ordres == 2
        assert quinzaine.lire(compteur, v.famille_id, set(), LUNDI, {}).semaines.cases == ()
        assert compteur.ordres == 2
