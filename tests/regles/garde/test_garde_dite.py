"""Custody said in real dates: a parent who hears « semaine paire » comes the wrong Friday, a year in two."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from guichet.fiches.familles.foyer import Membre
from guichet.fiches.garde.reglage import Reglage
from guichet.regles.familles.alternance import lire_rythme
from guichet.regles.garde import dite
from guichet.regles.garde.jours import Garde, PartVacances, Sejour
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode
from guichet.regles.socle.domaine import MoitieVacances

LUNDI = date(2026, 11, 16)
PREMIERE, SECONDE = MoitieVacances


def vacances(libelle: str, du: date, au: date) -> Periode:
    return Periode(NaturePeriode.VACANCES, du, au, libelle)


NOEL = vacances("vacances de Noël", date(2026, 12, 19), date(2027, 1, 3))
HIVER = vacances("vacances d’hiver", date(2027, 2, 6), date(2027, 2, 21))
ETE = vacances("vacances d’été", date(2027, 7, 3), date(2027, 8, 31))
LU = Calendrier({}, [NOEL, HIVER, ETE])
UN_SUR_DEUX = Garde(lire_rythme("1/2"), LUNDI)
MOITIES = Garde(lire_rythme("1/2"), LUNDI, PartVacances(PREMIERE, 2026))


def test_semaines_dites_avec_la_53e() -> None:
    """2026 has 53 ISO weeks: odd follows odd at the new year, a real Monday does not mind."""
    assert dite.dire_semaines(lire_rythme("1/2"), date(2026, 12, 14), date(2026, 12, 21)) == (
        "lun. 28 déc., lun. 11 janv., lun. 25 janv., lun. 8 févr.",
        "lun. 21 déc., lun. 4 janv., lun. 18 janv., lun. 1er févr.",
    )


@pytest.mark.parametrize(
    ("garde", "periode", "dites"),
    [
        (MOITIES, NOEL, "19–26 déc. ici, 27 déc.–3 janv. ailleurs"),
        # The next year the other half.
        (MOITIES, HIVER, "6–13 févr. ailleurs, 14–21 févr. ici"),
        (Garde(vacances=PartVacances(PREMIERE, 2026, alterne=False)), HIVER, "6–13 févr. ici, 14–21 févr. ailleurs"),
        (MOITIES, ETE, "3 juil.–1er août ailleurs, 2–31 août ici"),
        (UN_SUR_DEUX, NOEL, "19–20 déc. ici, 21–27 déc. ailleurs, 28 déc.–3 janv. ici"),
        (UN_SUR_DEUX, ETE, "une semaine après l’autre"),
        (
            Garde(MOITIES.rythme, LUNDI, MOITIES.vacances, (Sejour(date(2027, 1, 1), date(2027, 1, 1), ici=True),)),
            NOEL,
            "19–26 déc., 1er janv. ici",
        ),
    ],
)  # fmt: skip
def test_vacances_dites(garde: Garde, periode: Periode, dites: str) -> None:
    assert dite.dire_vacances(garde, LU, periode) == dites


def test_chaque_vacances_a_son_nom() -> None:
    noms = [vacances(f"vacances {n}", LUNDI, LUNDI) for n in ("de la Toussaint", "de Noël", "d’hiver", "de printemps")]
    assert [dite.nom_vacances(v) for v in noms] == ["Toussaint", "Noël", "Hiver", "Printemps"]


def test_les_prochaines_vacances_sont_d_abord_celles_en_cours() -> None:
    assert dite.prochaines(LU, date(2027, 1, 2)) == [NOEL, HIVER, ETE]
    assert dite.annee_dite(LU, date(2027, 1, 2)) == 2026
    assert dite.annee_dite(LU, date(2027, 1, 4)) == 2027
    assert dite.annee_dite(Calendrier({}, []), LUNDI) == 2026


@pytest.mark.parametrize("part", [None, PartVacances(PREMIERE, 2026), PartVacances(SECONDE, 2026, alterne=False)])
def test_le_formulaire_rend_ce_qu_il_a_lu(part: PartVacances | None) -> None:
    """Lost otherwise: opening a custody and saving it changes it."""
    champs = dite.en_champs(Reglage("1/2", LUNDI, part), 2026, ())
    assert dite.des_champs(champs, 2026, ()).vacances == part
    assert champs["garde_ancre"] == "16/11/2026"


def adulte(id_: int, prenom: str, nom: str) -> Membre:
    champs = {f.name: "" for f in fields(Membre)} | {"personne_id": id_, "prenom": prenom, "nom": nom}
    return Membre(**champs)  # type: ignore[arg-type]


SOPHIE, PAUL, AUTRE_PAUL = adulte(1, "Sophie", "Léger"), adulte(2, "Paul", "Léger"), adulte(3, "Paul", "Martin")


@pytest.mark.parametrize(
    ("adultes", "payeurs", "nom"),
    [
        ((), None, ""),
        ((SOPHIE,), None, ""),
        ((SOPHIE,), {1}, "Sophie"),
        ((SOPHIE, PAUL), {2}, "Paul"),
        ((SOPHIE, PAUL), {1, 2}, "les deux"),
        ((SOPHIE, PAUL, AUTRE_PAUL), {1, 2, 3}, "tous"),
        # Two of one first name are told apart; two of three are no choice of the form.
        ((SOPHIE, PAUL, AUTRE_PAUL), {3}, "Paul MARTIN"),
        ((SOPHIE, PAUL, AUTRE_PAUL), {1, 2}, "Sophie et Paul LÉGER"),
    ],
)
def test_qui_paie_se_dit_et_se_relit(adultes: tuple[Membre, ...], payeurs: set[int] | None, nom: str) -> None:
    """Lost otherwise: a custody opened and saved, and the bills go to the other parent."""
    lu = None if payeurs is None else frozenset(payeurs)
    champs = dite.en_champs(Reglage("1/2", LUNDI, payeurs=lu), 2026, adultes)
    assert champs["payeur"] == nom
    choix = dict(dite.choix_payeurs(adultes))
    assert len(choix) == len(adultes) + (len(adultes) > 1)
    assert dite.des_champs(champs, 2026, adultes).payeurs == (lu if nom in choix else None)


def test_une_moitie_se_dit_pour_une_autre_annee() -> None:
    """Two ways to say one thing are one: 2024's first half is 2027's second."""
    assert dite.dite_pour(PartVacances(PREMIERE, 2024), 2027) == PartVacances(SECONDE, 2027)
    assert dite.dite_pour(PartVacances(PREMIERE, 2024, alterne=False), 2027) == PartVacances(
        PREMIERE, 2027, alterne=False
    )
