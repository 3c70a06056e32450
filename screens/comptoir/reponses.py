"""The answer to what waits for one: a place freed, taken or left; something to follow, done or not."""

from __future__ import annotations

import json

from guichet.fiches.comptoir.taches import FicheTache
from guichet.regles.comptoir.libelles import libelle_journal
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import NatureTache
from screens.socle.ecran import Poste


async def ecrire_reponse(poste: Poste, tache: FicheTache, *, oui: bool) -> None:
    """Write it, and say it: a place taken is booked, one left goes to the next family."""
    from guichet.services.comptoir import taches
    from guichet.services.reservations import attente

    if tache.nature != NatureTache.PLACE_LIBEREE:
        await poste.ecrire(taches.faire if oui else taches.annuler, tache_id=tache.tache_id)
        acte = TypeActe.TACHE_FAIRE if oui else TypeActe.TACHE_ANNULER
        fait = libelle_journal(acte, json.dumps({"nature": tache.nature}))
        poste.annoncer(f"{fait} : {tache.famille}")
        return
    await poste.ecrire(attente.accepter if oui else attente.decliner, tache_id=tache.tache_id)
    poste.annoncer(f"{'place acceptée' if oui else 'place déclinée'} : {tache.famille}, {tache.detail}")
