"""Everything done for a family, newest first, with its former coordinates."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from guichet.fiches.comptoir.passages import LigneActe
from screens.socle import mots
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ColonneListe, ListeLignes

COLONNES = (ColonneListe(20, "discret"), ColonneListe(0), ColonneListe(16, "discret"))


class EcranHistorique(EcranBase[None]):
    """A long list to read with the arrows."""

    ECRAN = "historique"
    DEFAULT_CSS = "EcranHistorique #titre { height: 1; margin: 1 0 0 0; padding: 0 2; text-style: bold; }"

    def __init__(self) -> None:
        super().__init__()
        self._actes: tuple[LigneActe, ...] = ()

    def corps(self) -> ComposeResult:
        """Title and list."""
        yield Static("Historique de la famille", id="titre", markup=False)
        yield Filet()
        yield ListeLignes(dessous=2)

    async def preparer(self, famille_id: int) -> None:
        """Read the whole history."""
        from guichet.services.dossier import dossiers

        self._actes = await self.lire(dossiers.historique, famille_id)

    def afficher(self) -> None:
        """Draw it."""
        rangees = [
            (f"{mots.jour(self.ctx, a.le)} {self.ctx.local(a.le):%H:%M}", a.libelle, a.agent) for a in self._actes
        ]
        liste = self.query_one(ListeLignes)
        if rangees:
            liste.montrer(rangees, COLONNES)
        else:
            liste.vide("Rien n’a encore été fait pour cette famille.")

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())

    def action_monter(self) -> None:
        """Up."""
        self.query_one(ListeLignes).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(ListeLignes).bouger(1)

    def action_page_haut(self) -> None:
        """Page up."""
        self.query_one(ListeLignes).page(-1)

    def action_page_bas(self) -> None:
        """Page down."""
        self.query_one(ListeLignes).page(1)
