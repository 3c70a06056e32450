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


@pytest.mark.parametrize("pourquoi", ["places", "age"])
def test_l_inscription_en_attente_attend_encore_la_ou_c_est_complet(ctx: Contexte, pourquoi: str) -> None:
    """Lost otherwise: a right given where no chair is left, or a rank of two months that begins again."""
    e = ouvrir(ctx, capacite=1)
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE inscription SET etat = 'en_attente', priorite = 3, complete_le = NULL WHERE personne_id = :p",
            {"p": e.v.lea},
        )
        if pourquoi == "places":
            s.ordre("UPDATE ouverture SET capacite = 0 WHERE groupe_id = :g", {"g": e.moliere})
        for unite in ("midi", "repas", "picnic"):
            s.ordre(
                "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
                "VALUES (:g, :u, 'bande', :de, :a, 0)",
                {"g": e.moliere, "u": e.v.unites[unite], "de": 100 if pourquoi == "age" else 140, "a": 144},
            )
    quoi = "demandee_le, priorite, complete_le, etat"
    [avant] = colonne(ctx, f"SELECT {quoi} FROM inscription WHERE groupe_id = :g", g=e.hugo)
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert colonne(ctx, f"SELECT {quoi} FROM inscription WHERE groupe_id = :g", g=e.moliere) == [avant]
    assert avant[1:] == (3, None, "en_attente")


@pytest.mark.parametrize(
    ("reservee", "quoi", "garder"),
    [
        (
            True,
            "Restauration, inscription à Victor-Hugo, 1 réservation à partir du 16 nov.",
            "rien ne change : Victor-Hugo l’attend toujours, repas compris",
        ),
        (False, "Restauration, inscription à Victor-Hugo", "l’inscription reste à Victor-Hugo"),
    ],
)
def test_chaque_sort_se_dit_avec_ce_qu_il_reste(ctx: Contexte, reservee: bool, quoi: str, garder: str) -> None:
    """Lost otherwise: « repas compris » of a child who has none, or a child still expected whom nobody is told of."""
    e = ouvrir(ctx)
    if reservee:
        reserver(ctx, e, e.v.lea)
    [ligne] = refuse(ctx, e.v.lea).lignes
    assert (ligne.quoi, ligne.sorts[Sort.GARDER].replace("\u00a0", " ")) == (quoi, garder)
    dits = {s: x.replace("\u00a0", " ") for s, x in ligne.sorts.items()}
    assert dits[Sort.DEPLACER] == ("passe à Molière : 1 place là-bas" if reservee else "passe à Molière")
    fin = "l’inscription prend fin"
    assert dits[Sort.ANNULER] == (f"{fin}, 1 annulée sans frais" if reservee else fin)


def test_la_fin_d_une_inscription_se_scelle_avec_ses_jours(ctx: Contexte) -> None:
    """Lost otherwise: a history that says neither which registration ended nor how many days went with it."""
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, PROCHE, date(2026, 12, 7))
    [droit] = colonne(ctx, "SELECT id FROM inscription WHERE groupe_id = :g", g=e.hugo)
    ouvrir_passage(ctx, e.v.famille_id)
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.ANNULER)
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    assert {c: json.loads(contenu)[c] for c in ("inscriptions", "annulees", "facturees")} == {
        "inscriptions": str(droit),
        "annulees": 2,
        "facturees": 1,
    }
    assert "fin d’inscription : Restauration, Victor-Hugo" in [
        x.replace("\u00a0", " ") for x in colonne(ctx, "SELECT libelle FROM acte_passage")
    ]
