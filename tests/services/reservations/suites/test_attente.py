"""The waiting list: a freed place that is not offered in order is a place given by acquaintance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guichet.communes.reglages import Attente
from guichet.contexte import Contexte
from guichet.erreurs import DroitInsuffisant, SaisieInvalide
from guichet.erreurs.attente import InscriptionAdmise, JourPasse, PasEnAttente, PlaceReprise, PropositionInconnue
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import ReposeDessus, Sort
from guichet.regles.socle.droits import Role, droits_de
from guichet.services import familles
from guichet.services.comptoir import passages, taches
from guichet.services.listes import releves
from guichet.services.offre import activites
from guichet.services.reservations import attente, enregistrer, inscriptions
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, Ville, enfants, ouvrir_ville
from tests.services.guichet_identifiants import colonne


def reserver(ctx: Contexte, v: Ville, personne_id: int, jour: date = LUNDI) -> int:
    """Book midday for a child; returns the booking, whatever became of it."""
    enregistrer(ctx, demandes=[Demande(personne_id, jour, v.unites["midi"])], attendu=None)
    return int(
        colonne(ctx, f"SELECT id FROM reservation WHERE personne_id = {personne_id} ORDER BY id DESC LIMIT 1")[0]
    )


def file(ctx: Contexte, horloge: Horloge) -> tuple[Ville, list[int]]:
    """Two places taken by Léa and Tom, three other children waiting, asked one after the other."""
    v = ouvrir_ville(ctx)
    autres = enfants(ctx, v, 3)
    rids = []
    for p in (v.lea, v.tom, *autres):
        rids.append(reserver(ctx, v, p))
        horloge.avancer(minutes=1)
    return v, rids


def liberer(ctx: Contexte, v: Ville, reservation_id: int) -> int:
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE reservation SET etat = 'annulee', annulee_le = demandee_le WHERE id = :id", {"id": reservation_id}
        )
    return attente.proposer(ctx, groupe_id=v.groupes["can"], unite_id=v.unites["midi"], jour=LUNDI)


def etats(ctx: Contexte) -> list[str]:
    return colonne(ctx, "SELECT etat FROM reservation ORDER BY id")


def test_une_place_acceptee_est_sur_le_papier_avec_l_enfant_et_le_jour(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the family leaves without a word of what it came for."""
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    (tache,) = taches.lister(ctx)
    passages.ouvrir(ctx, famille_id=tache.famille_id)
    attente.accepter(ctx, tache_id=tache.tache_id)
    passage = passages.courant(ctx)
    assert passage is not None
    [prenom] = colonne(ctx, f"SELECT prenom FROM personne WHERE id = {tache.personne_id}")
    assert [a.libelle for a in passage.actes] == [f"{prenom} · Restauration, midi · lun. 7 déc. · place acceptée"]


