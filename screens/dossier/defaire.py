"""`u` on the dossier: what was just done, taken back by whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guichet.regles.comptoir.retours import a_rendre
from guichet.regles.reservations.retours import defaisable

if TYPE_CHECKING:
    from guichet.accompli import Accompli
    from screens.socle.ecran import Poste

RIEN = (
    "Rien à défaire : seul se défait ce qui vient d’être réservé, annulé, noté absent, ou choisi d’une seule touche, "
    "juste avant."
)


def possible(accompli: Accompli, famille_id: int) -> bool:
    """Whether it can be taken back for this household."""
    return defaisable(accompli.actes, accompli.reservations, famille_id) or (
        a_rendre(accompli.actes, accompli.revers, famille_id) is not None
    )


def _service(accompli: Accompli) -> Callable[..., None]:
    from guichet.services.comptoir import retours as comptoir
    from guichet.services.familles import retours as familles
    from guichet.services.reservations import retours as reservations

    if accompli.reservations:
        return reservations.defaire
    return comptoir.defaire if comptoir.ACTES.issuperset(accompli.actes) else familles.defaire


async def defaire(poste: Poste, accompli: Accompli | None, famille_id: int) -> bool:
    """Ask once, then take it back; returns whether it was."""
    from screens.modales.choisir import ModaleConfirmer

    if accompli is None:
        poste.indiquer(RIEN)
        return False
    reste = "Chaque jour redevient ce qu’il était." if accompli.reservations else "Tout redevient comme avant."
    question = f"Défaire « {accompli.phrase} » ? {reste}"
    if not await poste.demander(ModaleConfirmer("Défaire", question, oui="défaire", non="garder", propose=True)):
        return False
    await poste.ecrire(_service(accompli), famille_id=famille_id, accompli=accompli)
    return True
