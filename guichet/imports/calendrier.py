"""A calendar file: one period by line, `nature;du;au;libelle;site;activite`, every wrong line told at once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.activites import CalendrierIllisible
from guichet.formats import lire_date
from guichet.regles.offre.calendrier import NaturePeriode, Periode

_COLONNES = ("nature", "du", "au", "libelle")
_TETE = "nature;du;au;libelle;site;activite"


def lire_fichier(
    fichier: Path, *, activites: Mapping[str, int], verifier: Callable[[Periode], Periode]
) -> list[Periode]:
    """Periods of a file, « ; » or « , » between columns; site and activity may be left out.

    Args:
        fichier: where it is.
        activites: number of each activity by its code.
        verifier: what a period must satisfy, however it came; raises SaisieInvalide.

    Raises:
        CalendrierIllisible: every wrong line, with what it should say.
    """
    try:
        texte = fichier.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as erreur:
        raise CalendrierIllisible(f"{fichier} ne peut pas être lu : donnez un fichier CSV en UTF-8.") from erreur
    lignes = texte.splitlines()
    separateur = ";" if lignes and ";" in lignes[0] else ","
    lecteur = csv.DictReader(lignes, delimiter=separateur)
    manques = [c for c in _COLONNES if c not in (lecteur.fieldnames or ())]
    if manques:
        faute = f"il manque « {', '.join(manques)} ». Écrivez « {_TETE} »."
        raise CalendrierIllisible(f"{fichier.name}, ligne 1 : {faute}", [(1, faute)])
    periodes: list[Periode] = []
    fautes: list[tuple[int, str]] = []
    for numero, ligne in _numerotees(lecteur):
        try:
            periodes.append(verifier(_periode(ligne, activites)))
        except SaisieInvalide as faute_:
            # It follows the number of its line.
            fautes.append((numero, faute_.message[:1].lower() + faute_.message[1:]))
    if fautes:
        raise CalendrierIllisible("\n".join(f"{fichier.name}, ligne {n} : {f}" for n, f in fautes), fautes)
    return list(dict.fromkeys(periodes))


def _numerotees(lecteur: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for ligne in lecteur:
        propre = {cle: (valeur or "").strip() for cle, valeur in ligne.items() if isinstance(valeur, str)}
        if any(propre.values()):
            yield lecteur.line_num, propre


def _periode(ligne: dict[str, str], activites: Mapping[str, int]) -> Periode:
    nature, activite = ligne.get("nature", "").casefold(), ligne.get("activite", "")
    if nature not in set(NaturePeriode):
        raise SaisieInvalide(f"nature « {nature} » inconnue. Écrivez vacances, pont ou fermeture.")
    if activite and activite not in activites:
        raise SaisieInvalide(f"activité « {activite} » inconnue. Activités : {', '.join(activites) or 'aucune'}.")
    du, au = lire_date(ligne.get("du", "")), lire_date(ligne.get("au", ""))
    return Periode(NaturePeriode(nature), du, au, ligne["libelle"], ligne.get("site", ""), activites.get(activite))
