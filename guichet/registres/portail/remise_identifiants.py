"""Handing over: who stands here, what was looked at, and the trace that stays (rule 16)."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from guichet.erreurs.identifiants import CourrielRequis, IdentiteNonVerifiee, SecretADistance
from guichet.formats import PARIS
from guichet.registres.comptoir import passages
from guichet.regles.socle.domaine import Canal, PieceIdentite, Presence

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.registres.socle.acte import Acte

IDENTIFIANTS = "identifiants"
CLE = "cle"


def identite_vue(piece: PieceIdentite | None) -> PieceIdentite:
    """Check that an identity document was looked at; called before anything is drawn.

    Raises:
        IdentiteNonVerifiee: none was chosen.
    """
    if piece is None:
        raise IdentiteNonVerifiee(
            "Regardez d’abord une pièce d’identité et dites laquelle : rien n’est remis sans elle.",
            champ="piece",
        )
    return piece


def verifier(s: Ecriture, acte: Acte, a: Destinataire, canal: Canal) -> int | None:
    """Check that something may leave that way now; returns the visit held here, begun where somebody stands here.

    An identity is looked at in a visit: handed over the desk without one open here, the visit begins with it, and its
    slip tells what was given to whom. By mail or post nobody need stand here, and no visit is begun.

    Raises:
        SecretADistance, CourrielRequis: see `possible`.
    """
    ouverte = possible(s, acte, a, canal)
    if ouverte is not None or canal is not Canal.GUICHET:
        return ouverte
    return passages.commencer(s, acte, a.famille_id, Presence.SUR_PLACE.value, a.personne_id)


def possible(s: Lecteur, acte: Acte, a: Destinataire, canal: Canal) -> int | None:
    """Check that something may leave that way now; returns the visit held here, None without one.

    A telephone call gives no secret, whatever the way: the caller could name any address. The request is noted
    and sent to the address on file within the town's delay (rule 16). What was said of a visit stays with it: a call of
    the day put aside, closed, or held at another terminal, still gives nothing to whoever opens no visit of their own.

    Raises:
        SecretADistance: the visit is a telephone call, or nobody stands at the counter to be given anything.
        CourrielRequis: by mail, to somebody who has no address.
    """
    if canal is Canal.COURRIEL and not a.courriel:
        raise CourrielRequis(
            f"{a.personne} n’a pas d’adresse de courriel : remettez au guichet, ou notez d’abord une adresse.",
            champ="canal",
        )
    matin = datetime.combine(acte.jour, time(), PARIS)
    visite = s.une(
        "SELECT id, presence, etat = 'ouvert' AND terminal = :ici FROM passage WHERE famille_id = :famille_id "
        "AND ((etat = 'ouvert' AND terminal = :ici) OR (presence = :telephone AND ouvert_le >= :matin)) "
        "ORDER BY CASE WHEN etat = 'ouvert' AND terminal = :ici THEN 0 ELSE 1 END, id DESC LIMIT 1",
        {"ici": acte.terminal, "famille_id": a.famille_id, "telephone": Presence.TELEPHONE.value, "matin": matin},
    )
    if visite is None:
        return None
    passage_id, presence, ici = visite
    if not ici:
        raise SecretADistance(
            "Cette famille a téléphoné aujourd’hui : rouvrez son dossier ici et dites qui est là, ou notez la demande."
        )
    if presence == Presence.TELEPHONE:
        raise SecretADistance(
            "Au téléphone, aucun secret n’est donné : notez la demande, l’envoi se fera à l’adresse du dossier, "
            "ou invitez le parent à venir avec une pièce d’identité."
        )
    if presence != Presence.SUR_PLACE and canal is Canal.GUICHET:
        raise SecretADistance(
            "Personne n’est au guichet pour ce passage : choisissez l’envoi par courriel ou par courrier.",
            champ="canal",
        )
    return int(passage_id)


def inscrire(
    s: Ecriture,
    acte: Acte,
    a: Destinataire,
    *,
    objet: str,
    piece: PieceIdentite,
    canal: Canal,
    passage_id: int | None,
) -> None:
    """Leave the trace of what was handed over."""
    from models import Remise

    s.add(
        Remise(
            le=acte.le,
            agent=acte.agent,
            famille_id=a.famille_id,
            personne_id=a.personne_id,
            objet=objet,
            piece=piece.value,
            canal=canal.value,
            passage_id=passage_id,
        )
    )
    s.flush()