def test_la_liste_d_attente_d_un_site_est_la_sienne_et_de_ses_jours(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a parent called for another school, or for a day that was not asked about."""
    v, rids = file(ctx, horloge)
    with ctx.ecriture() as s:
        s.ordre("UPDATE groupe SET site = 'Sablons' WHERE id = :id", {"id": v.groupes["can"]})
    mardi = LUNDI + timedelta(days=1)
    lues = {
        (site, jour): [x.reservation_id for x in releves.attente(ctx, du=jour, au=jour, site=site)]
        for site in ("Sablons", "ailleurs", "")
        for jour in (LUNDI, mardi)
    }
    attendus = {("Sablons", LUNDI): rids[2:], ("", LUNDI): rids[2:]}
    assert lues == {cle: attendus.get(cle, []) for cle in lues}


def test_la_place_liberee_va_au_premier(ctx: Contexte, horloge: Horloge) -> None:
    """One place, one offer; declined, the next one is called; accepted, it is booked and nobody else is called."""
    v, rids = file(ctx, horloge)
    assert etats(ctx) == ["reservee", "reservee", "en_attente", "en_attente", "en_attente"]
    assert liberer(ctx, v, rids[0]) == 1
    assert attente.proposer(ctx, groupe_id=v.groupes["can"], unite_id=v.unites["midi"], jour=LUNDI) == 0
    (tache,) = taches.lister(ctx)
    assert (tache.nature, tache.detail) == ("place_liberee", "Midi du lun. 7 déc.")
    assert ctx.local(tache.echeance).date() == date(2026, 11, 18)
    assert attente.decliner(ctx, tache_id=tache.tache_id) == 1
    (suivante,) = taches.lister(ctx)
    assert attente.accepter(ctx, tache_id=suivante.tache_id) == rids[3]
    assert etats(ctx) == ["annulee", "reservee", "annulee", "reservee", "en_attente"]
    assert taches.lister(ctx) == ()
    # Nobody waited for a document: nothing came, nothing ranks from today.
    assert colonne(ctx, "SELECT DISTINCT complete_le FROM reservation") == [None]
    assert [t for t in colonne(ctx, "SELECT type FROM journal ORDER BY seq") if t.startswith("attente.")] == [
        "attente.proposer", "attente.decliner", "attente.proposer", "attente.accepter",
    ]  # fmt: skip
    with pytest.raises(PropositionInconnue, match="n’est plus proposée"):
        attente.accepter(ctx, tache_id=tache.tache_id)
    with pytest.raises(PropositionInconnue):
        attente.decliner(ctx, tache_id=99)


def test_le_temps_de_repondre_est_celui_de_la_ville(ctx: Contexte, horloge: Horloge) -> None:
    """Rule 4, a setting of the town: Monday 14:07 and 24 hours of working days."""
    ville = ctx.commune.model_copy(update={"attente": Attente(reponse_heures=24)})
    ctx = replace(ctx, commune=ville)
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    (tache,) = taches.lister(ctx)
    assert ctx.local(tache.echeance).date() == date(2026, 11, 17)


def test_la_place_reprise_garde_le_rang(ctx: Contexte, horloge: Horloge) -> None:
    """An exception granted meanwhile took the place: nobody is put out, the demand waits on."""
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE reservation SET etat = 'reservee', derogation_agent = 'demo', derogation_motif = 'fratrie' "
            "WHERE id = :id",
            {"id": rids[4]},
        )
    (tache,) = taches.lister(ctx)
    with pytest.raises(PlaceReprise, match="garde son rang"):
        attente.accepter(ctx, tache_id=tache.tache_id)
    assert etats(ctx)[2] == "en_attente"
    assert len(taches.lister(ctx)) == 1


def test_une_proposition_d_un_jour_passe_se_ferme_d_elle_meme(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a family called for a meal already eaten, or told that somebody else took the place."""
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    horloge.avancer(days=(LUNDI - ctx.aujourdhui()).days)
    (tache,) = taches.lister(ctx)
    horloge.avancer(days=1)
    assert taches.lister(ctx) == ()
    # A screen left open still shows it.
    with pytest.raises(JourPasse, match=r"7 déc\. est passé.*fermée d’elle-même"):
        attente.accepter(ctx, tache_id=tache.tache_id)
    assert etats(ctx)[2] == "en_attente"


def test_rien_a_offrir(ctx: Contexte, horloge: Horloge) -> None:
    """A day gone by, a day closed, a full day: no promise is made."""
    v, rids = file(ctx, horloge)
    groupe, unite = v.groupes["can"], v.unites["midi"]
    assert attente.proposer(ctx, groupe_id=groupe, unite_id=unite, jour=LUNDI) == 0
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE id = :id", {"id": rids[0]})
        s.ordre("UPDATE ouverture SET fermee = :oui WHERE jour = :jour", {"oui": True, "jour": LUNDI})
    assert attente.proposer(ctx, groupe_id=groupe, unite_id=unite, jour=LUNDI) == 0
    assert attente.proposer(ctx, groupe_id=groupe, unite_id=unite, jour=date(2026, 9, 7)) == 0
    horloge.avancer(days=30)
    assert attente.proposer(ctx, groupe_id=groupe, unite_id=unite, jour=LUNDI) == 0


def test_une_tranche_d_age_pleine_laisse_passer_l_autre(ctx: Contexte, horloge: Horloge) -> None:
    """Places kept for the little ones: the eldest waits on, the next in age is called (rule 4)."""
    v, rids = file(ctx, horloge)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
            "VALUES (:g, :u, 'grands', 110, 200, 0)",
            {"g": v.groupes["can"], "u": v.unites["midi"]},
        )
        s.ordre("UPDATE personne SET naissance = :n WHERE id = (SELECT personne_id FROM reservation WHERE id = :r)",
                {"n": date(2017, 6, 1), "r": rids[2]})  # fmt: skip
    assert liberer(ctx, v, rids[0]) == 1
    (tache,) = taches.lister(ctx)
    assert attente.accepter(ctx, tache_id=tache.tache_id) == rids[3]


