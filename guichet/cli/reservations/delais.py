"""`guichet delai` and `places`: what an agent answers on the telephone about one activity and one day."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.demandes import CODE_ACTIVITE, DATE
from guichet.cli.cadre.options import commande
from guichet.cli.cadre.sortie import Bloc, ColonneSortie, affichee, dite

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import FicheDelai

_COLONNES = (
    ColonneSortie("groupe", "Groupe"),
    ColonneSortie("site", "Site"),
    ColonneSortie("unite", "Quoi"),
    ColonneSortie("capacite", "Places", fixe=True),
    ColonneSortie("prises", "Prises", fixe=True),
    ColonneSortie("attente", "Attente", fixe=True),
    ColonneSortie("restantes", "Restent", fixe=True),
    ColonneSortie("fermee", "Fermé", fixe=True),
    ColonneSortie("motif", "Fermé"),
    ColonneSortie("tranches", "Tranches d’âge"),
)


@commande(application, "delai", "Dire jusqu’à quand réserver et annuler un jour, et par quelle règle.", panneau=GUICHET)
def delai(appel: Appel, activite: CODE_ACTIVITE, date: DATE) -> None:
    """Tell the last moments."""
    from guichet.services import reservations

    jour = appel.lire_jour(date, champ="date")
    dit = reservations.delai(appel.contexte(), activite, jour)
    appel.montrer(
        {c.name: dite(getattr(dit, c.name), prose="prose" in c.metadata) for c in fields(dit)},
        lambda: [
            Bloc(
                "",
                paires=[
                    ("Activité", dit.activite),
                    ("Jour", affichee(dit.jour)),
                    *(_limites(dit) if dit.ouvert else [("Réserver", "rien n’est ouvert ce jour-là")]),
                    ("Motif", dit.motif),
                ],
            )
        ],
    )


@commande(application, "places", "Dire les places qui restent dans une activité, un jour.", panneau=GUICHET)
def places(appel: Appel, activite: CODE_ACTIVITE, date: DATE) -> None:
    """Tell the places left, group by group."""
    from guichet.services import reservations

    jour = appel.lire_jour(date, champ="date")
    lignes = reservations.places_du_jour(appel.contexte(), activite, jour)
    donnees = [{champ.name: getattr(ligne, champ.name) for champ in fields(ligne)} for ligne in lignes]
    colonnes: tuple[ColonneSortie, ...] = _COLONNES
    if appel.format == "table":
        # The activity was typed: the eye has 80 columns for what it does not know yet.
        for ligne in donnees:
            ligne["unite"] = ligne["unite"].partition(", ")[2]
            ligne["motif"] = (ligne["motif"] or "fermé") if ligne["fermee"] else ""
        colonnes = tuple(c for c in _COLONNES if c.cle != "fermee" and any(x[c.cle] != "" for x in donnees))
    appel.lister(colonnes, donnees, vide=f"Rien n’a lieu le {affichee(jour)} dans cette activité.")


def _limites(dit: FicheDelai) -> list[tuple[str, str]]:
    """Until when, and by which rule."""
    return [
        *_ouvertures(dit),
        ("Réserver", _avant(dit.limite_reservation)),
        ("Annuler", _avant(dit.limite_annulation)),
        ("Règle", dit.regle),
    ]


def _ouvertures(dit: FicheDelai) -> list[tuple[str, str]]:
    """From when, where the town prints a window; once for everybody where all begin together."""
    if dit.ouverture_reservation is None:
        return []
    habitants = ("Ouverture", f"le {affichee(dit.ouverture_reservation)}")
    if dit.ouverture_exterieurs == dit.ouverture_reservation:
        return [habitants]
    return [habitants, ("Extérieurs", f"le {affichee(dit.ouverture_exterieurs)}")]


def _avant(limite: object) -> str:
    return f"jusqu’au {affichee(limite)}" if limite is not None else "sans délai"
