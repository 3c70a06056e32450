"""Alternate custody of a child, settled: what was agreed at the left, the weeks to come at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from guichet import formats
from guichet.fiches.garde.reglage import FicheGarde
from guichet.regles.garde import dite as garde_dite
from guichet.regles.garde.jours import Sejour, ici
from guichet.regles.reservations.dits.signes import AILLEURS, ICI
from screens.garde.calendrier import LARGEUR, lignes_calendrier
from screens.garde.forme import DONNES, LARGE, dire_a_rendre
from screens.socle import mots
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.page import VIDE, LignePage, Page, caler, ligne, paragraphe

TITRE = 12
"""Columns of a label."""

VACANCES = 11
"""Columns of the name of a holiday."""

MARGES = 4

LUNDIS = 3
"""Mondays named: the calendar beside shows the others."""


class EcranGarde(EcranBase[None]):
    """Of the other household nothing is read, so that nothing can be shown (rule 32): the child is « ailleurs »."""

    ECRAN = "garde"
    DEFAULT_CSS = f"""
    EcranGarde #titre {{ height: 1; margin: 1 0 0 0; padding: 0 2; text-style: bold; }}
    EcranGarde Horizontal {{ height: 1fr; }}
    EcranGarde #calendrier {{ width: {LARGEUR}; }}
    EcranGarde.large #calendrier {{ width: {LARGEUR + 13}; }}
    """

    famille_id: int
    _lien_id: int
    _fiche: FicheGarde
    _recul = 0
    """Weeks from this one to the first one drawn."""

    def corps(self) -> ComposeResult:
        """Title, what is settled, the calendar."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        with Horizontal():
            yield Page(id="reglages")
            yield Page(id="calendrier", marge=1)

    async def preparer(self, *, famille_id: int, lien_id: int) -> None:
        """Read it."""
        self.famille_id, self._lien_id = famille_id, lien_id
        await self._relire()

    async def _relire(self) -> None:
        from guichet.services.garde import alternee

        self._fiche = await self.lire(alternee.fiche, self._lien_id)

    def afficher(self) -> None:
        """Draw it."""
        self.query_one("#titre", Static).update(f"{mots.qui(self._fiche.enfant)} · garde alternée")
        page = self.query_one("#reglages", Page)
        page.montrer([*self._lignes(page.size.width)])
        self._dessiner()

    def on_resize(self) -> None:
        """As many weeks as there is room for."""
        self.set_class(self.size.width >= LARGE, "large")
        self.call_after_refresh(self.afficher)

    def _dessiner(self) -> None:
        page, jour = self.query_one("#calendrier", Page), self.ctx.aujourdhui()
        if page.size.height:
            premier = jour + timedelta(weeks=self._recul)
            large = self.has_class("large")
            page.montrer(
                lignes_calendrier(
                    self._fiche.garde, self._fiche.calendrier, premier, jour, page.size.height, noms=large
                )
            )

    # What is settled

    def _lignes(self, largeur: int) -> Iterator[LignePage]:
        fiche, jour = self._fiche, self.ctx.aujourdhui()
        present = ici(fiche.garde, jour, fiche.calendrier)
        yield ligne(_titre("Aujourd’hui"), ((ICI if present else AILLEURS).dit, "fort"))
        if fiche.a_rendre:
            yield from paragraphe(("! ", "attention"), dire_a_rendre(fiche.a_rendre), largeur, "attention")
        yield VIDE
        yield from self._semaines()
        yield VIDE
        yield from self._vacances(largeur)
        yield VIDE
        yield from self._exceptions()
        yield VIDE
        payeurs = garde_dite.nommer_payeurs(fiche.responsables, fiche.payeurs)
        yield ligne(_titre("Payeur ici"), payeurs or "personne : F2 pour le choisir")

    def _semaines(self) -> Iterator[LignePage]:
        garde, jour = self._fiche.garde, self.ctx.aujourdhui()
        if garde.rythme is None or garde.ancre is None:
            yield ligne(_titre("Semaines"), "toutes ici")
            return
        mot = "semaine" if garde.rythme.ici == 1 else "semaines"
        yield ligne(_titre("Semaines"), f"{garde.rythme.ici} {mot} sur {garde.rythme.sur} ici")
        lundis = [formats.jour_mois(lundi) for lundi in garde_dite.lundis_ici(garde.rythme, garde.ancre, jour)]
        yield ligne(_titre(""), (f"lundis {', '.join(lundis[:LUNDIS])}", "discret"))

    def _vacances(self, largeur: int) -> Iterator[LignePage]:
        """Each holiday whole: its days go on below, never cut."""
        fiche = self._fiche
        tete = "Vacances"
        for vacances in garde_dite.prochaines(fiche.calendrier, self.ctx.aujourdhui())[:5]:
            nom = caler(garde_dite.nom_vacances(vacances), VACANCES)
            large = self.has_class("large")
            dites = garde_dite.dire_vacances(fiche.garde, fiche.calendrier, vacances, ici_seul=not large)
            for dite in _repartir(dites.split(", "), largeur - TITRE - VACANCES - MARGES):
                yield ligne(_titre(tete), (nom, "discret"), dite)
                tete, nom = "", " " * VACANCES

    def _exceptions(self) -> Iterator[LignePage]:
        tete = "Exceptions"
        for sejour in self._fiche.garde.sejours:
            if sejour.au >= self.ctx.aujourdhui():
                dite = f"{formats.plage_courte(sejour.du, sejour.au)} {'ici' if sejour.ici else 'ailleurs'}"
                yield ligne(_titre(tete), dite, cible=sejour)
                tete = ""
        if tete:
            yield ligne(_titre(tete), ("aucune : F6 pour en ajouter une", "discret"))

    # Acts

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        self.faire(self._rafraichir())

    async def _rafraichir(self) -> None:
        await self._relire()
        self.afficher()

    def action_modifier(self) -> None:
        """F2: weeks, holidays, payer."""
        self.faire(self.aller("foyer", famille_id=self.famille_id, lien_id=self._lien_id))

    def action_ajouter(self) -> None:
        """F6: days apart."""
        self.faire(self.aller("exception", famille_id=self.famille_id, lien_id=self._lien_id))

    def action_retirer(self) -> None:
        """Suppr: the exception under the cursor."""
        sejour = self.query_one("#reglages", Page).cible
        if isinstance(sejour, Sejour):
            self.faire(self._retirer(sejour))
        else:
            self.indiquer("Il n’y a pas d’exception à retirer.")

    async def _retirer(self, sejour: Sejour) -> None:
        from guichet.services.garde import alternee
        from screens.modales.choisir import ModaleConfirmer
        from screens.modales.repose import ecrire_sachant

        question = f"Retirer l’exception {formats.plage_courte(sejour.du, sejour.au).removesuffix('.')} ?"
        quoi: dict[str, Any] = {"lien_id": self._lien_id, "du": sejour.du}
        oui = await self.demander(ModaleConfirmer("Retirer", question, oui="retirer", non="garder"))
        if oui and await ecrire_sachant(
            self, alternee.retirer_exception, titre="Garde alternée", question=DONNES, **quoi
        ):
            await self._rafraichir()

    def action_monter(self) -> None:
        """Up."""
        self.query_one("#reglages", Page).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one("#reglages", Page).bouger(1)

    def action_page_haut(self) -> None:
        """Earlier weeks, not before this one: what is past is booked already."""
        self._recul = max(0, self._recul - 4)
        self._dessiner()

    def action_page_bas(self) -> None:
        """Later weeks, as far as the calendar was read."""
        self._recul = min(52, self._recul + 4)
        self._dessiner()

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())


def _repartir(morceaux: Sequence[str], largeur: int) -> Iterator[str]:
    """Lines of pieces set off by commas, none of them broken."""
    dite = ""
    for morceau in morceaux:
        if dite and len(dite) + len(morceau) + 3 > largeur:
            yield f"{dite},"
            dite = morceau
        else:
            dite = f"{dite}, {morceau}" if dite else morceau
    yield dite


def _titre(texte: str) -> tuple[str, str]:
    return caler(texte, TITRE), "titre"
