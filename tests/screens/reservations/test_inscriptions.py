"""A leaving with bookings ahead: lost otherwise, meals cooked and charged for a child who moved away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from guichet.services.offre import activites
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire

LUNDIS = (date(2026, 12, 7), date(2026, 12, 14))


def reserver(fichier: Path) -> str:
    """Two meals ahead, in time to be cancelled."""
    dossier = inscrire(fichier, "restauration")
    ctx = autre_poste(fichier)
    [(unite,)] = lignes(fichier, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    demandes = [Demande(dossier.enfants[0].personne_id, jour, unite) for jour in LUNDIS]
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)
    ctx.base.fermer()
    return dossier.famille.code


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_la_liste_se_lit(fichier_base: Path, taille: tuple[int, int]) -> None:
    code = inscrire(fichier_base, "restauration", "mercredi").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée>r<F8>l")
        assert poste.nom == "EcranInscriptions"
        assert poste.voit("Léa", "Tom", "Restauration scolaire", "inscrit")
        assert poste.voit("01/09/26–03/07/27")
        # The cursor is on the child one comes from.
        assert poste.voit("Tom · ", "du mardi 1er septembre 2026 au samedi 3 juillet 2027")
        await poste.taper("<Haut><Échap>")
        assert poste.nom == "EcranReservations"


@pytest.mark.parametrize(
    ("touches", "etats", "au"),
    [
        ("1", [("annulee", 2)], "2026-11-16"),
        ("2", [("reservee", 2)], "2026-11-16"),
        ("3", [("reservee", 2)], "2027-07-03"),
        ("<Échap>", [("reservee", 2)], "2027-07-03"),
    ],
)
async def test_partir_demande_ce_que_deviennent_les_reservations(
    fichier_base: Path, touches: str, etats: list[tuple[str, int]], au: str
) -> None:
    code = reserver(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rl<Suppr><Entrée>")
        assert poste.voit("2 réservations suivent, du lun. 7 déc. au lun. 14 déc.", "les annuler", "les garder")
        assert poste.voit("2 annulées sans frais", "elles restent dues")
        await poste.taper(touches)
        assert poste.nom == "EcranInscriptions"
    assert lignes(fichier_base, "SELECT etat, count(*) FROM reservation GROUP BY etat") == etats
    [(fin,)] = lignes(
        fichier_base, "SELECT i.au FROM inscription i JOIN reservation r ON r.inscription_id = i.id LIMIT 1"
    )
    assert fin == au


async def test_ce_qui_ne_peut_plus_s_annuler_est_dit(fichier_base: Path) -> None:
    """Lost otherwise: a parent who leaves believing that nothing more is owed."""
    code = reserver(fichier_base)
    ctx = autre_poste(fichier_base)
    tardive = {"annulation": ("J-90",), "annulation_hors_delai": "refuse"}
    activites.changer_regles(ctx, code="restauration", du=date(2026, 11, 16), reglages=tardive)
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rl<Suppr><Entrée>")
        # Said before it is chosen, and again after.
        assert poste.voit("2 qu’il est trop tard pour annuler, donc dues")
        await poste.taper("1")
        assert poste.voit("2 réservations restent, jusqu’au lun. 14 déc.", "annulation est passé")


async def test_les_refus_se_disent(fichier_base: Path) -> None:
    """A second registration, a day after the end, one ended already."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rl<F6>1rest<Entrée><Entrée><Entrée><Entrée>")
        assert poste.voit("Refusé", "a déjà une inscription", "terminez d’abord cette inscription")
        await poste.taper("<Entrée>p")
        assert poste.nom == "EcranInscriptions"
        await poste.taper("<Suppr>")
        for _ in range(10):
            await poste.taper("<Effacer>")
        await poste.taper("01092027<Entrée>")
        assert poste.voit("× Dernier jour", "finit déjà le 03/07/2027")
        for _ in range(8):
            await poste.taper("<Effacer>")
        await poste.taper("01/10/2026<Entrée>")
        assert poste.voit("01/09/26–01/10/26", "passée", "terminée")
        await poste.taper("<Bas><Suppr>")
        assert poste.nom == "EcranInscriptions"


async def test_une_attente_a_son_rang_et_une_piece_se_note(fichier_base: Path) -> None:
    """Lost otherwise: a parent told to wait, and not how long the queue is."""
    code = inscrire(fichier_base, "restauration").famille.code
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET etat = 'en_attente'")
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rl")
        assert poste.voit("! attente 1er", "! attente 2e", "en attente d’une place, 1er")
        await poste.taper("<F6>1acc<Entrée><Entrée><Entrée>")
        assert poste.voit("Il manque")
        await poste.taper("vacc<Entrée>")
        assert poste.voit("il manque vaccinations")
        await poste.taper("<Entrée>")
        assert poste.voit("! incomplète")
        await poste.taper("<Haut><Haut>p")
        assert poste.voit("Pièces de Léa", "Attendues : vaccinations")
        await poste.taper("<Entrée>")
        assert not poste.voit("incomplète")


async def test_le_brouillon_attend_sous_la_liste(fichier_base: Path) -> None:
    """Lost otherwise: a draft of twenty days, for having looked at the registrations."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rrcan 1 t2<Entrée>l")
        await poste.taper("<F3>")
        assert poste.voit("Abandonner")
        await poste.taper("n")
        assert poste.nom == "EcranInscriptions"
        await poste.taper("<Ctrl+R>")
        assert poste.nom == "EcranReservations"
        assert poste.voit("En cours", "restauration scolaire")


async def test_un_foyer_sans_enfant_inscrit(fichier_base: Path) -> None:
    code = inscrire(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rl")
        assert poste.voit("F6 inscrit un enfant")
        await poste.taper("<Suppr>p<F5><Échap>")
        assert poste.nom == "EcranReservations"


@pytest.mark.parametrize(
    ("touche", "etats", "inscriptions", "foyers"),
    [
        ("a", {"annulee"}, {"terminee"}, 0),
        ("g", {"reservee"}, {"terminee"}, 0),
        ("<Entrée>o<Échap>", {"reservee"}, {"active"}, 1),
    ],
)
async def test_l_enfant_retire_du_foyer_rend_ce_qu_il_avait_reserve(
    fichier_base: Path, touche: str, etats: set[str], inscriptions: set[str], foyers: int
) -> None:
    """From the dossier too: what follows is asked before anything is written."""
    code = reserver(fichier_base)
    [(enfant,)] = lignes(fichier_base, "SELECT DISTINCT personne_id FROM reservation")
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée><Suppr>2")
        while not poste.voit("Retirer Léa"):
            await poste.taper("<Échap><Bas><Suppr>2")
        assert poste.voit("2 réservations", "a  2 annulées sans frais", "g  à garder, donc dues", "Échap renoncer")
        await poste.taper(touche)
        assert poste.nom == "EcranDossier"
    assert {e for (e,) in lignes(fichier_base, "SELECT etat FROM reservation")} == etats
    qui = f"WHERE personne_id = {enfant}"
    assert {e for (e,) in lignes(fichier_base, f"SELECT etat FROM inscription {qui}")} == inscriptions
    assert len(lignes(fichier_base, f"SELECT 1 FROM lien {qui} AND au IS NULL")) == foyers
