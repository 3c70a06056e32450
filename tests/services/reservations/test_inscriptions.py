"""The right to attend: given wrongly, a child of two is expected at the canteen; lost wrongly, meals vanish."""

from __future__ import annotations

import json
from datetime import date

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.activites import InscriptionImpossible, InscriptionInconnue
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.fiches.socle.repose import Sort
from guichet.services import familles, reservations
from guichet.services.offre import activites
from guichet.services.reservations import inscriptions
from tests.services.foyer_simple import foyer
from tests.services.places_ouvertes import LUNDI, ouvrir_lieu
from tests.services.reservations.test_invariants_reservations import reserver

DU, AU = date(2026, 11, 16), date(2027, 7, 2)


@pytest.fixture
def lea(ctx: Contexte) -> tuple[int, int]:
    """Household and child: Léa, 8 years old, at Molière."""
    famille_id, personnes = foyer(ctx)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, 'Molière', 'CE2')",
            {"p": personnes[-1]},
        )
    return famille_id, personnes[-1]


def activite(ctx: Contexte, code: str) -> int:
    with ctx.lecture() as s:
        return (s.une("SELECT id FROM activite WHERE code = :c", {"c": code}) or (0,))[0]


def inscrire(ctx: Contexte, lea: tuple[int, int], code: str, du: date = DU, au: date = AU, **autres):
    return inscriptions.inscrire(
        ctx, personne_id=lea[1], famille_id=lea[0], activite_id=activite(ctx, code), du=du, au=au, **autres
    )


def test_sans_date_de_naissance_on_demande(ctx: Contexte, lea) -> None:
    """Lost otherwise: every group of the Wednesday takes a child whose age nobody typed."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = NULL WHERE id = :p", {"p": lea[1]})
    with pytest.raises(InscriptionImpossible, match="La date de naissance de Léa n’est pas connue"):
        inscrire(ctx, lea, "mercredi")
    [grands] = [g for g in activites.montrer(ctx, "mercredi").groupes if g.code == "elementaire"]
    assert [f.groupe for f in inscrire(ctx, lea, "mercredi", groupe_id=grands.groupe_id)] == ["Élémentaires"]


def test_une_annee_de_naissance_ne_choisit_un_groupe_que_si_tout_y_va(ctx: Contexte, lea) -> None:
    """Lost otherwise: the place of another child, in a group this one may not be of the age of."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = NULL, naissance_partielle = '2020' WHERE id = :p", {"p": lea[1]})
    with pytest.raises(InscriptionImpossible, match=r"seul .*2020.* est connu") as refus:
        inscrire(ctx, lea, "mercredi")
    assert "choisissez le groupe" in refus.value.message
    groupes = {g.code: g.groupe_id for g in activites.montrer(ctx, "mercredi").groupes}
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance_partielle = '2018' WHERE id = :p", {"p": lea[1]})
    with pytest.raises(InscriptionImpossible, match="n’a pas l’âge"):
        inscrire(ctx, lea, "mercredi", groupe_id=groupes["maternelle"])
    assert [f.groupe for f in inscrire(ctx, lea, "mercredi")] == ["Élémentaires"]


@pytest.mark.parametrize(
    ("code", "groupes"),
    [
        ("restauration", ["Molière"]),
        ("mercredi", ["Élémentaires"]),
        ("vacances", ["Élémentaires, Noël 2026", "Élémentaires, Hiver 2027", "Élémentaires, Printemps 2027"]),
    ],
)
def test_le_groupe_vient_de_l_ecole_de_l_age_et_des_seances(ctx: Contexte, lea, code, groupes) -> None:
    faites = inscrire(ctx, lea, code)
    assert [f.groupe for f in faites] == groupes
    assert {f.etat for f in faites} == {"active"}
    assert inscriptions.lister(ctx, lea[0]) == tuple(sorted(faites, key=lambda f: f.au, reverse=True))


