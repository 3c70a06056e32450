"""`guichet verifier`: whoever changes one byte behind our back is found out, and the row is named."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.base import Adresse
from guichet.base.moteur import Base
from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant, IntegriteRompue
from guichet.fiches.socle.verification import RapportVerification
from guichet.incidents import consigner
from guichet.services.socle.verification import verifier, verifier_base
from models import invariants
from tests.bases import Horloge, cle_gabarit, contexte
from tests.services.foyer_simple import foyer
from tests.services.socle.test_journal import remplir

LIGNES = 21
TEXTES = ("le", "agent", "poste", "type", "objet", "contenu", "precedent", "empreinte")


@pytest.fixture(scope="module")
def ecrite(gabarit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with a journal of 21 lines, its WAL folded in."""
    fichier = tmp_path_factory.mktemp("ecrite") / "guichet.db"
    shutil.copy(gabarit, fichier)
    shutil.copy(gabarit.with_name(gabarit.name + ".temoin"), fichier.with_name("guichet.db.temoin"))
    ctx = contexte(Adresse(fichier), Horloge())
    remplir(ctx, LIGNES - 1)
    ctx.base.fermer()
    return fichier


@pytest.fixture
def copie(ecrite: Path, tmp_path: Path) -> Path:
    return copier(ecrite, tmp_path)


def copier(de: Path, dossier: Path) -> Path:
    for suffixe in ("", ".temoin"):
        shutil.copy(de.with_name(de.name + suffixe), dossier / (de.name + suffixe))
    return dossier / de.name


def forcer(fichier: Path, *ordres: tuple[str, tuple]) -> None:
    """Rewrite as somebody who knows what they do: triggers taken off, then put back exactly."""
    c = sqlite3.connect(fichier)
    for nom in invariants.attendus_sqlite():
        c.execute(f"DROP TRIGGER {nom}")
    for ordre, valeurs in ordres:
        c.execute(ordre, valeurs)
    for sql in invariants.attendus_sqlite().values():
        c.execute(sql)
    c.commit()
    c.close()


def controler(fichier: Path) -> RapportVerification:
    base = Base(Adresse(fichier), cle_gabarit(Adresse(fichier)))
    try:
        return verifier_base(base)
    finally:
        base.fermer()


def test_une_base_saine_dit_ce_qui_a_ete_verifie(ctx: Contexte) -> None:
    foyer(ctx)
    remplir(ctx, 5)
    vus = []
    rapport = verifier(ctx, lambda fait, total: vus.append((fait, total)))
    assert rapport.sain, rapport.anomalies
    rapport.exiger()
    compte = {c.nom: c.nombre for c in rapport.controles}
    assert compte["journal"] == rapport.tete_seq == 7
    assert compte["familles"] == compte["recherche"] == 1
    assert compte["garde-fous"] > 10
    assert compte["règlements"] == 1
    assert compte["témoin"] == 7
    assert vus == [(7, 7)]


def test_il_faut_le_droit(ctx: Contexte) -> None:
    with pytest.raises(DroitInsuffisant):
        verifier(ctx.pour(agent_courant("accueil", "Claire", "agent")))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    ligne=st.integers(1, LIGNES), colonne=st.sampled_from(TEXTES), place=st.integers(0, 400), octet=st.integers(0, 255)
)
def test_un_octet_change_est_trouve_et_nomme(ecrite, tmp_path_factory, ligne, colonne, place, octet):
    """Any byte of any text column, valid UTF-8 or not; the first bad row is that one."""
    fichier = copier(ecrite, tmp_path_factory.mktemp("o"))
    c = sqlite3.connect(fichier)
    c.text_factory = bytes
    ((avant,),) = c.execute(f"SELECT {colonne} FROM journal WHERE seq = ?", (ligne,))
    c.close()
    place = place % max(len(avant), 1)
    apres = avant[:place] + bytes([octet]) + avant[place + 1 :]
    if apres == avant:
        return
    forcer(fichier, (f"UPDATE journal SET {colonne} = CAST(? AS TEXT) WHERE seq = ?", (apres, ligne)))
    rapport = controler(fichier)
    assert not rapport.sain
    assert rapport.anomalies[0].ligne == ligne
    assert f"a ligne {ligne} du journal" in rapport.anomalies[0].phrase
    with pytest.raises(IntegriteRompue, match=f"ligne {ligne} "):
        rapport.exiger()


