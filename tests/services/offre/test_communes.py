"""A town lives by its preset: a wrong hour closes a counter, a wrong address sends parents to a stranger's site.

Every value the source documents give (sources.md, lines tagged « config » and the conflicts) is asserted here.
"""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from guichet.communes import (
    Commune,
    chemin_preset,
    forme_du_delai,
    lire_preset,
    lister_presets,
)
from guichet.donnees import chemin_donnees
from guichet.erreurs.fichiers import PresetInconnu
from guichet.regles.socle.courriel import domaine_a_probleme

SLUGS = [
    "clairval",
    "espace-citoyens-premium",
    "guichet-unique",
    "le-blanc-mesnil",
    "le-mesnil-saint-denis",
    "service-sej",
]
LUNDI = date(2026, 11, 16)


def commune(slug):
    return lire_preset(chemin_preset(slug))


def test_les_six_communes_sont_livrees_et_se_decrivent_en_une_ligne():
    presets = lister_presets()
    assert [preset.slug for preset in presets] == SLUGS
    assert all(preset.nom and preset.resume for preset in presets)
    assert all(preset.chemin.parent == chemin_donnees() / "communes" for preset in presets)


@pytest.mark.parametrize("slug", SLUGS)
def test_chaque_commune_se_relit_a_l_identique_depuis_la_base(slug):
    lue = commune(slug)
    assert lue.slug == slug
    texte = lue.en_json()
    assert Commune.depuis_json(texte) == lue
    assert Commune.depuis_json(texte).en_json() == texte


@pytest.mark.parametrize("slug", SLUGS)
def test_les_textes_des_communes_ont_une_vraie_typographie(slug):
    textes = [*commune(slug).particularites, commune(slug).resume]
    for texte in textes:
        assert "'" not in texte
        assert not any(f" {signe}" in texte for signe in ":;!?»%")


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "clairval"])
def test_chaque_valeur_d_une_commune_source_cite_sa_ligne_ou_dit_le_defaut(slug):
    """A setting nobody can trace is a setting nobody dares to change. Clairval is nobody's."""
    texte = chemin_preset(slug).read_text(encoding="utf-8")
    assert texte.count("# source") > 10
    assert "défaut" in texte


@pytest.mark.parametrize(
    ("slug", "site", "heures"),
    [
        ("le-blanc-mesnil", "mairie", 34.25),  # 0.11
        ("le-blanc-mesnil", "annexe", 37.5),  # 0.14
        ("guichet-unique", "guichet-unique", 37.5),  # 1.25
    ],
)
def test_heures_d_ouverture_par_semaine(slug, site, heures):
    plages = [p for jour in range(7) for p in commune(slug).site(site).plages(LUNDI + timedelta(days=jour))]
    minutes = sum((p.ferme.hour - p.ouvre.hour) * 60 + p.ferme.minute - p.ouvre.minute for p in plages)
    assert minutes == heures * 60


@pytest.mark.parametrize(
    ("site", "jour", "attendu"),
    [
        ("mairie", 0, [("09:00", "12:30", "12:15"), ("14:00", "17:30", "17:15")]),  # 0.12
        ("mairie", 1, [("14:00", "17:30", "17:15")]),  # 0.11: Tuesday afternoon only
        ("mairie", 5, [("09:00", "11:45", "11:30")]),  # 0.13
        ("mairie", 6, []),
        ("annexe", 1, [("09:00", "12:15", "12:00"), ("13:30", "19:45", "19:30")]),  # 0.13, 0.14
        ("annexe", 5, []),
    ],
)
def test_plages_et_dernier_acces_du_blanc_mesnil(site, jour, attendu):
    plages = commune("le-blanc-mesnil").site(site).plages(LUNDI + timedelta(days=jour))
    assert [(p.ouvre, p.ferme, p.dernier_acces) for p in plages] == [
        tuple(time.fromisoformat(heure) for heure in plage) for plage in attendu
    ]


def test_le_dernier_acces_ne_precede_jamais_l_ouverture(tmp_path):
    site = commune("le-blanc-mesnil").site("annexe").model_copy(update={"dernier_acces_minutes": 120})
    horaires = site.horaires.model_copy(update={"lundi": ("09:00-10:00",)})
    (plage,) = site.model_copy(update={"horaires": horaires}).plages(LUNDI)
    assert plage.dernier_acces == time(9)


