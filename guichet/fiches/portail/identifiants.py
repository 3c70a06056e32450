"""What the identifiers screen shows, and the secrets it shows once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from guichet.erreurs.socle import PROSE
from guichet.fiches.comptoir.destinataires import Destinataire
from guichet.fiches.comptoir.taches import FicheTache
from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail


@dataclass(frozen=True, slots=True)
class SecretsRemis:
    """What was just issued. The secrets live only here: they leave neither in `repr` nor anywhere else.

    Attributes:
        destinataire: whom it is handed to.
        mode: how the account came about (regles.portail.compte_portail.ModeComptePortail).
        canal: by which way it leaves (regles.socle.domaine.Canal).
        compte: the account, None when only a Clé was issued.
        mot_de_passe: twelve characters to be shown once; None when the portal alone can read and mail it.
        cle_enfance: canonical Clé to be shown once, or None.
        cle: state of that Clé.
    """

    destinataire: Destinataire
    mode: str
    canal: str
    compte: FicheComptePortail | None
    mot_de_passe: str | None = field(default=None, repr=False)
    cle_enfance: str | None = field(default=None, repr=False)
    cle: FicheCle | None = None

    @property
    def identifiant(self) -> str:
        """Login to type on the portal, "" when only a Clé was issued."""
        return self.compte.identifiant if self.compte else ""

    @property
    def expire_le(self) -> datetime | None:
        """End of the temporary password."""
        return self.compte.expire_le if self.compte else None

    @property
    def cle_expire_le(self) -> datetime | None:
        """End of the Clé Enfance."""
        return self.cle.expire_le if self.cle else None

    @property
    def mot_de_passe_affiche(self) -> str:
        """« bcdf 2345 ghjk »: the spaces are for the eye."""
        from guichet.regles.socle.mot_de_passe import en_groupes

        return en_groupes(self.mot_de_passe or "")

    @property
    def cle_affichee(self) -> str:
        """« 4F7H-KM2P-9WXR »."""
        from guichet.regles.socle.cle_enfance import affichee

        return affichee(self.cle_enfance or "")


CleRemise = SecretsRemis
"""A Clé alone: `compte` and `mot_de_passe` are None."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """« Où êtes-vous bloqué ? »: what is wrong with an account and what to do about it."""

    cause: str
    """Value of regles.portail.blocage.Cause."""
    phrase: str = field(metadata=PROSE)
    """What to say to the parent."""
    geste: str = ""
    """What the agent may do: a value of regles.portail.compte_portail.Geste, "cle" for a new Clé, or nothing."""
    etape: int = 0
    """The activation step to help with, from 1; 0 when the trouble is not one of them."""


@dataclass(frozen=True, slots=True)
class LigneRemise:
    """Something handed over: when, by whom, what was looked at."""

    le: datetime
    agent: str
    objet: str
    piece: str
    canal: str


@dataclass(frozen=True, slots=True)
class FicheResponsable:
    """One responsable on the identifiers screen."""

    destinataire: Destinataire
    compte: FicheComptePortail | None
    anciens: tuple[str, ...]
    """Identifiers the account used to have: they still find the family."""
    cle: FicheCle | None
    derniere_remise: LigneRemise | None
    tache: FicheTache | None
    """What is due within 24 working hours, if anything."""
    mode: str
    """How an account is made for this person where the agent chooses nothing."""
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class FicheIdentifiants:
    """The identifiers screen of one household."""

    famille_id: int
    code: str
    responsables: tuple[FicheResponsable, ...]
    modes: tuple[str, ...]
    """Ways this town makes accounts, the usual one first."""
