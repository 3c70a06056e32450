"""The one way to make a PDF: a Typst page of ours, and data that stays data.

What people typed travels as JSON in `sys.inputs`; it is never spliced into the markup, so that a family
called `#panic()` prints as typed. Fonts are only those of `data/polices`: a page looks the same everywhere.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.donnees import chemin_donnees
from guichet.editions.socle.glyphes import couverture, imprimable
from guichet.editions.socle.phrases import local
from guichet.erreurs.editions import EditionImpossible

if TYPE_CHECKING:
    from typst import Fonts

FAMILLES = ("Noto Sans", "Noto Sans Mono", "Noto Sans Arabic", "Noto Sans Hebrew")


def pdf(source: str, donnees: Mapping[str, object], *, edite_le: datetime) -> bytes:
    """The page `source` filled with `donnees`, as PDF/A-3a and PDF/UA-1 (kept for years, readable aloud).

    The same arguments give the same bytes. `edite_le` is local time when naive.

    Raises:
        EditionImpossible: a shipped font is missing, or Typst refuses the page.
    """
    import typst

    texte = json.dumps(_imprimables(donnees, couverture(_fichiers())), ensure_ascii=False)
    compositeur = typst.Compiler(source.encode(), font_paths=_polices(), sys_inputs={"donnees": texte})
    try:
        octets, avertissements = compositeur.compile_with_warnings(
            format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=int(local(edite_le).timestamp())
        )
    except typst.TypstError as refus:
        raise EditionImpossible(f"La page n’a pas pu être composée : {refus.message}.") from refus
    for avertissement in avertissements:
        warnings.warn(avertissement, stacklevel=2)
    if not isinstance(octets, bytes):  # Only a picture format gives one item per page.
        raise EditionImpossible("La page n’a pas pu être composée : aucun contenu.")
    return octets


def _imprimables(valeur: object, glyphes: frozenset[int]) -> object:
    if isinstance(valeur, str):
        return imprimable(valeur, glyphes)
    if isinstance(valeur, Mapping):
        return {cle: _imprimables(contenu, glyphes) for cle, contenu in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [_imprimables(contenu, glyphes) for contenu in valeur]
    return valeur


@lru_cache(maxsize=1)
def _fichiers() -> tuple[Path, ...]:
    return tuple(sorted((chemin_donnees() / "polices").glob("*.ttf")))


@lru_cache(maxsize=1)
def _polices() -> Fonts:
    import typst

    dossier = chemin_donnees() / "polices"
    polices = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(dossier)])
    absentes = [famille for famille in FAMILLES if famille not in polices.families()]
    if absentes:
        raise EditionImpossible(
            f"Police absente de l’installation : {', '.join(absentes)}. Réinstallez Guichet ({dossier})."
        )
    return polices
