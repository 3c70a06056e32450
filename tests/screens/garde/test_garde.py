"""Alternate custody on screen: settled while both parents are still on speaking terms, understood by both."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.fiches.socle.saisies import SaisieMembre
from guichet.regles.garde.jours import Garde, PartVacances, Sejour
from guichet.regles.reservations.dits.signes import CELLULES
from guichet.regles.socle.domaine import MoitieVacances
from guichet.services import familles
from guichet.services.garde import alternee, rattachement
from screens.garde.calendrier import LEGENDE
from tests.screens.deux_foyers import DeuxFoyers, separes
from tests.screens.familles_essai import autre_poste, lignes, relire
from tests.screens.outils import Poste, application

VISITE_7 = "lea leg<Entrée><Bas><Bas>c{autre}<Entrée><Entrée>23112026<Entrée>p<Entrée><Entrée>k<Entrée><Ctrl+S>"
"""The child by name, the other household, the anchor week, the holidays by halves, the payer, the slip."""

LUNDI = date(2026, 11, 16)
PREMIERE, SECONDE = MoitieVacances


def rattacher(fichier: Path, foyers: DeuxFoyers, vacances: PartVacances | None = None) -> None:
    """One week in two from this Monday at the mother's."""
    ctx = autre_poste(fichier)
    rattachement.rattacher_enfant(
        ctx,
        lien_id=foyers.mere.enfants[0].lien_id,
        autre_code=foyers.pere.famille.code,
        rythme="1/2",
        ancre=LUNDI,
        vacances=vacances,
    )
    ctx.base.fermer()


def reglee(fichier: Path, code: str) -> Garde:
    """What a household has settled for its first child."""
    ctx = autre_poste(fichier)
    lue = alternee.fiche(ctx, relire(fichier, code).enfants[0].lien_id).garde
    ctx.base.fermer()
    return lue


