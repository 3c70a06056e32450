"""`guichet famille garde`: days of a shared child in this household; halves of the holidays, exceptions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli import membres, saisie
from guichet.cli.appel import Appel
from guichet.cli.famille import famille
from guichet.cli.options import CODE, ECRIT, commande
from guichet.cli.sortie import Bloc, affichee
from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from guichet.regles.garde_jours import Garde

VACANCES = Annotated[
    str,
    typer.Option(metavar="MOITIÉ", help="Moitié des vacances passée ici : premiere ou seconde, alternée chaque année."),
]
ANNEE = Annotated[
    str, typer.Option(metavar="ANNÉE", help="Année pour laquelle cette moitié est dite (celle en cours sinon).")
]
FIXE = Annotated[bool, typer.Option("--sans-alterner", help="La même moitié tous les ans.")]
DU = Annotated[str, typer.Option(metavar="DATE", help="Premier jour d’une exception passée dans ce foyer.")]
AU = Annotated[str, typer.Option(metavar="DATE", help="Dernier jour de l’exception (le premier sinon).")]
RETIRER = Annotated[str, typer.Option(metavar="DATE", help="Retirer l’exception qui commence ce jour-là.")]

_APERCU = timedelta(days=27)


@commande(famille, "garde", "Montrer ou régler la garde alternée d’un enfant : vacances, exceptions.", sorte=ECRIT)
def garde(
    appel: Appel,
    code: CODE,
    membre: membres.MEMBRE,
    vacances: VACANCES = "",
    annee: ANNEE = "",
    sans_alterner: FIXE = False,
    du: DU = "",
    au: AU = "",
    retirer: RETIRER = "",
) -> None:
    """Settle, then show the next four weeks."""
    from guichet.formats import lire_date
    from guichet.regles.domaine import LIBELLES, MoitieVacances
    from guichet.services import dossiers
    from guichet.services import garde as service

    if sum(map(bool, (vacances, du, retirer))) > 1:
        raise UsageIncorrect("Réglez une chose à la fois : --vacances, --du ou --retirer.")
    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    qui, jour = membres.trouver(lu, membre), ctx.aujourdhui()
    if vacances:
        moitie = saisie.choix(vacances, MoitieVacances, option="--vacances", libelles=LIBELLES)
        dite = saisie.entier(annee, option="--annee", au_moins=2000) if annee else jour.year
        service.regler_vacances(ctx, lien_id=qui.lien_id, moitie=moitie, annee=dite, alterne=not sans_alterner)
    elif du:
        premier = lire_date(du, champ="du")
        service.ajouter_exception(ctx, lien_id=qui.lien_id, du=premier, au=lire_date(au, champ="au") if au else premier)
    elif retirer:
        service.retirer_exception(ctx, lien_id=qui.lien_id, du=lire_date(retirer, champ="retirer"))
    qui_et_ou = {"famille_id": lu.famille.famille_id, "personne_id": qui.personne_id}
    reglee = service.lire(ctx, **qui_et_ou)
    jours = service.jours(ctx, **qui_et_ou, du=jour, au=jour + _APERCU)
    appel.resultat(
        f"{qui.prenom} {qui.nom}, garde alternée.", {"garde": reglee, "jours": jours}, Bloc("", paires=_paires(reglee))
    )


def _paires(reglee: Garde) -> list[tuple[str, str]]:
    from guichet.regles.domaine import LIBELLES

    v = reglee.vacances
    tour = "" if v is None else f"{LIBELLES[v.moitie]} en {v.annee}, {'alternée' if v.alterne else 'tous les ans'}"
    return [
        (
            "Rythme",
            f"{reglee.rythme or 'tous les jours'}" + (f" depuis le {affichee(reglee.ancre)}" if reglee.ancre else ""),
        ),
        ("Vacances", tour or "comme le rythme"),
        *(
            (
                "Exception",
                f"du {affichee(x.du)} au {affichee(x.au)}, {'dans ce foyer' if x.ici else 'hors de ce foyer'}",
            )
            for x in reglee.sejours
        ),
    ]
