"""The one way a paper leaves: to the printer of the workstation, to its folder, or to the file somebody named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.registres.comptoir import actes

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.impression import Edition, Impression, Note


def imprimer(ctx: Contexte, edition: Edition, *, chemin: Path | None = None) -> Impression:
    """Print or save a paper already composed, once what it tells is committed, then note it when it asks for it.

    Slow (a printer, a disk): never in a transaction, and in a thread of its own from a screen (Poste.imprimer).

    Args:
        ctx: whose printer.
        edition: the page, as PDF and as text.
        chemin: the file named by the agent, which wins over the usual destination.

    Raises:
        CheminRequis: no printer, and a secret is not written where nobody asked for it; ImpressionImpossible.
    """
    fait = ctx.imprimante.imprimer(edition, chemin=chemin)
    if edition.note is not None:
        _noter(ctx, edition.note, fichier=chemin is not None)
    return fait


@transaction
def _noter(ctx: Contexte, note: Note, *, fichier: bool) -> None:
    """Apart from the printing: a transaction run again must not print again."""
    with ctx.ecriture() as s:
        acte = ctx.acte()
        actes.tracer(s, acte, note.type_, note.famille_id, personne=note.personne_id, fichier=fichier)
