"""Rule 32, over every screen, paper and command of a family: a parent must not find the other from this counter."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

from guichet.fiches.reservations.planning import Demande
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.regles.garde.jours import PartVacances
from guichet.regles.socle.domaine import MoitieVacances
from guichet.services import familles, reservations
from guichet.services.comptoir import passages
from guichet.services.garde import alternee, rattachement
from guichet.services.listes import releves
from guichet.services.recherche import boite
from guichet.services.reservations import inscriptions
from tests.screens.deux_foyers import DeuxFoyers, fuites, separes
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import Poste, application

LUNDI = date(2026, 11, 16)
CHEZ_ELLE, CHEZ_LUI = date(2026, 12, 14), date(2026, 12, 7)
"""Mondays of a week at each one's."""

ECRANS = (
    ("dossier", "", ""),
    ("alertes", "!", "<Échap>"),
    ("historique", "h", "<Échap>"),
    ("identifiants", "g", "<Échap>"),
    ("adresse", "d", "<Échap>"),
    ("qui est ici", "i", "<Échap>"),
    ("fiche d’un adulte", "<F2>", "<Échap>"),
    ("fiche de l’enfant", "{enfant}<F2>", "<Échap>"),
    ("garde", "c", ""),
    ("garde, plus tard", "<pagedown>", ""),
    ("réglage de la garde", "<F2>", "<Échap>"),
    ("exception", "<F6>", "<Échap><Échap>"),
    ("planning", "r{la}", ""),
    ("pourquoi", "!", "<Échap>"),
    ("rythme", "rcan 1 t2<Entrée>", ""),
    ("aperçu", "<Ctrl+S>", "<Échap><Échap>o"),
    ("palette", "<Ctrl+P>", "<Échap>"),
    ("passage", "<F9>", ""),
)
"""Name, keys that show it, keys that leave it; `{enfant}` puts the cursor on the child, `{la}` on a day elsewhere."""


