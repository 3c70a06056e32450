"""Another key for a base: every row sealed anew in one act, which says whether the former seals could be read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.base.sceaux import Etat
from guichet.formats import PARIS, instant_num
from guichet.formats.mots import entier
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_ACTES = "SELECT seq, le, contenu FROM journal WHERE type = :type ORDER BY seq"


def changer(s: Ecriture, acte: Acte, empreinte: str) -> int:
    """Bind the base to a key by its fingerprint, and end the sessions open under the former; returns how many."""
    s.ordre("UPDATE parametre SET valeur = :neuve WHERE cle = 'empreinte_cle_enfance'", {"neuve": empreinte})
    return s.ordre("UPDATE session_agent SET fermee_le = :le WHERE fermee_le IS NULL", {"le": acte.le})


def marquee(s: Lecteur) -> bool:
    """Whether the base says already that it was changed without the program, or says nothing any more."""
    etat = Etat.lire(s)
    return etat is None or not etat.mac


def dire(s: Lecteur) -> str:
    """What a report says for ever of a base whose key was replaced, "" of another."""
    phrases = []
    for seq, le, contenu in s.lignes(_ACTES, {"type": TypeActe.BASE_REMPLACER_CLE.value}):
        try:
            lu = json.loads(contenu)
            verifies, combien = lu["verifies"], entier(int(lu["scellees"]))
            instant = instant_num(datetime.fromisoformat(le).astimezone(PARIS))
        except (ValueError, TypeError, KeyError):
            # Written without the program: the chain, or its head, says so.
            continue
        quand = f"Clé remplacée le {instant} (ligne {seq} du journal)"
        if verifies:
            phrases.append(f"{quand}, les sceaux d’avant vérifiés.")
        else:
            phrases.append(f"{quand} sans l’ancienne : {combien} lignes scellées sans avoir pu être vérifiées.")
    return " ".join(phrases)
