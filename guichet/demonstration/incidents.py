"""What happens to Léa LÉGER-MARTIN in the design's picture of the planner, around the day of the preparation.

A certified absence two weeks ago, two evenings asked late last week, a meal that waits for a place next week: the
first planner anybody opens then has one of each sign to explain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from guichet.demonstration.demandes import Annee, DemandeSemee
from guichet.demonstration.habitudes import Maladie, Service
from guichet.formats import PARIS
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.delais import limite

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture

LEA = ("20421", 0)
_MARDI, _JEUDI, _VENDREDI = 1, 3, 4
_JOUR = timedelta(days=1)
_TARD = timedelta(days=2)
_TOUT_A_L_HEURE = timedelta(minutes=20)


def jouer(annee: Annee, demandes: Sequence[DemandeSemee]) -> list[DemandeSemee]:
    """The demands, hers as in the picture; a town that has no such activity keeps them as they are."""
    siennes = [d for d in demandes if (d.droit.enfant.code, d.droit.enfant.rang) == LEA and d.unites]
    aujourdhui = annee.maintenant.date()
    lundi = lundi_de(aujourdhui)
    changees: dict[DemandeSemee, DemandeSemee] = {}
    ajoutees: list[DemandeSemee] = []
    manquee = _derniere(siennes, Service.MIDI, _MARDI, lundi - 7 * _JOUR)
    if manquee is not None:
        changees[manquee] = replace(manquee, maladie=Maladie(manquee.jour, manquee.jour, certifiee=True))
    suivantes = [d for d in _du(siennes, Service.MIDI, _VENDREDI) if d.jour >= lundi + 7 * _JOUR]
    if suivantes:
        changees[suivantes[0]] = replace(suivantes[0], attente=True, demandee_le=annee.maintenant - _TOUT_A_L_HEURE)
    soir = _derniere(siennes, Service.SOIR, _JEUDI, lundi)
    if soir is not None:
        jeudi = _tardive(annee, soir, soir.jour)
        vendredi = _tardive(annee, soir, soir.jour + _JOUR)
        if jeudi is not None:
            changees[soir] = jeudi
        if vendredi is not None:
            ajoutees.append(vendredi)
    return [*(changees.get(d, d) for d in demandes), *ajoutees]


def remplir(s: Ecriture, demandes: Iterable[DemandeSemee]) -> None:
    """Leave no place on the days that wait: a waiting list before a half-empty room would teach the wrong thing."""
    for demande in demandes:
        for unite in demande.unites if demande.attente else ():
            s.ordre(
                "UPDATE ouverture SET capacite = (SELECT count(*) FROM reservation r WHERE r.groupe_id = :groupe "
                "AND r.unite_id = :unite AND r.jour = :jour AND r.etat = 'reservee') "
                "WHERE groupe_id = :groupe AND unite_id = :unite AND jour = :jour",
                {"groupe": demande.droit.groupe.groupe_id, "unite": unite, "jour": demande.jour},
            )


def _du(demandes: Iterable[DemandeSemee], service: Service, jour: int) -> list[DemandeSemee]:
    trouvees = [d for d in demandes if d.jour.weekday() == jour and service in d.droit.groupe.unites]
    return sorted(trouvees, key=lambda d: d.jour)


def _derniere(demandes: Iterable[DemandeSemee], service: Service, jour: int, avant: date) -> DemandeSemee | None:
    return next((d for d in reversed(_du(demandes, service, jour)) if d.jour < avant), None)


def _tardive(annee: Annee, modele: DemandeSemee, jour: date) -> DemandeSemee | None:
    """The same evening asked two days before, when the town takes it late and dearer."""
    groupe = modele.droit.groupe
    regles = groupe.regles
    le = datetime.combine(jour - _TARD, time(17, 40), PARIS)
    borne = limite(regles.reservation, jour, calendrier=annee.calendrier, report=regles.report)
    ouverte = jour in groupe.ouverts.get(modele.unites[0], ())
    rentree = le.date() < date(annee.du.year, 10, 1)
    if regles.hors_delai != "accepte" or borne is None or not borne.passee(le) or not ouverte or rentree:
        return None
    return replace(modele, demandee_le=le, jour=jour, limite=borne)
