"""What somebody writes in the base without the program is found, table by table, on both engines (issue 8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guichet.base.moteur import Base
from guichet.base.simulation import BaseSimulee
from guichet.contexte import Contexte
from guichet.erreurs.base import CleDeBaseAbsente
from guichet.services.socle.verification import verifier_base
from models.invariants.scellees import NOMS, non_scellees, scellees
from tests.bases import sceller
from tests.services.socle.verification.garnie import dit, garnir, sous_main, vides

CHANGEES = {
    "agent": "role = 'superviseur' WHERE identifiant = 'accueil'",
    "parametre": "valeur = 'x' WHERE cle = 'base_id'",
    "session_agent": "expire_le = '2036-01-01 00:00:00.000000'",
    "reglement": "contenu = '{}'",
    "compte_portail": "etat = 'active'",
    "cle_enfance": "etat = 'remise'",
    "identifiant_ancien": "identifiant = 'autre@free.fr'",
    "envoi_portail": "geste = 'activer'",
    "envoi_exporte": "lot = 'lot 2'",
    "remise": "piece = 'passeport'",
    "passage": "agent = 'accueil'",
    "acte_passage": "libelle = 'autre'",
    "tache": "detail = 'autre'",
    "fusion": "agent = 'accueil'",
    "inscription": "priorite = 9",
    "reservation": "facturee = NOT facturee",
    "piece_vue": "agent = 'accueil'",
}


@pytest.fixture
def garnie(ctx: Contexte) -> Contexte:
    """A base with something in every sealed table."""
    garnir(ctx)
    assert vides(ctx, NOMS) == []
    assert dit(ctx) == []
    return ctx


def test_une_ligne_changee_sous_main_est_nommee_dans_chaque_table(garnie: Contexte) -> None:
    """Lost otherwise: one UPDATE gives a right, a Clé or a meal, and nothing ever tells."""
    assert {*CHANGEES} == {*NOMS}
    # The fingerprint of the key is in parametre: base_id alone would hide the rest from a machine that looks by name.
    sous_main(garnie.base.adresse, *(f"UPDATE {t} SET {quoi}" for t, quoi in CHANGEES.items() if t != "parametre"))
    phrases = dit(garnie)
    for table in {*NOMS} - {"parametre"}:
        (phrase,) = [p for p in phrases if f"« {table} »" in p]
        assert "modifiée hors de Guichet" in phrase or "modifiées hors de Guichet" in phrase


def test_une_ligne_effacee_ou_ajoutee_sous_main_est_nommee(garnie: Contexte) -> None:
    """Lost otherwise: a handing over that never was, a session nobody opened."""
    sous_main(
        garnie.base.adresse,
        "DELETE FROM remise",
        "DELETE FROM piece_vue",
        "INSERT INTO session_agent (id, agent_id, empreinte, ouverte_le, expire_le, compte, terminal) "
        "SELECT 77, agent_id, 'x', ouverte_le, expire_le, compte, '' FROM session_agent",
    )
    pieces = "/assurance a été effacée hors de Guichet."
    assert "Dans « remise », la ligne 1 a été effacée hors de Guichet." in dit(garnie)
    assert "Dans « session_agent », la ligne 77 a été ajoutée hors de Guichet." in dit(garnie)
    assert [p for p in dit(garnie) if p.endswith(pieces)]


def test_une_ligne_effacee_avec_son_sceau_ou_remise_avec_l_ancien_se_voit_au_total(garnie: Contexte) -> None:
    """Lost otherwise: what was true yesterday, seals included, put back in the place of what is true."""
    sous_main(garnie.base.adresse, "DELETE FROM remise", "DELETE FROM sceau WHERE objet = 'remise'")
    (phrase,) = dit(garnie)
    assert "« remise »" in phrase
    assert "effacée avec son sceau" in phrase


def test_ce_que_le_programme_ecrit_ensuite_ne_blanchit_rien(garnie: Contexte) -> None:
    """Lost otherwise: the role raised by hand is sealed at the next log-in of that agent, and is then true."""
    sous_main(
        garnie.base.adresse,
        "UPDATE agent SET role = 'superviseur' WHERE identifiant = 'accueil'",
        "DELETE FROM remise",
        "DELETE FROM sceau WHERE objet = 'remise'",
        "DELETE FROM tache",
    )
    avant = dit(garnie)
    assert len(avant) == 3
    with garnie.ecriture() as s:
        s.ordre("UPDATE agent SET echecs = 0 WHERE identifiant = 'accueil'")
        s.ordre(
            "INSERT INTO remise (id, le, agent, famille_id, personne_id, objet, piece, canal) "
            "SELECT 1, :le, 'demo', famille_id, personne_id, 'cle', 'cni', 'guichet' FROM compte_portail",
            {"le": garnie.maintenant()},
        )
        sceller(s, garnie, "essai")
    assert dit(garnie) == avant
    with garnie.ecriture() as s:
        s.ordre("DELETE FROM remise WHERE id = 2")
        sceller(s, garnie, "essai")
    assert dit(garnie) == avant


def test_une_ligne_de_journal_chainee_sans_la_cle_se_voit(garnie: Contexte) -> None:
    """Lost otherwise: whoever reads how lines are chained adds an act that nobody did."""
    from guichet.registres.socle.journal import empreinte

    with garnie.lecture() as s:
        seq, precedent = s.une("SELECT seq, empreinte FROM journal ORDER BY seq DESC LIMIT 1") or (0, "")
    champs = ("2026-11-16T13:07:00.000000+00:00", "demo", "poste 2", "essai", "", "{}")
    hache = empreinte(precedent, seq + 1, *champs)
    valeurs = ", ".join(f"'{v}'" for v in (*champs, precedent, hache))
    sous_main(
        garnie.base.adresse,
        "INSERT INTO journal (seq, le, agent, poste, type, objet, contenu, precedent, empreinte) "
        f"VALUES ({seq + 1}, {valeurs})",
    )
    (phrase,) = dit(garnie)
    assert "sans la clé" in phrase
    with garnie.ecriture() as s:
        sceller(s, garnie, "essai")
    (phrase,) = dit(garnie)
    assert "sans la clé" in phrase, "an act of ours does not make it true"


def test_sans_la_cle_on_lit_on_n_ecrit_pas_et_rien_n_est_dit_verifie(garnie: Contexte) -> None:
    """Lost otherwise: a yes that nobody could give, or rows without a seal."""
    seule = Base(garnie.base.adresse)
    try:
        (anomalie,) = verifier_base(seule).anomalies
        assert "ne sont pas vérifiés" in anomalie.phrase
        sans = replace(garnie, base=seule)
        for ecrire in (lambda s: sceller(s, sans, "essai"), lambda s: s.ordre("UPDATE agent SET echecs = 1")):
            with pytest.raises(CleDeBaseAbsente, match="GUICHET_CLES"), sans.ecriture() as s:
                ecrire(s)
        with sans.ecriture() as s:
            assert s.une("SELECT 1 FROM agent") == (1,)
    finally:
        seule.fermer()
    assert dit(garnie) == []


def test_une_simulation_ne_laisse_aucun_sceau(garnie: Contexte) -> None:
    essai = BaseSimulee.de(garnie.base)
    with replace(garnie, base=essai).ecriture() as s:
        s.ordre("UPDATE agent SET echecs = 3")
        sceller(s, garnie, "essai")
    essai.fermer()
    assert dit(garnie) == []


def test_le_rapport_nomme_ce_qui_est_couvert_et_ce_qui_ne_l_est_pas(garnie: Contexte) -> None:
    (controle,) = [c for c in verifier_base(garnie.base).controles if c.nom == "sceaux"]
    assert all(nom in controle.remarque for nom in (*NOMS, "famille", "personne", "recherche"))
    assert not {*non_scellees()} & {*NOMS}
    with garnie.lecture() as s:
        lignes = sum((s.une(f"SELECT count(*) FROM {t}") or (0,))[0] for t in scellees())
    assert controle.nombre == lignes
