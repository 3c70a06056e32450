"""Places of people in the household kept: one for each, over the days either file knew them there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.registres.socle.sql import en_liste
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.familles.fusion.plan import Plan

_LIRE = (
    "SELECT id, personne_id, famille_id, role, du, au, motif, qualite, autorite_parentale, payeur, peut_chercher, "
    "urgence, garde_rythme, garde_ancre FROM lien WHERE famille_id IN ({familles}) OR personne_id IN ({personnes}) "
    "ORDER BY du, id"
)
_ECRIRE = (
    "UPDATE lien SET role = :role, du = :du, au = :au, motif = :motif, qualite = :qualite, "
    "autorite_parentale = :autorite_parentale, peut_chercher = :peut_chercher, urgence = :urgence, "
    "garde_rythme = :garde_rythme, garde_ancre = :garde_ancre, version = version + 1 WHERE id = :id"
)


class _Place(NamedTuple):
    id: int
    personne_id: int
    famille_id: int
    role: str
    du: date
    au: date | None
    motif: str | None
    qualite: str
    autorite_parentale: bool
    payeur: bool
    peut_chercher: bool
    urgence: bool
    garde_rythme: str
    garde_ancre: date | None

    def chevauche(self, autre: _Place) -> bool:
        return (self.au is None or autre.du <= self.au) and (autre.au is None or self.du <= autre.au)


def reunir(s: Ecriture, plan: Plan) -> None:
    """Join the places that would be two of one person on one day, before their rows are moved."""
    garde_id = plan.familles[0]
    lues = s.lire(_Place, _LIRE.format(familles=en_liste(plan.familles), personnes=en_liste(plan.personnes)))
    memes: defaultdict[tuple[int, int, bool], list[_Place]] = defaultdict(list)
    for place in lues:
        famille_id = garde_id if place.famille_id in plan.familles else place.famille_id
        qui = plan.siens.get(place.personne_id, place.personne_id)
        memes[qui, famille_id, place.role == RoleLien.ENFANT.value].append(place)
    for (qui, _, _), places in memes.items():
        for rivales in _grappes(places):
            _joindre(s, plan, qui, rivales)


def _grappes(places: list[_Place]) -> list[list[_Place]]:
    """Places whose days meet, two by two or by a third."""
    grappes: list[list[_Place]] = []
    for place in places:
        touchees = [g for g in grappes if any(place.chevauche(autre) for autre in g)]
        grappes = [g for g in grappes if g not in touchees]
        grappes.append([p for g in touchees for p in g] + [place])
    return [g for g in grappes if len(g) > 1]


def _joindre(s: Ecriture, plan: Plan, qui: int, rivales: list[_Place]) -> None:
    """Keep the place of the file kept, or the oldest, over all their days; the others go."""
    gardee = min(rivales, key=lambda p: (p.famille_id != plan.familles[0], p.personne_id != qui, p.id))
    autres = [p for p in rivales if p is not gardee]
    dernieres = [p for p in rivales if p.au is None]
    fin = None if dernieres else max(rivales, key=lambda p: p.au or p.du)
    roles = {p.role for p in rivales}
    valeurs: dict[str, Any] = {
        "id": gardee.id,
        "role": RoleLien.RESPONSABLE.value if RoleLien.RESPONSABLE.value in roles else gardee.role,
        "du": min(p.du for p in rivales),
        "au": fin.au if fin else None,
        "motif": fin.motif if fin else None,
        "qualite": next((p.qualite for p in (gardee, *autres) if p.qualite), ""),
        **{
            champ: any(getattr(p, champ) for p in rivales)
            for champ in ("autorite_parentale", "peut_chercher", "urgence")
        },
    }
    rythme = next((p for p in (gardee, *autres) if p.garde_rythme), gardee)
    valeurs |= {"garde_rythme": rythme.garde_rythme, "garde_ancre": rythme.garde_ancre}
    if (choisie := plan.ecart("qualite", qui)) is not None:
        valeurs["qualite"] = choisie.valeur
    choisie = plan.ecart("garde_rythme", qui)
    if choisie is not None and isinstance(choisie.valeur, tuple) and gardee.famille_id in plan.familles:
        valeurs["garde_rythme"], valeurs["garde_ancre"] = choisie.valeur
        rythme = next((p for p in rivales if (p.garde_rythme, p.garde_ancre) == choisie.valeur), rythme)
    s.ordre(_ECRIRE, valeurs)
    _vacances(s, gardee, rythme)
    for autre in autres:
        s.ordre("DELETE FROM garde_vacances WHERE lien_id = :id", {"id": autre.id})
        s.ordre("DELETE FROM lien WHERE id = :id", {"id": autre.id})


def _vacances(s: Ecriture, gardee: _Place, rythme: _Place) -> None:
    """The half of the holidays goes with the weeks."""
    if rythme.id == gardee.id or not rythme.garde_rythme:
        return
    s.ordre("DELETE FROM garde_vacances WHERE lien_id = :id", {"id": gardee.id})
    s.ordre(
        "UPDATE garde_vacances SET lien_id = :gardee WHERE lien_id = :rythme",
        {"gardee": gardee.id, "rythme": rythme.id},
    )


def payeurs(s: Ecriture, plan: Plan) -> None:
    """Once all are there: the bills of the household go to whom the preview said."""
    ecart = plan.ecart("payeur")
    if ecart is None or not isinstance(ecart.valeur, tuple) or not ecart.valeur:
        return
    s.ordre(
        "UPDATE lien SET payeur = NOT payeur, version = version + 1 WHERE famille_id = :f AND au IS NULL "  # noqa: S608
        f"AND role = :role AND payeur <> (personne_id IN ({en_liste(ecart.valeur)}))",
        {"f": plan.familles[0], "role": RoleLien.RESPONSABLE.value},
    )
