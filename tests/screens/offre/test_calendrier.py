"""The calendar on screen: a strike day closed before the doors, and nobody learns it at the school gate."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode
from screens.offre.annee import OUVRES, Annee, Sorte
from tests.bases import Horloge
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import Poste, application
from tests.screens.reservations.test_reservations import inscrire

GREVE = date(2026, 11, 24)
"""The day after the one the cursor stands on, a Tuesday with school."""


def reserver(fichier: Path, *jours: date) -> str:
    """Two children at the canteen on these days; gives the code of their household."""
    from guichet.fiches.reservations.planning import Demande
    from guichet.services import reservations

    dossier = inscrire(fichier, "restauration")
    [(unite,)] = lignes(fichier, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    ctx = autre_poste(fichier)
    demandes = [Demande(e.personne_id, jour, unite) for e in dossier.enfants for jour in jours]
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)
    ctx.base.fermer()
    return dossier.famille.code


def etats(fichier: Path) -> set[str]:
    return {etat for (etat,) in lignes(fichier, "SELECT etat FROM reservation")}


def greves(fichier: Path) -> int:
    return int(lignes(fichier, "SELECT count(*) FROM periode_calendrier WHERE libelle = 'grève'")[0][0])


FERMER = "<Ctrl+K><Droite><Droite><Droite><Droite><Droite><Droite><F6>grève<Ctrl+S>"
"""From Monday 16 to Tuesday 24, then the form: its first empty field is the name."""


# One look


async def test_le_samedi_aujourd_hui_se_voit_apres_le_vendredi(fichier_base: Path) -> None:
    """A desk open on Saturday: the year has no week-end, today is still on it, and « j » goes to what opens next."""
    async with application(fichier_base, horloge=Horloge(datetime(2026, 11, 21, 10, tzinfo=UTC))) as poste:
        await poste.taper("<Ctrl+K>")
        assert poste.voit("lundi 23 novembre 2026", "·▸ 23[·]")
        await poste.taper("<Gauche>")
        assert poste.voit("vendredi 20 novembre 2026", "[·▸")


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_l_annee_tient_sur_un_ecran(
    fichier_base: Path, taille: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without colour: signs tell. Lost otherwise: a calendar one scrolls through while a parent waits."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper("calendrier<Entrée>")
        assert poste.nom == "EcranCalendrier"
        assert poste.voit("Calendrier 2026-2027", "zone C", "sept.", "août", "lundi 16 novembre 2026")
        assert poste.voit("· école", "○ mercredi", "░ vacances", "▪ férié", "□ pont", "× fermé", "▸ aujourd’hui")
        assert poste.voit("▸·]", "░░░░░░░░░", "vacances de la Toussaint", "17 oct.–1er nov.")
        assert all(len(ligne) <= taille[0] for ligne in poste.ecran.splitlines())
        assert poste.voit("F6 ajouter", "Suppr retirer")
        await poste.taper("<F8>")
        assert poste.voit("Calendrier 2027-2028", "mercredi 1er septembre 2027")
        await poste.taper("<F7>j<Bas><Haut><Gauche>")
        assert poste.voit("vendredi 13 novembre 2026")


async def test_les_fleches_vont_de_jour_en_jour_et_de_periode_en_periode(fichier_base: Path) -> None:
    """Lost otherwise: ten presses to reach the winter holidays."""
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K><PageDown>")
        assert poste.voit("lundi 21 décembre 2026 ░ vacances de Noël", "▸ ░ vacances de Noël")
        await poste.taper("<PageUp>")
        assert poste.voit("▪ Armistice")
        await poste.taper("<Suppr>")
        assert poste.voit("Un jour férié ne se retire pas")
        await poste.taper("<Entrée><Droite><Droite><Suppr>")
        assert poste.voit("Aucune période ne contient ce jour")
        await poste.taper("<Entrée><Échap>")
        assert poste.nom == "EcranRecherche"


# A strike day


async def test_fermer_un_jour_reserve_dit_qui_puis_annule(fichier_base: Path) -> None:
    """Lost otherwise: children cancelled without a word, or with one question too many."""
    code = reserver(fichier_base, GREVE)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(FERMER)
        assert poste.voit("2 réservations · 2 enfants · 1 famille", code, "LÉGER Léa", "mar. 24 nov.", "06 12 34 56 78")
        assert poste.voit("annuler leurs réservations", "fermer en les gardant", "renoncer")
        await poste.taper("<Entrée><F9>")
        assert poste.voit("Édition gardée en mémoire", "renoncer")
        assert greves(fichier_base) == 0
        await poste.taper("a")
        assert [e.nom for e in poste.imprimante.editions] == ["fermeture-2026-11-24"]
        assert "06 12 34 56 78" in poste.imprimante.editions[0].texte
        assert poste.nom == "EcranCalendrier"
        assert poste.voit("mardi 24 novembre 2026 × grève", "[×]")
        await poste.taper(f"<F3>{code}<Entrée>h")
        assert poste.voit("2 réservations annulées")
    assert etats(fichier_base) == {"annulee"}


async def test_fermer_en_gardant(fichier_base: Path) -> None:
    """Kept, they are still there when the strike is called off. Lost otherwise: booking everybody again."""
    reserver(fichier_base, GREVE)
    async with application(fichier_base) as poste:
        await poste.taper(FERMER)
        await poste.taper("g")
        assert poste.voit("2 réservations gardées")
        await poste.taper("<Entrée>")
        assert poste.voit("Réservés pendant", "LÉGER Tom")
        await poste.taper("<Entrée><Suppr>")
        assert poste.voit("1 jour rouvre", "gardées valent de nouveau")
        await poste.taper("<Entrée>")
        assert greves(fichier_base) == 1
        await poste.taper("<Suppr>o")
        assert poste.voit("mardi 24 novembre 2026 · jour d’école")
    assert etats(fichier_base) == {"reservee"}
    assert greves(fichier_base) == 0
    assert lignes(fichier_base, "SELECT count(*) FROM ouverture WHERE fermee") == [(0,)]


async def test_fermer_tape_d_avance(fichier_base: Path) -> None:
    """All keys at once, the answer among them. Lost otherwise: « a » typed into a form, or « o » into a list."""
    reserver(fichier_base, GREVE)
    async with application(fichier_base) as poste:
        await poste.taper_vite(FERMER + "a<Suppr>o<Échap>")
        await poste.attendre(lambda: poste.nom == "EcranRecherche")
    assert (etats(fichier_base), greves(fichier_base)) == ({"annulee"}, 0)


async def test_deux_periodes_le_meme_jour_laquelle(fichier_base: Path) -> None:
    """Lost otherwise: the holidays removed instead of the closure that falls in them."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+K><PageDown><F6>grève<Ctrl+S>")
        assert poste.voit("lundi 21 décembre 2026 × grève · ░ vacances de Noël")
        await poste.taper("<Suppr>")
        assert poste.voit("Quelle période ?", "× grève", "░ vacances de Noël")
        await poste.taper("<Échap>")
        assert greves(fichier_base) == 1
        await poste.taper("<Suppr>1")
        assert poste.voit("« grève », lun. 21 déc. : 1 jour rouvre")
        await poste.taper("o")
        assert greves(fichier_base) == 0
        await poste.retailler(120, 36)
        assert poste.voit("sept.", "août", "scolaire C", "▸ ░ vacances de Noël")


