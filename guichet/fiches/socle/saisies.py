"""What a form holds: raw text as typed, read and judged by the services."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaisieMembre:
    """A person to put into a household. Dates, telephones and mails are text in any usual writing."""

    role: str = "responsable"
    """"responsable", "enfant" or "contact"."""
    civilite: str = ""
    nom: str = ""
    nom_naissance: str = ""
    prenom: str = ""
    naissance: str = ""
    courriel: str = ""
    mobile: str = ""
    fixe: str = ""
    regimes: str = ""
    pai: bool = False
    qualite: str = ""
    autorite_parentale: bool = False
    payeur: bool = False
    peut_chercher: bool = False
    urgence: bool = False
    ecole: str = ""
    """School and class of the current school year: children only."""
    classe: str = ""
    pai_detail: str = ""
    """Substance of the PAI, kept apart and shown only to who needs it (rule 31)."""


@dataclass(frozen=True, slots=True)
class SaisieFamille:
    """A whole new household, created in one transaction.

    Errors name their field "adresse" for the household, "responsable1.nom", "enfant2.naissance" for its members.
    """

    adresse: str = ""
    complement: str = ""
    code_postal: str = ""
    ville: str = ""
    envoi_factures: str = "papier"
    membres: tuple[SaisieMembre, ...] = ()
    """Adults, children and contacts in the order of the form."""
