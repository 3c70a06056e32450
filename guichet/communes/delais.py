"""The written language of deadlines (rule 1), as a town writes it in its preset.

| form | example | last moment |
|---|---|---|
| jours | `J-15`, `J-8 00:00`, `J-2 ouvrés`, `J-3 francs 12:00` | n days before the day booked |
| heures | `H-48` | n hours before the start of that day's opening |
| semaine | `vendredi 09:00`, `vendredi S-1 09:00` | the last such weekday before; S-n: n weeks before |
| mois | `20 M-1`, `20 M-1 12:00` | that day of the n-th month before |
| session | `S-4 session`, `J-10 session` | n weeks (days) before the first day of the holiday session |
| aucun | `aucun` | no deadline |

Days are calendar days unless « ouvrés » (Monday to Friday, bank holidays off), « ouvrables » (Saturday too)
or « francs » (neither the day of the act nor the day booked counts). Without a time the whole last day is in,
until 23:59:59 Europe/Paris. `… pour lundi, mardi` keeps a form to the booked days named: a service may list
several.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_JOUR = rf"(?:{'|'.join(JOURS)})"
_HEURE = r"(?: (?P<heure>(?:[01]\d|2[0-3]):[0-5]\d))?"
_POUR = rf"(?: pour (?P<pour>{_JOUR}(?:, {_JOUR})*))?"

FORMES: dict[str, re.Pattern[str]] = {
    nom: re.compile(motif + _POUR)
    for nom, motif in {
        "jours": rf"J-(?P<n>\d{{1,3}})(?: (?P<compte>calendaires|ouvrés|ouvrables|francs))?{_HEURE}",
        "heures": r"H-(?P<n>\d{1,3})",
        "semaine": rf"(?P<jour>{_JOUR})(?: S-(?P<n>\d{{1,2}}))?{_HEURE}",
        "mois": rf"(?P<jour>[1-9]|[12]\d|3[01]) M-(?P<n>\d{{1,2}}){_HEURE}",
        "session": rf"(?P<unite>[JS])-(?P<n>\d{{1,3}}) session{_HEURE}",
        "aucun": r"aucun",
    }.items()
}


def forme_du_delai(texte: str) -> str:
    """Name of the form this deadline is written in; ValueError (French) when it is none of them."""
    for nom, motif in FORMES.items():
        if motif.fullmatch(texte):
            return nom
    raise ValueError(
        f"délai « {texte} » illisible. "
        "Écrivez par exemple « J-15 », « J-2 ouvrés 12:00 », « H-48 », « vendredi 09:00 pour lundi, mardi », "
        "« 20 M-1 », « S-4 session » ou « aucun »."
    )


def _verifier(texte: str) -> str:
    forme_du_delai(texte)
    return texte


def _en_liste(valeur: object) -> object:
    return tuple(valeur) if isinstance(valeur, list) else (valeur,)


Delai = Annotated[str, AfterValidator(_verifier)]
Delais = Annotated[tuple[Delai, ...], BeforeValidator(_en_liste)]
"""One deadline, or several that each name the days they are for."""
