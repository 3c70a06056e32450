"""What list dialogs tell of a line in full: sentences made from the line alone, no dialog."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from guichet.fiches.familles.doublons import Doublon
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.fiches.reservations.planning import LigneApercu
from screens.modales.apercu import dire_motif
from screens.modales.doublons import dire_raisons
from screens.modales.fautes import dire_faute
from screens.modales.touchees import dire_touchee

JOUR = date(2026, 11, 17)


def test_un_motif_porte_sa_regle_quand_il_y_en_a_une() -> None:
    li = LigneApercu(1, "Léa", JOUR, 7, "Repas", "refusee", "Complet.", "article 3")
    assert dire_motif(li) == "Complet.\nRègle : article 3"
    assert dire_motif(replace(li, regle="")) == "Complet."


def test_une_ressemblance_dit_a_qui_et_pourquoi() -> None:
    doublon = Doublon(
        1, "20421", 3, "LÉGER Sophie", "responsable", None, "Clairval", 90, ("même téléphone", "même nom")
    )
    assert dire_raisons(doublon) == "même téléphone, même nom."
    assert dire_raisons(replace(doublon, pour="Sophie")) == "Ressemble à Sophie : même téléphone, même nom."


def test_une_faute_porte_son_numero() -> None:
    assert dire_faute(12, "date illisible") == "Ligne 12 : date illisible"


def test_une_famille_a_prevenir_sans_telephone_le_dit() -> None:
    """Lost otherwise: a blank read as a number to look for."""
    t = LigneTouchee(1, JOUR, "Molière", "Cantine", "Repas", "20421", "Léa", "", "reservee")
    assert dire_touchee(t) == "aucun téléphone · Cantine, Repas · Molière · réservée"
