"""What is done for the child under the cursor, and why a cell is what it is: alone, on a real base, no screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande, Place
from guichet.services import familles, reservations
from guichet.services.dossier import dossiers
from screens.modales.choisir import ModaleChoisir
from screens.modales.demander import ModaleDemander
from screens.modales.message import ModaleMessage
from screens.reservations.absences import ABSENCE, ModaleAbsence
from screens.reservations.enfant import ActesEnfant
from screens.reservations.feuille import Feuille
from screens.reservations.pourquoi import Pourquoi
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.poste_essai import PosteEssai
from tests.screens.reservations.test_gestes import Curseur
from tests.screens.reservations.test_reservations import inscrire

MARDI, JEUDI = date(2026, 11, 17), date(2026, 12, 3)
RESERVES = "SELECT jour, etat, majoree FROM reservation ORDER BY jour, id"


class Tenue:
    """A household's planner, its cursor, what acts on it."""

    def __init__(self, ctx: Contexte, fichier: Path) -> None:
        self.ctx, self.fichier = ctx, fichier
        self.feuille = Feuille()
        self.feuille.changer(1)
        self.relire()
        self.relus = 0
        self.curseur = Curseur(self.feuille)
        self.poste = PosteEssai(ctx)
        self.actes = ActesEnfant(self.poste, self.feuille, self.curseur, self.apres)
        self.pourquoi = Pourquoi(self.poste, self.feuille, self.curseur)

    def relire(self) -> None:
        self.feuille.lire(reservations.planning(self.ctx, 1))

    async def apres(self) -> None:
        self.relus += 1
        self.relire()

    def place(self, jour: date) -> Place:
        """The meal of the first child that day."""
        [(unite,)] = lignes(self.fichier, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
        return (self.feuille.enfants_montres()[0], jour, unite)

    def viser(self, *jours: date) -> None:
        self.curseur.ici = [self.place(jour) for jour in jours]

    def reserver(self, *jours: date, annuler: bool = False) -> None:
        demandes = [Demande(*self.place(jour), annuler=annuler) for jour in jours]
        reservations.enregistrer(self.ctx, demandes=demandes, attendu=None)
        self.relire()

    def repondre(self, *reponses: object) -> None:
        self.poste.reponses.extend(reponses)

    async def dit(self) -> str:
        """The answer to `!`."""
        self.repondre(None)
        await self.pourquoi.expliquer()
        modale = self.poste.demandees[-1]
        assert isinstance(modale, ModaleMessage)
        return str(modale._texte).replace("\u00a0", " ")


@pytest.fixture
def tenue(fichier_base: Path) -> Iterator[Tenue]:
    inscrire(fichier_base, "restauration")
    ctx = autre_poste(fichier_base)
    yield Tenue(ctx, fichier_base)
    ctx.base.fermer()


async def test_l_absence_propose_les_jours_du_bloc_et_se_relit(tenue: Tenue) -> None:
    """Lost otherwise: an absence of a day told for another, or a planner that still shows it booked."""
    tenue.reserver(MARDI, JEUDI)
    tenue.viser(JEUDI, MARDI)
    tenue.repondre(("17/11/2026", "03/12/2026", "16/11/2026"), ABSENCE)
    await tenue.actes.absence()
    demande, verdict = tenue.poste.demandees
    assert isinstance(demande, ModaleDemander)
    assert [q.defaut for q in demande._questions[:2]] == ["17/11/2026", "03/12/2026"]
    assert isinstance(verdict, ModaleAbsence)
    assert [etat for _, etat, _ in lignes(tenue.fichier, RESERVES)] == ["absence_justifiee"] * 2
    assert tenue.relus == 1


async def test_renoncer_a_une_absence_n_ecrit_rien(tenue: Tenue) -> None:
    """At the days, then at the verdict."""
    tenue.reserver(JEUDI)
    tenue.viser(JEUDI)
    tenue.repondre(None, ("03/12/2026", "03/12/2026", ""), None)
    await tenue.actes.absence()
    await tenue.actes.absence()
    assert [etat for _, etat, _ in lignes(tenue.fichier, RESERVES)] == ["reservee"]
    assert tenue.relus == 0


async def test_un_jour_plus_tard_tape_seul_vaut_pour_lui_seul(tenue: Tenue) -> None:
    """The proposal left under it is the former last day: refused as the wrong way round, were it kept."""
    tenue.reserver(MARDI, JEUDI)
    tenue.viser(MARDI)
    tenue.repondre(("03/12/2026", "17/11/2026", ""), ABSENCE)
    await tenue.actes.absence()
    assert [etat for _, etat, _ in lignes(tenue.fichier, RESERVES)] == ["reservee", "absence_justifiee"]


async def test_hors_de_la_grille_il_n_y_a_pas_d_absence(tenue: Tenue) -> None:
    await tenue.actes.absence()
    await tenue.pourquoi.expliquer()
    assert tenue.poste.demandees == []


async def test_inscrire_vaut_pour_l_enfant_montre(tenue: Tenue) -> None:
    """Without a cell under the cursor; given up at the activity or at the dates, nothing is written."""
    avant = lignes(tenue.fichier, "SELECT count(*) FROM inscription")
    tenue.repondre(None, "mercredi", None)
    await tenue.actes.inscrire()
    await tenue.actes.inscrire()
    assert lignes(tenue.fichier, "SELECT count(*) FROM inscription") == avant
    assert tenue.relus == 0
    tenue.feuille.autre(1)
    tenue.repondre("mercredi", ("16/11/2026", "03/07/2027", ""), None)
    await tenue.actes.inscrire()
    assert [type(m) for m in tenue.poste.demandees[:2]] == [ModaleChoisir, ModaleChoisir]
    assert lignes(
        tenue.fichier,
        "SELECT p.prenom, i.du FROM inscription i JOIN personne p ON p.id = i.personne_id "
        "JOIN activite a ON a.id = i.activite_id WHERE a.code = 'mercredi'",
    ) == [("Tom", "2026-11-16")]
    assert tenue.relus == 1


async def test_sans_enfant_on_le_dit(tenue: Tenue) -> None:
    tenue.feuille.lire(replace(tenue.feuille.planning, enfants=(), cases={}))
    tenue.repondre(None)
    await tenue.actes.inscrire()
    [modale] = tenue.poste.demandees
    assert isinstance(modale, ModaleMessage)


async def test_la_liste_des_inscriptions_s_ouvre_sur_l_enfant_vise(tenue: Tenue) -> None:
    tom = tenue.feuille.planning.enfants[1].personne_id
    tenue.feuille.autre(1)
    await tenue.actes.inscriptions()
    p = tenue.feuille.planning
    assert tenue.poste.allees == [("inscriptions", {"famille_id": 1, "personne_id": tom, "famille": (p.nom, p.code)})]


async def test_pourquoi_dit_ce_que_deviendrait_la_case(tenue: Tenue) -> None:
    """Free: in time or late; booked: what cancelling would do; in the draft: what it asks."""
    tenue.viser(JEUDI)
    assert (await tenue.dit()).startswith("Dans les délais")
    assert "Règle :" in await tenue.dit()
    tenue.viser(MARDI)
    assert "majoration" in await tenue.dit()
    libre = await tenue.dit()
    tenue.feuille.brouillon.basculer([tenue.place(MARDI)])
    assert await tenue.dit() == libre, "ticked or not, the question is the same"
    tenue.reserver(JEUDI)
    tenue.viser(JEUDI)
    reserve = await tenue.dit()
    assert reserve.startswith("Annulation possible avant le mer. 18 nov. 23:59, rien n’est facturé.")


async def test_pourquoi_d_une_absence_dit_son_cout_et_sa_regle(tenue: Tenue) -> None:
    """Lost otherwise: « déjà absent » to a parent who asks what it costs."""
    tenue.reserver(JEUDI)
    tenue.viser(JEUDI)
    tenue.repondre(("03/12/2026", "03/12/2026", ""), ABSENCE)
    await tenue.actes.absence()
    dit = await tenue.dit()
    assert dit.startswith("Absence justifiée. Annoncée à temps")
    assert "Règle :" in dit


async def test_l_enfant_parti_depuis_se_dit(tenue: Tenue) -> None:
    """The planner was open meanwhile: lost otherwise, a day promised for a child of another household."""
    tenue.viser(JEUDI)
    [lien] = [m.lien_id for m in dossiers.lire(tenue.ctx, 1).enfants if m.prenom == "Léa"]
    depart = MARDI - timedelta(days=1)
    vues = [ligne.cle for ligne in familles.ce_qui_repose(tenue.ctx, lien_id=lien, le=depart)]
    familles.retirer_membre(tenue.ctx, lien_id=lien, le=depart, vues=vues)
    assert (await tenue.dit()).startswith("Léa n’est pas de ce foyer ce jour-là.")
