"""Slips to print: the usual ones, changed field by field by each test."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from guichet.editions.comptoir.recapitulatif import DonneesPassage
from guichet.editions.portail.bordereau_identifiants import DonneesIdentifiants
from guichet.formats import PARIS

SITE: dict[str, Any] = {
    "commune": "Ville du Mesnil-Saint-Denis",
    "site_nom": "Guichet unique — Hôtel de ville",
    "site_adresse": "1, rue Henri-Husson, 78320 Le Mesnil-Saint-Denis",
    "site_telephone": "01 30 13 86 50",
    "site_horaires": ("Lundi au vendredi : 9 h – 12 h et 13 h 30 – 17 h 30",),
    "famille": "LÉGER-MARTIN",
    "code": "20421-K",
    "agent": "Nadia B.",
}


def bordereau(**autres: Any) -> DonneesIdentifiants:
    """Mode `courriel` with a temporary password, the most usual slip."""
    base: dict[str, Any] = SITE | {
        "destinataire": "Sophie LÉGER-MARTIN",
        "mode_compte": "courriel",
        "portail_nom": "Espace citoyens",
        "portail_adresse": "espace-citoyens.net/lemesnilsaintdenis",
        "identifiant": "sophie.leger",
        "mot_de_passe": "k7mp4xq9r2wd",
        "expire_le": date(2026, 11, 28),
        "edite_le": datetime(2026, 11, 21, 14, 7, tzinfo=PARIS),
    }
    return DonneesIdentifiants(**(base | autres))


def avec_cle(**autres: Any) -> DonneesIdentifiants:
    """Mode `parent`: only the Clé Enfance is handed over."""
    base: dict[str, Any] = {
        "mode_compte": "parent",
        "identifiant": "",
        "mot_de_passe": None,
        "expire_le": None,
        "cle_enfance": "K7MP-4XQ9-R2WD-H",
        "cle_expire_le": date(2026, 12, 21),
    }
    return bordereau(**(base | autres))


def passage(**autres: Any) -> DonneesPassage:
    base: dict[str, Any] = SITE | {
        "agent": "Nadia",
        "ouvert_le": datetime(2026, 11, 21, 14, 6, tzinfo=PARIS),
        "clos_le": datetime(2026, 11, 21, 14, 19, tzinfo=PARIS),
        "presence": "sur_place",
        "actes": (
            ("14:06", "Identité vérifiée : Sophie LÉGER-MARTIN, carte nationale d’identité"),
            ("14:07", "Identifiants du portail réémis et remis en main propre"),
        ),
        "restes": ("Apporter le certificat de vaccination de Tom",),
    }
    return DonneesPassage(**(base | autres))


def pages(pdf: bytes) -> int:
    """Counted in the page tree, which Typst leaves uncompressed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
