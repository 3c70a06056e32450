"""Where a SQLite file may live: a list of what is safe, links followed.

Locks, memory shared between processes and a flush that reaches the disk are what SQLite asks; a share, a virtual
machine's folder or a program that plays a disk promises none of them. What is not known to be safe is not.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from guichet.erreurs.base import BaseSurReseau

SURS = frozenset(
    "ext2 ext3 ext4 xfs btrfs zfs f2fs jfs nilfs2 bcachefs reiserfs ufs apfs hfs hfsplus vfat exfat ntfs ntfs3 "
    "tmpfs ramfs rootfs overlay aufs ecryptfs lxfs wslfs".split()
)
"""Kinds of the kernel's table that one machine holds alone."""

_TABLE = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


def sorte(chemin: str, montages: str) -> str:
    """Kind of file system a path stands on, "" when the table does not say.

    Args:
        chemin: absolute, without links.
        montages: text of /proc/mounts; of two mounts on one point the last hides the first.
    """
    meilleur, trouvee = "", ""
    for ligne in montages.split("\n"):
        champs = ligne.split(" ")
        if len(champs) < 3:
            continue
        point = _OCTAL.sub(lambda lu: chr(int(lu[1], 8)), champs[1])
        if (chemin == point or chemin.startswith(point.rstrip("/") + "/")) and len(point) >= len(meilleur):
            meilleur, trouvee = point, champs[2]
    return trouvee


def refuser(fichier: Path, montages: str | None = None) -> None:
    """Refuse a place that is not known to be safe; a system without such a table is trusted.

    Args:
        fichier: the base, there or to come.
        montages: text of the table; None: this machine's.

    Raises:
        BaseSurReseau: names the kind of file system.
    """
    if montages is None:
        montages = _TABLE.read_text(encoding="utf-8", errors="surrogateescape") if _TABLE.exists() else ""
    vrai = os.path.realpath(fichier)
    trouvee = sorte(vrai, montages)
    if trouvee and trouvee not in SURS:
        ou = f"{fichier} (en vérité {vrai})" if vrai != str(fichier.absolute()) else f"{fichier}"
        raise BaseSurReseau(
            f"La base {ou} est sur un partage ou un disque qui n’est pas de cette machine ({trouvee}) : deux postes "
            "s’y perdraient des données. Travaillez sur la machine qui porte le fichier, ou passez à PostgreSQL."
        )
