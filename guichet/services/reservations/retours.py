"""The act just done is taken back: a mirror act, sealed as such, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.reservations import PAS_D_ICI, DefaireImpossible
from guichet.registres.comptoir import actes
from guichet.registres.reservations import retours
from guichet.registres.reservations.suites import places_rendues
from guichet.regles.comptoir.visite import defait
from guichet.regles.reservations.changements import annulees, cellules_attendues, cellules_rendues
from guichet.regles.reservations.retours import defaisable
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.accompli import Accompli
    from guichet.contexte import Contexte


@transaction
def defaire(ctx: Contexte, *, famille_id: int, accompli: Accompli) -> None:
    """Give back to each booking the state and the charge it had before.

    Args:
        ctx: surroundings.
        famille_id: the household whose visit it is.
        accompli: what the act did, as it was heard once committed.

    Raises:
        DefaireImpossible: another household's, or something that rests on it has changed; nothing is written.
    """
    ctx.exiger(Droit.RESERVER)
    if not defaisable(accompli.actes, accompli.reservations, famille_id):
        raise DefaireImpossible(PAS_D_ICI)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        phrase, details = defait(accompli.phrase, accompli.lignes)
        rendus = retours.defaire(s, acte, accompli.reservations)
        actes.tracer(
            s,
            acte,
            TypeActe.RESERVATIONS_DEFAIRE,
            famille_id,
            phrase,
            details=details,
            annulees=len(annulees(rendus)),
            rendues=len(rendus) - len(annulees(rendus)),
        )
        # Who waits again may find that a place was freed meanwhile.
        places_rendues.suivre(s, acte, cellules_rendues(rendus) | cellules_attendues(rendus))
