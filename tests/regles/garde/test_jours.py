"""Where a child sleeps on a day: a parent who comes on the wrong Friday finds nobody at the gate."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guichet.regles.familles.alternance import ancre_autre_foyer, lire_rythme
from guichet.regles.garde.jours import Garde, PartVacances, Sejour, ici, jours_ici, moitie_du
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode
from guichet.regles.socle.domaine import MoitieVacances

LUNDI = date(2026, 11, 16)
UNE_SUR_DEUX = lire_rythme("1/2")
PREMIERE, SECONDE = MoitieVacances
LU = Calendrier(
    {},
    [
        Periode(NaturePeriode.VACANCES, date(2026, 12, 19), date(2027, 1, 3), "vacances de Noël"),
        # Fifteen days: the middle one is in the first half.
        Periode(NaturePeriode.VACANCES, date(2027, 2, 6), date(2027, 2, 20), "vacances d’hiver"),
    ],
)
NOEL = date(2026, 12, 25)
PASSE = Sejour(NOEL, NOEL, ici=False)


@pytest.mark.parametrize(
    ("garde", "jour", "attendu"),
    [
        (Garde(), LUNDI, True),
        # Neither a rhythm nor a Monday says anything alone.
        (Garde(UNE_SUR_DEUX), date(2026, 11, 23), True),
        (Garde(ancre=LUNDI), date(2026, 11, 23), True),
        (Garde(UNE_SUR_DEUX, LUNDI), LUNDI, True),
        (Garde(UNE_SUR_DEUX, LUNDI), date(2026, 11, 22), True),
        (Garde(UNE_SUR_DEUX, LUNDI), date(2026, 11, 23), False),
        # ISO week 53: the week of 28 December is here, that of 4 January is not, that of 11 January is.
        (Garde(UNE_SUR_DEUX, LUNDI), date(2026, 12, 28), True),
        (Garde(UNE_SUR_DEUX, LUNDI), date(2027, 1, 4), False),
        (Garde(UNE_SUR_DEUX, LUNDI), date(2027, 1, 11), True),
        # Out of holidays their halves say nothing, with a rhythm or without.
        (Garde(UNE_SUR_DEUX, LUNDI, PartVacances(SECONDE, 2026)), LUNDI, True),
        (Garde(vacances=PartVacances(SECONDE, 2026)), LUNDI, True),
        # 16 days: eight each, the 26th is the last of the first half.
        (Garde(UNE_SUR_DEUX, LUNDI, PartVacances(PREMIERE, 2026)), date(2026, 12, 26), True),
        (Garde(UNE_SUR_DEUX, LUNDI, PartVacances(PREMIERE, 2026)), date(2026, 12, 27), False),
        (Garde(vacances=PartVacances(PREMIERE, 2025)), date(2026, 12, 27), True),
        (Garde(vacances=PartVacances(PREMIERE, 2025, alterne=False)), date(2026, 12, 27), False),
        # The second half of a holiday begun in 2026 stays so in January.
        (Garde(vacances=PartVacances(SECONDE, 2026)), date(2027, 1, 2), True),
        # The year after, the other half; « toujours la même » stays.
        (Garde(vacances=PartVacances(PREMIERE, 2026)), date(2027, 2, 13), False),
        (Garde(vacances=PartVacances(PREMIERE, 2026, alterne=False)), date(2027, 2, 13), True),
        (Garde(vacances=PartVacances(PREMIERE, 2026, alterne=False)), date(2027, 2, 14), False),
        # Days settled apart come first, their last included.
        (Garde(sejours=(Sejour(LUNDI, LUNDI, ici=False),)), LUNDI, False),
        (Garde(UNE_SUR_DEUX, LUNDI, PartVacances(SECONDE, 2026), (Sejour(NOEL, NOEL, ici=True),)), NOEL, True),
        (Garde(vacances=PartVacances(PREMIERE, 2026), sejours=(PASSE,)), NOEL, False),
        (Garde(vacances=PartVacances(PREMIERE, 2026), sejours=(PASSE,)), NOEL - timedelta(days=1), True),
        (Garde(vacances=PartVacances(PREMIERE, 2026), sejours=(PASSE,)), NOEL + timedelta(days=1), True),
    ],
)
def test_ou_est_l_enfant(garde: Garde, jour: date, attendu: bool) -> None:
    """Exception first, then halves of the holidays, then the rhythm."""
    assert ici(garde, jour, LU) is attendu


def test_le_jour_du_milieu_est_de_la_premiere_moitie() -> None:
    du = date(2026, 12, 1)
    moities = [moitie_du(du, du + timedelta(days=2), du + timedelta(days=k)) for k in range(3)]
    assert moities == [PREMIERE, PREMIERE, SECONDE]


@pytest.mark.parametrize("part", [PartVacances(PREMIERE, 2026), PartVacances(SECONDE, 2027, alterne=False)])
def test_chaque_jour_un_enfant_est_dans_un_foyer_et_un_seul(part: PartVacances) -> None:
    """Lost otherwise: both parents are told to come, or neither is."""
    jours = [LUNDI + timedelta(days=n) for n in range(120)]
    une = jours_ici(Garde(UNE_SUR_DEUX, LUNDI, part), jours, LU)
    autre = jours_ici(Garde(UNE_SUR_DEUX.reste, ancre_autre_foyer(UNE_SUR_DEUX, LUNDI), part.reste), jours, LU)
    assert une | autre == set(jours)
    assert not une & autre
