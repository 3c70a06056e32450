"""A backup is worth what a restoration would be: taken while counters write, read back, and it opens."""

from __future__ import annotations

import multiprocessing
import stat
from pathlib import Path

import pytest

from guichet.base import Adresse, ouvrir_base
from guichet.contexte import Contexte
from guichet.erreurs import IntegriteRompue, UsageIncorrect
from guichet.services.socle.sauvegarde import sauvegarder
from guichet.services.socle.verification import verifier_base
from tests.bases import Horloge, contexte, sceller
from tests.patience import TROP_LONG_S
from tests.services.socle.verification.test_journal_et_temoin import forcer


def ecrire_sans_fin(base: str, debut: object, fin: object) -> None:
    """One counter: acts one after the other until told to stop, a thousand at most."""
    ctx = contexte(Adresse(Path(base)), Horloge())
    for rang in range(1000):
        with ctx.ecriture() as s:
            sceller(s, ctx, "essai", str(rang))
        debut.release()  # type: ignore[attr-defined]
        if fin.is_set():  # type: ignore[attr-defined]
            break
    ctx.base.fermer()


def test_elle_se_prend_pendant_que_huit_guichets_ecrivent(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: pages of several moments, found torn on the day the disk dies."""
    fichier = ctx_sqlite.base.adresse.fichier
    assert fichier is not None
    processus = multiprocessing.get_context("spawn")
    debut, fin = processus.Semaphore(0), processus.Event()
    guichets = [processus.Process(target=ecrire_sans_fin, args=(str(fichier), debut, fin)) for _ in range(8)]
    for guichet in guichets:
        guichet.start()
    try:
        for _ in range(16):
            assert debut.acquire(timeout=TROP_LONG_S)
        faite = sauvegarder(ctx_sqlite, tmp_path / "copies", verifier_base)
    finally:
        fin.set()
        for guichet in guichets:
            guichet.join(TROP_LONG_S)
    assert [guichet.exitcode for guichet in guichets] == [0] * 8
    copie = ouvrir_base(Adresse(faite.fichier))
    copie.cle = ctx_sqlite.base.cle
    try:
        rapport = verifier_base(copie)
        assert rapport.sain, rapport.anomalies
        assert (rapport.tete_seq, rapport.tete_empreinte) == (faite.tete_seq, faite.tete_empreinte)
        assert rapport.tete_seq >= 16
    finally:
        copie.fermer()
    assert verifier_base(ctx_sqlite.base).sain


def test_la_copie_n_est_lisible_que_de_son_compte_et_n_a_pas_de_compagnon(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: births and PAI readable by every account of the machine, or half of a base carried away."""
    faite = sauvegarder(ctx_sqlite, tmp_path / "copies", verifier_base)
    temoin = faite.fichier.with_name(faite.fichier.name + ".temoin")
    assert {f for f in faite.fichier.parent.iterdir() if not f.name.startswith(".")} == {faite.fichier, temoin}
    assert {stat.S_IMODE(f.stat().st_mode) for f in (faite.fichier, temoin)} == {0o600}
    assert stat.S_IMODE(faite.fichier.parent.stat().st_mode) == 0o700


def test_la_rotation_ne_retire_que_les_siennes(ctx_sqlite: Contexte, horloge: Horloge, tmp_path: Path) -> None:
    """Lost otherwise: a disk that fills in a month, or another file of the folder removed."""
    dossier = tmp_path / "copies"
    dossier.mkdir()
    (dossier / "guichet-2026-01-01-120000.db.txt").write_text("une note")
    (dossier / "autre-2026-01-01-120000.db").write_text("une autre base")
    faites = []
    for _ in range(4):
        faites.append(sauvegarder(ctx_sqlite, dossier, verifier_base, garder=2))
        horloge.avancer(minutes=1)
    restent = {f.name for f in dossier.glob("guichet-*.db")}
    assert restent == {f.fichier.name for f in faites[2:]}
    assert faites[-1].retirees == (faites[1].fichier,)
    assert (dossier / "guichet-2026-01-01-120000.db.txt").exists()
    assert (dossier / "autre-2026-01-01-120000.db").exists()
    assert not list(dossier.glob(".*.chantier*"))


def test_une_base_abimee_n_efface_pas_les_bonnes_copies(ctx_sqlite: Contexte, horloge: Horloge, tmp_path: Path) -> None:
    """Lost otherwise: thirty nights of a damaged base, and the last good copy rotated away."""
    bonne = sauvegarder(ctx_sqlite, tmp_path, verifier_base, garder=1)
    horloge.avancer(minutes=1)
    fichier = ctx_sqlite.base.adresse.fichier
    assert fichier is not None
    forcer(fichier, ("UPDATE journal SET contenu = '{}' WHERE seq = ?", (1,)))
    with pytest.raises(IntegriteRompue, match="ne se vérifie pas"):
        sauvegarder(ctx_sqlite, tmp_path, verifier_base, garder=1)
    assert bonne.fichier.exists()
    [premiere] = tmp_path.glob("guichet-*.suspecte")
    horloge.avancer(minutes=1)
    with pytest.raises(IntegriteRompue):
        sauvegarder(ctx_sqlite, tmp_path, verifier_base, garder=1)
    [derniere] = tmp_path.glob("guichet-*.suspecte")
    assert derniere > premiere, "a damaged base saved each night does not fill the disk"


def test_elle_est_dans_le_journal_et_dit_jusqu_ou(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: nobody knows since when no backup was made."""
    faite = sauvegarder(ctx_sqlite, tmp_path, verifier_base)
    with ctx_sqlite.lecture() as s:
        [(objet, contenu)] = s.lignes("SELECT objet, contenu FROM journal WHERE type = 'base.sauvegarder'")
    assert objet == faite.fichier.name
    assert f'"tete":{faite.tete_seq}' in contenu
    with pytest.raises(UsageIncorrect, match="au moins une"):
        sauvegarder(ctx_sqlite, tmp_path, verifier_base, garder=0)
