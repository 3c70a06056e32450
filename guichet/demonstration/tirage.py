"""Families drawn from a seed: the same seed gives the same town, and family n does not depend on how many there are.

Nobody here can be reached: telephones are of the ranges kept for fiction (Arcep), mails of a reserved domain.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from guichet.demonstration.fiches import CleDemo, CompteDemo, FamilleDemo, SecondFoyer, TacheDemo, famille
from guichet.demonstration.listes import lire
from guichet.fiches.familles.imports import PersonneLue, QuotientLu
from guichet.formats import cle_recherche
from guichet.regles.offre.annee import lundi_de
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.socle.domaine import CLASSES, EtatCle, Residence, RoleLien

T = TypeVar("T")

_CYCLE = 12
"""Every twelfth family is of separated parents, the next one is the other parent's household."""
_SEPARES = 7

_PETITE_SECTION = CLASSES.index("PS")
_CM2 = CLASSES.index("CM2")
_DOMAINES = ("orange", "gmail", "free", "laposte", "hotmail", "sfr", "yahoo")
_COMPTES = {
    EtatComptePortail.CGU_ACCEPTEES: 46,
    EtatComptePortail.ACTIVE: 14,
    EtatComptePortail.EMIS: 18,
    EtatComptePortail.A_EMETTRE: 12,
    EtatComptePortail.SUSPENDU: 5,
    EtatComptePortail.EFFACE: 5,
}
_CLES = {
    EtatCle.UTILISEE: 50,
    EtatCle.REMISE: 18,
    EtatCle.EMISE: 14,
    EtatCle.EXPIREE: 10,
    EtatCle.REVOQUEE: 8,
}
_REGIMES = {"": 92, "sans porc": 5, "sans gluten": 1, "sans viande": 2}
_PAI = ("arachide", "asthme", "lait de vache", "œuf", "diabète")
_SOURCES = {"CAF": 80, "avis d’imposition": 12, "API Particulier": 8}


@dataclass(frozen=True, slots=True)
class Ville:
    """What of the town and the day the families depend on."""

    nom: str
    code_postal: str
    ecoles: tuple[str, ...]
    annee: int
    """School year."""
    jour: date


def tirer(graine: int, rang: int, code: str, autre_code: str, ville: Ville) -> FamilleDemo:
    """Family number `rang`; `autre_code` is that of the family before, whose child a second household shares."""
    hasard = random.Random(f"{graine}:{rang}")  # noqa: S311 - believable people, not secrets
    if rang % _CYCLE == _SEPARES + 1:
        return _second_foyer(graine, rang, code, autre_code, ville)
    membres = [_adulte(hasard, femme=hasard.random() < 0.75)]
    separes = rang % _CYCLE == _SEPARES
    if not separes and hasard.random() < 0.7:
        membres.append(_conjoint(hasard, membres[0]))
    membres += _enfants(hasard, membres[0].nom, ville, separes=separes)
    if hasard.random() < 0.35:
        membres.append(_contact(hasard, membres[0].nom))
    return _famille(hasard, code, membres, ville)


def _second_foyer(graine: int, rang: int, code: str, autre_code: str, ville: Ville) -> FamilleDemo:
    """The other parent's household of the family before: one adult, whose children live in both."""
    premier = tirer(graine, rang - 1, autre_code, "", ville)
    hasard = random.Random(f"{graine}:{rang}")  # noqa: S311 - believable people, not secrets
    enfants = [i for i, p in enumerate(premier.famille.membres) if p.role == RoleLien.ENFANT]
    parent = replace(_adulte(hasard, femme=premier.famille.membres[0].civilite == "M."), nom_naissance="")
    tiree = _famille(hasard, code, [parent], ville)
    return replace(tiree, seconds=tuple(SecondFoyer(autre_code, i) for i in enfants))


def _famille(hasard: random.Random, code: str, membres: list[PersonneLue], ville: Ville) -> FamilleDemo:
    lieu = (ville.code_postal, ville.nom, Residence.COMMUNE.value)
    if hasard.random() < 0.08:
        code_postal, nom = hasard.choice(lire("villes")).split(" ", 1)
        lieu = (code_postal, nom, Residence.EXTERIEUR.value)
    adresse = f"{hasard.randint(1, 120)}, {hasard.choice(lire('voies'))}"
    quotient = None
    if hasard.random() < 0.85:
        mois = (ville.jour.replace(day=1) - timedelta(days=hasard.choice((1, 1, 1, 1, 240, 400)))).replace(day=1)
        quotient = QuotientLu(0, int(min(3200, hasard.lognormvariate(6.7, 0.6))) * 100, mois)
    adultes = [i for i, p in enumerate(membres) if p.role == RoleLien.RESPONSABLE and p.courriel]
    comptes = tuple(_compte(hasard, i) for i in adultes if hasard.random() < (0.8 if i == 0 else 0.25))
    return FamilleDemo(
        famille=famille(code, adresse, lieu, membres, quotient=quotient),
        anciennete=hasard.randint(20, 2400),
        source_qf=_selon(hasard, _SOURCES),
        electronique=bool(comptes) and hasard.random() < 0.5,
        comptes=comptes,
        cles=tuple(_cle(hasard, i) for i in adultes[:1] if hasard.random() < 0.6),
    )


def _selon(hasard: random.Random, poids: dict[T, int]) -> T:
    return hasard.choices(list(poids), list(poids.values()))[0]


