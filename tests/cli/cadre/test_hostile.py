"""A base that holds escape codes, read by every command in a real terminal; and none of them let into a base."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from guichet.signes import agissant
from tests.cli.cadre.test_n_importe_quoi import BON, COMMANDES, PARTAGEES
from tests.hostile import ACTIFS, CHARGE, colonnes_libres, ville_hostile
from tests.performance.pty_guichet import Terminal

pytestmark = pytest.mark.lent

SANS_TERMINAL = {("agents", "secourir"),
    ("sauvegarder",), ("connexion",), ("deconnexion",), ("remplacer-cle",), ("cle", "utiliser"), ("agents", "mot-de-passe"),
}  # fmt: skip
"""Commands that read no text of the base, or ask for a password."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A poisoned demonstration, and the codes of two families."""
    return ville_hostile(tmp_path_factory.mktemp("hostile"))


def test_un_dossier_ou_tout_est_empoisonne_ne_commande_pas_le_terminal(hostile: tuple[Path, str, str]) -> None:
    """Lost otherwise: OSC 52 in a name writes the clipboard of whoever looks for the family."""
    fichier, code, _garde = hostile
    bon = BON | {"code": code, "numero": "1", "dossier": "x", "nom": "clairval", "texte": "a", "du": "01/09/2026"}
    lignes = []
    for chemin, commande in COMMANDES:
        if chemin in SANS_TERMINAL:
            continue
        siens = [p for p in commande.params if p.name not in PARTAGEES and p.required]
        donnes = [
            v
            for p in siens
            for v in ([f"{p.opts[0]}={bon.get(p.name, '1')}"] if p.opts[0][:1] == "-" else [bon.get(p.name, "1")])
        ]
        connues = {nom for p in commande.params for nom in p.opts}
        communes = [f for f in ("--agent=demo", "--simulation") if f.partition("=")[0] in connues]
        formes = ("table", "json", "csv") if "--format" in connues else ("",)
        lignes += [[*chemin, *donnes, *communes, *([f"--format={f}"] if f else [])] for f in formes]
    lues = dans_un_terminal(fichier, lignes)
    assert len(lues) == len(lignes)
    for ligne, (texte, code_rendu) in zip(lignes, lues, strict=True):
        trouve = ACTIFS.search(texte)
        assert trouve is None, f"{ligne}: {texte[max(trouve.start() - 80, 0) : trouve.end() + 80]!r}"
        assert code_rendu in {0, 1, 2, 3}, f"{ligne}: {texte[-600:].decode()}"
    # The content was there to be shown.
    assert sum(b"52;c;UElSRQ==" in texte for texte, _ in lues) > len(lues) // 3


BOUCLE = """
import json, sys
from guichet.cli.racine import main
for ligne in json.load(open(sys.argv[1], encoding="utf-8")):
    code = main(ligne)
    sys.stderr.flush(); sys.stdout.flush()
    sys.stdout.write(f"\\n=== {code}\\n"); sys.stdout.flush()
print("=== FIN")
"""


def dans_un_terminal(fichier: Path, lignes: list[list[str]]) -> list[tuple[bytes, int]]:
    """Bytes that a real terminal receives from each command, and its exit code."""
    demandes = fichier.with_name("lignes.json")
    demandes.write_text(json.dumps(lignes), encoding="utf-8")
    recus = bytearray()
    env = {"GUICHET_BASE": str(fichier), "XDG_DATA_HOME": str(fichier.parent)}
    with Terminal([sys.executable, "-c", BOUCLE, str(demandes)], recus=recus, **env) as t:
        t.attendre("=== FIN")
    morceaux = bytes(recus).split(b"\n=== ")
    codes = [int(m.split(b"\r")[0]) for m in morceaux[1:-1]]
    return list(zip(morceaux[:-2], codes, strict=True))


@pytest.mark.parametrize(("chemin", "commande"), COMMANDES, ids=[" ".join(c[0]) for c in COMMANDES])
def test_rien_de_ce_qui_agit_n_entre(guichet, base, tmp_path, monkeypatch, chemin, commande) -> None:
    """A motive, a reference, a name, typed with escape codes: cleaned, or refused; the base never holds them."""
    monkeypatch.chdir(tmp_path)
    siens = [p for p in commande.params if p.name not in PARTAGEES and not getattr(p, "is_flag", False)]
    connues = {nom for p in commande.params for nom in p.opts}
    fin = ["--agent=demo"] if "--agent" in connues else []
    for teste in siens:
        donnees = {p: BON.get(p.name, "x") for p in siens}
        # A shell cannot give a NUL.
        donnees[teste] = CHARGE.replace("\0", "") + donnees[teste]
        options = [
            f"{p.opts[0]}={valeur}"
            for p, valeur in donnees.items()
            if p.param_type_name == "option" and (p is teste or p.required or p.name in BON)
        ]
        arguments = [v for p, v in donnees.items() if p.param_type_name == "argument"]
        sortie = guichet(*chemin, *options, *fin, "--", *arguments)
        assert sortie.code in {0, 1, 2}, f"{chemin} {teste.name}: {sortie.err[:400]}"
        assert ACTIFS.search((sortie.out + sortie.err).encode()) is None
    with closing(sqlite3.connect(base)) as c:
        for table, colonne in colonnes_libres():
            for (texte,) in c.execute(f"SELECT {colonne.name} FROM {table} WHERE {colonne.name} IS NOT NULL"):
                assert not agissant(str(texte)), f"{table}.{colonne.name}: {texte!r}"


def test_un_poste_et_un_reglage_qui_agissent(guichet, base, tmp_path, monkeypatch) -> None:
    """Names that come from the environment and from files are of the same kind."""
    del tmp_path
    monkeypatch.setenv("GUICHET_POSTE", "accueil\x1b]0;x\x07\x9b")
    assert guichet("passages", "ouvrir", "20001", "--agent", "demo").code == 0
    with closing(sqlite3.connect(base)) as c:
        postes = {p for (p,) in c.execute("SELECT poste FROM passage UNION SELECT poste FROM journal")}
    assert "accueil" in postes, "the order goes whole, and nothing of it is left in the name"
    assert not any(map(agissant, postes))


@pytest.mark.parametrize("texte", [r'"Mair\u001b[31mie"', r'"Mair\u202eie"', '"Mair\u009die"'])
def test_un_nom_de_reglement_qui_agit_est_refuse_avec_sa_ligne(guichet, base, tmp_path, texte) -> None:
    """TOML writes any character by its number."""
    from guichet.communes import chemin_preset

    del base
    livree = chemin_preset("clairval").read_text(encoding="utf-8")
    lignes = livree.splitlines()
    rang = next(n for n, ligne in enumerate(lignes, 1) if ligne.startswith("nom = "))
    lignes[rang - 1] = f"nom = {texte}"
    fichier = tmp_path / "ville.toml"
    fichier.write_text("\n".join(lignes), encoding="utf-8")
    sortie = guichet("communes", "verifier", str(fichier))
    assert sortie.code == 2
    assert f"ligne {rang}" in sortie.err
    assert "signe invisible" in sortie.err
    assert ACTIFS.search(sortie.err.encode()) is None
