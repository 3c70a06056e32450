"""Required documents: a request that passes with its file half empty takes the place of one that was complete."""

from __future__ import annotations

import json
from datetime import date

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.activites import InscriptionInconnue
from guichet.fiches.reservations.planning import Demande
from guichet.regles.reservations.rang import nouveau_rang
from guichet.services.listes import releves
from guichet.services.reservations import annuler, apercu, attente, enregistrer, inscriptions, planning
from tests.bases import Horloge
from tests.services.annee_scolaire import AU, DU, LUNDI, Ville, enfants, ouvrir_ville
from tests.services.guichet_identifiants import colonne

PIECES = ("livret de famille", "vaccinations")
MARDI = date(2026, 12, 8)


def ville(ctx: Contexte, *, rang: bool, capacite: int = 1, **regles: object) -> tuple[Ville, int]:
    """Léa and Tom may come all year; one more child registers today without her vaccinations."""
    v = ouvrir_ville(ctx, capacite=capacite, pieces=PIECES, rang_a_la_completude=rang, **regles)
    (mia,) = enfants(ctx, v, 1)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": mia})
    return v, mia


def inscrire(ctx: Contexte, v: Ville, enfant: int, pieces: tuple[str, ...] | None = PIECES[:1], activite: str = "can"):
    (famille,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {enfant}")
    (faite,) = inscriptions.inscrire(
        ctx,
        personne_id=enfant,
        famille_id=famille,
        activite_id=v.activites[activite],
        du=DU,
        au=AU,
        groupe_id=v.groupes[activite],
        pieces=pieces,
    )
    return faite


def demander(ctx: Contexte, v: Ville, enfant: int, *jours: date):
    demandes = [Demande(enfant, jour, v.unites["midi"]) for jour in jours]
    return enregistrer(ctx, demandes=demandes, attendu=None)


def etats(ctx: Contexte, enfant: int) -> list[str]:
    return colonne(ctx, f"SELECT etat FROM reservation WHERE personne_id = {enfant} ORDER BY jour, id")


def rangs(ctx: Contexte) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(x.enfant.split()[-1], x.rang, x.manquantes) for x in releves.attente(ctx, du=LUNDI, au=LUNDI)]


def test_incomplete_elle_n_a_ni_place_ni_rang_puis_elle_les_prend(ctx: Contexte, horloge: Horloge) -> None:
    """regles.md: incomplete requests take no rank until complete. Mia asks first, Léa and Tom pass before her."""
    v, mia = ville(ctx, rang=True)
    fiche = inscrire(ctx, v, mia)
    assert (fiche.etat, fiche.manquantes, fiche.sans_rang) == ("active", ("vaccinations",), True)
    (ligne, _) = demander(ctx, v, mia, LUNDI, MARDI).lignes
    assert (ligne.issue, ligne.regle, ligne.rang) == ("attente", "pièces", 0)
    assert "tant qu’il manque : vaccinations" in ligne.motif.replace("\u00a0", " ")
    assert etats(ctx, mia) == ["demandee", "demandee"]
    horloge.avancer(minutes=1)
    demander(ctx, v, v.lea, LUNDI)
    horloge.avancer(minutes=1)
    (ligne,) = demander(ctx, v, v.tom, LUNDI).lignes
    assert ligne.rang == 1
    assert rangs(ctx) == [("Tom", 1, ()), ("Enfanta", 0, ("vaccinations",))]
    horloge.avancer(minutes=1)
    fiche = inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=["vaccinations"])
    assert (fiche.manquantes, fiche.sans_rang) == ((), False)
    # Monday is full and Tom waits: she comes second, though she asked first. Tuesday was free: it is hers.
    assert etats(ctx, mia) == ["en_attente", "reservee"]
    assert rangs(ctx) == [("Tom", 1, ()), ("Enfanta", 2, ())]
    (detail,) = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.pieces'")
    assert '"reservees":1' in detail.replace(" ", "")
    # Asked before anybody, she would have come first: the time of request itself never moved.
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE complete_le > demandee_le") == [2]


