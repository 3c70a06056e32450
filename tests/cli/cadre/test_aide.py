"""A screen-reader user learns the program from its help: every page is French, whole, and fits the screen."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.core import TyperGroup

from guichet.cli.cadre.francais import AIDES
from guichet.cli.racine import arbre

ANGLAIS = re.compile(
    r"\b(Usage:|Options:|Arguments:|Commands|Show this|message and exit|required|default|env var|Missing|Error|Try|for help)\b"
)


def chemins(commande: Any, avant: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield avant
    if isinstance(commande, TyperGroup):
        for nom, suite in commande.commands.items():
            yield from chemins(suite, (*avant, nom))


TOUTES = list(chemins(arbre()))


@pytest.mark.parametrize("chemin", TOUTES, ids=" ".join)
def test_chaque_aide_est_francaise(guichet, chemin):
    sortie = guichet(*chemin, "--help")
    assert sortie.code == 0
    assert not sortie.err
    assert sortie.out.startswith(f"Usage\u00a0: guichet {' '.join(chemin)}".rstrip())
    assert not ANGLAIS.search(sortie.out)
    assert max(map(len, sortie.out.splitlines())) <= 80
    assert not re.search(r" [:;!?»]|« ", sortie.out), "une ligne pourrait commencer par un signe"


@pytest.mark.parametrize("chemin", TOUTES, ids=" ".join)
def test_chaque_option_est_expliquee(chemin):
    commande: Any = arbre()
    for nom in chemin:
        commande = commande.commands[nom]
    assert commande.help
    assert commande.help.endswith(".")
    for parametre in commande.params:
        assert parametre.help, f"{parametre.name} n’a pas d’aide"
        assert parametre.metavar or parametre.is_flag, f"{parametre.name} n’a pas de nom lisible"
        # The brackets of what may be left out are the help's own: written in the name too, they showed twice.
        assert not set("[]") & set(parametre.metavar or ""), f"{parametre.name} écrit lui-même ses crochets"


@pytest.mark.parametrize("demande", AIDES)
def test_l_aide_se_demande_de_trois_facons(guichet, demande):
    assert guichet("communes", demande).code == 0


def test_la_version(guichet):
    sortie = guichet("--version")
    assert (sortie.code, sortie.err) == (0, "")
    assert re.fullmatch(r"guichet \d+\.\d+\.\d+\n", sortie.out)


def test_les_commandes_de_cette_version_sont_la():
    """cli.md, for what issues 2 and 3 cover."""
    attendues = {
        "demo", "init", "communes", "connexion", "deconnexion", "diagnostic", "agents lister", "agents creer",
        "chercher", "dossier", "famille creer", "famille modifier", "identifiants emettre",
        "identifiants reinitialiser", "identifiants activer", "identifiants suspendre", "identifiants etat",
        "identifiants retablir", "identifiants lier", "identifiants exporter", "cle emettre", "cle remettre",
        "cle revoquer", "cle utiliser", "cle etat", "taches", "passages", "importer familles", "verifier", "reindexer",
        "reserver", "annuler", "inscrire", "planning", "delai", "places", "activites lister", "activites montrer",
        "activites generer", "activites corriger", "activites importer", "calendrier montrer", "calendrier ajouter",
        "calendrier fermer", "calendrier retirer", "calendrier importer",
    }  # fmt: skip
    assert attendues <= {" ".join(chemin) for chemin in TOUTES}


@pytest.mark.parametrize(
    ("ligne", "phrase"),
    [
        ("communes montrer", "Il manque NOM|FICHIER."),
        ("comunes", "La commande «\u00a0comunes\u00a0» n’existe pas. Vouliez-vous «\u00a0communes\u00a0»\u00a0?"),
        ("agents lister --formt json", "L’option --formt n’existe pas. Vouliez-vous «\u00a0--format\u00a0»\u00a0?"),
        ("agents lister --dat 1", "L’option --dat n’existe pas.\nRègle"),
        ("passages lister --dat 1", "L’option --dat n’existe pas. Vouliez-vous «\u00a0--date\u00a0»\u00a0?"),
        ("restaurer x --agent demo", "L’option --agent n’existe pas.\nRègle"),
        ("--base x chercher y", "L’option --base ne convient pas ici\u00a0: les options se mettent après la commande."),
        ("agents lister --format", "L’option --format attend une valeur."),
        ("agents lister --plain=oui", "L’option --plain ne prend pas de valeur."),
        ("communes lister un deux", "En trop sur la ligne\u00a0: un deux."),
        ("agents lister --format xml", "«\u00a0xml\u00a0» n’est pas une forme de sortie"),
        ("cle", "Il manque la commande."),
        ("identifiants suspendre 20001", "Il manque l’option --motif."),
        ("chercher x --limite beaucoup", "«\u00a0beaucoup\u00a0» ne convient pas à --limite"),
    ],
)
def test_un_mauvais_usage_est_dit_en_francais(guichet, ligne, phrase):
    sortie = guichet(*ligne.split())
    assert sortie.code == 2
    assert not sortie.out
    assert sortie.err.startswith(phrase)
    assert "Règle\u00a0: usage." in sortie.err
    assert not ANGLAIS.search(sortie.err)


def test_l_aide_ne_charge_rien_de_lourd():
    """A supervisor asks for help often: it must come at once."""
    script = (
        "import sys\nfrom guichet.cli.racine import main\ncode = main(['--help'])\n"
        "lourds = {'sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'rich', 'keyring', 'argon2', 'holidays', 'typst'}\n"
        "print(code, sorted(lourds & set(sys.modules)), file=sys.stderr)"
    )
    fini = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert fini.stderr.strip() == "0 []"


@pytest.mark.parametrize("commande", [("communes",), ("communes", "montrer", "clairval"), ("diagnostic",)])
def test_ce_qui_n_ouvre_pas_de_session_prend_les_memes_options(demo, base, commande):
    """Lost otherwise: a script that gives every command its base and its agent (cli.md)."""
    dit = demo(*commande, "--base", str(base), "--plain", "--format", "json")
    assert dit.code == 0, dit.err
    assert dit.json