async def test_une_longue_liste_se_parcourt_par_pages(fichier_base: Path) -> None:
    """Lost otherwise: a hundred presses to read who is touched."""
    jours = [date(2026, 11, 23) + timedelta(days=d) for d in range(26) if d % 7 in (0, 1, 3, 4)]
    reserver(fichier_base, *jours)
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+K><F6>neige<Entrée><Entrée>18/12/2026<Ctrl+S>")
        assert poste.voit("32 réservations · 2 enfants · 1 famille", "▸ 20001")
        await poste.taper("<PageDown><PageDown><PageDown>")
        assert poste.voit("LÉGER Tom")
        await poste.taper("<PageUp><PageUp><PageUp><PageUp><Bas><Haut>g")
        assert poste.voit("lundi 16 novembre 2026")


async def test_renoncer_n_ecrit_rien(fichier_base: Path) -> None:
    """What was typed stays, to be corrected. Lost otherwise: half a closure."""
    reserver(fichier_base, GREVE)
    async with application(fichier_base) as poste:
        await poste.taper(FERMER + "<Échap>")
        assert poste.nom == "EcranPeriode"
        assert poste.voit("grève")
        await poste.taper("<Échap>o")
        assert poste.nom == "EcranCalendrier"
    assert (etats(fichier_base), greves(fichier_base)) == ({"reservee"}, 0)


