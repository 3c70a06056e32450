"""Copy, exception and absence of a block through the planner: real keys, and what the base holds after them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire

QUI = (
    "SELECT p.prenom, r.jour, r.etat, r.majoree FROM reservation r JOIN personne p ON p.id = r.personne_id "
    "ORDER BY p.prenom DESC, r.jour"
)


def reserver(fichier: Path, *jours: date) -> Dossier:
    """Meals of the first child on these days."""
    dossier = inscrire(fichier, "restauration")
    [(unite,)] = lignes(fichier, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    ctx = autre_poste(fichier)
    lea = dossier.enfants[0].personne_id
    reservations.enregistrer(ctx, demandes=[Demande(lea, jour, unite) for jour in jours], attendu=None)
    ctx.base.fermer()
    return dossier


async def test_copier_sur_un_frere(fichier_base: Path) -> None:
    """Lost otherwise: the same rhythm typed again for each child, with one day forgotten."""
    code = reserver(fichier_base, date(2026, 12, 1), date(2026, 12, 3)).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r<F8>c")
        assert poste.voit("Copier", "comme Léa", "comme l’an dernier")
        await poste.taper("<Échap>")
        assert poste.voit("En cours rien")
        await poste.taper("c<Entrée>")
        assert poste.voit("+ 2 restauration scolaire")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("Ce qui va être enregistré", "2 réservées")
        await poste.taper("<Entrée>c<Entrée>")
        assert poste.voit("Rien à copier : ces jours sont déjà réservés pour Tom"), poste.ecran
        await poste.taper("c2")
        assert poste.voit("aucun jour n’était réservé l’an dernier", "r tape un rythme"), poste.ecran
    assert lignes(fichier_base, QUI) == [
        ("Tom", "2026-12-01", "reservee", 0),
        ("Tom", "2026-12-03", "reservee", 0),
        ("Léa", "2026-12-01", "reservee", 0),
        ("Léa", "2026-12-03", "reservee", 0),
    ]


async def test_copier_l_an_dernier(fichier_base: Path) -> None:
    """The same weekdays, not the same dates. Lost otherwise: a year told again day by day."""
    dossier = inscrire(fichier_base, "restauration")
    lea = dossier.enfants[0].personne_id
    [(unite,)] = lignes(fichier_base, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    ctx = autre_poste(fichier_base)
    reservations.enregistrer(ctx, demandes=(Demande(lea, date(2026, 12, 1), unite),), attendu=None)
    with ctx.ecriture() as s:
        # A Tuesday of the former year, open then: nothing books in the past.
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, fermee, motif) "
            "SELECT groupe_id, unite_id, :avant, fermee, motif FROM ouverture WHERE jour = :jour",
            {"avant": date(2025, 12, 2), "jour": date(2026, 12, 1)},
        )
        s.ordre("UPDATE reservation SET jour = :jour", {"jour": date(2025, 12, 2)})
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>rc<Bas><Entrée>")
        assert poste.voit("+ 1 restauration scolaire")
        await poste.taper("<Ctrl+S><Entrée>")
    assert lignes(fichier_base, QUI) == [("Léa", "2025-12-02", "reservee", 0), ("Léa", "2026-12-01", "reservee", 0)]


async def test_une_derogation_leve_la_majoration_et_garde_son_motif(fichier_base: Path) -> None:
    """Lost otherwise: a family surcharged for a strike, or an exception nobody can account for."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r<Bas>d")
        assert poste.voit("Cochez d’abord les jours à déroger.")
        await poste.taper("<space>")
        assert poste.voit("▲ 1 hors délai")
        await poste.taper("dgrève des trains<Entrée><Ctrl+S>")
        assert poste.voit("1 réservée")
        assert not poste.voit("majorée")
        await poste.taper("<Entrée>")
    assert lignes(fichier_base, QUI) == [("Léa", "2026-11-23", "reservee", 0)]
    accordee = lignes(fichier_base, "SELECT derogation_agent, derogation_motif FROM reservation")
    assert accordee == [("demo", "grève des trains")]


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_l_absence_d_un_bloc_propose_ses_jours_et_les_touche_tous(
    fichier_base: Path, taille: tuple[int, int]
) -> None:
    """Lost otherwise: a week of illness told day by day, and one day charged because it was forgotten."""
    mardi, jeudi, hors = date(2026, 11, 17), date(2026, 11, 19), date(2026, 11, 24)
    code = reserver(fichier_base, mardi, jeudi, hors).famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée>r<Droite><shift+right>a")
        assert poste.voit("Absence de Léa", "17/11/2026", "19/11/2026")
        await poste.taper("<Entrée><Entrée>16112026<Entrée>")
        assert poste.voit("2 réservations", "mar. 17 nov.", "jeu. 19 nov.")
        await poste.taper("<Échap>")
        assert lignes(fichier_base, "SELECT DISTINCT etat FROM reservation") == [("reservee",)], "given up: as it was"
        await poste.taper("<Gauche><shift+right>a<Entrée><Entrée>16112026<Entrée><Entrée>")
        assert poste.nom == "EcranReservations"
    assert lignes(fichier_base, "SELECT jour, etat FROM reservation ORDER BY jour") == [
        ("2026-11-17", "absence_justifiee"),
        ("2026-11-19", "absence_justifiee"),
        ("2026-11-24", "reservee"),
    ]
