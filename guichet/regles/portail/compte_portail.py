"""Life of a portal account (domaine.md, States): what each gesture of the counter leads to.

- Resetting goes back to « émis »: a new temporary password, to be changed again; the account keeps the
  version of the CGU it accepted apart from its state, so nothing is lost by it.
- A suspended account remembers nothing: restoring it goes to « émis » with a new password, since whoever knew
  the former one may be the reason for the suspension.
- « Effacé » is what the portal does to an account left unused: issuing again brings it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from guichet.erreurs.identifiants import TransitionImpossible
from guichet.regles.portail.etapes import ETAPES, Etape, Oubli, TexteOubli
from guichet.regles.portail.etats_cle import GesteCle, apres_cle
from guichet.regles.socle.domaine import EtatCle

__all__ = [
    "ETAPES",
    "LIBELLES",
    "LIBELLES_MODES",
    "Etape",
    "EtatCle",
    "EtatComptePortail",
    "Geste",
    "GesteCle",
    "ModeComptePortail",
    "Oubli",
    "TexteOubli",
    "apres",
    "apres_cle",
    "gestes_possibles",
    "mode_ordinaire",
]


class ModeComptePortail(StrEnum):
    """How a town's parents get their account (sources.md, conflicts = settings)."""

    COURRIEL = "courriel"
    PARENT = "parent"
    GUICHET = "guichet"


class EtatComptePortail(StrEnum):
    """Where a portal account stands."""

    A_EMETTRE = "a_emettre"
    EMIS = "emis"
    ACTIVE = "active"
    CGU_ACCEPTEES = "cgu_acceptees"
    SUSPENDU = "suspendu"
    EFFACE = "efface"


class Geste(StrEnum):
    """What may happen to an account."""

    EMETTRE = "emettre"
    REINITIALISER = "reinitialiser"
    ACTIVER = "activer"
    ACCEPTER_CGU = "accepter_cgu"
    SUSPENDRE = "suspendre"
    RETABLIR = "retablir"
    EFFACER = "effacer"


LIBELLES: dict[EtatComptePortail, str] = {
    EtatComptePortail.A_EMETTRE: "à émettre",
    EtatComptePortail.EMIS: "émis",
    EtatComptePortail.ACTIVE: "activé",
    EtatComptePortail.CGU_ACCEPTEES: "CGU acceptées",
    EtatComptePortail.SUSPENDU: "suspendu",
    EtatComptePortail.EFFACE: "effacé par le portail",
}


LIBELLES_MODES: dict[ModeComptePortail, str] = {
    ModeComptePortail.COURRIEL: "identifiants envoyés par courriel",
    ModeComptePortail.PARENT: "compte créé par le parent, relié par la Clé Enfance",
    ModeComptePortail.GUICHET: "code et mot de passe remis au guichet",
}


def mode_ordinaire(modes: Sequence[ModeComptePortail], *, courriel: bool, exige: bool) -> ModeComptePortail:
    """How an account is made where nobody chose: the town's first way, or the counter for who has no mail address.

    Without an address no activation link arrives, and a portal that demands one lets nobody make an account: the
    counter then hands over identifiers itself, a household without mail being a normal case (source 1.5).

    Args:
        modes: the town's ways, the usual one first.
        courriel: this person has a mail address.
        exige: the portal demands one.
    """
    premier = modes[0]
    if courriel or premier is ModeComptePortail.GUICHET or (premier is ModeComptePortail.PARENT and not exige):
        return premier
    return ModeComptePortail.GUICHET


