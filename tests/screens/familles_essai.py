"""Households to put on the screen, and what the base holds afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.services import familles
from guichet.services.dossier import dossiers
from tests.bases import Horloge, contexte

LEGER = SaisieFamille(
    adresse="4 rue des Lilas",
    code_postal="78999",
    ville="Clairval-sur-Seine",
    membres=(
        SaisieMembre(
            nom="Léger", prenom="Sophie", mobile="0612345678", courriel="sophie@orange.fr", naissance="24/05/1986"
        ),
        SaisieMembre(
            role="enfant", nom="Léger", prenom="Léa", naissance="12/04/2019", ecole="Victor-Hugo", classe="CE1"
        ),
    ),
)


def autre_poste(fichier: Path) -> Contexte:
    """The same base seen by another program."""
    return contexte(Adresse(fichier), Horloge())


def installer(fichier: Path, saisie: SaisieFamille = LEGER) -> Dossier:
    """Put a household into the base."""
    ctx = autre_poste(fichier)
    code = familles.creer(ctx, saisie, malgre_doublons=True)
    dossier = dossiers.lire(ctx, code)
    ctx.base.fermer()
    return dossier


def relire(fichier: Path, code: str) -> Dossier:
    """The household as the base holds it now."""
    ctx = autre_poste(fichier)
    dossier = dossiers.lire(ctx, code)
    ctx.base.fermer()
    return dossier


def lignes(fichier: Path, sql: str, *valeurs: Any) -> list[tuple[Any, ...]]:
    """Rows read with no code of ours between."""
    with closing(sqlite3.connect(fichier)) as base:
        return base.execute(sql, valeurs).fetchall()
