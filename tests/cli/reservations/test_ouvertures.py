"""The window bookings open in, set and told from the shell; and what a newcomer is told."""

from __future__ import annotations

import pytest

FENETRE = (
    "janvier, du 04/01/2027 au 29/01/2027 : ouvre le 01/12/2026 08:00, extérieurs le 08/12/2026 08:00, "
    "ferme le 18/12/2026 18:00"
)


@pytest.mark.usefixtures("le_16_novembre")
def test_la_fenetre_se_regle_et_se_dit(demo) -> None:
    """Lost otherwise: a date printed in the town's leaflet that the counter cannot say on the telephone."""
    regles = (f"ouvertures_reservation={FENETRE}", "arrivee_jours=15", "--du", "01/12/2026")
    fait = demo("activites", "regler", "restauration", *regles)
    assert fait.code == 0, fait.err
    dit = demo("delai", "restauration", "11/01/2027", "--format", "json").json
    assert dit["ouverture_reservation"] == "2026-12-01T08:00:00+01:00"
    assert dit["ouverture_exterieurs"] == "2026-12-08T08:00:00+01:00"
    assert dit["limite_reservation"] == "2026-12-18T18:00:00+01:00"
    assert "Les réservations « janvier » ouvrent le mar. 1er déc. 08:00 pour les habitants" in dit["motif"].replace(
        "\u00a0", " "
    )
    assert "Délai levé pendant 15 jours" in dit["motif"].replace("\u00a0", " ")
    table = demo("delai", "restauration", "11/01/2027").out
    assert "Ouverture" in table
    assert "Extérieurs" in table
    faux = demo("activites", "regler", "restauration", "ouvertures_reservation=ouvre demain", "--du", "02/12/2026")
    assert faux.code == 1
    assert "moment « demain » illisible" in faux.err.replace("\u00a0", " ")
