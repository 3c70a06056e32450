"""Days given to the other household: what was booked on them is asked before, and kept unless the family says."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from guichet.contexte import Contexte
from guichet.fiches.garde.reglage import Reglage
from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import ReposeDessus, Sort, sorts_proposes
from guichet.regles.garde.foyer_dit import AUTRE_GARDE
from guichet.services import familles
from guichet.services.garde import alternee
from guichet.services.garde.rattachement import rattacher_enfant
from guichet.services.reservations import apercu, enregistrer, planning
from tests.services.annee_scolaire import LUNDI, Ville, ouvrir_ville
from tests.services.foyer_simple import foyer
from tests.services.guichet_identifiants import colonne

MARDI = LUNDI + timedelta(days=1)
SUIVANT = LUNDI + timedelta(days=7)


def partages(ctx: Contexte) -> tuple[Ville, dict[str, Any]]:
    """Tom books a Monday of two weeks running; the second household is there, not his yet."""
    v = ouvrir_ville(ctx)
    foyer(ctx, "20988", ("Martin",))
    for jour in (LUNDI, SUIVANT):
        enregistrer(ctx, demandes=[Demande(v.tom, jour, v.unites["midi"])], attendu=None)
    (lien,) = colonne(ctx, "SELECT id FROM lien WHERE personne_id = :p", p=v.tom)
    return v, {"lien_id": lien, "autre_code": "20988", "rythme": "1/2", "ancre": SUIVANT}


def refus_de(service: Any, ctx: Contexte, **quoi: Any) -> ReposeDessus:
    with pytest.raises(ReposeDessus) as refus:
        service(ctx, **quoi)
    return refus.value


def etats(ctx: Contexte) -> list[tuple[date, str]]:
    return colonne(ctx, "SELECT jour, etat FROM reservation ORDER BY jour")


def cles(refus: ReposeDessus) -> list[str]:
    return [x.cle for x in refus.lignes]


def test_partager_demande_ce_que_deviennent_les_jours_donnes(ctx: Contexte) -> None:
    """Lost otherwise: told after, once the meal of a child who is elsewhere is nobody's question any more."""
    _, quoi = partages(ctx)
    refus = refus_de(rattacher_enfant, ctx, **quoi)
    [ligne] = refus.lignes
    assert ligne.quoi == "Restauration, 1 réservation le 7 déc., hors de la garde désormais"
    assert sorts_proposes(refus.lignes) == (Sort.GARDER, Sort.ANNULER)
    assert ligne.sorts == {Sort.GARDER: "à garder, donc dues", Sort.ANNULER: "1 annulée sans frais"}
    assert colonne(ctx, "SELECT count(*) FROM lien WHERE personne_id = (SELECT min(personne_id) FROM reservation)") == [
        1
    ]
    rattacher_enfant(ctx, **quoi, vues=cles(refus), sort=Sort.GARDER)
    assert [etat for _, etat in etats(ctx)] == ["reservee", "reservee"]


def test_un_depart_qui_laisse_ses_droits_a_l_autre_foyer_dit_les_jours_rendus(ctx: Contexte) -> None:
    """Lost otherwise: two meals given back that day, and a history where nobody finds when nor by whom."""
    v, quoi = partages(ctx)
    rattacher_enfant(ctx, **quoi, vues=cles(refus_de(rattacher_enfant, ctx, **quoi)), sort=Sort.GARDER)
    depart = {"lien_id": quoi["lien_id"], "le": ctx.aujourdhui()}
    lignes = familles.ce_qui_repose(ctx, **depart)
    familles.retirer_membre(ctx, **depart, vues=[x.cle for x in lignes], sort=Sort.ANNULER)
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.terminer'")
    assert (json.loads(contenu)["inscriptions"], json.loads(contenu)["annulees"]) == ("", 2)
    assert colonne(ctx, "SELECT DISTINCT etat FROM inscription WHERE personne_id = :p", p=v.tom) == ["active"]


def test_un_jour_garde_se_dit_deja_reserve(ctx: Contexte) -> None:
    """Lost otherwise: a household told that a day is not its own, where its own booking is on the list."""
    v, quoi = partages(ctx)
    rattacher_enfant(ctx, **quoi, vues=cles(refus_de(rattacher_enfant, ctx, **quoi)), sort=Sort.GARDER)
    demandes = [Demande(v.tom, jour, v.unites["midi"]) for jour in (LUNDI, MARDI)]
    lues = apercu(ctx, demandes=demandes, famille_id=v.famille_id).lignes
    assert [(x.issue, x.motif.startswith("Déjà")) for x in lues] == [("inchangee", True), ("refusee", False)]


def test_la_famille_peut_les_rendre(ctx: Contexte) -> None:
    _, quoi = partages(ctx)
    rattacher_enfant(ctx, **quoi, vues=cles(refus_de(rattacher_enfant, ctx, **quoi)), sort=Sort.ANNULER)
    assert etats(ctx) == [(LUNDI, "annulee"), (SUIVANT, "reservee")]


def regle(ctx: Contexte) -> tuple[Ville, int, int]:
    """Settled, the first Monday kept out of the custody; the two places of Tom."""
    v, quoi = partages(ctx)
    rattacher_enfant(ctx, **quoi, vues=cles(refus_de(rattacher_enfant, ctx, **quoi)), sort=Sort.GARDER)
    ici, la = colonne(ctx, "SELECT id FROM lien WHERE personne_id = :p ORDER BY id", p=v.tom)
    return v, ici, la


