"""Forgotten identifiers: the parent was promised an answer within 24 hours of working days (source 4.12)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.identifiants import SecretADistance, TacheInconnue
from guichet.fiches.comptoir.taches import FicheTache
from guichet.registres.socle.hachage import conforme
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.services.comptoir import taches
from guichet.services.portail import identifiants
from tests.bases import Horloge
from tests.services.guichet_identifiants import Foyer, colonne, installer, ouvrir_passage

CNI = PieceIdentite.CNI
VENDREDI_16H = datetime(2026, 11, 13, 15, 0, tzinfo=UTC)


def demander(ctx: Contexte, f: Foyer) -> FicheTache:
    return taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie, demandee_le=VENDREDI_16H)


def test_vendredi_16_h_du_lundi_16_h(ctx: Contexte, horloge: Horloge) -> None:
    """Asked Friday 16:00, due Monday 16:00: amber at 20 hours, red after."""
    f = installer(ctx)
    horloge.instant = VENDREDI_16H
    tache = demander(ctx, f)
    assert ctx.local(tache.echeance) == ctx.local(datetime(2026, 11, 16, 15, 0, tzinfo=UTC))
    assert (tache.urgence, tache.code, tache.famille) == ("a_temps", "20421", "LÉGER-MARTIN Sophie")
    urgences = []
    for instant in (
        datetime(2026, 11, 16, 10, 59, tzinfo=UTC),
        datetime(2026, 11, 16, 11, 0, tzinfo=UTC),
        datetime(2026, 11, 16, 15, 1, tzinfo=UTC),
    ):
        horloge.instant = instant
        urgences.append(taches.lister(ctx)[0].urgence)
    assert urgences == ["a_temps", "bientot", "en_retard"]


def test_les_feries_ne_comptent_pas(ctx: Contexte) -> None:
    """Tuesday 10 November 16:00: the 11th is a bank holiday, due on Thursday."""
    f = installer(ctx)
    tache = taches.demander_identifiants(
        ctx,
        famille_id=f.famille,
        personne_id=f.sophie,
        demandee_le=datetime(2026, 11, 10, 15, 0, tzinfo=UTC),
    )
    assert ctx.local(tache.echeance).isoformat() == "2026-11-12T16:00:00+01:00"


def test_demandee_deux_fois(ctx: Contexte) -> None:
    """The clock starts with the first request, and one mail answers both."""
    f = installer(ctx)
    premiere = demander(ctx, f)
    encore = taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie)
    assert encore == premiere
    assert len(taches.lister(ctx)) == 1


def test_traiter_envoie_un_nouveau_secret(ctx: Contexte) -> None:
    """Never the old one: nobody can read it."""
    f = installer(ctx)
    ancien = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    tache = demander(ctx, f)
    remis = taches.traiter(ctx, tache_id=tache.tache_id)
    assert (remis.canal, remis.identifiant) == ("courriel", ancien.identifiant)
    (hache,) = colonne(ctx, "SELECT hash FROM compte_portail")
    assert conforme(hache, remis.mot_de_passe or "")
    assert not conforme(hache, ancien.mot_de_passe or "")
    assert taches.lister(ctx) == ()
    assert colonne(ctx, "SELECT etat, faite_par, faite_le FROM tache") == [("faite", "demo", ctx.maintenant())]
    with pytest.raises(TacheInconnue, match="n’est plus à faire"):
        taches.traiter(ctx, tache_id=tache.tache_id)


def test_traiter_pour_qui_n_avait_rien(ctx: Contexte) -> None:
    """« Jamais utilisé »: the account is made on the way."""
    f = installer(ctx)
    remis = taches.traiter(ctx, tache_id=demander(ctx, f).tache_id)
    assert remis.identifiant == "sophie.leger-martin"
    assert taches.lister(ctx) == ()


@pytest.mark.parametrize("geste", ["reinitialiser", "remettre_tout"])
def test_venu_au_guichet_entre_temps(ctx: Contexte, geste: str) -> None:
    """The parent did not wait for the mail: handing over closes the task in the same transaction."""
    f = installer(ctx)
    if geste == "reinitialiser":
        compte = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI).compte
        assert compte is not None
        demander(ctx, f)
        assert identifiants.etat(ctx, f.famille).responsables[0].tache is not None
        identifiants.reinitialiser(ctx, compte_id=compte.compte_id, piece=CNI)
    else:
        demander(ctx, f)
        identifiants.remettre_tout(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert taches.lister(ctx) == ()
    assert "tache.faire" in colonne(ctx, "SELECT type FROM journal")


def test_au_telephone_la_demande_seule(ctx_sqlite: Contexte) -> None:
    """The caller gets a promise, not a secret."""
    f = installer(ctx_sqlite)
    ouvrir_passage(ctx_sqlite, f.famille, "telephone")
    tache = demander(ctx_sqlite, f)
    assert colonne(ctx_sqlite, "SELECT libelle FROM acte_passage") == ["Envoi de nouveaux identifiants demandé"]
    with pytest.raises(SecretADistance):
        taches.traiter(ctx_sqlite, tache_id=tache.tache_id, canal=Canal.GUICHET)
    assert len(taches.lister(ctx_sqlite)) == 1


def test_annuler(ctx: Contexte) -> None:
    f = installer(ctx)
    tache = demander(ctx, f)
    taches.annuler(ctx, tache_id=tache.tache_id)
    assert taches.lister(ctx) == ()
    with pytest.raises(TacheInconnue):
        taches.annuler(ctx, tache_id=tache.tache_id)
