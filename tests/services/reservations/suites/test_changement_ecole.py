"""A child changes school: bookings, meals and rank go along, are given back or stay, and never in silence."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from guichet.accompli import ecouter
from guichet.contexte import Contexte
from guichet.fiches.socle.repose import ReposeDessus, Sort, sorts_proposes
from guichet.regles.reservations.changements import Cause
from guichet.regles.reservations.etats import EtatReservation
from guichet.services import familles
from guichet.services.comptoir import taches
from guichet.services.dossier import dossiers
from guichet.services.listes import releves
from guichet.services.reservations.absences import declarer
from tests.bases import Horloge
from tests.services.annee_scolaire import LUNDI
from tests.services.ecoles import HUGO, MARDI, MOLIERE, changer, lien, ouvrir, reservations, reserver
from tests.services.guichet_identifiants import colonne

PASSE, AUJOURDHUI = date(2026, 11, 12), date(2026, 11, 16)


def refuse(ctx: Contexte, personne_id: int, **suite: Any) -> ReposeDessus:
    with pytest.raises(ReposeDessus) as refus:
        changer(ctx, personne_id, **suite)
    return refus.value


def vues(refus: ReposeDessus) -> list[str]:
    return [ligne.cle for ligne in refus.lignes]


def en_inscriptions(ctx: Contexte, personne_id: int) -> list[tuple[str, date, date, str]]:
    return colonne(
        ctx,
        "SELECT g.ecole, i.du, i.au, i.etat FROM inscription i JOIN groupe g ON g.id = i.groupe_id "
        "WHERE i.personne_id = :p AND g.ecole <> '' ORDER BY i.id",
        p=personne_id,
    )


def test_changer_d_ecole_dit_ce_qui_y_repose(ctx: Contexte) -> None:
    """Lost otherwise: meals cooked at the old school for a child who eats at the new one, unexpected."""
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, LUNDI, MARDI)
    refus = refuse(ctx, e.v.lea)
    [ligne] = refus.lignes
    assert ligne.quoi == "Restauration, inscription à Victor-Hugo, 2 réservations à partir du 16 nov."
    assert sorts_proposes(refus.lignes) == tuple(Sort)
    assert ligne.sorts[Sort.DEPLACER] == "passe à Molière : 2 places là-bas"
    assert reservations(ctx, e.v.lea) == [(HUGO, "reservee")] * 2
    # Seen is not said: the fate is to be chosen.
    assert len(refuse(ctx, e.v.lea, vues=vues(refus)).lignes) == 1


def test_les_reservations_suivent_l_enfant(ctx: Contexte) -> None:
    """Its days, its rank, its right; the past stays where it was eaten."""
    e = ouvrir(ctx, reservation=("aucun",))
    with ctx.ecriture() as s:
        inscription = s.une("SELECT min(id) FROM inscription WHERE personne_id = :p", {"p": e.v.lea})
    reserver(ctx, e, e.v.lea, LUNDI, MARDI)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, "
            "demandee_le, origine, majoree, derogation_agent, derogation_motif, priorite, facturee) "
            "SELECT inscription_id, personne_id, famille_id, groupe_id, unite_id, :jour, 'reservee', demandee_le, "
            "origine, majoree, '', '', priorite, facturee FROM reservation WHERE jour = :lundi",
            {"jour": PASSE, "lundi": LUNDI},
        )
    avant = colonne(ctx, "SELECT id, demandee_le, majoree, facturee FROM reservation ORDER BY id")
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(HUGO, "reservee"), (MOLIERE, "reservee"), (MOLIERE, "reservee")]
    assert colonne(ctx, "SELECT id, demandee_le, majoree, facturee FROM reservation ORDER BY id") == avant
    assert en_inscriptions(ctx, e.v.lea) == [
        (HUGO, date(2026, 9, 1), date(2026, 11, 15), "terminee"),
        (MOLIERE, AUJOURDHUI, date(2027, 7, 2), "active"),
    ]
    droits = colonne(ctx, "SELECT DISTINCT inscription_id FROM reservation WHERE jour >= :j", j=LUNDI)
    assert droits
    assert inscription is not None
    assert inscription[0] not in droits
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.deplacer'")
    assert (json.loads(contenu)["reservees"], json.loads(contenu)["attente"]) == (2, 0)
    assert colonne(ctx, "SELECT ecole FROM scolarite WHERE personne_id = :p", p=e.v.lea) == [MOLIERE]
    # The kitchen of Molière expects her, that of Victor-Hugo no more.
    assert [x.site for x in releves.presences(ctx, du=LUNDI, au=LUNDI)] == [MOLIERE]


def test_ou_c_est_complet_le_rang_est_celui_de_la_demande(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: last of the list for having moved house, or a chair taken from who waits for it."""
    e = ouvrir(ctx, a_hugo=1, a_moliere=3, capacite=1)
    _, premier, deuxieme, dernier = e.enfants
    for p in (premier, deuxieme, e.v.lea, dernier):
        reserver(ctx, e, p)
        horloge.avancer(minutes=1)
    refus = refuse(ctx, e.v.lea)
    assert refus.lignes[0].sorts[Sort.DEPLACER] == "passe à Molière : 1 en liste d’attente"
    changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "en_attente")]
    attente = releves.attente(ctx, du=LUNDI, au=LUNDI)
    assert [x.rang for x in attente if x.enfant.startswith("LÉGER")] == [2]
    assert len(attente) == 3


