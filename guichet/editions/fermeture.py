"""Who is touched by a closure, on paper: the families to call, and the numbers to call them at."""

from __future__ import annotations

from collections.abc import Sequence

from guichet.editions.listes import Cadre
from guichet.editions.tableau import ColonneTableau, SectionTableau, Tableau
from guichet.fiches.listes import LigneTouchee
from guichet.formats import jour_court, pluriel
from guichet.regles import code_famille
from guichet.regles.reservation import LIBELLES_RESERVATION, EtatReservation


def tableau_touchees(cadre: Cadre, lignes: Sequence[LigneTouchee]) -> Tableau:
    """One table by site, a row per child and day, families together."""
    par_site: dict[str, list[LigneTouchee]] = {}
    for x in sorted(lignes, key=lambda x: (x.site, x.enfant, x.code, x.jour)):
        par_site.setdefault(x.site, []).append(x)
    return cadre.tableau(
        "Réservations touchées par une fermeture",
        [_site(cadre, site, siennes) for site, siennes in par_site.items()],
        legende="Cocher chaque famille prévenue.",
        vide="Personne n’est réservé.",
    )


def _site(cadre: Cadre, site: str, lignes: Sequence[LigneTouchee]) -> SectionTableau:
    familles, enfants = len({x.code for x in lignes}), len({(x.code, x.enfant) for x in lignes})
    return SectionTableau(
        titre=cadre.site(site),
        note=f"{pluriel(familles, 'famille')}, {pluriel(enfants, 'enfant')}, {pluriel(len(lignes), 'réservation')}",
        colonnes=(
            ColonneTableau("", centre=True),
            ColonneTableau("Code"),
            ColonneTableau("Enfant", large=True),
            ColonneTableau("Téléphone"),
            ColonneTableau("Jour"),
            ColonneTableau("Activité", large=True),
            ColonneTableau("État"),
        ),
        rangees=tuple(
            (
                "□",
                code_famille.affiche(x.code),
                x.enfant,
                x.telephone,
                jour_court(x.jour),
                x.activite if x.activite == x.unite else f"{x.activite}, {x.unite}",
                LIBELLES_RESERVATION[EtatReservation(x.etat)],
            )
            for x in lignes
        ),
    )
