"""What an agent types about documents: read wrongly, a file passes for complete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.erreurs import SaisieInvalide
from guichet.regles.offre.pieces import lire_pieces, pieces_manquantes

EXIGEES = ("livret de famille", "justificatif de domicile", "vaccinations")


@pytest.mark.parametrize(
    ("texte", "lues"),
    [
        ("toutes", EXIGEES),
        ("Toutes", EXIGEES),
        ("aucune", ()),
        ("", ()),
        ("livret, vacc", ("livret de famille", "vaccinations")),
        ("livret de f, justificatif de dom", ("livret de famille", "justificatif de domicile")),
        (" , ;", ()),
        ("VACCINATIONS;domicile", ("justificatif de domicile", "vaccinations")),
    ],
)
def test_pieces_dites(texte: str, lues: tuple[str, ...]) -> None:
    assert lire_pieces(texte, EXIGEES) == lues


@pytest.mark.parametrize(
    ("texte", "dit"),
    [
        ("passeport", "n’est pas une pièce exigée"),
        ("de", "plusieurs pièces"),
        ("livret, toutes", "n’est pas une pièce exigée"),
    ],
)
def test_pieces_mal_dites(texte: str, dit: str) -> None:
    with pytest.raises(SaisieInvalide, match=dit):
        lire_pieces(texte, EXIGEES)


@pytest.mark.parametrize(("exigees", "liste"), [(EXIGEES, ", ".join(EXIGEES)), ((), "aucune")])
def test_le_refus_dit_ce_qu_on_peut_ecrire(exigees: tuple[str, ...], liste: str) -> None:
    """Lost otherwise: an agent who mistypes a document is told to write « aucune », and notes none."""
    with pytest.raises(
        SaisieInvalide, match=rf"« toutes », « aucune », ou {liste}\.".replace("« ", "«.").replace(" »", ".»")
    ):
        lire_pieces("passeport", exigees)


def test_le_nom_entier_d_une_piece_la_designe() -> None:
    """Lost otherwise: « certificat », refused for ever as one of two, where one of them has just that name."""
    assert lire_pieces("Certificat", ("certificat médical", "certificat")) == ("certificat",)


@given(st.sets(st.sampled_from(EXIGEES)))
def test_vues_et_manquantes_se_completent(vues: set[str]) -> None:
    manquent = pieces_manquantes(EXIGEES, {v.upper() for v in vues})
    assert set(manquent) == set(EXIGEES) - vues
    assert lire_pieces(", ".join(vues) or "aucune", EXIGEES) == tuple(p for p in EXIGEES if p in vues)
