"""One town written in full, and the same town with one setting changed."""

from __future__ import annotations

import json
import shutil
import typing
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from guichet.base import Adresse
from guichet.communes import Commune
from guichet.contexte import Contexte
from guichet.regles.socle.droits import Role
from guichet.services.offre import reglement
from guichet.services.socle.initialisation import NouvelAgent, initialiser
from tests.bases import DEPART, Horloge, contexte, secrets_gabarit
from tests.services.guichet_identifiants import Foyer, installer

SITE = "annexe"
"""Where the workstation stands: not the first site, which is what an unknown one prints."""
SECRET = "cheval agrafe pile correct"
AGENT = NouvelAgent("demo", "Nadia", "Benali", Role.SUPERVISEUR, SECRET, tous_droits=True)

VILLE: dict[str, Any] = {
    "nom": "Ville",
    "slug": "ville",
    "resume": "ville des tests",
    "code_postal": "78990",
    "villes": ["Clairval-sur-Seine"],
    "codes_postaux": ["78999"],
    "ecoles": ["Molière", "Pagnol"],
    "portail": {"adresse": "a.example/ville", "modes_compte": ["guichet"]},
    "sites": [
        {"code": "mairie", "nom": "Mairie"},
        {
            "code": SITE,
            "nom": "Annexe",
            "adresse": ["1, rue Basse"],
            "code_postal": "78990",
            "ville": "Ville",
            "horaires": {"lundi": ["09:00-12:00"]},
        },
    ],
    "services": [
        {"code": "autre", "nom": "Autre service", "genre": "soir"},
        {"code": "can", "nom": "Cantine", "genre": "restauration", "reservation": ["J-15"], "annulation": ["J-8"]},
    ],
    "activites": [
        {
            "service": "can",
            "jours": "scolaires",
            "unites": [
                {"code": "gouter", "nom": "Goûter", "lettre": "G", "de": "16:30", "a": "17:00"},
                {"code": "repas", "nom": "Repas", "lettre": "R", "de": "11:30", "a": "13:30"},
            ],
            "groupes": [
                {
                    "code": "tous",
                    "nom": "Tous",
                    "salle": 3,
                    "declaree": 4,
                    "encadrants": 1,
                    "taux": 4,
                    "quotas": [{"nom": "petits", "age_min": 5, "age_max": 9, "places": 2}],
                }
            ],
            "absence_certificat_heures": 72,
        }
    ],
    "delais": {"rentree": {"jusqu_au": "30/09"}},
    "references": [{"titre": "Règlement", "version": "2026"}],
}
FOND = VILLE | {"services": [], "activites": [], "references": []}
"""What every base starts from: the calendar, no activity."""


def champs(modele: type[BaseModel] = Commune, debut: str = "") -> Iterator[str]:
    """Every setting of a règlement, « sites.horaires.lundi »: lists without their rank."""
    for nom, champ in modele.model_fields.items():
        sous = _modele(champ.annotation)
        if sous is None:
            yield debut + nom
        else:
            yield from champs(sous, f"{debut}{nom}.")


def _modele(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_modele, typing.get_args(annotation))), None)


def commune(reglages: Mapping[str, Any], fond: Mapping[str, Any] = VILLE) -> Commune:
    """The town with these settings; of a list, its last element is the one changed."""
    brut = deepcopy(dict(fond))
    for chemin, valeur in reglages.items():
        table: Any = brut
        *tables, cle = chemin.split(".")
        for nom in tables:
            table = table.setdefault(nom, {})
            table = table[-1] if isinstance(table, list) else table
        table[cle] = deepcopy(valeur)
    return Commune.model_validate_json(json.dumps(brut))


@dataclass(frozen=True)
class Essai:
    """A counter of that town, and one household before it."""

    ctx: Contexte
    foyer: Foyer
    horloge: Horloge


class Villes:
    """Opens bases of towns: one base made, copied, and each règlement loaded over it by the service itself."""

    def __init__(self, dossier: Path) -> None:
        self._dossier = dossier
        self._nombre = 0

    @cached_property
    def _fond(self) -> Path:
        fichier = self._dossier / "fond.db"
        self._creer(fichier, commune({}, FOND))
        return fichier

    @cached_property
    def _ville(self) -> Path:
        """The town unchanged, its règlement loaded."""
        fichier = self._copier(self._fond)
        self._charger(fichier, commune({}))
        return fichier

    def ouvrir(self, reglages: Mapping[str, Any], *, charger: bool, neuve: bool = False) -> Essai:
        """A counter of the town with these settings.

        `charger`: the base itself is made of them (activities, days, places); else the counter alone reads them.
        `neuve`: they are those of a base from its first day, which no règlement changes afterwards.
        """
        ville = commune(reglages)
        if neuve:
            self._nombre += 1
            fichier = self._dossier / f"neuve{self._nombre}.db"
            self._creer(fichier, ville)
        elif charger and reglages:
            fichier = self._copier(self._fond)
            self._charger(fichier, ville)
        else:
            fichier = self._copier(self._ville)
        horloge = Horloge()
        ctx = replace(contexte(Adresse(fichier), horloge), site=SITE, commune=ville)
        return Essai(ctx, installer(ctx, courriel="sophie@yahoo.fr"), horloge)

    def _creer(self, fichier: Path, ville: Commune) -> None:
        initialiser(
            Adresse(fichier), ville, maintenant=DEPART, agents=(AGENT,), formation=True, secrets=secrets_gabarit()
        ).fermer()

    def _charger(self, fichier: Path, ville: Commune) -> None:
        ctx = contexte(Adresse(fichier), Horloge())
        reglement.charger(ctx, commune=ville)
        ctx.base.fermer()

    def _copier(self, origine: Path) -> Path:
        self._nombre += 1
        copie = self._dossier / f"ville{self._nombre}.db"
        shutil.copy(origine, copie)
        temoin = origine.with_name(origine.name + ".temoin")
        if temoin.exists():
            shutil.copy(temoin, copie.with_name(copie.name + ".temoin"))
        return copie
