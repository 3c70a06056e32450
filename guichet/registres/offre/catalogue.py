"""What children may attend over a period: registrations, groups, units and rules of their activities, in few reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from guichet.registres.socle.sql import en_liste
from guichet.regles.offre.regles_activite import ReglesActivite, depuis_json

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_lire_regles = lru_cache(maxsize=256)(depuis_json)
"""The same few texts are read at each planner."""
SANS_REGLES = ReglesActivite()


TEMPS_SCOLAIRE = "g.session_du IS NULL"
"""Groups `g` that stop in school holidays: those of holidays live by sessions (registres.offre.ouvertures)."""

_SITES = "SELECT DISTINCT site FROM groupe WHERE active AND site <> '' ORDER BY site"


@dataclass(frozen=True, slots=True)
class DroitInscription:
    """The right of a child to attend, with what its group says."""

    inscription_id: int
    personne_id: int
    famille_id: int
    activite_id: int
    groupe_id: int
    du: date
    au: date
    etat: str
    priorite: int
    site: str
    age_min_mois: int
    age_max_mois: int
    session_du: date | None
    classes: str
    complete: bool
    """No required document was missing, or all came since."""

    @property
    def debut(self) -> date:
        """First day of the right, or of the session it is for: what an age is counted on."""
        return self.du if self.session_du is None else max(self.du, self.session_du)


@dataclass(frozen=True, slots=True)
class UniteOfferte:
    """A unit and the activity it belongs to."""

    unite_id: int
    activite_id: int
    code: str
    nom: str
    lettre: str
    debut_minute: int
    activite_code: str
    activite: str
    genre: str
    seule: bool
    """The only unit of its activity, known by the activity's name."""
    sigle: str = ""
    """Sign of the activity, « APPS », which an agent may type instead of its name."""

    @property
    def libelle(self) -> str:
        """« Accueil du soir », « Mercredi, repas »."""
        return self.activite if self.seule else f"{self.activite}, {self.nom.lower()}"


@dataclass(frozen=True, slots=True)
class Offre:
    """Registrations of some children over a period and all they give access to."""

    unites: dict[int, UniteOfferte]
    droits: dict[tuple[int, int], list[DroitInscription]]
    """(personne_id, activite_id) → registrations."""
    regles: dict[int, list[tuple[date, ReglesActivite, str]]]
    """activite_id → (in force from, rules, reference), newest first."""
    groupes: set[int] = field(default_factory=set)

    def droit(self, personne_id: int, unite_id: int, jour: date) -> DroitInscription | None:
        """Registration that covers this day, the active one first."""
        unite = self.unites.get(unite_id)
        if unite is None:
            return None
        return next(
            (d for d in self.droits.get((personne_id, unite.activite_id), ()) if d.du <= jour <= d.au),
            None,
        )

    def incompletes(self) -> list[int]:
        """Registrations a required document was missing from."""
        return [d.inscription_id for droits in self.droits.values() for d in droits if not d.complete]

    def regles_du(self, activite_id: int, jour: date) -> tuple[ReglesActivite, str]:
        """Rules in force on a day and the article they come from; free booking where the town wrote none."""
        return regles_du(self.regles.get(activite_id, ()), jour)


def regles_du(versions: Sequence[tuple[date, ReglesActivite, str]], jour: date) -> tuple[ReglesActivite, str]:
    """The version in force on a day, of an activity's rules newest first."""
    for du, regles, reference in versions:
        if du <= jour:
            return regles, reference
    return SANS_REGLES, ""


def des_enfants(
    s: Lecteur, personne_ids: Iterable[int], du: date, au: date, *, unite_ids: Iterable[int] | None = None
) -> Offre:
    """Registrations of some children over a period, whichever of their households asked.

    Args:
        s: reader.
        personne_ids: the children.
        du: first day.
        au: last day.
        unite_ids: only registrations to the activities of these units, in any state, to say why one does not give
            the right to attend, beside every unit and rule of the town; by default the active ones, and theirs.
    """
    qui = f"i.personne_id IN ({en_liste(personne_ids)})"
    if unite_ids is None:
        droits = _droits(s, f"{qui} AND i.etat = 'active'", du, au)
        activites = {d.activite_id for d in droits}
        return _offre(s, droits, _unites(s, f"u.activite_id IN ({en_liste(activites)})"), activites)
    # All of them: the rules of one activity may bind units of another.
    trouvees = _unites(s, "1 = 1")
    activites = {trouvees[u].activite_id for u in unite_ids if u in trouvees}
    droits = _droits(s, f"{qui} AND i.activite_id IN ({en_liste(activites)})", du, au)
    return _offre(s, droits, trouvees, {u.activite_id for u in trouvees.values()})


