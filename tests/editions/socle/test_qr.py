"""The QR code opens the town's portal and nothing else: scanned back from the printed page."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from guichet.editions.portail.bordereau_identifiants import pdf_identifiants
from guichet.editions.socle import qr
from tests.editions.papiers import avec_cle, bordereau

ADRESSE = "espace-citoyens.net/lemesnilsaintdenis"


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        (ADRESSE, f"https://{ADRESSE}"),
        ("https://portail.ville.fr/famille?a=1", "https://portail.ville.fr/famille?a=1"),
        ("http://vieux.fr", "http://vieux.fr"),
    ],
)
def test_le_lien_garde_l_adresse_exacte(adresse, attendu):
    assert qr.lien(adresse) == attendu


def test_le_symbole_est_celui_de_l_adresse():
    """Pure check: the modules drawn as half blocks are those segno computes for the address."""
    import segno

    attendu = [bytes(ligne) for ligne in segno.make(f"https://{ADRESSE}", error="m", boost_error=False).matrix]
    lignes = qr.demi_blocs(ADRESSE).split("\n")
    haut = {" ": 0, "▀": 1, "▄": 0, "█": 1}
    bas = {" ": 0, "▀": 0, "▄": 1, "█": 1}
    modules = [bytes(table[signe] for signe in ligne) for ligne in lignes for table in (haut, bas)]
    dedans = [ligne[2:-2] for ligne in modules[2 : 2 + len(attendu)]]
    assert dedans == attendu
    assert max(map(len, lignes)) <= 78


@pytest.mark.lent
@pytest.mark.parametrize("donnees", [bordereau(), avec_cle(formation=True)])
def test_le_papier_se_scanne(donnees, tmp_path):
    """Rendered at office-printer quality, watermark included, a telephone reads the exact address."""
    absents = [outil for outil in ("pdftoppm", "zbarimg") if shutil.which(outil) is None]
    if absents:
        pytest.skip(f"{', '.join(absents)} is not installed")
    (tmp_path / "page.pdf").write_bytes(pdf_identifiants(donnees))
    commande = [
        "pdftoppm",
        "-png",
        "-r",
        "130",
        "-singlefile",
        str(tmp_path / "page.pdf"),
        str(tmp_path / "page"),
    ]
    subprocess.run(commande, check=True, capture_output=True)
    lu = subprocess.run(["zbarimg", "-q", "--raw", str(tmp_path / "page.png")], capture_output=True, check=True)
    assert lu.stdout.decode().strip() == f"https://{ADRESSE}"