def _compte(hasard: random.Random, rang: int) -> CompteDemo:
    etat = _selon(hasard, _COMPTES)
    # Identifiers issued in the last fortnight: some have just expired (rule 14).
    jours = hasard.randint(0, 14) if etat is EtatComptePortail.EMIS else hasard.randint(20, 900)
    return CompteDemo(rang, etat, jours, guichet=hasard.random() < 0.25)


def _cle(hasard: random.Random, rang: int) -> CleDemo:
    etat = _selon(hasard, _CLES)
    vivante = etat in {EtatCle.EMISE, EtatCle.REMISE}
    return CleDemo(rang, etat, hasard.randint(0, 25) if vivante else hasard.randint(40, 700))


def _adulte(hasard: random.Random, *, femme: bool, nom: str = "") -> PersonneLue:
    nom = nom or hasard.choice(lire("noms"))
    prenom = hasard.choice(lire("prenoms-femmes" if femme else "prenoms-hommes"))
    courriel = ""
    if hasard.random() < 0.88:
        souche = ".".join("".join(cle_recherche(mot).split()) for mot in (prenom, nom))
        courriel = f"{souche}{hasard.randint(1, 99)}@{hasard.choice(_DOMAINES)}.example"
    return PersonneLue(
        ligne=0,
        role=RoleLien.RESPONSABLE.value,
        civilite="Mme" if femme else "M.",
        nom=nom,
        nom_naissance=hasard.choice(lire("noms")) if femme and hasard.random() < 0.3 else "",
        prenom=prenom,
        naissance=date(hasard.randint(1976, 1996), 1, 1) + timedelta(days=hasard.randrange(365)),
        courriel=courriel,
        mobile=f"063998{hasard.randrange(10_000):04d}" if hasard.random() < 0.95 else "",
        fixe=f"019900{hasard.randrange(10_000):04d}" if hasard.random() < 0.2 else "",
        qualite="mère" if femme else "père",
        autorite_parentale=True,
    )


def _conjoint(hasard: random.Random, premier: PersonneLue) -> PersonneLue:
    # Most couples share the name; one in ten is of two women or two men.
    femme = (premier.civilite == "Mme") is (hasard.random() < 0.1)
    return _adulte(hasard, femme=femme, nom=premier.nom if hasard.random() < 0.65 else "")


def _enfants(hasard: random.Random, nom: str, ville: Ville, *, separes: bool) -> list[PersonneLue]:
    """One to four children of one school, the eldest first, at least nine months apart."""
    nombre = hasard.choices((1, 2, 3, 4), (40, 42, 14, 4))[0]
    ecole, centre, prenoms = hasard.choice(ville.ecoles), hasard.randint(41, 324), set[str]()
    enfants = []
    for rang in sorted(hasard.sample(range(_PETITE_SECTION, _CM2 + 1), nombre), reverse=True):
        fille = hasard.random() < 0.5
        prenom = hasard.choice([p for p in lire("prenoms-filles" if fille else "prenoms-garcons") if p not in prenoms])
        prenoms.add(prenom)
        pai = hasard.random() < 0.04
        # Three years old in the year of petite section, and so on.
        janvier = date(ville.annee - 3 - (rang - _PETITE_SECTION), 1, 1)
        enfants.append(
            PersonneLue(
                ligne=0,
                role=RoleLien.ENFANT.value,
                civilite="F" if fille else "G",
                nom=nom,
                nom_naissance="",
                prenom=prenom,
                naissance=janvier + timedelta(days=centre + hasard.randint(-40, 40)),
                regimes=_selon(hasard, _REGIMES),
                pai=pai,
                pai_detail=hasard.choice(_PAI) if pai else "",
                ecole=ecole,
                classe=CLASSES[rang],
                garde_rythme="1/2" if separes else "",
                garde_ancre=_lundi(ville) if separes else None,
            )
        )
    return enfants


def _lundi(ville: Ville) -> date:
    """Monday of the first school week: alternate custody counts from it."""
    rentree = date(ville.annee, 9, 1)
    return lundi_de(rentree)


def _contact(hasard: random.Random, nom: str) -> PersonneLue:
    femme = hasard.random() < 0.6
    return PersonneLue(
        ligne=0,
        role=RoleLien.CONTACT.value,
        civilite="Mme" if femme else "M.",
        nom=nom if hasard.random() < 0.5 else hasard.choice(lire("noms")),
        nom_naissance="",
        prenom=hasard.choice(lire("prenoms-femmes" if femme else "prenoms-hommes")),
        naissance=None,
        mobile=f"063998{hasard.randrange(10_000):04d}",
        qualite=hasard.choice(
            ("grand-mère", "tante", "nourrice", "voisine") if femme else ("grand-père", "oncle", "voisin")
        ),
        peut_chercher=hasard.random() < 0.8,
        urgence=hasard.random() < 0.6,
    )


TACHES = (
    TacheDemo(0, jours_ouvres=2, decalage=-180),
    TacheDemo(0, jours_ouvres=1, decalage=53),
    TacheDemo(0, jours_ouvres=1, decalage=95),
    TacheDemo(0, jours_ouvres=1, decalage=113),
    TacheDemo(0, jours_ouvres=0, decalage=-40),
)
"""Forgotten identifiers of the day: one late, three due within two hours, one fresh."""
