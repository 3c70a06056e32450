"""Who may come in: an agent held against a password, each failure counted in the transaction itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.registres.comptoir import actes
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.connexion import blocage, identifiant_agent

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_COLONNES = "id, identifiant, prenom, nom, role, tous_droits, hash, doit_changer, echecs, verrouille_jusqu_a, actif"


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent's row, as log-in needs it."""

    id: int
    identifiant: str
    prenom: str
    nom: str
    role: str
    tous_droits: bool
    hash: str | None
    doit_changer: bool
    echecs: int
    verrouille_jusqu_a: datetime | None
    actif: bool

    def ouvert(self, maintenant: datetime) -> bool:
        """Neither closed nor locked out."""
        return self.actif and (self.verrouille_jusqu_a is None or self.verrouille_jusqu_a <= maintenant)


def lire(s: Lecteur, identifiant: str) -> Agent | None:
    """An agent by name, or None."""
    lu = identifiant_agent(identifiant)
    if lu is None:
        return None
    # Driver rows seen from a write transaction are raw on SQLite: lecture converts them, so both read through one form.
    sql = f"SELECT {_COLONNES} FROM agent WHERE lower(identifiant) = :lu"  # noqa: S608 - constant columns
    return s.lire_une(Agent, sql, {"lu": lu})


def admettre(s: Ecriture, acte: Acte, identifiant: str, bon: str | bool) -> Agent | None:
    """Count the failure, or forget the former ones; None when the agent is not let in.

    Decided on the row as it is now, inside the transaction: passwords tried in parallel by many processes all meet
    the same counter, and one found right after the lock-out fell is refused.
    """
    maintenant = acte.le
    agent = lire(s, identifiant)
    if agent is None:
        # Never what was typed: it is often a password typed in the wrong field.
        actes.tracer(s, acte, TypeActe.AGENT_ECHEC, objet="inconnu")
        return None
    if bon is not False and agent.ouvert(maintenant) and bon == (agent.hash or ""):
        if agent.echecs or agent.verrouille_jusqu_a is not None:
            s.ordre("UPDATE agent SET echecs = 0, verrouille_jusqu_a = NULL WHERE id = :id", {"id": agent.id})
        return agent
    echecs = agent.echecs
    if bon is False and agent.ouvert(maintenant):
        echecs += 1
        reglages = acte.commune.donnees
        duree = blocage(echecs, reglages.echecs_connexion, reglages.blocage_minutes)
        s.ordre(
            "UPDATE agent SET echecs = :echecs, verrouille_jusqu_a = :fin WHERE id = :id",
            {"echecs": echecs, "fin": maintenant + duree if duree else None, "id": agent.id},
        )
    actes.tracer(s, acte, TypeActe.AGENT_ECHEC, objet=agent.identifiant, echecs=echecs)
    return None
