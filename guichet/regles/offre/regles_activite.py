"""What a town decided for one activity: deadlines, surcharge, absences, units that go or do not go together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

from guichet.erreurs.reservations import ReglesIllisibles
from guichet.formats.jours import borner_jour_mois, lire_jour_mois
from guichet.formats.montants import euros
from guichet.formats.mots import NOMBRE_MAX, citer, entier
from guichet.regles.offre.delais import Report
from guichet.regles.offre.formes_delai import lire_delai
from guichet.regles.offre.formes_ouverture import lire_ouverture

HorsDelai = Literal["accepte", "refuse", "derogation"]
Complet = Literal["attente", "refuse"]
PieceManquante = Literal["avertit", "bloque"]
AgeCompte = Literal["debut", "jour", "classe"]

_CHOIX: dict[str, tuple[str, ...]] = {
    "hors_delai": get_args(HorsDelai),
    "annulation_hors_delai": get_args(HorsDelai),
    "report": get_args(Report),
    "complet": get_args(Complet),
    "piece_manquante": get_args(PieceManquante),
    "age": get_args(AgeCompte),
}

DISPARUS = frozenset({"capacite_mode"})
"""Settings an older version wrote here and nothing read: the places come from the règlement's own « capacite »."""

_ECRITS: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(("reservation", "annulation", "absence_preavis"), lire_delai),
    "ouvertures_reservation": lire_ouverture,
}
"""Settings in a language of their own, each with what reads it."""
BORNES: dict[str, tuple[int, int]] = {
    "majoration_pourcent": (1, 1000),
    "majoration_centimes": (1, NOMBRE_MAX),
    "arrivee_jours": (0, 365),
    "absence_certificat_heures": (1, NOMBRE_MAX),
    "absence_refus_jours": (0, NOMBRE_MAX),
    "absence_carence_jours": (0, 30),
    "absence_consecutifs_min": (1, 30),
}
"""Settings that are numbers, with the least and the most each may be, as in the file of the town."""
Paires = tuple[tuple[str, str], ...]
PAIRES = ("incompatibles", "jointes")
_OUI_NON = {"oui": True, "non": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesActivite:
    """One version of the rules of an activity; defaults are those of a town that says nothing."""

    reservation: tuple[str, ...] = ("aucun",)
    """Deadlines in the language of guichet.regles.offre.formes_delai."""
    annulation: tuple[str, ...] = ("aucun",)
    hors_delai: HorsDelai = "accepte"
    """A late booking is accepted (and surcharged when an amount is set), refused, or asks a dérogation (rule 2)."""
    annulation_hors_delai: HorsDelai = "accepte"
    """A late cancellation is accepted but stays charged, refused, or asks a dérogation."""
    report: Report = "non"
    """Where the last day is closed: the limit stays, comes before, goes after."""
    majoration_pourcent: int | None = None
    majoration_centimes: int | None = None
    majoration_texte: str = ""
    """What the town announces, when its source gives no amount (source 1.13)."""
    rentree_jusqu_au: str = ""
    """Last day of the « réservations de rentrée » window, « 30/09 »; "" without (rule 7)."""
    rentree_couvre_vacances: bool = False
    ouvertures_reservation: tuple[str, ...] = ()
    """Windows bookings are open in, in the language of guichet.regles.offre.formes_ouverture; none: always open."""
    arrivee_jours: int = 0
    """Days after the first registration of a child in which deadlines are lifted; 0: the town lifts none."""
    age: AgeCompte = "debut"
    """What a group is chosen by: age on the first day of the session or of the right, age of each day, or class."""
    complet: Complet = "attente"
    """When no place is left: waiting list, or refusal."""
    incompatibles: Paires = ()
    """Pairs of units that cannot be booked on the same day: code, or « restauration.repas » in another activity."""
    jointes: Paires = ()
    """Pairs (unit, unit it implies): a meal implies midday."""
    pieces: tuple[str, ...] = ()
    piece_manquante: PieceManquante = "avertit"
    rang_a_la_completude: bool = False
    """A request whose documents are missing takes no rank (source 1.9)."""
    absence_preavis: tuple[str, ...] = ("aucun",)
    """Until when an absence told ahead is not charged (rule 5)."""
    absence_certificat_heures: int | None = None
    """Within how long after the first day the certificate is due; None where none is asked."""
    absence_refus_jours: int | None = None
    """Days after the absence beyond which a certificate is refused whatever it says."""
    absence_carence_jours: int = 0
    """First days of an absence that stay charged."""
    absence_carence_si_tardif: bool = False
    """The carence days are for a certificate handed late only (« dans les 72 h, sinon 2 jours de carence »)."""
    absence_consecutifs_min: int = 1
    """School days in a row from which an absence is credited."""
    facture_justifiee: bool = False
    facture_injustifiee: bool = True

    def en_json(self) -> str:
        """Canonical: the same rules are always the same text, so that a version is written only when one changes."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def majoration(self) -> str:
        """« majoration de 50 % », « majoration de 1,00 € », what the town says, or "" for none."""
        if self.majoration_pourcent is not None:
            return f"majoration de {self.majoration_pourcent}\u00a0%"
        if self.majoration_centimes is not None:
            return f"majoration de {euros(self.majoration_centimes)}"
        return self.majoration_texte

    def verifier(self) -> ReglesActivite:
        """Itself, once every deadline and choice can be read.

        Raises:
            ReglesIllisibles: names the setting and what it accepts.
        """
        for champ, lire in _ECRITS.items():
            for texte in getattr(self, champ):
                try:
                    lire(texte)
                except ValueError as refus:
                    raise ReglesIllisibles(f"{champ} : {refus}", champ=champ) from None
        if self.rentree_jusqu_au:
            try:
                lire_jour_mois(self.rentree_jusqu_au)
            except ValueError as refus:
                raise ReglesIllisibles(f"rentree_jusqu_au : {refus}", champ="rentree_jusqu_au") from None
        for champ in (f.name for f in fields(self)):
            if isinstance(valeur := getattr(self, champ), int) and valeur > NOMBRE_MAX:
                raise ReglesIllisibles(f"{champ} : ce nombre est trop grand, corrigez-le.", champ=champ)
        for champ, permis in _CHOIX.items():
            if (valeur := getattr(self, champ)) not in permis:
                msg = f"{champ} : « {valeur} » est inconnu. Écrivez {' ou '.join(permis)}."
                raise ReglesIllisibles(msg, champ=champ)
        return self


def qualifier(activite: str, code: str) -> tuple[str, str]:
    """Codes of the activity and of the unit meant in the rules of an activity: « repas », « restauration.repas »."""
    autre, point, unite = code.rpartition(".")
    return (autre, unite) if point else (activite, code)


def depuis_json(contenu: str) -> ReglesActivite:
    """The rules as stored; what an older version did not know takes its default.

    Raises:
        ReglesIllisibles: not JSON, a setting this version does not know, or a value it cannot read.
    """
    try:
        lu = json.loads(contenu)
    except json.JSONDecodeError:
        lu = None
    if not isinstance(lu, dict):
        raise ReglesIllisibles("Les règles enregistrées de cette activité sont illisibles : saisissez-les à nouveau.")
    inconnus = sorted(set(lu) - {champ.name for champ in fields(ReglesActivite)} - DISPARUS)
    if inconnus:
        msg = f"Réglage inconnu : « {inconnus[0]} ». Ces règles viennent d’une version plus récente de Guichet."
        raise ReglesIllisibles(msg, champ=inconnus[0])
    regles = ReglesActivite(**{x: _en_tuple(valeur) for x, valeur in lu.items() if x not in DISPARUS})
    if isinstance(regles.rentree_jusqu_au, str):
        regles = replace(regles, rentree_jusqu_au=borner_jour_mois(regles.rentree_jusqu_au))
    return regles.verifier()


def lire_reglages(textes: Mapping[str, str]) -> dict[str, Any]:
    """Settings as typed: « J-8 », « 50 », « oui », « repas>matinee, gouter>matinee »; empty is none.

    Raises:
        ReglesIllisibles: names the setting and what it accepts.
    """
    return {champ: _lire(champ, texte.strip()) for champ, texte in textes.items()}


def _lire(champ: str, texte: str) -> Any:
    defaut = getattr(ReglesActivite(), champ)
    parts = [part.strip() for part in texte.split(",") if part.strip()]
    if champ in PAIRES:
        paires = [tuple(code.strip() for code in part.split(">")) for part in parts]
        if any(len(paire) != 2 for paire in paires):
            raise ReglesIllisibles(f"{champ} : écrivez des paires de codes, « repas>matinee ».", champ=champ)
        return tuple(paires)
    if champ in _ECRITS:
        # « vendredi 09:00 pour lundi, mardi » holds commas of its own.
        return tuple(part.strip() for part in texte.split(";") if part.strip())
    if isinstance(defaut, tuple):
        return tuple(parts)
    if isinstance(defaut, bool):
        if texte.casefold() not in _OUI_NON:
            raise ReglesIllisibles(f"{champ} : écrivez oui ou non.", champ=champ)
        return _OUI_NON[texte.casefold()]
    return texte if isinstance(defaut, str) else _lire_nombre(champ, texte, defaut)


def _lire_nombre(champ: str, texte: str, defaut: int | None) -> int | None:
    if not texte and defaut is None:
        return None
    bas, haut = BORNES[champ]
    lu = int(texte) if texte.isdecimal() and len(texte) <= len(str(NOMBRE_MAX)) else -1
    if not bas <= lu <= haut:
        rien = ", ou rien" if defaut is None else ""
        refuse = f"{citer(texte)} ne convient pas, " if texte else ""
        msg = f"{champ} : {refuse}écrivez un nombre entier de {bas} à {entier(haut)}{rien}."
        raise ReglesIllisibles(msg, champ=champ)
    return lu


def _en_tuple(valeur: Any) -> Any:
    return tuple(_en_tuple(partie) for partie in valeur) if isinstance(valeur, list) else valeur
