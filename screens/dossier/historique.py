"""Everything done for a family, newest first: what each act changed, and for whom; the answer to « this is wrong »."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from guichet.fiches.dossier.histoire import Changement, LigneHistoire
from guichet.formats.mots import majuscule
from guichet.regles.dossier.histoire import RIEN, dit
from guichet.regles.reservations.rythmes.dits import premiers_dits
from screens.socle import mots
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ColonneListe, ListeLignes

LARGE = 100
"""Columns from which the agent has one; below, they are told under the list."""
AGENT = 16
TOUS = 10_000
"""Room enough for every day of a year."""


class EcranHistorique(EcranBase[None]):
    """A long list to read with the arrows; Entrée tells one act before and after."""

    ECRAN = "historique"
    DEFAULT_CSS = "EcranHistorique #titre { height: 1; margin: 1 0 0 0; padding: 0 2; text-style: bold; }"

    def __init__(self) -> None:
        super().__init__()
        self._actes: tuple[LigneHistoire, ...] = ()

    def corps(self) -> ComposeResult:
        """Title and list."""
        yield Static("Historique de la famille", id="titre", markup=False)
        yield Filet()
        yield ListeLignes(dessous=3, mots=self._mots)

    async def preparer(self, famille_id: int) -> None:
        """Read the whole history."""
        from guichet.services.dossier import dossiers

        self._actes = await self.lire(dossiers.historique, famille_id)

    def afficher(self) -> None:
        """Draw it."""
        liste = self.query_one(ListeLignes)
        large = self.size.width >= LARGE
        if not self._actes:
            liste.vide("Rien n’a encore été fait pour cette famille.")
            return
        quand = max(len(self._quand(a)) for a in self._actes)
        colonnes = [ColonneListe(quand, "discret"), ColonneListe(0)]
        if large:
            colonnes.append(ColonneListe(AGENT, "discret"))
        rangees = [(self._quand(a), a.detail or a.libelle, *((a.agent,) if large else ())) for a in self._actes]
        liste.montrer(rangees, colonnes, curseur=liste.curseur)

    def on_resize(self) -> None:
        """The agent has a column where there is room."""
        if self.is_mounted:
            self.afficher()

    def caches(self) -> frozenset[str]:
        """Nothing to open where nothing more is known."""
        a = self._acte()
        return frozenset() if a is not None and a.changements else frozenset({"historique.ouvrir"})

    def _acte(self) -> LigneHistoire | None:
        rang = self.query_one(ListeLignes).curseur
        return self._actes[rang] if rang < len(self._actes) else None

    def _quand(self, a: LigneHistoire) -> str:
        return f"{mots.jour(self.ctx, a.le)} {self.ctx.local(a.le):%H:%M}"

    def _mots(self, rang: int) -> str:
        """The act whole: its words, what it changed, by whom."""
        if rang >= len(self._actes):
            return ""
        a = self._actes[rang]
        return " · ".join(m for m in (a.libelle, a.detail, a.agent) if m)

    # Keys

    def _bouger(self, pas: int) -> None:
        self.query_one(ListeLignes).bouger(pas)
        self.habiller_pied()

    def action_ouvrir(self) -> None:
        """Entrée: before and after."""
        self.faire(self._ouvrir())

    async def _ouvrir(self) -> None:
        from screens.modales.message import ModaleMessage

        a = self._acte()
        if a is None or not a.changements:
            self.indiquer("Rien de plus n’est connu de cet acte.")
            return
        texte = "\n\n".join([" · ".join(m for m in (self._quand(a), a.agent) if m), *map(avant_apres, a.changements)])
        await self.demander(ModaleMessage(majuscule(a.libelle), texte))

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())

    def action_monter(self) -> None:
        """Up."""
        self._bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self._bouger(1)

    def action_page_haut(self) -> None:
        """Page up."""
        self.query_one(ListeLignes).page(-1)
        self.habiller_pied()

    def action_page_bas(self) -> None:
        """Page down."""
        self.query_one(ListeLignes).page(1)
        self.habiller_pied()


def avant_apres(c: Changement) -> str:
    """One thing, with every day it is about, before and after."""
    jours = f"\n{premiers_dits(c.jours, TOUS)}" if len(c.jours) > 1 else ""
    return f"{dit(c)}{jours}\n    avant : {c.avant or RIEN}\n    après : {c.apres or RIEN}"
