"""One child registered and booked by two files: what is told before, and what is left after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.familles import FusionImpossible
from guichet.fiches.reservations.planning import Demande as Jour
from guichet.services.familles import fusion
from guichet.services.reservations import enregistrer
from guichet.services.socle.verification import verifier
from tests.services.annee_scolaire import DU, LUNDI, enfants, inscrire
from tests.services.familles.fusion.deux_dossiers import Deux, deux_dossiers, reunir
from tests.services.guichet_identifiants import colonne

MARDI = LUNDI + timedelta(days=1)
SEMAINES = [LUNDI + timedelta(days=7 * rang + jour) for rang in range(3) for jour in (0, 1, 3, 4)]


def reserver(ctx: Contexte, d: Deux, qui: int, jours: list[date]) -> None:
    enregistrer(ctx, demandes=[Jour(qui, jour, d.ville.unites["repas"]) for jour in jours], attendu=None)


def dites(ctx: Contexte, d: Deux) -> list[str]:
    return [x.replace("\u00a0", " ") for x in fusion.previsualiser(ctx, d.demande).suites if x.startswith("Léa")]


def autre_groupe(ctx: Contexte, d: Deux, *droits: int) -> int:
    """The canteen of another school, where these rights are from now on."""
    from models import Groupe

    with ctx.ecriture() as s:
        groupe = Groupe(activite_id=d.ville.activites["can"], code="bis", nom="Molière")
        s.add(groupe)
        s.flush()
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
            "SELECT :g, unite_id, jour, 5, fermee, '' FROM ouverture WHERE groupe_id = :de",
            {"g": groupe.id, "de": d.ville.groupes["can"]},
        )
        for droit in droits:
            s.ordre("UPDATE reservation SET groupe_id = :g WHERE inscription_id = :i", {"g": groupe.id, "i": droit})
            s.ordre("UPDATE inscription SET groupe_id = :g WHERE id = :i", {"g": groupe.id, "i": droit})
        return groupe.id


def droit(ctx: Contexte, d: Deux, qui: int) -> int:
    (lu,) = colonne(
        ctx, "SELECT id FROM inscription WHERE personne_id = :p AND activite_id = :a", p=qui, a=d.ville.activites["can"]
    )
    return lu


@pytest.mark.parametrize(
    ("de_plus", "dits"),
    [
        (0, "1 réservation faite deux fois (repas du mar. 8 déc.)"),
        (2, "3 réservations faites deux fois (repas du mar. 8 déc., repas du jeu. 17 déc., repas du ven. 18 déc.)"),
        (
            4,
            "5 réservations faites deux fois (repas du mar. 8 déc., repas du lun. 14 déc., repas du mar. 15 déc. et 2 autres)",
        ),
    ],
)
def test_les_jours_dits_deux_fois(ctx: Contexte, de_plus: int, dits: str) -> None:
    """Lost otherwise: a parent told two days of the five that will be counted once."""
    d = deux_dossiers(ctx)
    en_plus = SEMAINES[8 - de_plus : 8]
    for qui in (d.lea_bis, d.lea):
        reserver(ctx, d, qui, en_plus)
    (droits, jours) = dites(ctx, d)
    assert droits == "Léa, Restauration : deux inscriptions dans Restauration, réunies en une."
    assert jours == f"Léa, {dits} : une seule compte, la première demande est gardée."


def test_l_autre_groupe_prend_fin(ctx: Contexte) -> None:
    """Lost otherwise: a child expected in two schools, and a family that pays for the one it never goes to."""
    d = deux_dossiers(ctx)
    ici, la = (droit(ctx, d, qui) for qui in (d.lea, d.lea_bis))
    autre_groupe(ctx, d, la)
    reserver(ctx, d, d.lea_bis, [SEMAINES[4]])
    assert dites(ctx, d) == [
        "Léa, Restauration : l’inscription dans Molière, demandée après l’autre, prend fin, ses jours à venir sont "
        "annulés.",
        "Léa, 1 réservation faite deux fois (repas du mar. 8 déc.) : une seule compte, la première demande est gardée.",
        "Léa : 2 jours annulés avec l’inscription qui prend fin, sans frais.",
    ]
    reunir(ctx, d.demande)
    assert colonne(ctx, "SELECT etat FROM inscription WHERE id IN (:a, :b) ORDER BY id", a=ici, b=la) == [
        "active",
        "terminee",
    ]
    siennes = "SELECT etat FROM reservation WHERE inscription_id = :i ORDER BY jour"
    assert colonne(ctx, siennes, i=ici) == ["reservee", "reservee"]
    assert colonne(ctx, siennes, i=la) == ["annulee"] * 3
    assert colonne(ctx, "SELECT DISTINCT facturee FROM reservation WHERE etat = 'annulee'") == [0]
    assert verifier(ctx).anomalies == ()


def test_sans_jour_a_venir_rien_n_est_annule(ctx: Contexte) -> None:
    d = deux_dossiers(ctx)
    la = droit(ctx, d, d.lea_bis)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE inscription_id = :i", {"i": la})
    autre_groupe(ctx, d, la)
    assert dites(ctx, d) == ["Léa, Restauration : l’inscription dans Molière, demandée après l’autre, prend fin."]


def test_un_droit_fini_n_est_pas_repris(ctx: Contexte) -> None:
    """Lost otherwise: a registration ended last month, that holds again because of a merge."""
    d = deux_dossiers(ctx)
    la = droit(ctx, d, d.lea_bis)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET etat = 'terminee' WHERE id = :i", {"i": la})
    (jours,) = dites(ctx, d)
    assert jours.startswith("Léa, 1 réservation faite deux fois")
    avant = colonne(ctx, "SELECT version FROM inscription ORDER BY id")
    reunir(ctx, d.demande)
    assert colonne(ctx, "SELECT version FROM inscription ORDER BY id") == avant
    assert colonne(ctx, "SELECT etat FROM inscription WHERE id = :i", i=la) == ["terminee"]


def test_rien_a_dire_de_qui_n_a_rien_deux_fois(ctx: Contexte) -> None:
    d = deux_dossiers(ctx)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM reservation WHERE personne_id = :p", {"p": d.lea_bis})
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": d.lea_bis})
    assert dites(ctx, d) == []


def test_deux_places_rendues_au_meme_repas(ctx: Contexte) -> None:
    """Lost otherwise: two brothers booked twice on one day, and one place too many once the merge is taken apart."""
    from models import Lien, Personne

    d = deux_dossiers(ctx, capacite=4)
    with ctx.ecriture() as s:
        tom = Personne(nom="Léger-Martin", prenom="Tom", naissance=date(2021, 5, 6))
        s.add(tom)
        s.flush()
        s.add(Lien(personne_id=tom.id, famille_id=d.fondu, role="enfant", rang=2, du=DU))
        inscrire(s, ctx, d.ville, tom.id, "can", famille_id=d.fondu)
        tom_id = tom.id
    (autre,) = enfants(ctx, d.ville, 1)
    for qui in (d.ville.tom, tom_id):
        reserver(ctx, d, qui, [MARDI])
    faite = reunir(ctx, d.demande)
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE jour = :j AND etat = 'reservee'", j=MARDI) == [2]
    reserver(ctx, d, autre, [MARDI])
    with pytest.raises(FusionImpossible, match="a été prise depuis"):
        fusion.defaire(ctx, faite.fusion_id)
