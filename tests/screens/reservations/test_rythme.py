"""The rhythm dialog: line and fields say the same rhythm, and what it would do is seen before it is laid."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.regles.offre.activites_dites import ActiviteDite
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.reservations.rythmes.champs import champs_du_rythme, rythme_de_depart, rythme_des_champs
from screens.reservations.rythme_mots import choix_du_champ
from tests.patience import TROP_LONG_S
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import Poste, application
from tests.screens.reservations.test_reservations import inscrire


async def ouvrir(poste: Poste, code: str) -> None:
    await poste.taper(f"{code}<Entrée>rr")
    assert poste.nom == "ModaleRythme"


def valeurs(poste: Poste) -> dict[str, str]:
    return {s.champ.nom: s.value for s in poste.app.screen.query("ChampSaisie")}  # type: ignore[attr-defined]


def dit(poste: Poste) -> str:
    """What stands under the fields, wherever its lines are cut."""
    noms = ("#phrase", "#jours", "#bilan")
    return " ".join(str(poste.app.screen.query_one(nom).render()) for nom in noms).replace("\u00a0", " ")


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_la_ligne_remplit_les_champs(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: an agent who types « x3 » and gets every third day, found out on the invoice."""
    code = inscrire(fichier_base, "restauration", "mercredi").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper("can lu je 1/2 du 16 nov au 31 janv")
        dits = valeurs(poste)
        assert (dits["activite"], dits["jours"], dits["sur"]) == ("Restauration scolaire", "lundi, jeudi", "1/2")
        assert (dits["ancre"], dits["du"], dits["au"]) == ("16/11/2026", "16/11/2026", "31/01/2027")
        await poste.attendre(lambda: "10 jours, du lun. 16 nov. au jeu. 28 janv." in dit(poste))
        # Week 53 holds no school day; the count goes on all the same, 14 days at a time.
        assert "une semaine sur 2 à partir de celle du lun. 16 nov." in dit(poste)
        assert "Semaines du 16, 30 nov., 14 déc., 11, 25 janv." in dit(poste)
        assert poste.voit("▲", "majorée", "lun. 16 nov.")
        assert not poste.app.screen.query_one("#bilan").virtual_region.bottom > taille[1]


async def test_les_champs_recrivent_la_ligne(fichier_base: Path) -> None:
    """Lost otherwise: an agent who does not know the short writing has no rhythm at all."""
    code = inscrire(fichier_base, "restauration", "mercredi").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("<Entrée><F4>")
        assert poste.voit("Activité", "Restauration scolaire", "mercredi")
        await poste.taper("2")
        assert valeurs(poste)["ligne"] == "mer"
        assert valeurs(poste)["sorte"] == "mercredis"
        await poste.taper("<Bas>matin<Bas><Bas>2<Bas><Bas>")
        assert valeurs(poste)["ligne"] == "mer:m 1/2"
        for _ in range(10):
            await poste.taper("<Effacer>")
        await poste.taper("7 déc<Bas>")
        assert valeurs(poste)["ligne"] == "mer:m 1/2 à partir du 7 déc"
        assert valeurs(poste)["du"] == "07/12/2026"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranReservations"
        assert poste.voit("En cours", "matin")
        await poste.taper("u")
        assert poste.voit("En cours rien")


