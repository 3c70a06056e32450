"""Booking from a shell: a school without the app, a script at night, a screen reader must get what the planner gets."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from tests.bases import DEPART
from tests.cli.cadre.test_simulation import empreintes
from tests.cli.conftest import programme

MATIN = "accueil-matin"
INSCRIT = "2026-06-01 08:00:00.000000"
"""Asked, and complete, on that day."""
pytestmark = pytest.mark.usefixtures("le_16_novembre")


@pytest.fixture
def tom(demo, base):
    """Tom Léger may go to the morning care, the canteen and the Wednesdays of the year that is running."""
    from guichet.regles.offre.annee import annee_scolaire

    annee = annee_scolaire(DEPART.date())
    with sqlite3.connect(base) as c:
        c.execute("PRAGMA foreign_keys = ON")
        (personne,) = c.execute("SELECT id FROM personne WHERE prenom = 'Tom'").fetchone()
        (famille,) = c.execute("SELECT famille_id FROM lien WHERE personne_id = ?", (personne,)).fetchone()
        for activite, groupe in c.execute(
            "SELECT a.id, min(g.id) FROM activite a JOIN groupe g ON g.activite_id = a.id "
            "WHERE a.code IN ('accueil-matin', 'restauration', 'mercredi') AND g.ecole IN ('', 'Molière') GROUP BY a.id"
        ).fetchall():
            c.execute(
                "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, "
                "complete_le, priorite, version) VALUES (?, ?, ?, ?, ?, ?, 'active', ?, ?, 0, 1)",
                (personne, famille, activite, groupe, f"{annee}-09-01", f"{annee + 1}-08-31", *2 * (INSCRIT,)),
            )
    return demo


def ecoles(base, combien, *, apres=40):
    """School days far enough for every deadline to be open."""
    debut = DEPART.date() + timedelta(days=apres)
    with sqlite3.connect(base) as c:
        return [
            date.fromisoformat(jour)
            for (jour,) in c.execute(
                "SELECT DISTINCT o.jour FROM ouverture o JOIN unite u ON u.id = o.unite_id WHERE u.code = 'matin' "
                "AND o.jour >= ? AND NOT o.fermee ORDER BY o.jour LIMIT ?",
                (debut.isoformat(), combien),
            )
        ]


def test_le_planning_se_lit_en_80_colonnes(tom):
    sortie = tom("planning", "20001")
    assert sortie.code == 0, sortie.err
    assert "Tom GS 20" in sortie.out
    assert "lu MR" in sortie.out
    assert "vacances de la Toussaint" in sortie.out
    assert max(map(len, sortie.out.splitlines())) <= 80


def test_le_planning_est_une_liste_de_jours(tom, base):
    jour = ecoles(base, 1)[0]
    jours = tom("planning", "20001", "--mois", f"{jour:%Y-%m}", "--enfant", "1", "--format", "json").json
    assert {j["jour"][:7] for j in jours} == {f"{jour:%Y-%m}"}
    un = next(j for j in jours if j["jour"] == jour.isoformat() and j["unite"] == "Accueil du matin")
    assert (un["enfant"], un["etat"], un["prises"]) == ("Tom", "libre", 0)
    assert un["limite_reservation"].startswith((jour - timedelta(days=15)).isoformat())


def test_un_foyer_sans_inscription_le_dit(demo):
    sortie = demo("planning", "20001")
    assert (sortie.code, sortie.out) == (0, "")
    assert "inscri" in sortie.err
    assert demo("planning", "20001", "--format", "json").json == []


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        (("--enfant", "Zoé"), "ne désigne pas un seul enfant"),
        (("--mois", "brumaire"), "n’est pas un mois"),
        (("--mois", "ma"), "n’est pas un mois"),
    ],
)
def test_le_planning_nomme_ce_qui_ne_se_lit_pas(demo, options, phrase):
    sortie = demo("planning", "20001", *options)
    assert (sortie.code, sortie.out) == (2, "")
    assert phrase in sortie.err


def test_le_delai_dit_quand_et_pourquoi(demo):
    """The limit of the town's own rule, J-15: the whole last day is in."""
    jour = date(2026, 11, 16)
    dit = demo("delai", MATIN, "16/11/2026", "--format", "json").json
    assert {"limite_reservation", "limite_annulation", "regle", "motif"} <= set(dit)
    assert dit["limite_reservation"] == f"{jour - timedelta(days=15)}T23:59:59+01:00"
    assert dit["limite_annulation"].startswith(f"{jour - timedelta(days=15)}T23:59")
    assert "J-15" in dit["regle"]
    assert "majoration de 50" in dit["motif"]
    lu = demo("delai", MATIN, "16112026").out
    assert "jusqu’au 01/11/2026 23:59" in lu
    assert max(map(len, lu.splitlines())) <= 80


