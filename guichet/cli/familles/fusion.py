"""`guichet famille fusionner`, `separer`: two files made one, shown first; taken apart within the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import CODE, ECRIT, commande
from guichet.cli.cadre.sortie import Bloc
from guichet.cli.familles import membres
from guichet.cli.familles.famille import famille
from guichet.erreurs import UsageIncorrect
from guichet.fiches.familles.fusion import Cote

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.familles.fusion import ApercuFusion
    from guichet.services.familles.fusion import Demande

AUTRE = Annotated[str, typer.Argument(metavar="CODE_FONDU", help="Code du dossier qui rejoint l’autre.")]
MEMBRE = Annotated[str, typer.Option(metavar="NOM|LIEN", help="Sans second code : la fiche gardée, de ce foyer.")]
AVEC = Annotated[str, typer.Option(metavar="NOM|LIEN", help="Sans second code : la fiche qui la rejoint.")]
PRENDRE = Annotated[
    list[str] | None,
    typer.Option(metavar="CHAMP", help="Prendre ce champ de l’autre dossier, par exemple foyer.adresse."),
]
DISTINCTE = Annotated[
    list[str] | None, typer.Option(metavar="N°", help="Personne de l’autre dossier qui n’est personne de celui-ci.")
]
CONFIRMER = Annotated[bool, typer.Option("--confirmer", help="Réunir ; sans elle, tout est montré, rien n’est écrit.")]
DEFAIRE = Annotated[bool, typer.Option("--confirmer", help="Défaire ; sans elle, la réunion est montrée.")]


@commande(famille, "fusionner", "Réunir deux dossiers d’une même famille, ou deux fiches d’un foyer.", sorte=ECRIT)
def fusionner(
    appel: Appel,
    code: CODE,
    autre: AUTRE = "",
    membre: MEMBRE = "",
    avec: AVEC = "",
    prendre: PRENDRE = None,
    distincte: DISTINCTE = None,
    confirmer: CONFIRMER = False,
) -> None:
    """Show both files field by field, then make them one once it is confirmed."""
    from guichet.services.familles import fusion

    ctx = appel.contexte()
    demande = _demande(ctx, code, autre, membre, avec)
    distinctes = tuple(saisie.entier(n, option="--distincte", au_moins=1) for n in distincte or ())
    demande = replace(demande, distinctes=distinctes)
    connus = {champ.cle for champ in fusion.previsualiser(ctx, demande).choix}
    for champ in prendre or ():
        if champ not in connus:
            liste = ", ".join(sorted(connus)) or "aucun"
            raise UsageIncorrect(f"« {champ} » n’est pas un champ où les deux diffèrent : {liste}.", champ="prendre")
    demande = replace(demande, choix=dict.fromkeys(prendre or (), Cote.FONDU))
    apercu = fusion.previsualiser(ctx, demande)
    if not confirmer:
        appel.montrer({"apercu": apercu, "a_confirmer": True}, lambda: _blocs(apercu))
        appel.avertir("Rien n’a été réuni : relisez, puis ajoutez --confirmer (--prendre CHAMP pour l’autre valeur).")
        return
    faite = fusion.fusionner(ctx, demande, vue=apercu.empreinte)
    quoi = f"Dossier {faite.code_fondu} réuni au dossier {faite.code}" if faite.code_fondu else "Fiches réunies"
    appel.resultat(
        f"{quoi} ; cela se défait jusqu’à ce soir : « guichet famille separer {faite.code} ».",
        {"fusion_id": faite.fusion_id, "code_famille": faite.code, "code_fondu": faite.code_fondu, "apercu": apercu},
    )


@commande(famille, "separer", "Défaire la dernière réunion de dossiers du jour.", sorte=ECRIT)
def separer(appel: Appel, code: CODE, confirmer: DEFAIRE = False) -> None:
    """Take the last merge of today apart."""
    from guichet.erreurs.familles import FusionImpossible
    from guichet.services.familles import fusion

    ctx = appel.contexte()
    faites = fusion.du_jour(ctx, fusion.trouver(ctx, code))
    if not faites:
        raise FusionImpossible("Aucune réunion d’aujourd’hui n’est à défaire dans ce dossier.")
    derniere = faites[0]
    quoi = f"Réunion avec {derniere.code_fondu}" if derniere.code_fondu else "Réunion de deux fiches"
    dite = f"{quoi}, à {derniere.le:%H:%M} par {derniere.agent}"
    donnees = {"fusion_id": derniere.fusion_id, "code_famille": derniere.code, "code_fondu": derniere.code_fondu}
    if not confirmer:
        appel.montrer({**donnees, "a_confirmer": True}, lambda: [Bloc("", paires=[("À défaire", dite)])])
        appel.avertir("Rien n’a été défait : ajoutez --confirmer.")
        return
    fusion.defaire(ctx, derniere.fusion_id)
    appel.resultat(f"{dite} : défaite, les deux sont comme avant.", donnees)


def _demande(ctx: Contexte, code: str, autre: str, membre: str, avec: str) -> Demande:
    """Which two files, as they were typed.

    Raises:
        UsageIncorrect: neither a second code nor two people, or both.
    """
    from guichet.services.dossier import dossiers
    from guichet.services.familles import fusion

    if bool(autre) == bool(membre and avec) or bool(membre) != bool(avec):
        raise UsageIncorrect("Donnez le code de l’autre dossier, ou --membre et --avec pour deux fiches d’un foyer.")
    if autre:
        garde = fusion.trouver(ctx, code)
        return fusion.Demande(garde, fusion.autre(ctx, garde, autre, sous=code))
    lu = dossiers.lire(ctx, code)
    ici, la = (membres.trouver(lu, texte).personne_id for texte in (membre, avec))
    return fusion.Demande(lu.famille.famille_id, personnes=(ici, la))


def _blocs(a: ApercuFusion) -> list[Bloc]:
    """The two files side by side; then what each choice is called, where they disagree."""
    titres = ("Champ", a.code, a.code_fondu if a.fondu_id else "l’autre fiche", "Gardé")
    blocs = [
        Bloc(
            bloc.titre + (f" (n° {bloc.personne_id} : {', '.join(bloc.raisons)})" if bloc.personne_id else ""),
            colonnes=titres,
            rangees=[(c.libelle, c.garde, c.fondu, c.valeur) for c in bloc.champs],
        )
        for bloc in a.blocs
    ]
    if a.choix:
        ailleurs = [(f"--prendre {c.cle}", c.fondu if c.cote is Cote.GARDE else c.garde) for c in a.choix]
        blocs.append(Bloc("Où ils diffèrent, l’autre valeur", paires=ailleurs))
    suites = [("Rejoint le foyer", qui) for qui in a.rejoignent]
    suites += [("Suit", f"{nombre} {mot}") for mot, nombre in a.deplaces]
    suites += [("À savoir", phrase) for phrase in a.suites]
    return [*blocs, Bloc("Ce qui suit", paires=suites)] if suites else blocs