async def test_une_reservation_arrivee_pendant_la_question_est_montree(fichier_base: Path) -> None:
    """Lost otherwise: a child cancelled who was on no list."""
    reserver(fichier_base, GREVE)
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K>" + "<Droite>" * 6 + "<F6>grève<Entrée><Entrée>25/11/2026<Ctrl+S>")
        assert poste.voit("2 réservations")
        ctx = autre_poste(fichier_base)
        with ctx.ecriture() as s:
            s.ordre("UPDATE reservation SET etat = 'annulee' WHERE id = (SELECT min(id) FROM reservation)")
            s.ordre(
                "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, "
                "demandee_le, origine, majoree, derogation_agent, derogation_motif, priorite, facturee) SELECT "
                "inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, 'reservee', demandee_le, origine, "
                "majoree, '', '', 0, facturee FROM reservation WHERE etat = 'annulee'"
            )
        ctx.base.fermer()
        await poste.taper("a")
        assert poste.voit("Réservés : grève")
        assert greves(fichier_base) == 0
        await poste.taper("a")
        assert poste.nom == "EcranCalendrier"
    assert etats(fichier_base) == {"annulee"}


async def test_une_fermeture_d_un_seul_site(fichier_base: Path) -> None:
    """The first letters choose; a wrong one is named. Lost otherwise: the whole town closed for one boiler."""
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K><F6>chaudière<Entrée><Entrée><Entrée>zzz<Ctrl+S>")
        assert any("choisissez dans la liste" in n for n in poste.notes())
        await poste.taper("<Effacer><Effacer><Effacer>mol<Entrée>étude<Entrée>")
        assert poste.nom == "EcranCalendrier"
        assert poste.voit("× chaudière (Molière, Étude surveillée seulement)")


async def test_une_date_impossible_est_dite_sous_son_champ(fichier_base: Path) -> None:
    """Lost otherwise: a refusal that names no field."""
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K><F6>grève<Entrée><Entrée>31/02/2027<Ctrl+S>")
        assert poste.notes() == ["× La date « 31/02/2027 » n’existe pas : vérifiez le jour, le mois et l’année."]
        await poste.taper("<Effacer>" * 10 + "1/11/2026<Ctrl+S>")
        assert poste.notes() == ["× La période finit avant de commencer : échangez les deux dates."]
        await poste.taper("<Échap>o")
        assert poste.nom == "EcranCalendrier"


async def test_le_droit_est_demande_avant_la_saisie(fichier_base: Path) -> None:
    """Lost otherwise: a form filled in for nothing."""
    async with application(fichier_base, agent="accueil") as poste:
        await poste.taper("<Ctrl+K>")
        assert not poste.voit("F6")
        for touche in ("<F6>", "<Suppr>", "i"):
            await poste.taper(touche)
            assert poste.voit("Refusé", "gérer les activités et le calendrier")
            await poste.taper("<Entrée>")


