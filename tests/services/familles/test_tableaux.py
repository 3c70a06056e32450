"""One reader of tables: whatever the encoding, the separator, the quotes and what stands above the header."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from guichet.erreurs.imports import FichierImportIllisible
from guichet.imports.colonnes import COLONNES, est_colonne
from guichet.imports.tables import tableau
from guichet.imports.tables.abime import est_abime, probable
from guichet.imports.tables.encodage import reconnaitre
from tests.services.fichiers_familles import JEUX

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 '-./()éèêàçôîïëùûüœÉÈÀÇ’«»°;,|\t\""
ECRITURES = LATIN + "ŞİığłŁșțñãõøßŽčЧевченкоТараسعلي李伟"
LARGES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
D_UN_OCTET = ("cp1252", "mac-roman", "cp850")
TITRES = [["Export des familles"], ["Commune de Clairval", "", "12/11/2026"], []]


def _textes(alphabet: str) -> st.SearchStrategy[str]:
    return st.text(alphabet, max_size=12).map(str.strip).filter(lambda t: not est_abime(t))


@st.composite
def tables(draw: st.DrawFn, alphabet: str) -> list[list[str]]:
    colonnes = draw(st.lists(st.sampled_from(sorted(COLONNES)), min_size=2, max_size=6, unique=True))
    rangees = st.lists(_textes(alphabet), min_size=len(colonnes), max_size=len(colonnes)).filter(any)
    return [colonnes, *draw(st.lists(rangees, min_size=1, max_size=6))]


def ecrire(table: list[list[str]], separateur: str, saut: str, citation: int, tete: list[list[str]], sep: bool) -> str:
    flux = io.StringIO(newline="")
    ecrivain = csv.writer(flux, delimiter=separateur, lineterminator=saut, quoting=citation)  # type: ignore[arg-type]
    ecrivain.writerows([*tete, *table])
    return (f"sep={separateur}{saut}" if sep else "") + flux.getvalue()


def relire(chemin: Path) -> tuple[tuple[str, ...], list[list[str]], list[int]]:
    lu = tableau.ouvrir(chemin, est_colonne)
    rangees = list(lu.controlees())
    return lu.titres, [r.cases for r in rangees], [r.numero for r in rangees]


FORME = {
    "separateur": st.sampled_from(tableau.SEPARATEURS),
    "saut": st.sampled_from(["\r\n", "\n", "\r"]),
    "citation": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    "tete": st.lists(st.sampled_from(TITRES), max_size=3),
    "sep": st.booleans(),
}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(ECRITURES), encodage=st.sampled_from(LARGES), **FORME)
@example([["nom", "role"], ["Ā一", "a;b"]], "utf-16-le", ";", "\r\n", csv.QUOTE_MINIMAL, [["Liste"]], True).via("a low byte of zero")  # fmt: skip
def test_une_table_se_relit_quelle_que_soit_sa_forme(
    tmp_path: Path,
    table: list[list[str]],
    encodage: str,
    separateur: str,
    saut: str,
    citation: int,
    tete: list[list[str]],
    sep: bool,
) -> None:
    """Lost otherwise: a town whose spreadsheet is set otherwise, or its accents."""
    texte = ecrire(table, separateur, saut, citation, tete, sep)
    fichier = tmp_path / "t.csv"
    fichier.write_bytes(texte.encode(encodage))
    titres, rangees, numeros = relire(fichier)
    assert (list(titres), rangees) == (table[0], table[1:])
    avant = re.split("\r\n|\r|\n", ecrire(table[:1], separateur, saut, citation, tete, sep))
    assert numeros == [len(avant) + n for n in range(len(rangees))]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(LATIN), encodage=st.sampled_from(D_UN_OCTET), **FORME)
def test_une_table_de_windows_d_un_mac_ou_de_ms_dos_se_relit(
    tmp_path: Path,
    table: list[list[str]],
    encodage: str,
    separateur: str,
    saut: str,
    citation: int,
    tete: list[list[str]],
    sep: bool,
) -> None:
    """Lost otherwise: « L‚ger » for « Léger », from the format next to the right one in the list."""
    # French has more « é » than all its other accents; a file of « Ç » alone is rightly refused, below.
    autres = sum(not c.isascii() for ligne in table for case in ligne for c in case)
    table.append(["é" * 3 * (1 + autres), *table[0][1:]])
    texte = ecrire(table, separateur, saut, citation, tete, sep)
    octets = texte.encode(encodage, "replace")
    assume(octets.decode(encodage) == texte)
    fichier = tmp_path / "t.csv"
    fichier.write_bytes(octets)
    assert relire(fichier)[1] == table[1:]


def test_deux_tables_aussi_francaises_l_une_que_l_autre_ne_se_devinent_pas(tmp_path: Path) -> None:
    """Lost otherwise: « Ç » of a Mac read as the « é » of MS-DOS, in a file too short to tell them apart."""
    fichier = tmp_path / "t.csv"
    fichier.write_bytes("adresse;adresse2\r\n;Ç\r\néé;x\r\n".encode("mac-roman"))
    with pytest.raises(FichierImportIllisible, match="dans quel encodage"):
        relire(fichier)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contenu=st.binary(max_size=400), tete=st.sampled_from([b"", b"nom;prenom;role\r\n", b"\xff\xfe", b"sep=;\r\n"]))
def test_aucun_contenu_n_arrete_le_programme(tmp_path: Path, contenu: bytes, tete: bytes) -> None:
    """Lost otherwise: a traceback for a file of anything."""
    fichier = tmp_path / "t.csv"
    fichier.write_bytes(tete + contenu)
    try:
        relire(fichier)
    except FichierImportIllisible as refus:
        assert refus.message


@settings(max_examples=200, deadline=None)
@given(texte=st.text("éèêàçôîïëùûüœÉÈÀÇabcLMN '-", min_size=1, max_size=20), table=st.sampled_from(["cp1252", "latin-1", "mac-roman", "cp850"]))  # fmt: skip
def test_un_texte_double_se_voit_et_un_texte_sain_ne_se_soupconne_pas(texte: str, table: str) -> None:
    """Lost otherwise: « LÃ©ger » printed on a slip; or a whole town suspected."""
    assume(any(not c.isascii() for c in texte))
    mot = f"L{texte}r"
    assume(not re.search("[^\\W\\d][ÈÚ][a-z]", mot))
    assert not est_abime(mot)
    try:
        double = mot.encode().decode(table)
    except UnicodeDecodeError:
        return
    assert est_abime(double)
    if table == "cp1252":
        assert probable(double) == mot


@pytest.mark.parametrize(
    "sain",
    ["CHÂTEAU", "JOÃO", "Sørensen-Ås", "CAFÉ\u00a0», dit-il", "O’Brien", "Où ? Là", "D’Èze", "l’Île", "Şahin", "Ħamrun", "25 % à 30 °C", "A & B", "Nguyễn Thị Hồng", "ÅSA", "7 × 8", "¿Qué?"],
)  # fmt: skip
def test_un_texte_sain_n_est_pas_abime(sain: str) -> None:
    """Lost otherwise: people refused for having a name of elsewhere."""
    assert not est_abime(sain)


@pytest.mark.parametrize(
    "abime",
    ["LÃ©ger", "NoÃ«l", "lâ€™Ã©cole", "sans Å“uf", "L�ger", "L?ger", "?cole", "L&eacute;ger", "L&#233;ger", "L\\u00e9ger", "L=C3=A9ger", "L√©ger", "L├®ger", "L‚ger", "LŽger", "LÈger", "LÃƒÂ©ger", "Ã la mairie", "l\x92\u00e9cole"],
)  # fmt: skip
def test_un_texte_abime_se_voit(abime: str) -> None:
    """Lost otherwise: same as above, for each way accents are lost."""
    assert est_abime(abime)


def test_une_ligne_entre_guillemets_est_une_ligne(tmp_path: Path) -> None:
    """Lost otherwise: a file of commas, opened by a French spreadsheet and saved again."""
    fichier = tmp_path / "t.csv"
    fichier.write_bytes(
        'code_famille,role,nom,adresse\r\n"1,enfant,Léa,""1, rue; Haute"""\r\n2,enfant,Tom,\r\n'.encode()
    )
    assert relire(fichier)[1] == [["1", "enfant", "Léa", "1, rue; Haute"], ["2", "enfant", "Tom", ""]]


def test_une_entete_repetee_ou_coupee_n_est_pas_une_personne(tmp_path: Path) -> None:
    """Lost otherwise: « Nom », « Prénom » at the top of each page, made into a child."""
    fichier = tmp_path / "t.csv"
    fichier.write_bytes('\r\nListe;;\r\n"Nom\nde famille";Prénom;Rôle\r\nA;B;enfant\r\n"Nom\nde famille";Prénom;Rôle\r\n;;\r\nC;D;enfant\r\n\x1a'.encode())  # fmt: skip
    titres, rangees, numeros = relire(fichier)
    assert titres[1:] == ("Prénom", "Rôle")
    assert (rangees, numeros) == ([["A", "B", "enfant"], ["C", "D", "enfant"]], [5, 9])


@pytest.mark.parametrize(
    ("nom", "encodage"), [("03e-sep.csv", "cp1252"), ("03f-utf16-sans-bom.csv", "utf-16-le"), ("01-onde.csv", "cp1252")]
)
def test_les_fichiers_des_communes_se_reconnaissent(nom: str, encodage: str) -> None:
    """Lost otherwise: files that towns really have."""
    assert reconnaitre(JEUX / nom).encodage == encodage
