"""The whole demonstration town: the families of the pictures, then as many drawn ones as asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count, islice
from typing import TYPE_CHECKING

from guichet.demonstration import maquettes, tirage
from guichet.demonstration.fiches import FamilleDemo
from guichet.demonstration.tirage import Ville
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.portail.compte_portail import EtatComptePortail

if TYPE_CHECKING:
    from guichet.communes import Commune

PREMIER_CODE = 20001
_ECOLES = ("Jean-de-La-Fontaine", "Les Sablons", "Victor-Hugo")
_OUBLIEUX = {EtatComptePortail.EMIS, EtatComptePortail.ACTIVE, EtatComptePortail.CGU_ACCEPTEES}


def peupler(commune: Commune, jour: date, *, familles: int, graine: int) -> list[FamilleDemo]:
    """Exactly `familles` families (the named ones come first), the same for the same seed and day."""
    ville = Ville(
        nom=commune.villes[0] if commune.villes else commune.nom,
        code_postal=commune.code_postal or "78999",
        ecoles=commune.ecoles or _ECOLES,
        annee=annee_scolaire(jour),
        jour=jour,
    )
    nommees = list(maquettes.tirer(ville))[:familles]
    pris = {demo.famille.code for demo in maquettes.tirer(ville)}
    codes = list(islice((str(n) for n in count(PREMIER_CODE) if str(n) not in pris), familles - len(nommees)))
    tirees = [
        tirage.tirer(graine, rang, code, codes[rang - 1] if rang else "", ville) for rang, code in enumerate(codes)
    ]
    return nommees + _oublis(tirees)


def _oublis(tirees: list[FamilleDemo]) -> list[FamilleDemo]:
    """Give the day's forgotten identifiers to the first families whose account can be issued again."""
    reste = list(tirage.TACHES)
    servies = []
    for demo in tirees:
        if reste and demo.comptes and demo.comptes[0].etat in _OUBLIEUX:
            demo = replace(demo, taches=(replace(reste.pop(0), rang=demo.comptes[0].rang),))  # noqa: PLW2901
        servies.append(demo)
    return servies