async def test_une_ligne_refusee_ne_change_rien_aux_champs(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: fields half rewritten by the beginning of a line nobody understood, laid by Ctrl+S from one."""
    monkeypatch.setattr("screens.modales.rythme.PATIENCE_S", 0.01)
    code = inscrire(fichier_base, "restauration", "mercredi").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        avant = valeurs(poste)
        for ligne in ("mer 1/2 du 1/12 au 18/12 bof", "can ve-lu", "lu-je auj"):
            await poste.taper(ligne)
            await poste.attendre(lambda: poste.voit("×"))
            assert valeurs(poste) == {**avant, "ligne": ligne}
            await poste.taper("<Effacer>" * len(ligne))
        await poste.taper("ma 1/2 dès demain")
        assert (valeurs(poste)["activite"], valeurs(poste)["sur"]) == (avant["activite"], "1/2")
        await poste.taper("<Effacer>" * 17)
        assert valeurs(poste) == avant


async def test_la_lettre_qui_ouvre_n_est_pas_ecrite(fichier_base: Path) -> None:
    """r pressed twice is one r; restauration still begins with it. Lost otherwise: « rcan » refused."""
    code = inscrire(fichier_base, "restauration", "mercredi").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("r")
        assert valeurs(poste)["ligne"] == ""
        await poste.taper("can lu r")
        assert valeurs(poste)["ligne"] == "can lu r"
        await poste.taper("<Échap><Entrée>")
        assert poste.nom == "EcranReservations", poste.ecran
        await poste.taper("rrest lu")
        assert valeurs(poste)["ligne"] == "rest lu"
        await poste.taper("<Échap><Entrée>rrrest lu")
        assert valeurs(poste)["ligne"] == "rest lu"


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_rien_n_est_coupe(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: at 80×24 a reason cut by an ellipsis, under half a screen of empty fields."""
    code = inscrire(fichier_base, "restauration", "mercredi").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper("can lu-ve sem impaires dès demain")
        await poste.attendre(lambda: "majorée" in dit(poste))
        ecran = poste.app.screen
        for w in ecran.query("ChampSaisie, #avis, #phrase, #jours, #bilan"):
            assert w.region.height == w.size.height and ecran.region.contains_region(w.region), w
        lignes_vues = [li for li in poste.ecran.splitlines() if "…" in li and " … " not in li]
        assert not lignes_vues
        assert poste.voit("Hors délai", "Semaine 53", "Un jour sur", "31/08/2027")


async def test_un_champ_faux_ne_pose_rien(fichier_base: Path) -> None:
    """Lost otherwise: the rhythm of before the mistake, laid without a word."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("can lu<Bas><Bas><Bas><Bas>99<Ctrl+S>")
        assert poste.nom == "ModaleRythme"
        assert poste.voit("× « 99 »"), poste.ecran
        assert not poste.voit("jours, du")
        await poste.taper("<Effacer><Effacer>2<Ctrl+S>")
        assert poste.nom == "EcranReservations"


async def test_une_ligne_fausse_se_dit_apres_un_temps(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named under the line, without a word while it is being typed. Lost otherwise: an error at each letter."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        monkeypatch.setattr("screens.modales.rythme.PATIENCE_S", TROP_LONG_S)
        await poste.taper("can lu z")
        assert not poste.voit("×")
        monkeypatch.setattr("screens.modales.rythme.PATIENCE_S", 0.01)
        await poste.taper("z")
        await poste.attendre(lambda: poste.voit("×", "« zz » n’est ni un jour"))
        await poste.taper("<Effacer><Effacer>ma")
        assert not poste.voit("×")
        assert valeurs(poste)["jours"] == "lundi, mardi"
        await poste.taper("<F1>semaine 53")
        assert poste.voit("Aide · Rythme", "semaine 53")
        await poste.taper("<Échap><Échap>")
        assert poste.nom == "EcranReservations"
        assert poste.voit("En cours rien")


async def test_chaque_sort_a_sa_premiere_raison(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colour. Lost otherwise: thirty days believed booked, three of which wait."""
    monkeypatch.setenv("NO_COLOR", "1")
    code = inscrire(fichier_base, "restauration").famille.code
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 0 WHERE jour = :j", {"j": date(2026, 12, 7)})
        s.ordre(
            "UPDATE ouverture SET fermee = :f, motif = 'grève' WHERE jour = :j", {"f": True, "j": date(2026, 12, 8)}
        )
    ctx.base.fermer()
    async with application(fichier_base, taille=(80, 24)) as poste:
        await ouvrir(poste, code)
        await poste.taper("can lu ma du 16 nov au 8 déc")
        await poste.attendre(lambda: "au lun. 7 déc." in dit(poste))
        dits = " ".join(dit(poste).split())
        assert "majorées lun. 16 nov. : Hors délai" in dits
        assert "○ 1 en attente lun. 7 déc. : " in dits
        assert "· 1 fermée" in dits
        await poste.taper("<Entrée>")
    assert lignes(fichier_base, "SELECT count(*) FROM reservation") == [(0,)]


CENTRE = ActiviteDite("mer", "Mercredi", GenreActivite.MERCREDI, (("matin", "M"), ("repas", "R")))
CANTINE = ActiviteDite("can", "Cantine", GenreActivite.RESTAURATION)
JOUR = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("champ", "montres", "valeurs"),
    [
        ("activite", "Mercredi Cantine", ["Mercredi", "Cantine"]),
        ("unites", "tous matin repas", ["", "matin", "repas"]),
        # The only day left is not offered to be taken away.
        ("jours", "lundi mardi jeudi vendredi samedi", ["lundi, mercredi", "mardi, mercredi"]),
        ("sur", "toutes les semaines une semaine sur deux", ["", "1/2", "1/3", "1/4", "paires", "impaires"]),
        ("ancre", "semaine du lun. 16 nov. semaine du lun. 23 nov.", ["16/11/2026", "23/11/2026"]),
        ("du", "aujourd’hui 2e trimestre 3e trimestre", ["16/11/2026", "01/01/2027", "01/04/2027"]),
        ("au", "fin du 1er trimestre", ["31/12/2026", "31/03/2027", "31/08/2027"]),
        ("sorte", "scolaires mercredis vacances tous", ["scolaires", "mercredis", "vacances", "tous"]),
        ("pas", "tous les jours dits un jour sur 2", ["", "2", "3", "4"]),
        ("ligne", "", []),
    ],
)
def test_f4_liste_ce_que_le_champ_tiendra(champ: str, montres: str, valeurs: list[str]) -> None:
    """Lost otherwise: a choice that the field then refuses."""
    rythme = rythme_de_depart(CENTRE, du=JOUR, aujourdhui=JOUR)
    choix = choix_du_champ(champ, rythme, [CENTRE, CANTINE], JOUR)
    assert " ".join(c.texte for c in choix).startswith(montres)
    assert [c.valeur for c in choix][: len(valeurs)] == valeurs
    lus = champs_du_rythme(rythme, [CENTRE, CANTINE])
    # Wednesdays are only Wednesdays: other weekdays are for another kind of days.
    for c in choix if champ != "jours" else ():
        rythme_des_champs({**lus, champ: c.valeur}, rythme, aujourdhui=JOUR, activites=[CENTRE, CANTINE])


