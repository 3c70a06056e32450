"""Booking from a shell: a school without the app, a script at night, a screen reader must get what the planner gets."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

MATIN = "accueil-matin"


@pytest.fixture
def tom(demo, base):
    """Tom Léger may go to the morning care, the canteen and the Wednesdays of the year that is running."""
    from guichet.regles.annee import annee_scolaire

    annee = annee_scolaire(date.today())
    with sqlite3.connect(base) as c:
        c.execute("PRAGMA foreign_keys = ON")
        (personne,) = c.execute("SELECT id FROM personne WHERE prenom = 'Tom'").fetchone()
        (famille,) = c.execute("SELECT famille_id FROM lien WHERE personne_id = ?", (personne,)).fetchone()
        for activite, groupe in c.execute(
            "SELECT a.id, min(g.id) FROM activite a JOIN groupe g ON g.activite_id = a.id "
            "WHERE a.code IN ('accueil-matin', 'restauration', 'mercredi') AND g.ecole IN ('', 'Molière') GROUP BY a.id"
        ).fetchall():
            c.execute(
                "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, "
                "priorite, version) VALUES (?, ?, ?, ?, ?, ?, 'active', ?, 0, 1)",
                (personne, famille, activite, groupe, f"{annee}-09-01", f"{annee + 1}-08-31", "2026-06-01 08:00:00"),
            )
    return demo


def ecoles(base, combien, *, apres=40):
    """School days far enough for every deadline to be open."""
    debut = date.today() + timedelta(days=apres)
    with sqlite3.connect(base) as c:
        return [
            date.fromisoformat(jour)
            for (jour,) in c.execute(
                "SELECT DISTINCT o.jour FROM ouverture o JOIN unite u ON u.id = o.unite_id WHERE u.code = 'matin' "
                "AND o.jour >= ? AND NOT o.fermee ORDER BY o.jour LIMIT ?",
                (debut.isoformat(), combien),
            )
        ]


def test_le_planning_se_lit_en_80_colonnes(tom):
    sortie = tom("planning", "20001")
    assert sortie.code == 0, sortie.err
    assert "Tom GS 20" in sortie.out
    assert "lu MR" in sortie.out
    assert "vacances de la Toussaint" in sortie.out
    assert max(map(len, sortie.out.splitlines())) <= 80


def test_le_planning_est_une_liste_de_jours(tom, base):
    jour = ecoles(base, 1)[0]
    jours = tom("planning", "20001", "--mois", f"{jour:%Y-%m}", "--enfant", "1", "--format", "json").json
    assert {j["jour"][:7] for j in jours} == {f"{jour:%Y-%m}"}
    un = next(j for j in jours if j["jour"] == jour.isoformat() and j["unite"] == "Accueil du matin")
    assert (un["enfant"], un["etat"], un["prises"]) == ("Tom", "libre", 0)
    assert un["limite_reservation"].startswith((jour - timedelta(days=15)).isoformat())


def test_un_foyer_sans_inscription_le_dit(demo):
    sortie = demo("planning", "20001")
    assert (sortie.code, sortie.out) == (0, "")
    assert "inscri" in sortie.err
    assert demo("planning", "20001", "--format", "json").json == []


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        (("--enfant", "Zoé"), "ne désigne pas un seul enfant"),
        (("--mois", "brumaire"), "n’est pas un mois"),
        (("--mois", "ma"), "n’est pas un mois"),
    ],
)
def test_le_planning_nomme_ce_qui_ne_se_lit_pas(demo, options, phrase):
    sortie = demo("planning", "20001", *options)
    assert (sortie.code, sortie.out) == (2, "")
    assert phrase in sortie.err
