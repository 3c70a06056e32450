"""The two weeks ahead drawn on the dossier: the same signs as the planner, the days of the children under each other."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.donnees import chemin_donnees
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.reservations.quinzaine import CaseQuinzaine, JourSansEcole, Quinzaine, UniteQuinzaine
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.regles.reservations.dits.signes import CELLULES
from screens.dossier.semaines import lignes_semaines
from screens.reservations.mots import LEGENDE
from tests.bases import DEPART, Horloge
from tests.screens.familles_essai import installer, lignes
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire

LUNDI = date(2026, 11, 16)
RESERVER = (
    "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, "
    "demandee_le, origine, majoree, derogation_agent, derogation_motif, priorite, facturee) "
    "SELECT i.id, i.personne_id, i.famille_id, i.groupe_id, u.id, ?, ?, '2026-09-01 08:00:00.000000', 'guichet', 0, '', '', "
    "0, 1 FROM inscription i JOIN unite u ON u.activite_id = i.activite_id JOIN personne p ON p.id = i.personne_id "
    "WHERE p.prenom = ? AND u.lettre = ?"
)


def reserver(fichier: Path, prenom: str, lettre: str, *jours: int, etat: str = "reservee") -> None:
    with sqlite3.connect(fichier) as base:
        base.executemany(RESERVER, [((LUNDI + timedelta(days=j)).isoformat(), etat, prenom, lettre) for j in jours])


@pytest.fixture
def dossier(fichier_base: Path) -> Dossier:
    """Léa: canteen and evening; Tom: canteen; a meal that waits, one missed."""
    d = inscrire(fichier_base, "restauration", "accueil-soir")
    reserver(fichier_base, "Léa", "R", 0, 1, 3, 7, 8, 10)
    reserver(fichier_base, "Léa", "S", 3, 10)
    reserver(fichier_base, "Léa", "R", 4, etat="absence_justifiee")
    reserver(fichier_base, "Léa", "R", 11, etat="en_attente")
    reserver(fichier_base, "Tom", "R", 1, 8)
    return d


DESSIN = """\
Deux semaines ▸lu16 ma17 me18 je19 ve20 lu23 ma24 me25 je26 ve27
R R RS R R R RS R
Léa ● ● · ●● A ● ● · ●● ○
Tom · ● · ·· · · ● · ·· ·
"""


@pytest.mark.parametrize(("taille", "espace"), [((80, 24), ""), ((120, 36), " ")])
async def test_une_ligne_par_enfant(fichier_base: Path, dossier: Dossier, taille: tuple[int, int], espace: str) -> None:
    """Lost otherwise: days cut, or a sign that is not under its day."""
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>")
        ecran = poste.ecran.splitlines()
    debut = next(i for i, li in enumerate(ecran) if "Deux semaines" in li)
    dessin = [li[: 2 + 82].rstrip() for li in ecran[debut : debut + 4]]
    voulu = re.sub(r"([a-z]{2})(\d\d)", rf"\1{espace}\2", DESSIN)
    assert [li.split() for li in dessin] == [li.split() for li in voulu.splitlines()]
    tete, lettres, lea, tom = dessin
    colonnes = [i for i in range(22, len(tete)) if tete[i - 1] in " ▸" and tete[i].isalpha() and tete[i - 1] != tete[i]]
    assert len(colonnes) == 10
    assert tete[colonnes[0] - 1] == "▸"
    assert [lea[c] for c in colonnes] == list("●●·●A●●·●○")
    assert [tom[c] for c in colonnes] == list("·●····●···")
    assert [(lettres + " " * 9)[c] for c in colonnes] == list("RR RRRR RR")
    assert max(map(len, dessin)) <= taille[0] - 2


async def test_rien_de_reserve_dit_quoi_faire(fichier_base: Path) -> None:
    """Lost otherwise: an empty grid, and an agent who wonders whether it was read."""
    d = installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>")
        assert poste.voit("Deux semaines aucune réservation : r réserver")


async def test_rien_avant_la_rentree_le_dit(fichier_base: Path) -> None:
    """Lost otherwise: « aucune » to a parent whose year is booked from January on."""
    d = inscrire(fichier_base, "restauration")
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>rrcan ma du 5 janv au 5 janv<Entrée><Ctrl+S><Entrée><Échap>")
        assert poste.voit("Deux semaines rien avant le mar. 5 janv.")


async def test_la_naissance_et_les_noms_entiers(fichier_base: Path) -> None:
    """Lost otherwise: two cousins of one age, told apart by nothing; a name cut with thirty columns free."""
    enfant = SaisieMembre(
        role="enfant", nom="de La Rochefoucauld", prenom="Jean", naissance="12/04/2019", regimes="sans porc"
    )
    parent = SaisieMembre(nom="de La Rochefoucauld", prenom="Marie", mobile="0611111111")
    d = installer(fichier_base, SaisieFamille(membres=(parent, enfant)))
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>")
        assert poste.voit("Marie DE LA ROCHEFOUCAULD", "12/04/2019 · 7 ans", "sans porc")
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>")
        assert poste.voit("12/04/2019 · 7 ans", "sans porc"), "what has no room beside goes below, whole"


async def test_sans_enfant_aucune_ligne(fichier_base: Path) -> None:
    """Lost otherwise: two blank weeks on the dossier of whoever pays an old invoice."""
    seul = SaisieFamille(membres=(SaisieMembre(nom="Diallo", prenom="Mariama", mobile="0611111111"),))
    d = installer(fichier_base, seul)
    async with application(fichier_base) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>")
        assert poste.voit("Mariama DIALLO")
        assert not poste.voit("Deux semaines")


async def test_reserver_se_voit_au_retour(fichier_base: Path) -> None:
    """Lost otherwise: back from the planner, a dossier that still says nothing is booked."""
    d = inscrire(fichier_base, "restauration")
    async with application(fichier_base) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>")
        assert poste.voit("aucune réservation")
        await poste.taper("r<Droite> <Ctrl+S><Entrée>")
        assert lignes(fichier_base, "SELECT count(*) FROM reservation") == [(1,)]
        await poste.taper("<Échap>")
        assert poste.nom == "EcranDossier"
        assert not poste.voit("aucune réservation")


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_les_alertes_se_lisent_avec_leur_raison(
    fichier_base: Path, dossier: Dossier, taille: tuple[int, int]
) -> None:
    """Lost otherwise: a wait that only shows as a small circle."""
    async with application(fichier_base, taille=taille, horloge=Horloge(DEPART)) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>")
        assert poste.voit("· Léa en liste d’attente · Repas du ven. 27 nov., 1er")
        await poste.taper("!")
        assert poste.voit("Pourquoi ces alertes", "Dites-le à la famille")


def dessiner(dossier: Dossier, quinzaine: Quinzaine, largeur: int = 84) -> Iterator[str]:
    """The lines as text; the 16th is today."""
    for li in lignes_semaines(replace(dossier, quinzaine=quinzaine), largeur, LUNDI):
        yield "".join(t for t, _ in li.morceaux).rstrip()


REPAS, MATIN = UniteQuinzaine(1, "R", "Repas", "Restauration"), UniteQuinzaine(2, "m", "Matinée", "Vacances")


def test_vacances_feries_et_fermetures(dossier: Dossier) -> None:
    """Lost otherwise: a holiday that looks like a week nobody booked."""
    lea = dossier.enfants[0].personne_id
    q = Quinzaine(
        LUNDI,
        (REPAS, MATIN),
        (
            CaseQuinzaine(lea, LUNDI, 1, "reservee", majoree=True),
            CaseQuinzaine(lea, LUNDI + timedelta(days=1), 1, "fermee"),
            CaseQuinzaine(lea, LUNDI + timedelta(days=8), 2, "demandee"),
        ),
        (
            JourSansEcole(LUNDI + timedelta(days=2), "férié", vacances=False),
            *(JourSansEcole(LUNDI + timedelta(days=7 + j), "vacances", vacances=True) for j in range(5)),
        ),
    )
    _, lettres, lea_dessin, tom = dessiner(dossier, q)
    assert lettres.split() == ["R", "R", *"mmmmm"]
    assert lea_dessin.split() == ["Léa", "▲", "▪", "▪", "·", "·", *"·◇···"]
    assert tom.split() == ["Tom", *"··▪··", *"·····"]
    sans_centre = Quinzaine(LUNDI, (REPAS,), q.cases[:1], q.sans_ecole)
    assert list(dessiner(dossier, sans_centre))[2].split()[6:] == ["░░░"] * 5


@pytest.mark.parametrize(
    ("etat", "signe"),
    [
        ("reservee", "▲"),
        ("en_attente", "○"),
        ("absence_justifiee", "A"),
        ("absence_injustifiee", "A"),
        ("demandee", "◇"),
    ],
)
def test_la_majoration_ne_cache_pas_l_etat(dossier: Dossier, etat: str, signe: str) -> None:
    """Lost otherwise: ▲ on a day that waits, and the parent is told it is booked."""
    case = CaseQuinzaine(dossier.enfants[0].personne_id, LUNDI, 1, etat, majoree=True)
    _, _, lea_dessin, _ = dessiner(dossier, Quinzaine(LUNDI, (REPAS,), (case,)))
    assert lea_dessin.split()[1] == signe


def test_ce_qui_reste_du_et_les_jours_d_ailleurs_ont_leur_signe(dossier: Dossier) -> None:
    """Lost otherwise: a day owed, or of the other household, that looks free to be booked."""
    lea = dossier.enfants[0].personne_id
    mardi, mercredi = LUNDI + timedelta(days=1), LUNDI + timedelta(days=2)
    cases = (
        CaseQuinzaine(lea, LUNDI, 1, "libre", due=True),
        CaseQuinzaine(lea, mardi, 1, "reservee", ailleurs=True),
        CaseQuinzaine(dossier.enfants[1].personne_id, mercredi, 1, "reservee"),
    )
    q = Quinzaine(LUNDI, (REPAS,), cases, ailleurs=frozenset({(lea, mardi), (lea, mercredi)}))
    _, _, lea_dessin, _ = dessiner(dossier, q)
    assert lea_dessin.split()[1:4] == ["€", "■", "□"]


@pytest.mark.parametrize("aide", ["reservations", "dossier"])
def test_chaque_signe_est_dans_l_aide(aide: str) -> None:
    """Lost otherwise: a sign nobody explains."""
    page = (chemin_donnees() / "aide" / f"{aide}.md").read_text(encoding="utf-8")
    assert not [s for s in CELLULES if f"{s.dessin} " not in page]
    assert not [s for s in CELLULES if s.dit not in {x for paire in LEGENDE for x in paire}]


@pytest.mark.parametrize(("largeur", "jours"), [(84, 10), (80, 10), (70, 5), (50, 5)])
def test_un_terminal_etroit_garde_la_premiere_semaine(dossier: Dossier, largeur: int, jours: int) -> None:
    """Lost otherwise: days cut in the middle."""
    lea = dossier.enfants[0].personne_id
    tete, *_ = dessiner(dossier, Quinzaine(LUNDI, (REPAS,), (CaseQuinzaine(lea, LUNDI, 1, "reservee"),)), largeur)
    assert sum(tete.count(nom) for nom in ("lu", "ma", "me", "je", "ve")) == jours + tete.count("semaines")
    assert len(tete) <= max(largeur, 50) - 3
