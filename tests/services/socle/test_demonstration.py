"""The demonstration town: what a new agent learns on, and what every picture of the README shows."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from guichet.base import Adresse, ouvrir_base
from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import Contexte, agent_courant, ouvrir
from guichet.demonstration.ville import peupler
from guichet.erreurs.base import BaseExistante
from guichet.impression import ImprimanteMemoire
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.socle.domaine import EtatCle
from guichet.services.socle.demonstration import preparer
from tests.bases import DEPART, Horloge, ServeurPostgres


@pytest.fixture
def ville(demo: Path) -> Iterator[Contexte]:
    ctx = ouvrir(Adresse(demo), poste="poste 2", site="mairie", horloge=Horloge(), imprimante=ImprimanteMemoire())
    yield ctx.pour(agent_courant("demo", "Nadia Benali", "superviseur", tous_droits=True))
    ctx.base.fermer()


def compter(ctx: Contexte, sql: str) -> int:
    with ctx.lecture() as s:
        ligne = s.une(f"SELECT count(*) FROM {sql}")
    assert ligne is not None
    return int(ligne[0])


def test_c_est_une_base_de_formation_entiere(ville: Contexte) -> None:
    """Lost otherwise: a demonstration that looks like a real base, or one that does not verify."""
    assert ville.formation
    assert compter(ville, "famille") == 300
    assert compter(ville, "fiche_recherche") == 300
    with ville.lecture() as s:
        assert s.une("PRAGMA integrity_check") == ("ok",)
        assert s.lignes("PRAGMA foreign_key_check") == []
        orphelines = "SELECT 1 FROM famille f WHERE NOT EXISTS (SELECT 1 FROM lien l WHERE l.famille_id = f.id AND l.role = 'responsable')"
        assert s.une(orphelines) is None
        assert [t for (t,) in s.lignes("SELECT type FROM journal ORDER BY seq")] == [
            "base.creer",
            "demonstration.preparer",
        ]


MAQUETTES = [
    ("20421", [("Léger-Martin", "Sophie"), ("Martin", "Karim"), ("Léger-Martin", "Léa"), ("Léger-Martin", "Tom"), ("Léger", "Odile")], "commune"),
    ("20988", [("Léger", "Antoine"), ("Léger", "Sophie"), ("Léger", "Noé")], "commune"),
    ("21007", [("Legendre", "Sophia"), ("Legendre", "Inès")], "exterieur"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "membres", "residence"), MAQUETTES)
def test_les_familles_des_maquettes_y_sont(
    ville: Contexte, code: str, membres: list[tuple[str, str]], residence: str
) -> None:
    """Lost otherwise: the pictures, and every example of the help pages."""
    with ville.lecture() as s:
        lus = s.lignes(
            "SELECT p.nom, p.prenom FROM personne p JOIN lien l ON l.personne_id = p.id JOIN famille f ON f.id = l.famille_id "
            "WHERE f.code = :code ORDER BY CASE l.role WHEN 'responsable' THEN 0 WHEN 'enfant' THEN 1 ELSE 2 END, l.rang",
            {"code": code},
        )
        assert lus == membres
        assert s.une("SELECT residence FROM famille WHERE code = :code", {"code": code}) == (residence,)


def test_la_recherche_des_maquettes_donne_leurs_lignes(ville: Contexte) -> None:
    """Lost otherwise: the first thing anybody types after reading the design."""
    from guichet.services.recherche.boite import chercher, derniers_passages

    lignes = chercher(ville, "lege sop").lignes
    assert {ligne.code for ligne in lignes} == {"20421", "20988", "21007"}
    leger_martin = next(ligne for ligne in lignes if ligne.code == "20421")
    assert (leger_martin.famille, leger_martin.enfants) == ("LÉGER-MARTIN Sophie, MARTIN Karim", "Léa CE1 · Tom PS")
    assert [p.code for p in derniers_passages(ville)][:3] == ["20112", "22040", "20007"]


def test_lea_a_son_pai_et_sa_classe(ville: Contexte) -> None:
    """Lost otherwise: the alert the dossier's picture starts with."""
    with ville.lecture() as s:
        assert s.une(
            "SELECT d.detail, c.ecole, c.classe, c.annee FROM personne p JOIN pai_detail d ON d.personne_id = p.id "
            "JOIN scolarite c ON c.personne_id = p.id WHERE p.prenom = 'Léa' AND p.nom = 'Léger-Martin'"
        ) == ("arachide", "Victor-Hugo", "CE1", 2026)


