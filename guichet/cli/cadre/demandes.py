"""What is typed about days, children and activities: one reading for every command that books or shows bookings."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from guichet.cli.cadre import saisie
from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    class Lire(Protocol):
        """Reads one day."""

        def __call__(self, texte: str, *, champ: str) -> date: ...

    from guichet.fiches.familles.foyer import Membre

T = TypeVar("T")

DEROGATION = Annotated[
    str, typer.Option(metavar="MOTIF", help="Motif d’une dérogation ; refusé si votre rôle n’en accorde pas.")
]
ENFANT = Annotated[
    str,
    typer.Option(metavar="NOM|RANG", help="Enfant : son prénom, son rang dans le foyer (1, 2…) ou son lien."),
]
ACTIVITE = Annotated[str, typer.Option(metavar="ACTIVITÉ", help="Code de l’activité, celui de « guichet activites ».")]
CODE_ACTIVITE = Annotated[
    str, typer.Argument(metavar="ACTIVITÉ", help="Code de l’activité, celui de « guichet activites ».")
]
UNITE = Annotated[
    str, typer.Option(metavar="UNITÉ", help="Partie de la journée : son code ou sa lettre (toutes si rien n’est dit).")
]
JOURS = Annotated[str, typer.Option(metavar="D1,D2…", help="Jours : 23/11/2026,24/11/2026, ou 23/11/2026..27/11/2026.")]
DATE = Annotated[str, typer.Argument(metavar="DATE", help="Jour : 16/11, 16 nov., demain ou 16/11/2026.")]
MOIS = Annotated[
    str, typer.Option(metavar="MOIS", help="Un seul mois : 2026-11, 11/2026, novembre ou 11 (l’année scolaire sinon).")
]
ANNEE = Annotated[str, typer.Option(metavar="ANNÉE", help="Année scolaire : 2026 ou 2026-2027 (celle en cours sinon).")]

_MOIS = ("janv", "fevr", "mars", "avri", "mai", "juin", "juil", "aout", "sept", "octo", "nove", "dece")
_SEPTEMBRE = 9
_ETE = (7, 8)
_JOURS_AU_PLUS = 400
"""A school year and the summer before it: more is a slip of the keyboard."""


def enfant(enfants: Sequence[Membre], texte: str) -> Membre:
    """Find the child meant by `--enfant`; alone in the household, nobody needs naming.

    Raises:
        UsageIncorrect: nobody, or several; the sentence lists them.
    """
    from guichet.formats import mots_recherche

    if not texte:
        trouves = list(enfants)
    elif (numero := saisie.rang(texte)) is not None:
        trouves = [e for rang, e in enumerate(enfants, 1) if rang == numero]
        # The dossier shows the number of the link.
        trouves = trouves or [e for e in enfants if e.lien_id == numero]
    else:
        mots = set(mots_recherche(texte))
        trouves = [e for e in enfants if mots and mots <= set(mots_recherche(f"{e.nom} {e.prenom}"))]
    if len(trouves) == 1:
        return trouves[0]
    if not enfants:
        raise UsageIncorrect("Ce foyer n’a pas d’enfant : ajoutez-le avec « guichet famille ajouter ».", champ="enfant")
    liste = " ; ".join(f"{rang} {e.prenom}" for rang, e in enumerate(enfants, 1))
    debut = f"« {texte} » ne désigne pas un seul enfant du foyer" if texte else "Ce foyer a plusieurs enfants"
    raise UsageIncorrect(f"{debut} : dites lequel avec --enfant ({liste}).", champ="enfant")


def seul(parmi: Sequence[T], texte: str, noms: Callable[[T], tuple[str, ...]], *, option: str) -> T:
    """The one meant by its code or its name; alone, nobody needs naming.

    Raises:
        UsageIncorrect: several, or none; the sentence lists them.
    """
    from guichet.formats import cle_recherche

    voulu = cle_recherche(texte)
    trouves = [x for x in parmi if not voulu or voulu in map(cle_recherche, noms(x))]
    if len(trouves) == 1:
        return trouves[0]
    liste = ", ".join(noms(x)[0] for x in parmi)
    debut = f"« {texte} » ne désigne rien de cette activité" if texte else "Cette activité en a plusieurs"
    raise UsageIncorrect(f"{debut} : dites lequel avec {option} ({liste}).", champ=option.removeprefix("--"))


def jours(texte: str, lire: Lire) -> list[date]:
    """Days of `--jours`, in order, each once; `lire` is `Appel.lire_jour`.

    Raises:
        SaisieInvalide: one of them is not a day.
        UsageIncorrect: none at all, or a span the wrong way round or too long.
    """
    lus: set[date] = set()
    for morceau in re.split(r"[,;\s]+", texte.strip(" ,;")):
        du, ecart, au = morceau.partition("..")
        debut = lire(du, champ="jours")
        fin = lire(au, champ="jours") if ecart else debut
        if not 0 <= (fin - debut).days <= _JOURS_AU_PLUS:
            msg = f"« {morceau} » ne va pas d’un jour à un autre de la même année : écrivez 23/11/2026..27/11/2026."
            raise UsageIncorrect(msg, champ="jours")
        lus |= {debut + timedelta(days=rang) for rang in range((fin - debut).days + 1)}
    return sorted(lus)


def annee(texte: str, aujourdhui: date) -> int:
    """Year a school year begins in, as typed in `--annee`; the current one when nothing was said.

    Raises:
        UsageIncorrect: not a year.
    """
    from guichet.regles.offre.annee import annee_scolaire

    if not texte:
        return annee_scolaire(aujourdhui)
    lu = re.fullmatch(r"(20[0-9]{2})(?:\s*[-/]\s*(20[0-9]{2}))?", texte.strip())
    if lu is None or (lu[2] and int(lu[2]) != int(lu[1]) + 1):
        msg = f"« {texte} » n’est pas une année scolaire : écrivez 2026 ou 2026-2027."
        raise UsageIncorrect(msg, champ="annee")
    return int(lu[1])


def mois(texte: str, aujourdhui: date) -> tuple[date, int]:
    """First day of the month typed in `--mois`, and the year its planner begins in.

    A month without its year is the one of the current school year.

    Raises:
        UsageIncorrect: not a month.
    """
    from guichet.formats import cle_recherche
    from guichet.regles.offre.annee import annee_scolaire

    propre = cle_recherche(texte.replace("/", "-")) if not texte[:1].isdigit() else texte.strip().replace("/", "-")
    lu = re.fullmatch(r"(?P<an>20[0-9]{2})-(?P<mois>[0-9]{1,2})", propre) or re.fullmatch(
        r"(?P<mois>[0-9]{1,2}|[a-z]+)(?:[- ](?P<an>20[0-9]{2}))?", propre
    )
    rang = _rang(lu["mois"]) if lu else 0
    if lu is None or not rang:
        msg = f"« {texte} » n’est pas un mois : écrivez 2026-11, 11/2026, novembre ou 11."
        raise UsageIncorrect(msg, champ="mois")
    if lu["an"]:
        an = int(lu["an"])
    else:
        rentree = annee_scolaire(aujourdhui)
        an = rentree if rang >= _SEPTEMBRE or (rang in _ETE and aujourdhui.month in _ETE) else rentree + 1
    # In summer the planner of the coming year shows the sessions before it; after the rentrée they are history.
    cet_ete = rang in _ETE and aujourdhui.month in _ETE and an == aujourdhui.year
    return date(an, rang, 1), an if rang >= _SEPTEMBRE or cet_ete else an - 1


def _rang(texte: str) -> int:
    """1 to 12, 0 when it is no month."""
    if (numero := saisie.rang(texte)) is not None:
        return numero if 1 <= numero <= len(_MOIS) else 0
    debut = texte[:4]
    trouves = [rang for rang, nom in enumerate(_MOIS, 1) if len(texte) > 2 and nom.startswith(debut)]
    return trouves[0] if len(trouves) == 1 else 0
