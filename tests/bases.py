"""Real bases for tests: one SQLite template copied per test, one PostgreSQL server per worker."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from guichet.base import Adresse, Base
from guichet.contexte import Contexte, agent_courant, ouvrir
from guichet.impression import ImprimanteMemoire
from guichet.secrets import Secrets, SecretsFichier
from tests.patience import TROP_LONG_S

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.sceaux import Cle
    from guichet.registres.socle.journal import Valeur

DEPART = datetime(2026, 11, 16, 13, 7, tzinfo=UTC)
"""Monday 16 November 2026, 14:07 in Paris."""


class Horloge:
    """A clock that stands still until the test moves it."""

    def __init__(self, depart: datetime = DEPART) -> None:
        self.instant = depart

    def __call__(self) -> datetime:
        return self.instant

    def avancer(self, **duree: float) -> None:
        self.instant += timedelta(**duree)


_CLES = "GUICHET_ESSAIS_CLES"


@cache
def secrets_gabarit() -> SecretsFichier:
    """Keys of the template base of this process, and of those it starts: nothing is written without them."""
    if _CLES not in os.environ:
        dossier = tempfile.mkdtemp(prefix="guichet-cles-")
        atexit.register(shutil.rmtree, dossier, ignore_errors=True)
        os.environ[_CLES] = str(Path(dossier) / "cles")
    return SecretsFichier(Path(os.environ[_CLES]))


def cle_gabarit(adresse: Adresse) -> Cle:
    """What gives the secret of the seals of a base of the tests."""
    from guichet.secrets import cle_des_sceaux

    return cle_des_sceaux(adresse, secrets_gabarit())


def remplir(adresse: Adresse) -> None:
    """Create the Clairval training base every test starts from."""
    from guichet.communes import chemin_preset, lire_preset
    from guichet.services.socle.initialisation import AGENTS_FORMATION, initialiser

    initialiser(
        adresse,
        lire_preset(chemin_preset("clairval")),
        maintenant=DEPART,
        agents=AGENTS_FORMATION,
        formation=True,
        secrets=secrets_gabarit(),
    ).fermer()


def contexte(adresse: Adresse, horloge: Callable[[], datetime], secrets: Secrets | None = None) -> Contexte:
    """Open a copy of the template as agent « demo », who has every right."""
    ctx = ouvrir(
        adresse,
        poste="poste 2",
        site="hotel-de-ville",
        horloge=horloge,
        imprimante=ImprimanteMemoire(),
        secrets=secrets or secrets_gabarit(),
    )
    return ctx.pour(agent_courant("demo", "Nadia Benali", "superviseur", tous_droits=True))


SANS_LENDEMAIN = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off", "wal_level=minimal", "max_wal_senders=0",
    "autovacuum=off", "jit=off",
)  # fmt: skip
"""What a server spends to survive a power cut, be copied and be tidied for years: this one lives for one run.

