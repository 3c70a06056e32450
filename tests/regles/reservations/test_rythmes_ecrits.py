"""A line written back that reads as another rhythm books a year of wrong days under the agent's eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guichet.erreurs.reservations import RythmeIllisible
from guichet.regles.reservations.rythmes.cadences import JOURS_PAR_SORTE, ancre_par_defaut
from guichet.regles.reservations.rythmes.champs import champs_du_rythme, rythme_de_depart, rythme_des_champs
from guichet.regles.reservations.rythmes.dits import jours_dits, premiers_dits, semaines_dites
from guichet.regles.reservations.rythmes.ecrits import ecrire_rythme
from guichet.regles.reservations.rythmes.lus import ActiviteDite, Rythme, SorteJours, jours, lire_rythme
from tests.regles.annee_scolaire import CALENDRIER
from tests.regles.reservations.test_rythmes import ACTIVITES, LUNDI_16, G, d, lire

LUNDIS = [d(8, 31) + timedelta(weeks=n) for n in range(-20, 80)]


def ecrire(rythme: Rythme, aujourdhui: date = LUNDI_16) -> str:
    return ecrire_rythme(rythme, aujourdhui=aujourdhui, activites=ACTIVITES)


def champs(rythme: Rythme, aujourdhui: date = LUNDI_16, **valeurs: str) -> Rythme:
    lus = {**champs_du_rythme(rythme, ACTIVITES), **valeurs}
    return rythme_des_champs(lus, rythme, aujourdhui=aujourdhui, activites=ACTIVITES)


@st.composite
def rythmes(tirer: st.DrawFn) -> Rythme:
    """Every rhythm that the dialog can hold."""
    activite = tirer(st.sampled_from(ACTIVITES))
    unites = tuple(c for c, _ in activite.unites if tirer(st.booleans()))
    sorte = tirer(st.sampled_from(SorteJours))
    gardes = frozenset({2}) if sorte is SorteJours.MERCREDIS else tirer(st.frozensets(st.integers(0, 5), min_size=1))
    du = tirer(st.dates(date(2026, 6, 1), date(2028, 3, 1)))
    au = du + timedelta(days=tirer(st.integers(0, 500)))
    sur = tirer(st.integers(1, 8))
    parite = tirer(st.sampled_from(["", "i", "p"])) if sur == 2 else ""
    libre = sur > 1 and not parite
    ancre = tirer(st.sampled_from(LUNDIS)) if libre else ancre_par_defaut(du, gardes, parite=parite)
    entieres = len(unites) == len(activite.unites)
    return Rythme(
        activite.code, () if entieres else unites, sorte, gardes, du, au, sur, ancre, tirer(st.integers(1, 9)), parite
    )


CANTINE = Rythme("restauration", (), SorteJours.SCOLAIRES, frozenset({0}), d(10, 1), date(2027, 7, 1), 1, d(10, 5))
LECTURES = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(rythmes(), LECTURES)
@example(CANTINE, date(2027, 7, 2)).via("« du 1er oct 2026 au 1er juil » was read as ending in 2028")
@example(replace(CANTINE, sur=2, ancre=d(7, 5, 2027)), date(2027, 7, 2)).via("only the anchor goes without its year")
def test_ce_qui_est_ecrit_se_relit_pareil(rythme: Rythme, aujourdhui: date) -> None:
    assert lire(ecrire(rythme, aujourdhui), aujourdhui) == rythme


@given(rythmes(), LECTURES)
def test_les_champs_disent_le_meme_rythme(rythme: Rythme, aujourdhui: date) -> None:
    assert champs(rythme, aujourdhui) == rythme


@pytest.mark.parametrize(
    ("aujourdhui", "rythme", "ecrit"),
    [
        (date(2027, 7, 2), CANTINE, "can lu du 1er oct 2026 au 1er juil 2027"),
        (date(2027, 6, 30), CANTINE, "can lu du 1er oct au 1er juil"),
        (date(2027, 7, 2), replace(CANTINE, sur=2, ancre=d(7, 5, 2027)),
         "can lu 1/2 semaine du 5 juil du 1er oct 2026 au 1er juil 2027"),
        (LUNDI_16, replace(CANTINE, du=d(7, 5, 2027), au=d(7, 30, 2027)), "can lu du 5 juil au 30 juil"),
        (LUNDI_16, replace(CANTINE, du=LUNDI_16, au=d(7, 2, 2027)), "can lu jusqu’au 2 juil"),
        (LUNDI_16, replace(CANTINE, du=LUNDI_16, au=d(8, 31, 2028)), "can lu jusqu’au 31 août 2028"),
    ],
)  # fmt: skip
def test_l_annee_se_dit_quand_une_autre_serait_lue(aujourdhui: date, rythme: Rythme, ecrit: str) -> None:
    """Lost otherwise: a canteen of last year laid over the coming one; or years nobody needs, on a line one reads."""
    assert ecrire(rythme, aujourdhui) == ecrit


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [
        ("can lu ma je ve", "can"),
        ("cantine 14", "can lu je"),
        ("mercredi une semaine sur 2 à partir du 9/11", "mer 1/2 à partir du 9 nov"),
        ("mer:mr jusqu’au 18/12", "mer:mr jusqu’au 18 déc"),
        ("mer /2p t2", "mer 1/2 semaine du 11 janv du 1er janv au 31 mars"),
        ("can lu 1/2 semaine du 9 nov à partir du 16 nov", "can lu 1/2 semaine du 9 nov"),
        ("can x3", "can lu ma je"),
        ("can un jour sur 3", "can +3"),
        ("apps tous les jours scolaires et vacances", "mat scolaires et vacances"),
        ("mer en semaine paire", "mer semaines paires"),
        ("vacances-sport du 19/10/26 au 23/10/26", "vacances-sport du 19 oct au 23 oct"),
        ("can lu du 5/1/2028 au 2/2/2028", "can lu du 5 janv 2028 au 2 févr 2028"),
    ],
)
def test_la_ligne_la_plus_courte(texte: str, ecrit: str) -> None:
    assert ecrire(lire(texte)) == ecrit


def test_un_sigle_en_deux_mots_ne_s_ecrit_pas() -> None:
    """Lost otherwise: a line that begins by half a sign, and is read as another activity."""
    deux = (ActiviteDite("plein-air", "Jeux", G.ACCUEIL, sigle="P A"), ActiviteDite("lecture", "Livres", G.ACCUEIL))
    dehors = replace(CANTINE, activite="plein-air")
    ecrit = ecrire_rythme(dehors, aujourdhui=LUNDI_16, activites=deux)
    assert ecrit.split()[0] == "plein-air"
    assert lire_rythme(ecrit, aujourdhui=LUNDI_16, activites=deux) == dehors


def test_deux_sortes_se_disent_en_deux_fois() -> None:
    with pytest.raises(RythmeIllisible, match="mercredis et vacances"):
        lire("can mercredis vacances")
    assert lire("can scolaires et vacances").sorte is SorteJours.TOUS


def test_une_semaine_seule_n_est_pas_une_annee() -> None:
    """Lost otherwise: « la semaine du 9 » asked, the whole year laid on the draft."""
    with pytest.raises(RythmeIllisible, match="du 9/11 au 13/11"):
        lire("can semaine du 9 nov")
    with pytest.raises(RythmeIllisible, match="30/2"):
        lire("can 1/2 semaine du 30/2")


def test_ce_qui_suit_d_un_choix_le_suit_encore() -> None:
    """Lost otherwise: a canteen of four days booked on Wednesdays, an anchor left behind in November."""
    depart = rythme_de_depart(ACTIVITES[2], du=LUNDI_16, aujourdhui=LUNDI_16)
    assert depart == lire("can")
    mercredi = champs(depart, activite="accueil du merc")
    assert (mercredi.activite, mercredi.sorte, mercredi.jours) == ("mercredi", SorteJours.MERCREDIS, frozenset({2}))
    assert champs(depart, sorte="vac").jours == frozenset(JOURS_PAR_SORTE[SorteJours.VACANCES])
    quinzaine = champs(champs(depart, sur="1/2"), du="7 déc")
    assert (quinzaine.sur, quinzaine.ancre) == (2, d(12, 7))
    posee = champs(quinzaine, ancre="16 déc")
    assert posee.ancre == d(12, 14)
    assert champs(posee, du="9/11/2026").ancre == d(12, 14)
    assert champs(posee, sur="").ancre == d(12, 7)
    assert champs(mercredi, unites="r, a").unites == ("repas", "apres-midi")
    assert champs(mercredi, unites="ma, repas, après-midi".replace("è", "e")).unites == ()
    assert champs(depart, jours="lu et 45").jours == {0, 3, 4}


@pytest.mark.parametrize(
    ("champ", "texte", "mots"),
    [
        ("activite", "piscine", "« piscine »"),
        ("activite", "accueil", "Accueil du matin"),
        ("activite", "", "activités"),
        ("jours", "dimanche", "« dimanche »"),
        ("sur", "9", "« 9 »"),
        ("sur", "0", "de 1 à 8"),
        ("pas", "zz", "« zz »"),
        ("pas", "0", "de 1 à 9"),
        ("du", "31/11/2026", "31/11"),
        ("au", "1/9/2026", "finit avant"),
        ("au", "bientot", "« bientot »"),
        ("ancre", "lundi", "« lundi »"),
        ("sorte", "nuit", "« nuit »"),
        ("sorte", "", "sorte de jours"),
        ("sorte", "nuit", "scolaires, mercredis, vacances, tous."),
    ],
)
def test_un_champ_refuse_nomme_le_mot(champ: str, texte: str, mots: str) -> None:
    depart = replace(rythme_de_depart(ACTIVITES[2], du=LUNDI_16, aujourdhui=LUNDI_16), sur=2)
    with pytest.raises(RythmeIllisible) as refus:
        champs(depart, **{champ: texte})
    assert refus.value.champ == champ
    assert mots in refus.value.message.replace("\u00a0", " ")


@pytest.mark.parametrize(("combien", "texte", "mots"), [(1, "", "Étude surveillée."), (0, "étude", ": aucune.")])
def test_une_activite_ne_se_devine_pas(combien: int, texte: str, mots: str) -> None:
    """Lost otherwise: an emptied field books the town's only activity, or a refusal that lists nothing."""
    etude = ACTIVITES[4]
    depart = rythme_de_depart(etude, du=LUNDI_16, aujourdhui=LUNDI_16)
    valeurs = {**champs_du_rythme(depart, ACTIVITES), "activite": texte}
    with pytest.raises(RythmeIllisible) as refus:
        rythme_des_champs(valeurs, depart, aujourdhui=LUNDI_16, activites=(etude,) * combien)
    assert refus.value.message.replace("\u00a0", " ").endswith(mots)


