"""A migration is one act: killed anywhere, the next opening does it, or finishes it, and its copy is the one it made."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.base.controle import REVISION
from guichet.base.ecriture import Ecriture
from guichet.contexte import Contexte
from guichet.registres.offre import modernisation
from guichet.services.socle.verification import verifier
from tests.bases import Horloge, ServeurPostgres, contexte
from tests.fourches import jouer
from tests.patience import TROP_LONG_S
from tests.services.socle.base.test_migrations import reculer

MOURIR = """
import os, signal, sys
from sqlalchemy import Engine, event
from guichet.base import lire_adresse
from tests.bases import Horloge, contexte
rang = int(sys.argv[2])
def pas(*_):
    global rang
    rang -= 1
    if rang == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listens_for(Engine, "begin")(pas)
event.listens_for(Engine, "commit")(pas)
sys.addaudithook(lambda e, a: e in {"os.rename", "os.link", "os.chmod"} and ".schema-" in str(a[0]) and pas())
contexte(lire_adresse(sys.argv[1]), Horloge()).base.fermer()
"""


@pytest.fixture(params=["sqlite", "postgres"])
def ancienne(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[int], Adresse]:
    """Make as many bases of the first version as asked, on each engine."""
    if request.param == "postgres":
        s = request.getfixturevalue("postgres")
        if not isinstance(s, ServeurPostgres):
            pytest.skip(s)

    def faire(rang: int) -> Adresse:
        if request.param == "postgres":
            adresse = s.copie()
        else:
            (tmp_path / str(rang)).mkdir()
            adresse = Adresse(tmp_path / str(rang) / "guichet.db")
            modele = request.getfixturevalue("gabarit")
            shutil.copy(modele, tmp_path / str(rang) / "guichet.db")
            shutil.copy(modele.with_name(modele.name + ".temoin"), tmp_path / str(rang) / "guichet.db.temoin")
        reculer(adresse)
        return adresse

    return faire


def vacances(ctx: Contexte) -> bool:
    with ctx.lecture() as s:
        return s.une("SELECT 1 FROM periode_calendrier WHERE du <= '2026-12-25' AND au >= '2026-12-25'") is not None


@pytest.mark.lent
def test_tuee_a_chaque_pas_elle_se_fait_a_l_ouverture_suivante(ancienne: Callable[[int], Adresse]) -> None:
    """Lost otherwise: a kill between schema and content, a town for ever without holidays, and « vérifié »."""
    for rang in range(1, 20):
        adresse = ancienne(rang)
        place = adresse.url if adresse.fichier is None else str(adresse.fichier)
        fini = jouer(MOURIR, place, str(rang), timeout=TROP_LONG_S)
        assert fini.returncode in {0, -signal.SIGKILL}, fini.stderr
        ctx = contexte(adresse, Horloge())
        assert vacances(ctx), rang
        with ctx.lecture() as s:
            assert s.une("SELECT version_num FROM alembic_version") == (REVISION,)
            ((copie,),) = s.lignes("SELECT objet FROM journal WHERE type = 'base.moderniser'")
        assert verifier(ctx).sain
        ctx.base.fermer()
        if adresse.fichier is not None:
            copies = [f for f in adresse.fichier.parent.iterdir() if ".schema-" in f.name]
            assert [f.name for f in copies] == [copie], "one copy, whole, the one the journal names"
            with closing(sqlite3.connect(copies[0])) as c:
                assert c.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        if not fini.returncode:
            break
    assert not fini.returncode, "the last one was let go to its end"
    assert rang > 2


def test_une_base_que_l_ancienne_version_avait_laissee_sans_vacances(ctx: Contexte) -> None:
    """What a kill of a former version left: made good at the next opening, once, and said in the journal."""
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM periode_calendrier")
    ctx.base.fermer()
    for _ in range(2):
        suivant = contexte(ctx.base.adresse, Horloge())
        assert vacances(suivant)
        with suivant.lecture() as s:
            assert s.une("SELECT count(*) FROM journal WHERE type = 'base.moderniser'") == (1,)
        suivant.base.fermer()


def test_seule_la_copie_que_le_journal_nomme_prend_son_nom(fichier_base: Path) -> None:
    """Lost otherwise: half a file kept as a copy because another was made once, or the good one thrown away."""
    reculer(Adresse(fichier_base))
    contexte(Adresse(fichier_base), Horloge()).base.fermer()
    (copie,) = fichier_base.parent.glob("guichet.db.schema-*.copie")
    # Killed before its name was given; and another time, before all was written.
    copie.rename(copie.with_name(f".{copie.name}.chantier"))
    moitie = copie.with_name(".guichet.db.schema-0002.2027-01-01-080000.copie.chantier")
    moitie.write_bytes(b"la moitie d'un fichier")
    contexte(Adresse(fichier_base), Horloge()).base.fermer()
    assert {f for f in fichier_base.parent.iterdir() if ".schema-" in f.name} == {copie}


def test_la_copie_nommee_est_celle_de_cette_mise_a_niveau(fichier_base: Path) -> None:
    """Lost otherwise: a base put back and upgraded again, whose « copy of before » is that of another year."""
    reculer(Adresse(fichier_base))
    autre = fichier_base.with_name("guichet.db.schema-0001.copie")
    autre.write_bytes(b"celle d'une autre fois")
    ctx = contexte(Adresse(fichier_base), Horloge())
    assert autre.name not in ctx.avis
    nommee = next(f for f in fichier_base.parent.glob("guichet.db.schema-*.copie") if f.name in ctx.avis)
    with closing(sqlite3.connect(nommee)) as c:
        assert c.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    assert autre.read_bytes() == b"celle d'une autre fois"
    ctx.base.fermer()


@pytest.mark.parametrize(("de", "scellee"), [("0009", False), ("0010", True), ("0012", True)])
def test_une_base_de_la_revision_qui_scelle_est_scellee(
    ctx: Contexte, monkeypatch: pytest.MonkeyPatch, de: str, scellee: bool
) -> None:
    """Lost otherwise: what was changed by hand in such a base becomes true with its new key."""
    monkeypatch.setattr(modernisation, "controler", lambda _base: de)
    dites: list[bool] = []

    def remplacer(_s: Ecriture, scellee: bool, _dire: Callable[[int], None]) -> None:
        dites.append(scellee)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        modernisation.moderniser(ctx.base, poste="", le=ctx.maintenant(), copie=False, remplacer=remplacer)
    assert dites == [scellee]
