"""When children came to the town's activities: read only where a rule lifts the deadline of newcomers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guichet.formats.jours import PARIS
from guichet.registres.socle.sql import en_liste
from guichet.regles.reservations.arrivees import arrivee
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.offre.catalogue import Offre


def des_enfants(s: Lecteur, offre: Offre, personne_ids: Iterable[int]) -> dict[int, date]:
    """Day each child came, in whichever of its households; empty where no rule of the offer asks."""
    if not any(regles.arrivee_jours for versions in offre.regles.values() for _, regles, _ in versions):
        return {}
    ids = list(personne_ids)
    demandees: dict[int, list[date]] = {id_: [] for id_ in ids}
    for personne_id, le in s.lignes(
        f"SELECT personne_id, demandee_le FROM inscription WHERE personne_id IN ({en_liste(ids)})"  # noqa: S608
    ):
        demandees[personne_id].append(le.astimezone(PARIS).date())
    sejours: dict[int, list[tuple[date, date | None]]] = {id_: [] for id_ in ids}
    for personne_id, du, au in s.lignes(
        f"SELECT personne_id, du, au FROM lien WHERE role = '{RoleLien.ENFANT}' "  # noqa: S608 - integers
        f"AND personne_id IN ({en_liste(ids)})"
    ):
        sejours[personne_id].append((du, au))
    trouvees = ((id_, arrivee(sejours[id_], demandees[id_])) for id_ in ids)
    return {id_: jour for id_, jour in trouvees if jour is not None}
