"""Clés Enfance that a key of the base takes with it: their hash says nothing any more, they are to be issued again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from guichet.fiches.portail.comptes_portail import CleAReemettre
from guichet.formats import nom_affiche
from guichet.registres.portail import cles_enfance
from guichet.registres.socle.sql import en_mots
from guichet.regles.portail.etats_cle import VIVANTES, GesteCle
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatCle

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_VIVANTES = en_mots(EtatCle(e) for e in VIVANTES)
_REVOQUEES = (
    "SELECT r.contenu FROM journal r WHERE r.type = :revoquer "
    "AND EXISTS (SELECT 1 FROM journal c WHERE c.type = :remplacer AND c.le = r.le AND c.seq > r.seq)"
)
"""Those of a replacement bear its instant: one transaction, one instant."""
_SANS_AUTRE = (
    "SELECT c.id, f.code, p.nom, p.prenom FROM cle_enfance c JOIN famille f ON f.id = c.famille_id "
    "JOIN personne p ON p.id = c.responsable_id WHERE c.etat = 'revoquee' AND NOT EXISTS (SELECT 1 FROM cle_enfance d "
    "WHERE d.famille_id = c.famille_id AND d.responsable_id = c.responsable_id AND d.emission > c.emission) "
    "AND EXISTS (SELECT 1 FROM lien l WHERE l.famille_id = c.famille_id AND l.personne_id = c.responsable_id "
    "AND l.au IS NULL) ORDER BY f.code, c.id"
)


def vivantes(s: Lecteur) -> int:
    """How many Clés open something still."""
    ((combien,),) = s.lignes(f"SELECT count(*) FROM cle_enfance WHERE etat IN ({_VIVANTES})")  # noqa: S608 - our own words
    return int(combien)


def revoquer(s: Ecriture, acte: Acte) -> int:
    """Void every Clé that opens something still, each its act; returns how many are to be issued again."""
    from sqlmodel import col, select

    from models import CleEnfance

    lues = select(CleEnfance).where(col(CleEnfance.etat).in_([e.value for e in VIVANTES])).order_by(col(CleEnfance.id))
    revoquees = 0
    for cle in list(s.exec(lues)):
        perimee = cle.expire_le <= acte.le
        cles_enfance.clore(s, acte, cle, GesteCle.EXPIRER if perimee else GesteCle.REVOQUER)
        revoquees += not perimee
    return revoquees


def a_reemettre(s: Lecteur) -> tuple[CleAReemettre, ...]:
    """Who had a Clé voided with a key of the base, and has no other since."""
    actes = {"revoquer": TypeActe.CLE_REVOQUER.value, "remplacer": TypeActe.BASE_REMPLACER_CLE.value}
    siennes = {json.loads(contenu)["cle"] for (contenu,) in s.lignes(_REVOQUEES, actes)}
    return tuple(
        CleAReemettre(code, nom_affiche(nom, prenom))
        for id_, code, nom, prenom in s.lignes(_SANS_AUTRE)
        if id_ in siennes
    )
