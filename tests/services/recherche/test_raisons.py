"""Why a row is there: a household found by what its row does not show looks like a mistake of the program."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from guichet.registres.recherche import index_recherche
from guichet.services.recherche import boite
from tests.services.foyers import Qui, clairval, contact, ecrire, enfant


@pytest.fixture
def ville(ctx):
    return clairval(ctx)


def dite(ctx, texte: str, code: str = "20421"):
    """The row of that household, explained."""
    lignes = boite.expliquer(ctx, boite.chercher(ctx, texte)).lignes
    return next(ligne for ligne in lignes if ligne.code == code)


@pytest.mark.parametrize(
    ("texte", "court", "entier"),
    [
        ("zidane", "contact Yamina", "contact ZIDANE Yamina"),
        ("yamina zid", "contact Yamina", "contact ZIDANE Yamina"),
        ("d’œuvre", "nom D’ŒUVRE", "LÉGER-MARTIN Sophie : nom de naissance D’ŒUVRE"),
        ("doeuvre", "nom D’ŒUVRE", "LÉGER-MARTIN Sophie : nom de naissance D’ŒUVRE"),
        ("victor", "Léa Victor-Hugo", "LÉGER-MARTIN Léa : Victor-Hugo"),
        ("moliere", "Tom Molière", "LÉGER-MARTIN Tom : Molière"),
        ("16/11/2019", "16/11/2019 Léa", "LÉGER-MARTIN Léa : naissance le 16/11/2019"),
        ("2 mars 1988", "02/03/1988 Sophie", "LÉGER-MARTIN Sophie : naissance le 02/03/1988"),
        ("0155", "Karim", "01 55 66 77 88 : LÉGER-MARTIN Karim"),
        ("77 88", "Karim", "01 55 66 77 88 : LÉGER-MARTIN Karim"),
        ("07 00", "contact Yamina", "07 00 00 00 01 : contact ZIDANE Yamina"),
        ("sophie.leger@", "Sophie.Leger@orange.fr", "Sophie.Leger@orange.fr : LÉGER-MARTIN Sophie"),
        ("leger", "", ""),
        ("legermartin", "", ""),
        ("sophie karim", "", ""),
        ("ce1", "", ""),
        ("204", "", ""),
        ("20421", "", ""),
        ("0612", "", ""),
        ("56 78", "", ""),
        ("leger zidane", "contact Yamina", "contact ZIDANE Yamina"),
    ],
)
def test_a_row_tells_what_was_meant_unless_it_shows_it(ctx, ville, texte, court, entier):
    """Lost otherwise: « pourquoi cette famille ? », and the right row passed over."""
    ligne = dite(ctx, texte)
    assert (ligne.raison, ligne.pourquoi) == (court, entier)


def test_the_number_found_is_the_one_shown(ctx, ville):
    """Lost otherwise: the number dictated beside another one, and the agent dictates it again."""
    assert dite(ctx, "0155").telephone == "0155667788"
    assert dite(ctx, "07 00").telephone == "0700000001"
    assert dite(ctx, "leger").telephone == "0612345678"


def test_the_child_typed_is_the_first_of_its_row(ctx, ville):
    """Lost otherwise: the child who was named, cut at the end of the column."""
    assert dite(ctx, "leger tom").enfants == "Tom PS · Léa CE1"
    assert dite(ctx, "ps leger").enfants == "Tom PS · Léa CE1"
    assert dite(ctx, "leger").enfants == "Léa CE1 · Tom PS"


def test_what_is_no_longer_so_says_it(ctx):
    """Lost otherwise: a former member or number taken for today's."""
    from models import HistoriqueCoordonnees

    with ctx.ecriture() as s:
        foyer = ecrire(
            s,
            "70001",
            Qui("Zola", "Paul", mobile="0611111111"),
            Qui("Nguyễn", "Văn An", parti=True),
            enfant("Petit", "Lino", naissance=date(2019, 3, 2)),
            contact("Roy", "Ana"),
        )
        for champ, avant in (("mobile", "0699999999"), ("nom", "Durand"), ("courriel", "paul@free.fr")):
            s.add(
                HistoriqueCoordonnees(
                    personne_id=foyer.personnes[0], champ=champ, avant=avant, apres="x", agent="n",
                    le=datetime(2026, 9, 1, tzinfo=UTC),
                )
            )  # fmt: skip
        s.flush()
        index_recherche.rafraichir(s, [foyer.famille_id])
    attendues = {
        "nguyen": "autrefois Văn An",
        "durand": "ancien nom Durand",
        "0699": "ancien numéro",
        "99 99": "ancien numéro",
        "paul@": "paul@free.fr",
        "petit": "Lino PETIT",
    }
    assert {texte: dite(ctx, texte, "70001").raison for texte in attendues} == attendues
    assert dite(ctx, "paul@", "70001").pourquoi == "Ancien courriel : paul@free.fr"
    assert dite(ctx, "99 99", "70001").telephone == "0699999999"


def test_a_birth_known_in_part_says_how_little(ctx):
    """Lost otherwise: a child known by the year alone taken for the one whose day was typed."""
    from models import Personne

    with ctx.ecriture() as s:
        foyer = ecrire(s, "70001", Qui("Zola", "Paul"), enfant("Zola", "Lino"))
        enfant_lu = s.get(Personne, foyer.personnes[1])
        assert enfant_lu is not None
        enfant_lu.naissance_partielle = "2019-03"
        s.flush()
        index_recherche.rafraichir(s, [foyer.famille_id])
    assert dite(ctx, "02/03/2019", "70001").pourquoi == "ZOLA Lino : de sa naissance on ne sait que 03/2019"


def test_nothing_found_asks_nothing(ctx, ville):
    vide = boite.chercher(ctx, "personne de ce nom")
    assert boite.expliquer(ctx, vide) is vide
