"""Countries a post code may be of: the sign written before it, the names files give them, the shape of their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from guichet.formats.mots import cle_recherche


@dataclass(frozen=True, slots=True)
class Pays:
    """One country.

    Attributes:
        signe: what its post writes before the code, « B » of « B-1000 ».
        signes: other writings of the same, « BE ».
        noms: in French; files write one or another, accents or not.
        forme: its codes, without spaces nor sign; what is kept are the groups, joined by `liaison`.
        liaison: between two groups.
        modele: an example, for a refusal.
        seule: no other country has codes of that shape: it is read, and kept, without a sign.
    """

    signe: str
    signes: tuple[str, ...]
    noms: tuple[str, ...]
    forme: str
    modele: str
    liaison: str = " "
    seule: bool = False

    def ecritures(self, compact: str) -> Iterator[str]:
        """As it stands, then without the sign that some write before it: « GB SW1A 1AA »."""
        yield compact
        for signe in (self.signe, *self.signes):
            if compact.startswith(signe):
                yield compact.removeprefix(signe).removeprefix("-")

    def lire(self, compact: str) -> str | None:
        """The code as kept, None where its country has none such; `compact`: upper case, no space, no sign."""
        lu = re.fullmatch(self.forme, compact)
        if lu is None:
            return None
        code = self.liaison.join(filter(None, lu.groups()))
        return code if self.seule else f"{self.signe}-{code}"


_QUATRE, _CINQ, _SIX, _TROIS_DEUX = "([0-9]{4})", "([0-9]{5})", "([0-9]{6})", "([0-9]{3})([0-9]{2})"

PAYS: tuple[Pays, ...] = (
    Pays("B", ("BE", "BEL"), ("Belgique",), _QUATRE, "B-1000"),
    Pays("CH", ("CHE",), ("Suisse",), _QUATRE, "CH-1201"),
    Pays("L", ("LU", "LUX"), ("Luxembourg",), _QUATRE, "L-1234"),
    Pays("D", ("DE", "DEU"), ("Allemagne",), _CINQ, "D-10115"),
    Pays("I", ("IT", "ITA"), ("Italie",), _CINQ, "I-00118"),
    Pays("E", ("ES", "ESP"), ("Espagne",), _CINQ, "E-28001"),
    Pays("P", ("PT", "PRT"), ("Portugal",), "([0-9]{4})-?([0-9]{3})", "1000-001", "-", seule=True),
    Pays("GB", ("UK", "GBR"), ("Royaume-Uni", "Grande-Bretagne", "Angleterre", "Écosse", "Pays de Galles"),
         "([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})", "SW1A 1AA", seule=True),
    Pays("IRL", ("IE",), ("Irlande",), "([A-Z][0-9][0-9W])([0-9A-Z]{4})", "D02 AF30", seule=True),
    Pays("NL", ("NLD",), ("Pays-Bas", "Hollande"), "([0-9]{4})([A-Z]{2})", "1012 AB", seule=True),
    Pays("A", ("AT", "AUT"), ("Autriche",), _QUATRE, "A-1010"),
    Pays("FL", ("LI", "LIE"), ("Liechtenstein",), _QUATRE, "FL-9490"),
    Pays("AD", ("AND",), ("Andorre",), "([0-9]{3})", "AD-500"),
    Pays("DK", ("DNK",), ("Danemark",), _QUATRE, "DK-1050"),
    Pays("S", ("SE", "SWE"), ("Suède",), _TROIS_DEUX, "S-111 22"),
    Pays("N", ("NO", "NOR"), ("Norvège",), _QUATRE, "N-0150"),
    Pays("FIN", ("FI",), ("Finlande",), _CINQ, "FIN-00100"),
    Pays("IS", ("ISL",), ("Islande",), "([0-9]{3})", "IS-101"),
    Pays("EE", ("EST",), ("Estonie",), _CINQ, "EE-10111"),
    Pays("LV", ("LVA",), ("Lettonie",), _QUATRE, "LV-1010"),
    Pays("LT", ("LTU",), ("Lituanie",), _CINQ, "LT-01100"),
    Pays("PL", ("POL",), ("Pologne",), "([0-9]{2})-?([0-9]{3})", "PL-00-950", "-"),
    Pays("CZ", ("CZE",), ("Tchéquie", "République tchèque"), _TROIS_DEUX, "CZ-110 00"),
    Pays("SK", ("SVK",), ("Slovaquie",), _TROIS_DEUX, "SK-811 01"),
    Pays("H", ("HU", "HUN"), ("Hongrie",), _QUATRE, "H-1011"),
    Pays("RO", ("ROU",), ("Roumanie",), _SIX, "RO-010011"),
    Pays("BG", ("BGR",), ("Bulgarie",), _QUATRE, "BG-1000"),
    Pays("MD", ("MDA",), ("Moldavie",), _QUATRE, "MD-2001"),
    Pays("GR", ("EL", "GRC"), ("Grèce",), _TROIS_DEUX, "GR-105 52"),
    Pays("CY", ("CYP",), ("Chypre",), _QUATRE, "CY-1010"),
    Pays("SI", ("SLO", "SVN"), ("Slovénie",), _QUATRE, "SI-1000"),
    Pays("HR", ("HRV",), ("Croatie",), _CINQ, "HR-10000"),
    Pays("BA", ("BIH",), ("Bosnie-Herzégovine", "Bosnie"), _CINQ, "BA-71000"),
    Pays("RS", ("SRB",), ("Serbie",), _CINQ, "RS-11000"),
    Pays("XK", ("RKS", "KOS"), ("Kosovo",), _CINQ, "XK-10000"),
    Pays("MK", ("MKD",), ("Macédoine du Nord", "Macédoine"), _QUATRE, "MK-1000"),
    Pays("AL", ("ALB",), ("Albanie",), _QUATRE, "AL-1001"),
    Pays("UA", ("UKR",), ("Ukraine",), _CINQ, "UA-01001"),
    Pays("RUS", ("RU",), ("Russie",), _SIX, "RUS-101000"),
    Pays("GE", ("GEO",), ("Géorgie",), _QUATRE, "GE-0105"),
    Pays("AM", ("ARM",), ("Arménie",), _QUATRE, "AM-0010"),
    Pays("TR", ("TUR",), ("Turquie",), _CINQ, "TR-34000"),
    Pays("IL", ("ISR",), ("Israël",), "([0-9]{7}|[0-9]{5})", "IL-9614303"),
    Pays("MA", ("MAR",), ("Maroc",), _CINQ, "MA-20000"),
    Pays("DZ", ("DZA",), ("Algérie",), _CINQ, "DZ-16000"),
    Pays("TN", ("TUN",), ("Tunisie",), _QUATRE, "TN-1002"),
    Pays("SN", ("SEN",), ("Sénégal",), _CINQ, "SN-10000"),
    Pays("MG", ("MDG",), ("Madagascar",), "([0-9]{3})", "MG-101"),
    Pays("US", ("USA",), ("États-Unis", "États-Unis d’Amérique"), "([0-9]{5})(?:-?([0-9]{4}))?", "US-10001", ""),
    Pays("CDN", ("CA", "CAN"), ("Canada",), "([A-Z][0-9][A-Z])([0-9][A-Z][0-9])", "K1A 0B1", seule=True),
    Pays("BR", ("BRA",), ("Brésil",), "([0-9]{5})-?([0-9]{3})", "BR-01310-100", "-"),
    Pays("CN", ("CHN",), ("Chine",), _SIX, "CN-100000"),
    Pays("IN", ("IND",), ("Inde",), _SIX, "IN-110001"),
    Pays("JP", ("JPN",), ("Japon",), "([0-9]{3})-?([0-9]{4})", "JP-100-0001", "-"),
    Pays("LK", ("LKA",), ("Sri Lanka",), _CINQ, "LK-10100"),
)  # fmt: skip

_FRANCE = frozenset({"", "france", "fr", "f", "fra", "republique francaise"})


@cache
def du_signe(signe: str) -> Pays | None:
    """The country of « BE », in upper case."""
    return next((p for p in PAYS if signe == p.signe or signe in p.signes), None)


@cache
def du_nom(nom: str) -> Pays | None:
    """The country a file calls so, by its name or its sign; None for France and those not in the list."""
    cle = cle_recherche(nom)
    return next((p for p in PAYS if cle in map(cle_recherche, p.noms)), None) or du_signe(cle.upper())


def etranger(nom: str) -> bool:
    """Whether a file says another country; nothing said is France."""
    return cle_recherche(nom) not in _FRANCE
