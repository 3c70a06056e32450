"""What the list under the box shows, offers and costs: the agent reads it while the parent still speaks."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from guichet.contexte import agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.registres.recherche import index_recherche
from guichet.regles.socle.code_famille import affiche
from guichet.services import familles
from guichet.services.recherche import boite
from tests.services.foyers import Qui, clairval, codes, ecrire


@pytest.fixture
def ville(ctx):
    return clairval(ctx)


def test_hostile_names_are_found_as_they_are(ctx):
    """Lost otherwise: the family the software was not written for."""
    noms = ["[/b]Robert", 'O\'Neil "Quote"', "Drop Table;--", "שלום", "Été" * 33]
    with ctx.ecriture() as s:
        foyers = [ecrire(s, f"3000{i}", Qui(nom, "Zoé")) for i, nom in enumerate(noms)]
        index_recherche.rafraichir(s, [f.famille_id for f in foyers])
    for i, nom in enumerate(noms):
        assert f"3000{i}" in codes(ctx, nom), nom


def test_a_row_is_ready_to_show(ctx, ville):
    """Lost otherwise: the second query per line that makes typing stutter."""
    ligne = boite.chercher(ctx, "20421").lignes[0]
    assert ligne.famille == "LÉGER-MARTIN Sophie, Karim"
    assert ligne.enfants == "Léa CE1 · Tom PS"
    assert (ligne.ville, ligne.residence, ligne.telephone) == ("Clairval", "commune", "0612345678")
    assert ligne.alertes == "PAI"
    autre = boite.chercher(ctx, "20112").lignes[0]
    assert autre.alertes == "sans courriel · sans téléphone"
    assert autre.famille == "ŞAHIN Łucja"


def test_more_than_is_shown_is_said(ctx):
    """Lost otherwise: the family one believes absent because it was the fifty-first."""
    with ctx.ecriture() as s:
        foyers = [ecrire(s, str(40000 + i), Qui("Martin", f"Prénom{i}")) for i in range(60)]
        index_recherche.rafraichir(s, [f.famille_id for f in foyers])
    resultats = boite.chercher(ctx, "mart")
    assert (len(resultats.lignes), resultats.tronque) == (50, True)
    tous = boite.chercher(ctx, "mart", limite=60)
    assert (len(tous.lignes), tous.tronque) == (60, False)
    assert len(codes(ctx, "martin pre", limite=10)) == 10
    assert len(codes(ctx, "prenom", limite=10)) == 10


def test_families_come_in_alphabetical_order(ctx):
    """Lost otherwise: the eye, which looks for a name where the alphabet puts it."""
    noms = ["Martinez", "Martin", "Martin-Duval", "Marchand", "Marty", "Marais"]
    with ctx.ecriture() as s:
        foyers = [ecrire(s, str(50000 + i), Qui(nom, "Anne")) for i, nom in enumerate(noms)]
        index_recherche.rafraichir(s, [f.famille_id for f in foyers])
    attendu = [f"{nom.upper()} Anne" for nom in ("Marais", "Marchand", "Martin", "Martin-Duval", "Martinez", "Marty")]
    for texte in ("mar", "mar anne", "anne"):
        assert [ligne.famille for ligne in boite.chercher(ctx, texte).lignes] == attendu, texte


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("legay", "20421"), ("lejer martain", "20421"), ("sofi ledjer", "20421"), ("ugo", "20988"), ("chahin", "20112"),
     ("lea antoine", "20988"), ("hugo zebulon", "20988")],
)  # fmt: skip
def test_a_name_misheard_offers_the_nearest(ctx, ville, texte, attendu):
    """Lost otherwise: a second dossier created for a family that was there all along."""
    assert boite.chercher(ctx, texte).lignes == ()
    assert attendu in [ligne.code for ligne in boite.proches(ctx, texte)]


@pytest.mark.parametrize("texte", ["", "12", "xqzw", "le", "0612345678"])
def test_what_resembles_nothing_offers_nothing(ctx, ville, texte):
    assert boite.proches(ctx, texte) == ()


def test_the_last_families_seen_are_one_key_away(ctx, ville):
    """Lost otherwise: the parent who comes back from the photocopier and is looked for again."""
    from models import Passage

    assert boite.derniers_passages(ctx) == ()
    with ctx.ecriture() as s:
        for i, rang in enumerate((0, 1, 0, 2)):
            s.add(
                Passage(
                    famille_id=ville[rang].famille_id, agent="demo", poste=f"poste {i}", terminal=f"poste {i}", etat="clos",
                    ouvert_le=datetime(2026, 11, 16, 9, i, tzinfo=UTC),
                )
            )  # fmt: skip
    passages = boite.derniers_passages(ctx)
    assert [(p.code, p.poste) for p in passages] == [("20988", "poste 3"), ("20421", "poste 2"), ("21007", "poste 1")]
    assert passages[0].famille == "HUGO Antoine"
    assert passages[0].ouvert_le == datetime(2026, 11, 16, 9, 3, tzinfo=UTC)
    assert len(boite.derniers_passages(ctx, limite=1)) == 1


def test_who_keeps_the_machine_does_not_read_the_families(ctx, ville):
    """Lost otherwise: privacy, since the administrator has no business with the dossiers."""
    admin = ctx.pour(agent_courant("admin", "Ada", "administrateur"))
    for service in (
        lambda c: boite.chercher(c, "leger"),
        lambda c: boite.proches(c, "leger"),
        boite.derniers_passages,
    ):
        with pytest.raises(DroitInsuffisant):
            service(admin)
    accueil = ctx.pour(agent_courant("accueil", "Claire", "agent"))
    with pytest.raises(DroitInsuffisant):
        boite.reindexer(accueil)


def test_codes_shown_are_codes_found(ctx, ville):
    assert codes(ctx, affiche("20421")) == ["20421"]


def test_searching_loads_neither_sqlalchemy_nor_pydantic(ctx_sqlite, tmp_path):
    """Lost otherwise: the start of every shift, and 30 MiB a workstation."""
    programme = """
import sys
from guichet.services.recherche import boite as recherche
from guichet.base.moteur import Base
from guichet.base.adresse import Adresse
from pathlib import Path
from types import SimpleNamespace
base = Base(Adresse(Path(sys.argv[1])))
ctx = SimpleNamespace(exiger=lambda d: None, lecture=base.lecture, acte=lambda: None)
for texte in ("leger", "leger sop", "20421-K", "06 12", "16/11/2019", "a@b", "xyz"):
    recherche.chercher(ctx, texte)
recherche.derniers_passages(ctx)
lourds = {"sqlalchemy", "sqlmodel", "pydantic", "rapidfuzz", "phonenumbers", "keyring", "argon2"} & set(sys.modules)
assert not lourds, lourds
"""
    subprocess.run([sys.executable, "-c", programme, str(ctx_sqlite.base.adresse.fichier)], check=True)


def test_the_nearest_come_first_and_a_child_s_first_name_last_among_equals(ctx):
    """Lost otherwise: « moreau », and every family with a Marceau before the Hoareau who was meant."""
    for nom, prenom, enfant in (("Adam", "Noémie", "Marceau"), ("Hoareau", "Paul", "Léa"), ("Moreaux", "Ida", "Tom")):
        membres = (SaisieMembre(nom=nom, prenom=prenom), SaisieMembre(role="enfant", nom=nom, prenom=enfant))
        familles.creer(ctx, SaisieFamille(membres=membres))
    assert [ligne.famille.split()[0] for ligne in boite.proches(ctx, "moreau")] == ["MOREAUX", "HOAREAU", "ADAM"]
