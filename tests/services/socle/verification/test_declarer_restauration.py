"""A base put back by pg_restore says what it is: every witness is content again, nothing is erased, and it is told."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from guichet.base import temoin as temoins
from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant, IntegriteRompue, UsageIncorrect
from guichet.fiches.socle.restauration import RestaurationDeclaree
from guichet.registres.socle.temoins import perte, restauration, temoignage
from guichet.services.socle.declaration import declarer, prevoir
from guichet.services.socle.verification import verifier_base
from tests.bases import Horloge, ServeurPostgres, contexte
from tests.services.socle.verification.test_temoin_ville import (
    Ville,
    agir,
    agir_de_b,
    phrases,
    rapport,
    ville,
)

__all__ = ["ville"]


def ouvrir(v: Ville) -> Contexte:
    return contexte(v.adresse, Horloge())


def tete(v: Ville) -> int:
    return rapport(v).tete_seq


def remise(v: Ville, tmp_path: Path, *, apres: int = 3) -> int:
    """Acts here, a backup, acts that it does not have, the backup put back; returns the last row they share."""
    ctx = ouvrir(v)
    agir(ctx, "avant")
    copie = tmp_path / "copie.dump"
    v.serveur.sauvegarder(v.adresse, copie)
    commun = tete(v)
    for n in range(apres):
        agir(ctx, f"perdu {n}")
    ctx.base.fermer()
    assert phrases(v) == []
    v.serveur.remettre(v.adresse, copie)
    return commun


def faire(v: Ville, *, essai: bool = False) -> RestaurationDeclaree:
    ctx = ouvrir(v)
    try:
        return (prevoir if essai else declarer)(ctx, verifier_base)
    finally:
        ctx.base.fermer()


def dites(v: Ville) -> list[str]:
    return [c.remarque for c in rapport(v).controles if c.nom in {temoignage.ICI, temoignage.VILLE}]


def test_une_restauration_honnete_se_declare_et_se_rappelle(ville: Ville, tmp_path: Path) -> None:
    """Lost otherwise: a town whose base is honest, told for ever by its own witnesses that it is not."""
    commun = remise(ville, tmp_path)
    assert len(phrases(ville)) == 2, "the machine's witness and the town's"
    assert all("guichet declarer-restauration" in p for p in phrases(ville))
    essai = faire(ville, essai=True)
    assert (essai.commun, essai.ancienne, essai.manquent, essai.exacte) == (commun, commun + 3, 3, True)
    assert essai.lignes == tuple(range(commun + 1, commun + 4))
    assert tete(ville) == commun, "a trial writes nothing"
    assert len(phrases(ville)) == 2
    faite = faire(ville)
    assert (faite.commun, faite.manquent, faite.temoin_en_attente) == (commun, 3, "")
    assert phrases(ville) == []
    attendue = f"ce que déclare la ligne {commun + 1} ; actes qui manquent depuis la ligne {commun} : 3."
    assert len(dites(ville)) == 2
    assert all(attendue in dite for dite in dites(ville))
    # Acts go on, are seen, and what was seen before stays where it was.
    ctx = ouvrir(ville)
    for n in range(5):
        agir(ctx, f"ensuite {n}")
    ctx.base.fermer()
    assert phrases(ville) == []
    assert all(attendue in dite for dite in dites(ville))
    with psycopg.connect(ville.maitre) as c:
        assert c.execute("SELECT count(*) FROM temoin WHERE seq = %s", (commun + 2,)).fetchone() == (2,)
    with pytest.raises(UsageIncorrect, match="pas de restauration à déclarer"):
        faire(ville)


def test_des_actes_faits_depuis_la_remise_n_y_changent_rien(ville: Ville, tmp_path: Path) -> None:
    """The counters opened before anybody declared: what they did is shared by no witness's former line."""
    commun = remise(ville, tmp_path)
    ctx = ouvrir(ville)
    for n in range(5):
        agir(ctx, f"depuis {n}")
    ctx.base.fermer()
    assert len(phrases(ville)) == 2
    faite = faire(ville)
    assert (faite.commun, faite.tete, faite.ancienne, faite.manquent) == (commun, commun + 5, commun + 3, 3)
    assert phrases(ville) == []


def test_ce_qui_suit_une_declaration_se_voit_comme_avant(ville: Ville, tmp_path: Path) -> None:
    """Lost otherwise: one honest restoration, and every later one passes under its name."""
    commun = remise(ville, tmp_path, apres=9)
    faire(ville)
    ctx = ouvrir(ville)
    copie = tmp_path / "autre.dump"
    ville.serveur.sauvegarder(ville.adresse, copie)
    for n in range(4):
        agir(ctx, f"ensuite {n}")
    ctx.base.fermer()
    ville.serveur.remettre(ville.adresse, copie)
    assert len(phrases(ville)) == 2, "rows below the former head, and lost all the same"
    faite = faire(ville)
    assert (faite.commun, faite.manquent) == (commun + 1, 4)
    assert phrases(ville) == []
    for dite in dites(ville):
        assert f"ce que déclare la ligne {commun + 1} ;" in dite, "the first one is told for ever"
        assert f"ce que déclare la ligne {commun + 2} ;" in dite
    # A row of the journal cut off under the same heads is no restoration that anybody declared.
    with psycopg.connect(ville.adresse.url, autocommit=True) as c:
        c.execute("SET session_replication_role = replica")
        c.execute("DELETE FROM journal WHERE seq = %s", (commun + 2,))
    assert [p for p in phrases(ville) if "témoin" in p]
    with pytest.raises(IntegriteRompue, match="rien n’a été déclaré"):
        faire(ville)


