"""`guichet importer rapprocher`: the rows an import set aside, listed, then settled one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import ECRIT, commande
from guichet.cli.cadre.sortie import ColonneSortie
from guichet.cli.familles.importer import importer
from guichet.erreurs.socle import UsageIncorrect

ECOLE = Annotated[str, typer.Option(metavar="ÉCOLE", help="École des élèves, quand le fichier ne la dit pas.")]


@commande(importer, "rapprocher", "Dire qui sont les personnes qu’un fichier écrit autrement.", sorte=ECRIT)
def rapprocher(
    appel: Appel,
    fichier: Annotated[str, typer.Argument(metavar="F.csv", help="Fichier importé.")],
    ligne: Annotated[str, typer.Option(metavar="N", help="Ligne à trancher (la liste si rien n’est dit).")] = "",
    personne: Annotated[str, typer.Option(metavar="N°", help="C’est cette personne de la base.")] = "",
    nouvelle: Annotated[bool, typer.Option("--nouvelle", help="C’est une autre personne de cette famille.")] = False,
    ecole: ECOLE = "",
) -> None:
    """List what is to be settled, or settle one line."""
    from guichet.formats.mots import nom_affiche
    from guichet.formats.naissances import dite
    from guichet.services.familles import importation, rapprochements

    ctx = appel.contexte()
    lues = importation.propositions(ctx, Path(fichier), ecole=ecole)
    if not ligne:
        lignes = [
            {
                "ligne": p.personne.ligne,
                "qui": nom_affiche(p.personne.nom, p.personne.prenom),
                "naissance": dite(p.personne.naissance),
                "classe": p.personne.classe,
                "numero": c.personne_id if c else None,
                "ressemble": f"{c.qui} ({c.code})" if c else "personne",
            }
            for p in lues
            for c in (p.candidats or (None,))
        ]
        titres = ("Ligne", "Qui", "Naissance", "Classe", "N°", "Ressemble à")
        cles = ("ligne", "qui", "naissance", "classe", "numero", "ressemble")
        colonnes = [ColonneSortie(c, t, fixe=c != "qui") for c, t in zip(cles, titres, strict=True)]
        appel.lister(colonnes, lignes, vide="Rien n’est à trancher dans ce fichier.")
        return
    numero = saisie.entier(ligne, option="--ligne", au_moins=1)
    choisie = next((p for p in lues if p.personne.ligne == numero), None)
    if choisie is None:
        raise UsageIncorrect(f"La ligne {numero} n’est pas à trancher : la liste vient sans « --ligne ».")
    if nouvelle == bool(personne):
        raise UsageIncorrect("Dites « --personne N° », ou « --nouvelle ».")
    if nouvelle:
        rapprochements.autre_personne(ctx, choisie)
    else:
        qui = saisie.entier(personne, option="--personne", au_moins=1)
        rapprochements.meme_personne(ctx, choisie, personne_id=qui)
    appel.resultat(f"Ligne {numero} tranchée.", {"ligne": numero, "nouvelle": nouvelle})
