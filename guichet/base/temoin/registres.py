"""Where the town's witness stands: a file that is added to, or a table that is inserted into."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from guichet.base import pilote
from guichet.base.temoin.fichier import Section, SourceFichier, Tete, Vue, en_ligne
from guichet.erreurs.base import TemoinInjoignable

if TYPE_CHECKING:
    from guichet.base.adresse import Adresse

COURT = "de la ville"
REMEDE = "comparez la fin du journal avec ce que vous en avez gardé, et voyez docs/securite.md."
_LOT = 2000
_OPTIONS = "-c statement_timeout=5000 -c lock_timeout=2000"
_AJOUTER = (
    "INSERT INTO temoin (base, seq, empreinte, mac) VALUES (%(base)s, %(seq)s, %(empreinte)s, %(mac)s) "
    "ON CONFLICT DO NOTHING"
)
_DERNIERE = "SELECT coalesce(max(seq), 0) FROM temoin WHERE base = %(base)s"
_LIRE = "SELECT seq, empreinte, mac FROM temoin WHERE base = %(base)s AND seq <= %(fin)s ORDER BY seq"


class Registre(Protocol):
    """A place where heads are added; every method raises TemoinInjoignable, or OSError, when it cannot."""

    nom: str

    def ajouter(self, vue: Vue) -> None:
        """Add a head."""
        ...

    def derniere(self) -> int:
        """Number of the last head it has seen; 0: none."""
        ...

    def source(self) -> SourceFichier | SourceServeur:
        """All it has seen until now, to be held against a journal that is opened after."""
        ...


class SurFichier:
    """A file named by the town: its rights are those it was given, and it is only added to."""

    def __init__(self, chemin: Path) -> None:
        self.nom = f"{COURT} ({chemin})"
        self._chemin = chemin

    def ajouter(self, vue: Vue) -> None:
        """Add a head; whoever made the file may have it take nothing but additions (chattr +a)."""
        fd = os.open(self._chemin, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with os.fdopen(fd, "rb+", buffering=0) as flux:
            fin = flux.seek(0, os.SEEK_END)
            # After a power cut the last line may be torn: never glue a good one to it.
            colle = fin > 0 and os.pread(fd, 1, fin - 1) != b"\n"
            flux.write(b"\n" * colle + en_ligne(vue))

    def derniere(self) -> int:
        """The last head; 0 in a file that is not there yet."""
        try:
            lots = SourceFichier(self._chemin).lire()
            return max((vue.tete.seq for lot in lots for vue in lot if isinstance(vue, Vue)), default=0)
        except FileNotFoundError:
            return 0

    def source(self) -> SourceFichier:
        """The file as far as it goes now."""
        return SourceFichier(self._chemin, self.nom, COURT, REMEDE)


class SurServeur:
    """A table of another database, where the account of the counters may insert and nothing more (docs/securite.md)."""

    def __init__(self, lieu: Adresse, base_id: str) -> None:
        self.nom = f"{COURT} ({lieu.affichee()})"
        self._lieu = lieu
        self._base = base_id
        self._connexion: Any = None

    def ajouter(self, vue: Vue) -> None:
        """Insert a head; the same one, seen twice, is one. Another of the same number stays beside it, and is found."""
        self.executer(_AJOUTER, seq=vue.tete.seq, empreinte=vue.tete.empreinte, mac=vue.mac)

    def derniere(self) -> int:
        """The last head."""
        ((seq,),) = self.executer(_DERNIERE).fetchall()
        return int(seq)

    def source(self) -> SourceServeur:
        """What it has seen until now."""
        # A connection of its own: this one is the thread's that writes.
        return SourceServeur(SurServeur(self._lieu, self._base))

    def executer(self, sql: str, **valeurs: object) -> Any:
        """Run one statement, on a connection that is kept, and made again once when it broke meanwhile.

        Raises:
            TemoinInjoignable: the server does not answer, or has no such table, or refuses.
        """
        psycopg = pilote.charger()
        try:
            if self._connexion is not None:
                try:
                    return self._connexion.execute(sql, {"base": self._base, **valeurs})
                except psycopg.OperationalError:
                    self._connexion.close()
                    self._connexion = None
            self._connexion = psycopg.connect(self._lieu.url, autocommit=True, connect_timeout=2, options=_OPTIONS)
            return self._connexion.execute(sql, {"base": self._base, **valeurs})
        except psycopg.errors.UndefinedTable as erreur:
            raise TemoinInjoignable(
                f"Le témoin {self.nom} n’a pas sa table : créez-la comme le dit docs/securite.md."
            ) from erreur
        except psycopg.errors.InsufficientPrivilege as erreur:
            raise TemoinInjoignable(
                f"Le témoin {self.nom} refuse ce compte : donnez-lui SELECT et INSERT, comme le dit docs/securite.md."
            ) from erreur
        except psycopg.Error as erreur:
            raise TemoinInjoignable(
                f"Le témoin {self.nom} ne répond pas : vérifiez le réseau et l’adresse, puis réessayez."
            ) from erreur


class SourceServeur:
    """Heads that a table had seen when this was made."""

    court = COURT
    remede = REMEDE

    def __init__(self, serveur: SurServeur) -> None:
        self.nom = serveur.nom
        self._serveur = serveur
        self._panne: TemoinInjoignable | None = None
        try:
            self._fin = serveur.derniere()
        except TemoinInjoignable as panne:
            self._panne = panne

    def lire(self) -> Iterator[list[Vue | Section | None]]:
        """Its lines by batches.

        Raises:
            TemoinInjoignable.
        """
        if self._panne is not None:
            raise self._panne
        curseur = self._serveur.executer(_LIRE, fin=self._fin)
        while lot := curseur.fetchmany(_LOT):
            yield [Vue(Tete(seq, empreinte), mac) for seq, empreinte, mac in lot]

    def sections(self) -> list[Section]:
        """None: a copy is put back on a server by its own tools, and that is a finding."""
        return []
