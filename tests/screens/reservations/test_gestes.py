"""Gestures of the planner alone: a draft, a cursor, no screen and no base."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from guichet.fiches.reservations.planning import Annonce, CasePlanning, EnfantPlanning, Place, Planning
from screens.modales.message import ModaleMessage
from screens.reservations.feuille import Feuille
from screens.reservations.gestes import Gestes
from tests.screens.poste_essai import PosteEssai
from tests.screens.reservations.test_brouillon import LUNDI, cases

LEA, TOM = 1, 2


@dataclass
class Curseur:
    """A cursor put where a test wants it."""

    feuille: Feuille
    ici: list[Place] = field(default_factory=list)

    def place(self) -> Place | None:
        return self.ici[-1] if self.ici else None

    def case(self) -> CasePlanning | None:
        return self.feuille.planning.cases[self.ici[-1]] if self.ici else None

    def choisies(self) -> list[Place]:
        return self.ici

    def renverser(self) -> None:
        """It has no corners."""


def planning(*etats: str) -> Planning:
    enfants = (EnfantPlanning(LEA, "Léa", "CE1"), EnfantPlanning(TOM, "Tom", "GS"))
    lues = cases(*etats, personne=LEA) | cases(*etats, personne=TOM)
    return Planning(
        5,
        "20421",
        "LÉGER",
        2026,
        "C",
        enfants,
        (),
        (),
        lues,
        LUNDI,
        lambda _: Annonce("reservee"),
        lambda lot: [Annonce("reservee")] * len(lot),
    )


def feuille(*etats: str) -> Feuille:
    f = Feuille()
    f.changer(5)
    f.lire(planning(*etats))
    return f


def gestes(f: Feuille, curseur: Curseur, poste: PosteEssai, dits: list[bool]) -> Gestes:
    return Gestes(poste, f, curseur, dits.append)


def place(f: Feuille, rang: int = 0, qui: int = LEA) -> Place:
    return [p for p in f.planning.cases if p[0] == qui][rang]


def test_cocher_repeter_defaire_redessinent_ce_qui_change() -> None:
    """Lost otherwise: a key that changes the draft and not what is seen of it."""
    f = feuille("libre", "libre")
    poste, dits = PosteEssai(None), []
    curseur = Curseur(f, [place(f)])
    g = gestes(f, curseur, poste, dits)
    g.cocher()
    curseur.ici = [place(f, 1)]
    g.repeter()
    assert [d.jour.day for d in f.brouillon.demandes()] == [16, 17]
    g.annuler()
    assert [d.jour.day for d in f.brouillon.demandes()] == [16]
    assert dits == [True, False, False]
    assert poste.annonces == []


def test_ce_qui_ne_fait_rien_le_dit() -> None:
    """Lost otherwise: an agent who presses again a key that seemed dead."""
    f = feuille("fermee")
    poste, dits = PosteEssai(None), []
    g = gestes(f, Curseur(f, [place(f)]), poste, dits)
    g.cocher()
    g.repeter()
    g.annuler()
    assert [p.split(" :")[0] for p in poste.annonces] == [
        "Rien à réserver ni à annuler ici", "Rien à répéter", "Rien à annuler dans le brouillon ; ce qui est enregistré se défait depuis le dossier (Échap).",
    ]  # fmt: skip
    assert dits == []


def test_un_geste_qui_ne_change_rien_ici_le_dit() -> None:
    """Lost otherwise: « rien à répéter », to who has just ticked."""
    f = feuille("libre", "fermee")
    poste, curseur = PosteEssai(None), Curseur(f, [place(f)])
    g = gestes(f, curseur, poste, [])
    g.cocher()
    curseur.ici = [place(f, 1)]
    g.repeter()
    assert poste.annonces == ["Le dernier geste ne change rien à partir d’ici : tout y est déjà ainsi, ou fermé."]


async def test_une_derogation_porte_son_motif_sur_les_seules_cases_cochees() -> None:
    """Lost otherwise: an exception granted to days nobody asked for, or without its reason."""
    f = feuille("libre", "libre")
    dits: list[bool] = []
    poste = PosteEssai(None, ("  grève des trains ",), ("   ",), None)
    curseur = Curseur(f, [place(f)])
    g = gestes(f, curseur, poste, dits)
    g.cocher()
    curseur.ici = [place(f), place(f, 1)]
    await g.deroger()
    assert [(d.jour.day, d.derogation) for d in f.brouillon.demandes()] == [(16, "grève des trains")]
    await g.deroger()
    await g.deroger()
    assert [d.derogation for d in f.brouillon.demandes()] == ["grève des trains"], "blank or given up: as it was"
    curseur.ici = [place(f, 1)]
    await g.deroger()
    assert poste.annonces == ["Cochez d’abord les jours à déroger."]
    assert not poste.reponses
    assert len(poste.demandees) == 3


async def test_sans_inscription_le_rythme_dit_quoi_presser() -> None:
    f = feuille()
    poste = PosteEssai(None, None)
    await gestes(f, Curseur(f), poste, []).rythme()
    [modale] = poste.demandees
    assert isinstance(modale, ModaleMessage)


async def test_renoncer_a_copier_ne_lit_rien() -> None:
    f = feuille("libre")
    poste, dits = PosteEssai(None, None), []
    await gestes(f, Curseur(f, [place(f)]), poste, dits).copier()
    await gestes(f, Curseur(f), poste, dits).copier()
    assert (len(poste.demandees), dits) == (1, [])


def test_la_feuille_s_ouvre_sur_l_enfant_choisi() -> None:
    """Lost otherwise: `r` on Tom books for Léa, whose name the eye does not look for."""
    f = feuille("libre")
    seconde = f.planning.enfants[-1].personne_id
    f.viser(seconde)
    assert f.enfants_montres() == [seconde]
    f.viser(0)
    assert f.enfants_montres() == [seconde]


def test_la_feuille_change_de_famille_d_enfant_et_garde_le_brouillon_relu() -> None:
    """Lost otherwise: a draft of one family written for another."""
    f = feuille("libre", "libre")
    curseur = Curseur(f)
    assert (f.enfants_montres(), f.enfant(curseur)) == ([LEA], LEA)
    f.autre(1)
    assert f.enfants_montres() == [TOM]
    f.tous()
    assert f.enfants_montres() == [LEA, TOM]
    f.tous()
    assert f.enfants_montres() == [TOM]
    f.brouillon.basculer([place(f), place(f, 1)])
    f.lire(planning("libre", "reservee"))
    assert [d.jour for d in f.brouillon.demandes()] == [LUNDI], "what somebody booked meanwhile leaves the draft"
    assert not f.changer(5)
    assert f.brouillon
    assert f.changer(6)
    assert not f.brouillon
    f.lire(replace(planning(), famille_id=6, enfants=()))
    assert (f.autre(1), f.enfant(Curseur(f)), f.enfants_montres()) == (False, None, [])
