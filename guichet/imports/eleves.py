"""Rows of the national pupils' register (ONDE): each a child without a family, looked for among those of the base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from guichet import formats
from guichet.fiches.familles.imports import Anomalie, Candidat, Gravite, PersonneLue, Proposition, Scolarite
from guichet.formats.naissances import Naissance
from guichet.imports.carnet import Carnet
from guichet.imports.familles import lire_adresse
from guichet.imports.lecture import LigneBrute
from guichet.imports.lignes import Regles, lire_personne
from guichet.imports.rapprochement import SCOLARITE, a_trancher, autre_ecole, candidat, comparer_personne, portrait
from guichet.registres.familles.eleves_connus import EleveConnu
from guichet.regles.familles.doublons import IDENTITE, comparer

_SECONDE = ("adresse2", "code_postal2", "ville2")

Adresse = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Eleve:
    """One pupil: the person, the addresses the school has of them, and the remarks on the row."""

    personne: PersonneLue
    adresses: tuple[Adresse, ...]


def lire_eleve(ligne: LigneBrute, regles: Regles, ecole: str) -> tuple[Eleve | None, list[Anomalie]]:
    """Read one row; `ecole` is that of the whole file, which does not say it."""
    carnet = Carnet(ligne)
    personne = lire_personne(carnet, regles)
    if personne is None:
        return None, carnet.anomalies
    premiere = lire_adresse(carnet, regles)
    seconde = lire_adresse(carnet, regles, _SECONDE, pays="pays2")
    adresses = tuple((a["adresse"], a["code_postal"], a["ville"]) for a in (premiere, seconde) if any(a.values()))
    return Eleve(replace(personne, ecole=personne.ecole or ecole), adresses), carnet.anomalies


class Eleves:
    """Children of the base, by who they are and by their day of birth."""

    def __init__(self, connus: Iterable[EleveConnu]) -> None:
        self._par_jour: defaultdict[Naissance, list[EleveConnu]] = defaultdict(list)
        self._par_nom: defaultdict[tuple[str, str], list[EleveConnu]] = defaultdict(list)
        for connu in connus:
            fiche = connu.membre.fiche
            self._par_jour[fiche.naissance].append(connu)
            self._par_nom[_noms(fiche)].append(connu)

    def exact(self, personne: PersonneLue) -> EleveConnu | None:
        """The child of this name, this first name and this day, or whom an agent said it was."""
        nom, prenom = _noms(personne)
        for connu in self._par_jour[personne.naissance] if isinstance(personne.naissance, date) else ():
            anciens, sien = connu.membre.anciens, _noms(connu.membre.fiche)
            if (sien[0] == nom or ("nom", nom) in anciens) and (sien[1] == prenom or ("prenom", prenom) in anciens):
                return connu
        return None

    def proches(self, personne: PersonneLue) -> tuple[Candidat, ...]:
        """Those written otherwise, as the form of a new household proposes them."""
        voisins = [*self._par_jour[personne.naissance], *self._par_nom[_noms(personne)]]
        jugees = {c.membre.personne_id: (comparer(portrait(personne), portrait(c.membre.fiche)), c) for c in voisins}
        surs = sorted(
            ((r, c) for r, c in jugees.values() if r.a_montrer and IDENTITE & set(r.raisons)),
            key=lambda rc: -rc[0].score,
        )
        return tuple(candidat(c.membre.personne_id, c.membre.fiche, personne, c.foyers[0][1]) for _, c in surs)


def scolarite_dite(eleve: Eleve, connu: EleveConnu, *, ecoles: bool) -> Scolarite | None:
    """School and class to write; with `ecoles` the file is right about those it changes.

    A class without its school is not one: it would empty the lists of the school.
    """
    sue = connu.membre.fiche.ecole or connu.membre.fiche.classe
    if not eleve.personne.ecole or (sue and not (ecoles and autre_ecole(eleve.personne, connu.membre))):
        return None
    return Scolarite(connu.foyers[0][0], connu.membre, eleve.personne)


def comparer_eleve(eleve: Eleve, connu: EleveConnu, *, ecoles: bool) -> list[Anomalie]:
    """What the school says otherwise than the base; with `ecoles`, but its school and class."""
    ligne = eleve.personne.ligne
    remarques = comparer_personne(eleve.personne, connu.membre, sauf=SCOLARITE if ecoles else frozenset())
    dites = {_cle(adresse): adresse for adresse in eleve.adresses}
    for _, code, adresse in connu.foyers:
        if dites and _cle(adresse) not in dites:
            remarques.append(
                Anomalie(
                    ligne,
                    "adresse",
                    " ; ".join(map(_dite, eleve.adresses)),
                    f"La base a « {dite} » pour la famille {code}."
                    if (dite := _dite(adresse))
                    else f"La famille {code} n’a pas d’adresse dans la base.",
                    "La base n’est pas modifiée : si l’école a raison, corrigez le dossier.",
                    Gravite.DIFFERENCE,
                )
            )
    if len(eleve.adresses) > len(connu.foyers):
        remarques.append(
            Anomalie(
                ligne,
                "adresse2",
                _dite(eleve.adresses[-1]),
                "L’école a deux adresses, la base un seul foyer.",
                "Si les parents sont séparés, rattachez l’enfant à son second foyer depuis le dossier.",
                Gravite.SIGNALEE,
            )
        )
    return remarques


def inconnu(eleve: Eleve, candidats: Sequence[Candidat]) -> tuple[Proposition, Anomalie]:
    """A pupil set aside, and the remark that says so."""
    adresse = eleve.adresses[0] if eleve.adresses else ("", "", "")
    proposition = Proposition(eleve.personne, None, "", adresse, tuple(candidats))
    return proposition, a_trancher(proposition)


def _noms(p: PersonneLue) -> tuple[str, str]:
    return formats.cle_recherche(p.nom), formats.cle_recherche(p.prenom)


def _cle(adresse: Adresse) -> str:
    return formats.cle_recherche(adresse[0])


def _dite(adresse: Adresse) -> str:
    return " ".join(filter(None, adresse))
