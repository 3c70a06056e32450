"""Alerts about a portal account and a Clé Enfance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from guichet.fiches.comptoir.taches import Alerte
from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail
from guichet.formats import date_num, instant_court
from guichet.formats.mots import de
from guichet.regles.portail.blocage import perime
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.portail.etats_cle import VIVANTES
from guichet.regles.portail.mots import MotsPortail
from guichet.regles.socle.domaine import EtatCle

BIENTOT = timedelta(days=2)
"""A temporary password about to expire: time for the parent to go home and try it."""
OUBLI = timedelta(days=365)
"""Without a login for a year, the portal may erase the account (regles.md, Cases)."""


def alertes_compte_portail(compte: FicheComptePortail, maintenant: datetime, mots: MotsPortail) -> Iterator[Alerte]:
    """What is in the way on one account, at a local instant, in the words of the town's portal."""
    etat = EtatComptePortail(compte.etat)
    if etat is EtatComptePortail.EMIS:
        yield _a_activer(compte, etat, maintenant)
    elif etat is EtatComptePortail.ACTIVE:
        yield Alerte(
            code="cgu_a_accepter",
            niveau="info",
            texte="CGU à accepter",
            detail=compte.personne,
            explication=(
                f"{compte.personne} a changé son mot de passe mais n’a pas accepté les conditions générales : "
                f"{_bouton(mots)}."
            ),
        )
    elif etat is EtatComptePortail.SUSPENDU:
        yield Alerte(
            code="compte_suspendu",
            niveau="attention",
            texte="compte suspendu",
            detail=compte.personne,
            explication=(
                f"Le compte {de(compte.personne)} est suspendu : le rétablir (g) donne un nouveau mot de passe."
            ),
        )
    elif etat is EtatComptePortail.EFFACE:
        yield Alerte(
            code="compte_efface",
            niveau="attention",
            texte="compte effacé par le portail",
            detail=compte.personne,
            explication=(
                f"Le portail a effacé le compte {de(compte.personne)}, resté sans connexion : émettez de "
                "nouveaux identifiants (g), les données du guichet sont intactes."
            ),
        )
    if etat in {EtatComptePortail.ACTIVE, EtatComptePortail.CGU_ACCEPTEES}:
        yield from _jamais_vu(compte, maintenant)


def _bouton(mots: MotsPortail) -> str:
    bouton = f"« {mots.accepter_cgu} »"
    if mots.cgu_en_entier:
        return f"il faut les lire jusqu’en bas pour que le bouton {bouton} s’ouvre"
    return f"le bouton {bouton} est ouvert sans avoir à les lire en entier"


def _a_activer(compte: FicheComptePortail, etat: EtatComptePortail, maintenant: datetime) -> Alerte:
    expire = compte.expire_le
    quand = instant_court(expire.astimezone(maintenant.tzinfo)) if expire else ""
    if perime(etat, expire, maintenant):
        return Alerte(
            code="mot_de_passe_expire",
            niveau="attention",
            texte="mot de passe temporaire expiré",
            detail=compte.personne,
            explication=(
                f"Le mot de passe remis à {compte.personne} valait jusqu’au {quand} et n’a pas été changé : "
                "réinitialisez-le (g)."
            ),
        )
    bientot = expire is not None and expire - maintenant <= BIENTOT
    return Alerte(
        code="compte_a_activer",
        niveau="attention" if bientot else "info",
        texte="compte à activer",
        detail=f"avant le {quand}" if quand else compte.personne,
        explication=(
            f"{compte.personne} n’a pas encore utilisé ses identifiants"
            + (f" : ils valent jusqu’au {quand}." if quand else ".")
            + " Demandez où cela bloque."
        ),
    )


def _jamais_vu(compte: FicheComptePortail, maintenant: datetime) -> Iterator[Alerte]:
    vu = compte.derniere_connexion
    if vu is not None and maintenant - vu < OUBLI:
        return
    # Activated yesterday and never imported since: not yet worth a word.
    if vu is None and (compte.active_le is None or maintenant - compte.active_le < OUBLI):
        return
    depuis = f"depuis le {date_num(vu.astimezone(maintenant.tzinfo))}" if vu else "depuis son activation"
    yield Alerte(
        code="jamais_connecte",
        niveau="info",
        texte="compte sans connexion",
        detail=f"{compte.personne}, {depuis}",
        explication=(
            f"{compte.personne} ne s’est pas connecté {depuis} : le portail peut effacer les comptes inactifs. "
            "Demandez si les identifiants sont perdus."
        ),
    )


def alertes_cle(cle: FicheCle, maintenant: datetime, mots: MotsPortail) -> Iterator[Alerte]:
    """What is worth saying of the latest Clé of a responsable, at a local instant."""
    etat = EtatCle(cle.etat)
    fin = date_num(cle.expire_le.astimezone(maintenant.tzinfo))
    if etat is EtatCle.EXPIREE or (etat in VIVANTES and cle.expire_le <= maintenant):
        yield Alerte(
            code="cle_expiree",
            niveau="attention",
            texte=f"{mots.cle_enfance} expirée",
            detail=f"le {fin}",
            explication=(
                f"La {mots.cle_enfance} {de(cle.personne)} a expiré le {fin} sans servir : émettez-en une "
                "nouvelle, l’ancienne n’ouvrira plus rien."
            ),
        )
    elif etat is EtatCle.EMISE:
        yield Alerte(
            code="cle_a_remettre",
            niveau="info",
            texte=f"{mots.cle_enfance} à remettre",
            detail=f"avant le {fin}",
            explication=(
                f"La {mots.cle_enfance} {de(cle.personne)} est partie mais n’a pas été remise en main propre : si "
                "elle n’est pas arrivée, émettez-en une nouvelle."
            ),
        )