def test_ce_qui_etait_garde_ne_se_redemande_pas(ctx: Contexte) -> None:
    """Lost otherwise: the same question at every change, of a day whose fate was said."""
    _, ici, _ = regle(ctx)
    alternee.ajouter_exception(ctx, lien_id=ici, du=MARDI, au=MARDI, ici=False)
    refus = refus_de(alternee.regler, ctx, lien_id=ici, voulu=Reglage("1/2", LUNDI))
    assert [x.quoi for x in refus.lignes] == ["Restauration, 1 réservation le 14 déc., hors de la garde désormais"]
    alternee.regler(ctx, lien_id=ici, voulu=Reglage("1/2", LUNDI), vues=cles(refus), sort=Sort.ANNULER)
    assert etats(ctx) == [(LUNDI, "reservee"), (SUIVANT, "annulee")]


def test_une_exception_posee_ou_retiree_demande_aussi(ctx: Contexte) -> None:
    _, ici, _ = regle(ctx)
    ailleurs: dict[str, Any] = {"lien_id": ici, "du": SUIVANT, "au": SUIVANT, "ici": False}
    refus = refus_de(alternee.ajouter_exception, ctx, **ailleurs)
    assert colonne(ctx, "SELECT count(*) FROM garde_exception") == [0]
    alternee.ajouter_exception(ctx, **ailleurs, vues=cles(refus), sort=Sort.GARDER)
    alternee.retirer_exception(ctx, lien_id=ici, du=SUIVANT)
    alternee.ajouter_exception(ctx, lien_id=ici, du=LUNDI, au=LUNDI)
    retrait = refus_de(alternee.retirer_exception, ctx, lien_id=ici, du=LUNDI)
    assert [x.quoi for x in retrait.lignes] == ["Restauration, 1 réservation le 7 déc., hors de la garde désormais"]


def test_un_foyer_n_entend_rien_de_l_autre(ctx: Contexte) -> None:
    """Rule 32: what the first household booked is not told to the second, nor undone on its word."""
    _, _, la = regle(ctx)
    alternee.regler(ctx, lien_id=la, voulu=Reglage("1/2", SUIVANT))
    assert [etat for _, etat in etats(ctx)] == ["reservee", "reservee"]


def test_la_fiche_de_l_enfant_demande_aussi_pour_les_jours_qu_elle_donne(ctx: Contexte) -> None:
    """Lost otherwise: weeks corrected on the sheet leave bookings on the other household's days, billed and unsaid."""
    v, ici, _ = regle(ctx)
    change: dict[str, Any] = {"lien_id": ici, "avant": {}, "apres": {"garde_ancre": LUNDI, "nom": "Nouveau"}}
    refus = refus_de(familles.modifier_membre, ctx, **change)
    [ligne] = refus.lignes
    assert ligne.quoi == "Restauration, 1 réservation le 14 déc., hors de la garde désormais"
    assert ligne.sorts == {Sort.GARDER: "à garder, donc dues", Sort.ANNULER: "1 annulée sans frais"}
    assert colonne(ctx, "SELECT garde_ancre FROM lien WHERE id = :l", l=ici) == [SUIVANT], "a refusal undoes the sheet"
    assert colonne(ctx, "SELECT nom FROM personne WHERE id = :p", p=v.tom) != ["Nouveau"]
    familles.modifier_membre(ctx, **change, vues=cles(refus), sort=Sort.ANNULER)
    assert etats(ctx) == [(LUNDI, "reservee"), (SUIVANT, "annulee")]


def test_le_planning_dit_ce_qui_reste_reserve_ailleurs_et_la_garde_n_a_pas_de_passe(ctx: Contexte) -> None:
    """Lost otherwise: days to give back looked for one by one, and weeks shown elsewhere before anybody shared them."""
    v, quoi = partages(ctx)
    rattacher_enfant(ctx, **quoi, vues=cles(refus_de(rattacher_enfant, ctx, **quoi)), sort=Sort.GARDER)
    lu = planning(ctx, v.famille_id)
    midi = v.unites["midi"]
    assert lu.ailleurs == {(v.tom, LUNDI, midi)}
    ailleurs = {jour for (e, jour, _), case in lu.cases.items() if e == v.tom and case.motif == AUTRE_GARDE}
    assert ailleurs and min(ailleurs) >= ctx.aujourdhui()


def test_un_foyer_quitte_avant_n_a_pas_commence_le_partage(ctx: Contexte) -> None:
    """Lost otherwise: a child who came from another family, and custody shown in weeks gone by."""
    from models import Lien

    v, quoi = partages(ctx)
    [arrivee] = colonne(ctx, "SELECT du FROM lien WHERE personne_id = :p", p=v.tom)
    [ancien] = colonne(ctx, "SELECT id FROM famille WHERE code = '20988'")
    with ctx.ecriture() as s:
        s.add(
            Lien(
                personne_id=v.tom, famille_id=ancien, role="enfant", du=arrivee - timedelta(days=900),
                au=arrivee - timedelta(days=1), motif="separation", rang=9,
            )
        )  # fmt: skip
    rattacher_enfant(ctx, **quoi, vues=cles(refus_de(rattacher_enfant, ctx, **quoi)), sort=Sort.GARDER)
    lu = planning(ctx, v.famille_id)
    ailleurs = {jour for (e, jour, _), case in lu.cases.items() if e == v.tom and case.motif == AUTRE_GARDE}
    assert ailleurs and min(ailleurs) >= ctx.aujourdhui()
