"""guichet.toml: a poste keeps its keys and printer, and a slip of the pen in the file is told with its line."""

from __future__ import annotations

import pytest

from guichet.config import chemin_config, dossier_editions, lire_config
from guichet.erreurs.fichiers import ConfigInvalide

EXEMPLE = """\
poste = "poste 2"
site = "mairie"
base = "/srv/guichet/base.sqlite"
theme = "guichet-contraste"
inactivite_minutes = 10

[touches]
"identifiants.generer" = "ctrl+g,f6"

[impression]
imprimante = "accueil"
dossier = "/srv/guichet/papiers"

[numerisation]
dossier = "/srv/scans"
"""


@pytest.fixture(autouse=True)
def poste(tmp_path, monkeypatch):
    """A poste of its own: the tests never read the settings of the machine they run on."""
    monkeypatch.delenv("GUICHET_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def ecrire(poste, texte):
    fichier = poste / "guichet.toml"
    fichier.write_text(texte, encoding="utf-8")
    return fichier


def test_un_fichier_complet_est_lu(poste, monkeypatch):
    fichier = ecrire(poste, EXEMPLE)
    config = lire_config(fichier)
    assert (config.poste, config.site, config.theme) == ("poste 2", "mairie", "guichet-contraste")
    assert config.touches == {"identifiants.generer": "ctrl+g,f6"}
    assert config.numerisation.dossier == "/srv/scans"
    monkeypatch.setenv("GUICHET_CONFIG", str(fichier))
    assert lire_config() == config
    assert str(dossier_editions()) == "/srv/guichet/papiers"


def test_sans_fichier_les_valeurs_par_defaut_servent(poste):
    assert chemin_config().is_relative_to(poste)
    assert lire_config().theme == "guichet-clair"
    assert lire_config().touches == {}
    assert dossier_editions().is_relative_to(poste)


def test_un_fichier_demande_mais_absent_est_refuse(poste, monkeypatch):
    with pytest.raises(ConfigInvalide, match="introuvable"):
        lire_config(poste / "rien.toml")
    monkeypatch.setenv("GUICHET_CONFIG", str(poste / "rien.toml"))
    with pytest.raises(ConfigInvalide, match="introuvable"):
        lire_config()


@pytest.mark.parametrize(
    ("avant", "apres", "ligne", "cle", "extrait"),
    [
        ("theme =", "themes =", 4, "themes", "theme"),
        ("= 10", "= 0", 5, "inactivite_minutes", "au moins 1"),
        ("ctrl+g,f6", "f10", 8, "touches.identifiants.generer", "F1 à F9"),
        ("ctrl+g,f6", "ctrl+1", 8, "touches.identifiants.generer", "F1 à F9"),
        ("ctrl+g,f6", "Ctrl G", 8, "touches.identifiants.generer", "illisible"),
        ('"ctrl+g,f6"', "6", 8, "touches.identifiants.generer", "guillemets"),
        ("imprimante", "imprimente", 11, "impression.imprimente", "imprimante"),
        ("[numerisation]", "[numerisation", 14, "", "illisible"),
    ],
)
def test_une_faute_est_dite_avec_sa_ligne(poste, avant, apres, ligne, cle, extrait):
    fichier = ecrire(poste, EXEMPLE.replace(avant, apres, 1))
    with pytest.raises(ConfigInvalide) as refus:
        lire_config(fichier)
    (faute,) = refus.value.fautes
    assert (faute.ligne, faute.cle) == (ligne, cle)
    assert extrait in faute.texte
