"""An absence: told in time or with a certificate it costs nothing, else the parent is told why it does (rule 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import DroitInsuffisant, SaisieInvalide
from guichet.erreurs.absences import RienReserve
from guichet.fiches.reservations.planning import Demande
from guichet.registres.reservations import absences as registre
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.socle.droits import Role, droits_de
from guichet.services.comptoir import taches
from guichet.services.reservations import absences, enregistrer
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, Ville, enfants, ouvrir_ville
from tests.services.guichet_identifiants import colonne, ouvrir_passage

MARDI = LUNDI + timedelta(days=1)
VENDREDI = LUNDI + timedelta(days=4)


def semaine(ctx: Contexte, **regles: object) -> Ville:
    """Léa is booked at midday four days of the week of LUNDI."""
    v = ouvrir_ville(ctx, capacite=1, **regles)
    jours = [LUNDI + timedelta(days=k) for k in (0, 1, 3, 4)]
    enregistrer(ctx, demandes=[Demande(v.lea, j, v.unites["midi"]) for j in jours], attendu=None)
    return v


def etats(ctx: Contexte) -> list[tuple[str, bool]]:
    with ctx.lecture() as s:
        return [
            (etat, bool(due))
            for etat, due in s.lignes("SELECT etat, facturee FROM reservation WHERE etat <> 'en_attente' ORDER BY jour")
        ]


J, I = "absence_justifiee", "absence_injustifiee"


@pytest.mark.parametrize(
    ("regles", "avance", "certificat", "attendus"),
    [
        # Told three weeks ahead where two days' notice is enough.
        ({"absence_preavis": ("J-2",)}, 0, False, [(J, False)] * 4),
        # Told on Monday morning: Monday and Tuesday are too late, Thursday and Friday are not.
        ({"absence_preavis": ("J-2",)}, 21, False, [(I, True)] * 2 + [(J, False)] * 2),
        # A certificate within 48 hours of the first moment missed.
        ({"absence_certificat_heures": 48}, 22, True, [(J, False)] * 4),
        # The same after 72 hours: two days of carence.
        (
            {"absence_certificat_heures": 72, "absence_carence_jours": 2, "absence_carence_si_tardif": True},
            25, True, [(J, True)] * 2 + [(J, False)] * 2,
        ),
        # Credit from 4 consecutive school days: four it is.
        ({"absence_consecutifs_min": 4}, 21, False, [(J, False)] * 4),
        ({"absence_consecutifs_min": 5}, 21, False, [(J, True)] * 4),
        ({}, 21, False, [(I, True)] * 4),
    ],
)  # fmt: skip
def test_ce_que_coute_une_absence(
    ctx: Contexte,
    horloge: Horloge,
    regles: dict[str, object],
    avance: int,
    certificat: bool,
    attendus: list[tuple[str, bool]],
) -> None:
    """The preview is what is written, rule by rule."""
    v = semaine(ctx, **regles)
    horloge.avancer(days=avance)
    le = ctx.aujourdhui() if certificat else None
    vu = absences.apercu(ctx, personne_id=v.lea, du=LUNDI, au=VENDREDI, certificat_le=le)
    assert etats(ctx) == [("reservee", True)] * 4
    fait = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=VENDREDI, certificat_le=le)
    assert fait == vu
    assert etats(ctx) == attendus
    assert [(x.etat, x.facturee) for x in fait.lignes] == attendus
    assert fait.facturees == sum(due for _, due in attendus)
    assert all(x.motif and x.regle for x in fait.lignes)


def test_le_certificat_apporte_apres_coup(ctx: Contexte, horloge: Horloge) -> None:
    """Visit 5: told by telephone, the certificate brought the next day; the time it was first told is kept."""
    v = semaine(ctx, absence_certificat_heures=48)
    horloge.avancer(days=20, hours=18)
    dite = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=MARDI)
    assert dite.certificat_avant is not None
    assert ctx.local(dite.certificat_avant).strftime("%d %H:%M") == "09 12:00"
    assert {x.etat for x in dite.lignes} == {I}
    premiere = colonne(ctx, "SELECT absence_le FROM reservation WHERE absence_le IS NOT NULL")
    horloge.avancer(days=1)
    ouvrir_passage(ctx, v.famille_id, "sur_place")
    justifiee = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=MARDI, certificat_le=ctx.aujourdhui())
    assert [(x.etat, x.facturee) for x in justifiee.lignes] == [(J, False)] * 2
    assert justifiee.certificat_avant is None
    assert colonne(ctx, "SELECT absence_le FROM reservation WHERE absence_le IS NOT NULL") == premiere
    # Told once more without the paper: what was justified stays so.
    encore = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=MARDI)
    assert encore.lignes == justifiee.lignes
    assert colonne(ctx, "SELECT libelle FROM acte_passage ORDER BY id")[0] == (
        "Léa · Restauration, midi · 2 jours d’absence, rien n’est facturé : les lundi 7 et mardi 8 décembre 2026"
    )
    (contenu, *_) = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'absence.declarer' ORDER BY seq")
    assert '"facturees":2' in contenu and "Léa" not in contenu


def test_un_certificat_en_retard_n_est_plus_attendu(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a parent sent for a paper that changes nothing any more."""
    v = semaine(ctx, absence_certificat_heures=48)
    horloge.avancer(days=25)
    dite = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=MARDI)
    assert {x.etat for x in dite.lignes} == {I}
    assert dite.certificat_avant is None


