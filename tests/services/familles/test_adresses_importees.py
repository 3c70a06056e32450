"""Addresses of a file: a zero a spreadsheet dropped, codes of elsewhere, towns written otherwise, a single name."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.imports import Gravite
from guichet.formats.adresses import lire_code_postal
from guichet.imports.adresses import lire_lieu
from guichet.services.familles.importation import importer_familles
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
        "AINGE": "01000", "BELGE": "7700", "SUISSE": "1201", "LUXO": "1234", "POINTE": "78999",
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
        ("7700", "Mouscron", "BELGIQUE", ("7700", "Mouscron")), ("9000", "Lieu inconnu", "FRANCE", ("09000", "Lieu inconnu")),
        ("78999.0", "Clairval", "", ("78999", "Clairval")), ("F-78999", "Clairval", "", ("78999", "Clairval")),
        ("78 999", "Clairval", "", ("78999", "Clairval")), ("L-1234", "Luxembourg", "", ("1234", "Luxembourg")),
        ("CH-1201", "Genève", "", ("1201", "Genève")), ("SW1A 1AA", "London", "ROYAUME-UNI", ("", "SW1A 1AA London")),
        ("10115", "Berlin", "ALLEMAGNE", ("10115", "Berlin")),
    ],
)  # fmt: skip
def test_un_code_postal_se_lit_avec_sa_ville(code: str, ville: str, pays: str, lus: tuple[str, str]) -> None:
    """Lost otherwise: the post code of nine départements, or of every neighbour across the border."""
    assert lire_lieu(code, ville, pays)[:2] == lus


@pytest.mark.parametrize("texte", ["78", "7899", "789999", "abcde", "L-123456", "12 34"])
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
