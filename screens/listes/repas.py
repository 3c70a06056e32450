"""What is eaten: meals by service and site, with diets and PAI signs, never the substance of a PAI (rule 31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guichet import formats
from guichet.fiches.listes.releves import ConvivePart, Repas
from guichet.regles.listes.mots import dont_plusieurs, dont_regime, service
from screens.listes.vue import (
    A_SAVOIR,
    AERE,
    COMPTE,
    LARGE,
    Personne,
    Pli,
    Vue,
    colonnes_jours,
    jours_montres,
    largeur_jours,
    nom_site,
    noms_jours,
    pli,
    tete,
)
from screens.widgets.coupure import couper
from screens.widgets.page import VIDE, LignePage, Morceau, caler, ligne

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.listes.listes_csv import Rangee
    from guichet.impression import Edition

_SERVI = "●"
_COLONNE = "service, site"
_NOM = 38
"""Columns of a service or a site at most: what is served apart is read beside it."""


@dataclass(frozen=True, slots=True)
class ListeRepas:
    """Meals of a day, or of a week day by day."""

    vue: Vue
    repas: tuple[Repas, ...]
    deplie: bool
    noms: Mapping[str, str]

    @property
    def vide(self) -> str:
        """Nothing to cook."""
        return "" if self.repas else "Aucun repas à servir"

    @property
    def compte(self) -> str:
        """« 322 repas »."""
        return formats.pluriel(sum(x.total for x in self.repas), "repas")

    @property
    def details(self) -> tuple[Morceau, ...]:
        """Diets and PAIs of all sites together."""
        return tuple((f" · {d}", "") for d in _comptes(self.repas))

    def _jours(self) -> list[date]:
        return jours_montres(self.vue, [x.jour for x in self.repas])

    def _nom(self, largeur: int) -> int:
        if self.vue.semaine:
            return min(46, largeur - COMPTE - 2 - largeur_jours(self._jours()))
        # Services stand in the column of their sites, under its heading.
        sites = (f"  {nom}" for nom in self.noms.values())
        return min(_NOM, max(map(len, (_COLONNE, *self._par_service(), *sites))) + 2)

    def _par_service(self) -> dict[str, list[Repas]]:
        """Meals by what the list calls their service: an activity with one meal is known by its name."""
        unites: dict[str, set[str]] = {}
        for x in self.repas:
            unites.setdefault(x.activite, set()).add(x.unite)
        par_service: dict[str, list[Repas]] = {}
        for x in self.repas:
            par_service.setdefault(x.activite if len(unites[x.activite]) == 1 else service(x), []).append(x)
        return par_service

    def entete(self, largeur: int) -> str:
        """Days of a week over their columns."""
        debut = "repas".ljust(COMPTE + 2) + caler(_COLONNE, self._nom(largeur))
        return debut + (noms_jours(self._jours()) if self.vue.semaine else "ordinaires et à part")

    def lignes(self, largeur: int) -> list[LignePage]:
        """Services, sites, and under each those served apart."""
        lignes: list[LignePage] = []
        for nom, repas in self._par_service().items():
            if lignes and self.vue.rangees > AERE:
                lignes.append(VIDE)
            lignes.append(ligne(*tete(sum(x.total for x in repas), nom, self._nom(largeur)), *self._totaux(repas)))
            sites: dict[str, list[Repas]] = {}
            for x in repas:
                sites.setdefault(x.site, []).append(x)
            for site, siens in sorted(sites.items()):
                lignes += self._service(Pli((nom, site)), self.noms[site], siens, largeur)
        return lignes

    def _totaux(self, repas: list[Repas]) -> tuple[Morceau, ...]:
        """What one kitchen cooks each day of a week, all sites together."""
        if not self.vue.semaine:
            return ()
        jours: Counter[date] = Counter()
        for x in repas:
            jours[x.jour] += x.total
        return ((self._par_jour(jours), "fort"),)

    def _service(self, cible: Pli, nom: str, repas: list[Repas], largeur: int) -> Iterator[LignePage]:
        ouvert = self.vue.ouvre(cible, _lignes(self.repas))
        debut = pli(sum(x.total for x in repas), nom, self._nom(largeur), ouvert=ouvert)
        if self.vue.semaine:
            yield ligne(*debut, self._par_jour({x.jour: x.total for x in repas}), cible=cible)
        else:
            detail, *suite = couper(_detail(repas[0]), largeur - COMPTE - 2 - self._nom(largeur)) or [""]
            yield ligne(*debut, (detail, "discret"), cible=cible)
            for reste in suite:
                yield ligne(" " * (COMPTE + 2 + self._nom(largeur)), (reste, "discret"))
        if ouvert:
            yield from self._genres(repas, largeur) if self.vue.semaine else ()
            yield from self._a_part(cible, repas, largeur)

    def _genres(self, repas: list[Repas], largeur: int) -> Iterator[LignePage]:
        """A week's counts of each diet, day by day: what is ordered."""
        genres: dict[str, dict[date, int]] = {"ordinaires": {x.jour: x.ordinaires for x in repas if x.ordinaires}}
        for x in repas:
            for regime, nombre in x.par_regime:
                genres.setdefault(regime, {})[x.jour] = nombre
        genres["à plusieurs régimes"] = {x.jour: x.plusieurs for x in repas if x.plusieurs}
        genres["PAI"] = {x.jour: x.pai for x in repas if x.pai}
        for nom, nombres in genres.items():
            if nombres:
                yield ligne(
                    " " * (COMPTE + 2),
                    (caler(nom, self._nom(largeur)), "discret"),
                    (self._par_jour(nombres), "discret"),
                )

    def _par_jour(self, nombres: Mapping[date, int]) -> str:
        return colonnes_jours(self._jours(), {jour: str(nombre) for jour, nombre in nombres.items()})

    def _a_part(self, cible: Pli, repas: list[Repas], largeur: int) -> Iterator[LignePage]:
        jours: dict[int, dict[date, str]] = {}
        convives: dict[int, ConvivePart] = {}
        for x in repas:
            for c in x.convives:
                convives[c.personne_id] = c
                jours.setdefault(c.personne_id, {})[x.jour] = _SERVI
        for c in convives.values():
            lui = Personne(c.famille_id, c.personne_id, cible.cle)
            if self.vue.semaine:
                savoir = ", ".join(d for d in ("PAI" if c.pai else "", c.regimes) if d)
                nom = self._nom(largeur)
                qui = caler(c.enfant, nom - A_SAVOIR) + caler(savoir, A_SAVOIR)
                yield ligne(" " * (COMPTE + 2), qui, colonnes_jours(self._jours(), jours[c.personne_id]), cible=lui)
                continue
            yield ligne(
                " " * (COMPTE + 2), ("PAI " if c.pai else "    ", "attention"), caler(c.enfant, 25),
                (caler(c.classe, 7), "discret"), caler(c.regimes, 24 if largeur >= LARGE else 20),
                *([(c.groupe, "discret")] if largeur >= LARGE and c.groupe != repas[0].site else []), cible=lui,
            )  # fmt: skip

    def edition(self, ctx: Contexte) -> Edition:
        """Counts by site, then who is served apart."""
        from guichet.services.listes import affiches

        return affiches.repas(ctx, self.repas, du=self.vue.du, au=self.vue.au)

    def rangees(self, ctx: Contexte) -> list[Rangee]:
        """A row per service and day."""
        from guichet.editions.listes import listes_csv

        del ctx
        return listes_csv.repas(self.repas)


def lire(ctx: Contexte, vue: Vue) -> ListeRepas:
    """Read the meals."""
    from guichet.services.listes import releves

    lus = releves.repas(ctx, du=vue.du, au=vue.au, site=vue.site)
    return ListeRepas(vue, lus, vue.ouvre(None, _lignes(lus)), {x.site: nom_site(ctx, x.site) for x in lus})


def _lignes(repas: Sequence[Repas]) -> int:
    return sum(2 + len(x.convives) for x in repas)


def _comptes(repas: Sequence[Repas]) -> list[str]:
    regimes: Counter[str] = Counter()
    for x in repas:
        regimes.update(dict(x.par_regime))
    pai = sum(x.pai for x in repas)
    dits = [f"{n} {regime}" for regime, n in sorted(regimes.items())]
    if cumules := dont_plusieurs(repas):
        dits[-1] += cumules
    return [*dits, f"{pai} PAI{dont_regime(repas)}"] if pai else dits


def _detail(repas: Repas) -> str:
    comptes = _comptes([repas])
    # A count never parts from its word where the line is folded.
    dits = [formats.pluriel(repas.ordinaires, "ordinaire"), *comptes] if comptes else []
    return " · ".join(d.replace(" ", "\u00a0") for d in dits)
