"""The town and its règlement (regles.md, Towns): read from TOML presets, stored as dated rows."""

from guichet.communes.delais import FORMES, forme_du_delai
from guichet.communes.horaires import Horaires, Site
from guichet.communes.lecture import PresetResume, chemin_preset, lire_preset, lister_presets
from guichet.communes.modele import Commune
from guichet.communes.portail import ModeComptePortail, Portail
from guichet.communes.reglages import Service

__all__ = [
    "FORMES",
    "Commune",
    "Horaires",
    "ModeComptePortail",
    "Portail",
    "PresetResume",
    "Service",
    "Site",
    "chemin_preset",
    "forme_du_delai",
    "lire_preset",
    "lister_presets",
]
