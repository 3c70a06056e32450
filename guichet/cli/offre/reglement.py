"""`guichet reglement`: the versions of the town's règlement, and a TOML file loaded over the one in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import DEPART, application
from guichet.cli.cadre.options import ECRIT_LE, commande, groupe
from guichet.cli.cadre.sortie import Bloc, ColonneSortie, affichee

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.fiches.offre.reglement import Changement

reglement = groupe("Le règlement de la commune : ses versions, un fichier à charger.", defaut="lister")
application.add_typer(reglement, name="reglement", rich_help_panel=DEPART)

NOM = Annotated[str, typer.Argument(metavar="NOM|FICHIER", help="Commune livrée, ou fichier .toml de la commune.")]

_ACTIVITES = "activites."
_TITRES = (("ajoute", "Ajouté"), ("change", "Changé"), ("garde", "Gardé"))


@commande(reglement, "lister", "Lister les versions du règlement, la plus récente d’abord.")
def lister(appel: Appel) -> None:
    """List the versions."""
    from guichet.services.offre import reglement as service

    appel.lister(
        (
            ColonneSortie("du", "À partir du", fixe=True),
            ColonneSortie("commune", "Commune"),
            ColonneSortie("en_vigueur", "En vigueur"),
            ColonneSortie("empreinte", "Empreinte"),
        ),
        [
            {
                "du": r.du,
                "commune": r.commune,
                "en_vigueur": r.en_vigueur,
                "empreinte": r.empreinte if appel.format == "json" else r.empreinte[:12],
            }
            for r in service.lister(appel.contexte())
        ],
        vide="Cette base n’a pas de règlement.",
    )


@commande(reglement, "charger", "Charger un règlement TOML, à partir d’un jour ; dire ce qu’il change.", sorte=ECRIT_LE)
def charger(appel: Appel, nom: NOM) -> None:
    """Load a file over the règlement in force; `--le` is its first day, today when nothing was said."""
    from guichet.communes import chemin_preset, lire_preset
    from guichet.formats import pluriel
    from guichet.services.offre import reglement as service

    # A wrong file is told before anybody's right to load it.
    commune = lire_preset(chemin_preset(nom))
    ctx = appel.contexte()
    fait = service.charger(ctx, commune=commune, le=appel.jour())
    ouvertes = pluriel(fait.ouvertures, "ouverture ajoutée", "ouvertures ajoutées")
    offres = f", {pluriel(fait.propositions, 'place proposée', 'places proposées')}" if fait.propositions else ""
    appel.resultat(
        f"Règlement de {fait.commune} à partir du {affichee(fait.du)} : {ouvertes}{offres}.",
        {"reglement": fait},
        *_blocs(fait.changements),
    )
    for retenue in fait.retenues:
        appel.avertir(retenue)
    if not appel.simulation:
        appel.avertir("Un poste déjà ouvert le prend à son prochain démarrage.")


def _blocs(changements: Sequence[Changement]) -> list[Bloc]:
    return [
        Bloc(titre, colonnes=("Réglage", "Avant", "Après", "Où"), rangees=rangees)
        for sorte, titre in _TITRES
        if (rangees := _rangees([x for x in changements if x.sorte == sorte]))
    ]


def _rangees(changements: Sequence[Changement]) -> list[tuple[str, str, str, str]]:
    """One row for what several activities share: a surcharge of the town is theirs all."""
    ou: dict[tuple[str, str, str], list[str]] = {}
    for x in changements:
        activite, _, quoi = x.cle.removeprefix(_ACTIVITES).partition(".")
        dans = x.cle.startswith(_ACTIVITES)
        ou.setdefault((quoi or "activité" if dans else x.cle, x.avant, x.apres), []).append(
            activite if dans else "commune"
        )
    return [(quoi, avant, apres, ", ".join(codes)) for (quoi, avant, apres), codes in ou.items()]
