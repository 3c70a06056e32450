"""Somebody leaves: why is asked, who pays is asked, a death closes every place; who comes back brings what they had."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.familles import MembreInconnu, RetraitImpossible
from guichet.erreurs.identifiants import AutoriteAbsente
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import DoublonsPossibles, PayeurADesigner
from guichet.fiches.socle.repose import ReposeDessus
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.domaine import Canal, MotifDepart, PieceIdentite
from guichet.services import familles
from guichet.services.comptoir import taches
from guichet.services.dossier import dossiers
from guichet.services.portail import cles, identifiants
from tests.services.departs import partir
from tests.services.ecoles import ouvrir
from tests.services.guichet_identifiants import Foyer, colonne, installer

CNI = PieceIdentite.CNI


def lien(ctx: Contexte, personne_id: int, famille_id: int | None = None) -> int:
    ou = f" AND famille_id = {famille_id}" if famille_id else ""
    numero: int = colonne(ctx, f"SELECT max(id) FROM lien WHERE personne_id = :p{ou}", p=personne_id)[0]
    return numero


def payeurs(ctx: Contexte, famille_id: int) -> list[int]:
    return colonne(
        ctx, "SELECT personne_id FROM lien WHERE famille_id = :f AND payeur AND au IS NULL ORDER BY id", f=famille_id
    )


def paie(ctx: Contexte, *personnes: int) -> None:
    with ctx.ecriture() as s:
        s.ordre(f"UPDATE lien SET payeur = (personne_id IN ({', '.join(map(str, personnes))}))")


# Who pays


def test_le_payeur_part_l_autre_paie_et_c_est_dit(ctx: Contexte) -> None:
    """Lost otherwise: bills sent for years to somebody who left."""
    f = installer(ctx)
    paie(ctx, f.karim)
    with pytest.raises(ReposeDessus, match="les factures iront à Sophie"):
        familles.retirer_membre(ctx, lien_id=lien(ctx, f.karim), le=ctx.aujourdhui())
    partir(ctx, lien(ctx, f.karim), motif=MotifDepart.SEPARATION)
    assert payeurs(ctx, f.famille) == [f.sophie]
    assert colonne(ctx, "SELECT motif FROM lien WHERE personne_id = :p", p=f.karim) == ["separation"]
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'membre.retirer'")
    assert json.loads(contenu)["motif"] == "separation"
    assert "responsable retiré (séparation)" in [a.libelle for a in dossiers.historique(ctx, f.famille)]


def test_a_plusieurs_qui_paie_est_demande(ctx: Contexte) -> None:
    f = installer(ctx)
    paul = familles.ajouter_membre(ctx, famille_id=f.famille, saisie=SaisieMembre(nom="Roux", prenom="Paul"))
    [paul_id] = colonne(ctx, "SELECT personne_id FROM lien WHERE id = :id", id=paul)
    paie(ctx, f.karim)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, f.karim), "le": ctx.aujourdhui()}
    for service in (familles.ce_qui_repose, familles.retirer_membre):
        with pytest.raises(PayeurADesigner, match="Sophie ou Paul") as refus:
            service(ctx, **quoi)
        assert refus.value.candidats == ((f.sophie, "Sophie"), (paul_id, "Paul"))
    with pytest.raises(PayeurADesigner):
        familles.retirer_membre(ctx, **quoi, payeur=f.lea)
    partir(ctx, lien(ctx, f.karim), payeur=paul_id)
    assert payeurs(ctx, f.famille) == [paul_id]


def test_un_payeur_qui_devient_contact_se_remplace(ctx: Contexte) -> None:
    f = installer(ctx)
    paie(ctx, f.karim)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, f.karim), "avant": {}, "apres": {"role": "contact"}}
    with pytest.raises(ReposeDessus) as refus:
        familles.modifier_membre(ctx, **quoi)
    familles.modifier_membre(ctx, **quoi, vues=[x.cle for x in refus.value.lignes])
    assert f.sophie in payeurs(ctx, f.famille)


def test_personne_ne_paie_plus_se_refuse(ctx: Contexte) -> None:
    """Lost otherwise: a household nobody can send a bill to, by one « non »."""
    f = installer(ctx)
    paie(ctx, f.karim)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, f.karim), "avant": {"payeur": True}, "apres": {"payeur": False}}
    with pytest.raises(SaisiesInvalides, match="cochez d’abord qui paie"):
        familles.modifier_membre(ctx, **quoi)
    paie(ctx, f.karim, f.sophie)
    familles.modifier_membre(ctx, **quoi)
    assert payeurs(ctx, f.famille) == [f.sophie]


# A death


def deux_foyers(ctx: Contexte) -> tuple[Foyer, Foyer]:
    """Karim is responsable in one household and may collect a child of another."""
    from models import Lien

    ici, ailleurs = installer(ctx), installer(ctx, "20500", nom="Abadie", courriel="a@exemple.fr")
    with ctx.ecriture() as s:
        s.add(Lien(personne_id=ici.karim, famille_id=ailleurs.famille, role="contact", du=date(2026, 9, 1)))
    return ici, ailleurs


def test_un_deces_ferme_toutes_les_places(ctx: Contexte) -> None:
    """Lost otherwise: a dead parent called in an emergency, from the file of another household."""
    ici, ailleurs = deux_foyers(ctx)
    identifiants.remettre_tout(
        ctx, famille_id=ici.famille, personne_id=ici.karim, piece=CNI, mode=ModeComptePortail.GUICHET
    )
    partir(ctx, lien(ctx, ici.karim, ici.famille), motif=MotifDepart.DECES)
    assert colonne(ctx, "SELECT count(*) FROM lien WHERE personne_id = :p AND au IS NULL", p=ici.karim) == [0]
    assert set(colonne(ctx, "SELECT motif FROM lien WHERE personne_id = :p", p=ici.karim)) == {"deces"}
    assert set(colonne(ctx, "SELECT objet FROM journal WHERE type = 'membre.retirer'")) == {"20421", "20500"}
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'identifiants.suspendre'")
    assert json.loads(contenu)["motif"] == "deces"
    assert dossiers.lire(ctx, ailleurs.code).contacts == ()


def test_un_depart_n_ouvre_que_son_foyer(ctx: Contexte) -> None:
    ici, ailleurs = deux_foyers(ctx)
    partir(ctx, lien(ctx, ici.karim, ici.famille), motif=MotifDepart.DEMENAGEMENT)
    assert len(dossiers.lire(ctx, ailleurs.code).contacts) == 1


def test_le_foyer_qui_perd_son_seul_responsable_se_nomme(ctx: Contexte) -> None:
    """Lost otherwise: children nobody answers for, in a file nobody has on the screen."""
    ici, ailleurs = deux_foyers(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET role = 'responsable' WHERE personne_id = :p AND famille_id = :f",
                {"p": ici.karim, "f": ailleurs.famille})  # fmt: skip
        s.ordre("UPDATE lien SET role = 'contact' WHERE famille_id = :f AND personne_id IN (:a, :b)",
                {"f": ailleurs.famille, "a": ailleurs.sophie, "b": ailleurs.karim})  # fmt: skip
    place = {"lien_id": lien(ctx, ici.karim, ici.famille), "le": ctx.aujourdhui(), "motif": MotifDepart.DECES}
    dites = [x.quoi for x in familles.ce_qui_repose(ctx, **place)]
    assert "La famille 20500-F n’a plus de responsable, ni personne qui reçoive ses factures" in dites
    partir(ctx, place.pop("lien_id"), motif=MotifDepart.DECES)
    assert [(t.famille_id, t.nature) for t in taches.lister(ctx)] == [(ailleurs.famille, "responsable_manquant")]
    assert "sans_responsable" not in [a.code for a in dossiers.lire(ctx, ici.code).alertes]


# Who comes back


def raisons(ctx: Contexte, famille_id: int, **saisie: str) -> Sequence[tuple[int, tuple[str, ...]]]:
    with pytest.raises(DoublonsPossibles) as refus:
        familles.ajouter_membre(ctx, famille_id=famille_id, saisie=SaisieMembre(role="enfant", **saisie))
    return [(d.personne_id, d.raisons) for d in refus.value.doublons if d.ancien]


def test_l_enfant_qui_revient_est_propose_avec_ecole_et_activites(ctx: Contexte) -> None:
    """Lost otherwise: a second Léa, of no school and no past."""
    e = ouvrir(ctx)
    place = lien(ctx, e.v.lea)
    lignes = familles.ce_qui_repose(ctx, lien_id=place, le=ctx.aujourdhui())
    familles.retirer_membre(
        ctx, lien_id=place, le=ctx.aujourdhui(), vues=[x.cle for x in lignes], motif=MotifDepart.DEMENAGEMENT
    )
    saisie = {"nom": "leger martin", "prenom": "LÉA", "naissance": "04/03/2018"}
    [(qui, dites)] = raisons(ctx, e.v.famille_id, **saisie)
    assert qui == e.v.lea
    assert dites == (
        "a été dans ce foyer, jusqu’au 15/11/2026 (déménagement)",
        "Victor-Hugo CE1",
        "inscrit à mercredi, restauration",
    )
    familles.ajouter_membre(ctx, famille_id=e.v.famille_id, saisie=SaisieMembre(role="enfant", **saisie), reprendre=qui)
    [enfant] = [m for m in dossiers.lire(ctx, "20421").enfants if m.personne_id == e.v.lea]
    assert (enfant.ecole, enfant.classe) == ("Victor-Hugo", "CE1")
    assert colonne(ctx, "SELECT motif FROM lien WHERE personne_id = :p AND au IS NULL", p=e.v.lea) == [None]


def test_parti_d_un_foyer_et_arrive_dans_un_autre(ctx: Contexte) -> None:
    """Lost otherwise: two Léas, the one of her mother's file and the one of her grandmother's."""
    e = ouvrir(ctx)
    autre = installer(ctx, "20500", nom="Abadie", courriel="a@exemple.fr")
    saisie = {"nom": "Léger-Martin", "prenom": "Léa", "naissance": "04/03/2018"}
    with pytest.raises(MembreInconnu):
        familles.ajouter_membre(
            ctx, famille_id=autre.famille, saisie=SaisieMembre(role="enfant", **saisie), reprendre=e.v.lea
        )
    place = lien(ctx, e.v.lea)
    lignes = familles.ce_qui_repose(ctx, lien_id=place, le=ctx.aujourdhui())
    familles.retirer_membre(ctx, lien_id=place, le=ctx.aujourdhui(), vues=[x.cle for x in lignes])
    [(qui, dites)] = raisons(ctx, autre.famille, **saisie)
    assert (qui, dites[0]) == (e.v.lea, "a été dans la famille 20421-K, jusqu’au 15/11/2026")
    familles.ajouter_membre(ctx, famille_id=autre.famille, saisie=SaisieMembre(role="enfant", **saisie), reprendre=qui)
    assert e.v.lea in [m.personne_id for m in dossiers.lire(ctx, "20500").enfants]
    # A namesake born another day is nobody's past.
    familles.ajouter_membre(
        ctx, famille_id=autre.famille, saisie=SaisieMembre(role="enfant", **(saisie | {"naissance": "05/03/2018"})),
        malgre_doublons=True,
    )  # fmt: skip


# Without authority


def test_une_cle_a_qui_n_a_pas_l_autorite_se_dit_d_abord(ctx: Contexte) -> None:
    """Lost otherwise: a Clé that opens the children's days to a parent whom a judge set aside."""
    f = installer(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET autorite_parentale = :non WHERE personne_id = :p", {"non": False, "p": f.karim})
    qui = {"famille_id": f.famille, "piece": CNI}
    with pytest.raises(AutoriteAbsente, match="n’a pas l’autorité parentale"):
        cles.emettre(ctx, responsable_id=f.karim, **qui)
    with pytest.raises(AutoriteAbsente):
        identifiants.remettre_tout(ctx, personne_id=f.karim, mode=ModeComptePortail.GUICHET, **qui)
    assert colonne(ctx, "SELECT count(*) FROM cle_enfance") == [0]
    cles.emettre(ctx, responsable_id=f.sophie, **qui)
    remise = cles.emettre(ctx, responsable_id=f.karim, canal=Canal.COURRIER, sans_autorite=True, **qui)
    assert remise.cle is not None
    with pytest.raises(AutoriteAbsente):
        cles.remettre(ctx, cle_id=remise.cle.cle_id, piece=CNI)
    cles.remettre(ctx, cle_id=remise.cle.cle_id, piece=CNI, sans_autorite=True)


def test_le_seul_responsable_est_refuse_avant_toute_question(ctx: Contexte) -> None:
    """Lost otherwise: an agent reads what a departure would close, says yes, and is told that it cannot be."""
    f = installer(ctx)
    partir(ctx, lien(ctx, f.karim))
    for motif in (None, MotifDepart.SEPARATION, MotifDepart.MAJORITE):
        with pytest.raises(RetraitImpossible, match="ajoutez d’abord l’autre responsable"):
            familles.ce_qui_repose(ctx, lien_id=lien(ctx, f.sophie), le=ctx.aujourdhui(), motif=motif)
