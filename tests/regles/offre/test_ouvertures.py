"""Windows bookings open in: to the second, in the town's time, residents before the others, as the town printed them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from guichet.formats import PARIS
from guichet.regles.offre.delais import limite
from guichet.regles.offre.fenetres import fenetre_arrivee
from guichet.regles.offre.formes_ouverture import lire_ouverture
from guichet.regles.offre.ouvertures import a_dire, dernier_moment, fenetres
from tests.regles.annee_scolaire import CALENDRIER

HIVER = (
    "vacances d’hiver, du 06/02/2027 au 21/02/2027 : ouvre le 04/01/2027 08:00, extérieurs le 11/01/2027 08:00, "
    "ferme le 22/01/2027 18:00"
)
JOUR = date(2027, 2, 8)


def le(mois: int, jour: int, heure: int = 0, minute: int = 0, seconde: int = 0, annee: int = 2027) -> datetime:
    return datetime(annee, mois, jour, heure, minute, seconde, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("maintenant", "resident", "ouverte", "phrase"),
    [
        (
            le(1, 4, 7, 59, 59), True, False,
            "Les réservations des vacances d’hiver ouvrent le lun. 4 janv. 08:00 pour les habitants, "
            "le lun. 11 janv. 08:00 pour les autres, jusqu’au ven. 22 janv. 18:00.",
        ),
        (le(1, 4, 8), True, True, ""),
        (
            le(1, 4, 8), False, False,
            "Les réservations des vacances d’hiver sont ouvertes depuis le lun. 4 janv. 08:00 pour les habitants, "
            "le lun. 11 janv. 08:00 pour les autres, jusqu’au ven. 22 janv. 18:00.",
        ),
        (le(1, 11, 7, 59, 59), False, False, "le lun. 11 janv. 08:00 pour les autres"),
        (le(1, 11, 8), False, True, ""),
        (le(1, 22, 18), False, True, "sont ouvertes depuis le lun. 11 janv. 08:00, jusqu’au ven. 22 janv. 18:00."),
        (le(1, 22, 18, 0, 1), True, False, "Les réservations des vacances d’hiver ont fermé le ven. 22 janv. 18:00."),
    ],
)  # fmt: skip
def test_ouverte_et_ce_qui_en_est_dit(maintenant, resident, ouverte, phrase) -> None:
    """Lost otherwise: a place taken before the hour the town printed, or refused once it has struck."""
    (fenetre,) = fenetres([HIVER], JOUR, calendrier=CALENDRIER)
    assert fenetre.ouverte(maintenant, resident=resident) is ouverte
    assert phrase in fenetre.dite(maintenant)


def test_le_jour_reserve_dit_sa_fenetre() -> None:
    assert fenetres([HIVER], date(2027, 2, 22), calendrier=CALENDRIER) == ()
    assert fenetres([HIVER], date(2027, 2, 5), calendrier=CALENDRIER) == ()
    for jour in (date(2027, 2, 6), date(2027, 2, 21)):
        assert len(fenetres([HIVER], jour, calendrier=CALENDRIER)) == 1
    un_jour = "kermesse, du 06/02/2027 au 06/02/2027 : ouvre le 04/01/2027"
    assert len(fenetres([un_jour], date(2027, 2, 6), calendrier=CALENDRIER)) == 1
    assert lire_ouverture("ouvre 1 M-1").nom == ""
    assert fenetres([], JOUR, calendrier=CALENDRIER) == ()


@pytest.mark.parametrize(
    ("texte", "jour", "session_du", "ouvre", "autres", "ferme", "nom"),
    [
        # Moments counted from the session, its holidays named by the calendar
        ("ouvre S-6 session 08:00, extérieurs S-5 session 08:00, ferme S-2 session", date(2026, 10, 21),
         date(2026, 10, 19), le(9, 7, 8, annee=2026), le(9, 14, 8, annee=2026), le(10, 5, 23, 59, 59, annee=2026),
         "vacances de la Toussaint"),
        # Without a time: from the first second of a day to the last of another; one moment for everybody
        ("rentrée : ouvre le 15/06/2026, ferme le 30/09/2026", date(2026, 10, 5), None,
         le(6, 15, annee=2026), le(6, 15, annee=2026), le(9, 30, 23, 59, 59, annee=2026), "rentrée"),
        ("ouvre 1 M-1 08h00", date(2026, 11, 16), None, None, None, None, ""),
        ("ouvre 1 M-1 08:00", date(2026, 11, 16), None, le(10, 1, 8, annee=2026), le(10, 1, 8, annee=2026), None, ""),
    ],
)  # fmt: skip
def test_les_moments_se_comptent(texte, jour, session_du, ouvre, autres, ferme, nom) -> None:
    if ouvre is None:
        with pytest.raises(ValueError, match="illisible"):
            lire_ouverture(texte)
        return
    (fenetre,) = fenetres([texte], jour, calendrier=CALENDRIER, session_du=session_du)
    assert (fenetre.ouvre, fenetre.autres, fenetre.ferme, fenetre.nom) == (ouvre, autres, ferme, nom)


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("", "illisible"),
        ("ouvre", "illisible"),
        ("ouvre bientôt", "moment « bientôt » illisible"),
        ("ouvre aucun", "illisible"),
        ("ouvre H-48", "illisible"),
        ("ouvre J-15 pour lundi", "moment « J-15 pour lundi » illisible"),
        ("hiver, du 31/02/2027 au 01/03/2027 : ouvre le 04/01/2027", "31/02/2027"),
        ("hiver : ouvre le 04/01/2027 25:00", "heure « 25:00 » illisible"),
        ("hiver, du 06/02/2027 au 21/01/2027 : ouvre le 04/01/2027", "se contredisent"),
        ("hiver : ouvre le 04/01/2027, extérieurs le 03/01/2027", "se contredisent"),
        ("hiver : ouvre le 04/01/2027, ferme le 03/01/2027", "se contredisent"),
    ],
)
def test_ce_qui_ne_se_lit_pas_est_refuse(texte: str, mots: str) -> None:
    """Lost otherwise: a window nobody can see opens at the wrong hour, or never."""
    with pytest.raises(ValueError, match=mots):
        lire_ouverture(texte)


def test_qui_vient_d_arriver_passe_une_fenetre_fermee_et_aucune_a_venir() -> None:
    (fenetre,) = fenetres([HIVER], JOUR, calendrier=CALENDRIER)
    arrivee = fenetre_arrivee(date(2027, 1, 25), 15)
    assert fenetre.ouverte(le(1, 25), resident=False, levee=arrivee)
    assert not fenetre.ouverte(le(2, 10), resident=False, levee=arrivee)
    assert not fenetre.ouverte(le(1, 3), resident=True, levee=fenetre_arrivee(date(2027, 1, 2), 15))
    assert dernier_moment(None, None, arrivee, [fenetre]) == arrivee.instant
    assert dernier_moment(None, None, None, [fenetre]) == le(1, 22, 18)


def test_une_fenetre_sans_fin_reste_ouverte() -> None:
    (fenetre,) = fenetres(["ouvre le 25/01/2027 08:00"], JOUR, calendrier=CALENDRIER)
    assert fenetre.ouverte(le(2, 6), resident=False)


def test_sans_regle_ou_sans_arrivee_rien_n_est_leve() -> None:
    """Lost otherwise: « arrivée le … » said in a town that has no such rule, until that very evening."""
    assert fenetre_arrivee(date(2027, 1, 25), 0) is None
    assert fenetre_arrivee(None, 15) is None


def test_de_deux_fenetres_la_prochaine_se_dit() -> None:
    """A second round after the first: who comes between the two is told when to come back."""
    deux = fenetres(
        [HIVER, "second tour : ouvre le 25/01/2027 08:00, ferme le 29/01/2027"], JOUR, calendrier=CALENDRIER
    )
    assert a_dire(deux, le(1, 23), resident=True).nom == "second tour"
    assert a_dire(deux, le(1, 1), resident=True).nom == "vacances d’hiver"
    assert a_dire(deux, le(2, 1), resident=True).nom == "second tour"
    breve = fenetres([HIVER, "second tour : ouvre le 12/01/2027, ferme le 15/01/2027"], JOUR, calendrier=CALENDRIER)
    assert a_dire(breve, le(2, 1), resident=True).nom == "vacances d’hiver"
    assert deux[1].dite(le(2, 1)) == "Les réservations « second tour » ont fermé le ven. 29 janv. 23:59."


def test_une_fenetre_sans_fin_ne_borne_rien() -> None:
    """Lost otherwise: the planner says « jusqu’au 22 janv. » of a day that is booked in March."""
    sans_fin = "second tour : ouvre le 25/01/2027 08:00"
    avec, sans = (fenetres([x], JOUR, calendrier=CALENDRIER) for x in (HIVER, sans_fin))
    assert dernier_moment(None, None, None, avec) == le(1, 22, 18)
    assert dernier_moment(None, None, None, [*avec, *sans]) is None
    assert dernier_moment(None, None, None, sans) is None


@pytest.mark.parametrize(
    ("delai", "arrivee", "textes", "attendu"),
    [
        (None, None, [], None),
        ("J-15", None, [], le(1, 24, 23, 59, 59)),
        # The first of the two to pass
        ("J-15", None, [HIVER], le(1, 22, 18)),
        ("J-30", None, [HIVER], le(1, 9, 23, 59, 59)),
        # The last round to close
        (None, None, [HIVER, "ouvre le 25/01/2027, ferme le 29/01/2027"], le(1, 29, 23, 59, 59)),
        (None, None, ["ouvre le 25/01/2027, ferme le 29/01/2027", HIVER], le(1, 29, 23, 59, 59)),
        # Who has just come: as long as the later of both, and no less than the others
        (None, date(2027, 1, 1), [HIVER], le(1, 22, 18)),
        ("J-30", date(2027, 1, 15), [HIVER], le(1, 30, 23, 59, 59)),
    ],
)
def test_le_dernier_moment_de_reserver(delai, arrivee, textes, attendu) -> None:
    """Lost otherwise: a date said to a parent, after which the counter refuses, or before which it still takes."""
    bornes = limite([delai], JOUR, calendrier=CALENDRIER) if delai else None
    ouvertures = fenetres(textes, JOUR, calendrier=CALENDRIER)
    assert dernier_moment(bornes, None, fenetre_arrivee(arrivee, 15), ouvertures) == attendu


@pytest.mark.parametrize(
    ("texte", "maintenant", "resident", "phrase"),
    [
        (HIVER, le(1, 4, 7, 59, 59), True, "ouvre le lun. 4 janv. 08:00"),
        (HIVER, le(1, 4, 8), False, "ouvre le lun. 11 janv. 08:00"),
        (HIVER, le(1, 22, 18, 0, 1), True, "fermé depuis le ven. 22 janv. 18:00"),
        (HIVER, le(1, 22, 18, 0, 1), False, "fermé depuis le ven. 22 janv. 18:00"),
        ("second tour : ouvre le 25/01/2027 08:00", le(2, 1), True, "ouvre le lun. 25 janv. 08:00"),
    ],
)
def test_ce_que_la_case_en_dit(texte, maintenant, resident, phrase) -> None:
    (fenetre,) = fenetres([texte], JOUR, calendrier=CALENDRIER)
    assert fenetre.breve(maintenant, resident=resident) == phrase


@pytest.mark.parametrize(
    ("texte", "maintenant", "phrase"),
    [
        ("ouvre le 25/01/2027 08:00", le(1, 25, 7, 59, 59), "Les réservations ouvrent le lun. 25 janv. 08:00."),
        ("ouvre le 25/01/2027 08:00", le(1, 25, 8), "Les réservations sont ouvertes depuis le lun. 25 janv. 08:00."),
        (
            "ouvre le 25/01/2027 08:00, ferme le 29/01/2027", le(1, 29, 23, 59, 59),
            "Les réservations sont ouvertes depuis le lun. 25 janv. 08:00, jusqu’au ven. 29 janv. 23:59.",
        ),
        (
            "vacances d’hiver : ouvre le 25/01/2027 08:00, extérieurs le 01/02/2027 08:00", le(2, 1, 8),
            "Les réservations des vacances d’hiver sont ouvertes depuis le lun. 1er févr. 08:00.",
        ),
    ],
)  # fmt: skip
def test_la_phrase_entiere(texte, maintenant, phrase) -> None:
    ordinaire = date(2026, 11, 16)
    (fenetre,) = fenetres([texte], ordinaire, calendrier=CALENDRIER)
    assert fenetre.dite(maintenant) == phrase


def test_la_seconde_entamee_est_encore_la_meme() -> None:
    """Lost otherwise: refused at 18:00 and half a second by a counter whose window closes at 18:00."""
    (fenetre,) = fenetres([HIVER], JOUR, calendrier=CALENDRIER)
    entamee = le(1, 22, 18).replace(microsecond=500_000)
    assert fenetre.ouverte(entamee, resident=True)
    assert "sont ouvertes" in fenetre.dite(entamee)
