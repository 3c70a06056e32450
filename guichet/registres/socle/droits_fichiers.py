"""Whose the files of a base are, as they stand on this disk: what `guichet diagnostic` says of it, with the cure."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from guichet.base.fichiers import COMPAGNONS
from guichet.base.place import modes
from guichet.base.place.modes import Mode
from guichet.fiches.socle.diagnostic import Constat, EtatConstat
from guichet.registres.socle.machine import constat


def examiner(fichier: Path) -> Constat | None:
    """The base, its folder and its companions; None when there is none, or this account may not even look."""
    try:
        if not fichier.is_file():
            return None
        mode = modes.de(fichier)
        fautes = [*_base(fichier, mode), *_dossier(fichier.absolute().parent, mode), *_compagnons(fichier, mode)]
    except OSError:
        return None
    if fautes:
        return Constat("droits", EtatConstat.ATTENTION, " ".join(fautes))
    if mode.partage:
        nom = modes.nom_du_groupe(mode.gid)
        return constat("droits", f"La base est partagée avec le groupe « {nom} », et avec lui seul.")
    return constat("droits", "La base n’est lisible que de son compte.")


def _base(fichier: Path, mode: Mode) -> Iterator[str]:
    bits = stat.S_IMODE(fichier.stat().st_mode)
    if bits & 0o007:
        bon = f"chmod {mode.bits:o} {fichier}"
        yield f"La base {fichier} est ouverte à tous les comptes de la machine : faites « {bon} »."
    elif bits & 0o070 and not mode.partage:
        yield (
            f"Le groupe lit la base {fichier} sans pouvoir l’écrire, et peut en bloquer les guichets : faites "
            f"« chmod 600 {fichier} », ou « chmod 660 {fichier} » pour la partager."
        )


def _dossier(dossier: Path, mode: Mode) -> Iterator[str]:
    s = dossier.stat()
    if s.st_mode & 0o002 and not s.st_mode & stat.S_ISVTX:
        yield f"Tout compte peut remplacer la base dans {dossier} : faites « chmod o-w {dossier} »."
    if not mode.partage:
        if s.st_mode & 0o020:
            yield f"Le groupe peut remplacer la base dans {dossier} : faites « chmod g-w {dossier} »."
    elif s.st_gid != mode.gid or not s.st_mode & stat.S_ISGID or s.st_mode & 0o070 != 0o070:
        nom = modes.nom_du_groupe(mode.gid)
        yield (
            f"Le dossier {dossier} ne donne pas au groupe « {nom} » ce qui s’y crée : faites « chgrp {nom} {dossier} » "
            f"et « chmod 2770 {dossier} »."
        )


def _compagnons(fichier: Path, mode: Mode) -> Iterator[str]:
    for fin in (*COMPAGNONS, ".cles"):
        autre = fichier.with_name(fichier.name + fin)
        if not autre.exists():
            continue
        s = autre.stat()
        if stat.S_IMODE(s.st_mode) != mode.bits or (mode.partage and s.st_gid != mode.gid):
            chgrp = f"chgrp {modes.nom_du_groupe(mode.gid)} {autre} ; " if mode.partage else ""
            yield f"{autre} n’a pas les droits de la base : faites « {chgrp}chmod {mode.bits:o} {autre} »."