async def test_sans_inscription_le_rythme_dit_quoi_faire(fichier_base: Path) -> None:
    code = inscrire(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rr")
        assert poste.voit("« i » inscrit")


def desinscrire(fichier: Path, personne_id: int) -> None:
    ctx = autre_poste(fichier)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": personne_id})
    ctx.base.fermer()


async def test_un_rythme_qui_ne_pose_rien_dit_pourquoi(fichier_base: Path) -> None:
    """Lost otherwise: « tout est déjà réservé » of a child who cannot eat there, and a parent sent home with it."""
    dossier = inscrire(fichier_base, "restauration")
    desinscrire(fichier_base, dossier.enfants[0].personne_id)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await ouvrir(poste, dossier.famille.code)
        await poste.taper("can lu du 16 nov au 30 nov<Entrée>")
        assert poste.nom == "EcranReservations"
        assert poste.voit("Rien posé : 3 jours sans inscription"), poste.ecran
        assert not poste.voit("déjà réservé ou coché")


async def test_un_enfant_laisse_de_cote_est_nomme(fichier_base: Path) -> None:
    """Lost otherwise: two children believed booked all year, one of whom has no right to eat there."""
    dossier = inscrire(fichier_base, "restauration")
    desinscrire(fichier_base, dossier.enfants[1].personne_id)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{dossier.famille.code}<Entrée>rer")
        assert poste.nom == "ModaleRythme"
        await poste.taper("can lu du 30 nov au 14 déc")
        qui = dossier.enfants[1].prenom
        await poste.attendre(lambda: f"! {qui} : sans inscription à la restauration scolaire" in dit(poste))
        await poste.taper("<Entrée>rcan lu du 30 nov au 14 déc<Entrée>")
        assert poste.voit("Rien posé : 3 déjà cochées"), poste.ecran
        assert poste.voit(f"{qui} : sans inscription")
