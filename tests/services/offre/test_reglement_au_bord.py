"""A règlement changes what it says, of whom it says it, and tells nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.reglement import ReglementImpossible
from guichet.services import reservations
from guichet.services.offre import activites, reglement
from tests.bases import Horloge
from tests.services.guichet_identifiants import colonne
from tests.services.offre.test_reglement import CLAIRVAL, DECEMBRE, JANVIER, demande, dits, inscrire, lea, ville

MERCREDI = 'service = "mercredi"'
PAR_CLASSE = (
    "age_min = 3, age_max = 6, salle = 48, declaree = 40, encadrants = 5, taux = 10",
    'age_min = 3, age_max = 6, classes = ["PS", "MS", "GS"], salle = 48, declaree = 40, encadrants = 5, taux = 10',
)  # fmt: skip


def test_ce_que_le_fichier_ne_sait_pas_dire_n_est_pas_redit(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: « réglé depuis » of rules no file can write, told at each règlement as if it forgot them."""
    reglages = {"annulation_hors_delai": "refuse", "absence_refus_jours": 3}
    activites.changer_regles(ctx, code="etude", du=ctx.aujourdhui(), reglages=reglages)
    fait = reglement.charger(ctx, commune=ville(tmp_path, ("pourcent = 50", "pourcent = 60")), le=JANVIER)
    assert [cle for cle in dits(fait) if cle.startswith("activites.etude.")] == ["activites.etude.majoration_pourcent"]
    (contenu,) = [r[1] for r in activites.montrer(ctx, "etude").regles[:1]]
    assert "refuse" in contenu


def test_les_classes_d_un_groupe_changent_chez_lui_seul(ctx: Contexte, tmp_path: Path, horloge: Horloge) -> None:
    """Lost otherwise: pupils of primary school refused on Wednesdays, since the nursery school wrote its classes."""
    fait = reglement.charger(ctx, commune=ville(tmp_path, PAR_CLASSE))
    assert dits(fait) == {"activites.mercredi.groupes[maternelle].classes": ("change", "rien", "PS, MS, GS")}
    assert colonne(ctx, "SELECT code FROM groupe WHERE classes = 'PS,MS,GS'") == ["maternelle"]
    assert colonne(ctx, "SELECT count(*) FROM groupe WHERE classes NOT IN ('', 'PS,MS,GS')") == [0]
    horloge.avancer(days=1)
    assert dits(reglement.charger(ctx, commune=ville(tmp_path))) == {
        "activites.mercredi.groupes[maternelle].classes": ("change", "PS, MS, GS", "rien")
    }
    assert colonne(ctx, "SELECT count(*) FROM groupe WHERE classes <> ''") == [0]


@pytest.mark.parametrize(
    ("avant", "apres", "colonnes", "valeur"),
    [
        ('site = "Centre des Sablons", age_min = 3', 'site = "Château", age_min = 3', "site", ("Château",)),
        ("age_min = 3, age_max = 6, salle = 48, declaree", "age_min = 2, age_max = 5, salle = 48, declaree",
         "age_min_mois, age_max_mois", (24, 60)),
        ('"maternelle", nom = "Maternelles"', '"maternelle", nom = "Petits"', "nom", ("Petits",)),
    ],
)  # fmt: skip
def test_ce_qui_change_d_un_groupe_change_chez_lui_seul(
    ctx: Contexte, tmp_path: Path, avant: str, apres: str, colonnes: str, valeur: tuple[object, ...]
) -> None:
    """Lost otherwise: every group of the town sent to the site of one, or given its ages."""
    tous = f"SELECT code, {colonnes} FROM groupe WHERE session_du IS NULL ORDER BY id"
    etat = {code: tuple(reste) for code, *reste in colonne(ctx, tous)}
    assert len(etat) > 5
    reglement.charger(ctx, commune=ville(tmp_path, (avant, apres)))
    assert {code: tuple(reste) for code, *reste in colonne(ctx, tous)} == etat | {"maternelle": valeur}