# The file


async def test_un_fichier_nomme_ses_lignes_fausses_puis_entre(fichier_base: Path, tmp_path: Path) -> None:
    """Lost otherwise: a file refused, and nobody knows why."""
    reserver(fichier_base, GREVE)
    fichier = tmp_path / "c.csv"
    tete, bonne = "nature;du;au;libelle;site\n", "fermeture;24/11/2026;24/11/2026;grève;\n"
    fichier.write_text(f"{tete}{bonne}congé;1/3/2027;1/3/2027;x;\npont;2/3/2027;1/3/2027;x;\n", encoding="utf-8")
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+K>i")
        await poste.coller(str(fichier))
        await poste.taper("<Entrée>")
        assert poste.voit("2 lignes fausses", "rien n’a été ajouté", "ligne 3", "ligne 4", "congé")
        await poste.taper("<Bas>")
        assert poste.voit("Ligne 4 : la période finit avant de commencer")
        fichier.write_text(tete + bonne, encoding="utf-8")
        await poste.taper("<Entrée><Entrée>")
        assert poste.voit("2 réservations", "annuler leurs réservations")
        await poste.taper("<Échap>")
        assert greves(fichier_base) == 0
        await poste.taper("i")
        await poste.coller(str(fichier))
        await poste.taper("<Entrée>a")
        assert poste.voit("1 période ajoutée")
        await poste.taper("i")
        await poste.coller(str(tmp_path / "rien.csv"))
        await poste.taper("<Entrée>")
        assert poste.voit("Il n’y a pas de fichier")
        await poste.taper("<Entrée><Échap>")
        assert poste.nom == "EcranCalendrier"
    assert etats(fichier_base) == {"annulee"}


async def test_le_calendrier_publie_demande_sa_zone(fichier_base: Path, tmp_path: Path) -> None:
    """Lost otherwise: Corsica and overseas, whose zone is none of A, B, C."""
    fichier = tmp_path / "fr-en-calendrier-scolaire.csv"
    fichier.write_text(
        "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire\n"
        "Vacances d'Hiver;-;2027-02-26T23:00:00+00:00;2027-03-14T23:00:00+00:00;Corse;Corse;2026-2027\n"
        "Vacances de Carnaval;-;2027-02-05T23:00:00+00:00;2027-02-21T23:00:00+00:00;Guadeloupe;Guadeloupe;2026-2027\n",
        encoding="utf-8",
    )
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+K>i")
        await poste.coller(str(fichier))
        await poste.taper("<Entrée>")
        assert poste.voit("Quelle zone suit la commune", "Corse", "Guadeloupe")
        await poste.taper("<Échap>i")
        await poste.coller(str(fichier))
        await poste.taper("<Entrée>c<Entrée>")
        assert poste.voit("1 période ajoutée")
    with sqlite3.connect(fichier_base) as c:
        posees = c.execute("SELECT du, au FROM periode_calendrier WHERE source = ?", (fichier.name,)).fetchall()
    assert posees == [("2027-02-27", "2027-03-14")]


async def test_un_chemin_qui_n_en_est_pas_un_se_dit_dans_la_question(fichier_base: Path) -> None:
    """What was typed stays, to be mended; it used to end in an incident."""
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K>i~personne-ici/c.csv<Entrée>")
        assert poste.voit("commence par un", "~personne-ici/c.csv")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranCalendrier"


async def test_qui_est_reserve_un_jour_ouvert(fichier_base: Path) -> None:
    """Entrée tells, F9 prints; nobody, and it says so."""
    reserver(fichier_base, GREVE)
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K><Entrée>")
        assert poste.voit("personne n’est réservé")
        await poste.taper("<F9>" + "<Droite>" * 6 + "<Entrée>")
        assert poste.voit("Réservés mardi 24 novembre 2026", "LÉGER Léa")
        assert not poste.voit("annuler leurs réservations")
        await poste.taper("<Échap><F9>")
        assert len(poste.imprimante.editions) == 1


