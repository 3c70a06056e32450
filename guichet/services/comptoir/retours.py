"""A request noted by one key, taken back: nothing is due any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.reservations import PAS_D_ICI, DefaireImpossible
from guichet.registres.comptoir import actes, taches
from guichet.regles.comptoir.retours import a_rendre
from guichet.regles.comptoir.visite import defait
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatTache
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.accompli import Accompli
    from guichet.contexte import Contexte

ACTES = frozenset({TypeActe.TACHE_DEMANDER})


@transaction
def defaire(ctx: Contexte, *, famille_id: int, accompli: Accompli) -> None:
    """Take a request for forgotten identifiers back.

    Args:
        ctx: surroundings.
        famille_id: the household whose visit it is.
        accompli: what the act did, as it was heard once committed.

    Raises:
        DefaireImpossible: another act, or another household's.
        TacheInconnue: answered meanwhile; nothing is written.
    """
    ctx.exiger(Droit.EMETTRE_IDENTIFIANTS)
    revers = a_rendre(accompli.actes, accompli.revers, famille_id)
    if revers is None or revers.acte not in ACTES:
        raise DefaireImpossible(PAS_D_ICI)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        phrase, details = defait(accompli.phrase, accompli.lignes)
        tache = taches.charger(s, int(str(revers.apres["tache"])))
        taches.finir(s, acte, tache, EtatTache.ANNULEE)
        actes.tracer(
            s,
            acte,
            TypeActe.TACHE_ANNULER,
            famille_id,
            phrase,
            details=details,
            tache=tache.id,
            nature=tache.nature,
        )
