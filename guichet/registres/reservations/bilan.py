"""From decisions to what is shown and to what is written: the preview, its counts, the rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from guichet.fiches.reservations.planning import Apercu, LigneApercu
from guichet.registres.comptoir import actes
from guichet.registres.reservations import ecriture
from guichet.registres.reservations.jugement.decisions import PRISES, Decision
from guichet.registres.socle.sql import en_liste
from guichet.regles.reservations.changements import Cause
from guichet.regles.reservations.dits.comptes import comptes_dits
from guichet.regles.reservations.dits.series import regrouper
from guichet.regles.reservations.etats import EtatReservation, GesteReservation, Issue, Origine, apres
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.fiches.reservations.planning import Place
    from guichet.registres.offre.catalogue import DroitInscription
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import ChangementReservation

ECRITES = PRISES | {Issue.ATTENTE, Issue.ANNULEE}
"""Issues that leave a row."""


def apercu(decisions: Sequence[Decision]) -> Apercu:
    """What is shown before anything is written."""
    lignes = tuple(_ligne(d) for d in decisions)
    comptes = Counter(ligne.issue for ligne in lignes)
    return Apercu(
        lignes=lignes,
        reservees=comptes[Issue.RESERVEE],
        majorees=comptes[Issue.MAJOREE],
        attente=comptes[Issue.ATTENTE],
        refusees=comptes[Issue.REFUSEE],
        annulees=comptes[Issue.ANNULEE],
        facturees=sum(ligne.facturee for ligne in lignes),
    )


def _ligne(d: Decision) -> LigneApercu:
    v, demande, unite = d.verdict, d.demande, d.unite
    return LigneApercu(
        demande.personne_id,
        d.enfant,
        demande.jour,
        unite.unite_id,
        unite.libelle,
        v.issue.value,
        v.motif,
        v.regle,
        v.rang,
        facturee=v.issue is Issue.ANNULEE and v.facturee,
    )


def differences(attendu: Apercu, maintenant: Apercu) -> tuple[tuple[LigneApercu, LigneApercu], ...]:
    """Lines that are no longer what was shown, as they were and as they are."""
    montrees: dict[Place, LigneApercu] = {(x.personne_id, x.jour, x.unite_id): x for x in attendu.lignes}
    lues = [(montrees.get((x.personne_id, x.jour, x.unite_id), x), x) for x in maintenant.lignes]
    return tuple((avant, apres) for avant, apres in lues if avant != apres)


def ecrire(
    s: Ecriture,
    acte: Acte,
    decisions: Sequence[Decision],
    *,
    famille_id: int | None,
    origine: Origine,
    cause: Cause = Cause.ANNULATION,
) -> tuple[ChangementReservation, ...]:
    """Write what was decided: what is given back first, because of `cause`, then bookings and requests that wait."""
    retraits = [
        ecriture.Ordre(
            reservation_id=d.vivante.reservation_id,
            geste=GesteReservation.ANNULER,
            facturee=d.verdict.facturee,
            derogation=d.demande.derogation if d.verdict.deroge else "",
        )
        for d in decisions
        if d.verdict.issue is Issue.ANNULEE and d.vivante is not None
    ]
    neuves = [
        _neuve(d, d.droit, famille_id, origine)
        for d in decisions
        if d.verdict.issue in PRISES | {Issue.ATTENTE} and d.droit is not None
    ]
    faits = ecriture.changer(s, acte, retraits, cause) + ecriture.creer(s, acte, neuves)
    _dire(s, acte, decisions, famille_id)
    return faits


def _neuve(d: Decision, droit: DroitInscription, famille_id: int | None, origine: Origine) -> ecriture.Neuve:
    return ecriture.Neuve(
        inscription_id=droit.inscription_id,
        personne_id=d.demande.personne_id,
        famille_id=famille_id or droit.famille_id,
        groupe_id=droit.groupe_id,
        unite_id=d.unite.unite_id,
        jour=d.demande.jour,
        etat=_etat(d),
        origine=origine.value,
        majoree=d.verdict.majoree,
        derogation=d.demande.derogation if d.verdict.deroge else "",
        priorite=droit.priorite,
    )


def _etat(d: Decision) -> EtatReservation:
    if d.verdict.incomplete:
        return EtatReservation.DEMANDEE
    attend = d.verdict.issue is Issue.ATTENTE
    return apres(EtatReservation.DEMANDEE, GesteReservation.METTRE_EN_ATTENTE if attend else GesteReservation.RESERVER)


def _dire(s: Ecriture, acte: Acte, decisions: Sequence[Decision], famille_id: int | None) -> None:
    """One line in the journal for each household where something was written, one of each series on its slip."""
    par_famille: dict[int, list[Decision]] = {}
    for d in decisions:
        if d.verdict.issue in ECRITES and (de := _foyer(d, famille_id)) is not None:
            par_famille.setdefault(de, []).append(d)
    sql = f"SELECT id, code FROM famille WHERE id IN ({en_liste(par_famille)})"  # noqa: S608 - integers
    codes: dict[int, str] = dict(s.lignes(sql))
    for de, faites in par_famille.items():
        comptes = Counter(d.verdict.issue for d in faites)
        lignes = [_ligne(d) for d in faites]
        jours = [d.demande.jour for d in faites]
        actes.tracer(
            s,
            acte,
            TypeActe.RESERVATIONS_ENREGISTRER,
            de,
            comptes_dits(lignes),
            details=[serie.phrase for serie in regrouper(lignes)],
            objet=codes[de],
            reservees=comptes[Issue.RESERVEE],
            majorees=comptes[Issue.MAJOREE],
            attente=comptes[Issue.ATTENTE],
            annulees=comptes[Issue.ANNULEE],
            facturees=sum(ligne.facturee for ligne in lignes),
            derogations=sum(1 for d in faites if d.verdict.deroge),
            du=min(jours).isoformat(),
            au=max(jours).isoformat(),
            lignes=_empreinte(faites),
        )


def _foyer(d: Decision, famille_id: int | None) -> int | None:
    if d.vivante is not None:
        return d.vivante.famille_id
    return famille_id or (d.droit.famille_id if d.droit else None)


def _empreinte(decisions: Sequence[Decision]) -> str:
    """What was written, line by line, without naming anybody (rule 33)."""
    texte = "\n".join(
        f"{d.demande.personne_id} {d.demande.jour} {d.unite.unite_id} {d.verdict.issue} {d.verdict.majoree}"
        for d in decisions
    )
    return hashlib.sha256(texte.encode()).hexdigest()
