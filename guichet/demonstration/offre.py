"""What the town of the demonstration opens and to whom, read from the base that was just initialised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from guichet.demonstration.habitudes import Service, service
from guichet.registres.offre import catalogue
from guichet.regles.familles.alternance import lire_rythme, semaine_ici
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.reservations.groupes import accueille

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.regles.offre.regles_activite import ReglesActivite
    from guichet.regles.reservations.changements import Cle


@dataclass(frozen=True, slots=True)
class Enfant:
    """A child and its households: the first has it the weeks `chez` says, the second the others."""

    personne_id: int
    naissance: date
    ecole: str
    classe: str
    code: str
    rang: int
    depuis: date
    foyers: tuple[int, ...]
    rythme: str = ""
    ancre: date | None = None

    def chez(self, jour: date) -> int:
        """The household that books that day."""
        if self.ancre is None or len(self.foyers) == 1:
            return self.foyers[0]
        return self.foyers[0] if semaine_ici(lire_rythme(self.rythme), self.ancre, jour) else self.foyers[1]


@dataclass(slots=True)
class Groupe:
    """Children attending together, the units of each service, and the days all are open."""

    groupe_id: int
    activite_id: int
    ecole: str
    age_min_mois: int
    age_max_mois: int
    classes: str
    session: tuple[date, date] | None
    regles: ReglesActivite
    genre: GenreActivite
    unites: dict[Service, list[int]] = field(default_factory=lambda: defaultdict(list))
    debuts: dict[int, int] = field(default_factory=dict)
    """Start of each unit, in minutes after midnight."""
    ouverts: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))

    def admet(self, enfant: Enfant, jour: date) -> bool:
        """Whether this group is of the child's school, and takes them from that day on."""
        naissance, classe = enfant.naissance, enfant.classe
        return self.ecole in ("", enfant.ecole) and accueille(
            self.regles.age, self, naissance=naissance, classe=classe, le=jour
        )


@dataclass(frozen=True, slots=True)
class Ville:
    """Groups in the order of the town, capacity of each place, places kept for an age band."""

    groupes: tuple[Groupe, ...]
    capacites: Mapping[Cle, int | None]
    quotas: Mapping[tuple[int, int], list[tuple[int, int, int]]]

    def pour(self, enfant: Enfant, quoi: Service, jour: date) -> list[Groupe]:
        """Where the child goes: one group for the year, or one for each session of holidays."""
        admis = [g for g in self.groupes if quoi in g.unites and g.admet(enfant, (g.session or (jour,))[0])]
        return admis if admis and admis[0].session else admis[:1]


def lire_ville(s: Lecteur, du: date, au: date) -> Ville:
    """The offer of the town, open days between two dates."""
    regles = catalogue.regles(s, [a for (a,) in s.lignes("SELECT id FROM activite")])
    groupes = {}
    for id_, activite, ecole, mini, maxi, classes, debut, fin, genre in s.lignes(
        "SELECT g.id, g.activite_id, g.ecole, g.age_min_mois, g.age_max_mois, g.classes, g.session_du, "
        "g.session_au, a.genre FROM groupe g JOIN activite a ON a.id = g.activite_id WHERE g.active AND a.active "
        "ORDER BY a.ordre, a.id, g.session_du, g.id"
    ):
        session = (debut, fin) if debut and fin else None
        # Activities without a line of rules have those of a town that says nothing.
        en_vigueur = regles[activite][0][1] if activite in regles else catalogue.SANS_REGLES
        groupes[id_] = Groupe(id_, activite, ecole, mini, maxi, classes, session, en_vigueur, GenreActivite(genre))
    for id_, unite, genre, minute in s.lignes(
        "SELECT g.id, u.id, a.genre, u.debut_minute FROM groupe g JOIN activite a ON a.id = g.activite_id "
        "JOIN unite u ON u.activite_id = a.id WHERE g.active AND a.active ORDER BY g.id, u.ordre, u.id"
    ):
        groupes[id_].unites[service(genre, minute)].append(unite)
        groupes[id_].debuts[unite] = minute
    capacites: dict[Cle, int | None] = {}
    for groupe, unite, jour, capacite in s.lignes(
        "SELECT groupe_id, unite_id, jour, capacite FROM ouverture WHERE jour >= :du AND jour <= :au AND NOT fermee "
        "ORDER BY jour",
        {"du": du, "au": au},
    ):
        if groupe in groupes:
            capacites[groupe, unite, jour] = capacite
            groupes[groupe].ouverts[unite].append(jour)
    quotas: defaultdict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for groupe, unite, *bande in s.lignes(
        "SELECT groupe_id, unite_id, age_min_mois, age_max_mois, places FROM quota_age ORDER BY id"
    ):
        quotas[groupe, unite].append((bande[0], bande[1], bande[2]))
    return Ville(tuple(groupes.values()), capacites, quotas)


def lire_enfants(s: Lecteur, annee: int) -> Iterator[Enfant]:
    """Children of the town with a school this year, in the order they were written."""
    lignes: defaultdict[int, list[tuple[object, ...]]] = defaultdict(list)
    for personne, *reste in s.lignes(
        "SELECT l.personne_id, p.naissance, c.ecole, c.classe, f.code, l.rang, l.du, l.famille_id, l.garde_rythme, "
        "l.garde_ancre FROM lien l JOIN personne p ON p.id = l.personne_id JOIN famille f ON f.id = l.famille_id "
        "JOIN scolarite c ON c.personne_id = l.personne_id AND c.annee = :annee "
        "WHERE l.role = 'enfant' AND l.au IS NULL AND p.naissance IS NOT NULL ORDER BY l.personne_id, l.id",
        {"annee": annee},
    ):
        lignes[personne].append(tuple(reste))
    for personne, siennes in lignes.items():
        naissance, ecole, classe, code, rang, depuis, _, rythme, ancre = siennes[0]
        foyers = tuple(ligne[6] for ligne in siennes)
        yield Enfant(personne, naissance, ecole, classe, code, rang, depuis, foyers, rythme, ancre)  # type: ignore[arg-type]
