"""`guichet taches`: what is due to the families within the town's delay, asked, done or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import remise_identifiants, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import JOURNEE, application
from guichet.cli.cadre.options import CODE, ECRIT, ECRIT_LE, commande, groupe
from guichet.cli.cadre.remise_identifiants import BORDEREAU, POUR
from guichet.cli.cadre.sortie import ColonneSortie, affichee

if TYPE_CHECKING:
    from guichet.fiches.comptoir.taches import FicheTache

taches = groupe("Ce qui est dû aux familles : la liste, demander, traiter, annuler.", defaut="lister")
application.add_typer(taches, name="taches", rich_help_panel=JOURNEE)

NUMERO = Annotated[str, typer.Argument(metavar="N°", help="Numéro de la tâche, celui de la liste.")]


@commande(taches, "lister", "Lister ce qui est dû aux familles, le plus urgent d’abord.")
def lister(appel: Appel) -> None:
    """List what is due."""
    from guichet.regles.comptoir.echeances import LIBELLES_ECHEANCE, EtatEcheance
    from guichet.regles.socle.code_famille import affiche
    from guichet.services.comptoir import taches as service

    brut, ctx = appel.format == "json", appel.contexte()
    colonnes = (
        ColonneSortie("tache_id", "N°", fixe=True),
        ColonneSortie("code_famille", "Code", fixe=True),
        ColonneSortie("personne", "Pour"),
        ColonneSortie("nature", "À faire"),
        ColonneSortie("detail", "Détail", prose=True),
        ColonneSortie("echeance", "Avant le", fixe=True),
        ColonneSortie("urgence", "Urgence"),
    )
    # The eye has 80 columns: what is to be done is said there in one phrase.
    appel.lister(
        tuple(c for c in colonnes if c.cle != "detail" or appel.format != "table"),
        [
            {
                "tache_id": t.tache_id,
                "code_famille": affiche(t.code),
                "personne": t.famille,
                "nature": t.nature if brut else _dite(t, detail=appel.format == "table"),
                "detail": t.detail or f"demandé le {affichee(ctx.local(t.demandee_le))}",
                "echeance": t.echeance,
                "urgence": t.urgence if brut else LIBELLES_ECHEANCE[EtatEcheance(t.urgence)],
            }
            for t in service.lister(ctx)
        ],
        vide="Rien n’est dû aux familles.",
    )


def _dite(t: FicheTache, *, detail: bool) -> str:
    """What is to be done: « place libérée : Midi du lun. 7 déc. », « PAI à transmettre à Molière »."""
    from guichet.regles.socle.domaine import LIBELLES, NatureTache

    libelle = LIBELLES[NatureTache(t.nature)]
    if not detail or not t.detail:
        return libelle
    return t.detail if t.detail.startswith(libelle) else f"{libelle} : {t.detail}"


@commande(taches, "demander", "Noter que des identifiants oubliés sont à renvoyer.", sorte=ECRIT_LE)
def demander(appel: Appel, code: CODE, pour: POUR = "") -> None:
    """Note a request; its clock starts now, or on the day of `--le`."""
    from guichet.services.comptoir import taches as service

    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    qui = remise_identifiants.responsable(ctx, famille_id, pour).destinataire.personne_id
    tache = service.demander_identifiants(ctx, famille_id=famille_id, personne_id=qui, demandee_le=appel.instant(ctx))
    appel.resultat(f"Tâche {tache.tache_id} : à renvoyer avant le {affichee(tache.echeance)}.", {"tache": tache})


@commande(taches, "traiter", "Renvoyer de nouveaux identifiants à l’adresse du dossier.", sorte=ECRIT)
def traiter(
    appel: Appel, numero: NUMERO, canal: remise_identifiants.CANAL = "courriel", bordereau: BORDEREAU = ""
) -> None:
    """Do what is due."""
    from guichet.services.comptoir import taches as service

    par = remise_identifiants.canal_voulu(canal)
    tache_id = saisie.entier(numero, option="N°", au_moins=1)
    ctx = appel.contexte()
    remise_identifiants.remettre(
        appel,
        ctx,
        bordereau,
        lambda: service.traiter(ctx, tache_id=tache_id, canal=par),
        "Identifiants renvoyés à {qui}.",
    )


@commande(taches, "faire", "Noter une suite donnée : PAI remis à l’école, responsable trouvé.", sorte=ECRIT)
def faire(appel: Appel, numero: NUMERO) -> None:
    """Tick off what was followed up outside the program."""
    from guichet.services.comptoir import taches as service

    tache_id = saisie.entier(numero, option="N°", au_moins=1)
    service.faire(appel.contexte(), tache_id=tache_id)
    appel.resultat(f"Tâche {tache_id} faite.", {"tache_id": tache_id})


@commande(taches, "annuler", "Annuler une tâche devenue inutile.", sorte=ECRIT)
def annuler(appel: Appel, numero: NUMERO) -> None:
    """Give up a task."""
    from guichet.services.comptoir import taches as service

    tache_id = saisie.entier(numero, option="N°", au_moins=1)
    service.annuler(appel.contexte(), tache_id=tache_id)
    appel.resultat(f"Tâche {tache_id} annulée.", {"tache_id": tache_id})


@commande(taches, "accepter", "Donner la place libérée à la famille à qui elle est proposée.", sorte=ECRIT)
def accepter(appel: Appel, numero: NUMERO) -> None:
    """The family takes the place."""
    from guichet.services.reservations import attente

    reservation = attente.accepter(appel.contexte(), tache_id=saisie.entier(numero, option="N°", au_moins=1))
    phrase = "Place réservée." if reservation is not None else "Famille prévenue de son inscription."
    appel.resultat(phrase, {"reservation_id": reservation})


@commande(
    taches,
    "decliner",
    "Retirer la demande d’une famille qui ne prend pas la place.",
    sorte=ECRIT,
)
def decliner(appel: Appel, numero: NUMERO) -> None:
    """The family does not take it."""
    from guichet.services.reservations import attente

    suivantes = attente.decliner(appel.contexte(), tache_id=saisie.entier(numero, option="N°", au_moins=1))
    suite = "proposée à la famille suivante" if suivantes else "sans autre famille en attente"
    appel.resultat(f"Demande retirée, place {suite}.", {"propositions": suivantes})


@commande(taches, "rang", "Changer la priorité d’une demande en attente, avec sa raison.", sorte=ECRIT)
def rang(
    appel: Appel,
    reservation: Annotated[str, typer.Argument(metavar="N°", help="Numéro donné par « rapport attente ».")],
    motif: Annotated[str, typer.Option(metavar="TEXTE", help="Pourquoi le rang change ; gardé au journal.")],
    priorite: Annotated[str, typer.Option(metavar="N", help="Priorité : la plus grande passe d’abord.")] = "1",
) -> None:
    """Pass before or after others."""
    from guichet.services.reservations import attente

    nouveau = attente.changer_priorite(
        appel.contexte(),
        reservation_id=saisie.entier(reservation, option="N°", au_moins=1),
        priorite=saisie.entier(priorite, option="--priorite"),
        motif=motif,
    )
    appel.resultat(f"Nouveau rang : {nouveau}.", {"rang": nouveau})
