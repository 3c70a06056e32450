"""A calendar file: one period by line, `nature;du;au;libelle;site`, every wrong line told at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.activites import CalendrierIllisible
from guichet.formats import lire_date
from guichet.regles.calendrier import NaturePeriode, Periode

_COLONNES = ("nature", "du", "au", "libelle")


def lire_fichier(fichier: Path) -> list[Periode]:
    """Periods of a file, « ; » or « , » between columns.

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
        msg = f"{fichier.name}, ligne 1 : il manque « {', '.join(manques)} ». Écrivez « nature;du;au;libelle;site »."
        raise CalendrierIllisible(msg)
    periodes: list[Periode] = []
    fautes: list[str] = []
    for numero, ligne in _numerotees(lecteur):
        try:
            periodes.append(_periode(ligne))
        except SaisieInvalide as faute:
            fautes.append(f"{fichier.name}, ligne {numero}\u00a0: {faute.message}")
    if fautes:
        raise CalendrierIllisible("\n".join(fautes))
    return periodes


def _numerotees(lecteur: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    for ligne in lecteur:
        propre = {cle: (valeur or "").strip() for cle, valeur in ligne.items() if isinstance(valeur, str)}
        if any(propre.values()):
            yield lecteur.line_num, propre


def _periode(ligne: dict[str, str]) -> Periode:
    nature = ligne.get("nature", "").casefold()
    if nature not in set(NaturePeriode):
        raise SaisieInvalide(f"nature « {nature} » inconnue. Écrivez vacances, pont ou fermeture.")
    du, au = lire_date(ligne.get("du", "")), lire_date(ligne.get("au", ""))
    if au < du:
        raise SaisieInvalide("la période finit avant de commencer : échangez les deux dates.")
    if not ligne.get("libelle"):
        raise SaisieInvalide("le libellé manque : écrivez par exemple « grève ».")
    return Periode(NaturePeriode(nature), du, au, ligne["libelle"], ligne.get("site", ""))
