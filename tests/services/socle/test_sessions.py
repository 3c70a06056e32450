"""A supervisor's evening on the command line: one log-in, no password in the history, nothing left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guichet.contexte import PERSONNE, Contexte
from guichet.erreurs.acces import ConnexionRequise
from guichet.secrets import SecretsMemoire
from guichet.services.socle import agents, sessions
from tests.bases import Horloge
from tests.services.socle.test_agents import AUTRE, MDP, arrivee


@pytest.fixture
def chez_moi(ctx: Contexte) -> Contexte:
    """Someone just logged in on a machine of their own."""
    arrivee(ctx, role="superviseur")
    qui = agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    return replace(ctx.pour(qui), secrets=SecretsMemoire())


def test_la_session_dure_douze_heures(chez_moi: Contexte, horloge: Horloge) -> None:
    jeton = sessions.ouvrir(chez_moi)
    qui = sessions.agent_de_session(chez_moi.pour(PERSONNE))
    assert qui == chez_moi.agent
    with chez_moi.lecture() as s:
        assert jeton not in repr(s.lignes("SELECT * FROM session_agent") + s.lignes("SELECT * FROM journal"))
    horloge.avancer(hours=11, minutes=59)
    assert sessions.agent_de_session(chez_moi) is not None
    horloge.avancer(minutes=1)
    assert sessions.agent_de_session(chez_moi) is None


def test_fermer_oublie_le_jeton(chez_moi: Contexte) -> None:
    assert not sessions.fermer(chez_moi)
    sessions.ouvrir(chez_moi)
    garde = chez_moi.secrets.lire(f"{chez_moi.base_id}:session")
    assert sessions.fermer(chez_moi)
    assert chez_moi.secrets.lire(f"{chez_moi.base_id}:session") is None
    chez_moi.secrets.ecrire(f"{chez_moi.base_id}:session", garde or "")
    assert sessions.agent_de_session(chez_moi) is None, "a copied token dies with its session"
    assert not sessions.fermer(chez_moi)


@pytest.mark.parametrize("geste", ["desactiver", "reinitialiser", "changer"])
def test_la_session_meurt_avec_l_acces(chez_moi: Contexte, ctx: Contexte, geste: str) -> None:
    """Lost otherwise: a dismissed agent works on from home until the evening."""
    sessions.ouvrir(chez_moi)
    if geste == "changer":
        agents.changer_mot_de_passe(ctx, identifiant="n.benali", ancien=MDP, nouveau=AUTRE)
    else:
        getattr(agents, geste)(ctx, identifiant="n.benali")
    assert sessions.agent_de_session(chez_moi) is None


def test_un_role_retire_vaut_pour_la_session_en_cours(chez_moi: Contexte, ctx: Contexte) -> None:
    sessions.ouvrir(chez_moi)
    agents.modifier_role(ctx, identifiant="n.benali", role="agent")
    qui = sessions.agent_de_session(chez_moi)
    assert qui is not None
    assert qui.role == "agent"


def test_sans_connexion_pas_de_session(ctx: Contexte) -> None:
    seul = replace(ctx.pour(PERSONNE), secrets=SecretsMemoire())
    assert sessions.agent_de_session(seul) is None
    with pytest.raises(ConnexionRequise):
        sessions.ouvrir(seul)
