"""Field types shared by forms, command line and import: one French reading for each kind of value."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.formats.adresses import lire_code_postal


def refuser(message: str) -> PydanticCustomError:
    """Build the pydantic error that carries one of our own French sentences through a validation."""
    return PydanticCustomError("saisie", "{message}", {"message": message})


def lecture(lire: Callable[[str], Any], *, vide: Any = None, obligatoire: bool = False) -> BeforeValidator:
    """Read typed text with `lire`; blank text becomes `vide`; a refusal keeps its French sentence."""

    def valider(valeur: Any) -> Any:
        texte = formats.nettoyer(valeur) if isinstance(valeur, str) else valeur
        if texte is None or texte == "":
            if obligatoire:
                raise refuser("à remplir : ce champ est obligatoire.")
            return vide
        if not isinstance(texte, str):
            return texte
        try:
            return lire(texte)
        except SaisieInvalide as refus:
            raise refuser(refus.message) from refus

    return BeforeValidator(valider)


def _au_plus(longueur: int) -> Callable[[str], str]:
    def lire(texte: str) -> str:
        if len(texte) > longueur:
            msg = f"{longueur} caractères au plus ({len(texte)} saisis)."
            raise SaisieInvalide(msg)
        return texte

    return lire


def _nom_propre(texte: str) -> str:
    _au_plus(100)(texte)
    if not any(c.isalpha() for c in texte):
        msg = "un nom contient au moins une lettre."
        raise SaisieInvalide(msg)
    return texte


NomPropre = Annotated[str, lecture(_nom_propre, obligatoire=True)]
Texte100 = Annotated[str, lecture(_au_plus(100), vide="")]
Texte200 = Annotated[str, lecture(_au_plus(200), vide="")]
Jour = Annotated[date | None, lecture(formats.lire_date)]
Courriel = Annotated[str, lecture(formats.lire_courriel, vide="")]
Telephone = Annotated[str, lecture(formats.lire_telephone, vide="")]
CodePostal = Annotated[str, lecture(lire_code_postal, vide="")]
