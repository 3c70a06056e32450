"""Importing a town's families file: whole or not at all, and twice the same file changes nothing.

Families are known by their code, which is kept as the town wrote it (rule 13), persons by role, name, first name
and date of birth inside their family. What the base has already is never overwritten, but schools where it is asked
for: new families, new members, the school of a new year and a quotient of a later month are added, any other
difference is reported. The same
person in two families stays two persons, and is reported: joining them would show one household the other's
(rule 32), which only an agent may decide, from the dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.base.simulation import BaseSimulee
from guichet.fiches.familles.imports import (
    Anomalie,
    BilanFamille,
    FamilleConnue,
    FamilleLue,
    Gravite,
    PersonneLue,
    Proposition,
    QuotientLu,
    RapportImport,
    Resultat,
    Scolarite,
)
from guichet.formats import cle_recherche
from guichet.imports import lecture
from guichet.imports.cellules import lire_ecole
from guichet.imports.eleves import Eleves, comparer_eleve, inconnu, lire_eleve, scolarite_dite
from guichet.imports.familles import lire_famille
from guichet.imports.lignes import Regles
from guichet.imports.rapprochement import Ajouts, rapprocher
from guichet.imports.tables.encodage import NOMS
from guichet.registres.comptoir import actes
from guichet.registres.familles import eleves_connus, en_masse, familles_connues
from guichet.registres.familles.rentree import Rentree
from guichet.registres.recherche import index_recherche
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import Sort
    from guichet.imports.lecture import Fichier, LigneBrute

LOT = 250
"""Families read, compared and written together: the memory an import needs, whatever the size of the file."""

SOURCE = "import"

Avancement = Callable[[int, int], None]
"""Rows done, rows in all."""


@transaction
def importer_familles(
    ctx: Contexte, chemin: Path, *, ecole: str = "", avancement: Avancement | None = None, ecoles: Sort | None = None
) -> RapportImport:
    """Import a file of families, one person a row, or a school's file of pupils.

    Args:
        ctx: surroundings.
        chemin: the file.
        ecole: school of all its pupils, where the file says none.
        avancement: told of the rows done.
        ecoles: the file is right about schools and classes, and what becomes of the bookings of children it moves;
            None: the base is right, and a child whose bookings hang on the former school is reported and left there.

    Raises:
        DroitInsuffisant: the agent may not import.
        FichierImportIllisible, ColonnesImportables: the file is not one of families; nothing was written.
    """
    return _importer(ctx, chemin, ecole, avancement, ecoles)


@transaction
def propositions(
    ctx: Contexte, chemin: Path, *, ecole: str = "", avancement: Avancement | None = None
) -> tuple[Proposition, ...]:
    """Rows of a file an agent must settle, found again from it: the import is played and nothing is kept.

    Raises:
        DroitInsuffisant, FichierImportIllisible, ColonnesImportables: as the import.
    """
    essai = BaseSimulee.de(ctx.base)
    try:
        return _importer(replace(ctx, base=essai), chemin, ecole, avancement, None).propositions
    finally:
        essai.fermer()


def _importer(
    ctx: Contexte, chemin: Path, ecole: str, avancement: Avancement | None, ecoles: Sort | None
) -> RapportImport:
    ctx.exiger(Droit.IMPORTER)
    fichier = lecture.ouvrir(chemin)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        releve = _Releve(ctx, Rentree(acte, annee_scolaire(acte.jour), ecoles))
        (releve.dernier,) = s.une("SELECT coalesce(max(id), 0) FROM personne") or (0,)
        groupes = fichier.familles()
        while lot := list(islice(groupes, LOT)):
            if fichier.entete.des_eleves:
                _traiter_eleves(
                    s, releve, [ligne for groupe in lot for ligne in groupe], lire_ecole(ecole, releve.regles.ecoles)
                )
            else:
                for passe in familles_connues.passes(s, lot, code=lambda groupe: groupe[0].code):
                    _traiter(s, releve, passe)
            if avancement is not None:
                avancement(releve.lignes, fichier.lignes)
        releve.anomalies += releve.rentree.finir(s)
        rapport = releve.rapport(fichier)
        if rapport.ecritures:
            actes.tracer(
                s,
                acte,
                TypeActe.IMPORT_FAMILLES,
                empreinte=rapport.empreinte,
                lignes=rapport.lignes,
                lignes_refusees=rapport.lignes_refusees,
                familles_creees=rapport.creees,
                familles_completees=rapport.completees,
                personnes=rapport.personnes,
                ecoles="" if ecoles is None else ecoles.value,
            )
    return rapport


@dataclass(slots=True)
class _Releve:
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


def _traiter(s: Ecriture, releve: _Releve, lot: Sequence[Sequence[LigneBrute]]) -> None:
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
    _signaler_homonymes(s, releve, nouveaux)
    if neuves or completees:
        _ecrire(s, releve, neuves, completees)


def _completer(
    s: Ecriture, releve: _Releve, comparees: Sequence[tuple[BilanFamille, FamilleConnue, Ajouts]]
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


def _traiter_eleves(s: Ecriture, releve: _Releve, lignes: Sequence[LigneBrute], ecole: str) -> None:
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


def _signaler_homonymes(s: Ecriture, releve: _Releve, nouveaux: Iterable[tuple[str, PersonneLue]]) -> None:
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


def _ecrire(
    s: Ecriture,
    releve: _Releve,
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
    releve.rentree.ecrire(s, scolarites)
    en_masse.creer_quotients(s, quotients, source=SOURCE)
    index_recherche.rafraichir(s, [*ids, *(connue.famille_id for connue, _ in completees)])
