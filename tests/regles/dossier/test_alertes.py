"""An alert that is missing is a parent who comes back; one too many and nobody reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from guichet.fiches.comptoir.taches import FicheTache
from guichet.fiches.familles.foyer import FicheQuotient, Membre
from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail
from guichet.fiches.reservations.quinzaine import CaseQuinzaine
from guichet.formats import PARIS
from guichet.regles.dossier.alertes import Faits, alertes
from guichet.regles.reservations.absences_attendues import CertificatAttendu

MAINTENANT = datetime(2026, 11, 16, 14, 7, tzinfo=PARIS)
INSTANT = MAINTENANT.astimezone(UTC)
ADULTE = Membre(
    1, 1, "responsable", "Mme", "Léger", "", "Sophie", None, "s@orange.fr", "", "", "", False, "", True, True, False, False,
    "", None, "", "", "", date(2023, 9, 1), 1, 1,
)  # fmt: skip
ENFANT = replace(ADULTE, role="enfant", prenom="Léa", naissance=date(2018, 3, 12), courriel="", ecole="Hugo")
QF = FicheQuotient(87100, date(2026, 10, 1), "CAF", date(2026, 10, 1), None)
COMPTE = FicheComptePortail(
    1,
    1,
    "LÉGER Sophie",
    "sophie",
    "guichet",
    "cgu_acceptees",
    6,
    INSTANT,
    None,
    False,
    INSTANT,
    "",
    None,
    False,
    INSTANT,
    1,
    1,
)
CLE = FicheCle(1, 1, "LÉGER Sophie", "utilisee", 1, INSTANT, INSTANT + timedelta(days=30), INSTANT, INSTANT)
TACHE = FicheTache(
    1, "identifiants_oublies", 1, "20421", "LÉGER Sophie", 1, INSTANT, INSTANT + timedelta(days=1), "a_temps", ""
)
ATTENTE = CaseQuinzaine(ENFANT.personne_id, date(2026, 11, 20), 3, "en_attente", rang=2)
CERTIFICAT = CertificatAttendu(ENFANT.personne_id, "Repas", date(2026, 11, 16), date(2026, 11, 16), MAINTENANT)
CALME = Faits(MAINTENANT, [ADULTE], [ENFANT], QF, [COMPTE], [CLE], [], domaines_a_probleme=("yahoo.*",))


def trouver(**champs):
    return alertes(replace(CALME, **champs))


def test_a_family_in_order_has_no_alert():
    assert alertes(CALME) == ()


@pytest.mark.parametrize(
    ("champs", "code", "niveau"),
    [
        ({"quotient": None}, "qf_absent", "attention"),
        ({"quotient": replace(QF, au=date(2026, 11, 15))}, "qf_expire", "attention"),
        ({"responsables": [replace(ADULTE, courriel="")]}, "sans_courriel", "info"),
        ({"responsables": [replace(ADULTE, courriel="s@yahoo.fr")]}, "courriel_a_probleme", "info"),
        ({"enfants": [replace(ENFANT, ecole="")]}, "sans_ecole", "attention"),
        ({"enfants": [replace(ENFANT, ecole="", naissance=None)]}, "sans_ecole", "attention"),
        ({"enfants": [replace(ENFANT, pai=True)]}, "pai", "attention"),
        (
            {"enfants": [replace(ENFANT, garde_rythme="1/2", garde_ancre=date(2026, 11, 9), autre_foyer="20988")]},
            "garde_alternee",
            "info",
        ),
        ({"enfants": [replace(ENFANT, garde_rythme="2/4", garde_ancre=date(2026, 11, 9))]}, "garde_alternee", "info"),
        ({"taches": [TACHE]}, "identifiants_dus", "attention"),
        ({"taches": [replace(TACHE, urgence="en_retard")]}, "identifiants_en_retard", "refus"),
        ({"taches": [replace(TACHE, nature="place_liberee")]}, "place_proposee", "attention"),
        ({"taches": [replace(TACHE, nature="place_liberee", echeance=INSTANT)]}, "place_proposee", "attention"),
        ({"attentes": [ATTENTE], "unites": {3: "Repas"}}, "en_attente", "info"),
        ({"certificats": [CERTIFICAT]}, "certificat_attendu", "attention"),
        ({"certificats": [replace(CERTIFICAT, au=date(2026, 11, 17))]}, "certificat_attendu", "attention"),
        ({"pieces": {ENFANT.personne_id: ("vaccins", "assurance")}}, "pieces_manquantes", "attention"),
        ({"comptes": [], "compte_obligatoire": True}, "sans_compte", "attention"),
        ({"cles": [], "cle_requise": True}, "sans_cle", "attention"),
        ({"cles": [replace(CLE, etat="expiree")]}, "cle_expiree", "attention"),
        ({"cles": [replace(CLE, etat="remise", expire_le=INSTANT)]}, "cle_expiree", "attention"),
        ({"cles": [replace(CLE, etat="emise")]}, "cle_a_remettre", "info"),
        (
            {"comptes": [replace(COMPTE, etat="emis", expire_le=INSTANT + timedelta(days=5))]},
            "compte_a_activer",
            "info",
        ),
        ({"comptes": [replace(COMPTE, etat="emis", expire_le=None)]}, "compte_a_activer", "info"),
        (
            {"comptes": [replace(COMPTE, etat="emis", expire_le=INSTANT + timedelta(days=2))]},
            "compte_a_activer",
            "attention",
        ),
        ({"comptes": [replace(COMPTE, etat="emis", expire_le=INSTANT)]}, "mot_de_passe_expire", "attention"),
        ({"comptes": [replace(COMPTE, etat="active")]}, "cgu_a_accepter", "info"),
        ({"comptes": [replace(COMPTE, etat="suspendu")]}, "compte_suspendu", "attention"),
        ({"comptes": [replace(COMPTE, etat="efface")]}, "compte_efface", "attention"),
        ({"comptes": [replace(COMPTE, derniere_connexion=INSTANT - timedelta(days=365))]}, "jamais_connecte", "info"),
        (
            {"comptes": [replace(COMPTE, derniere_connexion=None, active_le=INSTANT - timedelta(days=365))]},
            "jamais_connecte",
            "info",
        ),
    ],
)
def test_each_trouble_has_its_alert_with_a_reason_and_a_cure(champs, code, niveau):
    (alerte,) = trouver(**champs)
    assert (alerte.code, alerte.niveau) == (code, niveau)
    assert alerte.texte
    assert alerte.explication.endswith(".")
    assert len(alerte.explication) > 40


@pytest.mark.parametrize(
    "champs",
    [
        {"quotient": replace(QF, au=date(2026, 11, 16))},
        # Its place was offered: that is said instead.
        {"attentes": [ATTENTE._replace(proposee=True)], "unites": {3: "Repas"}},
        {"comptes": []},
        {"cles": []},
        {"cles": [replace(CLE, etat="remise")]},
        {"cles": [replace(CLE, etat="revoquee")]},
        # A baby and a pupil of the collège have no school here.
        {"enfants": [replace(ENFANT, ecole="", naissance=date(2024, 1, 1))]},
        {"enfants": [replace(ENFANT, ecole="", naissance=date(2014, 1, 1))]},
        {"enfants": [], "cles": [], "cle_requise": True},
        {"comptes": [replace(COMPTE, derniere_connexion=None)]},
        {"comptes": [replace(COMPTE, derniere_connexion=None, active_le=None)]},
        {"comptes": [replace(COMPTE, etat="a_emettre")]},
    ],
)
def test_what_is_nobodys_business_is_not_said(champs):
    assert trouver(**champs) == ()


def test_what_blocks_comes_first():
    niveaux = [
        a.niveau
        for a in trouver(
            quotient=None, responsables=[replace(ADULTE, courriel="")], taches=[replace(TACHE, urgence="en_retard")]
        )
    ]
    assert niveaux == ["refus", "attention", "info"]


def test_the_detail_of_a_pai_is_announced_to_who_may_open_it():
    enfants = [replace(ENFANT, pai=True)]
    assert "réservé" in trouver(enfants=enfants)[0].explication
    assert "notée" in trouver(enfants=enfants, voir_pai=True)[0].explication


def test_one_week_is_said_in_the_singular():
    assert (
        "1 semaine sur 2"
        in trouver(enfants=[replace(ENFANT, garde_rythme="1/2", garde_ancre=date(2026, 11, 9))])[0].explication
    )
    assert (
        "2 semaines sur 4"
        in trouver(enfants=[replace(ENFANT, garde_rythme="2/4", garde_ancre=date(2026, 11, 9))])[0].explication
    )


def test_a_brother_and_sister_who_come_together_are_told_together():
    """Lost otherwise: three lines that say the same thing, and push the rest of the dossier off the screen."""
    partagee = replace(ENFANT, garde_rythme="1/2", garde_ancre=date(2026, 11, 9), autre_foyer="20988")
    alertes_ = trouver(
        enfants=[
            partagee,
            replace(partagee, prenom="Tom"),
            replace(partagee, prenom="Zoé"),
            replace(partagee, prenom="Max", personne_id=99, garde_ancre=date(2026, 11, 16)),
        ],
        presents={99},
    )
    assert [(a.texte, a.detail) for a in alertes_] == [
        (f"garde alternée {ENFANT.prenom}, Tom et Zoé", "1/2, ailleurs aujourd’hui"),
        ("garde alternée Max", "1/2, ici aujourd’hui"),
    ]
    assert " vivent 1 semaine sur 2 " in alertes_[0].explication
