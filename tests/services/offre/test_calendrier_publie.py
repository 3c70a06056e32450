"""The ministry's calendar as published, the same file saved by Excel, and a town that is in no zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import Contexte
from guichet.erreurs.activites import CalendrierIllisible
from guichet.erreurs.imports import ZoneADire
from guichet.registres.offre.calendrier import vacances_connues
from guichet.services.offre import calendrier
from guichet.services.socle.initialisation import AGENTS_FORMATION, initialiser
from tests.bases import DEPART, secrets_gabarit
from tests.services.fichiers_familles import JEUX
from tests.services.guichet_identifiants import colonne

# Labels of the site, midnights of Paris in UTC: the export of 2024 and after.
SITE = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire"
EN_UTC = """Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;{a};{z};2026-2027
Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;{a};{z};2026-2027
Pont de l'Ascension;-;2027-05-05T22:00:00+00:00;2027-05-09T22:00:00+00:00;{a};{z};2026-2027
Vacances d'Été;Élèves;2027-07-02T22:00:00+00:00;2027-08-31T22:00:00+00:00;{a};{z};2026-2027
Vacances d'Été;Enseignants;2027-07-02T22:00:00+00:00;2027-08-29T22:00:00+00:00;{a};{z};2026-2027
Vacances d'Hiver;-;2018-02-16T23:00:00+00:00;2018-03-04T23:00:00+00:00;{a};{z};2017-2018
Début des Vacances d'Été;-;2029-07-06T22:00:00+00:00;;{a};{z};2028-2029"""
# Names of the API, midnights in the time of Paris.
API = "description;population;start_date;end_date;location;zones;annee_scolaire"
ATTENDUES = [
    ("vacances", date(2026, 10, 17), date(2026, 11, 1), "vacances de la Toussaint"),
    ("vacances", date(2026, 12, 19), date(2027, 1, 3), "vacances de Noël"),
    ("pont", date(2027, 5, 6), date(2027, 5, 9), "pont de l’Ascension"),
    ("vacances", date(2027, 7, 3), date(2027, 8, 31), "vacances d’été"),
]


def publie(*lieux: tuple[str, str]) -> str:
    return "\n".join([SITE, *(EN_UTC.format(a=a, z=z) for a, z in lieux)])


@pytest.fixture
def corse(tmp_path: Path) -> Contexte:
    """A town that is in no zone: nothing is known of its holidays until a file says them."""
    from tests.bases import Horloge, contexte

    commune = lire_preset(chemin_preset("clairval")).model_copy(update={"zone": ""})
    adresse = Adresse(tmp_path / "corse.db")
    initialiser(
        adresse, commune, maintenant=DEPART, agents=AGENTS_FORMATION, formation=True, secrets=secrets_gabarit()
    ).fermer()
    return contexte(adresse, Horloge())


def importees(ctx: Contexte) -> list[tuple[str, date, date, str]]:
    return [(p.nature, p.du, p.au, p.libelle) for p in calendrier.periodes(ctx, 2026) if "scolaire " not in p.source]


def test_sans_zone_une_base_n_attend_pas_ses_vacances(corse: Contexte) -> None:
    """Lost otherwise: each opening « brings to this version » a base that is of it, and says so in the journal."""
    from tests.bases import Horloge, contexte

    corse.base.fermer()
    suivant = contexte(corse.base.adresse, Horloge())
    assert colonne(suivant, "SELECT count(*) FROM journal WHERE type = 'base.moderniser'") == [0]
    suivant.base.fermer()