def unites(s: Lecteur, unite_ids: Iterable[int]) -> dict[int, UniteOfferte]:
    """Some units by identifier, in the order they are shown."""
    return _unites(s, f"u.id IN ({en_liste(unite_ids)})")


def toutes(s: Lecteur) -> dict[int, UniteOfferte]:
    """Every unit of the activities the town offers today, in the order they are shown."""
    return _unites(s, "a.active")


def de_l_activite(s: Lecteur, code: str) -> Offre:
    """Units and rules of one activity, whoever attends it; empty when the town has none of this code."""
    trouvees = _unites(s, "a.code = :code", {"code": code})
    return _offre(s, [], trouvees, {u.activite_id for u in trouvees.values()})


def _offre(s: Lecteur, droits: list[DroitInscription], unites: dict[int, UniteOfferte], activites: set[int]) -> Offre:
    par_enfant: dict[tuple[int, int], list[DroitInscription]] = {}
    for d in droits:
        par_enfant.setdefault((d.personne_id, d.activite_id), []).append(d)
    return Offre(unites, par_enfant, regles(s, activites), {d.groupe_id for d in droits})


def _droits(s: Lecteur, qui: str, du: date, au: date) -> list[DroitInscription]:
    # A live registration passes before one that waits or is over.
    return s.lire(
        DroitInscription,
        "SELECT i.id AS inscription_id, i.personne_id, i.famille_id, i.activite_id, i.groupe_id, i.du, i.au, i.etat, "  # noqa: S608 - integers
        "i.priorite, g.site, g.age_min_mois, g.age_max_mois, g.session_du, g.classes, "
        "i.complete_le IS NOT NULL AS complete "
        f"FROM inscription i JOIN groupe g ON g.id = i.groupe_id WHERE {qui} AND i.du <= :au AND i.au >= :du "
        "ORDER BY CASE i.etat WHEN 'active' THEN 0 ELSE 1 END, i.id",
        {"du": du, "au": au},
    )


def _unites(s: Lecteur, lesquelles: str, parametres: Mapping[str, object] | None = None) -> dict[int, UniteOfferte]:
    trouvees = s.lire(
        UniteOfferte,
        "SELECT u.id AS unite_id, u.activite_id, u.code, u.nom, u.lettre, u.debut_minute, a.code AS activite_code, "  # noqa: S608 - conditions above
        "a.nom AS activite, a.genre, "
        "NOT EXISTS (SELECT 1 FROM unite x WHERE x.activite_id = u.activite_id AND x.id <> u.id) AS seule, a.sigle "
        f"FROM unite u JOIN activite a ON a.id = u.activite_id WHERE {lesquelles} "
        "ORDER BY a.ordre, a.id, u.ordre, u.id",
        parametres,
    )
    return {unite.unite_id: unite for unite in trouvees}


def regles(s: Lecteur, activite_ids: Iterable[int]) -> dict[int, list[tuple[date, ReglesActivite, str]]]:
    """Rules of some activities, newest first."""
    trouvees: dict[int, list[tuple[date, ReglesActivite, str]]] = {}
    for activite_id, du, contenu, reference in s.lignes(
        f"SELECT activite_id, du, contenu, reference FROM regle_activite "  # noqa: S608 - integers
        f"WHERE activite_id IN ({en_liste(activite_ids)}) ORDER BY activite_id, du DESC"
    ):
        trouvees.setdefault(activite_id, []).append((du, _lire_regles(contenu), reference))
    return trouvees


def sites(s: Lecteur) -> tuple[str, ...]:
    """Codes of the sites where something is attended."""
    return tuple(site for (site,) in s.lignes(_SITES))