def test_un_site_hors_de_ses_dates_n_a_pas_de_plage():
    """Source 1.25: two addresses for one counter; a slip must print the one in force."""
    ville = commune("guichet-unique")
    ancien = ville.sites[0].model_copy(update={"au": date(2026, 8, 31), "telephone": "ancien"})
    nouveau = ville.sites[0].model_copy(update={"du": date(2026, 9, 1)})
    ville = ville.model_copy(update={"sites": (ancien, nouveau)})
    assert ancien.plages(LUNDI) == []
    assert ville.site("guichet-unique", LUNDI) is nouveau
    assert ville.site("guichet-unique", date(2026, 8, 31)) is ancien
    assert ville.site("inconnu") is None


def test_le_blanc_mesnil():
    ville = commune("le-blanc-mesnil")
    mairie, annexe = ville.sites
    assert mairie.adresse_postale() == (
        "1, place Gabriel-Péri",
        "BP 10076",
        "93156 Le Blanc-Mesnil cedex",
    )  # 0.10
    assert mairie.telephone == "01 45 91 70 70"
    assert annexe.adresse_postale() == ("2 bis, avenue Jean-Jaurès", "93150 Le Blanc-Mesnil")  # 0.14
    assert annexe.sur_rendez_vous  # 0.15
    assert not mairie.sur_rendez_vous
    assert ville.portail.modes_compte == ("courriel",)  # 0.4, 0.5
    assert ville.portail.changement_force  # 0.6
    repas = [service.code for service in ville.services if service.genre == "restauration"]
    assert repas == ["cantine-ecole", "cantine-centre"]  # 0.3


def test_guichet_unique():
    ville = commune("guichet-unique")
    assert ville.portail.modes_compte == ("parent",)  # 1.5, 1.15
    assert ville.portail.obligatoire  # 1.3
    assert ville.portail.courriel_obligatoire  # 1.5
    assert {s.code: s.reservation for s in ville.services} == {
        "accueil-matin": ("J-15",),
        "accueil-soir": ("J-15",),
        "restauration": ("J-15",),
        "mercredi": ("J-15",),
        "vacances": ("S-4 session",),
    }  # 1.4, 1.11, 1.12
    assert ville.service("accueil-matin").sigle == "APPS"  # 1.4
    assert ville.delais.hors_delai == "accepte"  # 1.13
    assert ville.majoration.pourcent is None  # 1.13: amount unknown
    assert ville.majoration.montant_centimes is None
    assert ville.delais.rentree.jusqu_au == "30/09"  # 1.10
    assert ville.delais.rentree.fenetre_couvre_vacances is False  # 1.14
    assert ville.delais.report_si_ferme == "non"  # 1.14
    assert ville.conditions_depot.rang_a_la_completude  # 1.9
    assert [s.adresse[0] for s in ville.sites] == ["2 rue Paul-Gauguin", "18 av. de Poissy"]  # 1.25
    assert [s.telephone for s in ville.sites] == ["01 73 16 72 97", "01 39 74 29 12"]
    assert [(r.titre, r.version) for r in ville.references] == [
        ("Règlement de la Régie centrale", "2023"),
        ("Tarification des activités municipales", "06/23"),
    ]  # 1.26
    assert ville.a_completer() == ("villes", "code_postal", "portail.adresse")


def test_le_mesnil_saint_denis():
    ville = commune("le-mesnil-saint-denis")
    assert ville.portail.adresse == "espace-citoyens.net/lemesnilsaintdenis"  # 2.1, to the letter
    assert ville.portail.url == "https://espace-citoyens.net/lemesnilsaintdenis"
    assert ville.portail.changement_force  # 2.2: default yes
    assert ville.paiement.prelevement  # 2.7
    assert ville.sites[0].courriel == "enfance-education@lemesnilsaintdenis.fr"  # 2.18
    assert [s.genre for s in ville.services] == [
        "restauration", "etude", "accueil", "accueil", "mercredi", "vacances",
    ]  # 2.12  # fmt: skip
    assert ville.a_completer() == ()


def test_espace_citoyens_premium():
    portail = commune("espace-citoyens-premium").portail
    politique = portail.mot_de_passe
    assert (politique.longueur_min, politique.minuscules_min, politique.chiffres_min) == (8, 1, 1)  # 3.5
    assert portail.changement_force  # 3.4
    assert not portail.obligatoire  # 3.7
    assert portail.france_connect  # 3.3
    assert portail.lire_cgu_en_entier  # 3.6
    assert portail.vocabulaire.menu[1] == "Nouvelle démarche"  # 3.2
    assert portail.url == ""


