"""A person's place in a household, about to change: found, and refused where the household would have nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from guichet.erreurs.familles import MembreInconnu, RetraitImpossible
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import PayeurADesigner
from guichet.registres.familles import payeurs
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.socle.repose import Fait
    from models import Lien

_RESPONSABLE = RoleLien.RESPONSABLE.value


def charger(s: Ecriture, lien_id: int) -> Lien:
    """A place that is held.

    Raises:
        MembreInconnu: the person has left.
    """
    from models import Lien

    lien = s.get(Lien, lien_id)
    if lien is None or lien.au is not None:
        raise parti()
    return lien


def tenues(s: Ecriture, personne_id: int) -> list[Lien]:
    """Every place a person holds, in whichever household."""
    from sqlmodel import col, select

    from models import Lien

    return list(s.exec(select(Lien).where(Lien.personne_id == personne_id, col(Lien.au).is_(None)).order_by("id")))


def parti() -> MembreInconnu:
    """The refusal itself."""
    return MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")


class PlaceTenue(Protocol):
    """A place in a household, as a model or as a row."""

    @property
    def id(self) -> int | None: ...
    @property
    def famille_id(self) -> int: ...
    @property
    def role(self) -> str: ...


def laisser_un_responsable(s: Lecteur, lien: PlaceTenue, *, deces: bool = False) -> None:
    """Say it in French before the trigger does; a death asks nobody (registres.familles.repose then tells it).

    Raises:
        RetraitImpossible.
    """
    if deces or lien.role != _RESPONSABLE:
        return
    qui = {"famille_id": lien.famille_id, "role": _RESPONSABLE, "id": lien.id}
    autre = s.une(
        "SELECT 1 FROM lien WHERE famille_id = :famille_id AND role = :role AND au IS NULL AND id <> :id", qui
    )
    if autre is None:
        raise RetraitImpossible(
            "C’est le seul responsable de ce foyer : ajoutez d’abord l’autre responsable, puis retirez celui-ci. "
            "Un décès s’enregistre sans attendre, par son motif."
        )


def dire_qui_paie(s: Lecteur, faits: Iterable[Fait]) -> None:
    """Ask who pays, where the payer goes and several remain.

    Raises:
        PayeurADesigner.
    """
    for fait in faits:
        if candidats := payeurs.apres(s, fait).candidats:
            raise PayeurADesigner(tuple((a.personne_id, a.prenom) for a in candidats))


def garder_un_payeur(s: Lecteur, lien: Lien) -> None:
    """Refuse that nobody pay any more.

    Raises:
        SaisiesInvalides.
    """
    qui = {"f": lien.famille_id, "id": lien.id}
    if lien.payeur and not s.une(
        "SELECT 1 FROM lien WHERE famille_id = :f AND payeur AND au IS NULL AND id <> :id", qui
    ):
        faute = "Payeur : personne d’autre ne reçoit les factures de ce foyer, cochez d’abord qui paie."
        raise SaisiesInvalides({"payeur": faute})
