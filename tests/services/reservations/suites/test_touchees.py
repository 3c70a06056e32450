"""Whom to call about a day that closes: of the household that booked, somebody who answers, first of all."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.contexte import Contexte
from guichet.services.offre import calendrier
from tests.services.foyer_simple import foyer
from tests.services.places_ouvertes import LUNDI, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver


@pytest.mark.parametrize(
    ("numeros", "attendu"),
    [
        ([("", ""), ("", "0145900002")], "01 45 90 00 02"),
        ([("", ""), ("0612345602", "0145900002")], "06 12 34 56 02"),
        ([("", "0145900001"), ("0612345602", "")], "01 45 90 00 01"),
        ([("", ""), ("", "")], ""),
    ],
)
def test_le_numero_est_celui_du_premier_qui_en_a_un(
    ctx: Contexte, numeros: list[tuple[str, str]], attendu: str
) -> None:
    """Lost otherwise: a strike told to nobody, or to a parent who left, a neighbour, another family."""
    from models import Lien, Personne

    lieu = ouvrir_lieu(ctx)
    foyer(ctx, "20999", ("Abadie",))
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET mobile = '0699999999', fixe = '0199999999' WHERE nom = 'Abadie'")
        s.ordre("UPDATE personne SET mobile = '0688888888' WHERE prenom = 'Léa'")
        parti = {"au": date(2026, 10, 1)}
        for rang, (role, mobile, fixe, fin) in enumerate(
            [
                ("responsable", "0677777777", "", parti),
                ("contact", "0666666666", "", {}),
                *(("responsable", mobile, fixe, {}) for mobile, fixe in numeros),
            ]
        ):
            p = Personne(nom="Essai", prenom=f"P{rang}", mobile=mobile, fixe=fixe)
            s.add(p)
            s.flush()
            s.add(Lien(personne_id=p.id, famille_id=lieu.famille_id, role=role, rang=rang, du=date(2026, 9, 1), **fin))
    reserver(ctx, lieu, 0)
    [touchee] = calendrier.touches(ctx, du=LUNDI, au=LUNDI)
    assert touchee.telephone.replace("\u00a0", " ") == attendu
