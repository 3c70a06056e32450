"""Geometry of the planner: the cursor stands where the agent sees it, holidays fold, blocks are rectangles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from guichet.fiches.reservations.planning import (
    Annonce,
    CasePlanning,
    ColonnePlanning,
    EnfantPlanning,
    Place,
    Planning,
    SemainePlanning,
)
from guichet.regles.garde.foyer_dit import AUTRE_GARDE
from screens.reservations import entetes
from screens.reservations.brouillon import Brouillon
from screens.reservations.grille import Grille, debut_montre
from screens.reservations.signes import signe_de

LUNDI = date(2026, 10, 12)
MATIN, REPAS, CENTRE = 1, 2, 9


def planning(*, conges: bool = False, enfants: int = 1) -> Planning:
    """Three school weeks with two units a day but none on Wednesday, around two weeks of holidays."""
    lundis = [LUNDI + timedelta(weeks=n) for n in range(5)]
    vacances = set(lundis[1:3])
    cases: dict[Place, CasePlanning] = {}
    for enfant in range(1, enfants + 1):
        for lundi in lundis:
            for j in range(5):
                jour = lundi + timedelta(days=j)
                unites = ([CENTRE] if conges else []) if lundi in vacances else [] if j == 2 else [MATIN, REPAS]
                for u in unites:
                    cases[(enfant, jour, u)] = CasePlanning(enfant, jour, u, 1, "libre")
    semaine = frozenset(range(5))
    return Planning(
        famille_id=1,
        code="20421",
        nom="LÉGER",
        annee=2026,
        zone="C",
        enfants=tuple(EnfantPlanning(e, f"Enfant {e}", "CE1") for e in range(1, enfants + 1)),
        colonnes=(
            ColonnePlanning(MATIN, 1, "M", "Accueil du matin", semaine - {2}),
            ColonnePlanning(REPAS, 2, "R", "Restauration", semaine - {2}),
            ColonnePlanning(CENTRE, 3, "J", "Journée", semaine),
        ),
        semaines=tuple(SemainePlanning(x, "vacances de la Toussaint" if x in vacances else "") for x in lundis),
        cases=cases,
        jour=lundis[0],
        annoncer=lambda _: Annonce("reservee"),
        annoncer_lot=lambda lot: [Annonce("reservee") for _ in lot],
    )


def test_les_vacances_sans_activite_tiennent_sur_une_ligne() -> None:
    """Lost otherwise: the pattern of a rhythm is broken by empty lines."""
    g = Grille(planning(), (1,), 80, 12)
    assert [r.pliee for r in g.rangees] == ["", "vacances de la Toussaint", "", ""]


def test_une_colonne_porte_la_lettre_de_la_semaine() -> None:
    """Lost otherwise: a whole day at the holiday centre, read under the M of the morning care."""
    g = Grille(planning(conges=True), (1,), 80, 12)
    lundi = g.colonnes[0]
    assert [g.lettre(rang, lundi) for rang in range(len(g.rangees))] == ["M", "J", "J", "M", "M"]
    # Nothing is offered there that week, or that day: no letter says that something is.
    repas_du_mardi = g.colonnes[3]
    assert [g.lettre(rang, repas_du_mardi) for rang in range(2)] == ["R", ""]
    mercredi = next(c for c in g.colonnes if c.jour == 2)
    assert [g.lettre(rang, mercredi) for rang in range(len(g.rangees))] == ["", "J", "J", "", ""]
    dits = [texte for _, texte, _ in entetes.lettres(g, g.vue(0), 0) if texte]
    assert dits == ["M", "R"] * 4


def test_une_case_libre_a_le_meme_signe_toute_l_annee() -> None:
    """Lost otherwise: « m r · » in a week of holidays, which no legend explains and looks booked."""
    g = Grille(planning(conges=True), (1,), 80, 12)
    vus = {
        signe_de(g, Brouillon(g.planning.cases), g.place(r, c), c, g.rangees[r])[0]
        for r in range(5)
        for c in g.colonnes
    }
    assert vus == {"·", " "}


def test_les_vacances_ouvertes_gardent_leurs_semaines() -> None:
    """Lost otherwise: no way to book the holidays."""
    g = Grille(planning(conges=True), (1,), 80, 12)
    assert len(g.rangees) == 5
    y, x = g.depart(LUNDI + timedelta(weeks=1))
    assert g.place(y, g.colonnes[x]) == (1, LUNDI + timedelta(weeks=1), CENTRE)


def test_les_fleches_sautent_ce_qui_n_existe_pas() -> None:
    """Lost otherwise: a cursor lost on a Wednesday without care, or in folded holidays."""
    g = Grille(planning(), (1,), 80, 12)
    y, x = g.depart(LUNDI + timedelta(days=1))
    assert g.place(y, g.colonnes[x]) == (1, LUNDI + timedelta(days=1), MATIN)
    y, x = g.bouger(*g.bouger(y, x, 0, 1), 0, 1)
    assert g.place(y, g.colonnes[x]) == (1, LUNDI + timedelta(days=3), MATIN)
    y, x = g.bouger(y, x, 1, 0)
    assert g.place(y, g.colonnes[x]) == (1, LUNDI + timedelta(weeks=3, days=3), MATIN)
    assert g.bouger(0, 0, -1, 0) == (0, 0)


def test_un_jour_ferme_se_nomme_a_droite_de_sa_semaine() -> None:
    """Lost otherwise: a blank cell, and a parent told nothing. What is about the household is not the town's to say."""
    p = planning(enfants=2)
    armistice, mardi, attente = (LUNDI + timedelta(days=n) for n in (0, 1, 3))
    cases = dict(p.cases)
    for enfant, jour, suite in (
        (1, armistice, {"etat": "fermee", "motif": "Armistice"}),
        (1, mardi, {"etat": "fermee", "motif": AUTRE_GARDE}),
        (1, attente, {"etat": "en_attente", "rang": 2}),
        (2, mardi, {"etat": "fermee", "motif": "grève"}),
    ):
        cases[enfant, jour, REPAS] = cases[enfant, jour, REPAS]._replace(**suite)
    p = replace(p, cases=cases)
    assert Grille(p, (1,), 80, 12).note(0) == "▪ Armistice, ○ 2e en attente"
    assert Grille(p, (1,), 80, 12).note(0, bref=True) == "▪ Armistice, ○ 2e"
    assert Grille(p, (1, 2), 80, 12).note(0) == "▪ Armistice, ○ 2e en attente, ▪ grève"
    assert Grille(p, (1,), 80, 12).note(2) == ""


