"""Identifiers handed over at the counter: a parent goes home with ones that work, and nobody else has them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.identifiants import (
    ComptePortailInconnu,
    ComptePortailModifie,
    CourrielRequis,
    IdentifiantRefuse,
    IdentiteNonVerifiee,
    ModeImpossible,
    ResponsableInconnu,
    SecretADistance,
    TransitionImpossible,
)
from guichet.registres.socle.hachage import conforme
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.regles.socle.mot_de_passe import controler_portail
from guichet.services.portail import identifiants
from tests.services.guichet_identifiants import colonne, compter, installer, ouvrir_passage, ville

CNI = PieceIdentite.CNI


def test_premiers_identifiants(ctx: Contexte) -> None:
    """Lost otherwise: the whole point of the visit, and the trace of who was given what (rule 16)."""
    f = installer(ctx)
    passage = ouvrir_passage(ctx, f.famille)
    remis = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)

    assert remis.identifiant == "sophie.leger-martin"
    assert remis.mot_de_passe is not None
    assert controler_portail(remis.mot_de_passe) == []
    assert remis.mot_de_passe_affiche.replace(" ", "") == remis.mot_de_passe
    assert len(remis.mot_de_passe_affiche) == 14
    assert remis.expire_le == ctx.maintenant() + timedelta(days=7)
    assert remis.compte is not None
    assert (remis.compte.etat, remis.compte.doit_changer, remis.compte.emissions) == ("emis", True, 1)
    assert remis.compte.personne == "LÉGER-MARTIN Sophie"

    (hache,) = colonne(ctx, "SELECT hash FROM compte_portail")
    assert conforme(hache, remis.mot_de_passe)
    remises = colonne(ctx, "SELECT objet, piece, canal, agent, personne_id, passage_id FROM remise")
    assert remises == [("identifiants", "cni", "guichet", "demo", f.sophie, passage)]
    envois = colonne(ctx, "SELECT geste, identifiant, hash, doit_changer, scelle FROM envoi_portail")
    assert envois == [("emettre", "sophie.leger-martin", hache, True, None)]
    assert colonne(ctx, "SELECT libelle FROM acte_passage") == [
        "Identifiants du portail émis, remis en main propre (Sophie)"
    ]
    assert colonne(ctx, "SELECT type, objet FROM journal ORDER BY seq DESC LIMIT 1") == [
        ("identifiants.emettre", "20421")
    ]


def test_sans_piece_d_identite_rien(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: anyone asks for anyone's password."""
    f = installer(ctx_sqlite)
    with pytest.raises(IdentiteNonVerifiee, match="pièce d’identité"):
        identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=None)
    assert compter(ctx_sqlite, "compte_portail") == 0


@pytest.mark.parametrize("canal", list(Canal))
def test_au_telephone_aucun_secret(ctx_sqlite: Contexte, canal: Canal) -> None:
    """Lost otherwise: a voice that knows a name gets in (ecrans.md); by mail, it could name any address."""
    f = installer(ctx_sqlite)
    ouvrir_passage(ctx_sqlite, f.famille, "telephone")
    with pytest.raises(SecretADistance, match="Au téléphone, aucun secret n’est donné"):
        identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI, canal=canal)
    assert compter(ctx_sqlite, "compte_portail") == compter(ctx_sqlite, "envoi_portail") == 0


def test_par_lettre_pas_de_remise_en_main_propre(ctx_sqlite: Contexte) -> None:
    """A written request is answered by post or by mail, to the address on file."""
    f = installer(ctx_sqlite)
    passage = ouvrir_passage(ctx_sqlite, f.famille, "courriel")
    with pytest.raises(SecretADistance, match="Personne n’est au guichet"):
        identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI, canal=Canal.COURRIER)
    assert colonne(ctx_sqlite, "SELECT canal, passage_id FROM remise") == [("courrier", passage)]


