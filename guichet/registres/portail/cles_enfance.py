"""Clés Enfance: issued, handed over, used once; only their keyed hash is known here (rule 15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from guichet.erreurs.identifiants import AutoriteAbsente, CleInconnue, CleModifiee
from guichet.registres.comptoir import actes
from guichet.registres.portail import remise_identifiants
from guichet.registres.socle import auteurs
from guichet.regles.portail.etats_cle import VIVANTES, GesteCle, apres_cle
from guichet.regles.portail.mots import sans_autorite
from guichet.regles.socle import cle_enfance
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import Canal, EtatCle, PieceIdentite

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.registres.socle.acte import Acte
    from models import CleEnfance

_SCELLES = {
    GesteCle.REMETTRE: TypeActe.CLE_REMETTRE,
    GesteCle.UTILISER: TypeActe.CLE_UTILISER,
    GesteCle.REVOQUER: TypeActe.CLE_REVOQUER,
    GesteCle.EXPIRER: TypeActe.CLE_EXPIRER,
}


@dataclass(frozen=True, slots=True)
class CleNeuve:
    """A Clé just drawn and the only thing that is stored of it."""

    clair: str = field(repr=False)
    empreinte: str = field(repr=False)
    attendue: str = ""
    """Fingerprint of the key it was hashed with."""


def tirer(secret: bytes, attendue: str) -> CleNeuve:
    """Draw a Clé, hashed with the key of this base; `attendue` is that key's fingerprint."""
    clair = cle_enfance.tirer()
    return CleNeuve(clair, cle_enfance.empreinte(clair, secret), attendue)


def attendue(s: Lecteur) -> str:
    """Which key the hashes of this base were made with, for `secret`."""
    ligne = s.une("SELECT valeur FROM parametre WHERE cle = 'empreinte_cle_enfance'")
    return ligne[0] if ligne else ""


def secret(acte: Acte, attendue: str) -> bytes:
    """The key of the hashes of this base; it may wait behind a slow keyring: outside of any transaction.

    Raises:
        CleDeBaseAbsente: this machine does not hold it.
    """
    from guichet.secrets import cle_hmac

    return cle_hmac(acte.secrets, acte.base_id, attendue)


def emettre(
    s: Ecriture,
    acte: Acte,
    a: Destinataire,
    neuve: CleNeuve,
    *,
    piece: PieceIdentite,
    canal: Canal,
    connue: int | None = None,
) -> CleEnfance:
    """Issue a Clé, voiding the former one; given in hand, it is handed over at once.

    `connue` is the number of the latest one its agent has seen, 0 for none; None is whoever asks without looking.

    Raises:
        CleModifiee: one was issued since, or the key of the base was replaced.
        SecretADistance, CourrielRequis: see remise_identifiants.verifier.
    """
    from models import CleEnfance

    if neuve.attendue != attendue(s):
        # It would be in the base, and found by nobody.
        raise CleModifiee("La clé de la base vient d’être remplacée : rien n’a été émis, recommencez.")
    passage_id = remise_identifiants.verifier(s, acte, a, canal)
    maintenant = acte.le
    derniere = _derniere(s, a, connue)
    ancienne = _vivante(s, a.famille_id, a.personne_id)
    if ancienne is not None:
        clore(s, acte, ancienne, GesteCle.EXPIRER if ancienne.expire_le <= maintenant else GesteCle.REVOQUER)
    en_main = canal is Canal.GUICHET
    cle = CleEnfance(
        famille_id=a.famille_id,
        responsable_id=a.personne_id,
        empreinte=neuve.empreinte,
        etat=(EtatCle.REMISE if en_main else EtatCle.EMISE).value,
        emission=derniere + 1,
        emise_le=maintenant,
        expire_le=maintenant + timedelta(days=acte.commune.cle_enfance.validite_jours),
        remise_le=maintenant if en_main else None,
    )
    s.add(cle)
    s.flush()
    remise_identifiants.inscrire(
        s, acte, a, objet=remise_identifiants.CLE, piece=piece, canal=canal, passage_id=passage_id
    )
    actes.tracer(
        s,
        acte,
        TypeActe.CLE_EMETTRE,
        a.famille_id,
        f"Clé Enfance émise, {'remise en main propre' if en_main else 'envoyée'}",
        qui=a.personne_id,
        cle=cle.id,
        personne=a.personne_id,
        emission=cle.emission,
        canal=canal.value,
        piece=piece.value,
    )
    return cle


