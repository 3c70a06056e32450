"""`guichet agents`: who works at the counter, with which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import remise_identifiants, saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import DEPART, application
from guichet.cli.cadre.options import ECRIT, MOT_DE_PASSE_STDIN, commande, groupe
from guichet.cli.cadre.sortie import Bloc, ColonneSortie

if TYPE_CHECKING:
    from guichet.fiches.socle.agents import AccesAgent

agents = groupe("Les agents du guichet : créer, changer de rôle, fermer ou débloquer un accès.", defaut="lister")
application.add_typer(agents, name="agents", rich_help_panel=DEPART)

QUI = Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Identifiant de l’agent.")]
CODE_STDIN = Annotated[
    bool, typer.Option("--code-stdin", help="Lire le code et le mot de passe sur l’entrée plutôt que les demander.")
]
ROLE = Annotated[str, typer.Option(metavar="RÔLE", help="agent, mandataire, regisseur, superviseur ou administrateur.")]


@commande(agents, "lister", "Lister les agents.")
def lister(appel: Appel) -> None:
    """List the agents."""
    from guichet.regles.socle.droits import LIBELLES_ROLES, Role
    from guichet.services.socle import agents as service

    brut = appel.format == "json"
    appel.lister(
        (
            ColonneSortie("identifiant", "Identifiant", fixe=True),
            ColonneSortie("nom", "Nom"),
            ColonneSortie("prenom", "Prénom"),
            ColonneSortie("role", "Rôle", fixe=True),
            ColonneSortie("actif", "Actif", fixe=True),
            ColonneSortie("bloque_jusqu_a", "Bloqué jusqu’à", fixe=True),
        ),
        [
            {
                "identifiant": a.identifiant,
                "nom": a.nom,
                "prenom": a.prenom,
                "role": a.role if brut else LIBELLES_ROLES[Role(a.role)],
                "actif": a.actif,
                "bloque_jusqu_a": a.verrouille_jusqu_a,
            }
            for a in service.lister(appel.contexte())
        ],
        vide="Aucun agent n’est enregistré.",
    )


@commande(agents, "creer", "Créer un agent, avec un mot de passe provisoire.", sorte=ECRIT)
def creer(
    appel: Appel,
    identifiant: QUI,
    nom: Annotated[str, typer.Option(metavar="NOM", help="Nom de l’agent.")],
    prenom: Annotated[str, typer.Option(metavar="PRÉNOM", help="Prénom de l’agent.")],
    role: ROLE = "agent",
    sur_stdin: MOT_DE_PASSE_STDIN = False,
) -> None:
    """Create an agent; the temporary password is drawn, or read on stdin."""
    from guichet.services.socle import agents as service

    choisi = _role(role)
    _acces(
        appel,
        sur_stdin,
        lambda ctx, mdp: service.creer(
            ctx, identifiant=identifiant, nom=nom, prenom=prenom, role=choisi, mot_de_passe=mdp
        ),
        f"Agent « {identifiant} » créé, à qui ce mot de passe ne servira qu’une fois.",
    )


@commande(agents, "reinitialiser", "Donner un mot de passe provisoire à un agent qui a oublié le sien.", sorte=ECRIT)
def reinitialiser(appel: Appel, identifiant: QUI, sur_stdin: MOT_DE_PASSE_STDIN = False) -> None:
    """Reset somebody's password."""
    from guichet.services.socle import agents as service

    _acces(
        appel,
        sur_stdin,
        lambda ctx, mdp: service.reinitialiser(ctx, identifiant=identifiant, mot_de_passe=mdp),
        f"Nouveau mot de passe pour « {identifiant} », à changer à la première connexion.",
    )


@commande(agents, "modifier", "Changer le rôle d’un agent.", sorte=ECRIT)
def modifier(appel: Appel, identifiant: QUI, role: ROLE) -> None:
    """Change the role."""
    from guichet.regles.socle.droits import LIBELLES_ROLES, Role
    from guichet.services.socle import agents as service

    choisi = _role(role)
    service.modifier_role(appel.contexte(), identifiant=identifiant, role=choisi)
    appel.resultat(
        f"« {identifiant} » est désormais {LIBELLES_ROLES[Role(choisi)]}.", {"agent": identifiant, "role": choisi}
    )


@commande(agents, "desactiver", "Fermer l’accès d’un agent ; son nom reste au journal.", sorte=ECRIT)
def desactiver(appel: Appel, identifiant: QUI) -> None:
    """Close an access."""
    from guichet.services.socle import agents as service

    service.desactiver(appel.contexte(), identifiant=identifiant)
    appel.resultat(f"L’accès de « {identifiant} » est fermé.", {"agent": identifiant, "actif": False})


