"""Telephones and mails: read in every writing, kept in one."""

from __future__ import annotations

import re
from functools import lru_cache

from guichet.erreurs import SaisieInvalide
from guichet.formats.mots import citer, nettoyer

_SEPARATEURS = str.maketrans("", "", " .-/()_\u2010\u2011\u2013")
_NATIONAL = re.compile(r"0[1-9][0-9]{8}")
# France and the overseas departments share the ten national digits: only the prefix from abroad differs.
_PREFIXES_FRANCAIS = ("33", "262", "590", "594", "596")
# The same without its plus sign, as a spreadsheet keeps it: no French number has eleven or twelve digits.
_SANS_PLUS = re.compile(r"33(?:0?[1-9][0-9]{8})|(?:262|590|594|596)[1-9][0-9]{8}")
_CHIFFRES = 10


def chiffres_telephone(texte: str) -> str:
    """Digits of a telephone in any writing, even unfinished: French prefix as 0, foreign one as +CC.

    « +33 (0)6 12 » gives « 0612 », « 0032 475 » gives « +32475 ». Characters that belong to no telephone are
    left where they stand, for the reader to refuse.
    """
    brut = texte.replace("(0)", "").translate(_SEPARATEURS)
    if brut.startswith("00"):
        brut = "+" + brut[2:]
    elif _SANS_PLUS.fullmatch(brut):
        brut = "+" + brut
    if brut.startswith("+"):
        for prefixe in _PREFIXES_FRANCAIS:
            if brut.startswith(prefixe, 1):
                return "0" + brut[1 + len(prefixe) :].removeprefix("0")
    return brut


def lire_telephone(texte: str, *, champ: str = "") -> str:
    """The one writing kept: « 0612345678 » for a French number, « +32475123456 » for a foreign one.

    A spreadsheet that dropped the leading zero (612345678) or the plus sign (33612345678) is understood.

    Raises:
        SaisieInvalide: letters, too few or too many digits, or an unknown country.
    """
    brut = chiffres_telephone(nettoyer(texte))
    if _NATIONAL.fullmatch(brut):
        return brut
    if not (brut.isascii() and brut.removeprefix("+").isdigit()):
        raise SaisieInvalide(
            f"{citer(texte)} n’est pas un numéro de téléphone : écrivez par exemple 06 12 34 56 78.",
            champ=champ,
        )
    if brut.startswith("+"):
        return _etranger(brut, texte, champ)
    if len(brut) == _CHIFFRES - 1 and not brut.startswith("0"):
        return "0" + brut
    if len(brut) == _CHIFFRES:
        raise SaisieInvalide(
            f"Le numéro {citer(texte)} n’existe pas en France : il commence par 01 à 09, "
            "ou par + et l’indicatif du pays.",
            champ=champ,
        )
    raise SaisieInvalide(
        f"Le numéro {citer(texte)} compte {len(brut)} chiffre{'s' if len(brut) > 1 else ''} : il en faut {_CHIFFRES}.",
        champ=champ,
    )


def _etranger(brut: str, texte: str, champ: str) -> str:
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        parse,
    )

    # Possible rather than valid: the plan of a foreign country changes more often than our release.
    try:
        numero = parse(brut)
        possible = is_possible_number_with_reason(numero) == ValidationResult.IS_POSSIBLE
    except NumberParseException:
        possible = False
    if not possible:
        raise SaisieInvalide(
            f"Le numéro {citer(texte)} n’existe pas : vérifiez l’indicatif du pays et sa longueur.",
            champ=champ,
        )
    return str(format_number(numero, PhoneNumberFormat.E164))


def telephone(canonique: str) -> str:
    """« 06 12 34 56 78 », or « +32 475 12 34 56 » for a foreign number."""
    if canonique.startswith("+"):
        return _etranger_affiche(canonique)
    return " ".join(canonique[i : i + 2] for i in range(0, len(canonique), 2))


@lru_cache(maxsize=1024)
def _etranger_affiche(canonique: str) -> str:
    from phonenumbers import PhoneNumberFormat, format_number, parse

    return str(format_number(parse(canonique), PhoneNumberFormat.INTERNATIONAL))


def lire_courriel(texte: str, *, champ: str = "") -> str:
    """A mail address as kept: the name before @ as typed, the domain in lower case.

    Raises:
        SaisieInvalide: not an address a mail could be sent to. Whether it exists is not asked of the network.
    """
    from email_validator import EmailNotValidError, validate_email

    propre = nettoyer(texte)
    try:
        return str(validate_email(propre, check_deliverability=False).normalized)
    except EmailNotValidError:
        raise SaisieInvalide(f"L’adresse {citer(texte)} n’est pas valable : {_cure(propre)}", champ=champ) from None


def _cure(propre: str) -> str:
    """What most likely went wrong, said in French (the library explains in English)."""
    if propre.count("@") != 1:
        return "elle doit contenir un seul @, comme prenom.nom@exemple.fr."
    if " " in propre:
        return "elle ne doit pas contenir d’espace."
    nom, domaine = propre.split("@")
    if not nom:
        return "il manque le nom avant le @."
    if "." not in domaine.strip("."):
        return "il manque la fin, comme .fr ou .com."
    return "vérifiez les points et les signes autour du @."
