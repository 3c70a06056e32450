"""A child leaves, or dies: what stays billed is said before, and of a death nothing is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import ReposeDessus, Sort, sorts_proposes
from guichet.regles.reservations.etats import Issue
from guichet.regles.reservations.faits import Verdict
from guichet.regles.reservations.rendues import Rendues, prevues
from guichet.regles.socle.domaine import MotifDepart
from guichet.services import familles
from guichet.services.comptoir import taches
from guichet.services.reservations import enregistrer
from guichet.services.reservations.absences import declarer
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI, PROCHE, Ville, enfants, inscrire, ouvrir_ville
from tests.services.ecoles import HUGO, MOLIERE, lien, ouvrir, reserver
from tests.services.guichet_identifiants import colonne

TRES_PROCHE = date(2026, 11, 17)
"""Tomorrow, by the clock of the tests."""


def jours(ctx: Contexte, v: Ville, personne_id: int, *lesquels: date) -> None:
    for jour in lesquels:
        enregistrer(ctx, demandes=[Demande(personne_id, jour, v.unites["midi"])], attendu=None)


def deces(ctx: Contexte, personne_id: int, le: date | None = None) -> tuple[str, ...]:
    """Told, then recorded; what was told."""
    quoi = {"lien_id": lien(ctx, personne_id), "le": le or ctx.aujourdhui(), "motif": MotifDepart.DECES}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    assert sorts_proposes(lignes) == ()
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes])
    return tuple(x.phrase for x in lignes)


def etats(ctx: Contexte, personne_id: int) -> list[tuple[str, bool]]:
    return colonne(ctx, "SELECT etat, facturee FROM reservation WHERE personne_id = :p ORDER BY jour", p=personne_id)


# A departure


@pytest.mark.parametrize(
    ("hors_delai", "dite", "etat", "scelles"),
    [
        ("accepte", "2 annulées sans frais, 1 annulée trop tard, donc facturée", "annulee", (3, 1)),
        ("refuse", "2 annulées sans frais, 1 qu’il est trop tard pour annuler, donc due", "reservee", (2, 0)),
    ],
)
def test_un_depart_dit_combien_restent_factures(
    ctx: Contexte, hors_delai: str, dite: str, etat: str, scelles: tuple[int, int]
) -> None:
    """Lost otherwise: « selon les délais », and a bill the parent hears of a month later."""
    v = ouvrir_ville(ctx, annulation_hors_delai=hors_delai)
    jours(ctx, v, v.tom, PROCHE, LUNDI, LUNDI + timedelta(days=1))
    quoi = {"lien_id": lien(ctx, v.tom), "le": ctx.aujourdhui()}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    assert lignes[0].sorts[Sort.ANNULER] == f"{dite}, l’inscription prend fin"
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes], sort=Sort.ANNULER)
    assert etats(ctx, v.tom)[0] == (etat, 1)
    assert etats(ctx, v.tom)[1:] == [("annulee", 0)] * 2
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    assert (json.loads(contenu)["annulees"], json.loads(contenu)["facturees"]) == scelles


def test_la_fin_des_inscriptions_se_dit_quand_rien_n_est_rendu(ctx: Contexte) -> None:
    """Lost otherwise: registrations that ended one day, and a history where nobody finds when nor by whom."""
    v = ouvrir_ville(ctx)
    jours(ctx, v, v.tom, LUNDI)
    quoi = {"lien_id": lien(ctx, v.tom), "le": ctx.aujourdhui()}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes], sort=Sort.GARDER)
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    finies = colonne(ctx, "SELECT id FROM inscription WHERE personne_id = :p ORDER BY id", p=v.tom)
    assert (json.loads(contenu)["inscriptions"], json.loads(contenu)["annulees"]) == (",".join(map(str, finies)), 0)


def test_un_depart_finit_la_veille_les_droits_en_cours_de_ce_foyer(ctx: Contexte) -> None:
    """Lost otherwise: last year's registration rewritten, another household's ended, or one that ends today left on."""
    v, le = ouvrir_ville(ctx), ctx.aujourdhui()
    (voisin,) = enfants(ctx, v, 1)
    [ailleurs] = colonne(ctx, "SELECT famille_id FROM lien WHERE personne_id = :p", p=voisin)
    autres = {"passee": (date(2025, 9, 1), date(2026, 7, 3)), "ailleurs": (date(2027, 9, 1), date(2028, 7, 1))}
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET au = :le WHERE personne_id = :p AND activite_id = :a",
                {"le": le, "p": v.tom, "a": v.activites["mer"]})  # fmt: skip
        for (du, au), famille_id in zip(autres.values(), (v.famille_id, ailleurs), strict=True):
            inscrire(s, ctx, v, v.tom, "can", du=du, au=au, famille_id=famille_id)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, v.tom), "le": le}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    assert [x.phrase.replace("\u00a0", " ") for x in lignes] == [
        "Restauration, inscription en cours : l’inscription prend fin.",
        "Mercredi, inscription en cours : l’inscription prend fin.",
    ]
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes])
    veille = le - timedelta(days=1)
    assert colonne(ctx, "SELECT au, etat FROM inscription WHERE personne_id = :p ORDER BY id", p=v.tom) == [
        (veille, "terminee"),
        (veille, "terminee"),
        (autres["passee"][1], "active"),
        (autres["ailleurs"][1], "active"),
    ]


def test_des_jours_rendus_sans_droit_fini_se_scellent(ctx: Contexte) -> None:
    """Lost otherwise: a shared child leaves one of its homes, and no history says who cancelled its days there."""
    from models import Lien

    v = ouvrir_ville(ctx)
    (voisin,) = enfants(ctx, v, 1)
    [ailleurs] = colonne(ctx, "SELECT famille_id FROM lien WHERE personne_id = :p", p=voisin)
    jours(ctx, v, v.tom, LUNDI)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, v.tom), "le": ctx.aujourdhui()}
    with ctx.ecriture() as s:
        s.add(Lien(personne_id=v.tom, famille_id=ailleurs, role="enfant", rang=9, du=date(2026, 9, 1)))
    lignes = familles.ce_qui_repose(ctx, **quoi)
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes], sort=Sort.ANNULER)
    assert etats(ctx, v.tom) == [("annulee", 0)]
    [(objet, contenu)] = colonne(ctx, "SELECT objet, contenu FROM journal WHERE type = 'inscription.terminer'")
    assert (objet, json.loads(contenu)["inscriptions"], json.loads(contenu)["annulees"]) == ("20421", "", 1)
    assert set(colonne(ctx, "SELECT etat FROM inscription WHERE personne_id = :p", p=v.tom)) == {"active"}


def test_un_delai_passe_depuis_l_apercu_se_redemande(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: « sans frais » said at five to midnight, billed at five past."""
    v = ouvrir_ville(ctx)
    jours(ctx, v, v.tom, LUNDI)
    quoi = {"lien_id": lien(ctx, v.tom), "le": ctx.aujourdhui()}
    vues = [x.cle for x in familles.ce_qui_repose(ctx, **quoi)]
    horloge.avancer(days=15)
    with pytest.raises(ReposeDessus, match="1 annulée trop tard, donc facturée"):
        familles.retirer_membre(ctx, **quoi, vues=vues, sort=Sort.ANNULER)
    assert etats(ctx, v.tom) == [("reservee", 1)]


