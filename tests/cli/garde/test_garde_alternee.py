"""A judgment read over the telephone is settled and read back by a supervisor who uses no screen."""

from __future__ import annotations

import pytest


@pytest.fixture
def tom(demo):
    """Tom in two households, one week in two."""
    fait = demo(
        "famille",
        "rattacher",
        "20001",
        "--membre",
        "Tom",
        "--foyer",
        "20002",
        "--rythme",
        "1/2",
        "--ancre",
        "2026-11-16",
    )
    assert fait.code == 0
    return lambda *options: demo("famille", "garde", "20001", "--membre", "Tom", *options)


def test_garde(tom):
    assert "1/2" in tom().out
    regle = tom("--vacances", "premiere", "--annee", "2026", "--format", "json").json
    assert regle["garde"]["vacances"] == {"moitie": "premiere", "annee": 2026, "alterne": True}
    assert "tous les ans" in tom("--vacances", "seconde", "--sans-alterner").out
    assert "hors" not in tom("--du", "2027-02-02", "--au", "2027-02-03").out
    assert "02/02/2027 au 03/02/2027" in tom().out
    assert "02/02/2027" not in tom("--retirer", "2027-02-02").out
    assert tom("--du", "2027-02-02", "--retirer", "2027-02-02").code == 2


def test_regler_la_garde(tom, demo):
    """Rhythm, anchor, holidays and payer in one command; the other household gets the rest."""
    fait = tom(
        "--rythme", "2/4", "--ancre", "23/11/2026", "--vacances", "seconde", "--annee", "2026", "--format", "json"
    )
    assert fait.json["garde"]["rythme"] == {"ici": 2, "sur": 4}
    assert fait.json["garde"]["ancre"] == "2026-11-23"
    assert len(fait.json["payeurs"]) == 1
    autre = demo("famille", "garde", "20002", "--membre", "Tom", "--format", "json").json["garde"]
    assert (autre["ancre"], autre["vacances"]["moitie"]) == ("2026-12-07", "premiere")
    assert tom("--vacances", "aucune", "--format", "json").json["garde"]["vacances"] is None
    assert tom("--payeur", fait.json["payeurs"][0].split()[-1]).code == 0
    assert tom("--ancre", "24/11/2026").code == 1
    assert "hors" in tom("--du", "2026-11-25", "--ailleurs").out
    assert tom("--du", "2027-02-02", "--rythme", "1/2").code == 2


@pytest.mark.parametrize(
    ("options", "mot"),
    [
        (("--rythme", "3/2"), "n’est pas un rythme de garde"),
        (("--rythme", "1/2"), "Indiquez le lundi"),
        (("--rythme", "1/2", "--ancre", "24/11/2026"), "n’est pas un lundi"),
    ],
)
def test_le_refus_dit_ce_qu_il_faut_ecrire(demo, options, mot):
    """In words, never the name of a column; the rhythm first, which is what was typed."""
    dit = demo("famille", "garde", "20001", "--membre", "Tom", *options)
    assert dit.code == 1
    assert dit.err.startswith(("Indiquez", "«", "Le mardi"))
    assert mot in dit.err
