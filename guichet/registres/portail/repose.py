"""What of the portal rests on a responsable's place in a household: the account, the Clé, identifiers to be sent.

An account sees the household's children and bookings, a Clé links to them: neither outlives the place it was given
for. The portal is told by the same record as a suspension made by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.formats.mots import majuscule
from guichet.registres.comptoir import actes, taches
from guichet.registres.portail import cles_enfance, comptes_portail, suspensions
from guichet.registres.socle.sql import en_mots
from guichet.regles.portail.compte_portail import EtatComptePortail, Geste, gestes_possibles
from guichet.regles.portail.etats_cle import VIVANTES, GesteCle
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatCle, EtatTache, MotifDepart, RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_SIENS = "famille_id = :famille AND {qui} = :personne"
_COMPTES_VIVANTS = en_mots(e for e in EtatComptePortail if Geste.SUSPENDRE in gestes_possibles(e))
_MOTIFS = {
    MotifDepart.DECES.value: MotifSuspension.DECES,
    MotifDepart.DEMENAGEMENT.value: MotifSuspension.DEPART,
    MotifDepart.ERREUR.value: MotifSuspension.ERREUR,
}
"""Why a place was left → why its account is suspended; a separation otherwise."""
_VIVANTES = en_mots(EtatCle(e) for e in VIVANTES)


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """The account that is open, the Clé that still opens, the identifiers that were to be sent."""
    return tuple(ligne for fait in faits if _concerne(fait) for ligne in _lignes(s, acte, fait))


def _concerne(fait: Fait) -> bool:
    """Only a responsable has an account, and loses it with the place or the authority it was given for."""
    return fait.role == RoleLien.RESPONSABLE.value and fait.change in {Change.DEPART, Change.ROLE, Change.AUTORITE}


def _lignes(s: Lecteur, acte: Acte, fait: Fait) -> list[LigneRepose]:
    siens = {"famille": fait.famille_id, "personne": fait.personne_id}
    mots = acte.commune.mots_portail
    lignes = [
        _ligne(
            fait,
            f"{Sujet.COMPTE}:{id_}",
            f"Son compte du portail « {identifiant} » est ouvert",
            "il est suspendu dès aujourd’hui, le portail en est averti",
            "il reste ouvert",
        )
        for id_, identifiant in s.lignes(
            f"SELECT id, identifiant FROM compte_portail WHERE {_SIENS.format(qui='personne_id')} "  # noqa: S608
            f"AND etat IN ({_COMPTES_VIVANTS})",
            siens,
        )
    ]
    for id_, etat in s.lignes(
        f"SELECT id, etat FROM cle_enfance WHERE {_SIENS.format(qui='responsable_id')} "  # noqa: S608 - our own words
        f"AND etat IN ({_VIVANTES}) ORDER BY id",
        siens,
    ):
        donnee = "a été remise" if etat == EtatCle.REMISE else "est partie"
        quoi = f"Sa {majuscule(mots.cle_enfance)} {donnee}"
        lignes.append(_ligne(fait, f"{Sujet.CLE}:{id_}", quoi, "elle est révoquée", "elle ouvre encore"))
    envoi = "De nouveaux identifiants devaient lui être envoyés"
    lignes += [
        _ligne(fait, f"{Sujet.ENVOI}:{id_}", envoi, "l’envoi est annulé", "l’envoi reste à faire")
        for (id_,) in _envois_dus(s, fait)
    ]
    return lignes


def _ligne(fait: Fait, cle: str, quoi: str, clos: str, garde: str) -> LigneRepose:
    """Who leaves keeps nothing; of a responsable who stays without authority, a judgment decides, not the program."""
    if fait.change is Change.AUTORITE:
        return LigneRepose(cle, quoi, sorts={Sort.ANNULER: clos, Sort.GARDER: garde})
    return LigneRepose(cle, quoi, clos)


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None) -> tuple[LigneRepose, ...]:
    """Suspend, revoke, send nothing more: as it was said."""
    for fait in faits:
        if _concerne(fait) and (fait.change is not Change.AUTORITE or sort is Sort.ANNULER):
            _fermer(s, acte, fait)
    return ()


def _fermer(s: Ecriture, acte: Acte, fait: Fait) -> None:
    from sqlmodel import col, select

    from models import CleEnfance

    assert fait.personne_id is not None  # noqa: S101 - a place is somebody's
    compte = comptes_portail.de_personne(s, fait.famille_id, fait.personne_id)
    if compte is not None and Geste.SUSPENDRE in gestes_possibles(EtatComptePortail(compte.etat)):
        motif = _MOTIFS.get(str(fait.apres.get("motif", "")), MotifSuspension.SEPARATION)
        suspensions.suspendre(s, acte, compte, motif)
    vivantes = select(CleEnfance).where(
        CleEnfance.famille_id == fait.famille_id,
        CleEnfance.responsable_id == fait.personne_id,
        col(CleEnfance.etat).in_([e.value for e in VIVANTES]),
    )
    for cle in list(s.exec(vivantes)):
        geste = GesteCle.EXPIRER if cle.expire_le <= acte.le else GesteCle.REVOQUER
        cles_enfance.clore(s, acte, cle, geste, "Clé Enfance révoquée" if geste is GesteCle.REVOQUER else "")
    for (id_,) in _envois_dus(s, fait):
        tache = taches.charger(s, id_)
        taches.finir(s, acte, tache, EtatTache.ANNULEE)
        actes.tracer(s, acte, TypeActe.TACHE_ANNULER, fait.famille_id, tache=id_, nature=tache.nature)


def _envois_dus(s: Lecteur, fait: Fait) -> list[tuple[int]]:
    dus = s.lignes(
        "SELECT id FROM tache WHERE famille_id = :famille AND personne_id = :personne AND nature = :nature "
        "AND etat = :etat ORDER BY id",
        {
            "famille": fait.famille_id,
            "personne": fait.personne_id,
            "nature": taches.OUBLI,
            "etat": EtatTache.A_FAIRE.value,
        },
    )
    return [(int(id_),) for (id_,) in dus]
