"""Households the base has already, read by their codes for a file to be compared with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from guichet.fiches.familles.imports import FamilleConnue, MembreConnu, PersonneLue, QuotientLu
from guichet.formats import cle_recherche
from guichet.formats.naissances import connue
from guichet.regles.familles.doublons import IDENTITE, Portrait, comparer

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

# A line that bears the code of a file made one with another is about the one kept.
_FAMILLES = (
    "SELECT k.id AS famille_id, f.code, k.adresse, k.code_postal, k.ville FROM famille f "
    "JOIN famille k ON k.id = coalesce(f.fusionnee_dans, f.id) WHERE f.code IN ({})"
)
_REUNIS = "SELECT code FROM famille WHERE fusionnee_dans IS NOT NULL AND code IN ({})"
_MEMBRES = (
    "SELECT l.famille_id, p.id AS personne_id, l.au, l.role, p.civilite, p.nom, p.nom_naissance, p.prenom, "
    "p.naissance, p.naissance_partielle, p.courriel, p.mobile, p.fixe, p.regimes, p.pai, "
    "coalesce(d.detail, '') AS pai_detail, coalesce(c.ecole, '') AS ecole, coalesce(c.classe, '') AS classe, "
    "coalesce(v.ecole, '') AS derniere_ecole, coalesce(v.classe, '') AS derniere_classe "
    "FROM lien l JOIN personne p ON p.id = l.personne_id "
    "LEFT JOIN pai_detail d ON d.personne_id = p.id "
    "LEFT JOIN scolarite c ON c.personne_id = p.id AND c.annee = :annee "
    "LEFT JOIN scolarite v ON v.personne_id = p.id AND v.annee = (SELECT max(y.annee) FROM scolarite y "
    "WHERE y.personne_id = p.id AND y.annee <= :annee) "
    "WHERE l.famille_id IN ({}) ORDER BY l.au IS NOT NULL, l.rang, l.id"
)
_QUOTIENTS = "SELECT famille_id, valeur_centimes, mois, du FROM quotient WHERE famille_id IN ({}) ORDER BY du"
_ANCIENS = (
    "SELECT p.id, h.champ, h.avant FROM historique_coordonnees h JOIN personne x ON x.id = h.personne_id "
    "JOIN personne p ON p.id = coalesce(x.fusionnee_dans, x.id) "
    "WHERE h.champ IN ('nom', 'prenom', 'autre_nom', 'autre_prenom') AND p.id IN ({0}) "
    # As the sheet made one with theirs wrote them.
    "UNION ALL SELECT fusionnee_dans, 'nom', nom FROM personne WHERE fusionnee_dans IN ({0}) "
    "UNION ALL SELECT fusionnee_dans, 'prenom', prenom FROM personne WHERE fusionnee_dans IN ({0})"
)
_HOMONYMES = (
    "SELECT p.nom, p.prenom, p.naissance, f.code FROM personne p JOIN lien l ON l.personne_id = p.id "
    "JOIN famille f ON f.id = l.famille_id WHERE l.au IS NULL AND p.id <= :dernier AND p.naissance IN ({}) "
    "ORDER BY p.id"
)

G = TypeVar("G")
Cle = tuple[str, str, date]
"""Search keys of name and first name, and date of birth: who somebody is, whatever the household."""


class _Famille(NamedTuple):
    famille_id: int
    code: str
    adresse: str
    code_postal: str
    ville: str


class _Membre(NamedTuple):
    famille_id: int
    personne_id: int
    au: date | None
    role: str
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
    pai_detail: str
    ecole: str
    classe: str
    derniere_ecole: str
    derniere_classe: str

    def fiche(self) -> PersonneLue:
        """The same, as a file would say it; 0: of no row of it."""
        champs = self._asdict()
        champs["naissance"] = connue(self.naissance, champs.pop("naissance_partielle"))
        return PersonneLue(0, **{nom: champs[nom] for nom in _DITS})


_DITS = tuple(
    champ
    for champ in _Membre._fields[_Membre._fields.index("role") : _Membre._fields.index("derniere_ecole")]
    if champ != "naissance_partielle"
)


def _parmi(s: Lecteur, sql: str, valeurs: Iterable[Any], **autres: Any) -> list[tuple[Any, ...]]:
    """Run a query with a list of values; nothing is asked for an empty list."""
    voulues = list(valeurs)
    return s.lignes(*_avec(sql, voulues, **autres)) if voulues else []


def _avec(sql: str, valeurs: Sequence[Any], **autres: Any) -> tuple[str, dict[str, Any]]:
    """A query with a list of values in its braces, and these values."""
    noms = {f"v{rang}": valeur for rang, valeur in enumerate(valeurs)}
    return sql.format(", ".join(f":{nom}" for nom in noms)), noms | autres


def lire(s: Lecteur, codes: Sequence[str], *, annee: int) -> dict[str, FamilleConnue]:
    """Known households among these codes, with past members and former names; schools are those of `annee`."""
    familles = s.lire(_Famille, *_avec(_FAMILLES, codes)) if codes else []
    ids = [famille.famille_id for famille in familles]
    lus = s.lire(_Membre, *_avec(_MEMBRES, ids, annee=annee)) if ids else []
    anciens: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for personne_id, champ, avant in _parmi(s, _ANCIENS, {lu.personne_id for lu in lus}):
        anciens[personne_id].add((champ.removeprefix("autre_"), cle_recherche(avant)))
    membres: defaultdict[int, list[MembreConnu]] = defaultdict(list)
    for lu in lus:
        membres[lu.famille_id].append(
            MembreConnu(
                lu.personne_id,
                frozenset(anciens[lu.personne_id]),
                lu.au is not None,
                lu.fiche(),
                (lu.derniere_ecole, lu.derniere_classe),
            )
        )
    # In order of date: the last one of a household is the one kept.
    quotients = {f: (QuotientLu(0, valeur, mois), du) for f, valeur, mois, du in _parmi(s, _QUOTIENTS, ids)}
    connues = {}
    for f in familles:
        quotient, du = quotients.get(f.famille_id, (None, None))
        connues[f.code] = FamilleConnue(
            famille_id=f.famille_id,
            adresse=f.adresse,
            code_postal=f.code_postal,
            ville=f.ville,
            membres=tuple(membres[f.famille_id]),
            quotient=quotient,
            quotient_du=du,
        )
    return connues


def passes(s: Lecteur, lot: Sequence[G], *, code: Callable[[G], str]) -> list[list[G]]:
    """Cut a lot so that no household is compared twice with what it was before: a former code leads to the one kept."""
    anciens = {ancien for (ancien,) in _parmi(s, _REUNIS, [code(groupe) for groupe in lot])}
    ensemble = [groupe for groupe in lot if code(groupe) not in anciens]
    return [ensemble, *([groupe] for groupe in lot if code(groupe) in anciens)]


def cle(personne: PersonneLue) -> Cle | None:
    """Who somebody is; None without a day of birth, since a name alone is shared."""
    if not isinstance(personne.naissance, date):
        return None
    return cle_recherche(personne.nom), cle_recherche(personne.prenom), personne.naissance


def homonymes(s: Lecteur, jours: Iterable[date], *, dernier: int) -> dict[Cle, str]:
    """Persons born on these days, with the code of a household of theirs; only identifiers up to `dernier`."""
    return {
        (cle_recherche(nom), cle_recherche(prenom), naissance): code
        for nom, prenom, naissance, code in _parmi(s, _HOMONYMES, jours, dernier=dernier)
    }


def proche(personne: PersonneLue, connus: Mapping[Cle, str]) -> tuple[str, str] | None:
    """Household of somebody born the same day and written otherwise, and why; None when nobody is like them."""
    saisi = Portrait(personne.nom, personne.prenom, personne.nom_naissance, personne.naissance)
    for (nom, prenom, naissance), code in connus.items():
        if naissance == personne.naissance:
            ressemblance = comparer(saisi, Portrait(nom, prenom, naissance=naissance))
            if IDENTITE & set(ressemblance.raisons):
                return code, ", ".join(ressemblance.raisons)
    return None
