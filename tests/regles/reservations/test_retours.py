"""What an act taken back means for each booking."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.reservations.changements import Cause, ChangementReservation
from guichet.regles.reservations.etats import EtatReservation as E
from guichet.regles.reservations.retours import defaisable, retour
from guichet.regles.socle.actes import TypeActe


def _fait(avant: E | None, apres: E, *, du: bool, reste_du: bool, cause: Cause) -> ChangementReservation:
    return ChangementReservation(
        1, 2, 3, 4, 5, date(2026, 12, 7), avant=avant, apres=apres, facturee_avant=du, facturee=reste_du, cause=cause
    )


NEUVE = _fait(None, E.RESERVEE, du=False, reste_du=True, cause=Cause.DEMANDE)
TARDIVE = _fait(E.RESERVEE, E.ANNULEE, du=True, reste_du=True, cause=Cause.ANNULATION)
A_TEMPS = _fait(E.EN_ATTENTE, E.ANNULEE, du=True, reste_du=False, cause=Cause.ANNULATION)
ABSENCE = _fait(E.RESERVEE, E.ABSENCE_JUSTIFIEE, du=True, reste_du=False, cause=Cause.ABSENCE)


@pytest.mark.parametrize(
    ("fait", "rendu"),
    [
        (NEUVE, (E.ANNULEE, False)),
        (TARDIVE, (E.RESERVEE, True)),
        (A_TEMPS, (E.EN_ATTENTE, True)),
        (ABSENCE, (E.RESERVEE, True)),
    ],
)
def test_chacune_redevient_ce_qu_elle_etait(fait: ChangementReservation, rendu: tuple[E, bool]) -> None:
    assert retour(fait) == rendu


RESERVER, ABSENTER = TypeActe.RESERVATIONS_ENREGISTRER, TypeActe.ABSENCE_DECLARER
REDITE = _fait(E.ABSENCE_INJUSTIFIEE, E.ABSENCE_JUSTIFIEE, du=True, reste_du=False, cause=Cause.ABSENCE)
DEPART = _fait(E.RESERVEE, E.ANNULEE, du=True, reste_du=False, cause=Cause.DEPART)
RETOUR = _fait(E.ANNULEE, E.RESERVEE, du=False, reste_du=True, cause=Cause.RETOUR)


@pytest.mark.parametrize(
    ("actes", "faits", "oui"),
    [
        ([RESERVER], [NEUVE, TARDIVE, A_TEMPS], True),
        ([ABSENTER, TypeActe.ATTENTE_PROPOSER], [ABSENCE], True),
        ([RESERVER], [], False),
        ([RESERVER], [NEUVE, DEPART], False),
        ([ABSENTER], [REDITE], False),
        ([TypeActe.RESERVATIONS_DEFAIRE], [RETOUR], False),
        ([TypeActe.INSCRIPTION_TERMINER], [TARDIVE], False),
        ([RESERVER, TypeActe.INSCRIPTION_ADMETTRE], [TARDIVE], False),
    ],
)
def test_ce_qui_se_defait(actes: list[TypeActe], faits: list[ChangementReservation], oui: bool) -> None:
    """Lost otherwise: days given back to a right that ended, a place taken from who was admitted to it."""
    assert defaisable(actes, faits, 3) is oui
    assert not defaisable(actes, faits, 4), "another household's"
