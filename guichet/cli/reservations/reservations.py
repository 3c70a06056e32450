"""`guichet reserver` and `annuler`: days of one child and one activity, previewed or written at once."""

from __future__ import annotations

from typing import Annotated

import typer

from guichet.cli.cadre import demandes
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.demandes import ACTIVITE, DEROGATION, ENFANT, JOURS, UNITE
from guichet.cli.cadre.options import CODE, ECRIT, commande
from guichet.cli.reservations import apercu
from guichet.erreurs import UsageIncorrect

RYTHME = Annotated[
    str, typer.Option(metavar="RYTHME", help="Rythme, par exemple « lu ma je ve » ou « 1/2 du 9 nov au 18 déc ».")
]


@commande(
    application, "reserver", "Réserver des jours pour un enfant, un à un ou par rythme.", sorte=ECRIT, panneau=GUICHET
)
def reserver(
    appel: Appel,
    code: CODE,
    activite: ACTIVITE,
    enfant: ENFANT = "",
    jours: JOURS = "",
    rythme: RYTHME = "",
    unite: UNITE = "",
    derogation: DEROGATION = "",
) -> None:
    """Book; each day says what became of it and why."""
    from dataclasses import replace

    from guichet.services import reservations
    from guichet.services.dossier import dossiers

    if bool(jours) == bool(rythme):
        raise UsageIncorrect("Donnez les jours avec --jours, ou un rythme avec --rythme : l’un des deux.")
    voulus = demandes.jours(jours, appel.lire_jour) if jours else []
    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    famille_id, qui = lu.famille.famille_id, demandes.enfant(lu.enfants, enfant).personne_id
    cases = [
        replace(case, derogation=derogation)
        for case in reservations.demandes(
            ctx, personne_id=qui, activite=activite, unite=unite, jours=voulus, rythme=rythme
        )
    ]
    # A simulation plays the real act too, rights and all, on a base where nothing is kept.
    fait = (
        reservations.enregistrer(ctx, demandes=cases, attendu=None, famille_id=famille_id)
        if cases
        else reservations.apercu(ctx, cases, famille_id=famille_id)
    )
    apercu.montrer(appel, fait)


@commande(
    application, "annuler", "Annuler les jours réservés d’un enfant à une activité.", sorte=ECRIT, panneau=GUICHET
)
def annuler(
    appel: Appel,
    code: CODE,
    activite: ACTIVITE,
    jours: JOURS,
    enfant: ENFANT = "",
    derogation: DEROGATION = "",
) -> None:
    """Cancel; each day says what became of it and what stays charged."""
    from guichet.services import reservations
    from guichet.services.dossier import dossiers

    voulus = demandes.jours(jours, appel.lire_jour)
    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    fait = reservations.annuler(
        ctx,
        personne_id=demandes.enfant(lu.enfants, enfant).personne_id,
        activite_code=activite,
        jours=voulus,
        famille_id=lu.famille.famille_id,
        derogation=derogation,
    )
    apercu.montrer(appel, fait)
