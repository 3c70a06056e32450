"""Who waits for a place, in the order it will be offered: rank, time of request, priority, offer made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from guichet import formats
from guichet.fiches.effectifs import FileAttente
from guichet.fiches.listes import LigneAttente
from guichet.regles.code_famille import affiche
from screens.lignes import ALERTE
from screens.listes_vue import COMPTE, LARGE, Vue, nom_site, tete
from screens.page import VIDE, LignePage, Morceau, ligne, place

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.listes_csv import Rangee
    from guichet.impression import Edition


@dataclass(frozen=True, slots=True)
class Demande:
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
        offrir = sum(a_offrir(f) for f in self.files)
        dits: list[Morceau] = []
        if proposees:
            dits.append((f" · {formats.pluriel(proposees, 'place proposée', 'places proposées')}", ""))
        if offrir:
            dits += [(" · ", ""), (f"{ALERTE}{formats.pluriel(offrir, 'place')} à proposer", "attention")]
        return tuple(dits)

    def _nom(self, largeur: int) -> int:
        return largeur - 74 if largeur >= LARGE else 22

    def entete(self, largeur: int) -> str:
        """Names of the columns."""
        return (
            "rang".ljust(COMPTE + 2)
            + place("enfant", self._nom(largeur))
            + place("famille", 9)
            + place("demandée", 21)
            + place("priorité", 9)
            + "suite"
        )

    def lignes(self, largeur: int) -> list[LignePage]:
        """Days and sites, the places waited for, and who waits for each."""
        lignes: list[LignePage] = []
        for (jour, site), groupe in groupby(self.files, key=lambda f: (f.jour, f.site)):
            files = list(groupe)
            if lignes and self.vue.rangees > LARGE // 4:
                lignes.append(VIDE)
            nom = f"{formats.jour_court(jour)} · {self.noms[site]}" if self.vue.semaine else self.noms[site]
            lignes.append(ligne(*tete(sum(len(f.lignes) for f in files), nom)))
            for file in files:
                lignes.append(_file(file))
                lignes += [self._demande(x, largeur) for x in file.lignes]
        return lignes

    def _demande(self, x: LigneAttente, largeur: int) -> LignePage:
        rang = str(x.rang) if x.rang else "—"
        return ligne(
            (f"{rang:>{COMPTE - 2}}    ", "fort"),
            place(x.enfant, self._nom(largeur)),
            (place(affiche(x.code), 9), "code"),
            (place(self.instants[x.reservation_id], 21), ""),
            (place(str(x.priorite) if x.priorite else "·", 9), "" if x.priorite else "discret"),
            _suite(x),
            cible=Demande(x.reservation_id),
        )

    def trouver(self, cible: object) -> tuple[FileAttente, LigneAttente, int] | None:
        """The places waited for, the demand and its household, under the cursor."""
        for file in self.files:
            for x, famille_id in zip(file.lignes, file.foyers, strict=True):
                if cible == Demande(x.reservation_id):
                    return file, x, famille_id
        return None

    def edition(self, ctx: Contexte) -> Edition:
        """For the office, by site."""
        from guichet.services import affiches

        return affiches.attente(ctx, self._demandes(), du=self.vue.du, au=self.vue.au)

    def rangees(self, ctx: Contexte) -> list[Rangee]:
        """A row per demand."""
        from guichet.editions import listes_csv

        del ctx
        return listes_csv.attente(self._demandes())

    def _demandes(self) -> list[LigneAttente]:
        return [x for f in self.files for x in f.lignes]


def lire(ctx: Contexte, vue: Vue) -> Attente:
    """Read the waiting list."""
    from guichet.services import listes

    lues = listes.files(ctx, du=vue.du, au=vue.au, site=vue.site)
    instants = {x.reservation_id: formats.instant_court(ctx.local(x.demandee_le)) for f in lues for x in f.lignes}
    return Attente(vue, lues, {f.site: nom_site(ctx, f.site) for f in lues}, instants)


def a_offrir(file: FileAttente) -> int:
    """Places that nobody holds and nobody was offered, as far as somebody waits for them."""
    attendent = sum(bool(x.rang) and not x.proposee for x in file.lignes)
    if file.libres is None:
        return attendent
    return min(attendent, max(0, file.libres - sum(x.proposee for x in file.lignes)))


def nouveau_rang(lignes: Sequence[LigneAttente], demande: LigneAttente, priorite: int) -> tuple[int, list[str]]:
    """Rank a priority would give, and the children it passes before: said before anything is written (rule 4)."""
    rangees = [x for x in lignes if x.rang]
    apres = sorted(
        rangees,
        key=lambda x: (-(priorite if x is demande else x.priorite), x.demandee_le, x.reservation_id),
    )
    rang = apres.index(demande) + 1
    return rang, [x.enfant for x in rangees[: demande.rang - 1] if apres.index(x) >= rang]


def _file(file: FileAttente) -> LignePage:
    noms = dict.fromkeys(n for n in (file.activite, file.groupe, file.unite) if n)
    nombre = a_offrir(file)
    libres: Morceau = ("complet", "discret")
    if nombre:
        libres = (f"{ALERTE}{nombre} à proposer", "attention")
    elif file.libres:
        libres = (formats.pluriel(file.libres, "proposée"), "discret")
    return ligne((f"{len(file.lignes):>{COMPTE - 2}}  ", ""), ", ".join(noms), droite=(libres,))


def _suite(x: LigneAttente) -> Morceau:
    if x.proposee:
        return ("● proposée", "ok")
    if x.rang:
        return ("", "")
    return (f"{ALERTE}manque {', '.join(x.manquantes)}" if x.manquantes else f"{ALERTE}incomplète", "attention")