def test_le_telephone_d_une_autre_famille_ne_bloque_pas(ctx_sqlite: Contexte) -> None:
    """The visit that counts is the one of this household at this workstation."""
    f, autre = installer(ctx_sqlite), installer(ctx_sqlite, "20988")
    ouvrir_passage(ctx_sqlite, autre.famille, "telephone")
    assert identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI).mot_de_passe


def test_un_enfant_n_a_pas_d_identifiants(ctx_sqlite: Contexte) -> None:
    """Nor a contact, nor somebody of another household."""
    f, autre = installer(ctx_sqlite), installer(ctx_sqlite, "20988")
    for personne in (f.lea, autre.sophie, 0):
        with pytest.raises(ResponsableInconnu):
            identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=personne, piece=CNI)


def test_sans_courriel_le_guichet_reste_ouvert(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a family without an address is turned away (« goes through every visit »)."""
    f = installer(ctx_sqlite)
    with pytest.raises(CourrielRequis, match="choisissez la remise au guichet") as refus:
        identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.karim, piece=CNI)
    assert refus.value.champ == "mode"
    for n, modes in enumerate((("courriel", "guichet"), ("courriel",), ("parent",))):
        c = ville(ctx_sqlite, modes_compte=modes)
        g = installer(ctx_sqlite, f"3000{n}")
        remis = identifiants.emettre(
            c, famille_id=g.famille, personne_id=g.karim, piece=CNI, mode=ModeComptePortail.GUICHET
        )
        assert (remis.mode, bool(remis.mot_de_passe)) == ("guichet", True)
        assert remis.compte is not None
        with pytest.raises(CourrielRequis, match="n’a pas d’adresse"):
            identifiants.reinitialiser(c, compte_id=remis.compte.compte_id, piece=CNI, canal=Canal.COURRIEL)


def test_les_modes_sont_ceux_de_la_commune(ctx_sqlite: Contexte) -> None:
    """A mode the portal does not know gives identifiers that open nothing."""
    f = installer(ctx_sqlite)
    with pytest.raises(ModeImpossible, match="identifiants envoyés par courriel"):
        identifiants.emettre(
            ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI, mode=ModeComptePortail.PARENT
        )
    parent = ville(ctx_sqlite, modes_compte=("parent",))
    with pytest.raises(ModeImpossible, match="remettez-lui une Clé Enfance"):
        identifiants.emettre(parent, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    with pytest.raises(ModeImpossible):
        identifiants.emettre(
            parent, famille_id=f.famille, personne_id=f.sophie, piece=CNI, mode=ModeComptePortail.GUICHET
        )


def test_reemission_annule_l_ancien(ctx: Contexte) -> None:
    """Lost otherwise: the paper that was lost still opens the account (source 0.6)."""
    f = installer(ctx)
    premier = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert premier.compte
    with pytest.raises(TransitionImpossible, match="réinitialisez"):
        identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    second = identifiants.reinitialiser(
        ctx, compte_id=premier.compte.compte_id, piece=PieceIdentite.PASSEPORT, version=premier.compte.version
    )
    (hache,) = colonne(ctx, "SELECT hash FROM compte_portail")
    assert second.identifiant == premier.identifiant
    assert conforme(hache, second.mot_de_passe or "")
    assert not conforme(hache, premier.mot_de_passe or "")
    assert second.compte is not None
    assert second.compte.emissions == 2
    assert colonne(ctx, "SELECT geste FROM envoi_portail ORDER BY id") == ["emettre", "reinitialiser"]
    assert colonne(ctx, "SELECT piece FROM remise ORDER BY id") == ["cni", "passeport"]


def test_un_autre_poste_vient_d_emettre(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: the second secret voids the one just given at the next desk, and nobody knows."""
    f = installer(ctx_sqlite)
    compte = identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI).compte
    assert compte is not None
    identifiants.reinitialiser(ctx_sqlite, compte_id=compte.compte_id, piece=CNI, version=compte.version)
    for geste in (
        lambda: identifiants.reinitialiser(ctx_sqlite, compte_id=compte.compte_id, piece=CNI, version=compte.version),
        lambda: identifiants.changer_identifiant(
            ctx_sqlite, compte_id=compte.compte_id, identifiant="so.leger", version=compte.version
        ),
    ):
        with pytest.raises(ComptePortailModifie, match="relisez"):
            geste()


