"""Alerts about a shared custody: who lives here today, by weeks, with which other household."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from guichet.fiches.comptoir.taches import Alerte
from guichet.fiches.familles.foyer import Membre
from guichet.formats import enumerer
from guichet.regles.familles.alternance import Rythme, lire_rythme
from guichet.regles.socle.code_famille import affiche


def alertes_garde(enfants: Sequence[Membre], presents: Collection[int]) -> Iterator[Alerte]:
    """Brothers and sisters who come and go together are told together; `presents` are in this household today."""
    ensemble: dict[tuple[str, str, bool], list[Membre]] = {}
    for enfant in enfants:
        if enfant.garde_rythme and enfant.garde_ancre is not None:
            ici = enfant.personne_id in presents
            ensemble.setdefault((enfant.garde_rythme, enfant.autre_foyer, ici), []).append(enfant)
    for (rythme, autre_foyer, ici), ensemble_ici in ensemble.items():
        yield _garde(ensemble_ici, lire_rythme(rythme), autre_foyer, ici=ici)


def _garde(enfants: Sequence[Membre], rythme: Rythme, autre_foyer: str, *, ici: bool) -> Alerte:
    qui, combien = enumerer([e.prenom for e in enfants]), len(enfants)
    ailleurs = f", avec le foyer {affiche(autre_foyer)}" if autre_foyer else ""
    vit = "vivent" if combien > 1 else "vit"
    return Alerte(
        code="garde_alternee",
        niveau="info",
        texte=f"garde alternée {qui}",
        detail=f"{rythme}, {'ici' if ici else 'ailleurs'} aujourd’hui",
        explication=(
            f"{qui} {vit} {rythme.ici} semaine{'s' if rythme.ici > 1 else ''} sur {rythme.sur} dans ce "
            f"foyer{ailleurs}. Chaque foyer ne voit que ses propres données : n’en dites rien à l’autre."
        ),
        objet=enfants[0].personne_id,
    )