def test_les_places_se_disent_groupe_par_groupe(demo, base):
    jour = ecoles(base, 1)[0]
    lignes = demo("places", MATIN, f"{jour:%d%m%Y}", "--format", "json").json
    moliere = next(ligne for ligne in lignes if ligne["groupe"] == "Molière")
    assert (moliere["capacite"], moliere["prises"], moliere["attente"], moliere["restantes"]) == (40, 0, 0, 40)
    assert max(map(len, demo("places", MATIN, jour.isoformat()).out.splitlines())) <= 80
    ferie = demo("places", MATIN, "2026-12-25")
    assert (ferie.code, ferie.out) == (0, "")
    assert "Rien n’a lieu" in ferie.err


@pytest.mark.parametrize("ordre", ["delai", "places"])
def test_une_activite_ou_un_jour_inconnu_est_nomme(demo, ordre):
    assert "piscine" in demo(ordre, "piscine", "16/11/2026").err
    assert demo(ordre, "piscine", "16/11/2026").code == 1
    sortie = demo(ordre, MATIN, "31/02/2027")
    assert sortie.code == 1
    assert "31/02/2027" in sortie.err


def dates(jours):
    return ",".join(f"{jour:%d/%m/%Y}" for jour in jours)


def test_reserver_dit_ce_que_devient_chaque_jour(tom, base):
    """The preview of a simulation and the act say the same, day by day; then the planner shows it."""
    jours = ecoles(base, 2)
    dimanche = jours[0] + timedelta(days=6 - jours[0].weekday())
    ligne = ("reserver", "20001", "--enfant", "Tom", "--activite", MATIN, "--jours", dates([*jours, dimanche]))
    essai = tom(*ligne, "--simulation", "--format", "json")
    assert essai.code == 0, essai.err
    assert {(j["jour"], j["issue"]) for j in essai.json} == {
        (jours[0].isoformat(), "reservee"),
        (jours[1].isoformat(), "reservee"),
        (dimanche.isoformat(), "refusee"),
    }
    assert all({"jour", "unite", "issue", "motif", "regle"} <= set(j) and j["motif"] for j in essai.json)
    assert tom(*ligne, "--simulation", "--format", "json").json == essai.json

    fait = tom(*ligne, "--format", "json")
    assert (fait.code, fait.json) == (0, essai.json)
    assert "1 refusée" in fait.err
    encore = tom(*ligne, "--format", "json")
    assert {j["issue"] for j in encore.json} == {"inchangee", "refusee"}
    planning = tom("planning", "20001", "--format", "json").json
    assert {j["jour"] for j in planning if j["etat"] == "reservee"} == {jour.isoformat() for jour in jours}


def test_une_simulation_se_lit_aussi_en_80_colonnes(tom):
    essai = tom("reserver", "20001", "--activite", "mercredi", "--rythme", "1/2", "--simulation")
    assert essai.code == 0, essai.err
    assert essai.out.startswith("Simulation, rien n’est écrit. La réponse serait\u00a0:\n")
    assert "réservée" in essai.out
    assert max(map(len, essai.out.splitlines())) <= 80
    assert {j["etat"] for j in tom("planning", "20001", "--format", "json").json} <= {"libre", "fermee"}


