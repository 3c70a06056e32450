"""A birthday inside a year: registered once, or twice, and never refused the day after."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.activites import InscriptionImpossible
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import ReposeDessus
from guichet.registres.offre.catalogue import DroitInscription
from guichet.services import familles
from guichet.services.offre import activites
from guichet.services.reservations import enregistrer, inscriptions, planning
from tests.services.annee_scolaire import AU, DU, Ville, ouvrir_ville
from tests.services.guichet_identifiants import colonne

AVANT, APRES = date(2027, 5, 4), date(2027, 5, 11)
"""Tom, born on 6 May 2021, is six between them."""


def ouvrir(ctx: Contexte, age: str) -> Ville:
    """Two groups of one canteen, before six and from six on, on both days."""
    from models import Groupe

    v = ouvrir_ville(ctx, age=age, reservation=("aucun",))
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE activite_id = :a", {"a": v.activites["can"]})
        s.ordre("UPDATE groupe SET age_max_mois = 72, classes = 'PS,MS,GS' WHERE id = :g", {"g": v.groupes["can"]})
        grands = Groupe(
            activite_id=v.activites["can"], code="grands", nom="Grands", age_min_mois=72, age_max_mois=144, classes="CP"
        )
        s.add(grands)
        s.flush()
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
            "SELECT :neuf, unite_id, jour, capacite, fermee, motif FROM ouverture WHERE groupe_id = :g",
            {"neuf": grands.id, "g": v.groupes["can"]},
        )
    return v


def inscrire(ctx: Contexte, v: Ville) -> list[tuple[str, date, date]]:
    faites = inscriptions.inscrire(
        ctx, personne_id=v.tom, famille_id=v.famille_id, activite_id=v.activites["can"], du=DU, au=AU
    )
    return [(f.groupe, f.du, f.au) for f in faites]


def reserver(ctx: Contexte, v: Ville) -> list[str]:
    """What becomes of a day before the birthday and of one after, which the planner announced just so."""
    demandes = [Demande(v.tom, jour, v.unites["midi"]) for jour in (AVANT, APRES)]
    lu = planning(ctx, v.famille_id, 2026)
    assert not any(lu.annoncer(d).issue == "refusee" for d in demandes)
    enregistrer(ctx, demandes=demandes, attendu=None)
    return colonne(ctx, "SELECT g.nom FROM reservation r JOIN groupe g ON g.id = r.groupe_id ORDER BY r.jour")


def test_l_age_du_premier_jour_vaut_jusqu_a_la_fin(ctx: Contexte) -> None:
    """Lost otherwise: every day after the birthday refused, with a right that runs to July."""
    v = ouvrir(ctx, "debut")
    assert inscrire(ctx, v) == [("Restauration", DU, AU)]
    assert reserver(ctx, v) == ["Restauration", "Restauration"]


def test_l_age_de_chaque_jour_fait_deux_inscriptions(ctx: Contexte) -> None:
    v = ouvrir(ctx, "jour")
    assert inscrire(ctx, v) == [("Restauration", DU, date(2027, 5, 5)), ("Grands", date(2027, 5, 6), AU)]
    assert reserver(ctx, v) == ["Restauration", "Grands"]


@pytest.mark.parametrize(("classe", "groupe"), [("CP", "Grands"), ("GS", "Restauration")])
def test_la_classe_choisit_le_groupe(ctx: Contexte, classe: str, groupe: str) -> None:
    v = ouvrir(ctx, "classe")
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, '', :c)",
            {"p": v.tom, "c": classe},
        )
    assert inscrire(ctx, v) == [(groupe, DU, AU)]
    assert reserver(ctx, v) == [groupe, groupe]


def test_une_classe_sans_groupe_est_nommee(ctx: Contexte) -> None:
    v = ouvrir(ctx, "classe")
    with ctx.ecriture() as s:
        s.ordre("INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, '', 'CM2')", {"p": v.tom})
    with pytest.raises(InscriptionImpossible, match=r"Tom est en CM2.: cette activité accueille PS, MS, GS, CP"):
        inscrire(ctx, v)


def test_le_reglage_se_change_depuis_le_clavier(ctx: Contexte) -> None:
    v = ouvrir(ctx, "debut")
    activites.changer_regles(ctx, code="can", du=date(2027, 1, 4), reglages={"age": "jour"})
    assert len(inscrire(ctx, v)) == 1
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE activite_id = :a", {"a": v.activites["can"]})
    faites = inscriptions.inscrire(
        ctx, personne_id=v.tom, famille_id=v.famille_id, activite_id=v.activites["can"], du=date(2027, 1, 4), au=AU
    )
    assert len(faites) == 2


@pytest.mark.parametrize(("age", "accueilli"), [("debut", False), ("jour", True)])
def test_une_naissance_corrigee_se_compte_le_jour_que_dit_la_ville(ctx: Contexte, age: str, accueilli: bool) -> None:
    """Three years old since October: too young on the first of September, where that is the day an age is counted."""
    v = ouvrir_ville(ctx, age=age)
    lien_id = colonne(ctx, "SELECT id FROM lien WHERE personne_id = :p", p=v.tom)[0]
    quoi = {"lien_id": lien_id, "avant": {"naissance": date(2021, 5, 6)}, "apres": {"naissance": date(2023, 10, 1)}}
    if accueilli:
        familles.modifier_membre(ctx, **quoi)
        return
    with pytest.raises(ReposeDessus) as refus:
        familles.modifier_membre(ctx, **quoi)
    assert [x.quoi for x in refus.value.lignes] == [
        "Restauration, inscription à Restauration", "Mercredi, inscription à Mercredi",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("du", "session", "debut"),
    [
        (date(2026, 9, 1), None, date(2026, 9, 1)),
        # Registered in June for July: it is July that counts.
        (date(2027, 6, 1), date(2027, 7, 5), date(2027, 7, 5)),
        (date(2027, 7, 12), date(2027, 7, 5), date(2027, 7, 12)),
        (date(2027, 7, 5), date(2027, 7, 5), date(2027, 7, 5)),
    ],
)
def test_l_age_se_compte_au_premier_jour_ou_l_on_vient(du: date, session: date | None, debut: date) -> None:
    """Lost otherwise: a child of three in the group of the little ones, registered a month before the birthday."""
    droit = DroitInscription(1, 1, 1, 1, 1, du, date(2027, 8, 31), "active", 0, "", 36, 71, session, "", complete=True)
    assert droit.debut == debut
