"""Families to call before a closure: one line a child, with the number, and who only waits said so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from guichet.contexte import PARIS
from guichet.editions.listes.affiches import Cadre
from guichet.editions.listes.fermeture import tableau_touchees
from guichet.editions.socle.tableau import pdf_tableau, texte_tableau
from guichet.fiches.reservations.lignes import LigneTouchee

LUNDI = date(2026, 11, 23)
CADRE = Cadre("Clairval", {"sablons": "Annexe des Sablons"}, LUNDI, LUNDI, datetime(2026, 11, 16, 14, 7, tzinfo=PARIS))
LEA = LigneTouchee(1, LUNDI, "sablons", "Mercredi", "Matin", "20421", "LÉGER Léa", "06 12 34 56 78", "reservee")


def test_une_ligne_par_enfant_et_par_jour() -> None:
    """Lost otherwise: the same parent called three times."""
    lignes = [
        LEA,
        replace(LEA, reservation_id=2, unite="Repas", etat="en_attente"),
        replace(LEA, reservation_id=3, jour=LUNDI + timedelta(days=2)),
        replace(LEA, reservation_id=4, enfant="[/b] #x", telephone="", site="Molière"),
    ]
    tableau = tableau_touchees(CADRE, lignes)
    texte = texte_tableau(tableau)
    assert "1 famille, 1 enfant, 3 réservations" in texte
    assert [ligne.split()[:4] for ligne in texte.splitlines() if "Léa" in ligne] == [
        ["□", "20421-K", "LÉGER", "Léa"]
    ] * 2
    assert "Matin, Repas (en attente)" in " ".join(texte.split())
    assert [s.titre for s in tableau.sections] == ["Molière", "Annexe des Sablons"]
    assert pdf_tableau(tableau).startswith(b"%PDF")


def test_personne_a_prevenir() -> None:
    assert "Personne n’est réservé." in texte_tableau(tableau_touchees(CADRE, []))
