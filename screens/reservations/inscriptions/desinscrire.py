"""Ending a registration: its last day, then what becomes of the bookings that follow; one write, nothing before it."""

from __future__ import annotations

from datetime import date
from functools import partial

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.fiches.offre.activites import FicheInscription
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.regles.offre.jours_dits import lire_jour
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.socle.ecran import Poste


async def terminer(ecran: Poste, f: FicheInscription) -> bool:
    """Ask the day, and the fate of what follows; False when the agent gave up.

    Raises:
        InscriptionInconnue: somebody ended it meanwhile.
    """
    from guichet.services.reservations import inscriptions

    propose = formats.date_num(min(f.au, ecran.ctx.aujourdhui()))
    texte = f"{f.enfant}, {f.activite} : jusqu’au {formats.date_num(f.au)}."
    lire = partial(_dernier_jour, f=f, aujourdhui=ecran.ctx.aujourdhui())
    question = Question("Dernier jour", defaut=propose, controle=lire)
    reponse = await ecran.demander(ModaleDemander("Terminer l’inscription", [question], texte=texte))
    if reponse is None:
        return False
    quoi = {"inscription_id": f.inscription_id, "le": lire(reponse[0])}
    try:
        await ecran.ecrire(inscriptions.terminer, **quoi)
    except ReservationsTouchees as refus:
        choisi = await _sort(ecran, refus)
        if not choisi:
            return False
        await ecran.ecrire(inscriptions.terminer, **quoi, futures=choisi)
        restes = await ecran.lire(inscriptions.futures, **quoi) if choisi == "annuler" else ()
        if restes:
            # A town that refuses late cancellations keeps some: the parent is told.
            reste = formats.pluriel(len(restes), "réservation reste", "réservations restent")
            fin = formats.jour_court(restes[-1].jour)
            phrase = f"{reste}, jusqu’au {fin} : leur délai d’annulation est passé."
            await ecran.demander(ModaleMessage("Réservations à venir", phrase, niveau="attention"))
    return True


async def _sort(ecran: Poste, refus: ReservationsTouchees) -> str | None:
    """How many follow, from when to when, and what becomes of them; "" or None to give up."""
    jours = [ligne.jour for ligne in refus.lignes]
    nombre = formats.pluriel(len(jours), "réservation suit", "réservations suivent")
    debut, fin = formats.jour_court(jours[0]), formats.jour_court(jours[-1])
    quand = f"le {debut}" if debut == fin else f"du {debut} au {fin}"
    choix = [
        Choix("annuler", "les annuler", refus.annulees),
        Choix("garder", "les garder", "elles restent dues"),
        Choix("", "renoncer", "l’inscription continue"),
    ]
    return await ecran.demander(
        ModaleChoisir("Réservations à venir", choix, question=f"{nombre}, {quand} : que deviennent-elles ?")
    )


def _dernier_jour(texte: str, f: FicheInscription, aujourdhui: date) -> date:
    """A day of the registration, or one before it.

    Raises:
        SaisieInvalide: not a day, or after the end there is.
    """
    jour = lire_jour(texte, aujourdhui=aujourdhui)
    if jour > f.au:
        raise SaisieInvalide(f"L’inscription finit déjà le {formats.date_num(f.au)} : donnez un jour d’avant.")
    return jour
