"""Registering a child for an activity: the right to attend, which is not yet a booking (domaine.md)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs.activites import InscriptionImpossible, InscriptionInconnue
from guichet.fiches.offre.activites import FicheInscription
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.formats import date_num, pluriel
from guichet.registres.comptoir import actes
from guichet.registres.reservations import file_inscriptions, inscriptions
from guichet.registres.reservations import pieces as registre_pieces
from guichet.registres.reservations.suites import departs, places_rendues
from guichet.registres.reservations.suites.departs import Futures
from guichet.registres.socle import auteurs
from guichet.regles.offre.pieces import lire_pieces, pieces_manquantes
from guichet.regles.reservations import rendues
from guichet.regles.reservations.etats import EtatInscription
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.socle.acte import Acte

_FICHE = (
    "SELECT i.id AS inscription_id, i.personne_id, p.prenom AS enfant, i.activite_id, a.nom AS activite, i.groupe_id, "
    "g.nom AS groupe, i.du, i.au, i.etat, g.site FROM inscription i JOIN personne p ON p.id = i.personne_id "
    "JOIN activite a ON a.id = i.activite_id JOIN groupe g ON g.id = i.groupe_id "
)
_AILLEURS = ("manquantes", "sans_rang", "rang")
"""What a sheet says that its row does not."""


def lister(ctx: Contexte, famille_id: int) -> tuple[FicheInscription, ...]:
    """Registrations of a household, newest first: neither the other household's nor its days (rule 32)."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return _fiches(s, "WHERE i.famille_id = :f ORDER BY i.au DESC, p.prenom, a.ordre, i.id", {"f": famille_id})


def pieces_a_voir(ctx: Contexte, *, personne_id: int, famille_id: int, activite_id: int, du: date) -> tuple[str, ...]:
    """Documents a registration from that day would ask for and the counter has not seen yet for this child."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return pieces_manquantes(
            registre_pieces.exigees(s, activite_id, du), registre_pieces.vues(s, famille_id, personne_id)
        )


@transaction
def inscrire(
    ctx: Contexte,
    *,
    personne_id: int,
    famille_id: int,
    activite_id: int,
    du: date,
    au: date,
    groupe_id: int | None = None,
    pieces: Collection[str] | None = None,
) -> tuple[FicheInscription, ...]:
    """Register a child; one registration, or one by session of holidays met by the period.

    Without a group, the one of the child's school and of its age or class, as the town counts; two registrations where
    each day's age counts and the child changes group on a birthday. Where no day is left the registration waits.
    `pieces` are the required documents the agent has seen, None for all of them: one that is missing leaves it
    incomplete (rule 30).

    Raises:
        InscriptionImpossible: dates, household, age, school, or already registered then.
        SaisieInvalide: not a document this activity asks for.
    """
    ctx.exiger(Droit.RESERVER)
    if au < du:
        raise InscriptionImpossible("L’inscription finit avant de commencer : échangez les deux dates.", champ="au")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        qui = inscriptions.enfant(s, personne_id, famille_id, du)
        (activite,) = s.une("SELECT nom FROM activite WHERE id = :a AND active", {"a": activite_id}) or ("",)
        if not activite:
            raise InscriptionImpossible("Cette activité n’est plus proposée : choisissez-en une autre.")
        passe = inscriptions.priorite(s, famille_id, residents_d_abord=ctx.commune.attente.residents_d_abord)
        faites = []
        for groupe, debut, fin in inscriptions.groupes_pour(s, activite_id, qui, du, au, groupe_id):
            inscriptions.refuser_chevauchement(s, qui, activite_id, debut, fin)
            exigees = registre_pieces.exigees(s, activite_id, debut)
            lues = exigees if pieces is None else _connues(pieces, exigees)
            registre_pieces.noter(s, acte, famille_id, personne_id, lues)
            complete = not pieces_manquantes(exigees, registre_pieces.vues(s, famille_id, personne_id))
            plein = inscriptions.complet(s, groupe.groupe_id, activite_id, qui, debut, fin)
            etat = EtatInscription.EN_ATTENTE if plein else EtatInscription.ACTIVE
            id_ = inscriptions.ecrire(
                s, qui, famille_id, activite_id, groupe.groupe_id, debut, fin, etat, acte.le,
                complete_le=acte.le if complete else None, priorite=passe,
            )  # fmt: skip
            faites.append(_fiche(s, id_))
        # What is seen for one request serves those already made (rule 30).
        registre_pieces.completer(s, acte, famille_id, personne_id)
        manquent = ", ".join(faites[0].manquantes)
        suite = f" (à fournir : {manquent})" if manquent else ""
        phrase = f"{qui.prenom} : inscription, {activite}{suite}"
        _sceller(s, acte, TypeActe.INSCRIPTION_CREER, famille_id, phrase, [f.inscription_id for f in faites])
        return tuple(faites)


@transaction
def constater_pieces(ctx: Contexte, *, inscription_id: int, pieces: Collection[str]) -> FicheInscription:
    """Note required documents seen since; the last one completes the registration, whose demands then take their rank.

    They serve the child's other registrations of this household too (rule 30). A demand that finds its place free is
    booked; the others are ranked from now on, behind those that were complete before.

    Raises:
        InscriptionInconnue: no such registration, or it is over.
        SaisieInvalide: not a document this activity asks for.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = _fiche(s, inscription_id)
        if fiche.etat in (EtatInscription.TERMINEE, EtatInscription.REFUSEE):
            raise InscriptionInconnue("Cette inscription est terminée : relisez le dossier.")
        (famille_id,) = s.une("SELECT famille_id FROM inscription WHERE id = :id", {"id": inscription_id}) or (0,)
        lues = _connues(pieces, registre_pieces.exigees(s, fiche.activite_id, fiche.du))
        registre_pieces.noter(s, acte, famille_id, fiche.personne_id, lues)
        faites = registre_pieces.completer(s, acte, famille_id, fiche.personne_id)
        # Complete at last, a registration that waits takes its rank, and the day that is left if nobody is before it.
        places_rendues.suivre(s, acte, (), groupes=[fiche.groupe_id])
        actes.tracer(
            s,
            acte,
            TypeActe.INSCRIPTION_PIECES,
            famille_id,
            f"{fiche.enfant} : pièces vues, {', '.join(lues)}" if lues else "",
            inscription=inscription_id,
            vues=len(lues),
            completes=",".join(map(str, faites.inscriptions)),
            reservees=faites.reservees,
            attente=faites.attente,
            refusees=faites.refusees,
        )
        return _fiche(s, inscription_id)


