"""Where the town's witness stands: a file that is added to, or a table that is inserted into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from guichet.base import pilote
from guichet.base.temoin.fichier import (
    Section,
    SourceFichier,
    Tete,
    Vue,
    ajouter,
    de_la_base,
    en_ligne,
    en_section,
    lire_section,
)
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
_DITES = "SELECT empreinte FROM temoin WHERE base = %(base)s AND empreinte LIKE 'restauration %%' ORDER BY le, seq"
# Of the base that is there now: what was seen before it was put back says nothing of how far it goes.
_DERNIERE = (
    "SELECT coalesce(max(seq), 0) FROM temoin WHERE base = %(base)s AND le >= coalesce((SELECT max(le) FROM temoin "
    "WHERE base = %(base)s AND empreinte LIKE 'restauration %%'), '-infinity')"
)
_FIN = "SELECT max(le) FROM temoin WHERE base = %(base)s"
# In the order they came, by the clock of that server: a restoration divides what was seen before it from the rest.
_LIRE = "SELECT seq, empreinte, mac FROM temoin WHERE base = %(base)s AND le <= %(fin)s ORDER BY le, seq"


class Registre(Protocol):
    """A place where heads are added; every method raises TemoinInjoignable, or OSError, when it cannot."""

    nom: str

    def ajouter(self, vue: Vue) -> None:
        """Add a head."""
        ...

    def declarer(self, section: Section) -> None:
        """Add a restoration; said twice, it is one."""
        ...

    def derniere(self) -> int:
        """Number of the last head it has seen of the base that is there now; 0: none."""
        ...

    def source(self) -> SourceFichier | SourceServeur:
        """All it has seen until now, to be held against a journal that is opened after."""
        ...

    def fermer(self) -> None:
        """Give back what it holds; used again, it opens again."""
        ...


class SurFichier:
    """A file named by the town: its rights are those it was given, and it is only added to.

    Each line says of which base it is: two towns of one machine room may name the same file.
    """

    def __init__(self, chemin: Path, base_id: str) -> None:
        self.nom = f"{COURT} ({chemin})"
        self._chemin = chemin
        self._base = base_id

    def ajouter(self, vue: Vue) -> None:
        """Add a head; whoever made the file may have it take nothing but additions (chattr +a)."""
        ajouter(self._chemin, de_la_base(self._base, en_ligne(vue)))

    def declarer(self, section: Section) -> None:
        """Add a restoration, unless it tells it already."""
        if section not in self.source().sections():
            ajouter(self._chemin, de_la_base(self._base, en_section(section)))

    def derniere(self) -> int:
        """The last head; 0 in a file that is not there yet."""
        derniere = 0
        with suppress(FileNotFoundError):
            for lot in self.source().lire():
                for lu in lot:
                    if isinstance(lu, Section):
                        derniere = lu.tete.seq
                    elif lu is not None:
                        derniere = max(derniere, lu.tete.seq)
        return derniere

    def source(self) -> SourceFichier:
        """The file as far as it goes now."""
        return SourceFichier(self._chemin, self.nom, COURT, REMEDE, self._base)

    def fermer(self) -> None:
        """Nothing is held between two lines."""


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

    def declarer(self, section: Section) -> None:
        """Insert a restoration in the place of a hash: the journal vouches for it, its line needs no signature."""
        self.executer(_AJOUTER, seq=section.tete.seq, empreinte=en_section(section).decode().strip(), mac="")

    def dites(self) -> list[str]:
        """The restorations it tells, as they are written."""
        return [ligne for (ligne,) in self.executer(_DITES).fetchall()]

    def fin(self) -> datetime | None:
        """When the last line came."""
        ((le,),) = self.executer(_FIN).fetchall()
        return le if isinstance(le, datetime) else None

    def derniere(self) -> int:
        """The last head."""
        ((seq,),) = self.executer(_DERNIERE).fetchall()
        return int(seq)

    def source(self) -> SourceServeur:
        """What it has seen until now."""
        # A connection of its own: this one is the thread's that writes.
        return SourceServeur(SurServeur(self._lieu, self._base))

    def fermer(self) -> None:
        """Close its connection: that server counts them too."""
        connexion, self._connexion = self._connexion, None
        if connexion is not None:
            connexion.close()

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
        self._fin: datetime | None = None
        self._dites: list[str] = []
        try:
            self._fin, self._dites = serveur.fin(), serveur.dites()
        except TemoinInjoignable as panne:
            self._panne = panne

    def lire(self) -> Iterator[list[Vue | Section | None]]:
        """Its lines by batches.

        Raises:
            TemoinInjoignable.
        """
        if self._panne is not None:
            raise self._panne
        try:
            curseur = self._serveur.executer(_LIRE, fin=self._fin)
            while lot := curseur.fetchmany(_LOT):
                yield [self._lire(*ligne) for ligne in lot]
        finally:
            self._serveur.fermer()

    def sections(self) -> list[Section]:
        """The restorations it tells, in order."""
        return [s for dite in self._dites if (s := lire_section(dite.encode("ascii", "replace"))) is not None]

    def _lire(self, seq: int, empreinte: str, mac: str) -> Vue | Section | None:
        if empreinte in self._dites:
            return lire_section(empreinte.encode("ascii", "replace"))
        return Vue(Tete(seq, empreinte), mac)
