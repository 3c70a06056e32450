"""What the index is made from: the rows of a run of households, or of a few of them, read in five statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from guichet.registres.recherche.fiche import Fiche, Foyer, Membre, composer
from guichet.registres.socle.sql import en_liste

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

PAS = 1000
"""Households read at once: memory stays flat whatever the size of the town."""

_FAMILLES = """
SELECT id AS famille_id, code, ville, residence FROM famille
WHERE id {parmi} AND fusionnee_dans IS NULL ORDER BY id
"""

# A household made one with another is found by its former code, in the row of the one kept.
_FONDUES = """
SELECT fusionnee_dans, code FROM famille WHERE fusionnee_dans {parmi} ORDER BY id
"""

# The class shown is that of the latest school year.
_MEMBRES = """
SELECT l.famille_id, l.role, l.au IS NULL AS present, p.nom, p.nom_naissance, p.prenom, p.naissance,
       p.naissance_partielle, p.courriel, p.mobile, p.fixe, p.pai, s.ecole, s.classe
FROM lien l
JOIN personne p ON p.id = l.personne_id
LEFT JOIN scolarite s ON s.personne_id = p.id
  AND s.annee = (SELECT max(x.annee) FROM scolarite x WHERE x.personne_id = p.id)
WHERE l.famille_id {parmi}
ORDER BY l.famille_id, l.rang, l.id
"""

_IDENTIFIANTS = """
SELECT famille_id, identifiant FROM compte_portail WHERE famille_id {parmi}
UNION
SELECT c.famille_id, a.identifiant FROM identifiant_ancien a JOIN compte_portail c ON c.id = a.compte_id
WHERE c.famille_id {parmi}
"""

# A name changed by marriage, a telephone given up, the sheet made one with this one: what the parent may still say.
_ANCIENS = """
SELECT l.famille_id, h.champ, h.avant FROM historique_coordonnees h
JOIN personne p ON p.id = h.personne_id
JOIN lien l ON l.personne_id = coalesce(p.fusionnee_dans, p.id)
WHERE l.famille_id {parmi}
  AND h.champ IN ('nom', 'nom_naissance', 'prenom', 'courriel', 'mobile', 'fixe')
UNION ALL
SELECT l.famille_id, c.champ,
       CASE c.champ WHEN 'nom' THEN x.nom WHEN 'nom_naissance' THEN x.nom_naissance WHEN 'prenom' THEN x.prenom
       WHEN 'courriel' THEN x.courriel WHEN 'mobile' THEN x.mobile ELSE x.fixe END
FROM personne x JOIN lien l ON l.personne_id = x.fusionnee_dans
CROSS JOIN (SELECT 'nom' AS champ UNION ALL SELECT 'nom_naissance' UNION ALL SELECT 'prenom'
            UNION ALL SELECT 'courriel' UNION ALL SELECT 'mobile' UNION ALL SELECT 'fixe') c
WHERE x.fusionnee_dans IS NOT NULL AND l.famille_id {parmi}
"""


_PLAGE = "BETWEEN :debut AND :fin"


class Sources(NamedTuple):
    """All that a household is found by."""

    membres: list[Membre]
    identifiants: list[str]
    """Of its portal accounts, former ones included."""
    anciens: list[tuple[str, str]]
    """Former coordinates, field and value."""
    anciens_codes: list[str]
    """Of the households made one with it."""


def plages(familles: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring ids, at most PAS long: an import is one run, an edit is one household."""
    plage: list[int] = []
    for famille_id in sorted(set(familles)):
        if plage and (famille_id != plage[-1] + 1 or len(plage) == PAS):
            yield plage[0], plage[-1]
            plage = []
        plage.append(famille_id)
    if plage:
        yield plage[0], plage[-1]


def fiches(s: Lecteur, debut: int, fin: int) -> list[Fiche]:
    """Rows the index should hold for the households numbered from `debut` to `fin`, both included."""
    bornes = {"debut": debut, "fin": fin}
    lues = _sources(s, _PLAGE, bornes)
    foyers = s.lire(Foyer, _FAMILLES.format(parmi=_PLAGE), bornes)
    return [composer(foyer, *lues[foyer.famille_id]) for foyer in foyers]


def sources(s: Lecteur, familles: Sequence[int]) -> dict[int, Sources]:
    """All that each of these households is found by."""
    return _sources(s, f"IN ({en_liste(familles)})", {})


def _sources(s: Lecteur, parmi: str, valeurs: dict[str, int]) -> defaultdict[int, Sources]:
    trouvees: defaultdict[int, Sources] = defaultdict(lambda: Sources([], [], [], []))
    for membre in s.lire(Membre, _MEMBRES.format(parmi=parmi), valeurs):
        trouvees[membre.famille_id].membres.append(membre)
    for famille_id, identifiant in s.lignes(_IDENTIFIANTS.format(parmi=parmi), valeurs):
        trouvees[famille_id].identifiants.append(identifiant)
    for famille_id, code in s.lignes(_FONDUES.format(parmi=parmi), valeurs):
        trouvees[famille_id].anciens_codes.append(code)
    for famille_id, champ, avant in s.lignes(_ANCIENS.format(parmi=parmi), valeurs):
        trouvees[famille_id].anciens.append((champ, avant))
    return trouvees
