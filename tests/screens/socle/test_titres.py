"""What people type stands on the frame of dialogs too: a child called « [/b] » must not end the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.fiches.reservations.absences import Absence, LigneAbsence
from guichet.fiches.reservations.lignes import LigneTouchee
from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.demander import ModaleDemander, Question
from screens.modales.fautes import ModaleFautes
from screens.modales.message import ModaleMessage, ModaleTable
from screens.modales.touchees import ModaleTouchees
from screens.reservations.absences import ModaleAbsence
from screens.socle.ecran import ModaleBase
from tests.screens.outils import application

NOM = "[/b] [link=x] Zoé"
JOUR = date(2026, 11, 24)
TOUCHEE = LigneTouchee(1, JOUR, NOM, NOM, NOM, "20421", NOM, "", "reservee")
MANQUEE = LigneAbsence(1, JOUR, NOM, NOM, "reservee", facturee=False, motif=NOM, regle=NOM)


@pytest.mark.parametrize(
    "modale",
    [
        ModaleMessage(NOM, NOM),
        ModaleTable(NOM, ((NOM, NOM, NOM),)),
        ModaleChoisir(NOM, [Choix(1, NOM, NOM)], question=NOM),
        ModaleConfirmer(NOM, NOM),
        ModaleDemander(NOM, [Question(NOM, NOM)], texte=NOM),
        ModaleFautes(NOM, [(2, NOM)]),
        ModaleTouchees(NOM, (TOUCHEE,), JOUR, JOUR, question=True),
        ModaleAbsence(Absence(1, NOM, JOUR, JOUR, (MANQUEE,), None)),
    ],
    ids=lambda m: type(m).__name__,
)
async def test_le_titre_est_lu_comme_il_est_tape(fichier_base: Path, modale: ModaleBase[object]) -> None:
    """Lost otherwise: an incident in front of the parent, for a name nobody chose."""
    async with application(fichier_base) as poste:
        poste.app.push_screen(modale)
        await poste.calme()
        cadre = next(ligne for ligne in poste.ecran.splitlines() if "╭" in ligne)
        assert NOM in cadre
