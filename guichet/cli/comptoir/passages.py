"""`guichet passages`: the visits of a day, and one visit from its opening to its slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import remise_identifiants, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import JOURNEE, application
from guichet.cli.cadre.options import CODE, ECRIT, commande, groupe
from guichet.cli.cadre.remise_identifiants import POUR
from guichet.cli.cadre.sortie import Bloc, ColonneSortie, affichee

if TYPE_CHECKING:
    from guichet.fiches.comptoir.passages import FichePassage

passages = groupe("Les passages au guichet : la liste du jour, ouvrir, suspendre, reprendre, clore.", defaut="lister")
application.add_typer(passages, name="passages", rich_help_panel=JOURNEE)

NUMERO = Annotated[str, typer.Argument(metavar="N°", help="Numéro du passage, celui de la liste.")]


@commande(passages, "lister", "Lister les passages d’un jour.")
def lister(
    appel: Appel,
    date: Annotated[str, typer.Option(metavar="DATE", help="Jour voulu ; aujourd’hui si rien n’est dit.")] = "",
) -> None:
    """List the visits of a day."""
    from guichet.regles.socle.code_famille import affiche
    from guichet.services.comptoir import passages as service

    jour = appel.lire_jour(date, champ="date") if date else None
    appel.lister(
        (
            ColonneSortie("passage_id", "N°", fixe=True),
            ColonneSortie("ouvert_le", "Ouvert le", fixe=True),
            ColonneSortie("code_famille", "Code", fixe=True),
            ColonneSortie("famille", "Famille"),
            ColonneSortie("etat", "État"),
            ColonneSortie("agent", "Agent"),
            ColonneSortie("poste", "Poste"),
        ),
        [
            {
                "passage_id": p.passage_id,
                "ouvert_le": p.ouvert_le,
                "code_famille": affiche(p.code),
                "famille": p.famille,
                "etat": p.etat,
                "agent": p.agent,
                "poste": p.poste,
            }
            for p in service.du_jour(appel.contexte(), jour)
        ],
        vide="Aucun passage ce jour-là.",
    )


@commande(passages, "ouvrir", "Ouvrir le passage d’une famille, ou reprendre celui qui est suspendu.", sorte=ECRIT)
def ouvrir(
    appel: Appel,
    code: CODE,
    presence: Annotated[str, typer.Option(metavar="PRÉSENCE", help="sur_place, telephone ou courriel.")] = "",
    pour: POUR = "",
) -> None:
    """Open a visit."""
    from guichet.regles.socle.domaine import LIBELLES, Presence
    from guichet.services.comptoir import passages as service

    dite = saisie.choix(presence, Presence, option="--presence", libelles=LIBELLES) if presence else None
    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    qui = remise_identifiants.responsable(ctx, famille_id, pour).destinataire.personne_id if pour else None
    _dire(appel, service.ouvrir(ctx, famille_id=famille_id, presence=dite, personne_id=qui))


@commande(passages, "suspendre", "Suspendre un passage ouvert dans ce terminal.", sorte=ECRIT)
def suspendre(appel: Appel, numero: NUMERO) -> None:
    """Put aside."""
    from guichet.services.comptoir import passages as service

    _dire(appel, service.suspendre(appel.contexte(), _numero(numero)))


@commande(passages, "reprendre", "Reprendre dans ce terminal un passage suspendu, ou ouvert ailleurs.", sorte=ECRIT)
def reprendre(appel: Appel, numero: NUMERO) -> None:
    """Resume."""
    from guichet.services.comptoir import passages as service

    _dire(appel, service.reprendre(appel.contexte(), _numero(numero)))


@commande(passages, "clore", "Clore un passage, et écrire son récapitulatif.", sorte=ECRIT)
def clore(
    appel: Appel,
    numero: NUMERO,
    recapitulatif: Annotated[str, typer.Option(metavar="F.pdf", help="Écrire le récapitulatif dans ce fichier.")] = "",
) -> None:
    """Close, then write the slip."""
    from guichet.services.comptoir import passages as service

    ctx = appel.contexte()
    fiche = service.clore(ctx, _numero(numero))
    _dire(appel, fiche)
    if recapitulatif and not appel.simulation:
        appel.imprimer(ctx, service.recapitulatif(ctx, fiche.passage_id), recapitulatif)


@commande(passages, "montrer", "Montrer un passage et ce qui y a été fait.")
def montrer(appel: Appel, numero: NUMERO) -> None:
    """Show one visit."""
    from guichet.services.comptoir import passages as service

    fiche = service.lire(appel.contexte(), _numero(numero))
    appel.montrer({"passage": fiche}, lambda: [_bloc(fiche)])


def _numero(texte: str) -> int:
    return saisie.entier(texte, option="N°", au_moins=1)


def _dire(appel: Appel, fiche: FichePassage) -> None:
    appel.resultat(f"Passage {fiche.passage_id} {fiche.etat}.", {"passage": fiche}, _bloc(fiche))


def _bloc(fiche: FichePassage) -> Bloc:
    from guichet.regles.socle.domaine import LIBELLES, Presence

    paires = [
        ("Ouvert le", affichee(fiche.ouvert_le)),
        ("Présence", LIBELLES[Presence(fiche.presence)]),
        ("Agent", f"{fiche.agent}, {fiche.poste}"),
        *([("Repris", fiche.repris)] if fiche.repris else []),
        *([("Reçue aussi", fiche.ailleurs)] if fiche.ailleurs else []),
    ]
    return Bloc("", paires=paires, colonnes=("Le", "Fait"), rangees=[(affichee(a.le), a.libelle) for a in fiche.actes])