def test_la_place_rendue_est_proposee_a_l_ancienne_ecole(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a chair empty all year at the school that was left, while a child waits for it."""
    e = ouvrir(ctx, a_hugo=2, capacite=1)
    _, voisin = e.enfants
    for p in (e.v.lea, voisin):
        reserver(ctx, e, p)
        horloge.avancer(minutes=1)
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    [tache] = taches.lister(ctx)
    assert colonne(ctx, "SELECT personne_id FROM tache WHERE id = :t", t=tache.tache_id) == [voisin]


def test_une_offre_faite_a_l_ancienne_ecole_passe_au_suivant(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: a family called for a chair of a school its child has left."""
    e = ouvrir(ctx, a_hugo=3, capacite=1)
    lea, voisin, dernier = e.enfants
    for p in (voisin, lea, dernier):
        reserver(ctx, e, p)
        horloge.avancer(minutes=1)
    changer(ctx, voisin, vues=vues(refuse(ctx, voisin)), sort=Sort.ANNULER)
    assert colonne(ctx, "SELECT personne_id FROM tache WHERE etat = 'a_faire'") == [lea]
    changer(ctx, lea, vues=vues(refuse(ctx, lea)), sort=Sort.DEPLACER)
    assert colonne(ctx, "SELECT personne_id FROM tache WHERE etat = 'a_faire'") == [dernier]
    assert reservations(ctx, lea) == [(MOLIERE, "reservee")]


def test_annuler_suit_les_delais(ctx: Contexte) -> None:
    """Eight days ahead to give back: the 23rd stays charged, 7 December does not."""
    e = ouvrir(ctx)
    proche = date(2026, 11, 23)
    reserver(ctx, e, e.v.lea, proche, LUNDI)
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.ANNULER)
    assert colonne(ctx, "SELECT etat, facturee FROM reservation ORDER BY jour") == [("annulee", 1), ("annulee", 0)]
    assert [etat for *_, etat in en_inscriptions(ctx, e.v.lea)] == ["terminee"]


def test_garder_ne_change_rien_et_se_scelle(ctx: Contexte) -> None:
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea)
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.GARDER)
    assert reservations(ctx, e.v.lea) == [(HUGO, "reservee")]
    assert [etat for *_, etat in en_inscriptions(ctx, e.v.lea)] == ["active"]
    [contenu] = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'membre.modifier'")
    assert json.loads(contenu)["sort"] == "garder"


def test_sans_groupe_la_bas_les_jours_sont_annules_sans_frais(ctx: Contexte) -> None:
    """The new school has no canteen: nobody pays for a meal that is not cooked."""
    e = ouvrir(ctx)
    proche = date(2026, 11, 23)
    reserver(ctx, e, e.v.lea, proche, LUNDI)
    with ctx.ecriture() as s:
        s.ordre("UPDATE groupe SET active = :non WHERE id = :g", {"non": False, "g": e.moliere})
    refus = refuse(ctx, e.v.lea)
    assert refus.lignes[0].sorts[Sort.DEPLACER].startswith("aucun groupe ne l’accueille, l’inscription prend fin")
    changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    assert colonne(ctx, "SELECT etat, facturee FROM reservation ORDER BY jour") == [("annulee", 0), ("annulee", 0)]
    assert [etat for *_, etat in en_inscriptions(ctx, e.v.lea)] == ["terminee"]


