"""What spreadsheets leave in a families file: read, or said; a date never loses a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.imports import FichierImportIllisible
from guichet.fiches.familles.imports import Gravite
from guichet.imports.cellules import Ecart
from guichet.imports.contacts import lire_courriels, lire_telephones
from guichet.imports.dates import lire_mois, lire_naissance
from guichet.services.familles.importation import importer_familles
from tests.services.fichiers_familles import FILS, JEUX, MERE, ecrire, remarques, simule

JOUR = date(2026, 11, 16)
SANS = Gravite.SIGNALEE


def test_ce_que_laisse_un_tableur_est_lu(ctx: Contexte) -> None:
    """Lost otherwise: thirteen people for dates with hours, a « tel » with a word beside, a quotient of 1.234,56."""
    rapport = importer_familles(ctx, JEUX / "02-tableur.csv")
    assert (rapport.creees, rapport.personnes, rapport.lignes_refusees) == (5, 13, 0)
    with ctx.lecture() as s:
        lus = {p[0]: p[1:] for p in s.lignes("SELECT prenom, naissance, mobile, fixe, courriel FROM personne")}
        quotients = s.lignes("SELECT valeur_centimes, mois FROM quotient ORDER BY id")
    assert lus["Claire"] == (date(1984, 3, 12), "", "0139440000", "claire.aubin@exemple.fr")
    assert [lus[p][0] for p in ("Zoé", "Paul", "Rémi", "Jean", "Luc")] == [
        date(2020, 1, 1), date(2019, 3, 12), date(2021, 5, 3), date(1945, 3, 12), date(1983, 3, 12),
    ]  # fmt: skip
    assert lus["Jean"][1] == "0611223344"
    assert lus["Luc"][1:] == ("0611223344", "0755667788", "a@exemple.fr")
    assert (lus["Mamie"][1], lus["Papi"][1], lus["Tata"][1]) == ("0612345678", "0612345679", "")
    assert (lus["Inès"][1:], lus["Ana"][1:]) == (
        ("0612345671", "", "ines@exemple.fr"), ("0612345672", "", "ana@exemple.fr"),
    )  # fmt: skip
    assert lus["Eva"][3] == "eva@exemple.fr"
    octobre = date(2026, 10, 1)
    assert quotients == [(83200, octobre), (123456, octobre), (0, octobre)]
    vues = {(a.ligne, a.colonne) for a in rapport.anomalies}
    assert {
        (2, "mobile"),
        (6, "mobile"),
        (7, "courriel"),
        (10, "mobile"),
        (12, "qf"),
        (13, "qf"),
        (13, "qf_mois"),
    } <= vues
    assert (14, "qf") in vues  # a zero is perhaps a blank cell


def test_une_date_ne_perd_ni_la_personne_ni_la_famille(ctx: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: the only responsable for « 31/02/1985 », hence the whole family, its child and its meals."""
    fautes = ["31/02/1985", "00/00/2018", "2018", "mars 2018", "??/??/2018", "01/01/1900", "03/25/2019", "12/2031/99"]
    mere = MERE.replace("29/11/1990", fautes[0])
    enfants = [FILS.replace("Joseph", f"Enfant {chr(65 + n)}").replace("18/04/2021", f) for n, f in enumerate(fautes)]
    rapport = importer_familles(ctx, ecrire(tmp_path, mere, *enfants))
    assert (rapport.creees, rapport.personnes, rapport.lignes_refusees) == (1, 9, 0)
    assert remarques(rapport) == [(n, "naissance", SANS) for n in range(2, 11)]
    assert ["2018" in a.motif.split(":")[-1] for a in rapport.anomalies[2:6]] == [True] * 4
    with ctx.lecture() as s:
        assert s.lignes("SELECT DISTINCT naissance FROM personne") == [(None,)]
        gardees = [x for (x,) in s.lignes("SELECT naissance_partielle FROM personne ORDER BY id")]
    assert gardees == ["1985", "1985", "2018", "2018", "2018-03", "2018", "", "2019", ""]


