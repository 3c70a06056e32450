"""An absence told at the counter: its days, the certificate, what each day costs and why, then one write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.fiches.reservations.absences import Absence, LigneAbsence
from guichet.fiches.reservations.planning import Demande
from guichet.formats.mots import de
from guichet.regles.offre.jours_dits import lire_jour
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from screens.modales.abandon import abandonner
from screens.modales.demander import ModaleDemander, Question
from screens.modales.liste import ModaleListe
from screens.socle.ecran import Poste
from screens.widgets.lignes import ALERTE, ColonneListe, ListeLignes

ABSENCE, ANNULER = "absence", "annuler"
"""What the agent chose."""

COLONNES = (ColonneListe(13), ColonneListe(0, "fort"), ColonneListe(22), ColonneListe(14))


class ModaleAbsence(ModaleListe[str]):
    """Each day missed with its verdict; the reason and the rule of the chosen one below.

    Where every day may still be given back for nothing, `a` does that instead: an absence would be charged.
    """

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
        plutot = " · a annuler plutôt, sans frais" if self._annulable else ""
        boite.border_subtitle = f"Entrée enregistrer{plutot} · Échap renoncer"
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
            texte += f" · certificat attendu avant le {formats.instant_court(self.ctx.local(a.certificat_avant))}"
        return texte

    def on_mount(self) -> None:
        """Fill the list."""
        liste = self.liste
        liste.styles.height = min(len(self._absence.lignes), max(3, self.app.size.height - 14))
        liste.montrer([_rangee(li) for li in self._absence.lignes])
        self.dire()

    @property
    def _annulable(self) -> bool:
        return all(li.annulable for li in self._absence.lignes)

    def on_key(self, evenement: events.Key) -> None:
        """`a`: give the days back, seen before it is written."""
        if evenement.key == "a" and self._annulable:
            evenement.stop()
            self.terminer(ANNULER)

    def action_valider(self) -> None:
        """Entrée: write it."""
        self.terminer(ABSENCE)

    def perdrait_une_saisie(self) -> bool:
        """The days and the certificate that were typed to come here."""
        return True

    async def confirmer_abandon(self) -> bool:
        """Ask once; Échap, which gives up this absence alone, does not."""
        return await abandonner(self, "Cette absence n’est pas enregistrée. L’abandonner ?")


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
    choix = await ecran.demander(ModaleAbsence(apercu))
    if choix == ANNULER:
        return await _annuler(ecran, apercu, famille_id)
    if choix == ABSENCE:
        await ecran.ecrire(absences.declarer, **quoi)
    return choix == ABSENCE


async def _annuler(ecran: Poste, absence: Absence, famille_id: int) -> bool:
    """Give back every day, as the planner would: seen, then written; False when the agent gave up."""
    from guichet.services import reservations
    from screens.modales.apercu import ModaleApercu

    demandes = tuple(Demande(absence.personne_id, li.jour, li.unite_id, annuler=True) for li in absence.lignes)
    vu = await ecran.lire(reservations.apercu, demandes, famille_id=famille_id)
    if not await ecran.demander(ModaleApercu(vu)):
        return False
    await ecran.ecrire(reservations.enregistrer, demandes=demandes, attendu=vu, famille_id=famille_id)
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
