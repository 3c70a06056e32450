"""Pupils of a school's file: the school year of those the base has, the others set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from guichet.fiches.familles.imports import (
    BilanFamille,
    Resultat,
    Scolarite,
)
from guichet.imports.eleves import Eleves, comparer_eleve, inconnu, lire_eleve, scolarite_dite
from guichet.registres.familles import eleves_connus
from guichet.registres.recherche import index_recherche
from guichet.services.familles.importation.releve import Releve

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.imports.lecture import LigneBrute


def traiter_eleves(s: Ecriture, releve: Releve, lignes: Sequence[LigneBrute], ecole: str) -> None:
    """Read pupils, complete the school year of those the base has, set the others aside."""
    lus = [(ligne, *lire_eleve(ligne, releve.regles, ecole)) for ligne in lignes]
    jours = {ne for _, eleve, _ in lus if eleve and isinstance(ne := eleve.personne.naissance, date)}
    connus = Eleves(eleves_connus.lire(s, jours, annee=releve.rentree.annee))
    suivre = releve.rentree.sort is not None
    dites: list[tuple[BilanFamille, Scolarite | None]] = []
    foyers: dict[int, list[int]] = {}
    for ligne, eleve, anomalies in lus:
        releve.lignes += 1
        releve.anomalies += anomalies
        bilan, scolarite = BilanFamille(ligne.numero, "", Resultat.REFUSEE), None
        if eleve is not None and (connu := connus.exact(eleve.personne)) is not None:
            releve.anomalies += comparer_eleve(eleve, connu, ecoles=suivre)
            bilan = BilanFamille(ligne.numero, connu.foyers[0][1], Resultat.INCHANGEE)
            foyers[connu.membre.personne_id] = [famille_id for famille_id, _, _ in connu.foyers]
            scolarite = scolarite_dite(eleve, connu, ecoles=suivre)
        elif eleve is not None:
            proposition, remarque = inconnu(eleve, connus.proches(eleve.personne))
            releve.propositions.append(proposition)
            releve.anomalies.append(remarque)
            bilan = replace(bilan, resultat=Resultat.A_TRANCHER)
        dites.append((bilan, scolarite))
    retenues, anomalies = releve.rentree.retenir(s, [x for _, x in dites if x is not None])
    releve.anomalies += anomalies
    releve.rentree.ecrire(s, retenues)
    index_recherche.rafraichir(s, sorted({f for x in retenues for f in foyers[x.membre.personne_id]}))
    completes = {x.lue.ligne for x in retenues}
    releve.bilans += [
        replace(bilan, resultat=Resultat.COMPLETEE) if bilan.ligne in completes else bilan for bilan, _ in dites
    ]
