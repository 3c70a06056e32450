"""`guichet absence`: days a child will miss or missed, each with what it costs and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import demandes
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.demandes import DEROGATION, ENFANT
from guichet.cli.cadre.options import CODE, ECRIT, commande
from guichet.cli.cadre.sortie import Bloc, affichee

if TYPE_CHECKING:
    from guichet.fiches.reservations.absences import Absence

DU = Annotated[str, typer.Option(metavar="DATE", help="Premier jour d’absence.")]
AU = Annotated[str, typer.Option(metavar="DATE", help="Dernier jour, inclus ; le premier si rien n’est dit.")]
CERTIFICAT = Annotated[str, typer.Option(metavar="DATE", help="Jour où le certificat a été remis.")]

REPRENDRE = Annotated[
    bool, typer.Option("--reprendre", help="Reprendre une absence notée par erreur : l’enfant est de nouveau attendu.")
]


@commande(
    application, "absence", "Déclarer l’absence d’un enfant, avec ou sans certificat.", sorte=ECRIT, panneau=GUICHET
)
def absence(
    appel: Appel,
    code: CODE,
    du: DU,
    enfant: ENFANT = "",
    au: AU = "",
    certificat: CERTIFICAT = "",
    reprendre: REPRENDRE = False,
    derogation: DEROGATION = "",
) -> None:
    """Write an absence, show what it would cost, or take it back."""
    from guichet.cli.reservations.apercu import montrer
    from guichet.erreurs import UsageIncorrect
    from guichet.services.dossier import dossiers
    from guichet.services.reservations import absences, reprises

    premier = appel.lire_jour(du, champ="du")
    dernier = appel.lire_jour(au, champ="au") if au else premier
    remis = appel.lire_jour(certificat, champ="certificat") if certificat else None
    if reprendre and remis:
        raise UsageIncorrect("Une absence se reprend ou se justifie : --reprendre ou --certificat, l’un des deux.")
    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    if reprendre:
        faites = reprises.reprendre(
            ctx,
            personne_id=demandes.enfant(lu.enfants, enfant).personne_id,
            famille_id=lu.famille.famille_id,
            du=premier,
            au=dernier,
            derogation=derogation,
        )
        montrer(appel, faites)
        return
    faite = absences.declarer(
        ctx,
        personne_id=demandes.enfant(lu.enfants, enfant).personne_id,
        du=premier,
        au=dernier,
        certificat_le=remis,
        famille_id=lu.famille.famille_id,
    )
    _dire(appel, faite)


def _dire(appel: Appel, faite: Absence) -> None:
    """What each day costs, and until when a certificate is expected."""
    from guichet.formats import pluriel
    from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation

    attendu = (
        f" Certificat attendu avant le {affichee(faite.certificat_avant)}."
        if faite.certificat_avant and faite.facturees
        else ""
    )
    reste = pluriel(faite.facturees, "facturée") if faite.facturees else "rien n’est facturé"
    appel.resultat(
        f"{faite.enfant} : {pluriel(len(faite.lignes), 'absence')}, {reste}.{attendu}",
        {"absence": faite, "facturees": faite.facturees},
        Bloc(
            "",
            colonnes=("Jour", "Unité", "État", "Pourquoi", "Règle"),
            rangees=[
                (affichee(x.jour), x.unite, LIBELLES_RESERVATION[EtatReservation(x.etat)], x.motif, x.regle)
                for x in faite.lignes
            ],
        ),
    )
