"""What an import has seen and done so far, and what it says in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guichet.fiches.familles.imports import (
    Anomalie,
    BilanFamille,
    Gravite,
    PersonneLue,
    Proposition,
    RapportImport,
    Resultat,
)
from guichet.formats import cle_recherche
from guichet.imports.lignes import Regles
from guichet.imports.tables.encodage import NOMS
from guichet.registres.familles import familles_connues
from guichet.registres.familles.rentree import Rentree
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.imports.lecture import Fichier


@dataclass(slots=True)
class Releve:
    """What was seen and done so far."""

    ctx: Contexte
    rentree: Rentree
    regles: Regles = field(init=False)
    dernier: int = 0
    """Last person the base had before."""
    lignes: int = 0
    personnes: int = 0
    anomalies: list[Anomalie] = field(default_factory=list)
    bilans: list[BilanFamille] = field(default_factory=list)
    propositions: list[Proposition] = field(default_factory=list)
    vus: dict[int, str] = field(default_factory=dict)
    """Hash of each new person of this file → code of their family: a few dozen bytes a person."""

    def __post_init__(self) -> None:
        commune, jour = self.ctx.commune, self.ctx.aujourdhui()
        self.regles = Regles(jour, commune.residence, {cle_recherche(e): e for e in commune.ecoles})

    def rapport(self, fichier: Fichier) -> RapportImport:
        """Sum up, in the order of the file."""
        resultats = [bilan.resultat for bilan in self.bilans]
        return RapportImport(
            fichier=fichier.texte.chemin.name,
            empreinte=fichier.texte.empreinte,
            encodage=NOMS[fichier.texte.encodage],
            separateur=fichier.tableau.separateur,
            lignes=self.lignes,
            creees=resultats.count(Resultat.CREEE),
            completees=resultats.count(Resultat.COMPLETEE),
            inchangees=resultats.count(Resultat.INCHANGEE),
            refusees=resultats.count(Resultat.REFUSEE),
            personnes=self.personnes,
            lignes_refusees=len({a.ligne for a in self.anomalies if a.gravite is Gravite.REFUSEE}),
            colonnes_ignorees=fichier.entete.ignorees,
            colonnes_absentes=fichier.entete.absentes,
            anomalies=tuple(sorted(self.anomalies, key=lambda a: a.ligne)),
            familles=tuple(sorted(self.bilans, key=lambda b: b.ligne)),
            propositions=tuple(sorted(self.propositions, key=lambda p: p.personne.ligne)),
        )


def signaler_homonymes(s: Ecriture, releve: Releve, nouveaux: Iterable[tuple[str, PersonneLue]]) -> None:
    """Report the same person in another family: separated parents, or a family typed twice."""
    identites = [(code, p, cle) for code, p in nouveaux if (cle := familles_connues.cle(p)) is not None]
    connus = familles_connues.homonymes(s, {cle[2] for _, _, cle in identites}, dernier=releve.dernier)
    for code, p, cle in identites:
        autre = connus.get(cle) or releve.vus.setdefault(hash(cle), code)
        comment = "même nom, même prénom, même naissance"
        if autre == code:
            autre, comment = familles_connues.proche(p, connus) or (code, "")
        if autre != code:
            qui = "Cet enfant" if p.role == RoleLien.ENFANT else "Cette personne"
            releve.anomalies.append(
                Anomalie(
                    p.ligne,
                    "*",
                    "",
                    f"{qui} est aussi dans la famille {autre} : {comment}.",
                    "Si ses parents sont séparés, rattachez l’enfant à son second foyer depuis le dossier."
                    if p.role == RoleLien.ENFANT
                    else "Vérifiez que cette famille n’est pas enregistrée deux fois.",
                    Gravite.SIGNALEE,
                )
            )