def test_une_commune_sans_zone_lit_le_calendrier_de_la_sienne(corse: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: Corsica and overseas, whose holidays no library has."""
    assert calendrier.periodes(corse, 2026) == ()
    fichier = tmp_path / "fr-en-calendrier-scolaire.csv"
    fichier.write_text(publie(("Corse", "Corse"), ("Versailles", "Zone C")), encoding="utf-8")
    with pytest.raises(ZoneADire, match="Corse, Zone C") as refus:
        calendrier.importer(corse, fichier=fichier)
    assert refus.value.zones == ("Corse", "Zone C")
    with pytest.raises(ZoneADire, match="Guyane"):
        calendrier.importer(corse, fichier=fichier, zone="Guyane")
    fait = calendrier.importer(corse, fichier=fichier, zone="corse")
    assert (fait.ajoutees, fait.sans_fin) == (4, ("vacances d’été 2029",))
    assert importees(corse) == ATTENDUES
    fichier.write_text(publie(("Corse", "Corse")), encoding="utf-8")
    assert calendrier.importer(corse, fichier=fichier).ajoutees == 0


def _excel(texte: str) -> str:
    """Dates as Excel shows them once somebody made cells of them."""
    for utc, jour in (
        ("2026-10-16T22:00:00+00:00", "17/10/2026 00:00"), ("2026-11-01T23:00:00+00:00", "02/11/2026"),
        ("2026-12-18T23:00:00+00:00", "18/12/2026 23:00"), ("2027-01-03T23:00:00+00:00", "03/01/2027 23:00:00"),
        ("2027-07-02T22:00:00+00:00", "46571"), ("2027-08-31T22:00:00+00:00", "01-sept-27"),
    ):  # fmt: skip
        texte = texte.replace(utc, jour)
    return texte


@pytest.mark.parametrize(
    ("octets", "cas"),
    [
        (publie(("Corse", "Corse")).encode("utf-8-sig"), "as downloaded"),
        (publie(("Corse", "Corse")).replace(SITE, API).encode(), "from the API"),
        (publie(("Corse", "Corse")).replace("\n", "\r\n").encode("cp1252"), "saved by Excel"),
        (_excel(publie(("Corse", "Corse"))).replace("\n", "\r\n").encode("cp1252"), "saved by Excel, dates made cells"),
        (publie(("Corse", "Corse")).replace(";", "\t").encode("utf-16"), "saved by Excel as Unicode text"),
        (("Calendrier;;;;;;\n\n" + publie(("Corse", "Corse"))).encode(), "under a title"),
        (publie(("Corse", "Corse")).replace(";", ",").encode(), "with commas"),
        (publie(("Bastia", "Corse"), ("Corse", "Corse")).encode(), "twice the zone"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_le_calendrier_du_ministere_se_lit_comme_il_vient(
    corse: Contexte, tmp_path: Path, octets: bytes, cas: str
) -> None:
    """Lost otherwise: a calendar typed by hand, a Saturday forgotten."""
    fichier = tmp_path / "c.csv"
    fichier.write_bytes(octets)
    assert calendrier.importer(corse, fichier=fichier).ajoutees == 4, cas
    assert importees(corse) == ATTENDUES


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_ce_que_la_bibliotheque_sait_n_est_pas_dit_deux_fois(ctx_sqlite: Contexte, tmp_path: Path, zone: str) -> None:
    """Lost otherwise: each period twice; of the town's zone, without being told it."""
    connues = [p for p in vacances_connues("C") if date(2026, 9, 1) <= p.du < date(2027, 9, 1)]
    lignes = [
        f"{p.libelle};-;{p.du}T00:00:00+01:00;{date.fromordinal(p.au.toordinal() + 1)}T00:00:00+01:00;Paris;Zone C;2026-2027"
        for p in connues
    ]
    autre = "Vacances d'Hiver;-;2027-02-10T00:00:00+01:00;2027-02-28T00:00:00+01:00;Lyon;Zone A;2026-2027"
    fichier = tmp_path / "c.csv"
    fichier.write_text("\n".join([SITE, *lignes, autre.replace("Zone A", f"Zone {zone}")]), encoding="utf-8")
    assert calendrier.importer(ctx_sqlite, fichier=fichier).ajoutees == (zone == "C")


@pytest.mark.parametrize(
    ("debut", "fin", "libelle", "du", "au"),
    [
        # A departure after the class of a Friday, of a Wednesday; a bridge told from a Wednesday, or by its own day.
        ("2026-12-18", "2027-01-04", "Vacances de Noël", "2026-12-19", "2027-01-03"),
        ("2026-10-21", "2026-11-02", "Vacances de la Toussaint", "2026-10-22", "2026-11-01"),
        ("2027-05-05", "2027-05-10", "Pont de l'Ascension", "2027-05-06", "2027-05-09"),
        ("2027-05-07", "2027-05-08", "Pont de l'Ascension", "2027-05-07", "2027-05-07"),
        ("2026-10-09", "2026-10-09", "Abolition de l'esclavage", "2026-10-09", "2026-10-09"),
    ],
)
def test_le_premier_jour_publie_est_un_jour_de_classe(
    corse: Contexte, tmp_path: Path, debut: str, fin: str, libelle: str, du: str, au: str
) -> None:
    """Lost otherwise: no canteen on the last day of class (« après la classe des jours indiqués »)."""
    fichier = tmp_path / "c.csv"
    fichier.write_text(f"{SITE}\n{libelle};-;{debut};{fin};Corse;Corse;2026-2027\n", encoding="utf-8")
    calendrier.importer(corse, fichier=fichier)
    assert [(str(p[1]), str(p[2])) for p in importees(corse)] == [(du, au)]


def test_le_calendrier_de_la_commune_se_lit_aussi_comme_excel_l_enregistre(ctx: Contexte) -> None:
    """Lost otherwise: « donnez un fichier CSV en UTF-8 » to whoever has a spreadsheet."""
    assert calendrier.importer(ctx, fichier=JEUX / "11-cal-cp1252.csv").ajoutees == 1
    assert [p.libelle for p in calendrier.periodes(ctx, 2026) if p.nature == "fermeture"] == ["Grève des agents"]


def test_un_libelle_abime_ou_un_jour_illisible_est_dit_avec_sa_ligne(corse: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: « GrÃ¨ve » on the planner of every family; a day nobody can tell."""
    fichier = tmp_path / "c.csv"
    fichier.write_text("nature;du;au;libelle\npont;4/12/2026;4/12/2026;GrÃ¨ve\npont;x;;été\n", encoding="utf-8")
    with pytest.raises(CalendrierIllisible) as refus:
        calendrier.importer(corse, fichier=fichier)
    assert [n for n, _ in refus.value.fautes] == [2, 3]
    fichier.write_text(f"{SITE}\nVacances;-;bientôt;2027-01-01;Corse;Corse;x\n", encoding="utf-8")
    with pytest.raises(CalendrierIllisible, match="ligne 2"):
        calendrier.importer(replace(corse), fichier=fichier)