@pytest.mark.parametrize("naissance", [date(2018, 3, 4), None])
@pytest.mark.parametrize(("du", "au"), [(DU, AU), (date(2026, 12, 23), AU), (DU, date(2026, 12, 29))])
def test_une_seance_s_inscrit_a_ses_jours(ctx: Contexte, lea, naissance: date | None, du: date, au: date) -> None:
    """Lost otherwise: a right to the whole year for who asked for the holidays of Christmas."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = :n WHERE id = :p", {"n": naissance, "p": lea[1]})
        ((groupe, premier, dernier),) = s.lignes(
            "SELECT id, session_du, session_au FROM groupe WHERE code LIKE 'elementaire@noel%'"
        )
    (faite,) = inscrire(ctx, lea, "vacances", du=du, au=au, groupe_id=groupe)
    assert (faite.du, faite.au) == (max(du, premier), min(au, dernier))


def test_le_groupe_de_son_ecole_avant_celui_de_toutes(ctx: Contexte, lea) -> None:
    """Lost otherwise: a child of Molière at the canteen of nobody's school, because it was written first."""
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE groupe SET ecole = '' WHERE ecole <> 'Molière' AND activite_id = :a",
            {"a": activite(ctx, "restauration")},
        )
    assert [f.groupe for f in inscrire(ctx, lea, "restauration")] == ["Molière"]


def test_une_inscription_est_une_fois_et_dans_ses_dates(ctx: Contexte, lea) -> None:
    inscrire(ctx, lea, "restauration", au=date(2026, 12, 18))
    with pytest.raises(InscriptionImpossible, match="Léa a déjà une inscription à cette activité du 16/11/2026"):
        inscrire(ctx, lea, "restauration", du=date(2026, 12, 18))
    with pytest.raises(InscriptionImpossible, match="terminez d’abord"):
        inscrire(ctx, lea, "restauration", du=date(2026, 11, 2), au=date(2026, 11, 16))
    inscrire(ctx, lea, "restauration", du=date(2026, 12, 19))
    with pytest.raises(InscriptionImpossible, match="échangez"):
        inscrire(ctx, lea, "etude", du=AU, au=DU)


def test_ni_trop_petit_ni_d_un_autre_foyer_ni_sans_ecole(ctx: Contexte, lea) -> None:
    def vieillir(naissance: date) -> None:
        with ctx.ecriture() as s:
            s.ordre("UPDATE personne SET naissance = :n WHERE id = :p", {"n": naissance, "p": lea[1]})

    vieillir(date(2023, 11, 17))  # three years old the day after
    tranches = "cette activité accueille de 3 ans à moins de 6 ans, ou de 6 ans à moins de 12 ans"
    with pytest.raises(InscriptionImpossible, match=f"n’a pas l’âge.: {tranches}"):
        inscrire(ctx, lea, "mercredi")
    vieillir(date(2023, 11, 16))
    assert [f.groupe for f in inscrire(ctx, lea, "mercredi")] == ["Maternelles"]
    with pytest.raises(InscriptionImpossible, match="pas un enfant de ce foyer"):
        inscrire(ctx, (lea[0], lea[1] - 1), "mercredi")
    with pytest.raises(InscriptionImpossible, match="plus proposée"):
        inscriptions.inscrire(ctx, personne_id=lea[1], famille_id=lea[0], activite_id=10**6, du=DU, au=AU)
    with pytest.raises(InscriptionImpossible, match="Aucun groupe"):
        inscrire(ctx, lea, "vacances", du=date(2026, 11, 16), au=date(2026, 11, 20))
    with ctx.ecriture() as s:
        s.ordre("UPDATE scolarite SET ecole = 'Ailleurs' WHERE personne_id = :p", {"p": lea[1]})
    with pytest.raises(InscriptionImpossible, match="école de Léa"):
        inscrire(ctx, lea, "restauration")
    groupe_id = activites.montrer(ctx, "restauration").groupes[0].groupe_id
    assert len(inscrire(ctx, lea, "restauration", groupe_id=groupe_id)) == 1


def test_sans_un_jour_de_libre_l_inscription_attend(ctx: Contexte) -> None:
    lieu = ouvrir_lieu(ctx)
    reserver(ctx, lieu, 0)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE id = :i", {"i": lieu.inscriptions[1]})
    (faite,) = inscriptions.inscrire(
        ctx, personne_id=lieu.enfants[1], famille_id=lieu.famille_id, activite_id=lieu.activite_id, du=DU, au=AU
    )
    assert faite.etat == "en_attente"


