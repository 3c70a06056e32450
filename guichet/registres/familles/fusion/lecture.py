"""The two files as a merge compares them: the household's own fields, everybody who is or was in it, their schools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.familles import FusionImpossible, MembreInconnu
from guichet.formats.naissances import Naissance, connue
from guichet.registres.familles.fusion import photo
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.doublons import Portrait
from guichet.regles.familles.fusions import Quelquun
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_FOYER = (
    "SELECT id AS famille_id, code, adresse, complement, code_postal, ville, residence, envoi_factures, envoi_depuis, "
    "fusionnee_dans FROM famille WHERE id = :id"
)
_GENS = (
    "SELECT l.id AS lien_id, l.famille_id, l.role, l.au, l.payeur, p.id AS personne_id, p.civilite, p.nom, "
    "p.nom_naissance, p.prenom, p.naissance, p.naissance_partielle, p.courriel, p.mobile, p.fixe, p.regimes, p.pai, "
    "l.qualite, "
    "l.autorite_parentale, l.peut_chercher, l.urgence, l.garde_rythme, l.garde_ancre "
    "FROM lien l JOIN personne p ON p.id = l.personne_id WHERE l.famille_id IN ({}) "
    "ORDER BY l.au IS NOT NULL, l.rang, l.id"
)
_QUOTIENT = (
    "SELECT valeur_centimes, mois FROM quotient WHERE famille_id = :f AND du <= :jour AND (au IS NULL OR au >= :jour)"
)


class Foyer(NamedTuple):
    """A household's own fields."""

    famille_id: int
    code: str
    adresse: str
    complement: str
    code_postal: str
    ville: str
    residence: str
    envoi_factures: str
    envoi_depuis: date | None
    fusionnee_dans: int | None


class Place(NamedTuple):
    """Somebody's place in a household, with their sheet."""

    lien_id: int
    famille_id: int
    role: str
    au: date | None
    payeur: bool
    personne_id: int
    civilite: str
    nom: str
    nom_naissance: str
    prenom: str
    naissance: date | None
    naissance_partielle: str
    courriel: str
    mobile: str
    fixe: str
    regimes: str
    pai: bool
    qualite: str
    autorite_parentale: bool
    peut_chercher: bool
    urgence: bool
    garde_rythme: str
    garde_ancre: date | None

    @property
    def nee(self) -> Naissance:
        """What is known of their birth."""
        return connue(self.naissance, self.naissance_partielle)

    def champ(self, nom: str) -> object:
        """A field as it is compared."""
        return self.nee if nom == "naissance" else getattr(self, nom)

    def portrait(self, foyer: Foyer) -> Portrait:
        """What they are compared by."""
        return Portrait(
            nom=self.nom,
            prenom=self.prenom,
            nom_naissance=self.nom_naissance,
            naissance=self.nee,
            telephones=frozenset({self.mobile, self.fixe} - {""}),
            courriel=self.courriel,
            adresse=foyer.adresse,
            code_postal=foyer.code_postal,
        )


@dataclass(frozen=True, slots=True)
class Dossier:
    """One of the two files."""

    foyer: Foyer
    places: tuple[Place, ...]
    quotient: tuple[int, date] | None
    """Cents and month of the index in force."""

    def gens(self) -> list[Quelquun]:
        """Everybody who is or was there, each once."""
        roles: dict[int, set[str]] = {}
        for place in self.places:
            roles.setdefault(place.personne_id, set()).add(place.role)
        return [Quelquun(id_, frozenset(siens), self.place(id_).portrait(self.foyer)) for id_, siens in roles.items()]

    def place(self, personne_id: int) -> Place:
        """The present place of somebody, or the latest they had."""
        return next(p for p in self.places if p.personne_id == personne_id)

    def nom(self) -> str:
        """The name it is called by."""
        return next((p.nom.upper() for p in self.places if p.au is None and p.role != RoleLien.CONTACT.value), "")


def lire(s: Lecteur, famille_id: int, jour: date) -> Dossier:
    """One file.

    Raises:
        FusionImpossible: it was made one with another already.
    """
    foyer = s.lire_une(Foyer, _FOYER, {"id": famille_id})
    if foyer is None or foyer.fusionnee_dans is not None:
        deja = "" if foyer is None else f" {affiche(foyer.code)}"
        raise FusionImpossible(f"Ce dossier{deja} vient d’être réuni à un autre : rouvrez-le par son code (F3).")
    quotient = s.une(_QUOTIENT, {"f": famille_id, "jour": jour})
    gens = s.lire(Place, _GENS.format(int(famille_id)))
    return Dossier(foyer, tuple(gens), None if quotient is None else (quotient[0], quotient[1]))


def ecoles(s: Lecteur, personnes: list[int], jour: date) -> dict[int, tuple[str, str]]:
    """School and class of this school year, by person."""
    return {
        personne_id: (ecole, classe)
        for personne_id, ecole, classe in s.lignes(
            f"SELECT personne_id, ecole, classe FROM scolarite WHERE annee = :annee "  # noqa: S608 - integers
            f"AND personne_id IN ({en_liste(personnes)})",
            {"annee": annee_scolaire(jour)},
        )
    }


def de_ce_foyer(dossier: Dossier, personne_id: int) -> Place:
    """Somebody's place in this household.

    Raises:
        MembreInconnu: they have none.
    """
    if all(p.personne_id != personne_id for p in dossier.places):
        raise MembreInconnu("Cette personne n’est pas de ce foyer : relisez le dossier (F5).")
    return dossier.place(personne_id)


def empreinte(s: Lecteur, familles: list[int], personnes: list[int], dit: object) -> str:
    """Fingerprint of everything a merge would touch, and of what was said of it."""
    import hashlib

    lues = [[nom, cle, list(valeurs.values())] for (nom, cle), valeurs in photo.prendre(s, familles, personnes).items()]
    return hashlib.sha256(photo.en_json([sorted(map(str, lues)), dit]).encode()).hexdigest()[:16]