def futures(ctx: Contexte, *, inscription_id: int, le: date) -> tuple[LigneTouchee, ...]:
    """Bookings after a leaving on `le`."""
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        return inscriptions.a_venir(s, inscription_id, le)


@transaction
def terminer(ctx: Contexte, *, inscription_id: int, le: date, futures: Futures | None = None) -> FicheInscription:
    """End a registration; `le` is its last day.

    Args:
        ctx: surroundings.
        inscription_id: the registration.
        le: last day of the right; before its first day, it never was.
        futures: what becomes of the bookings after that day; None: be told first. Cancelled, each follows its
            deadline: late, it stays charged, or stays booked where the town refuses.

    Raises:
        InscriptionInconnue: no such registration, or it is over.
        InscriptionImpossible: it ends before that day.
        ReservationsTouchees: bookings follow, and `futures` is None.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        fiche = _fiche(s, inscription_id)
        if fiche.etat in (EtatInscription.TERMINEE, EtatInscription.REFUSEE):
            quand = _terminee(s, inscription_id)
            raise InscriptionInconnue(f"Cette inscription est déjà terminée{quand} : relisez le dossier.")
        if le > fiche.au:
            dernier = date_num(fiche.au)
            raise InscriptionImpossible(f"Cette inscription finit déjà le {dernier} : donnez un jour d’avant.")
        touchees = inscriptions.a_venir(s, inscription_id, le)
        siennes = [(fiche.personne_id, t) for t in touchees]
        if siennes and futures is None:
            prevues = rendues.prevues(departs.prevoir(s, acte, siennes).values())
            raise ReservationsTouchees(touchees, prevues.dites)
        # What is told and sealed is what was cancelled: a rule may refuse a late one, which then stays booked.
        annulees = len(departs.annuler(s, acte, siennes if futures == "annuler" else []))
        departs.clore(s, inscription_id, du=fiche.du, au=fiche.au, etat=fiche.etat, le=le, aujourdhui=ctx.aujourdhui())
        famille = s.une("SELECT famille_id FROM inscription WHERE id = :id", {"id": inscription_id}) or (0,)
        reste = f", {pluriel(annulees, 'réservation annulée', 'réservations annulées')}" if annulees else ""
        _sceller(
            s,
            acte,
            TypeActe.INSCRIPTION_TERMINER,
            famille[0],
            f"{fiche.enfant} : fin d’inscription, {fiche.activite}{reste}",
            [inscription_id],
            annulees=annulees,
        )
        return _fiche(s, inscription_id)


def _fiche(s: Lecteur, inscription_id: int) -> FicheInscription:
    trouvees = _fiches(s, "WHERE i.id = :id", {"id": inscription_id})
    if not trouvees:
        raise InscriptionInconnue("Cette inscription n’existe pas : relisez le dossier.")
    return trouvees[0]


def _fiches(s: Lecteur, lesquelles: str, champs: Mapping[str, object]) -> tuple[FicheInscription, ...]:
    fiches = s.lire(FicheInscription, _FICHE + lesquelles, champs, sauf=_AILLEURS)
    attendus = {f.groupe_id for f in fiches if f.etat == EtatInscription.EN_ATTENTE}
    file = file_inscriptions.lire(s, attendus) if attendus else []
    fiches = [replace(f, rang=file_inscriptions.rang(f.inscription_id, file)) for f in fiches]
    manquent = registre_pieces.manquantes(s, (f.inscription_id for f in fiches))
    return tuple(_incomplete(s, f, manquent[f.inscription_id]) if f.inscription_id in manquent else f for f in fiches)


def _incomplete(s: Lecteur, fiche: FicheInscription, manquantes: tuple[str, ...]) -> FicheInscription:
    return replace(fiche, manquantes=manquantes, sans_rang=registre_pieces.sans_rang(s, fiche.activite_id, fiche.du))


def _connues(pieces: Collection[str], exigees: tuple[str, ...]) -> tuple[str, ...]:
    """The documents stated, checked against those asked for."""
    return lire_pieces(", ".join(pieces), exigees)


def _terminee(s: Lecteur, inscription_id: int) -> str:
    """Who ended it, and when."""
    ((code,),) = s.lignes(
        "SELECT f.code FROM inscription i JOIN famille f ON f.id = i.famille_id WHERE i.id = :id",
        {"id": inscription_id},
    )
    return auteurs.fait(s, TypeActe.INSCRIPTION_TERMINER, code, inscriptions=inscription_id)


def _sceller(
    s: Ecriture, acte: Acte, type_: TypeActe, famille_id: int, phrase: str, ids: list[int], *, annulees: int = 0
) -> None:
    inscrites = ",".join(map(str, ids))
    actes.tracer(s, acte, type_, famille_id, phrase, inscriptions=inscrites, annulees=annulees)
