"""Registering a child: which activity, from when to when, which documents are missing; then one write."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import pairwise

from guichet import formats
from guichet.fiches.offre.activites import FicheInscription
from guichet.formats.mots import ordinal
from guichet.regles.offre.annee import bornes_annee
from guichet.regles.offre.jours_dits import lire_jour
from guichet.regles.offre.pieces import lire_pieces, pieces_manquantes
from guichet.regles.reservations.etats import EtatInscription
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.socle.ecran import Poste

_JOUR = timedelta(days=1)
ETATS = {
    EtatInscription.ACTIVE: "inscrit",
    EtatInscription.EN_ATTENTE: "en attente d’une place",
    EtatInscription.DEMANDEE: "demandée",
    EtatInscription.TERMINEE: "terminée",
    EtatInscription.REFUSEE: "refusée",
}


def etat_en_mots(fiche: FicheInscription) -> str:
    """« inscrit, il manque vaccinations : ni place ni rang avant », « en attente d’une place, 2e »."""
    mot = ETATS[EtatInscription(fiche.etat)] + (f", {ordinal(fiche.rang)}" if fiche.rang else "")
    if not fiche.manquantes:
        return mot
    effet = " : ni place ni rang avant" if fiche.sans_rang else ""
    return f"{mot}, il manque {', '.join(fiche.manquantes)}{effet}"


def _quand(fiche: FicheInscription) -> str:
    return f", du {formats.date_num(fiche.du)} au {formats.date_num(fiche.au)}"


async def inscrire(ecran: Poste, *, personne_id: int, famille_id: int, annee: int) -> bool:
    """Ask, write, and say what does not go without saying; False when the agent gave up.

    Raises:
        the refusals of services.reservations.inscriptions: age, school, household, dates, already registered then.
    """
    from guichet.services.offre import activites
    from guichet.services.reservations import inscriptions

    offertes = await ecran.lire(activites.lister)
    code = await ecran.demander(ModaleChoisir("Inscrire", [Choix(a.code, a.nom) for a in offertes]))
    if code is None:
        return False
    rentree, fin = bornes_annee(annee)
    debut = max(ecran.ctx.aujourdhui(), rentree)
    lire = partial(lire_jour, aujourdhui=ecran.ctx.aujourdhui())
    questions = [
        Question("À partir du", defaut=formats.date_num(debut), controle=lire),
        Question("Jusqu’au", defaut=formats.date_num(fin), controle=lire),
    ]
    activite = next(a for a in offertes if a.code == code)
    qui = {"personne_id": personne_id, "famille_id": famille_id, "activite_id": activite.activite_id}
    exigees: tuple[str, ...] = await ecran.lire(inscriptions.pieces_a_voir, **qui, du=debut)
    texte = "Période de l’inscription."
    if exigees:
        texte += f"\nPièces à voir : {', '.join(exigees)}."
        questions.append(Question("Il manque (rien si vu)", controle=partial(lire_pieces, exigees=exigees)))
    reponse = await ecran.demander(ModaleDemander(activite.nom, questions, texte=texte))
    if reponse is None:
        return False
    faites: tuple[FicheInscription, ...] = await ecran.ecrire(
        inscriptions.inscrire,
        **qui,
        du=lire(reponse[0]),
        au=lire(reponse[1]),
        pieces=pieces_manquantes(exigees, lire_pieces(reponse[2], exigees)) if exigees else None,
    )
    # A birthday inside the year: the day the child changes group is told while the parent is there.
    grandit = any(b.du - a.au == _JOUR for a, b in pairwise(faites))
    if grandit or any(f.etat != EtatInscription.ACTIVE or f.manquantes for f in faites):
        dits = "\n".join(f"{f.groupe}{_quand(f) if grandit else ''} : {etat_en_mots(f)}" for f in faites)
        await ecran.demander(ModaleMessage("Inscription", dits, niveau="attention"))
    return True
