"""Managing the accounts of the counter's agents: supervisors and administrators only, every act journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet.base import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.acces import (
    AccesInchange,
    AgentExistant,
    AgentInconnu,
    DernierAdministrateur,
    MotDePasseRefuse,
    RoleProtege,
)
from guichet.fiches.socle.agents import AccesAgent, FicheAgent
from guichet.formats import nettoyer
from guichet.formats.mots import citer
from guichet.registres.comptoir import actes
from guichet.registres.socle import auteurs
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.connexion import identifiant_agent
from guichet.regles.socle.droits import LIBELLES_ROLES, Droit, Role
from guichet.regles.socle.mot_de_passe import controler_agent, temporaire

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.registres.socle.acte import Acte


def lister(ctx: Contexte) -> tuple[FicheAgent, ...]:
    """Every agent, the active ones first."""
    ctx.exiger(Droit.GERER_AGENTS)
    with ctx.lecture() as s:
        return tuple(
            s.lire(
                FicheAgent,
                "SELECT identifiant, nom, prenom, role, actif, doit_changer, tous_droits, verrouille_jusqu_a "
                "FROM agent ORDER BY NOT actif, identifiant",
            )
        )


@transaction
def creer(
    ctx: Contexte, *, identifiant: str, nom: str, prenom: str, role: str, mot_de_passe: str | None = None
) -> AccesAgent:
    """Create an agent with a temporary password, drawn when none is given, to be changed at first log-in.

    Raises:
        AgentExistant, SaisieInvalide, MotDePasseRefuse, RoleProtege.
    """
    ctx.exiger(Droit.GERER_AGENTS)
    lu = identifiant_agent(identifiant)
    if lu is None:
        raise SaisieInvalide(
            "L’identifiant d’un agent compte 2 à 50 signes (lettres sans accent, chiffres, point, tiret) : "
            "par exemple « n.benali ».",
            champ="identifiant",
        )
    nom, prenom = _lire_nom(nom, "nom"), _lire_nom(prenom, "prenom")
    sorte = _lire_role(role)
    _proteger_administrateurs(ctx, sorte)
    acces, hache = _provisoire(lu, mot_de_passe)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        if s.une("SELECT 1 FROM agent WHERE lower(identifiant) = :lu", {"lu": lu}) is not None:
            raise AgentExistant(f"L’identifiant « {lu} » est déjà pris : choisissez-en un autre.", champ="identifiant")
        from models import Agent

        s.add(Agent(identifiant=lu, nom=nom, prenom=prenom, role=sorte.value, hash=hache, cree_le=ctx.maintenant()))
        actes.tracer(s, acte, TypeActe.AGENT_CREER, objet=lu, role=sorte.value)
    return acces


@transaction
def reinitialiser(ctx: Contexte, *, identifiant: str, mot_de_passe: str | None = None) -> AccesAgent:
    """Give a new temporary password to an agent who forgot theirs; unlocks, and ends their sessions."""
    ctx.exiger(Droit.GERER_AGENTS)
    acces, hache = _provisoire(identifiant_agent(identifiant) or "", mot_de_passe)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = _viser(s, ctx, identifiant)
        agent.hash, agent.doit_changer, agent.echecs, agent.verrouille_jusqu_a = hache, True, 0, None
        _fermer_sessions(s, acte, agent.id)
        actes.tracer(s, acte, TypeActe.AGENT_REINITIALISER, objet=agent.identifiant)
    return acces


@transaction
def modifier_role(ctx: Contexte, *, identifiant: str, role: str) -> None:
    """Give another role, effective at the agent's next act.

    Raises:
        RoleProtege: one's own role, or an administrator's by somebody else than an administrator.
        AccesInchange: it is that one already.
        DernierAdministrateur: nobody could give the rights back.
    """
    ctx.exiger(Droit.GERER_AGENTS)
    sorte = _lire_role(role)
    _proteger_administrateurs(ctx, sorte)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = _viser(s, ctx, identifiant)
        if agent.role == sorte.value:
            quand = auteurs.fait(s, TypeActe.AGENT_MODIFIER_ROLE, agent.identifiant, apres=sorte.value)
            raise AccesInchange(f"« {agent.identifiant} » est déjà {LIBELLES_ROLES[sorte]}{quand}.")
        if agent.role == Role.ADMINISTRATEUR.value:
            _garder_un_administrateur(s, agent.id)
        avant, agent.role = agent.role, sorte.value
        actes.tracer(s, acte, TypeActe.AGENT_MODIFIER_ROLE, objet=agent.identifiant, avant=avant, apres=sorte.value)


@transaction
def desactiver(ctx: Contexte, *, identifiant: str) -> None:
    """Close an agent's access: sessions end at once, the name stays in the journal.

    Raises:
        RoleProtege, DernierAdministrateur; AccesInchange: it is closed already.
    """
    ctx.exiger(Droit.GERER_AGENTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = _viser(s, ctx, identifiant)
        if not agent.actif:
            quand = auteurs.fait(s, TypeActe.AGENT_DESACTIVER, agent.identifiant)
            raise AccesInchange(f"L’accès de « {agent.identifiant} » est déjà fermé{quand}.")
        if agent.role == Role.ADMINISTRATEUR.value:
            _garder_un_administrateur(s, agent.id)
        agent.actif = False
        _fermer_sessions(s, acte, agent.id)
        actes.tracer(s, acte, TypeActe.AGENT_DESACTIVER, objet=agent.identifiant)


@transaction
def reactiver(ctx: Contexte, *, identifiant: str) -> None:
    """Open an agent's access again, with the password they had.

    Raises:
        RoleProtege; AccesInchange: it is open already.
    """
    ctx.exiger(Droit.GERER_AGENTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = _viser(s, ctx, identifiant)
        if agent.actif:
            quand = auteurs.fait(s, TypeActe.AGENT_REACTIVER, agent.identifiant)
            raise AccesInchange(f"L’accès de « {agent.identifiant} » est déjà ouvert{quand}.")
        agent.actif = True
        actes.tracer(s, acte, TypeActe.AGENT_REACTIVER, objet=agent.identifiant)


@transaction
def debloquer(ctx: Contexte, *, identifiant: str) -> None:
    """Lift a lock-out before its time.

    Raises:
        RoleProtege; AccesInchange: nothing locks this agent out.
    """
    ctx.exiger(Droit.GERER_AGENTS)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        agent = _viser(s, ctx, identifiant, soi_meme=True)
        if not agent.echecs and agent.verrouille_jusqu_a is None:
            quand = auteurs.fait(s, TypeActe.AGENT_DEBLOQUER, agent.identifiant)
            leve = f" : blocage levé{quand}" if quand else ""
            raise AccesInchange(f"Rien ne bloque « {agent.identifiant} »{leve}.")
        agent.echecs, agent.verrouille_jusqu_a = 0, None
        actes.tracer(s, acte, TypeActe.AGENT_DEBLOQUER, objet=agent.identifiant)


def _lire_nom(texte: str, champ: str) -> str:
    lu = nettoyer(texte)
    if not 0 < len(lu) <= 100:
        raise SaisieInvalide("Donnez le nom et le prénom de l’agent, 100 signes au plus.", champ=champ)
    return lu


def _lire_role(role: str) -> Role:
    if role not in set(Role):
        raise SaisieInvalide(f"Rôle inconnu : choisissez parmi {', '.join(Role)}.", champ="role")
    return Role(role)


def _provisoire(identifiant: str, mot_de_passe: str | None) -> tuple[AccesAgent, str]:
    """Temporary password and its hash, computed before the write transaction."""
    from guichet.registres.socle import hachage

    clair = temporaire() if mot_de_passe is None else mot_de_passe
    while mot_de_passe is None and controler_agent(clair, identifiant):
        # « yy » may stand in what was drawn.
        clair = temporaire()
    if raisons := controler_agent(clair, identifiant):
        raise MotDePasseRefuse(raisons[0], champ="mot_de_passe")
    return AccesAgent(identifiant, clair), hachage.hacher(clair)


def _proteger_administrateurs(ctx: Contexte, *roles: Role) -> None:
    """A supervisor who could make or unmake administrators would be one."""
    if Role.ADMINISTRATEUR in roles and Droit.GERER_COMMUNE not in ctx.agent.droits:
        raise RoleProtege("Seul un administrateur donne ou retire ce rôle : demandez-lui.")


def _viser(s: Ecriture, ctx: Contexte, identifiant: str, *, soi_meme: bool = False) -> Any:
    """Return the agent's row, checked to be one this agent may touch."""
    from sqlmodel import func, select

    from models import Agent

    lu = identifiant_agent(identifiant)
    agent = s.exec(select(Agent).where(func.lower(Agent.identifiant) == lu)).first()
    if agent is None:
        raise AgentInconnu(f"Il n’y a pas d’agent {citer(identifiant)} : voyez la liste par « guichet agents ».")
    _proteger_administrateurs(ctx, Role(agent.role))
    if agent.identifiant == ctx.agent.identifiant and not soi_meme:
        raise RoleProtege("Vous ne pouvez pas changer votre propre accès : demandez à un autre responsable.")
    return agent


def _garder_un_administrateur(s: Ecriture, sauf: int) -> None:
    autre = s.une(
        "SELECT 1 FROM agent WHERE role = :role AND actif AND id <> :sauf",
        {"role": Role.ADMINISTRATEUR.value, "sauf": sauf},
    )
    if autre is None:
        libelle = LIBELLES_ROLES[Role.ADMINISTRATEUR]
        raise DernierAdministrateur(f"C’est le dernier {libelle} : nommez-en un autre avant de lui retirer l’accès.")


def _fermer_sessions(s: Ecriture, acte: Acte, agent_id: int) -> None:
    s.ordre(
        "UPDATE session_agent SET fermee_le = :le WHERE agent_id = :id AND fermee_le IS NULL",
        {"le": acte.le, "id": agent_id},
    )
