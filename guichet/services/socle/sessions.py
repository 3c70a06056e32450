"""Command-line sessions: one account and one terminal hold the token, the base keeps its hash (decision 0014)."""

from __future__ import annotations

import hashlib
import secrets as alea
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.contexte import PERSONNE, AgentCourant, agent_courant
from guichet.erreurs.acces import ConnexionRequise
from guichet.registres.comptoir import actes
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.connexion import DUREE_SESSION
from guichet.secrets import POUR_SCRIPT

if TYPE_CHECKING:
    from guichet.contexte import Contexte

_VIVANTE = (
    "SELECT a.identifiant, a.prenom, a.nom, a.role, a.tous_droits FROM session_agent x "
    "JOIN agent a ON a.id = x.agent_id WHERE x.empreinte = :empreinte AND x.compte = :compte "
    "AND x.terminal = :terminal AND x.fermee_le IS NULL AND x.expire_le > :maintenant "
    "AND a.actif AND NOT a.doit_changer"
)


@transaction
def ouvrir(ctx: Contexte, *, pour_script: bool = False) -> str:
    """Open a session for the agent who just logged in, and keep its token on this machine; ends in 12 hours.

    It serves this terminal alone, or with `pour_script` whatever this account runs: a script has no terminal.

    Raises:
        ConnexionRequise: nobody is logged in. SecretsIndisponibles: the machine cannot keep the token.
    """
    jeton = alea.token_urlsafe(32)
    terminal = POUR_SCRIPT if pour_script else ctx.jetons.terminal
    # Kept first: a token the base does not know is harmless, a session nobody holds would only clutter it.
    ctx.jetons.garder(jeton, terminal=terminal)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        ligne = s.une("SELECT id FROM agent WHERE identifiant = :agent AND actif", {"agent": ctx.agent.identifiant})
        if ligne is None:
            raise ConnexionRequise("Personne n’est connecté : donnez votre identifiant et votre mot de passe.")
        from models import SessionAgent

        s.add(
            SessionAgent(
                agent_id=ligne[0],
                empreinte=_empreinte(jeton),
                ouverte_le=acte.le,
                expire_le=acte.le + DUREE_SESSION,
                compte=ctx.jetons.compte,
                terminal=terminal,
            )
        )
        actes.tracer(s, acte, TypeActe.SESSION_OUVRIR, objet=ctx.agent.identifiant, script=pour_script)
    return jeton


def agent_de_session(ctx: Contexte) -> AgentCourant | None:
    """Who the session of this terminal belongs to, else that of scripts, with the role as it is now.

    None when there is no live one: a token copied to another account, or from another terminal, opens nothing.
    """
    ctx = ctx.pour(PERSONNE)
    jetons = ctx.jetons.lire()
    if not jetons:
        return None
    with ctx.lecture() as s:
        for terminal, jeton in jetons:
            lieu = {"empreinte": _empreinte(jeton), "compte": ctx.jetons.compte, "terminal": terminal}
            if (ligne := s.une(_VIVANTE, lieu | {"maintenant": ctx.maintenant()})) is not None:
                identifiant, prenom, nom, role, tous_droits = ligne
                return agent_courant(identifiant, f"{prenom} {nom}".strip(), role, tous_droits=tous_droits)
    return None


@transaction
def fermer(ctx: Contexte, *, pour_script: bool = False) -> bool:
    """End the session of this terminal, or that of scripts, and forget its token; False when there was none."""
    terminal = POUR_SCRIPT if pour_script else ctx.jetons.terminal
    jeton = dict(ctx.jetons.lire()).get(terminal)
    if jeton is None:
        return False
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fermees = s.ordre(
            "UPDATE session_agent SET fermee_le = :le WHERE empreinte = :empreinte AND fermee_le IS NULL",
            {"le": acte.le, "empreinte": _empreinte(jeton)},
        )
        if fermees:
            actes.tracer(s, acte, TypeActe.SESSION_FERMER, objet=ctx.agent.identifiant, script=pour_script)
    ctx.jetons.oublier(jeton)
    return bool(fermees)


def _empreinte(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()