@pytest.mark.parametrize(("choix", "etat"), [("annuler", "annulee"), ("garder", "reservee")])
def test_partir_demande_ce_que_deviennent_les_jours_reserves(ctx: Contexte, choix, etat) -> None:
    lieu = ouvrir_lieu(ctx)
    reserver(ctx, lieu, 0)
    ceci = {"inscription_id": lieu.inscriptions[0], "le": DU}
    with pytest.raises(ReservationsTouchees) as refus:
        inscriptions.terminer(ctx, **ceci)
    assert refus.value.lignes == inscriptions.futures(ctx, **ceci)
    assert [x.jour for x in refus.value.lignes] == [LUNDI]
    fiche = inscriptions.terminer(ctx, **ceci, futures=choix)
    assert (fiche.au, fiche.etat) == (DU, "active")  # its last day is today
    with ctx.lecture() as s:
        assert s.lignes("SELECT etat FROM reservation") == [(etat,)]


def test_une_inscription_jamais_commencee_ou_deja_finie(ctx: Contexte, lea) -> None:
    (faite,) = inscrire(ctx, lea, "etude", du=date(2027, 1, 4))
    finie = inscriptions.terminer(ctx, inscription_id=faite.inscription_id, le=DU)
    assert (finie.au, finie.etat) == (date(2027, 1, 4), "terminee")
    with pytest.raises(InscriptionInconnue, match="déjà terminée"):
        inscriptions.terminer(ctx, inscription_id=faite.inscription_id, le=DU)
    with pytest.raises(InscriptionInconnue, match="n’existe pas"):
        inscriptions.terminer(ctx, inscription_id=10**6, le=DU)
    inscrire(ctx, lea, "etude", du=date(2027, 1, 4))  # may come back


def test_on_ne_part_pas_apres_la_fin(ctx: Contexte, lea) -> None:
    """Lost otherwise: a screen that says « terminée le 30 » of a right that ended in July."""
    (faite,) = inscrire(ctx, lea, "etude", du=date(2027, 1, 4))
    with pytest.raises(InscriptionImpossible, match=f"finit déjà le {faite.au:%d/%m/%Y}"):
        inscriptions.terminer(ctx, inscription_id=faite.inscription_id, le=date(2028, 1, 1))
    assert inscriptions.terminer(ctx, inscription_id=faite.inscription_id, le=faite.au).etat == "active"


def test_qui_attend_une_place_a_son_rang(ctx: Contexte) -> None:
    """Priority first, then time of request, as bookings do."""
    lieu = ouvrir_lieu(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET etat = 'en_attente'")
        s.ordre("UPDATE inscription SET priorite = 1 WHERE id = :i", {"i": lieu.inscriptions[1]})
    lues = {f.inscription_id: (f.rang, f.site) for f in inscriptions.lister(ctx, lieu.famille_id)}
    assert lues == {lieu.inscriptions[1]: (1, "ecole"), lieu.inscriptions[0]: (2, "ecole")}


def test_partir_ne_contourne_pas_le_delai(ctx: Contexte, lea) -> None:
    """Fifteen days ahead: Monday the 23rd is already due, 14 December is not."""
    (faite,) = inscrire(ctx, lea, "restauration")
    with ctx.lecture() as s:
        unite_id = (s.une("SELECT id FROM unite WHERE activite_id = :a", {"a": faite.activite_id}) or (0,))[0]
    demandes = [Demande(lea[1], jour, unite_id) for jour in (LUNDI, date(2026, 12, 14))]
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)
    inscriptions.terminer(ctx, inscription_id=faite.inscription_id, le=DU, futures="annuler")
    with ctx.lecture() as s:
        assert s.lignes("SELECT etat, facturee FROM reservation ORDER BY jour") == [
            ("annulee", True),
            ("annulee", False),
        ]