@pytest.mark.parametrize(
    ("ordre", "ligne"),
    [
        ("UPDATE journal SET seq = 500 WHERE seq = 7", 7),
        ("UPDATE journal SET seq = 0 WHERE seq = 7", 0),
        ("UPDATE journal SET seq = -4 WHERE seq = 7", -4),
        ("DELETE FROM journal WHERE seq = 7", 7),
        ("DELETE FROM journal WHERE seq = 1", 1),
        ("DELETE FROM journal WHERE seq > 15", 16),
        ("DELETE FROM journal", 1),
        ("UPDATE journal SET contenu = CAST(contenu AS BLOB) WHERE seq = 7", 7),
        ("UPDATE journal SET agent = (SELECT poste FROM journal WHERE seq = 7), poste = agent WHERE seq = 7", 7),
    ],
)
def test_lignes_deplacees_retirees_coupees(copie: Path, ordre: str, ligne: int) -> None:
    forcer(copie, (ordre, ()))
    rapport = controler(copie)
    assert rapport.anomalies
    assert rapport.anomalies[0].ligne == ligne


def test_un_journal_recalcule_en_entier_est_trahi_par_le_temoin(copie: Path) -> None:
    """Somebody who rewrites line 7 and every hash after it: the chain holds, the witness does not."""
    from guichet.registres.socle.journal import empreinte

    c = sqlite3.connect(copie)
    lignes = c.execute("SELECT seq, le, agent, poste, type, objet, contenu FROM journal ORDER BY seq").fetchall()
    c.close()
    ordres, precedent = [], ""
    for seq, *champs in lignes:
        if seq == 7:
            champs[1] = "personne"
        hache = empreinte(precedent, seq, *champs)
        ordres.append(
            (
                "UPDATE journal SET agent = ?, precedent = ?, empreinte = ? WHERE seq = ?",
                (champs[1], precedent, hache, seq),
            )
        )
        precedent = hache
    forcer(copie, *ordres)
    temoignage, sceaux = controler(copie).anomalies
    assert (temoignage.controle, temoignage.ligne) == ("témoin", 7)
    assert "récrites sans la clé" in sceaux.phrase


def test_une_ancienne_copie_remise_en_place_puis_continuee(ecrite: Path, tmp_path: Path) -> None:
    """Lost otherwise: put yesterday's file back, work on, and a day has never existed."""
    copie = copier(ecrite, tmp_path)
    hier = tmp_path / "hier.db"
    shutil.copy(copie, hier)
    ctx = contexte(Adresse(copie), Horloge())
    remplir(ctx, 3)
    ctx.base.fermer()
    shutil.copy(hier, copie)
    (anomalie,) = controler(copie).anomalies
    assert anomalie.ligne == LIGNES + 1
    assert "ancienne copie" in anomalie.phrase
    horloge = Horloge()
    horloge.avancer(hours=1)
    ctx = contexte(Adresse(copie), horloge)
    remplir(ctx, 5)
    ctx.base.fermer()
    (anomalie,) = controler(copie).anomalies
    assert anomalie.ligne == LIGNES + 1