With autovacuum it would start a sweeper per second and per hundred bases; without, plans do not change in mid-test.
"""
MEMOIRE = Path("/dev/shm")


def en_memoire() -> Path | None:
    """Where the hundreds of files of each base are made and removed at no cost, if the machine has room there."""
    large = MEMOIRE.is_dir() and shutil.disk_usage(MEMOIRE).free > 8 << 30
    return MEMOIRE if large else None


class ServeurPostgres:
    """A PostgreSQL server in a temporary folder, on a unix socket only."""

    def __init__(self) -> None:
        self.dossier = Path(tempfile.mkdtemp(prefix="guichet-pg-", dir=en_memoire()))
        self.donnees = self.dossier / "donnees"
        self.compteur = 0

    @staticmethod
    def binaires() -> Path | None:
        """Folder of initdb and pg_ctl, or None where PostgreSQL is not installed."""
        if trouve := shutil.which("initdb"):
            return Path(trouve).parent
        candidats = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        return candidats[-1].parent if candidats else None

    def _lancer(self, *commande: str) -> None:
        prefixe: list[str] = []
        if os.geteuid() == 0:
            # initdb refuses root.
            compte = pwd.getpwnam("postgres")
            os.chown(self.dossier, compte.pw_uid, compte.pw_gid)
            prefixe = ["setpriv", "--reuid", str(compte.pw_uid), "--regid", str(compte.pw_gid), "--clear-groups"]
        subprocess.run([*prefixe, *commande], check=True, capture_output=True, cwd=self.dossier)

    def demarrer(self) -> None:
        binaires = self.binaires()
        assert binaires is not None
        self._lancer(
            str(binaires / "initdb"),
            "-D",
            str(self.donnees),
            "-U",
            "guichet",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-A",
            "trust",
            "--no-sync",
        )
        options = f"-k {self.dossier} -h '' -c max_connections=60 " + " ".join(f"-c {r}" for r in SANS_LENDEMAIN)
        self._lancer(
            str(binaires / "pg_ctl"),
            "-D",
            str(self.donnees),
            "-w",
            "-t",
            f"{TROP_LONG_S:.0f}",
            "-l",
            str(self.dossier / "journal.txt"),
            "-o",
            options,
            "start",
        )
        with pytest.MonkeyPatch.context() as env:
            # The witness of a server's base is kept in the user's data folder: not in ours.
            env.setenv("XDG_DATA_HOME", str(self.dossier))
            remplir(self.adresse("postgres"))

    def adresse(self, nom: str) -> Adresse:
        return Adresse(None, f"postgresql://guichet@/{nom}?host={self.dossier}")

    def sauvegarder(self, adresse: Adresse, vers: Path) -> None:
        """What a town's DSI does at night, with the server's own tools."""
        self._outil("pg_dump", "-Fc", "-f", str(vers), adresse.url)

    def remettre(self, adresse: Adresse, copie: Path) -> None:
        """As docs/sauvegardes.md tells it: an empty database in the place of the base, then pg_restore."""
        import psycopg

        base = adresse.url.split("/")[3].split("?")[0]
        with psycopg.connect(self.adresse("template1").url, autocommit=True) as c:
            c.execute(f"DROP DATABASE {base} WITH (FORCE)")
            c.execute(f"CREATE DATABASE {base} TEMPLATE template0")
        self._outil("pg_restore", "--exit-on-error", "-d", adresse.url, str(copie))

    def _outil(self, nom: str, *options: str) -> None:
        binaires = self.binaires()
        assert binaires is not None
        subprocess.run([str((binaires / "initdb").resolve().with_name(nom)), *options], check=True, capture_output=True)

    def copie(self) -> Adresse:
        """Make a fresh database copied from the template."""
        import psycopg

        self.compteur += 1
        nom = f"essai{self.compteur}"
        with psycopg.connect(self.adresse("template1").url, autocommit=True) as c:
            c.execute(f"CREATE DATABASE {nom} TEMPLATE postgres STRATEGY FILE_COPY")
        copie = self.adresse(nom)
        temoin = Base(copie).temoin
        temoin.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.dossier / "guichet" / Base(self.adresse("postgres")).temoin.name, temoin)
        # Of all bases of this run: a command opens the one its address says.
        with Base(copie).lecture() as s:
            ((base_id,),) = s.lignes("SELECT valeur FROM parametre WHERE cle = 'base_id'")
        shutil.copy(secrets_gabarit().chemin, temoin.with_name(f"cles-{base_id}"))
        return copie

    def jeter(self, adresse: Adresse) -> None:
        """Take a database away, whoever still holds it."""
        import psycopg

        nom = adresse.url.split("/")[3].split("?")[0]
        with psycopg.connect(self.adresse("template1").url, autocommit=True) as c:
            c.execute(f"DROP DATABASE IF EXISTS {nom} WITH (FORCE)")

    def vide(self) -> Adresse:
        """Make a database with nothing in it."""
        import psycopg

        self.compteur += 1
        nom = f"vide{self.compteur}"
        with psycopg.connect(self.adresse("template1").url, autocommit=True) as c:
            c.execute(f"CREATE DATABASE {nom} TEMPLATE template0")
        return self.adresse(nom)

    def arreter(self) -> None:
        binaires = self.binaires()
        assert binaires is not None
        self._lancer(
            str(binaires / "pg_ctl"), "-D", str(self.donnees), "-t", f"{TROP_LONG_S:.0f}", "-m", "immediate", "stop"
        )
        shutil.rmtree(self.dossier, ignore_errors=True)


def serveur() -> Iterator[ServeurPostgres | str]:
    """Give a running server, or the sentence that says why there is none."""
    if ServeurPostgres.binaires() is None:
        yield "PostgreSQL n’est pas installé sur cette machine : essais sur PostgreSQL non joués"
        return
    s = ServeurPostgres()
    s.demarrer()
    try:
        yield s
    finally:
        s.arreter()


def sceller(s: Ecriture, ctx: Contexte, verbe: str, objet: str = "", **contenu: Valeur) -> int:
    """Seal any act by its verb, one that no version knows included."""
    from guichet.registres.socle import journal

    acte = ctx.acte()
    return journal.inscrire_verbe(s, acte.le, acte.agent, acte.poste, verbe, [(objet, contenu)])