def test_un_jour_ferme_la_bas_est_annule_sans_frais(ctx: Contexte) -> None:
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, LUNDI, MARDI)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM ouverture WHERE groupe_id = :g AND jour = :j", {"g": e.moliere, "j": LUNDI})
    refus = refuse(ctx, e.v.lea)
    assert refus.lignes[0].sorts[Sort.DEPLACER] == "passe à Molière : 1 place là-bas, 1 annulée sans frais"
    changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    assert [etat for _, etat in reservations(ctx, e.v.lea)] == ["annulee", "reservee"]


def test_une_demande_incomplete_reste_sans_rang(ctx: Contexte) -> None:
    """A document is missing still: moving is no way to a place."""
    e = ouvrir(ctx, pieces=("livret de famille",), rang_a_la_completude=True)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET complete_le = NULL WHERE personne_id = :p", {"p": e.v.lea})
    reserver(ctx, e, e.v.lea)
    assert reservations(ctx, e.v.lea) == [(HUGO, "demandee")]
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "demandee")]
    assert colonne(ctx, "SELECT complete_le FROM inscription WHERE groupe_id = :g", g=e.moliere) == [None]


def test_le_groupe_choisi_hors_de_l_ecole_ne_bouge_pas(ctx: Contexte) -> None:
    """Registered by hand at another school: whatever her own becomes, that was somebody's choice."""
    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE scolarite SET ecole = 'Ferry' WHERE personne_id = :p", {"p": e.v.lea})
    reserver(ctx, e, e.v.lea)
    familles.modifier_membre(ctx, lien_id=lien(ctx, e.v.lea), avant={"ecole": "Ferry"}, apres={"ecole": MOLIERE})
    assert reservations(ctx, e.v.lea) == [(HUGO, "reservee")]


def test_l_inscription_en_attente_passe_dans_l_autre_file(ctx: Contexte) -> None:
    """Her registration waits at a full school; a place is left at the other."""
    e = ouvrir(ctx, a_hugo=2, capacite=1)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET etat = 'en_attente' WHERE personne_id = :p AND groupe_id = :g",
                {"p": e.v.lea, "g": e.hugo})  # fmt: skip
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert [(ecole, etat) for ecole, _, _, etat in en_inscriptions(ctx, e.v.lea)] == [
        (HUGO, "terminee"),
        (MOLIERE, "active"),
    ]


def test_les_jours_des_deux_foyers_suivent(ctx: Contexte) -> None:
    """One school for the child, whichever parent books; each household has its line."""
    from models import Famille, Lien

    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        pere = Famille(code="40000", ville="Clairval-sur-Seine", creee_le=ctx.maintenant())
        s.add(pere)
        s.flush()
        s.add(Lien(personne_id=e.v.lea, famille_id=pere.id, role="enfant", du=date(2026, 9, 1)))
    reserver(ctx, e, e.v.lea, LUNDI, MARDI)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET famille_id = :f WHERE jour = :j", {"f": pere.id, "j": MARDI})
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "reservee")] * 2
    assert set(colonne(ctx, "SELECT objet FROM journal WHERE type = 'inscription.deplacer'")) == {"20421", "40000"}


def test_un_pai_se_dit_et_ne_se_deplace_pas_tout_seul(ctx: Contexte) -> None:
    """Lost otherwise: an allergy known to the school that was left, and to nobody at the new one."""
    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET pai = :oui WHERE id = :p", {"oui": True, "p": e.v.lea})
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": e.v.lea})
    refus = refuse(ctx, e.v.lea)
    assert [ligne.phrase for ligne in refus.lignes] == [
        "PAI : Victor-Hugo le connaît : il est à remettre à Molière avant son premier repas, « À traiter » le rappelle."
    ]
    changer(ctx, e.v.lea, vues=vues(refus))
    [tache] = taches.lister(ctx)
    assert (tache.nature, tache.detail, tache.personne_id) == (
        "pai_a_transmettre", "PAI à transmettre à Molière (quitte Victor-Hugo)", e.v.lea,
    )  # fmt: skip
    assert "PAI à transmettre à Molière (quitte Victor-Hugo)" in [a.texte for a in dossiers.lire(ctx, "20421").alertes]
    # Back the same day: one task, of the school it is for now.
    retour: dict[str, Any] = {"lien_id": lien(ctx, e.v.lea), "avant": {"ecole": MOLIERE}, "apres": {"ecole": HUGO}}
    with pytest.raises(ReposeDessus) as rendu:
        familles.modifier_membre(ctx, **retour)
    familles.modifier_membre(ctx, **retour, vues=vues(rendu.value))
    [tache] = taches.lister(ctx)
    assert tache.detail == "PAI à transmettre à Victor-Hugo (quitte Molière)"
    taches.faire(ctx, tache_id=tache.tache_id)
    assert taches.lister(ctx) == ()


