"""Refusals about the TOML files a town edits: its preset and guichet.toml."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.erreurs.socle import UsageIncorrect


@dataclass(frozen=True)
class Faute:
    """One wrong key of a file: where it stands and how to cure it."""

    fichier: str
    """Name of the file, without its folder."""
    cle: str
    """Dotted path, « sites[2].horaires.mardi » (the second site); "" when the file itself is at fault."""
    ligne: int
    """Line in the file, from 1; 0 when the file cannot be read at all."""
    texte: str
    """What is wrong and the cure, in French."""

    def __str__(self) -> str:
        endroit = self.fichier
        if self.ligne:
            endroit += f", ligne {self.ligne}"
        if self.cle:
            endroit += f", clé « {self.cle} »"
        return f"{endroit} : {self.texte}"


class FichierInvalide(UsageIncorrect):
    """A TOML file holding unknown keys or wrong values: every one of them is listed, one per line."""

    regle = "fichier de réglages"

    def __init__(self, fautes: tuple[Faute, ...]) -> None:
        super().__init__("\n".join(str(faute) for faute in fautes), champ=fautes[0].cle)
        self.fautes = fautes


class PresetInvalide(FichierInvalide):
    """A town preset that cannot be used as it stands."""

    regle = "règlement de la commune"


class ConfigInvalide(FichierInvalide):
    """A guichet.toml that cannot be used as it stands."""

    regle = "guichet.toml"


class PresetInconnu(UsageIncorrect):
    """A town name that is neither a shipped preset nor a file."""

    regle = "commune"
