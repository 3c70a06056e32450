"""Meals to cook, counted from the children expected: by diet and PAI, with those served apart (rule 31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from guichet.fiches.listes.releves import ConvivePart, LignePresence, Repas
from guichet.formats import cle_recherche
from guichet.regles.familles.regimes import lire_regimes

AUCUN: Mapping[int, str] = {}


def compter(lignes: Sequence[LignePresence], details: Mapping[int, str] = AUCUN) -> tuple[Repas, ...]:
    """One count per day, site and service, of rows already in that order."""
    return tuple(
        _repas(*cle, list(groupe), details)
        for cle, groupe in groupby(lignes, key=lambda x: (x.jour, x.site, x.activite, x.unite))
    )


def _repas(
    jour: date, site: str, activite: str, unite: str, lignes: list[LignePresence], details: Mapping[int, str]
) -> Repas:
    par_enfant = [lire_regimes(ligne.regimes) for ligne in lignes if ligne.regimes]
    regimes = Counter(regime for siens in par_enfant for regime in siens)
    a_part = sorted(
        (x for x in lignes if x.pai or x.regimes), key=lambda x: (x.groupe, cle_recherche(x.enfant), x.personne_id)
    )
    return Repas(
        jour=jour,
        site=site,
        activite=activite,
        unite=unite,
        total=len(lignes),
        ordinaires=len(lignes) - len(a_part),
        par_regime=tuple(sorted(regimes.items())),
        plusieurs=sum(len(siens) > 1 for siens in par_enfant),
        pai=sum(ligne.pai for ligne in lignes),
        convives=tuple(
            ConvivePart(
                x.personne_id,
                x.enfant,
                x.classe,
                x.groupe,
                x.regimes,
                x.pai,
                x.famille_id,
                details.get(x.personne_id, ""),
            )
            for x in a_part
        ),
    )