_VIVANT = {
    Geste.REINITIALISER: EtatComptePortail.EMIS,
    Geste.SUSPENDRE: EtatComptePortail.SUSPENDU,
    Geste.EFFACER: EtatComptePortail.EFFACE,
}
_APRES: dict[EtatComptePortail, dict[Geste, EtatComptePortail]] = {
    EtatComptePortail.A_EMETTRE: {Geste.EMETTRE: EtatComptePortail.EMIS},
    EtatComptePortail.EMIS: {Geste.ACTIVER: EtatComptePortail.ACTIVE, **_VIVANT},
    EtatComptePortail.ACTIVE: {Geste.ACCEPTER_CGU: EtatComptePortail.CGU_ACCEPTEES, **_VIVANT},
    # A new version of the CGU is accepted again (rule 18).
    EtatComptePortail.CGU_ACCEPTEES: {Geste.ACCEPTER_CGU: EtatComptePortail.CGU_ACCEPTEES, **_VIVANT},
    EtatComptePortail.SUSPENDU: {Geste.RETABLIR: EtatComptePortail.EMIS, Geste.EFFACER: EtatComptePortail.EFFACE},
    EtatComptePortail.EFFACE: {Geste.EMETTRE: EtatComptePortail.EMIS},
}

_REFUS_GESTES: dict[tuple[EtatComptePortail, Geste], str] = {
    (EtatComptePortail.EMIS, Geste.ACCEPTER_CGU): (
        "Ce compte n’est pas encore activé : le parent change d’abord son mot de passe temporaire, "
        "puis accepte les CGU."
    ),
    (EtatComptePortail.SUSPENDU, Geste.SUSPENDRE): "Ce compte est déjà suspendu{fait} : il n’y a rien à faire.",
    (EtatComptePortail.EFFACE, Geste.EFFACER): (
        "Ce compte est déjà noté comme effacé par le portail{fait} : il n’y a rien à faire."
    ),
}
_REFUS_COMMUNS: dict[Geste, str] = {
    Geste.EMETTRE: (
        "Des identifiants ont déjà été émis pour ce compte : réinitialisez-le pour donner un nouveau mot de passe."
    ),
    Geste.ACTIVER: "Ce compte est déjà activé : s’il ne s’ouvre plus, réinitialisez le mot de passe.",
    Geste.RETABLIR: "Ce compte n’est pas suspendu : pour un mot de passe perdu, réinitialisez-le.",
}
_REFUS_ETATS: dict[EtatComptePortail, str] = {
    EtatComptePortail.A_EMETTRE: (
        "Aucun identifiant n’a encore été émis pour ce compte : émettez d’abord les identifiants."
    ),
    EtatComptePortail.SUSPENDU: (
        "Ce compte est suspendu : rétablissez-le d’abord, un nouveau mot de passe sera donné."
    ),
    EtatComptePortail.EFFACE: (
        "Le portail a effacé ce compte, faute d’utilisation : émettez de nouveaux identifiants."
    ),
}


def gestes_possibles(
    etat: EtatComptePortail, *, mode: ModeComptePortail = ModeComptePortail.COURRIEL
) -> dict[Geste, EtatComptePortail]:
    """What may be done with an account in that state, and where each gesture leads.

    Where parents create their account themselves, it may turn out active without the counter's issuing it.
    """
    possibles = _APRES[etat]
    if mode is ModeComptePortail.PARENT and etat in {EtatComptePortail.A_EMETTRE, EtatComptePortail.EFFACE}:
        return {**possibles, Geste.ACTIVER: EtatComptePortail.ACTIVE}
    return dict(possibles)


def apres(
    etat: EtatComptePortail, geste: Geste, *, mode: ModeComptePortail = ModeComptePortail.COURRIEL, fait: str = ""
) -> EtatComptePortail:
    """State of the account after the gesture; `fait` says who did that already, and when.

    Raises:
        TransitionImpossible: the account does not allow it now; the sentence says what to do instead.
    """
    suivant = gestes_possibles(etat, mode=mode).get(geste)
    if suivant is not None:
        return suivant
    refus = _REFUS_GESTES.get((etat, geste)) or _REFUS_ETATS.get(etat) or _REFUS_COMMUNS[geste]
    raise TransitionImpossible(refus.format(fait=fait))
