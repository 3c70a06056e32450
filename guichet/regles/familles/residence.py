"""Does this household live in the town? The name of a town is written in twenty ways; unknown is an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from guichet.formats import cle_recherche
from guichet.formats.adresses import code_etranger
from guichet.regles.recherche.phonetique import proximite
from guichet.regles.socle.domaine import Residence

_CEDEX = re.compile(r"\s+cedex(?:\s+[0-9]{1,2})?\b", re.IGNORECASE)
# The post code, the département or the arrondissement typed with the name.
_NOMBRES = re.compile(r"^(?:f )?[0-9]{5} | (?:[0-9]{1,3}|2[ab])(?: ?(?:e|er|eme|arrondissement))*$")
_PREFIXES = ("commune de ", "commune d ", "ville de ", "ville d ", "mairie de ", "mairie d ")
_PAYS = (" france", " fr")
_ARTICLES = ("le ", "la ", "les ", "l ")
_ABREGES = {
    "s": ("sur", "sous"),
    "ss": ("sous",),
    "st": ("saint",),
    "ste": ("sainte",),
    "sts": ("saints",),
    "stes": ("saintes",),
    "lez": ("les",),
    "mt": ("mont",),
    "bg": ("bourg",),
    "nd": ("notre dame",),
    "gd": ("grand",),
    "gde": ("grande",),
    "pt": ("petit",),
}
"""Shortened words of town names, and what each may stand for."""
_MORCEAUX = re.compile(r"[()\[\],;]|\s[-–—/]\s|\bcedex\b", re.IGNORECASE)
_BARRE = re.compile(r"(?<=\w)\s?/\s?(?=\w)")
_SOUS = re.compile(r"\bs s ")
_PROCHE = 85
_CHIFFRES_DU_BUREAU = 3
"""First digits a special (CEDEX) code shares with the town's."""


def ecritures(ville: str) -> frozenset[str]:
    """Every town these words may name, folded to letters: « Clairval s/ Seine » gives « clairvalsurseine »."""
    return frozenset(cle for morceau in _morceaux(ville) for cle in _plier(morceau))


def juger(
    ville: str, code_postal: str, *, villes: Collection[str], codes: Collection[str], mairie: str = ""
) -> bool | None:
    """Whether an address is in the town; None when nothing tells.

    A post code shared with a neighbour never suffices, one that contradicts the name decides, but that of a CEDEX,
    which is the post office's. A hamlet beside the town's name is the town. Another country's code is elsewhere,
    whatever the name.

    Args:
        ville: as typed.
        code_postal: as kept, "" when it is not known.
        villes: towns whose inhabitants count as the town's.
        codes: its post codes; none: the name alone decides who is in.
        mairie: that of the town hall.
    """
    if code_etranger(code_postal):
        return False
    siennes = {cle for nom in villes for cle in ecritures(nom)}
    if not siennes:
        return None
    dites = ecritures(ville)
    ailleurs = bool(code_postal and codes) and code_postal not in codes
    special = _CEDEX.search(f" {ville}") is not None or not dites
    if ailleurs and special and any(c[:_CHIFFRES_DU_BUREAU] == code_postal[:_CHIFFRES_DU_BUREAU] for c in codes):
        return True if dites & siennes else None
    if dites & siennes:
        return not ailleurs
    if code_postal and code_postal not in (codes or {mairie}):
        # A slip of the pen in the name, and another in the code, are not two proofs.
        return None if any(proximite(a, b) >= _PROCHE for a in dites for b in siennes) else False
    return None


def codes_attendus(
    ville: str, code_postal: str, *, villes: Collection[str], codes: Collection[str], mairie: str = ""
) -> tuple[str, ...]:
    """The post codes of the town named, where the one typed is none of them; () when nothing surprises.

    One slip in five digits makes an outsider of an inhabitant, and sends the bills elsewhere.

    Args:
        ville: as typed.
        code_postal: as kept, "" when it is not known.
        villes: see juger.
        codes: see juger.
        mairie: see juger.
    """
    siens = tuple(codes) or ((mairie,) if mairie else ())
    if not code_postal or not siens or code_postal in siens or _CEDEX.search(f" {ville}"):
        return ()
    siennes = {cle for nom in villes for cle in ecritures(nom)}
    return siens if ecritures(ville) & siennes else ()


def retenir(dedans: bool | None, *, dite: Residence | None = None, connue: Residence | None = None) -> Residence:
    """What is kept of where a household lives: the judge's answer, else the agent's, else what was known.

    Args:
        dedans: answer of `juger`.
        dite: what the agent says, having asked.
        connue: what was kept of the same town and post code, None for new ones.
    """
    if dedans is None:
        return dite or connue or Residence.INCONNUE
    return Residence.COMMUNE if dedans else Residence.EXTERIEUR


def _morceaux(ville: str) -> Iterator[str]:
    yield _CEDEX.sub("", ville)
    yield from (m for m in _MORCEAUX.split(_CEDEX.sub(" ", ville)) if m.strip())


def _plier(morceau: str) -> Iterator[str]:
    # « s/ » is a word of its own; a bare stroke is « sur ».
    for texte in {morceau.replace("/", " "), _BARRE.sub(" sur ", morceau)}:
        cle = _NOMBRES.sub("", cle_recherche(texte)).strip()
        for prefixe in _PREFIXES:
            cle = cle.removeprefix(prefixe)
        for pays in _PAYS:
            cle = cle.removesuffix(pays)
        # « Blanc-Mesnil (Le) », and the article left out.
        for article in _ARTICLES:
            cle = cle.removeprefix(article).removesuffix(f" {article.strip()}")
        suites = [""]
        for mot in _SOUS.sub("sous ", cle).split():
            suites = [debut + sens for debut in suites for sens in _ABREGES.get(mot, (mot,))][:8]
        yield from filter(None, suites)
