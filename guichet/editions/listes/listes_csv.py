"""The lists for a spreadsheet: a row per booking, per meal service, per demand, under names a program can read too."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from guichet.editions.socle.glyphes import propre
from guichet.fiches.listes.releves import ConvivePart, LignePresence, Repas
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.formats.tableur import cellule, neutre
from guichet.regles.listes.mots import regimes
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from guichet.regles.socle.code_famille import affiche

Rangee = dict[str, Any]

_ATTENTE = (
    "reservation_id", "jour", "rang", "site", "activite", "groupe", "unite", "code_famille", "enfant", "demandee_le",
    "priorite", "proposee",
)  # fmt: skip


def presences(lignes: Sequence[LignePresence]) -> list[Rangee]:
    """Children expected."""
    return [
        {
            "jour": x.jour, "site": x.site, "activite": x.activite, "groupe": x.groupe, "unite": x.unite,
            "code_famille": affiche(x.code), "pai": x.pai, "enfant": x.enfant, "classe": x.classe,
            "etat": LIBELLES_RESERVATION[EtatReservation(x.etat)], "regimes": x.regimes,
        }
        for x in lignes
    ]  # fmt: skip


def repas(lus: Sequence[Repas]) -> list[Rangee]:
    """Meals by service, with those served apart in one cell."""
    return [
        {
            "jour": x.jour, "site": x.site, "activite": x.activite, "unite": x.unite, "total": x.total,
            "ordinaires": x.ordinaires, "pai": x.pai, "regimes": regimes(x),
            "a_part": ", ".join(f"{c.enfant} ({_a_part(c)})" for c in x.convives),
        }
        for x in lus
    ]  # fmt: skip


def _a_part(convive: ConvivePart) -> str:
    pai = convive.pai_detail or ("PAI" if convive.pai else "")
    return ", ".join(mot for mot in (pai, convive.regimes) if mot)


def attente(lignes: Sequence[LigneAttente]) -> list[Rangee]:
    """Demands in the order they will be offered a place."""
    return [
        {c: affiche(x.code) if c == "code_famille" else getattr(x, c) for c in _ATTENTE}
        | {"manquantes": ", ".join(x.manquantes)}
        for x in lignes
    ]


def texte(rangees: Sequence[Rangee]) -> str:
    """The file, separated by semicolons as a French spreadsheet expects; at least one row."""
    flux = io.StringIO()
    ecrivain = csv.writer(flux, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(rangees[0])
    ecrivain.writerows([neutre(propre(cellule(v))) for v in rangee.values()] for rangee in rangees)
    return flux.getvalue()
