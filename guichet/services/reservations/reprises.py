"""An absence entered by mistake is taken back: previewed, then written in one transaction (rule 5)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.absences import RienReserve
from guichet.fiches.reservations.refus import ApercuPerime, ToutRefuse
from guichet.formats import date_num, pluriel
from guichet.formats.mots import de
from guichet.registres.comptoir import actes
from guichet.registres.reservations import bilan, reprises
from guichet.registres.reservations.suites import places_rendues
from guichet.regles.reservations.changements import cellules_rendues
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.fiches.reservations.planning import Apercu
    from guichet.registres.reservations.jugement.decisions import Decision
    from guichet.registres.reservations.reprises import Notee
    from guichet.registres.socle.acte import Acte


def apercu(ctx: Contexte, *, personne_id: int, famille_id: int, du: date, au: date, derogation: str = "") -> Apercu:
    """What would become of each absence noted on those days; nothing is written.

    Raises:
        RienReserve: no absence is noted then.
        DroitInsuffisant, ReservationImpossible: a dérogation without the right, or without a reason.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.lecture() as s:
        return bilan.apercu(_juger(s, ctx, ctx.acte(), personne_id, famille_id, du, au, derogation)[0])


@transaction
def reprendre(
    ctx: Contexte,
    *,
    personne_id: int,
    famille_id: int,
    du: date,
    au: date,
    derogation: str = "",
    attendu: Apercu | None = None,
) -> Apercu:
    """Take back the absences a household told of a child: expected and charged again.

    Args:
        ctx: surroundings.
        personne_id: the child.
        famille_id: the household that booked.
        du: first day.
        au: last day, included.
        derogation: why it is taken back beyond the deadline or the places, for who may grant it.
        attendu: the preview that was accepted; None accepts whatever comes.

    Raises:
        RienReserve: no absence is noted then.
        ToutRefuse: not one can be; nothing is written.
        ApercuPerime: a place went since the preview; nothing is written.
        DroitInsuffisant, ReservationImpossible: a dérogation without the right, or without a reason.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        decisions, notees = _juger(s, ctx, acte, personne_id, famille_id, du, au, derogation)
        fait = bilan.apercu(decisions)
        if attendu is not None and (differences := bilan.differences(attendu, fait)):
            raise ApercuPerime(differences)
        if fait.refusees == len(fait.lignes):
            raise ToutRefuse(fait)
        faits = reprises.ecrire(s, acte, personne_id, famille_id, decisions, notees)
        combien = fait.reservees + fait.majorees
        quand = date_num(du) if du == au else f"{date_num(du)} au {date_num(au)}"
        actes.tracer(
            s,
            acte,
            TypeActe.ABSENCE_REPRENDRE,
            famille_id,
            f"absence {de(fait.lignes[0].enfant)} reprise, {quand} : {pluriel(combien, 'réservée')} de nouveau",
            personne=personne_id,
            du=du.isoformat(),
            au=au.isoformat(),
            reservations=combien,
            refusees=fait.refusees,
            derogations=sum(1 for d in decisions if d.verdict.deroge),
        )
        places_rendues.suivre(s, acte, cellules_rendues(faits))
        return fait


def _juger(
    s: Lecteur, ctx: Contexte, acte: Acte, personne_id: int, famille_id: int, du: date, au: date, derogation: str
) -> tuple[list[Decision], list[Notee]]:
    notees = reprises.notees(s, personne_id, famille_id, du, au)
    if not notees:
        quand = f"le {date_num(du)}" if du == au else f"du {date_num(du)} au {date_num(au)}"
        raise RienReserve(f"Aucune absence n’est notée {quand} : vérifiez les jours.")
    deroger = Droit.DEROGER in ctx.agent.droits
    return (
        reprises.juger(s, acte, personne_id, famille_id, notees, derogation=derogation, deroger=deroger),
        notees,
    )
