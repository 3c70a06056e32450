"""The planner, key by key: booking for a parent faster than any portal, nothing written before Ctrl+S."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from tests.bases import DEPART
from tests.screens.familles_essai import autre_poste, installer, lignes
from tests.screens.outils import Poste, application

FRATRIE = SaisieFamille(
    adresse="4 rue des Lilas",
    code_postal="78999",
    ville="Clairval-sur-Seine",
    membres=(
        SaisieMembre(nom="Léger", prenom="Sophie", mobile="0612345678", courriel="sophie@orange.fr"),
        SaisieMembre(role="enfant", nom="Léger", prenom="Léa", naissance="12/04/2019", ecole="Molière", classe="CE1"),
        SaisieMembre(role="enfant", nom="Léger", prenom="Tom", naissance="03/05/2021", ecole="Molière", classe="GS"),
    ),
)


def inscrire(fichier: Path, *activites: str) -> Dossier:
    """A household of two children with the right to attend these activities all year."""
    dossier = installer(fichier, FRATRIE)
    ctx = autre_poste(fichier)
    from models import Inscription

    with ctx.ecriture() as s:
        for code in activites:
            activite, groupe = s.lignes(
                "SELECT a.id, g.id FROM activite a JOIN groupe g ON g.activite_id = a.id "
                "WHERE a.code = :code AND g.ecole IN ('', 'Molière') ORDER BY g.ecole DESC, g.id",
                {"code": code},
            )[0]
            s.add_all(
                Inscription(
                    personne_id=enfant.personne_id,
                    famille_id=dossier.famille.famille_id,
                    activite_id=activite,
                    groupe_id=groupe,
                    du=date(2026, 9, 1),
                    au=date(2027, 7, 3),
                    etat="active",
                    demandee_le=DEPART,
                    complete_le=DEPART,
                )
                for enfant in dossier.enfants
            )
    ctx.base.fermer()
    return dossier


def etats(fichier: Path) -> list[tuple[str, int]]:
    return lignes(fichier, "SELECT etat, count(*) FROM reservation GROUP BY etat ORDER BY etat")  # type: ignore[return-value]


VISITE_4 = "{code}<Entrée>rercan 1245 t2<Entrée>rsoir 14 t2<Entrée><Ctrl+S><Entrée><Échap><Ctrl+S>"
"""Canteen four days and evening two days for both children, a whole term."""


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_visite_4_un_trimestre_pour_deux_enfants(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Budget: 40 keys. Lost otherwise: the portal is quicker than the counter."""
    code = inscrire(fichier_base, "restauration", "accueil-soir").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(VISITE_4.format(code=code))
        assert poste.frappes <= 40, f"{poste.frappes} keys"
        assert poste.nom == "EcranRecherche"
        [recapitulatif] = poste.imprimante.editions
        assert recapitulatif.texte.count("jours réservés") == 4
    [(etat, nombre)] = etats(fichier_base)
    assert etat == "reservee"
    jours = lignes(fichier_base, "SELECT count(DISTINCT jour) FROM reservation")[0][0]
    assert (
        nombre
        == jours * 2
        + 2
        * lignes(
            fichier_base,
            "SELECT count(DISTINCT jour) FROM reservation r JOIN unite u ON u.id = r.unite_id WHERE u.code = 'soir'",
        )[0][0]
    )


async def test_visite_4_tapee_d_avance(fichier_base: Path) -> None:
    """All keys at once. Lost otherwise: a rhythm typed into the wrong screen."""
    code = inscrire(fichier_base, "restauration", "accueil-soir").famille.code
    async with application(fichier_base) as poste:
        await poste.taper_vite(VISITE_4.format(code=code))
        await poste.attendre(lambda: bool(poste.imprimante.editions))
        await poste.calme()
        assert poste.nom == "EcranRecherche"
    assert etats(fichier_base)[0][0] == "reservee"


async def ouvrir(poste: Poste, code: str) -> None:
    await poste.taper(f"{code}<Entrée>r")
    assert poste.nom == "EcranReservations"


async def test_rien_n_est_ecrit_avant_ctrl_s(fichier_base: Path) -> None:
    """Lost otherwise: bookings the parent never agreed to."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan 1245 t2<Entrée>")
        assert poste.voit("En cours", "restauration scolaire")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("Ce qui va être enregistré", "réservées")
        await poste.taper("<Échap><Échap>")
        assert poste.voit("Abandonner")
        await poste.taper("o")
        assert poste.nom == "EcranDossier"
    assert etats(fichier_base) == []


async def test_cocher_un_bloc_defaire_repeter(fichier_base: Path) -> None:
    """Lost otherwise: Maj+flèches, u and « . » of ecrans.md."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("<Bas><Bas><Bas><shift+down><shift+down><space>")
        assert poste.voit("+ 3 restauration scolaire")
        await poste.taper("u")
        assert poste.voit("En cours rien")
        await poste.taper("<space>")
        assert poste.voit("+ 3 restauration scolaire")
        await poste.taper("<F8><Bas><Bas><Bas>.")
        assert poste.voit("+ 6 restauration scolaire")


