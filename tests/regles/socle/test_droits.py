"""A right given to the wrong role shows a child's health record, or lets an agent appoint themselves."""

from __future__ import annotations

import pytest

from guichet.regles.socle.droits import DROITS, LIBELLES_DROITS, LIBELLES_ROLES, Droit, Role, droits_de, phrase_refus


@pytest.mark.parametrize(
    ("droit", "roles"),
    [
        (Droit.CHERCHER, "agent mandataire regisseur superviseur"),
        (Droit.REMETTRE_CLE, "agent mandataire regisseur superviseur"),
        (Droit.RESERVER, "agent mandataire regisseur superviseur"),
        (Droit.DEROGER, "superviseur"),
        (Droit.GERER_ACTIVITES, "superviseur"),
        (Droit.VOIR_PAI, "superviseur"),
        (Droit.GERER_AGENTS, "superviseur administrateur"),
        (Droit.GERER_COMMUNE, "administrateur"),
        (Droit.IMPORTER, "superviseur administrateur"),
        (Droit.VERIFIER, "regisseur superviseur administrateur"),
    ],
)
def test_who_holds_a_right(droit, roles):
    assert {role for role in Role if droit in droits_de(role)} == {Role(nom) for nom in roles.split()}


def test_the_administrator_never_opens_a_dossier():
    assert not DROITS[Role.ADMINISTRATEUR] & {Droit.CONSULTER, Droit.MODIFIER_FAMILLE, Droit.EMETTRE_IDENTIFIANTS}


def test_the_training_agent_has_every_right():
    assert droits_de(Role.SUPERVISEUR, tous=True) == set(Droit)


def test_every_right_is_held_by_someone_and_its_refusal_says_by_whom():
    assert set(LIBELLES_DROITS) == set(Droit) == set().union(*DROITS.values())
    assert set(LIBELLES_ROLES) == set(Role) == set(DROITS)
    for droit in Droit:
        assert "demandez à un" in phrase_refus(droit)
    assert phrase_refus(Droit.IMPORTER).startswith("Votre rôle ne permet pas d’importer")
    assert phrase_refus(Droit.VOIR_PAI).endswith("demandez à un superviseur.")