def _derniere(s: Ecriture, a: Destinataire, connue: int | None) -> int:
    """Number of the latest Clé of this person, which must be the one that was seen."""
    (combien,) = s.une(
        "SELECT count(*) FROM cle_enfance WHERE famille_id = :famille_id AND responsable_id = :personne_id",
        {"famille_id": a.famille_id, "personne_id": a.personne_id},
    ) or (0,)
    if connue is not None and combien != connue:
        raise CleModifiee(
            f"Une Clé Enfance vient d’être émise ailleurs pour {a.personne} : la vôtre n’a pas été tirée, elle aurait "
            "annulé celle-là. Relisez la page, puis recommencez s’il en faut une autre."
        )
    return int(combien)


def exiger_autorite(acte: Acte, a: Destinataire, *, sue: bool) -> None:
    """Refuse a Clé to whom has no parental authority, as long as nobody said that they know it.

    Raises:
        AutoriteAbsente.
    """
    if not a.autorite and not sue:
        raise AutoriteAbsente(sans_autorite(a.personne, acte.commune.mots_portail))


def clore(s: Ecriture, acte: Acte, cle: CleEnfance, geste: GesteCle, phrase: str = "") -> None:
    """Move a Clé to its next state and seal it; `phrase` is what the visit says of it.

    Raises:
        TransitionImpossible: the Clé is spent already.
    """
    etat = EtatCle(cle.etat)
    refusee = etat not in VIVANTES or (etat, geste) == (EtatCle.REMISE, GesteCle.REMETTRE)
    cle.etat = apres_cle(etat, geste, fait=_fait(s, cle) if refusee else "").value
    if geste is GesteCle.UTILISER:
        cle.utilisee_le = acte.le
    if geste is GesteCle.REMETTRE:
        cle.remise_le = acte.le
    s.add(cle)
    s.flush()
    actes.tracer(
        s,
        acte,
        _SCELLES[geste],
        cle.famille_id,
        phrase,
        qui=cle.responsable_id,
        cle=cle.id,
        personne=cle.responsable_id,
    )


def _fait(s: Ecriture, cle: CleEnfance) -> str:
    """Who brought this Clé where it stands, and when."""
    gestes = {
        EtatCle.REMISE: GesteCle.REMETTRE,
        EtatCle.UTILISEE: GesteCle.UTILISER,
        EtatCle.REVOQUEE: GesteCle.REVOQUER,
    }
    geste = gestes.get(EtatCle(cle.etat))
    return auteurs.fait(s, _SCELLES[geste], actes.code(s, cle.famille_id), cle=cle.id or 0) if geste else ""


def refuser_perimee(cle: CleEnfance, maintenant: datetime) -> None:
    """Refuse a Clé past its date, whether or not the batch that marks them has run.

    Raises:
        TransitionImpossible.
    """
    if cle.etat in VIVANTES and cle.expire_le <= maintenant:
        apres_cle(EtatCle.EXPIREE, GesteCle.UTILISER)


def charger(s: Ecriture, cle_id: int) -> CleEnfance:
    """One Clé to change.

    Raises:
        CleInconnue: no such Clé.
    """
    from models import CleEnfance

    cle = s.get(CleEnfance, cle_id)
    if cle is None:
        raise CleInconnue("Cette Clé Enfance n’existe pas : revenez au dossier de la famille.")
    return cle


def par_empreinte(s: Ecriture, empreinte: str) -> CleEnfance | None:
    """The Clé that has this keyed hash, or None."""
    from sqlmodel import select

    from models import CleEnfance

    return s.exec(select(CleEnfance).where(CleEnfance.empreinte == empreinte)).first()


def perimees(s: Ecriture, maintenant: datetime) -> list[CleEnfance]:
    """Live Clés past their date."""
    from sqlmodel import col, select

    from models import CleEnfance

    return list(
        s.exec(
            select(CleEnfance)
            .where(col(CleEnfance.etat).in_([e.value for e in VIVANTES]), CleEnfance.expire_le <= maintenant)
            .order_by(col(CleEnfance.id))
        )
    )


def _vivante(s: Ecriture, famille_id: int, personne_id: int) -> CleEnfance | None:
    from sqlmodel import col, select

    from models import CleEnfance

    return s.exec(
        select(CleEnfance).where(
            CleEnfance.famille_id == famille_id,
            CleEnfance.responsable_id == personne_id,
            col(CleEnfance.etat).in_([e.value for e in VIVANTES]),
        )
    ).first()
