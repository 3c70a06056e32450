"""A freed place reaches who waited first, from the inbox."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire

JOUR = date(2026, 12, 7)


@pytest.mark.parametrize(("touche", "etat"), [("o", "reservee"), ("n", "annulee")])
async def test_une_place_liberee_se_propose(fichier_base: Path, touche: str, etat: str) -> None:
    """Lost otherwise: a place empty while a family waits for it."""
    dossier = inscrire(fichier_base, "restauration")
    lea, tom = (e.personne_id for e in dossier.enfants)
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 1 WHERE jour = :jour", {"jour": JOUR})
    [(unite,)] = lignes(fichier_base, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    for enfant in (lea, tom):
        reservations.enregistrer(ctx, demandes=(Demande(enfant, JOUR, unite),), attendu=None)
    reservations.enregistrer(ctx, demandes=(Demande(lea, JOUR, unite, annuler=True),), attendu=None)
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.attendre(lambda: poste.voit("1 place libérée"))
        await poste.taper("<Ctrl+E>")
        assert poste.voit("À traiter", "LÉGER", "o place acceptée")
        await poste.taper(touche)
        assert poste.voit("Place libérée", "LÉGER"), "which, for whom"
        await poste.taper("<Échap>")
        assert poste.voit("o place acceptée"), "nothing is done before the answer"
        await poste.taper(f"{touche}<Entrée>")
        assert poste.voit("Rien n’est attendu")
    assert lignes(fichier_base, "SELECT etat FROM reservation WHERE personne_id = ?", tom) == [(etat,)]
