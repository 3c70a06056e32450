"""What a town offers, and when: a day opened by mistake takes bookings nobody can honour."""

from __future__ import annotations

import json
from datetime import date

import pytest

from guichet.base import Adresse
from guichet.communes import chemin_preset, lire_preset, lister_presets
from guichet.contexte import Contexte
from guichet.erreurs.activites import ActiviteInconnue, OuvertureImpossible
from guichet.erreurs.reservations import ReglesIllisibles
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.regles.offre.regles_activite import depuis_json
from guichet.secrets import SecretsMemoire
from guichet.services.offre import activites
from guichet.services.socle.initialisation import AGENTS_FORMATION, initialiser
from tests.bases import DEPART
from tests.services.offre.reglages.villes import AGENT, commune
from tests.services.places_ouvertes import LUNDI, Lieu, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver


def jours_ouverts(ctx: Contexte, activite: str, groupe: str = "%") -> list[date]:
    with ctx.lecture() as s:
        return [
            jour
            for (jour,) in s.lignes(
                "SELECT DISTINCT o.jour FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
                "JOIN activite a ON a.id = g.activite_id WHERE a.code = :a AND g.code LIKE :g ORDER BY o.jour",
                {"a": activite, "g": groupe},
            )
        ]


@pytest.mark.parametrize("slug", [p.slug for p in lister_presets()])
def test_chaque_ville_nait_avec_ses_services_ouverts(slug: str, tmp_path) -> None:
    commune = lire_preset(chemin_preset(slug))
    base = initialiser(
        Adresse(tmp_path / "ville.db"),
        commune,
        maintenant=DEPART,
        agents=AGENTS_FORMATION,
        formation=True,
        secrets=SecretsMemoire(),
    )
    with base.lecture() as s:
        services = s.lignes("SELECT code, nom FROM activite ORDER BY ordre")
        assert sorted(services) == sorted((x.code, x.nom) for x in commune.services)
        vides = s.lignes(
            "SELECT a.code FROM activite a WHERE NOT EXISTS (SELECT 1 FROM ouverture o "
            "JOIN groupe g ON g.id = o.groupe_id WHERE g.activite_id = a.id)"
        )
        assert vides == []
    base.fermer()


LONGUES = [f"Groupe scolaire Jean-Jacques Rousseau {x}" for x in ("maternelle", "élémentaire")]


def test_deux_ecoles_dont_le_long_nom_commence_pareil(tmp_path) -> None:
    """Lost otherwise: a town whose base is not born, for two ordinary names; one alone keeps the code it has."""
    groupes = {}
    for rang, ecoles in enumerate((LONGUES, LONGUES[:1], ["École A", "Ecole-A"])):
        ville = commune({"ecoles": ecoles, "activites.groupes.par_ecole": True, "activites.groupes.code": "ecole"})
        base = initialiser(
            Adresse(tmp_path / f"ville{rang}.db"), ville, maintenant=DEPART, agents=(AGENT,), formation=True,
            secrets=SecretsMemoire(),
        )  # fmt: skip
        with base.lecture() as s:
            groupes[rang] = s.lignes(
                "SELECT g.code, g.site, g.ecole FROM groupe g WHERE EXISTS "
                "(SELECT 1 FROM ouverture o WHERE o.groupe_id = g.id) ORDER BY g.id"
            )
        base.fermer()
    assert [ecole for _, _, ecole in groupes[0]] == LONGUES
    assert len({code for code, _, _ in groupes[0]}) == 2
    assert all(len(code) == len(site) == 40 and code.startswith("ecole@groupe-") for code, site, _ in groupes[0])
    assert groupes[1] == [("ecole@groupe-scolaire-jean-jacques-rouss", LONGUES[0][:40], LONGUES[0])]
    assert [site for _, site, _ in groupes[2]] == ["École A", "Ecole-A"]


def test_les_seances_d_un_groupe_au_long_code_restent_les_leurs(tmp_path) -> None:
    """Lost otherwise: a child registered for Toussaint, expected at Christmas: one code, cut, stood for both."""
    long = "accueil-de-loisirs-du-grand-parc-nord-2"
    ville = commune({"activites.jours": "vacances", "activites.groupes.code": long})
    base = initialiser(
        Adresse(tmp_path / "ville.db"), ville, maintenant=DEPART, agents=(AGENT,), formation=True,
        secrets=SecretsMemoire(),
    )  # fmt: skip
    with base.lecture() as s:
        seances = s.lignes("SELECT nom, code FROM groupe WHERE code LIKE 'accueil-%' ORDER BY session_du")
        dehors = s.lignes(
            "SELECT g.nom, o.jour FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
            "WHERE g.code LIKE 'accueil-%' AND (o.jour < g.session_du OR o.jour > g.session_au)"
        )
    base.fermer()
    assert [nom.rpartition(", ")[2] for nom, _ in seances[:2]] == ["Toussaint 2026", "Noël 2026"]
    assert len(seances) == len({code for _, code in seances}) >= 5
    assert dehors == []