@commande(agents, "reactiver", "Rouvrir l’accès d’un agent.", sorte=ECRIT)
def reactiver(appel: Appel, identifiant: QUI) -> None:
    """Open an access again."""
    from guichet.services.socle import agents as service

    service.reactiver(appel.contexte(), identifiant=identifiant)
    appel.resultat(f"L’accès de « {identifiant} » est rouvert.", {"agent": identifiant, "actif": True})


@commande(agents, "debloquer", "Lever le blocage d’un agent après trop d’essais.", sorte=ECRIT)
def debloquer(appel: Appel, identifiant: QUI) -> None:
    """Lift a lock-out."""
    from guichet.services.socle import agents as service

    service.debloquer(appel.contexte(), identifiant=identifiant)
    appel.resultat(f"« {identifiant} » peut de nouveau se connecter.", {"agent": identifiant, "bloque": False})


@commande(agents, "mot-de-passe", "Changer son mot de passe (sur l’entrée : l’actuel, puis le nouveau).", sorte=ECRIT)
def mot_de_passe(appel: Appel, identifiant: QUI, sur_stdin: MOT_DE_PASSE_STDIN = False) -> None:
    """Change one's own password; nobody needs to be logged in, the present password is the proof."""
    from guichet.services.socle import agents as service

    ctx = appel.ouvrir()
    ancien, nouveau = saisie.deux_secrets(
        "Mot de passe actuel", "Nouveau mot de passe", option="--mot-de-passe-stdin", sur_stdin=sur_stdin
    )
    service.changer_mot_de_passe(ctx, identifiant=identifiant, ancien=ancien, nouveau=nouveau)
    appel.resultat("Mot de passe changé ; les sessions ouvertes sont fermées.", {"agent": identifiant})


@commande(agents, "secourir", "Rendre l’accès d’un administrateur par le code de secours.", sorte=ECRIT)
def secourir(appel: Appel, identifiant: QUI, sur_stdin: CODE_STDIN = False) -> None:
    """Nobody needs to be logged in: the code is the proof. It serves once, and the next one is shown."""
    from guichet.services.socle import agents as service

    remise_identifiants.exiger_une_sortie(appel)
    ctx = appel.ouvrir()
    code, nouveau = saisie.deux_secrets(
        "Code de secours", "Nouveau mot de passe", option="--code-stdin", sur_stdin=sur_stdin
    )
    suivant = service.secourir(ctx, identifiant=identifiant, code=code, nouveau=nouveau)
    _code(appel, f"L’accès de « {identifiant} » est rendu, avec ce mot de passe.", suivant, agent=identifiant)


@commande(agents, "nouveau-code", "Tirer un autre code de secours ; l’ancien ne sert plus.", sorte=ECRIT)
def nouveau_code(appel: Appel) -> None:
    """For a code that was lost, or a base made before there were any."""
    from guichet.services.socle import agents as service

    remise_identifiants.exiger_une_sortie(appel)
    _code(appel, "Code de secours renouvelé.", service.renouveler_code(appel.contexte()))


def _code(appel: Appel, phrase: str, code: str, **donnees: str) -> None:
    montre = None if appel.simulation else code
    appel.resultat(phrase, {**donnees, "code_secours": montre}, *([bloc_du_code(code)] if montre else []))


def bloc_du_code(code: str) -> Bloc:
    """The recovery code, shown once."""
    garder = "Écrivez-le et gardez-le sous clé : il rend l’accès d’un administrateur, une fois."
    return Bloc("", paires=[("Code de secours", code), ("À faire", garder)])


def _role(texte: str) -> str:
    from guichet.regles.socle.droits import LIBELLES_ROLES, Role

    return saisie.choix(texte, Role, option="--role", libelles=LIBELLES_ROLES).value


def _acces(appel: Appel, sur_stdin: bool, acte: Any, phrase: str) -> None:
    """Draw the temporary password and show it once, unless the caller gave it."""
    donne = None
    if sur_stdin:
        donne = saisie.secret("Mot de passe provisoire", option="--mot-de-passe-stdin", sur_stdin=True)
    else:
        remise_identifiants.exiger_une_sortie(appel)
    acces: AccesAgent = acte(appel.contexte(), donne)
    montre = None if donne is not None or appel.simulation else acces.mot_de_passe
    paires = [("Identifiant", acces.identifiant)] + ([("Mot de passe", montre)] if montre else [])
    appel.resultat(phrase, {"agent": acces.identifiant, "mot_de_passe": montre}, Bloc("", paires=paires))
