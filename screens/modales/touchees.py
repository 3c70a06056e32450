"""Who is booked on days that close: told, printed, then cancelled or kept as the agent says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from guichet.regles.socle.code_famille import affiche
from screens.modales.liste import ModaleListe
from screens.socle.ecran import Poste
from screens.widgets.lignes import ColonneListe, ListeLignes

T = TypeVar("T")

LARGES = (
    ColonneListe(8, "code"),
    ColonneListe(0, "fort"),
    ColonneListe(13),
    ColonneListe(18),
    ColonneListe(20, "discret"),
    ColonneListe(14),
)
ETROITES = LARGES[:4]

CHOIX = (
    ("a", "annuler leurs réservations", "sans frais, noté à l’historique"),
    ("g", "fermer en les gardant", "elles valent si ces jours rouvrent"),
    ("Échap", "renoncer", "rien n’est enregistré"),
)


class ModaleTouchees(ModaleListe[bool]):
    """True: cancel them; False: keep them; None: give up. Without a question, the list alone."""

    DEFAULT_CSS = """
    ModaleTouchees .boite { width: 112; max-width: 100%; height: 92%; }
    ModaleTouchees #compte { width: 100%; margin: 0 0 1 0; }
    ModaleTouchees ListeLignes { height: 1fr; }
    ModaleTouchees #detail { width: 100%; height: 2; margin: 1 0 0 0; color: $discret; }
    ModaleTouchees #choix { width: 100%; margin: 1 0 0 0; }
    """

    def __init__(self, titre: str, lignes: Sequence[LigneTouchee], du: date, au: date, *, question: bool) -> None:
        self._titre, self._du, self._au, self._question = titre, du, au, question
        self._lignes = sorted(lignes, key=lambda t: (t.enfant, t.code, t.jour, t.activite, t.unite))
        super().__init__("#detail", lambda rang: dire_touchee(self._lignes[rang]))

    def compose(self) -> ComposeResult:
        """Counts, the list, the number to call, the choices."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        fin = "Échap renoncer" if self._question else "Échap fermer"
        boite.border_subtitle = f"F9 imprimer · {fin}"
        with boite:
            yield Static(Content.styled(self._compte(), "bold"), id="compte")
            yield ListeLignes(marge=0)
            yield Static("", id="detail", markup=False)
            if self._question:
                yield Static(_choix(), id="choix")

    def on_mount(self) -> None:
        """Fill the list."""
        large = self.app.size.width >= 110
        self.liste.montrer([_rangee(t) for t in self._lignes], LARGES if large else ETROITES)
        self.dire()

    def _compte(self) -> str:
        familles, enfants = {t.code for t in self._lignes}, {(t.code, t.enfant) for t in self._lignes}
        dits = [
            formats.pluriel(len(self._lignes), "réservation"),
            formats.pluriel(len(enfants), "enfant"),
            formats.pluriel(len(familles), "famille"),
        ]
        sorts = Counter(t.etat for t in self._lignes)
        annulees = sorts.pop(EtatReservation.ANNULEE, 0)
        if attente := sorts.total() - sorts[EtatReservation.RESERVEE]:
            dits.append(f"dont {attente} en attente (○)")
        if annulees:
            dits.append(f"dont {formats.pluriel(annulees, 'annulée')} par la fermeture (×)")
        return " · ".join(dits)

    def on_key(self, evenement: events.Key) -> None:
        """`a` or `g`: never a choice by Entrée alone."""
        if self._question and evenement.character in {"a", "A", "g", "G"}:
            evenement.stop()
            self.terminer(evenement.character.lower() == "a")

    def action_valider(self) -> None:
        """Entrée chooses nothing: cancelling and keeping are both said by their letter."""
        if not self._question:
            self.terminer(None)

    def action_imprimer(self) -> None:
        """F9."""
        self.faire(self._imprimer())

    async def _imprimer(self) -> None:
        # Told in its place: a notice would hide the choices.
        message = await imprimer(self, self._lignes, self._du, self._au)
        self.query_one("#detail", Static).update(f"● {message}", layout=False)


@dataclass(frozen=True, slots=True)
class Accepte(Generic[T]):
    """What was written once the agent had said what becomes of the bookings."""

    resultat: T
    annulees: bool = False
    combien: int = 0
    """Bookings that were told; 0 when nobody was booked."""


async def ecrire_sachant(
    poste: Poste,
    service: Callable[..., T],
    *,
    titre: str,
    jours: tuple[date, date] | None = None,
    **donnees: object,
) -> Accepte[T] | None:
    """Write what closes days, once those booked there were told; None when the agent gave up.

    Args:
        poste: the screen that asks.
        service: takes `annuler` and `vues`, and refuses as long as somebody is booked whom nobody was told of.
        titre: of the dialog.
        jours: those closed, for the page to print; None: those booked.
        donnees: what the service takes besides.
    """
    annuler: bool | None = None
    vues: frozenset[int] | None = None
    while True:
        try:
            resultat = await poste.ecrire(service, **donnees, annuler=annuler, vues=vues)
            return Accepte(resultat, bool(annuler), len(vues or ()))
        except ReservationsTouchees as refus:
            lus = [t.jour for t in refus.lignes]
            du, au = jours or (min(lus), max(lus))
            annuler = await poste.demander(ModaleTouchees(titre, refus.lignes, du, au, question=True))
            if annuler is None:
                return None
            vues = frozenset(t.reservation_id for t in refus.lignes)


async def imprimer(poste: Poste, lignes: Sequence[LigneTouchee], du: date, au: date) -> str:
    """Print the families to call, or save them where there is no printer; says what became of the page.

    Raises:
        EditionImpossible; ImpressionImpossible.
    """
    from guichet.services.listes import affiches

    return (await poste.imprimer(affiches.touchees, lignes, du=du, au=au)).message


def dire_touchee(t: LigneTouchee) -> str:
    """What a narrow list has no room for."""
    mots = (t.telephone or "aucun téléphone", _activite(t), t.site, LIBELLES_RESERVATION[EtatReservation(t.etat)])
    return " · ".join(m for m in mots if m)


def _activite(t: LigneTouchee) -> str:
    return t.activite if t.activite == t.unite else f"{t.activite}, {t.unite}"


def _rangee(t: LigneTouchee) -> tuple[str, ...]:
    # The signs of the planner: a place, a demand that has none yet, a place the closure took.
    signes = {EtatReservation.RESERVEE: "●", EtatReservation.ANNULEE: "×"}
    unite = f"{signes.get(EtatReservation(t.etat), '○')} {t.unite}"
    return (affiche(t.code), t.enfant, formats.jour_court(t.jour), unite, t.activite, t.telephone)


def _choix() -> Content:
    morceaux: list[str | tuple[str, str]] = []
    for touche, quoi, suite in CHOIX:
        morceaux += [(f"{touche:<7}", "bold $primary"), (f"{quoi:<28}", "bold"), (f"{suite}\n", "$discret")]
    return Content.assemble(*morceaux).rstrip()
