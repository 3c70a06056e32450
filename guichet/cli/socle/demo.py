"""`guichet demo`: a town to learn on, opened at once."""

from __future__ import annotations

from typing import Annotated

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import DEPART, application
from guichet.cli.cadre.options import LIT, commande
from guichet.cli.cadre.progres import progression

FAMILLES = Annotated[str, typer.Option(metavar="N", help="Nombre de familles.")]
GRAINE = Annotated[str, typer.Option(metavar="N", help="Autre graine, autres familles ; même graine, mêmes familles.")]
COMMUNE = Annotated[str, typer.Option(metavar="NOM", help="Commune livrée.")]
ANNEE = Annotated[
    bool,
    typer.Option("--annee-complete", help="Réserver toute l’année scolaire, et non jusqu’à quatre semaines d’ici."),
]
POSTE = Annotated[str, typer.Option(metavar="NOM", help="Poste à ouvrir, quand un autre guichet tient celui-ci.")]
PREPARER = Annotated[bool, typer.Option("--preparer", help="Préparer la base sans ouvrir l’application.")]


@commande(application, "demo", "Ouvrir l’application sur une commune de démonstration.", sorte=LIT, panneau=DEPART)
def demo(
    appel: Appel,
    familles: FAMILLES = "300",
    graine: GRAINE = "1",
    commune: COMMUNE = "clairval",
    annee_complete: ANNEE = False,
    preparer: PREPARER = False,
    poste: POSTE = "poste 2",
) -> None:
    """Build the training base when it is not there yet, then open it."""
    from guichet.base import Adresse
    from guichet.contexte import horloge_systeme
    from guichet.services.socle import demonstration

    combien = saisie.entier(familles, option="--familles", au_moins=1)
    tirage = saisie.entier(graine, option="--graine")
    adresse = appel.adresse() if appel.base else Adresse(demonstration.emplacement_demo(commune))
    with progression("Préparation de la base de démonstration", plain=appel.plain) as avancer:
        demonstration.preparer(
            adresse,
            familles=combien,
            graine=tirage,
            commune=commune,
            annee_complete=annee_complete,
            maintenant=horloge_systeme(),
            avancement=avancer,
        )
    agent = appel.agent or "demo"
    if preparer:
        appel.resultat(
            f"La base de démonstration est prête : {adresse.affichee()}. "
            f"Ouvrez-la : guichet --base {adresse.affichee()} --agent {agent}",
            {"base": adresse.affichee(), "agent": agent, "familles": combien, "graine": tirage},
        )
        return
    from guichet.lancement import lancer

    code = lancer(adresse, agent=agent, poste=poste)
    if code:
        raise typer.Exit(code)
