"""A base on a server has one witness for the town: acts of every machine, read by any, outside of the base."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from guichet.base import Adresse
from guichet.base.temoin import SourceFichier, Tete
from guichet.contexte import Contexte
from guichet.erreurs import UsageIncorrect
from guichet.fiches.socle.verification import RapportVerification
from guichet.registres.socle.temoins import temoignage
from guichet.services.socle.diagnostic import diagnostiquer
from guichet.services.socle.verification import verifier_base
from tests.bases import Horloge, ServeurPostgres, contexte, sceller
from tests.services.autres_postes import finir, lancer

PAGE = Path(__file__).parents[4] / "docs" / "securite.md"


def ordres_de_la_page(compte: str) -> str:
    """The table and its rights, as the page tells a town to make them."""
    sql = PAGE.read_text(encoding="utf-8").split("```sql\n")[1].split("```")[0]
    return sql.replace("TO guichet;", f"TO {compte};")


AGIR = """
from tests.bases import sceller
for objet in sys.argv[2:]:
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai", objet)
ctx.base.fermer()
"""


@dataclass
class Ville:
    """A base on a server, another database that is its witness, and where the second machine has its files."""

    serveur: ServeurPostgres
    adresse: Adresse
    temoin: str
    maitre: str
    machine_b: Path


@pytest.fixture
def ville(postgres: ServeurPostgres | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ville]:
    if isinstance(postgres, str):
        pytest.skip(postgres)
    adresse, autre = postgres.copie(), postgres.vide()
    with psycopg.connect(autre.url, autocommit=True) as c:
        if c.execute("SELECT 1 FROM pg_roles WHERE rolname = 'compteur'").fetchone() is None:
            c.execute("CREATE ROLE compteur LOGIN")
        c.execute(ordres_de_la_page("compteur"))
    temoin = autre.url.replace("guichet@", "compteur@")
    monkeypatch.setenv("GUICHET_TEMOIN", temoin)
    yield Ville(postgres, adresse, temoin, autre.url, tmp_path / "b")
    postgres.jeter(adresse)
    postgres.jeter(autre)


def agir_de_b(v: Ville, monkeypatch: pytest.MonkeyPatch, *objets: str) -> None:
    """Acts from another machine, whose own witness is elsewhere."""
    with monkeypatch.context() as m:
        m.setenv("XDG_DATA_HOME", str(v.machine_b))
        m.setenv("HOME", str(v.machine_b))
        finir(lancer(v.adresse, AGIR, *objets))


def agir(ctx: Contexte, objet: str = "") -> None:
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai", objet)
    if ctx.base.ville is not None:
        ctx.base.ville.finir(30)


def rapport(v: Ville) -> RapportVerification:
    ctx = contexte(v.adresse, Horloge())
    try:
        return verifier_base(ctx.base)
    finally:
        ctx.base.fermer()


def phrases(v: Ville) -> list[str]:
    return [a.phrase for a in rapport(v).anomalies]


def remarque(r: RapportVerification) -> str:
    return next(c.remarque for c in r.controles if c.nom == temoignage.VILLE)


def diagnostic(v: Ville) -> tuple[str, str]:
    return next(
        (c.etat.value, c.phrase) for c in diagnostiquer(v.adresse, horloge=Horloge()) if c.nom == temoignage.VILLE
    )


def lignes(v: Ville) -> list[tuple[int, str]]:
    with psycopg.connect(v.maitre) as c:
        return c.execute("SELECT seq, empreinte FROM temoin ORDER BY seq").fetchall()


def nom(adresse: Adresse) -> str:
    return adresse.url.split("/")[3].split("?")[0]


def test_une_base_remise_avant_les_actes_d_une_autre_machine_se_voit(
    ville: Ville, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost otherwise: what machine B did in the morning, put back by whoever holds the server; A says « vérifié »."""
    ctx = contexte(ville.adresse, Horloge())
    agir(ctx, "d’ici")
    ctx.base.fermer()
    base, avant = nom(ville.adresse), f"{nom(ville.adresse)}_avant"
    with psycopg.connect(ville.serveur.adresse("template1").url, autocommit=True) as c:
        c.execute(f"CREATE DATABASE {avant} TEMPLATE {base} STRATEGY FILE_COPY")
        agir_de_b(ville, monkeypatch, "20001", "20002")
        assert phrases(ville) == [], "what B did is there, and A verifies it"
        assert not remarque(rapport(ville))
        c.execute(f"DROP DATABASE {base} WITH (FORCE)")
        c.execute(f"ALTER DATABASE {avant} RENAME TO {base}")
    (phrase,) = phrases(ville)
    assert "La fin du journal manque" in phrase
    assert "le témoin de la ville connaît la ligne" in phrase
    ctx = contexte(ville.adresse, Horloge())
    agir(ctx, "d’ici encore")
    agir(ctx, "et encore")
    ctx.base.fermer()
    assert [p for p in phrases(ville) if "n’est pas celle que le témoin de la ville a vue" in p]


