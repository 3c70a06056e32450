"""The journal cannot be rewritten by anyone, and stays one unbroken chain whoever writes and whatever dies."""

from __future__ import annotations

import re
import signal
import sqlite3

import pytest

from guichet.contexte import Contexte
from guichet.services.socle.verification import verifier
from tests.bases import sceller
from tests.services.autres_postes import finir, lancer
from tests.services.foyer_simple import foyer

SCELLEE = "ligne scellee|hors suite"

COLONNES = "(seq, le, agent, poste, type, objet, contenu, precedent, empreinte)"


def remplir(ctx: Contexte, actes: int = 20) -> None:
    for n in range(actes):
        with ctx.ecriture() as s:
            sceller(s, ctx, "essai.acte", f"2042{n}", rang=n, mot="déjà vu « é »")


def ordres(moteur: str) -> list[str]:
    autres = ["TRUNCATE journal", "TRUNCATE journal CASCADE"] if moteur == "postgres" else [
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
        "REPLACE INTO journal SELECT * FROM journal ORDER BY seq DESC LIMIT 1",
        "UPDATE OR REPLACE journal SET seq = 1 WHERE seq = 2",
        "UPDATE journal SET rowid = 900 WHERE seq = 2",
    ]  # fmt: skip
    return [
        "UPDATE journal SET contenu = '{}' WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
        "DELETE FROM journal",
        f"INSERT INTO journal {COLONNES} VALUES (999, '', '', '', '', '', '', '', '')",
        f"INSERT INTO journal {COLONNES} SELECT max(seq) + 1, '', '', '', '', '', '', 'faux', '' FROM journal",
        f"INSERT INTO journal {COLONNES} VALUES (0, '', '', '', '', '', '', '', '')",
        f"INSERT INTO journal {COLONNES} VALUES (-1, '', '', '', '', '', '', '', '')",
        *autres,
    ]


def test_aucun_ordre_sql_ne_recrit_le_journal(ctx: Contexte) -> None:
    """Straight SQL, past every service."""
    remplir(ctx, 4)
    moteur = "postgres" if ctx.base.postgres else "sqlite"
    for ordre in ordres(moteur):
        with pytest.raises(Exception) as refus, ctx.ecriture() as s:
            s.ordre(ordre)
        assert re.search(SCELLEE, str(refus.value)), (ordre, refus.value)
    assert verifier(ctx).sain


def test_un_autre_programme_ne_le_recrit_pas_non_plus(ctx_sqlite: Contexte) -> None:
    """sqlite3 on the command line sets none of our pragmas: the triggers alone must hold."""
    remplir(ctx_sqlite, 4)
    with sqlite3.connect(ctx_sqlite.base.adresse.fichier or "") as c:
        for ordre in ordres("sqlite"):
            with pytest.raises(sqlite3.IntegrityError, match=SCELLEE):
                c.execute(ordre)
    c.close()
    assert verifier(ctx_sqlite).sain


def test_les_autres_registres_sont_scelles_aussi(ctx: Contexte) -> None:
    from guichet.services.comptoir import passages

    famille, _ = foyer(ctx)
    passages.ouvrir(ctx, famille_id=famille)
    with ctx.ecriture() as s:
        from guichet.registres.comptoir import actes

        actes.noter(s, ctx.acte(), famille, "un acte")
    for ordre in (
        "UPDATE acte_passage SET libelle = 'autre'",
        "DELETE FROM acte_passage",
        "UPDATE reglement SET contenu = '{}'",
        "DELETE FROM reglement",
    ):
        with pytest.raises(Exception, match="ligne scellee"), ctx.ecriture() as s:
            s.ordre(ordre)


@pytest.mark.lent
def test_quatre_processus_ecrivent_une_seule_chaine(ctx: Contexte) -> None:
    programme = """
from tests.bases import sceller
for n in range(25):
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai.acte", sys.argv[2], rang=n)
"""
    for p in [lancer(ctx.base.adresse, programme, str(n)) for n in range(4)]:
        finir(p)
    rapport = verifier(ctx)
    assert rapport.sain, rapport.anomalies
    assert rapport.tete_seq == 101
    with ctx.lecture() as s:
        assert s.lignes("SELECT objet, count(*) FROM journal WHERE seq > 1 GROUP BY objet ORDER BY objet") == [
            (str(n), 25) for n in range(4)
        ]


@pytest.mark.lent
def test_tue_au_milieu_de_ses_ecritures(ctx: Contexte) -> None:
    """kill -9 wherever it falls: an act is wholly there with its line, or not at all."""
    programme = """
from models import Parametre
from tests.bases import sceller
n = 0
while True:
    n += 1
    with ctx.ecriture() as s:
        s.add(Parametre(cle=f"acte-{sys.argv[2]}-{n}", valeur="x"))
        sceller(s, ctx, "essai.acte", f"{sys.argv[2]}-{n}")
    print(n, flush=True)
"""
    for tour in range(4):
        processus = [lancer(ctx.base.adresse, programme, f"{tour}{i}") for i in range(2)]
        # Once one has written several acts the other stands anywhere in its own.
        for p, actes in zip(processus, (1, 5 + 3 * tour), strict=True):
            assert p.stdout is not None
            for _ in range(actes):
                p.stdout.readline()
        for p in processus:
            p.send_signal(signal.SIGKILL)
            p.communicate()
    remplir(ctx, 1)
    rapport = verifier(ctx)
    assert rapport.sain, rapport.anomalies
    with ctx.lecture() as s:
        ((actes,),) = s.lignes("SELECT count(*) FROM parametre WHERE cle LIKE 'acte-%'")
        ((lignes,),) = s.lignes("SELECT count(*) FROM journal WHERE type = 'essai.acte'")
    assert actes == lignes - 1
    assert actes > 8, "they did write"


def test_sans_droit_ni_formation_pas_de_toute_puissance(ctx: Contexte) -> None:
    """Lost otherwise: one UPDATE makes an agent of a real base all-powerful."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE parametre SET valeur = '0' WHERE cle = 'formation'")
    with pytest.raises(Exception, match="tous les droits"), ctx.ecriture() as s:
        s.ordre("UPDATE agent SET tous_droits = :oui WHERE identifiant = 'accueil'", {"oui": True})
