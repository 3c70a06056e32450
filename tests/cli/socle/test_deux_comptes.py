"""Whose a base is, tried with real Unix accounts: whoever could read it read births and PAI past every right."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.comptes import RAISON, Comptes, preparer

MDP = "un long mot de passe"
pytestmark = [pytest.mark.skipif(os.geteuid() != 0, reason=RAISON), pytest.mark.lent]


@pytest.fixture(scope="module")
def comptes() -> Iterator[Comptes]:
    yield from preparer()


@pytest.fixture
def lieu(comptes: Comptes) -> Iterator[Path]:
    """A place where each of them may make a folder."""
    chemin = comptes.dossier / "lieu"
    chemin.mkdir()
    chemin.chmod(0o1777)
    yield chemin
    shutil.rmtree(chemin)


def creer(comptes: Comptes, base: Path, *suite: str, umask: int) -> None:
    faite = comptes.guichet(
        comptes.un, "init", "--commune", "clairval", "--base", str(base), *suite, "--mot-de-passe-stdin",
        entree=f"{MDP}\n", umask=umask,
    )  # fmt: skip
    assert faite.code == 0, faite.dit


def connecter(comptes: Comptes, compte: str, base: Path, *suite: str, umask: int = 0o022) -> None:
    ouverte = comptes.guichet(
        compte, "connexion", "admin", "--base", str(base), "--pour-script", "--mot-de-passe-stdin", *suite,
        entree=f"{MDP}\n", umask=umask,
    )  # fmt: skip
    assert ouverte.code == 0, ouverte.dit


def tenir(base: Path) -> None:
    """A counter at work: said while it holds -wal and -shm."""
    from guichet.base import Adresse
    from guichet.base.poste.postes import tenir as tenir_poste
    from guichet.contexte import horloge_systeme, ouvrir
    from guichet.services.socle import entretien

    ctx = ouvrir(Adresse(base), poste=f"poste {os.geteuid()}")
    tenue = tenir_poste(ctx.base.adresse, ctx.ici, qui="x", depuis=horloge_systeme())
    with ctx.ecriture() as s:
        s.ordre("UPDATE agent SET echecs = echecs")
    entretien.purger_consultations(ctx)
    for fichier in sorted(base.parent.rglob("*")):
        s_ = fichier.stat()
        print(fichier.relative_to(base.parent), f"{stat.S_IMODE(s_.st_mode):o}", s_.st_gid)
    tenue.rendre()
    ctx.base.fermer()


def droits(dit: str) -> dict[str, tuple[str, int]]:
    return {nom: (bits, int(gid)) for nom, bits, gid in (ligne.split() for ligne in dit.splitlines())}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_une_base_nait_a_son_seul_compte_quel_que_soit_l_umask(comptes: Comptes, lieu: Path, umask: int) -> None:
    base = lieu / "ville" / "guichet.db"
    creer(comptes, base, umask=umask)
    connecter(comptes, comptes.un, base, umask=umask)
    vus = comptes.faire(comptes.un, lambda: tenir(base), umask=umask)
    assert vus.code == 0, vus.dit
    tous = droits(vus.dit)
    assert {"guichet.db", "guichet.db-wal", "guichet.db-shm", "guichet.db.file", "guichet.db.temoin"} <= tous.keys()
    assert {bits for nom, (bits, _) in tous.items() if nom != "guichet.db.postes"} == {"600"}
    assert tous["guichet.db.postes"][0] == "700"
    assert stat.S_IMODE(base.parent.stat().st_mode) == 0o700
    base.parent.chmod(0o755)  # even in a folder that all may cross
    for nom in tous:
        if nom != "guichet.db.postes" and (chemin := base.parent / nom).exists():
            lue = comptes.faire(comptes.deux, lambda c=chemin: os.close(os.open(c, os.O_RDONLY)))
            assert (lue.code, "PermissionError" in lue.dit) == (99, True), nom
    refus = comptes.guichet(comptes.deux, "agents", "--base", str(base))
    assert refus.code == 4, refus.dit


@pytest.mark.parametrize(("umask_un", "umask_deux"), [(0o077, 0o000), (0o000, 0o077), (0o022, 0o022)])
def test_une_base_partagee_l_est_en_entier_et_avec_le_groupe_seul(
    comptes: Comptes, lieu: Path, umask_un: int, umask_deux: int
) -> None:
    base = lieu / "ville" / "guichet.db"
    creer(comptes, base, "--partage", comptes.groupe, umask=umask_un)
    gid = base.stat().st_gid
    cles = base.with_name("guichet.db.cles")
    proprietaire = cles.stat().st_uid
    for compte, umask in ((comptes.deux, umask_deux), (comptes.un, umask_un), (comptes.deux, umask_deux)):
        connecter(comptes, compte, base, umask=umask)
        vus = comptes.faire(compte, lambda: tenir(base), umask=umask)
        assert vus.code == 0, vus.dit
        tous = droits(vus.dit)
        assert {"guichet.db-wal", "guichet.db-shm", "guichet.db.file", "guichet.db.cles", "guichet.db.temoin"} <= set(
            tous
        )
        assert {d for nom, d in tous.items() if nom != "guichet.db.postes"} == {("660", gid)}, tous
        assert tous["guichet.db.postes"] == ("2770", gid)
        liste = comptes.guichet(compte, "agents", "--base", str(base), umask=umask)
        assert liste.code == 0, liste.dit
    assert cles.stat().st_uid == proprietaire, "the last to log in does not take the keys"
    copies = comptes.guichet(comptes.deux, "sauvegarder", str(lieu / "copies"), "--base", str(base), umask=umask_deux)
    assert copies.code == 0, copies.dit
    faites = [f for f in (lieu / "copies").iterdir() if "sauvegarde.file" not in f.name]
    assert len(faites) == 2
    assert {(stat.S_IMODE(f.stat().st_mode), f.stat().st_gid) for f in faites} == {(0o660, gid)}
    assert comptes.guichet(comptes.un, "sauvegarder", str(lieu / "copies"), "--base", str(base)).code in (0, 1)
    sain = comptes.guichet(comptes.deux, "diagnostic", "--base", str(base), "--format", "json")
    assert f"partagée avec le groupe « {comptes.groupe} »" in sain.dit.replace("\u00a0", " ")
    refus = comptes.guichet(comptes.dehors, "agents", "--base", str(base))
    assert refus.code == 4, refus.dit
    for nom in ("guichet.db", "guichet.db.cles", "guichet.db.file", "guichet.db.temoin"):
        lue = comptes.faire(comptes.dehors, lambda n=nom: os.close(os.open(base.with_name(n), os.O_RDONLY)))
        assert "PermissionError" in lue.dit


def test_on_ne_partage_qu_avec_un_groupe_dont_on_est(comptes: Comptes, lieu: Path) -> None:
    def essayer(compte: str, groupe: str, base: Path) -> str:
        refus = comptes.guichet(
            compte, "init", "--commune", "clairval", "--base", str(base), "--partage", groupe, "--mot-de-passe-stdin",
            entree=f"{MDP}\n",
        )  # fmt: skip
        assert refus.code in (1, 2), refus.dit
        assert not base.exists()
        return refus.dit.replace("\u00a0", " ")

    assert "n’existe pas" in essayer(comptes.un, "groupe-de-personne", lieu / "v" / "a.db")
    assert "Vous n’êtes pas du groupe" in essayer(comptes.dehors, comptes.groupe, lieu / "v" / "a.db")
    prive = comptes.dossier / comptes.un
    assert f"chmod 2770 {prive}" in essayer(comptes.un, comptes.groupe, prive / "a.db")


def test_ni_les_cles_ni_les_jetons_d_un_compte_n_ouvrent_de_session_a_un_autre(comptes: Comptes, lieu: Path) -> None:
    """A copy made as the program advises acted as administrator; even the token itself serves nobody else."""
    base, cles = lieu / "ville" / "guichet.db", lieu / "cles"
    creer(comptes, base, "--partage", comptes.groupe, umask=0o022)
    shutil.copy(base.with_name("guichet.db.cles"), cles)
    connecter(comptes, comptes.un, base)
    shutil.chown(cles, comptes.deux, comptes.deux)
    copie = comptes.guichet(comptes.deux, "agents", "--base", str(base), GUICHET_CLES=str(cles))
    assert copie.code == 1, copie.dit
    assert "Aucune session" in copie.dit
    tous = [f for f in (comptes.dossier / comptes.un).rglob("sessions-*") if f.suffix == ""]
    jetons = max(tous, key=lambda f: f.stat().st_mtime_ns)
    assert stat.S_IMODE(jetons.stat().st_mode) == 0o600
    chez_deux = comptes.dossier / comptes.deux / jetons.relative_to(comptes.dossier / comptes.un)
    shutil.copytree(jetons.parent, chez_deux.parent, dirs_exist_ok=True)
    for f in (chez_deux.parent, *chez_deux.parent.iterdir()):
        shutil.chown(f, comptes.deux, comptes.deux)
    vole = comptes.guichet(comptes.deux, "agents", "--base", str(base))
    assert vole.code == 1, vole.dit
    assert comptes.guichet(comptes.un, "agents", "--base", str(base)).code == 0
