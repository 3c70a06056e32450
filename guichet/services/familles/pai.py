"""The detail of a PAI: health data, apart from the dossier, each opening logged (rule 31)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles import membres, pai
from guichet.registres.familles.validation import lire_champs
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte

OBJET = "pai"
"""What the access log says was looked at."""


@transaction
def voir_pai(ctx: Contexte, *, lien_id: int) -> str:
    """The detail of a child's PAI, "" when none was written; the opening is logged in the same transaction.

    Raises:
        DroitInsuffisant: this role does not need to know.
        MembreInconnu: the child is no longer there.
    """
    from models import Consultation

    ctx.exiger(Droit.VOIR_PAI)
    with ctx.ecriture() as s:
        personne_id, famille_id = _personne_et_foyer(ctx, s, lien_id)
        s.add(
            Consultation(
                le=ctx.maintenant(),
                agent=ctx.agent.identifiant,
                poste=ctx.poste,
                famille_id=famille_id,
                objet=OBJET,
            )
        )
        s.flush()
        return pai.detail(s, personne_id)


@transaction
def modifier_pai(ctx: Contexte, *, lien_id: int, detail: str) -> None:
    """Write or erase (blank) the detail of a PAI; the child's sheet says it has one when there is a detail.

    Raises:
        DroitInsuffisant: this role does not need to know.
        SaisiesInvalides: too long.
        MembreInconnu: the child is no longer there.
    """
    from models import Personne

    ctx.exiger(Droit.VOIR_PAI)
    valeurs, fautes = lire_champs({"pai_detail": detail}, jour=ctx.aujourdhui())
    if fautes:
        raise SaisiesInvalides(fautes)
    neuf = pai.accorder(valeurs)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        personne_id, famille_id = _personne_et_foyer(ctx, s, lien_id)
        personne = s.get_one(Personne, personne_id)
        personne.pai = personne.pai or "pai" in neuf
        pai.ecrire(s, personne_id, neuf)
        personne.version += 1
        s.flush()
        foyers = membres.foyers(s, personne_id)
        actes.tracer(
            s,
            acte,
            TypeActe.MEMBRE_MODIFIER,
            famille_id,
            foyers=foyers,
            personne=personne_id,
            lien=lien_id,
            champs="pai,pai_detail",
        )


def _personne_et_foyer(ctx: Contexte, s: Lecteur, lien_id: int) -> tuple[int, int]:
    personne_id = lecture.membre(s, lien_id, ctx.aujourdhui()).personne_id
    ligne = s.une("SELECT famille_id FROM lien WHERE id = :id", {"id": lien_id})
    return personne_id, int(ligne[0]) if ligne else 0
