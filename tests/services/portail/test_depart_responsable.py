"""An adult leaves the household: what was given to see its children leaves with him, in the same act."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.familles import MembreInconnu
from guichet.erreurs.identifiants import ResponsableInconnu, TransitionImpossible
from guichet.fiches.familles.refus import DoublonsPossibles
from guichet.fiches.socle.repose import ReposeDessus
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services import familles
from guichet.services.comptoir import taches
from guichet.services.dossier import dossiers
from guichet.services.portail import cles, exportation, identifiants
from guichet.services.recherche import boite
from tests.bases import Horloge
from tests.services.guichet_identifiants import Foyer, colonne, compter, installer

CNI = PieceIdentite.CNI
PAUL = SaisieMembre(role="responsable", nom="Roux", prenom="Paul", civilite="M.")
KARIM = SaisieMembre(role="responsable", nom="Leger-Martin", prenom="KARIM", civilite="M.")


def lien(ctx: Contexte, personne_id: int) -> int:
    numero: int = colonne(ctx, "SELECT max(id) FROM lien WHERE personne_id = :p", p=personne_id)[0]
    return numero


def equiper(ctx: Contexte, f: Foyer, personne_id: int) -> Any:
    """Identifiers and a Clé, handed over in one visit; returns what was shown once."""
    return identifiants.remettre_tout(
        ctx, famille_id=f.famille, personne_id=personne_id, piece=CNI, mode=ModeComptePortail.GUICHET
    )


def vues(ctx: Contexte, lien_id: int) -> list[str]:
    return [x.cle for x in familles.ce_qui_repose(ctx, lien_id=lien_id, le=ctx.aujourdhui())]


def partir(ctx: Contexte, lien_id: int) -> None:
    familles.retirer_membre(ctx, lien_id=lien_id, le=ctx.aujourdhui(), vues=vues(ctx, lien_id))


def envoyes(ctx: Contexte) -> list[Mapping[str, Any]]:
    sortie = io.StringIO()
    exportation.exporter(ctx, sortie)
    return [json.loads(ligne) for ligne in sortie.getvalue().splitlines()]


def test_le_depart_dit_d_abord_ce_qu_il_ferme(ctx: Contexte) -> None:
    """Lost otherwise: nobody at the counter thinks of the account of who leaves."""
    f = installer(ctx)
    equiper(ctx, f, f.karim)
    taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.karim)
    phrases = [x.phrase for x in familles.ce_qui_repose(ctx, lien_id=lien(ctx, f.karim), le=ctx.aujourdhui())]
    assert [p.partition(" : ")[2] for p in phrases] == [
        "il est suspendu dès aujourd’hui, le portail en est averti.",
        "elle est révoquée.",
        "l’envoi est annulé.",
    ]
    with pytest.raises(ReposeDessus, match="Rien n’a été enregistré"):
        familles.retirer_membre(ctx, lien_id=lien(ctx, f.karim), le=ctx.aujourdhui())
    assert colonne(ctx, "SELECT etat FROM compte_portail") == ["emis"]
    assert len(dossiers.lire(ctx, f.code).responsables) == 2
    assert familles.ce_qui_repose(ctx, lien_id=lien(ctx, f.lea), le=ctx.aujourdhui()) == ()


def test_ce_qui_est_remis_entre_l_apercu_et_le_retrait_se_dit(ctx: Contexte) -> None:
    """Lost otherwise: an account issued at the next desk, closed without anybody having been told."""
    f = installer(ctx)
    identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.karim, piece=CNI, mode=ModeComptePortail.GUICHET)
    lues = vues(ctx, lien(ctx, f.karim))
    cles.emettre(ctx, famille_id=f.famille, responsable_id=f.karim, piece=CNI)
    with pytest.raises(ReposeDessus) as refus:
        familles.retirer_membre(ctx, lien_id=lien(ctx, f.karim), le=ctx.aujourdhui(), vues=lues)
    assert len(refus.value.lignes) == 2


def test_le_compte_est_suspendu_le_portail_averti_la_cle_revoquee(ctx: Contexte) -> None:
    """Lost otherwise: a former partner reads the children's days, address and bills for years."""
    f = installer(ctx)
    remis = equiper(ctx, f, f.karim)
    taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.karim)
    equiper(ctx, f, f.sophie)
    envoyes(ctx)
    partir(ctx, lien(ctx, f.karim))
    types = colonne(ctx, "SELECT type FROM journal ORDER BY seq DESC LIMIT 4")
    assert set(types) == {"membre.retirer", "tache.annuler", "cle.revoquer", "identifiants.suspendre"}
    assert colonne(ctx, "SELECT etat, hash IS NULL FROM compte_portail ORDER BY id") == [("suspendu", 1), ("emis", 0)]
    [envoi] = envoyes(ctx)
    assert (envoi["geste"], envoi["identifiant"], envoi["hash"]) == ("suspendre", remis.identifiant, None)
    with pytest.raises(TransitionImpossible, match="révoquée"):
        cles.utiliser(ctx, remis.cle_enfance)
    assert taches.lister(ctx) == ()


