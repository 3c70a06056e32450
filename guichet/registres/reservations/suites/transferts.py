"""A child whose school, class or birth date changes no longer goes where they were registered: found, and told.

What becomes of each day is judged where it goes, as it would be done (suites.deplacements).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.activites import InscriptionImpossible
from guichet.formats.naissances import Naissance, colonnes
from guichet.registres.offre import catalogue
from guichet.registres.reservations import inscriptions
from guichet.registres.reservations.jugement import rejugees
from guichet.registres.socle.sql import en_liste
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.reservations.etats import EtatReservation, Issue
from guichet.regles.reservations.groupes import accueille

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.fiches.offre.activites import FicheGroupe
    from guichet.fiches.socle.repose import Fait
    from guichet.registres.reservations.inscriptions import Enfant
    from guichet.registres.reservations.jugement.rejugees import Gardee
    from guichet.registres.socle.acte import Acte
    from guichet.regles.offre.regles_activite import AgeCompte
    from guichet.regles.reservations.groupes import Sejour

_DITES = "r.etat IN ('absence_justifiee', 'absence_injustifiee')"
_A_VENIR = "r.etat IN ('demandee', 'reservee', 'en_attente')"
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


def absences_suivies(s: Lecteur, acte: Acte, t: Transfert) -> list[Gardee]:
    """Absences told that go where the child goes: an unexcused one holds a place, and goes where there is one left."""
    la_bas = [(a, vers) for a in t.absences if (vers := t.la_bas(a)) is not None]
    tenues = [vers for a, vers in la_bas if a.etat == EtatReservation.ABSENCE_INJUSTIFIEE]
    verdicts = rejugees.juger(s, acte, tenues, appelee=True)
    refusees = {v.reservation_id for v, dit in zip(tenues, verdicts, strict=True) if dit.issue is not Issue.RESERVEE}
    return [a for a, _ in la_bas if a.reservation_id not in refusees]