def test_un_bloc_est_un_rectangle() -> None:
    """Lost otherwise: a block that books days nobody saw in it."""
    g = Grille(planning(), (1,), 80, 12)
    coin, autre = g.depart(LUNDI), g.depart(LUNDI + timedelta(weeks=3, days=1))
    places = g.bloc(coin, autre)
    assert {(p[1].weekday(), p[2]) for p in places} == {(0, MATIN), (0, REPAS), (1, MATIN)}
    assert {p[1] - timedelta(days=p[1].weekday()) for p in places} == {LUNDI, LUNDI + timedelta(weeks=3)}


def prenoms(p: Planning, *noms: str) -> Planning:
    enfants = [replace(e, prenom=nom) for e, nom in zip(p.enfants, noms, strict=True)]
    return replace(p, enfants=tuple(enfants))


def dits(morceaux: list[tuple[int, str, bool]]) -> list[str]:
    return [texte for _, texte, _ in morceaux]


def test_cote_a_cote_les_prenoms_sont_entiers_et_qui_n_a_pas_de_place_est_dit() -> None:
    """Lost otherwise: « To », « Ba », and a meal booked for the wrong child; a child cut at the edge of the screen."""
    p = prenoms(planning(enfants=3), "Maximilienne", "Tom", "Barthélémy-Alexandre")
    g = Grille(p, (1, 2, 3), 120, 12)
    assert dits(entetes.enfants(g, g.vue(0), 2, 120)) == ["Maximilienne", "Tom", "Barthélémy-Alexandre"]
    assert [fort for _, _, fort in entetes.enfants(g, g.vue(0), 2, 120)] == [False, True, False]
    assert all(b.fin - b.debut > len(b.prenom) for b in g.bandes)
    etroite = Grille(p, (1, 2, 3), 60, 12)
    assert dits(entetes.enfants(etroite, etroite.vue(0), 1, 60)) == ["Maximilienne", "Tom", "1 autre ▸"]
    fin = etroite.vue(2)
    assert dits(entetes.enfants(etroite, fin, 3, 60)) == ["◂ 2 avant", "Barthélémy-Alexandre"]
    assert etroite.bandes[2].debut - fin.decalage == 12


def test_les_jours_s_ecrivent_tous_de_la_meme_facon() -> None:
    """Lost otherwise: « lun mard jeu vendredi »."""
    formes = []
    for largeur in (80, 40, 32):
        g = Grille(planning(), (1,), largeur, 12)
        formes.append(dits(entetes.jours(g, g.vue(0))))
    assert formes == [["lundi", "mardi", "jeudi", "vendredi"], ["lun", "mar", "jeu", "ven"], ["lu", "ma", "je", "ve"]]


def test_le_passe_tient_sur_une_ligne_et_une_famille_nouvelle_n_en_a_pas() -> None:
    """Lost otherwise: a screen of weeks gone by above the one that is asked about, empty for who came today."""
    lundi = LUNDI + timedelta(weeks=3)
    p = replace(planning(), jour=lundi + timedelta(days=2))
    assert debut_montre(p, (1,), 1) == lundi
    g = Grille(p, (1,), 80, 12, lundi)
    assert [(r.passe, r.pliee) for r in g.rangees] == [(True, "3 semaines passées"), (False, ""), (False, "")]
    cases = {place: case._replace(etat="reservee") for place, case in p.cases.items()}
    assert debut_montre(replace(p, cases=cases), (1,), 1) == lundi - timedelta(weeks=1)
    assert debut_montre(replace(p, jour=LUNDI + timedelta(weeks=40)), (1,), 1) is None, "a year gone by is shown"


def test_trois_enfants_cote_a_cote_tiennent_en_80_colonnes() -> None:
    """Lost otherwise: siblings one by one, and the parent waits."""
    g = Grille(planning(enfants=3), (1, 2, 3), 80, 12)
    assert max(c.x for c in g.colonnes) < 80
    assert {c.personne_id for c in g.colonnes} == {1, 2, 3}
