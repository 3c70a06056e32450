"""What forms say: labels of fields, and the French sentence of each way a value can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet import formats
from guichet.erreurs.socle import insecables
from guichet.formats.naissances import dite

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LIBELLES_CHAMPS: dict[str, str] = {
    "adresse": "Adresse",
    "complement": "Complément",
    "code_postal": "Code postal",
    "ville": "Ville",
    "envoi_factures": "Factures",
    "civilite": "Civilité",
    "nom": "Nom",
    "nom_naissance": "Nom de naissance",
    "prenom": "Prénom",
    "naissance": "Naissance",
    "courriel": "Courriel",
    "mobile": "Mobile",
    "fixe": "Téléphone fixe",
    "regimes": "Régimes",
    "pai": "PAI",
    "pai_detail": "Détail du PAI",
    "qualite": "Qualité",
    "autorite_parentale": "Autorité parentale",
    "payeur": "Payeur",
    "peut_chercher": "Peut venir chercher",
    "urgence": "À prévenir en urgence",
    "garde_rythme": "Rythme de garde",
    "garde_ancre": "Semaine ici",
    "garde_moitie": "Prochaines vacances ici",
    "garde_alterne": "L’année suivante",
    "ecole": "École",
    "classe": "Classe",
    "role": "Rôle",
}
"""Every field of the household's forms, as written beside it."""

_PHRASES: dict[str, str] = {
    "string_too_long": "{max_length} caractères au plus ({saisis} saisis).",
    "missing": "à remplir : ce champ est obligatoire.",
    "string_type": "un texte est attendu.",
    "bool_parsing": "répondez par oui ou par non.",
    "bool_type": "répondez par oui ou par non.",
    "date_type": "une date est attendue, par exemple 16/11/2026.",
}


def libelle(champ: str) -> str:
    """Label of a field, whatever its prefix: « responsable1.nom » is « Nom »."""
    nom = champ.rpartition(".")[2]
    return LIBELLES_CHAMPS.get(nom, nom)


def sous_champ(champ: str, phrase: str) -> str:
    """« Code postal : cinq chiffres attendus, par exemple 78999. », as shown under the field."""
    return insecables(f"{libelle(champ)} : {phrase}")


def phrase(detail: ErrorDetails) -> str:
    """The sentence of one validation error; our own sentences pass through as they stand."""
    contexte: Mapping[str, Any] = detail.get("ctx", {})
    if detail["type"] == "saisie":
        return str(contexte["message"])
    saisi = detail["input"]
    gabarit = _PHRASES.get(detail["type"], "cette valeur n’est pas acceptée : corrigez-la.")
    return gabarit.format(**contexte, saisis=len(saisi) if isinstance(saisi, str) else 0)


def valeur_affichee(champ: str, valeur: object) -> str:
    """A value of a field as people read it: dates, telephones and yes or no."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, date):
        return formats.date_num(valeur)
    texte = str(valeur)
    if champ in {"mobile", "fixe"}:
        return formats.telephone(texte)
    if champ == "envoi_factures":
        from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures

        return LIBELLES[EnvoiFactures(texte)]
    return dite(texte) if champ == "naissance" else texte
