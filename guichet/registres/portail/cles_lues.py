"""Clés Enfance as they are shown: past its date a live one is expired, whether or not it was marked so."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.portail.comptes_portail import FicheCle
from guichet.formats import nom_affiche
from guichet.regles.portail.etats_cle import VIVANTES
from guichet.regles.socle.domaine import EtatCle

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from models import CleEnfance

_LIRE = (
    "SELECT c.id AS cle_id, c.responsable_id AS personne_id, p.nom, p.prenom, c.etat, c.emission, c.emise_le, "
    "c.expire_le, c.remise_le, c.utilisee_le FROM cle_enfance c JOIN personne p ON p.id = c.responsable_id "
)


class _Lue(NamedTuple):
    """A Clé as it is read: past its date it may still be called live."""

    cle_id: int
    personne_id: int
    nom: str
    prenom: str
    etat: str
    emission: int
    emise_le: datetime
    expire_le: datetime
    remise_le: datetime | None
    utilisee_le: datetime | None


def utilisees(s: Lecteur, famille_id: int) -> frozenset[int]:
    """The responsables who typed a Clé of this household on the portal."""
    lignes = s.lignes(
        "SELECT responsable_id FROM cle_enfance WHERE famille_id = :famille_id AND etat = 'utilisee'",
        {"famille_id": famille_id},
    )
    return frozenset(ligne[0] for ligne in lignes)


def de_famille(s: Lecteur, famille_id: int, maintenant: datetime) -> dict[int, FicheCle]:
    """Latest Clé of each responsable, in a read snapshot; past its date, it shows as expired."""
    lues = s.lire(_Lue, _LIRE + "WHERE c.famille_id = :famille_id ORDER BY c.emission", {"famille_id": famille_id})
    return {lue.personne_id: _fiche(lue, maintenant) for lue in lues}


def fiche(s: Lecteur, cle: CleEnfance, maintenant: datetime) -> FicheCle:
    """A Clé as shown, just after a change."""
    nom, prenom = s.une("SELECT nom, prenom FROM personne WHERE id = :id", {"id": cle.responsable_id}) or ("", "")
    lue = _Lue(
        cle_id=cle.id or 0,
        personne_id=cle.responsable_id,
        nom=nom,
        prenom=prenom,
        etat=cle.etat,
        emission=cle.emission,
        emise_le=cle.emise_le,
        expire_le=cle.expire_le,
        remise_le=cle.remise_le,
        utilisee_le=cle.utilisee_le,
    )
    return _fiche(lue, maintenant)


def _fiche(lue: _Lue, maintenant: datetime) -> FicheCle:
    return FicheCle(
        cle_id=lue.cle_id,
        personne_id=lue.personne_id,
        personne=nom_affiche(lue.nom, lue.prenom),
        etat=EtatCle.EXPIREE.value if lue.etat in VIVANTES and lue.expire_le <= maintenant else lue.etat,
        emission=lue.emission,
        emise_le=lue.emise_le,
        expire_le=lue.expire_le,
        remise_le=lue.remise_le,
        utilisee_le=lue.utilisee_le,
    )