@pytest.mark.parametrize(
    ("preavis", "avance", "dit"),
    [((), 0, True), ((), 20, False), (("J-2",), 0, False)],
)
def test_une_absence_encore_annulable_le_dit(
    ctx: Contexte, horloge: Horloge, preavis: tuple[str, ...], avance: int, dit: bool
) -> None:
    """Lost otherwise: a family charged for a day it could have given back, or told to give back what costs nothing."""
    v = semaine(ctx, absence_preavis=preavis)
    horloge.avancer(days=avance)
    [ligne] = absences.apercu(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI).lignes
    assert ligne.facturee is not bool(preavis)
    assert ("Encore annulable sans frais avant le dim. 29 nov." in ligne.motif) is dit
    absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI)
    [ligne] = absences.apercu(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI).lignes
    assert "annulable" not in ligne.motif


def test_la_place_d_un_absent_est_proposee(ctx: Contexte) -> None:
    """The only place, freed three weeks ahead: who waits is called."""
    v = semaine(ctx, absence_preavis=("J-2",))
    (autre,) = enfants(ctx, v, 1)
    enregistrer(ctx, demandes=[Demande(autre, LUNDI, v.unites["midi"])], attendu=None)
    absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI)
    assert [t.nature for t in taches.lister(ctx)] == ["place_liberee"]


def test_un_certificat_d_un_autre_jour_compte_de_midi(ctx: Contexte, horloge: Horloge) -> None:
    v = semaine(ctx, absence_certificat_heures=48)
    horloge.avancer(days=40)
    fait = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI, certificat_le=LUNDI + timedelta(days=2))
    assert [x.etat for x in fait.lignes] == [J]


def test_le_mercredi_et_les_vacances_se_comptent_autrement(ctx: Contexte, horloge: Horloge) -> None:
    """Length of an absence: Wednesdays for a Wednesday, holidays for a session."""
    v = semaine(ctx, absence_consecutifs_min=2)
    mercredi = LUNDI + timedelta(days=2)
    enregistrer(ctx, demandes=[Demande(v.lea, mercredi, v.unites["matin"])], attendu=None)
    horloge.avancer(days=23)
    un = absences.apercu(ctx, personne_id=v.lea, du=mercredi, au=mercredi)
    deux = absences.apercu(ctx, personne_id=v.lea, du=mercredi, au=mercredi + timedelta(days=7))
    assert [un.lignes[0].facturee, deux.lignes[0].facturee] == [True, False]
    with ctx.ecriture() as s:
        s.ordre("UPDATE activite SET genre = 'vacances' WHERE code = 'mer'")
        s.ordre("DELETE FROM periode_calendrier")
        s.ordre(
            "INSERT INTO periode_calendrier (nature, du, au, libelle, site, source) "
            "VALUES ('vacances', :du, :au, 'essai', '', '')",
            {"du": LUNDI, "au": VENDREDI},
        )
    assert absences.apercu(ctx, personne_id=v.lea, du=mercredi, au=mercredi).lignes[0].facturee
    assert not absences.apercu(ctx, personne_id=v.lea, du=mercredi, au=mercredi + timedelta(days=1)).lignes[0].facturee


def test_une_semaine_de_vacances_va_du_lundi_au_vendredi() -> None:
    """Lost otherwise: an absence from Wednesday to Friday counted as two days, or as four with a Saturday."""
    vacances = Calendrier({}, [Periode(NaturePeriode.VACANCES, LUNDI, LUNDI + timedelta(days=13), "essai")])
    compte = registre.compte(vacances, GenreActivite.VACANCES)
    assert [compte(LUNDI + timedelta(days=k)) for k in range(7)] == [True] * 5 + [False] * 2
    # The Monday of school that follows makes no absence from the leisure centre longer.
    assert not compte(LUNDI + timedelta(days=14))