NAISSANCES = [
    ("12/03/1984 00:00:00", date(1984, 3, 12)), ("1984-03-12T00:00:00", date(1984, 3, 12)),
    ("12/03/1984 0:00", date(1984, 3, 12)), ("1984-03-11T23:00:00Z", date(1984, 3, 12)),
    ("1984-03-12T00:00:00+01:00", date(1984, 3, 12)), ("43831", date(2020, 1, 1)), ("43831,0", date(2020, 1, 1)),
    ("12-mars-2019", date(2019, 3, 12)), ("12 mars 2019", date(2019, 3, 12)), ("1er févr. 2019", date(2019, 2, 1)),
    ("mardi 12 mars 2019", date(2019, 3, 12)), ("12-août-19", date(2019, 8, 12)), ("12-Aug-19", date(2019, 8, 12)),
    ("12 DÉCEMBRE 2018", date(2018, 12, 12)), ("3/5/21", date(2021, 5, 3)), ("12/03/45", date(1945, 3, 12)),
    ("12/03/27", date(1927, 3, 12)), ("12.03.1984", date(1984, 3, 12)), ("12031984", date(1984, 3, 12)),
    ("16-nov.-2026", date(2026, 11, 16)),
    ("1er sept. 2018", date(2018, 9, 1)), ("le 1er septembre 2018", date(2018, 9, 1)),
    ("sam. 1 sept. 2018", date(2018, 9, 1)), ("2018/09/01", date(2018, 9, 1)), ("20180901", date(2018, 9, 1)),
    ("20122018", date(2018, 12, 20)), ("née le 01/09/2018", date(2018, 9, 1)), ("'01/09/2018.", date(2018, 9, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("texte", "attendu"), NAISSANCES)
def test_une_naissance_se_lit_comme_le_tableur_l_ecrit(texte: str, attendu: date) -> None:
    """Lost otherwise: the birth of everybody, for a format of cells."""
    assert lire_naissance(texte, JOUR) == attendu


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("17/11/2026", "à venir"), ("47000", "à venir"), ("2031", "futur"), ("1901", "plus de 120 ans"),
        ("2018 ou 2019", "ne peut pas être lue."), ("?", "ne peut pas être lue."),
        ("01/01/1900", "faute de mieux"), ("999999", "ne peut pas"),
    ],
)  # fmt: skip
def test_une_naissance_douteuse_est_dite(texte: str, phrase: str) -> None:
    """Lost otherwise: a date nobody typed, kept as if it were true."""
    with pytest.raises(Ecart) as ecart:
        lire_naissance(texte, JOUR)
    assert phrase in ecart.value.motif.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("texte", "connue"),
    [
        ("2019", "2019"), ("00/00/2019", "2019"), ("??/??/2019", "2019"), ("12 jui 2019", "2019"), ("30/02/2019", "2019"),
        ("00/03/2019", "2019-03"), ("03/2019", "2019-03"), ("mars 2019", "2019-03"), ("2019-03", "2019-03"),
    ],
)  # fmt: skip
def test_une_naissance_connue_en_partie_est_gardee_ainsi(texte: str, connue: str) -> None:
    """Lost otherwise: the year, which is most of what is known of some; or a day nobody wrote, in its place."""
    assert lire_naissance(texte, JOUR) == connue