def test_une_machine_sans_temoin_a_elle_n_en_a_pas_besoin(ville: Ville, monkeypatch: pytest.MonkeyPatch) -> None:
    agir_de_b(ville, monkeypatch, "20001")
    monkeypatch.setenv("XDG_DATA_HOME", str(ville.machine_b.with_name("c")))
    assert phrases(ville) == []


def test_le_compte_des_guichets_n_efface_ni_ne_recrit(ville: Ville) -> None:
    ctx = contexte(ville.adresse, Horloge())
    agir(ctx)
    ctx.base.fermer()
    avant = lignes(ville)
    for ordre in ("DELETE FROM temoin", "UPDATE temoin SET seq = 0", "TRUNCATE temoin", "DROP TABLE temoin"):
        with psycopg.connect(ville.temoin) as c, pytest.raises(psycopg.errors.InsufficientPrivilege):
            c.execute(ordre)
    assert lignes(ville) == avant
    with psycopg.connect(ville.temoin) as c:
        c.execute("INSERT INTO temoin SELECT base, seq + 1000, repeat('a', 64), repeat('b', 64) FROM temoin")
    assert [p for p in phrases(ville) if "n’a pas été écrit par Guichet" in p], "a line of theirs has no signature"


def test_un_temoin_qui_ne_repond_pas_ne_retient_aucun_acte_et_se_rattrape(ville: Ville) -> None:
    """Lost otherwise: a counter shut by a machine in another town hall; or a hole nobody ever fills."""
    ctx = contexte(ville.adresse, Horloge())
    agir(ctx, "vu")
    vus = lignes(ville)
    with psycopg.connect(ville.maitre, autocommit=True) as c:
        c.execute("ALTER TABLE temoin RENAME TO ailleurs")
        agir(ctx, "pas vu")
        agir(ctx, "pas vu")
        ctx.base.fermer()
        assert diagnostic(ville)[0] == "attention"
        assert "n’a pas sa table" in diagnostic(ville)[1]
        (phrase,) = phrases(ville)
        assert "n’a pas sa table" in phrase
        c.execute("ALTER TABLE ailleurs RENAME TO temoin")
    assert lignes(ville) == vus
    assert diagnostic(ville) == (
        "attention", "En retard de 2 lignes sur le journal : le prochain acte le rattrape."
    )  # fmt: skip
    contexte(ville.adresse, Horloge()).base.fermer()
    assert len(lignes(ville)) == len(vus) + 1, "an opening has it see the head, which holds what stands before"
    assert phrases(ville) == []
    assert diagnostic(ville)[0] == "ok"


