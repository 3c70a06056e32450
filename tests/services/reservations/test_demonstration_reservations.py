"""The year of the demonstration town: a new agent learns on plannings, lists and waits that could be true."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guichet.base import Adresse, ouvrir_base
from guichet.secrets import cle_des_sceaux
from guichet.services.socle.demonstration import preparer
from guichet.services.socle.verification import verifier_base
from tests.bases import DEPART

OCCUPANTS = "('reservee', 'presente', 'absence_injustifiee')"


@pytest.fixture
def base(demo: Path) -> Iterator[sqlite3.Connection]:
    c = sqlite3.connect(demo)
    yield c
    c.close()


def compter(c: sqlite3.Connection, sql: str) -> int:
    return int(c.execute(f"SELECT count(*) FROM {sql}").fetchone()[0])


def test_elle_verifie(demo: Path) -> None:
    """Lost otherwise: a training base that `guichet verifier` refuses."""
    base = ouvrir_base(Adresse(demo))
    base.cle = cle_des_sceaux(base.adresse)
    try:
        assert verifier_base(base).anomalies == ()
    finally:
        base.fermer()


def test_chaque_etat_s_y_rencontre(base: sqlite3.Connection) -> None:
    """Lost otherwise: an absence, a wait or a surcharge nobody can be shown before it happens to a real family."""
    etats = dict(base.execute("SELECT etat, count(*) FROM reservation GROUP BY etat"))
    assert sum(etats.values()) > 20_000
    for etat in ("presente", "reservee", "absence_justifiee", "absence_injustifiee", "en_attente"):
        assert etats.get(etat, 0) > 20, etat
    assert compter(base, "reservation WHERE majoree") > 20
    assert compter(base, "reservation WHERE etat = 'absence_justifiee' AND facturee"), "carence"
    assert compter(base, "reservation WHERE etat = 'absence_justifiee' AND NOT facturee")


IMPOSSIBLES = {
    "plus de réservations que de places": "ouverture o WHERE capacite < (SELECT count(*) FROM reservation r "
    f"WHERE r.groupe_id = o.groupe_id AND r.unite_id = o.unite_id AND r.jour = o.jour AND r.etat IN {OCCUPANTS})",
    "un jour sans ouverture": "reservation r WHERE NOT EXISTS (SELECT 1 FROM ouverture o "
    "WHERE o.groupe_id = r.groupe_id AND o.unite_id = r.unite_id AND o.jour = r.jour AND NOT o.fermee)",
    "hors de l’inscription": "reservation r JOIN inscription i ON i.id = r.inscription_id "
    "WHERE r.jour NOT BETWEEN i.du AND i.au OR r.personne_id <> i.personne_id OR r.groupe_id <> i.groupe_id",
    "une autre école": "inscription i JOIN groupe g ON g.id = i.groupe_id JOIN scolarite c "
    "ON c.personne_id = i.personne_id WHERE g.ecole NOT IN ('', c.ecole)",
    "demandée après aujourd’hui": "reservation WHERE demandee_le > '2026-11-16 13:08'",
    "demandée avant que la famille soit connue": "reservation r JOIN famille f ON f.id = r.famille_id "
    "WHERE date(r.demandee_le) < date(f.creee_le) AND NOT EXISTS "
    "(SELECT 1 FROM lien l WHERE l.personne_id = r.personne_id AND l.garde_rythme <> '')",
    "pointée avant d’avoir eu lieu": "reservation WHERE jour >= '2026-11-16' "
    "AND etat IN ('presente', 'absence_justifiee', 'absence_injustifiee')",
    "réservée dans le passé": "reservation WHERE jour < '2026-11-16' AND etat IN ('reservee', 'en_attente')",
    "au-delà de quatre semaines": "reservation WHERE jour > '2026-12-18'",
    # Said as sets: as a join or a NOT EXISTS, SQLite read the bookings again for each of them, 25 s long.
    "étude et accueil du soir le même jour": "(SELECT r.personne_id, r.jour FROM reservation r "
    "JOIN unite u ON u.id = r.unite_id AND u.code = 'etude' INTERSECT SELECT x.personne_id, x.jour "
    "FROM reservation x JOIN unite v ON v.id = x.unite_id AND v.code = 'soir') deux",
    "un repas du centre sans la matinée": "(SELECT r.personne_id, r.jour FROM reservation r "
    "JOIN unite u ON u.id = r.unite_id AND u.lettre = 'r' EXCEPT SELECT x.personne_id, x.jour FROM reservation x "
    "JOIN unite v ON v.id = x.unite_id AND v.code = 'matinee') seuls",
}


@pytest.mark.parametrize("cas", list(IMPOSSIBLES))
def test_rien_d_impossible(base: sqlite3.Connection, cas: str) -> None:
    """Lost otherwise: an exercise on data the program itself would never have written."""
    assert compter(base, IMPOSSIBLES[cas]) == 0


def test_la_premiere_arrivee_est_la_premiere_servie(base: sqlite3.Connection) -> None:
    """Lost otherwise: a waiting list whose first child asked before one who has the place, and no age band to say why."""
    sql = (
        "reservation a JOIN reservation r ON r.groupe_id = a.groupe_id AND r.unite_id = a.unite_id AND r.jour = a.jour "
        "JOIN groupe g ON g.id = a.groupe_id WHERE a.etat = 'en_attente' AND r.etat = 'reservee' "
        "AND g.code = 'elementaire' AND a.demandee_le < r.demandee_le"
    )
    assert compter(base, sql) == 0


def test_un_enfant_de_deux_foyers_est_reserve_par_celui_ou_il_est(base: sqlite3.Connection) -> None:
    """Lost otherwise: the exercise on alternate custody, where each household sees its own weeks only."""
    semaine = "(julianday(r.jour) - julianday(l.garde_ancre)) / 7"
    jours = base.execute(
        f"SELECT CAST(floor({semaine}) AS INTEGER) % 2, count(*) FROM reservation r JOIN lien l "
        "ON l.personne_id = r.personne_id AND l.famille_id = r.famille_id WHERE l.garde_rythme = '1/2' GROUP BY 1"
    ).fetchall()
    assert [parite for parite, _ in jours if parite] == []
    assert compter(base, "(SELECT personne_id FROM reservation GROUP BY 1 HAVING count(DISTINCT famille_id) = 2) x") > 9


LEGER_MARTIN = [
    ("Léa", "restauration", {1, 2, 4, 5}),
    ("Léa", "accueil-soir", {4, 5}),
    ("Léa", "mercredi", {3}),
    ("Tom", "restauration", {1, 2, 4, 5}),
    ("Tom", "mercredi", {3}),
]
DE_LA_FAMILLE = (
    "FROM reservation r JOIN personne p ON p.id = r.personne_id JOIN famille f ON f.id = r.famille_id "
    "JOIN groupe g ON g.id = r.groupe_id JOIN activite a ON a.id = g.activite_id "
    "WHERE f.code = '20421' AND p.prenom = ?"
)


@pytest.mark.parametrize(("prenom", "activite", "jours"), LEGER_MARTIN)
def test_la_famille_de_la_maquette(base: sqlite3.Connection, prenom: str, activite: str, jours: set[int]) -> None:
    """Lost otherwise: the planner of the design, the first one anybody opens."""
    lignes = base.execute(
        f"SELECT DISTINCT r.jour, CAST(strftime('%w', r.jour) AS INTEGER) {DE_LA_FAMILLE} AND a.code = ?",
        (prenom, activite),
    ).fetchall()
    assert {jour for _, jour in lignes} == jours
    if activite == "mercredi":
        assert {"2026-09-16", "2026-09-30", "2026-10-14", "2026-11-25", "2026-12-09"} <= {j for j, *_ in lignes}


def test_les_incidents_de_la_maquette(base: sqlite3.Connection) -> None:
    """Lost otherwise: a planner of dots, where the first demonstration has no absence, surcharge or wait to show."""
    lignes = base.execute(
        f"SELECT r.jour, a.code, r.etat, r.majoree, r.certificat_le IS NOT NULL {DE_LA_FAMILLE} "
        "AND (r.majoree OR r.etat NOT IN ('reservee', 'presente')) ORDER BY r.jour",
        ("Léa",),
    ).fetchall()
    assert lignes == [
        ("2026-11-03", "restauration", "absence_justifiee", 0, 1),
        ("2026-11-12", "accueil-soir", "presente", 1, 0),
        ("2026-11-13", "accueil-soir", "presente", 1, 0),
        ("2026-11-27", "restauration", "en_attente", 0, 0),
    ]
    [(libres,)] = base.execute(
        "SELECT o.capacite - count(x.id) FROM reservation r JOIN ouverture o ON o.groupe_id = r.groupe_id AND "
        "o.unite_id = r.unite_id AND o.jour = r.jour LEFT JOIN reservation x ON x.groupe_id = r.groupe_id "
        f"AND x.unite_id = r.unite_id AND x.jour = r.jour AND x.etat IN {OCCUPANTS} WHERE r.jour = '2026-11-27' "
        "AND r.etat = 'en_attente' AND r.personne_id = (SELECT id FROM personne WHERE prenom = 'Léa' "
        "AND nom = 'Léger-Martin') GROUP BY o.id",
    ).fetchall()
    assert libres == 0, "she waits for a place nobody has"
    assert compter(
        base,
        "inscription i JOIN personne p ON p.id = i.personne_id JOIN activite a ON a.id = i.activite_id "
        "WHERE a.code = 'accueil-matin' AND p.prenom = 'Léa' AND p.nom = 'Léger-Martin'",
    ), "an empty column for the morning, as drawn"


@pytest.mark.parametrize("jour", ["2027-01-04", "2026-10-26", "2026-09-03", "2027-07-20"])
def test_la_maquette_se_joue_a_toute_date(tmp_path: Path, jour: str) -> None:
    """Lost otherwise: `guichet demo` that fails, or breaks its own rules, for whoever tries it in the holidays."""
    fichier = tmp_path / "demo.db"
    preparer(Adresse(fichier), familles=10, maintenant=datetime.fromisoformat(f"{jour}T09:00+00:00"))
    c = sqlite3.connect(fichier)
    try:
        assert compter(c, f"reservation WHERE jour < '{jour}' AND etat IN ('reservee', 'en_attente')") == 0
        assert compter(c, f"reservation WHERE jour >= '{jour}' AND etat LIKE 'absence%'") == 0
        assert compter(c, IMPOSSIBLES["plus de réservations que de places"]) == 0
    finally:
        c.close()


def _reservations(fichier: Path) -> list[tuple[object, ...]]:
    c = sqlite3.connect(fichier)
    lues = c.execute("SELECT personne_id, unite_id, jour, etat, demandee_le, majoree FROM reservation ORDER BY id")
    try:
        return lues.fetchall()
    finally:
        c.close()


def test_la_meme_graine_donne_la_meme_annee(tmp_path: Path) -> None:
    """Lost otherwise: pictures and exercises that change at each preparation; a seed that changes nothing."""
    for nom, graine in (("a.db", 7), ("b.db", 7), ("c.db", 8)):
        preparer(Adresse(tmp_path / nom), familles=25, graine=graine, maintenant=DEPART)
    a, b, c = (_reservations(tmp_path / nom) for nom in ("a.db", "b.db", "c.db"))
    assert a == b
    assert a != c


def test_l_annee_complete_va_jusqu_a_l_ete(tmp_path: Path) -> None:
    """Lost otherwise: `--annee-complete`, kept from the base already there, or stopping at Christmas; its progress."""
    fichier, pas = tmp_path / "demo.db", list[tuple[int, int]]()
    preparer(Adresse(fichier), familles=25, maintenant=DEPART)
    mois = len(_reservations(fichier))
    preparer(
        Adresse(fichier),
        familles=25,
        annee_complete=True,
        maintenant=DEPART,
        avancement=lambda fait, total: pas.append((fait, total)),
    )
    jours = [str(ligne[2]) for ligne in _reservations(fichier)]
    assert len(jours) > 1.5 * mois
    assert max(jours) >= "2027-06-29"
    assert any(fait == total > 1000 for fait, total in pas)


def test_une_grande_ville_a_de_grandes_ecoles(tmp_path: Path) -> None:
    """Lost otherwise: two children in three on a waiting list, in a town nobody recognises as theirs."""
    fichier = tmp_path / "demo.db"
    preparer(Adresse(fichier), familles=600, maintenant=datetime(2026, 9, 7, 9, tzinfo=UTC))
    c = sqlite3.connect(fichier)
    attente, prises = (compter(c, f"reservation WHERE etat IN {e}") for e in ("('en_attente')", OCCUPANTS))
    c.close()
    assert 0 < attente < prises / 10
