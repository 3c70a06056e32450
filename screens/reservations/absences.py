"""An absence told at the counter: its days, the certificate, what each day costs and why, then one write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.fiches.reservations.absences import Absence, LigneAbsence
from guichet.formats.mots import de
from guichet.regles.offre.jours_dits import lire_jour
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from screens.modales.demander import ModaleDemander, Question
from screens.modales.liste import ModaleListe
from screens.socle.ecran import Poste
from screens.widgets.lignes import ALERTE, ColonneListe, ListeLignes

COLONNES = (ColonneListe(13), ColonneListe(0, "fort"), ColonneListe(22), ColonneListe(14))


class ModaleAbsence(ModaleListe[bool]):
    """Each day missed with its verdict; the reason and the rule of the chosen one below."""

    DEFAULT_CSS = """
    ModaleAbsence .boite { width: 96; max-width: 100%; }
    ModaleAbsence #entete { width: 100%; margin: 1 0; }
    ModaleAbsence ListeLignes { height: auto; max-height: 14; }
    ModaleAbsence #motif { width: 100%; height: 3; margin: 1 0 0 0; }
    """

    def __init__(self, absence: Absence) -> None:
        super().__init__("#motif", lambda rang: dire_motif(absence.lignes[rang]))
        self._absence = absence

    def compose(self) -> ComposeResult:
        """Box with the verdict of each day."""
        a = self._absence
        boite = Vertical(classes="boite")
        boite.border_title = Content(f"Absence {de(a.enfant)}")
        boite.border_subtitle = "Entrée enregistrer · Échap renoncer"
        with boite:
            yield Static(Content.styled(self._resume(), "bold"), id="entete")
            yield ListeLignes(COLONNES, marge=0)
            yield Static("", id="motif", markup=False)

    def _resume(self) -> str:
        a = self._absence
        facturees = formats.pluriel(a.facturees, "facturée") if a.facturees else "rien n’est facturé"
        texte = f"{formats.pluriel(len(a.lignes), 'réservation')} · {facturees}"
        if a.certificat_avant is not None and a.facturees:
            # Told in time, nothing is charged: no certificate is to be run after.
            texte += f" · certificat attendu avant {formats.instant_court(self.ctx.local(a.certificat_avant))}"
        return texte

    def on_mount(self) -> None:
        """Fill the list."""
        liste = self.liste
        liste.styles.height = min(len(self._absence.lignes), max(3, self.app.size.height - 14))
        liste.montrer([_rangee(li) for li in self._absence.lignes])
        self.dire()

    def action_valider(self) -> None:
        """Entrée: write it."""
        self.terminer(True)


def dire_motif(li: LigneAbsence) -> str:
    """Why a day is charged or not, and the rule."""
    regle = f"\nRègle : {li.regle}" if li.regle else ""
    return f"{li.motif}{regle}"


def _rangee(li: LigneAbsence) -> tuple[str, ...]:
    cout = f"{ALERTE}facturé" if li.facturee else "non facturé"
    return (formats.jour_court(li.jour), li.unite, LIBELLES_RESERVATION[EtatReservation(li.etat)], cout)


async def declarer(ecran: Poste, personne_id: int, prenom: str, du: date, au: date, famille_id: int) -> bool:
    """Ask for the days and the certificate, show what follows, write it; False when the agent gave up.

    Raises:
        the refusals of services.reservations.absences: nothing booked on those days, days in the wrong order.
    """
    from guichet.services.reservations import absences

    lire = partial(lire_jour, aujourdhui=ecran.ctx.aujourdhui())
    questions = [
        Question("Premier jour", defaut=formats.date_num(du), controle=lire),
        Question("Dernier jour", defaut=formats.date_num(au), controle=lire),
        Question("Certificat remis le", controle=partial(_certificat, lire)),
    ]
    texte = "Sans certificat, laissez la dernière ligne vide : Guichet dit jusqu’à quand il est attendu."
    reponse = await ecran.demander(ModaleDemander(f"Absence {de(prenom)}", questions, texte=texte))
    if reponse is None:
        return False
    premier, dernier = (lire(texte) for texte in reponse[:2])
    if dernier == au < premier:
        # A later day typed, the proposal left under it: that day alone.
        dernier = premier
    quoi = {
        "personne_id": personne_id,
        "du": premier,
        "au": dernier,
        "certificat_le": _certificat(lire, reponse[2]),
        "famille_id": famille_id,
    }
    apercu: Absence = await ecran.lire(absences.apercu, **quoi)
    if not await ecran.demander(ModaleAbsence(apercu)):
        return False
    await ecran.ecrire(absences.declarer, **quoi)
    return True


async def reprendre(ecran: Poste, personne_id: int, du: date, au: date, famille_id: int) -> bool:
    """Show what taking the absences back would do, do it; False when the agent gave up.

    Raises:
        the refusals of services.reservations.reprises: no absence noted on those days, none that can be taken back.
    """
    from guichet.services.reservations import reprises
    from screens.modales.apercu import ModaleApercu

    quoi = {"personne_id": personne_id, "famille_id": famille_id, "du": du, "au": au}
    apercu = await ecran.lire(reprises.apercu, **quoi)
    if not await ecran.demander(ModaleApercu(apercu)):
        return False
    await ecran.ecrire(reprises.reprendre, **quoi, attendu=apercu)
    return True


def _certificat(lire: Callable[[str], date], texte: str) -> date | None:
    """Day of the certificate; blank without one.

    Raises:
        SaisieInvalide: no such day.
    """
    if not texte.strip():
        return None
    try:
        return lire(texte)
    except SaisieInvalide as refus:
        raise SaisieInvalide(f"{refus.message} Laissez vide s’il n’y a pas de certificat.") from refus
