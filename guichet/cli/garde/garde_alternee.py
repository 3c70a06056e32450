"""`guichet famille garde`, `rattacher`: a shared child: weeks, halves of the holidays, payer, exceptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import repose, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import CODE, ECRIT, commande
from guichet.cli.cadre.repose import ANNULER, GARDER
from guichet.cli.cadre.sortie import Bloc, affichee
from guichet.cli.familles import membres
from guichet.cli.familles.famille import famille
from guichet.erreurs import UsageIncorrect
from guichet.formats import nom_affiche

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import Sort
    from guichet.regles.garde.jours import Garde, PartVacances

RYTHME = Annotated[str, typer.Option(metavar="1/2", help="Part de ce foyer-ci : 1/2, une semaine sur deux.")]
ANCRE = Annotated[str, typer.Option(metavar="DATE", help="Un lundi où commence un séjour dans ce foyer-ci.")]
VACANCES = Annotated[
    str,
    typer.Option(
        metavar="MOITIÉ",
        help="Moitié des vacances passée ici : premiere, seconde, ou aucune pour suivre les semaines.",
    ),
]
ANNEE = Annotated[str, typer.Option(metavar="ANNÉE", help="Année où commencent ces vacances (celle en cours sinon).")]
FIXE = Annotated[bool, typer.Option("--sans-alterner", help="La même moitié tous les ans.")]
PAYEUR = Annotated[str, typer.Option(metavar="PERSONNE", help="Responsable de ce foyer-ci qui reçoit les factures.")]
DU = Annotated[str, typer.Option(metavar="DATE", help="Premier jour d’une exception passée dans ce foyer.")]
AU = Annotated[str, typer.Option(metavar="DATE", help="Dernier jour de l’exception (le premier sinon).")]
AILLEURS = Annotated[bool, typer.Option("--ailleurs", help="L’exception est passée hors de ce foyer.")]
RETIRER = Annotated[str, typer.Option(metavar="DATE", help="Retirer l’exception qui commence ce jour-là.")]

_APERCU = timedelta(days=27)
_AUCUNE = "aucune"
_NOMMES = 8
"""Days named before an ellipsis."""


def part_vacances(vacances: str, annee: str, ctx: Contexte, *, fixe: bool) -> PartVacances | None:
    """What --vacances, --annee and --sans-alterner say together; None: holidays follow the weeks."""
    from guichet.regles.garde.jours import PartVacances
    from guichet.regles.socle.domaine import LIBELLES, MoitieVacances

    if vacances == _AUCUNE:
        return None
    moitie = saisie.choix(vacances, MoitieVacances, option="--vacances", libelles=LIBELLES)
    dite = saisie.entier(annee, option="--annee", au_moins=2000) if annee else ctx.aujourdhui().year
    return PartVacances(moitie, dite, alterne=not fixe)


@commande(
    famille, "garde", "Montrer ou régler la garde alternée d’un enfant : semaines, vacances, exceptions.", sorte=ECRIT
)
def garde(
    appel: Appel,
    code: CODE,
    membre: membres.MEMBRE,
    rythme: RYTHME = "",
    ancre: ANCRE = "",
    vacances: VACANCES = "",
    annee: ANNEE = "",
    sans_alterner: FIXE = False,
    payeur: PAYEUR = "",
    du: DU = "",
    au: AU = "",
    ailleurs: AILLEURS = False,
    retirer: RETIRER = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """Settle, then show the next four weeks."""
    from guichet.services.dossier import dossiers
    from guichet.services.garde import alternee as service

    reglee = bool(rythme or ancre or vacances or payeur)
    if sum((reglee, bool(du), bool(retirer))) > 1:
        raise UsageIncorrect("Réglez une chose à la fois : la garde elle-même, --du ou --retirer.")
    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    qui, jour = membres.trouver(lu, membre), ctx.aujourdhui()
    choisi = repose.sort(annuler=annuler, garder=garder)
    ecrire = partial(_ecrire, appel, ctx, choisi, qui.lien_id)
    if reglee:
        avant = service.fiche(ctx, qui.lien_id).reglage
        depuis = appel.lire_jour(ancre, champ="garde_ancre") if ancre else avant.ancre
        voulu = replace(avant, rythme=rythme or avant.rythme, ancre=depuis)
        if vacances:
            voulu = replace(voulu, vacances=part_vacances(vacances, annee, ctx, fixe=sans_alterner))
        if payeur:
            voulu = replace(voulu, payeurs=frozenset({membres.trouver(lu, payeur).personne_id}))
        ecrire(service.regler, voulu=voulu, avant=avant)
    elif du:
        premier = appel.lire_jour(du, champ="du")
        dernier = appel.lire_jour(au, champ="au") if au else premier
        ecrire(service.ajouter_exception, du=premier, au=dernier, ici=not ailleurs)
    elif retirer:
        ecrire(service.retirer_exception, du=appel.lire_jour(retirer, champ="retirer"))
    fiche = service.fiche(ctx, qui.lien_id)
    jours = service.jours(
        ctx, famille_id=lu.famille.famille_id, personne_id=qui.personne_id, du=jour, au=jour + _APERCU
    )
    payeurs = [nom_affiche(m.nom, m.prenom) for m in fiche.responsables if m.payeur]
    appel.resultat(
        f"{qui.prenom} {qui.nom}, garde alternée.",
        {"garde": fiche.garde, "payeurs": payeurs, "jours": jours, "jours_a_rendre": fiche.a_rendre},
        Bloc("", paires=[*_paires(fiche.garde), ("Payeur", ", ".join(payeurs)), *_a_rendre(fiche.a_rendre)]),
    )


def _ecrire(
    appel: Appel, ctx: Contexte, choisi: Sort | None, lien_id: int, service: Callable[..., object], **donnees: object
) -> None:
    """Write, once what becomes of the days given away is said."""
    repose.ecrire(appel, ctx, service, confirmer=False, choisi=choisi, lien_id=lien_id, **donnees)


def _a_rendre(jours: Sequence[date]) -> list[tuple[str, str]]:
    dits = ", ".join(affichee(jour) for jour in jours[:_NOMMES]) + (" …" if len(jours) > _NOMMES else "")
    return [("Réservés hors de la garde", dits)] if jours else []


def _paires(reglee: Garde) -> list[tuple[str, str]]:
    from guichet.regles.socle.domaine import LIBELLES

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


@commande(famille, "rattacher", "Rattacher un enfant à un second foyer (garde alternée).", sorte=ECRIT)
def rattacher(
    appel: Appel,
    code: CODE,
    membre: membres.MEMBRE,
    foyer: Annotated[str, typer.Option(metavar="CODE", help="Code de l’autre foyer.")],
    rythme: RYTHME,
    ancre: ANCRE,
    vacances: VACANCES = "",
    annee: ANNEE = "",
    sans_alterner: FIXE = False,
    payeur: PAYEUR = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
) -> None:
    """Share a child between two homes."""
    from guichet.services.dossier import dossiers
    from guichet.services.garde import rattachement

    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    qui = membres.trouver(lu, membre)
    liens: list[int] = []
    repose.ecrire(
        appel,
        ctx,
        lambda ctx, **quoi: liens.append(rattachement.rattacher_enfant(ctx, **quoi)),
        confirmer=False,
        choisi=repose.sort(annuler=annuler, garder=garder),
        lien_id=qui.lien_id,
        autre_code=foyer,
        rythme=rythme,
        ancre=appel.lire_jour(ancre, champ="garde_ancre"),
        vacances=part_vacances(vacances, annee, ctx, fixe=sans_alterner) if vacances else None,
        payeurs={membres.trouver(lu, payeur).personne_id} if payeur else None,
    )
    appel.resultat(f"{qui.prenom} {qui.nom} est aussi dans le foyer {foyer}.", {"lien_id": liens[-1], "foyer": foyer})
