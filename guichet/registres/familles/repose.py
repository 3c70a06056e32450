"""What of a sheet rests on another part of it: a PAI is known to one school, by people who meet the child."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """The PAI of a child who changes school."""
    del acte
    return tuple(
        LigneRepose(
            f"{Sujet.PAI}:{fait.personne_id}",
            f"PAI : {fait.avant.get('ecole') or 'l’ancienne école'} le connaît",
            f"il est à remettre à {fait.apres['ecole'] or 'la nouvelle école'} avant son premier repas",
            personne_id=fait.personne_id,
        )
        for fait in faits
        if fait.change is Change.GROUPE
        and "ecole" in fait.apres
        and s.une("SELECT 1 FROM personne WHERE id = :id AND pai", {"id": fait.personne_id})
    )


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None) -> tuple[LigneRepose, ...]:
    """It was said: a paper changes hands, no row does."""
    del s, acte, faits, sort
    return ()
