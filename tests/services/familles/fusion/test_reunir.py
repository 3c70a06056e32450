"""Two files of one family made one: everything of both is in the one kept, and its former code still finds it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs.familles import FusionImpossible
from guichet.erreurs.socle import DroitInsuffisant
from guichet.fiches.familles.fusion import Cote
from guichet.regles.socle.domaine import MotifDepart
from guichet.services import familles
from guichet.services.dossier import dossiers
from guichet.services.familles import fusion
from guichet.services.familles.fusion import Demande
from guichet.services.recherche import boite
from guichet.services.socle.verification import verifier
from tests.services.annee_scolaire import AU, DU, LUNDI
from tests.services.familles.fusion.deux_dossiers import champ, deux_dossiers, reunir
from tests.services.guichet_identifiants import colonne


def codes(ctx: Contexte, texte: str) -> list[str]:
    return [ligne.code for ligne in boite.chercher(ctx, texte).lignes]


def test_l_apercu_dit_champ_par_champ(ctx: Contexte) -> None:
    """Lost otherwise: an agent who makes two files one without having seen what the other one said."""
    d = deux_dossiers(ctx)
    a = fusion.previsualiser(ctx, d.demande)
    assert (a.code, a.code_fondu, a.nom) == ("20421-K", "20999-" + a.code_fondu[-1], "LÉGER-MARTIN")
    assert [b.personne_id for b in a.blocs] == [None, d.sophie_bis, d.lea_bis]
    assert champ(a, "foyer.quotient") == ("650 (sept. 2026)", "800 (sept. 2026)", "650 (sept. 2026)")
    assert champ(a, f"{d.sophie}.mobile") == ("", "06 12 34 56 78", "06 12 34 56 78")
    assert champ(a, f"{d.lea}.ecole")[2] == "Victor-Hugo CE2"
    assert {c.cle for c in a.choix} == {"foyer.quotient", f"{d.lea}.nom", f"{d.lea}.ecole"}
    assert a.rejoignent == ("MARTIN Karim (responsable)", "LÉGER-MARTIN Zoé (enfant)")
    assert dict(a.deplaces)["réservations"] == 3
    assert any("est suspendu" in x for x in a.suites)
    assert any("faite deux fois" in x and "8 déc." in x for x in a.suites)
    assert not colonne(ctx, "SELECT id FROM fusion")


def test_tout_est_dans_le_dossier_garde(ctx: Contexte) -> None:
    """Lost otherwise: bookings, an account, a visit that no screen shows any more."""
    d = deux_dossiers(ctx)
    choix = {f"{d.lea}.ecole": Cote.FONDU}
    faite = reunir(ctx, replace(d.demande, choix=choix))
    assert (faite.code, faite.famille_id) == ("20421-K", d.garde)
    lu = dossiers.lire(ctx, d.code)
    assert (lu.famille.adresse, lu.famille.code_postal) == ("3 rue des Lilas", "78999")
    assert [m.prenom for m in lu.responsables] == ["Sophie", "Karim"]
    assert sorted(m.prenom for m in lu.enfants) == ["Léa", "Tom", "Zoé"]
    lea = next(m for m in lu.enfants if m.prenom == "Léa")
    assert (lea.ecole, lea.regimes, lea.pai) == ("Molière", "sans porc", True)
    assert colonne(ctx, "SELECT detail FROM pai_detail WHERE personne_id = :p", p=d.lea) == ["arachide"]
    assert [m.payeur for m in lu.responsables] == [False, True]
    assert lu.quotient and lu.quotient.valeur_centimes == 65000
    repas = colonne(
        ctx, "SELECT jour FROM reservation WHERE personne_id = :p AND etat = 'reservee' ORDER BY jour", p=d.lea
    )
    assert repas == [LUNDI, LUNDI + timedelta(days=1), LUNDI + timedelta(days=3)]
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE etat = 'annulee' AND NOT facturee") == [1]
    droits = colonne(ctx, "SELECT etat FROM inscription i JOIN activite a ON a.id = i.activite_id "
                     "WHERE i.personne_id = :p AND a.code = 'can' ORDER BY i.id", p=d.lea)  # fmt: skip
    assert droits == ["active", "terminee"]
    comptes = colonne(ctx, "SELECT etat FROM compte_portail WHERE personne_id = :p ORDER BY id", p=d.sophie)
    assert comptes == ["emis", "suspendu"]
    assert colonne(ctx, "SELECT geste FROM envoi_portail ORDER BY id")[-1] == "suspendre"
    assert colonne(ctx, "SELECT etat FROM cle_enfance ORDER BY id") == ["revoquee", "remise"]
    assert [c.etat for c in lu.comptes] == ["emis"]
    assert verifier(ctx).anomalies == ()


def test_deux_droits_qui_se_suivent_n_en_font_qu_un(ctx: Contexte) -> None:
    """Lost otherwise: the days of the second file, booked after the end of the right they are said to hang on."""
    d = deux_dossiers(ctx)
    cantine = "SELECT i.id FROM inscription i JOIN activite a ON a.id = i.activite_id WHERE i.personne_id = :p AND a.code = 'can'"
    ((ici,), (la,)) = ([*colonne(ctx, cantine, p=p)] for p in (d.lea, d.lea_bis))
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET au = :au WHERE id = :i", {"au": LUNDI + timedelta(days=1), "i": ici})
        s.ordre("UPDATE inscription SET du = :du WHERE id = :i", {"du": LUNDI + timedelta(days=1), "i": la})
    reunir(ctx, d.demande)
    assert colonne(ctx, "SELECT du, au FROM inscription WHERE id = :i AND etat = 'active'", i=ici) == [(DU, AU)]
    tenus = colonne(
        ctx, "SELECT DISTINCT inscription_id FROM reservation WHERE personne_id = :p AND etat = 'reservee'", p=d.lea
    )
    assert tenus == [ici]


def test_l_ancien_code_mene_au_dossier_garde(ctx: Contexte) -> None:
    """Lost otherwise: the parent's own paper, whose code finds nobody."""
    d = deux_dossiers(ctx)
    ancien = fusion.previsualiser(ctx, d.demande).code_fondu
    reunir(ctx, d.demande)
    for texte in (d.code_fondu, ancien, "06 12 34 56 78", "06 11 11 11 11", "Karim", "Zoé"):
        assert codes(ctx, texte) == [d.code], texte
    assert dossiers.lire(ctx, ancien).famille.code == d.code
    assert dossiers.lire(ctx, d.fondu).famille.code == d.code
    histoire = [ligne.libelle for ligne in dossiers.historique(ctx, d.fondu)]
    assert f"dossier {ancien} réuni à celui-ci" in histoire
    assert "adresse : 1 quai → 3" in histoire
    assert sum(x == "identifiants émis" for x in histoire) == 2