def test_un_temoin_en_retard_ou_dechire_n_accuse_personne(copie: Path) -> None:
    """A crash between the commit and the witness, or in the middle of its line."""
    temoin = copie.with_name(copie.name + ".temoin")
    lignes = temoin.read_text().splitlines(keepends=True)
    temoin.write_text("".join(lignes[:-3]) + lignes[-3][:20])
    rapport = controler(copie)
    assert rapport.sain
    assert any("arrêt brutal" in c.remarque for c in rapport.controles)
    ctx = contexte(Adresse(copie), Horloge())
    remplir(ctx, 2)
    ctx.base.fermer()
    rapport = controler(copie)
    assert rapport.sain
    assert rapport.tete_seq == LIGNES + 2
    assert temoin.read_text().splitlines()[-1].startswith(f"{LIGNES + 2} "), "never glued to the torn line"


@pytest.mark.parametrize(
    ("quoi", "dit"),
    [("absent", "manque"), ("vide", "est vide"), ("sourd", "ne se lit pas"), ("brouillé", "plus une ligne lisible")],
)
def test_un_temoin_absent_vide_ou_illisible_est_une_anomalie(copie: Path, quoi: str, dit: str) -> None:
    """Lost otherwise: the witness taken away with the lines it knew, and the base is said to be whole."""
    temoin = copie.with_name(copie.name + ".temoin")
    temoin.unlink()
    if quoi == "vide":
        temoin.touch()
    elif quoi == "sourd":
        temoin.mkdir()
    elif quoi == "brouillé":
        temoin.write_bytes(bytes(range(256)) * 4)
    (anomalie,) = controler(copie).anomalies
    assert anomalie.controle == "témoin"
    assert dit in anomalie.phrase
    assert "sauvegarde" in anomalie.phrase


def test_un_temoin_impossible_a_ecrire_ne_fait_pas_croire_au_refus(copie: Path) -> None:
    temoin = copie.with_name(copie.name + ".temoin")
    temoin.unlink()
    temoin.mkdir()
    ctx = contexte(Adresse(copie), Horloge())
    remplir(ctx, 1)
    with ctx.lecture() as s:
        assert s.une("SELECT max(seq) FROM journal") == (LIGNES + 1,)
    ctx.base.fermer()


@pytest.mark.parametrize(
    ("ordres", "controle", "phrase"),
    [
        (["DROP TRIGGER sc_journal_update"], "garde-fous", "sc_journal_update"),
        (
            ["DROP TRIGGER sc_journal_delete", "CREATE TRIGGER sc_journal_delete BEFORE DELETE ON journal BEGIN SELECT 1; END"],
            "garde-fous",
            "sc_journal_delete",
        ),
        (["DROP TRIGGER sc_reglement_update", "UPDATE reglement SET contenu = replace(contenu, 'Clairval', 'Autre')"], "règlements", "modifié"),
        (["PRAGMA foreign_keys = OFF", "INSERT INTO tache (nature, famille_id, demandee_le, echeance, etat, faite_par, detail) VALUES ('identifiants_oublies', 99, '', '', 'a_faire', '', '')"], "liens", "tache"),
        (["INSERT INTO famille (id, adresse, complement, code_postal, ville, envoi_factures, code, residence, creee_le, version) VALUES (9, '', '', '', '', 'papier', '20421', 'commune', '2026-11-16 13:07:00.000000', 1)"], "familles", "20421-K"),
    ],
)  # fmt: skip
def test_ce_qui_manque_ailleurs_est_nomme(copie: Path, ordres: list[str], controle: str, phrase: str) -> None:
    c = sqlite3.connect(copie, isolation_level=None)
    for ordre in ordres:
        c.execute(ordre)
    c.close()
    anomalies = controler(copie).anomalies
    assert any(a.controle == controle and phrase in a.phrase for a in anomalies), anomalies


