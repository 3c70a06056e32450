"""Writing an alternate custody: said by one household, kept for both, so that no day is nobody's nor everybody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from guichet.erreurs.familles import MembreInconnu
from guichet.erreurs.garde import GardeImpossible
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.registres.comptoir import actes
from guichet.regles.familles.alternance import ancre_autre_foyer, lire_rythme
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.socle.acte import Acte
    from guichet.regles.familles.alternance import Rythme
    from guichet.regles.garde.jours import PartVacances
    from models import Lien


def partage(s: Ecriture, lien_id: int) -> tuple[Lien, list[Lien]]:
    """A shared child's place here, and elsewhere.

    Raises:
        MembreInconnu: the child has left.
        GardeImpossible: the child has one household only.
    """
    from models import Lien

    lien = s.get(Lien, lien_id)
    if lien is None or lien.au is not None or lien.role != RoleLien.ENFANT.value:
        raise MembreInconnu("Cet enfant n’est plus dans ce foyer : relisez le dossier (F5).")
    autres = ailleurs(s, lien)
    if not autres:
        raise GardeImpossible("Cet enfant n’a qu’un foyer : rattachez-le d’abord à l’autre.")
    return lien, autres


def ailleurs(s: Ecriture, lien: Lien) -> list[Lien]:
    """The child's places in other households."""
    from sqlmodel import select

    from models import Lien

    memes = s.exec(select(Lien).where(Lien.personne_id == lien.personne_id, Lien.role == RoleLien.ENFANT.value))
    return [autre for autre in memes if autre.au is None and autre.famille_id != lien.famille_id]


def partager_semaines(lien: Lien, autres: Iterable[Lien], rythme: Rythme, ancre: date) -> None:
    """Give this household its weeks, and what is left to the other."""
    for sien, part, lundi in (
        (lien, rythme, ancre),
        *((a, rythme.reste, ancre_autre_foyer(rythme, ancre)) for a in autres),
    ):
        if (sien.garde_rythme, sien.garde_ancre) != (str(part), lundi):
            sien.garde_rythme, sien.garde_ancre = str(part), lundi
            sien.version += 1


def aligner(s: Ecriture, lien: Lien) -> None:
    """After the weeks were changed on the child's sheet: the other household gets the rest.

    Raises:
        SaisiesInvalides: a rhythm without its Monday, or two households and no rhythm.
    """
    autres = ailleurs(s, lien)
    if not lien.garde_rythme:
        if autres:
            faute = "Rythme de garde : cet enfant a deux foyers, écrivez la part de celui-ci (1/2)."
            raise SaisiesInvalides({"garde_rythme": faute})
        return
    if lien.garde_ancre is None:
        raise SaisiesInvalides({"garde_ancre": "Semaine ici : indiquez le lundi d’une semaine passée dans ce foyer."})
    partager_semaines(lien, autres, lire_rythme(lien.garde_rythme), lien.garde_ancre)


def finir(s: Ecriture, acte: Acte, lien: Lien) -> None:
    """The child leaves this household: the only one left has every day again, and no exception to any rhythm."""
    restent = ailleurs(s, lien)
    seul = restent[0] if len(restent) == 1 else None
    for fini in (lien, seul):
        if fini is not None:
            s.ordre("DELETE FROM garde_vacances WHERE lien_id = :id", {"id": fini.id})
    if len(restent) < 2:
        # Whether or not the household left had weeks of its own: a day given to the one that ended is nobody's.
        s.ordre("DELETE FROM garde_exception WHERE personne_id = :id", {"id": lien.personne_id})
    if seul is not None and seul.garde_rythme:
        seul.garde_rythme, seul.garde_ancre = "", None
        seul.version += 1
        dire(s, acte, TypeActe.GARDE_FINIR, seul, champs="garde_ancre,garde_rythme")


def partager_vacances(s: Ecriture, lien: Lien, autres: Iterable[Lien], part: PartVacances | None) -> None:
    """Give this household its half of the holidays and the other half to the other; None: they follow the weeks."""
    from models import GardeVacances

    for sien in (lien, *autres):
        sienne = part if sien is lien or part is None else part.reste
        ligne = s.get(GardeVacances, sien.id)
        if sienne is None:
            if ligne is not None:
                s.delete(ligne)
            continue
        if ligne is None:
            assert sien.id is not None  # noqa: S101 - a row read by its key, or flushed
            ligne = GardeVacances(lien_id=sien.id, moitie=sienne.moitie.value, annee=sienne.annee)
        ligne.moitie, ligne.annee, ligne.alterne = sienne.moitie.value, sienne.annee, sienne.alterne
        s.add(ligne)


def code(s: Ecriture, lien: Lien) -> str:
    """Code of the household of a link, under which the journal files what concerns it."""
    return actes.code(s, lien.famille_id)


def dire(
    s: Ecriture,
    acte: Acte,
    type_: TypeActe,
    lien: Lien,
    phrase: str = "",
    details: Sequence[str] = (),
    **faits: str,
) -> None:
    """Seal an act under the household it concerns: each has its own line, which says nothing of the other."""
    qui = {"personne": lien.personne_id, "lien": lien.id}
    actes.tracer(s, acte, type_, lien.famille_id, phrase, details=details, faits={**faits, **qui})