def test_changer_d_ecole_dit_ce_que_coute_d_annuler(ctx: Contexte) -> None:
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, PROCHE, LUNDI)
    quoi = {"lien_id": lien(ctx, e.v.lea), "avant": {"ecole": HUGO}, "apres": {"ecole": MOLIERE}}
    with pytest.raises(ReposeDessus) as refus:
        familles.modifier_membre(ctx, **quoi)
    assert refus.value.lignes[0].sorts[Sort.ANNULER] == (
        "l’inscription prend fin, 1 annulée sans frais, 1 annulée trop tard, donc facturée"
    )
    familles.modifier_membre(ctx, **quoi, vues=[x.cle for x in refus.value.lignes], sort=Sort.ANNULER)
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    assert (json.loads(contenu)["annulees"], json.loads(contenu)["facturees"]) == (2, 1)


def test_changer_d_ecole_rend_aussi_le_premier_jour(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the meal of the very day, expected for ever at the school the child left that morning."""
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, PROCHE)
    horloge.avancer(days=6, hours=18)
    assert ctx.aujourdhui() == PROCHE
    quoi = {"lien_id": lien(ctx, e.v.lea), "avant": {"ecole": HUGO}, "apres": {"ecole": MOLIERE}}
    with pytest.raises(ReposeDessus) as refus:
        familles.modifier_membre(ctx, **quoi)
    [ligne] = refus.value.lignes
    assert ligne.sorts[Sort.ANNULER] == "l’inscription prend fin, 1 annulée trop tard, donc facturée"
    familles.modifier_membre(ctx, **quoi, vues=[ligne.cle], sort=Sort.ANNULER)
    assert etats(ctx, e.v.lea) == [("annulee", 1)]


# A death


def test_la_mort_d_un_enfant_annule_tout_sans_frais(ctx: Contexte) -> None:
    """Lost otherwise: parents billed for the meals of a child they have just buried."""
    v = ouvrir_ville(ctx, annulation_hors_delai="refuse")
    jours(ctx, v, v.tom, TRES_PROCHE, PROCHE, LUNDI)
    assert deces(ctx, v.tom) == (
        "Restauration, 3 réservations du 17 nov. au 7 déc. : annulées sans frais, l’inscription prend fin.",
        "Mercredi, inscription en cours : l’inscription prend fin.",
    )
    assert etats(ctx, v.tom) == [("annulee", 0)] * 3
    assert set(colonne(ctx, "SELECT etat FROM inscription WHERE personne_id = :p", p=v.tom)) == {"terminee"}
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    finies = colonne(ctx, "SELECT id FROM inscription WHERE personne_id = :p ORDER BY id", p=v.tom)
    assert len(finies) == 2
    dits = {"inscriptions": ",".join(map(str, finies)), "annulees": 3, "facturees": 0}
    assert json.loads(contenu).items() >= dits.items()


def test_une_absence_a_venir_et_un_jour_rendu_tard_ne_se_facturent_plus(ctx: Contexte) -> None:
    v = ouvrir_ville(ctx, absence_preavis=("J-2",))
    jours(ctx, v, v.tom, TRES_PROCHE, PROCHE, LUNDI)
    declarer(ctx, personne_id=v.tom, du=TRES_PROCHE, au=TRES_PROCHE)
    # Given up in time, a day was due no more: nothing becomes of it.
    rendu = LUNDI + timedelta(days=1)
    jours(ctx, v, v.tom, rendu)
    for jour in (PROCHE, rendu):
        enregistrer(ctx, demandes=[Demande(v.tom, jour, v.unites["midi"], annuler=True)], attendu=None)
    assert etats(ctx, v.tom) == [("absence_injustifiee", 1), ("annulee", 1), ("reservee", 1), ("annulee", 0)]
    assert deces(ctx, v.tom)[0] == (
        "Restauration, 1 réservation le 7 déc. : annulée sans frais, "
        "2 jours manqués ou annulés tard ne seront pas facturés, l’inscription prend fin."
    )
    assert etats(ctx, v.tom) == [("absence_justifiee", 0), ("annulee", 0), ("annulee", 0), ("annulee", 0)]


def test_les_jours_depuis_la_mort_non_plus_et_ceux_d_avant_restent(ctx: Contexte, horloge: Horloge) -> None:
    """Told two weeks later: what was eaten is due, what was not is not."""
    v = ouvrir_ville(ctx)
    jours(ctx, v, v.tom, PROCHE, LUNDI)
    horloge.avancer(days=23)
    assert ctx.aujourdhui() > LUNDI
    deces(ctx, v.tom, le=date(2026, 12, 1))
    assert etats(ctx, v.tom) == [("reservee", 1), ("annulee", 0)]


def test_le_jour_meme_de_la_mort_non_plus(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the meal of that very day on the bill, and a right that ended with it never closed."""
    v = ouvrir_ville(ctx)
    jours(ctx, v, v.tom, LUNDI)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET au = :le WHERE personne_id = :p", {"le": LUNDI, "p": v.tom})
    horloge.avancer(days=22)
    deces(ctx, v.tom, le=LUNDI)
    assert etats(ctx, v.tom) == [("annulee", 0)]
    assert set(colonne(ctx, "SELECT etat FROM inscription WHERE personne_id = :p", p=v.tom)) == {"terminee"}


def passes(ctx: Contexte, horloge: Horloge) -> Ville:
    """Tom was there before and on Monday, missed Tuesday; that was three weeks ago."""
    v = ouvrir_ville(ctx)
    jours(ctx, v, v.tom, PROCHE, LUNDI, LUNDI + timedelta(days=1))
    horloge.avancer(days=24)
    pointer(ctx, {PROCHE: "presente", LUNDI: "presente", LUNDI + timedelta(days=1): "absence_injustifiee"})
    return v


def pointer(ctx: Contexte, etats_: Mapping[date, str]) -> None:
    with ctx.ecriture() as s:
        sql = "UPDATE reservation SET etat = :e WHERE jour = :j"
        s.ordres(sql, [{"e": etat, "j": jour} for jour, etat in etats_.items()])


def test_un_jour_pointe_present_apres_la_mort_ne_se_facture_pas_et_se_dit(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a list ticked by habit, and a meal billed of a child who had died."""
    v = passes(ctx, horloge)
    assert deces(ctx, v.tom, le=date(2026, 12, 1))[0] == (
        "Restauration, du 7 déc. au 8 déc. : 1 jour pointé présent ne sera pas facturé, 1 jour manqué ou annulé tard "
        "ne sera pas facturé, l’inscription prend fin."
    )
    assert etats(ctx, v.tom) == [("presente", 1), ("absence_justifiee", 0), ("absence_justifiee", 0)]


def test_un_depart_date_du_passe_dit_ce_qui_reste_du(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: days after the departure billed, by a file nobody opens any more, and unsaid."""
    v = passes(ctx, horloge)
    quoi: dict[str, Any] = {"lien_id": lien(ctx, v.tom), "le": date(2026, 12, 1)}
    lignes = familles.ce_qui_repose(ctx, **quoi)
    dite = "Restauration, 2 jours du 7 déc. au 8 déc. (1 pointé présent et 1 manqué ou annulé tard) : restent dus."
    assert dite in [x.phrase for x in lignes]
    familles.retirer_membre(ctx, **quoi, vues=[x.cle for x in lignes])
    assert etats(ctx, v.tom) == [("presente", 1), ("presente", 1), ("absence_injustifiee", 1)]


def test_ce_qui_reste_du_est_d_ici_depuis_le_jour_du_depart_et_facture(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the other household's days read here, an excused one said due, the first one left out."""
    v = ouvrir_ville(ctx)
    mardi, jeudi = LUNDI + timedelta(days=1), LUNDI + timedelta(days=3)
    jours(ctx, v, v.tom, LUNDI, mardi, jeudi)
    (voisin,) = enfants(ctx, v, 1)
    [ailleurs] = colonne(ctx, "SELECT famille_id FROM lien WHERE personne_id = :p", p=voisin)
    horloge.avancer(days=26)
    pointer(ctx, {LUNDI: "presente", mardi: "presente", jeudi: "absence_justifiee"})
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET famille_id = :f WHERE jour = :j", {"f": ailleurs, "j": mardi})
        s.ordre("UPDATE reservation SET facturee = :non WHERE jour = :j", {"non": False, "j": jeudi})
    lignes = familles.ce_qui_repose(ctx, lien_id=lien(ctx, v.tom), le=LUNDI)
    assert [x.phrase for x in lignes if "dû" in x.phrase or "dus" in x.phrase] == [
        "Restauration, 1 jour le 7 déc. (1 pointé présent) : reste dû."
    ]


def test_les_deux_foyers_de_l_enfant_et_la_place_est_proposee(ctx: Contexte) -> None:
    """Lost otherwise: cancelled in the house on the screen, cooked and billed in the other."""
    from models import Lien

    v = ouvrir_ville(ctx, capacite=1)
    autre, voisin = enfants(ctx, v, 2)
    [ailleurs] = colonne(ctx, "SELECT famille_id FROM lien WHERE personne_id = :p", p=autre)
    with ctx.ecriture() as s:
        s.add(Lien(personne_id=v.tom, famille_id=ailleurs, role="enfant", rang=9, du=date(2026, 9, 1)))
        s.ordre("UPDATE inscription SET famille_id = :f WHERE personne_id = :p AND activite_id = :a",
                {"f": ailleurs, "p": v.tom, "a": v.activites["mer"]})  # fmt: skip
    jours(ctx, v, v.tom, LUNDI)
    enregistrer(ctx, demandes=[Demande(v.tom, date(2026, 12, 9), v.unites["matin"])], attendu=None)
    jours(ctx, v, voisin, LUNDI)
    deces(ctx, v.tom)
    assert etats(ctx, v.tom) == [("annulee", 0)] * 2
    # Each household reads in its own history what ended and was given up there, no other's.
    scelles = colonne(ctx, "SELECT objet, contenu FROM journal WHERE type = 'inscription.terminer'")
    finies = dict(colonne(ctx, "SELECT famille_id, CAST(id AS TEXT) FROM inscription WHERE personne_id = :p", p=v.tom))
    assert {code: (json.loads(dit)["inscriptions"], json.loads(dit)["annulees"]) for code, dit in scelles} == {
        "20421": (finies[v.famille_id], 1),
        "30000": (finies[ailleurs], 1),
    }
    assert colonne(ctx, "SELECT count(*) FROM inscription WHERE personne_id = :p AND etat = 'active'", p=v.tom) == [0]
    [tache] = taches.lister(ctx)
    assert colonne(ctx, "SELECT personne_id FROM tache WHERE id = :t", t=tache.tache_id) == [voisin]


def test_le_recu_de_la_visite_ne_dit_pas_retire(ctx: Contexte) -> None:
    """Lost otherwise: « enfant retiré du foyer » on the paper handed to a father."""
    from guichet.services.comptoir import passages

    v = ouvrir_ville(ctx)
    passages.ouvrir(ctx, famille_id=v.famille_id)
    deces(ctx, v.tom)
    dits = colonne(ctx, "SELECT libelle FROM acte_passage ORDER BY id")
    assert "décès enregistré" in dits
    assert "fin d’inscription : Restauration, Mercredi" in dits
    assert not any("retiré" in x for x in dits)


def test_qui_n_a_rien_reserve_n_est_pas_questionne(ctx: Contexte) -> None:
    v = ouvrir_ville(ctx)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": v.tom})
    assert deces(ctx, v.tom) == ()


# Counted


@pytest.mark.parametrize(
    ("rendues", "dites"),
    [
        (Rendues(), ""),
        (Rendues(1, 0, 0), "1 annulée sans frais"),
        (Rendues(38, 2, 0), "38 annulées sans frais, 2 annulées trop tard, donc facturées"),
        (Rendues(0, 0, 2), "2 qu’il est trop tard pour annuler, donc dues"),
    ],
)
def test_ce_que_coute_de_rendre_se_compte(rendues: Rendues, dites: str) -> None:
    assert rendues.dites == dites


def test_un_refus_laisse_le_jour_du() -> None:
    verdicts = [
        Verdict(Issue.ANNULEE, "", ""),
        Verdict(Issue.ANNULEE, "", "", facturee=True),
        Verdict(Issue.REFUSEE, "", ""),
    ]
    assert prevues(verdicts) == Rendues(1, 1, 1)
    assert prevues(verdicts).signe == "1-1-1"


def test_un_droit_a_venir_n_aura_jamais_ete(ctx: Contexte) -> None:
    v = ouvrir_ville(ctx)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": v.tom})
        inscrire(s, ctx, v, v.tom, "can", du=date(2027, 1, 4))
    deces(ctx, v.tom)
    assert colonne(ctx, "SELECT etat FROM inscription WHERE personne_id = :p", p=v.tom) == ["terminee"]
