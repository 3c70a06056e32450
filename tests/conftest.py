"""Fixtures shared by every test: each gets its own base, its own clock, its own folders."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from guichet.base import Adresse
from guichet.contexte import Contexte
from tests.bases import Horloge, ServeurPostgres, contexte, remplir, secrets_gabarit, serveur

# A property is true or not, however long an example takes on a busy machine.
settings.register_profile("guichet", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("guichet")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow proofs last: what a change breaks is mostly said before they begin.

    Of them those of tests/architecture first: a type checker is one test of many seconds, and at the very end it would
    leave the other core idle.
    """
    items.sort(key=lambda essai: essai.get_closest_marker("lent") is not None)


@pytest.fixture(autouse=True)
def _machine_neuve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's own folders, keyring or environment."""
    for nom in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(nom, str(tmp_path / nom.lower()))
    for nom in ("GUICHET_BASE", "GUICHET_CONFIG", "GUICHET_CLES", "GUICHET_TEMOIN", "CREDENTIALS_DIRECTORY"):
        monkeypatch.delenv(nom, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture(scope="session", autouse=True)
def _hachage_rapide() -> None:
    """Cheap argon2id parameters: the algorithm stays the real one."""
    from argon2 import PasswordHasher

    from guichet.registres.socle import hachage

    hachage.hacheur = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def horloge() -> Horloge:
    """A clock standing at Monday 16 November 2026, 14:07 in Paris."""
    return Horloge()


@pytest.fixture(scope="session")
def gabarit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite base of Clairval, copied by each test (0.2 ms)."""
    fichier = tmp_path_factory.mktemp("gabarit") / "clairval.db"
    remplir(Adresse(fichier))
    return fichier


@pytest.fixture
def fichier_base(gabarit: Path, tmp_path: Path) -> Path:
    """A fresh SQLite base."""
    copie = tmp_path / "guichet.db"
    shutil.copy(gabarit, copie)
    temoin = gabarit.with_name(gabarit.name + ".temoin")
    shutil.copy(temoin, tmp_path / "guichet.db.temoin")
    shutil.copy(secrets_gabarit().chemin, tmp_path / "guichet.db.cles")
    return copie


@pytest.fixture(scope="session")
def postgres() -> Iterator[ServeurPostgres | str]:
    """One PostgreSQL server per worker, or the reason there is none."""
    yield from serveur()


@pytest.fixture(params=["sqlite", "postgres"])
def adresse(request: pytest.FixtureRequest) -> Iterator[Adresse]:
    """A fresh base on each engine."""
    if request.param == "sqlite":
        yield Adresse(request.getfixturevalue("fichier_base"))
        return
    s = request.getfixturevalue("postgres")
    if isinstance(s, str):
        pytest.skip(s)
    copie = s.copie()
    yield copie
    s.jeter(copie)


@pytest.fixture
def ctx(adresse: Adresse, horloge: Horloge) -> Iterator[Contexte]:
    """Open the base of the test as « demo », who has every right; once per engine."""
    c = contexte(adresse, horloge)
    yield c
    c.base.fermer()


@pytest.fixture
def ctx_sqlite(fichier_base: Path, horloge: Horloge) -> Iterator[Contexte]:
    """Open a SQLite base only, where the engine is not what the test is about."""
    c = contexte(Adresse(fichier_base), horloge)
    yield c
    c.base.fermer()
