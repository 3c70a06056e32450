"""Which absences a certificate would still change: asked in time it saves a meal, asked late it shames an agent."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from guichet.formats import PARIS
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.regles.reservations.absences_attendues import Manque, certificats_attendus

H48 = ReglesActivite(absence_certificat_heures=48)
MIDI = 11 * 60 + 30


def manque(jour: int, etat: str = "absence_injustifiee", **champs: object) -> Manque:
    valeurs: dict[str, object] = {
        "personne_id": 1,
        "activite_id": 1,
        "unite": "Repas",
        "debut_minute": MIDI,
        "regles": H48,
    }
    return Manque(jour=date(2026, 11, jour), etat=etat, **(valeurs | champs))  # type: ignore[arg-type]


def a(jour: int, heure: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, jour, heure, minute, tzinfo=PARIS)


CAS = [
    ([manque(16)], a(17), [(16, 16, 18)]),
    ([manque(16)], a(18, 11, 30), [(16, 16, 18)]),
    ([manque(16)], a(18, 11, 31), []),
    # Counted from the first day missed, whatever was told since.
    ([manque(16), manque(17), manque(19)], a(18, 12), []),
    ([manque(16), manque(17)], a(17), [(16, 17, 18)]),
    # A day attended, or one to come, ends the absence: the next one has its own certificate.
    ([manque(16), manque(17, "presente"), manque(19)], a(20), [(19, 19, 21)]),
    ([manque(17), manque(19, "reservee")], a(18), [(17, 17, 19)]),
    # Justified by a notice, it is not asked; it still begins the absence the other days belong to.
    ([manque(16, "absence_justifiee"), manque(17)], a(18), [(17, 17, 18)]),
    ([manque(16, "absence_justifiee")], a(16), []),
    # The earliest unit of the day counts.
    ([manque(16, debut_minute=990), manque(16, debut_minute=450)], a(18, 8), []),
    ([manque(17, regles=ReglesActivite())], a(17), []),
    ([], a(17), []),
]


@pytest.mark.parametrize(("manques", "maintenant", "attendus"), CAS)
def test_jusqu_a_quand(manques: list[Manque], maintenant: datetime, attendus: list[tuple[int, int, int]]) -> None:
    trouves = certificats_attendus(manques[::-1], maintenant)
    assert [(c.du.day, c.au.day, c.avant.day) for c in trouves] == attendus


def test_chaque_enfant_et_chaque_activite_a_le_sien() -> None:
    """Lost otherwise: the certificate of one child taken for that of its sister."""
    manques = [manque(16), manque(16, personne_id=2), manque(17, activite_id=2, unite="Soir")]
    assert [(c.personne_id, c.unite) for c in certificats_attendus(manques, a(17))] == [
        (1, "Repas"),
        (1, "Soir"),
        (2, "Repas"),
    ]
