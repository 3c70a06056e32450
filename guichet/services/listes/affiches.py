"""Lists already read, composed for the wall or a spreadsheet: no base is opened, what leaves is what was shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.editions.listes.affiches import Cadre
    from guichet.editions.listes.listes_csv import Rangee
    from guichet.editions.socle.tableau import Tableau
    from guichet.fiches.listes.releves import LignePresence, Repas
    from guichet.fiches.reservations.lignes import LigneAttente, LigneTouchee
    from guichet.impression import Edition, Impression


def presences(ctx: Contexte, lignes: Sequence[LignePresence], *, du: date, au: date) -> Edition:
    """One page per site, activity and group.

    Raises:
        EditionImpossible: the page cannot be composed.
    """
    from guichet.editions.listes.affiches import tableau_presences

    return _edition(f"presences-{du.isoformat()}", tableau_presences(_cadre(ctx, du, au), lignes))


def repas(ctx: Contexte, lignes: Sequence[Repas], *, du: date, au: date, detail: bool = False) -> Edition:
    """Counts by site, then who is served apart; with the substance of PAIs it is not for the wall.

    Raises:
        EditionImpossible: the page cannot be composed.
    """
    from guichet.editions.listes.affiches import tableau_repas

    tableau = tableau_repas(_cadre(ctx, du, au), lignes, detail=detail)
    return _edition(f"repas-{du.isoformat()}", tableau, confidentiel=detail)


def attente(ctx: Contexte, lignes: Sequence[LigneAttente], *, du: date, au: date) -> Edition:
    """Who waits, by site.

    Raises:
        EditionImpossible: the page cannot be composed.
    """
    from guichet.editions.listes.affiches import tableau_attente

    return _edition(f"attente-{du.isoformat()}", tableau_attente(_cadre(ctx, du, au), lignes))


def enregistrer(ctx: Contexte, rangees: Sequence[Rangee], *, fichier: str) -> Impression:
    """Write the rows of a list, made by editions.listes.listes_csv, in a file for a spreadsheet; says where.

    A name alone goes to the folder of the papers; a path typed is taken as it is.

    Raises:
        ImpressionImpossible: the file cannot be written.
    """
    from guichet.config import dossier_editions
    from guichet.editions.listes.listes_csv import texte
    from guichet.impression import deposer

    ctx.exiger(Droit.CONSULTER)
    return deposer(texte(rangees), fichier, papiers=dossier_editions())


def touchees(ctx: Contexte, lignes: Sequence[LigneTouchee], *, du: date, au: date) -> Edition:
    """Families to call before those days are closed: telephone numbers, not for the wall.

    Raises:
        EditionImpossible: the page cannot be composed.
    """
    from guichet.editions.listes.fermeture import tableau_touchees

    return _edition(f"fermeture-{du.isoformat()}", tableau_touchees(_cadre(ctx, du, au), lignes))


def _cadre(ctx: Contexte, du: date, au: date) -> Cadre:
    from guichet.editions.listes.affiches import Cadre

    ctx.exiger(Droit.CONSULTER)
    return Cadre(
        commune=ctx.commune.nom,
        sites={site.code: site.nom for site in ctx.commune.sites},
        du=du,
        au=au,
        edite_le=ctx.local(ctx.maintenant()),
        formation=ctx.formation,
    )


def _edition(nom: str, tableau: Tableau, *, confidentiel: bool = False) -> Edition:
    from guichet.editions.socle.tableau import pdf_tableau, texte_tableau
    from guichet.impression import Edition

    return Edition(nom=nom, pdf=pdf_tableau(tableau), texte=texte_tableau(tableau), confidentiel=confidentiel)