def test_une_place_de_tranche_n_est_promise_qu_une_fois(ctx: Contexte, horloge: Horloge) -> None:
    """Two chairs, of which one for that age: the second child called would come to the counter for nothing."""
    v, rids = file(ctx, horloge)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO quota_age (groupe_id, unite_id, nom, age_min_mois, age_max_mois, places) "
            "VALUES (:g, :u, 'grands', 110, 200, 1)",
            {"g": v.groupes["can"], "u": v.unites["midi"]},
        )
        s.ordre(
            "UPDATE personne SET naissance = :n WHERE id IN (SELECT personne_id FROM reservation WHERE id IN (:a, :b))",
            {"n": date(2017, 6, 1), "a": rids[2], "b": rids[3]},
        )
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE id IN (:a, :b)", {"a": rids[0], "b": rids[1]})
    jour = {"groupe_id": v.groupes["can"], "unite_id": v.unites["midi"], "jour": LUNDI}
    (lue,) = releves.files(ctx, du=LUNDI, au=LUNDI)
    assert lue.a_proposer == attente.proposer(ctx, **jour) == 2
    assert sorted(colonne(ctx, "SELECT reservation_id FROM tache WHERE etat = 'a_faire'")) == [rids[2], rids[4]]
    assert attente.proposer(ctx, **jour) == 0


def test_passer_avant_demande_un_droit_et_une_raison(ctx: Contexte, horloge: Horloge) -> None:
    """The rank changes, the time of request does not, and the journal says who, from where to where and why."""
    v, rids = file(ctx, horloge)
    demandees = colonne(ctx, "SELECT demandee_le FROM reservation ORDER BY id")
    assert attente.changer_priorite(ctx, reservation_id=rids[4], priorite=5, motif=" décision CCAS ") == 1
    assert colonne(ctx, "SELECT demandee_le FROM reservation ORDER BY id") == demandees
    (contenu,) = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'attente.priorite'")
    assert '"motif":"décision CCAS"' in contenu
    assert '"rang":1,"rang_avant":3' in contenu
    attendus = releves.attente(ctx, du=LUNDI, au=LUNDI)
    assert [(x.rang, x.reservation_id) for x in attendus] == [(1, rids[4]), (2, rids[2]), (3, rids[3])]
    assert liberer(ctx, v, rids[0]) == 1
    assert [x.proposee for x in releves.attente(ctx, du=LUNDI, au=LUNDI)] == [True, False, False]
    with pytest.raises(SaisieInvalide, match="pourquoi"):
        attente.changer_priorite(ctx, reservation_id=rids[4], priorite=0, motif=" ")
    with pytest.raises(PasEnAttente):
        attente.changer_priorite(ctx, reservation_id=rids[1], priorite=1, motif="x")
    accueil = ctx.pour(type(ctx.agent)("accueil", "A", Role.AGENT, droits_de(Role.AGENT)))
    with pytest.raises(DroitInsuffisant):
        attente.changer_priorite(accueil, reservation_id=rids[4], priorite=0, motif="x")


