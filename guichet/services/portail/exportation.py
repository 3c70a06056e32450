"""What leaves for the portal: JSON Lines, each record once (format: docs/format-portail.md).

Order of a lot: write under a temporary name, fsync, rename, fsync the folder, mark, commit. A crash before the rename
leaves nothing; a crash between the rename and the commit leaves a complete file that the next run overwrites under
the same name, since the number of a lot depends on committed lots alone. A record is therefore never lost, and never
in two lots; a portal that took a file before such a crash sees its records again in the same lot, and knows them by
`numero`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from guichet.base.fichiers import ecrire
from guichet.base.transaction import transaction
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.identifiants import LotRefuse
from guichet.erreurs.socle import cause
from guichet.registres.comptoir import actes
from guichet.registres.portail import lots_portail
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte


@transaction
def exporter(ctx: Contexte, sortie: TextIO | Path) -> int:
    """Write what the portal was not given yet; returns how many records. Nothing is written when there is none.

    Args:
        ctx: agent, base, clock.
        sortie: a folder, where the lot is named by its number; a file, kept when it holds another lot; or a stream.

    Raises:
        LotRefuse: the file holds another lot; UsageIncorrect: it cannot be written.
    """
    ctx.exiger(Droit.EXPORTER_PORTAIL)
    donne = None if isinstance(sortie, Path) else _donner(ctx, sortie)
    if donne is not None and not donne.ids:
        return 0
    with ctx.ecriture() as s:
        acte = ctx.acte()
        lot = lots_portail.prochain(s)
        if donne is not None and donne.lot != lot:
            raise LotRefuse(
                "Un autre export est parti pendant que celui-ci s’écrivait : jetez ce qui est sorti ici, rien n’en est "
                "noté, puis recommencez."
            )
        ids, texte = (donne.ids, donne.texte) if donne else lots_portail.a_exporter(s, lot)
        if not ids:
            return 0
        if isinstance(sortie, Path):
            _ecrire_fichier(sortie / f"portail-{lot}.jsonl" if sortie.is_dir() else sortie, lot, texte)
        lots_portail.marquer(s, acte, ids, lot)
        actes.tracer(
            s,
            acte,
            TypeActe.PORTAIL_EXPORTER,
            objet=lot,
            nombre=len(ids),
            premier=ids[0],
            dernier=ids[-1],
            empreinte=hashlib.sha256(texte.encode()).hexdigest(),
        )
        return len(ids)


class _Donne(NamedTuple):
    """A lot that has left by a stream, not marked yet."""

    lot: str
    ids: list[int]
    texte: str


def _donner(ctx: Contexte, sortie: TextIO) -> _Donne:
    """Write the next lot to a stream, outside of any transaction: its reader may sleep, and holds nobody meanwhile."""
    with ctx.lecture() as s:
        lot = lots_portail.prochain(s)
        donne = _Donne(lot, *lots_portail.a_exporter(s, lot))
    sortie.write(donne.texte)
    sortie.flush()
    return donne


def _ecrire_fichier(fichier: Path, lot: str, texte: str) -> None:
    """Put the whole lot under its name, or nothing."""
    autre = _lot_de(fichier)
    if autre is not None and autre != f"le lot {lot}":
        raise LotRefuse(
            f"Le fichier {fichier} contient {autre}, que le portail n’a peut-être pas encore pris : déplacez-le, "
            "ou donnez un dossier, où chaque lot a son nom."
        )
    try:
        # The lot carries hashes and addresses: for the account that runs the export alone.
        ecrire(fichier, texte.encode(), remplacer=autre is not None)
    except OSError as erreur:
        raise UsageIncorrect(
            f"Le fichier {fichier} ne peut pas être écrit ({cause(erreur)}) : choisissez un autre dossier."
        ) from erreur


def _lot_de(fichier: Path) -> str | None:
    """What a file already holds, in words: « le lot 00000012 »; None when there is no such file."""
    if not fichier.exists():
        return None
    with fichier.open(encoding="utf-8", errors="replace") as flux:
        premiere = flux.readline()
    try:
        return f"le lot {json.loads(premiere)['lot']}"
    except (ValueError, KeyError, TypeError):
        return "un autre contenu"
