"""Former names and coordinates: kept with their dates and still found by the search, off the journal (rule 33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet import textes
from guichet.fiches.comptoir.passages import LigneActe
from guichet.formats import cle_recherche
from guichet.formats.mots import de
from guichet.signes import sans_effet

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

SUIVIS = frozenset(
    {
        "adresse",
        "complement",
        "code_postal",
        "ville",
        "nom",
        "nom_naissance",
        "prenom",
        "courriel",
        "mobile",
        "fixe",
    }
)
"""Fields whose former values are kept."""

AUTRE = "autre_"
"""Before the name of a field: a writing met in a file, which an agent said to be the same person's."""

# Of somebody who left, nothing that changed afterwards: it belongs to another household (rule 32).
_LIRE = (
    "SELECT h.le, h.champ, h.avant, h.apres, '', coalesce(a.prenom || ' ' || a.nom, h.agent) "
    "FROM historique_coordonnees h LEFT JOIN agent a ON a.identifiant = h.agent "
    "WHERE h.famille_id IN (SELECT id FROM famille WHERE id = :famille_id OR fusionnee_dans = :famille_id) "
    "UNION ALL "
    "SELECT h.le, h.champ, h.avant, h.apres, p.prenom, coalesce(a.prenom || ' ' || a.nom, h.agent) "
    "FROM historique_coordonnees h JOIN personne p ON p.id = h.personne_id "
    "LEFT JOIN agent a ON a.identifiant = h.agent WHERE EXISTS (SELECT 1 FROM lien l "
    "WHERE l.personne_id = coalesce(p.fusionnee_dans, p.id) AND l.famille_id = :famille_id "
    "AND (l.au IS NULL OR h.le < l.au))"
)


def historiser(
    s: Ecriture,
    acte: Acte,
    avant: dict[str, object],
    apres: dict[str, object],
    *,
    famille_id: int | None = None,
    personne_id: int | None = None,
) -> None:
    """Keep the former value of each tracked field; `avant` and `apres` have the same fields."""
    from models import HistoriqueCoordonnees

    s.add_all(
        HistoriqueCoordonnees(
            le=acte.le,
            agent=acte.agent,
            famille_id=famille_id,
            personne_id=personne_id,
            champ=champ,
            avant=sans_effet(str(avant[champ])),
            apres=str(valeur),
        )
        for champ, valeur in apres.items()
        if champ in SUIVIS
    )
    s.flush()


def noter_ecriture(s: Ecriture, acte: Acte, personne_id: int, ecrits: dict[str, tuple[str, str]]) -> None:
    """Remember how a file writes somebody, so that the next one knows them: field → (written, kept)."""
    from models import HistoriqueCoordonnees

    s.add_all(
        HistoriqueCoordonnees(
            le=acte.le, agent=acte.agent, personne_id=personne_id, champ=AUTRE + champ, avant=ecrit, apres=garde
        )
        for champ, (ecrit, garde) in ecrits.items()
        if cle_recherche(ecrit) != cle_recherche(garde)
    )
    s.flush()


def lire(s: Lecteur, famille_id: int) -> list[LigneActe]:
    """Every change of coordinates of the household and its members, in French."""
    return [
        LigneActe(le, _phrase(champ, avant, apres, prenom), agent)
        for le, champ, avant, apres, prenom, agent in s.lignes(_LIRE, {"famille_id": famille_id})
    ]


def _phrase(champ: str, avant: str, apres: str, prenom: str) -> str:
    sien = f" {de(prenom)}" if prenom else ""
    if champ.startswith(AUTRE):
        return f"{textes.libelle(champ.removeprefix(AUTRE)).lower()}{sien} : aussi écrit {avant} dans un fichier"
    ancien, nouveau = (textes.valeur_affichee(champ, v) or "vide" for v in (avant, apres))
    return f"{textes.libelle(champ).lower()}{sien} : {ancien} → {nouveau}"
