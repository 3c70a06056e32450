"""Life of a portal account (domaine.md, States): what each gesture of the counter leads to.

- Resetting goes back to « émis »: a new temporary password, to be changed again; the account keeps the
  version of the CGU it accepted apart from its state, so nothing is lost by it.
- A suspended account remembers nothing: restoring it goes to « émis » with a new password, since whoever knew
  the former one may be the reason for the suspension.
- « Effacé » is what the portal does to an account left unused: issuing again brings it back.
"""

from __future__ import annotations

from enum import StrEnum

from guichet.erreurs.identifiants import TransitionImpossible
from guichet.regles.portail.etapes import ETAPES, OUBLIS, Etape, Oubli, TexteOubli
from guichet.regles.portail.etats_cle import GesteCle, apres_cle
from guichet.regles.socle.domaine import EtatCle

__all__ = [
    "ETAPES",
    "LIBELLES",
    "LIBELLES_GESTES",
    "LIBELLES_MODES",
    "OUBLIS",
    "Etape",
    "EtatCle",
    "EtatCompte",
    "Geste",
    "GesteCle",
    "ModeCompte",
    "Oubli",
    "TexteOubli",
    "apres",
    "apres_cle",
    "gestes_possibles",
]


class ModeCompte(StrEnum):
    """How a town's parents get their account (sources.md, conflicts = settings)."""

    COURRIEL = "courriel"
    PARENT = "parent"
    GUICHET = "guichet"


class EtatCompte(StrEnum):
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


LIBELLES: dict[EtatCompte, str] = {
    EtatCompte.A_EMETTRE: "à émettre",
    EtatCompte.EMIS: "émis",
    EtatCompte.ACTIVE: "activé",
    EtatCompte.CGU_ACCEPTEES: "CGU acceptées",
    EtatCompte.SUSPENDU: "suspendu",
    EtatCompte.EFFACE: "effacé par le portail",
}

LIBELLES_GESTES: dict[Geste, str] = {
    Geste.EMETTRE: "émettre les identifiants",
    Geste.REINITIALISER: "réinitialiser le mot de passe",
    Geste.ACTIVER: "noter l’activation",
    Geste.ACCEPTER_CGU: "noter l’acceptation des CGU",
    Geste.SUSPENDRE: "suspendre le compte",
    Geste.RETABLIR: "rétablir le compte",
    Geste.EFFACER: "noter l’effacement par le portail",
}

LIBELLES_MODES: dict[ModeCompte, str] = {
    ModeCompte.COURRIEL: "identifiants envoyés par courriel",
    ModeCompte.PARENT: "compte créé par le parent, relié par la Clé Enfance",
    ModeCompte.GUICHET: "code et mot de passe remis au guichet",
}

_VIVANT = {
    Geste.REINITIALISER: EtatCompte.EMIS,
    Geste.SUSPENDRE: EtatCompte.SUSPENDU,
    Geste.EFFACER: EtatCompte.EFFACE,
}
_APRES: dict[EtatCompte, dict[Geste, EtatCompte]] = {
    EtatCompte.A_EMETTRE: {Geste.EMETTRE: EtatCompte.EMIS},
    EtatCompte.EMIS: {Geste.ACTIVER: EtatCompte.ACTIVE, **_VIVANT},
    EtatCompte.ACTIVE: {Geste.ACCEPTER_CGU: EtatCompte.CGU_ACCEPTEES, **_VIVANT},
    # A new version of the CGU is accepted again (rule 18).
    EtatCompte.CGU_ACCEPTEES: {Geste.ACCEPTER_CGU: EtatCompte.CGU_ACCEPTEES, **_VIVANT},
    EtatCompte.SUSPENDU: {Geste.RETABLIR: EtatCompte.EMIS, Geste.EFFACER: EtatCompte.EFFACE},
    EtatCompte.EFFACE: {Geste.EMETTRE: EtatCompte.EMIS},
}

_REFUS_GESTES: dict[tuple[EtatCompte, Geste], str] = {
    (EtatCompte.EMIS, Geste.ACCEPTER_CGU): (
        "Ce compte n’est pas encore activé\u00a0: le parent change d’abord son mot de passe temporaire, "
        "puis accepte les CGU."
    ),
    (EtatCompte.SUSPENDU, Geste.SUSPENDRE): "Ce compte est déjà suspendu\u00a0: il n’y a rien à faire.",
    (EtatCompte.EFFACE, Geste.EFFACER): (
        "Ce compte est déjà noté comme effacé par le portail\u00a0: il n’y a rien à faire."
    ),
}
_REFUS_COMMUNS: dict[Geste, str] = {
    Geste.EMETTRE: (
        "Des identifiants ont déjà été émis pour ce compte\u00a0: réinitialisez-le pour donner un nouveau mot de passe."
    ),
    Geste.ACTIVER: "Ce compte est déjà activé\u00a0: s’il ne s’ouvre plus, réinitialisez le mot de passe.",
    Geste.RETABLIR: "Ce compte n’est pas suspendu\u00a0: pour un mot de passe perdu, réinitialisez-le.",
}
_REFUS_ETATS: dict[EtatCompte, str] = {
    EtatCompte.A_EMETTRE: (
        "Aucun identifiant n’a encore été émis pour ce compte\u00a0: émettez d’abord les identifiants."
    ),
    EtatCompte.SUSPENDU: ("Ce compte est suspendu\u00a0: rétablissez-le d’abord, un nouveau mot de passe sera donné."),
    EtatCompte.EFFACE: ("Le portail a effacé ce compte, faute d’utilisation\u00a0: émettez de nouveaux identifiants."),
}


def gestes_possibles(etat: EtatCompte, *, mode: ModeCompte = ModeCompte.COURRIEL) -> dict[Geste, EtatCompte]:
    """What may be done with an account in that state, and where each gesture leads.

    Where parents create their account themselves, it may turn out active without the counter's issuing it.
    """
    possibles = _APRES[etat]
    if mode is ModeCompte.PARENT and etat in {EtatCompte.A_EMETTRE, EtatCompte.EFFACE}:
        return {**possibles, Geste.ACTIVER: EtatCompte.ACTIVE}
    return dict(possibles)


def apres(etat: EtatCompte, geste: Geste, *, mode: ModeCompte = ModeCompte.COURRIEL) -> EtatCompte:
    """State of the account after the gesture.

    Raises:
        TransitionImpossible: the account does not allow it now; the sentence says what to do instead.
    """
    suivant = gestes_possibles(etat, mode=mode).get(geste)
    if suivant is not None:
        return suivant
    raise TransitionImpossible(_REFUS_GESTES.get((etat, geste)) or _REFUS_ETATS.get(etat) or _REFUS_COMMUNS[geste])
