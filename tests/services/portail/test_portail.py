"""What the portal is told: everything, once, and nothing it can be robbed of on the way."""

from __future__ import annotations

import base64
import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant, UsageIncorrect
from guichet.erreurs.identifiants import LotRefuse
from guichet.registres.socle.hachage import conforme
from guichet.regles.portail.compte_portail import ModeComptePortail
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.services.portail import exportation, identifiants
from tests.fourches import Processus
from tests.patience import TROP_LONG_S
from tests.services.guichet_identifiants import colonne, compter, installer, ville
from tests.services.processus import RENOMMER

CNI = PieceIdentite.CNI


def lire(texte: str) -> list[dict[str, Any]]:
    return [json.loads(ligne) for ligne in texte.splitlines()]


def test_une_ligne_par_geste(ctx: Contexte) -> None:
    """docs/format-portail.md, field by field."""
    f = installer(ctx)
    remis = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert remis.compte is not None
    identifiants.suspendre(ctx, remis.compte.compte_id, MotifSuspension.DEMANDE)
    sortie = io.StringIO()
    assert exportation.exporter(ctx, sortie) == 2
    premiere, seconde = lire(sortie.getvalue())
    hache = premiere.pop("hash")
    assert conforme(hache, remis.mot_de_passe or "")
    assert premiere == {
        "format": 1,
        "lot": "00000001",
        "rang": 1,
        "numero": premiere["numero"],
        "le": "2026-11-16T13:07:00Z",
        "geste": "emettre",
        "code_famille": "20421-K",
        "compte": remis.compte.compte_id,
        "mode": "courriel",
        "identifiant": "sophie.leger-martin",
        "expire_le": "2026-11-23T13:07:00Z",
        "doit_changer": True,
        "secret_scelle": None,
        "courriel": "sophie.leger@exemple.fr",
    }
    assert (seconde["geste"], seconde["hash"], seconde["expire_le"]) == ("suspendre", None, None)
    documentes = Path("docs/format-portail.md").read_text(encoding="utf-8")
    assert all(f"| `{champ}` |" in documentes for champ in (*premiere, "hash"))


