"""A town is written in twenty ways: an inhabitant taken for an outsider pays twice."""

from __future__ import annotations

import pytest

from guichet.regles.familles.residence import codes_attendus, ecritures, juger, retenir
from guichet.regles.socle.domaine import Residence

ICI, AILLEURS, QUI_SAIT = True, False, None


@pytest.mark.parametrize(
    ("ville", "code_postal", "attendu"),
    [
        ("Clairval-sur-Seine", "78999", ICI),
        ("CLAIRVAL SUR SEINE CEDEX 3", "78995", ICI),
        ("CLAIRVAL SUR SEINE CEDEX", "78999", ICI),
        ("Clairval s/ Seine", "78999", ICI),
        ("Clairval s/Seine", "", ICI),
        ("Clairval/Seine", "78999", ICI),
        ("Les Sablons (Clairval-sur-Seine)", "78999", ICI),
        ("Clairval-sur-Seine (Les Sablons)", "", ICI),
        ("Les Sablons - Clairval sur Seine", "78999", ICI),
        ("78999 Clairval-sur-Seine", "", ICI),
        ("Clairval-sur-Seine, France", "78999", ICI),
        ("Commune de Clairval sur Seine", "", ICI),
        ("Clairval-sur-Seine (78)", "", ICI),
        ("Clairval-sur-Seine", "75001", AILLEURS),
        ("Paris", "75011", AILLEURS),
        ("Versailles CEDEX", "78011", AILLEURS),
        ("Genève", "1201", AILLEURS),
        ("Clairval-sur-Seine", "D-78999", AILLEURS),
        ("Clerval sur Seine", "B-1000", AILLEURS),
        ("London", "SW1A 1AA", AILLEURS),
        ("", "75011", AILLEURS),
        ("Les Sablons", "78999", QUI_SAIT),
        ("Clerval sur Seine", "78990", QUI_SAIT),
        ("Paris", "", QUI_SAIT),
        ("", "78999", QUI_SAIT),
        ("", "78995", QUI_SAIT),
        ("", "", QUI_SAIT),
    ],
)
def test_une_adresse_est_d_ici_d_ailleurs_ou_ne_le_dit_pas(ville: str, code_postal: str, attendu: bool | None) -> None:
    assert juger(ville, code_postal, villes=["Clairval-sur-Seine"], codes=["78999"]) is attendu


def test_sans_code_connu_le_nom_decide_et_celui_de_la_mairie_eclaire() -> None:
    assert juger("Clairval s/ Seine", "12345", villes=["Clairval-sur-Seine"], codes=[]) is ICI
    assert juger("Paris", "75011", villes=["Clairval-sur-Seine"], codes=[], mairie="78999") is AILLEURS
    assert juger("Les Sablons", "78999", villes=["Clairval-sur-Seine"], codes=[], mairie="78999") is QUI_SAIT
    assert juger("Paris", "75011", villes=[], codes=[]) is QUI_SAIT
    assert juger("Mouscron", "B-7700", villes=["Clairval-sur-Seine"], codes=[]) is AILLEURS


@pytest.mark.parametrize(
    ("une", "autre"),
    [
        ("St-Denis", "Saint-Denis"), ("Ste Geneviève des Bois", "SAINTE-GENEVIEVE-DES-BOIS"),
        ("Le Blanc-Mesnil", "Blanc Mesnil (Le)"), ("LE BLANC MESNIL CEDEX", "Le Blanc-Mesnil"),
        ("Le Mesnil St Denis", "Le Mesnil-Saint-Denis"), ("Paris 15e", "Paris"), ("LYON 03", "Lyon"),
        ("L'Haÿ-les-Roses", "HAY LES ROSES"), ("Villeneuve lez Avignon", "Villeneuve-lès-Avignon"),
        ("Fontenay ss Bois", "Fontenay-sous-Bois"), ("Fontenay s/s Bois", "Fontenay-sous-Bois"),
        ("Villers s/ Mer", "Villers-sur-Mer"), ("Œuilly", "OEUILLY"),
    ],
)  # fmt: skip
def test_deux_ecritures_d_une_commune(une: str, autre: str) -> None:
    assert ecritures(une) & ecritures(autre)


@pytest.mark.parametrize(
    ("une", "autre"),
    [("Bourg-en-Bresse", "Bourg"), ("Saint-Maur", "Saint-Mandé"), ("Vitry-sur-Seine", "Vitry-le-François"), ("Seine", "Sens")],
)  # fmt: skip
def test_deux_communes_ne_sont_pas_une(une: str, autre: str) -> None:
    assert not ecritures(une) & ecritures(autre)


@pytest.mark.parametrize(
    ("dedans", "dite", "connue", "attendue"),
    [
        (True, None, None, "commune"),
        (False, None, None, "exterieur"),
        # What the address tells passes before what was answered
        (True, Residence.EXTERIEUR, Residence.EXTERIEUR, "commune"),
        (False, Residence.COMMUNE, Residence.COMMUNE, "exterieur"),
        # Nothing tells: neither the one nor the other, until somebody answers
        (None, None, None, "inconnue"),
        (None, None, Residence.INCONNUE, "inconnue"),
        (None, Residence.COMMUNE, None, "commune"),
        (None, Residence.EXTERIEUR, Residence.COMMUNE, "exterieur"),
        # Asked once, it stays said of that town
        (None, None, Residence.EXTERIEUR, "exterieur"),
    ],
)
def test_ce_qui_est_retenu(dedans, dite, connue, attendue) -> None:
    """Lost otherwise: an inhabitant who pays as an outsider because his town was written in a twenty-first way."""
    assert retenir(dedans, dite=dite, connue=connue) == attendue


@pytest.mark.parametrize(
    ("ville", "code", "attendus"),
    [
        ("Clairval-sur-Seine", "78998", ("78999",)),
        ("clairval s/ seine", "78998", ("78999",)),
        ("Clairval-sur-Seine", "78999", ()),
        ("Clairval-sur-Seine", "", ()),
        ("Clairval-sur-Seine Cedex", "78900", ()),
        ("Paris", "75007", ()),
        ("Paris", "78999", ()),
    ],
)
def test_le_code_de_la_ville_nommee(ville: str, code: str, attendus: tuple[str, ...]) -> None:
    """Lost otherwise: one digit, and an inhabitant is an outsider."""
    assert codes_attendus(ville, code, villes=("Clairval-sur-Seine",), codes=("78999",)) == attendus
    assert codes_attendus(ville, code, villes=("Clairval-sur-Seine",), codes=(), mairie="78999") == attendus
    assert codes_attendus(ville, code, villes=("Clairval-sur-Seine",), codes=()) == ()