def test_refus(ctx: Contexte) -> None:
    v = semaine(ctx)
    with pytest.raises(RienReserve, match="Rien n’est réservé pour Tom le 07/12/2026"):
        absences.apercu(ctx, personne_id=v.tom, du=LUNDI, au=LUNDI)
    with pytest.raises(RienReserve, match="du 07/12/2026 au 08/12/2026"):
        absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=MARDI, famille_id=0)
    with pytest.raises(SaisieInvalide, match="vient avant"):
        absences.apercu(ctx, personne_id=v.lea, du=MARDI, au=LUNDI)
    with pytest.raises(SaisieInvalide, match="à venir"):
        absences.apercu(ctx, personne_id=v.lea, du=LUNDI, au=MARDI, certificat_le=date(2026, 11, 17))
    administrateur = ctx.pour(type(ctx.agent)("a", "A", Role.ADMINISTRATEUR, droits_de(Role.ADMINISTRATEUR)))
    with pytest.raises(DroitInsuffisant):
        absences.declarer(administrateur, personne_id=v.lea, du=LUNDI, au=LUNDI)


def test_sans_regle_ecrite_une_absence_est_due(ctx_sqlite: Contexte, horloge: Horloge) -> None:
    v = semaine(ctx_sqlite)
    with ctx_sqlite.ecriture() as s:
        s.ordre("UPDATE activite SET code = 'x' WHERE code = 'can'")
        s.ordre("INSERT INTO regle_activite (activite_id, du, contenu, reference) SELECT activite_id, :du, contenu, '' "
                "FROM regle_activite WHERE activite_id = :a", {"du": date(2027, 1, 1), "a": v.activites["can"]})  # fmt: skip
    horloge.avancer(days=21)
    assert absences.apercu(ctx_sqlite, personne_id=v.lea, du=LUNDI, au=LUNDI).facturees == 1


def test_deux_absences_dites_a_part_s_expliquent_a_part(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: two days and two days are told to the parent as four in a row, which would not be due."""
    v = semaine(ctx, absence_consecutifs_min=4)
    horloge.avancer(days=21)
    for premier, dernier in ((LUNDI, MARDI), (LUNDI + timedelta(days=3), VENDREDI)):
        horloge.avancer(hours=1)
        fait = absences.declarer(ctx, personne_id=v.lea, du=premier, au=dernier)
        assert [x.facturee for x in fait.lignes] == [True, True]
        for ligne in fait.lignes:
            qui = {"personne_id": v.lea, "famille_id": v.famille_id, "unite_id": v.unites["midi"]}
            assert absences.expliquer(ctx, jour=ligne.jour, **qui) == ligne


def test_une_absence_notee_s_explique_comme_elle_fut_jugee(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: « ! » on an A says « déjà notée », and the parent asks why it is on the bill."""
    v = semaine(ctx, absence_certificat_heures=72, absence_carence_jours=2, absence_carence_si_tardif=True)
    horloge.avancer(days=25)
    fait = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=VENDREDI, certificat_le=ctx.aujourdhui())
    horloge.avancer(days=30)
    assert len(fait.lignes) == 4
    for ligne in fait.lignes:
        relue = absences.expliquer(
            ctx, personne_id=v.lea, jour=ligne.jour, unite_id=v.unites["midi"], famille_id=v.famille_id
        )
        assert relue == ligne
    with pytest.raises(RienReserve, match="Aucune absence"):
        absences.expliquer(
            ctx, personne_id=v.lea, jour=LUNDI + timedelta(days=7), unite_id=v.unites["midi"], famille_id=v.famille_id
        )


