"""From a rhythm or a list of days to demands: a draft, nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guichet.erreurs.reservations import ReservationImpossible
from guichet.fiches.planning import Demande
from guichet.registres import calendrier, offre
from guichet.regles.activites_dites import ActiviteDite
from guichet.regles.droits import Droit
from guichet.regles.reservation import GenreActivite
from guichet.regles.rythmes import jours as jours_du_rythme
from guichet.regles.rythmes import lire_rythme

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.planning import Planning
    from guichet.registres.offre import UniteOfferte

LIBRE = "libre"


def places_du_rythme(
    ctx: Contexte, planning: Planning, texte: str, personne_ids: Sequence[int]
) -> list[tuple[int, date, int]]:
    """Free cells of a planner that a typed rhythm points at, in the order of days.

    Raises:
        RythmeIllisible: names the word and the cure.
    """
    colonnes = {c.unite_id: c for c in planning.colonnes}
    dites = _dites((c.activite_code, c.nom, c.genre, c.unite_code, c.lettre) for c in colonnes.values())
    rythme = lire_rythme(texte, aujourdhui=ctx.aujourdhui(), activites=dites)
    with ctx.lecture() as s:
        gardes = set(jours_du_rythme(rythme, calendrier.charger(s, rythme.du, rythme.au)))
    return sorted(
        (
            place
            for place, case in planning.cases.items()
            if case.etat == LIBRE
            and case.jour in gardes
            and case.personne_id in personne_ids
            and colonnes[case.unite_id].activite_code == rythme.activite
            and (not rythme.unites or colonnes[case.unite_id].unite_code in rythme.unites)
        ),
        key=lambda place: (place[1], place[0], place[2]),
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
        unites = list(offre.toutes(s).values())
        gardes, codes = sorted(set(jours)), tuple[str, ...]()
        if rythme:
            dites = _dites((u.activite_code, u.activite, u.genre, u.code, u.lettre) for u in unites)
            nomme = f"{activite} {rythme}" if activite else rythme
            lu = lire_rythme(nomme, aujourdhui=ctx.aujourdhui(), activites=dites)
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


def _dites(unites: Iterable[tuple[str, str, str, str, str]]) -> list[ActiviteDite]:
    """Activities an agent may name, from (activity, name, kind, unit, letter)."""
    noms: dict[str, tuple[str, str]] = {}
    lettres: dict[str, list[tuple[str, str]]] = {}
    for activite, nom, genre, code, lettre in unites:
        noms.setdefault(activite, (nom, genre))
        lettres.setdefault(activite, []).append((code, lettre))
    return [
        ActiviteDite(activite, nom, GenreActivite(genre), tuple(lettres[activite]))
        for activite, (nom, genre) in noms.items()
    ]
