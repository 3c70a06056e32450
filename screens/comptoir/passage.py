"""The end of a visit, the same from the dossier and from the identifiers."""

from __future__ import annotations

from screens.socle.ecran import Poste


async def clore(ecran: Poste, famille_id: int, *, finie: bool = True) -> None:
    """Close the visit of the family shown, print its summary when something was done, back to what led to it.

    The visit held here for this family and no other: whatever else is open belongs to another screen.
    Closed first, printed after: a printer out of paper must not keep a family at the counter. With `finie` false it
    is left as one looks back: a form under it holds what was typed.
    """
    from guichet.services.comptoir import passages

    passage = await ecran.lire(passages.courant)
    if passage is not None and passage.famille_id == famille_id:
        passage = await ecran.ecrire(passages.clore, passage.passage_id)
        if passage.actes:
            await imprimer(ecran, passage.passage_id)
    await ecran.sortir(clos=finie)


async def imprimer(ecran: Poste, passage_id: int) -> None:
    """Print, or save without a printer, the summary of a visit; say where it went."""
    from guichet.services.comptoir import passages

    impression = await ecran.imprimer(passages.recapitulatif, passage_id)
    ecran.annoncer(impression.message, "Récapitulatif")
