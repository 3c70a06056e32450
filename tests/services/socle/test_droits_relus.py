"""Rights are those of the transaction, not those of the log-in: a dismissed agent kept every one until the evening."""

from __future__ import annotations

import pytest

from guichet.contexte import PERSONNE, Contexte, agent_courant
from guichet.erreurs import ErreurMetier
from guichet.erreurs.acces import ConnexionRefusee, DroitsChanges
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from guichet.services.comptoir import passages
from guichet.services.dossier import dossiers
from guichet.services.recherche import boite
from guichet.services.socle import agents
from tests.services.annee_scolaire import LUNDI, ouvrir_ville
from tests.services.socle.test_agents import MDP, arrivee


@pytest.fixture
def ouvert(ctx: Contexte) -> Contexte:
    """A counter where an agent has been at work since this morning."""
    arrivee(ctx, role="superviseur")
    return ctx.pour(agents.connecter(ctx.pour(PERSONNE), identifiant="n.benali", mot_de_passe=MDP))


GESTES = {
    "desactiver": (lambda ctx: agents.desactiver(ctx, identifiant="n.benali"), "accès a été fermé"),
    "reinitialiser": (lambda ctx: agents.reinitialiser(ctx, identifiant="n.benali"), "réinitialisé"),
    "modifier": (
        lambda ctx: agents.modifier_role(ctx, identifiant="n.benali", role="agent"),
        "superviseur jusqu’ici, agent désormais",
    ),
}


@pytest.mark.parametrize("geste", GESTES)
def test_un_guichet_ouvert_ne_garde_pas_les_droits_du_matin(ctx: Contexte, ouvert: Contexte, geste: str) -> None:
    v = ouvrir_ville(ctx)
    demande = Demande(v.lea, LUNDI, v.unites["midi"])
    vu = reservations.apercu(ouvert, [demande])
    faire, dit = GESTES[geste]
    faire(ctx)
    for acte in (
        lambda: reservations.enregistrer(ouvert, demandes=[demande], attendu=vu),
        lambda: agents.debloquer(ouvert, identifiant="n.benali"),
        lambda: passages.ouvrir(ouvert, famille_id=v.famille_id),
        lambda: dossiers.lire(ouvert, "20001"),
        lambda: boite.chercher(ouvert, "leger"),
    ):
        with pytest.raises(DroitsChanges, match=dit):
            acte()
    with ctx.lecture() as s:
        assert s.lignes("SELECT 1 FROM reservation") + s.lignes("SELECT 1 FROM passage") == []


def test_un_agent_qui_n_est_plus_chef_reprend_avec_les_droits_qu_il_a(ctx: Contexte, ouvert: Contexte) -> None:
    v = ouvrir_ville(ctx)
    demandes = [Demande(v.lea, LUNDI, v.unites["midi"])]
    agents.modifier_role(ctx, identifiant="n.benali", role="agent")
    relu = agents.relire(ouvert)
    assert relu is not None
    assert relu.role == "agent"
    assert reservations.enregistrer(ouvert.pour(relu), demandes=demandes, attendu=None).reservees == 1
    with pytest.raises(ErreurMetier, match="gérer les agents"):
        agents.lister(ouvert.pour(relu))


def test_le_poste_d_un_agent_renvoye_se_reprend_par_un_autre(ctx: Contexte, ouvert: Contexte) -> None:
    """What he had typed is still there: somebody must be able to save it, and he must not."""
    arrivee(ctx, "c.morin", role="superviseur")
    agents.desactiver(ctx, identifiant="n.benali")
    assert agents.relire(ouvert) is None
    with pytest.raises(ConnexionRefusee):
        agents.deverrouiller_poste(ouvert, MDP)
    assert agents.deverrouiller_poste(ouvert, MDP, identifiant="c.morin").identifiant == "c.morin"


def test_quelqu_un_que_la_base_ne_connait_pas_n_y_fait_rien(ctx: Contexte) -> None:
    with pytest.raises(DroitsChanges, match="fermé"):
        passages.courant(ctx.pour(agent_courant("fantome", "F", "superviseur", tous_droits=True)))