def test_la_semaine_rencontre_le_calendrier(ctx_sqlite: Contexte) -> None:
    cantine = jours_ouverts(ctx_sqlite, "restauration", "ecole@moliere")
    mercredi = jours_ouverts(ctx_sqlite, "mercredi")
    assert {j.weekday() for j in cantine} == {0, 1, 3, 4}
    assert {j.weekday() for j in mercredi} == {2}
    absents = {date(2026, 10, 20), date(2026, 12, 24), date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 7)}
    assert not absents & {*cantine, *mercredi}
    assert date(2026, 11, 11) not in mercredi
    assert len(cantine) in range(135, 145)
    toussaint = jours_ouverts(ctx_sqlite, "vacances", "%toussaint%")
    assert (toussaint[0], toussaint[-1], len(toussaint)) == (date(2026, 10, 19), date(2026, 10, 30), 10)


def test_ce_qui_est_ecrit_est_ce_que_la_ville_a_dit(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: a session whose deadline counts from its last day, a band that keeps places for other ages."""
    commune = ctx_sqlite.commune
    with ctx_sqlite.lecture() as s:
        services = s.lignes("SELECT code, nom, sigle, genre, ordre, id FROM activite")
        modeles = {m.service: (rang, m) for rang, m in enumerate(commune.activites)}
        assert {x[0] for x in services} == modeles.keys()
        for code, nom, sigle, genre, ordre, id_ in services:
            rang, m = modeles[code]
            dit = commune.service(code)
            assert dit is not None
            assert (nom, sigle, genre, ordre) == (dit.nom, dit.sigle, dit.genre, rang)
            unites = s.lignes(
                "SELECT code, nom, lettre, debut_minute, fin_minute, ordre FROM unite WHERE activite_id = :a ORDER BY id",
                {"a": id_},
            )
            assert unites == [
                (u.code, u.nom, u.lettre, u.debut_minute, u.fin_minute, rang) for rang, u in enumerate(m.unites)
            ]
            groupes = s.lignes(
                "SELECT g.code, g.age_min_mois, g.age_max_mois, g.session_du, g.session_au, g.ecole, g.id, "
                "min(o.jour), max(o.jour) FROM groupe g "
                "JOIN ouverture o ON o.groupe_id = g.id WHERE g.activite_id = :a GROUP BY g.id",
                {"a": id_},
            )
            ecoles = {g.code for g in m.groupes if g.par_ecole}
            for code_groupe, age_min, age_max, du, au, ecole, groupe_id, premier, dernier in groupes:
                voulu = next(g for g in m.groupes if g.code == code_groupe.partition("@")[0])
                assert (age_min, age_max) == (voulu.age_min * 12, voulu.age_max * 12)
                assert (str(du), str(au)) == ((str(premier), str(dernier)) if m.jours == "vacances" else ("None",) * 2)
                assert bool(ecole) is (voulu.code in ecoles or bool(voulu.ecole))
                bandes = s.lignes(
                    "SELECT DISTINCT nom, age_min_mois, age_max_mois, places FROM quota_age WHERE groupe_id = :g",
                    {"g": groupe_id},
                )
                assert sorted(bandes) == sorted((q.nom, q.age_min * 12, q.age_max * 12, q.places) for q in voulu.quotas)


def test_generer_de_nouveau_ne_touche_pas_un_jour_corrige(ctx: Contexte) -> None:
    assert activites.generer_ouvertures(ctx, annee=2026) == 0
    fiche = activites.montrer(ctx, "restauration")
    groupe_id, unite_id = fiche.groupes[0].groupe_id, fiche.unites[0].unite_id
    activites.corriger_ouverture(ctx, groupe_id=groupe_id, unite_id=unite_id, jour=LUNDI, capacite=12)
    assert activites.generer_ouvertures(ctx, annee=2026) == 0
    with ctx.lecture() as s:
        assert s.une(
            "SELECT capacite FROM ouverture WHERE groupe_id = :g AND jour = :j", {"g": groupe_id, "j": LUNDI}
        ) == (12,)
    assert activites.generer_ouvertures(ctx, annee=2027) > 1000


def test_un_groupe_retire_n_a_plus_de_jours_les_autres_si(ctx: Contexte) -> None:
    """Lost otherwise: a year that cannot be opened at all, since one school of the list has no group any more."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE groupe SET active = :non WHERE code = 'ecole@moliere'", {"non": False})
    activites.generer_ouvertures(ctx, annee=2027)
    ouverts = [[j for j in jours_ouverts(ctx, "etude", g) if j.year == 2028] for g in ("ecole@moliere", "ecole@m%")]
    assert not ouverts[0]
    assert len(ouverts[1]) > 50


