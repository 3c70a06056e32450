"""One activity with one place left, and two children who may attend: written straight into the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guichet.contexte import Contexte
from tests.services.foyer_simple import foyer

LUNDI = date(2026, 11, 23)


@dataclass(frozen=True)
class Lieu:
    """What the tests name of it."""

    famille_id: int
    activite_id: int
    groupe_id: int
    unite_id: int
    enfants: tuple[int, int]
    inscriptions: tuple[int, int]


def ouvrir_lieu(ctx: Contexte, *, capacite: int | None = 1) -> Lieu:
    """One group open on LUNDI, closed the day after, unknown the day after that."""
    from models import Activite, Groupe, Inscription, Lien, Ouverture, Personne, Unite

    famille_id, personnes = foyer(ctx)
    with ctx.ecriture() as s:
        cadet = Personne(nom="Léger-Martin", prenom="Tom", naissance=date(2020, 5, 6))
        activite = Activite(code="essai", nom="Accueil d’essai", genre="accueil")
        s.add_all([cadet, activite])
        s.flush()
        s.add(Lien(personne_id=cadet.id, famille_id=famille_id, role="enfant", du=date(2026, 9, 1)))
        groupe = Groupe(activite_id=activite.id, code="tous", nom="Tous", site="ecole")
        unite = Unite(activite_id=activite.id, code="soir", nom="Soir", lettre="S", debut_minute=990, fin_minute=1110)
        s.add_all([groupe, unite])
        s.flush()
        for decalage, ferme in ((0, False), (1, True)):
            jour = date.fromordinal(LUNDI.toordinal() + decalage)
            s.add(Ouverture(groupe_id=groupe.id, unite_id=unite.id, jour=jour, capacite=capacite, fermee=ferme))
        inscriptions = [
            Inscription(
                personne_id=p,
                famille_id=famille_id,
                activite_id=activite.id,
                groupe_id=groupe.id,
                du=date(2026, 9, 1),
                au=date(2027, 7, 2),
                etat="active",
                demandee_le=ctx.maintenant(),
                complete_le=ctx.maintenant(),
            )
            for p in (personnes[-1], cadet.id)
        ]
        s.add_all(inscriptions)
        s.flush()
        premiere, seconde = inscriptions
        return Lieu(famille_id, activite.id, groupe.id, unite.id, (personnes[-1], cadet.id), (premiere.id, seconde.id))
