"""Eight counters, thirty places, six hundred parents: nobody is promised a place twice, nobody sees an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guichet.regles.offre.regles_activite import ReglesActivite
from tests.services.ensemble import jouer_ensemble
from tests.services.places_ouvertes import LUNDI, ouvrir_lieu

PLACES, DEMANDES, PROCESSUS = 30, 600, 8

GUICHET = """
import sys
from datetime import date
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from tests.services.processus import ouvrir
base, unite, jour, *enfants = sys.argv[1:]
ctx = ouvrir(base)
reservations.apercu(ctx, [Demande(int(enfants[0]), date.fromisoformat(jour), int(unite))])
print("pret", flush=True)
input()
issues = []
for enfant in enfants:
    demande = Demande(int(enfant), date.fromisoformat(jour), int(unite))
    (ligne,) = reservations.enregistrer(ctx, demandes=[demande], attendu=None).lignes
    issues.append(f"{ligne.issue}:{ligne.rang}")
print(" ".join(issues))
"""


def test_six_cents_demandes_pour_trente_places(ctx_sqlite):
    ctx = ctx_sqlite
    lieu = ouvrir_lieu(ctx, capacite=PLACES)
    with ctx.ecriture() as s:
        s.ordres(
            "INSERT INTO personne (id, civilite, nom, nom_naissance, prenom, naissance, courriel, mobile, fixe, regimes, "
            "pai, version) VALUES (:id, '', 'Essai', '', 'Essai', :n, '', '', '', '', :non, 1)",
            [{"id": 10_000 + rang, "n": date(2018, 1, 1), "non": False} for rang in range(DEMANDES)],
        )
        s.ordres(
            "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, "
            "priorite, version) VALUES (:p, :f, :a, :g, :du, :au, 'active', :le, 0, 1)",
            [
                {"p": 10_000 + rang, "f": lieu.famille_id, "a": lieu.activite_id, "g": lieu.groupe_id,
                 "du": date(2026, 9, 1), "au": date(2027, 7, 2), "le": ctx.maintenant()}
                for rang in range(DEMANDES)
            ],
        )  # fmt: skip
        s.ordre(
            "INSERT INTO regle_activite (activite_id, du, contenu, reference) VALUES (:a, :du, :regles, '')",
            {"a": lieu.activite_id, "du": date(2026, 9, 1), "regles": ReglesActivite().en_json()},
        )
    fichier = ctx.base.adresse.fichier
    assert isinstance(fichier, Path)
    lots = [
        [str(fichier), str(lieu.unite_id), LUNDI.isoformat(), *(str(10_000 + e) for e in range(p, DEMANDES, PROCESSUS))]
        for p in range(PROCESSUS)
    ]
    sorties = jouer_ensemble(GUICHET, lots)
    issues = [tuple(x.split(":")) for sortie in sorties for x in sortie.split()]
    assert len(issues) == DEMANDES
    assert sum(issue == "reservee" for issue, _ in issues) == PLACES
    assert sorted(int(rang) for issue, rang in issues if issue == "attente") == list(range(1, DEMANDES - PLACES + 1))
    with ctx.lecture() as s:
        etats = dict(s.lignes("SELECT etat, count(*) FROM reservation GROUP BY etat"))
    assert etats == {"reservee": PLACES, "en_attente": DEMANDES - PLACES}
