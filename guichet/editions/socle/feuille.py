"""The sheet every paper of the counter is: what it says, once, for its PDF and for its plain-text twin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from textwrap import wrap

from guichet.editions.socle import qr
from guichet.editions.socle.glyphes import propre
from guichet.editions.socle.moteur import pdf

LARGEUR = 78
_SANS_VALEUR = "FORMATION — sans valeur"


@dataclass(frozen=True, slots=True)
class Valeur:
    """One thing to copy out: shown large. `groupes` are read one by one and typed without a space between."""

    libelle: str
    groupes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Portail:
    """Where to go: the exact address, and the same as a QR code."""

    nom: str
    adresse: str


@dataclass(frozen=True, slots=True)
class Liste:
    """A titled list; `genre` is `etapes` (numbered), `actes` (time, what was done) or `restes` (to tick)."""

    titre: str
    genre: str
    lignes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet, top to bottom."""

    commune: str
    lieu: tuple[str, ...]
    code: str
    titre: str
    pour: tuple[str, ...]
    pied: str
    edite_le: datetime
    valeurs: tuple[Valeur, ...] = ()
    portail: Portail | None = None
    listes: tuple[Liste, ...] = ()
    attentions: tuple[str, ...] = ()
    formation: bool = False


def pdf_feuille(feuille: Feuille) -> bytes:
    """One A4 page, its smallest type readable when printed on A5. Identical sheets give identical bytes."""
    source = (files("guichet.editions.socle") / "feuille.typ").read_text(encoding="utf-8")
    donnees = asdict(feuille) | {"edite_le": "", "qr": ""}
    if feuille.portail:
        donnees["qr"] = qr.svg(feuille.portail.adresse).decode()
    return pdf(source, donnees, edite_le=feuille.edite_le)


def texte_feuille(feuille: Feuille, *, avec_qr: bool = False) -> str:
    """The same words in at most 78 columns, for a screen, a mail or a line printer."""
    lignes = [*_entete(feuille), *_valeurs(feuille)]
    if feuille.portail:
        lignes += _portail(feuille.portail, avec_qr=avec_qr)
    for liste in feuille.listes:
        lignes += _liste(liste)
    for attention in feuille.attentions:
        lignes += ["", *_paragraphe(attention, "! ")]
    lignes += ["", *_paragraphe(feuille.pied)]
    if feuille.formation:
        lignes = [_SANS_VALEUR, "", *lignes, "", _SANS_VALEUR]
    return "\n".join(ligne.rstrip(" ") for ligne in lignes) + "\n"


def _entete(feuille: Feuille) -> Iterator[str]:
    yield from _paragraphe(feuille.commune)
    for ligne in feuille.lieu:
        yield from _paragraphe(ligne)
    yield from _paragraphe(f"Code famille : {feuille.code}")
    yield "-" * LARGEUR
    yield from _paragraphe(feuille.titre)
    yield "=" * min(len(feuille.titre), LARGEUR)
    for ligne in feuille.pour:
        yield from _paragraphe(ligne)


def _valeurs(feuille: Feuille) -> Iterator[str]:
    for valeur in feuille.valeurs:
        yield ""
        yield from _paragraphe(f"{valeur.libelle} :")
        # Never wrapped on a word: a secret cut in two is a secret mistyped.
        yield from _paragraphe("".join(valeur.groupes), "    ")
        if len(valeur.groupes) > 1:
            yield from _paragraphe(f"(à lire par groupes : {' · '.join(valeur.groupes)})", "    ")
        yield from _paragraphe(valeur.note, "    ")


def _portail(portail: Portail, *, avec_qr: bool) -> Iterator[str]:
    yield ""
    yield from _paragraphe(f"{portail.nom}, adresse exacte :")
    yield from _paragraphe(portail.adresse, "    ")
    if avec_qr:
        yield from ("", qr.demi_blocs(portail.adresse), "    À scanner avec un\u00a0téléphone")


def _liste(liste: Liste) -> Iterator[str]:
    yield ""
    yield from _paragraphe(liste.titre)
    for rang, (repere, libelle) in enumerate(liste.lignes, start=1):
        signe = {"etapes": f"{rang}. ", "actes": f"{repere}  ", "restes": "[ ] "}[liste.genre]
        yield from _paragraphe(libelle, f"  {signe}")


def _paragraphe(texte: str, puce: str = "") -> list[str]:
    suite = " " * len(puce)
    net = propre(texte)
    return wrap(net, LARGEUR, initial_indent=puce, subsequent_indent=suite, break_on_hyphens=False)
