"""A Clé Enfance typed in the box: found by its keyed hash, never by itself (rule 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.erreurs.base import CleDeBaseAbsente
from guichet.formats import date_num
from guichet.registres.recherche.questions import par_codes
from guichet.regles.socle.cle_enfance import empreinte
from guichet.regles.socle.domaine import EtatCle
from guichet.secrets import cle_hmac

if TYPE_CHECKING:
    from datetime import datetime

    from guichet.base.lecture import Lecture
    from guichet.registres.recherche.questions import Trouvee
    from guichet.registres.socle.acte import Acte

_CLE = """
SELECT f.code, c.etat, c.emise_le, c.remise_le, c.utilisee_le, c.expire_le
FROM cle_enfance c JOIN famille f ON f.id = c.famille_id
WHERE c.empreinte = :empreinte
"""


def repondre(acte: Acte, s: Lecture, cle: str) -> tuple[list[Trouvee], str] | None:
    """The household of a Clé Enfance and where the Clé stands; None when no such Clé is known.

    One name of twelve letters in thirty has the right check character: not knowing it refuses nothing.
    """
    parametre = s.une("SELECT valeur FROM parametre WHERE cle = 'empreinte_cle_enfance'")
    try:
        secret = cle_hmac(acte.secrets, acte.base_id, parametre[0] if parametre else "")
    except CleDeBaseAbsente:
        return None
    ligne = s.une(_CLE, {"empreinte": empreinte(cle, secret)})
    if ligne is None:
        return None
    code, *etat = ligne
    return par_codes(s, (code,)), _phrase(acte, *etat)


def _phrase(
    acte: Acte,
    etat: str,
    emise_le: datetime,
    remise_le: datetime | None,
    utilisee_le: datetime | None,
    expire_le: datetime,
) -> str:
    def jour(instant: datetime) -> str:
        return date_num(acte.local(instant))

    if etat == EtatCle.UTILISEE:
        le = f" le {jour(utilisee_le)}" if utilisee_le else ""
        return f"Cette Clé Enfance a servi{le} : les enfants sont reliés au compte."
    if etat == EtatCle.REVOQUEE:
        return "Cette Clé Enfance a été révoquée : émettez-en une nouvelle."
    if etat == EtatCle.EXPIREE or expire_le <= acte.le:
        return f"Cette Clé Enfance a expiré le {jour(expire_le)} : émettez-en une nouvelle."
    if etat == EtatCle.REMISE and remise_le is not None:
        return f"Clé Enfance remise le {jour(remise_le)}, à utiliser avant le {jour(expire_le)}."
    return f"Clé Enfance émise le {jour(emise_le)} et pas encore remise, valable jusqu’au {jour(expire_le)}."
