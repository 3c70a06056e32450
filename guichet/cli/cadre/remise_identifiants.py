"""Handing a secret over from the command line: whom to, on what proof, and the one place where it is shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import saisie
from guichet.cli.cadre.sortie import Bloc, affichee, blocs
from guichet.erreurs import ErreurMetier, UsageIncorrect
from guichet.erreurs.socle import cause

if TYPE_CHECKING:
    from guichet.cli.cadre.appel import Appel
    from guichet.contexte import Contexte
    from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail
    from guichet.fiches.portail.identifiants import FicheIdentifiants, FicheResponsable, SecretsRemis
    from guichet.regles.portail.mots import MotsPortail
    from guichet.regles.socle.domaine import Canal, PieceIdentite

POUR = Annotated[
    str, typer.Option(metavar="NOM|RANG", help="Responsable concerné : son prénom, son nom ou son rang (1, 2).")
]
PIECE = Annotated[
    str,
    typer.Option(metavar="PIÈCE", help="Pièce d’identité vue : cni, passeport, titre_sejour, permis, livret ou connu."),
]
SANS_AUTORITE = Annotated[
    bool, typer.Option("--sans-autorite", help="Remettre une Clé à qui n’a pas l’autorité parentale, en le sachant.")
]
CANAL = Annotated[str, typer.Option(metavar="guichet|courriel|courrier", help="Par où part ce qui est remis.")]
BORDEREAU = Annotated[
    str, typer.Option(metavar="F.pdf", help="Écrire le bordereau dans ce fichier, lisible par vous seul.")
]


def piece_vue(texte: str) -> PieceIdentite | None:
    """Read `--piece`; None when nothing was said, which the service refuses."""
    from guichet.regles.socle.domaine import LIBELLES, PieceIdentite

    return saisie.choix(texte, PieceIdentite, option="--piece", libelles=LIBELLES) if texte else None


def canal_voulu(texte: str) -> Canal:
    """Read `--canal`."""
    from guichet.regles.socle.domaine import LIBELLES, Canal

    return saisie.choix(texte, Canal, option="--canal", libelles=LIBELLES)


def responsable(ctx: Contexte, famille_id: int, pour: str) -> FicheResponsable:
    """Find the responsable meant by `--pour`; alone in the household, nobody needs naming.

    Raises:
        UsageIncorrect: several could be meant, or none; the sentence lists them.
    """
    from guichet.services.portail import identifiants

    fiche = identifiants.etat(ctx, famille_id)
    tous = list(enumerate(fiche.responsables, 1))
    # Who left is reached by being named, never by being the only one left.
    candidats = [r for rang, r in tous if _designe(pour, rang, r) and (pour or r.destinataire.present)]
    if len(candidats) == 1:
        return candidats[0]
    liste = " ; ".join(f"{rang} {r.destinataire.personne}" for rang, r in enumerate(fiche.responsables, 1))
    debut = f"« {pour} » ne désigne pas un seul responsable" if pour else "Ce foyer a plusieurs responsables"
    msg = f"{debut} : dites lequel avec --pour ({liste})."
    raise UsageIncorrect(msg, champ="pour")


def _designe(pour: str, rang: int, r: FicheResponsable) -> bool:
    from guichet.formats import mots_recherche

    if (numero := saisie.rang(pour)) is not None:
        return numero == rang
    return set(mots_recherche(pour)) <= set(mots_recherche(r.destinataire.personne))


def compte_portail_de(ctx: Contexte, famille_id: int, pour: str) -> FicheComptePortail:
    """Find the portal account of a responsable.

    Raises:
        ComptePortailInconnu: nothing was issued to that person yet.
    """
    from guichet.erreurs.identifiants import ComptePortailInconnu

    qui = responsable(ctx, famille_id, pour)
    if qui.compte is None:
        msg = f"{qui.destinataire.personne} n’a pas encore de compte : commencez par « guichet identifiants emettre »."
        raise ComptePortailInconnu(msg)
    return qui.compte


def cle_de(ctx: Contexte, famille_id: int, pour: str) -> FicheCle:
    """Find the latest Clé Enfance of a responsable.

    Raises:
        CleInconnue: none was ever issued.
    """
    from guichet.erreurs.identifiants import CleInconnue

    qui = responsable(ctx, famille_id, pour)
    if qui.cle is None:
        msg = f"{qui.destinataire.personne} n’a pas de Clé Enfance : commencez par « guichet cle emettre »."
        raise CleInconnue(msg)
    return qui.cle


def remettre(appel: Appel, ctx: Contexte, bordereau: str, emettre: Callable[[], SecretsRemis], phrase: str) -> None:
    """Issue, then show the secret once: on the terminal, in the JSON asked for, or on the slip named.

    Raises:
        UsageIncorrect: the secret would be lost, or would stay in a file nobody named; nothing is issued then.
    """
    exiger_une_sortie(appel, bordereau)
    if bordereau:
        _exiger_inscriptible(bordereau)
    remis = emettre()
    montre = not appel.simulation and _montrable(appel)
    bloc = _bloc(remis, ctx.commune.mots_portail, montre)
    appel.resultat(phrase.format(qui=remis.destinataire.personne), _donnees(remis, montre=montre), bloc)
    if bordereau and not appel.simulation:
        from guichet.services.portail import bordereaux

        try:
            appel.imprimer(ctx, bordereaux.bordereau(ctx, remis), bordereau)
        except ErreurMetier:
            # Issued for good, and nowhere else: better on the terminal than lost, the former one being dead.
            with redirect_stdout(sys.stderr):
                blocs([_bloc(remis, ctx.commune.mots_portail, montre=True)], plain=appel.plain)
            raise


def _exiger_inscriptible(bordereau: str) -> None:
    """Refuse a slip that could not be written, before the secret exists.

    Raises:
        UsageIncorrect: no such folder, or nothing can be written in it.
    """
    from guichet.base.fichiers import essayer

    chemin = Path(bordereau).absolute()
    if not chemin.parent.is_dir():
        msg = f"Le dossier de {bordereau} n’existe pas : rien n’a été émis."
        raise UsageIncorrect(msg, champ="bordereau")
    try:
        essayer(chemin)
    except OSError as refus:
        msg = f"Le bordereau {bordereau} ne peut pas être écrit ({cause(refus)}) : rien n’a été émis."
        raise UsageIncorrect(msg, champ="bordereau") from refus


def exiger_une_sortie(appel: Appel, bordereau: str = "") -> None:
    """Refuse to draw a secret that would be lost, or would stay in a file nobody named.

    Raises:
        UsageIncorrect: stdout is neither a terminal nor the JSON asked for, and no slip is.
    """
    if not (appel.simulation or bordereau or _montrable(appel)):
        msg = (
            "Le secret serait écrit là où personne ne le lit : demandez --format json, "
            "ou un bordereau là où l’option existe (--bordereau F.pdf)."
        )
        raise UsageIncorrect(msg)


def _montrable(appel: Appel) -> bool:
    return appel.format == "json" or (appel.format == "table" and sys.stdout.isatty())


def _donnees(remis: SecretsRemis, *, montre: bool) -> dict[str, Any]:
    from guichet.regles.socle.code_famille import affiche

    return {
        "code_famille": affiche(remis.destinataire.code),
        "personne": remis.destinataire.personne,
        "mode": remis.mode,
        "canal": remis.canal,
        "identifiant": remis.identifiant or None,
        "mot_de_passe": remis.mot_de_passe if montre else None,
        "expire_le": remis.expire_le,
        "cle_enfance": remis.cle_enfance if montre else None,
        "cle_expire_le": remis.cle_expire_le,
        "avertissement": remis.destinataire.avertissement_courriel or None,
    }


def _bloc(remis: SecretsRemis, mots: MotsPortail, montre: bool) -> Bloc:
    from guichet.formats.mots import majuscule

    paires = [("Pour", remis.destinataire.personne)]
    if remis.identifiant:
        paires.append((majuscule(mots.identifiant), remis.identifiant))
    if remis.mot_de_passe is not None:
        paires.append(("Mot de passe", remis.mot_de_passe_affiche if montre else "(montré à la remise seule)"))
        paires.append(("Valable jusqu’au", affichee(remis.expire_le)))
    if remis.cle_enfance is not None:
        paires.append((majuscule(mots.cle_enfance), remis.cle_affichee if montre else "(montrée à la remise seule)"))
        paires.append(("À saisir avant le", affichee(remis.cle_expire_le)))
    if remis.destinataire.avertissement_courriel:
        paires.append(("Attention", remis.destinataire.avertissement_courriel))
    return Bloc("", paires=paires)


def etats(fiche: FicheIdentifiants, mots: MotsPortail) -> Sequence[Bloc]:
    """The identifiers of a household, for the eye."""
    from guichet.formats.mots import majuscule
    from guichet.regles.portail.compte_portail import LIBELLES, EtatComptePortail
    from guichet.regles.portail.etats_cle import LIBELLES_CLE
    from guichet.regles.socle.domaine import EtatCle

    parties = []
    for r in fiche.responsables:
        paires = [("Compte", LIBELLES[EtatComptePortail(r.compte.etat)] if r.compte else "aucun")]
        if r.compte:
            paires += [(majuscule(mots.identifiant), r.compte.identifiant), ("Émis le", affichee(r.compte.emis_le))]
        if r.anciens:
            paires.append(("Anciens", ", ".join(r.anciens)))
        paires.append((majuscule(mots.cle_enfance), LIBELLES_CLE[EtatCle(r.cle.etat)] if r.cle else "aucune"))
        if r.derniere_remise:
            paires.append(("Dernière remise", f"{affichee(r.derniere_remise.le)} par {r.derniere_remise.agent}"))
        if r.tache:
            paires.append(("À renvoyer avant", affichee(r.tache.echeance)))
        paires.append(("Où en est-on", r.diagnostic.phrase))
        parties.append(Bloc(r.destinataire.personne, paires=paires))
    return parties
