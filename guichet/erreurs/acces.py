"""Refusals about agents: logging in, their passwords, their accounts."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier, SaisieInvalide


class ConnexionRefusee(ErreurMetier):
    """Unknown, wrong, locked or disabled: one sentence for all, so that it tells an intruder nothing."""

    regle = "connexion"


class ConnexionRequise(ErreurMetier):
    """Nobody is logged in, or the session ended, and the act needs an agent."""

    regle = "connexion"


class DroitsChanges(ErreurMetier):
    """Since the agent logged in, their access was closed or reset, or their rights changed: nothing was done."""

    regle = "droits"


class CodeSecoursRefuse(ErreurMetier):
    """The recovery code is not this base's, or served already."""

    regle = "code de secours"


class MotDePasseAChanger(ErreurMetier):
    """The password is right but temporary: no right at all until the agent has chosen another."""

    regle = "connexion"


class MotDePasseRefuse(SaisieInvalide):
    """The new password is too short, too common or the former one (rule 14)."""

    regle = "mot de passe"


class AgentInconnu(ErreurMetier):
    """No agent has this identifier; said only to who manages agents, or on a training base."""

    regle = "agents"


class AccesInchange(ErreurMetier):
    """The agent's access is already what was asked; by whom, and when."""

    regle = "agents"


class AgentExistant(SaisieInvalide):
    """Two agents never share an identifier, even one disabled: the journal names them by it."""

    regle = "agents"


class RoleProtege(ErreurMetier):
    """One does not change one's own role, and only an administrator touches an administrator."""

    regle = "agents"


class DernierAdministrateur(ErreurMetier):
    """Without an administrator nobody could give the rights back."""

    regle = "agents"


class PosteTenu(ErreurMetier):
    """A running counter holds this workstation: two would act on one visit."""

    regle = "poste"
    code = 4


class SecretsIndisponibles(ErreurMetier):
    """The keyring or the key file of this machine does not answer or cannot be read."""

    regle = "secrets"
    code = 4
