"""Where keys and tokens live: a machine without keyring must work, say so, and never hang or crash."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordSetError

from guichet.base import Adresse
from guichet.erreurs.acces import SecretsIndisponibles
from guichet.erreurs.base import CleDeBaseAbsente
from guichet.secrets import SecretsFichier, SecretsMemoire, cle_hmac, ouvrir_secrets, poser_cle_hmac, trousseau
from tests.patience import TROP_LONG_S
from tests.services.autres_postes import finir, lancer

REELLE = Adresse(Path("/srv/guichet.db"))


class TrousseauVrai(KeyringBackend):
    """A keyring that works."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.valeurs: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.valeurs.get((service, username))

    def set_password(self, service, username, password):
        self.valeurs[service, username] = password

    def delete_password(self, service, username):
        del self.valeurs[service, username]


class TrousseauVerrouille(TrousseauVrai):
    """Waits for a window nobody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.fin_du_test = threading.Event()

    def get_password(self, service, username):
        self.fin_du_test.wait()


class TrousseauEnLecture(TrousseauVrai):
    """Answers, but keeps nothing."""

    def set_password(self, service, username, password):
        raise PasswordSetError("denied")


@pytest.fixture
def poser(monkeypatch: pytest.MonkeyPatch):
    """Install a real backend for this test."""
    avant = keyring.get_keyring()
    monkeypatch.setattr(trousseau, "ATTENTE_S", TROP_LONG_S)

    def installer(fond: KeyringBackend) -> KeyringBackend:
        keyring.set_keyring(fond)
        return fond

    yield installer
    keyring.set_keyring(avant)


def ouvrir():
    return ouvrir_secrets(REELLE, "b1", formation=False)


def test_le_trousseau_sert_quand_il_y_en_a_un(poser, tmp_path):
    fond = poser(TrousseauVrai())
    depot = ouvrir()
    depot.ecrire("b1:session", "jeton")
    assert fond.valeurs == {("guichet", "b1:session"): "jeton"}
    assert (depot.lire("b1:session"), depot.avis) == ("jeton", "")
    depot.effacer("b1:session")
    depot.effacer("b1:session")
    assert depot.lire("b1:session") is None
    assert not list(tmp_path.rglob("cles-*"))


@pytest.mark.parametrize("fond", ["fail.Keyring", "null.Keyring"])
def test_sans_trousseau_un_fichier_0600_et_un_avis(fond, tmp_path, monkeypatch):
    """The real case of a bare server: `keyring` finds no backend at all."""
    programme = """