def test_l_index_qui_ne_suit_plus_est_trouve(ctx: Contexte) -> None:
    foyer(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET prenom = 'Autre' WHERE id = 1")
    anomalies = verifier(ctx).anomalies
    assert [a.controle for a in anomalies] == ["recherche"]
    assert "20421-K" in anomalies[0].phrase
    orpheline = (
        "INSERT INTO jeton_recherche (jeton, cle) VALUES ('zzz', 5)"
        if ctx.base.postgres
        else "INSERT INTO recherche_fts (rowid, noms, autres) VALUES (5, 'zzz', '')"
    )
    with ctx.ecriture() as s:
        s.ordre(orpheline)
    assert any("entrée d’index 5" in a.phrase for a in verifier(ctx).anomalies)


def test_deux_cles_vivantes_sont_trouvees(ctx: Contexte) -> None:
    from models import CleEnfance

    famille, gens = foyer(ctx)
    with ctx.ecriture() as s:
        s.ordre("DROP INDEX ux_cle_vivante")
        for n in "ab":
            s.add(
                CleEnfance(
                    famille_id=famille, responsable_id=gens[0], empreinte=n * 64, etat="emise", emission=1,
                    emise_le=ctx.maintenant(), expire_le=ctx.maintenant(),
                )
            )  # fmt: skip
    assert [a.controle for a in verifier(ctx).anomalies] == ["clés", "structure"]


def test_beaucoup_d_anomalies_tiennent_en_quelques_lignes(ctx: Contexte) -> None:
    for n in range(8):
        foyer(ctx, f"2042{n}")
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET prenom = 'Autre'")
    rapport = verifier(ctx)
    assert len(rapport.anomalies) == 6
    assert "3 autres" in rapport.anomalies[-1].phrase
    with pytest.raises(IntegriteRompue, match="5 autres anomalies") as refus:
        rapport.exiger()
    assert refus.value.code == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(place=st.integers(0, 10**9), octets=st.binary(min_size=64, max_size=64))
def test_un_fichier_gribouille_donne_une_phrase_jamais_une_trace(ecrite, tmp_path_factory, place, octets):
    """A failing disk writes 64 bytes anywhere after the header."""
    from guichet.erreurs import ErreurMetier

    fichier = copier(ecrite, tmp_path_factory.mktemp("g"))
    contenu = bytearray(fichier.read_bytes())
    debut = 100 + place % (len(contenu) - 200)
    contenu[debut : debut + 64] = octets
    fichier.write_bytes(contenu)
    try:
        rapport = controler(fichier)
    except ErreurMetier as refus:
        assert refus.message.endswith((".", ".\u00a0"))
    else:
        for a in rapport.anomalies:
            assert a.phrase.endswith((".", "…"))


def test_vingt_mille_lignes_en_memoire_plate(ctx_sqlite: Contexte) -> None:
    import tracemalloc

    from guichet.registres.socle import journal

    ctx = ctx_sqlite
    with ctx.ecriture() as s:
        for n in range(20_000):
            journal.inscrire_verbe(s, ctx.maintenant(), "a", "p", "t", [(str(n), {})])
    tracemalloc.start()
    rapport = verifier(replace(ctx))
    _, sommet = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rapport.tete_seq == 20_001
    assert sommet < 12_000_000


def test_un_compte_d_un_mode_inconnu_est_une_base_abimee(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: « incident imprévu » at the identifiers of one family, and no word of where."""
    from models import ComptePortail

    ctx = ctx_sqlite
    famille_id, (adulte, _) = foyer(ctx)
    with ctx.ecriture() as s:
        s.add(
            ComptePortail(
                famille_id=famille_id, personne_id=adulte, identifiant="s.leger", identifiant_cle="s.leger",
                mode="sorcier", etat="suspendu",
            )
        )  # fmt: skip
    trouvees = [a.phrase for a in verifier(ctx).anomalies]
    assert any("compte_portail.mode" in p and "sorcier" in p for p in trouvees), trouvees
    incident = consigner(ValueError("sorcier"))
    assert incident.cause is not None
    assert "compte_portail.mode" in incident.phrase
    assert "guichet restaurer" in incident.phrase