@pytest.mark.parametrize(
    ("capacite", "dite", "ou"),
    [
        (2, "passe à Molière : 1 place là-bas, 2 absences déjà dites le suivent", [MOLIERE] * 3),
        (1, "passe à Molière : 1 place là-bas, 1 absence déjà dite le suit, 1 absence déjà dite reste à Victor-Hugo",
         [HUGO, MOLIERE, MOLIERE]),
    ],
)  # fmt: skip
def test_les_absences_deja_dites_suivent(ctx: Contexte, capacite: int, dite: str, ou: list[str]) -> None:
    """Lost otherwise: an absence told, of a school that does not expect the child any more."""
    e = ouvrir(ctx, a_hugo=1, a_moliere=1, capacite=capacite, absence_preavis=("J-9",))
    proche, mercredi = date(2026, 11, 23), date(2026, 12, 10)
    reserver(ctx, e, e.enfants[1], proche)
    reserver(ctx, e, e.v.lea, proche, LUNDI, mercredi)
    for jour in (proche, LUNDI):
        declarer(ctx, personne_id=e.v.lea, du=jour, au=jour)
    assert [etat for _, etat in reservations(ctx, e.v.lea)] == ["absence_injustifiee", "absence_justifiee", "reservee"]
    couts = colonne(ctx, "SELECT etat, facturee FROM reservation WHERE personne_id = :p ORDER BY jour", p=e.v.lea)
    refus = refuse(ctx, e.v.lea)
    assert refus.lignes[0].sorts[Sort.DEPLACER] == dite
    changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    assert [ecole for ecole, _ in reservations(ctx, e.v.lea)] == ou
    dits = "SELECT etat, facturee FROM reservation WHERE personne_id = :p ORDER BY jour"
    assert colonne(ctx, dits, p=e.v.lea) == couts


def test_ce_qui_a_suivi_l_enfant_est_entendu(ctx: Contexte) -> None:
    """Lost otherwise: a change of school taken for one that touched no booking, and offered to be taken back alone."""
    e = ouvrir(ctx, a_hugo=1, a_moliere=1)
    reserver(ctx, e, e.v.lea, LUNDI)
    refus = refuse(ctx, e.v.lea)
    with ecouter() as faits:
        changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    partie, jugee = faits.reservations
    assert (partie.avant, partie.cause) == (EtatReservation.RESERVEE, Cause.DEPLACEMENT)
    assert (jugee.avant, jugee.apres) == (partie.apres, EtatReservation.RESERVEE)


def test_une_demande_incomplete_le_reste(ctx: Contexte) -> None:
    """Lost otherwise: a registration without its documents becomes one by changing school."""
    e = ouvrir(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE inscription SET etat = 'demandee', complete_le = NULL WHERE personne_id = :p", {"p": e.v.lea})
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert [(ecole, etat) for ecole, _, _, etat in en_inscriptions(ctx, e.v.lea)][-1] == (MOLIERE, "demandee")


@pytest.mark.parametrize("absente", [False, True])
def test_le_jour_du_changement_est_de_la_nouvelle_ecole(ctx: Contexte, horloge: Horloge, absente: bool) -> None:
    """Lost otherwise: on the very first day at the new school, the meal waits, or is told lost, at the old one."""
    e = ouvrir(ctx, reservation=("aucun",))
    reserver(ctx, e, e.v.lea, LUNDI)
    if absente:
        declarer(ctx, personne_id=e.v.lea, du=LUNDI, au=LUNDI)
    horloge.avancer(days=(LUNDI - ctx.aujourdhui()).days, hours=-6)
    assert ctx.aujourdhui() == LUNDI
    changer(ctx, e.v.lea, vues=vues(refuse(ctx, e.v.lea)), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "absence_injustifiee" if absente else "reservee")]


