"""What one key wrote, taken back by `u`: as it was before, or a sentence that says what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guichet.accompli import Accompli, ecouter
from guichet.contexte import Contexte
from guichet.erreurs.identifiants import TacheInconnue
from guichet.erreurs.reservations import DefaireImpossible
from guichet.fiches.dossier.dossier import Dossier
from guichet.services import familles
from guichet.services.comptoir import passages, taches
from guichet.services.comptoir import retours as comptoir
from guichet.services.dossier import dossiers
from guichet.services.familles import retours
from tests.bases import Horloge
from tests.services.saisies import MOREAU, dossier, journal, nomme


def entendre(service: Callable[..., Any], ctx: Contexte, *args: Any, **champs: Any) -> Accompli:
    with ecouter() as accompli:
        service(ctx, *args, **champs)
    return accompli


@pytest.fixture
def d(ctx: Contexte) -> Dossier:
    d = dossier(ctx)
    passages.ouvrir(ctx, famille_id=d.famille.famille_id)
    return d


def envoi(ctx: Contexte, d: Dossier) -> tuple[str, date | None]:
    famille = dossiers.lire(ctx, d.famille.famille_id).famille
    return famille.envoi_factures, famille.envoi_depuis


def faits(ctx: Contexte, d: Dossier) -> list[str]:
    p = dossiers.lire(ctx, d.famille.famille_id).passage
    assert p is not None
    return [a.libelle for a in p.actes]


def test_bills_leave_again_as_they_did(ctx: Contexte, d: Dossier, horloge: Horloge) -> None:
    """Lost otherwise: a key pressed for another, and a family that waits for bills that no longer come on paper."""
    qui = {"famille_id": d.famille.famille_id}
    avant = envoi(ctx, d)
    accompli = entendre(familles.choisir_factures, ctx, **qui, envoi="electronique")
    assert envoi(ctx, d)[0] == "electronique"
    rendu = entendre(retours.defaire, ctx, **qui, accompli=accompli)
    assert envoi(ctx, d) == avant
    assert faits(ctx, d) == [], "what was taken back is not on the slip"
    assert [t for t, _ in journal(ctx, d.famille.code)][-2:] == ["famille.factures", "famille.defaire"]
    assert dossiers.lire(ctx, d.famille.code).demarches[0].libelle == "défait : factures : envoi électronique"
    with pytest.raises(DefaireImpossible, match="ne se défait pas"):
        retours.defaire(ctx, **qui, accompli=rendu)


def test_what_changed_since_is_not_taken_back(ctx: Contexte, d: Dossier) -> None:
    qui = {"famille_id": d.famille.famille_id}
    accompli = entendre(familles.choisir_factures, ctx, **qui, envoi="electronique")
    familles.choisir_factures(ctx, **qui, envoi="papier")
    avant = envoi(ctx, d)
    with pytest.raises(DefaireImpossible, match="a changé depuis"):
        retours.defaire(ctx, **qui, accompli=accompli)
    assert envoi(ctx, d) == avant


def test_another_household_s_is_not_taken_back_from_here(ctx: Contexte, d: Dossier) -> None:
    autre = dossier(ctx, MOREAU)
    accompli = entendre(familles.choisir_factures, ctx, famille_id=d.famille.famille_id, envoi="electronique")
    with pytest.raises(DefaireImpossible, match="ne se défait pas"):
        retours.defaire(ctx, famille_id=autre.famille.famille_id, accompli=accompli)
    plus = replace(accompli, actes=[*accompli.actes, *accompli.actes])
    with pytest.raises(DefaireImpossible, match="ne se défait pas"):
        retours.defaire(ctx, famille_id=d.famille.famille_id, accompli=plus)


def test_coordinates_are_not_read_over_any_more(ctx: Contexte, d: Dossier) -> None:
    accompli = entendre(familles.confirmer_coordonnees, ctx, d.famille.famille_id)
    assert faits(ctx, d) == ["coordonnées confirmées"]
    retours.defaire(ctx, famille_id=d.famille.famille_id, accompli=accompli)
    assert faits(ctx, d) == []
    assert dossiers.lire(ctx, d.famille.code).demarches[0].libelle == "défait : coordonnées confirmées"


def test_nothing_is_due_of_a_request_taken_back(ctx: Contexte, d: Dossier) -> None:
    """Lost otherwise: a password sent, and the one in use void, to somebody who had forgotten nothing."""
    sophie = nomme(d, "Sophie").personne_id
    qui = {"famille_id": d.famille.famille_id}
    accompli = entendre(taches.demander_identifiants, ctx, **qui, personne_id=sophie)
    comptoir.defaire(ctx, **qui, accompli=accompli)
    assert taches.lister(ctx) == ()
    assert faits(ctx, d) == []
    with pytest.raises(TacheInconnue):
        comptoir.defaire(ctx, **qui, accompli=accompli)
    assert entendre(taches.demander_identifiants, ctx, **qui, personne_id=sophie).revers
    deja = entendre(taches.demander_identifiants, ctx, **qui, personne_id=sophie)
    with pytest.raises(DefaireImpossible):
        comptoir.defaire(ctx, **qui, accompli=deja)
