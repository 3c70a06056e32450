"""What a town offers, as its preset writes it: activité → groupes → unités, with their places and their week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Literal

from pydantic import Field, field_validator, model_validator

from guichet.communes.delais import Delais
from guichet.lecture_toml.lignes import Chemin
from guichet.lecture_toml.valide import Incoherences, Reglage
from guichet.regles.offre.capacite import ModeCapacite, Moyens, capacite
from guichet.regles.offre.regles_activite import AgeCompte, Paires, qualifier

Jours = Literal["scolaires", "mercredis", "vacances"]


class UniteModele(Reglage):
    """What is booked on one day: its letter heads the column of the planner."""

    code: str = Field(min_length=1, max_length=20, pattern=r"^[a-z0-9-]+$")
    nom: str = Field(min_length=1, max_length=60)
    lettre: str = Field(min_length=1, max_length=1)
    de: str
    a: str

    @field_validator("de", "a")
    @classmethod
    def _heure(cls, texte: str) -> str:
        try:
            time.fromisoformat(texte)
        except ValueError:
            raise ValueError(f"heure « {texte} » illisible. Écrivez par exemple « 07:30 ».") from None
        return texte

    @model_validator(mode="after")
    def _en_ordre(self) -> UniteModele:
        if self.fin_minute <= self.debut_minute:
            raise Incoherences([(("a",), "l’unité finit avant de commencer : échangez les deux heures.")])
        return self

    @property
    def debut_minute(self) -> int:
        """Minutes after midnight."""
        return _minutes(self.de)

    @property
    def fin_minute(self) -> int:
        """Minutes after midnight."""
        return _minutes(self.a)


class QuotaModele(Reglage):
    """Places kept for an age band; ages in years, the upper one excluded."""

    nom: str = Field(min_length=1, max_length=60)
    age_min: int = Field(ge=0, le=18)
    age_max: int = Field(ge=1, le=19)
    places: int = Field(ge=0)


class GroupeModele(Reglage):
    """Children who attend together; `par_ecole` stands for one such group in each school of the town."""

    code: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9-]+$")
    nom: str = Field(min_length=1, max_length=100)
    site: str = Field(default="", max_length=40)
    ecole: str = Field(default="", max_length=100)
    par_ecole: bool = False
    age_min: int = Field(default=2, ge=0, le=18)
    age_max: int = Field(default=13, ge=1, le=19)
    """In years; a child of exactly this age is too old."""
    classes: tuple[str, ...] = ()
    """Classes it takes, where the activity goes by class; empty: any of its ages."""
    salle: int | None = Field(default=None, ge=0)
    declaree: int | None = Field(default=None, ge=0)
    encadrants: int | None = Field(default=None, ge=0)
    taux: int | None = Field(default=None, ge=1)
    """Children one adult may look after."""
    quotas: tuple[QuotaModele, ...] = ()

    @model_validator(mode="after")
    def _ages(self) -> GroupeModele:
        if self.age_max <= self.age_min:
            raise Incoherences([(("age_max",), "l’âge maximum doit dépasser l’âge minimum : corrigez l’un des deux.")])
        if fautes := list(_bandes(self.quotas)):
            raise Incoherences(fautes)
        return self


def _bandes(quotas: Sequence[QuotaModele]) -> Iterator[tuple[Chemin, str]]:
    """Bands that are empty, or share an age: a child would be counted in two."""
    for rang, q in enumerate(quotas):
        if q.age_max <= q.age_min:
            yield (
                ("quotas", rang, "age_max"),
                "l’âge maximum doit dépasser l’âge minimum : corrigez l’un des deux.",
            )
        for autre in quotas[:rang]:
            if q.age_min < autre.age_max and autre.age_min < q.age_max:
                phrase = f"recouvre « {autre.nom} » : séparez leurs âges, le second exclu."
                yield ("quotas", rang, "age_min"), phrase


class ActiviteModele(Reglage):
    """How one service of the town is organised; its name and deadlines are those of the service."""

    service: str = Field(min_length=1)
    jours: Jours
    unites: tuple[UniteModele, ...] = Field(min_length=1)
    groupes: tuple[GroupeModele, ...] = Field(min_length=1)
    capacite: ModeCapacite = "minimum"
    """Which capacity binds: the least of those known, or one of them."""
    incompatibles: Paires = ()
    """Pairs of units not booked on the same day; one may be of another activity, « restauration.repas »."""
    jointes: Paires = ()
    """Pairs (unit, unit it implies): a meal implies midday."""
    age: AgeCompte = "debut"
    """What a group is chosen by: age on the first day, age of each day, or class."""
    complet: Literal["attente", "refuse"] = "attente"
    absence_preavis: Delais = ("aucun",)
    absence_certificat_heures: int | None = Field(default=None, ge=1)
    absence_carence_jours: int = Field(default=0, ge=0, le=30)
    absence_consecutifs_min: int = Field(default=1, ge=1, le=30)
    reference: str = Field(default="", max_length=100)
    """Article these rules come from."""

    @model_validator(mode="after")
    def _coherente(self) -> ActiviteModele:
        fautes: list[tuple[Chemin, str]] = []
        for liste in ("unites", "groupes"):
            codes = [element.code for element in getattr(self, liste)]
            fautes += [
                ((liste, rang, "code"), f"code « {code} » déjà pris dans cette activité : changez-le.")
                for rang, code in enumerate(codes)
                if code in codes[:rang]
            ]
        connus = [unite.code for unite in self.unites]
        for liste in ("incompatibles", "jointes"):
            for rang, paire in enumerate(getattr(self, liste)):
                siens = [
                    unite for activite, unite in (qualifier(self.service, c) for c in paire) if activite == self.service
                ]
                fautes += [((liste, rang), inconnue(code, connus)) for code in siens if code not in connus]
                if not siens:
                    fautes.append(((liste, rang), _ETRANGERE))
        if self.age == "classe" and not any(groupe.classes for groupe in self.groupes):
            fautes.append((("age",), "aucun groupe ne dit ses classes : ajoutez « classes » à chacun des groupes."))
        if fautes:
            raise Incoherences(fautes)
        return self

    def places(self, groupe: GroupeModele) -> int | None:
        """Places of a group on an ordinary day; None: no bound is known."""
        moyens = Moyens(salle=groupe.salle, declaree=groupe.declaree, encadrants=groupe.encadrants, taux=groupe.taux)
        return capacite(self.capacite, moyens)


_ETRANGERE = "aucune de ces deux unités n’est de cette activité : écrivez la paire dans l’une des deux autres."


def inconnue(code: str, connus: Sequence[str], *, de: str = "") -> str:
    """What is said of a unit no activity has."""
    lesquelles = f"Unités de « {de} »" if de else "Unités connues"
    return f"unité « {code} » inconnue. {lesquelles} : {', '.join(connus) or 'aucune'}."


def _minutes(heure: str) -> int:
    lue = time.fromisoformat(heure)
    return lue.hour * 60 + lue.minute
