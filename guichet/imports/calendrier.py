"""A calendar file: one period by line, the town's own (`nature;du;au;libelle;site;activite`) or the ministry's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.activites import CalendrierIllisible
from guichet.erreurs.imports import FichierImportIllisible
from guichet.formats import cle_recherche, nettoyer
from guichet.formats.mots import citer, minuscule
from guichet.imports import calendrier_publie
from guichet.imports.dates import lire_jour
from guichet.imports.tables import tableau
from guichet.imports.tables.abime import est_abime
from guichet.imports.tables.tableau import Rangee, Tableau
from guichet.regles.offre.calendrier import NaturePeriode, Periode

T = TypeVar("T")

_OBLIGATOIRES = ("nature", "du", "au", "libelle")
_TETE = "nature;du;au;libelle;site;activite"
_NOMS = {nom: nom for nom in (*_OBLIGATOIRES, "site", "activite")} | {
    "debut": "du", "fin": "au", "type": "nature", "nom": "libelle", "motif": "libelle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lue:
    """What a calendar file says.

    Attributes:
        periodes: each once, in the order of the file.
        publiee: whether it is the ministry's: it says nothing of days already known.
        sans_fin: names of the periods whose end is not published yet.
    """

    periodes: list[Periode]
    publiee: bool = False
    sans_fin: tuple[str, ...] = ()


def lire_fichier(
    fichier: Path,
    *,
    activites: Mapping[str, int],
    verifier: Callable[[Periode], Periode],
    zone: str = "",
    depuis: date = date.min,
) -> Lue:
    """Periods of a file.

    Args:
        fichier: where it is.
        activites: number of each activity by its code.
        verifier: what a period must satisfy, however it came; raises SaisieInvalide.
        zone: of the town in the ministry's calendar, « C », « Corse »; "" when the file has one only.
        depuis: periods of that calendar that end before are left out.

    Raises:
        CalendrierIllisible: not a table, or every wrong line with what it should say.
        ZoneADire: the ministry's calendar has several zones, and none is the town's.
    """
    try:
        lu = tableau.ouvrir(fichier, lambda case: cle_recherche(case) in _NOMS or calendrier_publie.connue(case))
        rangees = list(lu.controlees())
    except FichierImportIllisible as refus:
        raise CalendrierIllisible(refus.message) from refus
    if calendrier_publie.est_publie(lu.titres):
        return _publie(lu, rangees, verifier, zone, depuis)
    rangs = {_NOMS[cle]: rang for rang, titre in enumerate(lu.titres) if (cle := cle_recherche(titre)) in _NOMS}
    manques = [c for c in _OBLIGATOIRES if c not in rangs]
    if manques:
        faute = f"il manque « {', '.join(manques)} ». Écrivez « {_TETE} »."
        raise _fautif(lu, [(lu.ligne, faute)])
    return Lue(_lire(lu, rangees, lambda r: verifier(_periode(_valeurs(r, rangs), activites))))


def _publie(
    lu: Tableau, rangees: Iterable[Rangee], verifier: Callable[[Periode], Periode], zone: str, depuis: date
) -> Lue:
    lues = _lire(lu, rangees, lambda r: calendrier_publie.lire(r.cases, lu.titres))
    siennes = [p for p in calendrier_publie.de_la_zone(lues, zone) if p.fin is None or p.fin > depuis]
    sans_fin = dict.fromkeys(
        f"{p.libelle.removeprefix('début des ')} {p.debut.year}" for p in siennes if p.fin is None and p.debut >= depuis
    )
    periodes = [verifier(p.periode()) for p in siennes if p.fin is not None]
    return Lue(list(dict.fromkeys(periodes)), publiee=True, sans_fin=tuple(sans_fin))


def _lire(lu: Tableau, rangees: Iterable[Rangee], lire: Callable[[Rangee], T]) -> list[T]:
    """Each row read once; every wrong one is told.

    Raises:
        CalendrierIllisible: with the number of each wrong line.
    """
    lues: dict[T, None] = {}
    fautes: list[tuple[int, str]] = []
    for rangee in rangees:
        try:
            lues[lire(rangee)] = None
        except SaisieInvalide as faute:
            # It follows the number of its line.
            fautes.append((rangee.numero, minuscule(faute.message)))
    if fautes:
        raise _fautif(lu, fautes)
    return list(lues)


def _valeurs(rangee: Rangee, rangs: Mapping[str, int]) -> dict[str, str]:
    if rangee.defaut:
        raise SaisieInvalide(rangee.defaut)
    valeurs = {c: nettoyer(rangee.cases[rang]) for c, rang in rangs.items() if rang < len(rangee.cases)}
    if abimee := next((v for v in valeurs.values() if est_abime(v)), ""):
        raise SaisieInvalide(f"des lettres de {citer(abimee)} ont été perdues. Corrigez-les.")
    return valeurs


def _periode(valeurs: Mapping[str, str], activites: Mapping[str, int]) -> Periode:
    nature, activite = valeurs.get("nature", "").casefold(), valeurs.get("activite", "")
    if nature not in set(NaturePeriode):
        raise SaisieInvalide(f"nature « {nature} » inconnue. Écrivez vacances, pont ou fermeture.")
    if activite and activite not in activites:
        raise SaisieInvalide(f"activité « {activite} » inconnue. Activités : {', '.join(activites) or 'aucune'}.")
    du, au = _jour(valeurs, "du"), _jour(valeurs, "au")
    libelle, site = valeurs.get("libelle", ""), valeurs.get("site", "")
    return Periode(NaturePeriode(nature), du, au, libelle, site, activites.get(activite))


def _jour(valeurs: Mapping[str, str], colonne: str) -> date:
    if not (texte := valeurs.get(colonne, "")):
        raise SaisieInvalide(f"la colonne « {colonne} » est vide. Écrivez un jour, par exemple 16/11/2026.")
    try:
        return lire_jour(texte)
    except SaisieInvalide as refus:
        raise SaisieInvalide(f"colonne « {colonne} », {minuscule(refus.message)}") from refus


def _fautif(lu: Tableau, fautes: list[tuple[int, str]]) -> CalendrierIllisible:
    nom = lu.texte.chemin.name
    return CalendrierIllisible("\n".join(f"{nom}, ligne {n} : {f}" for n, f in fautes), fautes)
