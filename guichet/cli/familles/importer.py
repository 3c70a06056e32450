"""`guichet importer`: a town's file of families."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import LOTS, application
from guichet.cli.cadre.fichiers import REMPLACER, remplacement
from guichet.cli.cadre.options import ECRIT, commande, groupe
from guichet.cli.cadre.progres import progression
from guichet.cli.cadre.sortie import Bloc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.fiches.familles.imports import RapportImport

importer = groupe("Importer un fichier de la commune.")
application.add_typer(importer, name="importer", rich_help_panel=LOTS)

MONTREES = 20
"""Remarks shown on the terminal; the report has them all."""


@commande(importer, "familles", "Importer un fichier de familles (CSV, une personne par ligne).", sorte=ECRIT)
def familles(
    appel: Appel,
    fichier: Annotated[str, typer.Argument(metavar="F.csv", help="Fichier des familles.")],
    rapport: Annotated[
        str, typer.Option(metavar="R.csv", help="Écrire ici le détail, ligne par ligne, pour le tableur.")
    ] = "",
    ecole: Annotated[
        str, typer.Option(metavar="ÉCOLE", help="École des élèves, quand le fichier ne la dit pas (export ONDE).")
    ] = "",
    remplacer: REMPLACER = False,
    ecoles: Annotated[
        str,
        typer.Option(
            metavar="deplacer|annuler|garder",
            help="Suivre les écoles du fichier, et ce que deviennent les réservations des enfants qui changent.",
        ),
    ] = "",
) -> None:
    """Import families; what was left out is on stdout, the bar on stderr."""
    from guichet.fiches.socle.repose import Sort
    from guichet.imports import rapport as ecriture
    from guichet.services.familles.importation import importer_familles

    sort = saisie.choix(ecoles, Sort, option="--ecoles") if ecoles else None
    ctx = appel.contexte()
    source, vers = Path(fichier), Path(rapport)
    if rapport:
        remplacer = remplacement(vers, remplacer)
        ecriture.exiger_libre(vers, source=source, remplacer=remplacer)
    with progression("Import", plain=appel.plain) as avancer:
        bilan = importer_familles(ctx, source, ecole=ecole, avancement=avancer, ecoles=sort)
    if rapport:
        ancien = ecriture.ecrire(bilan, vers, source=source, remplacer=remplacer)
        appel.avertir(f"Détail écrit dans {rapport}{', à la place de l’ancien' if ancien else ''}.")
    appel.resultat(_phrase(bilan), _donnees(bilan), *_blocs(bilan))


def _phrase(bilan: RapportImport) -> str:
    from guichet.formats import pluriel

    return (
        f"{bilan.fichier} : {pluriel(bilan.lignes, 'ligne lue', 'lignes lues')}, "
        f"{pluriel(bilan.creees, 'famille créée', 'familles créées')}, "
        f"{pluriel(bilan.completees, 'complétée')}, {pluriel(bilan.inchangees, 'inchangée')}, "
        f"{pluriel(bilan.refusees, 'refusée')} ; "
        f"{pluriel(bilan.personnes, 'personne créée', 'personnes créées')}, "
        f"{pluriel(bilan.lignes_refusees, 'ligne refusée', 'lignes refusées')}"
        f"{f', {len(bilan.propositions)} à trancher' if bilan.propositions else ''}."
    )


def _donnees(bilan: RapportImport) -> dict[str, Any]:
    return {
        "fichier": bilan.fichier,
        "empreinte": bilan.empreinte,
        "encodage": bilan.encodage,
        "separateur": bilan.separateur,
        "lignes": bilan.lignes,
        "familles_creees": bilan.creees,
        "familles_completees": bilan.completees,
        "familles_inchangees": bilan.inchangees,
        "familles_refusees": bilan.refusees,
        "personnes_creees": bilan.personnes,
        "lignes_refusees": bilan.lignes_refusees,
        "a_trancher": len(bilan.propositions),
        "colonnes_ignorees": bilan.colonnes_ignorees,
        "colonnes_absentes": bilan.colonnes_absentes,
        "anomalies": bilan.anomalies,
    }


def _blocs(bilan: RapportImport) -> Sequence[Bloc]:
    parties = []
    if bilan.colonnes_ignorees:
        parties.append(Bloc("", paires=[("Colonnes non lues", ", ".join(bilan.colonnes_ignorees))]))
    if bilan.anomalies:
        from guichet.formats import pluriel

        reste = len(bilan.anomalies) - MONTREES
        suite = f", les {MONTREES} premières" if reste > 0 else ""
        parties.append(
            Bloc(
                f"{pluriel(len(bilan.anomalies), 'remarque')}{suite}",
                colonnes=("Ligne", "Colonne", "Ce qui ne va pas", "Que faire"),
                rangees=[(str(a.ligne), a.colonne, a.motif, a.remede) for a in bilan.anomalies[:MONTREES]],
            )
        )
    return parties
