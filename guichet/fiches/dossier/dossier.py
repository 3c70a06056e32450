"""A whole family as one screen shows it."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.fiches.comptoir.passages import FichePassage, LigneActe
from guichet.fiches.comptoir.taches import Alerte, FicheTache
from guichet.fiches.familles.foyer import FicheFamille, FicheQuotient, Membre
from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail
from guichet.fiches.reservations.quinzaine import Quinzaine


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the dossier screen shows, read in one snapshot."""

    famille: FicheFamille
    nom: str
    """Family name shown at the top, in capitals."""
    responsables: tuple[Membre, ...]
    enfants: tuple[Membre, ...]
    contacts: tuple[Membre, ...]
    quinzaine: Quinzaine
    """This week and next of the children."""
    quotient: FicheQuotient | None
    comptes: tuple[FicheComptePortail, ...]
    cles: tuple[FicheCle, ...]
    taches: tuple[FicheTache, ...]
    alertes: tuple[Alerte, ...]
    passage: FichePassage | None
    """Open or suspended visit of this family, whatever the workstation."""
    demarches: tuple[LigneActe, ...]
    """Last acts done for this family, newest first."""
    champs_manquants: tuple[str, ...]
    """Fields worth filling, in French (source 1.8)."""