CAS = {
    "sans courriel": "famille f WHERE NOT EXISTS (SELECT 1 FROM lien l JOIN personne p ON p.id = l.personne_id WHERE l.famille_id = f.id AND p.courriel <> '')",
    "courriel yahoo": "personne WHERE courriel LIKE '%@yahoo.%'",
    "parent seul": "famille f WHERE (SELECT count(*) FROM lien l WHERE l.famille_id = f.id AND l.role = 'responsable') = 1",
    "deux parents": "famille f WHERE (SELECT count(*) FROM lien l WHERE l.famille_id = f.id AND l.role = 'responsable') = 2",
    "enfant dans deux foyers": "(SELECT personne_id FROM lien WHERE role = 'enfant' GROUP BY personne_id HAVING count(*) = 2) x",
    "extérieur": "famille WHERE residence = 'exterieur'",
    "sans QF": "famille f WHERE NOT EXISTS (SELECT 1 FROM quotient q WHERE q.famille_id = f.id)",
    "facture électronique": "famille WHERE envoi_factures = 'electronique'",
    "PAI": "pai_detail",
    "contact": "lien WHERE role = 'contact' AND peut_chercher",
    "visite suspendue": "passage WHERE etat = 'suspendu'",
    "identifiants expirés": "compte_portail WHERE etat = 'emis' AND expire_le < '2026-11-16 13:07'",
    "envoi au portail": "envoi_portail",
    "remise": "remise",
} | {f"compte {etat}": f"compte_portail WHERE etat = '{etat}'" for etat in EtatComptePortail} | {
    f"clé {etat}": f"cle_enfance WHERE etat = '{etat}'" for etat in EtatCle
}  # fmt: skip


@pytest.mark.parametrize("cas", CAS)
def test_chaque_cas_du_guichet_s_y_trouve(ville: Contexte, cas: str) -> None:
    """Lost otherwise: a situation no trainee meets before a real parent brings it."""
    assert compter(ville, CAS[cas]) > 0


def test_les_identifiants_oublies_sont_dus_aujourd_hui_ou_en_retard(ville: Contexte) -> None:
    """Lost otherwise: the inbox of the first screen, empty or years late."""
    maintenant = ville.maintenant()
    with ville.lecture() as s:
        echeances = [e for (e,) in s.lignes("SELECT echeance FROM tache WHERE etat = 'a_faire' ORDER BY echeance")]
    assert sum(e < maintenant for e in echeances) == 1
    assert sum(maintenant < e < maintenant + timedelta(hours=2) for e in echeances) == 4
    assert len(echeances) == 6


def test_personne_de_reel_ne_peut_etre_joint(ville: Contexte) -> None:
    """Lost otherwise: a trainee who calls, or writes to, a stranger."""
    with ville.lecture() as s:
        numeros = [n for (n,) in s.lignes("SELECT mobile FROM personne WHERE mobile <> ''")]
        courriels = [c for (c,) in s.lignes("SELECT courriel FROM personne WHERE courriel <> ''")]
    assert sum(not n.startswith("063998") for n in numeros) <= 5  # the pictures' own
    assert [c for c in courriels if not c.endswith(".example")] == ["sophie.leger@orange.fr"]


def test_les_personnes_passent_les_memes_controles_qu_un_formulaire(ville: Contexte) -> None:
    """Lost otherwise: a demonstration family that its own form refuses to save."""
    from models import FamilleBase, PersonneBase

    champs = "civilite, nom, nom_naissance, prenom, naissance, courriel, mobile, fixe, regimes, pai"
    with ville.lecture() as s:
        for ligne in s.lignes(f"SELECT {champs} FROM personne"):
            valeurs = dict(zip(champs.split(", "), ligne, strict=True))
            assert PersonneBase.model_validate(valeurs).model_dump() == valeurs
        for adresse, code_postal, nom in s.lignes("SELECT adresse, code_postal, ville FROM famille"):
            FamilleBase.model_validate({"adresse": adresse, "code_postal": code_postal, "ville": nom})


