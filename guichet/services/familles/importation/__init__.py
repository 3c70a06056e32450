"""Importing a town's families file: whole or not at all, and twice the same file changes nothing.

Families are known by their code, which is kept as the town wrote it (rule 13), persons by role, name, first name
and date of birth inside their family. What the base has already is never overwritten, but schools where it is asked
for: new families, new members, the school of a new year and a quotient of a later month are added, any other
difference is reported. The same
person in two families stays two persons, and is reported: joining them would show one household the other's
(rule 32), which only an agent may decide, from the dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.base.simulation import BaseSimulee
from guichet.fiches.familles.imports import Proposition, RapportImport
from guichet.imports import lecture
from guichet.imports.cellules import lire_ecole
from guichet.registres.comptoir import actes
from guichet.registres.familles import eleves_connus, familles_connues
from guichet.registres.familles.rentree import Rentree
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit
from guichet.services.familles.importation.adultes import traiter_adultes
from guichet.services.familles.importation.eleves import traiter_eleves
from guichet.services.familles.importation.foyers import traiter_foyers
from guichet.services.familles.importation.releve import Releve

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.socle.repose import Sort

LOT = 250
"""Families read, compared and written together: the memory an import needs, whatever the size of the file."""

Avancement = Callable[[int, int], None]
"""Rows done, rows in all."""


@transaction
def importer_familles(
    ctx: Contexte, chemin: Path, *, ecole: str = "", avancement: Avancement | None = None, ecoles: Sort | None = None
) -> RapportImport:
    """Import a file of families, one person a row, or a school's file of pupils or of their adults.

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
        releve = Releve(ctx, Rentree(acte, annee_scolaire(acte.jour), ecoles))
        (releve.dernier,) = s.une("SELECT coalesce(max(id), 0) FROM personne") or (0,)
        groupes = fichier.familles()
        enfants = eleves_connus.foyers_par_nom(s) if fichier.entete.des_adultes else {}
        while lot := list(islice(groupes, LOT)):
            if fichier.entete.des_eleves:
                traiter_eleves(
                    s, releve, [ligne for groupe in lot for ligne in groupe], lire_ecole(ecole, releve.regles.ecoles)
                )
            elif fichier.entete.des_adultes:
                traiter_adultes(s, releve, [ligne for groupe in lot for ligne in groupe], enfants)
            else:
                for passe in familles_connues.passes(s, lot, code=lambda groupe: groupe[0].code):
                    traiter_foyers(s, releve, passe)
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
