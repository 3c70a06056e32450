"""What the fields of a custody make, as one types: no form, no base."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from guichet.fiches.garde.reglage import FicheGarde
from guichet.regles.familles.alternance import Rythme
from guichet.regles.garde.dite import FIXE, MOITIES
from guichet.regles.garde.jours import Garde, PartVacances, Sejour
from guichet.regles.offre.calendrier import Calendrier
from guichet.regles.socle.domaine import MoitieVacances
from screens.garde.projets import garde_a_part, garde_reglee, jours_a_part

JOUR = date(2026, 11, 16)
NOEL = {"du": "24/12/2026", "au": "26/12/2026", "ou": "ailleurs"}


def fiche(*sejours: Sejour) -> FicheGarde:
    """Only what is settled counts here."""
    return cast("FicheGarde", SimpleNamespace(garde=Garde(None, None, None, sejours)))


def test_des_jours_a_part_passent_devant_ceux_deja_regles() -> None:
    """Lost otherwise: a wedding drawn on the weeks of the other parent."""
    ancien = Sejour(date(2026, 12, 1), date(2026, 12, 2), ici=True)
    voulue = garde_a_part(fiche(ancien), JOUR, NOEL)
    assert voulue.sejours == (Sejour(date(2026, 12, 24), date(2026, 12, 26), ici=False), ancien)
    assert garde_a_part(fiche(), JOUR, NOEL | {"ou": "ici"}).sejours[0].ici


def test_un_jour_seul_n_a_pas_de_fin() -> None:
    assert jours_a_part(NOEL | {"au": " "}, JOUR) == (date(2026, 12, 24), date(2026, 12, 24))


@pytest.mark.parametrize("faux", [{"du": "24/1"}, {"du": ""}, {"au": "32/12/2026"}, {"au": "01/12/2026"}])
def test_une_date_a_moitie_tapee_laisse_la_garde_en_place(faux: dict[str, str]) -> None:
    """Lost otherwise: a calendar that blinks at every key."""
    ancien = Sejour(date(2026, 12, 1), date(2026, 12, 2), ici=True)
    assert garde_a_part(fiche(ancien), JOUR, NOEL | faux).sejours == (ancien,)


CHAMPS = {
    "garde_rythme": "1/2", "garde_ancre": "23/11/2026", "garde_moitie": "", "garde_alterne": "", "payeur": "",
}  # fmt: skip


def reglable(*sejours: Sejour) -> FicheGarde:
    """No holidays ahead: a half is said for this year."""
    garde = Garde(Rythme(1, 3), date(2026, 11, 2), PartVacances(MoitieVacances.SECONDE, 2026), sejours)
    return cast("FicheGarde", SimpleNamespace(garde=garde, responsables=(), calendrier=Calendrier({}, ())))


def test_les_champs_font_la_garde_et_laissent_les_jours_a_part() -> None:
    """Lost otherwise: a judgment’s exceptions gone from the weeks drawn as soon as the rhythm is touched."""
    mariage = Sejour(date(2026, 12, 1), date(2026, 12, 2), ici=True)
    faite = garde_reglee(reglable(mariage), JOUR, CHAMPS)
    assert faite == Garde(Rythme(1, 2), date(2026, 11, 23), None, (mariage,))


@pytest.mark.parametrize(("tous_les_ans", "alterne"), [("", True), (FIXE, False)])
def test_une_moitie_se_dit_pour_les_prochaines_vacances(tous_les_ans: str, alterne: bool) -> None:
    moitie = MOITIES[MoitieVacances.PREMIERE]
    faite = garde_reglee(reglable(), JOUR, CHAMPS | {"garde_moitie": moitie, "garde_alterne": tous_les_ans})
    assert faite is not None
    assert faite.vacances == PartVacances(MoitieVacances.PREMIERE, JOUR.year, alterne)


@pytest.mark.parametrize(
    "faux",
    [
        {"garde_rythme": ""},
        {"garde_rythme": "1/"},
        {"garde_rythme": "3/2"},
        {"garde_ancre": ""},
        {"garde_ancre": "23/11"},
        {"garde_ancre": "24/11/2026"},
    ],
    ids=str,
)
def test_un_rythme_a_moitie_tape_ne_fait_pas_de_garde(faux: dict[str, str]) -> None:
    """None, and the last calendar stays: lost otherwise, weeks that blink, or drawn from a Tuesday."""
    assert garde_reglee(reglable(), JOUR, CHAMPS | faux) is None
