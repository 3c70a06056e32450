"""Refusals about the base itself: each says what is wrong with the file and what to do."""

from __future__ import annotations

from guichet.erreurs.socle import BaseOccupee, ErreurMetier, IntegriteRompue

REMEDE = "remettez la dernière sauvegarde par « guichet restaurer »"
"""Cure of a damaged file, as every sentence about one says it."""
REMEDE_SERVEUR = "faites remettre la dernière sauvegarde par « pg_restore »"
"""The same, of a base on a server."""


class BaseIntrouvable(ErreurMetier):
    """There is no base at the place named."""

    regle = "base"
    code = 2


class BaseIllisible(IntegriteRompue):
    """The file is empty, cut short, or is not a Guichet base."""

    regle = "base"


class BaseEnLectureSeule(ErreurMetier):
    """The file cannot be written: a counter that cannot write must not open."""

    regle = "base"
    code = 4


class BaseSurReseau(ErreurMetier):
    """A SQLite file on a network share loses locks, hence data (architecture.md)."""

    regle = "base"
    code = 2


class BasePlusRecente(ErreurMetier):
    """The base was written by a newer Guichet."""

    regle = "base"
    code = 2


class HorlogeEnRetard(ErreurMetier):
    """This poste's clock is behind the last act: what is written now would be told before what it follows."""

    regle = "horloge"
    code = 4


class BaseInjoignable(ErreurMetier):
    """The PostgreSQL server does not answer, or the system does not let the file be reached."""

    regle = "base"
    code = 4


class PiloteAbsent(ErreurMetier):
    """PostgreSQL's driver is not part of this installation."""

    regle = "base"
    code = 4


class BaseRemplacee(ErreurMetier):
    """What stands at the base's place is not the file that was opened: what is written would be lost."""

    regle = "base"
    code = 4


class BaseExistante(ErreurMetier):
    """init never overwrites a base."""

    regle = "base"


class DossierNonPartage(ErreurMetier):
    """A base to be shared with a group would stand in a folder that is not the group's."""

    regle = "partage"


CLE_ABSENTE = (
    "La clé qui protège cette base (ce qui s’y écrit, ses Clés Enfance) n’est pas sur cette machine : "
    "copiez le fichier de clés du premier poste et nommez-le par GUICHET_CLES. En dernier recours, si plus personne "
    "ne l’a : « guichet remplacer-cle »."
)
CLE_CHANGEE = (
    "La clé que tient cette machine n’est pas, ou plus, celle de cette base : elle a pu être remplacée. Copiez le "
    "fichier de clés d’un poste qui écrit encore et nommez-le par GUICHET_CLES. En dernier recours, si plus personne "
    "ne l’a : « guichet remplacer-cle »."
)


class CleDeBaseAbsente(ErreurMetier):
    """The key that protects this base, what is written in it and its Clés Enfance, is not on this machine."""

    regle = "clés"
    code = 4

    def __init__(self, message: str = CLE_ABSENTE) -> None:
        super().__init__(message)


class TemoinInjoignable(ErreurMetier):
    """The town's witness does not answer, or cannot be read."""

    regle = "témoin"
    code = 4


class DisquePlein(BaseOccupee):
    """The disk takes no more: nothing of the act was written."""

    regle = "disque"


class DisqueEnPanne(DisquePlein):
    """The disk answers by an error: nothing of the act was written."""


class ConflitDeTransaction(BaseOccupee):
    """Two transactions crossed (PostgreSQL 40001): the service is run again, the user never sees this."""
