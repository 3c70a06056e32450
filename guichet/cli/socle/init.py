"""`guichet init`: a town's own base, with its first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import DEPART, application
from guichet.cli.cadre.options import MOT_DE_PASSE_STDIN, Sorte, commande
from guichet.cli.socle.agents import bloc_du_code
from guichet.erreurs import UsageIncorrect
from guichet.formats.mots import de_ville

if TYPE_CHECKING:
    from guichet.base import Adresse
    from guichet.services.socle.initialisation import NouvelAgent

COMMUNE = Annotated[str, typer.Option(metavar="NOM|F.toml", help="Commune livrée, ou fichier.")]


@commande(
    application,
    "init",
    "Créer la base d’une commune, avec son premier administrateur.",
    sorte=Sorte(agent=False, ecrit=True),
    panneau=DEPART,
)
def init(
    appel: Appel,
    commune: COMMUNE,
    administrateur: Annotated[
        str, typer.Option(metavar="IDENTIFIANT", help="Identifiant du premier administrateur.")
    ] = "admin",
    prenom: Annotated[str, typer.Option(metavar="PRÉNOM", help="Son prénom.")] = "Administrateur",
    nom: Annotated[str, typer.Option(metavar="NOM", help="Son nom.")] = "Guichet",
    partage: Annotated[
        str,
        typer.Option(metavar="GROUPE", help="Groupe Unix dont les comptes partagent la base (sinon, le vôtre seul)."),
    ] = "",
    sur_stdin: MOT_DE_PASSE_STDIN = False,
) -> None:
    """Create the base; everything that can be refused is, before a password is asked."""
    from guichet.communes import chemin_preset, lire_preset
    from guichet.contexte import horloge_systeme
    from guichet.regles.socle import code_secours
    from guichet.services.socle.initialisation import annee_retenue, initialiser, refuser_existante

    reglement = lire_preset(chemin_preset(commune))
    adresse = appel.adresse()
    groupe = _groupe(partage, adresse)
    if adresse.fichier is not None:
        refuser_existante(adresse.fichier)
    agent = _administrateur(administrateur, prenom, nom, sur_stdin=sur_stdin)
    code = code_secours.tirer()
    if not appel.simulation:
        maintenant = horloge_systeme()
        initialiser(adresse, reglement, maintenant=maintenant, agents=[agent], groupe=groupe, code=code).fermer()
        _avertir_du_trousseau(appel, adresse)
    if retenue := annee_retenue(reglement, horloge_systeme()):
        appel.avertir(retenue)
    manques = list(reglement.a_completer())
    if manques:
        appel.avertir(f"Le règlement {de_ville(reglement.nom)} reste à compléter : {', '.join(manques)}.")
    appel.resultat(
        f"La base {de_ville(reglement.nom)} est prête : {adresse.affichee()}. "
        f"Connectez-vous : guichet connexion {agent.identifiant}.",
        {
            "base": adresse.affichee(),
            "commune": reglement.slug,
            "administrateur": agent.identifiant,
            "a_completer": manques,
            "code_secours": None if appel.simulation else code,
        },
        *([] if appel.simulation else [bloc_du_code(code)]),
    )


def _groupe(nom: str, adresse: Adresse) -> int | None:
    """The number of the group named, None when the base is nobody else's.

    Raises:
        UsageIncorrect: no such group, one this account is not of, or a base on a server.
    """
    import grp
    import os

    if not nom:
        return None
    if adresse.fichier is None:
        raise UsageIncorrect("Une base sur un serveur se partage par ses comptes PostgreSQL : retirez --partage.")
    try:
        numero = grp.getgrnam(nom).gr_gid
    except KeyError:
        msg = f"Le groupe « {nom} » n’existe pas sur cette machine : créez-le par « groupadd {nom} »."
        raise UsageIncorrect(msg, champ="partage") from None
    if os.geteuid() != 0 and numero not in {os.getegid(), *os.getgroups()}:
        msg = f"Vous n’êtes pas du groupe « {nom} » : faites-vous y inscrire (« usermod -aG {nom} COMPTE »)."
        raise UsageIncorrect(msg, champ="partage")
    return numero


def _administrateur(identifiant: str, prenom: str, nom: str, *, sur_stdin: bool) -> NouvelAgent:
    from guichet.erreurs import SaisieInvalide
    from guichet.erreurs.acces import MotDePasseRefuse
    from guichet.regles.socle.connexion import identifiant_agent
    from guichet.regles.socle.droits import Role
    from guichet.regles.socle.mot_de_passe import controler_agent
    from guichet.services.socle.initialisation import NouvelAgent

    lu = identifiant_agent(identifiant)
    if lu is None:
        msg = f"« {identifiant} » ne convient pas : 2 à 50 lettres sans accent, chiffres, point ou tiret."
        raise SaisieInvalide(msg, champ="administrateur")
    mot_de_passe = saisie.secret(
        f"Mot de passe de {lu}", option="--mot-de-passe-stdin", sur_stdin=sur_stdin, confirmer=True
    )
    if raisons := controler_agent(mot_de_passe, lu):
        raise MotDePasseRefuse(raisons[0], champ="mot_de_passe")
    return NouvelAgent(lu, prenom, nom, Role.ADMINISTRATEUR, mot_de_passe)


def _avertir_du_trousseau(appel: Appel, adresse: Adresse) -> None:
    """Say at once where the keys went on a machine without a keyring."""
    appel.base = appel.base or str(adresse.fichier or adresse.url)
    appel.avertir_du_trousseau()
