"""From a rhythm or a list of days to demands: a draft, nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from guichet.erreurs.reservations import ReservationImpossible
from guichet.fiches.reservations.planning import FERMEE, LIBRE, Demande, EssaiRythme
from guichet.registres.offre import calendrier, catalogue
from guichet.registres.reservations import bilan
from guichet.registres.reservations.jugement.decisions import Lot
from guichet.regles.garde.foyer_dit import DU_FOYER
from guichet.regles.offre.activites_dites import dites
from guichet.regles.reservations.rythmes.lus import jours as jours_du_rythme
from guichet.regles.reservations.rythmes.lus import lire_rythme
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.reservations.planning import Planning
    from guichet.registres.offre.catalogue import UniteOfferte
    from guichet.regles.reservations.rythmes.cadences import Rythme


_TOUS = 0
"""Of no child: the days on which one of them at least has a cell."""


def essayer(
    ctx: Contexte,
    planning: Planning,
    rythme: Rythme,
    personne_ids: Sequence[int],
    *,
    brouillon: Sequence[Demande] = (),
    juger: bool = True,
) -> EssaiRythme:
    """What a rhythm points at in a planner and, unless `juger` is false, what would become of it.

    Args:
        ctx: surroundings of the act.
        planning: the year shown.
        rythme: of one of its activities.
        personne_ids: the children it is for.
        brouillon: what is already ticked: judged with it, since a meal asked implies its midday.
        juger: whether to preview each cell.

    Raises:
        DroitInsuffisant: the agent may not open dossiers, or the draft holds a dérogation they may not grant.
        ReservationImpossible: a child or a unit that no longer exists.
    """
    ctx.exiger(Droit.CONSULTER)
    unites = {
        c.unite_id
        for c in planning.colonnes
        if c.activite_code == rythme.activite and (not rythme.unites or c.unite_code in rythme.unites)
    }
    with ctx.lecture() as s:
        gardes = jours_du_rythme(rythme, calendrier.charger(s, rythme.du, rythme.au))
        essai = _pointer(planning, gardes, personne_ids, unites)
        voulues = {(d.personne_id, d.jour, d.unite_id): d for d in brouillon}
        nouvelles = [place for place in essai.places if place not in voulues]
        if not (juger and nouvelles):
            return essai
        lot = Lot(
            s,
            [*voulues.values(), *(Demande(enfant, jour, unite) for enfant, jour, unite in nouvelles)],
            ctx.local(ctx.maintenant()),
            famille_id=planning.famille_id,
            deroger=Droit.DEROGER in ctx.agent.droits,
            habitants_d_abord=ctx.commune.attente.residents_d_abord,
        )
        posees = set(nouvelles)
        decisions = [d for d in lot.decider() if (d.demande.personne_id, d.demande.jour, d.demande.unite_id) in posees]
    return replace(essai, apercu=bilan.apercu(decisions))


def _pointer(planning: Planning, gardes: Iterable[date], personne_ids: Sequence[int], unites: set[int]) -> EssaiRythme:
    """Cells of the days kept: free, taken, closed; the days where these children have none at all are counted."""
    libres, ailleurs, dejas, fermees, jours, sans = [], [], 0, 0, [], 0
    presents: Counter[int] = Counter()
    for jour in gardes:
        cases = [
            planning.cases[place]
            for place in ((e, jour, u) for e in personne_ids for u in sorted(unites))
            if place in planning.cases
        ]
        libres += [(c.personne_id, c.jour, c.unite_id) for c in cases if c.etat == LIBRE]
        hors = [(c.personne_id, c.jour, c.unite_id) for c in cases if c.etat == FERMEE and c.motif in DU_FOYER]
        ouvertes = sum(1 for c in cases if c.etat != FERMEE)
        ailleurs += hors
        dejas += sum(1 for c in cases if c.etat not in (LIBRE, FERMEE))
        fermees += len(cases) - ouvertes - len(hors)
        sans += not cases
        presents.update({c.personne_id for c in cases} | ({_TOUS} if cases else set()))
        if ouvertes:
            jours.append(jour)
    inscrits = {e for e, _, u in planning.cases if u in unites}
    return EssaiRythme(
        tuple(jours),
        tuple(libres),
        dejas,
        fermees,
        sans,
        tuple(ailleurs),
        inscrits=not inscrits.isdisjoint(personne_ids),
        exclus=tuple(
            (e, presents[_TOUS] - presents[e], not presents[e]) for e in personne_ids if presents[e] < presents[_TOUS]
        ),
    )


def demandes(
    ctx: Contexte,
    *,
    personne_id: int,
    activite: str = "",
    unite: str = "",
    jours: Iterable[date] = (),
    rythme: str = "",
) -> tuple[Demande, ...]:
    """Demands for a child, from days or from a typed rhythm; a rhythm names its activity unless one is given.

    Args:
        ctx: surroundings of the act.
        personne_id: the child.
        activite: code of the activity.
        unite: code or letter of the only unit wanted; "" for all.
        jours: days wanted.
        rythme: typed line, instead of days.

    Raises:
        DroitInsuffisant: the agent may not open dossiers.
        RythmeIllisible: names the word and the cure.
        ReservationImpossible: no such activity or unit.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        unites = list(catalogue.toutes(s).values())
        gardes, codes = sorted(set(jours)), tuple[str, ...]()
        if rythme:
            connues = dites((u.activite_code, u.activite, u.genre, u.code, u.lettre, u.sigle) for u in unites)
            nomme = f"{activite} {rythme}" if activite else rythme
            lu = lire_rythme(nomme, aujourdhui=ctx.aujourdhui(), activites=connues)
            gardes, codes = list(jours_du_rythme(lu, calendrier.charger(s, lu.du, lu.au))), lu.unites
            activite = lu.activite
    voulues = _choisir(unites, activite, unite)
    return tuple(
        Demande(personne_id, jour, u.unite_id) for jour in gardes for u in voulues if not codes or u.code in codes
    )


def _choisir(unites: Sequence[UniteOfferte], activite: str, unite: str) -> list[UniteOfferte]:
    siennes = [u for u in unites if u.activite_code == activite]
    if not siennes:
        connues = ", ".join(dict.fromkeys(u.activite_code for u in unites)) or "aucune"
        raise ReservationImpossible(f"« {activite} » n’est pas une activité de la ville : {connues}.", champ="activite")
    voulues = [u for u in siennes if unite.casefold() in ("", u.code.casefold(), u.lettre.casefold())]
    if not voulues:
        connues = ", ".join(u.code for u in siennes)
        raise ReservationImpossible(f"« {unite} » n’est pas une unité de cette activité : {connues}.", champ="unite")
    return voulues
