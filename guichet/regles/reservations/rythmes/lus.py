"""A rhythm typed on one line, `ACTIVITÉ jours semaines période`; accents, capitals and commas do not matter.

| part | written | meaning |
|---|---|---|
| activity, first | `can` `mat` `soir` `étu` `mer` `vac`, a code or its beginning, a sign, a word of the name | |
| units | `mer:mr` | the units of these letters only; without, all |
| days | `lu ma je ve`, `lujeve`, `lun mar`, `lundi`, `1245` (1 is Monday), `tous` | without: every day of its kind |
| | `x3` | three days a week: the first three of those named, else Monday, Tuesday, Thursday |
| | `+3` | every third of the days that exist, from the first |
| kind | `scolaires` `mercredis` `vacances`, `scolaires et vacances` | when not that of the activity |
| weeks | `1/2`, `/3`, `une semaine sur 4` | one week in n, from the first that has such a day |
| | `/2i` `/2p` | the same, the first of odd (even) ISO number; the count then goes on by weeks |
| | `semaines paires`, `impaires` | those of even (odd) ISO number, whatever week 53 does to them |
| | `semaine du 9 nov` | with one week in n: this one is kept, and the others are counted from it |
| period | `à partir du 9 nov`, `du 9/11 au 18/12`, `jusqu’au 18 déc`, `t1`, `toute l’année` (`a`) | periodes_dites |

« 3 jours » alone is refused: `x3` or « 3 jours par semaine », `+3` or « un jour sur 3 »; the preview
(Rythme.phrase) tells which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.reservations import RythmeIllisible
from guichet.formats import JOURS
from guichet.formats.mots import citer, nettoyer
from guichet.regles.offre.activites_dites import ActiviteDite, trouver_activite, trouver_unites
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.offre.jours_dits import lire_jour
from guichet.regles.offre.periodes_dites import DATE_DITE, lire_periode
from guichet.regles.reservations.rythmes.cadences import JOURS_PAR_SORTE, Rythme, SorteJours, ancre_par_defaut, jours

__all__ = ["ActiviteDite", "Rythme", "SorteJours", "jours", "jours_du_mot", "lire_rythme", "plier", "sorte_de"]

_SEMAINES = re.compile(
    r"(?<!\S)(?:(?:une|1) semaine sur (?P<dit>[2-8]|deux|trois|quatre)|1?/(?P<n>[2-8])(?P<parite>[ip])?)(?!\S)"
)
_PARITE = re.compile(r"(?<!\S)(?:(?:les |en )?(?:semaines?|sem\.?) )?(?P<mot>im)?paires?(?!\S)")
_ANCRE = re.compile(rf"(?<!\S)(?:(?:a partir de |de )?(?:la )?semaine|celle) du (?P<jour>{DATE_DITE})(?!\S)")
_NOMBRES = {"deux": 2, "trois": 3, "quatre": 4}
_DEUX_LETTRES = {nom[:2]: rang for rang, nom in enumerate(JOURS[:6])}
_COLLES = re.compile(rf"(?:{'|'.join(_DEUX_LETTRES)})+")
_VIDES = frozenset({"et", "le", "les", "tous", "toutes", "semaines", "jours"})
_PAR_SEMAINE = re.compile(r"(?<!\S)([1-6]) jours? par semaine(?!\S)")
_UN_JOUR_SUR = re.compile(r"(?<!\S)(?:un|1) jour sur ([2-9])(?!\S)")
_JOURS_SEULS = re.compile(r"(?<!\S)([1-9]) jours?(?!\S)")
_SORTES = {
    GenreActivite.MERCREDI: SorteJours.MERCREDIS,
    GenreActivite.VACANCES: SorteJours.VACANCES,
}
_NOMS_SORTES = frozenset(SorteJours) - {SorteJours.TOUS}
_EXEMPLE = "« can lu ma je ve » ou « mer 1/2 à partir du 9 nov »"


@dataclass(frozen=True, slots=True)
class _Mots:
    """What the words of the middle of the line say."""

    jours: frozenset[int] = frozenset()
    sortes: frozenset[SorteJours] = frozenset()
    par_semaine: int = 0
    pas: int = 1


def lire_rythme(texte: str, *, aujourdhui: date, activites: Sequence[ActiviteDite]) -> Rythme:
    """Read one typed line.

    Raises:
        RythmeIllisible: names the word that is not understood, and what to write.
    """
    plie = plier(texte)
    premier, _, suite = plie.partition(" ")
    if not premier:
        raise RythmeIllisible(f"Écrivez l’activité puis les jours : {_EXEMPLE}.")
    nom, _, lettres = premier.partition(":")
    activite = trouver_activite(nom, activites)
    unites = trouver_unites(lettres, activite)
    suite, choisie = _ancre(suite, aujourdhui)
    suite, nommees = _parite(suite)
    periode = lire_periode(suite, aujourdhui=aujourdhui)
    reste, sur, parite = _semaines(periode.reste)
    mots = _Mots()
    for mot in _en_signes(reste).split():
        mots = _mot(mot, mots)
    sorte = _sorte(mots.sortes) or sorte_de(activite)
    gardes = _jours_gardes(mots, sorte)
    if choisie is not None and sur == 1:
        raise RythmeIllisible(
            "« semaine du » dit laquelle compter : écrivez aussi 1/2 ; pour cette seule semaine, « du 9/11 au 13/11 »."
        )
    if nommees and (sur > 1 or choisie):
        raise RythmeIllisible("Les semaines paires ou impaires se disent seules : retirez 1/2 ou « semaine du ».")
    ancre = choisie or ancre_par_defaut(periode.du, gardes, parite=parite or nommees)
    sur = 2 if nommees else sur
    return Rythme(activite.code, unites, sorte, gardes, periode.du, periode.au, sur, ancre, mots.pas, nommees)


def sorte_de(activite: ActiviteDite) -> SorteJours:
    """Kind of days of an activity that says none."""
    return _SORTES.get(activite.genre, SorteJours.SCOLAIRES)


def plier(texte: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces: as every reader of this line takes it."""
    nu = unicodedata.normalize("NFKD", nettoyer(texte).replace("’", "'").casefold())
    return " ".join("".join(c for c in nu if not unicodedata.combining(c)).replace(",", " ").split())


