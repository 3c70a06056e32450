"""A child goes to another group: what they leave goes to who waits, what is said is of them alone."""

from __future__ import annotations

import json
from datetime import date

import pytest

from guichet.contexte import Contexte
from guichet.fiches.socle.repose import ReposeDessus, Sort
from guichet.services import familles
from guichet.services.comptoir import taches
from guichet.services.reservations.absences import declarer
from tests.bases import Horloge
from tests.services.ecoles import HUGO, MOLIERE, changer, lien, ouvrir, reservations, reserver
from tests.services.guichet_identifiants import colonne, ouvrir_passage
from tests.services.reservations.suites.test_changement_ecole import refuse, vues

PROCHE = date(2026, 11, 23)
ANNIVERSAIRE = date(2027, 3, 4)
"""Léa, born on 4 March 2018, is nine."""


def test_la_place_d_une_absence_qui_suit_l_enfant_va_a_qui_l_attend(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a chair kept at the school that was left, for an absence that went with the child."""
    e = ouvrir(ctx, a_hugo=2, capacite=1, absence_preavis=("J-9",))
    _, voisin = e.enfants
    for p in (e.v.lea, voisin):
        reserver(ctx, e, p, PROCHE)
        horloge.avancer(minutes=1)
    declarer(ctx, personne_id=e.v.lea, du=PROCHE, au=PROCHE)
    assert reservations(ctx, e.v.lea) == [(HUGO, "absence_injustifiee")]
    assert taches.lister(ctx) == ()
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "absence_injustifiee")]
    assert colonne(ctx, "SELECT personne_id FROM tache WHERE etat = 'a_faire'") == [voisin]


def test_l_ecole_d_un_autre_enfant_ne_compte_pas(ctx: Contexte) -> None:
    """Lost otherwise: a class that changes, nobody asked, since a schoolmate of the file goes to another school."""
    e = ouvrir(ctx, a_moliere=1, age="classe")
    with ctx.ecriture() as s:
        s.ordre("UPDATE groupe SET classes = 'CE1' WHERE id IN (:h, :m)", {"h": e.hugo, "m": e.moliere})
    reserver(ctx, e, e.v.lea)
    with pytest.raises(ReposeDessus, match="inscription à Victor-Hugo"):
        familles.modifier_membre(ctx, lien_id=lien(ctx, e.v.lea), avant={"classe": "CE1"}, apres={"classe": "CE2"})


def test_un_anniversaire_a_la_nouvelle_ecole_fait_deux_inscriptions(ctx: Contexte) -> None:
    """Lost otherwise: days after the birthday left without a right, or a slip that names the group of next spring."""
    from models import Groupe

    e = ouvrir(ctx, age="jour", reservation=("aucun",))
    with ctx.ecriture() as s:
        s.ordre("UPDATE groupe SET age_max_mois = 108, nom = 'Petits' WHERE id = :g", {"g": e.moliere})
        grands = Groupe(
            activite_id=e.v.activites["can"], code="grands", nom="Grands", site=MOLIERE, ecole=MOLIERE,
            age_min_mois=108, age_max_mois=144,
        )  # fmt: skip
        s.add(grands)
        s.flush()
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
            "SELECT :neuf, unite_id, jour, capacite, fermee, motif FROM ouverture WHERE groupe_id = :g",
            {"neuf": grands.id, "g": e.moliere},
        )
        numero = grands.id
    # The eve of her birthday is a Wednesday, no day of canteen: Tuesday, then the day itself.
    reserver(ctx, e, e.v.lea, date(2027, 3, 2), ANNIVERSAIRE)
    ouvrir_passage(ctx, e.v.famille_id)
    refus = refuse(ctx, e.v.lea)
    assert refus.lignes[0].sorts[Sort.DEPLACER] == "passe à Petits puis Grands : 2 places là-bas"
    changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    assert colonne(ctx, "SELECT groupe_id, etat FROM reservation ORDER BY jour") == [
        (e.moliere, "reservee"),
        (numero, "reservee"),
    ]
    droits = "SELECT groupe_id, du, au FROM inscription WHERE etat = 'active' AND activite_id = :a ORDER BY du"
    assert colonne(ctx, droits, a=e.v.activites["can"]) == [
        (e.moliere, date(2026, 11, 16), date(2027, 3, 3)),
        (numero, ANNIVERSAIRE, date(2027, 7, 2)),
    ]
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.deplacer'")
    assert json.loads(contenu)["groupes"] == f"{e.moliere},{numero}"
    assert "Restauration : Petits, 2 réservées" in colonne(ctx, "SELECT libelle FROM acte_passage")


def test_le_passage_dit_ce_que_devient_chaque_jour(ctx: Contexte) -> None:
    """Lost otherwise: a slip that forgets the day given back, or says it before the one that is kept."""
    e = ouvrir(ctx, a_moliere=1, capacite=1)
    jours = [date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 10)]
    reserver(ctx, e, e.enfants[1], jours[1])
    reserver(ctx, e, e.v.lea, *jours)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM ouverture WHERE groupe_id = :g AND jour = :j", {"g": e.moliere, "j": jours[2]})
    ouvrir_passage(ctx, e.v.famille_id)
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert "Restauration : Molière, 1 réservée, 1 en attente, 1 annulée" in colonne(
        ctx, "SELECT libelle FROM acte_passage"
    )
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.deplacer'")
    assert [json.loads(contenu)[c] for c in ("reservees", "attente", "annulees")] == [1, 1, 1]
