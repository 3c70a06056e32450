"""The lists of a day on screen: a child missing from one is not fed, a rank changed in silence is a favour."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.services import reservations
from guichet.services.listes import releves
from tests.screens.familles_essai import autre_poste, lignes
from tests.screens.outils import Poste, application
from tests.screens.reservations.test_reservations import inscrire

JOUR = date(2026, 12, 7)
"""A Monday far enough for every deadline."""
TAILLES = [(80, 24), (120, 36)]


def une(fichier: Path, sql: str, *valeurs: object) -> int:
    return int(lignes(fichier, sql, *valeurs)[0][0])


def reserver(fichier: Path, dossier: Dossier, *jours: date, capacite: int | None = None) -> None:
    """Léa then Tom ask for the canteen on those days; Tom has a PAI, Léa eats no pork."""
    ctx = autre_poste(fichier)
    lea, tom = (e.personne_id for e in dossier.enfants)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET pai = :oui WHERE id = :id", {"oui": True, "id": tom})
        s.ordre("INSERT INTO pai_detail (personne_id, detail) VALUES (:id, 'arachide')", {"id": tom})
        s.ordre("UPDATE personne SET regimes = 'sans porc' WHERE id = :id", {"id": lea})
        if capacite is not None:
            s.ordre("UPDATE ouverture SET capacite = :c", {"c": capacite})
    repas = une(
        fichier, "SELECT u.id FROM unite u JOIN activite a ON a.id = u.activite_id WHERE a.code = 'restauration'"
    )
    for enfant in (lea, tom):
        reservations.enregistrer(ctx, demandes=[Demande(enfant, jour, repas) for jour in jours], attendu=None)
    ctx.base.fermer()


@pytest.fixture
def cantine(fichier_base: Path) -> Dossier:
    """Both children eat on Monday 7 and Tuesday 8 December, and nothing else is booked in town."""
    dossier = inscrire(fichier_base, "restauration")
    reserver(fichier_base, dossier, JOUR, JOUR + timedelta(days=1))
    return dossier


@pytest.fixture
def attente(fichier_base: Path) -> Dossier:
    """One place: Léa has it, Tom waits for it."""
    dossier = inscrire(fichier_base, "restauration")
    reserver(fichier_base, dossier, JOUR, capacite=1)
    return dossier


async def aller(poste: Poste, touches: str = "") -> None:
    """The lists of Monday 7 December, then some keys."""
    await poste.taper(f"<Ctrl+D>g7/12<Entrée>{touches}")


@pytest.mark.parametrize("taille", TAILLES)
async def test_qui_vient_un_jour(fichier_base: Path, cantine: Dossier, taille: tuple[int, int]) -> None:
    """Count first, then who, with what to know; the sign of a PAI and never its substance (rule 31)."""
    async with application(fichier_base, taille=taille) as poste:
        await aller(poste)
        assert poste.voit("lundi 7 décembre 2026 · dans 21 jours", "2 enfants attendus · 1 PAI")
        assert poste.voit("Molière", "2 - Restauration scolaire", "□ LÉGER Léa CE1 sans porc", "□ LÉGER Tom GS PAI")
        assert "arachide" not in poste.ecran


@pytest.mark.parametrize("taille", TAILLES)
async def test_qui_vient_une_semaine(fichier_base: Path, cantine: Dossier, taille: tuple[int, int]) -> None:
    async with application(fichier_base, taille=taille) as poste:
        await aller(poste, "s")
        assert poste.voit("semaine du 7 au 13 décembre 2026", "lu 7 ma 8 me 9 je 10 ve 11")
        assert poste.voit("Restauration scolaire 2 2 · · ·", "LÉGER Tom PAI □ □ · · ·")
        await poste.taper("j")
        assert poste.voit("lundi 7 décembre 2026")


@pytest.mark.parametrize("taille", TAILLES)
async def test_ce_qu_ils_mangent(fichier_base: Path, cantine: Dossier, taille: tuple[int, int]) -> None:
    """The kitchen reads how many meals, how many of each diet, and the signs of those served apart."""
    async with application(fichier_base, taille=taille) as poste:
        await aller(poste, "r")
        assert poste.voit("2 repas · 1 sans porc · 1 PAI", "Molière", "0 ordinaire", "PAI LÉGER Tom")
        # Nothing is cut for want of columns there are.
        assert poste.voit("service, site", "Restauration scolaire")
        assert "arachide" not in poste.ecran
        await poste.taper("s")
        assert poste.voit("4 repas", "4 - Molière 2 2", "sans porc 1 1 · · ·")


@pytest.mark.parametrize("taille", TAILLES)
async def test_qui_attend(fichier_base: Path, attente: Dossier, taille: tuple[int, int]) -> None:
    async with application(fichier_base, taille=taille) as poste:
        await aller(poste, "a")
        assert poste.voit("1 demande en attente", "Restauration scolaire, Molière, Repas", "complet")
        assert poste.voit("1 LÉGER Tom", "lun. 16 nov. 14:07")
        await poste.taper("s")
        assert poste.voit("lun. 7 déc. · Molière")
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranDossier"


async def test_les_jours_vides_sont_passes(fichier_base: Path, cantine: Dossier) -> None:
    """F8 goes where somebody is expected; past the last day it says so rather than show an empty one."""
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+D>")
        assert poste.voit("aujourd’hui", "Aucun enfant n’est attendu", "F8 va au lundi 7 décembre 2026")
        await poste.taper("<F8>")
        assert poste.voit("lundi 7 décembre")
        await poste.taper("<F8>")
        assert poste.voit("mardi 8 décembre")
        await poste.taper("<F8>")
        assert poste.voit("mardi 8 décembre", "c’est le dernier jour de cette liste")
        await poste.taper("<F7><F7>")
        assert poste.voit("lundi 7 décembre", "c’est le premier jour")
        await poste.taper("a")
        assert poste.voit("Personne n’attend de place", "Rien non plus les jours suivants")
        await poste.taper("g<Entrée>")
        assert poste.voit("aujourd’hui")
        await poste.taper("gdemain<Entrée>")
        assert poste.voit("mardi 17 novembre")
        await poste.taper("gbientôt<Entrée>")
        assert poste.voit("×", "bientôt", "16 nov., 29, auj, demain")


async def test_un_seul_site(fichier_base: Path, cantine: Dossier) -> None:
    """Lost otherwise: a school handed the list of another one."""
    async with application(fichier_base) as poste:
        await aller(poste, "<F4>vic<Entrée>")
        assert poste.voit("Aucun enfant n’est attendu", "Victor-Hugo", "F4 montre les autres sites")
        await poste.taper("<F4>mol<Entrée>")
        assert poste.voit("2 enfants attendus", "Molière")
        await poste.taper("<F4>tous<Entrée>")
        assert poste.voit("2 enfants attendus")


async def test_les_noms_se_montrent_et_se_cachent(fichier_base: Path, cantine: Dossier) -> None:
    async with application(fichier_base) as poste:
        await aller(poste, "<Entrée>")
        assert poste.voit("2 + Restauration scolaire")
        assert not poste.voit("LÉGER")
        await poste.taper("<Entrée>")
        assert poste.voit("LÉGER Léa")
        await poste.taper("t")
        assert not poste.voit("LÉGER")
        await poste.taper("t")
        assert poste.voit("LÉGER Tom")


async def test_un_nom_ouvre_la_famille(fichier_base: Path, cantine: Dossier) -> None:
    """The household that booked, its consultation logged; back on the list, the same day and the same line."""
    async with application(fichier_base) as poste:
        await aller(poste, "<Bas><Bas><Entrée>")
        assert poste.nom == "EcranDossier"
        assert poste.voit("LÉGER")
        assert une(fichier_base, "SELECT count(*) FROM consultation WHERE famille_id = ?", cantine.famille.famille_id)
        await poste.taper("<Ctrl+S><Ctrl+D>")
        assert poste.voit("lundi 7 décembre 2026", "▸ □ LÉGER Tom")
        await poste.taper("r<Bas><Entrée>")
        assert poste.nom == "EcranDossier"


@pytest.mark.parametrize(
    ("face", "attendu"),
    [("", ["LÉGER Léa", "réservée"]), ("r", ["2", "1 sans porc", "LÉGER Léa (sans porc), LÉGER Tom (PAI)"])],
)
async def test_le_tableau_est_celui_de_l_ecran(
    fichier_base: Path, cantine: Dossier, tmp_path: Path, face: str, attendu: list[str]
) -> None:
    """Readable by a French spreadsheet, never over another file, for its owner alone."""
    fichier = tmp_path / "liste.csv"
    fichier.write_text("autre")
    async with application(fichier_base) as poste:
        await aller(poste, f"{face}x")
        await poste.taper("<Effacer>" * 200 + f"{fichier}<Entrée>")
        assert poste.voit("enregistré")
    sortie = tmp_path / "liste-2.csv"
    assert fichier.read_text() == "autre"
    assert sortie.read_bytes().startswith(b"\xef\xbb\xbf")
    assert sortie.stat().st_mode & 0o777 == 0o600
    with sortie.open(encoding="utf-8-sig", newline="") as flux:
        rangees = list(csv.DictReader(flux, delimiter=";"))
    assert rangees[0]["jour"] == "07/12/2026"
    assert set(attendu) <= set(rangees[0].values())
    assert "arachide" not in sortie.read_text(encoding="utf-8-sig")


async def test_la_liste_d_attente_en_tableau(
    fichier_base: Path, attente: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with application(fichier_base) as poste:
        await aller(poste, "ax<Entrée>")
        assert poste.voit("enregistré dans")
    [fichier] = (tmp_path / "guichet/editions").glob("attente-*.csv")
    with fichier.open(encoding="utf-8-sig", newline="") as flux:
        [demande] = csv.DictReader(flux, delimiter=";")
    assert (demande["rang"], demande["enfant"], demande["demandee_le"], demande["proposee"]) == (
        "1",
        "LÉGER Tom",
        "16/11/2026 14:07",
        "non",
    )


async def test_un_nom_seul_va_avec_les_papiers(
    fichier_base: Path, cantine: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    async with application(fichier_base) as poste:
        await aller(poste, "sx<Entrée>")
        assert poste.voit("enregistré dans")
        await poste.taper("x" + "<Effacer>" * 40 + "<Entrée>")
        assert poste.voit("×", "Indiquez où enregistrer")
        await poste.taper("~personne-ici/l.csv<Entrée>")
        assert poste.voit("×", "commence par un")
        await poste.taper("<Effacer>" * 40)
        await poste.taper(f"{tmp_path}/absent/liste.csv<Entrée>")
        assert poste.voit("Refusé", "ne peut pas être écrit")
    assert "LÉGER Tom" in (tmp_path / "guichet/editions/presences-2026-12-07.csv").read_text(encoding="utf-8-sig")


async def test_l_affiche_s_imprime_ou_s_enregistre(fichier_base: Path, cantine: Dossier) -> None:
    async with application(fichier_base) as poste:
        await aller(poste, "<F9>")
        [presences] = poste.imprimante.editions
        assert "LÉGER Tom" in presences.texte
        assert presences.pdf.startswith(b"%PDF")
        await poste.taper("r<F9>")
        assert "nombre de repas" in poste.imprimante.editions[1].texte
        await poste.taper("a<F9>")
        assert poste.voit("il n’y a rien à sortir")
        assert len(poste.imprimante.editions) == 2


async def test_l_affiche_sans_imprimante(fichier_base: Path, attente: Dossier, tmp_path: Path) -> None:
    """Lost otherwise: a poste without printer where F9 does nothing."""
    from dataclasses import replace

    from guichet.impression import ImprimanteDossier

    async with application(fichier_base) as poste:
        poste.app.seance.ouverte = replace(poste.app.contexte, imprimante=ImprimanteDossier(tmp_path))
        await aller(poste, "a<F9>")
        assert poste.voit("enregistré dans")
    assert (tmp_path / "attente-2026-12-07.pdf").read_bytes().startswith(b"%PDF")
    assert "LÉGER Tom" in (tmp_path / "attente-2026-12-07.txt").read_text()


DIALLO = SaisieFamille(
    adresse="6 rue des Lilas",
    code_postal="78999",
    ville="Clairval-sur-Seine",
    membres=(
        SaisieMembre(nom="Diallo", prenom="Mariama", mobile="0612345679", courriel="m@orange.fr"),
        SaisieMembre(role="enfant", nom="Diallo", prenom="Issa", naissance="12/05/2019", ecole="Molière", classe="CE1"),
    ),
)


async def test_changer_le_rang_dit_d_ou_a_ou(fichier_base: Path, attente: Dossier) -> None:
    """Said before it is written, shown after, kept in the journal with its reason; the time of request stays."""
    une_autre_demande(fichier_base, attente)
    async with application(fichier_base) as poste:
        await aller(poste, "a")
        assert poste.voit("2 demandes en attente", "1 LÉGER Tom", "2 DIALLO Issa")
        await poste.taper("<Bas>c<Effacer>5<Entrée><Entrée>")
        assert poste.voit("×", "pourquoi le rang change")
        await poste.taper("décision du CCAS<Entrée>")
        assert poste.voit("DIALLO Issa passerait du rang 2 au rang 1, devant LÉGER Tom.")
        assert une(fichier_base, "SELECT max(priorite) FROM reservation") == 0
        await poste.taper("<Entrée>")
        assert poste.voit("rang 2 → 1", "1 DIALLO Issa", "2 LÉGER Tom", "▸ 1 DIALLO")
        await poste.taper("cx<Entrée><Entrée>")
        assert poste.voit("×", "nombre entier")
        await poste.taper("<Échap>")
    [(contenu,)] = lignes(fichier_base, "SELECT contenu FROM journal WHERE type = 'attente.priorite'")
    garde = json.loads(contenu)
    assert (garde["rang_avant"], garde["rang"], garde["motif"]) == (2, 1, "décision du CCAS")


def une_autre_demande(fichier: Path, dossier: Dossier) -> None:
    """Issa, of another household, asks after Tom."""
    from guichet.services import familles
    from guichet.services.dossier import dossiers

    ctx = autre_poste(fichier)
    issa = dossiers.lire(ctx, familles.creer(ctx, DIALLO, malgre_doublons=True))
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO inscription (personne_id, famille_id, activite_id, groupe_id, du, au, etat, demandee_le, "
            "priorite, complete_le, version) SELECT :p, :f, activite_id, groupe_id, du, au, etat, demandee_le, "
            "priorite, demandee_le, version FROM inscription WHERE personne_id = :tom",
            {
                "p": issa.enfants[0].personne_id,
                "f": issa.famille.famille_id,
                "tom": dossier.enfants[1].personne_id,
            },
        )
    unite = une(fichier, "SELECT max(unite_id) FROM reservation")
    reservations.enregistrer(ctx, demandes=[Demande(issa.enfants[0].personne_id, JOUR, unite)], attendu=None)
    ctx.base.fermer()


async def test_sans_le_droit_le_rang_ne_bouge_pas(fichier_base: Path, attente: Dossier) -> None:
    """Refused before a reason is typed for nothing."""
    async with application(fichier_base, agent="accueil") as poste:
        await aller(poste, "ac")
        assert poste.voit("Votre rôle ne permet pas", "accorder une dérogation")
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranListes"
    assert lignes(fichier_base, "SELECT 1 FROM journal WHERE type = 'attente.priorite'") == []


async def test_offrir_les_places_libres(fichier_base: Path, attente: Dossier) -> None:
    """A room enlarged: the place is shown free, offered in order, and the offer is in the inbox."""
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 2 WHERE jour = :j", {"j": JOUR})
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await aller(poste, "a")
        assert poste.voit("! 1 place à proposer")
        await poste.taper("o<Échap>")
        assert poste.voit("! 1 place à proposer")
        await poste.taper("o")
        assert poste.voit("Proposer 1 place libre aux premiers")
        await poste.taper("<Entrée>")
        assert poste.voit("1 place proposée", "● proposée")
        await poste.taper("o")
        assert poste.voit("Aucune place libre à proposer")
        await poste.taper("<F3><Ctrl+E>")
        assert poste.voit("À traiter", "LÉGER")


async def test_hors_de_la_liste_d_attente(fichier_base: Path, cantine: Dossier) -> None:
    """The keys of a rank say where they work."""
    async with application(fichier_base) as poste:
        await aller(poste, "c")
        assert poste.voit("Placez d’abord le curseur sur une demande")
        await poste.taper("<PageDown><PageUp><Haut><F5>")
        assert poste.voit("2 enfants attendus")


async def test_on_y_arrive_de_partout(fichier_base: Path, cantine: Dossier) -> None:
    """By its name in the search box, by the palette, and back where one was."""
    async with application(fichier_base) as poste:
        await poste.taper("listes")
        await poste.attendre(lambda: poste.voit("Ctrl+D listes du jour"))
        await poste.taper("<Entrée>")
        assert poste.nom == "EcranListes"
        await poste.taper("<Échap><Ctrl+P>listes<Entrée>")
        assert poste.nom == "EcranListes"
        await poste.taper("<Échap>")
        assert poste.nom == "EcranRecherche"
        await poste.taper(f"{cantine.famille.code}<Entrée><Ctrl+D>")
        assert poste.nom == "EcranListes"
        await poste.taper("<Échap>")
        assert poste.nom == "EcranDossier"


async def test_une_absence_annoncee_se_voit(fichier_base: Path, cantine: Dossier) -> None:
    """Nobody looks for the child, and nobody counts it."""
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE reservation SET etat = 'absence_justifiee' WHERE personne_id = :id",
            {"id": cantine.enfants[0].personne_id},
        )
    assert releves.effectifs(ctx, du=JOUR, au=JOUR).absents == 1
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await aller(poste)
        assert poste.voit("1 enfant attendu · 1 absence annoncée", "A LÉGER Léa", "absence annoncée", "□ LÉGER Tom")
        await poste.taper("s")
        assert poste.voit("LÉGER Léa sans porc A A")
        await poste.taper("jr")
        assert poste.voit("1 repas")
        await poste.retailler(80, 24)
        assert poste.voit("1 repas")


@pytest.mark.parametrize("taille", TAILLES)
async def test_une_demande_incomplete_dit_ce_qui_manque(
    fichier_base: Path, attente: Dossier, taille: tuple[int, int]
) -> None:
    """No rank yet: what is missing is read whole, and no priority can pass it before the others."""
    tom = attente.enfants[1].personne_id
    ctx = autre_poste(fichier_base)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'demandee' WHERE personne_id = :id", {"id": tom})
        s.ordre(
            "UPDATE inscription SET complete_le = NULL, du = :du WHERE personne_id = :id",
            {"id": tom, "du": date(2026, 9, 2)},
        )
        for activite, contenu in s.lignes("SELECT activite_id, contenu FROM regle_activite"):
            regles = json.loads(contenu) | {"pieces": ["livret de famille", "vaccinations"]}
            s.ordre(
                "INSERT INTO regle_activite (activite_id, du, contenu, reference) VALUES (:a, '2026-09-02', :c, '')",
                {"a": activite, "c": json.dumps(regles)},
            )
    ctx.base.fermer()
    async with application(fichier_base, taille=taille) as poste:
        await aller(poste, "a")
        assert poste.voit("— LÉGER Tom", "! incomplète", "manque livret de famille, vaccinations")
        await poste.taper("c")
        assert poste.voit("Cette demande est incomplète")


@pytest.mark.parametrize(
    ("saisie", "titre"),
    [
        ("16 nov.", "semaine du 16 au 22 novembre 2026 · cette semaine"),
        ("1er déc", "semaine du 30 novembre au 6 décembre 2026 · dans 2 semaines"),
        ("31/12/2026", "semaine du 28 décembre 2026 au 3 janvier 2027 · dans 6 semaines"),
        ("09112026", "semaine du 9 au 15 novembre 2026 · il y a 1 semaine"),
    ],
)
async def test_la_semaine_se_dit_en_entier(fichier_base: Path, saisie: str, titre: str) -> None:
    """A week across two months or two years is not taken for another one."""
    async with application(fichier_base) as poste:
        await poste.taper(f"<Ctrl+D>sg{saisie}<Entrée>")
        assert poste.voit(titre)
