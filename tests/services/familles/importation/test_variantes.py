"""The files of the field, each written otherwise: what was read of it is what is read of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.imports import FichierImportIllisible
from guichet.fiches.familles.imports import RapportImport
from guichet.services.familles.importation import importer_familles
from tests.services.fichiers_familles import JEUX, simule

FICHIERS = {
    "01-onde.csv": "cp1252", "02-tableur.csv": "utf-8-sig", "04-adresses.csv": "utf-8-sig", "05-noms.csv": "utf-8",
    "08-rentree.csv": "utf-8", "10-foyer.csv": "utf-8", "16-annee-seule.csv": "utf-8",
}  # fmt: skip
Table = list[list[str]]


def lire(nom: str) -> Table:
    return list(csv.reader(io.StringIO((JEUX / nom).read_bytes().decode(FICHIERS[nom])), delimiter=";"))


def ecrire(table: Table, separateur: str = ";", fin: str = "\r\n", guillemets: int = csv.QUOTE_MINIMAL) -> str:
    flux = io.StringIO()
    csv.writer(flux, delimiter=separateur, lineterminator=fin, quoting=guillemets).writerows(table)
    return flux.getvalue()


def variantes(table: Table) -> Iterator[tuple[str, bytes]]:
    titres, *lignes = table
    yield "virgules", ecrire(table, ",").encode()
    yield "tabulations, UTF-16", ecrire(table, "\t").encode("utf-16")
    yield "barres, UTF-16 sans marque", ecrire(table, "|").encode("utf-16-le")
    yield "titres en capitales", ecrire([[titre.upper() for titre in titres], *lignes]).encode()
    yield "titres sans tirets", ecrire([[t.replace("_", " ").capitalize() for t in titres], *lignes]).encode()
    yield "titres à la ligne 3", ecrire([["Export du 01/09/2026"], [], titres, *lignes]).encode()
    groupes = ["Foyer", "", "", "Personne", *[""] * (len(titres) - 4)]
    yield "cases fusionnées au-dessus", ecrire([groupes, titres, *lignes]).encode()
    yield "colonnes vides à la fin", ecrire([[*ligne, "", "", ""] for ligne in table]).encode()
    yield "fins de ligne d’un ancien Mac", ecrire(table, fin="\r").encode()
    yield "une marque au milieu", ecrire([titres, *(["\ufeff" + ligne[0], *ligne[1:]] for ligne in lignes)]).encode()
    yield "tout entre guillemets", ecrire(table, guillemets=csv.QUOTE_ALL).encode()
    yield "« sep=; » au-dessus", b"sep=;\r\n" + ecrire(table).encode()


def dit(rapport: RapportImport) -> tuple[object, ...]:
    """All it says but where each line stands."""
    comptes = (rapport.creees, rapport.completees, rapport.inchangees, rapport.refusees, rapport.personnes)
    remarques = [(a.colonne, a.valeur, a.motif, a.remede, a.gravite) for a in rapport.anomalies]
    return rapport.lignes, comptes, remarques, len(rapport.propositions)


@pytest.mark.lent
@pytest.mark.parametrize("nom", FICHIERS)
def test_un_fichier_ecrit_autrement_dit_la_meme_chose(ctx_sqlite: Contexte, tmp_path: Path, nom: str) -> None:
    """Lost otherwise: a file that one spreadsheet saves and the next one's is refused, or half of it is left out."""
    attendu = dit(importer_familles(simule(ctx_sqlite), JEUX / nom))
    fichier = tmp_path / nom
    for quoi, octets in variantes(lire(nom)):
        fichier.write_bytes(octets)
        assert dit(importer_familles(simule(ctx_sqlite), fichier)) == attendu, quoi


@pytest.mark.parametrize("nom", FICHIERS)
def test_un_fichier_abime_autrement_ne_laisse_rien(ctx_sqlite: Contexte, tmp_path: Path, nom: str) -> None:
    """Lost otherwise: names written wrong for good; or a refusal that does not say which line to look at."""
    table = lire(nom)
    fichier = tmp_path / nom
    fichier.write_bytes(ecrire([table[0], *([*ligne[:-1], ligne[-1] + "\0"] for ligne in table[1:])]).encode())
    with pytest.raises(FichierImportIllisible, match=r"du texte.*à la ligne 2"):
        importer_familles(ctx_sqlite, fichier)
    if not ecrire(table).isascii():
        fichier.write_bytes(ecrire(table).encode().decode("latin-1").encode())
        with pytest.raises(FichierImportIllisible, match="exportez-le de nouveau"):
            importer_familles(ctx_sqlite, fichier)
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM famille") == (0,)
