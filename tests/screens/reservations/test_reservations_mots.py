"""What is said under the cursor: only the last moments that bind the cell shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from guichet.fiches.reservations.planning import CasePlanning, ColonnePlanning, Planning
from guichet.formats import PARIS
from screens.reservations.mots import sous_le_curseur_bref

LE = datetime(2026, 11, 16, 14, tzinfo=PARIS)
HIER = datetime(2026, 11, 15, 23, 59, tzinfo=PARIS)
DEMAIN = datetime(2026, 11, 17, 23, 59, tzinfo=PARIS)
VIDE = Planning(
    famille_id=1, code="20421", nom="LÉGER", annee=2026, zone="C", enfants=(), colonnes=(), semaines=(), cases={}
)


@pytest.mark.parametrize(
    ("etat", "limite", "dit"),
    [
        ("libre", DEMAIN, "réserver avant mar. 17 nov. 23:59"),
        ("libre", HIER, "hors délai"),
        ("reservee", DEMAIN, "annuler avant mar. 17 nov. 23:59"),
        ("reservee", HIER, "annuler\u00a0: hors délai"),
        ("en_attente", HIER, ""),
        ("demandee", HIER, ""),
        ("absence_justifiee", DEMAIN, ""),
    ],
)
def test_seule_la_limite_qui_tient_est_dite(etat: str, limite: datetime, dit: str) -> None:
    """Lost otherwise: a family kept on a waiting list because the screen says it is too late to leave it."""
    case = CasePlanning(1, date(2026, 11, 27), 1, 1, etat, limite_reservation=limite, limite_annulation=limite)
    phrase = str(sous_le_curseur_bref(VIDE, case, LE)).partition("\n")[2]
    assert dit in phrase
    assert bool(phrase.strip()) is bool(dit)


@pytest.mark.parametrize("nom", ["Accueil de loisirs du mercredi, matinée", "Restauration scolaire"])
@pytest.mark.parametrize("etat", ["libre", "reservee", "absence_injustifiee"])
def test_la_premiere_ligne_tient_en_80_colonnes(nom: str, etat: str) -> None:
    """Lost otherwise: the last moment to book, pushed out of sight by a long name."""
    planning = replace(VIDE, colonnes=(ColonnePlanning(1, 1, "M", nom, frozenset({2})),))
    case = CasePlanning(1, date(2026, 11, 25), 1, 1, etat, capacite=110, prises=59)
    assert sous_le_curseur_bref(planning, case, LE).split("\n")[0].cell_length <= 76
