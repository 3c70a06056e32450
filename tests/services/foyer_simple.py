"""Households written straight into the tables, for tests that are about something else."""

from __future__ import annotations

from datetime import date

from guichet.contexte import Contexte
from tests.bases import sceller


def foyer(ctx: Contexte, code: str = "20421", noms: tuple[str, ...] = ("Léger-Martin",)) -> tuple[int, list[int]]:
    """One household with an adult per name and a child; returns its id and the ids of its people, the child last."""
    from guichet.registres.recherche import index_recherche
    from models import Famille, Lien, Personne

    with ctx.ecriture() as s:
        famille = Famille(code=code, ville="Clairval-sur-Seine", creee_le=ctx.maintenant())
        s.add(famille)
        s.flush()
        personnes = [Personne(nom=nom, prenom="Sophie") for nom in noms]
        personnes.append(Personne(nom=noms[0], prenom="Léa", naissance=date(2018, 3, 4)))
        s.add_all(personnes)
        s.flush()
        for p in personnes:
            role = "enfant" if p is personnes[-1] else "responsable"
            s.add(Lien(personne_id=p.id, famille_id=famille.id, role=role, du=date(2026, 9, 1)))
        s.flush()
        index_recherche.rafraichir(s, [famille.id])
        sceller(s, ctx, "famille.creer", code)
        return famille.id, [p.id for p in personnes]
