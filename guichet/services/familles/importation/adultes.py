"""Adults of a school's file, who name their children: compared with those of their households, or set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from guichet.fiches.familles.imports import BilanFamille, Resultat
from guichet.imports.adultes import codes_de, comparer_adulte, lire_adulte
from guichet.registres.familles import familles_connues
from guichet.services.familles.importation.releve import Releve

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.imports.lecture import LigneBrute


def traiter_adultes(
    s: Ecriture, releve: Releve, lignes: Sequence[LigneBrute], foyers: Mapping[tuple[str, str], Sequence[str]]
) -> None:
    """Read adults and report what differs; nobody is put into a household by the name of a child alone."""
    lus = [(ligne, *lire_adulte(ligne, releve.regles)) for ligne in lignes]
    nommes = [codes_de(adulte, foyers) if adulte else ([], []) for _, adulte, _ in lus]
    connues = familles_connues.lire(
        s, sorted({code for codes, _ in nommes for code in codes}), annee=releve.rentree.annee
    )
    for (ligne, adulte, anomalies), (codes, absents) in zip(lus, nommes, strict=True):
        releve.lignes += 1
        releve.anomalies += anomalies
        if adulte is None:
            releve.bilans.append(BilanFamille(ligne.numero, "", Resultat.REFUSEE))
            continue
        siennes = {code: connues[code] for code in codes}
        code, remarques, proposition = comparer_adulte(adulte, siennes, absents)
        releve.anomalies += remarques
        if proposition is not None:
            releve.propositions.append(proposition)
        resultat = Resultat.INCHANGEE if proposition is None else Resultat.A_TRANCHER
        releve.bilans.append(BilanFamille(ligne.numero, code, resultat))
