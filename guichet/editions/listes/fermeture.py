"""Who is touched by a closure, on paper: the families to call, and the numbers to call them at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guichet.editions.listes.affiches import Cadre
from guichet.editions.socle.tableau import ColonneTableau, SectionTableau, Tableau
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.formats import jour_court, pluriel
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from guichet.regles.socle import code_famille


def tableau_touchees(cadre: Cadre, lignes: Sequence[LigneTouchee]) -> Tableau:
    """One table by site, a row per child and day: who calls a family says everything at once."""
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
    par_jour: dict[tuple[str, str, str, date], list[str]] = {}
    for x in lignes:
        par_jour.setdefault((x.code, x.enfant, x.telephone, x.jour), []).append(_unite(x))
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
            ColonneTableau("Réservé", large=True),
        ),
        rangees=tuple(
            ("□", code_famille.affiche(code), enfant, telephone, jour_court(jour), ", ".join(unites))
            for (code, enfant, telephone, jour), unites in par_jour.items()
        ),
    )


def _unite(x: LigneTouchee) -> str:
    """What is booked, and how far when it is no booking yet."""
    etat = EtatReservation(x.etat)
    return x.unite if etat is EtatReservation.RESERVEE else f"{x.unite} ({LIBELLES_RESERVATION[etat]})"