def test_le_code_famille_comme_identifiant(ctx: Contexte) -> None:
    """Source 4.7: the login is what a parent already knows, the same as printed everywhere."""
    sej = ville(ctx, modes_compte=("guichet",), identifiant="code_famille")
    f = installer(ctx)
    assert identifiants.emettre(sej, famille_id=f.famille, personne_id=f.sophie, piece=CNI).identifiant == "20421-K"
    with pytest.raises(IdentifiantRefuse, match="déjà l’identifiant du compte de ce foyer"):
        identifiants.emettre(sej, famille_id=f.famille, personne_id=f.karim, piece=CNI)
    autre = identifiants.emettre(sej, famille_id=f.famille, personne_id=f.karim, piece=CNI, identifiant="karim.lm")
    assert autre.identifiant == "karim.lm"


@pytest.mark.parametrize(
    ("voulu", "phrase"),
    [
        ("SOPHIE.LEGER-MARTIN", "déjà pris"),
        ("20988", "code d’une autre famille"),
        ("20988-H", "code d’une autre famille"),
        ("a b c", "sans espace"),
        ("ab", "3 à 100"),
        ("x" * 101, "3 à 100"),
    ],
)
def test_identifiant_refuse(ctx_sqlite: Contexte, voulu: str, phrase: str) -> None:
    """Two accounts on one login, or a login that opens the wrong household in the search box."""
    f = installer(ctx_sqlite)
    installer(ctx_sqlite, "20988")
    identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    with pytest.raises(IdentifiantRefuse, match=phrase):
        identifiants.emettre(
            ctx_sqlite,
            famille_id=f.famille,
            personne_id=f.karim,
            piece=CNI,
            mode=ModeComptePortail.GUICHET,
            identifiant=voulu,
        )


def test_noms_proposes(ctx: Contexte) -> None:
    """Homonyms get a number; a login somebody used to have is not given to another person."""
    f, g, h = (installer(ctx, code) for code in ("20421", "20988", "21007"))
    compte = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI).compte
    assert compte is not None
    identifiants.changer_identifiant(ctx, compte_id=compte.compte_id, identifiant="soso78")
    noms = [
        identifiants.emettre(ctx, famille_id=x.famille, personne_id=x.sophie, piece=CNI).identifiant for x in (g, h)
    ]
    assert noms == ["sophie.leger-martin2", "sophie.leger-martin3"]
    exotique = installer(ctx, "23333", nom="[/b] 張")
    remis = identifiants.emettre(ctx, famille_id=exotique.famille, personne_id=exotique.sophie, piece=CNI)
    assert remis.identifiant.startswith("sophie.")


def test_l_ancien_identifiant_retrouve_la_famille(ctx: Contexte) -> None:
    """Source 3.4: the parent changed it on the portal, the letter in hand still has the former one."""
    f = installer(ctx)
    compte = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI).compte
    assert compte is not None
    change = identifiants.changer_identifiant(ctx, compte_id=compte.compte_id, identifiant="so.leger")
    assert (change.identifiant, change.version) == ("so.leger", compte.version + 1)
    meme = identifiants.changer_identifiant(ctx, compte_id=compte.compte_id, identifiant="so.leger")
    assert meme.version == change.version
    (autres,) = colonne(ctx, "SELECT autres FROM fiche_recherche WHERE famille_id = :f", f=f.famille)
    assert {".so", ".sophie", ".martin"} <= set(autres.split())
    fiche = identifiants.etat(ctx, f.famille).responsables[0]
    assert fiche.anciens == ("sophie.leger-martin",)


