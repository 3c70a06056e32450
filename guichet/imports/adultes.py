"""Rows of the other export of the national register (ONDE): each an adult who names their children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guichet import formats
from guichet.fiches.familles.imports import (
    Anomalie,
    FamilleConnue,
    FamilleLue,
    Gravite,
    PersonneLue,
    Proposition,
)
from guichet.imports.carnet import Carnet
from guichet.imports.familles import lire_adresse
from guichet.imports.lecture import EnfantNomme, LigneBrute
from guichet.imports.lignes import Regles, lire_personne
from guichet.imports.rapprochement import rapprocher
from guichet.regles.socle.code_famille import affiche

_OUVRIR = (
    "Vérifiez qui a l’autorité parentale, que ce fichier ne dit pas, avant d’ajouter cette personne depuis le dossier."
)
_AJOUTER = (
    "Vérifiez qui a l’autorité parentale, que ce fichier ne dit pas, puis ajoutez cette personne : "
    "« guichet importer rapprocher », ou Ctrl+E puis i."
)


@dataclass(frozen=True, slots=True)
class Adulte:
    """One adult: the person, the address, and the children the row names."""

    personne: PersonneLue
    adresse: tuple[str, str, str]
    enfants: tuple[EnfantNomme, ...]


def lire_adulte(ligne: LigneBrute, regles: Regles) -> tuple[Adulte | None, list[Anomalie]]:
    """Read one row."""
    carnet = Carnet(ligne)
    personne = lire_personne(carnet, regles)
    if personne is None:
        return None, carnet.anomalies
    lue = lire_adresse(carnet, regles)
    return Adulte(personne, (lue["adresse"], lue["code_postal"], lue["ville"]), ligne.enfants), carnet.anomalies


def codes_de(adulte: Adulte, foyers: Mapping[tuple[str, str], Sequence[str]]) -> tuple[list[str], list[EnfantNomme]]:
    """Households of the children a row names, in order, and those children who are in none."""
    codes: dict[str, None] = {}
    absents = []
    for enfant in adulte.enfants:
        usage, nom, prenom = map(formats.cle_recherche, enfant)
        siens = [code for cle in dict.fromkeys((usage, nom)) if cle for code in foyers.get((cle, prenom), ())]
        codes |= dict.fromkeys(siens)
        if not siens:
            absents.append(enfant)
    return list(codes), absents


def comparer_adulte(
    adulte: Adulte, foyers: Mapping[str, FamilleConnue], absents: Sequence[EnfantNomme]
) -> tuple[str, list[Anomalie], Proposition | None]:
    """The household the row is about ("" when none surely is), what differs, and what an agent has to settle."""
    remarques = [_absent(adulte, enfant) for enfant in absents]
    vus = {code: rapprocher(_seul(adulte, code), foyer, code) for code, foyer in foyers.items()}
    # Where the adult is already, or somebody written much alike; else at their address; else the only one.
    connus = [code for code, (ajouts, _, propositions) in vus.items() if not ajouts.membres and not propositions]
    proches = [code for code, (_, _, propositions) in vus.items() if propositions]
    memes = [c for c, f in foyers.items() if adulte.adresse[0] and _cle(adulte.adresse[0]) == _cle(f.adresse)]
    code = _premier(connus) or _premier(proches) or _seule(memes) or _seule(foyers)
    if not foyers:
        remarques = []
    if not code:
        proposition = Proposition(adulte.personne, None, "", adulte.adresse, ())
        return "", [*remarques, _sans_foyer(adulte, list(foyers))], proposition
    ajouts, differences, propositions = vus[code]
    if not ajouts.membres:
        return code, remarques + differences, propositions[0] if propositions else None
    proposition = Proposition(adulte.personne, foyers[code].famille_id, code, adulte.adresse, ())
    motif = f"Cette personne n’est pas dans le dossier {affiche(code)} de ses enfants."
    return code, [*remarques, *differences, _a_trancher(adulte, motif, _AJOUTER)], proposition


def _seul(adulte: Adulte, code: str) -> FamilleLue:
    rue, code_postal, ville = adulte.adresse
    return FamilleLue(adulte.personne.ligne, code, rue, code_postal, ville, "", (adulte.personne,))


def _premier(codes: Sequence[str]) -> str:
    return codes[0] if codes else ""


def _seule(codes: Iterable[str]) -> str:
    un, *autres = codes or [""]
    return "" if autres else un


def _sans_foyer(adulte: Adulte, codes: Sequence[str]) -> Anomalie:
    if codes:
        motif = f"Ses enfants sont dans plusieurs dossiers : {', '.join(map(affiche, codes))}."
        return _a_trancher(adulte, motif, _OUVRIR)
    if not adulte.enfants:
        return _a_trancher(adulte, "Cette ligne ne nomme aucun enfant.", "Cherchez son dossier par son nom.")
    noms = ", ".join(map(_nom, adulte.enfants))
    qui = "L’enfant de cette ligne n’est" if len(adulte.enfants) == 1 else "Les enfants de cette ligne ne sont"
    motif = f"{qui} dans aucun dossier : {noms}."
    return _a_trancher(adulte, motif, "Créez son dossier, puis importez de nouveau.")


def _absent(adulte: Adulte, enfant: EnfantNomme) -> Anomalie:
    motif = f"{_nom(enfant)} n’est dans aucun dossier."
    return Anomalie(
        adulte.personne.ligne, "prenom_enfant", enfant[2], motif, "Importez le fichier des élèves.", Gravite.SIGNALEE
    )


def _a_trancher(adulte: Adulte, motif: str, remede: str) -> Anomalie:
    p = adulte.personne
    return Anomalie(p.ligne, "*", formats.nom_affiche(p.nom, p.prenom), motif, remede, Gravite.A_TRANCHER)


def _nom(enfant: EnfantNomme) -> str:
    usage, nom, prenom = enfant
    return formats.nom_affiche(usage or nom, prenom)


def _cle(adresse: str) -> str:
    return formats.cle_recherche(adresse)
