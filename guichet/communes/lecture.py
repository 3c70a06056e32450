"""Finds and reads the town presets of data/communes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from guichet.communes.modele import Commune
from guichet.donnees import chemin_donnees
from guichet.erreurs.fichiers import PresetInconnu, PresetInvalide
from guichet.formats.proches import proche
from guichet.lecture_toml.valide import lire_toml


@dataclass(frozen=True)
class PresetResume:
    """One line of the list of shipped towns."""

    slug: str
    nom: str
    resume: str
    chemin: Path


def lire_preset(chemin: Path) -> Commune:
    """The town described by this file; PresetInvalide lists every wrong key with its line and its cure."""
    return lire_toml(chemin, Commune, PresetInvalide)


def lister_presets() -> list[PresetResume]:
    """The towns shipped with the program, by slug; read without validation, to stay instant."""
    presets = []
    for chemin in sorted((chemin_donnees() / "communes").glob("*.toml")):
        brut = tomllib.loads(chemin.read_text(encoding="utf-8"))
        presets.append(PresetResume(chemin.stem, brut["nom"], brut["resume"], chemin))
    return presets


def chemin_preset(nom: str) -> Path:
    """The file meant by `--commune NOM`: a shipped town, or the path of the town's own file."""
    if nom.endswith(".toml"):
        return Path(nom)
    presets = {preset.slug: preset.chemin for preset in lister_presets()}
    if nom in presets:
        return presets[nom]
    voisine = proche(nom, presets)
    indice = f" Vouliez-vous « {voisine} » ?" if voisine else ""
    raise PresetInconnu(
        f"La commune « {nom} » n’est pas livrée avec Guichet.{indice} "
        f"Communes livrées : {', '.join(presets)} ; ou donnez le chemin d’un fichier .toml.",
        champ="commune",
    )
