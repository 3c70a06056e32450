"""What keeps a parent out of the portal, told from the state of the account (sources 1.15, 3.3, 4.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from guichet.regles.portail.compte_portail import EtatComptePortail, Geste, ModeComptePortail
from guichet.regles.portail.etapes import ETAPES

GESTE_CLE = "cle"
"""The gesture that is not one of the account's: a new Clé Enfance."""

ETAPE_CONNEXION = 4
ETAPE_MOT_DE_PASSE = 5
ETAPE_CGU = 6


class Cause(StrEnum):
    """What is in the way."""

    SANS_COMPTE = "sans_compte"
    PERIME = "perime"
    EN_COURS = "en_cours"
    SANS_CGU = "sans_cgu"
    SUSPENDU = "suspendu"
    EFFACE = "efface"
    NON_RELIE = "non_relie"
    FRANCE_CONNECT = "france_connect"
    RIEN = "rien"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the counter knows of an account.

    Attributes:
        etat: where it stands; None when there is no account.
        mode: how the town makes this account.
        perime: the temporary password is past its date.
        etape: last activation step passed, 0 to 6.
        france_connect: the parent logs in through FranceConnect.
        relie: a Clé Enfance of this responsable was used.
    """

    etat: EtatComptePortail | None
    mode: ModeComptePortail
    perime: bool = False
    etape: int = 0
    france_connect: bool = False
    relie: bool = False


@dataclass(frozen=True, slots=True)
class Blocage:
    """The cause, the sentence to say, the gesture that cures it ("" for none) and the step to help with."""

    cause: Cause
    phrase: str
    geste: str = ""
    etape: int = 0


def perime(etat: EtatComptePortail, expire_le: datetime | None, maintenant: datetime) -> bool:
    """Whether the temporary password no longer opens anything: valid until its last instant, excluded."""
    return etat is EtatComptePortail.EMIS and expire_le is not None and maintenant >= expire_le


_SANS_COMPTE = {
    ModeComptePortail.PARENT: Blocage(
        Cause.SANS_COMPTE,
        "Vous créez vous-même votre espace sur le portail, puis vous y tapez la Clé Enfance que je vous remets.",
        GESTE_CLE,
    ),
    ModeComptePortail.COURRIEL: Blocage(
        Cause.SANS_COMPTE,
        "Aucun identifiant n’a encore été émis pour vous\u00a0: je les fais partir vers votre adresse de courriel.",
        Geste.EMETTRE.value,
    ),
    ModeComptePortail.GUICHET: Blocage(
        Cause.SANS_COMPTE,
        "Aucun identifiant n’a encore été émis pour vous\u00a0: montrez-moi une pièce d’identité, je vous les remets.",
        Geste.EMETTRE.value,
    ),
}
_SUSPENDU = Blocage(
    Cause.SUSPENDU,
    "Votre compte est suspendu\u00a0: nous regardons pourquoi, puis je le rétablis avec un nouveau mot de passe.",
    Geste.RETABLIR.value,
)
_EFFACE = Blocage(
    Cause.EFFACE,
    "Le portail efface les comptes restés longtemps sans connexion, et le vôtre l’a été\u00a0: "
    "je vous donne de nouveaux identifiants, vos données au guichet sont intactes.",
    Geste.EMETTRE.value,
)
_PERIME = Blocage(
    Cause.PERIME,
    "Votre mot de passe temporaire a expiré avant d’être changé\u00a0: je vous en donne un nouveau.",
    Geste.REINITIALISER.value,
)
_NON_RELIE = Blocage(
    Cause.NON_RELIE,
    "Votre compte existe, mais il n’est pas relié à vos enfants\u00a0: tapez la Clé Enfance sur le portail, "
    "je vous en remets une nouvelle si vous ne l’avez plus.",
    GESTE_CLE,
)
_FRANCE_CONNECT = Blocage(
    Cause.FRANCE_CONNECT,
    "Votre compte est relié à FranceConnect\u00a0: connectez-vous par «\u00a0S’identifier avec "
    "FranceConnect\u00a0», vous n’avez pas besoin de nouveau mot de passe.",
)
_RIEN = Blocage(
    Cause.RIEN,
    "Votre compte est en ordre\u00a0: si le mot de passe est perdu, je vous en donne un nouveau.",
    Geste.REINITIALISER.value,
)
_SANS_CGU = Blocage(
    Cause.SANS_CGU,
    f"Il reste à accepter les conditions générales d’utilisation. {ETAPES[ETAPE_CGU - 1].dire}",
    Geste.ACCEPTER_CGU.value,
    ETAPE_CGU,
)
_EFFACE_PARENT = Blocage(
    Cause.EFFACE,
    "Le portail efface les comptes restés longtemps sans connexion, et le vôtre l’a été\u00a0: "
    "créez-en un nouveau, puis tapez-y la Clé Enfance que je vous remets.",
    GESTE_CLE,
)


def diagnostiquer(s: Situation) -> Blocage:
    """The first thing in the way, what nothing else can help with coming first."""
    parent = s.mode is ModeComptePortail.PARENT
    cas = (
        (s.etat is None or s.etat is EtatComptePortail.A_EMETTRE, _SANS_COMPTE[s.mode]),
        (s.etat is EtatComptePortail.SUSPENDU, _SUSPENDU),
        (s.etat is EtatComptePortail.EFFACE, _EFFACE_PARENT if parent else _EFFACE),
        (parent and not s.relie, _NON_RELIE),
        # FranceConnect opens the account whatever became of the password (source 3.3).
        (s.france_connect, _FRANCE_CONNECT),
        (s.perime, _PERIME),
        (s.etat is EtatComptePortail.EMIS, _en_cours(s.etape)),
        (s.etat is EtatComptePortail.ACTIVE, _SANS_CGU),
    )
    return next((blocage for vrai, blocage in cas if vrai), _RIEN)


def _en_cours(etape: int) -> Blocage:
    suivante = min(etape + 1, ETAPE_MOT_DE_PASSE)
    return Blocage(Cause.EN_COURS, ETAPES[suivante - 1].dire, Geste.ACTIVER.value, suivante)
