"""What rests on a fact that changes: named first, then done with what was said becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from guichet.cli.cadre.appel import Appel
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import Sort

CONFIRMER = Annotated[
    bool,
    typer.Option("--confirmer", help="Faire aussi ce qui va avec et qui vient d’être dit : compte suspendu, rang…"),
]
DEPLACER = Annotated[
    bool, typer.Option("--deplacer", help="Les réservations suivent l’enfant : nouvelle école, nouveau groupe.")
]
ANNULER = Annotated[bool, typer.Option("--annuler", help="Annuler ce qui repose dessus, selon les délais.")]
GARDER = Annotated[bool, typer.Option("--garder", help="Garder tel quel ce qui repose dessus.")]


def sort(*, deplacer: bool = False, annuler: bool = False, garder: bool = False) -> Sort | None:
    """The fate that was typed; None when none was.

    Raises:
        UsageIncorrect: several were.
    """
    from guichet.fiches.socle.repose import Sort

    choisis = [s for s, dit in ((Sort.DEPLACER, deplacer), (Sort.ANNULER, annuler), (Sort.GARDER, garder)) if dit]
    if len(choisis) > 1:
        raise UsageIncorrect("Choisissez --deplacer, --annuler ou --garder : un seul des trois.")
    return choisis[0] if choisis else None


def ecrire(
    appel: Appel,
    ctx: Contexte,
    service: Callable[..., Any],
    *,
    confirmer: bool,
    choisi: Sort | None = None,
    **donnees: Any,
) -> tuple[str, ...]:
    """Write through a service that asks what rests on a fact; returns what followed, one sentence a thing.

    Args:
        appel: the call.
        ctx: surroundings.
        service: takes `vues`, and `sort` where there is a choice, and refuses with ReposeDessus.
        confirmer: what goes with the change may be done.
        choisi: the fate typed; it confirms the rest, which is named before anything is written.
        donnees: what the service takes besides.

    Raises:
        ReposeDessus: nothing was confirmed, or the fate typed is not one of those proposed.
    """
    from guichet.fiches.socle.repose import ReposeDessus, sorts_proposes

    try:
        service(ctx, **donnees)
    except ReposeDessus as refus:
        proposes = sorts_proposes(refus.lignes)
        for ligne in refus.lignes:
            appel.avertir(ligne.phrase if choisi not in proposes else ligne.selon(choisi))
        if (choisi not in proposes) if proposes else not (confirmer or choisi):
            options = " ou ".join(f"--{p.value}" for p in proposes) or "--confirmer"
            appel.avertir(f"Pour le faire : {options}.")
            raise
        suite = {"sort": choisi} if proposes else {}
        service(ctx, **donnees, **suite, vues=[ligne.cle for ligne in refus.lignes])
        return tuple(ligne.selon(choisi) for ligne in refus.lignes)
    return ()
