"""Families of a file: read, compared with what the base holds, written in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from guichet.fiches.familles.imports import (
    BilanFamille,
    FamilleConnue,
    FamilleLue,
    QuotientLu,
    Resultat,
    Scolarite,
)
from guichet.imports.familles import lire_famille
from guichet.imports.rapprochement import Ajouts, rapprocher
from guichet.registres.familles import en_masse, familles_connues, payeurs
from guichet.registres.recherche import index_recherche
from guichet.regles.socle.domaine import RoleLien
from guichet.services.familles.importation.releve import Releve, signaler_homonymes

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.imports.lecture import LigneBrute

SOURCE = "import"


def traiter_foyers(s: Ecriture, releve: Releve, lot: Sequence[Sequence[LigneBrute]]) -> None:
    """Read, compare and write one lot of families."""
    connues = familles_connues.lire(s, [groupe[0].code for groupe in lot], annee=releve.rentree.annee)
    neuves: list[FamilleLue] = []
    comparees: list[tuple[BilanFamille, FamilleConnue, Ajouts]] = []
    for groupe in lot:
        connue = connues.get(groupe[0].code)
        lue, anomalies = lire_famille(groupe, releve.regles, connue=connue is not None)
        releve.lignes += len(groupe)
        releve.anomalies += anomalies
        bilan = BilanFamille(groupe[0].numero, groupe[0].code, Resultat.REFUSEE)
        if lue is not None and connue is not None:
            ajouts, differences, propositions = rapprocher(
                lue, connue, groupe[0].code, ecoles=releve.rentree.sort is not None
            )
            releve.anomalies += differences
            releve.propositions += propositions
            comparees.append((bilan, connue, ajouts))
            continue
        if lue is not None:
            neuves.append(lue)
            bilan = replace(bilan, resultat=Resultat.CREEE)
        releve.bilans.append(bilan)
    completees = _completer(s, releve, comparees)
    nouveaux = [(f.code, p) for f in neuves for p in f.membres]
    codes = {connue.famille_id: code for code, connue in connues.items()}
    nouveaux += [(codes[connue.famille_id], p) for connue, ajouts in completees for p in ajouts.membres]
    releve.personnes += len(nouveaux)
    signaler_homonymes(s, releve, nouveaux)
    if neuves or completees:
        _ecrire(s, releve, neuves, completees)


def _completer(
    s: Ecriture, releve: Releve, comparees: Sequence[tuple[BilanFamille, FamilleConnue, Ajouts]]
) -> list[tuple[FamilleConnue, Ajouts]]:
    """What is added to the households known already, once what rests on a school was asked."""
    retenues, anomalies = releve.rentree.retenir(s, [x for _, _, ajouts in comparees for x in ajouts.scolarites])
    releve.anomalies += anomalies
    completees = []
    for bilan, connue, tous in comparees:
        ajouts = replace(tous, scolarites=tuple(x for x in tous.scolarites if x in retenues))
        releve.bilans.append(replace(bilan, resultat=Resultat.COMPLETEE if ajouts else Resultat.INCHANGEE))
        if ajouts:
            completees.append((connue, ajouts))
    return completees


def _ecrire(
    s: Ecriture,
    releve: Releve,
    neuves: Sequence[FamilleLue],
    completees: Sequence[tuple[FamilleConnue, Ajouts]],
) -> None:
    ids = en_masse.creer_familles(s, neuves, le=releve.ctx.maintenant())
    entrees: list[en_masse.Entree] = []
    quotients: list[tuple[int, QuotientLu]] = []
    scolarites: list[Scolarite] = []
    for famille_id, famille in zip(ids, neuves, strict=True):
        entrees += [
            (famille_id, p, rang) for p, rang in zip(famille.membres, en_masse.rangs(famille.membres), strict=True)
        ]
        if famille.quotient:
            quotients.append((famille_id, famille.quotient))
    for connue, ajouts in completees:
        presents: dict[str, int] = {}
        for membre in connue.membres:
            presents[membre.fiche.role] = presents.get(membre.fiche.role, 0) + 1
        places = en_masse.rangs(ajouts.membres, presents)
        entrees += [(connue.famille_id, p, rang) for p, rang in zip(ajouts.membres, places, strict=True)]
        scolarites += ajouts.scolarites
        if ajouts.quotient:
            quotients.append((connue.famille_id, ajouts.quotient))
    en_masse.creer_membres(s, entrees, du=releve.ctx.aujourdhui(), annee=releve.rentree.annee)
    for connue, ajouts in completees:
        if any(p.role == RoleLien.RESPONSABLE for p in ajouts.membres):
            payeurs.repondre(s, releve.rentree.acte, connue.famille_id)
    releve.rentree.ecrire(s, scolarites)
    en_masse.creer_quotients(s, quotients, source=SOURCE)
    index_recherche.rafraichir(s, [*ids, *(connue.famille_id for connue, _ in completees)])
