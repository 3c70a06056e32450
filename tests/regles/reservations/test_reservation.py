"""The states of a booking: a cancelled meal that comes back, or an absence charged twice, costs a family money."""

from __future__ import annotations

import pytest

from guichet.erreurs.reservations import GesteImpossible
from guichet.regles.reservations.etats import (
    OCCUPANTS,
    VIVANTS,
    EtatInscription,
    EtatReservation,
    GesteReservation,
    Issue,
    Origine,
    apres,
    gestes_possibles,
)

CAS = (
    ("demandee", "reserver", "reservee"),
    ("demandee", "mettre_en_attente", "en_attente"),
    ("demandee", "refuser", "refusee"),
    ("en_attente", "reserver", "reservee"),
    ("en_attente", "annuler", "annulee"),
    ("reservee", "annuler", "annulee"),
    ("reservee", "pointer", "presente"),
    ("reservee", "justifier", "absence_justifiee"),
    ("reservee", "constater_absence", "absence_injustifiee"),
    ("absence_injustifiee", "justifier", "absence_justifiee"),
    ("presente", "constater_absence", "absence_injustifiee"),
    ("presente", "justifier", "absence_justifiee"),
    ("absence_justifiee", "constater_absence", "absence_injustifiee"),
    ("absence_justifiee", "retablir", "reservee"),
    ("absence_injustifiee", "retablir", "reservee"),
    ("demandee", "deplacer", "demandee"),
    ("reservee", "deplacer", "demandee"),
    ("en_attente", "deplacer", "demandee"),
)


@pytest.mark.parametrize(("etat", "geste", "suite"), CAS)
def test_suites(etat: str, geste: str, suite: str) -> None:
    """Lost otherwise: domaine.md's states."""
    assert apres(EtatReservation(etat), GesteReservation(geste)) is EtatReservation(suite)


@pytest.mark.parametrize("fini", ["annulee", "refusee"])
def test_rien_ne_revient_d_un_etat_final(fini: str) -> None:
    """Lost otherwise: a cancelled booking that takes a place again, unseen."""
    etat = EtatReservation(fini)
    assert not gestes_possibles(etat)
    for geste in GesteReservation:
        with pytest.raises(GesteImpossible, match="relisez le planning"):
            apres(etat, geste)


def test_les_mots_que_lisent_les_scripts_et_les_bases_d_hier() -> None:
    """Lost otherwise: a script that waits for « reservee », a base whose word nobody knows any more."""
    assert {i.value for i in Issue} == {"reservee", "majoree", "attente", "refusee", "inchangee", "annulee"}
    assert {o.value for o in Origine} == {"guichet", "portail", "import"}


def test_qui_prend_une_place_tient_le_jour() -> None:
    """Lost otherwise: a child counted twice on one day."""
    assert OCCUPANTS < VIVANTS
    assert EtatReservation.ANNULEE not in VIVANTS


def test_les_etats_d_une_inscription_sont_ceux_des_bases_d_hier() -> None:
    """Lost otherwise: a registration refused last year, of which the program no longer knows the word."""
    assert {e.value for e in EtatInscription} == {"demandee", "en_attente", "active", "terminee", "refusee"}
