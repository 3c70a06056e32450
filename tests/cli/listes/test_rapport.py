"""Lists and absences from a shell: printed at six by a night job, read aloud, opened in a spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cli.reservations.test_reservations import ecoles, tom  # noqa: F401 - the child who may attend


@pytest.fixture
def jour(tom, base):  # noqa: F811 - the fixture imported above
    """A school day on which Tom eats at the canteen."""
    (jour,) = ecoles(base, 1)
    assert tom("reserver", "20001", "--activite", "restauration", "--jours", str(jour)).code == 0
    return str(jour)


def test_presences(demo, jour, tmp_path):
    lu = demo("rapport", "presences", "--date", jour, "--format", "json").json
    assert [(x["enfant"], x["jour"], x["etat"], x["code_famille"][:5]) for x in lu] == [
        ("LÉGER Tom", jour, "reservee", "20001")
    ]
    assert "LÉGER Tom" in demo("rapport", "presences", "--semaine", jour).out
    assert "réservée" in demo("rapport", "presences", "--date", jour, "--site", lu[0]["site"]).out
    fichier = tmp_path / "p.csv"
    assert demo("rapport", "presences", "--date", jour, "--sortie", str(fichier)).out == ""
    assert "LÉGER Tom" in fichier.read_text(encoding="utf-8")
    assert "Aucun enfant" in demo("rapport", "presences", "--date", "2020-01-01").err


def test_ce_qu_un_tableau_partage_est_dit_une_fois(demo, jour):
    """Day, site and activity stand above the names: repeated in each row, they cut the names in two."""
    site = demo("rapport", "presences", "--date", jour, "--format", "json").json[0]["site"]
    for quoi, mot in (("presences", "LÉGER Tom"), ("repas", "Ordinaires")):
        vide, tete, *reste = demo("rapport", quoi, "--date", jour).out.splitlines()
        assert vide == ""
        assert tete.endswith(f"{site}, Restauration scolaire")
        assert mot in "\n".join(reste)
        assert site not in "\n".join(reste)


@pytest.mark.parametrize("quoi", ["presences", "repas", "attente"])
def test_un_site_mal_ecrit_est_refuse(demo, jour, quoi):
    """Lost otherwise: a kitchen told that nobody eats, for a slip of the keyboard."""
    dit = demo("rapport", quoi, "--date", jour, "--site", "Moliaire")
    assert (dit.code, dit.out) == (1, "")
    assert "inconnu" in dit.err
    assert "Molière" in dit.err
    assert demo("rapport", quoi, "--date", jour, "--site", "moliere").code == 0


def test_affiche(demo, jour, tmp_path):
    for quoi in ("presences", "repas", "attente"):
        fichier = tmp_path / f"{quoi}.pdf"
        dit = demo("rapport", quoi, "--date", jour, "--sortie", str(fichier))
        assert dit.code == 0
        assert fichier.read_bytes().startswith(b"%PDF")
        assert "Clairval" in fichier.with_suffix(".txt").read_text(encoding="utf-8")


def test_repas_et_attente(demo, jour):
    (repas,) = demo("rapport", "repas", "--date", jour, "--format", "json").json
    assert (repas["total"], repas["ordinaires"], repas["regimes"], repas["a_part"]) == (1, 1, [], [])
    assert demo("famille", "modifier", "20001", "--membre", "Tom", "regimes=sans porc").code == 0
    (repas,) = demo("rapport", "repas", "--date", jour, "--format", "json").json
    assert repas["regimes"] == [{"regime": "sans porc", "nombre": 1}]
    assert "Repas" in demo("rapport", "repas", "--date", jour, "--pai").out
    assert demo("rapport", "attente", "--date", jour, "--format", "json").json == []


@pytest.mark.parametrize(
    ("arguments", "mot"),
    [
        (("--date", "16/11/2026", "--semaine", "16/11/2026"), "l’un des deux"),
        (("--format", "xls"), "xls"),
    ],
)
def test_usage(tom, arguments, mot):  # noqa: F811
    dit = tom("rapport", "presences", *arguments)
    assert dit.code == 2
    assert mot in dit.err


def test_sortie_impossible(demo, jour, tmp_path):
    dit = demo("rapport", "presences", "--date", jour, "--sortie", str(tmp_path / "absent" / "p.csv"))
    assert dit.code == 1
    assert "ne peut pas être écrit" in dit.err


def test_absence(demo, jour):
    """Simulated then written; told in JSON with each reason and rule."""
    essai = demo("absence", "20001", "--du", jour, "--simulation", "--format", "json").json
    assert essai["simulation"]
    assert essai["absence"]["lignes"][0]["regle"]
    assert demo("rapport", "presences", "--date", jour, "--format", "json").json[0]["etat"] == "reservee"
    fait = demo("absence", "20001", "--du", jour, "--au", jour, "--enfant", "tom")
    assert "LÉGER Tom" in fait.out
    assert demo("rapport", "presences", "--date", jour, "--format", "json").json[0]["etat"].startswith("absence")
    refus = demo("absence", "20001", "--du", str(date.today() + timedelta(days=3650)))
    assert refus.code == 1
    assert "Rien n’est réservé" in refus.err


def test_reponse_a_une_place(tom):  # noqa: F811
    for geste in (("accepter", "99"), ("decliner", "99"), ("rang", "99", "--motif", "fratrie")):
        assert tom("taches", *geste).code == 1


@pytest.mark.usefixtures("le_16_novembre")
def test_une_demande_incomplete_est_dite_sur_la_liste_d_attente(demo):
    """Last, without rank, with what it lacks: lost otherwise, a family called for a place it cannot have."""
    demo("inscrire", "20001", "--activite", "restauration", "--pieces", "livret, domicile")
    demo("reserver", "20001", "--activite", "restauration", "--jours", "07/12/2026")
    (ligne,) = demo("rapport", "attente", "--date", "07/12/2026", "--format", "json").json
    assert (ligne["rang"], ligne["manquantes"]) == (0, ["vaccinations"])
    assert "vaccinations" in demo("rapport", "attente", "--date", "07/12/2026").out
    assert "vaccinations" in demo("rapport", "attente", "--date", "07/12/2026", "--format", "csv").out