from pathlib import Path
from guichet.base import Adresse
from guichet.secrets import ouvrir_secrets
depot = ouvrir_secrets(Adresse(Path("/srv/guichet.db")), "b1", formation=False)
depot.ecrire("b1:session", "jeton")
assert depot.lire("b1:session") == "jeton"
print(depot.avis)
"""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{fond}")
    avis = finir(lancer(REELLE, programme, entete=""))
    fichier = next(tmp_path.rglob("cles-b1"))
    assert "n’a pas de trousseau" in avis
    assert str(fichier) in avis
    assert stat.S_IMODE(fichier.stat().st_mode) == 0o600
    assert "jeton" not in fichier.read_text()


def test_un_trousseau_verrouille_ne_bloque_pas_le_guichet(poser, monkeypatch):
    fond = poser(TrousseauVerrouille())
    monkeypatch.setattr(trousseau, "ATTENTE_S", 0.2)
    depot = ouvrir()
    depot.ecrire("b1:session", "jeton")
    assert depot.lire("b1:session") == "jeton"
    assert "n’a pas de trousseau" in depot.avis
    with pytest.raises(SecretsIndisponibles, match="ne répond pas"):
        trousseau.SecretsTrousseau().lire("x")
    fond.fin_du_test.set()


def test_un_trousseau_qui_refuse_d_ecrire_laisse_place_au_fichier(poser):
    poser(TrousseauEnLecture())
    depot = ouvrir()
    depot.ecrire("b1:session", "jeton")
    assert depot.lire("b1:session") == "jeton"
    assert "n’a pas de trousseau" in depot.avis
    with pytest.raises(SecretsIndisponibles, match="refuse"):
        trousseau.SecretsTrousseau().ecrire("x", "y")


def test_un_faux_trousseau_en_clair_est_refuse(poser):
    class Clair(TrousseauVrai):
        pass

    Clair.__module__ = "keyrings.alt.file"
    poser(Clair())
    assert not trousseau.utilisable()


def test_une_cle_posee_sans_trousseau_se_retrouve_quand_il_revient(poser):
    """Lost otherwise: a base made over SSH would have no key from the desktop."""
    ouvrir().ecrire("cle", "ancienne")
    fond = poser(TrousseauVrai())
    depot = ouvrir()
    assert depot.lire("cle") == "ancienne"
    depot.ecrire("cle", "neuve")
    assert depot.lire("cle") == "neuve"
    keyring.set_keyring(TrousseauVrai())
    assert ouvrir().lire("cle") is None, "the former value is nowhere left"
    assert fond.valeurs


def test_systemd_donne_la_cle_et_ne_garde_pas_la_session(monkeypatch, tmp_path):
    depot_systemd = tmp_path / "credentials"
    depot_systemd.mkdir()
    SecretsFichier(depot_systemd / "guichet-cles").ecrire("b1:cle-enfance", "k")
    avant = (depot_systemd / "guichet-cles").read_bytes()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(depot_systemd))
    depot = ouvrir()
    assert depot.lire("b1:cle-enfance") == "k"
    depot.ecrire("b1:session", "jeton")
    assert (depot_systemd / "guichet-cles").read_bytes() == avant
    monkeypatch.setenv("GUICHET_CLES", str(tmp_path / "cles"))
    depot = ouvrir()
    assert depot.lire("b1:cle-enfance") == "k"
    depot.ecrire("b1:session", "j2")
    assert SecretsFichier(tmp_path / "cles").lire("b1:session") == "j2"


def test_un_fichier_de_cles_ouvert_aux_autres_se_dit(monkeypatch, tmp_path):
    monkeypatch.setenv("GUICHET_CLES", str(tmp_path / "cles"))
    depot = ouvrir()
    depot.ecrire("x", "y")
    assert depot.avis == ""
    (tmp_path / "cles").chmod(0o644)
    assert "chmod 600" in depot.avis
    depot.ecrire("x", "z")
    assert depot.avis == "", "rewritten 0600"


@pytest.mark.parametrize("octets", [b"x=%%%\n", b"\xff\xfe\x00", b"x=abc\n"])
def test_un_fichier_de_cles_abime_se_dit(tmp_path, octets):
    (tmp_path / "cles").write_bytes(octets)
    with pytest.raises(SecretsIndisponibles, match=r"ne peut pas servir.*de côté.*remplacer-cle IDENTIFIANT"):
        SecretsFichier(tmp_path / "cles").lire("x")


def test_un_dossier_a_la_place_du_fichier(tmp_path):
    with pytest.raises(SecretsIndisponibles, match="ne peut pas servir"):
        SecretsFichier(tmp_path).lire("x")
    (tmp_path / "fichier").touch()
    with pytest.raises(SecretsIndisponibles):
        SecretsFichier(tmp_path / "fichier" / "cles").ecrire("x", "y")


def test_deux_commandes_a_la_fois_ne_perdent_aucune_cle(tmp_path):
    """Lost otherwise: the key of every Clé Enfance of the town, by an unlucky second."""
    programme = """
import sys
from pathlib import Path
from guichet.secrets import SecretsFichier
for n in range(40):
    SecretsFichier(Path(sys.argv[2])).ecrire(f"{sys.argv[3]}-{n}", "v")
"""
    fichier = tmp_path / "cles"
    for p in [lancer(REELLE, programme, str(fichier), nom, entete="") for nom in ("a", "b")]:
        finir(p)
    assert len(fichier.read_text().splitlines()) == 80


def test_la_cle_des_cles_enfance_est_la_bonne_ou_rien(tmp_path):
    depot = SecretsMemoire()
    empreinte = poser_cle_hmac(depot, "b1")
    assert len(cle_hmac(depot, "b1", empreinte)) == 32
    autre = SecretsMemoire()
    for refuse in (autre, depot):
        with pytest.raises(CleDeBaseAbsente, match="GUICHET_CLES"):
            cle_hmac(refuse, "b1", "0" * 64)
    depot.effacer("b1:cle-enfance")
    with pytest.raises(CleDeBaseAbsente):
        cle_hmac(depot, "b1", empreinte)


def test_une_base_de_formation_garde_ses_cles_a_cote(tmp_path):
    depot = ouvrir_secrets(Adresse(tmp_path / "demo.db"), "b1", formation=True)
    depot.ecrire("x", "y")
    assert (tmp_path / "demo.db.cles").exists()
    assert depot.avis == ""