def test_une_place_offerte_ne_l_est_plus_son_jour_passe(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a list that says a place is offered which nobody can take any more, while no task says so."""
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    assert [x.proposee for x in releves.attente(ctx, du=LUNDI, au=LUNDI)] == [True, False, False]
    horloge.avancer(days=(LUNDI - ctx.aujourdhui()).days)
    assert [x.proposee for x in releves.attente(ctx, du=LUNDI, au=LUNDI)] == [True, False, False]
    horloge.avancer(days=1)
    assert [x.proposee for x in releves.attente(ctx, du=LUNDI, au=LUNDI)] == [False, False, False]
    assert taches.lister(ctx) == ()


def test_un_jour_agrandi_a_la_main_appelle_qui_attend(ctx: Contexte, horloge: Horloge) -> None:
    """One more chair that day: it is offered at once, in order; closed instead, nobody is to be called any more."""
    v, rids = file(ctx, horloge)
    jour = {"groupe_id": v.groupes["can"], "unite_id": v.unites["midi"], "jour": LUNDI}
    assert activites.corriger_ouverture(ctx, **jour, capacite=3).propositions == 1
    assert len(taches.lister(ctx)) == 1
    fermee = activites.corriger_ouverture(ctx, **jour, capacite=3, fermee=True, motif="fuite", annuler=False)
    assert (fermee.propositions, taches.lister(ctx)) == (0, ())
    assert activites.corriger_ouverture(ctx, **jour, capacite=3).propositions == 1
    (suivante,) = taches.lister(ctx)
    assert attente.accepter(ctx, tache_id=suivante.tache_id) == rids[2]


@pytest.mark.parametrize(("d_abord", "premiere"), [(False, 0), (True, 1)])
def test_la_ville_fait_passer_ses_habitants(ctx: Contexte, horloge: Horloge, d_abord: bool, premiere: int) -> None:
    """« Plus the town's priorities »: an outsider asked first, a resident passes before where the règlement says so."""
    attendre = Attente(residents_d_abord=d_abord)
    ctx = replace(ctx, commune=ctx.commune.model_copy(update={"attente": attendre}))
    v = ouvrir_ville(ctx, capacite=0)
    autres = enfants(ctx, v, 2, "mer")
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE famille SET residence = 'exterieur' WHERE id = "
            "(SELECT famille_id FROM inscription WHERE personne_id = :p)",
            {"p": autres[0]},
        )
    for p in autres:
        (famille_id,) = colonne(ctx, f"SELECT famille_id FROM inscription WHERE personne_id = {p}")
        qui = {"personne_id": p, "famille_id": famille_id}
        activite_id = v.activites["can"]
        inscriptions.inscrire(ctx, **qui, activite_id=activite_id, du=date(2026, 9, 1), au=date(2027, 7, 2))
        with ctx.ecriture() as s:
            s.ordre("UPDATE inscription SET etat = 'active' WHERE personne_id = :p", {"p": p})
        reserver(ctx, v, p)
        horloge.avancer(minutes=1)
    premiers = [x.enfant for x in releves.attente(ctx, du=LUNDI, au=LUNDI) if x.rang == 1]
    assert premiers == [f"AUTRE Enfant{'ab'[premiere]}"]


