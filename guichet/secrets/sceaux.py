"""The secret that seals the rows of a base: the one that protects its Clés Enfance, looked for when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.erreurs.base import CleDeBaseAbsente
from guichet.secrets.choix import ouvrir_secrets
from guichet.secrets.cles import cle_hmac

if TYPE_CHECKING:
    from guichet.base.adresse import Adresse
    from guichet.base.lecture import Lecteur
    from guichet.base.sceaux import Cle
    from guichet.secrets.depots import Secrets

_PARAMETRES = "SELECT cle, valeur FROM parametre WHERE cle IN ('base_id', 'formation', 'empreinte_cle_enfance')"


def cle_des_sceaux(adresse: Adresse, secrets: Secrets | None = None) -> Cle:
    """Make what gives the secret of the base at `adresse`, kept once found; it raises CleDeBaseAbsente.

    A base said to be for training is asked for in the stores of a real one too: one row changed is enough to say so,
    and what shows it is a seal.
    """
    trouvees: dict[str, bytes] = {}

    def cle(s: Lecteur) -> bytes:
        lus: dict[str, str] = dict(s.lignes(_PARAMETRES))
        empreinte = lus.get("empreinte_cle_enfance", "")
        if empreinte not in trouvees:
            trouvees[empreinte] = _chercher(adresse, secrets, lus, empreinte)
        return trouvees[empreinte]

    return cle


def _chercher(adresse: Adresse, secrets: Secrets | None, lus: dict[str, str], empreinte: str) -> bytes:
    base_id, formation = lus.get("base_id", ""), lus.get("formation") == "1"
    try:
        return cle_hmac(secrets or ouvrir_secrets(adresse, base_id, formation=formation), base_id, empreinte)
    except CleDeBaseAbsente:
        if not formation or secrets is not None:
            raise
        return cle_hmac(ouvrir_secrets(adresse, base_id, formation=False), base_id, empreinte)
