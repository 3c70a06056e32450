"""Clé Enfance: the paper that links a parent's account to the children, once, and nobody else's (rule 15)."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.base import CleDeBaseAbsente
from guichet.erreurs.identifiants import (
    CleInconnue,
    CourrielRequis,
    IdentiteNonVerifiee,
    SecretADistance,
    TransitionImpossible,
)
from guichet.fiches.portail.identifiants import SecretsRemis
from guichet.regles.socle.cle_enfance import affichee, tirer, valide
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.services.portail import cles
from tests.bases import Horloge
from tests.services.ensemble import jouer_ensemble
from tests.services.guichet_identifiants import colonne, compter, installer, ouvrir_passage
from tests.services.processus import deposer_cles

CNI = PieceIdentite.CNI


def emettre(ctx: Contexte, famille: int, personne: int, **autres: Canal) -> SecretsRemis:
    return cles.emettre(ctx, famille_id=famille, responsable_id=personne, piece=CNI, **autres)


def test_emise_et_remise_en_un_geste(ctx: Contexte) -> None:
    """Source 1.16: the most frequent visit of the summer."""
    f = installer(ctx)
    passage = ouvrir_passage(ctx, f.famille)
    remis = emettre(ctx, f.famille, f.sophie)
    assert valide(remis.cle_enfance or "")
    assert remis.cle_affichee == affichee(remis.cle_enfance or "")
    assert remis.cle is not None
    assert (remis.cle.etat, remis.cle.emission, remis.cle.remise_le) == ("remise", 1, ctx.maintenant())
    assert remis.cle.expire_le == ctx.maintenant() + timedelta(days=30)
    assert colonne(ctx, "SELECT objet, piece, passage_id FROM remise") == [("cle", "cni", passage)]
    assert colonne(ctx, "SELECT libelle FROM acte_passage") == ["Clé Enfance émise, remise en main propre (Sophie)"]
    assert cles.etat(ctx, f.famille) == (remis.cle,)


def test_une_seule_cle_vivante(ctx: Contexte) -> None:
    """Lost otherwise: the paper found in the street links a stranger to the children."""
    f = installer(ctx)
    premiere, seconde = emettre(ctx, f.famille, f.sophie), emettre(ctx, f.famille, f.sophie)
    with pytest.raises(TransitionImpossible, match="déjà été révoquée"):
        cles.utiliser(ctx, premiere.cle_enfance or "")
    assert cles.utiliser(ctx, f" {seconde.cle_affichee.lower()} ").etat == "utilisee"
    with pytest.raises(TransitionImpossible, match="déjà servi"):
        cles.utiliser(ctx, seconde.cle_enfance or "")
    # The other adult's Clé lives its own life, and a used one does not prevent another.
    assert emettre(ctx, f.famille, f.karim).cle.emission == 1  # type: ignore[union-attr]
    assert emettre(ctx, f.famille, f.sophie).cle.emission == 3  # type: ignore[union-attr]
    assert colonne(ctx, "SELECT type FROM journal WHERE type LIKE 'cle.%' ORDER BY seq") == [
        "cle.emettre", "cle.revoquer", "cle.emettre", "cle.utiliser", "cle.emettre", "cle.emettre",
    ]  # fmt: skip


def test_envoyee_puis_remise(ctx: Contexte) -> None:
    """A Clé posted by the town came back: its envelope is handed over at the counter."""
    f = installer(ctx)
    cle = emettre(ctx, f.famille, f.karim, canal=Canal.COURRIER).cle
    assert cle is not None
    assert (cle.etat, cle.remise_le) == ("emise", None)
    remise = cles.remettre(ctx, cle_id=cle.cle_id, piece=PieceIdentite.LIVRET)
    assert (remise.etat, remise.remise_le) == ("remise", ctx.maintenant())
    assert colonne(ctx, "SELECT piece, canal FROM remise ORDER BY id") == [("cni", "courrier"), ("livret", "guichet")]
    with pytest.raises(TransitionImpossible, match="ne peut plus être relue"):
        cles.remettre(ctx, cle_id=cle.cle_id, piece=CNI)
    with pytest.raises(CourrielRequis):
        emettre(ctx, f.famille, f.karim, canal=Canal.COURRIEL)


def test_perimee(ctx: Contexte, horloge: Horloge) -> None:
    """Past its date it opens nothing, whether or not the nightly batch has run."""
    f = installer(ctx)
    vieille = emettre(ctx, f.famille, f.sophie)
    postee = emettre(ctx, f.famille, f.karim, canal=Canal.COURRIER).cle
    assert vieille.cle is not None
    assert postee is not None
    horloge.avancer(days=30, microseconds=-1)
    assert cles.expirer(ctx) == 0
    horloge.avancer(microseconds=1)
    assert [c.etat for c in cles.etat(ctx, f.famille)] == ["expiree", "expiree"]
    with pytest.raises(TransitionImpossible, match="a expiré"):
        cles.utiliser(ctx, vieille.cle_enfance or "")
    with pytest.raises(TransitionImpossible, match="a expiré"):
        cles.remettre(ctx, cle_id=postee.cle_id, piece=CNI)
    neuve = emettre(ctx, f.famille, f.sophie)
    assert colonne(ctx, "SELECT etat FROM cle_enfance ORDER BY id") == ["expiree", "emise", "remise"]
    assert cles.expirer(ctx) == 1
    assert cles.expirer(ctx) == 0
    assert cles.utiliser(ctx, neuve.cle_enfance or "").etat == "utilisee"


def test_revoquer(ctx: Contexte) -> None:
    f = installer(ctx)
    cle = emettre(ctx, f.famille, f.sophie).cle
    assert cle is not None
    assert cles.revoquer(ctx, cle_id=cle.cle_id).etat == "revoquee"
    with pytest.raises(TransitionImpossible):
        cles.revoquer(ctx, cle_id=cle.cle_id)
    with pytest.raises(CleInconnue):
        cles.revoquer(ctx, cle_id=99)


def test_mal_tapee_n_est_pas_inconnue(ctx_sqlite: Contexte) -> None:
    """A slip of the finger and a Clé of another town have different cures."""
    bonne = tirer()
    with pytest.raises(CleInconnue, match="relisez ses douze signes"):
        cles.utiliser(ctx_sqlite, bonne[:-1])
    with pytest.raises(CleInconnue, match="n’a pas été émise ici"):
        cles.utiliser(ctx_sqlite, bonne)


def test_ni_sans_piece_ni_au_telephone(ctx_sqlite: Contexte) -> None:
    f = installer(ctx_sqlite)
    with pytest.raises(IdentiteNonVerifiee):
        cles.emettre(ctx_sqlite, famille_id=f.famille, responsable_id=f.sophie, piece=None)
    ouvrir_passage(ctx_sqlite, f.famille, "telephone")
    with pytest.raises(SecretADistance):
        emettre(ctx_sqlite, f.famille, f.sophie)
    assert compter(ctx_sqlite, "cle_enfance") == 0


def test_poste_sans_la_cle_de_la_base(ctx_sqlite: Contexte) -> None:
    """A second workstation without the key file would issue Clés nobody can check: it says what to copy."""
    from dataclasses import replace

    from guichet.secrets import SecretsMemoire

    f = installer(ctx_sqlite)
    with pytest.raises(CleDeBaseAbsente, match="GUICHET_CLES"):
        emettre(replace(ctx_sqlite, secrets=SecretsMemoire()), f.famille, f.sophie)


UNE_CLE = """
import sys
from guichet.erreurs.identifiants import CleModifiee
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services.portail import cles
from tests.services.processus import ouvrir_adresse
ctx = ouvrir_adresse(sys.argv[1])
famille, personne = int(sys.argv[2]), int(sys.argv[3])
vues = {f.personne_id: f.emission for f in cles.etat(ctx, famille)}
print("pret", flush=True)
sys.stdin.readline()
try:
    remis = cles.emettre(
        ctx, famille_id=famille, responsable_id=personne, piece=PieceIdentite.CNI, connue=vues.get(personne, 0)
    )
    print("ici", remis.cle_enfance)
except CleModifiee as refus:
    print("dit", refus.message)
"""


def test_six_guichets_une_seule_cle(ctx: Contexte) -> None:
    """Lost otherwise: six parents' papers, five of which open nothing, and nobody was told."""
    f = installer(ctx)
    ou = str(ctx.base.adresse.fichier or ctx.base.adresse.url)
    if ctx.base.adresse.fichier is not None:
        deposer_cles(ctx, ctx.base.adresse.fichier)
    else:
        os.environ["GUICHET_ESSAI_CLE"] = ctx.secrets.lire(f"{ctx.base_id}:cle-enfance") or ""
    dits = jouer_ensemble(UNE_CLE, [(ou, str(f.famille), str(f.sophie))] * 6)
    ici = [d for d in dits if d.startswith("ici ")]
    assert len(ici) == 1, dits
    assert all("vient d’être émise ailleurs" in d for d in dits if d not in ici)
    assert cles.utiliser(ctx, ici[0].removeprefix("ici ")).etat == "utilisee"
