"""Whatever a file holds, its reader answers: what it read, or one sentence that names the line or the field."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guichet.base.simulation import BaseSimulee
from guichet.communes import chemin_preset, lire_preset
from guichet.config import lire_config
from guichet.contexte import Contexte
from guichet.erreurs import ErreurMetier
from guichet.erreurs.fichiers import FichierInvalide
from guichet.imports.colonnes import COLONNES
from guichet.services.familles.importation import importer_familles
from guichet.services.offre import calendrier
from tests.services.fichiers_familles import JEUX

CLAIRVAL = chemin_preset("clairval").read_text(encoding="utf-8").splitlines()
POSTE = """poste = "guichet 1"
site = "hotel-de-ville"
base = "/srv/guichet.db"
temoin = "/srv/temoin"
theme = "guichet-clair"
inactivite_minutes = 5
[touches]
"dossier.reserver" = "ctrl+g"
[impression]
imprimante = "accueil"
dossier = "/tmp"
[numerisation]
dossier = "/tmp"
""".splitlines()

ANGLAIS = re.compile(r"Input should|validation error|Traceback|Error\b|Exception|NoneType|unexpected|expected ")
"""What a library says where nobody translated it."""

TEXTES = st.text(max_size=20) | st.sampled_from(
    [
        "",
        " ",
        "\x1b]52;c;x\x07",
        "\u202e",
        "[/b]",
        "é" * 300,
        "=1+1",
        "31/02/2026",
        "25:61",
        "2026-13-45",
        "1e400",
        "NaN",
    ]
)
VALEURS: st.SearchStrategy[Any] = st.recursive(
    TEXTES
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.none(),
    lambda x: (
        st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["a", "nom", "code", "du", "places"]), x, max_size=3)
    ),
    max_leaves=5,
)


def en_toml(valeur: Any) -> str:
    """A value as TOML writes it; a null is no value at all."""
    match valeur:
        case None:
            return ""
        case bool():
            return "true" if valeur else "false"
        case str():
            return '"' + "".join(c if c.isalnum() or c in " -./:" else f"\\U{ord(c):08x}" for c in valeur) + '"'
        case float():
            return repr(valeur)
        case list():
            return "[" + ", ".join(map(en_toml, valeur)) + "]"
        case dict():
            return "{" + ", ".join(f"{c} = {en_toml(v)}" for c, v in valeur.items()) + "}"
        case _:
            return str(valeur)


@st.composite
def tomls(draw: st.DrawFn, lignes: list[str]) -> bytes:
    """A good file, some lines of which were changed, moved, doubled, cut, or written over."""
    lignes = [*lignes]
    for _ in range(draw(st.integers(1, 4))):
        rang = draw(st.integers(0, len(lignes) - 1))
        cle, egal, _ = lignes[rang].partition("=")
        geste = draw(st.sampled_from(["valeur", "valeur", "valeur", "retirer", "doubler", "cle", "texte", "deplacer"]))
        if geste == "valeur" and egal:
            lignes[rang] = f"{cle}= {en_toml(draw(VALEURS))}"
        elif geste == "retirer" and len(lignes) > 1:
            del lignes[rang]
        elif geste == "doubler":
            lignes.insert(rang, lignes[rang])
        elif geste == "cle" and egal:
            lignes[rang] = f"{draw(st.sampled_from(['inconnue', 'nom', 'a.b.c', '1', 'é']))} = 1"
        elif geste == "texte":
            lignes[rang] = draw(TEXTES)
        elif geste == "deplacer":
            lignes.insert(draw(st.integers(0, len(lignes) - 1)), lignes.pop(rang))
    octets = "\n".join(lignes).encode("utf-8", "surrogatepass")
    coupe = draw(st.none() | st.integers(0, len(octets)))
    return octets[:coupe] + draw(st.sampled_from([b"", b"\xff", b"\x00"]))


def exiger_des_phrases(refus: ErreurMetier) -> None:
    assert refus.message.strip(), "a refusal says something"
    assert not ANGLAIS.search(refus.message), refus.message
    if isinstance(refus, FichierInvalide):
        for faute in refus.fautes:
            assert faute.ligne or "UTF-8" in faute.texte, faute
            assert faute.texte.rstrip().endswith((".", "?", "»", "!")), faute


@settings(max_examples=150)
@given(tomls(CLAIRVAL))
def test_un_reglement_quelconque(tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    fichier = tmp_path_factory.mktemp("toml") / "ville.toml"
    fichier.write_bytes(octets)
    try:
        lire_preset(fichier)
    except ErreurMetier as refus:
        exiger_des_phrases(refus)


@settings(max_examples=200)
@given(tomls(POSTE))
def test_un_guichet_toml_quelconque(tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    fichier = tmp_path_factory.mktemp("toml") / "guichet.toml"
    fichier.write_bytes(octets)
    try:
        lire_config(fichier)
    except ErreurMetier as refus:
        exiger_des_phrases(refus)


CELLULES = TEXTES | st.sampled_from(
    [
        "20001", "responsable", "enfant", "contact", "Mme", "M.", "Léger", "Tom", "18/04/2021", "2021-04-18", "44304",
        "04/18/2021", "12-mars-2019", "sophie@exemple.fr", "0635452208", "33612345678", "78999", "1000", "Molière", "GS",
        "Clairval-sur-Seine", "oui", "non", "x", "1,5", "-1", "9" * 400, "30/02/2021", "01/01/0001", "31/12/9999",
    ]
)  # fmt: skip
SEPARATEURS = st.sampled_from([";", ",", "\t", "|"])


@st.composite
def tables(draw: st.DrawFn, titres: list[str]) -> bytes:
    """A table whose header is known, whose rows are anything, whose bytes may be too."""
    colonnes = draw(st.lists(st.sampled_from(titres), min_size=1, max_size=len(titres), unique=True))
    rangees = draw(st.lists(st.lists(CELLULES, max_size=len(colonnes) + 2), max_size=6))
    separateur = draw(SEPARATEURS)
    guillemets = draw(st.booleans())

    def case(texte: str) -> str:
        return '"' + texte.replace('"', '""') + '"' if guillemets else texte

    texte = "\n".join(separateur.join(map(case, r)) for r in [colonnes, *rangees])
    octets = texte.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), "replace")
    return griffonner(draw, octets)


def griffonner(draw: st.DrawFn, octets: bytes) -> bytes:
    """Some of its bytes written over."""
    lus = bytearray(octets)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 3]))):
        if lus:
            lus[draw(st.integers(0, len(lus) - 1))] = draw(st.integers(0, 255))
    return bytes(lus)


@st.composite
def jeux_griffonnes(draw: st.DrawFn) -> bytes:
    """A file that towns really have, some bytes of which were lost."""
    return griffonner(draw, (JEUX / draw(st.sampled_from(sorted(f.name for f in JEUX.glob("*.csv"))))).read_bytes())


A_LA_FOIS = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@A_LA_FOIS
@given(tables([*COLONNES]) | jeux_griffonnes())
@example(b"")
@example(b"code_famille;role;nom\n" + b"20001;responsable;" + b"x" * 5000)
def test_un_fichier_de_familles_quelconque(
    ctx_sqlite: Contexte, tmp_path_factory: pytest.TempPathFactory, octets: bytes
) -> None:
    fichier = tmp_path_factory.mktemp("csv") / "familles.csv"
    fichier.write_bytes(octets)
    essai = replace(ctx_sqlite, base=BaseSimulee.de(ctx_sqlite.base))
    try:
        rapport = importer_familles(essai, fichier)
    except ErreurMetier as refus:
        exiger_des_phrases(refus)
        return
    finally:
        essai.base.fermer()
    for anomalie in rapport.anomalies:
        assert anomalie.ligne >= 1
        assert anomalie.motif.strip()
        assert not ANGLAIS.search(anomalie.motif)


TITRES_CALENDRIER = ["nature", "du", "au", "libelle", "site", "activite"]
PUBLIES = ["description", "population", "start_date", "end_date", "location", "zones", "annee_scolaire"]


@A_LA_FOIS
@given(tables(TITRES_CALENDRIER) | tables(PUBLIES) | jeux_griffonnes())
def test_un_calendrier_quelconque(
    ctx_sqlite: Contexte, tmp_path_factory: pytest.TempPathFactory, octets: bytes
) -> None:
    fichier = tmp_path_factory.mktemp("csv") / "calendrier.csv"
    fichier.write_bytes(octets)
    essai = replace(ctx_sqlite, base=BaseSimulee.de(ctx_sqlite.base))
    try:
        calendrier.importer(essai, fichier=fichier)
    except ErreurMetier as refus:
        exiger_des_phrases(refus)
    finally:
        essai.base.fermer()
