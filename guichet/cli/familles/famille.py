"""`guichet famille`: create a household, then keep its sheet and its people up to date."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from guichet.cli.cadre import repose, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.options import CODE, ECRIT, commande, groupe
from guichet.cli.cadre.repose import ANNULER, CONFIRMER, DEPLACER, GARDER
from guichet.cli.cadre.sortie import ColonneSortie
from guichet.cli.familles import membres
from guichet.cli.familles.membres import ADULTE, CONTACT, ENFANT, FICHIER, MALGRE
from guichet.formats.mots import de

famille = groupe("Le dossier d’une famille : créer, modifier, ajouter, retirer, déménager, historique.")
application.add_typer(famille, name="famille", rich_help_panel=GUICHET)

ADRESSE = Annotated[str, typer.Option(metavar="RUE", help="Numéro et rue.")]
COMPLEMENT = Annotated[str, typer.Option(metavar="TEXTE", help="Complément d’adresse.")]
CODE_POSTAL = Annotated[
    str, typer.Option(metavar="CP", help="Code postal ; à l’étranger, avec le pays : B-1000, D-10115.")
]
VILLE = Annotated[str, typer.Option(metavar="VILLE", help="Ville.")]
FACTURES = Annotated[str, typer.Option(metavar="papier|electronique", help="Comment partent les factures.")]
CHAMPS = Annotated[
    list[str], typer.Argument(metavar="CHAMP=VALEUR", help="Champs à changer, par exemple mobile=0612345678.")
]
FOYER = {
    "adresse": "numéro et rue",
    "complement": "complément d’adresse",
    "code_postal": "code postal",
    "ville": "ville",
    "envoi_factures": "papier ou electronique",
}

RESIDENCE = Annotated[
    str,
    typer.Option(metavar="commune|exterieur", help="Ce que la famille répond, si l’adresse ne dit pas sa commune."),
]


@commande(famille, "creer", "Créer une famille, avec tous ses membres.", sorte=ECRIT)
def creer(
    appel: Appel,
    fichier: FICHIER = "",
    adulte: ADULTE = None,
    enfant: ENFANT = None,
    contact: CONTACT = None,
    adresse: ADRESSE = "",
    complement: COMPLEMENT = "",
    code_postal: CODE_POSTAL = "",
    ville: VILLE = "",
    factures: FACTURES = "",
    malgre_doublons: MALGRE = False,
) -> None:
    """Create a household in one transaction."""
    from guichet.fiches.socle.saisies import SaisieFamille
    from guichet.regles.socle.code_famille import affiche
    from guichet.services import familles

    donnees = saisie.objet_json(fichier) if fichier else {}
    gens = [*donnees.pop("membres", []), *membres.tapes(adulte, enfant, contact)]
    for nom in donnees:
        saisie.verifier_champ(nom, FOYER)
    tapes = {
        "adresse": adresse,
        "complement": complement,
        "code_postal": code_postal,
        "ville": ville,
        "envoi_factures": factures,
    }
    donnees |= {champ: valeur for champ, valeur in tapes.items() if valeur}
    foyer = SaisieFamille(**donnees, membres=tuple(membres.lire(gens)))
    ctx = appel.contexte()
    with membres.doublons_dits(appel):
        code = affiche(familles.creer(ctx, foyer, malgre_doublons=malgre_doublons))
    appel.resultat(f"Famille {code} créée.", {"code_famille": code})


@commande(famille, "modifier", "Modifier la fiche du foyer, ou celle d’un membre avec --membre.", sorte=ECRIT)
def modifier(
    appel: Appel,
    code: CODE,
    changements: CHAMPS,
    membre: membres.MEMBRE = "",
    deplacer: DEPLACER = False,
    annuler: ANNULER = False,
    garder: GARDER = False,
    confirmer: CONFIRMER = False,
) -> None:
    """Modify; what another agent changed between reading and writing is never overwritten."""
    from dataclasses import asdict

    from guichet.services import familles
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    if membre:
        qui = membres.trouver(lu, membre)
        apres = membres.valeurs(saisie.champs(changements, permis=membres.MODIFIABLES))
        suites = repose.ecrire(
            appel,
            ctx,
            familles.modifier_membre,
            confirmer=confirmer,
            choisi=repose.sort(deplacer=deplacer, annuler=annuler, garder=garder),
            lien_id=qui.lien_id,
            avant=_memes(asdict(qui) | {"naissance": qui.nee}, apres),
            apres=apres,
        )
        faite = {"lien_id": qui.lien_id, "champs": list(apres), "suites": suites}
        appel.resultat(f"Fiche {de(qui.prenom)} {qui.nom} modifiée.", faite)
        return
    champs = saisie.champs(changements, permis=FOYER)
    suites = repose.ecrire(
        appel,
        ctx,
        familles.modifier_famille,
        confirmer=confirmer,
        choisi=repose.sort(annuler=annuler, garder=garder),
        famille_id=lu.famille.famille_id,
        avant=_memes(asdict(lu.famille), champs),
        apres=champs,
    )
    faite = {"code_famille": lu.famille.code, "champs": list(champs), "suites": suites}
    appel.resultat("Fiche du foyer modifiée.", faite)


@commande(famille, "ajouter", "Ajouter un adulte, un enfant ou un contact.", sorte=ECRIT)
def ajouter(
    appel: Appel,
    code: CODE,
    fichier: FICHIER = "",
    adulte: ADULTE = None,
    enfant: ENFANT = None,
    contact: CONTACT = None,
    malgre_doublons: MALGRE = False,
    reprendre: membres.REPRENDRE = "",
) -> None:
    """Add one person: one call, one transaction."""
    from guichet.erreurs import UsageIncorrect
    from guichet.services import familles

    gens = [*([saisie.objet_json(fichier)] if fichier else []), *membres.tapes(adulte, enfant, contact)]
    if len(gens) != 1:
        raise UsageIncorrect("Donnez une personne, et une seule : --adulte, --enfant, --contact ou --fichier.")
    (personne,) = membres.lire(gens)
    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    qui = membres.parti(familles.partis(ctx, famille_id), reprendre) if reprendre else None
    with membres.doublons_dits(appel):
        lien = familles.ajouter_membre(
            ctx,
            famille_id=famille_id,
            saisie=personne,
            malgre_doublons=malgre_doublons,
            reprendre=qui,
        )
    appel.resultat(f"{personne.prenom} {personne.nom} ajouté au foyer.", {"lien_id": lien})


@commande(famille, "demenager", "Changer l’adresse d’une famille, en gardant l’ancienne.", sorte=ECRIT)
def demenager(
    appel: Appel,
    code: CODE,
    adresse: ADRESSE,
    code_postal: CODE_POSTAL,
    ville: VILLE,
    complement: COMPLEMENT = "",
    residence: RESIDENCE = "",
    annuler: ANNULER = False,
    garder: GARDER = False,
    confirmer: CONFIRMER = False,
) -> None:
    """Move house; what the family answered of its town is kept where the address does not tell."""
    from dataclasses import asdict

    from guichet.services import familles
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    apres = {"adresse": adresse, "complement": complement, "code_postal": code_postal, "ville": ville}
    suites = repose.ecrire(
        appel,
        ctx,
        familles.demenager,
        confirmer=confirmer,
        choisi=repose.sort(annuler=annuler, garder=garder),
        famille_id=lu.famille.famille_id,
        avant=_memes(asdict(lu.famille), apres),
        apres=apres,
        residence=_residence(residence),
    )
    appel.resultat("Nouvelle adresse enregistrée.", {"code_famille": lu.famille.code, **apres, "suites": suites})


def _residence(texte: str) -> str:
    from guichet.regles.socle.domaine import Residence

    if not texte:
        return ""
    choisie = saisie.choix(texte, Residence, option="--residence")
    return "" if choisie is Residence.INCONNUE else choisie.value


@commande(famille, "factures", "Choisir comment partent les factures : papier ou electronique.", sorte=ECRIT)
def factures(
    appel: Appel,
    code: CODE,
    envoi: Annotated[str, typer.Argument(metavar="papier|electronique", help="Comment partent les factures.")],
) -> None:
    """Choose how invoices leave."""
    from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures
    from guichet.services import familles

    choisi = saisie.choix(envoi, EnvoiFactures, option="papier|electronique")
    ctx = appel.contexte()
    familles.choisir_factures(ctx, famille_id=appel.famille_id(ctx, code), envoi=choisi.value)
    appel.resultat(f"Factures : envoi {LIBELLES[choisi]}.", {"envoi_factures": choisi.value})


@commande(famille, "confirmer", "Noter que les coordonnées ont été relues avec la famille.", sorte=ECRIT)
def confirmer(appel: Appel, code: CODE) -> None:
    """Note that the coordinates are right."""
    from guichet.services import familles

    ctx = appel.contexte()
    familles.confirmer_coordonnees(ctx, appel.famille_id(ctx, code))
    appel.resultat("Coordonnées confirmées.", {"confirmees": True})


@commande(famille, "historique", "Montrer les actes et les anciennes coordonnées d’une famille.")
def historique(appel: Appel, code: CODE) -> None:
    """List the history, newest first."""
    from guichet.services.comptoir import passages
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    famille_id = appel.famille_id(ctx, code)
    passages.consulter(ctx, famille_id, "historique")
    appel.lister(
        (
            ColonneSortie("le", "Le", fixe=True),
            ColonneSortie("libelle", "Fait", prose=True),
            ColonneSortie("detail", "Quoi", prose=True),
            ColonneSortie("agent", "Par"),
        ),
        [
            {"le": a.le, "libelle": a.libelle, "detail": a.detail, "agent": a.agent}
            for a in dossiers.historique(ctx, famille_id)
        ],
        vide="Rien n’a encore été fait pour cette famille.",
    )


def _memes(fiche: dict[str, Any], champs: dict[str, Any]) -> dict[str, Any]:
    """The same fields as they were read: what the service compares with what stands there now."""
    return {champ: fiche[champ] for champ in champs}
