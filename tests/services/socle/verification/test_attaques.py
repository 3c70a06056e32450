"""The table of docs/securite.md is what `guichet verifier` really says: each way of writing without the program."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.cli.racine import main
from guichet.communes import chemin_preset, lire_preset
from guichet.regles.socle.droits import Role
from guichet.services.socle.initialisation import NouvelAgent, initialiser
from outils.attaques import ATTAQUES, REMARQUE, RIEN
from tests.bases import DEPART, Horloge, contexte, sceller
from tests.services.socle.verification.attaques import GESTES, REELLE
from tests.services.socle.verification.garnie import garnir

CHEF = NouvelAgent("chef", "Anne", "Roux", Role.ADMINISTRATEUR, "dix mots de passe")


@pytest.fixture(scope="module")
def lieux(gabarit: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A base with something in every sealed table, and the same some acts before."""
    from tests.bases import secrets_gabarit

    avant, apres = tmp_path_factory.mktemp("avant"), tmp_path_factory.mktemp("apres")
    fichier = apres / "guichet.db"
    for fin in ("", ".temoin"):
        shutil.copy(gabarit.with_name(gabarit.name + fin), fichier.with_name(fichier.name + fin))
    shutil.copy(secrets_gabarit().chemin, fichier.with_name("guichet.db.cles"))
    ctx = contexte(Adresse(fichier), Horloge())
    garnir(ctx)
    ctx.base.fermer()
    shutil.copytree(apres, avant, dirs_exist_ok=True)
    ctx = contexte(Adresse(fichier), Horloge())
    with ctx.ecriture() as s:
        s.ordre("UPDATE compte_portail SET etape = 3")
        sceller(s, ctx, "essai")
    ctx.base.fermer()
    return apres, avant


def reelle(dossier: Path) -> Path:
    """A base that is not for training."""
    fichier = dossier / "guichet.db"
    ville = lire_preset(chemin_preset("clairval"))
    initialiser(Adresse(fichier), ville, maintenant=DEPART, agents=[CHEF], code="x").fermer()
    return fichier


def verifier(fichier: Path, agent: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Its exit code, and what it says: anomalies, and the remarks on the witness."""
    capfd.readouterr()
    code = main(["verifier", "--base", str(fichier), "--agent", agent, "--format", "json"])
    sortie = capfd.readouterr()
    if not sortie.out:
        return code, [_simple(sortie.err).partition(" Règle")[0]]
    rapport = json.loads(sortie.out)["rapport"]
    remarques = [REMARQUE + c["remarque"] for c in rapport["controles"] if c["nom"] == "témoin" and c["remarque"]]
    return code, [_simple(dit) for dit in (*(a["phrase"] for a in rapport["anomalies"]), *remarques)]


def _simple(phrase: str) -> str:
    """Without what a terminal makes of spaces."""
    return " ".join(phrase.split())


def test_toutes_sont_jouees() -> None:
    assert [*GESTES] == [quoi for quoi, _ in ATTAQUES]


@pytest.mark.parametrize(("quoi", "dit"), ATTAQUES, ids=[quoi for quoi, _ in ATTAQUES])
def test_ce_que_verifier_en_dit(quoi: str, dit: str, lieux: tuple[Path, Path], tmp_path: Path, capfd) -> None:
    """Lost otherwise: a page that tells the town it would know, and a base that says nothing."""
    avant = tmp_path / "avant"
    shutil.copytree(lieux[1], avant)
    if quoi == REELLE:
        fichier, agent = reelle(tmp_path), "chef"
    else:
        shutil.copytree(lieux[0], tmp_path, dirs_exist_ok=True)
        fichier, agent = tmp_path / "guichet.db", "demo"
    GESTES[quoi](fichier, avant)
    code, phrases = verifier(fichier, agent, capfd)
    if dit == RIEN:
        assert (code, phrases) == (0, [])
        return
    assert code == (0 if dit.startswith(REMARQUE) else 3)
    with contexte(Adresse(fichier), Horloge()).base.lecture() as s:
        ((fin,),) = s.lignes("SELECT max(seq) FROM journal")
    assert _simple(dit.format(temoin=f"{fichier}.temoin", fin=fin, suite=fin + 1)) in phrases
