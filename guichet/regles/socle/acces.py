"""What became of an agent's access since they logged in, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.regles.socle.droits import LIBELLES_ROLES, Role


@dataclass(frozen=True, slots=True)
class Acces:
    """An agent's row, as rights need it."""

    role: str
    tous_droits: bool
    doit_changer: bool
    actif: bool


_SUITE = "rien n’a été enregistré"
_FERME = f"Votre accès a été fermé depuis que vous vous êtes connecté, {_SUITE} : demandez à un superviseur."
_REINITIALISE = f"Votre mot de passe a été réinitialisé, {_SUITE} : reconnectez-vous avec le provisoire."


def changement(role: Role, acces: Acces | None) -> str:
    """What is to be told to whoever is no longer what they logged in as.

    Args:
        role: role they logged in with.
        acces: their row as it is now; None when there is none.
    """
    if acces is None or not acces.actif:
        return _FERME
    if acces.doit_changer:
        return _REINITIALISE
    neuf = Role(acces.role)
    if neuf is not role:
        return (
            f"Votre rôle a changé ({LIBELLES_ROLES[role]} jusqu’ici, {LIBELLES_ROLES[neuf]} désormais), {_SUITE} : "
            "recommencez, avec vos droits d’aujourd’hui."
        )
    return f"Vos droits ont changé, {_SUITE} : recommencez, avec ceux d’aujourd’hui."
