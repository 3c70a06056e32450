"""What is read wrong here is a wrong amount at the till, a child born on no day, or a parent who cannot be called."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet import formats as f
from guichet.erreurs import SaisieInvalide
from guichet.formats.chemins import lire_chemin, lire_fichier
from guichet.formats.mots import de, de_ville

ESPACE, FINE = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("centimes", "ecrit"),
    [
        (0, "0,00 €"),
        (5, "0,05 €"),
        (8420, "84,20 €"),
        (123456, f"1{FINE}234,56 €"),
        (123456789, f"1{FINE}234{FINE}567,89 €"),
        (-5, "-0,05 €"),
        (-8420, "-84,20 €"),
    ],
)
def test_an_amount_is_written_the_french_way(centimes, ecrit):
    assert f.euros(centimes) == ecrit.replace(" €", f"{ESPACE}€")


@given(st.integers(min_value=-(10**11) + 1, max_value=10**11 - 1))
def test_every_amount_printed_can_be_typed_back(centimes):
    assert f.lire_centimes(f.euros(centimes)) == centimes


@pytest.mark.parametrize(
    ("tape", "centimes"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12", 1200),
        ("12,5", 1250),
        ("1 234,56", 123456),
        ("1234,56", 123456),
        (f"1{ESPACE}234,56{ESPACE}€", 123456),
        (f"1{FINE}234", 123400),
        ("84€", 8400),
        (" 84 € ", 8400),
        ("-120", -12000),
        ("−120", -12000),
        ("007", 700),
    ],
)
def test_an_amount_is_read_in_every_usual_writing(tape, centimes):
    assert f.lire_centimes(tape) == centimes


@pytest.mark.parametrize(
    "tape", ["", "abc", "12 50", "1,234", "12,", ",", "1.234,56", "12€50", "--1", "1e3", "1" * 5000, "10" * 8, "١٢"]
)
def test_what_is_not_plainly_an_amount_is_refused_not_guessed(tape):
    with pytest.raises(SaisieInvalide) as refus:
        f.lire_centimes(tape, champ="montant")
    assert refus.value.champ == "montant"
    assert len(refus.value.message) < 150


@pytest.mark.parametrize(
    ("jour", "court", "long_"),
    [
        (date(2026, 11, 16), "lun. 16 nov.", "lundi 16 novembre 2026"),
        (date(2026, 11, 1), "dim. 1er nov.", "dimanche 1er novembre 2026"),
        (date(2027, 2, 27), "sam. 27 févr.", "samedi 27 février 2027"),
        (date(2026, 8, 4), "mar. 4 août", "mardi 4 août 2026"),
    ],
)
def test_days_read_the_same_everywhere(jour, court, long_):
    assert (f.jour_court(jour), f.jour_long(jour)) == (court, long_)


def test_instants_and_months():
    instant = datetime(2026, 11, 16, 14, 7, 59, tzinfo=UTC)
    assert f.heure(instant) == "14:07"
    assert f.instant_court(instant) == "lun. 16 nov. 14:07"
    assert f.instant_num(instant) == "16/11/2026 14:07"
    assert f.mois_court(date(2026, 10, 1)) == "oct. 2026"


@pytest.mark.parametrize(
    "tape",
    ["16/11/2026", "16112026", "2026-11-16", "16.11.2026", "16-11-2026", "16 11 2026", "16/11/26", " 16/11/2026\u00a0"],
)
def test_a_day_is_read_in_every_usual_writing(tape):
    assert f.lire_date(tape) == date(2026, 11, 16)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_printed_can_be_typed_back(jour):
    assert f.lire_date(f.date_num(jour)) == f.lire_date(jour.isoformat()) == jour


@pytest.mark.parametrize(
    ("tape", "annee"), [("01/02/84", 1984), ("01/02/49", 2049), ("01/02/50", 1950), ("1/2/00", 2000)]
)
def test_two_digits_of_year_mean_a_parent_or_a_booking(tape, annee):
    assert f.lire_date(tape) == date(annee, 2, 1)


@pytest.mark.parametrize(
    "tape", ["31/02/2019", "29/02/2027", "00/01/2020", "16/13/2026", "2026-02-30", "16/11/0026", "01/01/2999"]
)
def test_a_day_that_does_not_exist_says_so(tape):
    with pytest.raises(SaisieInvalide, match="n’existe pas"):
        f.lire_date(tape)


@pytest.mark.parametrize("tape", ["", "hier", "16/11", "161126", "16/11/2026 10:00", "١٦/١١/٢٠٢٦", "1/2/3"])
def test_what_is_no_date_is_told_how_to_write_one(tape):
    with pytest.raises(SaisieInvalide, match="16/11/2026"):
        f.lire_date(tape, champ="naissance")


@pytest.mark.parametrize(
    ("tape", "canonique"),
    [
        ("0612345678", "0612345678"),
        ("06 12 34 56 78", "0612345678"),
        ("06.12.34.56.78", "0612345678"),
        ("06-12-34-56-78", "0612345678"),
        (f"06{ESPACE}12{FINE}34 56 78", "0612345678"),
        ("+33 6 12 34 56 78", "0612345678"),
        ("+33 (0)6 12 34 56 78", "0612345678"),
        ("0033612345678", "0612345678"),
        ("612345678", "0612345678"),
        ("+262 692 12 34 56", "0692123456"),
        ("+32 475 12 34 56", "+32475123456"),
        ("0032475123456", "+32475123456"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_one_telephone_whatever_its_writing(tape, canonique):
    assert f.lire_telephone(tape) == canonique
    assert f.lire_telephone(f.telephone(canonique)) == canonique


def test_a_telephone_is_shown_in_pairs():
    assert f.telephone("0612345678") == "06 12 34 56 78"
    assert f.telephone("+32475123456") == "+32 475 12 34 56"


@pytest.mark.parametrize(
    ("tape", "raison"),
    [
        ("06 12 34 56", "compte 8 chiffres"),
        ("06 12 34 56 78 9", "compte 11 chiffres"),
        ("1", "compte 1 chiffre\u00a0"),
        ("", "pas un numéro"),
        ("maman", "pas un numéro"),
        ("0012345678", "indicatif"),
        ("1234567890", "en France"),
        ("+999 12", "indicatif"),
        ("+33 6 12", "compte 4 chiffres"),
        ("٠٦١٢٣٤٥٦٧٨", "pas un numéro"),
        ("+", "pas un numéro"),
    ],
)
def test_a_telephone_that_cannot_ring_is_refused_with_its_fault(tape, raison):
    with pytest.raises(SaisieInvalide, match=raison):
        f.lire_telephone(tape, champ="mobile")


@pytest.mark.parametrize(
    ("tape", "garde"),
    [
        ("Sophie.Leger@Orange.FR", "Sophie.Leger@orange.fr"),
        (" a@b.fr ", "a@b.fr"),
        ("a@b.fr\u00a0", "a@b.fr"),
        ("o'brien+ecole@exemple.fr", "o'brien+ecole@exemple.fr"),
    ],
)
def test_a_mail_keeps_its_local_part(tape, garde):
    assert f.lire_courriel(tape) == garde


@pytest.mark.parametrize(
    ("tape", "cure"),
    [
        ("sophie.martin@@gmail", "un seul @"),
        ("sophie", "un seul @"),
        ("sophie@gmail", "la fin"),
        ("sophie leger@free.fr", "espace"),
        ("@free.fr", "le nom avant"),
        ("so..phie@free.fr", "points"),
    ],
)
def test_a_wrong_mail_is_told_in_french_how_to_cure_it(tape, cure):
    with pytest.raises(SaisieInvalide, match=cure) as refus:
        f.lire_courriel(tape, champ="courriel")
    assert "email" not in refus.value.message.lower()


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("LÉGER-MARTIN", "leger martin"),
        ("  d’Hamel ", "d hamel"),
        ("O'Brien [/b] <i>", "o brien b i"),
        ("Œdipe Łukasz Weiß Lærke", "oedipe lukasz weiss laerke"),
        ("Le\u0301ger", "leger"),
        ("Zoé\u00a0Anaïs", "zoe anais"),
        ("Jean\u00adne", "jeanne"),
        ("n° 12_bis", "n 12 bis"),
        ("Zoé😀Anaïs", "zoe anais"),
        ("محمد", "mhmd"),
        ("\u202e", ""),
        ("", ""),
    ],
)
def test_accents_hyphens_and_capitals_do_not_hide_a_family(texte, cle):
    assert f.cle_recherche(texte) == cle
    assert f.mots_recherche(texte) == cle.split()


@given(st.text(st.characters(codec=None)))
def test_a_search_key_holds_only_plain_letters_and_is_stable(texte):
    cle = f.cle_recherche(texte)
    assert set(cle) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert f.cle_recherche(cle) == cle
    assert "  " not in cle


def test_right_to_left_names_are_kept_and_their_overrides_removed():
    assert f.nettoyer("\u202eעברית عبد\u2066 الله\u200f") == "עברית عبد الله"


@pytest.mark.parametrize(
    ("tape", "propre"),
    [
        ("  Zoé \t Anaïs\n", "Zoé Anaïs"),
        ("Le\u0301ger", "Léger"),
        ("a\x00b\x1b[31mROUGE\x1b[0m", "abROUGE"),
        ("\x9b1mgras\x1b]52;c;QUJD\x07 suit\x1b]0;titre", "gras suit"),
        ("seul\x1b", "seul"),
        ("\ufeffLéger", "Léger"),
        ("\ud800x", "x"),
        ("plain text", "plain text"),
        ("plain  text", "plain text"),
        ("Mâitre", "Mâitre"),
    ],
)
def test_what_is_stored_is_clean(tape, propre):
    assert f.nettoyer(tape) == propre


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_changes_nothing_and_always_encodes(texte):
    propre = f.nettoyer(texte)
    assert f.nettoyer(propre) == propre
    assert propre.encode().decode() == unicodedata.normalize("NFC", propre)


@pytest.mark.parametrize(
    ("nom", "prenom", "affiche"),
    [
        ("Léger-Martin", "Sophie", "LÉGER-MARTIN Sophie"),
        ("d’Hamel", "", "D’HAMEL"),
        ("", "Zoé", "Zoé"),
        ("[/b]", "x", "[/B] x"),
    ],
)
def test_names_in_capitals_keep_their_accents(nom, prenom, affiche):
    assert f.nom_affiche(nom, prenom) == affiche


@pytest.mark.parametrize(
    ("naissance", "le", "ans"),
    [
        (date(2020, 11, 21), date(2026, 11, 20), 5),
        (date(2020, 11, 21), date(2026, 11, 21), 6),
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
    ],
)
def test_age_in_completed_years(naissance, le, ans):
    assert f.age(naissance, le) == ans


@pytest.mark.parametrize(
    ("n", "mot", "forme", "ecrit"),
    [
        (0, "famille", "", "0 famille"),
        (1, "famille", "", "1 famille"),
        (3, "famille", "", "3 familles"),
        (2, "mois", "", "2 mois"),
        (2, "tableau", "", "2 tableaux"),
        (12310, "ligne", "", f"12{FINE}310 lignes"),
        (2, "pièce manquante", "pièces manquantes", "2 pièces manquantes"),
    ],
)
def test_counts_agree_as_in_french(n, mot, forme, ecrit):
    assert f.pluriel(n, mot, forme) == ecrit


@pytest.mark.parametrize(
    ("mots", "dits"),
    [((), ""), (("Léa",), "Léa"), (("Léa", "Tom"), "Léa et Tom"), (("Léa", "Tom", "Zoé"), "Léa, Tom et Zoé")],
)
def test_une_liste_se_dit_en_francais(mots: tuple[str, ...], dits: str) -> None:
    assert f.enumerer(mots) == dits


def test_a_long_paste_does_not_flood_the_message():
    with pytest.raises(SaisieInvalide) as refus:
        f.lire_date("x" * 300)
    assert "…" in refus.value.message
    assert len(refus.value.message) < 120


@pytest.mark.parametrize("tape", ["~aucun-agent-de-ce-nom/liste.csv", "", "   ", ".", "/", "..", "a\0b.csv"])
def test_a_file_that_is_none_is_refused_by_a_sentence(tape):
    """An export, a slip with secrets shown once: a name mistyped must not end in an incident."""
    with pytest.raises(SaisieInvalide, match=r"chemin entier|nom d’un fichier"):
        lire_chemin(tape)


def test_a_file_is_typed_as_in_a_shell(monkeypatch):
    monkeypatch.setenv("HOME", "/home/agent")
    assert [str(lire_chemin(t)) for t in ("~/liste.csv", " liste.csv ")] == ["/home/agent/liste.csv", "liste.csv"]


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("Léo", "de Léo"),
        ("Alice", "d’Alice"),
        ("Éloi", "d’Éloi"),
        ("Yves", "d’Yves"),
        ("Yanis", "de Yanis"),
        ("", "de "),
    ],
)
def test_un_prenom_se_dit_avec_son_elision(nom: str, dit: str) -> None:
    """« fiche de Alice » is read on every screen and slip: no town hall writes it."""
    assert de(nom) == dit


@pytest.mark.parametrize(
    ("nom", "dit"),
    [
        ("Le Mesnil-Saint-Denis", "du Mesnil-Saint-Denis"),
        ("Les Lilas", "des Lilas"),
        ("Évry", "d’Évry"),
        ("Lens", "de Lens"),
    ],
)
def test_une_ville_aussi(nom: str, dit: str) -> None:
    """Lost otherwise: « La base de Le Mesnil-Saint-Denis est prête », the first sentence a town reads."""
    assert de_ville(nom) == dit


@pytest.mark.parametrize(
    ("tape", "dit"),
    [
        ("absent.csv", "« absent.csv » n’est pas dans ce dossier"),
        ("nulle/part/x.csv", "le dossier « part » n’existe pas"),
        ("dedans", "« dedans » est un dossier"),
    ],
)
def test_un_fichier_a_lire_est_la(tmp_path: Path, tape: str, dit: str) -> None:
    """Lost otherwise: a long path, typed again for one letter."""
    (tmp_path / "dedans").mkdir()
    (tmp_path / "la.csv").touch()
    assert lire_fichier(f" {tmp_path}/la.csv ") == tmp_path / "la.csv"
    with pytest.raises(SaisieInvalide) as refus:
        lire_fichier(f"{tmp_path}/{tape}")
    assert dit in refus.value.message.replace("\xa0", " ")
