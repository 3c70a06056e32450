"""The family under the cursor, at the right of the search where there is room: is it the one who stands here?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import work

from guichet import formats
from guichet.erreurs import ErreurMetier
from guichet.regles.socle.code_famille import affiche
from screens.widgets.coupure import couper
from screens.widgets.page import VIDE, LignePage, Page, ligne

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.dossier.dossier import Dossier
    from guichet.fiches.familles.foyer import Membre
    from screens.socle.ecran import Poste

AVEC_LISTE = 110
LARGEUR = 44
MARGES = 4
PAUSE_S = 0.15
"""It is read once typing and moving pause: never in the way of either."""
ALERTES = 4


class Apercu(Page):
    """Members with their births, alerts, the two weeks ahead; read without opening the dossier nor a visit."""

    DEFAULT_CSS = f"""
    Apercu {{ width: {LARGEUR}; border-left: solid $filet; display: none; }}
    Apercu.large {{ display: block; }}
    """

    def __init__(self) -> None:
        super().__init__(id="apercu")
        self.famille_id: int | None = None
        """Household shown."""

    def disposer(self, largeur: int) -> None:
        """It stands beside the list where a screen of `largeur` columns has room for both."""
        self.set_class(largeur >= AVEC_LISTE, "large")

    def suivre(self, poste: Poste, famille_id: int | None) -> None:
        """Show this household, unless it is shown already; nobody when None, or without room."""
        vise = famille_id if self.has_class("large") else None
        if vise is not None and vise == self.famille_id:
            return
        self.workers.cancel_group(self, "apercu")
        self.famille_id = None
        self.montrer(())
        if vise is not None:
            self._lire(poste, vise)

    @work(exclusive=True, group="apercu")
    async def _lire(self, poste: Poste, famille_id: int) -> None:
        await asyncio.sleep(PAUSE_S)
        # Only who moves or types pays for it: opening the first dossier would load the same.
        from guichet.services.dossier import dossiers

        try:
            dossier = await poste.lire(dossiers.lire, famille_id)
        except ErreurMetier as refus:
            # Who may search but not read the dossiers is told so where there would have been one.
            self.montrer([ligne((t, "discret")) for t in couper(refus.message, LARGEUR - MARGES)])
            return
        self.famille_id = famille_id
        self.montrer(list(lignes_apercu(poste.ctx, dossier)))


def lignes_apercu(ctx: Contexte, d: Dossier) -> Iterator[LignePage]:
    """Who they are first, then what calls for attention, then what is booked."""
    from screens.dossier.lignes import signalee
    from screens.dossier.semaines import semaines_empilees

    yield ligne((d.nom, "fort"), "  ", (affiche(d.famille.code), "code"))
    for a in d.alertes[:ALERTES]:
        dite, sens = signalee(a)
        yield from (ligne((texte, sens)) for texte in couper(dite, LARGEUR - MARGES))
    if len(d.alertes) > ALERTES:
        yield ligne((f"  et {formats.pluriel(len(d.alertes) - ALERTES, 'autre')}", "discret"))
    yield from _groupe(ctx, "Responsables", d.responsables)
    yield from _groupe(ctx, "Enfants", d.enfants)
    if d.enfants:
        yield VIDE
        yield from semaines_empilees(d, LARGEUR, ctx.aujourdhui())
    yield from _groupe(ctx, "À prévenir", d.contacts)


def _groupe(ctx: Contexte, titre: str, membres: tuple[Membre, ...]) -> Iterator[LignePage]:
    if membres:
        yield VIDE
        yield ligne((titre, "titre"))
    for m in membres:
        yield from _membre(ctx, m)


def _membre(ctx: Contexte, m: Membre) -> Iterator[LignePage]:
    """The name, then what tells them from a namesake."""
    from screens.socle import mots

    naissance = mots.naissance(m, ctx.aujourdhui())
    ecole = " ".join(t for t in (m.classe, m.ecole) if t)
    details = [t for t in (naissance, ecole, mots.telephones(m), m.qualite if m.role == "contact" else "") if t]
    yield ligne(mots.qui(m), ("  ! PAI" if m.pai else "", "attention"))
    for texte in couper(" · ".join(details), LARGEUR - MARGES - 2) if details else ():
        yield ligne((f"  {texte}", "discret"))