def test_deux_fiches_d_un_foyer(ctx: Contexte) -> None:
    """Lost otherwise: the same child twice in one household, each with half of the meals."""
    d = deux_dossiers(ctx)
    reunir(ctx, replace(d.demande, distinctes=(d.lea_bis,)))
    assert [m.prenom for m in dossiers.lire(ctx, d.code).enfants].count("Léa") == 2
    deux = Demande(d.garde, personnes=(d.lea, d.lea_bis))
    a = fusion.previsualiser(ctx, deux)
    assert [b.personne_id for b in a.blocs] == [d.lea_bis]
    reunir(ctx, deux)
    lu = dossiers.lire(ctx, d.code)
    assert [m.prenom for m in lu.enfants].count("Léa") == 1
    assert any("deux fiches" in x.libelle for x in dossiers.historique(ctx, d.garde))
    assert verifier(ctx).anomalies == ()


def test_qui_peut_reunir(ctx: Contexte) -> None:
    """Lost otherwise: a wrong merge, by whoever is at the counter, of two families of one name."""
    d = deux_dossiers(ctx)
    accueil = ctx.pour(agent_courant("accueil", "Accueil", "agent"))
    with pytest.raises(DroitInsuffisant, match="superviseur"):
        fusion.previsualiser(accueil, d.demande)


