"""One reader of typed days: lost otherwise, the same « 16/11 » is a day in one field and a fault in the next."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.erreurs import SaisieInvalide
from guichet.regles.offre.jours_dits import lire_jour

AUJOURDHUI = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("texte", "jour"),
    [
        ("16/11", (2026, 11, 16)), ("3/1", (2027, 1, 3)), ("16 nov.", (2026, 11, 16)), ("16 NOVEMBRE", (2026, 11, 16)),
        ("lundi 16 nov", (2026, 11, 16)), ("lun. 16 nov.", (2026, 11, 16)), ("1er déc.", (2026, 12, 1)),
        ("29", (2026, 11, 29)), ("1er", (2026, 11, 1)), ("1611", (2026, 11, 16)), ("16-11", (2026, 11, 16)),
        ("auj", (2026, 11, 16)), ("Aujourd’hui", (2026, 11, 16)), ("demain", (2026, 11, 17)), ("hier", (2026, 11, 15)),
        ("après-demain", (2026, 11, 18)), ("avant-hier", (2026, 11, 14)),
        ("3 septembre 2018", (2018, 9, 3)), ("16/11/2026", (2026, 11, 16)), ("16112026", (2026, 11, 16)),
        ("2026-11-16", (2026, 11, 16)), ("16/11/26", (2026, 11, 16)),
    ],
)  # fmt: skip
def test_un_jour_se_dit_de_bien_des_facons(texte: str, jour: tuple[int, int, int]) -> None:
    assert lire_jour(texte, aujourdhui=AUJOURDHUI) == date(*jour)


@pytest.mark.parametrize("texte", ["", "31", "31/2", "2026", "0", "16/13", "jui", "16 jui", "bientôt", "16/11/2026 ?"])
def test_ce_qui_n_est_pas_un_jour_est_refuse(texte: str) -> None:
    with pytest.raises(SaisieInvalide) as refus:
        lire_jour(texte, aujourdhui=AUJOURDHUI, champ="du")
    assert refus.value.champ == "du"


def test_l_ete_est_de_l_annee_qui_vient() -> None:
    """In July the counter writes for September; the days just passed are still said."""
    assert lire_jour("12/9", aujourdhui=date(2027, 7, 5)) == date(2027, 9, 12)
    assert lire_jour("hier", aujourdhui=date(2027, 7, 1)) == date(2027, 6, 30)
