"""`guichet remplacer-cle`: another key for a base whose key is lost, or was seen."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import remise_identifiants, saisie, sortie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import ENTRETIEN, application
from guichet.cli.cadre.options import Sorte, commande
from guichet.cli.socle.agents import bloc_du_code
from guichet.erreurs import IntegriteRompue, UsageIncorrect
from guichet.erreurs.base import CleDeBaseAbsente

if TYPE_CHECKING:
    from guichet.fiches.socle.cle_de_base import CleRemplacee, EtatCleDeBase

STDIN = "--secrets-stdin"
SUR_STDIN = Annotated[
    bool,
    typer.Option(STDIN, help="Lire sur l’entrée, une par ligne : mot de passe, code de secours si la clé manque, OUI."),
]
OUI = "OUI"


@commande(
    application,
    "remplacer-cle",
    "Donner une autre clé à la base, quand la sienne est perdue ou a été vue.",
    sorte=Sorte(agent=False),
    panneau=ENTRETIEN,
)
def remplacer_cle(
    appel: Appel,
    identifiant: Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Identifiant d’un administrateur.")],
    malgre: Annotated[
        bool, typer.Option("--malgre-anomalies", help="Le faire bien que « guichet verifier » trouve des anomalies.")
    ] = False,
    sur_stdin: SUR_STDIN = False,
) -> None:
    """Nobody needs to be logged in: without the key nobody could be."""
    from guichet.services.socle import cle_de_base, verification

    try:
        ctx = appel.ouvrir()
    except CleDeBaseAbsente:
        # Of an older version, it cannot even be brought to this one without its key: both are one act then.
        ctx = appel.ouvrir(telle_quelle=True)
    etat = cle_de_base.examiner(ctx, verification.verifier_base)
    if etat.anomalies and not malgre:
        autres = len(etat.anomalies) - 1
        suite = f" (et {autres} autre{'s' if autres > 1 else ''})" if autres else ""
        raise IntegriteRompue(
            f"{etat.anomalies[0].phrase}{suite} La clé n’a pas été remplacée : une autre clé ferait passer cela pour "
            "vrai. Remettez une sauvegarde par « guichet restaurer », ou dites --malgre-anomalies : l’acte les écrira."
        )
    if not etat.presente:
        remise_identifiants.exiger_une_sortie(appel)
    appel.avertir(_avant(etat))
    mot_de_passe = saisie.secret(f"Mot de passe de {identifiant}", option=STDIN, sur_stdin=sur_stdin)
    code = "" if etat.presente else saisie.secret("Code de secours", option=STDIN, sur_stdin=sur_stdin)
    _exiger_oui()
    faite = cle_de_base.remplacer(
        ctx,
        identifiant=identifiant,
        mot_de_passe=mot_de_passe,
        code=code,
        connues=tuple(a.phrase for a in etat.anomalies),
    )
    appel.resultat(_phrase(faite), _donnees(faite), *([bloc_du_code(faite.code)] if faite.code else []))
    appel.avertir_du_trousseau()


def _avant(etat: EtatCleDeBase) -> str:
    from guichet.formats import pluriel
    from guichet.formats.mots import entier

    lignes = f"{entier(etat.lignes)} lignes" if etat.lignes else "toutes ses lignes"
    if etat.presente:
        debut = (
            f"La clé de cette base est là, et ses sceaux ont été vérifiés : {lignes} seront scellées d’une clé neuve."
        )
    else:
        debut = (
            "La clé de cette base n’est pas sur cette machine. Si quelqu’un en garde une copie (premier poste, fichier "
            f"nommé par GUICHET_CLES, sauvegardes), arrêtez-vous ici. Sinon {lignes} seront scellées telles qu’elles "
            "sont, sans que personne puisse jamais dire si elles ont été changées avant : « guichet verifier » le "
            "rappellera toujours."
        )
    cles = ""
    if etat.cles:
        combien = pluriel(
            etat.cles, "Clé Enfance qui ouvre encore sera révoquée", "Clés Enfance qui ouvrent encore seront révoquées"
        )
        cles = f" {combien}, à réémettre."
    return (
        f"{debut}{cles} Les sessions seront fermées, et les autres postes n’écriront plus avant d’avoir la clé neuve."
    )


def _exiger_oui() -> None:
    """Ask in so many letters for what cannot be undone.

    Raises:
        UsageIncorrect: anything else.
    """
    if sys.stdin.isatty():
        sys.stderr.write(sortie.propre(f"Tapez {OUI} pour remplacer la clé : "))
        sys.stderr.flush()
    if sys.stdin.readline().strip() != OUI:
        raise UsageIncorrect(f"« {OUI} » n’a pas été tapé : la clé n’a pas été remplacée.")


def _phrase(faite: CleRemplacee) -> str:
    from guichet.formats import pluriel
    from guichet.formats.mots import entier

    comment = "" if faite.verifies else " sans avoir pu être vérifiées"
    cles = pluriel(faite.revoquees, "Clé Enfance révoquée", "Clés Enfance révoquées")
    liste = ", à réémettre (un agent les liste par « guichet cle a-reemettre »)" if faite.revoquees else ""
    return (
        f"La base a une clé neuve : {entier(faite.scellees)} lignes scellées{comment}, {cles}{liste}. Gardez une copie "
        "de la clé ailleurs que la base, et donnez-la aux autres postes : ils n’écrivent plus sans elle."
    )


def _donnees(faite: CleRemplacee) -> dict[str, object]:
    return {
        "agent": faite.agent,
        "lignes_scellees": faite.scellees,
        "verifiees": faite.verifies,
        "cles_revoquees": faite.revoquees,
        "sessions_fermees": faite.sessions,
        "code_secours": faite.code or None,
    }
