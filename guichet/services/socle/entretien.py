"""What the law asks to be forgotten (rule 33): run each day, by whoever opens the counter first."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, time
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.formats import PARIS
from guichet.registres.comptoir import actes
from guichet.registres.familles.fusion import ecriture
from guichet.registres.socle import heure
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from datetime import date

    from guichet.contexte import Contexte


@transaction
def purger_consultations(ctx: Contexte) -> int:
    """Forget who looked at which dossier, after the months the town keeps it (6 to 12); returns the rows removed.

    With it goes what merges of files before today could have given back.

    Needs no right: it is a duty, not a decision. Nothing is forgotten on the word of a clock that has jumped. The
    journal keeps that it was done, never what was in it.
    """
    limite = il_y_a(ctx.aujourdhui(), ctx.commune.donnees.conservation_consultations_mois)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        if not heure.peut_oublier(s, acte.le):
            return 0
        avant = datetime.combine(limite, time(), PARIS)
        ecriture.oublier(s, acte.jour)
        retirees = s.ordre("DELETE FROM consultation WHERE le < :avant", {"avant": avant})
        if retirees:
            actes.tracer(s, acte, TypeActe.CONSULTATIONS_PURGER, objet=limite.isoformat(), lignes=retirees)
    return retirees


def il_y_a(jour: date, mois: int) -> date:
    """Return the same day some months before, the last of the month when there is no such day."""
    rang = jour.year * 12 + jour.month - 1 - mois
    annee, numero = rang // 12, rang % 12 + 1
    return jour.replace(year=annee, month=numero, day=min(jour.day, monthrange(annee, numero)[1]))