def test_un_serveur_injoignable_est_une_anomalie(ville: Ville, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_TEMOIN", f"postgresql://compteur@/temoins?host={ville.machine_b}")
    ctx = contexte(ville.adresse, Horloge())
    agir(ctx)
    ctx.base.fermer()
    (phrase,) = phrases(ville)
    assert "ne répond pas" in phrase


def test_une_tete_que_guichet_n_a_pas_laissee_n_est_pas_rattrapee(ville: Ville) -> None:
    """Lost otherwise: a journal written without the key, signed by whoever opens next."""
    from guichet.registres.socle.journal import empreinte
    from tests.services.socle.verification.garnie import sous_main

    ctx = contexte(ville.adresse, Horloge())
    agir(ctx)
    with ctx.lecture() as s:
        seq, precedent = s.une("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") or (0, "")
    ctx.base.fermer()
    avant = lignes(ville)
    champs = ("2026-11-16T13:07:00.000000+00:00", "demo", "poste 2", "essai", "", "{}")
    valeurs = ", ".join(f"'{v}'" for v in (*champs, precedent, empreinte(precedent, seq + 1, *champs)))
    sous_main(ville.adresse, f"INSERT INTO journal VALUES ({seq + 1}, {valeurs})")
    contexte(ville.adresse, Horloge()).base.fermer()
    assert lignes(ville) == avant


def test_sans_reglage_le_rapport_et_le_diagnostic_le_disent(ville: Ville, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GUICHET_TEMOIN")
    r = rapport(ville)
    assert r.sain
    for dit in (remarque(r), diagnostic(ville)[1]):
        assert "Il n’y en a pas" in dit
        assert "GUICHET_TEMOIN" in dit
    assert diagnostic(ville)[0] == "attention"


def test_un_temoin_dans_la_base_elle_meme_est_refuse(ville: Ville, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_TEMOIN", ville.adresse.url)
    with pytest.raises(UsageIncorrect, match="dans la base elle-même"):
        contexte(ville.adresse, Horloge())
    assert "dans la base elle-même" in diagnostic(ville)[1]


def test_un_fichier_nomme_par_la_ville(ville: Ville, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that all machines mount; its rights are left as the town made them."""
    fichier = tmp_path / "commun" / "temoin"
    fichier.parent.mkdir()
    fichier.touch()
    fichier.chmod(0o660)
    reglages = tmp_path / "guichet.toml"
    reglages.write_text(f'temoin = "{fichier}"\n')
    monkeypatch.delenv("GUICHET_TEMOIN")
    monkeypatch.setenv("GUICHET_CONFIG", str(reglages))
    agir_de_b(ville, monkeypatch, "20001", "20002")
    assert fichier.stat().st_mode & 0o777 == 0o660
    assert phrases(ville) == []
    gardees = fichier.read_text().splitlines(keepends=True)
    assert len(gardees) >= 2
    *base, seq, _, _ = gardees[-1].split()
    fichier.write_text("".join(gardees[:-1]) + f"{' '.join(base)} {seq} {'a' * 64} {'b' * 64}\n")
    assert [p for p in phrases(ville) if "de la ville" in p]
    fichier.unlink()
    fichier.mkdir()
    assert [p for p in phrases(ville) if "ne se lit pas" in p]


def test_ce_qui_s_ecrit_pendant_la_lecture_n_est_pas_une_anomalie(ctx: Contexte) -> None:
    """Lost otherwise: « la fin du journal manque », each time a town hall verifies its base in the middle of a day."""
    agir(ctx)
    temoin = SourceFichier(ctx.base.temoin)
    with ctx.lecture() as s:
        seq, hache = s.une("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") or (0, "")
        agir_ailleurs(ctx)
        controle, anomalies = temoignage.confronter(s, temoin, Tete(seq, hache), None)
    assert (anomalies, controle.nombre > 0) == ([], True)


def agir_ailleurs(ctx: Contexte) -> None:
    autre = contexte(ctx.base.adresse, Horloge())
    agir(autre)
    autre.base.fermer()


def test_une_base_fermee_ne_tient_plus_rien_chez_le_temoin(ville: Ville) -> None:
    """Lost otherwise: the connections of the witness's server, one by one, until it answers no counter."""
    gc.disable()
    try:
        ctx = contexte(ville.adresse, Horloge())
        agir(ctx, "d’ici")
        assert verifier_base(ctx.base).anomalies == ()
        ctx.base.fermer()
        with psycopg.connect(ville.maitre, autocommit=True) as c:
            siennes = (
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'compteur' AND datname = current_database()"
            )
            # A server takes a moment to let go.
            for _ in range(100):
                reste = c.execute(f"SELECT ({siennes}), pg_sleep(0.02)").fetchone()
                if reste[0] == 0:
                    break
        assert reste[0] == 0
    finally:
        gc.enable()
