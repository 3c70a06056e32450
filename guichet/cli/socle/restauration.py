"""`guichet restaurer`: a copy put back in the place of the base."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import ENTRETIEN, application
from guichet.cli.cadre.options import Sorte, commande
from guichet.cli.cadre.progres import progression
from guichet.cli.socle.actes_perdus import manque

if TYPE_CHECKING:
    from guichet.fiches.socle.restauration import Restauration


@commande(
    application,
    "restaurer",
    "Remettre une sauvegarde à la place de la base, qui est mise de côté.",
    sorte=Sorte(agent=False),
    panneau=ENTRETIEN,
)
def restaurer(
    appel: Appel,
    copie: Annotated[str, typer.Argument(metavar="SAUVEGARDE", help="La copie à remettre.")],
    essai: Annotated[
        bool, typer.Option("--essai", help="Tout faire sauf l’échange, et dire ce qui serait perdu.")
    ] = False,
) -> None:
    """Put it back, or say what would be lost; needs nobody logged in, nor a base that opens."""
    from guichet.cli.cadre.poste import lieu_et_site
    from guichet.contexte import horloge_systeme
    from guichet.secrets import cle_des_sceaux
    from guichet.services.socle import verification
    from guichet.services.socle.restauration import restaurer as remettre

    ici, _site = lieu_et_site()
    adresse = appel.adresse()
    with progression("Copie de la sauvegarde", plain=appel.plain) as avancer:
        faite = remettre(
            adresse,
            Path(copie),
            verification.verifier_base,
            cle_des_sceaux(adresse),
            poste=ici.poste,
            maintenant=horloge_systeme(),
            essai=essai,
            avancement=avancer,
        )
    donnees = {"essai": essai, "restauration": _donnees(faite)}
    appel.resultat(_phrase(faite), donnees, *manque(faite.actes), essai=essai)
    if faite.ouverte_par:
        appel.avertir(f"La base est ouverte par {' ; '.join(faite.ouverte_par)} : il faudra fermer Guichet partout.")


def _donnees(faite: Restauration) -> dict[str, Any]:
    valeurs = {champ.name: getattr(faite, champ.name) for champ in fields(faite)}
    return {nom: str(v) if isinstance(v, Path) else v for nom, v in valeurs.items()}


def _phrase(faite: Restauration) -> str:
    if faite.copie is None:
        return (
            f"La restauration interrompue de {faite.fichier} est terminée (journal jusqu’à la ligne {faite.tete}). "
            "Pour remettre une autre copie, relancez la commande."
        )
    debut = f"Base remise : {faite.fichier}, depuis {faite.copie} (journal jusqu’à la ligne {faite.tete})."
    return " ".join(filter(None, (debut, _manque(faite), _cote(faite))))


def _manque(faite: Restauration) -> str:
    from guichet.formats import pluriel

    if not faite.manquent:
        return "Aucun acte ne manque." if faite.lisible else "La base en place ne dit pas ce qui manque."
    combien = pluriel(faite.manquent, "acte fait depuis manque", "actes faits depuis manquent")
    suite = "" if faite.lisible else ", que la base en place ne permet plus de lister"
    return f"{combien}{suite}."


def _cote(faite: Restauration) -> str:
    if faite.de_cote is None:
        return ""
    suite = "" if faite.lisible and not faite.manquent else " : les actes qui manquent y sont, à ressaisir"
    return f"L’ancienne base est entière dans {faite.de_cote}{suite}."