def verifier_visite_7(fichier: Path, foyers: DeuxFoyers, poste: Poste) -> None:
    assert poste.nom == "EcranRecherche"
    assert not poste.app.screen.boite.value  # type: ignore[attr-defined]
    chez_elle, chez_lui = (
        reglee(fichier, d.famille.code) for d in (foyers.mere, foyers.pere)
    )  # fmt: skip
    assert (str(chez_elle.rythme), chez_elle.ancre) == ("1/2", date(2026, 11, 23))
    assert (str(chez_lui.rythme), chez_lui.ancre) == ("1/2", date(2026, 11, 30))
    assert chez_elle.vacances == PartVacances(PREMIERE, 2026)
    assert chez_lui.vacances == PartVacances(SECONDE, 2026)
    payeurs = {m.prenom: m.payeur for m in relire(fichier, foyers.mere.famille.code).responsables}
    assert payeurs == {"Sophie": False, "Karim": True}
    [recapitulatif] = poste.imprimante.editions
    assert "Garde alternée" in recapitulatif.texte
    assert foyers.pere.famille.code not in recapitulatif.texte


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_visite_7_parents_separes(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Budget: 35 keys. Lost otherwise: what a judge wrote in one line takes a morning."""
    foyers = separes(fichier_base)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(VISITE_7.format(autre=foyers.pere.famille.code))
        assert poste.frappes <= 35, f"{poste.frappes} keys"
        verifier_visite_7(fichier_base, foyers, poste)


async def test_visite_7_tapee_d_avance(fichier_base: Path) -> None:
    """All keys at once. Lost otherwise: a Monday typed into the wrong field."""
    foyers = separes(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper_vite(VISITE_7.format(autre=foyers.pere.famille.code))
        await poste.attendre(lambda: bool(poste.imprimante.editions))
        await poste.calme()
        verifier_visite_7(fichier_base, foyers, poste)


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_la_garde_se_dessine_pendant_qu_on_la_tape(
    fichier_base: Path, taille: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without colour, in real dates. Lost otherwise: a parent agrees to weeks they have not understood."""
    monkeypatch.setenv("NO_COLOR", "1")
    foyers = separes(fichier_base)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée><Bas><Bas>c")
        assert poste.voit("▸ 16 nov. ● ● ● ● ● ● ●", "23 nov. □ □ □ □ □ □ □", "● ici □ ailleurs")
        await poste.taper(f"{foyers.pere.famille.code}<Entrée><Entrée>23112026<Entrée>")
        assert poste.voit("▸ 16 nov. □ □ □ □ □ □ □", "23 nov. ● ● ● ● ● ● ●", "Noël 2026 ici")
        await poste.taper("s")
        assert poste.voit("Noël : 19–26 déc. ailleurs, 27 déc.–3 janv. ici", "21 déc. □░□░□░□░□░□░●░")
        assert not poste.voit("paire")


async def test_la_fratrie_se_rattache_avec_l_enfant(fichier_base: Path) -> None:
    """Asked, never supposed. Lost otherwise: the same custody typed child after child, or a half-brother shared."""
    foyers = separes(fichier_base)
    ctx = autre_poste(fichier_base)
    tom = SaisieMembre(role="enfant", nom="Léger", prenom="Tom", naissance="03/05/2021")
    familles.ajouter_membre(ctx, famille_id=foyers.mere.famille.famille_id, saisie=tom, malgre_doublons=True)
    ctx.base.fermer()
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée><Bas><Bas>c{foyers.pere.famille.code}<Entrée>")
        assert poste.voit("Aussi pour Tom", "non", "entre les deux mêmes foyers")
        await poste.taper("o<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    for dossier in (foyers.mere, foyers.pere):
        assert [e.garde_rythme for e in relire(fichier_base, dossier.famille.code).enfants] == ["1/2", "1/2"]


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_aucune_ligne_de_la_garde_n_est_coupee(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Holidays shared week by week. Lost otherwise: « 28 déc.–3 janv. a… », and a parent who asks."""
    foyers = separes(fichier_base)
    rattacher(fichier_base, foyers)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée><Bas><Bas>c")
        assert poste.nom == "EcranGarde"
        assert "…" not in poste.ecran, poste.ecran
        assert poste.voit("Noël", "19–20 déc.", "28 déc.–3 janv. ici")


def test_les_signes_de_la_garde_sont_ceux_du_planning() -> None:
    """Lost otherwise: « · » is « elsewhere » on one screen and « free » on the next."""
    planning = {s.dessin: s.mot for s in CELLULES}
    dits = {t.strip()[0]: t.strip()[2:] for li in LEGENDE for t, _ in li.morceaux}
    assert {s: m for s, m in dits.items() if s in planning and s != "●"} == {"□": "ailleurs", "░": "vacances"}
    assert "·" not in dits


async def test_la_meme_touche_montre_puis_modifie(fichier_base: Path) -> None:
    """Lost otherwise: a custody settled once for all, when judgments change every year."""
    foyers = separes(fichier_base)
    rattacher(fichier_base, foyers, PartVacances(PREMIERE, 2026))
    async with application(fichier_base) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée><Bas><Bas>c")
        assert poste.nom == "EcranGarde"
        assert poste.voit("Aujourd’hui ● ici", "1 semaine sur 2 ici", "lundis 16 nov., 30 nov.", "Payeur ici Sophie")
        assert poste.voit("Noël 19–26 déc. ici, 27 déc.–3 janv. ailleurs", "aucune : F6")
        await poste.taper("<F2><Ctrl+U>2/4<Bas><Ctrl+U>23/11/2026<Bas><Ctrl+U>c<Ctrl+S>")
        assert poste.nom == "EcranGarde", poste.ecran
        assert poste.voit("2 semaines sur 4 ici", "Aujourd’hui □ ailleurs")
        await poste.taper("<pagedown>")
        assert poste.voit("14 déc.")
        assert not poste.voit("▸ 16 nov.")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranDossier"
    lue = reglee(fichier_base, foyers.pere.famille.code)
    assert (str(lue.rythme), lue.ancre, lue.vacances) == ("2/4", date(2026, 12, 7), None)


async def test_exceptions_ajouter_lire_retirer(fichier_base: Path) -> None:
    """Lost otherwise: the swapped weekend is booked by the parent who gave it away."""
    foyers = separes(fichier_base)
    rattacher(fichier_base, foyers)
    async with application(fichier_base) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée><Bas><Bas>c<F6>24112026<Entrée>25112026<Entrée>")
        assert poste.voit("23 nov. □ ●°●°□ □ □ □"), "drawn before it is written"
        await poste.taper("<Entrée>")
        assert poste.voit("24–25 nov. ici")
        await poste.taper("<F6>18112026<Entrée><Entrée>a<Entrée>")
        assert poste.voit("18 nov. ailleurs", "24–25 nov. ici", "16 nov. ● ● □°● ● ● ●")
        await poste.taper("<F6>25112026<Entrée><Entrée><Entrée>")
        assert poste.notes() == ["× Une exception va déjà du 24/11/2026 au 25/11/2026 : retirez-la d’abord."]
        await poste.taper("<Ctrl+U>26112026<Bas><Ctrl+U>24112026<Ctrl+S>")
        assert "vient avant" in poste.notes()[0]
        await poste.taper("<Échap>o<Haut><Suppr>o")
        assert not poste.voit("18 nov. ailleurs")
        assert poste.voit("24–25 nov. ici")
    lue = reglee(fichier_base, foyers.mere.famille.code)
    assert lue.sejours == (Sejour(date(2026, 11, 24), date(2026, 11, 25), ici=True),)


async def test_ce_qui_est_reserve_sur_les_jours_donnes_est_dit(fichier_base: Path) -> None:
    """Lost otherwise: meals of the other weeks paid all year by the parent who no longer has the child."""
    foyers = separes(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée>rrcan 1 du 7/12 au 14/12<Entrée><Ctrl+S><Entrée><Échap>")
        await poste.taper(f"<Bas><Bas>c{foyers.pere.famille.code}<Entrée><Ctrl+S>")
        assert poste.voit("hors de la garde", "1 réservation le 7 déc.", "g  à garder, donc dues", "a  1 annulée sans")
        await poste.taper("gc")
        assert poste.nom == "EcranGarde", "the cursor is still on the child"
        assert poste.voit("1 jour réservé ici n’est plus")


async def test_deux_agents_reglent_la_meme_garde(fichier_base: Path) -> None:
    """Lost otherwise: the second agent undoes what the first parent was just told."""
    foyers = separes(fichier_base)
    rattacher(fichier_base, foyers)
    ctx = autre_poste(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{foyers.mere.famille.code}<Entrée><Bas><Bas>c<F2>")
        fiche = alternee.fiche(ctx, foyers.mere.enfants[0].lien_id)
        from dataclasses import replace

        voulu = replace(fiche.reglage, vacances=PartVacances(PREMIERE, 2026))
        alternee.regler(ctx, lien_id=foyers.mere.enfants[0].lien_id, voulu=voulu)
        await poste.taper("<Ctrl+U>1/3<Ctrl+S>")
        assert poste.voit("Fiche modifiée entre-temps", "première moitié")
        await poste.taper("<Entrée><Ctrl+S>")
        assert poste.nom == "EcranGarde", poste.ecran
    ctx.base.fermer()
    lue = reglee(fichier_base, foyers.mere.famille.code)
    assert (str(lue.rythme), lue.vacances) == ("1/3", PartVacances(PREMIERE, 2026))


async def test_chaque_foyer_ne_reserve_que_ses_jours(fichier_base: Path) -> None:
    """The same rhythm typed in both dossiers. Lost otherwise: a meal paid twice, or a child nobody expects."""
    foyers = separes(fichier_base)
    rattacher(fichier_base, foyers, PartVacances(PREMIERE, 2026))
    for dossier, ailleurs in ((foyers.mere, "<Bas>"), (foyers.pere, "")):
        async with application(fichier_base) as poste:
            await poste.taper(f"{dossier.famille.code}<Entrée>r{ailleurs}<space>!")
            assert poste.voit("Ce jour n’est pas de la garde de ce foyer.", "En cours rien")
            await poste.taper("<Entrée>rcan 1245 du 16/11 au 18/12<Entrée><Ctrl+S><Entrée>")
    ctx = autre_poste(fichier_base)
    pris: list[set[date]] = []
    for dossier in (foyers.mere, foyers.pere):
        famille = dossier.famille.famille_id
        siens = lignes(fichier_base, "SELECT DISTINCT jour FROM reservation WHERE famille_id = ?", famille)
        jours = {date.fromisoformat(jour) for (jour,) in siens}
        assert jours
        a_soi = alternee.jours(ctx, famille_id=famille, personne_id=foyers.lea, du=LUNDI, au=LUNDI + timedelta(days=40))
        assert jours <= set(a_soi)
        pris.append(jours)
    ctx.base.fermer()
    assert not pris[0] & pris[1]
    assert len(pris[0] | pris[1]) == 4 * 5, "every school day of five weeks is somebody's"
