"""A place promised twice, a surcharge not told, a draft half written: a parent at the counter pays for each."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.contexte import agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.reservations import ReservationImpossible
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.reservations.refus import ApercuPerime
from guichet.services import reservations
from guichet.services.comptoir import passages
from tests.services.annee_scolaire import LUNDI, PROCHE, enfants, inscrire, ouvrir_ville
from tests.services.guichet_identifiants import colonne

JOUR = timedelta(days=1)


def rangees(ctx, colonnes="jour, etat"):
    with ctx.lecture() as s:
        return s.lignes(f"SELECT {colonnes} FROM reservation ORDER BY id")


def issues(apercu):
    return [x.issue for x in apercu.lignes]


def reserver(ctx, *demandes):
    return reservations.enregistrer(ctx, demandes=demandes, attendu=reservations.apercu(ctx, demandes))


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
    assert not rangees(ctx)
    assert reservations.enregistrer(ctx, demandes=demandes, attendu=vu) == vu
    assert rangees(ctx, "jour, etat, majoree, demandee_le, origine") == [
        (PROCHE, "reservee", True, ctx.maintenant(), "guichet"),
        (LUNDI, "reservee", False, ctx.maintenant(), "guichet"),
    ]
    assert issues(reservations.apercu(ctx, demandes)) == ["inchangee", "inchangee"]


def test_un_brouillon_vide_ne_dit_rien(ctx_sqlite):
    assert reservations.apercu(ctx_sqlite, []).lignes == ()
    assert reservations.enregistrer(ctx_sqlite, demandes=[], attendu=None).lignes == ()


def test_le_journal_compte_sans_nommer_et_le_passage_le_note(ctx):
    v = ouvrir_ville(ctx)
    passage = passages.ouvrir(ctx, famille_id=v.famille_id)
    reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]), Demande(v.tom, PROCHE, v.unites["midi"]))
    with ctx.lecture() as s:
        objet, contenu = s.une("SELECT objet, contenu FROM journal WHERE type = 'reservations.enregistrer'")
        actes = [
            ligne
            for (ligne,) in s.lignes(
                "SELECT libelle FROM acte_passage WHERE passage_id = :p ORDER BY id", {"p": passage.passage_id}
            )
        ]
    assert objet == "20421"
    assert '"reservees":1' in contenu and '"majorees":1' in contenu
    assert "Léa" not in contenu
    assert actes == [
        "Tom · Restauration, midi · 1 jour réservé, majoré : le lundi 23 novembre 2026",
        "Léa · Restauration, midi · 1 jour réservé : le lundi 7 décembre 2026",
    ]


def test_un_lot_mele_se_dit_en_entier(ctx):
    """Lost otherwise: a slip that tells of the meals booked, and not of the one given back."""
    v = ouvrir_ville(ctx, capacite=1)
    midi, mardi, jeudi = v.unites["midi"], LUNDI + JOUR, LUNDI + 3 * JOUR
    reserver(ctx, Demande(v.lea, LUNDI, midi), Demande(v.lea, mardi, midi))
    passages.ouvrir(ctx, famille_id=v.famille_id)
    reserver(
        ctx,
        Demande(v.lea, mardi, midi, annuler=True),
        Demande(v.lea, jeudi, midi),
        Demande(v.lea, PROCHE, midi),
        Demande(v.tom, LUNDI, midi),
    )
    assert colonne(ctx, "SELECT libelle FROM acte_passage ORDER BY id") == [
        "Tom · Restauration, midi · 1 jour en attente : le lundi 7 décembre 2026",
        "Léa · Restauration, midi · 1 jour réservé, majoré : le lundi 23 novembre 2026",
        "Léa · Restauration, midi · 1 jour annulé : le mardi 8 décembre 2026",
        "Léa · Restauration, midi · 1 jour réservé : le jeudi 10 décembre 2026",
    ]
    scelle = json.loads(colonne(ctx, "SELECT contenu FROM journal WHERE type = 'reservations.enregistrer'")[-1])
    dits = ("reservees", "majorees", "attente", "annulees", "derogations", "du", "au")
    assert [scelle[x] for x in dits] == [1, 1, 1, 1, 0, PROCHE.isoformat(), jeudi.isoformat()]


def test_la_capacite_se_decompte_dans_le_lot_et_le_rang_se_dit(ctx):
    v = ouvrir_ville(ctx, capacite=1)
    vu = reserver(ctx, *(Demande(p, LUNDI, v.unites["midi"]) for p in (v.lea, v.tom, *enfants(ctx, v, 1))))
    assert [(x.issue, x.rang) for x in vu.lignes] == [("reservee", 0), ("attente", 1), ("attente", 2)]
    assert [etat for _, etat in rangees(ctx)] == ["reservee", "en_attente", "en_attente"]
    planning = reservations.planning(ctx, v.famille_id)
    assert planning.cases[v.tom, LUNDI, v.unites["midi"]].rang == 1
    assert planning.cases[v.lea, LUNDI, v.unites["midi"]].prises == 1


def test_la_priorite_de_la_ville_passe_devant(ctx):
    v = ouvrir_ville(ctx, capacite=0)
    autres = enfants(ctx, v, 2)
    reserver(ctx, *(Demande(p, LUNDI, v.unites["midi"]) for p in autres))
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET priorite = 5 WHERE personne_id = :p", {"p": v.lea})
    assert reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"])).lignes[0].rang == 1
    assert reserver(ctx, Demande(v.tom, LUNDI, v.unites["midi"])).lignes[0].rang == 4


@pytest.mark.parametrize("tranche", [False, True])
def test_moins_de_places_que_d_attente_le_rang_vient_apres_tous(ctx, tranche: bool) -> None:
    """Lost otherwise: « rang 1 » said to a third family, where one place was added and two already wait for it."""
    v = ouvrir_ville(ctx, capacite=9 if tranche else 0)
    if tranche:
        with ctx.ecriture() as s:
            s.ordre(
                "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
                "VALUES (:g, :u, 'tous', 0, 240, 0)",
                {"g": v.groupes["can"], "u": v.unites["midi"]},
            )
    reserver(ctx, *(Demande(p, LUNDI, v.unites["midi"]) for p in enfants(ctx, v, 2)))
    with ctx.ecriture() as s:
        s.ordre("UPDATE quota_age SET places = 1" if tranche else "UPDATE ouverture SET capacite = 1")
    vu = reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    assert [(x.issue, x.rang) for x in vu.lignes] == [("attente", 3)]


def test_une_place_rendue_va_d_abord_a_qui_attend(ctx):
    v = ouvrir_ville(ctx, capacite=1)
    (autre,) = enfants(ctx, v, 1)
    reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]), Demande(autre, LUNDI, v.unites["midi"]))
    fait = reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"], annuler=True), Demande(v.tom, LUNDI, v.unites["midi"]))
    assert [(x.issue, x.rang) for x in fait.lignes] == [("annulee", 0), ("attente", 2)]
    with ctx.lecture() as s:
        proposee = s.lignes(
            "SELECT r.personne_id FROM tache t JOIN reservation r ON r.id = t.reservation_id WHERE t.etat = 'a_faire'"
        )
    assert proposee == [(autre,)]


def test_une_place_rendue_dans_le_lot_sert_quand_personne_n_attend(ctx):
    v = ouvrir_ville(ctx, capacite=1)
    reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    fait = reserver(ctx, Demande(v.tom, LUNDI, v.unites["midi"]), Demande(v.lea, LUNDI, v.unites["midi"], annuler=True))
    assert issues(fait) == ["reservee", "annulee"]


@pytest.mark.parametrize(
    ("demande", "issue", "mot"),
    [
        (lambda v: Demande(v.lea, date(2026, 11, 18), v.unites["midi"]), "refusee", "pas lieu"),
        (lambda v: Demande(v.lea, date(2026, 12, 25), v.unites["midi"]), "refusee", "Noël"),
        (lambda v: Demande(v.lea, LUNDI, v.unites["midi"], annuler=True), "inchangee", "Rien"),
        (lambda v: Demande(v.lea, date(2026, 11, 13), v.unites["midi"]), "refusee", "passé"),
    ],
)
def test_chaque_refus_dit_pourquoi(ctx_sqlite, demande, issue, mot):
    v = ouvrir_ville(ctx_sqlite)
    (ligne,) = reservations.apercu(ctx_sqlite, [demande(v)]).lignes
    assert (ligne.issue, mot in ligne.motif) == (issue, True), ligne


def test_ce_qui_s_implique_se_demande_ensemble_ce_qui_s_exclut_se_refuse(ctx):
    v = ouvrir_ville(ctx, jointes=(("repas", "midi"),), incompatibles=(("repas", "picnic"),))
    repas, midi, picnic = (Demande(v.lea, LUNDI, v.unites[u]) for u in ("repas", "midi", "picnic"))
    assert issues(reservations.apercu(ctx, [repas])) == ["refusee"]
    assert issues(reserver(ctx, repas, midi)) == ["reservee", "reservee"]
    exclu = reservations.apercu(ctx, [picnic]).lignes[0]
    assert exclu.issue == "refusee"
    assert "Repas" in exclu.motif
    seul = Demande(v.lea, LUNDI, v.unites["midi"], annuler=True)
    assert issues(reservations.apercu(ctx, [seul])) == ["refusee"]
    les_deux = [seul, Demande(v.lea, LUNDI, v.unites["repas"], annuler=True)]
    assert issues(reserver(ctx, *les_deux)) == ["annulee", "annulee"]


def test_trop_jeune_ou_pas_inscrit(ctx_sqlite):
    ctx = ctx_sqlite
    v = ouvrir_ville(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE groupe SET age_min_mois = 84 WHERE id = :g", {"g": v.groupes["can"]})
        s.ordre("UPDATE inscription SET etat = 'terminee' WHERE activite_id = :a", {"a": v.activites["mer"]})
    jeune = reservations.apercu(ctx, [Demande(v.tom, LUNDI, v.unites["midi"])]).lignes[0]
    assert jeune.issue == "refusee"
    assert "de 7 ans à moins de 12 ans" in jeune.motif
    fini = reservations.apercu(ctx, [Demande(v.tom, date(2026, 12, 9), v.unites["matin"])]).lignes[0]
    assert fini.motif.startswith("L’inscription est terminée")
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription")
    assert "pas inscrit" in reservations.apercu(ctx, [Demande(v.tom, LUNDI, v.unites["midi"])]).lignes[0].motif


def test_une_derogation_porte_un_nom(ctx):
    v = ouvrir_ville(ctx, capacite=0, hors_delai="derogation")
    demande = Demande(v.lea, PROCHE, v.unites["midi"], derogation="hospitalisation de la mère")
    assert issues(reserver(ctx, demande)) == ["reservee"]
    (contenu,) = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'reservations.enregistrer'")
    assert json.loads(contenu)["derogations"] == 1
    assert rangees(ctx, "derogation_agent, derogation_motif, majoree") == [
        ("demo", "hospitalisation de la mère", False)
    ]


@pytest.mark.parametrize("jour", [PROCHE, LUNDI])
@pytest.mark.parametrize(
    ("agent", "role", "motif", "refus"),
    [
        ("accueil", "agent", "hospitalisation", DroitInsuffisant),
        ("regie", "regisseur", "hospitalisation", DroitInsuffisant),
        ("demo", "superviseur", "   ", ReservationImpossible),
    ],
)
def test_une_derogation_sans_le_droit_ou_sans_motif_est_refusee_par_toutes_les_portes(
    ctx_sqlite, jour, agent, role, motif, refus
):
    """Dropped in silence, the day was booked with its surcharge, or cancelled and charged, as if nothing was asked."""
    v = ouvrir_ville(ctx_sqlite)
    reserver(ctx_sqlite, Demande(v.tom, jour, v.unites["midi"]))
    avant = rangees(ctx_sqlite, "etat, derogation_agent")
    ctx = ctx_sqlite.pour(agent_courant(agent, "Claire Morin", role, tous_droits=agent == "demo"))
    demande = Demande(v.lea, jour, v.unites["midi"], derogation=motif)
    simple = Demande(v.lea, jour, v.unites["repas"])
    for geste in (
        lambda: reservations.apercu(ctx, [simple, demande]),
        lambda: reservations.enregistrer(ctx, demandes=[simple, demande], attendu=None),
        lambda: reservations.annuler(ctx, personne_id=v.tom, activite_code="can", jours=[jour], derogation=motif),
    ):
        with pytest.raises(refus, match="dérogation"):
            geste()
    assert rangees(ctx, "etat, derogation_agent") == avant


def test_qui_n_en_a_pas_le_droit_n_ecrit_ni_ne_lit(ctx_sqlite):
    v = ouvrir_ville(ctx_sqlite)
    gestion = ctx_sqlite.pour(agent_courant("admin", "Ada", "administrateur"))
    demande = Demande(v.lea, LUNDI, v.unites["midi"])
    for geste in (
        lambda: reservations.apercu(gestion, [demande]),
        lambda: reservations.enregistrer(gestion, demandes=[demande], attendu=None),
        lambda: reservations.planning(gestion, v.famille_id),
        lambda: reservations.annuler(gestion, personne_id=v.lea, activite_code="can", jours=[LUNDI]),
    ):
        with pytest.raises(DroitInsuffisant):
            geste()


@pytest.mark.parametrize(("jour", "facturee"), [(date(2026, 11, 24), False), (date(2026, 11, 23), True)])
def test_annuler_a_temps_ne_coute_rien_trop_tard_reste_du(ctx, jour, facturee):
    # J-8: Monday 23 November is cancelled until Sunday 15; the clock says Monday 16.
    v = ouvrir_ville(ctx)
    reserver(ctx, Demande(v.lea, jour, v.unites["midi"]))
    fait = reservations.annuler(ctx, personne_id=v.lea, activite_code="can", jours=[jour, jour + 2 * JOUR])
    assert issues(fait) == ["annulee", "inchangee"]
    assert rangees(ctx, "etat, facturee, annulee_le") == [("annulee", facturee, ctx.maintenant())]


def test_annuler_hors_delai_par_derogation(ctx):
    v = ouvrir_ville(ctx)
    reserver(ctx, Demande(v.lea, PROCHE, v.unites["midi"]))
    reservations.annuler(ctx, personne_id=v.lea, activite_code="can", jours=[PROCHE], derogation="deuil")
    assert rangees(ctx, "facturee, derogation_agent, derogation_motif") == [(False, "demo", "deuil")]


def test_annuler_demande_des_jours_et_une_activite(ctx_sqlite):
    v = ouvrir_ville(ctx_sqlite)
    with pytest.raises(ReservationImpossible, match="au moins un jour"):
        reservations.annuler(ctx_sqlite, personne_id=v.lea, activite_code="can", jours=[])
    with pytest.raises(ReservationImpossible, match="Aucune activité"):
        reservations.annuler(ctx_sqlite, personne_id=v.lea, activite_code="piscine", jours=[LUNDI])
    with pytest.raises(ReservationImpossible, match="n’existe plus"):
        reservations.apercu(ctx_sqlite, [Demande(v.lea, LUNDI, 99_999)])


def prendre_la_derniere(ctx, v, autre):
    reservations.enregistrer(ctx, demandes=[Demande(autre, LUNDI, v.unites["midi"])], attendu=None)


def fermer(ctx, v, _autre):
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE ouverture SET fermee = :vrai, motif = 'grève' WHERE jour = :jour", {"vrai": True, "jour": LUNDI}
        )


def attendre_le_delai(ctx, v, _autre):
    ctx.horloge.instant = datetime(2026, 11, 22, 23, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("evenement", "mot"),
    [(prendre_la_derniere, "Plus de place"), (fermer, "grève"), (attendre_le_delai, "Hors délai")],
)
def test_ce_qui_change_entre_temps_est_dit_avant_d_ecrire(ctx, evenement, mot):
    v = ouvrir_ville(ctx, capacite=1)
    (autre,) = enfants(ctx, v, 1)
    demandes = [Demande(v.lea, LUNDI, v.unites["midi"]), Demande(v.lea, LUNDI + JOUR, v.unites["midi"])]
    vu = reservations.apercu(ctx, demandes)
    evenement(ctx, v, autre)
    with pytest.raises(ApercuPerime, match=mot) as refus:
        reservations.enregistrer(ctx, demandes=demandes, attendu=vu)
    avant, apres = refus.value.differences[0]
    assert (avant.issue, apres.jour) == ("reservee", LUNDI)
    assert not [e for e in rangees(ctx, "personne_id") if e[0] == v.lea]
    relu = reservations.apercu(ctx, demandes)
    assert reservations.enregistrer(ctx, demandes=demandes, attendu=relu) == relu


def test_chaque_foyer_n_annule_que_ses_jours(ctx):
    v = ouvrir_ville(ctx)
    (autre,) = enfants(ctx, v, 1)
    with ctx.ecriture() as s:
        (voisin,) = s.une("SELECT famille_id FROM lien WHERE personne_id = :p", {"p": autre})
        s.ordre(
            "INSERT INTO lien (personne_id, famille_id, role, rang, du, qualite, autorite_parentale, payeur, "
            "peut_chercher, urgence, garde_rythme, version) SELECT personne_id, :voisin, role, 1, du, qualite, "
            "autorite_parentale, payeur, peut_chercher, urgence, garde_rythme, version FROM lien WHERE personne_id = :p",
            {"voisin": voisin, "p": v.lea},
        )
    place = (v.lea, LUNDI, v.unites["midi"])
    reservations.enregistrer(ctx, demandes=[Demande(*place)], attendu=None, famille_id=voisin)
    assert rangees(ctx, "famille_id") == [(voisin,)]
    retrait = [Demande(*place, annuler=True)]
    assert issues(reservations.apercu(ctx, retrait, famille_id=v.famille_id)) == ["inchangee"]
    assert reservations.planning(ctx, v.famille_id).cases[place].etat == "fermee"
    assert reservations.planning(ctx, voisin).cases[place].etat == "reservee"
    assert issues(reservations.apercu(ctx, retrait, famille_id=voisin)) == ["annulee"]


def test_une_regle_qui_nomme_une_unite_partie_n_arrete_rien(ctx_sqlite):
    """Lost otherwise: a unit renamed in the file, and nobody books the others any more."""
    v = ouvrir_ville(ctx_sqlite, jointes=(("repas", "partie"),), incompatibles=(("partie", "midi"),))
    fait = reserver(ctx_sqlite, *(Demande(v.lea, LUNDI, v.unites[u]) for u in ("repas", "midi")))
    assert issues(fait) == ["reservee", "reservee"]


def test_places_gardees_par_age(ctx):
    v = ouvrir_ville(ctx, capacite=10)
    petits = enfants(ctx, v, 2)
    with ctx.ecriture() as s:
        s.ordre(f"UPDATE personne SET naissance = :n WHERE id IN ({petits[0]}, {petits[1]})", {"n": date(2022, 6, 1)})
        for nom, du, au, places in (("petits", 36, 72, 1), ("grands", 72, 144, 9)):
            s.ordre(
                "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
                "VALUES (:g, :u, :nom, :du, :au, :places)",
                {"g": v.groupes["can"], "u": v.unites["midi"], "nom": nom, "du": du, "au": au, "places": places},
            )
    fait = reserver(ctx, *(Demande(p, LUNDI, v.unites["midi"]) for p in (*petits, v.lea)))
    assert issues(fait) == ["reservee", "attente", "reservee"]
    # The waiting little one holds back another little one, not a big one.
    assert issues(reservations.apercu(ctx, [Demande(v.tom, LUNDI, v.unites["midi"])])) == ["attente"]
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE personne_id = :p", {"p": petits[0]})
    assert issues(reservations.apercu(ctx, [Demande(v.tom, LUNDI, v.unites["midi"])])) == ["attente"]
    # The planner says the same of the cell, of what it read: an arrow key asks nothing of the base.
    lu = reservations.planning(ctx, v.famille_id)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE personne_id = :p", {"p": petits[1]})
    assert lu.annoncer(Demande(v.tom, LUNDI, v.unites["midi"])).issue == "attente"
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'en_attente' WHERE personne_id = :p", {"p": petits[1]})
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = :n WHERE id = :p", {"n": date(2018, 6, 1), "p": v.tom})
    assert issues(reservations.apercu(ctx, [Demande(v.tom, LUNDI, v.unites["midi"])])) == ["reservee"]


def test_un_enfant_inscrit_par_etapes_garde_la_bonne_inscription(ctx_sqlite):
    ctx = ctx_sqlite
    v = ouvrir_ville(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET au = :au WHERE personne_id = :p", {"au": date(2026, 12, 18), "p": v.lea})
        suite = inscrire(s, ctx, v, v.lea, "can", du=date(2027, 1, 4))
    reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]), Demande(v.lea, date(2027, 1, 5), v.unites["midi"]))
    premiere, seconde = (i for (i,) in rangees(ctx, "inscription_id"))
    assert seconde == suite != premiere


def test_un_foyer_ne_reserve_que_les_jours_de_sa_garde(ctx):
    v = ouvrir_ville(ctx)
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE lien SET garde_rythme = '1/2', garde_ancre = :ancre WHERE personne_id = :p",
            {"ancre": LUNDI, "p": v.lea},
        )
    ici, ailleurs = LUNDI, LUNDI + 7 * JOUR
    demandes = [Demande(v.lea, jour, v.unites["midi"]) for jour in (ici, ailleurs)]
    assert issues(reservations.apercu(ctx, demandes, famille_id=v.famille_id)) == ["reservee", "refusee"]
    cases = reservations.planning(ctx, v.famille_id).cases
    assert cases[v.lea, ici, v.unites["midi"]].etat == "libre"
    refusee = cases[v.lea, ailleurs, v.unites["midi"]]
    assert (refusee.etat, "garde" in refusee.motif) == ("fermee", True)
    assert cases[v.tom, ailleurs, v.unites["midi"]].etat == "libre"


def test_un_droit_vaut_de_son_premier_a_son_dernier_jour(ctx):
    """Lost otherwise: a child refused on the day they are registered from, or expected the day after they left."""
    v = ouvrir_ville(ctx, capacite=None)
    du, au = LUNDI, LUNDI + 3 * JOUR
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET du = :du, au = :au WHERE personne_id = :p", {"du": du, "au": au, "p": v.lea})
    for jour, issue in ((PROCHE, "refusee"), (du, "reservee"), (au, "reservee"), (au + JOUR, "refusee")):
        assert issues(reservations.apercu(ctx, [Demande(v.lea, jour, v.unites["midi"])])) == [issue]