def test_une_simulation_ne_bouge_pas_un_octet(tom, base):
    jours = dates(ecoles(base, 3))
    tom("reserver", "20001", "--activite", MATIN, "--jours", dates(ecoles(base, 1)))
    avant = empreintes(base)
    for ordre in ("reserver", "annuler"):
        sortie = tom(ordre, "20001", "--activite", MATIN, "--jours", jours, "--simulation")
        assert sortie.code == 0, sortie.err
        assert sortie.out.startswith("Simulation, rien n’est écrit. La réponse serait\u00a0:\n")
        assert empreintes(base) == avant


def test_hors_delai_la_majoration_est_annoncee(tom, base):
    demain = ecoles(base, 1, apres=1)
    sortie = tom("reserver", "20001", "--activite", MATIN, "--jours", dates(demain), "--simulation", "--format", "json")
    (jour,) = sortie.json
    assert jour["issue"] == "majoree"
    assert "J-15" in jour["regle"]


def test_un_rythme_reserve_ses_jours_et_pas_les_autres(tom, base):
    debut, *_, fin = ecoles(base, 12)
    rythme = f"lu je du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}"
    fait = tom("reserver", "20001", "--activite", "restauration", "--rythme", rythme, "--format", "json")
    assert fait.code == 0, fait.err
    assert {date.fromisoformat(j["jour"]).weekday() for j in fait.json} == {0, 3}
    assert {j["issue"] for j in fait.json} == {"reservee"}


def test_une_partie_de_la_journee_se_choisit(tom, base):
    mercredi = next(j for j in (ecoles(base, 1)[0] + timedelta(days=n) for n in range(7)) if j.weekday() == 2)
    ligne = ("reserver", "20001", "--activite", "mercredi", "--jours", dates([mercredi]), "--simulation")
    assert len(tom(*ligne, "--format", "json").json) == 3
    assert len(tom(*ligne, "--unite", "m", "--format", "json").json) == 1
    assert tom(*ligne, "--unite", "nuit").code == 1


def test_annuler_defait_et_le_dit(tom, base):
    jours = ecoles(base, 2)
    tom("reserver", "20001", "--activite", MATIN, "--jours", dates(jours))
    ligne = ("annuler", "20001", "--enfant", "1", "--activite", MATIN, "--jours", dates(jours[:1]))
    assert [j["issue"] for j in tom(*ligne, "--simulation", "--format", "json").json] == ["annulee"]
    assert [j["issue"] for j in tom(*ligne, "--format", "json").json] == ["annulee"]
    assert [j["issue"] for j in tom(*ligne, "--format", "json").json] == ["inchangee"]
    etats = {j["jour"] for j in tom("planning", "20001", "--format", "json").json if j["etat"] == "reservee"}
    assert etats == {jours[1].isoformat()}


@pytest.mark.parametrize("suite", [(), ("--simulation",)])
@pytest.mark.parametrize("ordre", ["reserver", "annuler"])
def test_une_derogation_que_le_role_n_accorde_pas_est_refusee(tom, guichet, base, ordre, suite):
    """Exit 0 and a surcharge, and the parent was told that it was granted."""
    (jour,) = ecoles(base, 1)
    demande = (ordre, "20001", "--activite", MATIN, "--jours", jour.isoformat())
    sortie = guichet(*demande, "--derogation", "hospitalisation", *suite, "--agent", "accueil")
    assert (sortie.code, sortie.out) == (1, "")
    assert "ne permet pas d’accorder une dérogation : demandez à un superviseur" in sortie.err.replace("\u00a0", " ")
    with sqlite3.connect(base) as c:
        assert c.execute("SELECT count(*) FROM reservation").fetchone() == (0,)
    assert tom(*demande, "--derogation", "hospitalisation").code == 0


def test_quand_tout_est_refuse_la_commande_le_dit_et_sort_en_1(demo, base):
    sortie = demo("reserver", "20001", "--activite", MATIN, "--jours", dates(ecoles(base, 2)), "--format", "json")
    assert sortie.code == 1
    assert [j["issue"] for j in sortie.json] == ["refusee", "refusee"]
    assert "Rien n’a été enregistré." in sortie.err
    assert "Règle\u00a0: inscription." in sortie.err