async def test_hors_delai_majore_et_l_explique(fichier_base: Path) -> None:
    """Lost otherwise: a surcharge discovered on the invoice."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("<Bas><space>")
        assert poste.voit("▲ 1 hors délai")
        await poste.taper("!")
        assert poste.voit("Pourquoi", "Hors délai", "Règle")
        await poste.taper("<Entrée><Ctrl+S>")
        assert poste.voit("1 majorée")
        await poste.taper("<Entrée>")
        assert poste.voit("▲")
    assert lignes(fichier_base, "SELECT etat, majoree FROM reservation") == [("reservee", 1)]


async def test_annuler_rend_la_place(fichier_base: Path) -> None:
    """One place: Léa gives it back, Tom has it. Lost otherwise: a place kept by a child who does not come."""
    code = inscrire(fichier_base, "restauration").famille.code
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 1 WHERE jour = :jour", {"jour": date(2026, 12, 7)})
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan 1 du 7/12 au 7/12<Entrée><Ctrl+S><Entrée>")
        assert etats(fichier_base) == [("reservee", 1)]
        await poste.taper("<Bas><Bas><Bas><space>")
        assert poste.voit("× 1 restauration scolaire", "lun. 7 déc.")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("1 annulée")
        await poste.taper("<Entrée><F8>rcan 1 du 7/12 au 7/12<Entrée><Ctrl+S><Entrée>")
    assert etats(fichier_base) == [("annulee", 1), ("reservee", 1)]
    tient = "SELECT p.prenom FROM reservation r JOIN personne p ON p.id = r.personne_id WHERE r.etat = 'reservee'"
    assert lignes(fichier_base, tient) == [("Tom",)]


async def test_un_rythme_mal_tape_garde_ce_qui_est_tape(fichier_base: Path) -> None:
    """Lost otherwise: a long rhythm typed again for one wrong word."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan lu zz<Entrée>")
        assert poste.voit("×", "zz", "can lu zz")


async def test_la_derniere_place_part_pendant_le_brouillon(fichier_base: Path) -> None:
    """Told before anything is written. Lost otherwise: two children for one place, or a silent waiting list."""
    from guichet.fiches.reservations.planning import Demande
    from guichet.services import reservations

    dossier = inscrire(fichier_base, "restauration")
    jour = date(2026, 12, 7)
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 1 WHERE jour = :jour", {"jour": jour})
    [(unite,)] = lignes(fichier_base, "SELECT u.id FROM unite u WHERE u.code = 'repas' ORDER BY u.id LIMIT 1")
    async with application(fichier_base) as poste:
        await ouvrir(poste, dossier.famille.code)
        await poste.taper("rcan 1 du 7/12 au 7/12<Entrée><Ctrl+S>")
        assert poste.voit("1 réservée")
        tom = Demande(dossier.enfants[1].personne_id, jour, unite)
        reservations.enregistrer(ctx, demandes=(tom,), attendu=None)
        await poste.taper("<Entrée>")
        assert poste.voit("À relire")
        await poste.taper("<Entrée>")
        assert poste.voit("1 en attente")
        await poste.taper("<Entrée>")
    ctx.base.fermer()
    assert etats(fichier_base) == [("en_attente", 1), ("reservee", 1)]


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_cote_a_cote_tout_se_lit(
    fichier_base: Path, taille: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two children, without colour: signs alone tell. Lost otherwise: siblings one by one."""
    monkeypatch.setenv("NO_COLOR", "1")
    code = inscrire(fichier_base, "restauration", "accueil-soir", "mercredi").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper("e")
        # What is booked is what comes: the weeks gone by are one line, and nothing was booked in the last one.
        assert poste.voit("Léa", "Tom", "▴ 11 semaines passées", "▸ 16 nov.", "vacances de Noël")
        assert not poste.voit("9 nov.")
        await poste.taper("<Haut>")
        # The Armistice is a Wednesday, and the Monday before the rentrée is in the holidays.
        assert " ▪ " in next(ligne for ligne in poste.ecran.splitlines() if ligne[2:].startswith("9 nov."))
        await poste.taper("<PageUp><PageUp>")
        assert poste.voit("vacances de la Toussaint")
        assert "░" in next(ligne for ligne in poste.ecran.splitlines() if "31 août" in ligne)


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_le_brouillon_dit_ses_jours_et_ses_limites_en_entier(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: at 80 columns the last moment to cancel was cut, and the draft told numbers without days."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée>r<Bas><space><right><space>")
        assert poste.voit("+ 2 restauration scolaire (lun. 23, mar. 24 nov.)")
        assert poste.voit("▲ hors délai depuis le 9 nov. 23:59")