def test_ce_qui_ne_se_reunit_pas(ctx: Contexte) -> None:
    """Lost otherwise: two homes of one child made one, a file made one with itself or twice."""
    d = deux_dossiers(ctx)
    with pytest.raises(FusionImpossible, match="deux fois le même"):
        fusion.previsualiser(ctx, Demande(d.garde, d.garde))
    with pytest.raises(FusionImpossible, match="un enfant et un adulte"):
        fusion.previsualiser(ctx, Demande(d.garde, personnes=(d.sophie, d.lea)))
    assert (
        "ne se ressemblent pas"
        in fusion.previsualiser(ctx, Demande(d.fondu, personnes=(d.sophie_bis, d.karim))).suites[0]
    )
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET garde_rythme = '1/2' WHERE personne_id IN (:a, :b)", {"a": d.lea, "b": d.lea_bis})
    with pytest.raises(FusionImpossible, match="en alternance"):
        fusion.previsualiser(ctx, d.demande)


def test_un_dossier_ouvert_a_un_autre_poste(ctx: Contexte) -> None:
    """Lost otherwise: an agent who goes on with a file that is no longer there."""
    from guichet.services.comptoir import passages

    d = deux_dossiers(ctx)
    ailleurs = replace(ctx, poste="poste 1", terminal="poste 1")
    passage = passages.ouvrir(ailleurs, famille_id=d.fondu)
    vue = fusion.previsualiser(ctx, d.demande).empreinte
    with pytest.raises(FusionImpossible, match="ouvert au poste 1"):
        fusion.fusionner(ctx, d.demande, vue=vue)
    passages.clore(ailleurs, passage.passage_id)
    reunir(ctx, d.demande)
    assert passages.ouvrir(ctx, famille_id=d.fondu).famille_id == d.garde


def test_ce_qui_a_change_depuis_l_apercu(ctx: Contexte) -> None:
    """Lost otherwise: a day booked meanwhile, decided without anybody having seen it."""
    d = deux_dossiers(ctx)
    vue = fusion.previsualiser(ctx, d.demande).empreinte
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET mobile = '+33600000009' WHERE id = :p", {"p": d.sophie_bis})
    with pytest.raises(FusionImpossible, match="a changé depuis l’aperçu"):
        fusion.fusionner(ctx, d.demande, vue=vue)
    reunir(ctx, d.demande)
    with pytest.raises(FusionImpossible, match="vient d’être réuni"):
        fusion.previsualiser(ctx, d.demande)


@pytest.mark.parametrize("sens", ["garde", "fondu"])
def test_un_responsable_venu_de_l_autre_dossier_repond_du_foyer(ctx: Contexte, sens: str) -> None:
    """Lost otherwise: a supervisor looks for who answers for a household that somebody answers for again."""
    d = deux_dossiers(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET prenom = 'Marie', nom = 'Petit', mobile = '' WHERE id = :p", {"p": d.sophie_bis})
    (lien,) = colonne(ctx, "SELECT id FROM lien WHERE personne_id = :p", p=d.sophie)
    mort: dict[str, Any] = {"lien_id": lien, "le": ctx.aujourdhui(), "motif": MotifDepart.DECES}
    familles.retirer_membre(ctx, **mort, vues=[x.cle for x in familles.ce_qui_repose(ctx, **mort)])
    cherche = "SELECT etat FROM tache WHERE nature = 'responsable_manquant'"
    assert colonne(ctx, cherche) == ["a_faire"]
    garde, fondu = (d.garde, d.fondu) if sens == "garde" else (d.fondu, d.garde)
    faite = reunir(ctx, Demande(garde, fondu))
    assert colonne(ctx, cherche) == ["faite"]
    assert sum(m.payeur for m in dossiers.lire(ctx, faite.code).responsables) == 1
    # Taken apart, the household that nobody answers for is one again, and is looked after again.
    fusion.defaire(ctx, faite.fusion_id)
    assert colonne(ctx, cherche) == ["a_faire"]
    assert verifier(ctx).anomalies == ()
