"""A name of several words is told, heard and stored glued or apart: either finds the other (issue 9)."""

from __future__ import annotations

import pytest

from guichet.registres.recherche import index_recherche
from tests.services.foyers import Qui, codes, contact, ecrire, enfant

PAIRES = [
    ("D’ALMEIDA", "dalmeida"),
    ("DE ALMEIDA", "dalmeida"),
    ("DE ALMEIDA", "d'almeida"),
    ("D’ALMEIDA", "de almeida"),
    ("D’ALMEIDA", "dealmeida"),
    ("BEN SALAH", "bensalah"),
    ("THI MAI", "thimai"),
    ("LÉGER-MARTIN", "legermartin"),
    ("DE LA TOUR", "delatour"),
    ("DE LA TOUR", "delat"),
    ("DE LA TOUR", "latour"),
    ("DE LA TOUR", "de latour"),
    ("N’DIAYE", "ndiaye"),
    ("N’DIAYE", "ndi"),
    ("SAINT-AUBIN", "saintaubin"),
    ("VAN DEN BERGHE", "vandenberghe"),
    ("VAN DEN BERGHE", "vanden berghe"),
    ("VAN DEN BERGHE", "van denber"),
    ("DALMEIDA", "d’almeida"),
    ("DALMEIDA", "de almeida"),
    ("BENSALAH", "ben salah"),
    ("BENSALAH", "ben sal"),
    ("THIMAI", "thi mai"),
    ("LEGERMARTIN", "léger-martin"),
    ("DELATOUR", "de la tour"),
    ("DELATOUR", "de la to"),
    ("DE LATOUR", "de la tour"),
    ("NDIAYE", "n’diaye"),
    ("SAINTAUBIN", "saint aubin"),
    ("VANDENBERGHE", "van den berghe"),
    ("VANDEN BERGHE", "van den berghe"),
]


@pytest.mark.parametrize(("ecrit", "tape"), PAIRES)
def test_glued_and_split_forms_find_each_other(ctx, ecrit, tape):
    """Lost otherwise: the list looks complete, and the family is created a second time."""
    with ctx.ecriture() as s:
        foyers = [
            ecrire(s, "70001", Qui(ecrit, "Yamina")),
            ecrire(s, "70002", Qui("Zola", "Yamina"), enfant(ecrit, "Lino")),
            ecrire(s, "70003", Qui("Zola", "Yamina"), enfant("Zola", ecrit)),
            ecrire(s, "70004", Qui("Zola", "Yamina", nom_naissance=ecrit)),
            ecrire(s, "70005", Qui("Zola", "Yamina"), contact(ecrit, "Paul")),
            ecrire(s, "70006", Qui("Martin", "Yamina")),
        ]
        index_recherche.rafraichir(s, [f.famille_id for f in foyers])
    assert sorted(codes(ctx, tape)) == ["70001", "70002", "70003", "70004", "70005"]
    assert sorted(codes(ctx, f"yamina {tape}")) == ["70001", "70002", "70003", "70004", "70005"]
    assert sorted(codes(ctx, f"{tape} zola")) == ["70002", "70003", "70004", "70005"]
    with ctx.lecture() as s:
        assert index_recherche.ecarts(s) == []


def test_a_first_word_that_begins_another_is_still_glued(ctx):
    """Lost otherwise: « da silva daniel », where « da » adds nothing to « daniel »."""
    with ctx.ecriture() as s:
        foyer = ecrire(s, "70001", Qui("Dasilva", "Daniel"))
        index_recherche.rafraichir(s, [foyer.famille_id])
    assert codes(ctx, "da silva daniel") == ["70001"]


def test_a_former_name_is_found_glued(ctx):
    """Lost otherwise: the name of before the wedding, as it is heard."""
    from models import HistoriqueCoordonnees

    with ctx.ecriture() as s:
        foyer = ecrire(s, "70001", Qui("Zola", "Yamina"))
        s.add(
            HistoriqueCoordonnees(
                le=ctx.maintenant(), agent="demo", personne_id=foyer.personnes[0], champ="nom", avant="Ben Salah", apres="Zola"
            )
        )  # fmt: skip
        index_recherche.rafraichir(s, [foyer.famille_id])
    assert codes(ctx, "bensalah") == ["70001"]
