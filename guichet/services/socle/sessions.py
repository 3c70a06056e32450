"""Command-line sessions: the token lives in the keyring, the base keeps its hash only (issue 2, item 4)."""

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

if TYPE_CHECKING:
    from guichet.contexte import Contexte


@transaction
def ouvrir(ctx: Contexte) -> str:
    """Open a session for the agent who just logged in, and keep its token on this machine; ends in 12 hours.

    Raises:
        ConnexionRequise: nobody is logged in. SecretsIndisponibles: the machine cannot keep the token.
    """
    jeton = alea.token_urlsafe(32)
    # Kept first: a token the base does not know is harmless, a session nobody holds would only clutter it.
    ctx.secrets.ecrire(_nom(ctx), jeton)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        ligne = s.une("SELECT id FROM agent WHERE identifiant = :agent AND actif", {"agent": ctx.agent.identifiant})
        if ligne is None:
            raise ConnexionRequise("Personne n’est connecté : donnez votre identifiant et votre mot de passe.")
        from models import SessionAgent

        maintenant = ctx.maintenant()
        s.add(
            SessionAgent(
                agent_id=ligne[0],
                empreinte=_empreinte(jeton),
                ouverte_le=maintenant,
                expire_le=maintenant + DUREE_SESSION,
            )
        )
        actes.tracer(s, acte, TypeActe.SESSION_OUVRIR, objet=ctx.agent.identifiant)
    return jeton


def agent_de_session(ctx: Contexte) -> AgentCourant | None:
    """Who this machine's session belongs to, with the role as it is now; None when there is no live one."""
    jeton = ctx.secrets.lire(_nom(ctx))
    if jeton is None:
        return None
    ctx = ctx.pour(PERSONNE)
    with ctx.lecture() as s:
        ligne = s.une(
            "SELECT a.identifiant, a.prenom, a.nom, a.role, a.tous_droits FROM session_agent x "
            "JOIN agent a ON a.id = x.agent_id WHERE x.empreinte = :empreinte AND x.fermee_le IS NULL "
            "AND x.expire_le > :maintenant AND a.actif AND NOT a.doit_changer",
            {"empreinte": _empreinte(jeton), "maintenant": ctx.maintenant()},
        )
    if ligne is None:
        return None
    identifiant, prenom, nom, role, tous_droits = ligne
    return agent_courant(identifiant, f"{prenom} {nom}".strip(), role, tous_droits=tous_droits)


@transaction
def fermer(ctx: Contexte) -> bool:
    """End this machine's session and forget its token; False when there was none."""
    jeton = ctx.secrets.lire(_nom(ctx))
    if jeton is None:
        return False
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fermees = s.ordre(
            "UPDATE session_agent SET fermee_le = :le WHERE empreinte = :empreinte AND fermee_le IS NULL",
            {"le": ctx.maintenant(), "empreinte": _empreinte(jeton)},
        )
        if fermees:
            actes.tracer(s, acte, TypeActe.SESSION_FERMER, objet=ctx.agent.identifiant)
    ctx.secrets.effacer(_nom(ctx))
    return bool(fermees)


def _nom(ctx: Contexte) -> str:
    return f"{ctx.base_id}:session"


def _empreinte(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()
