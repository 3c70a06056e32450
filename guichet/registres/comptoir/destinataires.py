"""Whom a secret is for: a current responsable of the household, found and named in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.identifiants import ResponsableInconnu
from guichet.fiches.comptoir.destinataires import Destinataire
from guichet.formats import nom_affiche
from guichet.regles.socle.courriel import domaine_a_probleme
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_RESPONSABLES = (
    "SELECT f.id AS famille_id, f.code, p.id AS personne_id, p.nom, p.prenom, p.courriel FROM lien l "
    "JOIN famille f ON f.id = l.famille_id JOIN personne p ON p.id = l.personne_id "
    "WHERE l.famille_id = :famille_id AND l.role = :role AND (l.au IS NULL OR l.au >= :jour) "
    "ORDER BY l.rang, l.id"
)


class _Adulte(NamedTuple):
    famille_id: int
    code: str
    personne_id: int
    nom: str
    prenom: str
    courriel: str


def responsables(s: Lecteur, acte: Acte, famille_id: int) -> tuple[Destinataire, ...]:
    """The adults of the household who may be handed a secret, in their order of display."""
    adultes = s.lire(
        _Adulte,
        _RESPONSABLES,
        {"famille_id": famille_id, "role": RoleLien.RESPONSABLE.value, "jour": acte.jour},
    )
    return tuple(_destinataire(acte, adulte, adultes[0].nom) for adulte in adultes)


def destinataire(s: Lecteur, acte: Acte, famille_id: int, personne_id: int) -> Destinataire:
    """One of them.

    Raises:
        ResponsableInconnu: a child, a contact, somebody who left, or no such household.
    """
    trouve = next((d for d in responsables(s, acte, famille_id) if d.personne_id == personne_id), None)
    if trouve is None:
        raise inconnu()
    return trouve


def inconnu() -> ResponsableInconnu:
    """The refusal itself, for a household without any responsable too."""
    return ResponsableInconnu(
        "Cette personne n’est pas responsable de ce foyer aujourd’hui : choisissez l’un de ses responsables."
    )


def _destinataire(acte: Acte, a: _Adulte, nom_famille: str) -> Destinataire:
    return Destinataire(
        famille_id=a.famille_id,
        code=a.code,
        famille=nom_famille.upper(),
        personne_id=a.personne_id,
        personne=nom_affiche(a.nom, a.prenom),
        courriel=a.courriel,
        avertissement_courriel=domaine_a_probleme(a.courriel, acte.commune.domaines_a_probleme) or "",
    )
