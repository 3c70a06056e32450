"""Whom a secret is for: a current responsable of the household, found and named in one place.

Who was given one and is responsable no more is still listed, to see and close what was given; nothing new is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.identifiants import ResponsableInconnu
from guichet.fiches.comptoir.destinataires import Destinataire
from guichet.formats import date_num, nom_affiche
from guichet.regles.socle.courriel import domaine_a_probleme
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_RESPONSABLES = (
    "SELECT f.id AS famille_id, f.code, p.id AS personne_id, p.nom, p.prenom, p.courriel, l.au, "
    "l.autorite_parentale FROM lien l JOIN famille f ON f.id = l.famille_id JOIN personne p ON p.id = l.personne_id "
    "WHERE l.famille_id = :famille_id AND l.role = :role "
    "AND (l.au IS NULL OR (l.au >= :jour AND coalesce(l.motif, '') <> 'deces')) "
    "ORDER BY l.rang, l.id"
)
_ANCIENS = (
    "SELECT f.id AS famille_id, f.code, p.id AS personne_id, p.nom, p.prenom, p.courriel, l.au, "
    "coalesce(l.autorite_parentale, FALSE) AS autorite_parentale FROM famille f JOIN personne p "
    "ON p.id IN (SELECT personne_id FROM compte_portail WHERE famille_id = f.id "
    "UNION SELECT responsable_id FROM cle_enfance WHERE famille_id = f.id) "
    "LEFT JOIN lien l ON l.id = (SELECT x.id FROM lien x WHERE x.famille_id = f.id AND x.personne_id = p.id "
    "AND x.role = 'responsable' AND x.au IS NOT NULL ORDER BY x.au DESC LIMIT 1) "
    "WHERE f.id = :famille_id ORDER BY p.nom, p.prenom, p.id"
)


class _Adulte(NamedTuple):
    famille_id: int
    code: str
    personne_id: int
    nom: str
    prenom: str
    courriel: str
    au: date | None
    autorite_parentale: bool


def responsables(s: Lecteur, acte: Acte, famille_id: int) -> tuple[Destinataire, ...]:
    """The adults of the household who may be handed a secret, in their order of display."""
    adultes = s.lire(
        _Adulte,
        _RESPONSABLES,
        {"famille_id": famille_id, "role": RoleLien.RESPONSABLE.value, "jour": acte.jour},
    )
    return tuple(_destinataire(acte, a, adultes[0].nom, present=a.au is None) for a in adultes)


def anciens(s: Lecteur, acte: Acte, actuels: tuple[Destinataire, ...]) -> tuple[Destinataire, ...]:
    """Who holds an account or a Clé of this household and is not among its responsables any more."""
    connus = {a.personne_id for a in actuels}
    lus = s.lire(_Adulte, _ANCIENS, {"famille_id": actuels[0].famille_id}) if actuels else []
    return tuple(
        replace(_destinataire(acte, a, a.nom, present=False), famille=actuels[0].famille)
        for a in lus
        if a.personne_id not in connus
    )


def destinataire(s: Lecteur, acte: Acte, famille_id: int, personne_id: int) -> Destinataire:
    """One of them.

    Raises:
        ResponsableInconnu: a child, a contact, somebody who left, or no such household.
    """
    trouve = next((d for d in responsables(s, acte, famille_id) if d.personne_id == personne_id), None)
    if trouve is None:
        raise ResponsableInconnu(
            "Cette personne n’est pas responsable de ce foyer aujourd’hui : choisissez l’un de ses responsables."
        )
    if not trouve.present:
        fin = date_num(trouve.jusqu_au) if trouve.jusqu_au else ""
        raise ResponsableInconnu(
            f"{trouve.personne} n’est plus dans ce foyer après le {fin} : rien ne lui est remis pour lui. "
            "S’il reste, ajoutez-le de nouveau au foyer."
        )
    return trouve


def aucun() -> ResponsableInconnu:
    """The refusal for a household that nobody answers for."""
    return ResponsableInconnu(
        "Cette famille n’a pas de responsable à qui remettre des identifiants : ajoutez-en un à son dossier (F6), "
        "puis revenez."
    )


def _destinataire(acte: Acte, a: _Adulte, nom_famille: str, *, present: bool) -> Destinataire:
    return Destinataire(
        famille_id=a.famille_id,
        code=a.code,
        famille=nom_famille.upper(),
        personne_id=a.personne_id,
        personne=nom_affiche(a.nom, a.prenom),
        courriel=a.courriel,
        avertissement_courriel=domaine_a_probleme(a.courriel, acte.commune.domaines_a_probleme) or "",
        present=present,
        autorite=bool(a.autorite_parentale),
        jusqu_au=a.au,
    )
