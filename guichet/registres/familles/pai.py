"""The detail of a PAI: health data in a table of its own, read and written by who may see it (rule 31)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from guichet.erreurs.saisie import SaisiesInvalides

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur

CHAMP = "pai_detail"


def detail(s: Lecteur, personne_id: int) -> str:
    """What was written, "" when nothing was."""
    ligne = s.une("SELECT detail FROM pai_detail WHERE personne_id = :id", {"id": personne_id})
    return "" if ligne is None else str(ligne[0])


def accorder(neuf: Mapping[str, object]) -> dict[str, object]:
    """The changes of a sheet, with its « PAI : oui » when a detail is written.

    Raises:
        SaisiesInvalides: a detail is written and the PAI withdrawn; one of the two is a slip.
    """
    if not neuf.get(CHAMP):
        return dict(neuf)
    if neuf.get("pai") is False:
        raise SaisiesInvalides({"pai": "PAI : un détail est écrit. Répondez oui, ou effacez-le."})
    return {**neuf, "pai": True}


def ecrire(s: Ecriture, personne_id: int, neuf: Mapping[str, object]) -> None:
    """Write or erase the detail as the sheet's changes say; it outlives no need for it."""
    from models import PaiDetail

    if neuf.get(CHAMP):
        s.merge(PaiDetail(personne_id=personne_id, detail=str(neuf[CHAMP])))
    elif CHAMP in neuf or neuf.get("pai") is False:
        s.ordre("DELETE FROM pai_detail WHERE personne_id = :id", {"id": personne_id})
