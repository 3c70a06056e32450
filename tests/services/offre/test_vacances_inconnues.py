"""A year is held until its holidays are known: no data is never taken for no holidays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import Contexte
from guichet.demonstration.vacances import SOURCE, inventees
from guichet.erreurs.activites import VacancesInconnues
from guichet.registres.offre.ouvertures import retenue
from guichet.regles.offre.calendrier import Calendrier
from guichet.services.offre import activites, calendrier
from guichet.services.socle.demonstration import preparer
from guichet.services.socle.initialisation import annee_retenue
from tests.services.guichet_identifiants import colonne

ANNEE_2030 = """nature;du;au;libelle
vacances;2030-10-19;2030-11-03;vacances de la Toussaint
vacances;2030-12-21;2031-01-05;vacances de Noël
vacances;2031-02-15;2031-03-02;vacances d’hiver
vacances;2031-04-12;2031-04-27;vacances de printemps
vacances;2031-07-05;2031-08-31;vacances d’été
"""


def test_une_annee_sans_vacances_connues_ne_s_ouvre_pas(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: 5,956 days open, Christmas included, and families who book them."""
    avant = colonne(ctx, "SELECT count(*) FROM ouverture")
    for ouvrir in (activites.generer_ouvertures, activites.completer):
        with pytest.raises(VacancesInconnues, match=r"2030-2031.*01/09/2030.*31/08/2031.*calendrier importer"):
            ouvrir(ctx, annee=2030)
    assert colonne(ctx, "SELECT count(*) FROM ouverture") == avant
    fichier = tmp_path / "calendrier.csv"
    fichier.write_text(ANNEE_2030, encoding="utf-8")
    calendrier.importer(ctx, fichier=fichier)
    assert activites.generer_ouvertures(ctx, annee=2030) > 1000
    assert colonne(ctx, "SELECT count(*) FROM ouverture WHERE jour = '2030-12-25'") == [0]


@pytest.mark.parametrize(("jour", "dite"), [(date(2026, 9, 1), False), (date(2030, 9, 1), True)])
def test_la_base_d_une_annee_inconnue_se_cree_et_le_dit(jour: date, dite: bool) -> None:
    """Lost otherwise: a town that cannot be created before the ministry has published its calendar."""
    commune = lire_preset(chemin_preset("clairval"))
    phrase = annee_retenue(commune, datetime(jour.year, jour.month, jour.day, 8, tzinfo=UTC))
    assert ("2030-2031" in phrase) is dite


def test_la_demonstration_se_fait_a_toute_date(tmp_path: Path) -> None:
    """Lost otherwise: README's first command, four years from now."""
    preparer(Adresse(tmp_path / "demo.db"), familles=10, maintenant=datetime(2030, 11, 18, 9, tzinfo=UTC))
    with closing(sqlite3.connect(tmp_path / "demo.db")) as c:
        assert c.execute("SELECT count(*) FROM famille").fetchone() == (10,)


@pytest.mark.parametrize(
    "jour", [date(2028, 9, 18), date(2030, 11, 18), date(2036, 3, 10), date(2031, 7, 20), date(2027, 8, 2)]
)
def test_la_demonstration_est_vivante_a_toute_date(tmp_path: Path, jour: date) -> None:
    """Lost otherwise: a planner without a booking and a list without a child, the day the program is tried."""
    maintenant = datetime(jour.year, jour.month, jour.day, 9, tzinfo=UTC)
    preparer(Adresse(tmp_path / "demo.db"), familles=20, maintenant=maintenant)
    with closing(sqlite3.connect(tmp_path / "demo.db")) as c:
        (reservees,) = c.execute("SELECT count(*) FROM reservation WHERE etat = 'reservee'").fetchone()
        assert reservees > 50
        noel = jour.year if jour.month > 6 else jour.year - 1
        ecole = "JOIN groupe g ON g.id = o.groupe_id WHERE g.session_du IS NULL AND o.jour"
        ouvertes = f"SELECT count(*) FROM ouverture o {ecole} BETWEEN '{noel}-12-24' AND '{noel}-12-31'"
        assert c.execute(ouvertes).fetchone() == (0,)
        sources = {x for (x,) in c.execute("SELECT source FROM periode_calendrier WHERE du > ?", (jour,))}
        assert (SOURCE in sources) is (jour >= date(2028, 7, 1))


@pytest.mark.parametrize("annee", range(2028, 2045))
def test_les_dates_inventees_font_une_annee_qui_s_ouvre(annee: int) -> None:
    assert retenue(Calendrier({}, list(inventees(annee))), annee) is None