@pytest.mark.parametrize(
    ("options", "code", "phrase"),
    [
        ((), 2, "--jours"),
        (("--jours", "01/12/2026", "--rythme", "lu"), 2, "l’un des deux"),
        (("--jours", "01/12/2026..01/11/2026"), 2, "ne va pas d’un jour à un autre"),
        (("--jours", "31/02/2027"), 1, "31/02/2027"),
        (("--rythme", "blurp"), 1, "blurp"),
    ],
)
def test_ce_qui_ne_se_lit_pas_est_nomme_et_rien_n_est_ecrit(tom, options, code, phrase):
    sortie = tom("reserver", "20001", "--activite", MATIN, *options)
    assert (sortie.code, sortie.out) == (code, "")
    assert phrase in sortie.err


def test_le_programme_lui_meme_donne_un_apercu_sur_stdout_seul(tom, base):
    """A script pipes it: one JSON list, nothing else."""
    jour = dates(ecoles(base, 1))
    ligne = ("reserver", "20001", "--enfant", "1", "--activite", MATIN, "--jours", jour, "--simulation")
    sortie = programme(*ligne, "--format", "json", "--agent", "demo")
    assert (sortie.code, sortie.err) == (0, "")
    # It runs on the clock of the machine: one day that day is late, then past.
    assert [j["issue"] in {"reservee", "majoree", "refusee"} for j in sortie.json] == [True]


def test_sur_un_serveur_les_memes_commandes_repondent(guichet, postgres):
    if isinstance(postgres, str):
        pytest.skip(postgres)
    base = ("--base", postgres.copie().url, "--agent", "demo")
    enfant = ("--enfant", "civilite=G; nom=Diarra; prenom=Ali; naissance=18/04/2019; ecole=Molière; classe=CE1")
    adresse = ("--adresse", "1 rue A", "--code-postal", "78999", "--ville", "Clairval-sur-Seine")
    adulte = ("--adulte", "civilite=Mme; nom=Diarra; prenom=Awa")
    cree = guichet("famille", "creer", *adulte, *enfant, *adresse, *base, "--format", "json")
    assert cree.code == 0, cree.err
    code = cree.json["code_famille"]
    inscrit = guichet("inscrire", code, "--activite", "mercredi", *base)
    assert inscrit.code == 0, inscrit.err
    rythme = ("--activite", "mercredi", "--rythme", "1/2")
    essai = guichet("reserver", code, *rythme, *base, "--simulation", "--format", "json")
    fait = guichet("reserver", code, *rythme, *base, "--format", "json")
    assert fait.code == 0, fait.err
    assert fait.json == essai.json != []
    tenus = [j for j in guichet("planning", code, *base, "--format", "json").json if j["etat"] == "reservee"]
    assert len(tenus) == len(fait.json)
    for lecture in (("places", "mercredi", tenus[0]["jour"]), ("delai", "mercredi", tenus[0]["jour"]), ("calendrier",)):
        assert guichet(*lecture, *base).code == 0


def test_une_absence_notee_par_erreur_se_reprend(tom, base):
    """Lost otherwise: a slip of the keyboard that only the screen could undo."""
    (jour,) = ecoles(base, 1)
    quoi = ("20001", "--enfant", "Tom")
    assert tom("reserver", *quoi, "--activite", MATIN, "--jours", dates([jour])).code == 0
    absence = ("absence", *quoi, "--du", f"{jour:%d/%m/%Y}")
    assert tom(*absence).code == 0
    assert tom(*absence, "--reprendre", "--certificat", "16/11/2026").code == 2
    essai = tom(*absence, "--reprendre", "--simulation", "--format", "json")
    assert [x["issue"] for x in essai.json] == ["reservee"]
    assert tom(*absence, "--reprendre").code == 0
    planning = tom("planning", "20001", "--format", "json").json
    assert [x["etat"] for x in planning if x["jour"] == jour.isoformat() and x["unite"] == "Accueil du matin"] == [
        "reservee"
    ]
    encore = tom(*absence, "--reprendre")
    assert encore.code == 1
    assert "Aucune absence" in encore.err
