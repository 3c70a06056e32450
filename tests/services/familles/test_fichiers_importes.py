"""Files that are not what they should be, and imports that are cut: one sentence, and nothing half written."""

from __future__ import annotations

import os
import signal
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.imports import ColonnesImportables, FichierImportIllisible
from guichet.imports import lecture
from guichet.imports.tables.encodage import reconnaitre
from guichet.services.familles.importation import importer_familles
from tests.bases import Horloge, contexte
from tests.fourches import Processus
from tests.services.fichiers_familles import FILS, JEUX, MERE, TITRES, ecrire


def octets(contenu: bytes) -> Callable[[Path], Path]:
    def poser(dossier: Path) -> Path:
        fichier = dossier / "f.csv"
        fichier.write_bytes(contenu)
        return fichier

    return poser


def classeur(dossier: Path) -> Path:
    fichier = dossier / "familles.xlsx"
    with zipfile.ZipFile(fichier, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return fichier


def tube(dossier: Path) -> Path:
    os.mkfifo(dossier / "tube")
    return dossier / "tube"


TITRES_OCTETS = TITRES.encode() + b"\r\n"
ETRANGES: list[tuple[str, Callable[[Path], Path], str]] = [
    ("absent", lambda d: d / "rien.csv", "Il n’y a pas de fichier"),
    ("dossier", lambda d: d, "est un dossier"),
    ("tube", tube, "fichier spécial"),
    ("vide", octets(b""), "est vide"),
    ("blanc", octets(b"\r\n \r\n"), "n’a qu’une colonne"),
    ("classeur", classeur, "enregistrez-le au format CSV"),
    ("vieux classeur", octets(b"\xd0\xcf\x11\xe0" + b"\x00" * 600), "ancien classeur"),
    ("pdf", octets(b"%PDF-1.7\n1 0 obj"), "est un PDF"),
    ("archive", octets(b"\x1f\x8b\x08\x00"), "archive"),
    ("image", octets(b"\x89PNG\r\n"), "une image"),
    ("binaire", octets(bytes(range(256)) * 40), "n’est pas un fichier de texte"),
    ("hors cp1252", octets(b"code;nom\r\n\x81\x8d\x81\x8d;\xe9\r\n"), "n’est pas un fichier de texte"),
    ("un octet hors cp1252", octets(b"code;nom\r\n1;L\xe9ger\r\n2;\x81;\xe9\r\n"), "un signe qui n’est pas du texte à la ligne 3"),
    ("un zéro", octets(b"code;nom\r\n1;L\0ger\r\n"), "un signe qui n’est pas du texte à la ligne 2"),
    ("des zéros", octets(b"code;nom\r\r1;Leger\r2;Mo\0u\0\r"), "2 signes qui ne sont pas du texte, le premier à la ligne 4"),
    ("deux encodages", octets(TITRES_OCTETS + MERE.encode() + b"\r\n" + FILS.replace("Joseph", "Noé").encode("cp1252")), "deux encodages"),
    ("utf-16 coupé", octets("code;nom\r\né".encode("utf-16")[:-1]), "abîmé ou coupé"),
    ("une colonne", octets(b"code_famille\r\n20001\r\n"), "n’a qu’une colonne"),
    ("titres seuls", octets(TITRES_OCTETS), "n’a que sa ligne de titres"),
    ("sans titres", octets(MERE.encode() + b"\r\n" + FILS.encode()), "doit nommer les colonnes"),
    ("autre tableau", octets(b"date;montant\r\n01/01/2026;12,50\r\n"), "il y manque code_famille, role, nom, prenom"),
    ("deux fois", octets(b"code;role;nom;prenom;mail;e-mail\r\n1;enfant;a;b;;\r\n"), "disent la même chose"),
    ("guillemet ouvert", octets(TITRES_OCTETS + MERE.encode() + b'\r\n20001;enfant;G;"Launay;;Tom\r\n' + (MERE.encode() + b"\r\n") * 3), "ouvert à la ligne 3"),
    ("guillemet avalant", octets(TITRES_OCTETS + b'20001;enfant;G;"Launay;;Tom\r\n' + (MERE.encode() + b"\r\n") * 50 + b'2;enfant;;"A";;B\r\n'), "ouvert à la ligne 2"),
    ("guillemet long", octets(TITRES_OCTETS + b'20001;enfant;G;"Launay\r\n' + b"x\r\n" * 25 + b'";;B\r\n'), "ouvert à la ligne 2"),
    ("ligne immense", octets(TITRES_OCTETS + b"20001;enfant;" + b"a" * 10_000_000), "La ligne 2 de f.csv dépasse"),
]  # fmt: skip


@pytest.mark.parametrize(("nom", "poser", "phrase"), ETRANGES, ids=[e[0] for e in ETRANGES])
def test_un_fichier_qui_n_en_est_pas_un_recoit_une_phrase(
    ctx_sqlite: Contexte, tmp_path: Path, nom: str, poser: Callable[[Path], Path], phrase: str
) -> None:
    """Lost otherwise: a traceback at eight in the morning, or rubbish in the base."""
    dossier = tmp_path / nom
    dossier.mkdir()
    with pytest.raises((FichierImportIllisible, ColonnesImportables)) as refus:
        importer_familles(ctx_sqlite, poser(dossier))
    assert phrase in refus.value.message
    assert "\n" not in refus.value.message
    assert isinstance(refus.value, UsageIncorrect)
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM famille") == (0,)


def test_un_fichier_illisible_se_dit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a traceback for a file of another user, or of a broken disk (root reads anything: simulated)."""
    fichier = ecrire(tmp_path, MERE)
    for erreur, phrase in (
        (PermissionError(13, "Permission denied"), "droit de le lire"),
        (OSError(5, "Input/output error"), "disque en panne"),
    ):

        def refuser(*_: object, panne: OSError = erreur) -> None:
            raise panne

        monkeypatch.setattr(Path, "open", refuser)
        with pytest.raises(FichierImportIllisible, match=phrase):
            reconnaitre(fichier)


def test_une_grosse_ligne_ne_remplit_pas_la_memoire(tmp_path: Path) -> None:
    """Lost otherwise: the counter's machine, by a file of one line of 200 MB."""
    import tracemalloc

    fichier = tmp_path / "f.csv"
    fichier.write_bytes(TITRES_OCTETS + b"x" * 20_000_000)
    tracemalloc.start()
    with pytest.raises(FichierImportIllisible):
        lecture.ouvrir(fichier)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_seules_les_familles_eparpillees_attendent_en_memoire(tmp_path: Path) -> None:
    """Lost otherwise: the flat memory promised for any size of file."""
    lignes = [MERE.replace("20001", str(code)) for code in range(30000, 30050)]
    tableau = lecture.ouvrir(ecrire(tmp_path, *lignes, FILS.replace("20001", "30007")))
    assert tableau.epars == {"30007"}
    assert [len(groupe) for groupe in tableau.familles()] == [1] * 49 + [2]


# --- kill -9 ------------------------------------------------------------------------------------------------

PROGRAMME = """
import sys
from pathlib import Path
from guichet.base import Adresse
from guichet.services.familles import importation
from tests.bases import Horloge, contexte

importation.LOT = 20
ctx = contexte(Adresse(Path(sys.argv[1])), Horloge())
def dire(fait, total):
    print(fait, flush=True)
    if fait >= int(sys.argv[3]):
        sys.stdin.read()
importation.importer_familles(ctx, Path(sys.argv[2]), avancement=dire)
print("fini", flush=True)
sys.stdin.read()
"""


def _grand(dossier: Path) -> Path:
    lignes = [ligne.replace("20001", str(code)) for code in range(30000, 30200) for ligne in (MERE, FILS)]
    return ecrire(dossier, *lignes)


@pytest.mark.lent
@pytest.mark.parametrize("arret", [1, 200, 400, 9_999])
def test_tue_pendant_l_import_rien_n_est_a_moitie(fichier_base: Path, tmp_path: Path, arret: int) -> None:
    """Lost otherwise: half a town after a power cut, and an import that cannot be run again."""
    fichier = _grand(tmp_path)
    p = Processus(PROGRAMME, str(fichier_base), str(fichier), str(arret))
    for sortie in p.stdout:
        if sortie.strip() == "fini" or int(sortie) >= arret:
            break
    p.send_signal(signal.SIGKILL)
    p.wait()
    p.communicate()
    _verifier_puis_reprendre(fichier_base, fichier, 200 if arret == 9_999 else 0)


@pytest.mark.lent
def test_tue_n_importe_quand_rien_n_est_a_moitie(fichier_base: Path, tmp_path: Path) -> None:
    """Lost otherwise: same as above, at moments nobody chose."""
    fichier = _grand(tmp_path)
    p = Processus(PROGRAMME, str(fichier_base), str(fichier), "9999")
    p.stdin.close()
    p.stdout.readline()
    time.sleep(0.05)
    p.kill()
    p.communicate()
    _verifier_puis_reprendre(fichier_base, fichier, None)


def _verifier_puis_reprendre(base: Path, fichier: Path, attendues: int | None) -> None:
    ctx = contexte(Adresse(base), Horloge())
    with ctx.lecture() as s:
        assert s.une("PRAGMA integrity_check") == ("ok",)
        assert s.lignes("PRAGMA foreign_key_check") == []
        vues = s.une("SELECT count(*) FROM famille")
        actes = s.une("SELECT count(*) FROM journal WHERE type = 'import.familles'")
    assert vues in ([(0,), (200,)] if attendues is None else [(attendues,)])
    assert actes == ((1,) if vues == (200,) else (0,))
    rapport = importer_familles(ctx, fichier)
    assert rapport.creees + rapport.inchangees == 200
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM famille") == (200,)
        assert s.une("SELECT count(*) FROM personne") == (400,)
    ctx.base.fermer()


def test_un_import_refuse_en_route_ne_laisse_rien(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the first thousand families of an import whose progress was interrupted with Ctrl+C."""

    def interrompre(fait: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importer_familles(ctx, JEUX / "familles-cp1252.csv", avancement=interrompre)
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM famille") == (0,)
    assert importer_familles(ctx, JEUX / "familles-cp1252.csv").creees == 40
