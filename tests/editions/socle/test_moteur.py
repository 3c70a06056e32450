"""The PDF engine: the same page on every machine, archivable, readable aloud, and light to import."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from guichet.editions.socle import glyphes, moteur
from guichet.erreurs.editions import EditionImpossible
from guichet.formats import PARIS

QUAND = datetime(2026, 11, 21, 14, 7, tzinfo=PARIS)
PAGE = """#let d = json(bytes(sys.inputs.donnees))
#set document(title: "essai")
#set text(font: "Noto Sans", lang: "fr")
#d.nom"""


def test_archivable_et_accessible():
    octets = moteur.pdf(PAGE, {"nom": "Été 12,50 €"}, edite_le=QUAND)
    assert octets.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>3<" in octets
    assert b"<pdfaid:conformance>A<" in octets
    assert b"<pdfuaid:part>1<" in octets


def test_l_heure_locale_vaut_l_heure_universelle():
    locale = moteur.pdf(PAGE, {"nom": "x"}, edite_le=QUAND.replace(tzinfo=None))
    assert locale == moteur.pdf(PAGE, {"nom": "x"}, edite_le=datetime(2026, 11, 21, 13, 7, tzinfo=UTC))


def test_une_police_absente_est_une_erreur_de_test():
    """Typst only warns about a missing font, and prints the page without its words."""
    with pytest.warns(UserWarning, match="marianne"):
        moteur.pdf(PAGE.replace("Noto Sans", "Marianne"), {"nom": ""}, edite_le=QUAND)


def test_une_page_refusee_s_explique():
    with pytest.raises(EditionImpossible, match="composée"):
        moteur.pdf("#panic()", {}, edite_le=QUAND)


def test_une_installation_sans_polices_s_explique(tmp_path, monkeypatch):
    monkeypatch.setattr(moteur, "chemin_donnees", lambda: tmp_path)
    moteur._polices.cache_clear()
    try:
        with pytest.raises(EditionImpossible, match="Noto Sans"):
            moteur._polices()
    finally:
        moteur._polices.cache_clear()


def test_seules_nos_polices_servent():
    """A font of the machine would change the page from one counter to the next."""
    assert sorted(moteur._polices().families()) == sorted(moteur.FAMILLES)


def test_les_polices_ont_leur_licence():
    dossier = moteur.chemin_donnees() / "polices"
    assert "SIL OPEN FONT LICENSE" in (dossier / "OFL.txt").read_text(encoding="utf-8")
    assert len(list(dossier.glob("*.ttf"))) == 5


@pytest.mark.parametrize(
    ("tape", "imprime"),
    [
        ("Élodie Œuf-Ğ €", "Élodie Œuf-Ğ €"),
        ("e\u0301", "é"),
        ("日本", "RiBen"),
        ("a\tb\nc\u2028d", "a b c d"),
        ("x\u202ey\u0000\u001bz\ufeff", "xyz"),
        ("\ufffe\ue000", ""),
        ("\U000e0101\U0001fbff", "?"),
        ("محمد", "محمد"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_tout_ce_qui_se_tape_s_imprime(tape, imprime):
    dessins = glyphes.couverture(moteur._fichiers())
    rendu = glyphes.imprimable(tape, dessins)
    assert all(ord(c) in dessins for c in rendu)
    assert rendu == imprime


def test_chaque_caractere_francais_a_son_dessin():
    dessins = glyphes.couverture(moteur._fichiers())
    assert {ord(c) for c in "àâäæçéèêëîïôöœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ€«»’–—…\u00a0\u202f·×"} <= dessins


def test_importer_les_editions_ne_charge_pas_typst():
    """Start-up is felt at every shift: Typst and segno wait for the first print."""
    code = (
        "import sys, guichet.impression, guichet.editions.comptoir.recapitulatif, guichet.editions.portail.bordereau_identifiants\n"
        "sys.exit(bool({'typst', 'segno', 'anyascii'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