# Geometry, without a screen


def annee(debut: int = 2026, *periodes: Periode) -> Annee:
    return Annee(debut, Calendrier({date(debut, 11, 11): "Armistice"}, periodes))


@pytest.mark.parametrize("debut", range(2020, 2041))
def test_chaque_jour_ouvre_a_sa_case_et_une_seule(debut: int) -> None:
    """Every shape of year, leap ones too. Lost otherwise: a day nobody can close."""
    a = annee(debut)
    places = [jour for mois in a.mois for jour in a.rangee(mois) if jour is not None]
    assert places == list(a.jours())
    assert all(
        a.rangee(mois)[jour.weekday() :: OUVRES].count(jour) == 1 for mois in a.mois for jour in a.rangee(mois) if jour
    )
    for jour in places:
        for pas in (-1, 1):
            assert a.mois_voisin(jour, pas) in places
            assert a.mois_voisin(jour, pas).weekday() == jour.weekday()
            assert a.voisin(jour, pas) in places


@pytest.mark.parametrize(
    ("jour", "sorte"),
    [
        (date(2026, 11, 9), Sorte.ECOLE),
        (date(2026, 11, 11), Sorte.FERIE),
        (date(2026, 11, 18), Sorte.MERCREDI),
        (date(2026, 12, 21), Sorte.VACANCES),
        (date(2026, 12, 22), Sorte.PONT),
        (date(2026, 12, 23), Sorte.FERME),
    ],
)
def test_ce_qu_est_un_jour(jour: date, sorte: Sorte) -> None:
    """What closes a day is seen before the holidays around it."""
    vacances = Periode(NaturePeriode.VACANCES, date(2026, 12, 19), date(2027, 1, 3), "Noël")
    pont = Periode(NaturePeriode.PONT, date(2026, 12, 22), date(2026, 12, 23), "pont")
    fermee = Periode(NaturePeriode.FERMETURE, date(2026, 12, 23), date(2026, 12, 23), "travaux", "Molière")
    assert annee(2026, vacances, pont, fermee).sorte(jour) is sorte


def test_un_jour_hors_de_l_annee_commence_a_la_rentree() -> None:
    assert annee().depart(date(2030, 1, 1)) == date(2026, 9, 1)
    assert annee().depart(date(2026, 11, 21)) == date(2026, 11, 23)
    assert annee().depart(date(2027, 8, 31)) == date(2027, 8, 31)
    assert annee().voisin(date(2026, 9, 1), -1) == date(2026, 9, 1)
    assert annee().mois_voisin(date(2027, 8, 31), 1) - date(2027, 8, 31) == timedelta(0)


async def test_la_souris_choisit_un_jour_et_une_periode(fichier_base: Path) -> None:
    """Not needed, but it works."""

    async def cliquer(poste: Poste, cible: str, x: int, y: int) -> None:
        await poste.pilote.click(cible, offset=(x, y))
        await poste.calme()

    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+K>")
        await cliquer(poste, "GrilleAnnee", 8 + 3, 1 + 2)
        assert poste.voit("novembre 2026")
        await cliquer(poste, "GrilleAnnee", 8 + 14 + 3, 1)
        assert poste.voit("lundi 7 septembre 2026")
        await cliquer(poste, "#periodes", 6, 0)
        assert poste.voit("lundi 19 octobre 2026 ░ vacances de la Toussaint")


async def test_une_annee_aux_vacances_inconnues_le_dit(fichier_base: Path) -> None:
    """Lost otherwise: a year without holidays that looks like one."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+K>")
        assert not poste.voit("inconnues")
        await poste.taper("<F8><F8>")
        assert poste.voit("Calendrier 2028-2029", "▲ vacances inconnues : i les importe")
