"""A child whose school, class or birth date changes no longer goes where they were registered: what follows them.

Removals first, over all the children that change at once (a file in September swaps them by hundreds), then each day
judged where it goes, in the order it was asked, then what was given back offered to those who wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.activites import InscriptionImpossible
from guichet.formats import pluriel
from guichet.formats.naissances import Naissance, colonnes
from guichet.registres.comptoir import actes
from guichet.registres.offre import catalogue
from guichet.registres.reservations import attente, ecriture, inscriptions
from guichet.registres.reservations.jugement import rejugees
from guichet.registres.reservations.suites import departs, places_rendues
from guichet.registres.socle.sql import en_liste
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.reservations.changements import Cause, cellules_rendues
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, GesteReservation, Issue
from guichet.regles.reservations.groupes import accueille
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.offre.activites import FicheGroupe
    from guichet.fiches.socle.repose import Fait
    from guichet.registres.reservations.inscriptions import Enfant
    from guichet.registres.reservations.jugement.rejugees import Gardee
    from guichet.registres.socle.acte import Acte
    from guichet.regles.offre.regles_activite import AgeCompte
    from guichet.regles.reservations.changements import ChangementReservation, Cle
    from guichet.regles.reservations.groupes import Sejour

Comptes = dict[int, Counter[EtatReservation]]
"""Number of a right → what became of its days."""

_JOUR = timedelta(days=1)
_DITES = "r.etat IN ('absence_justifiee', 'absence_injustifiee')"
_A_VENIR = "r.etat IN ('demandee', 'reservee', 'en_attente')"
_GESTES = {
    Issue.RESERVEE: GesteReservation.RESERVER,
    Issue.ATTENTE: GesteReservation.METTRE_EN_ATTENTE,
    Issue.REFUSEE: GesteReservation.ANNULER,
}
_DROITS = (
    "SELECT i.id, i.personne_id, i.famille_id, i.activite_id, a.nom AS activite, i.groupe_id, g.nom AS groupe, "
    "g.ecole, g.age_min_mois, g.age_max_mois, g.classes, g.session_du, i.du, i.au, i.etat, i.demandee_le, "
    "i.complete_le, i.priorite FROM inscription i JOIN groupe g ON g.id = i.groupe_id "
    "JOIN activite a ON a.id = i.activite_id WHERE i.personne_id IN ({ids}) AND i.au >= :le "
    "AND i.etat NOT IN ({closes}) ORDER BY a.ordre, a.id, i.du, i.id"
)
_JUMEAU = (
    "SELECT id, session_du FROM groupe WHERE activite_id = :a AND active AND ecole = :e AND age_min_mois = :min "
    "AND age_max_mois = :max ORDER BY id"
)


class Droit(NamedTuple):
    """A right to attend, and the group it is for."""

    id: int
    personne_id: int
    famille_id: int
    activite_id: int
    activite: str
    groupe_id: int
    groupe: str
    ecole: str
    age_min_mois: int
    age_max_mois: int
    classes: str
    session_du: date | None
    du: date
    au: date
    etat: str
    demandee_le: datetime
    complete_le: datetime | None
    priorite: int


class _Groupe(NamedTuple):
    id: int
    session_du: date | None


@dataclass(frozen=True, slots=True)
class Transfert:
    """A right whose group no longer takes its child.

    Attributes:
        droit: as it is.
        debut: first day the child is elsewhere.
        vers: the groups that take them from then on, each with its days; empty: none does.
        gardees: days asked from then on, by any household of the child.
        absences: days of which an absence is told already.
        naissance: as it is from now on.
    """

    droit: Droit
    debut: date
    vers: tuple[Sejour[FicheGroupe], ...]
    gardees: tuple[Gardee, ...]
    naissance: Naissance
    absences: tuple[Gardee, ...] = ()

    def groupe(self, jour: date) -> FicheGroupe | None:
        """Where the child goes on a day."""
        return next((g for g, du, au in self.vers if du <= jour <= au), None)

    def la_bas(self, gardee: Gardee) -> Gardee | None:
        """The same day, asked where the child goes; None where nowhere."""
        groupe = self.groupe(gardee.jour)
        if groupe is None:
            return None
        jour, partielle = colonnes(self.naissance)
        return replace(
            gardee, groupe_id=groupe.groupe_id, site=groupe.site, naissance=jour, naissance_partielle=partielle
        )


def prevoir(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> list[Transfert]:
    """Rights that these changes of school, class or birth take away from their group; the same before and after."""
    par_personne = {f.personne_id: f for f in faits if f.personne_id is not None}
    if not par_personne:
        return []
    ids = en_liste(par_personne)
    sql = f"{inscriptions.ENFANTS} WHERE p.id IN ({ids})"
    lus = s.lire(inscriptions.LigneEnfant, sql, {"annee": annee_scolaire(acte.jour)})
    enfants = {e.personne_id: e.enfant() for e in lus}
    premier = min(f.le for f in par_personne.values())
    droits = s.lire(Droit, _DROITS.format(ids=ids, closes=inscriptions.CLOSES), {"le": premier})
    regles = catalogue.regles(s, {d.activite_id for d in droits})
    trouves = []
    for droit in droits:
        fait = par_personne[droit.personne_id]
        avant, apres = (_tel(enfants[droit.personne_id], valeurs) for valeurs in (fait.avant, fait.apres))
        compte = catalogue.regles_du(regles.get(droit.activite_id, ()), droit.du)[0].age
        le = fait.le if compte == "jour" else max(droit.du, droit.session_du or droit.du)
        if _accueilli(droit, avant, compte, le) and not _accueilli(droit, apres, compte, le):
            trouves.append(_transfert(s, droit, apres, max(fait.le, droit.du)))
    return trouves


def _tel(enfant: Enfant, valeurs: Mapping[str, object]) -> Enfant:
    return replace(enfant, **{c: v for c, v in valeurs.items() if c in ("naissance", "ecole", "classe")})  # type: ignore[arg-type]


def _accueilli(droit: Droit, enfant: Enfant, compte: AgeCompte, le: date) -> bool:
    return droit.ecole in ("", enfant.ecole) and accueille(
        compte, droit, naissance=enfant.naissance, classe=enfant.classe, le=le
    )


def _transfert(s: Lecteur, droit: Droit, enfant: Enfant, debut: date) -> Transfert:
    try:
        groupe_id = _jumeau(s, droit, enfant) if not isinstance(enfant.naissance, date) else None
        tous = inscriptions.groupes_pour(s, droit.activite_id, enfant, debut, droit.au, groupe_id)
    except InscriptionImpossible:
        tous = []
    vers = tuple(sejour for sejour in tous if sejour[0].session_du == droit.session_du)
    gardees = rejugees.lire(s, f"r.inscription_id = {droit.id} AND r.jour >= '{debut.isoformat()}' AND {_A_VENIR}")
    absences = rejugees.lire(s, f"r.inscription_id = {droit.id} AND r.jour >= '{debut.isoformat()}' AND {_DITES}")
    return Transfert(droit, debut, vers, tuple(gardees), enfant.naissance, tuple(absences))


def _jumeau(s: Lecteur, droit: Droit, enfant: Enfant) -> int | None:
    """The group of the new school for the same ages: it takes, as the former did, a child of unknown day of birth."""
    tranche = {"a": droit.activite_id, "e": enfant.ecole, "min": droit.age_min_mois, "max": droit.age_max_mois}
    groupes = s.lire(_Groupe, _JUMEAU, tranche)
    return next((g.id for g in groupes if g.session_du == droit.session_du), None)


def annoncer(s: Lecteur, acte: Acte, transferts: Sequence[Transfert]) -> dict[int, Counter[Issue]]:
    """What would become of the days of each right (by its number), judged where they would go."""
    droit_de = {g.reservation_id: t for t in transferts for g in t.gardees}
    en_rang = rejugees.lire(s, f"r.id IN ({en_liste(droit_de)})")
    la_bas = [vers for g in en_rang if (vers := droit_de[g.reservation_id].la_bas(g)) is not None]
    verdicts = zip(la_bas, rejugees.juger(s, acte, la_bas), strict=True)
    issues = {g.reservation_id: v.issue for g, v in verdicts}
    comptes: dict[int, Counter[Issue]] = {t.droit.id: Counter() for t in transferts}
    for id_, t in droit_de.items():
        comptes[t.droit.id][issues.get(id_, Issue.REFUSEE)] += 1
    return comptes


def deplacer(s: Ecriture, acte: Acte, transferts: Sequence[Transfert]) -> Comptes:
    """Move rights and days to the groups that take their children now; what became of the days of each right."""
    incompletes = {g.reservation_id for t in transferts for g in t.gardees if g.etat == EtatReservation.DEMANDEE}
    attente.retirer_offres(s, acte, (g.reservation_id for t in transferts for g in t.gardees))
    vers: list[ecriture.Deplacement] = []
    sans: list[int] = []
    nouveaux: dict[int, dict[int, int]] = {}
    for t in transferts:
        droits = nouveaux[t.droit.id] = _rouvrir(s, acte, t)
        for g in t.gardees:
            groupe = t.groupe(g.jour)
            if groupe is None:
                sans.append(g.reservation_id)
            else:
                vers.append(ecriture.Deplacement(g.reservation_id, droits[groupe.groupe_id], groupe.groupe_id))
    partis = ecriture.deplacer(s, vers)
    ordres = [ecriture.Ordre(reservation_id=id_, geste=GesteReservation.ANNULER, facturee=False) for id_ in sans]
    arrives = rejugees.lire(s, f"r.id IN ({en_liste({d.reservation_id for d in vers} - incompletes)})")
    ordres += [
        ecriture.Ordre(reservation_id=g.reservation_id, geste=_GESTES[v.issue], facturee=v.issue is not Issue.REFUSEE)
        for g, v in zip(arrives, rejugees.juger(s, acte, arrives), strict=True)
    ]
    faits = ecriture.changer(s, acte, ordres, Cause.DEPLACEMENT)
    quittees = _suivre_absences(s, acte, transferts, nouveaux)
    _dire(s, acte, transferts, faits)
    anciens = {t.droit.groupe_id for t in transferts}
    places_rendues.suivre(s, acte, cellules_rendues((*partis, *faits)) | quittees, groupes=anciens)
    comptes: Comptes = {t.droit.id: Counter() for t in transferts}
    droit_de = {g.reservation_id: t.droit.id for t in transferts for g in t.gardees}
    for fait in faits:
        comptes[droit_de[fait.reservation_id]][fait.apres] += 1
    return comptes


def absences_suivies(s: Lecteur, acte: Acte, t: Transfert) -> list[Gardee]:
    """Absences told that go where the child goes: an unexcused one holds a place, and goes where there is one left."""
    la_bas = [(a, vers) for a in t.absences if (vers := t.la_bas(a)) is not None]
    tenues = [vers for a, vers in la_bas if a.etat == EtatReservation.ABSENCE_INJUSTIFIEE]
    verdicts = rejugees.juger(s, acte, tenues, appelee=True)
    refusees = {v.reservation_id for v, dit in zip(tenues, verdicts, strict=True) if dit.issue is not Issue.RESERVEE}
    return [a for a, _ in la_bas if a.reservation_id not in refusees]


def _suivre_absences(
    s: Ecriture, acte: Acte, transferts: Sequence[Transfert], droits: Mapping[int, Mapping[int, int]]
) -> set[Cle]:
    """After the days booked, which come first; returns the cells whose place is given back."""
    quittees: set[Cle] = set()
    for t in transferts:
        vers = []
        for a in absences_suivies(s, acte, t):
            groupe = t.groupe(a.jour)
            assert groupe is not None  # noqa: S101 - it follows
            vers.append(ecriture.Deplacement(a.reservation_id, droits[t.droit.id][groupe.groupe_id], groupe.groupe_id))
            if a.etat == EtatReservation.ABSENCE_INJUSTIFIEE:
                quittees.add((a.groupe_id, a.unite_id, a.jour))
        ecriture.suivre_absences(s, vers)
    return quittees


def _rouvrir(s: Ecriture, acte: Acte, t: Transfert) -> dict[int, int]:
    """End a right and give those that follow it, which keep its rank; group → number of the right."""
    d = t.droit
    fermer(s, acte, t)
    enfant = inscriptions.Enfant(d.personne_id, "", t.naissance, "", "")
    droits: dict[int, int] = {}
    for groupe, du, au in t.vers:
        plein = d.etat == EtatInscription.EN_ATTENTE and inscriptions.complet(
            s, groupe.groupe_id, d.activite_id, enfant, du, au
        )
        etat = EtatInscription.ACTIVE if d.etat == EtatInscription.EN_ATTENTE and not plein else EtatInscription(d.etat)
        droits[groupe.groupe_id] = inscriptions.ecrire(
            s, enfant, d.famille_id, d.activite_id, groupe.groupe_id, du, au, etat, d.demandee_le,
            complete_le=d.complete_le, priorite=d.priorite,
        )  # fmt: skip
    return droits


def fermer(s: Ecriture, acte: Acte, t: Transfert) -> None:
    """End a right the day its child goes elsewhere."""
    d = t.droit
    departs.clore(s, d.id, du=d.du, au=d.au, etat=d.etat, le=t.debut - _JOUR, aujourdhui=acte.jour)


def _dire(s: Ecriture, acte: Acte, transferts: Sequence[Transfert], faits: Iterable[ChangementReservation]) -> None:
    """One act for each right and household: what was done, counted from the changes."""
    droit_de = {g.reservation_id: t.droit.id for t in transferts for g in t.gardees}
    comptes: dict[tuple[int, int], Counter[EtatReservation]] = {
        (t.droit.id, t.droit.famille_id): Counter() for t in transferts
    }
    for fait in faits:
        comptes.setdefault((droit_de[fait.reservation_id], fait.famille_id), Counter())[fait.apres] += 1
    par_droit = {t.droit.id: t for t in transferts}
    for (droit_id, famille_id), compte in comptes.items():
        t = par_droit[droit_id]
        ou = t.vers[0][0].nom if t.vers else ""
        actes.tracer(
            s,
            acte,
            TypeActe.INSCRIPTION_DEPLACER,
            famille_id,
            f"{t.droit.activite} : {ou or 'fin d’inscription'}{_comptes(compte)}",
            inscription=droit_id,
            groupes=",".join(str(g.groupe_id) for g, _, _ in t.vers),
            reservees=compte[EtatReservation.RESERVEE],
            attente=compte[EtatReservation.EN_ATTENTE],
            annulees=compte[EtatReservation.ANNULEE],
        )


def _comptes(compte: Counter[EtatReservation]) -> str:
    mots = [
        pluriel(n, singulier)
        for etat, singulier in ((EtatReservation.RESERVEE, "réservée"), (EtatReservation.ANNULEE, "annulée"))
        if (n := compte[etat])
    ]
    if attente_ := compte[EtatReservation.EN_ATTENTE]:
        mots.insert(1, f"{attente_} en attente")
    return f", {', '.join(mots)}" if mots else ""
