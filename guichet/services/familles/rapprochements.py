"""Settling a row an import set aside: the same person, written otherwise, or somebody new of the household."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guichet.base import transaction
from guichet.erreurs.familles import FamilleInconnue
from guichet.registres.comptoir import actes
from guichet.registres.familles import coordonnees, en_masse, payeurs
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.fiches.familles.imports import Proposition

_PERSONNE = (
    "SELECT p.nom, p.prenom, l.famille_id FROM personne p JOIN lien l ON l.personne_id = p.id AND l.au IS NULL "
    "WHERE p.id = :id ORDER BY l.id"
)


class _Membre(NamedTuple):
    nom: str
    prenom: str
    famille_id: int


@transaction
def meme_personne(ctx: Contexte, proposition: Proposition, *, personne_id: int) -> None:
    """Say that a row is about somebody of the base: the next files know them, their school of the year is added.

    Raises:
        DroitInsuffisant: the agent may not import.
        FamilleInconnue: this person is in no household any more.
    """
    ctx.exiger(Droit.IMPORTER)
    lue = proposition.personne
    with ctx.ecriture() as s:
        acte = ctx.acte()
        membres = s.lire(_Membre, _PERSONNE, {"id": personne_id})
        if not membres:
            raise FamilleInconnue("Cette personne n’est plus dans aucun dossier : relisez le fichier (F5).")
        connue = membres[0]
        coordonnees.noter_ecriture(
            s, acte, personne_id, {"nom": (lue.nom, connue.nom), "prenom": (lue.prenom, connue.prenom)}
        )
        annee = annee_scolaire(acte.jour)
        sue = s.une("SELECT 1 FROM scolarite WHERE personne_id = :p AND annee = :a", {"p": personne_id, "a": annee})
        if lue.ecole and sue is None:
            en_masse.creer_scolarites(s, [(personne_id, lue.ecole, lue.classe)], annee=annee)
        foyers = [membre.famille_id for membre in membres]
        actes.tracer(s, acte, TypeActe.IMPORT_RAPPROCHER, connue.famille_id, foyers=foyers, choix="meme")


@transaction
def autre_personne(ctx: Contexte, proposition: Proposition) -> None:
    """Say that a row is about somebody the base does not have: they join the household the file puts them in.

    Raises:
        DroitInsuffisant: the agent may not import.
        FamilleInconnue: the file says no household; a file is opened for them at the counter.
    """
    ctx.exiger(Droit.IMPORTER)
    famille_id = proposition.famille_id
    if famille_id is None:
        raise FamilleInconnue("Ce fichier ne dit pas sa famille : créez son dossier (F6), ou dites qui c’est.")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        role = proposition.personne.role
        ici = s.une("SELECT count(*) FROM lien WHERE famille_id = :f AND role = :r", {"f": famille_id, "r": role})
        rang = ici[0] if ici else 0
        annee = annee_scolaire(acte.jour)
        en_masse.creer_membres(s, [(famille_id, proposition.personne, rang)], du=acte.jour, annee=annee)
        if role == RoleLien.RESPONSABLE:
            payeurs.repondre(s, acte, famille_id)
        actes.tracer(s, acte, TypeActe.IMPORT_RAPPROCHER, famille_id, choix="autre", role=role)