@pytest.mark.parametrize(("champ", "texte", "mots"), [("unites", "z", "« z »"), ("jours", "lundi", "mercredis")])
def test_un_champ_du_mercredi(champ: str, texte: str, mots: str) -> None:
    with pytest.raises(RythmeIllisible) as refus:
        champs(lire("mer"), **{champ: texte})
    assert mots in refus.value.message.replace("\u00a0", " ")


def test_tous_les_jours_sont_ceux_de_la_semaine() -> None:
    """Lost otherwise: a child expected every day but Tuesday."""
    depart = rythme_de_depart(ACTIVITES[2], du=LUNDI_16, aujourdhui=LUNDI_16)
    autre = next(s for s in (SorteJours.VACANCES, SorteJours.SCOLAIRES) if s is not depart.sorte)
    assert champs(champs(depart, sorte=autre), sorte="tous").jours == frozenset(range(5))


def test_la_semaine_53_se_lit() -> None:
    """28 December 2026 is week 53: still fourteen days after the 14th, and the 11th of January after it."""
    tous = Rythme("x", (), SorteJours.TOUS, frozenset({0, 3}), d(11, 16), d(7, 2, 2027), 2, d(11, 16))
    gardes = jours(tous, CALENDRIER)
    assert semaines_dites(gardes, 74) == "Semaines du 16, 30 nov., 14, 28 déc., 11, 25 janv., 8, 22 févr. … 28 juin"
    assert jours_dits(gardes) == "32 jours, du lun. 16 nov. au jeu. 1er juil."
    assert semaines_dites(gardes[:2], 74) == "Semaine du 16 nov."
    assert semaines_dites(gardes, 20) == "Semaines du 16 nov. … 28 juin"


