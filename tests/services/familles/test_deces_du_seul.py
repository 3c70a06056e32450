"""The only responsable of a household dies: recorded, told, followed up; who comes after answers and pays."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from guichet.contexte import Contexte
from guichet.erreurs.familles import RetraitImpossible
from guichet.erreurs.identifiants import ResponsableInconnu, TacheInconnue
from guichet.erreurs.socle import DroitInsuffisant
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import ReposeDessus
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.domaine import MotifDepart, PieceIdentite
from guichet.regles.socle.droits import Droit
from guichet.services import familles
from guichet.services.comptoir import taches
from guichet.services.dossier import dossiers
from guichet.services.familles.importation import importer_familles
from guichet.services.portail import identifiants
from guichet.services.reservations import enregistrer
from guichet.services.socle.verification import verifier
from tests.services.annee_scolaire import LUNDI, Ville, ouvrir_ville
from tests.services.departs import partir
from tests.services.fichiers_familles import ecrire
from tests.services.guichet_identifiants import Foyer, colonne, installer


def lien(ctx: Contexte, personne_id: int) -> int:
    numero: int = colonne(ctx, "SELECT max(id) FROM lien WHERE personne_id = :p", p=personne_id)[0]
    return numero


def seule(ctx: Contexte) -> Foyer:
    """Sophie answers alone for Léa, with an account, and pays."""
    f = installer(ctx)
    partir(ctx, lien(ctx, f.karim))
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET payeur = :oui WHERE personne_id = :p", {"oui": True, "p": f.sophie})
    identifiants.remettre_tout(
        ctx, famille_id=f.famille, personne_id=f.sophie, piece=PieceIdentite.CNI, mode=ModeComptePortail.GUICHET
    )
    return f


def mort(ctx: Contexte, f: Foyer) -> None:
    partir(ctx, lien(ctx, f.sophie), motif=MotifDepart.DECES)


def test_la_mort_du_seul_responsable_s_enregistre_et_se_dit(ctx: Contexte) -> None:
    """Lost otherwise: « ajoutez d’abord l’autre responsable », to an agent who has just heard that there is none."""
    f = seule(ctx)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, f.sophie), "le": ctx.aujourdhui(), "motif": MotifDepart.DECES}
    with pytest.raises(ReposeDessus) as refus:
        familles.retirer_membre(ctx, **quoi)
    dites = [x.phrase for x in refus.value.lignes]
    assert dites[0] == (
        "La famille 20421-K n’a plus de responsable, ni personne qui reçoive ses factures : ses réservations sont "
        "gardées, et un superviseur est prévenu ; le responsable qui sera ajouté paiera."
    )
    assert any("Son compte du portail" in x for x in dites)
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in refus.value.lignes])
    assert colonne(ctx, "SELECT etat FROM compte_portail") == ["suspendu"]
    assert colonne(ctx, "SELECT geste FROM envoi_portail ORDER BY id DESC LIMIT 1") == ["suspendre"]
    assert colonne(ctx, "SELECT etat FROM cle_enfance") == ["revoquee"]
    dossier = dossiers.lire(ctx, f.code)
    assert dossier.responsables == ()
    assert dossier.nom
    assert (dossier.alertes[0].code, dossier.alertes[0].niveau) == ("sans_responsable", "refus")
    assert {"sans_courriel", "sans_compte", "sans_cle"}.isdisjoint(a.code for a in dossier.alertes)
    [tache] = taches.lister(ctx)
    assert (tache.nature, tache.detail) == ("responsable_manquant", "plus de responsable : Léa")
    assert tache.famille
    assert "plus de responsable : un superviseur est prévenu" in [
        a.libelle for a in dossiers.historique(ctx, f.famille)
    ]


def test_sans_responsable_on_dit_comment_en_avoir_un(ctx: Contexte) -> None:
    """Lost otherwise: « choisissez l’un de ses responsables », to a household that has none."""
    f = installer(ctx)
    partir(ctx, lien(ctx, f.karim))
    partir(ctx, lien(ctx, f.sophie), motif=MotifDepart.DECES)
    with pytest.raises(ResponsableInconnu, match="ajoutez-en un à son dossier"):
        identifiants.etat(ctx, f.famille)


def test_verifier_reste_content(ctx: Contexte) -> None:
    f = seule(ctx)
    mort(ctx, f)
    rapport = verifier(ctx)
    assert [a.phrase for a in rapport.anomalies if "responsable" in a.phrase] == []


def ville_seule(ctx: Contexte) -> tuple[Ville, int]:
    v = ouvrir_ville(ctx)
    [responsable] = colonne(
        ctx, "SELECT personne_id FROM lien WHERE famille_id = :f AND role = 'responsable'", f=v.famille_id
    )
    return v, responsable


def test_les_reservations_restent_jusqu_a_ce_qu_on_en_dise(ctx: Contexte) -> None:
    v, responsable = ville_seule(ctx)
    enregistrer(ctx, demandes=[Demande(v.tom, LUNDI, v.unites["midi"])], attendu=None)
    partir(ctx, lien(ctx, responsable), motif=MotifDepart.DECES)
    assert colonne(ctx, "SELECT etat, facturee FROM reservation") == [("reservee", 1)]
    # And the children may still be booked for, and leave.
    enregistrer(ctx, demandes=[Demande(v.lea, LUNDI, v.unites["midi"])], attendu=None)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM reservation")
    partir(ctx, lien(ctx, v.tom), motif=MotifDepart.DEMENAGEMENT)


def test_le_responsable_ajoute_ensuite_paie_et_la_tache_se_ferme(ctx: Contexte) -> None:
    """Lost otherwise: a guardian nobody bills, and a supervisor who looks for one that is there."""
    f = seule(ctx)
    mort(ctx, f)
    ajoute = familles.ajouter_membre(
        ctx,
        famille_id=f.famille,
        saisie=SaisieMembre(nom="Roux", prenom="Paul", qualite="tuteur"),
        malgre_doublons=True,
    )
    assert colonne(ctx, "SELECT payeur FROM lien WHERE id = :id", id=ajoute) == [1]
    assert taches.lister(ctx) == ()
    assert "sans_responsable" not in [a.code for a in dossiers.lire(ctx, f.code).alertes]
    # A second one is asked as anybody is.
    second = familles.ajouter_membre(ctx, famille_id=f.famille, saisie=SaisieMembre(nom="Roux", prenom="Anne"))
    assert colonne(ctx, "SELECT payeur FROM lien WHERE id = :id", id=second) == [0]


def test_le_responsable_qu_un_fichier_apporte_aussi(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the town's own file names who answers, and a supervisor goes on looking for them."""
    f = seule(ctx)
    mort(ctx, f)
    fichier = ecrire(tmp_path, f"{f.code};responsable;Roux;Paul;", titres="code_famille;role;nom;prenom;naissance")
    importer_familles(ctx, fichier)
    assert colonne(ctx, "SELECT l.payeur FROM lien l JOIN personne p ON p.id = l.personne_id WHERE p.nom = 'Roux'") == [
        1
    ]
    assert taches.lister(ctx) == ()
    assert verifier(ctx).sain


