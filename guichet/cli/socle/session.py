"""`guichet connexion` and `deconnexion`: the session of a real base, one account's, in one terminal."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from guichet.cli.cadre import saisie, sortie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import DEPART, application
from guichet.cli.cadre.options import MOT_DE_PASSE_STDIN, Sorte, commande
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.acces import MotDePasseAChanger

QUI = Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Identifiant de l’agent ; demandé s’il manque.")]
POUR_SCRIPT = Annotated[
    bool,
    typer.Option("--pour-script", help="La session de vos scripts : elle vaut sans terminal, pour ce compte seul."),
]


@commande(
    application,
    "connexion",
    "Ouvrir une session dans ce terminal, pour les commandes qui suivent.",
    sorte=Sorte(agent=False, forme=False),
    panneau=DEPART,
)
def connexion(
    appel: Appel, identifiant: QUI = "", sur_stdin: MOT_DE_PASSE_STDIN = False, pour_script: POUR_SCRIPT = False
) -> None:
    """Log in. A temporary password is changed on the way: on stdin, the new one is the second line."""
    from guichet.services.socle import agents, sessions

    ctx = appel.ouvrir()
    appel.avertir_du_trousseau()
    qui = identifiant or _demander_identifiant()
    option = "--mot-de-passe-stdin"
    mot_de_passe = saisie.secret("Mot de passe", option=option, sur_stdin=sur_stdin)
    try:
        agent = agents.connecter(ctx, identifiant=qui, mot_de_passe=mot_de_passe)
    except MotDePasseAChanger as provisoire:
        appel.avertir(str(provisoire))
        nouveau = saisie.secret("Nouveau mot de passe", option=option, sur_stdin=sur_stdin, confirmer=True)
        agent = agents.changer_mot_de_passe(ctx, identifiant=qui, ancien=mot_de_passe, nouveau=nouveau)
    sessions.ouvrir(ctx.pour(agent), pour_script=pour_script)
    ou, fin = ("pour les scripts de ce compte", " --pour-script") if pour_script else ("dans ce terminal", "")
    appel.avertir(f"Session ouverte pour {agent.nom}, {ou}. Elle se ferme par « guichet deconnexion{fin} ».")


@commande(
    application,
    "deconnexion",
    "Fermer la session de ce terminal.",
    sorte=Sorte(agent=False, forme=False),
    panneau=DEPART,
)
def deconnexion(appel: Appel, pour_script: POUR_SCRIPT = False) -> None:
    """Log out."""
    from guichet.services.socle import sessions

    ctx = appel.ouvrir()
    agent = sessions.agent_de_session(ctx)
    fermee = sessions.fermer(ctx.pour(agent) if agent else ctx, pour_script=pour_script)
    ou = "pour les scripts de ce compte" if pour_script else "dans ce terminal"
    appel.avertir("Session fermée." if fermee else f"Aucune session n’était ouverte {ou}.")


def _demander_identifiant() -> str:
    if not sys.stdin.isatty():
        raise UsageIncorrect("Dites qui se connecte : guichet connexion IDENTIFIANT.")
    sys.stderr.write(sortie.propre("Identifiant : "))
    sys.stderr.flush()
    return sys.stdin.readline().strip()
