"""Files that may be one family, over the whole base, and those an agent judged to be two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs.familles import FusionImpossible
from guichet.fiches.familles.doublons import PaireDossiers
from guichet.formats import nom_affiche
from guichet.registres.comptoir import actes
from guichet.registres.dossier import lecture
from guichet.registres.familles.fusion import paires as registre
from guichet.regles.familles.paires import paires
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.regles.familles.paires import Avancer, Connu


def lister(ctx: Contexte, *, avancer: Avancer | None = None) -> tuple[PaireDossiers, ...]:
    """Pairs of files that look like one family, the surest first: by the judge of the new family's form.

    The base is read at once and let go: comparing a large town takes a while, and holds nobody.

    Args:
        ctx: surroundings.
        avancer: told how many people were compared, and of how many.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.lecture() as s:
        connus, distinctes = registre.connus(s), registre.distinctes(s)
    trouvees = paires(connus, distinctes=distinctes, avancer=avancer)
    return tuple(
        PaireDossiers(
            p.une.famille_id,
            p.une.code,
            _nom(p.une),
            p.autre.famille_id,
            p.autre.code,
            _nom(p.autre),
            p.ressemblance.score,
            p.ressemblance.raisons,
        )
        for p in trouvees
    )


@transaction
def distinguer(ctx: Contexte, *, famille_id: int, autre_id: int) -> None:
    """Keep that two files are not the same family: they are not proposed again.

    Raises:
        FamilleInconnue: no such file; one made one with another stands for the one kept.
        FusionImpossible: the same file twice.
    """
    ctx.exiger(Droit.FUSIONNER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        une, autre = lecture.famille(s, famille_id), lecture.famille(s, autre_id)
        if une.famille_id == autre.famille_id:
            raise FusionImpossible("C’est le même dossier : donnez le code de l’autre famille.")
        if registre.distinguer(s, acte, une.famille_id, autre.famille_id):
            for ici, la in ((une, autre), (autre, une)):
                actes.tracer(s, acte, TypeActe.FAMILLE_DISTINGUER, ici.famille_id, "", autre=la.code)


def _nom(connu: Connu) -> str:
    return nom_affiche(connu.portrait.nom, connu.portrait.prenom)
