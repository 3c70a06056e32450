"""What keeps a parent out of the portal, told from the state of the account (sources 1.15, 3.3, 4.11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from guichet.regles.portail.compte_portail import EtatComptePortail, Geste, ModeComptePortail, gestes_possibles
from guichet.regles.portail.etapes import ETAPES, etapes
from guichet.regles.portail.mots import MotsPortail

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
    PARTI = "parti"
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
        parti: no longer a responsable of this household.
    """

    etat: EtatComptePortail | None
    mode: ModeComptePortail
    perime: bool = False
    etape: int = 0
    france_connect: bool = False
    relie: bool = False
    parti: bool = False


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
    ModeComptePortail.COURRIEL: Blocage(
        Cause.SANS_COMPTE,
        "Aucun identifiant n’a encore été émis pour vous : je les fais partir vers votre adresse de courriel.",
        Geste.EMETTRE.value,
    ),
    ModeComptePortail.GUICHET: Blocage(
        Cause.SANS_COMPTE,
        "Aucun identifiant n’a encore été émis pour vous : montrez-moi une pièce d’identité, je vous les remets.",
        Geste.EMETTRE.value,
    ),
}
_SUSPENDU = Blocage(
    Cause.SUSPENDU,
    "Votre compte est suspendu : nous regardons pourquoi, puis je le rétablis avec un nouveau mot de passe.",
    Geste.RETABLIR.value,
)
_EFFACE = Blocage(
    Cause.EFFACE,
    "Le portail efface les comptes restés longtemps sans connexion, et le vôtre l’a été : "
    "je vous donne de nouveaux identifiants, vos données au guichet sont intactes.",
    Geste.EMETTRE.value,
)
_PERIME = Blocage(
    Cause.PERIME,
    "Votre mot de passe temporaire a expiré avant d’être changé : je vous en donne un nouveau.",
    Geste.REINITIALISER.value,
)
_FRANCE_CONNECT = Blocage(
    Cause.FRANCE_CONNECT,
    "Votre compte est relié à FranceConnect : connectez-vous par « S’identifier avec "
    "FranceConnect », vous n’avez pas besoin de nouveau mot de passe.",
)
_RIEN = Blocage(
    Cause.RIEN,
    "Votre compte est en ordre : si le mot de passe est perdu, je vous en donne un nouveau.",
    Geste.REINITIALISER.value,
)


def diagnostiquer(s: Situation, mots: MotsPortail) -> Blocage:
    """The first thing in the way, what nothing else can help with coming first, in the words of this town."""
    if s.parti:
        return _parti(s)
    parent = s.mode is ModeComptePortail.PARENT
    cas = (
        (
            s.etat is None or s.etat is EtatComptePortail.A_EMETTRE,
            _a_creer(mots) if parent else _SANS_COMPTE.get(s.mode),
        ),
        (s.etat is EtatComptePortail.SUSPENDU, _SUSPENDU),
        (s.etat is EtatComptePortail.EFFACE, _recreer(mots) if parent else _EFFACE),
        (parent and not s.relie, _non_relie(mots)),
        # FranceConnect opens the account whatever became of the password (source 3.3).
        (s.france_connect, _FRANCE_CONNECT),
        (s.perime, _PERIME),
        (s.etat is EtatComptePortail.EMIS, _en_cours(s, mots)),
        (s.etat is EtatComptePortail.ACTIVE, _sans_cgu(mots)),
    )
    return next((blocage for vrai, blocage in cas if vrai and blocage), _RIEN)


def _parti(s: Situation) -> Blocage:
    """Nothing to give any more; what still opens is to be closed."""
    if s.etat is not None and Geste.SUSPENDRE in gestes_possibles(s.etat):
        return Blocage(
            Cause.PARTI,
            "N’est plus responsable de ce foyer, et son compte est encore ouvert : suspendez-le.",
            Geste.SUSPENDRE.value,
        )
    if s.etat is None and s.relie:
        return Blocage(
            Cause.PARTI,
            "N’est plus responsable de ce foyer ; sa Clé a servi sur le portail sans que son compte soit noté ici"
            " : demandez au portail de retirer le lien.",
        )
    return Blocage(
        Cause.PARTI,
        "N’est plus responsable de ce foyer : rien ne lui est remis. S’il revient, ajoutez-le de nouveau au foyer"
        " : il retrouvera ce compte.",
    )


def _a_creer(mots: MotsPortail) -> Blocage:
    exige = ", avec une adresse de courriel" if mots.courriel_obligatoire else ""
    phrase = (
        f"Vous créez vous-même votre espace {mots.sur_le_portail}{exige} (« {mots.creer_compte} »), puis "
        f"vous y tapez votre {mots.cle_enfance}, que je vous remets."
    )
    return Blocage(Cause.SANS_COMPTE, phrase, GESTE_CLE)


def _recreer(mots: MotsPortail) -> Blocage:
    phrase = (
        "Le portail efface les comptes restés longtemps sans connexion, et le vôtre l’a été : créez-en un "
        f"nouveau (« {mots.creer_compte} »), puis tapez-y votre {mots.cle_enfance}, que je vous remets."
    )
    return Blocage(Cause.EFFACE, phrase, GESTE_CLE)


def _non_relie(mots: MotsPortail) -> Blocage:
    phrase = (
        f"Votre compte existe, mais il n’est pas relié à vos enfants : tapez votre {mots.cle_enfance} "
        f"{mots.sur_le_portail}, puis ouvrez « {mots.famille} » ; si vous ne l’avez plus, je vous en "
        "remets une nouvelle."
    )
    return Blocage(Cause.NON_RELIE, phrase, GESTE_CLE)


def _sans_cgu(mots: MotsPortail) -> Blocage:
    phrase = f"Il reste à accepter les conditions générales d’utilisation. {etapes(mots)[ETAPE_CGU - 1].dire}"
    return Blocage(Cause.SANS_CGU, phrase, Geste.ACCEPTER_CGU.value, ETAPE_CGU)


def gardee(etape: int) -> int:
    """Last step still passed once the password is another: the link of the mail opens an account for good."""
    return min(etape, ETAPES.index("connexion"))


def voie(mode: ModeComptePortail, etape: int) -> ModeComptePortail:
    """How the parent comes to that password: one whose account is open already looks for no mail."""
    ouvert = mode is ModeComptePortail.COURRIEL and etape >= ETAPES.index("connexion")
    return ModeComptePortail.GUICHET if ouvert else mode


def depart(mode: ModeComptePortail) -> int:
    """Steps that an account of this mode never goes through.

    What is handed over at the desk is on the slip: no mail with a link comes first (editions.portail.etapes).
    """
    return 0 if mode is ModeComptePortail.COURRIEL else ETAPES.index("connexion")


def prochaine(etape: int, mode: ModeComptePortail) -> int:
    """Number of the step to help with (1 to 6, 7 once all are passed), `etape` being the last one passed (0 to 6)."""
    return max(etape, depart(mode)) + 1


def _en_cours(s: Situation, mots: MotsPortail) -> Blocage:
    suivante = min(prochaine(s.etape, s.mode), ETAPE_MOT_DE_PASSE)
    return Blocage(Cause.EN_COURS, etapes(mots)[suivante - 1].dire, Geste.ACTIVER.value, suivante)