def _semaines(texte: str) -> tuple[str, int, str]:
    lu = _SEMAINES.search(texte)
    if lu is None:
        return texte, 1, ""
    dit = lu["n"] or lu["dit"]
    parite = lu["parite"] or ""
    if parite and dit != "2":
        raise RythmeIllisible(f"{citer(lu[0])} : « i » et « p » vont avec une semaine sur deux, écrivez /2i ou /2p.")
    return f"{texte[: lu.start()]} {texte[lu.end() :]}", _NOMBRES.get(dit) or int(dit), parite


def _parite(texte: str) -> tuple[str, str]:
    """The line without « semaines paires », and which."""
    lu = _PARITE.search(texte)
    if lu is None:
        return texte, ""
    return f"{texte[: lu.start()]} {texte[lu.end() :]}", "i" if lu["mot"] else "p"


def _ancre(texte: str, aujourdhui: date) -> tuple[str, date | None]:
    """Monday of the week said to be kept, and the line without it."""
    lu = _ANCRE.search(texte)
    if lu is None:
        return texte, None
    try:
        jour = lire_jour(lu["jour"], aujourdhui=aujourdhui)
    except SaisieInvalide as refus:
        raise RythmeIllisible(refus.message) from None
    return f"{texte[: lu.start()]} {texte[lu.end() :]}", lundi_de(jour)


def _sorte(sortes: frozenset[SorteJours]) -> SorteJours | None:
    if len(sortes) > 1 and sortes != {SorteJours.SCOLAIRES, SorteJours.VACANCES}:
        dites = " et ".join(sorted(sortes))
        raise RythmeIllisible(f"{citer(dites)} se disent en deux rythmes : posez l’un, puis l’autre.")
    return SorteJours.TOUS if len(sortes) > 1 else next(iter(sortes), None)


def _en_signes(texte: str) -> str:
    texte = _UN_JOUR_SUR.sub(r"+\1", _PAR_SEMAINE.sub(r"x\1", texte))
    if lu := _JOURS_SEULS.search(texte):
        raise RythmeIllisible(
            f"{citer(lu[0])} se comprend de deux façons : écrivez x{lu[1]} pour {lu[1]} jours par semaine, "
            f"+{lu[1]} pour un jour sur {lu[1]}."
        )
    return texte


def _mot(mot: str, dits: _Mots) -> _Mots:
    if mot in _VIDES:
        return dits
    if mot in _NOMS_SORTES:
        return replace(dits, sortes=dits.sortes | {SorteJours(mot)})
    if lu := re.fullmatch(r"x([1-6])", mot):
        return replace(dits, par_semaine=int(lu[1]))
    if re.fullmatch(r"\+[2-9]", mot):
        return replace(dits, pas=int(mot))
    return replace(dits, jours=dits.jours | jours_du_mot(mot))


def jours_du_mot(mot: str) -> frozenset[int]:
    """Weekdays a folded word names.

    Raises:
        RythmeIllisible: none; names the word.
    """
    if re.fullmatch(r"[1-6]+", mot):
        return frozenset(int(chiffre) - 1 for chiffre in mot)
    for rang, nom in enumerate(JOURS[:6]):
        if mot.rstrip(".") in {nom, f"{nom}s", nom[:3]}:
            return frozenset({rang})
    if _COLLES.fullmatch(mot):
        return frozenset(_DEUX_LETTRES[mot[i : i + 2]] for i in range(0, len(mot), 2))
    raise RythmeIllisible(f"{citer(mot)} n’est ni un jour, ni un rythme, ni une période : écrivez {_EXEMPLE}.")


def _jours_gardes(mots: _Mots, sorte: SorteJours) -> frozenset[int]:
    permis = JOURS_PAR_SORTE[sorte]
    if sorte is SorteJours.MERCREDIS and mots.jours - set(permis):
        raise RythmeIllisible("Cette activité n’a lieu que le mercredi : retirez les autres jours.")
    nommes = sorted(mots.jours or permis)
    if mots.par_semaine > len(nommes):
        raise RythmeIllisible(
            f"« x{mots.par_semaine} » demande plus de jours que les {len(nommes)} possibles : nommez-les ou réduisez."
        )
    return frozenset(nommes[: mots.par_semaine or None])
