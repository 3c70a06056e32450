"""Addresses of a file: a zero a spreadsheet dropped, codes of elsewhere, towns written otherwise, a single name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.imports import Gravite
from guichet.formats.adresses import LONGUEUR, code_etranger, lire_code_postal, memes_codes
from guichet.formats.pays import PAYS, Pays
from guichet.imports.adresses import lire_lieu
from guichet.imports.colonnes import lire_entete
from guichet.imports.eleves import lire_eleve
from guichet.imports.lecture import LigneBrute
from guichet.imports.lignes import Regles
from guichet.registres.familles.doublons import portrait
from guichet.regles.familles.doublons import meme_adresse
from guichet.services.familles.importation import importer_familles
from models import FamilleBase
from tests.services.fichiers_familles import JEUX, MERE, ecrire, remarques


def test_les_adresses_que_les_communes_ont(ctx: Contexte) -> None:
    """Lost otherwise: inhabitants who pay as outsiders, for « CEDEX » or « s/ »."""
    rapport = importer_familles(ctx, JEUX / "04-adresses.csv")
    assert (rapport.creees, rapport.lignes_refusees) == (11, 0)
    with ctx.lecture() as s:
        lus = {nom: (cp, residence) for nom, cp, residence in s.lignes(
            "SELECT p.nom, f.code_postal, f.residence FROM personne p JOIN lien l ON l.personne_id = p.id "
            "JOIN famille f ON f.id = l.famille_id"
        )}  # fmt: skip
    assert {nom: cp for nom, (cp, _) in lus.items() if nom in {"AINGE", "BELGE", "SUISSE", "LUXO", "POINTE"}} == {
        "AINGE": "01000", "BELGE": "7700", "SUISSE": "1201", "LUXO": "L-1234", "POINTE": "78999",
    }  # fmt: skip
    ici = {nom for nom, (_, residence) in lus.items() if residence == "commune"}
    assert ici == {"CEDEX", "ARRONDI", "CAPS", "VILLESEULE", "HAMEAU", "POINTE"}
    inconnues = {nom for nom, (_, residence) in lus.items() if residence == "inconnue"}
    assert inconnues == {"VIDE"}
    assert (9, "ville") in {(a.ligne, a.colonne) for a in rapport.anomalies}  # asked: nothing tells


@pytest.mark.parametrize(
    ("code", "ville", "pays", "lus"),
    [
        ("1000", "Bourg-en-Bresse", "", ("01000", "Bourg-en-Bresse")), ("1000", "BOURG EN BRESSE CEDEX", "", ("01000", "BOURG EN BRESSE CEDEX")),
        ("6000", "Nice", "", ("06000", "Nice")), ("6000", "Charleroi", "", ("6000", "Charleroi")),
        ("7700", "Mouscron", "BELGIQUE", ("B-7700", "Mouscron")), ("9000", "Lieu inconnu", "FRANCE", ("09000", "Lieu inconnu")),
        ("78999.0", "Clairval", "", ("78999", "Clairval")), ("F-78999", "Clairval", "", ("78999", "Clairval")),
        ("78 999", "Clairval", "", ("78999", "Clairval")), ("L-1234", "Luxembourg", "", ("L-1234", "Luxembourg")),
        ("CH-1201", "Genève", "", ("CH-1201", "Genève")), ("SW1A 1AA", "London", "ROYAUME-UNI", ("SW1A 1AA", "London")),
        ("10115", "Berlin", "ALLEMAGNE", ("D-10115", "Berlin")),
        ("D-10115", "Berlin", "DE", ("D-10115", "Berlin")), ("100000", "Tachkent", "OUZBEKISTAN", ("100000", "Tachkent")),
    ],
)  # fmt: skip
def test_un_code_postal_se_lit_avec_sa_ville(code: str, ville: str, pays: str, lus: tuple[str, str]) -> None:
    """Lost otherwise: the post code of nine départements, or of every neighbour across the border."""
    assert lire_lieu(code, ville, pays)[:2] == lus


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("B-1000", "B-1000"), ("be 1000", "B-1000"), ("b1000", "B-1000"), ("SW1A 1AA", "SW1A 1AA"), ("sw1a1aa", "SW1A 1AA"),
        ("GB-SW1A 1AA", "SW1A 1AA"), ("UK SW1A 1AA", "SW1A 1AA"), ("IE D02 AF30", "D02 AF30"), ("L-1234", "L-1234"), ("LUX – 1234", "L-1234"), ("1000-001", "1000-001"),
        ("P-1000-001", "1000-001"), ("D-10115", "D-10115"), ("CH-1201", "CH-1201"), (" ch  1201 ", "CH-1201"),
        ("1012ab", "1012 AB"), ("K1A0B1", "K1A 0B1"), ("d02 af30", "D02 AF30"), ("S-11122", "S-111 22"), ("AD500", "AD-500"),
        ("PL 00950", "PL-00-950"), ("br 01310100", "BR-01310-100"), ("98000", "98000"), ("78 999", "78999"), ("f-78999", "78999"),
        ("US-10001-1234", "US-100011234"),
    ],
)  # fmt: skip
def test_un_code_etranger_est_garde_entier(texte: str, lu: str) -> None:
    """Lost otherwise: « 10115 », of Berlin, and of Aube; whatever has more than five signs."""
    assert lire_code_postal(texte) == lu
    assert lire_code_postal(lu) == lu  # a form that sends back what it was given changes nothing
    assert len(lu) <= LONGUEUR


@pytest.mark.parametrize(
    ("un", "autre", "memes"),
    [
        ("B-1000", "1000", True), ("1000", "B-1000", True), ("PL-00-950", "00950", True), ("SW1A 1AA", "SW1A1AA", True),
        ("B-1000", "CH-1000", False), ("D-75001", "I-75001", False), ("78999", "78990", False),
    ],
)  # fmt: skip
def test_deux_pays_ne_sont_pas_un_code(un: str, autre: str, memes: bool) -> None:
    """Lost otherwise: a household that moved from B-1000 to CH-1000 keeps its code of Brussels beside Lausanne."""
    assert memes_codes(un, autre) is memes


@pytest.mark.parametrize("pays", PAYS, ids=lambda p: p.signe)
def test_le_modele_de_chaque_pays_se_lit(pays: Pays) -> None:
    """Lost otherwise: a refusal whose cure is refused."""
    assert lire_code_postal(pays.modele) == pays.modele
    assert code_etranger(pays.modele)


def test_un_pays_etranger_est_hors_commune_quel_que_soit_le_code(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a household abroad asked about, or taken for one of the town, whose code it has."""
    fichier = tmp_path / "etranger.csv"
    fichier.write_text(
        "code_famille;role;nom;prenom;adresse;code_postal;ville;pays\n"
        "45001;responsable;BERLIN;Ida;3 rue A;78999;Clairval;ALLEMAGNE\n"
        "45002;responsable;LONDRES;Ida;3 rue B;;Londres;ROYAUME-UNI\n"
        "45003;responsable;TACHKENT;Ida;3 rue C;100000;Tachkent;OUZBEKISTAN\n",
        encoding="utf-8",
    )
    rapport = importer_familles(ctx, fichier)
    assert (rapport.creees, [a for a in rapport.anomalies if a.colonne in {"ville", "code_postal"}]) == (3, [])
    with ctx.lecture() as s:
        assert s.lignes("SELECT code_postal, residence FROM famille ORDER BY code") == [
            ("D-78999", "exterieur"), ("", "exterieur"), ("100000", "exterieur"),
        ]  # fmt: skip
    assert importer_familles(ctx, fichier).inchangees == 3


