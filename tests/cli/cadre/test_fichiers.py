"""What a command writes never costs what was there: the town's base, what stands beside it, the file being read."""

from __future__ import annotations

import sqlite3
import stat

import pytest

PRESENCES = ("rapport", "presences", "--date", "2026-11-16")
FAMILLES = "code_famille;nom;prenom;role\n"


@pytest.fixture
def voisins(base):
    """The base and what Guichet put beside it, with what each holds."""
    (base.parent / "guichet.toml").write_text("", encoding="utf-8")
    return {p: p.read_bytes() for p in base.parent.iterdir() if p.is_file() and not p.name.endswith("-shm")}


@pytest.mark.parametrize("forme", ["csv", "json", "table"])
def test_rien_de_la_base_n_est_ecrit_par_dessus(demo, base, voisins, forme, tmp_path):
    """Lost otherwise: the town's base, for a completion of the shell that stopped one file too early; exit 0."""
    lien = tmp_path / "export.csv"
    lien.symlink_to(base)
    fins = ("-wal", "-journal", ".file", ".cles", ".postes", ".consultations", ".reprises")
    places = [*voisins, lien, *(base.with_name(base.name + fin) for fin in fins)]
    places += [base.with_name(f".{base.name}{fin}") for fin in (".restauration", ".restauree", ".restaurer.file")]
    for place in places:
        for option in ((), ("--remplacer",)):
            dit = demo(*PRESENCES, "--format", forme, "--sortie", str(place), *option)
            assert dit.code == 2, place
            assert "donnez un autre nom" in dit.err
    for place, octets in voisins.items():
        assert place.read_bytes() == octets, place
    assert not base.with_name(base.name + "-journal").exists()
    assert not base.with_name(base.name + ".postes").exists(), "no counter could open any more"
    with sqlite3.connect(base) as c:
        assert c.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_ni_les_cles_ni_les_sessions_du_compte(guichet, tmp_path, monkeypatch):
    """Lost otherwise: a base nobody writes in any more, for the key that was under an export."""
    base = tmp_path / "v.db"
    mot = "un long mot de passe"
    monkeypatch.setenv("GUICHET_BASE", str(base))
    assert guichet("init", "--commune", "clairval", "--mot-de-passe-stdin", entree=f"{mot}\n").code == 0
    assert guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{mot}\n").code == 0
    depots = [p for p in (tmp_path / "xdg_data_home").rglob("*") if p.is_file()]
    assert {p.name.partition("-")[0] for p in depots} == {"cles", "sessions"}
    avant = {p: p.read_bytes() for p in depots}
    source = tmp_path / "f.csv"
    source.write_text(FAMILLES + "90001;NOUVEAU;Ada;responsable\n", encoding="utf-8")
    for place in depots:
        for option in ((), ("--remplacer",)):
            assert guichet("importer", "familles", str(source), "--rapport", str(place), *option).code == 2, place
    assert {p: p.read_bytes() for p in depots} == avant


def test_un_rapport_n_ecrase_ni_la_base_ni_sa_source_et_l_import_n_a_pas_lieu(demo, base, tmp_path):
    """Lost otherwise: the town's file itself, replaced by the remarks made about it, once imported for good."""
    source = tmp_path / "familles.csv"
    source.write_text(FAMILLES + "90001;NOUVEAU;Ada;responsable\n", encoding="utf-8")
    autre = tmp_path / "lien.csv"
    autre.symlink_to(source)
    for place in (source, autre, base, tmp_path / "absent" / "r.csv"):
        avant = place.read_bytes() if place.exists() else None
        dit = demo("importer", "familles", str(source), "--rapport", str(place), "--remplacer")
        assert dit.code != 0, place
        assert (place.read_bytes() if place.exists() else None) == avant
    assert demo("dossier", "90001").code == 1


def test_un_ancien_export_ne_se_remplace_que_demande_et_c_est_dit(demo, tmp_path):
    """Lost otherwise: last month's list under this month's, without a word."""
    fichier = tmp_path / "p.csv"
    assert demo(*PRESENCES, "--sortie", str(fichier)).code == 0
    assert stat.S_IMODE(fichier.stat().st_mode) == 0o600
    with fichier.open("a", encoding="utf-8") as flux:
        flux.write("annotée;à la main\n")
    avant = fichier.read_bytes()
    dit = demo(*PRESENCES, "--sortie", str(fichier))
    assert (dit.code, fichier.read_bytes()) == (2, avant)
    assert "--remplacer" in dit.err
    dit = demo(*PRESENCES, "--sortie", str(fichier), "--remplacer")
    assert (dit.code, "à la place de l’ancien" in dit.err) == (0, True)
    assert b"annot" not in fichier.read_bytes()
    assert [p.name for p in tmp_path.iterdir() if ".neuf" in p.name] == []


def test_un_export_d_une_autre_sorte_reste(demo, tmp_path):
    """Lost otherwise: the kitchen's list under the list of presences, a letter, a photograph."""
    fichier = tmp_path / "p.csv"
    assert demo("rapport", "attente", "--date", "2026-11-16", "--sortie", str(fichier)).code == 0
    for autre in (fichier, tmp_path / "vide.csv", tmp_path / "lettre.odt"):
        autre.touch()
        avant = autre.read_bytes()
        assert demo(*PRESENCES, "--format", "csv", "--sortie", str(autre), "--remplacer").code == 2
        assert autre.read_bytes() == avant
    assert demo(*PRESENCES, "--format", "csv", "--sortie", "/dev/null", "--remplacer").code == 2


def test_le_bordereau_nomme_ses_deux_fichiers(demo, tmp_path):
    """Lost otherwise: the password in clear in a file nobody named, beside the page one is told to destroy."""
    bordereau = tmp_path / "b.pdf"
    dit = demo("cle", "emettre", "20001", "--pour", "1", "--piece", "cni", "--bordereau", str(bordereau))
    assert dit.code == 0
    for ecrit in tmp_path.glob("b.*"):
        assert str(ecrit) in dit.err
    assert "Détruisez ces deux fichiers" in dit.err


def test_un_bordereau_que_le_disque_refuse_est_connu_avant_d_emettre(demo):
    """Lost otherwise: the former Clé is dead, the new one was shown to nobody; /proc takes no file, even root's."""
    dit = demo("cle", "emettre", "20001", "--pour", "1", "--piece", "cni", "--bordereau", "/proc/b.pdf")
    assert dit.code == 2
    assert "rien n’a été émis" in dit.err
    assert demo("cle", "etat", "20001", "--format", "json").json == []