def test_une_inscription_en_attente_entre_a_son_rang(ctx: Contexte, horloge: Horloge) -> None:
    """Every day was full: a chair goes to the first registration asked, whose family is to be called."""
    v = ouvrir_ville(ctx)
    autres = enfants(ctx, v, 2, "mer", etat="en_attente")
    mercredi = date(2026, 12, 9)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 0 WHERE groupe_id = :g", {"g": v.groupes["mer"]})

    def etats_inscriptions() -> list[str]:
        qui = ", ".join(map(str, autres))
        return colonne(ctx, f"SELECT etat FROM inscription WHERE personne_id IN ({qui}) ORDER BY id")

    jour = {"groupe_id": v.groupes["mer"], "unite_id": v.unites["matin"], "jour": mercredi}
    assert activites.corriger_ouverture(ctx, **jour, capacite=0).propositions == 0
    assert activites.corriger_ouverture(ctx, **jour, capacite=1).propositions == 1
    assert etats_inscriptions() == ["active", "en_attente"]
    (tache,) = taches.lister(ctx)
    assert tache.detail == "Inscription acceptée : Mercredi"
    with pytest.raises(InscriptionAdmise, match="terminez-la"):
        attente.decliner(ctx, tache_id=tache.tache_id)
    assert attente.accepter(ctx, tache_id=tache.tache_id) is None
    assert taches.lister(ctx) == ()
    # The one place is taken by the first; given back, it lets the second in.
    prise = [Demande(autres[0], mercredi, v.unites["matin"])]
    assert enregistrer(ctx, demandes=prise, attendu=None).reservees == 1
    rendue = [Demande(autres[0], mercredi, v.unites["matin"], annuler=True)]
    assert enregistrer(ctx, demandes=rendue, attendu=None).annulees == 1
    assert etats_inscriptions() == ["active", "active"]
    assert colonne(ctx, "SELECT objet FROM journal WHERE type = 'inscription.admettre' ORDER BY seq") == [
        "30000",
        "30001",
    ]


@pytest.mark.parametrize(("au", "capacite", "admise"), [(0, 1, True), (-7, 1, False), (0, None, True), (0, 0, False)])
def test_une_inscription_entre_jusqu_a_son_dernier_jour(
    ctx: Contexte, horloge: Horloge, au: int, capacite: int | None, admise: bool
) -> None:
    """Lost otherwise: a family never called for the one day left, or called once nothing is; no limit is a place."""
    v = ouvrir_ville(ctx)
    mercredi = date(2026, 12, 9)
    enfants(ctx, v, 1, "mer", etat="en_attente", au=mercredi + timedelta(days=au))
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 0 WHERE groupe_id = :g", {"g": v.groupes["mer"]})
    horloge.avancer(days=(mercredi - ctx.aujourdhui()).days)
    jour = {"groupe_id": v.groupes["mer"], "unite_id": v.unites["matin"], "jour": mercredi}
    assert activites.corriger_ouverture(ctx, **jour, capacite=capacite).propositions == admise


@pytest.mark.parametrize(("sort", "etat", "proposees"), [(Sort.ANNULER, "annulee", 1), (Sort.GARDER, "reservee", 0)])
def test_l_enfant_qui_part_rend_ses_places(
    ctx: Contexte, horloge: Horloge, sort: Sort, etat: str, proposees: int
) -> None:
    """Lost otherwise: a chair kept for a child who moved away, while another one waits for it."""
    v, _ = file(ctx, horloge)
    (lien_id,) = colonne(ctx, f"SELECT id FROM lien WHERE personne_id = {v.lea}")
    with pytest.raises(ReposeDessus, match="Restauration, 1 réservation le 7 déc") as dit:
        familles.retirer_membre(ctx, lien_id=lien_id, le=ctx.aujourdhui())
    lues = [x.cle for x in dit.value.lignes]
    with pytest.raises(ReposeDessus):
        familles.retirer_membre(ctx, lien_id=lien_id, le=ctx.aujourdhui(), vues=lues)
    familles.retirer_membre(ctx, lien_id=lien_id, le=ctx.aujourdhui(), vues=lues, sort=sort)
    assert etats(ctx)[0] == etat
    assert len(taches.lister(ctx)) == proposees
    assert set(colonne(ctx, f"SELECT etat FROM inscription WHERE personne_id = {v.lea}")) == {"terminee"}


def test_une_demande_retiree_passe_son_tour(ctx: Contexte, horloge: Horloge) -> None:
    """Cancelled before the answer: its offer goes to the next one."""
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    assert liberer(ctx, v, rids[2]) == 1
    (tache,) = taches.lister(ctx)
    assert attente.accepter(ctx, tache_id=tache.tache_id) == rids[3]
