"""Logging in: who is at this workstation (issue 2, item 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.contexte import PERSONNE, AgentCourant, agent_courant
from guichet.erreurs.acces import (
    AgentInconnu,
    ConnexionRefusee,
    ConnexionRequise,
    MotDePasseAChanger,
    MotDePasseRefuse,
)
from guichet.formats.mots import citer
from guichet.registres.comptoir import actes, admission
from guichet.registres.socle import sceaux
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.connexion import identifiant_agent
from guichet.regles.socle.droits import Droit
from guichet.regles.socle.mot_de_passe import controler_agent

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.registres.comptoir.admission import Agent
    from guichet.registres.socle.acte import Acte


@transaction
def connecter(ctx: Contexte, *, identifiant: str, mot_de_passe: str) -> AgentCourant:
    """Log an agent in by password.

    Raises:
        ConnexionRefusee: unknown, wrong, locked or disabled, in one sentence and one duration for all.
        MotDePasseAChanger: the password is right but temporary: ask for another, then `changer_mot_de_passe`.
    """
    bon = _conforme(ctx, identifiant, mot_de_passe)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = admission.admettre(s, acte, identifiant, bon)
        if agent is not None and not agent.doit_changer:
            _tracer(s, acte, agent, TypeActe.AGENT_CONNECTER)
            return _courant(agent)
    if agent is None:
        raise _refus(ctx)
    raise MotDePasseAChanger("Votre mot de passe est provisoire : choisissez le vôtre pour continuer.")


@transaction
def changer_mot_de_passe(ctx: Contexte, *, identifiant: str, ancien: str, nouveau: str) -> AgentCourant:
    """Choose one's own password (compulsory at first log-in); every session of this agent ends.

    Raises:
        MotDePasseRefuse: too short (12 by law of the project, more if the town says so), too common, unchanged.
        ConnexionRefusee: the present password is wrong; counts as a failed log-in.
    """
    from guichet.registres.socle import hachage

    raisons = controler_agent(nouveau, identifiant_agent(identifiant) or "")
    minimum = ctx.commune.donnees.mot_de_passe_agent_min
    if not raisons and len(nouveau) < minimum:
        raisons = [f"Le mot de passe doit compter au moins {minimum} caractères dans cette commune."]
    if nouveau == ancien:
        raisons = ["Le nouveau mot de passe est le même que l’ancien : choisissez-en un autre."]
    if raisons:
        raise MotDePasseRefuse(raisons[0], champ="nouveau")
    bon = _conforme(ctx, identifiant, ancien)
    hache = hachage.hacher(nouveau)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = admission.admettre(s, acte, identifiant, bon)
        if agent is not None:
            s.ordre(
                "UPDATE agent SET hash = :hache, doit_changer = :non WHERE id = :id",
                {"hache": hache, "non": False, "id": agent.id},
            )
            s.ordre(
                "UPDATE session_agent SET fermee_le = :le WHERE agent_id = :id AND fermee_le IS NULL",
                {"le": ctx.maintenant(), "id": agent.id},
            )
            _tracer(s, acte, agent, TypeActe.AGENT_CHANGER_MOT_DE_PASSE)
            return _courant(agent)
    raise _refus(ctx)


@transaction
def deverrouiller_poste(ctx: Contexte, mot_de_passe: str, *, identifiant: str = "") -> AgentCourant:
    """Unlock this workstation: the agent who locked it, or a supervisor who relieves them.

    Returns who holds the workstation from now on.

    Raises:
        ConnexionRefusee: wrong password, or somebody else who may not relieve.
    """
    acte, parti = ctx.acte(), ctx.agent.identifiant
    qui = identifiant or parti
    # Nobody is there until a password says who: whoever left may have lost their access since.
    ctx = ctx.pour(PERSONNE)
    bon = _conforme(ctx, qui, mot_de_passe)
    with ctx.ecriture() as s:
        agent = admission.admettre(s, acte, qui, bon)
        if agent is not None:
            courant = _courant(agent)
            autre = courant.identifiant != parti
            if not agent.doit_changer and not (autre and Droit.GERER_AGENTS not in courant.droits):
                _tracer(s, acte, agent, TypeActe.AGENT_RELEVER if autre else TypeActe.AGENT_DEVERROUILLER)
                return courant
    raise _refus(ctx)


def relire(ctx: Contexte) -> AgentCourant | None:
    """Who sits here, with the rights as they are now; None when they have none left."""
    seul = ctx.agent.identifiant
    ctx = ctx.pour(PERSONNE)
    with ctx.lecture() as s:
        agent = admission.lire(s, seul)
    return None if agent is None or agent.doit_changer or not agent.actif else _courant(agent)


def connecter_formation(ctx: Contexte, identifiant: str) -> AgentCourant:
    """Log in by name alone, on a training base only (cli.md, « Who »).

    Raises:
        ConnexionRequise: the base is a real one; AgentInconnu: lists the agents there are.
        IntegriteRompue: a real one that was made to say it is for training.
    """
    if not ctx.formation:
        raise ConnexionRequise(
            "Cette base n’est pas une base de formation : connectez-vous avec votre mot de passe (guichet connexion)."
        )
    ctx = ctx.pour(PERSONNE)
    with ctx.lecture() as s:
        sceaux.exiger_formation(s, ctx.base.cle)
        agent = admission.lire(s, identifiant)
        if agent is not None and agent.actif:
            return _courant(agent)
        noms = [ligne[0] for ligne in s.lignes("SELECT identifiant FROM agent WHERE actif ORDER BY identifiant")]
    raise AgentInconnu(f"Il n’y a pas d’agent {citer(identifiant)} sur cette base : essayez {', '.join(noms)}.")


def _courant(agent: Agent) -> AgentCourant:
    return agent_courant(
        agent.identifiant, f"{agent.prenom} {agent.nom}".strip(), agent.role, tous_droits=agent.tous_droits
    )


def _conforme(ctx: Contexte, identifiant: str, mot_de_passe: str) -> str | bool:
    """Check the password outside of the write transaction; returns the hash it was checked against, or False.

    A training agent without a password is let through: nothing there is worth keeping.
    """
    from guichet.registres.socle import hachage

    with ctx.lecture() as s:
        agent = admission.lire(s, identifiant)
    hache = agent.hash if agent is not None else None
    if ctx.formation and agent is not None and hache is None:
        return ""
    return hachage.conforme(hache, mot_de_passe) and (hache or False)


def _tracer(s: Ecriture, acte: Acte, agent: Agent, type_: TypeActe) -> None:
    """Write the act in the name of who just proved who they are, not of who was there before."""
    actes.tracer(s, replace(acte, agent=agent.identifiant), type_, objet=agent.identifiant)


def _refus(ctx: Contexte) -> ConnexionRefusee:
    minutes = ctx.commune.donnees.blocage_minutes
    return ConnexionRefusee(
        "Identifiant ou mot de passe incorrect, ou accès bloqué après trop d’essais : "
        f"vérifiez, attendez {minutes} minutes, ou demandez à un superviseur de débloquer votre accès."
    )
