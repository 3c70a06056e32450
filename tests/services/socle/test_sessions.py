"""A supervisor's evening on the command line: one log-in, no password in the history, nothing left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guichet.contexte import PERSONNE, Contexte
from guichet.erreurs.acces import ConnexionRequise
from guichet.secrets import Jetons
from guichet.services.socle import agents, sessions
from tests.bases import Horloge
from tests.services.socle.test_agents import AUTRE, MDP, arrivee


@pytest.fixture
def chez_moi(ctx: Contexte) -> Contexte:
    """Someone just logged in on a machine of their own."""
    arrivee(ctx, role="superviseur")
    qui = agents.connecter(ctx, identifiant="n.benali", mot_de_passe=MDP)
    return replace(ctx.pour(qui), jetons=Jetons("nadia@mairie", "nadia@mairie pts/1 1.1", ctx.base_id))


def vue(ctx: Contexte, *, compte: str = "nadia@mairie", terminal: str = "nadia@mairie pts/1 1.1") -> Contexte:
    """The same tokens, read by another account or in another terminal."""
    return replace(ctx, jetons=replace(ctx.jetons, compte=compte, terminal=terminal))


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
    jeton = sessions.ouvrir(chez_moi)
    assert sessions.fermer(chez_moi)
    assert chez_moi.jetons.lire() == ()
    chez_moi.jetons.garder(jeton, terminal=chez_moi.jetons.terminal)
    assert sessions.agent_de_session(chez_moi) is None, "a copied token dies with its session"
    assert not sessions.fermer(chez_moi)


AILLEURS = {"terminal": "nadia@mairie pts/2 2.2"}
AUTRE_COMPTE = {"compte": "paul@mairie", "terminal": "paul@mairie pts/1 1.1"}


@pytest.mark.parametrize("ou", [AILLEURS, AUTRE_COMPTE, {"compte": "paul@mairie"}, {"compte": "nadia@annexe"}])
def test_une_session_ne_sert_que_son_compte_et_son_terminal(chez_moi: Contexte, ou: dict[str, str]) -> None:
    """Copied with the keys, as the program advises, it acted as administrator for whoever held the copy."""
    jeton = sessions.ouvrir(chez_moi)
    autre = vue(chez_moi, **ou)
    autre.jetons.garder(jeton, terminal=autre.jetons.terminal)
    assert sessions.agent_de_session(autre) is None
    assert sessions.agent_de_session(chez_moi) is not None


def test_une_session_pour_script_sert_tout_le_compte_et_lui_seul(chez_moi: Contexte) -> None:
    sessions.ouvrir(chez_moi, pour_script=True)
    assert sessions.agent_de_session(vue(chez_moi, **AILLEURS)) == chez_moi.agent
    assert sessions.agent_de_session(vue(chez_moi, **AUTRE_COMPTE)) is None
    assert not sessions.fermer(vue(chez_moi, **AILLEURS)), "this terminal had none of its own"
    assert sessions.fermer(vue(chez_moi, **AILLEURS), pour_script=True)
    assert sessions.agent_de_session(chez_moi) is None


def test_deux_terminaux_ont_deux_agents(chez_moi: Contexte, ctx: Contexte) -> None:
    """The second log-in took the place of the first: what followed there was signed by another."""
    arrivee(ctx, "c.morin")
    la = vue(chez_moi, **AILLEURS)
    autre = la.pour(agents.connecter(ctx.pour(PERSONNE), identifiant="c.morin", mot_de_passe=MDP))
    sessions.ouvrir(chez_moi)
    sessions.ouvrir(autre)
    assert [q and q.identifiant for q in map(sessions.agent_de_session, (chez_moi, autre))] == ["n.benali", "c.morin"]
    assert sessions.fermer(autre)
    assert sessions.agent_de_session(chez_moi) == chez_moi.agent


def test_les_jetons_des_terminaux_fermes_ne_s_entassent_pas(chez_moi: Contexte) -> None:
    """A file read at each command, one line longer at each log-in of the year."""
    import platform

    mort = f"nadia@{platform.node()} pts/9 999999.1"
    chez_moi.jetons.garder("vieux", terminal=mort)
    sessions.ouvrir(chez_moi)
    assert replace(chez_moi.jetons, terminal=mort).lire() == ()


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
    seul = replace(ctx.pour(PERSONNE), jetons=Jetons("nadia@mairie", "nadia@mairie pts/1 1.1", ctx.base_id))
    assert sessions.agent_de_session(seul) is None
    with pytest.raises(ConnexionRequise):
        sessions.ouvrir(seul)