def test_un_enfant_sans_date_de_naissance_est_demande_aussi(ctx: Contexte) -> None:
    """Lost otherwise: a child whose birth nobody knows left at the canteen of the school they went from, in silence."""
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, LUNDI)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = NULL WHERE id = :p", {"p": e.v.lea})
    refus = refuse(ctx, e.v.lea)
    assert "à Victor-Hugo" in refus.message
    changer(ctx, e.v.lea, vues=vues(refus), sort=Sort.DEPLACER)
    assert reservations(ctx, e.v.lea) == [(MOLIERE, "reservee")]


@pytest.mark.parametrize("change", ["active = FALSE", "age_min_mois = 48", "age_max_mois = 132", "ecole = 'Ailleurs'"])
def test_sans_groupe_du_meme_age_a_la_nouvelle_ecole_rien_ne_se_devine(ctx: Contexte, change: str) -> None:
    """A birth nobody knows goes from a group to its twin; into any other, somebody must say."""
    e = ouvrir(ctx)
    reserver(ctx, e, e.v.lea, LUNDI)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = NULL WHERE id = :p", {"p": e.v.lea})
        s.ordre(f"UPDATE groupe SET {change} WHERE id = :g", {"g": e.moliere})
    [ligne] = refuse(ctx, e.v.lea).lignes
    assert ligne.sorts[Sort.DEPLACER] == ("aucun groupe ne l’accueille, l’inscription prend fin : 1 annulée sans frais")


# Class, birth date


def par_age(ctx: Contexte, age: str) -> Any:
    e = ouvrir(ctx, age=age)
    with ctx.ecriture() as s:
        for groupe, nom, classes, mini, maxi in (
            (e.hugo, "Petits", "CP,CE1", 36, 120), (e.moliere, "Grands", "CE2", 120, 144),
        ):  # fmt: skip
            s.ordre(
                "UPDATE groupe SET ecole = '', nom = :n, classes = :c, age_min_mois = :i, age_max_mois = :a "
                "WHERE id = :g",
                {"n": nom, "c": classes, "i": mini, "a": maxi, "g": groupe},
            )
    reserver(ctx, e, e.v.lea)
    return e


@pytest.mark.parametrize(
    ("age", "avant", "apres", "bouge"),
    [
        ("classe", {"classe": "CE1"}, {"classe": "CE2"}, True),
        ("classe", {"classe": "CE1"}, {"classe": "CP"}, False),
        ("debut", {"classe": "CE1"}, {"classe": "CE2"}, False),
        ("debut", {"naissance": date(2018, 3, 4)}, {"naissance": date(2015, 3, 4)}, True),
        ("debut", {"naissance": date(2018, 3, 4)}, {"naissance": date(2018, 4, 3)}, False),
        ("jour", {"naissance": date(2018, 3, 4)}, {"naissance": date(2015, 3, 4)}, True),
        ("classe", {"naissance": date(2018, 3, 4)}, {"naissance": date(2015, 3, 4)}, False),
    ],
)
def test_la_classe_ou_la_naissance_change_de_groupe(
    ctx: Contexte, age: str, avant: Any, apres: Any, bouge: bool
) -> None:
    """Lost otherwise: a birth date set right, and a child refused every day in the group of an age they never had."""
    e = par_age(ctx, age)
    quoi = {"lien_id": lien(ctx, e.v.lea), "avant": avant, "apres": apres}
    if not bouge:
        familles.modifier_membre(ctx, **quoi)
        assert colonne(ctx, "SELECT groupe_id FROM reservation") == [e.hugo]
        return
    with pytest.raises(ReposeDessus) as refus:
        familles.modifier_membre(ctx, **quoi)
    assert "passe à Grands" in refus.value.message
    familles.modifier_membre(ctx, **quoi, vues=vues(refus.value), sort=Sort.DEPLACER)
    assert colonne(ctx, "SELECT groupe_id, etat FROM reservation") == [(e.moliere, "reservee")]
