"""Former names and coordinates: kept with their dates and still found by the search, off the journal (rule 33)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from guichet import textes
from guichet.fiches.comptoir.passages import LigneActe
from guichet.formats import cle_recherche
from guichet.formats.mots import de, minuscule
from guichet.regles.comptoir.visite import LONGUEUR
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

_ADRESSE = ("adresse", "complement", "code_postal", "ville")
_NON_DITS = frozenset({"pai_detail"})
"""Health data (rule 31): the slip says that it changed, no more."""
_VIDE = "vide"

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


def dits(avant: Mapping[str, object], apres: Mapping[str, object], prenom: str = "") -> tuple[str, ...]:
    """What changed of a sheet, a line each, as a parent checks it: the former value, then the one from now on.

    Args:
        avant: the sheet as it was, with its whole address where a line of it changes; {} when there was none.
        apres: what was written.
        prenom: whose sheet, "" for the household.
    """
    lignes = []
    if touchee := [champ for champ in _ADRESSE if champ in apres]:
        ancienne, nouvelle = (_adresse(fiche) for fiche in (avant, {**avant, **apres}))
        lignes.append(_dit(minuscule(textes.libelle(_ADRESSE[0])), ancienne, nouvelle, prenom))
    for champ in sorted(apres.keys() - set(touchee)):
        nom = minuscule(textes.libelle(champ))
        if champ in _NON_DITS:
            lignes.append(f"{_de_qui(prenom)}{nom} : changé")
        else:
            ancien, nouveau = (textes.valeur_affichee(champ, fiche.get(champ)) for fiche in (avant, apres))
            lignes.append(_dit(nom, ancien, nouveau, prenom))
    return tuple(lignes)


def _dit(nom: str, avant: str, apres: str, prenom: str) -> str:
    """The former value goes first when a line of the visit cannot hold both: it is the new one that is checked."""
    debut = f"{_de_qui(prenom)}{nom} : "
    entiere = f"{debut}{avant or _VIDE} → {apres or _VIDE}"
    return entiere if avant and len(entiere) <= LONGUEUR else f"{debut}{apres or _VIDE}"


def _adresse(fiche: Mapping[str, object]) -> str:
    rue, complement, code_postal, ville = (str(fiche.get(champ, "")) for champ in _ADRESSE)
    return ", ".join(filter(None, (rue, complement, f"{code_postal} {ville}".strip())))


def _de_qui(prenom: str) -> str:
    """« Léa · », as the slip begins a booking."""
    return f"{prenom} · " if prenom else ""


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
        return f"{minuscule(textes.libelle(champ.removeprefix(AUTRE)))}{sien} : aussi écrit {avant} dans un fichier"
    ancien, nouveau = (textes.valeur_affichee(champ, v) or _VIDE for v in (avant, apres))
    return f"{minuscule(textes.libelle(champ))}{sien} : {ancien} → {nouveau}"
