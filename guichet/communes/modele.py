"""A town: everything that differs from one to the next and therefore is a setting, never a constant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from guichet.communes.activites import ActiviteModele, inconnue
from guichet.communes.horaires import Site
from guichet.communes.portail import Portail
from guichet.communes.reglages import (
    Attente,
    CleEnfance,
    ConditionsDepot,
    Donnees,
    Identifiants,
    Majoration,
    Paiement,
    Reference,
    Retards,
    Service,
)
from guichet.communes.textes import CodePostal, DomaineCourriel, Texte
from guichet.erreurs.socle import insecables
from guichet.lecture_toml.lignes import Chemin
from guichet.lecture_toml.valide import ENREGISTRE, Incoherences, Reglage
from guichet.regles.familles.residence import codes_attendus, juger
from guichet.regles.offre.regles_activite import qualifier
from guichet.regles.portail.mots import MotsPortail

# Kept in the base with each rule: the same bytes as in the bases that exist.
_PUIS = insecables(" ; ")

CLASSES = ("TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2")
REFERENCE_MAX = 100
"""Signs kept of the documents a rule comes from."""
DOMAINES_A_PROBLEME = ("yahoo.*", "ymail.com", "rocketmail.com")


class Commune(Reglage):
    """The règlement of a town as its preset states it, stored as a dated row of the base."""

    nom: str = Field(min_length=1)
    slug: str = Field(min_length=1, pattern=r"^[a-z0-9-]+$")
    resume: str = ""
    """One line for the list of towns."""
    code_postal: CodePostal = ""
    villes: tuple[Texte, ...] = ()
    """Towns whose inhabitants count as « dans la commune »; empty in a preset whose source names no town."""
    codes_postaux: tuple[CodePostal, ...] = ()
    """Post codes that count too; empty: the name alone decides."""
    zone: Literal["", "A", "B", "C"] = "C"
    """School zone; "" where none is (Corsica, overseas): the calendar is the town's own, read from a file."""
    alsace_moselle: bool = False
    classes: tuple[Texte, ...] = CLASSES
    ecoles: tuple[Texte, ...] = ()
    domaines_a_probleme: tuple[DomaineCourriel, ...] = DOMAINES_A_PROBLEME
    """Mail domains with a known delivery problem (rule 17); « .* » stands for any ending."""
    particularites: tuple[Texte, ...] = ()
    """Rules of this town an agent must know, in plain sentences."""
    portail: Portail
    sites: tuple[Site, ...] = Field(min_length=1)
    services: tuple[Service, ...] = ()
    activites: tuple[ActiviteModele, ...] = ()
    """How the services are organised: groups, units, places (issue 3)."""
    delais: Retards = Retards()
    majoration: Majoration = Majoration()
    attente: Attente = Attente()
    identifiants: Identifiants = Identifiants()
    cle_enfance: CleEnfance = CleEnfance()
    conditions_depot: ConditionsDepot = ConditionsDepot()
    paiement: Paiement = Paiement()
    references: tuple[Reference, ...] = ()
    donnees: Donnees = Donnees()

    @model_validator(mode="after")
    def _coherente(self) -> Commune:
        fautes: list[tuple[Chemin, str]] = []
        for rang, site in enumerate(self.sites):
            if any(site.code == autre.code and _se_recouvrent(site, autre) for autre in self.sites[:rang]):
                fautes.append(
                    (
                        ("sites", rang, "code"),
                        f"site « {site.code} » déjà pris : changez le code, ou « du » et « au ».",
                    )
                )
        codes = [service.code for service in self.services]
        fautes += [
            (
                ("services", rang, "code"),
                f"deux services portent le code « {code} » : changez l’un des deux.",
            )
            for rang, code in enumerate(codes)
            if code in codes[:rang]
        ]
        organises = [activite.service for activite in self.activites]
        # A service wrongly named twice makes its activity an unknown one: one mistake, told once.
        if not fautes:
            fautes += [
                (
                    ("activites", rang, "service"),
                    f"service « {code} » déjà organisé : gardez une seule activité par service."
                    if code in organises[:rang]
                    else f"service « {code} » inconnu. Codes connus : {', '.join(codes) or 'aucun'}.",
                )
                for rang, code in enumerate(organises)
                if code in organises[:rang] or code not in codes
            ]
            fautes += self._paires_etrangeres()
        fautes += self._classes_inconnues()
        rentree = self.delais.rentree
        fautes += [
            (
                ("delais", "rentree", "services", rang),
                f"service « {code} » inconnu. Codes de cette commune : {', '.join(codes) or 'aucun'}.",
            )
            for rang, code in enumerate(rentree.services if rentree else ())
            if code not in codes
        ]
        fautes += self._references_fausses(codes)
        if fautes:
            raise Incoherences(fautes)
        return self

    def _references_fausses(self, codes: list[str]) -> Iterator[tuple[Chemin, str]]:
        """Documents said of a service there is not, and citations too long to be kept with a rule."""
        for rang, reference in enumerate(self.references):
            for place, code in enumerate(reference.services):
                if code not in codes:
                    phrase = f"service « {code} » inconnu. Codes connus : {', '.join(codes) or 'aucun'}."
                    yield ("references", rang, "services", place), phrase
        for activite in self.activites:
            if not activite.reference and len(self.reference(activite.service)) > REFERENCE_MAX:
                yield (
                    ("references", len(self.references) - 1, "titre"),
                    f"citées ensemble pour « {activite.service} », elles dépassent {REFERENCE_MAX} signes"
                    " : raccourcissez un titre, ou dites les « services » de chacune.",
                )
                return

    def _classes_inconnues(self) -> Iterator[tuple[Chemin, str]]:
        """Classes of a group that no child of the town is in."""
        for rang, activite in enumerate(self.activites):
            for place, groupe in enumerate(activite.groupes):
                for classe in groupe.classes:
                    if classe not in self.classes:
                        phrase = f"classe « {classe} » inconnue. Classes de cette commune : {', '.join(self.classes)}."
                        yield ("activites", rang, "groupes", place, "classes"), phrase

    def reference(self, service: str) -> str:
        """Documents the rules of this service come from, as refusals cite them; "" where the town gives none."""
        siennes = (r for r in self.references if not r.services or service in r.services)
        return _PUIS.join(f"{r.titre} {r.version}".strip() for r in siennes)

    def _paires_etrangeres(self) -> list[tuple[Chemin, str]]:
        """Pairs that name a unit of another activity which has none such."""
        unites = {activite.service: [u.code for u in activite.unites] for activite in self.activites}
        return [
            (("activites", rang, liste, place), inconnue(code, unites.get(autre, ()), de=autre))
            for rang, activite in enumerate(self.activites)
            for liste in ("incompatibles", "jointes")
            for place, paire in enumerate(getattr(activite, liste))
            for code, (autre, unite) in ((code, qualifier(activite.service, code)) for code in paire)
            if autre != activite.service and unite not in unites.get(autre, ())
        ]

    def site(self, code: str, jour: date | None = None) -> Site | None:
        """The site of this code, in force on that day when one is given; None when there is none."""
        return next(
            (site for site in self.sites if site.code == code and (jour is None or site.en_service(jour))),
            None,
        )

    def service(self, code: str) -> Service | None:
        """The service of this code, None when the town does not offer it."""
        return next((service for service in self.services if service.code == code), None)

    def residence(self, ville: str, code_postal: str = "") -> bool | None:
        """Whether an address is « dans la commune », however its town is written; None when nothing tells."""
        return juger(ville, code_postal, villes=self.villes, codes=self.codes_postaux, mairie=self.code_postal)

    def codes_attendus(self, ville: str, code_postal: str) -> tuple[str, ...]:
        """Its post codes, where its name is written with another; () when nothing surprises."""
        return codes_attendus(ville, code_postal, villes=self.villes, codes=self.codes_postaux, mairie=self.code_postal)

    @property
    def mots_portail(self) -> MotsPortail:
        """What every sentence about the parents' portal quotes."""
        return _mots(self.portail, self.identifiants.delai_oubli_heures)

    def a_completer(self) -> tuple[str, ...]:
        """Keys a real town must fill before opening, because the source of the preset is silent on them."""
        manques = {
            "villes": self.villes,
            "code_postal": self.code_postal,
            "portail.adresse": self.portail.adresse,
        }
        return tuple(cle for cle, valeur in manques.items() if not valeur)

    def en_json(self) -> str:
        """Canonical JSON (sorted keys, no space): equal towns give equal texts, so a change can be seen."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def depuis_json(cls, texte: str) -> Commune:
        """The town stored by `en_json`."""
        return cls.model_validate_json(texte, context=ENREGISTRE)


def _se_recouvrent(un: Site, autre: Site) -> bool:
    debut = max(un.du or date.min, autre.du or date.min)
    return debut <= min(un.au or date.max, autre.au or date.max)


@lru_cache(maxsize=8)
def _mots(portail: Portail, oubli_heures: int) -> MotsPortail:
    """Gather them once a town: every dossier asks for them."""
    return MotsPortail(
        **dict(portail.vocabulaire),
        cgu_en_entier=portail.lire_cgu_en_entier,
        courriel_obligatoire=portail.courriel_obligatoire,
        changement_force=portail.changement_force,
        politique=portail.politique,
        oubli_heures=oubli_heures,
    )
