"""A rhythm misread books a year of wrong days: every way to type one, and the count of weeks across new year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.erreurs.reservations import RythmeIllisible
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.reservations.rythmes.dits import note_semaine_53
from guichet.regles.reservations.rythmes.lus import ActiviteDite, Rythme, SorteJours, jours, lire_rythme
from tests.regles.annee_scolaire import CALENDRIER, FERIES

G = GenreActivite
LUNDI_16 = date(2026, 11, 16)
ACTIVITES = (
    ActiviteDite("accueil-matin", "Accueil du matin", G.ACCUEIL, sigle="APPS"),
    ActiviteDite("accueil-soir", "Accueil du soir", G.ACCUEIL),
    ActiviteDite("restauration", "Restauration scolaire", G.RESTAURATION),
    ActiviteDite("cantine-alsh", "Cantine du centre de loisirs", G.RESTAURATION),
    ActiviteDite("etude", "Étude surveillée", G.ETUDE),
    ActiviteDite("mercredi", "Accueil du mercredi", G.MERCREDI, (("matin", "M"), ("repas", "R"), ("apres-midi", "A"))),
    ActiviteDite("vacances-sport", "Activités vacances", G.VACANCES),
    ActiviteDite("vacances-loisirs", "Activités vacances loisirs", G.VACANCES),
)
SC, ME, VA = SorteJours.SCOLAIRES, SorteJours.MERCREDIS, SorteJours.VACANCES
FIN = date(2027, 8, 31)


def lire(texte: str, aujourdhui: date = LUNDI_16) -> Rythme:
    return lire_rythme(texte, aujourdhui=aujourdhui, activites=ACTIVITES)


def d(mois: int, jour: int, annee: int = 2026) -> date:
    return date(annee, mois, jour)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("can lu ma je ve", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("CAN Lu, Ma et Je", Rythme("restauration", (), SC, frozenset({0, 1, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("mer 1/2 à partir du 9 nov", Rythme("mercredi", (), ME, frozenset({2}), d(11, 9), FIN, 2, d(11, 9))),
        # A summer day without its year is of the summer to come.
        (
            "can lu ma je ve du 4 janv au 2 juil",
            Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), d(1, 4, 2027), d(7, 2, 2027), 1, d(1, 4, 2027)),
        ),
        (
            "can lu jusqu’au 2 juil",
            Rythme("restauration", (), SC, frozenset({0}), LUNDI_16, d(7, 2, 2027), 1, LUNDI_16),
        ),
        ("can 1245 a", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 1, LUNDI_16)),
        (
            "mer 3 /2i t2",  # the first Wednesday of an odd ISO week of 2027: 6 January is week 1
            Rythme("mercredi", (), ME, frozenset({2}), d(1, 1, 2027), d(3, 31, 2027), 2, d(1, 4, 2027)),
        ),
        ("mer /2p t2", Rythme("mercredi", (), ME, frozenset({2}), d(1, 1, 2027), d(3, 31, 2027), 2, d(1, 11, 2027))),
        (
            "soir lun mar une semaine sur 3 jusqu’au 18 déc",
            Rythme("accueil-soir", (), SC, frozenset({0, 1}), LUNDI_16, d(12, 18), 3, LUNDI_16),
        ),
        (
            "mat tous les lundis du 1er/12 au 31/01/27",
            Rythme("accueil-matin", (), SC, frozenset({0}), d(12, 1), d(1, 31, 2027), 1, d(12, 7)),
        ),
        ("étude lumaje a", Rythme("etude", (), SC, frozenset({0, 1, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("mer:mr toute l'année", Rythme("mercredi", ("matin", "repas"), ME, frozenset({2}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can x3", Rythme("restauration", (), SC, frozenset({0, 1, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can 3 jours par semaine", Rythme("restauration", (), SC, frozenset({0, 1, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        # As many days asked as named: all of them, and no refusal.
        ("can x2 lu ma", Rythme("restauration", (), SC, frozenset({0, 1}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can lu jusqu’au 31 août", Rythme("restauration", (), SC, frozenset({0}), LUNDI_16, FIN, 1, LUNDI_16)),
        # A term met with a day: the later of the two begins.
        ("can lu à partir du 1er févr t2", Rythme("restauration", (), SC, frozenset({0}), d(2, 1, 2027), d(3, 31, 2027), 1, d(2, 1, 2027))),
        ("can x2 je ve lu", Rythme("restauration", (), SC, frozenset({0, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can +3", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 1, LUNDI_16, 3)),
        ("can un jour sur 3", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 1, LUNDI_16, 3)),
        (
            "vacances-sport du 19 oct 2026 au 23 oct 2026",
            Rythme("vacances-sport", (), VA, frozenset(range(5)), d(10, 19), d(10, 23), 1, d(10, 19)),
        ),
        ("accueil-soir vacances t3", Rythme("accueil-soir", (), VA, frozenset(range(5)), d(4, 1, 2027), FIN, 1, d(3, 29, 2027))),
        ("cantine-alsh me à partir du 1er déc.", Rythme("cantine-alsh", (), SC, frozenset({2}), d(12, 1), FIN, 1, d(11, 30))),
        ("apps ve", Rythme("accueil-matin", (), SC, frozenset({4}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can 1/4 t1", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, d(12, 31), 4, LUNDI_16)),
        ("can une semaine sur deux", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 2, LUNDI_16)),
        ("can une semaine sur trois", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 3, LUNDI_16)),
        ("can une semaine sur quatre", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 4, LUNDI_16)),
        # From a day to another, Wednesday kept only where it is named or where there is no school.
        ("can lu-ve", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can lun.-jeu.", Rythme("restauration", (), SC, frozenset({0, 1, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can du lundi au vendredi du 9/11 au 18/12", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), d(11, 9), d(12, 18), 1, d(11, 9))),
        ("can lu à ve", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can lu/je", Rythme("restauration", (), SC, frozenset({0, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can lu-ve scolaires et vacances", Rythme("restauration", (), SorteJours.TOUS, frozenset(range(5)), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can tous les jours sauf le vendredi", Rythme("restauration", (), SC, frozenset({0, 1, 3}), LUNDI_16, FIN, 1, LUNDI_16)),
        # Days as everywhere else.
        ("can lu ma je ve dès demain", Rythme("restauration", (), SC, frozenset({0, 1, 3, 4}), d(11, 17), FIN, 1, LUNDI_16)),
        ("can lu à partir d’aujourd’hui", Rythme("restauration", (), SC, frozenset({0}), LUNDI_16, FIN, 1, LUNDI_16)),
        ("can lu dès auj jusqu’à après-demain", Rythme("restauration", (), SC, frozenset({0}), LUNDI_16, d(11, 18), 1, LUNDI_16)),
        ("can lu du 1612 au 2027-01-04", Rythme("restauration", (), SC, frozenset({0}), d(12, 16), d(1, 4, 2027), 1, d(12, 21))),
        ("can lu du 16.11 au 29", Rythme("restauration", (), SC, frozenset({0}), LUNDI_16, d(11, 29), 1, LUNDI_16)),
        ("can lu du lundi 7 déc au ven. 18 déc", Rythme("restauration", (), SC, frozenset({0}), d(12, 7), d(12, 18), 1, d(12, 7))),
        ("mer sem paires", Rythme("mercredi", (), ME, frozenset({2}), LUNDI_16, FIN, 2, d(11, 23), 1, "p")),
        ("mer un mercredi sur deux", Rythme("mercredi", (), ME, frozenset({2}), LUNDI_16, FIN, 2, LUNDI_16)),
        ("mer tous les quinze jours", Rythme("mercredi", (), ME, frozenset({2}), LUNDI_16, FIN, 2, LUNDI_16)),
        ("surv lundi.", Rythme("etude", (), SC, frozenset({0}), LUNDI_16, FIN, 1, LUNDI_16)),
    ],
)  # fmt: skip
def test_typed_lines(texte, attendu):
    assert lire(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("", "can lu ma je ve"),
        ("   ", "activité"),
        ("piscine lu", "« piscine » n’est pas une activité.*restauration"),
        ("accueil lu", "plusieurs activités.*accueil-matin, accueil-soir"),
        ("vac", "plusieurs.*vacances-sport, vacances-loisirs"),
        ("can dimanche", "« dimanche » n’est ni un jour"),
        ("can di", "« di » n’est ni un jour"),
        ("can lu bof", "« bof »"),
        ("can 3 jours", "x3 pour 3 jours par semaine, .3 pour un jour sur 3"),
        ("mer lu", "que le mercredi"),
        ("mer:z", "« z » n’est pas un moment de mercredi.*M .matin."),
        ("can:r", "moment de restauration : aucune"),
        ("can x4 lu ma", "les 2 possibles"),
        ("can /3i", "/2i"),
        ("can à partir du 31 nov", "n’existe pas"),
        ("can du 18/12 au 9/11", "finit avant"),
        ("can jusqu’au 1er sept", "passée"),
        ("can du 9/11 au 18/12 du 4 jan", "passée|finit|« du »|t1|jour"),
        (":", "n’est pas une activité"),
        ("lu ma je ve", "« lu » dit le jour : commencez par l’activité, « accueil-matin lu »"),
        ("can ve-lu", "« ve-lu » ne garde aucun jour.*« lu-ve »"),
        ("can lu demain", "écrivez « dès demain »"),
        ("can sauf vacances", "« sauf » prend des jours"),
        ("can sauf lu-ve", "ne laisse aucun jour"),
        ("can jusqu’à hier", "passée"),
        ("can du 31/02", "n’existe pas"),
    ],
)
def test_a_refused_line_names_the_word_and_the_cure(texte, mots):
    with pytest.raises(
        RythmeIllisible, match=mots.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    ):
        lire(texte)  # fmt: skip


@pytest.mark.parametrize(
    ("texte", "jours_gardes"),
    [("lu ma je ve", {0, 1, 3, 4}), ("lu-ve", {0, 1, 3, 4}), ("tous les jours", {0, 1, 3, 4}), ("1/2 ma", {1}), ("x2", {0, 1})],
)  # fmt: skip
def test_days_alone_are_those_of_the_only_activity_or_of_the_one_under_the_cursor(texte, jours_gardes):
    """Lost otherwise: « lu ma je ve » refused in front of a grid that shows one activity."""
    seule = lire_rythme(texte, aujourdhui=LUNDI_16, activites=ACTIVITES[2:3])
    assert (seule.activite, seule.jours) == ("restauration", jours_gardes)
    sous_curseur = lire_rythme(texte, aujourdhui=LUNDI_16, activites=ACTIVITES, sous_entendue="accueil-soir")
    assert (sous_curseur.activite, sous_curseur.jours) == ("accueil-soir", jours_gardes)
    # A name typed wins, and a wrong one is still named.
    dite = lire_rythme(f"etu {texte}", aujourdhui=LUNDI_16, activites=ACTIVITES, sous_entendue="mercredi")
    assert dite.activite == "etude"
    with pytest.raises(RythmeIllisible, match="bof"):
        lire_rythme(f"bof {texte}", aujourdhui=LUNDI_16, activites=ACTIVITES, sous_entendue="accueil-soir")


def test_a_past_term_is_refused_and_the_summer_plans_the_next_year():
    with pytest.raises(RythmeIllisible, match="passée"):
        lire("can t1", d(1, 5, 2027))
    assert lire("can", d(7, 10)).du == d(9, 1)
    assert lire("can à partir du 15 août t1", d(7, 10)).du == d(9, 1)


def test_the_only_canteen_may_be_called_anything_but_not_the_only_care():
    seules = (ActiviteDite("self", "Le Self", G.RESTAURATION), ActiviteDite("aube", "Accueil de l’aube", G.ACCUEIL))
    assert lire_rythme("can", aujourdhui=LUNDI_16, activites=seules).activite == "self"
    with pytest.raises(RythmeIllisible, match="soir"):
        lire_rythme("soir", aujourdhui=LUNDI_16, activites=seules)
    with pytest.raises(RythmeIllisible, match="aucune"):
        lire_rythme("soir", aujourdhui=LUNDI_16, activites=())


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        # Armistice is a Wednesday of the anchor week: skipped, not made up for
        ("mer 1/2 du 9 nov au 31/01/27", [d(11, 25), d(12, 9), d(1, 6, 2027), d(1, 20, 2027)]),
        # Across ISO week 53 (28 December to 3 January), in holidays: still 14 days apart
        ("mer /2i du 1/12 au 31/01/27", [d(12, 2), d(12, 16), d(1, 13, 2027), d(1, 27, 2027)]),
        # By their number: week 53 and the next one are odd, so that even ones are three weeks apart
        ("mer semaines paires du 1/12 au 31/01/27", [d(12, 9), d(1, 13, 2027), d(1, 27, 2027)]),
        ("mer en semaine impaire du 1/12 au 31/01/27", [d(12, 2), d(12, 16), d(1, 6, 2027), d(1, 20, 2027)]),
        ("can lu 1/3 du 23 nov au 31 jan", [d(11, 23), d(12, 14), d(1, 4, 2027), d(1, 25, 2027)]),
        ("can +3 du 16 nov au 30 nov", [d(11, 16), d(11, 20), d(11, 26)]),
        ("can x3 du 16 nov au 22 nov", [d(11, 16), d(11, 17), d(11, 19)]),
        ("can me lu du 9 nov au 18 nov", [d(11, 9), d(11, 16), d(11, 18)]),
        ("vacances-sport lu ve du 17 oct 2026 au 1/11/26", [d(10, 19), d(10, 23), d(10, 26), d(10, 30)]),
        # A holiday has no Saturday, named or not
        ("vacances-sport lu sa du 17 oct 2026 au 25/10/26", [d(10, 19)]),
        ("can ve du 3/5/27 au 15/5/27", [d(5, 14, 2027)]),  # the bridge day is skipped
        ("mer du 23/12/26 au 31/12/26", []),
    ],
)
def test_days_kept(texte, attendus):
    assert list(jours(lire(texte, d(9, 1)), CALENDRIER)) == attendus


def test_all_days_and_closures_of_the_place():
    tous = Rythme("x", (), SorteJours.TOUS, frozenset(range(6)), d(10, 16), d(10, 20))
    assert jours(tous, CALENDRIER) == (d(10, 16), d(10, 19), d(10, 20))
    jeudi = Rythme("x", (), SC, frozenset({3}), d(11, 16), d(11, 20))
    assert jours(jeudi, CALENDRIER) == (d(11, 19),)
    assert jours(jeudi, CALENDRIER, site="hugo") == ()


@pytest.mark.parametrize(
    ("texte", "morceau"),
    [
        ("can x3", "lundi, mardi, jeudi (3 jours par semaine)"),
        ("can +3", "un jour sur 3 parmi lundi, mardi, jeudi, vendredi"),
        ("can +2", "un jour sur 2 parmi lundi, mardi, jeudi, vendredi"),
        ("mer 1/2 à partir du 9 nov", "mercredi (1 jour par semaine), une semaine sur 2 à partir de celle du lun. 9 nov."),
        ("vacances-sport", "vendredi (5 jours par semaine), pendant les vacances"),
    ],
)  # fmt: skip
def test_the_preview_says_which_three_days(texte, morceau):
    assert lire(texte).phrase.endswith(morceau)


@given(
    st.integers(2, 4),
    st.integers(0, 52),
    st.sets(st.integers(0, 45), max_size=12),
    st.sampled_from([0, 1, 2, 3, 4]),
)
def test_kept_weeks_stay_n_weeks_apart_whatever_the_holidays(sur, depart, en_vacances, rang):
    ancre = d(8, 31) + timedelta(weeks=depart)
    vacances = tuple(
        Periode(NaturePeriode.VACANCES, lundi, lundi + timedelta(days=6), "congés")
        for lundi in (d(8, 31) + timedelta(weeks=n) for n in en_vacances)
    )
    calendrier = Calendrier(FERIES, vacances)
    sorte = ME if rang == 2 else SC
    rythme = Rythme("x", (), sorte, frozenset({rang}), d(8, 31), d(7, 2, 2027), sur, ancre)
    gardes = jours(rythme, calendrier)
    assert all((b - a).days % (7 * sur) == 0 for a, b in pairwise(gardes))
    libres = Calendrier({}, ())
    assert all((b - a).days == 7 * sur for a, b in pairwise(jours(rythme, libres)))
    assert set(gardes) <= set(jours(rythme, libres))


def test_la_semaine_53_se_dit() -> None:
    """Lost otherwise: « semaines paires », and a family that comes the wrong week from January on."""
    paires = lire("mer semaines paires du 1/12 au 31/01/27")
    assert paires.phrase == "mercredi (1 jour par semaine), semaines paires"
    assert note_semaine_53(paires) == ("Semaine 53 : 28 déc. et 4 janv. sont impaires, sautées toutes deux.")
    assert note_semaine_53(lire("mer impaires du 1/12 au 31/01/27")).endswith("impaires, gardées toutes deux.")
    assert note_semaine_53(lire("mer /2i du 1/12 au 31/01/27")) == (
        "Semaine 53 : gardées impaires avant le 4 janv., paires ensuite."
    )
    assert note_semaine_53(lire("mer semaines paires du 6/1/27 au 31/01/27")) == ""
    assert note_semaine_53(lire("mer 1/3 du 1/12 au 31/01/27")) == ""
    with pytest.raises(RythmeIllisible, match="se disent seules"):
        lire("mer 1/2 semaines paires")