def test_un_contact_qui_prend_la_suite_paie_aussi(ctx: Contexte) -> None:
    f = seule(ctx)
    contact = familles.ajouter_membre(
        ctx, famille_id=f.famille, saisie=SaisieMembre(role="contact", nom="Roux", prenom="Paul")
    )
    mort(ctx, f)
    familles.modifier_membre(ctx, lien_id=contact, avant={"role": "contact"}, apres={"role": "responsable"})
    assert colonne(ctx, "SELECT payeur FROM lien WHERE id = :id", id=contact) == [1]
    assert taches.lister(ctx) == ()


def test_un_deces_note_par_erreur_se_reprend(ctx: Contexte) -> None:
    f = seule(ctx)
    avant = lien(ctx, f.sophie)
    mort(ctx, f)
    saisie = SaisieMembre(nom="Léger", prenom="Sophie")
    repris = familles.ajouter_membre(ctx, famille_id=f.famille, saisie=saisie, reprendre=f.sophie)
    assert repris == avant
    assert colonne(ctx, "SELECT payeur, motif FROM lien WHERE id = :id", id=repris) == [(1, None)]
    assert taches.lister(ctx) == ()


def test_les_factures_par_courriel_repartent_sur_papier(ctx: Contexte) -> None:
    """Lost otherwise: a death refused because a mail address dies with its owner."""
    f = seule(ctx)
    familles.choisir_factures(ctx, famille_id=f.famille, envoi="electronique")
    quoi: dict[str, Any] = {"lien_id": lien(ctx, f.sophie), "le": ctx.aujourdhui(), "motif": MotifDepart.DECES}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    assert "elles repartent sur papier" in [x.devient for x in lignes]
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes])
    assert dossiers.lire(ctx, f.code).famille.envoi_factures == "papier"


