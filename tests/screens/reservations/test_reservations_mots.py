"""What is said under the cursor: only the last moments that bind the cell shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from guichet.fiches.reservations.planning import Annonce, CasePlanning, ColonnePlanning, Demande, Planning
from guichet.formats import PARIS
from screens.reservations.brouillon import Brouillon
from screens.reservations.mots import en_cours, sous_le_curseur, sous_le_curseur_bref
from screens.reservations.signes import signe_d_ajout

LE = datetime(2026, 11, 16, 14, tzinfo=PARIS)
HIER = datetime(2026, 11, 15, 23, 59, tzinfo=PARIS)
DEMAIN = datetime(2026, 11, 17, 23, 59, tzinfo=PARIS)


def annee(annonce: Annonce) -> Planning:
    """A planner whose judge always answers the same."""
    return Planning(
        famille_id=1, code="20421", nom="LÉGER", annee=2026, zone="C", enfants=(),
        colonnes=(ColonnePlanning(1, 1, "M", "Midi", frozenset({4})),), semaines=(), cases={},
        jour=LE.date(), annoncer=lambda _: annonce,
        annoncer_lot=lambda lot: [annonce for _ in lot],
    )  # fmt: skip


def annonce(limite: datetime, issue: str = "majoree") -> Annonce:
    return Annonce(issue, limite, limite < LE)


@pytest.mark.parametrize(
    ("etat", "limite", "dit"),
    [
        ("libre", DEMAIN, "réserver avant le mar. 17 nov. 23:59"),
        ("libre", HIER, "hors délai"),
        ("reservee", DEMAIN, "annuler avant le mar. 17 nov. 23:59"),
        ("reservee", HIER, "annuler : hors délai"),
        ("en_attente", HIER, ""),
        ("demandee", HIER, ""),
        ("absence_justifiee", DEMAIN, ""),
    ],
)
def test_seule_la_limite_qui_tient_est_dite(etat: str, limite: datetime, dit: str) -> None:
    """Lost otherwise: a family kept on a waiting list because the screen says it is too late to leave it."""
    case = CasePlanning(1, date(2026, 11, 27), 1, 1, etat, limite_reservation=limite, limite_annulation=limite)
    phrase = str(sous_le_curseur_bref(annee(annonce(limite)), case)).partition("\n")[2]
    assert dit in phrase
    assert bool(phrase.strip()) is bool(dit)


def test_un_delai_leve_a_l_arrivee_se_dit() -> None:
    """Lost otherwise: « hors délai » told to a family that has just moved in."""
    planning = annee(Annonce("reservee", DEMAIN, levee="arrivée le lun. 9 nov."))
    case = CasePlanning(1, date(2026, 11, 27), 1, 1, "libre", capacite=110, prises=59)
    assert str(sous_le_curseur_bref(planning, case).split("\n")[1]) == "délai levé jusqu’au mar. 17 nov. 23:59"
    assert "arrivée le lun. 9 nov.\n" in str(sous_le_curseur(planning, case))


def test_un_jour_libre_dit_ce_qui_reste_et_rien_d_une_annulation() -> None:
    """Lost otherwise: « 45 places sur 110 » read as taken, and « annuler avant » of what nobody has booked."""
    retrait = Annonce("annulee", LE)
    planning = replace(annee(annonce(DEMAIN)), annoncer=lambda d: retrait if d.annuler else annonce(DEMAIN))
    case = CasePlanning(1, date(2026, 11, 27), 1, 1, "libre", capacite=110, prises=65)
    for dire in (sous_le_curseur, sous_le_curseur_bref):
        dit = str(dire(planning, case))
        assert "reste 45 sur 110" in dit and "réserver avant le mar. 17 nov. 23:59" in dit
        assert "annuler" not in dit
    assert "! reste 0 sur 110" in str(sous_le_curseur(planning, case._replace(prises=112)))


def test_une_case_pas_encore_ouverte_dit_quand_elle_ouvre() -> None:
    """Lost otherwise: a parent sent home without the day to come back."""
    pas_encore = Annonce("refusee", DEMAIN, ouverture="ouvre le lun. 4 janv. 08:00")
    case = CasePlanning(1, date(2026, 11, 27), 1, 1, "libre")
    assert str(sous_le_curseur_bref(annee(pas_encore), case)).partition("\n")[2] == "! ouvre le lun. 4 janv. 08:00"
    assert "! ouvre le lun. 4 janv. 08:00\n" in str(sous_le_curseur(annee(pas_encore), case))
    assert signe_d_ajout(pas_encore)[0] == "!"


@pytest.mark.parametrize(
    "nom",
    [
        "Accueil de loisirs du mercredi, matinée",
        "Activités vacances (sport et loisirs), matinée",
        "Accueil de loisirs des petites et des grandes vacances de la ville",
        "Restauration scolaire",
    ],
)
@pytest.mark.parametrize("prenom", ["", "Marie-Clémentine"])
@pytest.mark.parametrize("etat", ["libre", "reservee", "absence_injustifiee"])
def test_la_premiere_ligne_tient_en_80_colonnes(nom: str, etat: str, prenom: str) -> None:
    """Lost otherwise: the last moment to book, pushed out of sight by a long name."""
    planning = replace(annee(annonce(HIER)), colonnes=(ColonnePlanning(1, 1, "M", nom, frozenset({2})),))
    case = CasePlanning(1, date(2026, 11, 25), 1, 1, etat, capacite=110, prises=59)
    dit = sous_le_curseur_bref(planning, case, prenom).split("\n")[0]
    assert dit.cell_length <= 76 or etat == "absence_injustifiee", "an absence has both lines"
    assert str(dit).startswith(prenom)
    assert "matinée" in str(dit) or "matinée" not in nom


def test_un_jour_du_tient_en_80_colonnes_et_se_dit_ferme_aussi() -> None:
    """Lost otherwise: what is owed cut by a long name, or forgotten once the town closed the day."""
    nom = "Accueil de loisirs du mercredi, matinée"
    planning = replace(annee(annonce(HIER)), colonnes=(ColonnePlanning(1, 1, "M", nom, frozenset({2})),))
    case = CasePlanning(1, date(2026, 11, 25), 1, 1, "libre", capacite=110, prises=59, due=True)
    for x in (case, case._replace(etat="fermee")):
        assert "annulée, " in str(sous_le_curseur_bref(planning, x))
        assert "€ annulée, reste facturée\n" in str(sous_le_curseur(planning, x))
    assert sous_le_curseur_bref(planning, case).split("\n")[0].cell_length <= 76


def test_un_jour_ferme_dit_pourquoi_et_non_ses_places() -> None:
    """Lost otherwise: the reason cut by places nobody can take; without a last moment to say, it has both lines."""
    motif = "jour qui n’est pas de la garde de ce foyer"
    case = CasePlanning(1, date(2026, 11, 25), 1, 1, "fermee", capacite=110, prises=9, motif=motif)
    assert str(sous_le_curseur_bref(annee(annonce(HIER)), case)) == f"mer. 25 nov. · Midi · □ ailleurs · {motif}"
    assert "reste" not in str(sous_le_curseur(annee(annonce(HIER)), case))


@pytest.mark.parametrize(
    ("annonce", "signe", "compte"),
    [
        (Annonce("reservee", DEMAIN), "+", "+ 1 midi"),
        (Annonce("majoree", HIER, hors_delai=True, cout="majoration de 50 %"), "▲", "▲ 1 hors délai + 1 midi"),
        (Annonce("reservee", HIER, hors_delai=True), "+", "▲ 1 hors délai + 1 midi"),
        (Annonce("refusee", HIER, hors_delai=True), "!", "! 1 refusé + 1 midi"),
        (Annonce("attente", DEMAIN), "○", "○ 1 en attente + 1 midi"),
    ],
)
def test_le_signe_est_la_reponse_du_juge(annonce: Annonce, signe: str, compte: str) -> None:
    """Lost otherwise: « majoré » promised to a parent, then refused by Ctrl+S."""
    jour = date(2026, 11, 27)
    place = (1, jour, 1)
    brouillon = Brouillon({place: CasePlanning(1, jour, 1, 1, "libre")}, {place: Demande(*place)})
    assert signe_d_ajout(annonce)[0] == signe
    dit = str(en_cours(annee(annonce), brouillon, 120))
    assert " ".join(dit.split()) == f"En cours {compte} (ven. 27 nov.)"


def test_un_enfant_sans_droit_a_cote_d_un_qui_en_a() -> None:
    """Lost otherwise: a blank planner, since the cells of a sibling were taken for the child's."""
    soeur = CasePlanning(1, LE.date(), 1, 1, "libre")
    planning = replace(annee(annonce(DEMAIN)), cases={(1, LE.date(), 1): soeur})
    for dire in (sous_le_curseur, sous_le_curseur_bref):
        assert "« i » l’inscrit" in str(dire(planning, None))
