"""House rules no linter knows: one clock, exact money, no swallowed error, files that fit in one look."""

from __future__ import annotations

import ast
import re
from collections import Counter

from tests.architecture.arbre import PAQUETS, RACINE, Fonction, appele, modules, sous

HORLOGES = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    "time.time", "time.localtime", "time.gmtime",
}  # fmt: skip

HORLOGE_SYSTEME = ("guichet/contexte.py", "horloge_systeme")

BORDS = {
    "screens/socle/actes.py": 1,
    "guichet/cli/racine.py": 1,
    # Carries whatever the thread met to the caller's, to be raised there.
    "guichet/secrets/trousseau.py": 1,
    # Looks whether the base is damaged while an incident is told: nothing may hide that one.
    "guichet/incidents.py": 1,
}
"""The borders where anything unforeseen is logged and shown once with a reference: file, number of handlers."""

FICHIERS_MAX = 16
LIGNES_MAX = 320
LIGNES_FONCTION_MAX = 60
LISTES = {"models/invariants/__init__.py"}
"""Functions that are one list of SQL triggers: cutting them would hide what is said together."""


def test_une_seule_horloge() -> None:
    # An act dated by the machine instead of the Contexte cannot be replayed, nor tested at the change of hour.
    trouves = []
    for m in modules():
        permis = {
            id(n)
            for f in ast.walk(m.arbre)
            if isinstance(f, ast.FunctionDef) and (m.chemin, f.name) == HORLOGE_SYSTEME
            for n in ast.walk(f)
        }
        trouves += [
            m.ici(n, appele(n))
            for n in ast.walk(m.arbre)
            if isinstance(n, ast.Call) and appele(n) in HORLOGES and id(n) not in permis
        ]
    assert not trouves, "\n".join(trouves)


def test_pas_de_print_hors_de_la_ligne_de_commande() -> None:
    # Textual draws on the terminal: a print tears the screen apart.
    trouves = [
        m.ici(n, "print")
        for m in modules()
        if not m.chemin.startswith("guichet/cli/")
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Call) and appele(n) == "print"
    ]
    assert not trouves, "\n".join(trouves)


def test_les_outils_n_attendent_rien_des_essais() -> None:
    # The tests use the tools: a tool that asked a test back could be neither run nor moved without it.
    trouves = [
        f"outils/{f.name}: {ligne}"
        for f in sorted((RACINE / "outils").glob("*.py"))
        for ligne in f.read_text(encoding="utf-8").splitlines()
        if ligne.strip().startswith(("from tests", "import tests"))
    ]
    assert not trouves, "\n".join(trouves)


def test_argent_jamais_en_flottant() -> None:
    # 0.1 + 0.2: a till that is wrong by a cent is wrong.
    argent = ("montant", "centimes", "prix", "tarif", "quotient", "solde", "taux")
    trouves = []
    for m in modules():
        for n in ast.walk(m.arbre):
            if isinstance(n, ast.Call) and appele(n) == "float":
                trouves.append(m.ici(n, "float()"))
            nom = (
                n.arg if isinstance(n, ast.arg)
                else n.target.id if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
                else ""
            )  # fmt: skip
            note = getattr(n, "annotation", None)
            if note is not None and "float" in ast.unparse(note) and any(a in nom for a in argent):
                trouves.append(m.ici(n, f"{nom} is a float"))
    assert not trouves, "\n".join(trouves)


def test_rien_d_avale_hors_des_bords() -> None:
    trouves: dict[str, int] = {}
    for m in modules():
        for n in ast.walk(m.arbre):
            # What is raised again is not swallowed.
            if isinstance(n, ast.ExceptHandler) and ast.unparse(n.body[-1]) != "raise":
                noms = (
                    {"BaseException"} if n.type is None else {x.id for x in ast.walk(n.type) if isinstance(x, ast.Name)}
                )
                if noms & {"Exception", "BaseException"}:
                    trouves[m.chemin] = trouves.get(m.chemin, 0) + 1
    de_trop = {chemin: n for chemin, n in trouves.items() if n > BORDS.get(chemin, 0)}
    assert not de_trop, f"handlers of everything, per file: {de_trop}"
    assert trouves.keys() == BORDS.keys(), "a border has gone: take it off the list"


def test_fichiers_d_un_coup_d_oeil() -> None:
    trop = [f"{m.chemin}: {n} lines" for m in modules() if (n := m.texte.count("\n")) > LIGNES_MAX]
    trop += [
        m.ici(f, f"{f.name} has {n} lines")
        for m in modules()
        if m.chemin not in LISTES
        for f in ast.walk(m.arbre)
        if isinstance(f, Fonction) and (n := (f.end_lineno or f.lineno) - f.lineno + 1) > LIGNES_FONCTION_MAX
    ]
    assert not trop, "\n".join(trop)


def test_un_dossier_se_lit_d_un_regard() -> None:
    """« No folder above about fifteen files side by side »: a room that grows is given rooms (architecture.md)."""
    combien = Counter(
        f.parent.relative_to(RACINE).as_posix()
        for racine in (*PAQUETS, "tests", "outils")
        for f in (RACINE / racine).rglob("*.py")
        if f.name != "__init__.py" and f.parent.name != "versions"
    )
    assert {d: n for d, n in combien.items() if n > FICHIERS_MAX} == {}


def test_une_majuscule_est_mise_d_une_seule_facon() -> None:
    """Lost otherwise: « changement d’adresse » here and « Changement d’adresse » there, and « pAI » where it was forgotten."""
    motif = re.compile(r"\[:?[01]:?1?\]\.(upper|lower)\(\)[^\n]*\[1:\]")
    trouves = [m.chemin for m in modules() if m.chemin != "guichet/formats/mots.py" and motif.search(m.texte)]
    assert not trouves, "guichet.formats.mots.majuscule and minuscule do it"


def test_migrations_et_services_sont_vus() -> None:
    # The rules above are worth what they look at.
    assert len(modules()) > 80
    assert any(sous("guichet/services/"))