def test_service_sej():
    ville = commune("service-sej")
    assert ville.portail.modes_compte == ("guichet",)  # 4.9
    assert ville.portail.identifiant == "code_famille"  # 4.7
    assert ville.identifiants.delai_oubli_heures == 24  # 4.12
    assert ville.paiement.prestataire == "Paybox"  # 4.4
    assert ville.paiement.facture_electronique  # 4.5
    assert [s.genre for s in ville.services] == [
        "accueil", "accueil", "restauration", "etude", "soir", "mercredi",
    ]  # 4.2  # fmt: skip


def test_clairval():
    ville = commune("clairval")
    assert ville.portail.modes_compte == ("courriel", "guichet")
    assert [site.nom for site in ville.sites] == ["Hôtel de ville", "Annexe des Sablons"]
    assert set(ville.ecoles) == {
        "Molière", "Montaigne", "Victor-Hugo", "Jean-de-La-Fontaine", "Pierre-Ronsard", "Les Sablons",
        "Robert-Fournier",
    }  # fmt: skip
    assert ville.majoration.pourcent == 50


@pytest.mark.parametrize("slug", SLUGS)
def test_les_defauts_de_la_regle_sont_ceux_des_communes_muettes(slug):
    ville = commune(slug)
    assert ville.identifiants.validite_jours == 7
    assert ville.cle_enfance.validite_jours == 30
    assert 6 <= ville.donnees.conservation_consultations_mois <= 12


@pytest.mark.parametrize(
    ("ville", "code_postal", "dedans"),
    [
        ("Clairval-sur-Seine", "78999", True),
        ("CLAIRVAL SUR SEINE", "", True),
        ("clairval‐sur‐seine", "78999", True),
        ("Clairval-sur-Seine", "75001", False),
        ("Saint Agnès", "78999", None),
        ("", "", None),
    ],
)
def test_residence(ville, code_postal, dedans):
    """The outsider's price hangs on it."""
    assert commune("clairval").residence(ville, code_postal) is dedans


@pytest.mark.parametrize(
    ("courriel", "attendu"),
    [
        ("a@yahoo.fr", True),
        ("a@YAHOO.co.uk", True),
        ("a@ymail.com", True),
        ("a@rocketmail.com", True),
        ("a@notyahoo.fr", False),
        ("yahoo.fr@orange.fr", False),
        ("", False),
    ],
)
def test_domaines_a_probleme(courriel, attendu):
    avertissement = domaine_a_probleme(courriel, commune("guichet-unique").domaines_a_probleme)
    assert bool(avertissement) is attendu  # 1.6


@pytest.mark.parametrize(
    ("texte", "forme"),
    [
        ("J-15", "jours"),
        ("J-8 00:00", "jours"),
        ("J-2 ouvrés 12:00", "jours"),
        ("J-3 francs", "jours"),
        ("H-48", "heures"),
        ("vendredi 09:00", "semaine"),
        ("vendredi 09:00 pour lundi, mardi", "semaine"),
        ("mardi 09:00 pour jeudi, vendredi", "semaine"),
        ("vendredi S-1 12:00", "semaine"),
        ("20 M-1", "mois"),
        ("S-4 session", "session"),
        ("J-10 session 17:00", "session"),
        ("aucun", "aucun"),
    ],
)
def test_langue_des_delais(texte, forme):
    assert forme_du_delai(texte) == forme


@pytest.mark.parametrize("texte", ["", "J15", "J-", "J-15 25:00", "S-4", "32 M-1", "vendredi 9h", "J-2 pour jeu"])
def test_un_delai_illisible_donne_des_exemples(texte):
    with pytest.raises(ValueError, match=r"J-15.*S-4 session"):
        forme_du_delai(texte)


def test_une_commune_inconnue_propose_la_plus_proche():
    with pytest.raises(PresetInconnu, match="clairval"):
        chemin_preset("clerval")
    with pytest.raises(PresetInconnu, match="Communes livrées"):
        chemin_preset("xyz")
    assert chemin_preset("/ailleurs/ma-ville.toml").name == "ma-ville.toml"


def test_ce_qu_une_version_passee_acceptait_se_relit():
    """Lost otherwise: a town that wrote « 31/06 » when it was taken for the end of June cannot open its base."""
    ville = lire_preset(chemin_preset("guichet-unique"))
    ecrit = ville.en_json().replace('"30/09"', '"31/06"')
    assert Commune.depuis_json(ecrit).delais.rentree.jusqu_au == "30/06"
