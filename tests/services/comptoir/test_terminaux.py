"""A visit belongs to one terminal, a workstation to one running counter (issue 8)."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace

import pytest

from guichet.base.poste.postes import tenir
from guichet.base.poste.terminal import disparu, terminal_ici
from guichet.contexte import Contexte
from guichet.erreurs.acces import PosteTenu
from guichet.erreurs.identifiants import SecretADistance
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.comptoir import passages
from guichet.services.portail import identifiants
from tests.patience import TROP_LONG_S
from tests.services.autres_postes import lancer
from tests.services.foyer_simple import foyer


def au_terminal(ctx: Contexte, nom: str) -> Contexte:
    """Another terminal of the same account, on the same machine."""
    return replace(ctx, poste="agnes@mairie", terminal=f"agnes@mairie {nom}")


def test_deux_terminaux_d_un_compte_ne_se_prennent_rien(ctx: Contexte) -> None:
    """Lost otherwise: opening a family at one terminal put away the visit of the other."""
    ici, la_bas = au_terminal(ctx, "pts/1"), au_terminal(ctx, "pts/2")
    famille, autre = foyer(ctx)[0], foyer(ctx, "21007")[0]
    a = passages.ouvrir(ici, famille_id=famille)
    b = passages.ouvrir(la_bas, famille_id=autre)
    assert [passages.lire(ctx, v.passage_id).etat for v in (a, b)] == ["ouvert", "ouvert"]
    assert (passages.courant(ici), passages.courant(la_bas)) == (a, b)


@pytest.mark.parametrize("deplace", [False, True])
def test_un_appel_le_reste_quand_un_autre_terminal_s_ouvre(ctx: Contexte, deplace: bool) -> None:
    """Lost otherwise: a secret read out on the telephone, once another family was opened beside or over the call."""
    ici = au_terminal(ctx, "pts/1")
    famille, gens = foyer(ctx)
    autre, _ = foyer(ctx, "21007")
    passages.ouvrir(ici, famille_id=famille, presence="telephone")
    qui = ici if deplace else au_terminal(ctx, "pts/2")
    passages.ouvrir(qui, famille_id=autre)
    for poste in (qui, au_terminal(ctx, "pts/3")):
        with pytest.raises(SecretADistance, match="téléphon"):
            identifiants.emettre(
                poste, famille_id=famille, personne_id=gens[0], piece=PieceIdentite.CNI, mode=ModeComptePortail.GUICHET
            )


def test_un_appel_clos_retient_encore_les_secrets_jusqu_a_ce_que_quelqu_un_soit_la(ctx: Contexte) -> None:
    """Lost otherwise: hang up, close the visit, and the secret is given to whoever had called."""
    ici = au_terminal(ctx, "pts/1")
    famille, gens = foyer(ctx)
    appel = passages.ouvrir(ici, famille_id=famille, presence="telephone")
    passages.clore(ici, appel.passage_id)
    remise = {
        "famille_id": famille,
        "personne_id": gens[0],
        "piece": PieceIdentite.CNI,
        "mode": ModeComptePortail.GUICHET,
    }
    for poste in (ici, au_terminal(ctx, "pts/2")):
        with pytest.raises(SecretADistance, match="a téléphoné aujourd’hui"):
            identifiants.emettre(poste, **remise)
    passages.ouvrir(ici, famille_id=famille, presence="sur_place")
    assert identifiants.emettre(ici, **remise).mot_de_passe


def test_un_poste_est_tenu_jusqu_a_la_mort_de_qui_le_tient(ctx: Contexte) -> None:
    """Two on one workstation would act on one visit; one that was killed must not keep the counter closed."""
    programme = """
from guichet.base.poste.postes import tenir
t = tenir(ctx.base.adresse, "guichet 1", qui="Nadia (agnes@mairie pts/1)", depuis=ctx.maintenant())
print("tenu", flush=True)
sys.stdin.read()
"""
    voisin = lancer(ctx.base.adresse, programme)
    assert voisin.stdout is not None
    assert voisin.stdout.readline().strip() == "tenu"
    depuis = ctx.maintenant()
    with pytest.raises(PosteTenu, match=r"«\sguichet 1\s» est déjà tenu par Nadia \(agnes@mairie pts/1\) depuis le"):
        tenir(ctx.base.adresse, "guichet 1", qui="Claire", depuis=depuis)
    tenir(ctx.base.adresse, "guichet 2", qui="Claire", depuis=depuis).rendre()
    os.kill(voisin.pid, signal.SIGKILL)
    voisin.communicate()
    tenue, limite = None, time.monotonic() + (TROP_LONG_S if ctx.base.postgres else 0)
    while tenue is None:
        # The kernel frees a file at once; a server needs a moment to see that the connection is gone.
        try:
            tenue = tenir(ctx.base.adresse, "guichet 1", qui="Claire", depuis=depuis)
        except PosteTenu:
            assert time.monotonic() < limite
    tenue.signer("Claire Morin")
    tenue.rendre()
    tenue.rendre()


def test_un_terminal_ferme_se_reconnait() -> None:
    """A session of the past under a number that serves again, not a workstation's name nor another machine's."""
    cle = terminal_ici().cle
    avant, _, fin = cle.rpartition(".")
    assert not disparu(cle)
    assert disparu(f"{avant}.{int(fin) + 1}")
    assert not disparu("guichet 1")
    assert not disparu("agnes@ailleurs pts/1 12.34")
