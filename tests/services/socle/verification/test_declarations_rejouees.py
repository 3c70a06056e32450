"""A declaration is worth what its act is, once: said again, or lost with a second pg_restore, it hides nothing."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from guichet.base.temoin.fichier import en_section
from guichet.erreurs import IntegriteRompue
from guichet.registres.socle.temoins import restauration
from tests.services.socle.verification.test_declarer_restauration import faire, ouvrir, remise
from tests.services.socle.verification.test_temoin_ville import Ville, agir, phrases, ville

__all__ = ["ville"]


def agissant(v: Ville, *quoi: str) -> None:
    ctx = ouvrir(v)
    for nom in quoi:
        agir(ctx, nom)
    ctx.base.fermer()


def section(v: Ville) -> tuple[int, str]:
    """The restoration that the journal tells, as a witness writes it, with one space more."""
    ctx = ouvrir(v)
    with ctx.lecture() as s:
        dite = restauration.declarees(s)[-1]
    ctx.base.fermer()
    return dite.tete.seq, en_section(dite).decode().strip().replace(" ", "  ")


def ajouter(v: Ville, seq: int, empreinte: str) -> None:
    """What the account of the counters may do by itself: insert."""
    with psycopg.connect(v.maitre, autocommit=True) as c:
        base = "(SELECT base FROM temoin LIMIT 1)"
        c.execute(f"INSERT INTO temoin (base, seq, empreinte, mac) VALUES ({base}, %s, %s, '')", (seq, empreinte))


def test_une_declaration_recopiee_dans_le_temoin_ne_cache_rien(ville: Ville, tmp_path: Path) -> None:
    """Lost otherwise: who may only add to the witness cuts the journal's end under an old, true restoration."""
    remise(ville, tmp_path)
    faire(ville)
    agissant(ville, "ensuite")
    copie = tmp_path / "ensuite.dump"
    ville.serveur.sauvegarder(ville.adresse, copie)
    agissant(ville, "a cacher 1", "a cacher 2")
    assert phrases(ville) == []
    ville.serveur.remettre(ville.adresse, copie)
    assert len(phrases(ville)) == 2
    ajouter(ville, *section(ville))
    ctx = ouvrir(ville)
    with ctx.base.temoin.open("ab") as f:
        f.write(section(ville)[1].encode() + b"\n")
    ctx.base.fermer()
    assert len(phrases(ville)) == 2
    faite = faire(ville)
    assert faite.manquent == 2
    assert phrases(ville) == []


def test_une_sauvegarde_remise_deux_fois_se_declare_deux_fois(ville: Ville, tmp_path: Path) -> None:
    """Lost otherwise: the first declaration went with the second pg_restore, and nothing could be declared any more."""
    commun = remise(ville, tmp_path)
    faire(ville)
    ville.serveur.remettre(ville.adresse, tmp_path / "copie.dump")
    assert len(phrases(ville)) == 2
    faite = faire(ville)
    assert (faite.commun, faite.ancienne, faite.manquent) == (commun, commun + 1, 1)
    assert phrases(ville) == []
    agissant(ville, "ensuite")
    assert phrases(ville) == []


def test_une_declaration_que_rien_n_a_dite_n_est_pas_une_restauration(ville: Ville, tmp_path: Path) -> None:
    """A line that anybody may add says that a copy was put back: it is no ground to declare anything."""
    remise(ville, tmp_path)
    zero = "0" * 64
    ajouter(ville, 10**9, f"restauration 0 1000000000 {zero} 1000000001 {zero} 1")
    assert len(phrases(ville)) == 2
    with pytest.raises(IntegriteRompue, match="rien n’a été déclaré"):
        faire(ville)


def test_ce_qui_manque_se_compte_depuis_ce_qui_fut_vu_avant(ville: Ville, tmp_path: Path) -> None:
    """Acts done since it was put back, seen by witnesses with gaps, were counted as kept from the former base."""
    commun = remise(ville, tmp_path)
    agissant(ville, "depuis 1")
    # The town's line was away for the first two, and this machine has no witness of its own.
    with psycopg.connect(ville.maitre, autocommit=True) as c:
        c.execute(
            "DELETE FROM temoin WHERE seq IN (%s, %s) AND le < (SELECT max(le) FROM temoin)", (commun + 1, commun + 2)
        )
    ctx = ouvrir(ville)
    ctx.base.temoin.unlink()
    ctx.base.fermer()
    essai = faire(ville, essai=True)
    assert (essai.commun, essai.ancienne, essai.exacte) == (commun, commun + 3, False)
