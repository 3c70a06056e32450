"""Days as they are said at a counter: « 16/11 », « 16 nov. », « 29 », « auj », « demain ». One reader for all.

What no year is said of is of the school year in progress: from September to December of the one that begins, from
January to June of the next. A day of the month alone is of this month. Births are read apart (formats.naissances):
they have no year in progress.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from guichet.erreurs import DateInexistante, SaisieInvalide
from guichet.formats import cle_recherche, lire_date
from guichet.formats.jours import lire_nom_mois
from guichet.formats.mots import citer, nettoyer
from guichet.regles.offre.annee import annee_scolaire

EXEMPLES = "16/11, 16 nov., 29, auj, demain, hier ou 16/11/2026"

_DITS = {
    "avant hier": -2,
    "hier": -1,
    "auj": 0,
    "aujourd hui": 0,
    "aujourdhui": 0,
    "dem": 1,
    "demain": 1,
    "apres demain": 2,
}
_JUILLET = 7
_PREMIER = re.compile(r"^1er(?=[/.-])", re.IGNORECASE)
_SEUL = re.compile(r"([0-9]{1,2})(?:er)?")
_SANS_ANNEE = re.compile(r"([0-9]{1,2})(?:er)?[/. -]([0-9]{1,2})|([0-9]{2})([0-9]{2})")
_EN_LETTRES = re.compile(r"(?:[a-z]+di |dimanche |[a-z]{3} )?([0-9]{1,2})(?:er)? ([a-z]{3,9})")


def lire_jour(texte: str, *, aujourdhui: date, champ: str = "") -> date:
    """The day meant by what is typed, in full or not.

    Raises:
        SaisieInvalide: not a day; DateInexistante: one that does not exist (31/02).
    """
    propre = nettoyer(texte)
    cle = cle_recherche(propre)
    if cle in _DITS:
        return aujourdhui + timedelta(days=_DITS[cle])
    if seul := _SEUL.fullmatch(cle):
        return _composer(texte, aujourdhui.year, aujourdhui.month, int(seul[1]), champ)
    if lu := _SANS_ANNEE.fullmatch(propre):
        quantieme, mois = int(lu[1] or lu[3]), int(lu[2] or lu[4])
    elif (lu := _EN_LETTRES.fullmatch(cle)) and (nomme := lire_nom_mois(lu[2])):
        quantieme, mois = int(lu[1]), nomme
    else:
        try:
            # « 1er/12/2026 » too.
            return lire_date(_PREMIER.sub("1", propre), champ=champ)
        except DateInexistante:
            raise
        except SaisieInvalide as refus:
            raise SaisieInvalide(f"{citer(texte)} n’est pas une date : écrivez {EXEMPLES}.", champ=champ) from refus
    annee = annee_scolaire(aujourdhui)
    return _composer(texte, annee if mois >= _JUILLET else annee + 1, mois, quantieme, champ)


def _composer(texte: str, annee: int, mois: int, quantieme: int, champ: str) -> date:
    try:
        return date(annee, mois, quantieme)
    except ValueError:
        msg = f"La date {citer(texte)} n’existe pas : vérifiez le jour et le mois."
        raise DateInexistante(msg, champ=champ) from None
