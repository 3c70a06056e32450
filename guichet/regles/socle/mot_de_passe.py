"""Passwords (rule 14): the temporary one handed to a parent, and what is asked of a chosen one."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from math import comb, log2

from guichet.formats import pluriel

# 28 signs that cannot be misread nor spell a word: no vowel, no l, no 0 and no 1 (source 3.5).
CONSONNES = "bcdfghjkmnpqrstvwxyz"
CHIFFRES = "23456789"
_SIGNES = CONSONNES + CHIFFRES
_LONGUEUR = 12
_GROUPE = 4
_BITS = 50
"""What rule 14 asks of a temporary password, whatever the portal is content with."""

LONGUEUR_AGENT = 12
_SIGNES_DISTINCTS = 5
# What is tried first against a town hall, whatever follows it.
_TROP_CONNUS = ("azerty", "qwerty", "123456", "motdepasse", "password", "guichet", "mairie", "bonjour")


@dataclass(frozen=True, slots=True, kw_only=True)
class Politique:
    """What a portal demands of a password: how long, how many lower-case letters and digits (source 3.5)."""

    longueur: int = 8
    minuscules: int = 1
    chiffres: int = 1

    @property
    def phrase(self) -> str:
        """« 8 caractères minimum, dont 1 minuscule et 1 chiffre »."""
        dont = [
            pluriel(nombre, mot).replace(" ", "\u00a0")
            for nombre, mot in ((self.minuscules, "minuscule"), (self.chiffres, "chiffre"))
            if nombre
        ]
        return f"{self.longueur}\u00a0caractères minimum" + (f", dont {' et '.join(dont)}" if dont else "")


POLITIQUE = Politique()
"""That of the portal shared by the towns."""


def bits(longueur: int, politique: Politique) -> float:
    """Entropy of a password drawn among all those of that length the portal takes; no sign of ours is in capitals."""
    chiffres = range(politique.chiffres, longueur - politique.minuscules + 1)
    return log2(sum(comb(longueur, n) * len(CHIFFRES) ** n * len(CONSONNES) ** (longueur - n) for n in chiffres))


def longueur_temporaire(politique: Politique) -> int:
    """Whole groups of four, twelve signs at least: what the portal demands, and 50 bits (rule 14)."""
    longueur = max(_LONGUEUR, -(-politique.longueur // _GROUPE) * _GROUPE)
    while bits(longueur, politique) < _BITS:
        longueur += _GROUPE
    return longueur


def temporaire(choisir: Callable[[str], str] = secrets.choice, *, politique: Politique = POLITIQUE) -> str:
    """A new temporary password that the portal takes as it is, of 12 characters or as many as it demands.

    Drawn whole again when one kind is missing: patching a character in would favour some passwords.
    """
    longueur = longueur_temporaire(politique)
    while True:
        mdp = "".join(choisir(_SIGNES) for _ in range(longueur))
        if not controler_portail(mdp, politique):
            return mdp


def en_groupes(mdp: str) -> str:
    """« bcdf 2345 ghjk »: how it is shown and printed; the spaces are not part of it."""
    return " ".join(mdp[i : i + _GROUPE] for i in range(0, len(mdp), _GROUPE))


def controler_portail(mdp: str, politique: Politique = POLITIQUE) -> list[str]:
    """What the portal of the town would refuse in a password (source 3.5); empty when it accepts it."""
    raisons = []
    if len(mdp) < politique.longueur:
        raisons.append(f"Le mot de passe doit compter au moins {politique.longueur} caractères.")
    if sum(c.islower() for c in mdp) < politique.minuscules:
        raisons.append(f"Le mot de passe doit contenir au moins {pluriel(politique.minuscules, 'minuscule')}.")
    if sum(c in "0123456789" for c in mdp) < politique.chiffres:
        raisons.append(f"Le mot de passe doit contenir au moins {pluriel(politique.chiffres, 'chiffre')}.")
    return raisons


def controler_agent(mdp: str, identifiant: str) -> list[str]:
    """What is wrong with the password an agent chooses; empty when it will do.

    Length does the work: no compulsory mix of signs, only what would be guessed first is refused.
    """
    raisons = []
    plie = mdp.casefold()
    if len(mdp) < LONGUEUR_AGENT:
        raisons.append(
            f"Le mot de passe doit compter au moins {LONGUEUR_AGENT} caractères : une phrase de quatre mots convient."
        )
    if len(set(plie)) < _SIGNES_DISTINCTS:
        raisons.append("Le mot de passe répète trop peu de signes différents : variez-les.")
    if identifiant and identifiant.casefold() in plie:
        raisons.append("Le mot de passe ne doit pas contenir votre identifiant.")
    if any(connu in plie for connu in _TROP_CONNUS):
        raisons.append("Le mot de passe contient une suite trop connue (azerty, 123456…) : choisissez-en une autre.")
    return raisons