def test_les_fratries_sont_possibles() -> None:
    """Lost otherwise: two sisters born a month apart, and a trainee who takes the whole town for a joke."""
    ville = peupler(lire_preset(chemin_preset("clairval")), date(2026, 11, 16), familles=400, graine=3)
    assert sum(sum(p.role == "enfant" for p in demo.famille.membres) > 1 for demo in ville) > 100
    for demo in ville:
        enfants = [p for p in demo.famille.membres if p.role == "enfant" and p.naissance]
        naissances = sorted(p.naissance for p in enfants if p.naissance)
        assert all((b - a).days > 270 for a, b in itertools.pairwise(naissances))
        assert len({p.prenom for p in enfants}) == len(enfants)
        parents = [p.naissance for p in demo.famille.membres if p.role == "responsable" and p.naissance]
        assert all(enfant.year - parent.year >= 18 for enfant in naissances for parent in parents)


def test_la_meme_graine_donne_la_meme_ville() -> None:
    """Lost otherwise: pictures and exercises that change at each preparation."""
    commune, jour = lire_preset(chemin_preset("clairval")), date(2026, 11, 16)
    ville = peupler(commune, jour, familles=120, graine=7)
    assert ville == peupler(commune, jour, familles=120, graine=7)
    assert ville[:60] == peupler(commune, jour, familles=60, graine=7)
    assert ville != peupler(commune, jour, familles=120, graine=8)
    assert len({demo.famille.code for demo in ville}) == 120


@pytest.mark.parametrize(
    "commune", ["le-blanc-mesnil", "guichet-unique", "le-mesnil-saint-denis", "espace-citoyens-premium", "service-sej"]
)
@pytest.mark.parametrize("jour", [datetime(2027, 1, 3, 9, tzinfo=UTC), datetime(2028, 2, 29, 22, 30, tzinfo=UTC)])
def test_chaque_commune_et_chaque_saison_ont_leur_demonstration(tmp_path: Path, commune: str, jour: datetime) -> None:
    """Lost otherwise: the demonstration of the town that is being convinced, or the one prepared on a Sunday."""
    adresse = Adresse(tmp_path / "demo.db")
    preparer(adresse, commune=commune, familles=60, maintenant=jour)
    base = ouvrir_base(adresse)
    with base.lecture() as s:
        assert s.une("SELECT count(*) FROM famille") == (60,)
    base.fermer()


@pytest.mark.parametrize("familles", [0, 1, 3])
def test_une_toute_petite_ville(tmp_path: Path, familles: int) -> None:
    """Lost otherwise: `guichet demo --familles 1`, by a traceback."""
    preparer(Adresse(tmp_path / "demo.db"), familles=familles, maintenant=DEPART)
    with sqlite3.connect(tmp_path / "demo.db") as c:
        assert c.execute("SELECT count(*) FROM famille").fetchone() == (familles,)
    c.close()


def test_sur_un_serveur_aussi(postgres: ServeurPostgres | str) -> None:
    """Lost otherwise: the training base of a town with several sites."""
    if isinstance(postgres, str):
        pytest.skip(postgres)
    import psycopg

    with psycopg.connect(postgres.adresse("template1").url, autocommit=True) as c:
        c.execute("CREATE DATABASE demo TEMPLATE template0")
    adresse, pas = postgres.adresse("demo"), []
    for _ in range(2):
        preparer(adresse, familles=60, maintenant=DEPART, avancement=lambda fait, total: pas.append((fait, total)))
    assert pas[-1] == (60, 60)
    with pytest.raises(BaseExistante):
        preparer(adresse, familles=61, maintenant=DEPART)
    with psycopg.connect(adresse.url) as c:
        assert c.execute("SELECT count(*) FROM famille").fetchone() == (60,)
