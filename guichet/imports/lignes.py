"""One row → one person, checked by the same reading as the forms (PersonneBase), with a remark for each bad cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.imports import Anomalie, Gravite, PersonneLue
from guichet.imports import cellules
from guichet.imports.cellules import Ecart
from guichet.imports.lecture import LigneBrute
from guichet.regles.socle.domaine import RoleLien

T = TypeVar("T")

_DE_PERSONNE = ("nom", "nom_naissance", "prenom", "naissance", "courriel", "mobile", "fixe")
# Without them nobody knows who the row is about.
_IDENTITE = frozenset({"nom", "prenom", "naissance"})
_MANQUE = {"nom": "Le nom manque.", "prenom": "Le prénom manque."}
_REMEDES = {
    "nom": "Écrivez le nom, puis importez de nouveau.",
    "prenom": "Écrivez le prénom, puis importez de nouveau.",
    "naissance": "Vérifiez la date sur le livret de famille, puis importez de nouveau.",
    "courriel": "La personne est reprise sans courriel : demandez-le et complétez le dossier.",
    "mobile": "La personne est reprise sans ce numéro : demandez-le et complétez le dossier.",
    "fixe": "La personne est reprise sans ce numéro : demandez-le et complétez le dossier.",
    "nom_naissance": "La personne est reprise sans nom de naissance : complétez le dossier.",
}


@dataclass(frozen=True, slots=True)
class Regles:
    """What the town and the day say of the rows.

    Attributes:
        aujourd_hui: local day; nobody is born after it.
        residence: whether an address (town, post code) is in the town.
        ecoles: search key → name of each school the town listed.
    """

    aujourd_hui: date
    residence: Callable[[str, str], bool]
    ecoles: Mapping[str, str] = field(default_factory=dict)


class Carnet:
    """Remarks on one row, written as it is read."""

    def __init__(self, ligne: LigneBrute) -> None:
        self.ligne = ligne
        self.anomalies: list[Anomalie] = []
        self.refusee = False

    def noter(self, colonne: str, motif: str, remede: str, gravite: Gravite = Gravite.SIGNALEE) -> None:
        """Write one remark; a refusal leaves the row out."""
        valeur = self.ligne.valeurs.get(colonne, "")
        self.anomalies.append(Anomalie(self.ligne.numero, colonne, valeur, motif, remede, gravite))
        self.refusee = self.refusee or gravite is Gravite.REFUSEE

    def refuser(self, colonne: str, motif: str, remede: str) -> None:
        """Leave the row out, saying why."""
        self.noter(colonne, motif, remede, Gravite.REFUSEE)

    def lire(self, colonne: str, lire: Callable[[str], T], defaut: T) -> T:
        """Read a cell the row can do without."""
        texte = self.ligne.valeurs.get(colonne)
        if texte is None:
            return defaut
        try:
            return lire(texte)
        except Ecart as ecart:
            self.noter(colonne, ecart.motif, ecart.remede)
        except SaisieInvalide as refus:
            self.noter(colonne, refus.message, "Corrigez cette valeur, puis importez de nouveau.")
        return defaut


def lire_personne(carnet: Carnet, regles: Regles) -> PersonneLue | None:
    """Read one row; None when it is refused, the remarks are in `carnet`."""
    ligne = carnet.ligne
    if ligne.defaut:
        carnet.refuser("*", ligne.defaut, "Corrigez cette ligne, puis importez de nouveau.")
        return None
    try:
        role = cellules.lire_role(ligne.valeurs.get("role", ""))
    except Ecart as ecart:
        carnet.refuser("role", ecart.motif, ecart.remede)
        return None
    fiche = _fiche(carnet)
    if fiche is None:
        return None
    if fiche.naissance is not None and fiche.naissance > regles.aujourd_hui:
        carnet.refuser("naissance", "Cette personne naîtrait dans l’avenir.", _REMEDES["naissance"])
        return None
    if role is RoleLien.ENFANT and fiche.naissance is None:
        carnet.noter("naissance", "La date de naissance manque.", "Demandez-la et complétez le dossier.")
    regimes, pai, detail = carnet.lire("allergies", cellules.lire_allergies, ("", False, ""))
    ecole, classe = _scolarite(carnet, regles, role)
    return PersonneLue(
        ligne=ligne.numero,
        role=role.value,
        civilite=carnet.lire("civilite", cellules.lire_civilite, ""),
        nom=fiche.nom,
        nom_naissance=fiche.nom_naissance,
        prenom=fiche.prenom,
        naissance=fiche.naissance,
        courriel=fiche.courriel,
        mobile=fiche.mobile,
        fixe=fiche.fixe,
        regimes=regimes[:100],
        pai=pai,
        pai_detail=detail[:200],
        ecole=ecole,
        classe=classe,
        # A responsable is an adult with parental authority (domaine.md); the rest is not in the file.
        autorite_parentale=role is RoleLien.RESPONSABLE,
    )


def _scolarite(carnet: Carnet, regles: Regles, role: RoleLien) -> tuple[str, str]:
    if role is not RoleLien.ENFANT:
        for colonne in ("ecole", "classe"):
            if colonne in carnet.ligne.valeurs:
                carnet.noter(colonne, "Seul un enfant a une école et une classe.", "Vérifiez le rôle de la ligne.")
        return "", ""
    ecole = carnet.lire("ecole", lambda texte: cellules.lire_ecole(texte, regles.ecoles), "")
    if ecole and regles.ecoles and ecole not in regles.ecoles.values():
        carnet.noter(
            "ecole",
            "Cette école n’est pas dans la liste de la commune : elle est reprise comme elle est écrite.",
            "Vérifiez l’orthographe, ou ajoutez l’école aux réglages de la commune.",
        )
    return ecole, carnet.lire("classe", cellules.lire_classe, "")


def _fiche(carnet: Carnet) -> Any:
    """Validate what a form would validate; optional cells that fail are left out and said."""
    from pydantic import ValidationError

    from models import PersonneBase

    saisie = {champ: carnet.ligne.valeurs.get(champ, "") for champ in _DE_PERSONNE}
    try:
        return PersonneBase.model_validate(saisie)
    except ValidationError as erreur:
        fautes = {str(faute["loc"][0]): faute["msg"] for faute in erreur.errors()}
    for champ, phrase in fautes.items():
        motif = _MANQUE.get(champ, phrase) if not saisie[champ] else phrase[:1].upper() + phrase[1:]
        carnet.noter(champ, motif, _REMEDES[champ], Gravite.REFUSEE if champ in _IDENTITE else Gravite.SIGNALEE)
    if carnet.refusee:
        return None
    return PersonneBase.model_validate(saisie | dict.fromkeys(fautes, ""))
