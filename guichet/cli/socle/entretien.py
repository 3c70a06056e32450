"""`guichet verifier`, `diagnostic`, `reindexer`: what keeps a base trustworthy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import ENTRETIEN, application
from guichet.cli.cadre.options import ECRIT, commande
from guichet.cli.cadre.progres import progression
from guichet.cli.cadre.sortie import Bloc, ColonneSortie

if TYPE_CHECKING:
    from guichet.fiches.socle.verification import RapportVerification


@commande(application, "verifier", "Vérifier la base et son journal, ligne par ligne.", panneau=ENTRETIEN)
def verifier(appel: Appel) -> None:
    """Check everything; what was checked is on stdout even when something is wrong, and the exit code is 3 then."""
    from guichet.services.socle import verification

    ctx = appel.contexte()
    with progression("Vérification du journal", plain=appel.plain) as avancer:
        rapport = verification.verifier(ctx, avancer)
    appel.montrer({"sain": rapport.sain, "rapport": rapport}, lambda: _blocs(rapport))
    rapport.exiger()


@commande(
    application, "reindexer", "Refaire l’index de recherche à partir des données.", sorte=ECRIT, panneau=ENTRETIEN
)
def reindexer(appel: Appel) -> None:
    """Write the search index anew."""
    from guichet.formats import pluriel
    from guichet.services.recherche import boite

    nombre = boite.reindexer(appel.contexte())
    appel.resultat(f"Index refait : {pluriel(nombre, 'famille')}.", {"familles": nombre})


@commande(
    application,
    "diagnostic",
    "Dire tout ce dont le guichet dépend sur cette machine, et ce qui cloche.",
    panneau=ENTRETIEN,
)
def diagnostic(appel: Appel) -> None:
    """Look at the machine and the base, logged in or not; exit code 1 when something keeps the counter shut."""
    from guichet.fiches.socle.diagnostic import EtatConstat
    from guichet.services.socle.diagnostic import diagnostiquer

    mots = {EtatConstat.OK: "bon", EtatConstat.ATTENTION: "attention", EtatConstat.REFUS: "refus"}
    constats = diagnostiquer(appel.adresse())
    appel.lister(
        (
            ColonneSortie("nom", "Quoi", fixe=True),
            ColonneSortie("etat", "État", fixe=True),
            ColonneSortie("phrase", "Constat", prose=True),
        ),
        [
            {
                "nom": c.nom,
                "etat": c.etat.value if appel.format == "json" else mots[c.etat],
                "phrase": c.phrase,
            }
            for c in constats
        ],
        vide="Rien à examiner.",
    )
    if any(c.etat is EtatConstat.REFUS for c in constats):
        appel.avertir("Le guichet ne peut pas travailler ainsi : voyez les lignes « refus ».")
        raise typer.Exit(1)


def _blocs(rapport: RapportVerification) -> list[Bloc]:
    return [
        Bloc(
            "Vérifié",
            colonnes=("Contrôle", "Nombre", "De quoi", "Remarque"),
            rangees=[(c.nom, str(c.nombre), c.quoi, c.remarque) for c in rapport.controles],
        ),
        Bloc("", paires=[("Dernière ligne du journal", f"{rapport.tete_seq} {rapport.tete_empreinte}")]),
        Bloc(
            "Ce qui ne va pas",
            colonnes=("Contrôle", "Ligne", "Anomalie"),
            rangees=[(a.controle, str(a.ligne or ""), a.phrase) for a in rapport.anomalies],
        ),
    ]
