"""What the portal must be told, written in the transaction of the act; unreadable here once written."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from guichet.registres.portail import comptes_portail

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.socle.acte import Acte
    from guichet.regles.portail.compte_portail import Geste
    from models import ComptePortail


def sceller(secret: str, cle_publique: bytes) -> str:
    """Seal a secret to the portal's X25519 key: an anonymous box, which this side cannot open again."""
    from nacl.public import PublicKey, SealedBox

    return base64.b64encode(SealedBox(PublicKey(cle_publique)).encrypt(secret.encode())).decode("ascii")


def inscrire(s: Ecriture, acte: Acte, compte: ComptePortail, geste: Geste, *, scelle: str | None = None) -> None:
    """Append the outgoing record of an act on an account, as the account stands after it."""
    from models import EnvoiPortail

    s.add(
        EnvoiPortail(
            le=acte.le,
            geste=geste.value,
            compte_id=comptes_portail.numero(compte),
            identifiant=compte.identifiant,
            hash=compte.hash,
            expire_le=compte.expire_le,
            doit_changer=compte.doit_changer,
            scelle=scelle,
        )
    )
    s.flush()
