"""The one box: each way a parent may be asked for, and the parent who waits when it finds nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from guichet.registres.recherche import index_recherche
from guichet.regles.socle import cle_enfance
from guichet.regles.socle.code_famille import cle_controle
from guichet.secrets import SecretsMemoire, cle_hmac
from guichet.services.recherche import boite
from tests.services.foyers import Qui, clairval, codes, ecrire, enfant


@pytest.fixture
def ville(ctx):
    return clairval(ctx)


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("lege sop", ["21007", "20421"]),
        ("sop lege", ["21007", "20421"]),
        ("LEGER MARTIN", ["20421"]),
        ("léger-martin", ["20421"]),
        ("leger-m", ["20421"]),
        ("d'oeuvre", ["20421"]),
        ("karim lea", ["20421"]),
        ("sahin lucja", ["20112"]),
        ("leger leg", ["20421"]),
        ("zidane", ["20421"]),
        ("nguyen", ["20112"]),
        ("van an", ["20112"]),
    ],
)
def test_a_name_finds_in_any_order_without_accents_nor_hyphens(ctx, ville, texte, attendus):
    """Lost otherwise: the parent spells, the agent has no time for accents, hyphens or order."""
    assert codes(ctx, texte) == attendus


def test_a_family_of_that_name_comes_before_who_bears_it_and_before_the_school(ctx, ville):
    """Lost otherwise: the HUGO drowned among the children called Hugo, then among those of Victor-Hugo."""
    assert codes(ctx, "hugo") == ["20988", "20500", "20421"]


def test_contacts_come_after_the_families_of_their_name(ctx, ville):
    with ctx.ecriture() as s:
        foyer = ecrire(s, "20900", Qui("Zidane", "Nadia"))
        index_recherche.rafraichir(s, [foyer.famille_id])
    assert codes(ctx, "zidane") == ["20900", "20421"]


@pytest.mark.parametrize("texte", ["20421", "20421-K", "20421k", " 20421 k ", "2042l"])
def test_a_code_opens_one_family(ctx, ville, texte):
    """Lost otherwise: the seconds a code exists to save."""
    resultats = boite.chercher(ctx, texte)
    assert [ligne.code for ligne in resultats.lignes] == ["20421"]
    assert resultats.message == ""


@pytest.mark.parametrize("texte", ["20421-X", "20421x", "20431-K", "24021-K"])
def test_a_mistyped_code_says_which_one_was_meant(ctx, ville, texte):
    """Lost otherwise: a wrong family opened, or none and a parent asked to spell it all again."""
    resultats = boite.chercher(ctx, texte)
    assert [ligne.code for ligne in resultats.lignes] == ["20421"]
    assert resultats.message == f"{texte[:5]}-{texte[-1].upper()} n’existe pas : vouliez-vous 20421-K ?"


def test_the_beginning_of_a_code_lists_the_families_it_may_be(ctx, ville):
    assert codes(ctx, "209") == ["20988"]
    assert codes(ctx, "204") == ["20421"]


@pytest.mark.parametrize(("texte", "attendus"), [("20412", ["20421", "20112"]), ("20499", []), ("204421", ["20421"])])
def test_a_code_without_its_letter_mistyped_proposes_its_neighbours(ctx, ville, texte, attendus):
    """Lost otherwise: « personne », to a parent who has a file, and a second file made for them."""
    assert boite.chercher(ctx, texte).lignes == ()
    assert [ligne.code for ligne in boite.proches(ctx, texte)] == attendus


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("5678", ["20421"]),
        ("56 78", ["20421"]),
        ("34.56.78", ["20421"]),
        ("345678", ["20421"]),
        ("77 88", ["20421"]),
        ("0001", ["20421"]),
        ("3456", ["21007"]),
        ("578", []),
        ("5679", []),
    ],
)
def test_the_last_digits_of_a_telephone_find_the_family(ctx, ville, texte, attendus):
    """Lost otherwise: « ça finit par 56 78 », which is how a number is remembered."""
    assert codes(ctx, texte) == attendus


@pytest.mark.parametrize("texte", ["9", "99", "999"])
def test_too_few_digits_ask_to_go_on(ctx, ville, texte):
    """Lost otherwise: « personne », said of a number that is not finished."""
    resultats = boite.chercher(ctx, texte)
    assert (resultats.lignes, resultats.message.split(" : ")[0]) == ((), "Continuez")


def test_a_whole_name_comes_before_those_that_begin_so(ctx):
    """Lost otherwise: Léa under fifty Léandre, and the family named LÉA under both."""
    with ctx.ecriture() as s:
        foyers = [
            ecrire(s, "70001", Qui("Abadie", "Paul"), enfant("Abadie", "Léandre")),
            ecrire(s, "70002", Qui("Zola", "Paul"), enfant("Zola", "Léa")),
            ecrire(s, "70003", Qui("Leal", "Paul")),
            ecrire(s, "70004", Qui("Léa", "Paul")),
            ecrire(s, "70005", Qui("Durand", "Paul"), enfant("Durand", "Léa")),
        ]
        index_recherche.rafraichir(s, [f.famille_id for f in foyers])
    assert codes(ctx, "lea") == ["70004", "70005", "70002", "70003", "70001"]
    assert codes(ctx, "lea", limite=2) == ["70004", "70005"]
    assert codes(ctx, "lea paul") == ["70004", "70003", "70005", "70002", "70001"]


@pytest.mark.parametrize("texte", ["99999", f"99999-{cle_controle('99999')}"])
def test_an_unknown_code_is_said_so(ctx, ville, texte):
    resultats = boite.chercher(ctx, texte)
    assert resultats.lignes == ()
    assert resultats.message == f"Aucune famille ne porte le code {texte}."


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("06 12 34 56 78", ["20421"]),
        ("06.12", ["20421"]),
        ("0612345678", ["20421"]),
        ("+33 6 12 34 56 78", ["20421"]),
        ("+33 (0)6 12 34", ["20421"]),
        ("0033 6 12 34", ["20421"]),
        ("612345678", ["20421"]),
        ("33612345678", ["20421"]),
        ("01 55 66", ["20421"]),
        ("0700000001", ["20421"]),
        ("+32 475 12", ["21007"]),
        ("06 99", []),
    ],
)
def test_a_telephone_finds_in_any_writing_and_from_its_beginning(ctx, ville, texte, attendus):
    """Lost otherwise: the caller whose number shows and whose name one cannot hear."""
    assert codes(ctx, texte) == attendus


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("sophie.leger@orange.fr", ["20421"]),
        ("SOPHIE.LEGER@ora", ["20421"]),
        ("titi93", ["20988"]),
        ("titi93@", ["20988"]),
        ("o’neil+ecole@été.fr", ["20500"]),
        ("o'neil", ["20500"]),
        ("leger@", ["20421"]),
        ("personne@nulle.part", []),
    ],
)
def test_a_mail_finds_from_its_beginning(ctx, ville, texte, attendus):
    """Lost otherwise: the parent who wrote a mail and whose name is not the one of the address."""
    assert codes(ctx, texte) == attendus


@pytest.mark.parametrize("texte", ["16/11/2019", "16.11.19", "16112019", "2019-11-16", "02/03/1988"])
def test_a_birth_date_finds_a_child_or_an_adult(ctx, ville, texte):
    """Lost otherwise: the name nobody can spell, when a date is the same in every language."""
    assert codes(ctx, texte) == ["20421"]


def test_a_school_finds_after_the_names(ctx, ville):
    """Lost otherwise: « the little one in CE1 at Victor-Hugo », which is all the agent was told."""
    assert codes(ctx, "victor hugo") == ["20421"]
    assert codes(ctx, "moliere") == ["20988", "20421"]
    assert codes(ctx, "lea ce1 victor") == ["20421"]


def test_portal_identifiers_former_ones_and_former_names_still_find(ctx, ville):
    """Lost otherwise: the parent who only knows the login, or the name from before the wedding."""
    from models import ComptePortail, HistoriqueCoordonnees, IdentifiantAncien

    foyer = ville[0]
    quand = datetime(2026, 11, 1, tzinfo=UTC)
    with ctx.ecriture() as s:
        compte = ComptePortail(
            personne_id=foyer.personnes[0], famille_id=foyer.famille_id, identifiant="slm_78.Kangourou",
            identifiant_cle="slm_78.kangourou", mode="guichet", etat="a_emettre",
        )  # fmt: skip
        s.add(compte)
        s.flush()
        s.add(IdentifiantAncien(compte_id=compte.id, identifiant="vieux@portail.fr", jusqu_au=quand))
        for champ, avant, apres in (
            ("nom", "Bérenger", "Léger-Martin"),
            ("mobile", "0698765432", "0612345678"),
            ("courriel", "avant@sfr.fr", "Sophie.Leger@orange.fr"),
            ("mobile", "", "0612345678"),
        ):
            s.add(
                HistoriqueCoordonnees(
                    le=quand, agent="demo", personne_id=foyer.personnes[0], champ=champ, avant=avant, apres=apres
                )
            )
        index_recherche.rafraichir(s, [foyer.famille_id])
    for texte in ("slm_78", "kangourou", "vieux@portail.fr", "vieux", "berenger", "06 98 76", "avant@sfr"):
        assert codes(ctx, texte) == ["20421"], texte


def _cle(ctx, foyer, etat="emise", **dates):
    from models import CleEnfance

    secrete = cle_enfance.tirer()
    with ctx.ecriture() as s:
        parametre = s.une("SELECT valeur FROM parametre WHERE cle = 'empreinte_cle_enfance'")
        hache = cle_enfance.empreinte(secrete, cle_hmac(ctx.secrets, ctx.base_id, parametre[0]))
        quand = ctx.maintenant()
        s.add(
            CleEnfance(
                famille_id=foyer.famille_id, responsable_id=foyer.personnes[0], empreinte=hache, etat=etat, emission=1,
                emise_le=quand, expire_le=quand + timedelta(days=30), **dates,
            )
        )  # fmt: skip
    return secrete


@pytest.mark.parametrize(
    ("etat", "dates", "phrase"),
    [
        ("emise", (), "Clé Enfance émise le 16/11/2026 et pas encore remise, valable jusqu’au 16/12/2026."),
        ("remise", ("remise_le",), "Clé Enfance remise le 16/11/2026, à utiliser avant le 16/12/2026."),
        ("utilisee", ("utilisee_le",), "Cette Clé Enfance a servi le 16/11/2026 : les enfants sont reliés au compte."),
        ("revoquee", (), "Cette Clé Enfance a été révoquée : émettez-en une nouvelle."),
        ("expiree", (), "Cette Clé Enfance a expiré le 16/12/2026 : émettez-en une nouvelle."),
    ],
)  # fmt: skip
def test_a_cle_enfance_finds_its_family_and_says_where_it_stands(ctx, ville, etat, dates, phrase):
    """Lost otherwise: the parent with a slip that « does not work » and no way to know why."""
    secrete = _cle(ctx, ville[0], etat, **dict.fromkeys(dates, ctx.maintenant()))
    resultats = boite.chercher(ctx, cle_enfance.affichee(secrete).lower())
    assert [ligne.code for ligne in resultats.lignes] == ["20421"]
    assert resultats.message == phrase


def test_a_cle_enfance_past_its_day_is_said_expired(ctx, ville, horloge):
    secrete = _cle(ctx, ville[0])
    horloge.avancer(days=31)
    assert "a expiré le 16/12/2026" in boite.chercher(ctx, secrete).message


def test_an_unknown_cle_or_a_machine_without_the_key_finds_nothing_and_breaks_nothing(ctx, ville):
    """Lost otherwise: the search itself, on a second workstation whose key file was forgotten."""
    from dataclasses import replace

    secrete = _cle(ctx, ville[0])
    assert codes(ctx, cle_enfance.tirer()) == []
    assert codes(replace(ctx, secrets=SecretsMemoire()), secrete) == []


@pytest.mark.parametrize(
    "texte",
    [
        "", "   ", "[/b]", "[bold]leger[/bold]", '"', "'; DROP TABLE famille; --", '" OR "a"*', "leger* NEAR(a b)",
        "noms:leger", "-leger", "le^", "x" * 300, "mot " * 300, "\u202eregel", "😀", "leger 😀", "\ud800", "a\ud800b",
        "\x00", "%", "_", "%%s", ":famille", "\\", "مرحبا", "שלום", "1" * 300, "+" * 30, "@", "@@@", "é@à", "()", "AND OR NOT",
    ],
)  # fmt: skip
def test_whatever_is_pasted_is_answered(ctx, ville, texte):
    """Lost otherwise: the counter, on a stray paste."""
    resultats = boite.chercher(ctx, texte)
    assert resultats.texte == texte
    assert len(resultats.lignes) <= 5
    assert isinstance(boite.proches(ctx, texte), tuple)
