"""Who comes: children expected, by site, activity and group, counts first, names under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guichet import formats
from guichet.fiches.listes.effectifs import EffectifGroupe, Effectifs
from guichet.fiches.listes.releves import LignePresence
from guichet.regles.listes.mots import SIGNES
from guichet.regles.reservations.etats import EtatReservation
from guichet.regles.socle.code_famille import affiche
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
    nom_groupe,
    nom_site,
    noms_jours,
    pli,
    tete,
)
from screens.widgets.page import VIDE, LignePage, Morceau, caler, ligne

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.listes.listes_csv import Rangee
    from guichet.impression import Edition

_E = EtatReservation


@dataclass(frozen=True, slots=True)
class Presences:
    """Counts of every group, and the children of those that are unfolded."""

    vue: Vue
    effectifs: Effectifs
    enfants: Mapping[int, Sequence[LignePresence]]
    deplie: bool
    noms: Mapping[str, str]

    @property
    def vide(self) -> str:
        """Nobody, not even with an absence told."""
        return "" if self.effectifs.groupes else "Aucun enfant n’est attendu"

    @property
    def compte(self) -> str:
        """« 314 enfants attendus »."""
        return formats.pluriel(self.effectifs.enfants, "enfant attendu", "enfants attendus")

    @property
    def details(self) -> tuple[Morceau, ...]:
        """Absences told and PAIs."""
        e = self.effectifs
        dits = (
            formats.pluriel(e.absents, "absence annoncée", "absences annoncées") if e.absents else "",
            f"{e.pai} PAI" if e.pai else "",
        )
        return tuple((f" · {d}", "") for d in dits if d)

    def _jours(self) -> list[date]:
        return jours_montres(self.vue, [j for g in self.effectifs.groupes for j, _ in g.par_jour])

    def _nom(self, largeur: int) -> int:
        """Columns of a group's name."""
        if not self.vue.semaine:
            return 46 if largeur >= LARGE else 36
        return min(46, largeur - COMPTE - 2 - largeur_jours(self._jours()))

    def entete(self, largeur: int) -> str:
        """Days of a week over their columns."""
        debut = "enfants".ljust(COMPTE + 2)
        if self.vue.semaine:
            return debut + caler("groupe", self._nom(largeur)) + noms_jours(self._jours())
        return debut + caler("groupe", self._nom(largeur)) + "à savoir"

    def lignes(self, largeur: int) -> list[LignePage]:
        """Sites, groups, children."""
        sites = dict(self.effectifs.par_site)
        lignes: list[LignePage] = []
        vu = None
        for groupe in self.effectifs.groupes:
            if groupe.site != vu:
                if lignes and self.vue.rangees > AERE:
                    lignes.append(VIDE)
                vu = groupe.site
                lignes.append(ligne(*tete(sites[vu], self.noms[vu])))
            lignes.append(self._groupe(groupe, largeur))
            if groupe.groupe_id in self.enfants:
                lignes += self._enfants(groupe, self.enfants[groupe.groupe_id], largeur)
        return lignes

    def _groupe(self, g: EffectifGroupe, largeur: int) -> LignePage:
        nom = nom_groupe(g.activite, g.groupe, self.noms[g.site], self._nom(largeur))
        ouvert = g.groupe_id in self.enfants
        tetes = pli(g.enfants, nom, self._nom(largeur), ouvert=ouvert)
        if self.vue.semaine:
            textes = {jour: str(nombre) for jour, nombre in g.par_jour}
            signes = f"   {_signes(g)}" if largeur >= LARGE else ""
            suite: tuple[Morceau, ...] = ((colonnes_jours(self._jours(), textes), ""), (signes, "discret"))
        else:
            suite = ((_detail(g, largeur - COMPTE - 2 - self._nom(largeur)), "discret"),)
        return ligne(*tetes, *suite, cible=Pli((g.groupe_id,)))

    def _enfants(self, g: EffectifGroupe, lignes: Sequence[LignePresence], largeur: int) -> list[LignePage]:
        par_enfant: dict[int, list[LignePresence]] = {}
        for x in sorted(lignes, key=lambda x: (formats.cle_recherche(x.enfant), x.personne_id)):
            par_enfant.setdefault(x.personne_id, []).append(x)
        lettres = dict.fromkeys(c.lettre for c in g.creneaux)
        draw = self._semaine if self.vue.semaine else self._journee
        return [draw(g, tuple(lettres), siennes, largeur) for siennes in par_enfant.values()]

    def _journee(
        self, g: EffectifGroupe, lettres: tuple[str, ...], siennes: list[LignePresence], largeur: int
    ) -> LignePage:
        x = siennes[0]
        signes = {y.lettre: SIGNES[_E(y.etat)] for y in siennes}
        # A group of several units says each by its letter; a child who is not there for one leaves its room.
        dits = (
            [f"{le}{signes[le]}" if le in signes else "  " for le in lettres]
            if len(lettres) > 1
            else [*signes.values()]
        )
        absent = all(y.etat == _E.ABSENCE_JUSTIFIEE for y in siennes)
        debut = caler(" ".join(dits), 3 * len(lettres) if len(lettres) > 1 else 3)
        nom = caler(x.enfant, self._nom(largeur) - len(debut) - 7 if largeur >= LARGE else 29 - len(debut))
        fin = " absence annoncée" if absent else ""
        classe = caler(x.classe, 7)
        droite: tuple[Morceau, ...] = ((affiche(x.code), "code"),)
        if largeur >= LARGE:
            # A school that is the site itself would say nothing more.
            droite = ((caler("" if x.ecole == x.site else x.ecole, 24), "discret"), *droite)
        return ligne(
            " " * COMPTE, "  ", (debut, _sens(siennes)), (nom, "discret" if absent else ""), (classe, "discret"),
            *_a_savoir(x), (fin, "discret"), droite=droite, cible=_cible(g, x),
        )  # fmt: skip

    def _semaine(
        self, g: EffectifGroupe, lettres: tuple[str, ...], siennes: list[LignePresence], largeur: int
    ) -> LignePage:
        x = siennes[0]
        par_jour: dict[date, list[LignePresence]] = {}
        for y in siennes:
            par_jour.setdefault(y.jour, []).append(y)
        textes = {jour: _case(lettres, du_jour) for jour, du_jour in par_jour.items()}
        large = largeur >= LARGE
        savoir = _a_savoir(x)
        vide = " " * max(0, A_SAVOIR - sum(len(t) for t, _ in savoir))
        nom = caler(x.enfant, self._nom(largeur) - A_SAVOIR)
        droite: tuple[Morceau, ...] = ((affiche(x.code), "code"),) if large else ()
        return ligne(
            " " * COMPTE, "  ", nom, *savoir, vide, colonnes_jours(self._jours(), textes),
            (f"   {x.classe}" if large else "", "discret"), droite=droite, cible=_cible(g, x),
        )  # fmt: skip

    def edition(self, ctx: Contexte) -> Edition:
        """One page per group for the door."""
        from guichet.services.listes import affiches

        return affiches.presences(ctx, _tous(ctx, self.vue), du=self.vue.du, au=self.vue.au)

    def rangees(self, ctx: Contexte) -> list[Rangee]:
        """A row per booking."""
        from guichet.editions.listes import listes_csv

        return listes_csv.presences(_tous(ctx, self.vue))


