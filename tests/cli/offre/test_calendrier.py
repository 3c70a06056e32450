"""A supervisor closes a strike day in the evening: nobody booked may learn it at the school gate."""

from __future__ import annotations

import sqlite3

import pytest

from tests.cli.reservations.test_reservations import MATIN, dates, ecoles, tom  # noqa: F401 - the fixture of the child registered

pytestmark = pytest.mark.usefixtures("le_16_novembre")


def periodes(courir, *options):
    return courir("calendrier", "montrer", *options, "--format", "json").json


def test_l_annee_scolaire_est_la_sans_reseau(demo):
    annee = periodes(demo, "--annee", "2026")
    toussaint = next(p for p in annee if "Toussaint" in p["libelle"] and p["nature"] == "vacances")
    assert (toussaint["du"], toussaint["au"]) == ("2026-10-17", "2026-11-01")
    assert {"2026-11-11", "2027-05-01"} <= {p["du"] for p in annee if p["nature"] == "ferie"}
    assert annee == sorted(annee, key=lambda p: p["du"])
    lu = demo("calendrier", "--annee", "2026-2027").out
    assert "férié" in lu
    assert max(map(len, lu.splitlines())) <= 80


def test_fermer_nomme_d_abord_qui_est_reserve(tom, base):  # noqa: F811
    (jour,) = ecoles(base, 1)
    tom("reserver", "20001", "--activite", MATIN, "--jours", dates([jour]))
    ligne = ("calendrier", "fermer", "--du", f"{jour:%d/%m/%Y}", "--motif", "grève")
    refus = tom(*ligne)
    assert (refus.code, refus.out) == (1, "")
    assert "Tom" in refus.err
    assert "--annuler" in refus.err
    assert "1 réservation est touchée" in refus.err

    assert tom(*ligne, "--annuler", "--simulation", "--format", "json").json["annulees"] == 1
    assert tom(*ligne, "--annuler", "--format", "json").json["annulees"] == 1
    case = next(
        j
        for j in tom("planning", "20001", "--format", "json").json
        if j["jour"] == jour.isoformat() and j["unite"] == "Accueil du matin"
    )
    assert (case["etat"], case["motif"]) == ("fermee", "grève")


def test_une_periode_se_retire_par_son_numero(demo, base):
    (jour,) = ecoles(base, 1)
    ajout = demo(
        *("calendrier", "ajouter", "--nature", "pont", "--du", jour.isoformat(), "--libelle", "pont d’essai"),
        *("--format", "json"),
    )
    assert ajout.code == 0, ajout.err
    numero = ajout.json["numero"]
    assert numero in {p["numero"] for p in periodes(demo)}
    assert demo("calendrier", "retirer", str(numero)).code == 0
    assert numero not in {p["numero"] for p in periodes(demo)}
    assert demo("calendrier", "retirer", str(numero)).code == 1


def test_un_fichier_faux_nomme_sa_ligne_et_n_ajoute_rien(demo, tmp_path):
    fichier = tmp_path / "calendrier.csv"
    fichier.write_text("nature;du;au;libelle;site\npont;01/03/2027;01/03/2027;pont;\ncongé;02/03/2027;02/03/2027;x;\n")
    avant = periodes(demo)
    refus = demo("calendrier", "importer", str(fichier))
    assert refus.code == 1
    assert "ligne 3" in refus.err
    assert periodes(demo) == avant
    fichier.write_text("nature;du;au;libelle;site\npont;01/03/2027;01/03/2027;pont;\n")
    assert demo("calendrier", "importer", str(fichier), "--format", "json").json["periodes"] == 1


def test_le_fichier_du_ministere_s_importe_avec_sa_zone(demo, tmp_path):
    fichier = tmp_path / "fr-en-calendrier-scolaire.csv"
    tete = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\r\n"
    corse = "Vacances d'Hiver;-;2027-02-26T23:00:00+00:00;2027-03-14T23:00:00+00:00;Corse;Corse;2026-2027\r\n"
    guyane = corse.replace("Corse;Corse", "Guyane;Guyane").replace("2027-02-26", "2027-02-05")
    fichier.write_bytes((tete + corse + guyane).encode("cp1252"))
    refus = demo("calendrier", "importer", str(fichier))
    assert (refus.code, refus.out) == (2, "")
    assert "Corse, Guyane" in refus.err
    assert demo("calendrier", "importer", str(fichier), "--zone", "Corse", "--format", "json").json["periodes"] == 1
    assert ("2027-02-27", "2027-03-14") in {(p["du"], p["au"]) for p in periodes(demo)}


@pytest.mark.parametrize(
    ("options", "code", "phrase"),
    [
        (("fermer", "--du", "01/03/2027", "--motif", "x", "--annuler", "--garder"), 2, "l’un des deux"),
        (("montrer", "--annee", "2026-2028"), 2, "n’est pas une année scolaire"),
        (("ajouter", "--nature", "congé", "--du", "01/03/2027", "--libelle", "x"), 2, "--nature"),
        (("fermer", "--du", "02/03/2027", "--au", "01/03/2027", "--motif", "x"), 1, ""),
        (("fermer", "--du", "01/03/2027", "--motif", "x", "--activite", "piscine"), 1, "piscine"),
    ],
)
def test_une_saisie_fausse_est_nommee(demo, options, code, phrase):
    sortie = demo("calendrier", *options)
    assert (sortie.code, sortie.out) == (code, "")
    assert phrase in sortie.err


def test_le_calendrier_demande_le_droit(guichet, base):
    ligne = ("calendrier", "fermer", "--du", "01/03/2027", "--motif", "grève", "--agent", "accueil")
    assert guichet(*ligne).code == 1
    with sqlite3.connect(base) as c:
        assert c.execute("SELECT count(*) FROM periode_calendrier WHERE libelle = 'grève'").fetchone() == (0,)


def test_qui_est_touche_se_demande_avant(tom, base):  # noqa: F811
    """The same list as the screen, and of holidays only what they would close."""
    (jour,) = ecoles(base, 1)
    tom("reserver", "20001", "--activite", MATIN, "--jours", dates([jour]))
    ligne = ("calendrier", "touches", "--du", jour.isoformat())
    (touchee,) = tom(*ligne, "--format", "json").json
    assert (touchee["code_famille"], touchee["jour"]) == ("20001-V", jour.isoformat())
    assert "Tom" in tom(*ligne, "--nature", "vacances").out
    assert "est inconnu" in tom(*ligne, "--site", "ailleurs").err
    assert max(map(len, tom(*ligne).out.splitlines())) <= 80


def test_retirer_dit_ce_qui_rouvre(demo, base):
    (jour,) = ecoles(base, 1)
    ligne = ("calendrier", "fermer", "--du", jour.isoformat(), "--motif", "essai", "--garder")
    assert demo(*ligne).code == 0
    numero = next(p["numero"] for p in periodes(demo) if p["libelle"] == "essai")
    assert "accueils rouvrent" in demo("calendrier", "retirer", str(numero)).out
