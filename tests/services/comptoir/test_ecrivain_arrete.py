"""A counter stopped in the middle of an act (Ctrl+Z, SIGSTOP): named, and nobody else stops reading for it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from guichet.base import file
from guichet.contexte import Contexte
from guichet.erreurs import BaseOccupee
from guichet.registres.comptoir import consultations
from guichet.services import familles
from guichet.services.comptoir import passages
from guichet.services.dossier import dossiers
from guichet.services.socle.diagnostic import diagnostiquer
from tests.bases import Horloge
from tests.services.autres_postes import lancer
from tests.services.guichet_identifiants import colonne
from tests.services.saisies import dossier

TIENT = """
import sys
from guichet.base.poste.postes import tenir
tenue = tenir(ctx.base.adresse, "guichet-1", qui="Claire Morin (pts/1)", depuis=ctx.maintenant())
with ctx.ecriture() as s:
    s.ordre("UPDATE agent SET echecs = echecs")
    print("tient", flush=True)
    sys.stdin.read()
"""
QUI = r"Claire Morin \(pts/1\) depuis le lun\. 16 nov\. à 14:07, qui écrit depuis \d\d:\d\d, arrêté"


@contextmanager
def arrete(ctx: Contexte) -> Iterator[None]:
    p = lancer(ctx.base.adresse, TIENT)
    assert p.stdout is not None
    assert p.stdout.readline() == "tient\n"
    os.kill(p.pid, signal.SIGSTOP)
    while Path(f"/proc/{p.pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        time.sleep(0.001)
    try:
        yield
    finally:
        os.kill(p.pid, signal.SIGCONT)
        p.kill()
        p.communicate()


def test_qui_attend_lit_qui_le_fait_attendre(ctx_sqlite: Contexte, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a whole town hall waits, and nobody knows which counter somebody put aside by Ctrl+Z."""
    d = dossier(ctx_sqlite)
    monkeypatch.setattr(file, "ATTENTE_S", 0.2)
    with arrete(ctx_sqlite):
        with pytest.raises(BaseOccupee, match=f"occupée par {QUI}.*fg.*Rien n’a été enregistré"):
            familles.confirmer_coordonnees(ctx_sqlite, d.famille.famille_id)
        dits = {c.nom: (c.etat.value, c.phrase) for c in diagnostiquer(ctx_sqlite.base.adresse, horloge=Horloge())}
        etat, phrase = dits["écriture"]
        assert etat == "attention"
        assert "arrêté" in phrase
    familles.confirmer_coordonnees(ctx_sqlite, d.famille.famille_id)
    assert "écriture" not in {c.nom for c in diagnostiquer(ctx_sqlite.base.adresse, horloge=Horloge())}


def test_on_lit_et_c_est_note_plus_tard(
    ctx_sqlite: Contexte, horloge: Horloge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: no dossier can be opened, or one is read and nobody will ever know by whom (rule 33)."""
    d = dossier(ctx_sqlite)
    famille = d.famille.famille_id
    monkeypatch.setattr(file, "ATTENTE_S", 0.2)
    lues = "SELECT objet FROM consultation ORDER BY id"
    with arrete(ctx_sqlite):
        passages.consulter(ctx_sqlite, famille, "historique")
        assert dossiers.lire(ctx_sqlite, d.famille.code).famille.famille_id == famille
        # At the counter the dossier is on the screen before its visit is begun: what was seen is noted all the same.
        with pytest.raises(BaseOccupee):
            passages.ouvrir(ctx_sqlite, famille_id=famille)
        assert colonne(ctx_sqlite, lues) == []
        vu = ctx_sqlite.maintenant()
    horloge.avancer(minutes=5)
    passages.consulter(ctx_sqlite, famille)
    assert sorted(colonne(ctx_sqlite, lues)) == ["dossier", "historique", "passage"]
    [le] = colonne(ctx_sqlite, "SELECT le FROM consultation WHERE objet = 'historique'")
    assert str(vu.replace(tzinfo=None))[:16] in str(le)
    # Once.
    passages.ouvrir(ctx_sqlite, famille_id=famille)
    assert len(colonne(ctx_sqlite, lues)) == 4


def test_une_reprise_coupee_se_finit(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: killed once the waiting readings were taken aside, and nobody ever enters them."""
    d = dossier(ctx_sqlite)
    consultations.differer(ctx_sqlite.base, ctx_sqlite.acte(), d.famille.famille_id, "historique")
    with pytest.raises(ZeroDivisionError), ctx_sqlite.ecriture() as s:
        assert consultations.rattraper(s, ctx_sqlite.base)
        raise ZeroDivisionError
    passages.consulter(ctx_sqlite, d.famille.famille_id)
    assert sorted(colonne(ctx_sqlite, "SELECT objet FROM consultation")) == ["dossier", "historique"]
    assert not list(ctx_sqlite.base.temoin.parent.glob("*.reprises"))
