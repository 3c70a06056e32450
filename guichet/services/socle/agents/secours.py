"""The way back of an administrator whom wrong passwords keep out, with nobody above to unlock them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs.acces import CodeSecoursRefuse, MotDePasseRefuse
from guichet.registres.comptoir import actes
from guichet.registres.socle.cle import secours
from guichet.regles.socle import code_secours
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.connexion import identifiant_agent
from guichet.regles.socle.droits import Droit, Role
from guichet.regles.socle.mot_de_passe import controler_agent

if TYPE_CHECKING:
    from guichet.contexte import Contexte

_RENDRE = (
    "UPDATE agent SET hash = :hache, doit_changer = :non, echecs = 0, verrouille_jusqu_a = NULL, actif = :oui "
    "WHERE id = :id"
)
_FERMER = "UPDATE session_agent SET fermee_le = :le WHERE agent_id = :id AND fermee_le IS NULL"


@transaction
def secourir(ctx: Contexte, *, identifiant: str, code: str, nouveau: str) -> str:
    """Give an administrator a new password against the recovery code, which serves once; returns the next code.

    Nobody is logged in: the code is the proof. Lifts a lock-out and a closed access; every session of theirs ends.

    Raises:
        CodeSecoursRefuse: another code, one that served, none in this base, or nobody who administers it by that name:
            one sentence for all. MotDePasseRefuse: the new password is too weak.
    """
    from guichet.registres.socle import hachage

    lu = identifiant_agent(identifiant) or ""
    if raisons := controler_agent(nouveau, lu):
        raise MotDePasseRefuse(raisons[0], champ="nouveau")
    garde = _code_garde(ctx)
    bon = hachage.conforme(garde, code_secours.lire(code))
    suivant, hache = code_secours.tirer(), hachage.hacher(nouveau)
    hache_suivant = hachage.hacher(suivant)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        # Decided on the hash as it is now: of two who type it at once, one is let in.
        ligne = s.une(
            "SELECT id FROM agent WHERE lower(identifiant) = :lu AND role = :role",
            {"lu": lu, "role": Role.ADMINISTRATEUR.value},
        )
        admis = bon and ligne is not None and secours.garde(s) == garde
        if admis and ligne is not None:
            s.ordre(_RENDRE, {"hache": hache, "non": False, "oui": True, "id": ligne[0]})
            s.ordre(_FERMER, {"le": acte.le, "id": ligne[0]})
            secours.garder(s, hache_suivant)
            actes.tracer(s, replace(acte, agent=lu), TypeActe.AGENT_SECOURIR, objet=lu)
        else:
            actes.tracer(s, acte, TypeActe.AGENT_ECHEC, objet="code de secours")
    if not admis:
        raise CodeSecoursRefuse(
            "Ce code de secours n’ouvre pas cet accès : vérifiez le code, qui ne sert qu’une fois, et l’identifiant, "
            "qui doit être celui d’un administrateur."
        )
    return suivant


def _code_garde(ctx: Contexte) -> str | None:
    """The hash kept, read outside of any transaction: comparing takes a while."""
    with ctx.lecture() as s:
        return secours.garde(s)


@transaction
def renouveler_code(ctx: Contexte) -> str:
    """Draw another recovery code in place of one that was lost, or for a base made before there were any.

    Raises:
        DroitInsuffisant: administrators only.
    """
    from guichet.registres.socle import hachage

    ctx.exiger(Droit.GERER_COMMUNE)
    code = code_secours.tirer()
    hache = hachage.hacher(code)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        secours.garder(s, hache)
        actes.tracer(s, acte, TypeActe.CODE_SECOURS_RENOUVELER)
    return code
