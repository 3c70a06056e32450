"""« It does not work »: what the supervisor reads out on the telephone must be true and say what to do."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.fiches.socle.diagnostic import EtatConstat
from guichet.registres.socle import machine
from guichet.services import familles
from guichet.services.comptoir import passages
from guichet.services.socle import entretien
from guichet.services.socle.diagnostic import diagnostiquer
from tests.bases import Horloge
from tests.services.foyer_simple import foyer


@pytest.fixture(autouse=True)
def _poste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("locale.getpreferredencoding", lambda _=True: "UTF-8")


def lire(adresse: Adresse, horloge: Horloge) -> dict[str, tuple[str, str]]:
    constats = diagnostiquer(adresse, horloge=horloge)
    assert len({c.nom for c in constats}) == len(constats)
    for c in constats:
        assert c.phrase.endswith("."), c
    return {c.nom: (c.etat.value, c.phrase) for c in constats}


def test_une_machine_en_ordre(adresse: Adresse, horloge: Horloge, monkeypatch) -> None:
    trouve = lire(adresse, horloge)
    attendus = {
        "python",
        "sqlite",
        "terminal",
        "polices",
        "disque",
        "réglages",
        "imprimante",
        "base",
        "horloge",
        "secrets",
    }
    assert set(trouve) == attendus | ({"témoin de la ville"} if adresse.postgres else {"droits"})
    assert adresse.postgres or trouve["droits"] == ("ok", "La base n’est lisible que de son compte.")
    assert trouve["base"][0] == "ok"
    assert ("PostgreSQL" if adresse.postgres else "journal wal") in trouve["base"][1]
    assert trouve["horloge"] == ("ok", "16/11/2026 14:07, heure de Paris.")
    assert trouve["secrets"][0] != "refus"


@pytest.mark.parametrize(
    ("quoi", "bits", "cures"),
    [
        ("guichet.db", 0o644, ["ouverte à tous les comptes", "chmod 600 {}/guichet.db"]),
        ("guichet.db", 0o666, ["ouverte à tous les comptes", "chmod 660 {}/guichet.db"]),
        ("guichet.db", 0o640, ["sans pouvoir l’écrire", "chmod 600 {}/guichet.db", "chmod 660 {}/guichet.db"]),
        ("guichet.db.temoin", 0o644, ["n’a pas les droits de la base", "chmod 600 {}/guichet.db.temoin"]),
        (".", 0o777, ["remplacer la base", "chmod o-w {}", "chmod g-w {}"]),
        (".", 0o770, ["remplacer la base", "chmod g-w {}"]),
    ],
)
def test_des_droits_trop_larges_se_disent_avec_leur_remede(fichier_base: Path, horloge, quoi, bits, cures) -> None:
    """Births and PAI read by whoever has an account on the machine, and nothing said so."""
    dossier = fichier_base.parent
    (dossier / quoi).chmod(bits)
    etat, phrase = lire(Adresse(fichier_base), horloge)["droits"]
    assert etat == "attention"
    for cure in cures:
        assert cure.format(dossier) in phrase


def test_une_base_partagee_veut_un_dossier_qui_donne_au_groupe(fichier_base: Path, horloge) -> None:
    """Else -wal belongs to whoever opens first, and the next counter cannot open the base."""
    dossier = fichier_base.parent
    for f in dossier.glob("guichet.db*"):
        f.chmod(0o660)
    assert f"chmod 2770 {dossier}" in lire(Adresse(fichier_base), horloge)["droits"][1]
    dossier.chmod(0o2770)
    assert lire(Adresse(fichier_base), horloge)["droits"][0] == "ok"


def test_les_cles_la_ou_elles_sont(fichier_base: Path, horloge: Horloge, ctx_sqlite: Contexte) -> None:
    from guichet.secrets import SecretsFichier

    nom = f"{ctx_sqlite.base_id}:cle-enfance"
    SecretsFichier(fichier_base.with_name("guichet.db.cles")).ecrire(nom, ctx_sqlite.secrets.lire(nom) or "")
    assert lire(Adresse(fichier_base), horloge)["secrets"][0] == "ok"
    fichier_base.with_name("guichet.db.cles").chmod(0o644)
    assert lire(Adresse(fichier_base), horloge)["secrets"][0] == "attention"


def test_une_base_refusee_n_arrete_pas_le_diagnostic(tmp_path: Path, horloge: Horloge) -> None:
    trouve = lire(Adresse(tmp_path / "rien" / "absente.db"), horloge)
    assert trouve["base"][0] == "refus"
    assert "guichet init" in trouve["base"][1]
    assert trouve["sqlite"][0] == "ok"


def test_une_horloge_en_retard_se_dit(fichier_base: Path, horloge: Horloge) -> None:
    """Lost otherwise: a flat battery dates the acts of a whole morning in 2019."""
    horloge.instant = datetime(2019, 1, 1, tzinfo=UTC)
    etat, phrase = lire(Adresse(fichier_base), horloge)["horloge"]
    assert etat == "attention"
    assert "avant le dernier acte" in phrase


def test_un_journal_qui_n_est_plus_wal_se_dit(fichier_base: Path, horloge: Horloge) -> None:
    c = sqlite3.connect(fichier_base)
    c.execute("PRAGMA journal_mode = DELETE")
    c.close()
    assert lire(Adresse(fichier_base), horloge)["base"][0] == "attention"


def test_une_base_abimee_plus_loin_se_dit(fichier_base: Path, horloge: Horloge) -> None:
    c = sqlite3.connect(fichier_base)
    c.execute("DROP TABLE famille")
    c.close()
    assert lire(Adresse(fichier_base), horloge)["base"][0] == "refus"


@pytest.mark.parametrize(("libre_mo", "etat"), [(10, "refus"), (200, "attention"), (5000, "ok")])
def test_la_place_sur_le_disque(tmp_path, monkeypatch, libre_mo, etat):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=libre_mo * 1024 * 1024))
    assert machine.espace(tmp_path / "absent").etat == etat


@pytest.mark.parametrize(
    ("codage", "term", "etat"), [("ANSI_X3.4-1968", "xterm", "attention"), ("utf8", "dumb", "attention")]
)
def test_un_terminal_insuffisant_se_dit(monkeypatch, codage, term, etat):
    monkeypatch.setattr("locale.getpreferredencoding", lambda _=True: codage)
    monkeypatch.setenv("TERM", term)
    assert machine.terminal().etat == etat


def test_reglages_et_imprimante(fichier_base, horloge, tmp_path, monkeypatch):
    config = tmp_path / "guichet.toml"
    monkeypatch.setenv("GUICHET_CONFIG", str(config))
    config.write_text('[impression]\nimprimante = "accueil"\n')
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert lire(Adresse(fichier_base), horloge)["imprimante"][0] == "refus"
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/lp")
    assert lire(Adresse(fichier_base), horloge)["imprimante"] == (
        "ok",
        "Les papiers vont à l’imprimante « accueil ».",
    )
    config.write_text("imprimante = 3\n")
    trouve = lire(Adresse(fichier_base), horloge)
    assert trouve["réglages"][0] == "refus"
    assert "imprimante" not in trouve


def test_polices_absentes(monkeypatch, tmp_path):
    monkeypatch.setattr("guichet.donnees.chemin_donnees", lambda: tmp_path)
    assert machine.polices().etat is EtatConstat.REFUS


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 11, 16), 12, date(2025, 11, 16)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 1, 5), 6, date(2025, 7, 5)),
    ],
)
def test_il_y_a_des_mois(jour, mois, attendu):
    assert entretien.il_y_a(jour, mois) == attendu


def test_les_consultations_s_oublient_le_journal_reste(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the law (rule 33), the list of who looked at whom would be kept for ever."""
    famille, _ = foyer(ctx)
    passages.consulter(ctx, famille)
    horloge.avancer(days=200)
    passages.consulter(ctx, famille)
    assert entretien.purger_consultations(ctx) == 0
    horloge.avancer(days=166)
    # A date is believed once a week was lived at it (test_heure).
    familles.confirmer_coordonnees(ctx, famille)
    horloge.avancer(days=7)
    assert entretien.purger_consultations(ctx) == 1
    assert entretien.purger_consultations(ctx) == 0
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM consultation") == (1,)
        assert s.une("SELECT type, contenu FROM journal ORDER BY seq DESC LIMIT 1") == (
            "consultations.purger",
            '{"lignes":1}',
        )
