"""Children the base has, looked for by their day of birth: a pupil of a school's file says no family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.familles.imports import MembreConnu, PersonneLue
from guichet.formats import cle_recherche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_ENFANTS = (
    "SELECT p.id AS personne_id, f.id AS famille_id, f.code, f.adresse, f.code_postal, f.ville, p.civilite, p.nom, "
    "p.nom_naissance, p.prenom, p.naissance, coalesce(c.ecole, '') AS ecole, coalesce(c.classe, '') AS classe, "
    "coalesce(v.ecole, '') AS derniere_ecole, coalesce(v.classe, '') AS derniere_classe "
    "FROM personne p JOIN lien l ON l.personne_id = p.id AND l.au IS NULL AND l.role = 'enfant' "
    "JOIN famille f ON f.id = l.famille_id LEFT JOIN scolarite c ON c.personne_id = p.id AND c.annee = :annee "
    "LEFT JOIN scolarite v ON v.personne_id = p.id "
    "AND v.annee = (SELECT max(annee) FROM scolarite WHERE personne_id = p.id AND annee <= :annee) "
    "WHERE p.naissance BETWEEN :du AND :au ORDER BY p.id, f.id"
)
_ANCIENS = (
    "SELECT p.id, h.champ, h.avant FROM historique_coordonnees h JOIN personne x ON x.id = h.personne_id "
    "JOIN personne p ON p.id = coalesce(x.fusionnee_dans, x.id) "
    "WHERE h.champ IN ('nom', 'prenom', 'autre_nom', 'autre_prenom') AND p.naissance BETWEEN :du AND :au "
    "UNION ALL SELECT p.id, 'nom', x.nom FROM personne x JOIN personne p ON p.id = x.fusionnee_dans "
    "WHERE p.naissance BETWEEN :du AND :au UNION ALL SELECT p.id, 'prenom', x.prenom FROM personne x "
    "JOIN personne p ON p.id = x.fusionnee_dans WHERE p.naissance BETWEEN :du AND :au"
)


_NOMMES = (
    "SELECT f.code, p.nom, p.nom_naissance, p.prenom FROM personne p "
    "JOIN lien l ON l.personne_id = p.id AND l.au IS NULL AND l.role = 'enfant' "
    "JOIN famille f ON f.id = l.famille_id ORDER BY f.id"
)


class _Nomme(NamedTuple):
    code: str
    nom: str
    nom_naissance: str
    prenom: str


class _Enfant(NamedTuple):
    personne_id: int
    famille_id: int
    code: str
    adresse: str
    code_postal: str
    ville: str
    civilite: str
    nom: str
    nom_naissance: str
    prenom: str
    naissance: date
    ecole: str
    classe: str
    derniere_ecole: str
    derniere_classe: str


@dataclass(frozen=True, slots=True)
class EleveConnu:
    """A child, as a member of each of their households."""

    membre: MembreConnu
    foyers: tuple[tuple[int, str, tuple[str, str, str]], ...]
    """Number, code and address of each."""


def lire(s: Lecteur, jours: Collection[date], *, annee: int) -> list[EleveConnu]:
    """Children born between the first and the last of these days, with the school of `annee`."""
    if not jours:
        return []
    bornes = {"du": min(jours), "au": max(jours)}
    anciens: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for personne_id, champ, avant in s.lignes(_ANCIENS, bornes):
        anciens[personne_id].add((champ.removeprefix("autre_"), cle_recherche(avant)))
    foyers: defaultdict[int, list[_Enfant]] = defaultdict(list)
    for enfant in s.lire(_Enfant, _ENFANTS, bornes | {"annee": annee}):
        foyers[enfant.personne_id].append(enfant)
    return [
        EleveConnu(
            MembreConnu(
                personne_id,
                frozenset(anciens[personne_id]),
                parti=False,
                fiche=_fiche(siens[0]),
                derniere=(siens[0].derniere_ecole, siens[0].derniere_classe),
            ),
            tuple((e.famille_id, e.code, (e.adresse, e.code_postal, e.ville)) for e in siens),
        )
        for personne_id, siens in foyers.items()
    ]


def foyers_par_nom(s: Lecteur) -> dict[tuple[str, str], list[str]]:
    """Codes of the households of each child, by name or name of birth, and first name."""
    foyers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for enfant in s.lire(_Nomme, _NOMMES):
        prenom = cle_recherche(enfant.prenom)
        for nom in {cle_recherche(n) for n in (enfant.nom, enfant.nom_naissance) if n}:
            foyers[nom, prenom].append(enfant.code)
    return foyers


def _fiche(e: _Enfant) -> PersonneLue:
    return PersonneLue(
        0, "enfant", e.civilite, e.nom, e.nom_naissance, e.prenom, e.naissance, ecole=e.ecole, classe=e.classe
    )
