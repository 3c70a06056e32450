"""Closing an account until further notice: its password forgotten, the portal told, in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.registres.comptoir import actes
from guichet.registres.portail import comptes_portail, envois
from guichet.registres.socle import auteurs
from guichet.regles.portail.compte_portail import Geste
from guichet.regles.portail.motifs import LIBELLES_MOTIFS, MotifSuspension
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.socle.acte import Acte
    from models import ComptePortail


_SCELLES = {Geste.SUSPENDRE: TypeActe.IDENTIFIANTS_SUSPENDRE, Geste.EFFACER: TypeActe.IDENTIFIANTS_EFFACER}


def fermer(s: Ecriture, acte: Acte, compte: ComptePortail, geste: Geste) -> None:
    """Move an account to a state that opens nothing, and tell the portal.

    Raises:
        TransitionImpossible: the account is in that state already, or was never issued.
    """
    fait = ""
    if compte.etat in comptes_portail.CLOS:
        fait = auteurs.fait(s, _SCELLES[geste], actes.code(s, compte.famille_id), compte=compte.id or 0)
    comptes_portail.avancer(compte, geste, fait=fait)
    comptes_portail.oublier_secret(compte)
    envois.inscrire(s, acte, compte, geste)


def suspendre(s: Ecriture, acte: Acte, compte: ComptePortail, motif: MotifSuspension) -> None:
    """Suspend, seal, say it on the visit.

    Raises:
        TransitionImpossible.
    """
    fermer(s, acte, compte, Geste.SUSPENDRE)
    comptes_portail.enregistrer(s, compte)
    phrase = f"Compte du portail suspendu, {LIBELLES_MOTIFS[motif]}"
    actes.tracer(
        s,
        acte,
        TypeActe.IDENTIFIANTS_SUSPENDRE,
        compte.famille_id,
        phrase,
        qui=compte.personne_id,
        faits={"motif": motif.value},
        compte=compte.id,
    )
