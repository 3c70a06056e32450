"""Holiday sessions and the days that come back: one day more or less, and a child is alone before a closed door."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.registres.offre import ouvertures
from guichet.registres.offre.activites import Connu, abreger, coder
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode
from guichet.services.offre import calendrier, reglement
from tests.services.guichet_identifiants import colonne
from tests.services.offre.test_reglement import CLAIRVAL, ville

DU, AU = date(2026, 9, 1), date(2027, 8, 31)


def jour(texte: str) -> date:
    """« 21/12/2026 »."""
    j, m, a = map(int, texte.split("/"))
    return date(a, m, j)


@pytest.mark.parametrize(
    ("du", "au", "libelle", "attendues"),
    [
        # From the first to the last working day: Saturdays and Sundays are none.
        ("19/12/2026", "03/01/2027", "vacances de Noël", [("Noël 2026", "21/12/2026", "01/01/2027")]),
        ("17/10/2026", "01/11/2026", "vacances de la Toussaint", [("Toussaint 2026", "19/10/2026", "30/10/2026")]),
        # One day.
        ("23/11/2026", "23/11/2026", "vacances d’essai", [("Essai 2026", "23/11/2026", "23/11/2026")]),
        ("21/11/2026", "22/11/2026", "vacances d’essai", []),
        # The summer, month by month, to the last day of the year that ends.
        ("03/07/2027", "31/08/2027", "vacances d’été",
         [("Juillet 2027", "05/07/2027", "30/07/2027"), ("Août 2027", "02/08/2027", "31/08/2027")]),
        ("30/06/2027", "05/07/2027", "vacances d’essai", [("Essai 2027", "30/06/2027", "05/07/2027")]),
        # What goes beyond the year is of the other one.
        ("24/08/2026", "02/09/2026", "vacances d’essai", [("Essai 2026", "01/09/2026", "02/09/2026")]),
        ("30/08/2027", "03/09/2027", "vacances d’essai", [("Essai 2027", "30/08/2027", "31/08/2027")]),
    ],
)  # fmt: skip
def test_une_session_va_de_son_premier_a_son_dernier_jour_ouvre(
    du: str, au: str, libelle: str, attendues: list[tuple[str, str, str]]
) -> None:
    """Lost otherwise: a session of August that begins in July, a day of none, or one day without its session."""
    lu = Calendrier({}, [
        Periode(NaturePeriode.PONT, date(2027, 5, 7), date(2027, 5, 7), "pont"),
        Periode(NaturePeriode.VACANCES, jour(du), jour(au), libelle),
    ])  # fmt: skip
    assert list(ouvertures.sessions(lu, DU, AU)) == [(nom, jour(d), jour(a)) for nom, d, a in attendues]


def test_une_ville_sans_activite_n_attend_aucune_vacance(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a town that only keeps its families cannot begin a year nobody has published yet."""
    seule = ctx_sqlite.commune.model_copy(update={"activites": ()})
    with ctx_sqlite.ecriture() as s:
        assert ouvertures.generer(s, seule, 2030) == 0


@pytest.mark.parametrize(("apres", "ouvre"), [(0, True), (1, False)])
def test_un_groupe_nouveau_ouvre_la_session_dont_le_dernier_jour_reste(
    ctx: Contexte, tmp_path: Path, apres: int, ouvre: bool
) -> None:
    """Lost otherwise: the last day of a session nobody may book, or a session opened once it is over."""
    (fin,) = set(colonne(ctx, "SELECT session_au FROM groupe WHERE nom LIKE '%, Noël 2026'"))
    _, _, vacances = CLAIRVAL.rpartition('service = "vacances"')
    (ligne,) = [x for x in vacances.splitlines() if 'code = "elementaire"' in x]
    ados = (
        ligne.replace('"elementaire"', '"ados"').replace("Élémentaires", "Ados").replace("age_max = 12", "age_max = 16")
    )
    le = fin + timedelta(days=apres)
    reglement.charger(ctx, commune=ville(tmp_path, (f"{ligne}\n]", f"{ligne}\n{ados}\n]")), le=le)
    jours = (
        "SELECT DISTINCT o.jour FROM ouverture o JOIN groupe g ON g.id = o.groupe_id WHERE g.nom = 'Ados, Noël 2026'"
    )
    assert colonne(ctx, jours) == ([fin] if ouvre else [])


def test_un_pont_pose_sur_des_jours_ouverts_en_rend_autant(ctx: Contexte) -> None:
    """Lost otherwise: « 200 jours rouverts » of a hundred that were closed."""
    quoi = {"du": date(2026, 12, 7), "au": date(2026, 12, 8)}
    numero = calendrier.ajouter_periode(ctx, nature=NaturePeriode.PONT, libelle="pont d’essai", annuler=False, **quoi)
    fermees = "SELECT count(*) FROM ouverture WHERE fermee AND motif = 'pont d’essai'"
    (combien,) = colonne(ctx, fermees)
    assert combien > 10
    assert calendrier.retrait(ctx, numero).ouvertures == combien
    assert calendrier.retirer(ctx, periode_id=numero) == combien
    assert colonne(ctx, fermees) == [0]


def test_un_code_coupe_est_celui_que_la_base_a_deja() -> None:
    """Lost otherwise: groups written by the program of last year, unknown to this one and doubled."""
    ecole = "Groupe scolaire Jean-Jacques Rousseau maternelle"
    entier = "ecole@groupe-scolaire-jean-jacques-rousseau-maternelle"
    marque = abreger(entier, ecole)
    assert (marque, len(marque)) == ("ecole@groupe-scolaire-jean-jacque-5e9e8a", 40)
    assert coder(entier, ecole, {}) == "ecole@groupe-scolaire-jean-jacques-rouss"
    assert coder(entier, ecole, {"ecole@groupe-scolaire-jean-jacques-rouss": True}) == coder(entier, ecole, {})
    assert coder(entier, ecole, {"ecole@groupe-scolaire-jean-jacques-rouss": False}) == marque
    assert coder(entier, ecole, {marque: True}) == marque


@pytest.mark.parametrize(
    ("du", "au", "meme"),
    [(10, 20, True), (20, 25, True), (5, 10, True), (12, 13, True), (21, 25, False), (5, 9, False)],
)
def test_une_session_deplacee_reste_la_meme_tant_qu_un_jour_leur_est_commun(du: int, au: int, meme: bool) -> None:
    """Lost otherwise: the children of a session whose dates the ministry moved, registered in one that is no more."""
    ecrite = Connu(1, "ados@ete", "Ados, Été", "", "", date(2027, 7, 10), date(2027, 7, 20))
    assert ecrite.commun(date(2027, 7, du), date(2027, 7, au)) is meme
    # A group of the whole year is no session.
    assert not Connu(1, "ados", "Ados", "", "", None, None).commun(date(2027, 7, du), date(2027, 7, au))
