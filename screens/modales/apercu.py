"""Preview of a draft, grouped: who, what, which days, exceptions first; nothing is written yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.fiches.reservations.planning import Apercu, LigneApercu
from guichet.formats.mots import ordinal
from guichet.regles.reservations.dits.comptes import comptes_dits
from guichet.regles.reservations.dits.series import Serie, Sort, jours_dits, rangs_dits, regrouper, sort_de
from screens.modales.liste import DialogueListe
from screens.socle.ecran import liaisons
from screens.widgets.coupure import abreger
from screens.widgets.lignes import ALERTE, MAJORE, ColonneListe, ListeLignes

SIGNES = {
    Sort.RESERVEE: "● réservé",
    Sort.MAJOREE: f"{MAJORE}majoré",
    Sort.ATTENTE: "○ attente",
    Sort.REFUSEE: f"{ALERTE}refusé",
    Sort.INCHANGEE: "· inchangé",
    Sort.ANNULEE: "× annulé",
    Sort.FACTUREE: f"{ALERTE}facturé",
}
SORT, SEMAINE, PERIODE, NOMBRE = 10, 14, 34, 8
"""Widths: « ○ 15e att. », « lu ma me je ve », the same with its period where there is room, « 86 jours »."""
LARGE = 100
SANS_REMARQUE = frozenset({Sort.RESERVEE, Sort.ANNULEE, Sort.INCHANGEE})
"""Fates that were asked for."""
PLIE, DEPLIE, SEUL = "▸ ", "▾ ", "  "
"""Before a group that opens, one that is open, and a day by itself."""


def resume(a: Apercu) -> str:
    """« 82 réservées (41 × 2 enfants), dont 3 majorées · 1 en attente »."""
    return comptes_dits(a.lignes) or "rien à enregistrer"


def dire_motif(li: LigneApercu) -> str:
    """The reason and the rule of a line, whole."""
    regle = f"\nRègle : {li.regle}" if li.regle else ""
    return f"{li.motif}{regle}"


@dataclass(frozen=True, slots=True)
class _Rang:
    """What stands on a row: the act itself, a group, or one of its days."""

    serie: Serie | None = None
    ligne: LigneApercu | None = None


class ModaleApercu(DialogueListe[bool]):
    """What will happen; Entrée on the first row writes it, on a group opens it; Échap goes back to the draft."""

    ECRAN: ClassVar[str] = "apercu"
    BINDINGS: ClassVar[list[Any]] = liaisons("apercu")
    DEFAULT_CSS = """
    ModaleApercu .boite { width: 108; max-width: 100%; height: 90%; }
    ModaleApercu #resume { width: 100%; margin: 1 0; }
    ModaleApercu ListeLignes { height: 1fr; }
    ModaleApercu #motif { width: 100%; height: 3; margin: 1 0 0 0; }
    """

    def __init__(self, apercu: Apercu, *, fait: bool = False) -> None:
        self._apercu, self._fait = apercu, fait
        self._series = regrouper(apercu.lignes)
        self._ouvertes: set[Serie] = set()
        self._rangs: list[_Rang] = []
        super().__init__("#motif", self._mots)

    def compose(self) -> ComposeResult:
        """Box with the summary and the list."""
        self._boite = Vertical(classes="boite")
        self._boite.border_title = "Enregistré" if self._fait else "Ce qui va être enregistré"
        with self._boite:
            yield Static(Content.styled(resume(self._apercu), "bold"), id="resume")
            yield ListeLignes(marge=0)
            yield Static("", id="motif", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self._montrer()

    def on_resize(self) -> None:
        """The period of a group is said where it has room."""
        self._montrer(self.liste.curseur)

    def _montrer(self, curseur: int = 0) -> None:
        self._rangs = [_Rang()]
        for serie in self._series:
            self._rangs.append(_Rang(serie))
            if serie in self._ouvertes:
                self._rangs += [_Rang(serie, ligne) for ligne in serie.lignes]
        self._jours = PERIODE if self.app.size.width >= LARGE else SEMAINE
        colonnes = (
            ColonneListe(SORT),
            ColonneListe(0, "fort"),
            ColonneListe(self._jours),
            ColonneListe(NOMBRE, droite=True),
        )
        self.liste.montrer([self._rangee(rang) for rang in self._rangs], colonnes, curseur=curseur)
        self.dire()

    def dire(self) -> None:
        """Tell the row under the cursor, and what Entrée does there."""
        super().dire()
        rang = self._rangs[self.liste.curseur]
        if rang.serie is None:
            entree = "Entrée fermer" if self._fait else "Entrée enregistrer"
        elif _s_ouvre(rang.serie):
            entree = "Entrée replier" if rang.serie in self._ouvertes else "Entrée ses jours"
        else:
            entree = ""
        suite = ("Ctrl+S enregistrer" if rang.serie else "↓ le détail", "Échap revenir au brouillon")
        self._boite.border_subtitle = " · ".join(m for m in (entree, *(() if self._fait else suite)) if m)

    def _rangee(self, rang: _Rang) -> tuple[str, ...]:
        serie, ligne = rang.serie, rang.ligne
        if serie is None:
            return ("", "Fermer" if self._fait else "Enregistrer", "", "")
        if ligne is not None:
            attente = f"○ {ordinal(ligne.rang)} att." if ligne.rang else SIGNES[sort_de(ligne)]
            return (attente, "", formats.jour_court(ligne.jour), "")
        signe = SEUL if not _s_ouvre(serie) else DEPLIE if serie in self._ouvertes else PLIE
        place = self.liste.size.width - sum(2 + n for n in (SORT, self._jours, NOMBRE)) - 4
        semaine, *periode = jours_dits(serie.jours)
        entiere = " · ".join((semaine, *periode))
        return (
            _signe(serie),
            signe + abreger(serie.qui_quoi, place - len(signe)),
            next((dit for dit in (entiere, semaine) if len(dit) <= self._jours), rangs_dits(serie.jours)),
            formats.pluriel(len(serie.lignes), "jour") if _s_ouvre(serie) else "",
        )

    def _mots(self, rang: int) -> str:
        """The reason of a day; of a group, its days whole, then the reason they share or the first of several."""
        serie, ligne = self._rangs[rang].serie, self._rangs[rang].ligne
        if serie is None:
            # On the act itself, what needs attention most: an agent who presses Entrée at once has read it.
            exception = next((x for x in self._series if x.sort not in SANS_REMARQUE), None)
            qui = f"{exception.qui_quoi} : " if exception and len(self._series) > 1 else ""
            return f"{qui}{dire_motif(exception.lignes[0])}" if exception else ""
        if ligne is not None or not _s_ouvre(serie):
            return dire_motif(ligne or serie.lignes[0])
        premiere = serie.lignes[0]
        jours = " · ".join(jours_dits(serie.jours))
        if all((li.motif, li.regle) == (premiere.motif, premiere.regle) for li in serie.lignes):
            return f"{jours}\n{dire_motif(premiere)}"
        return f"{jours}\n{formats.jour_court(premiere.jour)} : {premiere.motif}"

    def action_valider(self) -> None:
        """Entrée: write, or open the group."""
        serie = self._rangs[self.liste.curseur].serie
        if serie is None:
            self.action_enregistrer()
        elif _s_ouvre(serie):
            self._ouvertes ^= {serie}
            curseur = next(r for r, rang in enumerate(self._rangs) if rang.serie == serie)
            self._montrer(curseur)

    def action_enregistrer(self) -> None:
        """Ctrl+S: write, whatever is under the cursor."""
        self.terminer(not self._fait)


def _s_ouvre(serie: Serie) -> bool:
    """A day by itself says everything already."""
    return len(serie.lignes) > 1


def _signe(serie: Serie) -> str:
    rangs = {li.rang for li in serie.lignes}
    return f"○ {ordinal(max(rangs))} att." if len(rangs) == 1 and rangs != {0} else SIGNES[serie.sort]