def test_tout_d_un_coup(ctx: Contexte) -> None:
    """Visit 1: identifiers and Clé handed over together, or neither."""
    f = installer(ctx)
    remis = identifiants.remettre_tout(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert remis.compte
    assert remis.mot_de_passe
    assert len(remis.cle_affichee) == 14
    assert remis.cle is not None
    assert (remis.cle.etat, remis.cle_expire_le) == ("remise", ctx.maintenant() + timedelta(days=30))
    assert colonne(ctx, "SELECT objet FROM remise ORDER BY id") == ["identifiants", "cle"]
    with pytest.raises(TransitionImpossible):
        identifiants.remettre_tout(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert compter(ctx, "cle_enfance") == 1


def test_tout_d_un_coup_quand_le_parent_cree_son_compte(ctx_sqlite: Contexte) -> None:
    """Mode B: the counter hands the Clé alone."""
    parent = ville(ctx_sqlite, modes_compte=("parent",))
    f = installer(ctx_sqlite)
    remis = identifiants.remettre_tout(parent, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert (remis.compte, remis.mot_de_passe, remis.identifiant, remis.expire_le) == (None, None, "", None)
    assert remis.cle_enfance
    assert compter(ctx_sqlite, "compte_portail") == 0


def test_les_droits_sont_verifies(ctx_sqlite: Contexte) -> None:
    """The screen hides a key; the service is what refuses."""
    f = installer(ctx_sqlite)
    admin = ctx_sqlite.pour(agent_courant("admin", "A", "administrateur"))
    for appel in (
        lambda: identifiants.emettre(admin, famille_id=f.famille, personne_id=f.sophie, piece=CNI),
        lambda: identifiants.remettre_tout(admin, famille_id=f.famille, personne_id=f.sophie, piece=CNI),
        lambda: identifiants.reinitialiser(admin, compte_id=1, piece=CNI),
        lambda: identifiants.retablir(admin, compte_id=1, piece=CNI),
        lambda: identifiants.suspendre(admin, 1, "demande"),  # type: ignore[arg-type]
        lambda: identifiants.etat(admin, f.famille),
    ):
        with pytest.raises(DroitInsuffisant):
            appel()


def test_compte_inconnu(ctx_sqlite: Contexte) -> None:
    """A stale screen gets a sentence, not a traceback."""
    with pytest.raises(ComptePortailInconnu):
        identifiants.reinitialiser(ctx_sqlite, compte_id=99, piece=CNI)
    with pytest.raises(ResponsableInconnu):
        identifiants.etat(ctx_sqlite, 99)


def test_sans_courriel_rien_n_est_promis_par_courriel(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a parent without mail goes home to wait for one (source 1.5)."""
    f = installer(ctx_sqlite)
    phrases = {
        r.destinataire.courriel: r.diagnostic.phrase for r in identifiants.etat(ctx_sqlite, f.famille).responsables
    }
    assert all("courriel" in phrase for courriel, phrase in phrases.items() if courriel)
    assert all("courriel" not in phrase for courriel, phrase in phrases.items() if not courriel)
    assert "" in phrases


@pytest.mark.parametrize(("canal", "passages"), [(Canal.GUICHET, 1), (Canal.COURRIER, 0)])
def test_ce_qui_est_remis_au_guichet_est_d_un_passage(ctx: Contexte, canal: Canal, passages: int) -> None:
    """Lost otherwise: an identity looked at, a secret given, and on no slip and in no visit is it said to whom."""
    f = installer(ctx)
    identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI, canal=canal)
    with ctx.lecture() as s:
        ouverts = s.lignes("SELECT id, personne_id, presence FROM passage WHERE etat = 'ouvert'")
        ((visite,),) = s.lignes("SELECT passage_id FROM remise")
    assert len(ouverts) == passages
    assert [(p, presence) for _, p, presence in ouverts] == [(f.sophie, "sur_place")] * passages
    assert visite == (ouverts[0][0] if passages else None)