def test_un_refus_nomme_le_pays_en_francais() -> None:
    """Lost otherwise: « Etats unis », in front of a parent."""
    with pytest.raises(SaisieInvalide, match=r"ce pays \(États-Unis\)"):
        lire_code_postal("US 1")


@pytest.mark.parametrize("texte", ["78", "7899", "789999", "abcde", "L-123456", "12 34", "CS 10001", "D-101150", "L1"])
def test_un_code_faux_est_refuse(texte: str) -> None:
    """Lost otherwise: a digit forgotten at the counter, taken for a foreign code."""
    with pytest.raises(SaisieInvalide):
        lire_code_postal(texte)


def test_un_nom_unique_est_garde(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: whoever has one name only, as their papers say."""
    rapport = importer_familles(
        ctx,
        ecrire(
            tmp_path, MERE.replace("Launay;;Élise", "Suharto;;"), MERE.replace("20001", "2").replace("Élise", "XXX")
        ),
    )
    assert [r for r in remarques(rapport) if r[1] == "prenom"] == [
        (2, "prenom", Gravite.SIGNALEE),
        (3, "prenom", Gravite.SIGNALEE),
    ]
    with ctx.lecture() as s:
        assert s.lignes("SELECT nom, prenom FROM personne ORDER BY id") == [
            ("Suharto", "Suharto"),
            ("Launay", "Launay"),
        ]


def test_chaque_adresse_d_un_eleve_a_son_pays(ctx: Contexte) -> None:
    """Lost otherwise: a second address abroad, read as one of the first's country."""
    cases = {
        "role": "enfant", "nom": "PETIT", "prenom": "Zoé", "naissance": "03/05/2020",
        "adresse": "3 rue A", "code_postal": "78999", "ville": "Clairval", "pays": "FRANCE",
        "adresse2": "4 rue B", "code_postal2": "1000", "ville2": "Bruxelles", "pays2": "BELGIQUE",
    }  # fmt: skip
    eleve, remarques_dites = lire_eleve(LigneBrute(2, cases), Regles(ctx.aujourdhui(), ctx.commune.residence), "")
    assert eleve is not None, remarques_dites
    assert eleve.adresses == (("3 rue A", "78999", "Clairval"), ("4 rue B", "B-1000", "Bruxelles"))
    assert remarques_dites == []
    assert "pays2" in lire_entete(["Nom élève", "Prénom élève", "Date naissance", "Pays2"], "onde.csv").rangs


def test_un_code_tape_au_guichet_est_plie(ctx: Contexte) -> None:
    """Lost otherwise: what a paste leaves in the form, kept so, and the same household created twice."""
    assert FamilleBase.model_validate({"code_postal": " b  1000 "}).code_postal == "B-1000"
    un = portrait(nom="Peeters", prenom="Ida", adresse="3 rue Haute", code_postal=" b 1000")
    assert meme_adresse(un, portrait(nom="Peeters", prenom="An", adresse="3, RUE HAUTE", code_postal="B-1000"))
    # As a file that did not say the country left it.
    assert meme_adresse(un, replace(un, code_postal="1000"))
    assert not meme_adresse(un, replace(un, code_postal="L-1001"))
