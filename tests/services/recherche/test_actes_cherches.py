"""`TypeActe.cherche` is right: an act that leaves the index as it is must not be one the search depends on."""

from __future__ import annotations

from guichet.contexte import Contexte
from guichet.registres.recherche import index_recherche
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.comptoir import taches
from guichet.services.familles import foyer
from guichet.services.portail import cles, identifiants
from guichet.services.recherche import boite
from tests.services.guichet_identifiants import installer, ouvrir_passage

CNI = PieceIdentite.CNI


def test_no_act_leaves_the_index_behind(ctx: Contexte) -> None:
    """Lost otherwise: a family that is not found by the identifier its parent has just chosen."""
    f = installer(ctx)
    ouvrir_passage(ctx, f.famille)
    boite.reindexer(ctx)
    vus: set[str] = set()

    def suivi() -> None:
        with ctx.lecture() as s:
            assert index_recherche.ecarts(s) == []
            vus.update(type_ for (type_,) in s.lignes("SELECT type FROM journal"))

    remis = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    suivi()
    assert remis.compte is not None
    compte = remis.compte.compte_id
    identifiants.reinitialiser(ctx, compte_id=compte, piece=CNI)
    suivi()
    identifiants.suspendre(ctx, compte, MotifSuspension.DEMANDE)
    suivi()
    identifiants.retablir(ctx, compte_id=compte, piece=CNI)
    suivi()
    identifiants.changer_identifiant(ctx, compte_id=compte, identifiant="sophie.autrement")
    suivi()
    assert [ligne.code for ligne in boite.chercher(ctx, "sophie.autrement").lignes] == ["20421"]
    tache = taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie)
    taches.annuler(ctx, tache_id=tache.tache_id)
    suivi()
    for _ in range(2):
        cle = cles.emettre(ctx, famille_id=f.famille, responsable_id=f.sophie, piece=CNI)
        suivi()
    cles.utiliser(ctx, cle.cle_enfance or "")
    suivi()
    seconde = cles.emettre(ctx, famille_id=f.famille, responsable_id=f.karim, piece=CNI).cle
    assert seconde is not None
    cles.revoquer(ctx, cle_id=seconde.cle_id)
    suivi()
    foyer.confirmer_coordonnees(ctx, f.famille)
    suivi()
    tranquilles = {acte.value for acte in TypeActe if not acte.cherche}
    assert {"cle.emettre", "cle.revoquer", "cle.utiliser", "identifiants.reinitialiser"} <= vus & tranquilles


def test_what_is_asked_twice_is_sealed_once_and_said_twice(ctx: Contexte) -> None:
    """Lost otherwise: the slip says nothing of what the parent came for, since it was asked last week already."""
    f = installer(ctx)
    ouvrir_passage(ctx, f.famille)
    for _ in range(2):
        taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie)
    with ctx.lecture() as s:
        assert s.lignes("SELECT libelle FROM acte_passage") == [("Envoi de nouveaux identifiants demandé",)] * 2
        assert s.lignes("SELECT objet FROM journal WHERE type = 'tache.demander'") == [("20421",)]
