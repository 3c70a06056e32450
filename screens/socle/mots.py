"""Short words for states, dates and people: said the same way on every screen."""

from __future__ import annotations

from datetime import date, datetime

from guichet import formats
from guichet.contexte import Contexte
from guichet.fiches.familles.foyer import Membre
from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail
from guichet.regles.portail.compte_portail import LIBELLES as LIBELLES_COMPTE_PORTAIL
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.portail.etats_cle import LIBELLES_CLE
from guichet.regles.socle.domaine import EtatCle
from screens.widgets.page import Morceau

PROCHES = ("aujourd’hui", "hier")
"""Days that need neither date nor article, by how long ago they are."""


def jour(ctx: Contexte, instant: datetime) -> str:
    """« aujourd’hui », « hier » or a short date with its year when it is not this one."""
    local = ctx.local(instant).date()
    ecart = (ctx.aujourdhui() - local).days
    if ecart in {0, 1}:
        return PROCHES[ecart]
    court = formats.jour_court(local)
    return court if local.year == ctx.aujourdhui().year else f"{court} {local.year}"


def le_jour(ctx: Contexte, instant: datetime) -> str:
    """« hier », or « le mar. 3 nov. » where a date needs its article."""
    dit = jour(ctx, instant)
    return dit if dit in PROCHES else f"le {dit}"


def compte_portail(ctx: Contexte, fiche: FicheComptePortail | None) -> tuple[Morceau, ...]:
    """State of a portal account: sign, word, what matters about it."""
    if fiche is None:
        return (("○ aucun compte", "discret"),)
    etat = EtatComptePortail(fiche.etat)
    mot = LIBELLES_COMPTE_PORTAIL[etat]
    if etat is EtatComptePortail.EMIS:
        perime = fiche.expire_le is not None and fiche.expire_le <= ctx.maintenant()
        if perime:
            return (("! mot de passe temporaire expiré", "attention"), (f"  {fiche.identifiant}", ""))
        fin = f", à activer avant le {jour(ctx, fiche.expire_le)}" if fiche.expire_le else ""
        quand = f" {jour(ctx, fiche.emis_le)}" if fiche.emis_le else ""
        return ((f"● {mot}", "ok"), (quand, ""), (fin, ""))
    if etat in {EtatComptePortail.SUSPENDU, EtatComptePortail.EFFACE}:
        return ((f"! {mot}", "attention"),)
    if etat is EtatComptePortail.A_EMETTRE:
        return ((f"○ {mot}", "discret"),)
    vu = f", vu {le_jour(ctx, fiche.derniere_connexion)}" if fiche.derniere_connexion else ""
    return ((f"● {mot}", "ok"), (vu, "discret"))


def cle(ctx: Contexte, fiche: FicheCle | None) -> tuple[Morceau, ...]:
    """State of a Clé Enfance."""
    if fiche is None:
        return (("○ aucune Clé", "discret"),)
    etat = EtatCle(fiche.etat)
    mot = LIBELLES_CLE[etat]
    if etat is EtatCle.UTILISEE and fiche.utilisee_le:
        return ((f"● {mot}", "ok"), (f" {le_jour(ctx, fiche.utilisee_le)}", ""))
    if etat in {EtatCle.EMISE, EtatCle.REMISE}:
        if fiche.expire_le <= ctx.maintenant():
            return (("! expirée", "attention"),)
        return ((f"● {mot}", "ok"), (f", à utiliser avant le {jour(ctx, fiche.expire_le)}", ""))
    return ((f"! {mot}", "attention"),)


def qui(membre: Membre) -> str:
    """« Sophie LÉGER-MARTIN »."""
    return f"{membre.prenom} {membre.nom.upper()}"


def telephones(membre: Membre) -> str:
    """First number, the mobile rather than the fixed one."""
    numero = membre.mobile or membre.fixe
    return formats.telephone(numero) if numero else ""


def naissance(membre: Membre, le: date) -> str:
    """« 03/09/2018 · 8 ans »: an age alone identifies nobody; what is known where no day is, "" where nothing is."""
    return " · ".join(t for t in (formats.date_num(membre.naissance) if membre.naissance else "", ans(membre, le)) if t)


def ans(membre: Membre, le: date) -> str:
    """« 8 ans », or « née 2018 » where no day is known; « en 2018 » of who has no civility."""
    if membre.naissance is None and membre.naissance_partielle:
        mot = {"": "en", "F": "née", "Mme": "née"}.get(membre.civilite, "né")
        return f"{mot} {membre.naissance_partielle[:4]}"
    return f"{formats.age(membre.naissance, le)} ans" if membre.naissance else ""
