"""The one writer of output files: whole or not at all, for their owner alone, never over what is not ours to lose.

A former export may be replaced by one of the same shape, when whoever runs the command said so. Everything else keeps
its content: the town's base first, what stands beside it, the file being read, whatever we cannot recognise.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from guichet.base.place.descripteurs import lire_debut
from guichet.erreurs.editions import SortieRefusee

COMPAGNONS = ("-wal", "-shm", "-journal", ".file", ".temoin")
"""What a base leaves beside it, and takes with it."""
_VOISINS = (*COMPAGNONS, ".cles", ".postes", ".consultations", ".reprises")
"""Written over, or made before it is needed, each of them costs the base, what waits for it, or every counter."""
_CHANTIERS = (".restauration", ".restauree", ".restaurer.file")
"""The same, after a dot and the name of the base: a restoration that stands there for nobody's eyes."""
_REGLAGES = "guichet.toml"
_LU_MAX = 1 << 16


def ecrire(chemin: Path, octets: bytes, *, remplacer: bool = False, sources: Iterable[Path] = ()) -> bool:
    """Write a file mode 0600, in one step; returns whether it took the place of a former export.

    Args:
        chemin: the file named.
        octets: its content.
        remplacer: whoever runs the command agreed to lose a former export of the same shape.
        sources: files this output was made from.

    Raises:
        SortieRefusee: something stands there that must stay, or may stand there one day.
        FileExistsError: a file appeared meanwhile; OSError: it cannot be written.
    """
    remplace = exiger_libre(chemin, octets, remplacer=remplacer, sources=sources)
    chantier = _chantier(chemin)
    _deposer(chantier, octets)
    try:
        if remplace:
            chantier.replace(chemin)
        else:
            _nommer(chantier, chemin)
        assurer_dossier(chemin.parent)
    finally:
        chantier.unlink(missing_ok=True)
    return remplace


def essayer(chemin: Path) -> None:
    """Write beside a file to come, and take it back: a full disk or a closed folder is known before the work.

    Raises:
        OSError: nothing can be written there.
    """
    chantier = _chantier(chemin)
    _deposer(chantier, bytes(_LU_MAX))
    chantier.unlink()


def exiger_libre(chemin: Path, octets: bytes, *, remplacer: bool = False, sources: Iterable[Path] = ()) -> bool:
    """Refuse a place that must not be written, before the work whose result would go there; see `ecrire`.

    `octets` may be the first line alone: it tells the shape.
    """
    _refuser_un_voisin(chemin)
    if not chemin.exists():
        return False
    if any(source.exists() and chemin.samefile(source) for source in sources):
        raise SortieRefusee(f"{chemin} est le fichier que l’on lit : donnez un autre nom à ce qui s’écrit.")
    if not stat.S_ISREG(chemin.stat().st_mode) or not meme_forme(_debut(chemin), octets):
        raise SortieRefusee(
            f"{chemin} existe et n’est pas un ancien export de la même sorte : il est laissé tel quel, donnez un "
            "autre nom."
        )
    if not remplacer:
        raise SortieRefusee(
            f"{chemin} existe déjà, et n’a pas été touché : donnez un autre nom, ou --remplacer pour perdre l’ancien."
        )
    return True


def meme_forme(ancien: bytes, neuf: bytes) -> bool:
    """Whether two contents are exports of one kind: tables under the same titles, lists of the same keys."""
    a, n = (octets.removeprefix(b"\xef\xbb\xbf") for octets in (ancien, neuf))
    titres = n.split(b"\n", 1)[0].rstrip(b"\r")
    if b";" in titres:
        return a.split(b"\n", 1)[0].rstrip(b"\r") == titres
    return bool(cles := _cles(n)) and _cles(a) == cles


def _cles(octets: bytes) -> tuple[str, ...]:
    """Keys of the first object of a JSON list, or of JSON lines; a list cut short by the reading still tells them."""
    texte = octets.decode(errors="replace").lstrip()
    if not texte.startswith(("[", "{")):
        return ()
    try:
        objet, _fin = json.JSONDecoder().raw_decode(texte.removeprefix("[").lstrip())
    except ValueError:
        return ()
    return tuple(objet) if isinstance(objet, dict) else ()


def _refuser_un_voisin(chemin: Path) -> None:
    # A link leads to what it names: « export.csv » may be the town's base.
    vrai = Path(os.path.realpath(chemin))
    for nom in {chemin, vrai}:
        if nom.name == _REGLAGES:
            raise SortieRefusee(f"{chemin} est le fichier des réglages de Guichet : donnez un autre nom.")
        for fin in _VOISINS:
            base = nom.with_name(nom.name.removesuffix(fin))
            if (base != nom and _est_une_base(base)) or nom.with_name(nom.name + fin).exists():
                raise _voisin(chemin)
        # The base itself may be away: that is when these stand there.
        if nom.name.startswith(".") and nom.name.endswith(_CHANTIERS):
            raise _voisin(chemin)


def _voisin(chemin: Path) -> SortieRefusee:
    return SortieRefusee(f"{chemin} est le nom d’une base de Guichet ou de ce qui l’accompagne : donnez un autre nom.")


def _est_une_base(chemin: Path) -> bool:
    return chemin.is_file() and _debut(chemin).startswith(b"SQLite format 3\0")


def _debut(chemin: Path) -> bytes:
    return lire_debut(chemin, _LU_MAX)


def _chantier(chemin: Path) -> Path:
    """Where this process writes; what killed ones left of the same file is removed, it may hold a secret."""
    debut, fin = f".{chemin.stem[:40]}.", f".neuf{chemin.suffix[:20]}"
    for autre in chemin.parent.iterdir():
        pid = autre.name.removeprefix(debut).removesuffix(fin)
        if autre.name == f"{debut}{pid}{fin}" and pid.isdecimal() and not _vit(int(pid)):
            autre.unlink(missing_ok=True)
    return chemin.with_name(f"{debut}{os.getpid()}{fin}")


def _vit(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _deposer(chantier: Path, octets: bytes) -> None:
    """A file cut short (full disk) is removed: half a slip would still hold the secret."""
    # Left by a process of the same number that was killed.
    chantier.unlink(missing_ok=True)
    descripteur = os.open(chantier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descripteur, "wb") as fichier:
            fichier.write(octets)
            fichier.flush()
            os.fsync(fichier.fileno())
    except OSError:
        chantier.unlink()
        raise


def _nommer(chantier: Path, chemin: Path) -> None:
    """Give its name to a new file, refused when another program took it meanwhile."""
    try:
        os.link(chantier, chemin)
    except FileExistsError:
        raise
    except OSError:
        # A key of another make (FAT) knows no second name: the name is taken first, then filled in one step.
        os.close(os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        chantier.replace(chemin)


def assurer_dossier(dossier: Path) -> None:
    """Have the names of a folder on the disk: a renaming survives a power cut from then on."""
    fd = os.open(dossier, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
