"""After the slip: where each parent stands with the portal, and what to say to who is stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.identifiants import CleNonUtilisee, TransitionImpossible
from guichet.fiches.portail.comptes_portail import FicheComptePortail
from guichet.fiches.portail.identifiants import Diagnostic
from guichet.regles.portail.blocage import Cause, Situation, diagnostiquer
from guichet.regles.portail.compte_portail import EtatComptePortail, ModeComptePortail
from guichet.regles.portail.motifs import LIBELLES_MOTIFS, MotifSuspension
from guichet.regles.portail.mots import MotsPortail
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.portail import bordereaux, cles, identifiants
from tests.bases import Horloge
from tests.services.guichet_identifiants import Foyer, colonne, installer, ville

CNI = PieceIdentite.CNI


def emis(ctx: Contexte) -> tuple[Foyer, FicheComptePortail]:
    f = installer(ctx)
    compte = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI).compte
    assert compte is not None
    return f, compte


def test_les_six_etapes(ctx: Contexte, horloge: Horloge) -> None:
    """Source 3.1: the parent is taken from the mail to the green button, one step at a time."""
    _, compte = emis(ctx)
    horloge.avancer(hours=1)
    etats = [
        (fiche.etape, fiche.etat)
        for etape in ("courriel", 2, "confirmation", 4, "lien", "mot_de_passe", "cgu")
        for fiche in [identifiants.avancer_etape(ctx, compte.compte_id, etape)]
    ]
    assert etats == [
        (1, "emis"), (2, "emis"), (3, "emis"), (4, "emis"), (2, "emis"), (5, "active"), (6, "cgu_acceptees"),
    ]  # fmt: skip
    fiche = identifiants.etat(ctx, famille_du_compte(ctx)).responsables[0].compte
    assert fiche is not None
    assert (fiche.active_le, fiche.cgu_le, fiche.cgu_version) == (ctx.maintenant(), ctx.maintenant(), "2026-07")
    assert (fiche.expire_le, fiche.doit_changer) == (None, False)
    assert colonne(ctx, "SELECT hash FROM compte_portail") == [None]


def famille_du_compte(ctx: Contexte) -> int:
    (famille,) = colonne(ctx, "SELECT famille_id FROM compte_portail")
    return int(famille)


def diagnostic(ctx: Contexte) -> Diagnostic:
    """What the screen says of the one who has the account."""
    return identifiants.etat(ctx, famille_du_compte(ctx)).responsables[0].diagnostic


def test_d_un_coup_jusqu_aux_cgu(ctx_sqlite: Contexte) -> None:
    """The parent at the counter did it all on the telephone in hand."""
    _, compte = emis(ctx_sqlite)
    assert identifiants.avancer_etape(ctx_sqlite, compte.compte_id, 6).etat == "cgu_acceptees"
    with pytest.raises(TransitionImpossible, match="déjà activé"):
        identifiants.avancer_etape(ctx_sqlite, compte.compte_id, 3)
    # A new version of the CGU is accepted again (rule 18).
    fiche = identifiants.accepter_cgu(ctx_sqlite, compte.compte_id, "2027-01")
    assert (fiche.cgu_version, fiche.etat) == ("2027-01", "cgu_acceptees")


@pytest.mark.parametrize("etape", [7, -1, "café"])
def test_etape_inconnue(ctx_sqlite: Contexte, etape: int | str) -> None:
    _, compte = emis(ctx_sqlite)
    with pytest.raises(UsageIncorrect, match="n’existe pas"):
        identifiants.avancer_etape(ctx_sqlite, compte.compte_id, etape)


def test_changement_facultatif(ctx_sqlite: Contexte) -> None:
    """Source 2.2: where the town does not force a new password, the first connection activates."""
    souple = ville(ctx_sqlite, changement_force=False)
    _, compte = emis(souple)
    assert not compte.doit_changer
    assert identifiants.noter_connexion(souple, compte.compte_id).etat == "active"


def test_connexions(ctx: Contexte, horloge: Horloge) -> None:
    """Source 3.10: « jamais connecté » is not « connecté hier »; an old report does not undo a newer one."""
    _, compte = emis(ctx)
    le = ctx.maintenant()
    fiche = identifiants.noter_connexion(ctx, compte.compte_id, france_connect=True)
    assert (fiche.derniere_connexion, fiche.etape, fiche.etat, fiche.france_connect) == (le, 4, "emis", True)
    horloge.avancer(days=1)
    assert identifiants.noter_connexion(ctx, compte.compte_id, le - timedelta(days=3)).derniere_connexion == le
    assert diagnostic(ctx).cause == Cause.FRANCE_CONNECT


def test_suspendre_puis_retablir(ctx: Contexte) -> None:
    """Lost otherwise: whoever knew the password walks back in when the account is restored."""
    _, compte = emis(ctx)
    suspendu = identifiants.suspendre(ctx, compte.compte_id, MotifSuspension.USURPATION, version=compte.version)
    assert (suspendu.etat, suspendu.expire_le) == ("suspendu", None)
    with pytest.raises(TransitionImpossible, match="rétablissez-le"):
        identifiants.reinitialiser(ctx, compte_id=compte.compte_id, piece=CNI)
    retabli = identifiants.retablir(ctx, compte_id=compte.compte_id, piece=CNI)
    assert retabli.mot_de_passe
    assert retabli.compte is not None
    assert retabli.compte.etat == "emis"
    envois = colonne(ctx, "SELECT geste, hash IS NULL FROM envoi_portail ORDER BY id")
    assert [(g, bool(nul)) for g, nul in envois] == [
        ("emettre", False), ("suspendre", True), ("retablir", False),
    ]  # fmt: skip
    # The hand-over began the visit they all belong to.
    assert colonne(ctx, "SELECT libelle FROM acte_passage ORDER BY id")[1:] == [
        "Compte du portail suspendu, accès par une autre personne (Sophie)",
        "Compte du portail rétabli, nouveau mot de passe remis en main propre (Sophie)",
    ]


def test_chaque_motif_a_ses_mots() -> None:
    assert set(LIBELLES_MOTIFS) == set(MotifSuspension)


def test_efface_par_le_portail(ctx: Contexte) -> None:
    """An account erased for inactivity comes back under the same login, with a new secret."""
    f, compte = emis(ctx)
    identifiants.activer(ctx, compte.compte_id)
    identifiants.effacer(ctx, compte.compte_id)
    assert diagnostic(ctx).cause == Cause.EFFACE
    remis = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert remis.compte is not None
    assert (remis.identifiant, remis.compte.etat, remis.compte.emissions) == ("sophie.leger-martin", "emis", 2)
    identifiants.effacer(ctx, compte.compte_id)
    remis = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI, identifiant="sophie.lm")
    assert remis.identifiant == "sophie.lm"
    assert identifiants.etat(ctx, f.famille).responsables[0].anciens == ("sophie.leger-martin",)
    assert colonne(ctx, "SELECT geste FROM envoi_portail ORDER BY id") == [
        "emettre", "effacer", "emettre", "effacer", "emettre",
    ]  # fmt: skip


def test_relier_le_compte_cree_par_le_parent(ctx: Contexte) -> None:
    """Source 1.15: without the Clé the account is a citizen without children."""
    parent = ville(ctx, modes_compte=("parent",))
    f = installer(ctx)
    with pytest.raises(CleNonUtilisee, match="n’a pas encore utilisé"):
        identifiants.lier(parent, famille_id=f.famille, personne_id=f.sophie, identifiant="soso")
    remis = cles.emettre(parent, famille_id=f.famille, responsable_id=f.sophie, piece=CNI)
    cles.utiliser(parent, remis.cle_affichee.lower())
    compte = identifiants.lier(parent, famille_id=f.famille, personne_id=f.sophie, identifiant="Soso.78")
    assert (compte.identifiant, compte.mode, compte.etat) == ("Soso.78", "parent", "active")
    assert diagnostic(parent).cause == Cause.SANS_CGU
    with pytest.raises(TransitionImpossible):
        identifiants.lier(parent, famille_id=f.famille, personne_id=f.sophie, identifiant="soso")
    identifiants.effacer(parent, compte.compte_id)
    relie = identifiants.lier(parent, famille_id=f.famille, personne_id=f.sophie, identifiant="soso")
    assert relie.etat == "active"


def test_l_ecran_dit_tout(ctx: Contexte) -> None:
    """One screen per household: account, Clé, last hand-over, what is in the way, for each adult."""
    f = installer(ctx, courriel="sophie@yahoo.fr")
    identifiants.remettre_tout(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    ecran = identifiants.etat(ctx, f.famille)
    sophie, karim = ecran.responsables
    assert (ecran.code, ecran.modes) == ("20421", ("courriel", "guichet"))
    assert "yahoo.fr reçoivent mal" in sophie.destinataire.avertissement_courriel
    assert sophie.compte
    assert sophie.cle
    assert sophie.derniere_remise is not None
    assert (sophie.derniere_remise.objet, sophie.derniere_remise.le) == ("cle", ctx.maintenant())
    assert sophie.diagnostic.cause == Cause.EN_COURS
    assert (karim.compte, karim.cle, karim.derniere_remise, karim.tache) == (None, None, None, None)
    assert karim.diagnostic.cause == Cause.SANS_COMPTE


def test_mot_de_passe_perime(ctx: Contexte, horloge: Horloge) -> None:
    """The most frequent one: the slip was left in a drawer for eight days (rule 14)."""
    _, compte = emis(ctx)
    horloge.avancer(days=7, microseconds=-1)
    assert diagnostic(ctx).cause == Cause.EN_COURS
    horloge.avancer(microseconds=1)
    dit = diagnostic(ctx)
    assert (dit.cause, dit.geste) == (Cause.PERIME, "reinitialiser")
    identifiants.reinitialiser(ctx, compte_id=compte.compte_id, piece=CNI)
    assert diagnostic(ctx).etape == 1


def test_un_compte_deja_ouvert_ne_renvoie_pas_au_courriel(ctx: Contexte) -> None:
    """Lost otherwise: a password handed over, and a parent sent home to look for a mail nobody sends."""
    _, compte = emis(ctx)
    assert compte.mode == "courriel"
    identifiants.avancer_etape(ctx, compte.compte_id, "cgu")
    remis = identifiants.reinitialiser(ctx, compte_id=compte.compte_id, piece=CNI)
    dit = diagnostic(ctx)
    assert (dit.etape, "courriel" in dit.phrase) == (4, False)
    papier = bordereaux.bordereau(ctx, remis).texte
    assert "boîte mail" not in papier
    assert "mot de passe" in papier


def test_un_compte_jamais_ouvert_attend_encore_son_lien(ctx: Contexte) -> None:
    """Its mail was never opened: the link comes first, on paper too."""
    _, compte = emis(ctx)
    identifiants.avancer_etape(ctx, compte.compte_id, "courriel")
    remis = identifiants.reinitialiser(ctx, compte_id=compte.compte_id, piece=CNI)
    assert diagnostic(ctx).etape == 2
    assert "boîte mail" in bordereaux.bordereau(ctx, remis).texte


@pytest.mark.parametrize(
    ("situation", "cause", "geste", "etape"),
    [
        (Situation(None, ModeComptePortail.PARENT), "sans_compte", "cle", 0),
        (Situation(None, ModeComptePortail.COURRIEL), "sans_compte", "emettre", 0),
        (Situation(EtatComptePortail.A_EMETTRE, ModeComptePortail.GUICHET), "sans_compte", "emettre", 0),
        (Situation(EtatComptePortail.SUSPENDU, ModeComptePortail.COURRIEL, france_connect=True), "suspendu", "retablir", 0),
        (Situation(EtatComptePortail.EFFACE, ModeComptePortail.GUICHET), "efface", "emettre", 0),
        (Situation(EtatComptePortail.EFFACE, ModeComptePortail.PARENT), "efface", "cle", 0),
        (Situation(EtatComptePortail.ACTIVE, ModeComptePortail.PARENT), "non_relie", "cle", 0),
        (Situation(EtatComptePortail.EMIS, ModeComptePortail.COURRIEL, perime=True), "perime", "reinitialiser", 0),
        (
            Situation(EtatComptePortail.EMIS, ModeComptePortail.COURRIEL, perime=True, france_connect=True),
            "france_connect", "", 0,
        ),
        (Situation(EtatComptePortail.EMIS, ModeComptePortail.COURRIEL), "en_cours", "activer", 1),
        (Situation(EtatComptePortail.EMIS, ModeComptePortail.COURRIEL, etape=3), "en_cours", "activer", 4),
        # Nothing was mailed to who got everything at the desk: no mail to open, no link to click.
        (Situation(EtatComptePortail.EMIS, ModeComptePortail.GUICHET), "en_cours", "activer", 4),
        (Situation(EtatComptePortail.EMIS, ModeComptePortail.GUICHET, etape=4), "en_cours", "activer", 5),
        (Situation(EtatComptePortail.EMIS, ModeComptePortail.GUICHET, etape=6), "en_cours", "activer", 5),
        (Situation(EtatComptePortail.ACTIVE, ModeComptePortail.GUICHET, etape=5), "sans_cgu", "accepter_cgu", 6),
        (Situation(EtatComptePortail.CGU_ACCEPTEES, ModeComptePortail.PARENT, relie=True), "rien", "reinitialiser", 0),
    ],
)  # fmt: skip
def test_ou_etes_vous_bloque(situation: Situation, cause: str, geste: str, etape: int) -> None:
    """Each state has its sentence and the gesture that cures it."""
    b = diagnostiquer(situation, MotsPortail())
    assert (b.cause, b.geste, b.etape) == (cause, geste, etape)
    assert b.phrase.endswith(".")
