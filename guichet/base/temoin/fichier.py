"""The witness of one place: a file outside the base that keeps the heads of its journal (rule 20).

One line a committed act, « sequence hash mac »; the mac is made with the key of the base (guichet.base.sceaux), and
lines of before it was sealed have none. A tail cut off, or an old copy put back, does not break the chain: the
witness knows what was there. `guichet restaurer` begins a new section, which says what the copy it put back lacks, one
line an act: what stands above is of the former base as soon as the two part.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from guichet.base.place import modes

_LOT = 2000 * 72
"""Bytes read at once: some two thousand lines."""
_HACHE = 64
_SECTION = b"restauration "
_MANQUE = b"manque "
_BASE = b"base "
_REMEDE = "remettez celui de la dernière sauvegarde, et comparez la fin du journal avec ce que vous en avez gardé."


class Tete(NamedTuple):
    """A row of the journal: its number and its hash."""

    seq: int
    empreinte: str


class Vue(NamedTuple):
    """A head it has seen, and what proves that the program wrote the line; "" before the base was sealed."""

    tete: Tete
    mac: str


class Manquant(NamedTuple):
    """An act of the former base that the copy put back does not have."""

    seq: int
    le: str
    type: str
    objet: str


class Section(NamedTuple):
    """Head of what a restored base has seen."""

    commun: int
    """Last row that the former journal shares with the copy."""
    tete: Tete
    """Head of the copy."""
    ancienne: Tete
    """Head of the former base."""
    manquent: int
    """Acts of the former base that the copy does not have."""


def noter(temoin: Path, vue: Vue) -> None:
    """Add the head. The act is committed: a witness that cannot be written must not make it look refused."""
    base = temoin.with_name(temoin.name.removesuffix(".temoin"))
    with suppress(OSError):
        modes.dossier(temoin.parent, modes.neuf())
        with os.fdopen(modes.ouvrir(temoin, os.O_RDWR | os.O_APPEND, modes.de(base)), "ab+") as fichier:
            # After a power cut the last line may be torn: never glue a good one to it.
            colle = fichier.tell() > 0 and (fichier.seek(-1, os.SEEK_END), fichier.read(1))[1] != b"\n"
            fichier.write(b"\n" * colle + en_ligne(vue))


def declarer(temoin: Path, section: Section) -> None:
    """Add a restoration that nobody made through the program, to a witness that is there.

    Raises:
        OSError: it cannot be written.
    """
    ajouter(temoin, en_section(section))


def ajouter(temoin: Path, ligne: bytes) -> None:
    """Add one whole line to a file whose rights are those it was given.

    Raises:
        OSError: it cannot be written.
    """
    fd = os.open(temoin, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "rb+", buffering=0) as flux:
        fin = flux.seek(0, os.SEEK_END)
        # After a power cut the last line may be torn: never glue a good one to it.
        colle = fin > 0 and os.pread(fd, 1, fin - 1) != b"\n"
        flux.write(b"\n" * colle + ligne)


class SourceFichier:
    """A witness file as far as it goes now: what counters add while the base is read is of another reading."""

    def __init__(self, chemin: Path, nom: str = "", court: str = "", remede: str = "", base: str = "") -> None:
        self.nom, self.court, self.remede = nom or str(chemin), court or chemin.name, remede or _REMEDE
        self._chemin, self._base = chemin, base
        self._octets: int | None = None
        with suppress(OSError):
            self._octets = chemin.stat().st_size

    def lire(self) -> Iterator[list[Vue | Section | None]]:
        """Its lines by batches; see the function of that name."""
        return lire(self._chemin, self._octets, self._base)

    def sections(self) -> list[Section]:
        """The restorations it tells."""
        return sections(self._chemin, self._octets, self._base)


def lire(temoin: Path, octets: int | None = None, base: str = "") -> Iterator[list[Vue | Section | None]]:
    """Give its lines by batches, None for one that cannot be read (torn by a power cut).

    Args:
        temoin: the file.
        octets: where to stop; None: at its end.
        base: whose lines are read of a file that several towns add to (`de_la_base`); one that names none is read too.

    Raises:
        OSError: there is none, or it cannot be read.
    """
    sienne = de_la_base(base, b"")
    for lot in _lots(temoin, octets):
        siennes = (
            ligne.removeprefix(sienne) for ligne in lot if not ligne.startswith(_BASE) or ligne.startswith(sienne)
        )
        yield [_lire(ligne) for ligne in siennes if not ligne.startswith(_MANQUE)]


def de_la_base(base: str, ligne: bytes) -> bytes:
    """A line that says of which base it is, in a file that several may add to; as it is where none is named."""
    return _BASE + base.encode() + b" " + ligne if base else ligne


def sections(temoin: Path, octets: int | None = None, base: str = "") -> list[Section]:
    """The restorations it tells, in order; none when it cannot be read."""
    trouvees: list[Section] = []
    with suppress(OSError):
        for lot in lire(temoin, octets, base):
            trouvees += (ligne for ligne in lot if isinstance(ligne, Section))
    return trouvees


def vues(temoin: Path) -> Iterator[Tete]:
    """Heads it has seen of the base that is there now; none when it cannot be read."""
    suites = sections(temoin)
    with suppress(OSError):
        for lot in lire(temoin):
            for ligne in lot:
                if isinstance(ligne, Section):
                    suites.pop(0)
                if ligne is not None and all(ligne.tete.seq <= suite.commun for suite in suites):
                    yield ligne.tete


def copier(temoin: Path, vers: Path, jusqu_a: int) -> None:
    """Give a copy of the base the witness of its own moment: what was written after it is left out.

    A witness that is missing or cannot be read gives none to the copy, which then says so.
    """
    with suppress(OSError):
        _deposer(vers, (ligne for lot in _lots(temoin) for ligne in lot if _jusqu_a(_lire(ligne), jusqu_a)))


def poursuivre(temoin: Path, vers: Path, section: Section, manquants: Iterable[Manquant]) -> None:
    """Give a restored base the witness of the former one, and a new section.

    Raises:
        OSError: it cannot be written.
    """
    gardees: list[bytes] = []
    with suppress(OSError):
        gardees = [ligne.rstrip(b"\n") + b"\n" for lot in _lots(temoin) for ligne in lot]
    _deposer(vers, (*gardees, en_section(section), *map(_ecrire_manquant, manquants)))


def _deposer(vers: Path, lignes: Iterable[bytes]) -> None:
    lues = iter(lignes)
    premiere = next(lues, b"")
    base = vers.with_name(vers.name.removesuffix(".temoin"))
    fd = modes.ouvrir(vers, os.O_TRUNC | os.O_WRONLY, modes.de(base))
    with os.fdopen(fd, "wb") as sortie:
        sortie.write(premiere)
        sortie.writelines(lues)
        sortie.flush()
        os.fsync(fd)


def _lots(temoin: Path, octets: int | None = None) -> Iterator[list[bytes]]:
    with temoin.open("rb") as flux:
        while (octets is None or flux.tell() < octets) and (lot := flux.readlines(_LOT)):
            if octets is not None and (trop := flux.tell() - octets) > 0:
                # Lines are added whole.
                while trop > 0:
                    trop -= len(lot.pop())
            yield lot


def _jusqu_a(ligne: Vue | Section | None, fin: int) -> bool:
    return isinstance(ligne, Section) or (ligne is not None and ligne.tete.seq <= fin)


def en_ligne(vue: Vue) -> bytes:
    """The line that says a head."""
    return f"{vue.tete.seq} {vue.tete.empreinte} {vue.mac}".rstrip().encode("ascii") + b"\n"


def en_section(s: Section) -> bytes:
    """The line that begins a section."""
    mots = (s.commun, *s.tete, *s.ancienne, s.manquent)
    return _SECTION + " ".join(map(str, mots)).encode("ascii") + b"\n"


def _ecrire_manquant(acte: Manquant) -> bytes:
    return _MANQUE + " ".join(str(mot).strip() for mot in acte).encode().translate(None, b"\r\n") + b"\n"


def _lire(ligne: bytes) -> Vue | Section | None:
    if ligne.startswith(_SECTION):
        return lire_section(ligne)
    seq, hache, mac = (*ligne.split(), b"", b"", b"")[:3]
    if not seq.isdigit() or len(hache) != _HACHE or len(mac) not in {0, _HACHE}:
        return None
    return Vue(Tete(int(seq), hache.decode("ascii", "replace")), mac.decode("ascii", "replace"))


def lire_section(ligne: bytes) -> Section | None:
    """What a line that begins a section says, None when it cannot be read."""
    try:
        mots = (mot.decode("ascii") for mot in ligne.removeprefix(_SECTION).split())
        commun, seq, hache, ancien, ancienne, manquent = mots
        return Section(int(commun), Tete(int(seq), hache), Tete(int(ancien), ancienne), int(manquent))
    except ValueError:
        return None
