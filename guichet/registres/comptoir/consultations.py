"""Who looked at which household: apart from the journal, since it is purged (rule 33), noted even when nobody writes.

A counter stopped in the middle of an act keeps the turn to write. Reading goes on: who read what waits in a small file
beside the base (on this machine where it is on a server), entered by whoever of this machine writes next.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guichet.base.place import modes

if TYPE_CHECKING:
    from guichet.base import Base
    from guichet.base.ecriture import Ecriture
    from guichet.registres.socle.acte import Acte

OBJET_MAX = 30
_ECRIRE = (
    "INSERT INTO consultation (le, agent, poste, famille_id, objet) "
    "SELECT :le, :agent, :poste, id, :objet FROM famille WHERE id = :famille_id"
)


def consigner(s: Ecriture, acte: Acte, famille_id: int, objet: str) -> None:
    """Write who looked at which household."""
    s.ordre(
        "INSERT INTO consultation (le, agent, poste, famille_id, objet) "
        "VALUES (:le, :agent, :poste, :famille_id, :objet)",
        _ligne(acte, famille_id, objet) | {"le": acte.le},
    )


def differer(base: Base, acte: Acte, famille_id: int, objet: str) -> None:
    """Keep it until somebody can write.

    Raises:
        OSError: it cannot be kept either; the reading must not be shown.
    """
    chemin = _fichier(base)
    texte = json.dumps(_ligne(acte, famille_id, objet) | {"le": acte.le.isoformat()}, ensure_ascii=False)
    modes.dossier(chemin.parent, modes.neuf())
    fd = modes.ouvrir(chemin, os.O_WRONLY | os.O_APPEND, modes.de(base.adresse.fichier or chemin))
    with os.fdopen(fd, "ab") as fichier:
        fichier.write(f"{texte}\n".encode())
        fichier.flush()
        os.fsync(fd)


def rattraper(s: Ecriture, base: Base) -> bool:
    """Enter what waits, in this transaction; whether there was anything, to be forgotten once it is committed."""
    chemin = _fichier(base)
    if not chemin.exists() and not _prise(chemin).exists():
        return False
    # Taken aside: what is kept meanwhile goes to a file of its own. A kill before the commit leaves it to the next one;
    # between the commit and the end, a reading is noted twice, never lost.
    with suppress(FileNotFoundError):
        if not _prise(chemin).exists():
            chemin.rename(_prise(chemin))
    for ligne in _lues(_prise(chemin)):
        s.ordre(_ECRIRE, ligne)
    return True


def oublier(base: Base) -> None:
    """What was entered is in the base."""
    _prise(_fichier(base)).unlink(missing_ok=True)


def _ligne(acte: Acte, famille_id: int, objet: str) -> dict[str, Any]:
    return {"agent": acte.agent, "poste": acte.poste, "famille_id": famille_id, "objet": objet[:OBJET_MAX]}


def _lues(chemin: Path) -> Iterator[dict[str, Any]]:
    with suppress(FileNotFoundError):
        for texte in chemin.read_text(encoding="utf-8", errors="replace").splitlines():
            # Torn by a power cut.
            with suppress(ValueError, KeyError, TypeError):
                lue = json.loads(texte)
                yield {c: lue[c] for c in ("agent", "poste", "famille_id", "objet")} | {
                    "le": datetime.fromisoformat(lue["le"])
                }


def _fichier(base: Base) -> Path:
    return base.temoin.with_suffix(".consultations")


def _prise(chemin: Path) -> Path:
    return chemin.with_suffix(".reprises")