def test_la_place_libre_est_a_qui_attendait_complet(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the place Tom is being called for, given to who brings her last document that morning."""
    v, mia = ville(ctx, rang=True)
    fiche = inscrire(ctx, v, mia)
    for enfant in (mia, v.lea, v.tom):
        demander(ctx, v, enfant, LUNDI)
        horloge.avancer(minutes=1)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'annulee' WHERE personne_id = :p", {"p": v.lea})
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=["vaccinations"])
    assert (etats(ctx, mia), etats(ctx, v.tom)) == (["en_attente"], ["en_attente"])


def test_une_piece_sur_deux_ne_change_rien_encore(ctx: Contexte) -> None:
    v, mia = ville(ctx, rang=True)
    fiche = inscrire(ctx, v, mia, pieces=())
    demander(ctx, v, mia, LUNDI)
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=PIECES[:1])
    assert etats(ctx, mia) == ["demandee"]
    (detail,) = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'inscription.pieces'")
    faits = json.loads(detail)
    assert [faits.get(c, 0) for c in ("reservees", "attente", "refusees")] == [0, 0, 0]


@pytest.mark.parametrize(("priorite", "depasses"), [(0, []), (1, ["Tom"])])
def test_le_rang_annonce_a_qui_fut_incomplete_est_celui_qu_elle_aura(
    ctx: Contexte, horloge: Horloge, priorite: int, depasses: list[str]
) -> None:
    """Mia asked before Tom and was complete after him: what is told before her priority changes is what it then is."""
    v, mia = ville(ctx, rang=True)
    fiche = inscrire(ctx, v, mia)
    demander(ctx, v, mia, LUNDI)
    for enfant in (v.lea, v.tom):
        horloge.avancer(minutes=1)
        demander(ctx, v, enfant, LUNDI)
    horloge.avancer(minutes=1)
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=PIECES)
    file = releves.attente(ctx, du=LUNDI, au=LUNDI)
    sienne = file[1]
    rang, devant = nouveau_rang(file, sienne, priorite)
    assert [nom.split()[-1] for nom in devant] == depasses
    assert rang == attente.changer_priorite(
        ctx, reservation_id=sienne.reservation_id, priorite=priorite, motif="fratrie"
    )


def test_la_ville_qui_avertit_seulement_donne_place_et_rang(ctx: Contexte, horloge: Horloge) -> None:
    v, mia = ville(ctx, rang=False)
    fiche = inscrire(ctx, v, mia)
    assert (fiche.manquantes, fiche.sans_rang) == (("vaccinations",), False)
    (ligne,) = demander(ctx, v, mia, LUNDI).lignes
    assert ligne.issue == "reservee"
    assert "Pièces manquantes" in ligne.motif
    horloge.avancer(minutes=1)
    demander(ctx, v, v.lea, LUNDI)
    assert rangs(ctx) == [("Léa", 1, ())]
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=PIECES)
    assert etats(ctx, mia) == ["reservee"]


@pytest.mark.parametrize(("rang", "rangs"), [(True, [0, 1]), (False, [1, 2])])
def test_une_inscription_incomplete_ne_passe_devant_personne(ctx: Contexte, horloge: Horloge, rang, rangs) -> None:
    """The group is full for all the year: both registrations wait, the first without her vaccinations."""
    v, mia = ville(ctx, rang=rang, capacite=0)
    with ctx.ecriture() as s:
        s.ordre("DELETE FROM inscription WHERE personne_id = :p", {"p": v.lea})
    premiere = inscrire(ctx, v, mia)
    horloge.avancer(minutes=1)
    seconde = inscrire(ctx, v, v.lea, None)
    (famille,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {mia}")
    lues = [x for f in (famille, v.famille_id) for x in inscriptions.lister(ctx, f) if x.etat == "en_attente"]
    assert {x.inscription_id: x.rang for x in lues} == dict(
        zip((premiere.inscription_id, seconde.inscription_id), rangs, strict=True)
    )
    horloge.avancer(minutes=1)
    fiche = inscriptions.constater_pieces(ctx, inscription_id=premiere.inscription_id, pieces=PIECES)
    # Where the town waits for nothing, her rank stays that of her request.
    assert fiche.rang == (2 if rang else 1)


def test_le_planning_et_l_explication_nomment_ce_qui_manque(ctx: Contexte) -> None:
    v, mia = ville(ctx, rang=True)
    inscrire(ctx, v, mia)
    demander(ctx, v, mia, LUNDI)
    (famille,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {mia}")
    case = planning(ctx, famille).cases[mia, LUNDI, v.unites["midi"]]
    assert (case.etat, case.motif, case.rang) == ("demandee", "il manque vaccinations", 0)
    (ligne,) = apercu(ctx, (Demande(mia, LUNDI, v.unites["midi"]),)).lignes
    assert (ligne.issue, ligne.regle) == ("inchangee", "pièces")
    (retiree,) = annuler(ctx, personne_id=mia, activite_code="can", jours=[LUNDI]).lignes
    assert "Demande incomplète retirée" in retiree.motif


def test_une_piece_vue_sert_toutes_les_demarches_de_l_enfant(ctx: Contexte) -> None:
    """Rule 30. Never those of the other household (rule 32)."""
    v, mia = ville(ctx, rang=True)
    cantine = inscrire(ctx, v, mia)
    mercredi = inscrire(ctx, v, mia, ("vacc",), activite="mer")
    assert mercredi.manquantes == ()
    (famille,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {mia}")
    assert {f.inscription_id: f.manquantes for f in inscriptions.lister(ctx, famille)} == {
        cantine.inscription_id: (),
        mercredi.inscription_id: (),
    }
    voir = {"personne_id": mia, "activite_id": v.activites["can"], "du": DU}
    assert inscriptions.pieces_a_voir(ctx, famille_id=famille, **voir) == ()
    assert inscriptions.pieces_a_voir(ctx, famille_id=v.famille_id, **voir) == PIECES


def test_complete_elle_est_jugee_par_les_regles_du_jour(ctx: Contexte, horloge: Horloge) -> None:
    """A day gone by, a day closed meanwhile, a full day where the town keeps no waiting list: refused, not charged."""
    v, mia = ville(ctx, rang=True, complet="refuse")
    fiche = inscrire(ctx, v, mia)
    mercredi = date(2026, 12, 10)
    demander(ctx, v, mia, date(2026, 12, 1), LUNDI, MARDI, mercredi)
    demander(ctx, v, v.lea, MARDI)
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET fermee = :f, motif = 'grève' WHERE jour = :j", {"f": True, "j": mercredi})
    horloge.avancer(days=16)
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=PIECES)
    assert etats(ctx, mia) == ["refusee", "reservee", "refusee", "refusee"]
    assert colonne(ctx, "SELECT count(*) FROM reservation WHERE etat = 'refusee' AND facturee") == [0]


@pytest.mark.parametrize("pieces", [None, PIECES, ("toutes",)])
def test_toutes_vues_elle_est_complete(ctx: Contexte, pieces) -> None:
    v, mia = ville(ctx, rang=True)
    assert inscrire(ctx, v, mia, pieces).manquantes == ()
    assert demander(ctx, v, mia, LUNDI).reservees == 1


def test_ce_qui_n_est_pas_une_piece_ou_plus_une_inscription(ctx: Contexte) -> None:
    v, mia = ville(ctx, rang=True)
    with pytest.raises(SaisieInvalide, match="passeport"):
        inscrire(ctx, v, mia, ("passeport",))
    fiche = inscrire(ctx, v, mia, ())
    assert fiche.manquantes == PIECES
    inscriptions.terminer(ctx, inscription_id=fiche.inscription_id, le=DU)
    with pytest.raises(InscriptionInconnue, match="terminée"):
        inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=PIECES)


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE reservation SET complete_le = '2020-01-01 00:00:00+00:00'",
        "UPDATE reservation SET complete_le = NULL",
    ],
)
def test_un_rang_ne_se_gagne_pas(ctx: Contexte, horloge: Horloge, ordre: str) -> None:
    """Direct SQL cannot put a demand before its time, nor forget when it was complete."""
    v, mia = ville(ctx, rang=True)
    fiche = inscrire(ctx, v, mia)
    demander(ctx, v, mia, LUNDI)
    horloge.avancer(minutes=1)
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=PIECES)
    with pytest.raises(Exception, match="le rang ne se gagne pas"), ctx.ecriture() as s:
        s.ordre(ordre)


def test_la_piece_d_un_enfant_ne_date_pas_l_inscription_d_un_autre(ctx: Contexte) -> None:
    """Lost otherwise: a brother's rank counted from the day of his sister's paper, in this home or in another."""
    v, mia = ville(ctx, rang=True)
    (ici,) = colonne(ctx, f"SELECT famille_id FROM lien WHERE personne_id = {mia}")
    frere, voisin = v.tom, v.lea
    with ctx.ecriture() as s:
        for table in ("lien", "inscription"):
            s.ordre(f"UPDATE {table} SET famille_id = :f WHERE personne_id = :p", {"f": ici, "p": frere})
        s.ordre("UPDATE inscription SET complete_le = NULL WHERE personne_id IN (:a, :b)", {"a": frere, "b": voisin})
        for piece in PIECES:
            s.ordre(
                "INSERT INTO piece_vue (famille_id, personne_id, piece, vue_le, agent) "
                "SELECT DISTINCT famille_id, personne_id, :piece, :le, 'demo' FROM inscription WHERE personne_id IN (:a, :b)",
                {"piece": piece, "le": ctx.maintenant(), "a": frere, "b": voisin},
            )
    fiche = inscrire(ctx, v, mia)
    inscriptions.constater_pieces(ctx, inscription_id=fiche.inscription_id, pieces=["vaccinations"])
    datees = "SELECT personne_id FROM inscription WHERE complete_le IS NOT NULL AND personne_id IN ({})"
    assert colonne(ctx, datees.format(f"{mia}, {frere}, {voisin}")) == [mia]
