"""A wrong calendar opens a school on a bank holiday, or cancels a hundred meals without a word."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.contexte import PERSONNE, Contexte
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.activites import CalendrierIllisible, PeriodeInconnue, PeriodeInvalide
from guichet.erreurs.socle import insecables
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.registres.offre.calendrier import vacances_connues
from guichet.regles.offre.calendrier import NaturePeriode
from guichet.services.offre import calendrier
from tests.services.places_ouvertes import LUNDI, Lieu, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver

MARDI = LUNDI + timedelta(days=1)


@pytest.fixture
def lieu(ctx: Contexte) -> Lieu:
    return ouvrir_lieu(ctx)


def ouverture(ctx: Contexte, lieu: Lieu, jour: date = LUNDI) -> tuple[bool, str]:
    with ctx.lecture() as s:
        return tuple(  # type: ignore[return-value]
            s.une(
                "SELECT fermee, motif FROM ouverture WHERE groupe_id = :g AND jour = :j",
                {"g": lieu.groupe_id, "j": jour},
            )  # type: ignore[arg-type]
        )


def etats(ctx: Contexte) -> list[tuple[str, bool]]:
    with ctx.lecture() as s:
        return s.lignes("SELECT etat, facturee FROM reservation ORDER BY id")


@pytest.mark.parametrize(
    ("zone", "hiver", "printemps"),
    [
        ("A", (date(2027, 2, 13), date(2027, 2, 28)), (date(2027, 4, 10), date(2027, 4, 25))),
        ("B", (date(2027, 2, 20), date(2027, 3, 7)), (date(2027, 4, 17), date(2027, 5, 2))),
        ("C", (date(2027, 2, 6), date(2027, 2, 21)), (date(2027, 4, 3), date(2027, 4, 18))),
    ],
)
def test_les_vacances_de_chaque_zone(zone: str, hiver: tuple[date, date], printemps: tuple[date, date]) -> None:
    lues = {p.libelle: (p.du, p.au) for p in vacances_connues(zone) if date(2026, 9, 1) <= p.du < date(2027, 9, 1)}
    assert list(lues) == [
        "vacances de la Toussaint",
        "vacances de Noël",
        "vacances d’hiver",
        "vacances de printemps",
        "pont de l’Ascension",
        "vacances d’été",
    ]
    assert (lues["vacances d’hiver"], lues["vacances de printemps"]) == (hiver, printemps)


def test_l_annee_d_avant_est_connue_et_rien_au_dela() -> None:
    """Lost otherwise: the absences of the year before, read on days that were holidays; or twenty years of rows."""
    assert min(p.du for p in vacances_connues("B")) == date(2025, 10, 18)


def test_l_annee_2026_2027_est_la_des_l_ouverture(ctx: Contexte) -> None:
    lu = calendrier.lire(ctx, 2026)
    noel = lu.vacances_du(date(2026, 12, 25))
    assert noel is not None
    assert noel.libelle == "vacances de Noël"
    assert lu.fermeture_du(date(2026, 11, 11)) is not None
    assert [p.nature for p in calendrier.periodes(ctx, 2026)].count("pont") == 1


def test_une_greve_dit_qui_elle_touche_avant_de_fermer(ctx: Contexte, lieu: Lieu) -> None:
    reserver(ctx, lieu, 0)
    with pytest.raises(ReservationsTouchees) as refus:
        calendrier.fermer(ctx, du=LUNDI, au=LUNDI, motif="grève")
    assert [x.enfant for x in refus.value.lignes] == [
        x.enfant for x in calendrier.touches(ctx, du=LUNDI, au=LUNDI, activite_id=lieu.activite_id)
    ]
    assert ouverture(ctx, lieu) == (False, "")
    assert calendrier.fermer(ctx, du=LUNDI, au=LUNDI, motif="grève", annuler=True) == 1
    assert etats(ctx) == [("annulee", False)]
    assert ouverture(ctx, lieu) == (True, "grève")


def test_une_fermeture_peut_garder_les_reservations_puis_se_retirer(ctx: Contexte, lieu: Lieu) -> None:
    reserver(ctx, lieu, 0)
    id_ = calendrier.ajouter_periode(
        ctx,
        nature=NaturePeriode.FERMETURE,
        du=LUNDI,
        au=LUNDI,
        libelle="fuite d’eau",
        site="ecole",
        activite_id=lieu.activite_id,
        annuler=False,
    )
    assert etats(ctx) == [("reservee", True)]
    assert ouverture(ctx, lieu) == (True, "fuite d’eau")
    assert [p.activite for p in calendrier.periodes(ctx, 2026) if p.periode_id == id_] == ["essai"]
    assert calendrier.retirer(ctx, periode_id=id_) == 1
    assert ouverture(ctx, lieu) == (False, "")
    assert ouverture(ctx, lieu, MARDI)[0]  # closed for another reason
    with pytest.raises(PeriodeInconnue):
        calendrier.retirer(ctx, periode_id=id_)


def test_fermer_un_autre_site_ne_touche_personne(ctx: Contexte, lieu: Lieu) -> None:
    reserver(ctx, lieu, 0)
    assert calendrier.fermer(ctx, du=LUNDI, au=LUNDI, motif="travaux", site="Molière") == 0
    assert ouverture(ctx, lieu) == (False, "")


@pytest.mark.parametrize(
    ("du", "au", "motif", "extrait"),
    [
        (MARDI, LUNDI, "grève", "échangez"),
        (LUNDI, date(2036, 1, 1), "grève", "plus d’un an"),
        (LUNDI, LUNDI + timedelta(days=367), "grève", "plus d’un an"),
        (LUNDI, LUNDI, " ", "pas de nom"),
    ],
)
def test_une_periode_impossible(ctx: Contexte, du: date, au: date, motif: str, extrait: str) -> None:
    with pytest.raises(PeriodeInvalide, match=extrait):
        calendrier.fermer(ctx, du=du, au=au, motif=motif)


def test_une_periode_dure_au_plus_un_an_et_un_jour(ctx: Contexte) -> None:
    """From a day to the same one of next year, leap or not; a name as long as the column."""
    assert calendrier.fermer(ctx, du=LUNDI, au=LUNDI + timedelta(days=366), motif="é" * 80) == 0
    assert [(p.du, len(p.libelle)) for p in calendrier.periodes(ctx, 2026) if p.du == LUNDI] == [(LUNDI, 80)]


def test_le_calendrier_se_corrige_par_fichier(ctx: Contexte, lieu: Lieu, tmp_path: Path) -> None:
    reserver(ctx, lieu, 0)
    fichier = tmp_path / "calendrier.csv"
    fichier.write_text(
        "nature;du;au;libelle;site\npont;23/11/2026;23/11/2026;pont d’essai;\n\nvacances;01/09/2028;02/09/2028;essai;\n",
        encoding="utf-8",
    )
    with pytest.raises(ReservationsTouchees, match="1 réservation est touchée"):
        calendrier.importer(ctx, fichier=fichier)
    assert calendrier.importer(ctx, fichier=fichier, annuler=True).ajoutees == 2
    assert calendrier.importer(ctx, fichier=fichier).ajoutees == 0  # nothing new
    assert ouverture(ctx, lieu) == (True, "pont d’essai")


@pytest.mark.parametrize(
    ("texte", "extraits"),
    [
        ("quoi;du\n", ["ligne 1", "nature, au, libelle"]),
        ("nature,du,au,libelle\nferie,1/1/2027,x,y\n", ["ligne 2", "vacances, pont ou fermeture"]),
        ("nature;du;au;libelle\nfermeture;32/01/2027;;x\n", ["ligne 2 : colonne « du », la date « 32/01/2027 »"]),
        ("nature;du;au;libelle\nfermeture;31/01/2027;;x\n", ["ligne 2 : la colonne « au » est vide. Écrivez"]),
        (
            "nature;du;au;libelle\nfermeture;02/01/2027;01/01/2027;x\npont;02/01/2027;02/01/2027;\n",
            ["ligne 2 : la période finit", "ligne 3 : la période n’a pas de nom"],
        ),
    ],
)
def test_un_fichier_faux_nomme_ses_lignes(ctx: Contexte, tmp_path: Path, texte: str, extraits: list[str]) -> None:
    fichier = tmp_path / "faux.csv"
    fichier.write_text(texte, encoding="utf-8")
    with pytest.raises(CalendrierIllisible) as refus:
        calendrier.importer(ctx, fichier=fichier)
    for extrait in extraits:
        assert insecables(extrait) in refus.value.message


def test_un_fichier_absent(ctx: Contexte, tmp_path: Path) -> None:
    with pytest.raises(CalendrierIllisible, match="n’y a pas de fichier"):
        calendrier.importer(ctx, fichier=tmp_path / "rien.csv")


def test_le_calendrier_est_au_superviseur(ctx: Contexte) -> None:
    with pytest.raises(DroitInsuffisant, match="superviseur"):
        calendrier.fermer(ctx.pour(PERSONNE), du=LUNDI, au=LUNDI, motif="grève")