def test_arrivee_et_morte_le_meme_jour_elle_y_a_ete(ctx: Contexte) -> None:
    """A death is not an entry by mistake: the link stays, and says why."""
    f = installer(ctx)
    ajoute = familles.ajouter_membre(ctx, famille_id=f.famille, saisie=SaisieMembre(nom="Roux", prenom="Paul"))
    partir(ctx, ajoute, motif=MotifDepart.DECES)
    assert colonne(ctx, "SELECT motif FROM lien WHERE id = :id", id=ajoute) == ["deces"]


def test_un_deces_ne_s_enregistre_pas_d_avance(ctx: Contexte) -> None:
    f = seule(ctx)
    demain = ctx.aujourdhui() + timedelta(days=1)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, f.sophie), "le": demain, "motif": MotifDepart.DECES}
    for service in (familles.ce_qui_repose, familles.retirer_membre):
        with pytest.raises(RetraitImpossible, match="pas d’avance"):
            service(ctx, **quoi)


def test_la_base_refuse_toujours_les_autres_departs(ctx: Contexte) -> None:
    """What is written round the program too: only a death leaves a household to nobody."""
    f = seule(ctx)
    for sql in (
        "UPDATE lien SET au = :le WHERE id = :id", "UPDATE lien SET au = :le, motif = 'separation' WHERE id = :id",
        "UPDATE lien SET role = 'contact' WHERE id = :id", "DELETE FROM lien WHERE id = :id",
    ):  # fmt: skip
        with pytest.raises((sqlite3.Error, psycopg.Error), match="au moins un responsable"), ctx.ecriture() as s:
            s.ordre(sql, {"le": ctx.aujourdhui(), "id": lien(ctx, f.sophie)})


def test_la_suite_est_d_un_superviseur(ctx: Contexte) -> None:
    f = seule(ctx)
    mort(ctx, f)
    [tache] = taches.lister(ctx)
    agent = replace(ctx, agent=replace(ctx.agent, droits=ctx.agent.droits - {Droit.DEROGER}))
    for service in (taches.faire, taches.annuler):
        with pytest.raises(DroitInsuffisant):
            service(agent, tache_id=tache.tache_id)
    with pytest.raises(TacheInconnue, match="pas un envoi d’identifiants"):
        taches.traiter(ctx, tache_id=tache.tache_id)
    taches.faire(ctx, tache_id=tache.tache_id)
    assert taches.lister(ctx) == ()


def test_faire_ne_vaut_pas_pour_des_identifiants(ctx: Contexte) -> None:
    f = installer(ctx)
    tache = taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie)
    with pytest.raises(TacheInconnue, match="par son propre acte"):
        taches.faire(ctx, tache_id=tache.tache_id)
