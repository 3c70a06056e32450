"""A new règlement being applied to the base: what it changes, what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.fiches.offre.reglement import Changement
from guichet.registres.offre.reglement import dire

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.communes.modele import Commune
    from guichet.registres.offre.attendus import Attendus


@dataclass(slots=True)
class Chantier:
    """A file being applied: what it changes, what stands against it.

    Attributes:
        s: the open transaction.
        avant: the règlement it follows.
        apres: the one it brings.
        le: first day of what is dated.
        immediat: whether that day is today: what has no date may then change.
        attendus: who says which children are expected.
        changements: in the order of the file.
        refus: one sentence each.
        agrandies: (groupe_id, unite_id, jour) that gained places.
    """

    s: Ecriture
    avant: Commune
    apres: Commune
    le: date
    immediat: bool
    attendus: Attendus
    changements: list[Changement] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)
    agrandies: list[tuple[int, int, date]] = field(default_factory=list)

    def noter(self, sorte: str, cle: str, avant: Any, apres: Any) -> None:
        """Tell one change."""
        self.changements.append(Changement(sorte, cle, dire(avant), dire(apres)))

    def sans_date(self, cle: str, avant: Any, apres: Any) -> bool:
        """Whether to write a change that bears no date: told when it differs, refused when the file is for later."""
        if avant == apres:
            return False
        if not self.immediat:
            self.refus.append(
                f"{cle} : ceci n’est pas daté et change le jour du chargement. Gardez « {dire(avant)} » "
                "dans ce fichier, ou chargez-le le jour venu."
            )
            return False
        self.noter("change", cle, avant, apres)
        return True
