"""What a command is, and the screens it may live on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guichet.regles.socle.droits import Droit

PARTOUT = "partout"
"""Screen name of the commands that live on every screen, dialogs included."""

ECRANS: dict[str, str] = {
    "recherche": "Recherche",
    "dossier": "Dossier",
    "reservations": "Réservations",
    "rythme": "Rythme",
    "apercu": "Avant d’enregistrer",
    "inscriptions": "Inscriptions",
    "identifiants": "Identifiants",
    "garde": "Garde alternée",
    "calendrier": "Calendrier",
    "formulaire": "Formulaires",
    "taches": "À traiter",
    "rapprochements": "À rapprocher",
    "doublons": "Dossiers en double",
    "listes": "Listes du jour",
    "fusion": "Réunir deux dossiers",
    "historique": "Historique",
    "modale": "Questions et choix",
    PARTOUT: "Partout",
}
"""Screens in the order of the help; value: the title shown."""


@dataclass(frozen=True, slots=True)
class Commande:
    """One command: its key, its words, where it lives and the right it needs."""

    id: str
    touche: str
    libelle: str
    """Short words of the footer."""
    aide: str
    """One sentence for the palette and F1."""
    ecran: str
    droit: Droit | None = None
    pied: bool = True
    """Shown in the footer; the palette and F1 show them all."""

    @property
    def action(self) -> str:
        """Name of the method `action_…` that does it."""
        return self.id.partition(".")[2]

    @property
    def prioritaire(self) -> bool:
        """Seen before the field that has the focus: Ctrl and function keys, never letters nor arrows."""
        return self.touche.startswith("ctrl+") or (self.touche[0] == "f" and self.touche[1:].isdigit())


def de_l_ecran(ecran: str, *lignes: tuple[str, str, str, str, Droit | None, bool]) -> Iterator[Commande]:
    """Build the commands of one screen from (name, key, short words, sentence, right, in the footer)."""
    for nom, touche, libelle, aide, droit, pied in lignes:
        yield Commande(f"{ecran}.{nom}", touche, libelle, aide, ecran, droit, pied)