def test_trois_jours_par_semaine_ou_un_jour_sur_trois() -> None:
    par_semaine = jours(lire("can x3"), CALENDRIER)
    un_sur_trois = jours(lire("can +3"), CALENDRIER)
    assert premiers_dits(par_semaine, 40) == "Les 16, 17, 19, 23, 24 nov. … 1er juil."
    assert premiers_dits(un_sur_trois, 60).startswith("Les 16, 20, 26 nov., 1er, 7")
    assert premiers_dits(par_semaine[:1], 40) == "Le 16 nov."
    # What just fits is not cut.
    trois = "Les 16, 17, 19 nov."
    assert premiers_dits(par_semaine[:3], len(trois)) == trois
    assert premiers_dits(par_semaine[:3], len(trois) - 1) == "Les 16 nov. … 19 nov."
    # Nor what just fits of it.
    cinq = par_semaine[:5]
    assert premiers_dits(cinq, len("Les 16, 17 nov. … 24 nov.")) == "Les 16, 17 nov. … 24 nov."
    assert premiers_dits(cinq, len("Les 16, 17 nov. … 24 nov.") - 1) == "Les 16 nov. … 24 nov."
    # Two days never say less than both, however narrow.
    assert premiers_dits(par_semaine[:2], 5) == "Les 16 nov. … 17 nov."
    assert (jours_dits(()), premiers_dits((), 40), jours_dits(par_semaine[:1])) == (
        "Aucun jour.",
        "",
        "1 jour, le lun. 16 nov.",
    )


def test_chaque_semaine_n_a_pas_de_semaine_de_depart() -> None:
    """« Every week » goes without saying: a date beside it would be asked about."""
    depart = rythme_de_depart(ACTIVITES[0], du=LUNDI_16, aujourdhui=LUNDI_16)
    lus = champs_du_rythme(depart, ACTIVITES)
    assert (lus["sur"], lus["ancre"], lus["pas"]) == ("", "", "")
    assert champs_du_rythme(replace(depart, sur=2), ACTIVITES)["ancre"] != ""
