"""The clock held against the journal: told at opening, refused behind it, not believed by who forgets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from guichet.erreurs.base import HorlogeEnRetard
from guichet.formats import PARIS, instant_num
from guichet.registres.socle.sql import en_mots
from guichet.regles.socle.droits import Role
from guichet.regles.socle.horloge import VECU, Heure, juger, oubli_permis

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur

_PROGRAMME = "guichet"
_CONFIRMENT = (
    "SELECT 1 FROM agent WHERE identifiant = :agent AND actif "  # noqa: S608 - our own words
    f"AND (tous_droits OR role IN ({en_mots((Role.SUPERVISEUR, Role.ADMINISTRATEUR))}))"
)


def dernier_acte(s: Lecteur) -> datetime | None:
    """Aware instant of the last act of somebody; what the program did of itself vouches for no clock."""
    ligne = s.une("SELECT le FROM journal WHERE agent <> :agent ORDER BY seq DESC LIMIT 1", {"agent": _PROGRAMME})
    return None if ligne is None else datetime.fromisoformat(ligne[0])


def dire(s: Lecteur, maintenant: datetime) -> str:
    """What is to be told of a clock as the base opens, "" where nothing is."""
    ligne = s.une("SELECT le FROM journal ORDER BY seq DESC LIMIT 1")
    connus = [x for x in (dernier_acte(s), ligne and datetime.fromisoformat(ligne[0])) if x]
    dernier = max(connus, default=None)
    etat = juger(maintenant, dernier)
    if dernier is None or etat is Heure.JUSTE:
        return ""
    if etat is Heure.EN_RETARD:
        return _retard(maintenant, dernier)
    jours = (maintenant - dernier).days
    return (
        f"L’horloge de ce poste dit le {_dit(maintenant)}, et le dernier acte est du {_dit(dernier)}, il y a {jours} "
        "jours : si cette date est fausse, mettez l’horloge à l’heure avant d’écrire."
    )


def exiger(s: Ecriture, *, le: datetime, agent: str) -> None:
    """Refuse an act more than two minutes behind the last one, but from a supervisor, who vouches for the clock.

    What the program does of itself (a copy put back, a schema brought up to date) is nobody's act.

    Raises:
        HorlogeEnRetard.
    """
    if agent == _PROGRAMME or (dernier := dernier_acte(s)) is None or juger(le, dernier) is not Heure.EN_RETARD:
        return
    if s.une(_CONFIRMENT, {"agent": agent}) is None:
        raise HorlogeEnRetard(_retard(le, dernier))


def peut_oublier(s: Lecteur, maintenant: datetime) -> bool:
    """Whether what is too old may be forgotten today."""
    # Acts follow one another: walking back from the last one stops at the first that is a week old.
    avant = (maintenant - VECU).astimezone(UTC).isoformat(timespec="microseconds")
    ligne = s.une("SELECT le FROM journal WHERE le <= :avant ORDER BY seq DESC LIMIT 1", {"avant": avant})
    return oubli_permis(maintenant, None if ligne is None else datetime.fromisoformat(ligne[0]))


def _retard(maintenant: datetime, dernier: datetime) -> str:
    return (
        f"L’horloge de ce poste dit le {_dit(maintenant)}, avant le dernier acte, du {_dit(dernier)} : mettez-la à "
        "l’heure. Si elle est juste, un superviseur le confirme en faisant lui-même le premier acte."
    )


def _dit(instant: datetime) -> str:
    return instant_num(instant.astimezone(PARIS))
