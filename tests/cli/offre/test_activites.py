"""The town changes its places, its days, its rules without a programmer; a child is registered before being booked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guichet.regles.offre.annee import annee_scolaire
from tests.bases import DEPART
from tests.cli.reservations.test_reservations import MATIN, dates, ecoles

pytestmark = pytest.mark.usefixtures("le_16_novembre")


def test_les_activites_se_listent_et_se_montrent(demo):
    codes = [a["code"] for a in demo("activites", "--format", "json").json]
    assert {MATIN, "restauration", "mercredi", "vacances"} <= set(codes)
    fiche = demo("activites", "montrer", "mercredi", "--format", "json").json
    assert [u["lettre"] for u in fiche["unites"]] == ["m", "r", "a"]
    assert fiche["unites"][0]["de"] == "08:00"
    assert fiche["regles"][0]["contenu"]["jointes"] == [["repas", "matinee"]]
    for activite in codes:
        lu = demo("activites", "montrer", activite)
        assert lu.code == 0, lu.err
        assert max(map(len, lu.out.splitlines())) <= 80
    assert "repas → matinee" in demo("activites", "montrer", "mercredi").out


def test_une_annee_s_ouvre_une_fois(demo):
    suivante = str(annee_scolaire(DEPART.date()) + 1)
    ligne = ("activites", "generer", "--annee", suivante, "--format", "json")
    essai = demo(*ligne, "--simulation").json["ouvertures"]
    assert essai > 1000
    assert demo(*ligne).json["ouvertures"] == essai
    assert demo(*ligne).json["ouvertures"] == 0
    assert demo("activites", "importer", "--format", "json").json["activites"] == []


def test_un_jour_se_corrige_et_se_ferme_sans_perdre_ses_places(demo, base):
    (jour,) = ecoles(base, 1)
    ligne = ("activites", "corriger", MATIN, jour.isoformat(), "--groupe", "Molière")
    corrige = demo(*ligne, "--places", "12", "--format", "json")
    assert corrige.code == 0, corrige.err
    assert (corrige.json["capacite"], corrige.json["restantes"], corrige.json["fermee"]) == (12, 12, False)
    ferme = demo(*ligne, "--fermer", "fuite d’eau", "--format", "json").json
    assert (ferme["capacite"], ferme["restantes"], ferme["fermee"]) == (12, 0, True)
    lu = next(p for p in demo("places", MATIN, jour.isoformat(), "--format", "json").json if p["groupe"] == "Molière")
    assert (lu["fermee"], lu["motif"]) == (True, "fuite d’eau")
    assert demo(*ligne, "--places", "illimite", "--format", "json").json["capacite"] is None


def test_qui_est_attendu_est_nomme_avant_que_son_jour_ferme(demo, base):
    """A leak in one classroom closes one group: its families are told as those of a whole town are."""
    (jour,) = ecoles(base, 1)
    assert demo("inscrire", "20001", "--enfant", "Tom", "--activite", MATIN).code == 0
    assert demo("reserver", "20001", "--activite", MATIN, "--jours", dates([jour])).code == 0
    ligne = ("activites", "corriger", MATIN, jour.isoformat(), "--groupe", "Molière", "--fermer", "fuite")
    refus = demo(*ligne)
    assert refus.code == 1
    assert "Tom" in refus.err
    assert "--garder" in refus.err
    assert "1 réservation annulée." in demo(*ligne, "--annuler").out


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        ((), "l’un des deux"),
        (("--places", "12"), "--groupe"),
        (("--groupe", "Poudlard", "--places", "12"), "Poudlard"),
        (("--groupe", "Molière", "--places", "douze"), "--places"),
    ],
)
def test_une_correction_mal_dite_est_refusee(demo, base, options, phrase):
    (jour,) = ecoles(base, 1)
    sortie = demo("activites", "corriger", MATIN, jour.isoformat(), *options)
    assert (sortie.code, sortie.out) == (2, "")
    assert phrase in sortie.err


def test_inscrire_puis_reserver(demo, base):
    ligne = ("inscrire", "20001", "--enfant", "Tom", "--activite", MATIN)
    essai = demo(*ligne, "--simulation", "--format", "json")
    assert essai.code == 0, essai.err
    fait = demo(*ligne, "--format", "json").json
    (inscription,) = fait["inscriptions"]
    assert (inscription["groupe"], inscription["etat"]) == ("Molière", "active")
    assert date.fromisoformat(inscription["au"]).month == 8

    encore = demo(*ligne)
    assert encore.code == 1
    assert "Règle\u00a0: inscription." in encore.err
    jours = dates(ecoles(base, 1))
    reserve = demo("reserver", "20001", "--activite", MATIN, "--jours", jours, "--format", "json")
    assert [j["issue"] for j in reserve.json] == ["reservee"]


def test_une_inscription_a_ses_dates_et_se_lit(demo, base):
    (jour,) = ecoles(base, 1)
    fin = jour + timedelta(days=60)
    periode = ("--du", f"{jour:%d/%m/%Y}", "--au", f"{fin:%d/%m/%Y}")
    lu = demo("inscrire", "20001", "--activite", "restauration", *periode)
    assert lu.code == 0, lu.err
    assert f"{fin:%d/%m/%Y}" in lu.out
    assert (
        demo("inscrire", "20001", "--activite", "restauration", "--du", f"{fin:%d/%m/%Y}", "--au", "01/09/2020").code
        == 1
    )
    assert demo("inscrire", "20001", "--activite", "piscine").code == 1
    assert demo("inscrire", "20002", "--activite", "restauration").code == 2


def test_quitter_une_activite_demande_ce_que_deviennent_les_jours(demo, base):
    demo("inscrire", "20001", "--activite", MATIN)
    (inscription,) = demo("inscriptions", "20001", "--format", "json").json
    assert (inscription["enfant"], inscription["activite"], inscription["etat"]) == (
        "Tom",
        "Accueil du matin",
        "active",
    )
    vue = demo("inscriptions", "20001").out
    assert vue.splitlines()[1] == "Tom"  # Said once above its registrations.
    assert "Molière" in vue
    assert "Pièces" not in vue
    jours = dates(ecoles(base, 2))
    demo("reserver", "20001", "--activite", MATIN, "--jours", jours)

    ligne = ("desinscrire", str(inscription["numero"]))
    refus = demo(*ligne)
    assert (refus.code, refus.out) == (1, "")
    assert "2 réservations sont touchées" in refus.err
    assert "--garder" in refus.err
    assert "Pour les annuler : --annuler (2 annulées sans frais)" in refus.err.replace("\xa0", " ")
    fini = demo(*ligne, "--annuler", "--format", "json")
    assert fini.code == 0, fini.err
    assert date.fromisoformat(fini.json["inscription"]["au"]) == DEPART.date()
    assert demo("desinscrire", "999").code == 1


def test_une_piece_qui_manque_se_dit_et_se_complete(demo):
    """Lost otherwise: a request that counts for nothing, and nobody told the family."""
    fait = demo("inscrire", "20001", "--activite", "restauration", "--pieces", "livret, domicile")
    assert "Il manque vaccinations : ses demandes n’ont ni place ni rang avant." in fait.out.replace("\u00a0", " ")
    (inscription,) = demo("inscriptions", "20001", "--format", "json").json
    assert inscription["manquantes"] == ["vaccinations"]
    assert "vaccinations" in demo("inscriptions", "20001").out
    jour = f"{DEPART + timedelta(days=28):%d/%m/%Y}"
    essai = demo(
        "reserver", "20001", "--activite", "restauration", "--jours", jour, "--format", "json", "--simulation"
    ).json
    assert [(x["issue"], x["regle"]) for x in essai] == [("attente", "pièces")]
    numero = str(inscription["numero"])
    assert demo("pieces", "constater", numero, "--pieces", "passeport").code == 1
    fait = demo("pieces", "constater", numero, "--pieces", "vaccinations")
    assert fait.out == "Tom\u00a0: Restauration scolaire. L’inscription est complète.\n"


def test_un_foyer_sans_inscription_le_dit(demo):
    sortie = demo("inscriptions", "20002")
    assert (sortie.code, sortie.out) == (0, "")
    assert "aucune inscription" in sortie.err


def test_une_regle_change_a_partir_d_un_jour(demo):
    """The deadline said before that day is the one families were told: it stays."""
    jour = DEPART.date() + timedelta(days=30)
    ligne = ("activites", "regler", MATIN, "reservation=vendredi 09:00 pour lundi, mardi; J-2", "majoration_pourcent=")
    change = demo(*ligne, "facture_justifiee=oui", "--du", jour.isoformat(), "--format", "json")
    assert change.code == 0, change.err
    nouvelles, anciennes = demo("activites", "montrer", MATIN, "--format", "json").json["regles"]
    assert (nouvelles["du"], nouvelles["contenu"]["facture_justifiee"]) == (jour.isoformat(), True)
    assert nouvelles["contenu"]["reservation"] == ["vendredi 09:00 pour lundi, mardi", "J-2"]
    assert nouvelles["contenu"]["majoration_pourcent"] is None
    assert anciennes["contenu"]["reservation"] == ["J-15"]
    assert (
        demo("delai", MATIN, (jour - timedelta(days=1)).isoformat(), "--format", "json")
        .json["regle"]
        .startswith("J-15")
    )
    assert demo(*ligne, "--du", jour.isoformat()).code == 1


@pytest.mark.parametrize(
    ("reglage", "code", "phrase"),
    [
        ("reservation=hier", 1, "hier"),
        ("hors_delai=peut-être", 1, "derogation"),
        ("majoration_pourcent=beaucoup", 1, "nombre entier"),
        ("arrivee_jours=-5", 1, "de 0 à 365"),
        ("facture_justifiee=parfois", 1, "oui ou non"),
        ("jointes=repas", 1, "repas>matinee"),
        ("majorations_pourcent=5", 2, "majoration_pourcent"),
    ],
)
def test_une_regle_illisible_est_nommee(demo, reglage, code, phrase):
    sortie = demo("activites", "regler", MATIN, reglage, "--du", "01/09/2030")
    assert (sortie.code, sortie.out) == (code, "")
    assert phrase in sortie.err