def test_les_autres_machines_l_apprennent(ville: Ville, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: machine B contradicts for ever what A's supervisor declared."""
    agir_de_b(ville, monkeypatch, "20001")
    copie = tmp_path / "copie.dump"
    ville.serveur.sauvegarder(ville.adresse, copie)
    agir_de_b(ville, monkeypatch, "20002", "20003")
    ville.serveur.remettre(ville.adresse, copie)
    faite = faire(ville)
    assert faite.manquent == 2
    agir_de_b(ville, monkeypatch, "20004")
    with monkeypatch.context() as m:
        m.setenv("XDG_DATA_HOME", str(ville.machine_b))
        ctx = ouvrir(ville)
        [section] = temoins.sections(ctx.base.temoin)
        assert (section.commun, section.manquent) == (faite.commun, 2)
        assert verifier_base(ctx.base).anomalies == ()
        ctx.base.fermer()


def test_sans_temoin_de_la_ville_celui_de_la_machine_suffit(postgres: ServeurPostgres | str, tmp_path: Path) -> None:
    if isinstance(postgres, str):
        pytest.skip(postgres)
    adresse = postgres.copie()
    v = Ville(postgres, adresse, "", "", tmp_path / "b")
    commun = remise(v, tmp_path)
    assert len(phrases(v)) == 1
    assert faire(v).commun == commun
    assert phrases(v) == []
    postgres.jeter(adresse)


def test_un_temoin_de_ville_dans_un_fichier_aussi(
    postgres: ServeurPostgres | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if isinstance(postgres, str):
        pytest.skip(postgres)
    adresse = postgres.copie()
    monkeypatch.setenv("GUICHET_TEMOIN", str(tmp_path / "ville.temoin"))
    v = Ville(postgres, adresse, "", "", tmp_path / "b")
    remise(v, tmp_path)
    assert len(phrases(v)) == 2
    faire(v)
    assert phrases(v) == []
    ctx = ouvrir(v)
    agir(ctx, "ensuite")
    assert ctx.base.ville is not None
    assert ctx.base.ville.registre.derniere() == tete(v), "it follows the base that is there now"
    ctx.base.fermer()
    assert phrases(v) == []
    postgres.jeter(adresse)


def test_une_base_touchee_ne_se_declare_pas(ville: Ville, tmp_path: Path) -> None:
    """Lost otherwise: who rewrote a row calls it a restoration."""
    remise(ville, tmp_path)
    with psycopg.connect(ville.adresse.url, autocommit=True) as c:
        c.execute("SET session_replication_role = replica")
        c.execute("UPDATE agent SET role = 'administrateur'")
    for essai in (True, False):
        with pytest.raises(IntegriteRompue, match="rien n’a été déclaré"):
            faire(ville, essai=essai)


def test_un_temoin_recrit_ne_prouve_pas_une_restauration(ville: Ville, tmp_path: Path) -> None:
    remise(ville, tmp_path)
    with psycopg.connect(ville.maitre, autocommit=True) as c:
        c.execute("UPDATE temoin SET empreinte = %s WHERE seq = (SELECT max(seq) FROM temoin)", ("0" * 64,))
    with pytest.raises(IntegriteRompue, match="pas été écrit par Guichet"):
        faire(ville)


def test_qui_le_declare(ville: Ville, tmp_path: Path) -> None:
    remise(ville, tmp_path)
    ctx = ouvrir(ville)
    for role in ("agent", "regisseur"):
        with pytest.raises(DroitInsuffisant):
            declarer(ctx.pour(agent_courant("demo", "Nadia Benali", role)), verifier_base)
    ctx.base.fermer()


def test_un_fichier_n_a_rien_a_declarer(ctx_sqlite: Contexte) -> None:
    with pytest.raises(UsageIncorrect, match="guichet restaurer SAUVEGARDE"):
        declarer(ctx_sqlite, verifier_base)


def test_une_declaration_interrompue_se_termine_a_l_ouverture_suivante(ville: Ville, tmp_path: Path) -> None:
    """Killed once the act is sealed, or declared at two counters at once: one act, and witnesses that learn of it."""
    commun = remise(ville, tmp_path)
    ctx = ouvrir(ville)
    with ctx.lecture() as s:
        perdue = perte.etablir(s, [x for _, x in temoignage.sources(ctx.base)], None)
        assert perdue is not None
        section = temoins.Section(commun, restauration.tete(s), perdue.ancienne, perdue.manquent)
    with ctx.ecriture() as s:
        restauration.declarer(s, section, le=ctx.maintenant(), agent="demo", poste="poste 1")
    with pytest.raises(UsageIncorrect, match=r"déjà déclarée \(le 16/11/2026 à 14:07, par "):
        declarer(ctx, verifier_base)
    ctx.base.fermer()
    ouvrir(ville).base.fermer()
    assert phrases(ville) == []
    assert tete(ville) == commun + 1


def test_un_temoin_de_la_ville_qui_refuse_l_apprend_ensuite(ville: Ville, tmp_path: Path) -> None:
    """The act is sealed: what could not be told to the town is said, and told at the next opening."""
    remise(ville, tmp_path)
    with psycopg.connect(ville.maitre, autocommit=True) as c:
        c.execute("REVOKE INSERT ON temoin FROM compteur")
        faite = faire(ville)
        assert "refuse ce compte" in faite.temoin_en_attente
        assert [p for p in phrases(ville) if "de la ville" in p]
        c.execute("GRANT INSERT ON temoin TO compteur")
    ouvrir(ville).base.fermer()
    assert phrases(ville) == []
