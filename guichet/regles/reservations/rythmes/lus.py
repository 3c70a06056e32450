"""A rhythm typed on one line, `ACTIVITÉ jours semaines période`; accents, capitals and commas do not matter.

| part | written | meaning |
|---|---|---|
| activity, first | `can` `mat` `soir` `étu` `mer` `vac`, a code or its beginning, a sign, a word of the name | |
| units | `mer:mr` | the units of these letters only; without, all |
| days | `lu ma je ve`, `lujeve`, `lun mar`, `lundi`, `1245` (1 is Monday), `tous` | without: every day of its kind |
| | `lu-ve`, `du lundi au vendredi` | from one to the other, Wednesday left out where there is school |
| | `sauf ve` | every day of its kind but these |
| | `x3` | three days a week: the first three of those named, else Monday, Tuesday, Thursday |
| | `+3` | every third of the days that exist, from the first |
| kind | `scolaires` `mercredis` `vacances`, `scolaires et vacances` | when not that of the activity |
| weeks | `1/2`, `/3`, `une semaine sur 4` | one week in n, from the first that has such a day |
| | `/2i` `/2p` | the same, the first of odd (even) ISO number; the count then goes on by weeks |
| | `semaines paires`, `impaires` | those of even (odd) ISO number, whatever week 53 does to them |
| | `semaine du 9 nov` | with one week in n: this one is kept, and the others are counted from it |
| period | `à partir du 9 nov`, `dès demain`, `du 9/11 au 18/12`, `jusqu’au 18 déc`, `t1`, `a` | periodes_dites |

The activity goes without saying where one only is possible, or is under the cursor: `lu ma je ve`.

« 3 jours » alone is refused: `x3` or « 3 jours par semaine », `+3` or « un jour sur 3 »; the preview
(Rythme.phrase) tells which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.reservations import RythmeIllisible
from guichet.formats.mots import citer, nettoyer
from guichet.regles.offre.activites_dites import ActiviteDite, nommee, trouver_activite, trouver_unites
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.offre.jours_dits import lire_jour
from guichet.regles.offre.periodes_dites import DATE_DITE, lire_periode
from guichet.regles.reservations.rythmes.cadences import JOURS_PAR_SORTE, Rythme, SorteJours, ancre_par_defaut, jours
from guichet.regles.reservations.rythmes.jours_lus import (
    EXEMPLE,
    JOUR_DIT,
    est_un_jour,
    jours_du_mot,
    plages_soudees,
)

__all__ = ["ActiviteDite", "Rythme", "SorteJours", "jours", "jours_du_mot", "lire_rythme", "plier", "sorte_de"]

_SEMAINES = re.compile(
    r"(?<!\S)(?:(?:une|1) (?:sem(?:aine|\.)? )?sur (?P<dit>[2-8]|deux|trois|quatre)"
    r"|1?/(?P<n>[2-8])(?P<parite>[ip])?)(?!\S)"
)
_PARITE = re.compile(r"(?<!\S)(?:(?:les |en )?(?:semaines?|sem\.?) )?(?P<mot>im)?paires?(?!\S)")
_ANCRE = re.compile(rf"(?<!\S)(?:(?:a partir de |de )?(?:la )?sem(?:aine|\.)?|celle) du (?P<jour>{DATE_DITE})(?!\S)")
_NOMBRES = {"deux": 2, "trois": 3, "quatre": 4}
_VIDES = frozenset({"et", "le", "les", "tous", "toutes", "semaine", "semaines", "sem", "sem.", "jours"})
_SAUF = "sauf"
_PAR_SEMAINE = re.compile(r"(?<!\S)([1-6]) jours? par semaine(?!\S)")
_UN_JOUR_SUR = re.compile(r"(?<!\S)(?:un|1) jour sur ([2-9]|deux|trois|quatre)(?!\S)")
_UN_TEL_SUR = re.compile(rf"(?<!\S)(?:un|1) ({JOUR_DIT}) sur ([2-8]|deux|trois|quatre)(?!\S)")
_QUINZE = re.compile(r"(?<!\S)tous les (?:15|quinze) jours(?!\S)")
_JOURS_SEULS = re.compile(r"(?<!\S)([1-9]) jours?(?!\S)")
_SORTES = {
    GenreActivite.MERCREDI: SorteJours.MERCREDIS,
    GenreActivite.VACANCES: SorteJours.VACANCES,
}
_NOMS_SORTES = frozenset(SorteJours) - {SorteJours.TOUS}


@dataclass(frozen=True, slots=True)
class _Mots:
    """What the words of the middle of the line say."""

    jours: frozenset[int] = frozenset()
    sauf: frozenset[int] = frozenset()
    par_semaine: int = 0
    pas: int = 1


def lire_rythme(texte: str, *, aujourdhui: date, activites: Sequence[ActiviteDite], sous_entendue: str = "") -> Rythme:
    """Read one typed line.

    Args:
        texte: as it was typed.
        aujourdhui: days without a year are of its school year, « demain » is the next.
        activites: those an agent may name.
        sous_entendue: code of the one meant by a line that names none; the only one goes without saying.

    Raises:
        RythmeIllisible: names the word that is not understood, and what to write.
    """
    plie = plier(texte)
    premier, _, suite = plie.partition(" ")
    if not premier:
        raise RythmeIllisible(f"Écrivez l’activité puis les jours : {EXEMPLE}.")
    tue = activites[0] if len(activites) == 1 else next((a for a in activites if a.code == sous_entendue), None)
    if est_un_jour(premier) and not nommee(premier, activites):
        if tue is None:
            dites = " ou ".join(citer(f"{a.code} {premier}") for a in activites[:2])
            raise RythmeIllisible(f"{citer(premier)} dit le jour : commencez par l’activité, {dites}.")
        return _lire(plie, tue, (), aujourdhui)
    nom, _, lettres = premier.partition(":")
    try:
        activite = trouver_activite(nom, activites)
    except RythmeIllisible:
        # « tous les jours », « 1/2 dès demain »: what reads as days needs no name where one activity is meant.
        if tue is None:
            raise
        with suppress(RythmeIllisible):
            return _lire(plie, tue, (), aujourdhui)
        raise
    return _lire(suite, activite, trouver_unites(lettres, activite), aujourdhui)


def _lire(suite: str, activite: ActiviteDite, unites: tuple[str, ...], aujourdhui: date) -> Rythme:
    """What follows the activity: days, weeks, period."""
    suite = plages_soudees(_QUINZE.sub("1/2", suite))
    suite, choisie = _ancre(suite, aujourdhui)
    suite, nommees = _parite(suite)
    periode = lire_periode(suite, aujourdhui=aujourdhui)
    reste, sur, parite = _semaines(_UN_TEL_SUR.sub(r"\1 une semaine sur \2", periode.reste))
    dits = _en_signes(reste).split()
    sorte = _sorte(frozenset(SorteJours(mot) for mot in dits if mot in _NOMS_SORTES)) or sorte_de(activite)
    mots = _mots(dits, JOURS_PAR_SORTE[sorte])
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
    texte = _UN_JOUR_SUR.sub(lambda lu: f"+{_NOMBRES.get(lu[1], lu[1])}", _PAR_SEMAINE.sub(r"x\1", texte))
    if lu := _JOURS_SEULS.search(texte):
        raise RythmeIllisible(
            f"{citer(lu[0])} se comprend de deux façons : écrivez x{lu[1]} pour {lu[1]} jours par semaine, "
            f"+{lu[1]} pour un jour sur {lu[1]}."
        )
    return texte


def _mots(dits: Sequence[str], permis: Collection[int]) -> _Mots:
    """What each word says; those after « sauf » take days away."""
    mots, ote = _Mots(), False
    for mot in dits:
        if mot == _SAUF:
            ote = True
        elif mot in _VIDES or (mot in _NOMS_SORTES and not ote):
            continue
        elif ote:
            if not est_un_jour(mot):
                raise RythmeIllisible(f"{citer(f'sauf {mot}')} : « sauf » prend des jours, par exemple « sauf me ».")
            mots = replace(mots, sauf=mots.sauf | jours_du_mot(mot))
        elif lu := re.fullmatch(r"x([1-6])", mot):
            mots = replace(mots, par_semaine=int(lu[1]))
        elif re.fullmatch(r"\+[2-9]", mot):
            mots = replace(mots, pas=int(mot))
        elif re.fullmatch(DATE_DITE, mot) and not est_un_jour(mot):
            raise RythmeIllisible(f"{citer(mot)} seul ne dit ni début ni fin : écrivez {citer(f'dès {mot}')}.")
        else:
            mots = replace(mots, jours=mots.jours | jours_du_mot(mot, permis))
    return mots


def _jours_gardes(mots: _Mots, sorte: SorteJours) -> frozenset[int]:
    permis = JOURS_PAR_SORTE[sorte]
    if sorte is SorteJours.MERCREDIS and mots.jours - set(permis):
        raise RythmeIllisible("Cette activité n’a lieu que le mercredi : retirez les autres jours.")
    nommes = sorted((mots.jours or frozenset(permis)) - mots.sauf)
    if not nommes:
        raise RythmeIllisible("« sauf » ne laisse aucun jour : retirez-le, ou nommez les jours gardés.")
    if mots.par_semaine > len(nommes):
        raise RythmeIllisible(
            f"« x{mots.par_semaine} » demande plus de jours que les {len(nommes)} possibles : nommez-les ou réduisez."
        )
    return frozenset(nommes[: mots.par_semaine or None])
