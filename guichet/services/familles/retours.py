"""A household's sheet as it was before the key that was just pressed: a mirror act, sealed as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs.reservations import PAS_D_ICI, DefaireImpossible
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import membres
from guichet.regles.comptoir.retours import a_rendre
from guichet.regles.comptoir.visite import defait
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.accompli import Accompli
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.registres.socle.acte import Acte
    from guichet.regles.comptoir.retours import Revers

ACTES = frozenset({TypeActe.FAMILLE_FACTURES, TypeActe.FAMILLE_CONFIRMER})


@transaction
def defaire(ctx: Contexte, *, famille_id: int, accompli: Accompli) -> None:
    """Give back how invoices left, or that coordinates were not read over.

    Args:
        ctx: surroundings.
        famille_id: the household whose visit it is.
        accompli: what the act did, as it was heard once committed.

    Raises:
        DefaireImpossible: another act, another household's, or it changed since; nothing is written.
        EnvoiElectroniqueImpossible: they left by mail, and the last mail went since.
    """
    ctx.exiger(Droit.MODIFIER_FAMILLE)
    revers = a_rendre(accompli.actes, accompli.revers, famille_id)
    if revers is None or revers.acte not in ACTES:
        raise DefaireImpossible(PAS_D_ICI)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        phrase, details = defait(accompli.phrase, accompli.lignes)
        lecture.famille(s, famille_id)
        faits = {"acte": revers.acte.value}
        if revers.acte is TypeActe.FAMILLE_FACTURES:
            _rendre_envoi(s, acte, revers)
            faits |= {"envoi": str(revers.apres["envoi_factures"]), "champs": "envoi_factures"}
        actes.tracer(
            s,
            acte,
            TypeActe.FAMILLE_DEFAIRE,
            famille_id,
            phrase,
            details=details,
            faits=faits,
        )


def _rendre_envoi(s: Ecriture, acte: Acte, revers: Revers) -> None:
    from models import Famille

    famille = s.get_one(Famille, revers.famille_id)
    if any(getattr(famille, champ) != valeur for champ, valeur in revers.apres.items()):
        raise DefaireImpossible("Rien n’est défait : l’envoi des factures a changé depuis. Relisez le dossier (F5).")
    for champ, valeur in revers.avant.items():
        setattr(famille, champ, valeur)
    famille.version += 1
    s.flush()
    membres.exiger_courriel(s, revers.famille_id, acte.jour)