def test_une_absence_pointee_sans_avoir_ete_dite_s_explique(ctx: Contexte) -> None:
    """Lost otherwise: « ! » on a day the child was simply not there stops the program."""
    v = semaine(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'absence_injustifiee' WHERE jour = :j", {"j": LUNDI})
    dite = absences.expliquer(ctx, personne_id=v.lea, jour=LUNDI, unite_id=v.unites["midi"], famille_id=v.famille_id)
    assert (dite.jour, dite.etat, dite.facturee) == (LUNDI, I, True)


def test_ce_qu_un_autre_enfant_a_dit_au_meme_moment_ne_s_y_ajoute_pas(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: one day of Léa's told to her parent as four, since her brother was away to the Friday."""
    v = semaine(ctx, absence_consecutifs_min=4)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 2")
    enregistrer(ctx, demandes=[Demande(v.tom, VENDREDI, v.unites["midi"])], attendu=None)
    horloge.avancer(days=21)
    [dite] = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI).lignes
    absences.declarer(ctx, personne_id=v.tom, du=VENDREDI, au=VENDREDI)
    assert dite.facturee
    qui = {"personne_id": v.lea, "famille_id": v.famille_id, "unite_id": v.unites["midi"]}
    assert absences.expliquer(ctx, jour=LUNDI, **qui) == dite


def test_ce_qui_est_dit_d_une_autre_activite_ne_s_y_ajoute_pas(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a Wednesday missed makes Monday and Tuesday one absence of the canteen."""
    v = semaine(ctx, absence_consecutifs_min=2)
    mercredi = LUNDI + timedelta(days=2)
    enregistrer(ctx, demandes=[Demande(v.lea, mercredi, v.unites["matin"])], attendu=None)
    horloge.avancer(days=21)
    [dite] = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI).lignes
    absences.declarer(ctx, personne_id=v.lea, du=mercredi, au=mercredi)
    assert dite.facturee
    qui = {"personne_id": v.lea, "famille_id": v.famille_id, "unite_id": v.unites["midi"]}
    assert absences.expliquer(ctx, jour=LUNDI, **qui) == dite


@pytest.mark.parametrize(("depuis", "attendu"), [(0, (J, False)), (1, (I, True))])
def test_une_absence_suit_les_regles_de_son_premier_jour(
    ctx: Contexte, horloge: Horloge, depuis: int, attendu: tuple[str, bool]
) -> None:
    """Lost otherwise: a notice the council asks from January on, asked in December, or not on its first day."""
    from guichet.regles.offre.regles_activite import depuis_json
    from models import RegleActivite

    v = semaine(ctx, absence_preavis=("J-60",))
    with ctx.ecriture() as s:
        [(contenu,)] = s.lignes("SELECT contenu FROM regle_activite WHERE activite_id = :a", {"a": v.activites["can"]})
        neuves = replace(depuis_json(contenu), absence_preavis=("J-2",)).en_json()
        du = LUNDI + timedelta(days=depuis)
        s.add(RegleActivite(activite_id=v.activites["can"], du=du, contenu=neuves, reference="art. 7"))
    [ligne] = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI).lignes
    assert (ligne.etat, ligne.facturee) == attendu


def test_ce_qui_fut_reserve_ailleurs_depuis_ne_remplace_pas_un_jour_rendu(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a certificate worth nothing for a day given up late, since another day was booked after it."""
    v = semaine(ctx, absence_certificat_heures=48)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 2")
    horloge.avancer(days=20)
    enregistrer(ctx, demandes=[Demande(v.lea, LUNDI, v.unites["midi"], annuler=True)], attendu=None)
    autres = [(v.tom, LUNDI, "midi"), (v.lea, LUNDI + timedelta(days=7), "midi"), (v.lea, LUNDI, "picnic")]
    enregistrer(ctx, demandes=[Demande(e, j, v.unites[u]) for e, j, u in autres], attendu=None)
    horloge.avancer(days=2)
    quoi = {"personne_id": v.lea, "du": LUNDI, "au": LUNDI, "famille_id": v.famille_id}
    fait = absences.declarer(ctx, **quoi, certificat_le=ctx.aujourdhui())
    assert {(x.unite, x.etat, x.facturee) for x in fait.lignes} == {("Midi", "annulee", False), ("Picnic", J, False)}


def test_chaque_unite_d_un_jour_s_explique(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: « ! » on the meal tells of the midday it was eaten at."""
    v = semaine(ctx, absence_preavis=("J-2",))
    enregistrer(ctx, demandes=[Demande(v.lea, LUNDI, v.unites["picnic"])], attendu=None)
    lignes = absences.declarer(ctx, personne_id=v.lea, du=LUNDI, au=LUNDI).lignes
    assert [x.unite for x in lignes] == ["Midi", "Picnic"]
    for ligne, unite in zip(lignes, ("midi", "picnic"), strict=True):
        qui = {"personne_id": v.lea, "famille_id": v.famille_id, "unite_id": v.unites[unite]}
        assert absences.expliquer(ctx, jour=LUNDI, **qui) == ligne