def lire(ctx: Contexte, vue: Vue) -> Presences:
    """Read the counts, and the names where they are shown."""
    from guichet.services.listes import releves

    lus = releves.effectifs(ctx, du=vue.du, au=vue.au, site=vue.site)
    lignes = len(lus.par_site) + sum(1 + g.enfants + g.absents for g in lus.groupes)
    ouverts = [g.groupe_id for g in lus.groupes if vue.ouvre(Pli((g.groupe_id,)), lignes)]
    deplie = vue.ouvre(None, lignes)
    enfants: dict[int, Sequence[LignePresence]] = {}
    if deplie:
        tous: dict[int, list[LignePresence]] = {g: [] for g in ouverts}
        for x in _tous(ctx, vue):
            if x.groupe_id in tous:
                tous[x.groupe_id].append(x)
        enfants.update(tous)
    else:
        enfants.update({g: releves.presences(ctx, du=vue.du, au=vue.au, groupe_id=g) for g in ouverts})
    return Presences(vue, lus, enfants, deplie, {site: nom_site(ctx, site) for site, _ in lus.par_site})


def _tous(ctx: Contexte, vue: Vue) -> tuple[LignePresence, ...]:
    from guichet.services.listes import releves

    return releves.presences(ctx, du=vue.du, au=vue.au, site=vue.site)


def _cible(g: EffectifGroupe, x: LignePresence) -> Personne:
    return Personne(x.famille_id, x.personne_id, (g.groupe_id,))


def _detail(g: EffectifGroupe, largeur: int) -> str:
    """Units, absences, signs; the units by their names where there is room, else by their letters."""
    plusieurs = len(g.creneaux) > 1
    noms = " · ".join(f"{c.unite} {c.attendus}" for c in g.creneaux) if plusieurs else ""
    lettres = " ".join(f"{c.lettre}{c.attendus}" for c in g.creneaux) if plusieurs else ""
    long, court = (" · ".join(d for d in (unites, _absents(g), _signes(g)) if d) for unites in (noms, lettres))
    return long if len(long) <= largeur else court


def _absents(g: EffectifGroupe) -> str:
    return formats.pluriel(g.absents, "absent") if g.absents else ""


def _signes(g: EffectifGroupe) -> str:
    dits = (f"{g.pai} PAI" if g.pai else "", formats.pluriel(g.regimes, "régime") if g.regimes else "")
    return " · ".join(d for d in dits if d)


def _case(lettres: tuple[str, ...], lignes: Sequence[LignePresence]) -> str:
    """« □ », « mra » of the units expected, « A » when the whole day is an absence told."""
    venus = [x for x in lignes if x.etat != _E.ABSENCE_JUSTIFIEE]
    if len(lettres) > 1 and venus:
        return "".join(le for le in lettres if any(x.lettre == le for x in venus))
    return SIGNES[_E((venus or lignes)[0].etat)]


def _sens(lignes: Sequence[LignePresence]) -> str:
    return "attention" if any(x.etat == _E.ABSENCE_INJUSTIFIEE for x in lignes) else "discret"


def _a_savoir(x: LignePresence) -> tuple[Morceau, ...]:
    """The signs, never the substance (rule 31)."""
    return (("PAI", "attention"),) * x.pai + ((", ", ""),) * (x.pai and x.regimes != "") + ((x.regimes, ""),)