def vivre(fichier: Path) -> DeuxFoyers:
    """A shared child, moves and new telephones on both sides, a meal booked by each."""
    foyers = separes(fichier)
    ctx = autre_poste(fichier)
    rattachement.rattacher_enfant(
        ctx,
        lien_id=foyers.mere.enfants[0].lien_id,
        autre_code=foyers.pere.famille.code,
        rythme="1/2",
        ancre=LUNDI,
        vacances=PartVacances(MoitieVacances.PREMIERE, 2026),
    )
    alternee.ajouter_exception(ctx, lien_id=foyers.mere.enfants[0].lien_id, du=date(2027, 1, 6), au=date(2027, 1, 6))
    familles.modifier_membre(
        ctx, lien_id=foyers.pere.responsables[0].lien_id, avant={}, apres={"mobile": "0799112234"}
    )  # fmt: skip
    familles.demenager(ctx, famille_id=foyers.pere.famille.famille_id, avant={}, apres={"complement": "chez Corbeau"})
    [(unite,)] = lignes(fichier, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    for dossier, jour in ((foyers.mere, CHEZ_ELLE), (foyers.pere, CHEZ_LUI)):
        fait = reservations.enregistrer(
            ctx, demandes=(Demande(foyers.lea, jour, unite),), attendu=None, famille_id=dossier.famille.famille_id
        )
        assert [li.issue for li in fait.lignes] == ["reservee"]
    ctx.base.fermer()
    return foyers


async def balayer(poste: Poste, code: str, *, enfant: str, la: str) -> dict[str, str]:
    """Everything the screens of a household show, by name."""
    await poste.taper(f"{code}<Entrée>")
    vus = {}
    for nom, aller, revenir in ECRANS:
        await poste.taper(aller.format(enfant=enfant, la=la))
        vus[nom] = poste.ecran
        await poste.taper(revenir)
    return vus


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
@pytest.mark.parametrize(("moi", "autre"), [("mere", "pere"), ("pere", "mere")])
async def test_aucun_ecran_ne_montre_l_autre_foyer(
    fichier_base: Path, taille: tuple[int, int], moi: str, autre: str
) -> None:
    """Lost otherwise: somebody in hiding is found."""
    foyers = vivre(fichier_base)
    dossier = getattr(foyers, moi)
    enfant = "<Bas>" * len(dossier.responsables)
    async with application(fichier_base, taille=taille) as poste:
        vus = await balayer(poste, dossier.famille.code, enfant=enfant, la="<Bas>" if moi == "mere" else "")
        papiers = [e.texte for e in poste.imprimante.editions]
        assert poste.nom == "EcranDossier", poste.ecran
    assert {nom: fuites(vu, autre) for nom, vu in vus.items() if fuites(vu, autre)} == {}
    assert fuites(vus["dossier"], moi), "the sweep does see what is this household's own"
    assert "garde alternée" in vus["garde"]
    assert "de la garde de ce foyer" in " ".join(vus["pourquoi"].split())
    assert papiers
    code_de_l_autre = getattr(foyers, autre).famille.code
    for papier in papiers:
        assert not fuites(papier, autre)
        assert code_de_l_autre not in papier, "in some towns the code is the login of the other parent"
    for nom in ("garde", "réglage de la garde", "exception", "planning", "historique"):
        assert code_de_l_autre not in vus[nom], nom


async def test_la_recherche_garde_a_chacun_sa_ligne(fichier_base: Path) -> None:
    """The child's name finds both dossiers: each line holds its own telephone and town."""
    foyers = vivre(fichier_base)
    ctx = autre_poste(fichier_base)
    par_code = {f.code: json.dumps(dataclasses.asdict(f), default=str, ensure_ascii=False)
                for f in boite.chercher(ctx, "léa léger").lignes}  # fmt: skip
    assert len(par_code) == 2
    for moi, autre in (("mere", "pere"), ("pere", "mere")):
        assert fuites(par_code[getattr(foyers, moi).famille.code], autre) == []
        # What is known of one household never leads to the other.
        for cherche in {"mere": ("0612345678", "sophie@orange.fr"), "pere": ("0799112234", "paul@cache.fr")}[moi]:
            assert [f.code for f in boite.chercher(ctx, cherche).lignes] == [getattr(foyers, moi).famille.code]
    ctx.base.fermer()


def test_ce_que_l_autre_reserve_ne_change_rien_ici(fichier_base: Path) -> None:
    """Planner and preview are the same whether the other household booked or not, places left apart."""
    foyers = vivre(fichier_base)
    ctx = autre_poste(fichier_base)
    famille = foyers.mere.famille.famille_id
    [(unite,)] = lignes(fichier_base, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")

    def vu() -> tuple[object, object]:
        planning = reservations.planning(ctx, famille)
        cases = {place: planning.cases[place]._replace(prises=0) for place in planning.cases}
        demandes = [Demande(foyers.lea, CHEZ_LUI, unite), Demande(foyers.lea, CHEZ_LUI, unite, annuler=True)]
        return cases, [reservations.apercu(ctx, [d], famille_id=famille).lignes for d in demandes]

    avec = vu()
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE famille_id = :f", {"f": foyers.pere.famille.famille_id})
    assert vu() == avec
    ctx.base.fermer()


def test_quitter_une_activite_ne_defait_que_ses_jours(fichier_base: Path) -> None:
    """The mother's right served the father's meals: ending it neither names nor cancels them."""
    foyers = vivre(fichier_base)
    ctx = autre_poste(fichier_base)
    [inscription] = inscriptions.lister(ctx, foyers.mere.famille.famille_id)
    assert inscriptions.lister(ctx, foyers.pere.famille.famille_id) == ()
    with pytest.raises(ReservationsTouchees) as refus:
        inscriptions.terminer(ctx, inscription_id=inscription.inscription_id, le=LUNDI)
    assert {t.jour for t in refus.value.lignes} == {CHEZ_ELLE}
    inscriptions.terminer(ctx, inscription_id=inscription.inscription_id, le=LUNDI, futures="annuler")
    vives = lignes(fichier_base, "SELECT famille_id FROM reservation WHERE etat = 'reservee'")
    assert vives == [(foyers.pere.famille.famille_id,)]
    ctx.base.fermer()


def test_la_liste_du_jour_donne_le_foyer_qui_a_reserve(fichier_base: Path) -> None:
    """Whom the school calls is whoever booked that day; the other one is on no line."""
    foyers = vivre(fichier_base)
    ctx = autre_poste(fichier_base)
    for moi, autre, jour in (("mere", "pere", CHEZ_ELLE), ("pere", "mere", CHEZ_LUI)):
        lues = [li for li in releves.presences(ctx, du=jour, au=jour) if li.personne_id == foyers.lea]
        assert [li.code for li in lues] == [getattr(foyers, moi).famille.code]
        assert not fuites(json.dumps([dataclasses.asdict(li) for li in lues], default=str, ensure_ascii=False), autre)
    ctx.base.fermer()


def test_le_passage_d_un_foyer_ne_dit_rien_de_l_autre(fichier_base: Path) -> None:
    """The slip handed to one parent, after the custody was settled while they sat there."""
    foyers = separes(fichier_base)
    ctx = autre_poste(fichier_base)
    ouvert = passages.ouvrir(ctx, famille_id=foyers.mere.famille.famille_id)
    rattachement.rattacher_enfant(
        ctx, lien_id=foyers.mere.enfants[0].lien_id, autre_code=foyers.pere.famille.code, rythme="1/2", ancre=LUNDI
    )
    papier = passages.recapitulatif(ctx, ouvert.passage_id).texte
    assert "Garde alternée" in papier
    assert not fuites(papier, "pere")
    assert foyers.pere.famille.code not in papier
    ctx.base.fermer()
