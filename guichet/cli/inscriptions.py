"""`guichet inscrire`: give a child the right to attend an activity; booking its days comes next."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from guichet.cli import demandes
from guichet.cli.appel import Appel
from guichet.cli.application import GUICHET, application
from guichet.cli.demandes import ACTIVITE, ENFANT
from guichet.cli.options import CODE, ECRIT, commande
from guichet.cli.sortie import Bloc, affichee

DU = Annotated[str, typer.Option(metavar="DATE", help="Premier jour (aujourd’hui si rien n’est dit).")]
AU = Annotated[str, typer.Option(metavar="DATE", help="Dernier jour (la fin de l’année scolaire si rien n’est dit).")]
GROUPE = Annotated[str, typer.Option(metavar="GROUPE", help="Groupe ; celui de l’âge et de l’école si rien n’est dit.")]

LIBELLES = {
    "demandee": "demandée",
    "en_attente": "en attente",
    "active": "active",
    "terminee": "terminée",
    "refusee": "refusée",
}


@commande(application, "inscrire", "Inscrire un enfant à une activité.", sorte=ECRIT, panneau=GUICHET)
def inscrire(
    appel: Appel,
    code: CODE,
    activite: ACTIVITE,
    enfant: ENFANT = "",
    du: DU = "",
    au: AU = "",
    groupe: GROUPE = "",
) -> None:
    """Register; where no day is left, the registration waits and says so."""
    from guichet.formats import lire_date
    from guichet.regles.annee import annee_scolaire
    from guichet.services import activites, dossiers, inscriptions

    ctx = appel.contexte()
    debut = lire_date(du, champ="du") if du else ctx.aujourdhui()
    fin = lire_date(au, champ="au") if au else date(annee_scolaire(debut) + 1, 8, 31)
    lu = dossiers.lire(ctx, code)
    qui = demandes.enfant(lu.enfants, enfant)
    fiche = activites.montrer(ctx, activite)
    voulu = demandes.seul(fiche.groupes, groupe, lambda g: (g.code, g.nom), option="--groupe") if groupe else None
    faites = inscriptions.inscrire(
        ctx,
        personne_id=qui.personne_id,
        famille_id=lu.famille.famille_id,
        activite_id=fiche.activite_id,
        du=debut,
        au=fin,
        groupe_id=voulu.groupe_id if voulu else None,
    )
    attend = " L’inscription attend une place." if any(f.etat == "en_attente" for f in faites) else ""
    appel.resultat(
        f"{qui.prenom} : {fiche.nom}.{attend}",
        {"inscriptions": faites},
        Bloc(
            "",
            colonnes=("N°", "Groupe", "Du", "Au", "État"),
            rangees=[
                (str(f.inscription_id), f.groupe, affichee(f.du), affichee(f.au), LIBELLES[f.etat]) for f in faites
            ],
        ),
    )