@pytest.mark.parametrize(
    "texte", ["oct-26", "10/2026", "2026-10", "10/26", "octobre 2026", "2026-10-01", "oct. 2026", "46300"]
)
def test_un_mois_se_lit_comme_le_tableur_l_ecrit(texte: str) -> None:
    """Lost otherwise: the month a quotient is worth from."""
    assert lire_mois(texte) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("texte", "lus"),
    [
        ("33612345678", ["0612345678"]), ("262692123456", ["0692123456"]), ("330612345678", ["0612345678"]),
        ("+33 (0)6 12 34 56 78", ["0612345678"]), ("00336.12.34.56.78", ["0612345678"]),
        ("612345678.0", ["0612345678"]), ("'0612345678", ["0612345678"]),
        ("06 11 22 33 44 (bureau)", ["0611223344"]), ("Tél. : 06 11 22 33 44", ["0611223344"]),
        ("06 11 22 33 44 / 07 55 66 77 88", ["0611223344", "0755667788"]),
        ("06 11 22 33 44\n07 55 66 77 88", ["0611223344", "0755667788"]),
        ("0611223344 - 0755667788", ["0611223344", "0755667788"]), ("06/11/22/33/44", ["0611223344"]),
        ("06-12-34-56-78 maman, 07 11 22 33 44 papa", ["0612345678", "0711223344"]),
        ("0033(0)6.12.34.56.79", ["0612345679"]), ("+590 690 12 34 56", ["0690123456"]), ("+376 312 345", ["+376312345"]),
    ],
)  # fmt: skip
def test_des_numeros_se_lisent_comme_on_les_tape(texte: str, lus: list[str]) -> None:
    """Lost otherwise: the number to call when a child is ill."""
    assert lire_telephones(texte) == lus


@pytest.mark.parametrize(
    ("texte", "lus"),
    [
        ("a@exemple.fr, b@exemple.fr", ["a@exemple.fr", "b@exemple.fr"]), ("mailto:ines@exemple.fr", ["ines@exemple.fr"]),
        ("Ana Diaz <ana@exemple.fr>", ["ana@exemple.fr"]), ("eva@exemple.fr.", ["eva@exemple.fr"]),
        ("« a@exemple.fr » ou b@exemple.fr", ["b@exemple.fr"]), ("a@exemple.fr;", ["a@exemple.fr"]),
    ],
)  # fmt: skip
def test_des_courriels_se_lisent_comme_on_les_colle(texte: str, lus: list[str]) -> None:
    """Lost otherwise: the account of whoever pasted an address from a mail."""
    assert lire_courriels(texte)[-1:] == lus[-1:]


def test_une_ligne_abimee_est_dite_et_les_autres_entrent(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """Lost otherwise: « LÃ©ger » in the base and on the slips; or 3,000 families for one damaged name."""
    fichier = ecrire(
        tmp_path, MERE, MERE.replace("20001", "20002").replace("Élise", "Anaïs"), FILS.replace("Joseph", "NoÃ«l"),
        FILS.replace("Molière", "Moli?re"), FILS.replace("Joseph", "Zo?"), FILS.replace("Launay", '"L&eacute;ger"'),
        MERE.replace("20001", "20003").replace("1, rue Haute", "1, all\ufffde Haute").replace("Élise", "Hélène"),
        *(MERE.replace("20001", f"2001{n}").replace("Launay", f"Légé {chr(65 + n)}") for n in range(9)),
    )  # fmt: skip
    rapport = importer_familles(simule(ctx_sqlite), fichier)
    refus = Gravite.REFUSEE
    vues = [r for r in remarques(rapport) if r[1] != "*"]
    assert vues == [
        (4, "prenom", refus),
        (5, "ecole", SANS),
        (6, "prenom", refus),
        (7, "nom", refus),
        (8, "adresse", SANS),
    ]
    assert "« Noël »" in rapport.anomalies[0].motif
    assert rapport.creees == 12


@pytest.mark.parametrize(
    ("nom", "exemple"), [("03a-double-utf8.csv", "« Léger-Évrard »"), ("03g-utf8-perdu.csv", "\ufffd")]
)
def test_un_fichier_abime_est_refuse_avec_son_remede(ctx_sqlite: Contexte, nom: str, exemple: str) -> None:
    """Lost otherwise: every name of the town, damaged, and nobody sees it before the first slip."""
    with pytest.raises(FichierImportIllisible) as refus:
        importer_familles(ctx_sqlite, JEUX / nom)
    assert exemple in refus.value.message.replace("\u00a0", " ")
    assert "exportez-le de nouveau" in refus.value.message
