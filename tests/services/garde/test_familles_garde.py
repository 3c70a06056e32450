"""Two separated parents: one must never learn the other's address from the counter (rule 32)."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest

from guichet.erreurs.familles import FoyerImpossible, MembreInconnu
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.regles.socle.code_famille import affiche
from guichet.services import familles
from guichet.services.dossier import dossiers
from guichet.services.garde import rattachement
from tests.services.saisies import dossier, nomme

PERE = SaisieFamille(
    adresse="99 rue Secrète",
    code_postal="78000",
    ville="Versailles",
    membres=(SaisieMembre(nom="Martin", prenom="Paul", mobile="0799999999", courriel="paul@cache.fr"),),
)
LUNDI = date(2026, 11, 16)


@pytest.fixture
def foyers(ctx):
    """Léa's two homes, the mother's and the father's."""
    mere, pere = dossier(ctx), dossier(ctx, PERE)
    lien = nomme(mere, "Léa").lien_id
    autre = rattachement.rattacher_enfant(
        ctx, lien_id=lien, autre_code=affiche(pere.famille.code), rythme="1/2", ancre="16/11/2026"
    )
    assert dossiers.membre(ctx, autre).prenom == "Léa"
    return dossiers.lire(ctx, mere.famille.code), dossiers.lire(ctx, pere.famille.code)


def test_one_child_two_homes_each_with_its_weeks(ctx, foyers):
    mere, pere = foyers
    ici, la = nomme(mere, "Léa"), nomme(pere, "Léa")
    assert ici.personne_id == la.personne_id
    assert (ici.garde_rythme, ici.garde_ancre, ici.autre_foyer) == ("1/2", LUNDI, pere.famille.code)
    assert (la.garde_rythme, la.garde_ancre, la.autre_foyer) == ("1/2", date(2026, 11, 23), mere.famille.code)
    assert "1/2, ici aujourd’hui" in [a.detail for a in mere.alertes]
    assert "1/2, ailleurs aujourd’hui" in [a.detail for a in pere.alertes]
    assert nomme(mere, "Sophie").autre_foyer == ""


SECRETS = {
    "mere": ("lilas", "78999", "orange.fr", "0612345678", "06 12 34", "Sophie", "Karim", "Odile"),
    "pere": ("Secrète", "78000", "Versailles", "cache.fr", "0799999999", "07 99 99", "Paul"),
}


def test_neither_home_ever_shows_the_other(ctx, foyers):
    mere, pere = foyers
    sophie = nomme(mere, "Sophie")
    familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant={}, apres={"mobile": "0611111111"})
    familles.demenager(ctx, famille_id=pere.famille.famille_id, avant={}, apres={"adresse": "100 rue Secrète"})
    familles.modifier_membre(ctx, lien_id=nomme(pere, "Léa").lien_id, avant={}, apres={"nom": "Martin-Léger"})
    for moi, autre in (("mere", "pere"), ("pere", "mere")):
        d = mere if moi == "mere" else pere
        tout = json.dumps(
            [
                dataclasses.asdict(dossiers.lire(ctx, d.famille.code)),
                [dataclasses.asdict(a) for a in dossiers.historique(ctx, d.famille.famille_id)],
            ],
            default=str,
            ensure_ascii=False,
        )
        assert [mot for mot in SECRETS[autre] if mot.casefold() in tout.casefold()] == [], moi
        assert any(mot.casefold() in tout.casefold() for mot in SECRETS[moi])
        # The child is known to both.
        assert "nom de Léa" in tout


@pytest.mark.parametrize(
    ("rythme", "ancre", "champ"),
    [
        ("une sur deux", LUNDI, "garde_rythme"),
        ("2/2", LUNDI, "garde_rythme"),
        ("1/2", date(2026, 11, 18), "garde_ancre"),
        ("1/2", "bientôt", "garde_ancre"),
    ],
)
def test_what_cannot_be_read_is_said_under_its_field(ctx, rythme, ancre, champ):
    mere, pere = dossier(ctx), dossier(ctx, PERE)
    with pytest.raises(SaisiesInvalides) as refus:
        rattachement.rattacher_enfant(
            ctx, lien_id=nomme(mere, "Léa").lien_id, autre_code=pere.famille.code, rythme=rythme, ancre=ancre
        )
    assert refus.value.champ == champ


def test_only_a_child_into_another_home_once(ctx, foyers):
    mere, pere = foyers
    lea, sophie = nomme(mere, "Léa"), nomme(mere, "Sophie")

    def rattacher(lien_id, code):
        rattachement.rattacher_enfant(ctx, lien_id=lien_id, autre_code=code, rythme="1/2", ancre=LUNDI)

    with pytest.raises(FoyerImpossible, match="déjà dans le foyer"):
        rattacher(lea.lien_id, pere.famille.code)
    with pytest.raises(FoyerImpossible, match="foyer affiché"):
        rattacher(lea.lien_id, mere.famille.code)
    with pytest.raises(FoyerImpossible, match="Seul un enfant"):
        rattacher(sophie.lien_id, pere.famille.code)
    with pytest.raises(MembreInconnu):
        rattacher(999, pere.famille.code)
    with pytest.raises(SaisiesInvalides, match="Aucune famille") as refus:
        rattacher(lea.lien_id, "20777")
    assert refus.value.champ == "autre_code"


def test_leaving_one_home_ends_the_sharing(ctx, foyers, horloge):
    mere, pere = foyers
    familles.retirer_membre(ctx, lien_id=nomme(pere, "Léa").lien_id, le=date(2026, 11, 17))
    horloge.avancer(days=1)
    assert nomme(dossiers.lire(ctx, mere.famille.code), "Léa").autre_foyer == ""
    assert dossiers.lire(ctx, pere.famille.code).enfants == ()


def test_custody_is_corrected_on_the_childs_sheet(ctx, foyers):
    lea = nomme(foyers[0], "Léa")
    familles.modifier_membre(
        ctx,
        lien_id=lea.lien_id,
        avant={"garde_rythme": "1/2", "garde_ancre": LUNDI},
        apres={"garde_rythme": "1 / 3", "garde_ancre": "23/11/2026"},
    )
    lue = dossiers.membre(ctx, lea.lien_id)
    assert (lue.garde_rythme, lue.garde_ancre) == ("1/3", date(2026, 11, 23))
    sans_ancre = nomme(dossiers.lire(ctx, foyers[0].famille.code), "Odile")
    with pytest.raises(SaisiesInvalides, match="indiquez le lundi"):
        familles.modifier_membre(ctx, lien_id=sans_ancre.lien_id, avant={}, apres={"garde_rythme": "1/3"})
    with pytest.raises(SaisiesInvalides, match="n’est pas un lundi"):
        familles.modifier_membre(
            ctx, lien_id=lea.lien_id, avant={}, apres={"garde_rythme": "1/3", "garde_ancre": "24/11/2026"}
        )


def test_who_left_is_no_longer_followed(ctx, foyers, horloge):
    mere, pere = foyers
    familles.retirer_membre(ctx, lien_id=nomme(mere, "Léa").lien_id, le=date(2026, 11, 17))
    horloge.avancer(days=1)
    familles.modifier_membre(ctx, lien_id=nomme(pere, "Léa").lien_id, avant={}, apres={"nom": "Nouveau"})
    assert "Nouveau" in str(dossiers.historique(ctx, pere.famille.famille_id))
    assert "Nouveau" not in str(dossiers.historique(ctx, mere.famille.famille_id))
