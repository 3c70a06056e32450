"""What the index is made from: the rows of a run of households, read in five statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from guichet.registres.recherche.fiche import Fiche, Foyer, Membre, composer

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

PAS = 1000
"""Households read at once: memory stays flat whatever the size of the town."""

_FAMILLES = """
SELECT id AS famille_id, code, ville, residence FROM famille
WHERE id BETWEEN :debut AND :fin AND fusionnee_dans IS NULL ORDER BY id
"""

# A household made one with another is found by its former code, in the row of the one kept.
_FONDUES = """
SELECT fusionnee_dans, code FROM famille WHERE fusionnee_dans BETWEEN :debut AND :fin ORDER BY id
"""

# The class shown is that of the latest school year.
_MEMBRES = """
SELECT l.famille_id, l.role, l.au IS NULL AS present, p.nom, p.nom_naissance, p.prenom, p.naissance,
       p.naissance_partielle, p.courriel, p.mobile, p.fixe, p.pai, s.ecole, s.classe
FROM lien l
JOIN personne p ON p.id = l.personne_id
LEFT JOIN scolarite s ON s.personne_id = p.id
  AND s.annee = (SELECT max(x.annee) FROM scolarite x WHERE x.personne_id = p.id)
WHERE l.famille_id BETWEEN :debut AND :fin
ORDER BY l.famille_id, l.rang, l.id
"""

_IDENTIFIANTS = """
SELECT famille_id, identifiant FROM compte_portail WHERE famille_id BETWEEN :debut AND :fin
UNION
SELECT c.famille_id, a.identifiant FROM identifiant_ancien a JOIN compte_portail c ON c.id = a.compte_id
WHERE c.famille_id BETWEEN :debut AND :fin
"""

# A name changed by marriage, a telephone given up, the sheet made one with this one: what the parent may still say.
_ANCIENS = """
SELECT l.famille_id, h.champ, h.avant FROM historique_coordonnees h
JOIN personne p ON p.id = h.personne_id
JOIN lien l ON l.personne_id = coalesce(p.fusionnee_dans, p.id)
WHERE l.famille_id BETWEEN :debut AND :fin
  AND h.champ IN ('nom', 'nom_naissance', 'prenom', 'courriel', 'mobile', 'fixe')
UNION ALL
SELECT l.famille_id, c.champ,
       CASE c.champ WHEN 'nom' THEN x.nom WHEN 'nom_naissance' THEN x.nom_naissance WHEN 'prenom' THEN x.prenom
       WHEN 'courriel' THEN x.courriel WHEN 'mobile' THEN x.mobile ELSE x.fixe END
FROM personne x JOIN lien l ON l.personne_id = x.fusionnee_dans
CROSS JOIN (SELECT 'nom' AS champ UNION ALL SELECT 'nom_naissance' UNION ALL SELECT 'prenom'
            UNION ALL SELECT 'courriel' UNION ALL SELECT 'mobile' UNION ALL SELECT 'fixe') c
WHERE x.fusionnee_dans IS NOT NULL AND l.famille_id BETWEEN :debut AND :fin
"""


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
    membres: defaultdict[int, list[Membre]] = defaultdict(list)
    identifiants: defaultdict[int, list[str]] = defaultdict(list)
    anciens: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for membre in s.lire(Membre, _MEMBRES, bornes):
        membres[membre.famille_id].append(membre)
    for famille_id, identifiant in s.lignes(_IDENTIFIANTS, bornes):
        identifiants[famille_id].append(identifiant)
    codes: defaultdict[int, list[str]] = defaultdict(list)
    for famille_id, code in s.lignes(_FONDUES, bornes):
        codes[famille_id].append(code)
    for famille_id, champ, avant in s.lignes(_ANCIENS, bornes):
        anciens[famille_id].append((champ, avant))
    return [
        composer(
            foyer,
            membres[foyer.famille_id],
            identifiants[foyer.famille_id],
            anciens[foyer.famille_id],
            codes[foyer.famille_id],
        )
        for foyer in s.lire(Foyer, _FAMILLES, bornes)
    ]
