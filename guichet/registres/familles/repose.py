"""What of a household rests on one of its people: its bills on the payer, a PAI on the school that knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.registres.familles import payeurs

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_DEPARTS = frozenset({Change.DEPART, Change.ROLE})


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """The bills of who goes, the PAI of a child who changes school."""
    del acte
    return (*_payeurs(s, faits), *_pai(s, faits))


def _payeurs(s: Lecteur, faits: Sequence[Fait]) -> Iterator[LigneRepose]:
    for fait in faits:
        if fait.change in _DEPARTS and (payeur := payeurs.apres(s, fait).payeur) is not None:
            yield LigneRepose(
                f"{Sujet.PAYEUR}:{fait.famille_id}:{payeur.personne_id}",
                "C’est le payeur du foyer",
                f"les factures iront à {payeur.prenom}",
            )


def _pai(s: Lecteur, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
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
    """Name who pays; of a PAI a paper changes hands, no row does."""
    del sort
    for fait in faits:
        if fait.change in _DEPARTS and (payeur := payeurs.apres(s, fait).payeur) is not None:
            phrase = f"factures : {payeur.prenom} paie désormais"
            payeurs.choisir(s, acte, fait.famille_id, [payeur.personne_id], phrase)
    return ()
