"""Who was in a household and comes back: found by name, placed again with the sheet they had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.erreurs.familles import MembreInconnu
from guichet.fiches.familles.doublons import Doublon
from guichet.formats import cle_recherche, date_num, nom_affiche
from guichet.registres.familles import membres

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte
    from models import Lien

# The latest of each person who is no longer there, or whose departure is noted.
_PARTIS = (
    "SELECT l.id AS lien_id, l.personne_id, l.role, l.au, p.nom, p.nom_naissance, p.prenom, p.naissance, f.code, "
    "f.ville FROM lien l JOIN personne p ON p.id = l.personne_id JOIN famille f ON f.id = l.famille_id "
    "WHERE l.famille_id = :famille AND l.au IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lien x "
    "WHERE x.famille_id = l.famille_id AND x.personne_id = l.personne_id AND (x.au IS NULL OR x.au > l.au)) "
    "ORDER BY l.au DESC, l.id"
)


class _Parti(NamedTuple):
    lien_id: int
    personne_id: int
    role: str
    au: date
    nom: str
    nom_naissance: str
    prenom: str
    naissance: date | None
    code: str
    ville: str


def anciens(s: Lecteur, famille_id: int, *, nom: str, prenom: str) -> tuple[Doublon, ...]:
    """Those of this household who left and bear that name, the last to leave first."""
    voulu = cle_recherche(nom), cle_recherche(prenom)
    return tuple(
        Doublon(
            famille_id,
            p.code,
            p.personne_id,
            nom_affiche(p.nom, p.prenom),
            p.role,
            p.naissance,
            p.ville,
            100,
            (f"a été dans ce foyer, jusqu’au {date_num(p.au)}",),
            ancien=True,
        )
        for p in s.lire(_Parti, _PARTIS, {"famille": famille_id})
        if voulu in {(cle_recherche(n), cle_recherche(p.prenom)) for n in (p.nom, p.nom_naissance)}
    )


def reprendre(s: Ecriture, acte: Acte, famille_id: int, personne_id: int, valeurs: Mapping[str, Any]) -> Lien:
    """Their place again, from today; a departure still to come, or noted today, is taken back.

    Raises:
        MembreInconnu: never there, or there.
    """
    from models import Lien

    parti = next((p for p in s.lire(_Parti, _PARTIS, {"famille": famille_id}) if p.personne_id == personne_id), None)
    if parti is None:
        raise MembreInconnu("Cette personne n’a pas quitté ce foyer : relisez le dossier (F5).")
    if parti.au < acte.jour or parti.role != valeurs["role"]:
        return membres.placer(s, acte, famille_id, personne_id, valeurs)
    lien = s.get_one(Lien, parti.lien_id)
    lien.au = None
    lien.version += 1
    s.flush()
    return lien
