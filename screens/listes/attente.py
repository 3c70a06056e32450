"""Who waits for a place, in the order it will be offered: rank, time of request, priority, offer made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from guichet import formats
from guichet.fiches.listes.effectifs import FileAttente
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.regles.socle.code_famille import affiche
from screens.listes.vue import AERE, COMPTE, LARGE, Vue, nom_site, tete
from screens.widgets.coupure import couper
from screens.widgets.lignes import ALERTE
from screens.widgets.page import VIDE, LignePage, Morceau, caler, ligne

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.listes.listes_csv import Rangee
    from guichet.impression import Edition


@dataclass(frozen=True, slots=True)
class DemandeListee:
    """The demand a line stands for; its rank and its priority may change under the cursor."""

    reservation_id: int


@dataclass(frozen=True, slots=True)
class Attente:
    """Those who wait, gathered by the places they wait for."""

    vue: Vue
    files: tuple[FileAttente, ...]
    noms: Mapping[str, str]
    instants: Mapping[int, str]
    """Time of each request, as the counter reads it."""
    deplie: bool = True

    @property
    def vide(self) -> str:
        """Nobody waits."""
        return "" if self.files else "Personne n’attend de place"

    @property
    def compte(self) -> str:
        """« 12 demandes en attente »."""
        return formats.pluriel(sum(len(f.lignes) for f in self.files), "demande en attente", "demandes en attente")

    @property
    def details(self) -> tuple[Morceau, ...]:
        """Places offered, and those that nobody was offered yet."""
        proposees = sum(x.proposee for f in self.files for x in f.lignes)
        offrir = self.a_proposer
        dits: list[Morceau] = []
        if proposees:
            dits.append((f" · {formats.pluriel(proposees, 'place proposée', 'places proposées')}", ""))
        if offrir:
            dits += [(" · ", ""), (f"{ALERTE}{formats.pluriel(offrir, 'place')} à proposer", "attention")]
        return tuple(dits)

    @property
    def a_proposer(self) -> int:
        """Free places that nobody was offered yet."""
        return sum(f.a_proposer for f in self.files)

    def _nom(self, largeur: int) -> int:
        return largeur - 72 if largeur >= LARGE else 21

    def entete(self, largeur: int) -> str:
        """Names of the columns."""
        return (
            "rang".ljust(COMPTE + 2)
            + caler("enfant", self._nom(largeur))
            + caler("famille", 9)
            + caler("demandée", 20)
            + caler("prio.", 6)
            + "suite"
        )

    def lignes(self, largeur: int) -> list[LignePage]:
        """Days and sites, the places waited for, and who waits for each."""
        lignes: list[LignePage] = []
        for (jour, site), groupe in groupby(self.files, key=lambda f: (f.jour, f.site)):
            files = list(groupe)
            if lignes and self.vue.rangees > AERE:
                lignes.append(VIDE)
            nom = f"{formats.jour_court(jour)} · {self.noms[site]}" if self.vue.semaine else self.noms[site]
            lignes.append(ligne(*tete(sum(len(f.lignes) for f in files), nom)))
            for file in files:
                lignes.append(_file(file))
                for x in file.lignes:
                    lignes.append(self._demande(x, largeur))
                    lignes += _manque(x, largeur)
        return lignes

    def _demande(self, x: LigneAttente, largeur: int) -> LignePage:
        rang = str(x.rang) if x.rang else "—"
        return ligne(
            (f"{rang:>{COMPTE - 2}}    ", "fort"),
            caler(x.enfant, self._nom(largeur)),
            (caler(affiche(x.code), 9), "code"),
            (caler(self.instants[x.reservation_id], 20), ""),
            (caler(str(x.priorite) if x.priorite else "·", 6), "" if x.priorite else "discret"),
            _suite(x),
            cible=DemandeListee(x.reservation_id),
        )

    def trouver(self, cible: object) -> tuple[FileAttente, LigneAttente, int] | None:
        """The places waited for, the demand and its household, under the cursor."""
        for file in self.files:
            for x, famille_id in zip(file.lignes, file.foyers, strict=True):
                if cible == DemandeListee(x.reservation_id):
                    return file, x, famille_id
        return None

    def edition(self, ctx: Contexte) -> Edition:
        """For the office, by site."""
        from guichet.services.listes import affiches

        return affiches.attente(ctx, self._demandes(), du=self.vue.du, au=self.vue.au)

    def rangees(self, ctx: Contexte) -> list[Rangee]:
        """A row per demand."""
        from guichet.editions.listes import listes_csv

        del ctx
        return listes_csv.attente(self._demandes())

    def _demandes(self) -> list[LigneAttente]:
        return [x for f in self.files for x in f.lignes]


def lire(ctx: Contexte, vue: Vue) -> Attente:
    """Read the waiting list."""
    from guichet.services.listes import releves

    lues = releves.files(ctx, du=vue.du, au=vue.au, site=vue.site)
    instants = {x.reservation_id: formats.instant_court(ctx.local(x.demandee_le)) for f in lues for x in f.lignes}
    return Attente(vue, lues, {f.site: nom_site(ctx, f.site) for f in lues}, instants)


def _file(file: FileAttente) -> LignePage:
    noms = dict.fromkeys(n for n in (file.activite, file.groupe, file.unite) if n)
    proposees = sum(x.proposee for x in file.lignes)
    libres: Morceau = (formats.pluriel(proposees, "proposée") if proposees else "complet", "discret")
    if file.a_proposer:
        libres = (f"{ALERTE}{file.a_proposer} à proposer", "attention")
    return ligne((f"{len(file.lignes):>{COMPTE - 2}}  ", ""), ", ".join(noms), droite=(libres,))


def _suite(x: LigneAttente) -> Morceau:
    if x.proposee:
        return ("● proposée", "ok")
    if x.rang:
        return ("", "")
    return (f"{ALERTE}incomplète", "attention")


def _manque(x: LigneAttente, largeur: int) -> list[LignePage]:
    """What an incomplete demand waits for, whole: it is said to the parent."""
    if not x.manquantes:
        return []
    marge = " " * (COMPTE + 2)
    return [ligne(marge, (t, "attention")) for t in couper(f"manque {', '.join(x.manquantes)}", largeur - COMPTE - 2)]