def test_montrer_dit_groupes_unites_et_regles(ctx: Contexte) -> None:
    assert [a.code for a in activites.lister(ctx)][:2] == ["accueil-matin", "restauration"]
    fiche = activites.montrer(ctx, "mercredi")
    assert [u.lettre for u in fiche.unites] == ["m", "r", "a"]
    assert [(g.age_min_mois, g.age_max_mois) for g in fiche.groupes] == [(36, 72), (72, 144)]
    regles = depuis_json(fiche.regles[0][1])
    assert (regles.annulation, regles.jointes) == (("J-8 00:00",), (("repas", "matinee"),))
    assert fiche.regles[0][2] == "Règlement des accueils périscolaires 2026"
    with pytest.raises(ActiviteInconnue, match="accueil-matin, restauration"):
        activites.montrer(ctx, "piscine")


def test_completer_ajoute_les_services_qui_manquent(ctx: Contexte) -> None:
    assert activites.completer(ctx, annee=2026) == ()
    with ctx.ecriture() as s:
        s.ordre("UPDATE activite SET code = 'ancienne-etude' WHERE code = 'etude'")
    assert activites.completer(ctx, annee=2026) == ("etude",)
    assert len(jours_ouverts(ctx, "etude")) > 100


def test_corriger_un_jour(ctx: Contexte) -> None:
    lieu: Lieu = ouvrir_lieu(ctx, capacite=3)
    reserver(ctx, lieu, 0)
    reserver(ctx, lieu, 1)
    cle = {"groupe_id": lieu.groupe_id, "unite_id": lieu.unite_id}
    with pytest.raises(OuvertureImpossible, match="2 enfants sont attendus"):
        activites.corriger_ouverture(ctx, **cle, jour=LUNDI, capacite=1)
    with pytest.raises(OuvertureImpossible, match="négatif"):
        activites.corriger_ouverture(ctx, **cle, jour=LUNDI, capacite=-1)
    assert activites.corriger_ouverture(ctx, **cle, jour=LUNDI, capacite=2).restantes == 0
    assert activites.corriger_ouverture(ctx, **cle, jour=LUNDI, capacite=None).restantes is None
    fermer = {**cle, "jour": LUNDI, "capacite": 2, "fermee": True, "motif": "panne"}
    with pytest.raises(ReservationsTouchees) as dit:
        activites.corriger_ouverture(ctx, **fermer)
    assert [x.enfant for x in dit.value.lignes] == ["LÉGER-MARTIN Léa", "LÉGER-MARTIN Tom"]
    gardee = activites.corriger_ouverture(ctx, **fermer, annuler=False)
    assert (gardee.restantes, gardee.motif, gardee.prises, gardee.annulees) == (0, "panne", 2, 0)
    fermee = activites.corriger_ouverture(ctx, **fermer, annuler=True)
    assert (fermee.restantes, fermee.prises, fermee.annulees) == (0, 0, 2)
    # Closed by hand: no period of the calendar is behind it.
    with ctx.lecture() as s:
        contenus = [
            json.loads(x) for (x,) in s.lignes("SELECT contenu FROM journal WHERE type = 'reservations.fermer'")
        ]
    assert [(x["periode"], x["annulees"]) for x in contenus] == [(0, 2)]
    nouveau = date(2026, 11, 28)
    assert activites.corriger_ouverture(ctx, **cle, jour=nouveau, capacite=5).restantes == 5
    with pytest.raises(ActiviteInconnue, match="pas cette unité"):
        activites.corriger_ouverture(ctx, groupe_id=lieu.groupe_id, unite_id=10**6, jour=LUNDI, capacite=5)


def test_les_regles_ont_des_versions(ctx: Contexte) -> None:
    le = date(2027, 1, 4)
    regles = activites.changer_regles(
        ctx, code="etude", du=le, reference="délibération 12", reglages={"reservation": ("J-2",)}
    )
    assert regles.reservation == ("J-2",)
    fiche = activites.montrer(ctx, "etude")
    assert (fiche.regles[0][0], fiche.regles[0][2]) == (le, "délibération 12")
    assert len(fiche.regles) == 2
    for du, reglages, extrait in (
        (le, {}, "plus tardif"),
        (date(2026, 1, 1), {}, "dans le passé"),
        (date(2027, 2, 1), {"piscine": 1}, "piscine"),
        (date(2027, 2, 1), {"reservation": ("hier",)}, "illisible"),
    ):
        with pytest.raises(ReglesIllisibles, match=extrait):
            activites.changer_regles(ctx, code="etude", du=du, reglages=reglages)
