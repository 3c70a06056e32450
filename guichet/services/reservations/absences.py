"""Absences told at the counter, with or without a certificate: each day's verdict, then one transaction (rule 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.absences import RienReserve
from guichet.fiches.reservations.absences import Absence, LigneAbsence
from guichet.formats import date_num, nom_affiche, pluriel
from guichet.formats.mots import de
from guichet.registres.comptoir import actes
from guichet.registres.offre import catalogue
from guichet.registres.reservations import absences, ecriture
from guichet.registres.reservations.suites import places_rendues
from guichet.regles.reservations.changements import Cause, cellules_rendues
from guichet.regles.reservations.dits.clair import en_clair
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte
    from guichet.registres.reservations.absences import Jugee
    from guichet.registres.socle.acte import Acte


def apercu(
    ctx: Contexte,
    *,
    personne_id: int,
    du: date,
    au: date,
    certificat_le: date | None = None,
    famille_id: int | None = None,
) -> Absence:
    """What would become of each booking missed; nothing is written.

    Raises:
        SaisieInvalide: days in the wrong order, or a certificate of a day to come.
        RienReserve: nothing is booked on those days.
    """
    ctx.exiger(Droit.RESERVER)
    remis = _remis(ctx, du, au, certificat_le)
    with ctx.lecture() as s:
        acte = ctx.acte()
        return _juger(s, acte, personne_id, du, au, remis, famille_id)[0]


def expliquer(ctx: Contexte, *, personne_id: int, jour: date, unite_id: int, famille_id: int) -> LigneAbsence:
    """An absence already written: what it costs and why, as it was judged with the days told together.

    Raises:
        RienReserve: it was taken away meanwhile.
    """
    ctx.exiger(Droit.CONSULTER)
    with ctx.lecture() as s:
        notee = absences.notee(s, personne_id, jour, unite_id, famille_id)
        if notee is None:
            raise RienReserve(f"Aucune absence n’est plus notée le {date_num(jour)} : F5 relit le planning.")
        maintenant = ctx.local(ctx.maintenant())
        jugees = absences.juger(s, personne_id, notee.du, notee.au, maintenant=maintenant, famille_id=famille_id)
    jugee = next(j for j in jugees if j.manquee.reservation_id == notee.reservation_id)
    ligne = _ligne(jugee)
    if (ligne.etat, ligne.facturee) == (notee.etat, notee.facturee):
        return ligne
    # The rules changed since, or more days were told than were booked: what was written is said, not redone.
    cout = "facturée" if notee.facturee else "non facturée"
    return replace(ligne, etat=notee.etat, facturee=notee.facturee, motif=f"Notée {cout}.", regle="")


@transaction
def declarer(
    ctx: Contexte,
    *,
    personne_id: int,
    du: date,
    au: date,
    certificat_le: date | None = None,
    famille_id: int | None = None,
) -> Absence:
    """Write an absence: states and charges by the town's rules, the places it frees offered to those who wait.

    Told again with the certificate, the same absence is judged anew, with the time it was first told.

    Args:
        ctx: surroundings of the act.
        personne_id: the child.
        du: first day.
        au: last day, included.
        certificat_le: day the certificate was handed in, None without.
        famille_id: the household that tells; None for all the child's bookings.

    Raises:
        SaisieInvalide: days in the wrong order, or a certificate of a day to come.
        RienReserve: nothing is booked on those days.
    """
    ctx.exiger(Droit.RESERVER)
    remis = _remis(ctx, du, au, certificat_le)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        absence, jugees = _juger(s, acte, personne_id, du, au, remis, famille_id)
        faits = ecriture.changer(s, acte, absences.ordres(jugees), Cause.ABSENCE)
        for foyer in dict.fromkeys(j.manquee.famille_id for j in jugees):
            siennes = [j for j in jugees if j.manquee.famille_id == foyer]
            _noter(s, acte, foyer, absence, siennes, certificat=remis is not None)
        places_rendues.suivre(s, acte, cellules_rendues(faits))
        return absence


def _remis(ctx: Contexte, du: date, au: date, certificat_le: date | None) -> datetime | None:
    """The instant a certificate counts from: now when it is handed over today, noon of an earlier day."""
    if au < du:
        raise SaisieInvalide(f"Le dernier jour, {date_num(au)}, vient avant le premier, {date_num(du)}.", champ="au")
    if certificat_le is None:
        return None
    if certificat_le > ctx.aujourdhui():
        raise SaisieInvalide(
            f"Le certificat ne peut pas être remis le {date_num(certificat_le)}, qui est à venir.", champ="certificat"
        )
    maintenant = ctx.local(ctx.maintenant())
    if certificat_le == maintenant.date():
        return maintenant
    return datetime.combine(certificat_le, time(12), tzinfo=maintenant.tzinfo)


def _juger(
    s: Lecteur, acte: Acte, personne_id: int, du: date, au: date, remis: datetime | None, famille_id: int | None
) -> tuple[Absence, list[Jugee]]:
    jugees = absences.juger(
        s, personne_id, du, au, maintenant=acte.local(acte.le), famille_id=famille_id, certificat_le=remis
    )
    nom, prenom = s.une("SELECT nom, prenom FROM personne WHERE id = :id", {"id": personne_id}) or ("", "")
    if not jugees:
        quand = f"le {date_num(du)}" if du == au else f"du {date_num(du)} au {date_num(au)}"
        raise RienReserve(_rien(s, personne_id, famille_id, du, au, f"pour {prenom} {quand}"))
    absence = Absence(
        personne_id=personne_id,
        enfant=nom_affiche(nom, prenom),
        du=du,
        au=au,
        lignes=tuple(_ligne(j) for j in sorted(jugees, key=lambda j: (j.manquee.jour, j.manquee.debut_minute))),
        certificat_avant=min((j.certificat_avant for j in jugees if j.certificat_avant), default=None),
    )
    return absence, jugees


def _rien(s: Lecteur, personne_id: int, famille_id: int | None, du: date, au: date, pour: str) -> str:
    """Why there is nothing to note, as it is: cancelled, waiting or refused is not « nothing booked »."""
    suite = "" if famille_id is None else " AND famille_id = :f"
    champs = {"p": personne_id, "du": du, "au": au} | ({} if famille_id is None else {"f": famille_id})
    lues = s.lignes(
        f"SELECT DISTINCT etat FROM reservation WHERE personne_id = :p AND jour BETWEEN :du AND :au{suite} "  # noqa: S608 - our own words
        "ORDER BY etat",
        champs,
    )
    etats = " ou ".join(LIBELLES_RESERVATION[EtatReservation(etat)] for (etat,) in lues)
    if not etats:
        return f"Rien n’est réservé {pour} : vérifiez les jours."
    return f"Aucun jour n’est facturé {pour}, la réservation est {etats} : il n’y a pas d’absence à noter."


def _ligne(j: Jugee) -> LigneAbsence:
    m, v = j.manquee, j.verdict
    # Given up too late, then justified: it stays given up, its charge alone changes.
    etat = m.etat if m.etat == EtatReservation.ANNULEE else v.etat.value
    return LigneAbsence(
        m.reservation_id, m.jour, m.activite, m.unite, etat, v.facturee, v.motif, v.regle, m.unite_id, v.annulable
    )


def _details(s: Lecteur, prenom: str, jugees: list[Jugee]) -> list[str]:
    """One line for each unit and cost, as the slip of the visit tells it: what a parent can check."""
    unites = catalogue.unites(s, {j.manquee.unite_id for j in jugees})
    jours: dict[tuple[int, bool], list[date]] = {}
    for j in jugees:
        jours.setdefault((j.manquee.unite_id, j.verdict.facturee), []).append(j.manquee.jour)
    return [
        f"{prenom} · {unites[unite].libelle} · {_absents(len(siens), facturee=facturee)} : {en_clair(siens)}"
        for (unite, facturee), siens in jours.items()
    ]


def _absents(nombre: int, *, facturee: bool) -> str:
    """« 2 jours d’absence facturés », « 1 jour d’absence, rien n’est facturé »."""
    suite = f" facturé{'s' if nombre > 1 else ''}" if facturee else ", rien n’est facturé"
    return f"{pluriel(nombre, 'jour')} d’absence{suite}"


def _noter(s: Ecriture, acte: Acte, foyer: int, absence: Absence, jugees: list[Jugee], *, certificat: bool) -> None:
    facturees = sum(j.verdict.facturee for j in jugees)
    reste = f"{pluriel(facturees, 'facturée')} sur {len(jugees)}" if facturees else "rien n’est facturé"
    prenom = actes.prenom(s, absence.personne_id)
    quand = date_num(absence.du) if absence.du == absence.au else f"{date_num(absence.du)} au {date_num(absence.au)}"
    actes.tracer(
        s,
        acte,
        TypeActe.ABSENCE_DECLARER,
        foyer,
        f"absence {de(absence.enfant)}, {quand} : {reste}",
        details=_details(s, prenom, jugees),
        personne=absence.personne_id,
        du=absence.du.isoformat(),
        au=absence.au.isoformat(),
        certificat=certificat,
        reservations=len(jugees),
        facturees=facturees,
    )
