"""Which columns the seals of a base were made of: a migration that renames or removes one reads them by the former.

Said by the base itself, signed, each time all its rows are sealed; a base sealed before it was said is known by heart.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from guichet.base.sceaux.cachet import Cachet
from guichet.base.sceaux.etat import ECRIRE

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from models.invariants.scellees import Scellee

_CLE = "colonnes"
_LIRE = "SELECT valeur FROM sceau WHERE objet = '' AND cle = :cle"
_SQLITE = "SELECT name, type FROM pragma_table_info(:t)"
_POSTGRES = (
    "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = :t "
    "AND table_schema = current_schema()"
)

Colonnes = dict[str, tuple[list[str], list[str]]]
"""For each table, its key and its columns in the order of its seals."""


def ecrire(s: Ecriture, cachet: Cachet) -> None:
    """Say those of today."""
    from models.invariants.scellees import scellees

    noms = {x.table: ([c for c, _ in x.cles], [c for c, _ in x.colonnes]) for x in scellees().values()}
    texte = json.dumps(noms, sort_keys=True)
    valeur = json.dumps({"texte": texte, "mac": cachet.mac(_CLE, texte)}).encode()
    s.ordre(ECRIRE, {"objet": "", "cle": _CLE, "valeur": valeur})


def d_avant(s: Lecteur, cachet: Cachet) -> list[Scellee]:
    """The sealed tables of a base about to be migrated, read as its seals were made."""
    return [_scellee(s, table, *noms) for table, noms in (_dites(s, cachet) or _par_coeur()).items()]


def _dites(s: Lecteur, cachet: Cachet) -> Colonnes:
    """What the base says, nothing where it does not or where the program did not write it."""
    ligne = s.une(_LIRE, {"cle": _CLE})
    try:
        lu = json.loads(ligne[0]) if ligne is not None else {}
        if lu["mac"] == cachet.mac(_CLE, lu["texte"]):
            return {str(t): ([*cles], [*colonnes]) for t, (cles, colonnes) in json.loads(lu["texte"]).items()}
    except (ValueError, TypeError, KeyError):
        pass
    return {}


def _par_coeur() -> Colonnes:
    from models.invariants.anciennes import CLES, COLONNES

    return {table: (CLES.get(table, "id").split(), noms.split()) for table, noms in COLONNES.items()}


def _scellee(s: Lecteur, table: str, cles: list[str], colonnes: list[str]) -> Scellee:
    from models.invariants.scellees import FORMES_POSTGRES, Scellee

    sortes: dict[str, str] = dict(s.lignes(_POSTGRES if s.postgres else _SQLITE, {"t": table}))
    formes = [(c, FORMES_POSTGRES.get(sortes[c], "{}")) for c in colonnes if c in sortes]
    return Scellee(table, tuple((c, "TEXT") for c in cles), tuple(formes))
