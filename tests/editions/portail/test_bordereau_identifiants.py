"""The slip is all a parent takes home: what is missing or unreadable on it brings them back to the counter."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from guichet.communes import chemin_preset, lire_preset, lister_presets
from guichet.editions.portail.bordereau_identifiants import (
    DonneesIdentifiants,
    groupes,
    pdf_identifiants,
    texte_identifiants,
)
from guichet.formats import PARIS
from guichet.regles.portail.mots import MotsPortail
from tests.editions.papiers import avec_cle, bordereau, pages

LES_TROIS_MODES = {
    "courriel": bordereau(avertissement_courriel="Votre adresse yahoo.fr reçoit mal les messages."),
    "parent": avec_cle(),
    "guichet": bordereau(mode_compte="guichet", identifiant="20421-K"),
    "tout": bordereau(cle_enfance="K7MP-4XQ9-R2WD-H", cle_expire_le=datetime(2026, 12, 1, 17, 30, tzinfo=PARIS)),
    "rappel": bordereau(mot_de_passe=None, expire_le=None, formation=True),
}
HOSTILES = [
    "#panic()",
    "[/b]",
    "*x* _y_ $z$ `w`",
    '#read("/etc/passwd")',
    "Robert'); DROP TABLE famille;--",
    "\\u{1F600} \\",
    "<a> @b #c[d] // e /* f",
    "A" * 300,
    "LÉGER MARTIN " * 23,
    "محمد بن علي",
    "יעל כהן",
    "日本 😀 𝒜 Œuf ŁÓDŹ Ğ ß",
    "x\u202egnp.eruces\u0000\u001b[31m\ufeff\u200b\ue000",
    "a\u0301\u0327\u0323",
    "",
]


@pytest.mark.parametrize("cas", LES_TROIS_MODES)
def test_le_texte_dit_tout_ce_que_dit_le_papier(cas, lire):
    """A blind parent, or a town without a printer, gets the text: nothing may be on paper only."""
    donnees = LES_TROIS_MODES[cas]
    texte = re.sub(r"\s", "", texte_identifiants(donnees, avec_qr=True))
    papier = lire(pdf_identifiants(donnees)).replace("FORMATION — sans valeur", "")
    papier = re.sub(r"(?m)^[FORMATION]$", "", papier)  # The watermark is set letter by letter on the slant.
    absents = [mot for mot in papier.split() if mot not in texte]
    assert not absents


@pytest.mark.parametrize("cas", LES_TROIS_MODES)
def test_le_papier_dit_tout_ce_que_dit_le_texte(cas, lire):
    donnees = LES_TROIS_MODES[cas]
    papier = re.sub(r"\s", "", lire(pdf_identifiants(donnees)))
    ornements = re.compile(r"[-=]{5,}|\d\.|·|\((?=à)|(?<=\w)\)|:")
    texte = ornements.sub(" ", texte_identifiants(donnees).replace("(à lire par groupes", " "))
    absents = [mot for mot in texte.split() if mot not in ornements.sub("", papier)]
    assert not absents


@pytest.mark.parametrize("cas", LES_TROIS_MODES)
def test_une_page_et_une_seule(cas):
    assert pages(pdf_identifiants(LES_TROIS_MODES[cas])) == 1


@pytest.mark.parametrize("nom", HOSTILES)
def test_un_nom_ne_casse_jamais_la_page(nom):
    """Whatever the family is called, it leaves with its slip, on one page."""
    donnees = bordereau(famille=nom, destinataire=nom, agent=nom, commune=nom or "Ville", site_nom=nom)
    assert pages(pdf_identifiants(donnees)) == 1
    texte = texte_identifiants(donnees)
    assert max(map(len, texte.splitlines())) <= 78
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u200b\u202e\ufeff]", texte)


@pytest.mark.parametrize("nom", HOSTILES[7:9])
def test_un_nom_de_300_lettres_reste_dans_la_page(nom, boites):
    donnees = bordereau(famille=nom, destinataire=nom, agent=nom, identifiant=nom, portail_adresse=f"a.fr/{nom}")
    assert all(gauche > 50 and droite < 545 for gauche, _, droite, _ in boites(pdf_identifiants(donnees)))


@pytest.mark.parametrize("cas", ["courriel", "parent", "guichet", "tout"])
def test_le_plus_petit_corps_se_lit_encore_en_a5(cas, boites):
    """A tired parent, or two slips a sheet: no line under 9 points on A4 (12.3 of line height)."""
    assert min(bas - haut for _, haut, _, bas in boites(pdf_identifiants(LES_TROIS_MODES[cas]))) > 12.3


@pytest.mark.parametrize("nom", HOSTILES[:7])
def test_un_nom_s_imprime_comme_il_est_tape(nom, lire):
    papier = re.sub(r"\s+", " ", lire(pdf_identifiants(bordereau(famille=nom))))
    assert f"Famille {nom}" in papier


@pytest.mark.parametrize("adresse", ["espace-citoyens.net/lemesnilsaintdenis", "https://a.fr/" + "x" * 40])
def test_l_adresse_se_copie_telle_quelle(adresse):
    """The exact address, copied from the PDF on a phone, holds no invisible break point (source 2.1)."""
    import shutil
    import subprocess

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    pdf = pdf_identifiants(bordereau(portail_adresse=adresse))
    lu = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    assert adresse in lu.decode()


def test_le_secret_se_lit_par_groupes_et_se_tape_sans_espace():
    texte = texte_identifiants(bordereau())
    assert "\n    k7mp4xq9r2wd\n" in texte
    assert "k7mp · 4xq9 · r2wd" in texte
    assert "sans espace" in texte


@pytest.mark.parametrize(
    ("secret", "attendu"),
    [
        ("k7mp4xq9r2wd", ("k7mp", "4xq9", "r2wd")),
        ("K7MP-4XQ9-H", ("K7MP-4XQ9-H",)),
        ("abcdefg", ("abcdefg",)),
        ("abcd", ("abcd",)),
    ],
)
def test_groupes(secret, attendu):
    assert groupes(secret) == attendu
    assert "".join(groupes(secret)) == secret


@pytest.mark.parametrize(
    ("donnees", "present", "absent"),
    [
        (bordereau(), "lien d’activation", "créer mon espace"),
        (avec_cle(), "créer mon espace", "lien d’activation"),
        (avec_cle(), "Saisissez votre «\u00a0Clé Enfance\u00a0»", "Mot de passe temporaire"),
        (bordereau(mode_compte="guichet", identifiant="20421-K"), "C’est votre code famille.", "boîte mail"),
        (bordereau(mode_compte="parent"), "Entrez l’identifiant", "créer mon espace"),
        (bordereau(mots=MotsPortail(changement_force=False)), "Nous vous conseillons", "vous demandera d’en choisir"),
        (bordereau(etapes=("Une seule étape.",)), "1. Une seule étape.", "2. "),
        (avec_cle(mode_compte="courriel"), "mot de passe habituels", "ci-dessus, puis cliquez"),
        (bordereau(expire_le=None), "sans espace.", "Valable"),
        (bordereau(expire_le=date(2027, 1, 1)), "vendredi 1er\u00a0janvier\u00a02027", "None"),
    ],
)
def test_les_etapes_suivent_le_mode_de_compte(donnees, present, absent):
    """A parent told to open a mail that never comes is a parent back in the queue."""
    texte = re.sub(r" *\n +", " ", texte_identifiants(donnees))
    assert present in texte
    assert absent not in texte


@pytest.mark.parametrize("cas", LES_TROIS_MODES)
def test_typographie_francaise(cas):
    """No ordinary space before : ; ! ? » or after «, no straight apostrophe in our own words."""
    texte = texte_identifiants(LES_TROIS_MODES[cas]).replace(bordereau().site_horaires[0], "")
    assert not re.search(r"\w [:;!?»]|« ", texte)
    assert "'" not in texte


def test_formation_barre_la_page(lire):
    """A training slip taken for a real one sends a parent away with a password that opens nothing."""
    ecole, reel = bordereau(formation=True), bordereau()
    texte = texte_identifiants(ecole)
    assert texte.startswith("FORMATION — sans valeur\n")
    assert texte.endswith("FORMATION — sans valeur\n")
    lu = lire(pdf_identifiants(ecole))
    assert "FORMATION — sans valeur" in lu
    assert "FORMATION" in re.sub(r"\s", "", lu.replace("FORMATION — sans valeur", ""))
    assert "FORMATION" not in texte_identifiants(reel) + re.sub(r"\s", "", lire(pdf_identifiants(reel)))


def test_memes_donnees_memes_octets():
    """A reprint can be compared with the original byte for byte."""
    assert pdf_identifiants(bordereau()) == pdf_identifiants(bordereau())
    assert pdf_identifiants(bordereau()) != pdf_identifiants(bordereau(identifiant="autre"))


def test_le_secret_ne_fuit_pas_dans_les_journaux():
    donnees: DonneesIdentifiants = bordereau(cle_enfance="K7MP-4XQ9-R2WD-H")
    assert "k7mp4xq9r2wd" not in repr(donnees)
    assert "K7MP" not in repr(donnees)


@pytest.mark.parametrize("slug", [p.slug for p in lister_presets()])
def test_le_papier_de_chaque_ville_livree_tient_sur_sa_page(slug, boites):
    """A town whose words are long must not push its last steps onto a second sheet, nor shrink them out of sight."""
    ville = lire_preset(chemin_preset(slug))
    for mode in ville.portail.modes_compte:
        quoi = avec_cle if mode == "parent" else bordereau
        pdf = pdf_identifiants(quoi(mode_compte=mode, portail_nom=ville.portail.nom, mots=ville.mots_portail))
        assert pages(pdf) == 1
        assert min(bas - haut for _, haut, _, bas in boites(pdf)) > 12.3
