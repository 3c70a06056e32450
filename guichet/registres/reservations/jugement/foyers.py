"""What of a household bears on when it may book: when its children came, and whether it lives in the town."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guichet.registres.reservations import arrivees
from guichet.registres.socle.sql import en_liste
from guichet.regles.offre.fenetres import fenetre_arrivee
from guichet.regles.reservations.rang import priorite_du_foyer
from guichet.regles.socle.domaine import Residence

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.offre.catalogue import DroitInscription, Offre
    from guichet.regles.offre.delais import Limite
    from guichet.regles.offre.regles_activite import ReglesActivite


class Foyers:
    """Read at once, and only what a rule of the offer asks."""

    def __init__(
        self,
        s: Lecteur,
        offre: Offre,
        personne_ids: Iterable[int],
        famille_id: int | None,
        *,
        habitants_d_abord: bool = False,
    ) -> None:
        """Read it.

        Args:
            s: reader, or the open transaction.
            offre: rights and rules.
            personne_ids: the children.
            famille_id: the household that asks; None: the one that registered each child.
            habitants_d_abord: whether who lives in the town passes first on the waiting lists.
        """
        self._famille_id = famille_id
        self._arrivees: dict[int, date] = arrivees.des_enfants(s, offre, personne_ids)
        self._residences: dict[int, str] = {}
        self.habitants_d_abord = habitants_d_abord
        if habitants_d_abord or any(
            regles.ouvertures_reservation for versions in offre.regles.values() for _, regles, _ in versions
        ):
            foyers = {droit.famille_id for droits in offre.droits.values() for droit in droits}
            foyers |= {famille_id} if famille_id is not None else set()
            self._residences = dict(
                s.lignes(f"SELECT id, residence FROM famille WHERE id IN ({en_liste(foyers)})")  # noqa: S608
            )

    def arrivee(self, personne_id: int, regles: ReglesActivite) -> Limite | None:
        """Till when the deadline is lifted for a child who has just come."""
        return fenetre_arrivee(self._arrivees.get(personne_id), regles.arrivee_jours)

    def resident(self, droit: DroitInscription | None) -> bool:
        """Whether the household that asks books with who lives in the town, where those book first."""
        return priorite_du_foyer(self._residence(droit), residents_d_abord=True) > 0

    def a_confirmer(self, droit: DroitInscription | None) -> bool:
        """Whether nothing tells where it lives."""
        return self._residence(droit) == Residence.INCONNUE

    def _residence(self, droit: DroitInscription | None) -> str | None:
        foyer = self._famille_id if self._famille_id is not None else droit.famille_id if droit is not None else 0
        return self._residences.get(foyer)
