"""Rules stored today must be read the same in a year: a surcharge contested is judged by the rules of its day."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

import pytest

from guichet.communes.activites import ActiviteModele
from guichet.communes.reglages import Majoration, Service
from guichet.erreurs.reservations import ReglesIllisibles
from guichet.formats.mots import NOMBRE_MAX
from guichet.regles.offre.capacite import Moyens, capacite
from guichet.regles.offre.regles_activite import BORNES, ReglesActivite, depuis_json, lire_reglages, qualifier

CANTINE = ReglesActivite(
    reservation=("vendredi 09:00 pour lundi, mardi", "mardi 09:00 pour jeudi, vendredi"),
    majoration_pourcent=50,
    jointes=(("repas", "midi"),),
    incompatibles=(("matin", "journee"),),
)


@pytest.mark.parametrize("regles", [ReglesActivite(), CANTINE, ReglesActivite(majoration_centimes=1_000_000)])
def test_stored_then_read_they_are_the_same(regles):
    assert depuis_json(regles.en_json()) == regles
    assert depuis_json(regles.en_json()).en_json() == regles.en_json()


@pytest.mark.parametrize("ecrit", ["31/06", "30/06"])
def test_une_fin_de_rentree_prise_autrefois_se_relit(ecrit):
    """Lost otherwise: a town that wrote « 31/06 » when it was taken for the end of June books no more."""
    lues = depuis_json(json.dumps({"rentree_jusqu_au": ecrit}))
    assert lues.rentree_jusqu_au == "30/06"
    with pytest.raises(ReglesIllisibles, match=r"31/06.*illisible"):
        ReglesActivite(rentree_jusqu_au="31/06").verifier()
    with pytest.raises(ReglesIllisibles, match="rentree_jusqu_au"):
        depuis_json(json.dumps({"rentree_jusqu_au": "juin"}))


def test_an_absence_without_proof_is_charged_until_the_town_says_otherwise() -> None:
    """Lost otherwise: the rules of before this setting give every missed meal back."""
    anciennes = depuis_json("{}")
    assert (anciennes.facture_justifiee, anciennes.facture_injustifiee) == (False, True)


def test_what_an_older_version_did_not_know_takes_its_default():
    assert depuis_json('{"majoration_pourcent":50}') == ReglesActivite(majoration_pourcent=50)


@pytest.mark.parametrize(
    ("contenu", "mot"),
    [
        ("{", "illisibles"),
        ("[]", "illisibles"),
        ('{"future":1}', "future"),
        ('{"reservation":["quinze jours"]}', "J-15"),
        ('{"absence_preavis":["hier"]}', "absence_preavis"),
        ('{"hors_delai":"peut-être"}', "accepte ou refuse ou derogation"),
        ('{"majoration_centimes":1000001}', "majoration_centimes.*ce nombre est trop grand"),
        ('{"complet":"dehors"}', "attente ou refuse"),
    ],
)
def test_unreadable_rules_name_the_setting_and_the_cure(contenu, mot):
    with pytest.raises(ReglesIllisibles, match=mot):
        depuis_json(contenu)


def test_of_several_unknown_settings_the_one_said_is_the_one_shown() -> None:
    """Lost otherwise: the sentence speaks of one field, the cursor goes to another."""
    with pytest.raises(ReglesIllisibles, match="avenir") as refus:
        depuis_json('{"future":1,"avenir":2}')
    assert refus.value.champ == "avenir"


def test_the_text_is_canonical():
    texte = CANTINE.en_json()
    assert texte == json.dumps(json.loads(texte), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    ("regles", "phrase"),
    [
        (ReglesActivite(), ""),
        (ReglesActivite(majoration_pourcent=50), "majoration de 50\u00a0%"),
        (ReglesActivite(majoration_centimes=100), "majoration de 1,00\u00a0€"),
        (ReglesActivite(majoration_texte="majoration éventuelle"), "majoration éventuelle"),
    ],
)
def test_the_surcharge_in_words(regles, phrase):
    assert regles.majoration == phrase


@pytest.mark.parametrize(("mode", "attendue"), [("minimum", 24), ("salle", 40), ("declaree", 30), ("encadrement", 24)])
def test_capacity_by_the_rule_of_the_town(mode, attendue):
    assert capacite(mode, Moyens(salle=40, declaree=30, encadrants=2, taux=12)) == attendue


def test_what_is_not_known_bounds_nothing():
    assert capacite("encadrement", Moyens(salle=40, encadrants=2)) is None
    assert capacite("encadrement", Moyens(salle=40, taux=12)) is None
    assert capacite("minimum", Moyens()) is None
    assert capacite("minimum", Moyens(declaree=0, salle=10)) == 0


@pytest.mark.parametrize(
    ("champ", "texte", "lu"),
    [
        ("reservation", "vendredi 09:00 pour lundi, mardi; mardi 09:00 pour jeudi", ("vendredi 09:00 pour lundi, mardi", "mardi 09:00 pour jeudi")),
        ("reservation", "", ()),
        ("pieces", "livret de famille, vaccinations", ("livret de famille", "vaccinations")),
        ("jointes", "repas > matinee, gouter>matinee", (("repas", "matinee"), ("gouter", "matinee"))),
        ("facture_justifiee", "Oui", True),
        ("facture_injustifiee", "non", False),
        ("majoration_pourcent", "50", 50),
        ("majoration_pourcent", "", None),
        ("majoration_texte", "majoration éventuelle", "majoration éventuelle"),
        ("absence_carence_jours", "0", 0),
        ("majoration_centimes", "1000000", 1_000_000),
    ],
)  # fmt: skip
def test_a_setting_is_read_as_typed(champ: str, texte: str, lu: object) -> None:
    assert lire_reglages({champ: f" {texte} "}) == {champ: lu}


@pytest.mark.parametrize(
    ("champ", "texte", "cure"),
    [
        ("jointes", "repas", "paires de codes"),
        ("jointes", "repas>midi>soir", "paires de codes"),
        ("facture_justifiee", "peut-être", "oui ou non"),
        ("majoration_pourcent", "cinquante", "nombre entier"),
        ("majoration_pourcent", "10000000", "nombre entier"),
        ("majoration_pourcent", "9" * 5000, "nombre entier"),
        ("absence_carence_jours", "", "nombre entier"),  # no carence is 0, not nothing
        ("arrivee_jours", "-5", "-5.» ne convient pas, écrivez un nombre entier de 0 à 365.$"),
        ("arrivee_jours", "366", "de 0 à 365"),
        ("majoration_pourcent", "0", "de 1 à 1.000, ou rien"),
        ("majoration_centimes", "-1", "de 1 à 1.000.000, ou rien"),
        ("absence_consecutifs_min", "0", "de 1 à 30"),
    ],
)
def test_a_setting_misread_says_how_to_write_it(champ: str, texte: str, cure: str) -> None:
    with pytest.raises(ReglesIllisibles, match=cure) as refus:
        lire_reglages({champ: texte})
    assert refus.value.champ == champ


def test_every_number_is_held_by_the_bounds_of_the_town_s_file() -> None:
    """Typed by « activites regler » or written in the file of the town, a setting takes the same values."""
    nombres = {f.name for f in fields(ReglesActivite) if f.type in ("int", "int | None")}
    assert nombres == set(BORNES)
    for modele, prefixe in ((Service, ""), (ActiviteModele, ""), (Majoration, "majoration_")):
        for nom, champ in modele.model_fields.items():
            if f"{prefixe}{nom.removeprefix('montant_')}" not in BORNES:
                continue
            dites = {type(m).__name__: m for m in champ.metadata}
            bas, haut = BORNES[f"{prefixe}{nom.removeprefix('montant_')}"]
            assert dites["Ge"].ge == bas, nom
            assert ("Le" in dites and dites["Le"].le == haut) or haut == NOMBRE_MAX, nom


def test_a_unit_of_another_activity_is_named_with_it() -> None:
    """Lost otherwise: « restauration.repas » forbids a meal of the Wednesday, and lets the canteen's through."""
    assert qualifier("mercredi", "repas") == ("mercredi", "repas")
    assert qualifier("mercredi", "restauration.repas") == ("restauration", "repas")


def test_un_reglage_d_hier_que_rien_ne_lisait_n_arrete_pas_la_base():
    """« capacite_mode » was written with every rule and never read: bases that hold it still open."""
    assert depuis_json('{"capacite_mode": "salle", "hors_delai": "refuse"}') == ReglesActivite(hors_delai="refuse")
    with pytest.raises(ReglesIllisibles, match="capacite_mod"):
        depuis_json('{"capacite_mod": "salle"}')


def test_une_ville_qui_ne_dit_rien() -> None:
    """Lost otherwise: a right, a delay or a charge that no council voted, given to every town by an update."""
    assert {champ: valeur for champ, valeur in asdict(ReglesActivite()).items() if valeur} == {
        "reservation": ("aucun",),
        "annulation": ("aucun",),
        "absence_preavis": ("aucun",),
        "hors_delai": "accepte",
        "annulation_hors_delai": "accepte",
        "report": "non",
        "age": "debut",
        "complet": "attente",
        "piece_manquante": "avertit",
        "absence_consecutifs_min": 1,
        "facture_injustifiee": True,
    }
