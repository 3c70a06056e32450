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
from functools import lru_cache

from guichet.formats.jours import JOURS

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


@lru_cache(maxsize=256)
def lire_delai(texte: str) -> tuple[str, dict[str, str]]:
    """Form of a deadline and its parts by name, those that are written.

    Raises:
        ValueError: written in none of the forms; French, naming the forms there are.
    """
    for nom, motif in FORMES.items():
        if lu := motif.fullmatch(texte):
            return nom, {part: valeur for part, valeur in lu.groupdict().items() if valeur}
    raise ValueError(
        f"délai « {texte} » illisible. "
        "Écrivez par exemple « J-15 », « J-2 ouvrés 12:00 », « H-48 », « vendredi 09:00 pour lundi, mardi », "
        "« 20 M-1 », « S-4 session » ou « aucun »."
    )


def forme_du_delai(texte: str) -> str:
    """Name of the form this deadline is written in.

    Raises:
        ValueError: none of them.
    """
    return lire_delai(texte)[0]
