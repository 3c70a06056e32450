"""Two schools and their canteens, full or not, and children who go to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.services import familles
from guichet.services.reservations import enregistrer
from tests.services.annee_scolaire import LUNDI, Ville, enfants, ouvrir_ville
from tests.services.guichet_identifiants import colonne

HUGO, MOLIERE = "Victor-Hugo", "Molière"
MARDI = date(2026, 12, 8)


@dataclass
class Ecoles:
    """What the tests name of it."""

    v: Ville
    hugo: int
    moliere: int
    enfants: list[int]
    """Léa, at Victor-Hugo as the first ones; then those at Molière."""


def ouvrir(ctx: Contexte, *, a_hugo: int = 1, a_moliere: int = 0, capacite: int | None = 2, **regles: object) -> Ecoles:
    """So many children in each school, registered at its canteen; Léa is the first one."""
    from models import Groupe

    v = ouvrir_ville(ctx, capacite=capacite, **regles)
    hugo = v.groupes["can"]
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": v.tom})
        s.ordre("UPDATE groupe SET ecole = :e, nom = :e, site = :e WHERE id = :g", {"e": HUGO, "g": hugo})
        moliere = Groupe(
            activite_id=v.activites["can"], code="moliere", nom=MOLIERE, site=MOLIERE, ecole=MOLIERE,
            age_min_mois=36, age_max_mois=144,
        )  # fmt: skip
        s.add(moliere)
        s.flush()
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) "
            "SELECT :neuf, unite_id, jour, capacite, fermee, motif FROM ouverture WHERE groupe_id = :g",
            {"neuf": moliere.id, "g": hugo},
        )
    autres = enfants(ctx, v, a_hugo + a_moliere - 1)
    tous = [v.lea, *autres]
    with ctx.ecriture() as s:
        for rang, p in enumerate(tous):
            ecole = HUGO if rang < a_hugo else MOLIERE
            s.ordre(
                "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, :e, 'CE1')",
                {"p": p, "e": ecole},
            )
            if ecole == MOLIERE:
                s.ordre("UPDATE inscription SET groupe_id = :g WHERE personne_id = :p", {"g": moliere.id, "p": p})
    assert moliere.id is not None
    return Ecoles(v, hugo, moliere.id, tous)


def reserver(ctx: Contexte, e: Ecoles, personne_id: int, *jours: date, unite: str = "midi") -> None:
    """Book days for a child, by its own right."""
    demandes = [Demande(personne_id, jour, e.v.unites[unite]) for jour in jours or (LUNDI,)]
    enregistrer(ctx, demandes=demandes, attendu=None)


def lien(ctx: Contexte, personne_id: int) -> int:
    """The place of a child in its household."""
    numero: int = colonne(ctx, "SELECT min(id) FROM lien WHERE personne_id = :p", p=personne_id)[0]
    return numero


def changer(ctx: Contexte, personne_id: int, **suite: Any) -> None:
    """From Victor-Hugo to Molière, on the form."""
    familles.modifier_membre(
        ctx, lien_id=lien(ctx, personne_id), avant={"ecole": HUGO}, apres={"ecole": MOLIERE}, **suite
    )


def reservations(ctx: Contexte, personne_id: int) -> list[tuple[str, str]]:
    """School and state of each booking of a child, day after day."""
    return colonne(
        ctx,
        "SELECT g.ecole, r.etat FROM reservation r JOIN groupe g ON g.id = r.groupe_id WHERE r.personne_id = :p "
        "ORDER BY r.jour, r.id",
        p=personne_id,
    )