def test_les_unites_gardent_leur_rang_leurs_heures_et_leurs_lettres(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: every unit of the town renamed as the one that changes, or a planner in another order."""
    tous = "SELECT a.code, u.code, u.nom, u.lettre, u.debut_minute, u.fin_minute, u.ordre FROM unite u JOIN activite a ON a.id = u.activite_id ORDER BY u.id"
    etat = colonne(ctx, tous)
    apres_midi = '    { code = "apres-midi", nom = "Après-midi", lettre = "a", de = "13:30", a = "18:00" },\n'
    matinee = '    { code = "matinee", nom = "Matinée", lettre = "m", de = "08:00", a = "11:30" },\n'
    neuve = matinee.replace('"Matinée", lettre = "m", de = "08:00"', '"Matin", lettre = "n", de = "08:15"')
    assert CLAIRVAL.index(matinee) < CLAIRVAL.index(apres_midi)
    fait = reglement.charger(ctx, commune=ville(tmp_path, (apres_midi, ""), (matinee, apres_midi + neuve)))
    ici = "activites.mercredi.unites[matinee]"
    assert dits(fait) == {
        f"{ici}.nom": ("change", "Matinée", "Matin"),
        f"{ici}.lettre": ("change", "m", "n"),
        f"{ici}.heures": ("change", "08:00-11:30", "08:15-11:30"),
    }
    changees = {"matinee": ("Matin", "n", 495, 690, 1), "apres-midi": ("Après-midi", "a", 810, 1080, 0)}
    attendu = [
        (a, u, *(changees.get(u, reste) if a == "mercredi" else reste))
        for a, u, *reste in etat
    ]  # fmt: skip
    attendu = [x if (x[0], x[1]) != ("mercredi", "repas") else (*x[:-1], 2) for x in attendu]
    assert [tuple(x) for x in colonne(ctx, tous)] == [tuple(x) for x in attendu]


def test_une_activite_renommee_l_est_seule(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: every service of the town called by the new name of one."""
    tous = "SELECT code, nom, sigle, ordre, version FROM activite ORDER BY id"
    etat = {code: tuple(reste) for code, *reste in colonne(ctx, tous)}
    texte = ('code = "etude"\nnom = "Étude surveillée"', 'code = "etude"\nnom = "Étude"')
    reglement.charger(ctx, commune=ville(tmp_path, texte))
    _, sigle, ordre, version = etat["etude"]
    assert {code: tuple(reste) for code, *reste in colonne(ctx, tous)} == etat | {
        "etude": ("Étude", sigle, ordre, version + 1)
    }


@pytest.mark.parametrize(
    ("avant", "apres", "dite"),
    [
        ('    "Les Sablons",\n    "Molière",\n', '    "Molière",\n    "Les Sablons",\n', ("7 valeurs", "autre ordre")),
        ('    "Les Sablons",\n    "Molière",\n', '    "Molière",\n', ("7 valeurs", "moins Les Sablons")),
        ('    "Les Sablons",\n', '    "Les Sablons",\n    "Zay",\n', ("7 valeurs", "plus Zay")),
    ],
)
def test_une_longue_liste_se_dit_par_ce_qui_y_change(
    ctx_sqlite: Contexte, tmp_path: Path, avant: str, apres: str, dite: tuple[str, str]
) -> None:
    """Lost otherwise: « 7 valeurs devient rien », read to the council for two schools that changed places."""
    fait = reglement.charger(ctx_sqlite, commune=ville(tmp_path, (avant, apres)))
    assert dits(fait)["ecoles"][1:] == dite


def test_une_liste_de_trois_se_dit_en_entier(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Three values are read at a glance, a fourth is not."""
    avant = 'pieces_exigees = ["livret de famille", "justificatif de domicile", "vaccinations"]'
    quatre = avant.replace('"]', '", "quotient"]')
    fait = reglement.charger(ctx_sqlite, commune=ville(tmp_path, (avant, quatre)), le=JANVIER)
    assert dits(fait)["conditions_depot.pieces_exigees"] == (
        "change",
        "livret de famille, justificatif de domicile, vaccinations",
        "livret de famille, justificatif de domicile, vaccinations, quotient",
    )
    fait = reglement.charger(ctx_sqlite, commune=ville(tmp_path), le=JANVIER + timedelta(days=1))
    assert dits(fait)["conditions_depot.pieces_exigees"] == ("change", "4 valeurs", "moins quotient")


@pytest.mark.parametrize(
    ("avant", "apres", "cle", "dite"),
    [
        ("rang_a_la_completude = true", "rang_a_la_completude = false", "conditions_depot.rang_a_la_completude",
         ("oui", "non")),
        ('jointes = [["repas", "matinee"]]', 'jointes = [["repas", "apres-midi"]]', "activites.mercredi.jointes",
         ("repas → matinee", "repas → apres-midi")),
        ('jointes = [["repas", "matinee"]]', "jointes = []", "activites.mercredi.jointes", ("repas → matinee", "rien")),
    ],
)  # fmt: skip
def test_une_valeur_se_dit_en_mots(
    ctx_sqlite: Contexte, tmp_path: Path, avant: str, apres: str, cle: str, dite: tuple[str, str]
) -> None:
    """Lost otherwise: « None devient None », or brackets, read to the council."""
    fait = reglement.charger(ctx_sqlite, commune=ville(tmp_path, (avant, apres)), le=JANVIER)
    assert dits(fait)[cle] == ("change", *dite)


@pytest.mark.parametrize("activite", ["restauration", "etude"])
def test_des_heures_changent_ou_plus_personne_n_est_attendu(
    ctx: Contexte, tmp_path: Path, horloge: Horloge, activite: str
) -> None:
    """Lost otherwise: hours that can never change again, for a meal eaten last year, or for a child at another hour."""
    qui = lea(ctx)
    inscrire(ctx, qui, activite)
    reservations.enregistrer(ctx, demandes=[demande(ctx, qui, activite, DECEMBRE)], attendu=None)
    if activite == "restauration":
        horloge.avancer(days=(DECEMBRE - ctx.aujourdhui()).days + 1)
    tard = ville(tmp_path, ('lettre = "R", de = "11:30"', 'lettre = "R", de = "12:00"'))
    fait = reglement.charger(ctx, commune=tard)
    assert dits(fait)["activites.restauration.unites[repas].heures"][1:] == ("11:30-13:30", "12:00-13:30")


def test_une_liste_qui_vient_ou_s_en_va_se_dit(ctx_sqlite: Contexte, tmp_path: Path, horloge: Horloge) -> None:
    """Lost otherwise: a file that names for the first time, or no more, the services of its window, cannot be loaded."""
    _, _, table = CLAIRVAL.partition("[delais.rentree]\n")
    table = "[delais.rentree]\n" + table.partition("[majoration]")[0]
    nommes = '"accueil-matin", "restauration", "accueil-soir", "etude"'
    avec = table.replace('jusqu_au = "30/09"', f'jusqu_au = "30/09"\nservices = [{nommes}]')
    dites = []
    for neuve in (avec, "", avec):
        lus = dits(reglement.charger(ctx_sqlite, commune=ville(tmp_path, (table, neuve))))
        dites.append(lus["delais.rentree.services"])
        horloge.avancer(days=1)
    quatre = nommes.replace('"', "")
    assert dites == [("change", "rien", quatre), ("change", quatre, "rien"), ("ajoute", "rien", quatre)]


def capacites(ctx: Contexte, groupe_id: int) -> list[int | None]:
    """Of Monday 7 December and of the day after."""
    jours = f"'{DECEMBRE}', '{DECEMBRE + timedelta(days=1)}'"
    return colonne(
        ctx, f"SELECT capacite FROM ouverture WHERE groupe_id = {groupe_id} AND jour IN ({jours}) ORDER BY jour"
    )


def test_des_places_sans_limite_puis_limitees(ctx: Contexte, tmp_path: Path, horloge: Horloge) -> None:
    """Lost otherwise: a limit the council lifted still there, who waits never called, or a day set by hand undone."""
    qui = lea(ctx)
    inscrire(ctx, qui, "etude")
    (groupe_id,) = colonne(ctx, "SELECT groupe_id FROM inscription")
    reservations.enregistrer(ctx, demandes=[demande(ctx, qui, "etude", DECEMBRE)], attendu=None)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'en_attente'")
        s.ordre(
            "UPDATE ouverture SET capacite = 7 WHERE groupe_id = :g AND jour = :j",
            {"g": groupe_id, "j": DECEMBRE + timedelta(days=1)},
        )
    places = "activites.etude.groupes[ecole].places"
    fait = reglement.charger(ctx, commune=ville(tmp_path, ("age_max = 12, salle = 30", "age_max = 12")))
    sorte, avant, apres = dits(fait)[places]
    assert (sorte, avant, apres.partition(" (")[0]) == ("change", "30", "sans limite")
    assert (fait.propositions, capacites(ctx, groupe_id)) == (1, [None, 7])
    horloge.avancer(days=1)
    fait = reglement.charger(ctx, commune=ville(tmp_path))
    sorte, avant, apres = dits(fait)[places]
    assert (sorte, avant, apres.partition(" (")[0]) == ("change", "sans limite", "30")
    assert (fait.propositions, capacites(ctx, groupe_id)) == (0, [30, 7])


@pytest.mark.parametrize(("places", "refuse"), [(2, False), (1, True)])
def test_des_places_de_moins_suffisent_a_qui_est_attendu(
    ctx: Contexte, tmp_path: Path, places: int, refuse: bool
) -> None:
    """Lost otherwise: a règlement refused for two children and two chairs, or two children on one."""
    from models import Lien, Personne

    qui = lea(ctx)
    with ctx.ecriture() as s:
        tom = Personne(nom="Léger-Martin", prenom="Tom", naissance=date(2019, 5, 6))
        s.add(tom)
        s.flush()
        s.add(Lien(personne_id=tom.id, famille_id=qui[0], role="enfant", rang=1, du=date(2026, 9, 1)))
        s.ordre(
            "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, 'Molière', 'CP')",
            {"p": tom.id},
        )
        frere = tom.id
    assert frere is not None
    for enfant in (qui, (qui[0], frere)):
        inscrire(ctx, enfant, "etude")
        reservations.enregistrer(ctx, demandes=[demande(ctx, enfant, "etude", DECEMBRE)], attendu=None)
    neuve = ville(tmp_path, ("age_max = 12, salle = 30", f"age_max = 12, salle = {places}"))
    if refuse:
        for le in (ctx.aujourdhui(), DECEMBRE):
            with pytest.raises(ReglementImpossible) as refus:
                reglement.charger(ctx, commune=neuve, le=le)
            [motif] = refus.value.motifs
            dit = "2 enfants attendus le 07/12/2026 (Molière) pour 1 place."
            assert dit in motif.replace("\u00a0", " ")
        # From the day after, nobody is too many.
        assert reglement.charger(ctx, commune=neuve, le=DECEMBRE + timedelta(days=1)).ouvertures == 0
        return
    (groupe_id, _) = colonne(ctx, "SELECT groupe_id FROM inscription")
    reglement.charger(ctx, commune=neuve)
    assert capacites(ctx, groupe_id) == [2, 2]