def test_celui_qui_est_parti_reste_joignable_et_ne_recoit_plus_rien(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: an account that no screen can reach, hence nobody can close."""
    f = installer(ctx)
    equiper(ctx, f, f.karim)
    partir(ctx, lien(ctx, f.karim))
    horloge.avancer(days=1)
    sophie, karim = identifiants.etat(ctx, f.famille).responsables
    assert (sophie.destinataire.present, karim.destinataire.present) == (True, False)
    assert karim.destinataire.jusqu_au == ctx.aujourdhui() - timedelta(days=2)
    assert karim.compte is not None
    assert "n’est plus responsable" in karim.diagnostic.phrase.lower()
    assert [x.code for x in boite.chercher(ctx, "karim leger").lignes] == [f.code]
    for geste in (
        lambda: cles.emettre(ctx, famille_id=f.famille, responsable_id=f.karim, piece=CNI),
        lambda: identifiants.retablir(ctx, compte_id=karim.compte.compte_id, piece=CNI),
    ):
        with pytest.raises(ResponsableInconnu):
            geste()


def test_un_compte_laisse_ouvert_autrefois_se_voit_et_se_ferme(ctx: Contexte) -> None:
    """Lost otherwise: those who left before this version keep their account for ever."""
    f = installer(ctx)
    equiper(ctx, f, f.karim)
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE lien SET au = :hier WHERE personne_id = :p",
            {"hier": ctx.aujourdhui() - timedelta(days=1), "p": f.karim},
        )
    karim = identifiants.etat(ctx, f.famille).responsables[-1]
    assert (karim.diagnostic.geste, karim.destinataire.present) == ("suspendre", False)


def test_un_depart_a_venir_ferme_des_maintenant(ctx: Contexte) -> None:
    """Lost otherwise: closed today, opened again tomorrow for somebody whose end is known and never looked at again."""
    f = installer(ctx)
    equiper(ctx, f, f.karim)
    place = lien(ctx, f.karim)
    le = ctx.aujourdhui() + timedelta(days=10)
    familles.retirer_membre(ctx, lien_id=place, le=le, vues=vues(ctx, place))
    karim = identifiants.etat(ctx, f.famille).responsables[1]
    assert karim.compte is not None
    assert (karim.compte.etat, karim.destinataire.present) == ("suspendu", False)
    with pytest.raises(ResponsableInconnu, match="n’est plus dans ce foyer après le 25/11/2026"):
        identifiants.retablir(ctx, compte_id=karim.compte.compte_id, piece=CNI)


@pytest.mark.parametrize("jours", [0, 40])
def test_de_retour_il_retrouve_son_compte(ctx: Contexte, horloge: Horloge, jours: int) -> None:
    """Lost otherwise: a second person, a second account, and a history cut in two."""
    f = installer(ctx)
    remis = equiper(ctx, f, f.karim)
    partir(ctx, lien(ctx, f.karim))
    horloge.avancer(days=jours)
    personnes = compter(ctx, "personne")
    with pytest.raises(DoublonsPossibles) as refus:
        familles.ajouter_membre(ctx, famille_id=f.famille, saisie=KARIM)
    propose = refus.value.doublons[0]
    assert (propose.personne_id, propose.ancien) == (f.karim, True)
    familles.ajouter_membre(ctx, famille_id=f.famille, saisie=KARIM, reprendre=propose.personne_id)
    assert compter(ctx, "personne") == personnes
    karim = next(r for r in identifiants.etat(ctx, f.famille).responsables if r.destinataire.personne_id == f.karim)
    assert karim.destinataire.present
    assert karim.compte is not None
    retabli = identifiants.retablir(ctx, compte_id=karim.compte.compte_id, piece=CNI)
    assert retabli.identifiant == remis.identifiant
    assert compter(ctx, "compte_portail") == 1
    with pytest.raises(MembreInconnu):
        familles.ajouter_membre(ctx, famille_id=f.famille, saisie=KARIM, reprendre=f.karim)


def test_arrive_et_reparti_le_meme_jour_avec_un_compte(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the place goes, the account stays, and nothing leads from one to the other."""
    f = installer(ctx)
    numero = familles.ajouter_membre(ctx, famille_id=f.famille, saisie=replace(PAUL, autorite_parentale=True))
    [paul] = colonne(ctx, "SELECT personne_id FROM lien WHERE id = :id", id=numero)
    equiper(ctx, f, paul)
    partir(ctx, numero)
    horloge.avancer(days=1)
    assert [r.destinataire.personne_id for r in identifiants.etat(ctx, f.famille).responsables][-1] == paul
    assert [x.code for x in boite.chercher(ctx, "roux paul").lignes] == [f.code]


def test_qui_n_est_plus_responsable_sans_partir_est_traite_de_meme(ctx: Contexte) -> None:
    """Lost otherwise: a responsable made a contact, whose account still sees everything."""
    f = installer(ctx)
    equiper(ctx, f, f.karim)
    place = lien(ctx, f.karim)
    with pytest.raises(ReposeDessus):
        familles.modifier_membre(ctx, lien_id=place, avant={}, apres={"role": "contact"})
    familles.modifier_membre(ctx, lien_id=place, avant={}, apres={"role": "contact"}, vues=vues(ctx, place))
    assert colonne(ctx, "SELECT etat FROM compte_portail") == ["suspendu"]
    assert identifiants.etat(ctx, f.famille).responsables[-1].destinataire.jusqu_au is None
