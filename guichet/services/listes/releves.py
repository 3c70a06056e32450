"""Lists for those who look after the children: who comes, who eats what, who waits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.registres.listes import effectifs as registre_effectifs
from guichet.registres.listes import releves
from guichet.registres.offre import catalogue
from guichet.registres.reservations import attente as registre_attente
from guichet.regles.listes.repas import compter
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.listes.effectifs import Effectifs, FileAttente, Liste
    from guichet.fiches.listes.releves import LignePresence, Repas
    from guichet.fiches.reservations.lignes import LigneAttente

PAI = "pai"
"""What the access log says was looked at."""


def sites(ctx: Contexte) -> tuple[str, ...]:
    """Codes of the sites a list may be kept to."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return catalogue.sites(s)


def jour_voisin(ctx: Contexte, *, liste: Liste, depuis: date, avant: bool = False, site: str = "") -> date | None:
    """Nearest day after `depuis`, or before, that has somebody on this list; None when there is none."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return registre_effectifs.jour_voisin(s, liste, depuis, avant=avant, site=site)


def effectifs(ctx: Contexte, *, du: date, au: date, site: str = "") -> Effectifs:
    """How many children are expected, group by group: a child of several days or groups counts once in each."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return registre_effectifs.effectifs(s, du, au, site=site)


def presences(
    ctx: Contexte, *, du: date, au: date, site: str = "", groupe_id: int | None = None
) -> tuple[LignePresence, ...]:
    """Children expected, by day, site, activity, group, unit and name."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return tuple(releves.presences(s, du, au, site=site, groupe_id=groupe_id))


def repas(ctx: Contexte, *, du: date, au: date, site: str = "") -> tuple[Repas, ...]:
    """Meals to cook by site, with diets and the sign of a PAI: what the kitchen needs and no more (rule 31)."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return compter(releves.repas(s, du, au, site=site))


@transaction
def repas_avec_pai(ctx: Contexte, *, du: date, au: date, site: str = "") -> tuple[Repas, ...]:
    """The same with the substance of each PAI; each household's access log says that it was read.

    Raises:
        DroitInsuffisant: this role does not need to know.
    """
    from models import Consultation

    ctx.exiger(Droit.VOIR_PAI)
    with ctx.ecriture() as s:
        lignes = releves.repas(s, du, au, site=site)
        details = releves.details_pai(s, (x.personne_id for x in lignes if x.pai))
        foyers = releves.foyers(s, details)
        s.add_all(
            Consultation(
                le=ctx.maintenant(), agent=ctx.agent.identifiant, poste=ctx.poste, famille_id=famille_id, objet=PAI
            )
            for famille_id in foyers
        )
        s.flush()
        return compter(lignes, details)


def attente(ctx: Contexte, *, du: date, au: date, site: str = "") -> tuple[LigneAttente, ...]:
    """Demands waiting for a place, each day in the order they will be offered one (rule 4)."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return registre_attente.lister(s, du, au, ctx.aujourdhui(), site=site)


def files(ctx: Contexte, *, du: date, au: date, site: str = "") -> tuple[FileAttente, ...]:
    """The same demands gathered by the places they wait for, with how many of these may be offered."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return registre_effectifs.files(s, du, au, ctx.aujourdhui(), site=site)