def test_chaque_ligne_une_fois(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: a password reset twice on the portal, the second time to a stale one."""
    f, g = installer(ctx), installer(ctx, "20988")
    identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert exportation.exporter(ctx, tmp_path) == 1
    assert exportation.exporter(ctx, tmp_path) == 0
    identifiants.emettre(ctx, famille_id=g.famille, personne_id=g.sophie, piece=CNI)
    assert exportation.exporter(ctx, tmp_path) == 1
    lots = sorted(tmp_path.glob("portail-*.jsonl"))
    assert [lot.name for lot in lots] == ["portail-00000001.jsonl", "portail-00000002.jsonl"]
    numeros = [ligne["numero"] for lot in lots for ligne in lire(lot.read_text(encoding="utf-8"))]
    assert len(set(numeros)) == len(numeros) == 2
    assert stat.S_IMODE(lots[0].stat().st_mode) == 0o600
    assert colonne(ctx, "SELECT objet FROM journal WHERE type = 'portail.exporter' ORDER BY seq") == [
        "00000001", "00000002",
    ]  # fmt: skip


def test_un_fichier_nomme_n_ecrase_pas_un_autre_lot(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """A cron job that always names the same file would lose the lot the portal has not taken yet."""
    f, g = installer(ctx_sqlite), installer(ctx_sqlite, "20988")
    fichier = tmp_path / "pour-le-portail.jsonl"
    identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    exportation.exporter(ctx_sqlite, fichier)
    avant = fichier.read_bytes()
    identifiants.emettre(ctx_sqlite, famille_id=g.famille, personne_id=g.sophie, piece=CNI)
    with pytest.raises(LotRefuse, match="le lot 00000001"):
        exportation.exporter(ctx_sqlite, fichier)
    assert fichier.read_bytes() == avant
    notes = tmp_path / "notes.txt"
    notes.write_text("rien à voir", encoding="utf-8")
    with pytest.raises(LotRefuse, match="un autre contenu"):
        exportation.exporter(ctx_sqlite, notes)
    assert exportation.exporter(ctx_sqlite, tmp_path) == 1


def test_dossier_absent(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Nothing is marked when nothing could be written."""
    f = installer(ctx_sqlite)
    identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    with pytest.raises(UsageIncorrect, match="ne peut pas être écrit"):
        exportation.exporter(ctx_sqlite, tmp_path / "absent" / "lot.jsonl")
    assert compter(ctx_sqlite, "envoi_exporte") == 0


def test_sortie_fermee(ctx_sqlite: Contexte) -> None:
    """A pipe that breaks leaves the lot to be exported again."""

    class Rompue(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    f = installer(ctx_sqlite)
    identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    with pytest.raises(BrokenPipeError):
        exportation.exporter(ctx_sqlite, Rompue())
    assert exportation.exporter(ctx_sqlite, io.StringIO()) == 1


def test_secret_scelle_pour_le_portail_seul(ctx: Contexte) -> None:
    """With the portal's public key, the password can be mailed by the portal and read by nobody else."""
    from nacl.public import PrivateKey, SealedBox

    prive = PrivateKey.generate()
    c = ville(ctx, cle_publique=base64.b64encode(bytes(prive.public_key)).decode())
    f = installer(ctx)
    au_guichet = identifiants.emettre(c, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert au_guichet.compte
    par_courriel = identifiants.reinitialiser(c, compte_id=au_guichet.compte.compte_id, piece=CNI, canal=Canal.COURRIEL)
    assert par_courriel.mot_de_passe is None
    sortie = io.StringIO()
    exportation.exporter(c, sortie)
    ouverts = [
        SealedBox(prive).decrypt(base64.b64decode(ligne["secret_scelle"])).decode() for ligne in lire(sortie.getvalue())
    ]
    assert ouverts[0] == au_guichet.mot_de_passe
    assert [conforme(ligne["hash"], clair) for ligne, clair in zip(lire(sortie.getvalue()), ouverts, strict=True)] == [
        True, True,
    ]  # fmt: skip


def test_droit_d_exporter(ctx_sqlite: Contexte) -> None:
    agent = ctx_sqlite.pour(agent_courant("accueil", "C", "agent"))
    with pytest.raises(DroitInsuffisant):
        exportation.exporter(agent, io.StringIO())


EXPORT = """
import sys
from pathlib import Path
from tests.services.processus import ouvrir
from guichet.services.portail import exportation as portail
ctx = ouvrir(sys.argv[1], sys.argv[3])
print(portail.exporter(ctx, Path(sys.argv[2])))
"""


def _exporter(base: Path, dossier: Path, mourir_a: str = "") -> Processus:
    return Processus(EXPORT, str(base), str(dossier), mourir_a)


def test_deux_exports_a_la_fois(ctx_sqlite: Contexte, fichier_base: Path, tmp_path: Path) -> None:
    """Two machines run the nightly export at the same minute: each record is in one lot."""
    for n in range(5):
        f = installer(ctx_sqlite, f"2050{n}")
        identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    dossier = tmp_path / "lots"
    dossier.mkdir()
    en_cours = [_exporter(fichier_base, dossier) for _ in range(2)]
    comptes = sorted(int(p.communicate(timeout=TROP_LONG_S)[0]) for p in en_cours)
    assert comptes == [0, 5]
    (lot,) = dossier.iterdir()
    assert len(lot.read_text(encoding="utf-8").splitlines()) == 5


@pytest.mark.parametrize(
    ("mourir_a", "fichiers"),
    [("SELECT e.id AS numero", 0), (RENOMMER, 0), ("INSERT INTO envoi_exporte", 1), ("COMMIT", 1)],
)
def test_tue_pendant_l_export(
    ctx_sqlite: Contexte, fichier_base: Path, tmp_path: Path, mourir_a: str, fichiers: int
) -> None:
    """kill -9 before the rename leaves no lot, after it a whole one; the next run gives the same lot again."""
    f = installer(ctx_sqlite)
    identifiants.emettre(ctx_sqlite, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    dossier = tmp_path / "lots"
    dossier.mkdir()
    mort = _exporter(fichier_base, dossier, mourir_a)
    mort.communicate(timeout=TROP_LONG_S)
    assert mort.returncode == -9
    presents = list(dossier.glob("portail-*.jsonl"))
    assert len(presents) == fichiers
    assert all(len(lire(p.read_text(encoding="utf-8"))) == 1 for p in presents)
    assert compter(ctx_sqlite, "envoi_exporte") == 0
    identifiants.emettre(
        ctx_sqlite, famille_id=f.famille, personne_id=f.karim, piece=CNI, mode=ModeComptePortail.GUICHET
    )
    assert exportation.exporter(ctx_sqlite, dossier) == 2
    (lot,) = dossier.iterdir()
    assert lot.name == "portail-00000001.jsonl"
    assert [ligne["rang"] for ligne in lire(lot.read_text(encoding="utf-8"))] == [1, 2]


def test_un_lecteur_qui_dort_ne_tient_personne(ctx: Contexte) -> None:
    """Lost otherwise: `guichet identifiants exporter | less` stops every counter of the town."""
    f = installer(ctx)
    remis = identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    assert remis.compte is not None
    compte = remis.compte.compte_id

    class Dort(io.StringIO):
        def write(self, texte: str) -> int:
            # While its reader sleeps, another counter works.
            identifiants.suspendre(ctx, compte, MotifSuspension.DEMANDE)
            return super().write(texte)

    sortie = Dort()
    donnes = exportation.exporter(ctx, sortie)
    assert donnes == len(sortie.getvalue().splitlines())
    suite = io.StringIO()
    assert exportation.exporter(ctx, suite) == 1, "what was written meanwhile is for the next lot"
    assert not set(sortie.getvalue().splitlines()) & set(suite.getvalue().splitlines())


def test_un_export_parti_pendant_un_autre_est_refuse(ctx: Contexte) -> None:
    f = installer(ctx)
    identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=PieceIdentite.CNI)

    class Double(io.StringIO):
        def write(self, texte: str) -> int:
            assert exportation.exporter(ctx, io.StringIO()) == 1
            return super().write(texte)

    with pytest.raises(LotRefuse, match="autre export"):
        exportation.exporter(ctx, Double())
