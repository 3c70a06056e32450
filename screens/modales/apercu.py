"""Preview of a draft: what is kept, surcharged, waiting, refused, each with its reason, before anything is written."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.fiches.reservations.planning import Apercu, LigneApercu
from guichet.formats.mots import ordinal
from guichet.regles.reservations.etats import Issue
from screens.modales.liste import ModaleListe
from screens.widgets.lignes import ALERTE, MAJORE, ColonneListe, ListeLignes

SIGNES = {
    Issue.RESERVEE: "● réservé",
    Issue.MAJOREE: f"{MAJORE}majoré",
    Issue.ATTENTE: "○ attente",
    Issue.REFUSEE: f"{ALERTE}refusé",
    Issue.INCHANGEE: "· inchangé",
    Issue.ANNULEE: "× annulé",
}

COLONNES = (ColonneListe(13), ColonneListe(0, "fort"), ColonneListe(10, "discret"), ColonneListe(11))


def resume(a: Apercu) -> str:
    """« 12 réservées · 2 majorées · 1 en attente · 3 refusées · 4 annulées »."""
    parts = (
        (a.reservees, "réservée"),
        (a.majorees, "majorée"),
        (a.attente, "en attente"),
        (a.refusees, "refusée"),
        (a.annulees, "annulée"),
    )
    dits = [f"{n} {mot}" if mot == "en attente" else formats.pluriel(n, mot) for n, mot in parts if n]
    return " · ".join(dits) or "rien à enregistrer"


def exceptions_d_abord(a: Apercu) -> list[LigneApercu]:
    """What needs attention first, then by day."""
    ordre = (Issue.REFUSEE, Issue.ATTENTE, Issue.MAJOREE, Issue.ANNULEE, Issue.RESERVEE, Issue.INCHANGEE)
    return sorted(a.lignes, key=lambda li: (ordre.index(Issue(li.issue)), li.jour, li.enfant))


def dire_motif(li: LigneApercu) -> str:
    """The reason and the rule of a line, whole."""
    regle = f"\nRègle : {li.regle}" if li.regle else ""
    return f"{li.motif}{regle}"


class ModaleApercu(ModaleListe[bool]):
    """The list of what will happen, exceptions first; Entrée writes it, Échap goes back to the draft."""

    DEFAULT_CSS = """
    ModaleApercu .boite { width: 108; max-width: 100%; height: 90%; }
    ModaleApercu #resume { width: 100%; margin: 1 0; }
    ModaleApercu ListeLignes { height: 1fr; }
    ModaleApercu #motif { width: 100%; height: 3; margin: 1 0 0 0; }
    """

    def __init__(self, apercu: Apercu, *, fait: bool = False) -> None:
        self._apercu, self._fait = apercu, fait
        self._lignes = exceptions_d_abord(apercu)
        super().__init__("#motif", lambda rang: dire_motif(self._lignes[rang]) if self._lignes else "")

    def compose(self) -> ComposeResult:
        """Box with the summary and the list."""
        boite = Vertical(classes="boite")
        boite.border_title = "Enregistré" if self._fait else "Ce qui va être enregistré"
        boite.border_subtitle = "Entrée fermer" if self._fait else "Entrée enregistrer · Échap revenir au brouillon"
        with boite:
            yield Static(Content.styled(resume(self._apercu), "bold"), id="resume")
            yield ListeLignes(COLONNES, marge=0)
            yield Static("", id="motif", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self.liste.montrer([_rangee(li) for li in self._lignes])
        self.dire()

    def action_valider(self) -> None:
        """Entrée: write."""
        self.terminer(not self._fait)


def _rangee(li: LigneApercu) -> tuple[str, ...]:
    issue = SIGNES[Issue(li.issue)]
    if li.rang:
        issue = f"○ {ordinal(li.rang)} att."
    return (formats.jour_court(li.jour), li.unite, li.enfant, issue)
