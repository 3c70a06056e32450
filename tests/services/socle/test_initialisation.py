"""A base that opens: without it no counter opens in the morning."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.erreurs.base import BaseExistante
from tests.bases import remplir


def test_la_base_neuve_dit_sa_commune_et_ses_jours_feries(ctx: Contexte) -> None:
    """Lost otherwise: the town's name on every screen, and the clock of forgotten identifiers."""
    assert ctx.commune.nom == "Clairval-sur-Seine"
    assert ctx.formation
    with ctx.lecture() as s:
        feries = dict(s.lignes("SELECT jour, libelle FROM jour_ferie"))
        agents = [ligne[0] for ligne in s.lignes("SELECT identifiant FROM agent ORDER BY identifiant")]
    assert any(j.isoformat() == "2026-11-11" for j in feries)
    assert agents == ["accueil", "demo", "regie"]


def test_init_n_ecrase_jamais_une_base(fichier_base: Path) -> None:
    """Lost otherwise: the whole base of a town, by a command typed twice."""
    avant = fichier_base.read_bytes()
    with pytest.raises(BaseExistante, match="Il y a déjà une base"):
        remplir(Adresse(fichier_base))
    assert fichier_base.read_bytes() == avant
    assert not list(fichier_base.parent.glob(".*neuf*"))
