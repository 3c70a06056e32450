"""Two towns that name one witness: each is held against its own lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from guichet.base import Adresse
from guichet.services.socle.declaration import declarer
from guichet.services.socle.verification import verifier_base
from tests.bases import Horloge, ServeurPostgres, contexte, remplir
from tests.services.socle.verification.test_temoin_ville import agir, ordres_de_la_page


@pytest.fixture
def villes(postgres: ServeurPostgres | str) -> Iterator[tuple[ServeurPostgres, list[Adresse]]]:
    """Two bases that share nothing but the server, each with a number of its own."""
    if isinstance(postgres, str):
        pytest.skip(postgres)
    deux = [postgres.vide(), postgres.vide()]
    for adresse in deux:
        remplir(adresse)
    yield postgres, deux
    for adresse in deux:
        postgres.jeter(adresse)


def agir_et_verifier(adresse: Adresse, *actes: str) -> list[str]:
    ctx = contexte(adresse, Horloge())
    try:
        for acte in actes:
            agir(ctx, acte)
        return [a.phrase for a in verifier_base(ctx.base).anomalies]
    finally:
        ctx.base.fermer()


@pytest.mark.parametrize("sorte", ["table", "fichier"])
def test_deux_villes_sur_un_temoin_ne_s_accusent_pas(
    villes: tuple[ServeurPostgres, list[Adresse]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sorte: str
) -> None:
    """Lost otherwise: « il a été récrit », for ever, of both towns; and neither can declare what was put back."""
    serveur, (une, autre) = villes
    place = str(tmp_path / "ville.temoin")
    if sorte == "table":
        tiers = serveur.vide()
        place = tiers.url
        with psycopg.connect(tiers.url, autocommit=True) as c:
            c.execute(ordres_de_la_page("guichet"))
    monkeypatch.setenv("GUICHET_TEMOIN", place)
    for tour in range(3):
        assert agir_et_verifier(une, f"une {tour}") == []
        assert agir_et_verifier(autre, f"autre {tour}", "encore") == []
    copie = tmp_path / "une.dump"
    serveur.sauvegarder(une, copie)
    assert agir_et_verifier(une, "perdu") == []
    serveur.remettre(une, copie)
    assert [p for p in agir_et_verifier(une) if "de la ville" in p], "its own lines count still"
    assert agir_et_verifier(autre, "pendant ce temps") == []
    ctx = contexte(une, Horloge())
    assert declarer(ctx, verifier_base).manquent == 1
    ctx.base.fermer()
    assert agir_et_verifier(une, "ensuite") == []
    assert agir_et_verifier(autre, "ensuite") == []
