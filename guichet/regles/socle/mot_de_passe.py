"""Passwords (rule 14): the temporary one handed to a parent, and what is asked of a chosen one."""

from __future__ import annotations

import secrets
from collections.abc import Callable

# 28 signs that cannot be misread nor spell a word: no vowel, no l, no 0 and no 1 (source 3.5).
CONSONNES = "bcdfghjkmnpqrstvwxyz"
CHIFFRES = "23456789"
_SIGNES = CONSONNES + CHIFFRES
_LONGUEUR = 12
_GROUPE = 4

LONGUEUR_PORTAIL = 8
LONGUEUR_AGENT = 12
_SIGNES_DISTINCTS = 5
# What is tried first against a town hall, whatever follows it.
_TROP_CONNUS = ("azerty", "qwerty", "123456", "motdepasse", "password", "guichet", "mairie", "bonjour")


def temporaire(choisir: Callable[[str], str] = secrets.choice) -> str:
    """A new temporary password of 12 characters, with at least one lower-case letter and one digit.

    Drawn whole again when one kind is missing: patching a character in would favour some passwords.
    """
    while True:
        mdp = "".join(choisir(_SIGNES) for _ in range(_LONGUEUR))
        if not controler_portail(mdp):
            return mdp


def en_groupes(mdp: str) -> str:
    """« bcdf 2345 ghjk »: how it is shown and printed; the spaces are not part of it."""
    return " ".join(mdp[i : i + _GROUPE] for i in range(0, len(mdp), _GROUPE))


def controler_portail(mdp: str) -> list[str]:
    """What the portal of the towns would refuse in a password (source 3.5); empty when it accepts it."""
    raisons = []
    if len(mdp) < LONGUEUR_PORTAIL:
        raisons.append(f"Le mot de passe doit compter au moins {LONGUEUR_PORTAIL} caractères.")
    if not any(c.islower() for c in mdp):
        raisons.append("Le mot de passe doit contenir au moins une lettre minuscule.")
    if not any(c in "0123456789" for c in mdp):
        raisons.append("Le mot de passe doit contenir au moins un chiffre.")
    return raisons


def controler_agent(mdp: str, identifiant: str) -> list[str]:
    """What is wrong with the password an agent chooses; empty when it will do.

    Length does the work: no compulsory mix of signs, only what would be guessed first is refused.
    """
    raisons = []
    plie = mdp.casefold()
    if len(mdp) < LONGUEUR_AGENT:
        raisons.append(
            f"Le mot de passe doit compter au moins {LONGUEUR_AGENT} caractères\u00a0: "
            "une phrase de quatre mots convient."
        )
    if len(set(plie)) < _SIGNES_DISTINCTS:
        raisons.append("Le mot de passe répète trop peu de signes différents\u00a0: variez-les.")
    if identifiant and identifiant.casefold() in plie:
        raisons.append("Le mot de passe ne doit pas contenir votre identifiant.")
    if any(connu in plie for connu in _TROP_CONNUS):
        raisons.append(
            "Le mot de passe contient une suite trop connue (azerty, 123456…)\u00a0: choisissez-en une autre."
        )
    return raisons