def test_une_fin_scelle_ce_qui_est_annule_pas_ce_qui_est_demande(ctx: Contexte, lea) -> None:
    """The town refuses late cancellations: the 23rd stays booked. Lost otherwise: a journal that swears it went."""
    activites.changer_regles(ctx, code="restauration", du=DU, reglages={"annulation_hors_delai": "refuse"})
    (faite,) = inscrire(ctx, lea, "restauration")
    with ctx.lecture() as s:
        unite_id = (s.une("SELECT id FROM unite WHERE activite_id = :a", {"a": faite.activite_id}) or (0,))[0]
    demandes = [Demande(lea[1], jour, unite_id) for jour in (LUNDI, date(2026, 12, 14), date(2026, 12, 15))]
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)
    inscriptions.terminer(ctx, inscription_id=faite.inscription_id, le=DU, futures="annuler")
    with ctx.lecture() as s:
        etats = [etat for (etat,) in s.lignes("SELECT etat FROM reservation ORDER BY jour")]
        [(contenu,)] = s.lignes("SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    assert etats == ["reservee", "annulee", "annulee"]
    assert json.loads(contenu)["annulees"] == 2


def test_un_depart_du_foyer_scelle_ce_qui_est_annule_pas_ce_qui_est_demande(ctx: Contexte, lea) -> None:
    """The same refusal when the child leaves the household. Lost otherwise: a charged day the journal swears went."""
    activites.changer_regles(ctx, code="restauration", du=DU, reglages={"annulation_hors_delai": "refuse"})
    (faite,) = inscrire(ctx, lea, "restauration")
    with ctx.lecture() as s:
        unite_id = (s.une("SELECT id FROM unite WHERE activite_id = :a", {"a": faite.activite_id}) or (0,))[0]
        lien_id = (s.une("SELECT id FROM lien WHERE personne_id = :p", {"p": lea[1]}) or (0,))[0]
    demandes = [Demande(lea[1], jour, unite_id) for jour in (LUNDI, date(2026, 12, 14), date(2026, 12, 15))]
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)
    lues = [x.cle for x in familles.ce_qui_repose(ctx, lien_id=lien_id, le=ctx.aujourdhui())]
    familles.retirer_membre(ctx, lien_id=lien_id, le=ctx.aujourdhui(), vues=lues, sort=Sort.ANNULER)
    with ctx.lecture() as s:
        etats = [etat for (etat,) in s.lignes("SELECT etat FROM reservation ORDER BY jour")]
        [(contenu,)] = s.lignes("SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    scelle = json.loads(contenu)
    assert etats == ["reservee", "annulee", "annulee"]
    assert (scelle["annulees"], scelle["inscriptions"]) == (2, str(faite.inscription_id))


def test_l_ecole_est_la_derniere_connue_de_l_enfant_cette_annee(ctx: Contexte, lea) -> None:
    """Lost otherwise: a child registered at the school of next September, or at that of a schoolmate."""
    with ctx.ecriture() as s:
        s.ordre("UPDATE scolarite SET annee = 2025 WHERE personne_id = :p", {"p": lea[1]})
        (sophie,) = s.une("SELECT min(id) FROM personne") or (0,)
        for qui, annee, ecole in ((lea[1], 2024, "Jean-Moulin"), (lea[1], 2027, "Les Sablons"), (sophie, 2026, "")):
            s.ordre(
                "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, :a, :e, 'CE1')",
                {"p": qui, "a": annee, "e": ecole},
            )
    assert [f.groupe for f in inscrire(ctx, lea, "restauration")] == ["Molière"]
    with ctx.ecriture() as s:
        s.ordre("UPDATE scolarite SET annee = 2026 WHERE annee = 2027")
    assert [f.groupe for f in inscrire(ctx, lea, "etude")] == ["Les Sablons"]


def test_un_enfant_ne_s_inscrit_que_par_un_de_ses_foyers(ctx: Contexte, lea) -> None:
    """Lost otherwise: the bill of a child's canteen sent to another family, for a code typed wrong."""
    autre, _ = foyer(ctx, "20988", ("Martin",))
    with pytest.raises(InscriptionImpossible, match="n’est pas un enfant de ce foyer"):
        inscrire(ctx, (autre, lea[1]), "restauration")
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET au = :hier WHERE personne_id = :p", {"hier": date(2026, 11, 15), "p": lea[1]})
    with pytest.raises(InscriptionImpossible, match="n’est pas un enfant de ce foyer"):
        inscrire(ctx, lea, "restauration")
